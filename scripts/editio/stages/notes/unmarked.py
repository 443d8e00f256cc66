"""Notes at the foot of pages whose marks the OCR has lost.

Small raised figures are what OCR engines lose first: the mark of a note is read as a quotation mark, as dirt, or not
at all, and so are all calls. Then only the setting shows the notes: the last blocks of a page, apart from the text
and in smaller type. Such blocks are notes if the book has several, if it has few in the midst of its pages (those
are quotations), and if some of them begin with what may be left of a mark. A block that goes on within a sentence
goes on with the last note of the page before. No calls are looked for: each note stays with its page.

The size of type is that of the boxes; without boxes a block is in smaller type if its full lines hold more than the
measure of the text does. Begin reading at `solve`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median

from editio.stages.notes.marks import Alphabet, Frame, Mark
from editio.stages.notes.rows import Row
from editio.stages.notes.solve import Begin, Continues, Numbering, Place, Reading, Scheme

_SMALLER = 0.93  # of the size of the text: the type of notes
_WIDER = 1.08  # of the measure of the text: what full lines of notes hold
_SCRAP = 6  # characters: less is no note
_FEWEST = 3  # blocks in smaller type at the foot of pages
_ELSEWHERE = 0.2  # of all such blocks: more in the midst of pages are quotations
_MARKED = 0.2  # of the blocks begin with what may be left of a mark
_LEFT = re.compile(
    r"(?P<mark>[(\[]?(?:[^\w\s(\[«„“‘\"'—–-]{1,3}|\d{1,2}|[a-z](?=\)))[)\].]{0,2}\s?)(?=[^\W\d_]|[\"“‘«„(])"
)
_QUOTE = re.compile(r"(?P<mark>[\"'“”‘’]{1,2}\s?)(?=[^\W\d_])")
_CLOSING = re.compile(r"[\"'”’](?=[\s.,;:!?)]|$)")
_SCHEME = Scheme(Frame.NONE, Alphabet.FIGURES, Numbering.PAGE, Place.FOOT, Frame.NONE)


@dataclass(frozen=True)
class _Block:
    """Rows `first` to `end` without white space between them. `small`: in smaller type; None if nothing tells."""

    first: int
    end: int
    small: bool | None


def solve(rows: Sequence[Row]) -> Reading | None:
    """The blocks at the foot of pages in smaller type, as notes without calls; None if the book has none."""
    of_text = _Type.of(rows)
    pages = [list(_joined(rows, blocks, bool(of_text.size))) for blocks in _pages(rows, of_text)]
    feet = [found for blocks in pages if (found := _foot(rows, blocks))]
    notes = [block for foot in feet for block in foot]
    elsewhere = sum(block.small is True for blocks in pages for block in blocks) - len(notes)
    marked = [block for block in notes if mark_left(_text(rows, block))]
    if len(feet) < _FEWEST or elsewhere > _ELSEWHERE * len(notes) or len(marked) < _MARKED * len(notes):
        return None
    return _reading(rows, feet)


def mark_left(text: str) -> int:
    """The length of what may be left of the mark that began a note: no letters, and no quotation that is closed."""
    if found := _LEFT.match(text):
        return found.end("mark")
    found = _QUOTE.match(text)
    return found.end("mark") if found and not _CLOSING.search(text, found.end()) else 0


@dataclass(frozen=True)
class _Type:
    """The size of the type of the text, or its measure; 0 if unknown."""

    size: float
    measure: float

    @staticmethod
    def of(rows: Sequence[Row]) -> _Type:
        sizes = [row.size for row in rows if row.size]
        if 2 * len(sizes) > len(rows):
            return _Type(median(sizes), 0.0)
        wide = sorted(row.width for row in rows if row.full)
        return _Type(0.0, wide[int(0.7 * (len(wide) - 1))] if wide else 0.0)

    def small(self, rows: Sequence[Row]) -> bool | None:
        """Whether the lines of a block are in smaller type; None if none of them tells."""
        if self.size:
            sizes = [row.size for row in rows if row.size]
            return median(sizes) < _SMALLER * self.size if sizes else None
        wide = [row.width for row in rows if row.full]
        if self.measure and wide:
            return max(wide) > _WIDER * self.measure
        return True if self.measure and rows[0].width > _WIDER * self.measure else None


def _pages(rows: Sequence[Row], of_text: _Type) -> Iterator[list[_Block]]:
    """The blocks of each page."""
    for _, page in groupby(range(len(rows)), key=lambda k: rows[k].page):
        indices = list(page)
        starts = [k for k in indices if k == indices[0] or rows[k].gap]
        ends = [*starts[1:], indices[-1] + 1]
        yield [_Block(a, b, of_text.small(rows[a:b])) for a, b in zip(starts, ends, strict=True)]


def _joined(rows: Sequence[Row], blocks: Sequence[_Block], measured: bool) -> Iterator[_Block]:
    """The blocks; one that nothing tells about is like that above it, if no more white space divides the two. Below
    more white space that was measured, it is one in smaller type if it begins with what may be left of a mark."""
    small: bool | None = False
    for block in blocks:
        if block.small is not None:
            small = block.small
        elif rows[block.first].gap > 1 or any(row.heading for row in rows[block.first : block.end]):
            small = measured and bool(mark_left(_text(rows, block)))
        yield _Block(block.first, block.end, bool(small))


def _foot(rows: Sequence[Row], blocks: Sequence[_Block]) -> list[_Block]:
    """The last blocks of a page in smaller type, below others; none if all the page is. A folio or signature below
    them that was not known as one is left out."""
    end = len(blocks)
    while end and len(_text(rows, blocks[end - 1])) <= _SCRAP:
        end -= 1
    first = end
    while first and blocks[first - 1].small:
        first -= 1
    return list(blocks[first:end]) if first else []


def _text(rows: Sequence[Row], block: _Block) -> str:
    return " ".join(row.text for row in rows[block.first : block.end])


def _reading(rows: Sequence[Row], feet: Sequence[Sequence[_Block]]) -> Reading:
    events: list[Begin | Continues] = []
    in_note = [False] * len(rows)
    last: Row | None = None  # with which the note before ends
    for foot in feet:
        for number, block in enumerate(foot, 1):
            row = rows[block.first]
            on = number == 1 and last is not None and last.page == row.page - 1 and not last.stops
            if on and row.text[:1].islower():
                events.append(Continues(block.first))
            else:
                length = mark_left(_text(rows, block))
                mark = Mark(0, min(length, len(row.text)), row.text[:length].strip(), 0.0)
                events.append(Begin(block.first, mark, number))
            in_note[block.first : block.end] = [True] * (block.end - block.first)
            last = rows[block.end - 1]
    return Reading(_SCHEME, tuple(events), tuple(in_note), 0.0, 0.0)
