"""Lines that the makers of a text marked as headings: `## Of the Toll`, `<h2>`, `\\section*{`."""

from __future__ import annotations

from editio.model.witness import MarkupKind, Witness

_COMMANDS = ("part", "chapter", r"\section", "subsection", "subsubsection")


def levels(witness: Witness) -> dict[int, int]:
    """The levels of marked lines, such as 2 for `## Of the Toll`, by the indices of the lines."""
    marks = (mark for mark in witness.markup if mark.kind is MarkupKind.HEADING)
    found = {mark.end: _level(witness.text[mark.start : mark.end]) for mark in marks}
    return {i: level for end, level in found.items() for i in witness.touched(end, end + 1)}


def _level(mark: str) -> int:
    named = next((n for n, name in enumerate(_COMMANDS, 1) if name in mark), 0)
    return named or mark.count("#") or int(next(filter(str.isdigit, mark), "1"))
