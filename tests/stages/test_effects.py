"""Every role of apparatus/structure.tsv takes effect, or the entry is refused by name."""

from __future__ import annotations

import pytest

from editio import edition
from editio.inputs.registers import Apparatus, LineRole, Role
from editio.model.messages import Refusal
from editio.model.text import Edition
from editio.model.witness import Witness
from editio.stages import effects
from printing import FURTHER, PROSE, apparatus, set_type

TEXT, MORE = set_type(PROSE), set_type(FURTHER)
LINES = [
    *("Chapter I", "", "The Crossing", "", *TEXT, "", "Of tolls and tariffs", "", *MORE, "", *TEXT, "", "1"),
    *("\fThe Crossing", "", *MORE, "", "the lamp was lit", "the boat was gone", "", *TEXT, "", "2"),
    *("\fThe Crossing", "", *TEXT, "", "* The toll was two crowns.", "", "3"),
    *("\fA view of the ferry", "", "\fThe Crossing", "", *MORE, "", *TEXT, "", "4"),
]


def line_of(words: str, nth: int = 0) -> int:
    return [number for number, line in enumerate(LINES, 1) if words in line][nth]


def built(*entries: LineRole) -> tuple[Edition, Apparatus]:
    registers = apparatus(structure=entries)
    return edition.build(witness(), registers).edition, registers


def witness() -> Witness:
    from pathlib import Path

    from editio.inputs import plain_text

    return plain_text.of_bytes("\n".join(LINES).encode(), Path("w.txt"))


@pytest.mark.parametrize(
    ("role", "line", "to", "value"),
    [
        (Role.PAGE, line_of(MORE[1]), 0, "7"),
        (Role.UNCOUNTED_LEAF, line_of("A view of the ferry"), 0, ""),
        (Role.RUNNING_HEAD, line_of("The Crossing", 2), 0, ""),
        (Role.FOLIO, LINES.index("2") + 1, 0, "2"),
        (Role.PART, line_of("Of tolls"), 0, "1"),
        (Role.CHAPTER, line_of("Of tolls"), 0, "2"),
        (Role.CHAPTER, line_of(TEXT[1]), 0, ""),
        (Role.TITLE, line_of("Of tolls"), 0, "front"),
        (Role.TITLE, line_of("Of tolls"), 0, "appendix"),
        (Role.SECTION, line_of("Of tolls"), 0, ""),
        (Role.SECTION, line_of(TEXT[1]), 0, "2"),
        (Role.NOTE, line_of("* The toll"), 0, "*"),
        (Role.NOTE, line_of("The toll was"), 0, ""),
        (Role.PARAGRAPH, line_of(TEXT[1]), 0, ""),
        (Role.QUOTATION, line_of(MORE[0]), line_of(MORE[-1]), ""),
        (Role.VERSE, line_of("the lamp"), line_of("the boat"), ""),
        (Role.ITEM, line_of(TEXT[1]), 0, ""),
        (Role.CAPTION, line_of("A view of the ferry"), 0, ""),
        (Role.TEXT, line_of("Of tolls"), 0, ""),
        (Role.CONTINUES, line_of(TEXT[1]), 0, ""),
    ],
)
def test_a_role_takes_effect(role: Role, line: int, to: int, value: str) -> None:
    entry = LineRole(line=line, to=to, role=role, value=value)
    made, _ = built(entry)
    assert list(effects.faults(made, [entry])) == []


def test_an_entry_without_effect_is_refused_by_name() -> None:
    made, _ = built()
    entry = LineRole(line=line_of(MORE[1]), role=Role.VERSE, row=9, file="apparatus/structure.tsv")
    (fault,) = effects.faults(made, [entry])
    assert (fault.code, fault.file, fault.line) == ("S508", "apparatus/structure.tsv", 9)
    assert fault.detail == f"Line {entry.line} is not verse in the edition."


def test_a_page_at_a_line_where_none_begins_is_told_where_its_page_begins() -> None:
    made, _ = built()
    entry = LineRole(line=line_of(MORE[1], 1), role=Role.PAGE, value="2", row=9, file="apparatus/structure.tsv")
    (fault,) = effects.faults(made, [entry])
    begins = line_of("The Crossing", 1)
    assert fault.detail.endswith(f"Its page begins at line {begins}: make the entry for that line.")


def test_a_page_is_not_cut_off_from_its_running_head() -> None:
    """The line is the first of the text below the head: as a page of its own it would leave the head alone on one."""
    made, _ = built()
    begins = line_of("The Crossing", 1)
    below = min(number for number in made.witness.numbered if number > begins)
    entry = LineRole(line=below, role=Role.PAGE, row=9, file="apparatus/structure.tsv")
    with pytest.raises(Refusal, match=f"S508.*Its page begins at line {begins}: make the entry for that line"):
        built(entry)
