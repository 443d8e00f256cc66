"""Where a passage comes from and what was done to it, for the person who asks at the terminal."""

from __future__ import annotations

import pytest

from editio.commands.trace import find, trace
from editio.inputs.registers import Emendation
from editio.model.kinds import Certainty, Damage
from editio.model.messages import Refusal
from printing import apparatus, built, page, witness

TEXT = witness(
    page("CHAPTER", "1 Salt", "Tbe mules1 went down the road with their conversa¬", "4"),
    page("tions, and the town had its salt that day, as they said2.", "5"),
)
ENTRY = Emendation(
    id="e0001",
    line=5,
    reading="Tbe",
    edited="The",
    kind=Damage.MISREADING,
    certainty=Certainty.CERTAIN,
    reason="b for h",
)
ENTRIES = apparatus(emendations=(ENTRY,))
EDITION = built(TEXT, ENTRIES).edition


def traced(address: str) -> list[str]:
    return list(trace(EDITION, ENTRIES, address))


def test_it_gives_the_text_as_edited_its_pages_and_its_lines() -> None:
    lines = traced("chapters/01/#p1")
    assert lines[0] == "chapters/01/#p1  (paragraph)"
    assert lines[1] == (
        "The mules went down the road with their conversations, and the town had its salt that day, as they said."
    )
    assert lines[3] == "printed page 4, 5; witness lines 5 to 9"


def test_it_gives_every_change_with_its_place_and_its_ground() -> None:
    changes = [line.strip() for line in traced("chapters/01/#p1")[4:]]
    assert changes == [
        "5:1  e0001: 'Tbe' becomes 'The' (misreading, certain; b for h)",
        "5:10  call of note 1, plain: the witness has '1'",
        "5:50  set aside, line-end hyphen: '¬'",
        "page 5 starts",
        "9:57  call of note 2, plain: the witness has '2'",
    ]


def test_an_address_without_a_block_is_the_title() -> None:
    part, block = find(EDITION, "chapters/01/")
    assert (part.number, block.id) == (1, "title")
    assert traced("/chapters/01/")[1] == "CHAPTER 1 Salt"


def test_an_address_may_be_written_with_or_without_its_slashes() -> None:
    assert find(EDITION, "/chapters/01/#p1") == find(EDITION, "chapters/01#p1")


@pytest.mark.parametrize("address", ["chapters/02/#p1", "chapters/01/#p9", "nowhere", ""])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(Refusal) as refused:
        find(EDITION, address)
    (message,) = refused.value.messages
    assert message.code == "R001"
    assert address in message.detail
