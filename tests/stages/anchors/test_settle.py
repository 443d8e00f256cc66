"""What becomes of published addresses when passages are corrected, divided, joined or gone."""

from __future__ import annotations

from pathlib import Path

from editio.inputs.registers import Anchor, Apparatus, LineRole, Name, Role, load
from editio.model.kinds import NameKind
from editio.model.text import Edition, FormerAnchor
from editio.stages import anchors
from printing import FURTHER, PROSE, SETTINGS, TITLE, apparatus, built, page, part, set_type, witness

FIRST, SECOND, THIRD = set_type(PROSE), set_type(FURTHER), set_type(PROSE.replace("salt", "grain"))
WITNESS = witness(page("CHAPTER 1", TITLE, *FIRST, *SECOND, *THIRD, "1"))
STARTS = 3, 3 + len(FIRST), 3 + len(FIRST) + len(SECOND)  # the nth line of text in which each paragraph begins
HERE = "chapters/01/"


def line(nth: int) -> int:
    """The number of the nth line of text in the witness."""
    return [each.number for each in WITNESS.lines if each.text.strip()][nth - 1]


def roles(*given: tuple[int, str]) -> dict[str, object]:
    return {"structure": tuple(LineRole(line=line(nth), role=Role(role)) for nth, role in given)}


PLAIN = roles(*((start, "paragraph") for start in STARTS))


def ids(edition: Edition) -> list[list[str]]:
    """Each block's id, followed by the former anchors inside it."""
    return [
        [block.id, *(i.id for span in block.spans for i in span.content if isinstance(i, FormerAnchor))]
        for block in part(edition, HERE).blocks
    ]


def register(**registers: object) -> tuple[Anchor, ...]:
    entries = apparatus(**registers)
    return anchors.publish(built(WITNESS, entries).edition, entries)


def after(published: tuple[Anchor, ...], **registers: object) -> list[list[str]]:
    return ids(built(WITNESS, apparatus(anchors=published, **registers)).edition)


def test_nothing_changes_where_nothing_changed() -> None:
    assert after(register(**PLAIN), **PLAIN) == [["p1"], ["p2"], ["p3"]]


def test_a_paragraph_that_is_divided_keeps_its_number_for_its_first_part_and_none_behind_it_moves() -> None:
    divided = roles(*((start, "paragraph") for start in STARTS), (STARTS[0] + 4, "paragraph"))
    assert after(register(**PLAIN), **divided) == [["p1"], ["p4"], ["p2"], ["p3"]]


def test_a_paragraph_that_is_joined_to_another_leaves_its_number_where_its_text_went() -> None:
    joined = roles((STARTS[0], "paragraph"), (STARTS[1], "text"), (STARTS[2], "paragraph"))
    assert after(register(**PLAIN), **joined) == [["p1", "p2"], ["p3"]]


def test_a_number_once_given_is_never_given_again() -> None:
    joined = roles((STARTS[0], "paragraph"), (STARTS[1], "text"), (STARTS[2], "text"))
    entries = apparatus(anchors=register(**PLAIN), **joined)
    republished = anchors.publish(built(WITNESS, entries).edition, entries)
    assert {anchor.id for anchor in republished if anchor.page == HERE} >= {"p1", "p2", "p3"}
    divided = roles((STARTS[0], "paragraph"), (STARTS[0] + 4, "paragraph"), (STARTS[1], "text"), (STARTS[2], "text"))
    assert after(republished, **divided)[1][0] == "p4"


def test_a_new_heading_moves_no_number() -> None:
    headed = roles(*((start, "paragraph") for start in STARTS), (STARTS[1] + 3, "section"))
    assert [block[0] for block in after(register(**PLAIN), **headed)] == ["p1", "p2", "s1", "p4", "p3"]


def test_a_name_that_is_withdrawn_says_where_it_leads_or_the_build_says_what_is_wrong() -> None:
    bishop = Name(key="bishop", kind=NameKind.PERSON, name="Saint Martin", sort="Martin")
    published = register(**PLAIN, names=(bishop,))
    entry = next(anchor for anchor in published if anchor.page == "people/")
    assert entry == Anchor(page="people/", id="bishop")
    _, said = anchors.settle(built(WITNESS).edition, apparatus(anchors=published))
    assert [(message.code, message.detail) for message in said] == [("X101", "people/#bishop.")]
    led_on = (*(a for a in published if a != entry), entry.model_copy(update={"now": "people/"}))
    assert anchors.settle(built(WITNESS).edition, apparatus(anchors=led_on))[1] == []


def test_an_address_that_is_led_on_to_nothing_is_refused() -> None:
    bishop = Name(key="bishop", kind=NameKind.PERSON, name="Saint Martin", sort="Martin")

    def said(now: str) -> list[tuple[str, str]]:
        led = apparatus(names=(bishop,), anchors=(Anchor(page="people/", id="abbot", now=now),))
        return [(message.code, message.detail) for message in anchors.settle(built(WITNESS).edition, led)[1]]

    for right in ("people/#bishop", f"{HERE}#p1", HERE, "about/#scope"):  # no stage makes pages like the last
        assert said(right) == []
    for wrong in ("people/#bishops", f"{HERE}#p88", "chapters/88/", "chapters/88/#p1", "notes/88/"):
        detail = f"people/#abbot leads to {wrong}, which the edition does not have."
        assert said(wrong) == [("X101", detail)]


def test_the_register_is_read_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / "edition.toml").write_text(
        f'[book]\ntitle = "{TITLE}"\nrunning_title = "{TITLE}"\nauthor = "A. Chandler"\nyear = 1970\n'
        f'[witness]\nname = "salt.txt"\nsha256 = "{SETTINGS.witness.sha256}"\n'
        '[rights]\ncleared = false\nstatement = "Private copy."\n'
    )
    published = (*register(**PLAIN), Anchor(page="people/", id="abbot", now="people/#bishop"))
    anchors.write(published, tmp_path)
    read: Apparatus = load(tmp_path)
    where = {"file", "row"}  # an entry was read
    assert [entry.model_dump(exclude=where) for entry in read.anchors] == [
        entry.model_dump(exclude=where) for entry in published
    ]
