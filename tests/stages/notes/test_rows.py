"""The lines of the text as rows: which of them show the measure."""

from __future__ import annotations

from editio.model.witness import of_text
from editio.stages.notes.rows import rows

LINE = "the salt road went down to the pans and nobody paid\n"


def test_a_blank_before_every_line_begins_no_paragraphs() -> None:
    """OCR engines write it, so without this rule no line of such a text showed the measure."""
    assert _full(f" {LINE}" * 4 + f"\n {LINE}") == [True, True, True, False, False]
    assert _full(f"{LINE}{LINE}  {LINE}{LINE}") == [True, False, True, False]


def test_lines_that_a_program_has_joined_show_no_measure() -> None:
    """Programs that take the text from a PDF join lines that end in a hyphen: these are not in smaller type."""
    joined = LINE[:-1] * 2 + "\n"
    assert not any(_full((LINE * 9 + joined) * 4))
    assert all(_full((LINE * 30 + joined) * 4)[:-1])


def _full(text: str) -> list[bool]:
    lines = of_text(text).lines
    places = [0] * len(lines)
    return [row.full for row in rows(lines, range(len(lines)), places, places)]
