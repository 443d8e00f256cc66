"""Map a place in the witness to the corresponding place in the edition's text.

Editors name a place as they see it: by its line in the witness and the words there. Links are attached to characters of
a span's text.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from editio.inputs.registers import DateEntry, Reference
from editio.model.messages import Message
from editio.model.pieces import Piece
from editio.model.text import Content, Edition, Mark
from editio.stages.linking.annotation import Locus, spans


@dataclass(frozen=True, slots=True)
class _Stretch:
    start: int  # offset in the witness
    end: int
    locus: Locus
    position: int  # of its first character in the span's text
    length: int  # of its edited text


def origin(content: Content, position: int) -> int:
    """The offset in the witness of a position in the content's plain text. A position in a changed piece gives the
    start of that piece; a position in supplied words gives the start of the next piece."""
    passed = 0
    offset = 0
    for inline in content:
        if isinstance(inline, Mark):
            continue
        length = len(inline.text)
        if isinstance(inline, Piece) and inline.reading:
            offset = inline.start
            if position < passed + length:
                return offset + (max(0, position - passed) if length == len(inline.reading) else 0)
        passed += length
    return offset


def unfit(entry: Reference | DateEntry, why: str = "", cell: str = "reading") -> Message:
    """The message that an entry does not fit (N104), at the cell to correct. Without `why`, its line does not contain
    the reading exactly once."""
    return Message(entry.row, entry.at(cell), "N104", f"line {entry.line}: {entry.reading!r}{why}.", entry.file)


def leads_nowhere(entry: Reference) -> Message:
    """The message that a reference leads to something missing from the edition (N104)."""
    return unfit(entry, f" leads to {entry.target}, which is not in the edition", "target")


class Locator:
    """Finds the place in the edition of characters of the witness."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._lines = edition.witness.numbered

    @cached_property  # few editions have entries that need it, and it takes much memory in a long book
    def _stretches(self) -> list[_Stretch]:
        """The stretches of the witness in the spans, in its order."""
        stretches = []
        for locus, _, _, span in spans(self._edition):
            position = 0
            for inline in span.content:
                if isinstance(inline, Mark):
                    continue
                if isinstance(inline, Piece) and inline.reading:
                    stretches.append(_Stretch(inline.start, inline.end, locus, position, len(inline.text)))
                position += len(inline.text)
        return sorted(stretches, key=lambda stretch: stretch.start)

    def find(self, line: int, reading: str) -> tuple[Locus, int, int] | None:
        """The span, start and end of the text that comes from a reading of a witness line. None if the line does not
        contain the reading exactly once, if its words are not in one span, or if no text comes from them."""
        text = self._lines[line].text if line in self._lines else ""
        if text.count(reading) != 1:
            return None
        start = self._lines[line].start + text.index(reading)
        first, last = self._at(start), self._at(start + len(reading) - 1)
        if first is None or last is None or first[0] != last[0] or first[1] >= last[2]:
            return None
        return first[0], first[1], last[2]

    def _at(self, offset: int) -> tuple[Locus, int, int] | None:
        """The span, start and end of the characters that come from one character of the witness; None if it is in no
        span."""
        at = bisect_right(self._stretches, offset, key=lambda s: s.start) - 1
        stretch = self._stretches[at] if at >= 0 else None
        if stretch is None or offset >= stretch.end:
            return None
        if stretch.length == stretch.end - stretch.start:  # kept, or as long as the reading
            position = stretch.position + offset - stretch.start
            return stretch.locus, position, position + 1
        return stretch.locus, stretch.position, stretch.position + stretch.length
