"""Plain text: the words alone, and the words with their calls and page starts."""

from __future__ import annotations

import pytest

from editio import edition
from editio.inputs import plain_text as witnesses
from editio.inputs.registers import LineRole, Role, load
from editio.model.kinds import BlockKind
from editio.model.text import plain
from editio.outputs.files import plain_text
from places import SPECIMEN
from printing import FIRST_PAGE, FURTHER, PROSE, apparatus, built, display, page, set_type, witness

TEXT = witness(
    page("CHAPTER", "1 Salt", *set_type(PROSE), *display(FURTHER), "The mules1 went down the"),
    page("road2, and so did the bishop3."),
)
QUOTED = [line.number for line in TEXT.lines if line.text in display(FURTHER)]
QUOTATION = LineRole(line=QUOTED[0], to=QUOTED[-1], role=Role.QUOTATION)
ROAD = built(TEXT, apparatus(structure=(FIRST_PAGE, QUOTATION))).edition
SETTINGS = apparatus().settings


def test_the_head_says_what_it_is_and_what_may_be_done_with_it() -> None:
    text = plain_text.whole(ROAD, SETTINGS, marked=False)
    assert text.startswith("The Salt Road\nA. Chandler\nVersion 0.1.0\nPrivate study copy: not for distribution.\n")


def test_a_paragraph_is_a_line_and_a_quotation_is_indented() -> None:
    lines = plain_text.whole(ROAD, SETTINGS, marked=False).split("\n")
    assert PROSE in lines
    assert f"    {FURTHER}" in lines
    assert "The mules went down the road, and so did the bishop." in lines


def test_marks_stand_in_the_text_to_cite_from() -> None:
    assert "The mules[1] went down the [p. 2] road[2], and so did the bishop[3]." in plain_text.part(
        ROAD.parts[-1], SETTINGS
    )


@pytest.mark.parametrize("marked", [False, True])
def test_nothing_of_the_edition_is_left_out(marked: bool) -> None:
    entries = load(SPECIMEN)
    text = witnesses.read(SPECIMEN / "witness" / "specimen.txt")
    made = edition.build(text, entries).edition
    words = plain_text.whole(made, entries.settings, marked)
    position = 0
    if marked:
        assert words.count("[p. ") == sum(bool(p.label) for p in made.pagination.pages)
        return
    for part in made.parts:
        for block in (part.title, *part.blocks):
            spans = (
                sorted(block.spans, key=lambda s: (s.row, s.column)) if block.kind is BlockKind.TABLE else block.spans
            )
            for span in spans:
                said = " ".join(plain(span.content).split())
                found = words.find(said, position)
                assert found >= 0, f"{part.address}#{block.id}: {said[:20]}"
                position = found + len(said)
