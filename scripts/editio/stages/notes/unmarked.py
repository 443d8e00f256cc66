"""Find notes at the foot of pages whose marks the OCR has lost.

OCR engines lose small raised figures first. They read the mark of a note as a quotation mark or as dirt, or they miss
it; calls are lost in the same way. Only the typesetting then shows the notes: they are the last blocks of a page,
separated from the text and in smaller type. Such blocks are notes under three conditions: the book has several of them,
few such blocks are in the middle of pages (those are quotations), and some of the notes begin with the possible remains
of a mark. A block that continues a sentence continues the last note of the previous page. This module does not search
for calls: each note stays with its page.

Type sizes come from the boxes. Without boxes, a block is in smaller type if its full lines are wider than the measure
of the text. Begin reading at `solve`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from editio.stages.notes.marks import Alphabet, Frame, Mark
from editio.stages.notes.rows import Row
from editio.stages.notes.solve import Begin, Continues, Numbering, Place, Reading, Scheme

_SMALLER = 0.93  # notes are smaller than this, as a share of the type size of the text
_WIDER = 1.08  # full lines of notes are wider than this, in measures of the text
_SCRAP = 6  # characters; so short a block is not a note
_FEWEST = 3  # least number of pages with blocks in smaller type at their foot
_ELSEWHERE = 0.2  # ratio to the blocks at the foot of pages: with more in the middle of pages, they are quotations
_MARKED = 0.2  # least share of the blocks that begin with the possible remains of a mark
_LEFT = re.compile(
    r"(?P<mark>[(\[]?(?:[^\w\s(\[«„“‘\"'—–-]{1,3}|\d{1,2}|[a-z](?=\)))[)\].]{0,2}\s?)(?=[^\W\d_]|[\"“‘«„(])"
)
_QUOTE = re.compile(r"(?P<mark>[\"'“”‘’]{1,2}\s?)(?=[^\W\d_])")
_CLOSING = re.compile(r"[\"'”’](?=[\s.,;:!?)]|$)")
_SCHEME = Scheme(Frame.NONE, Alphabet.FIGURES, Numbering.PAGE, Place.FOOT, Frame.NONE)


@dataclass(frozen=True)
class _Block:
    """Rows `first` to `end` (exclusive) without white space between them. `small`: in smaller type; None if unknown."""

    first: int
    end: int
    small: bool | None


def solve(rows: Sequence[Row]) -> Reading | None:
    """The blocks in smaller type at the foot of pages, as notes without calls; None if the book has no such notes."""
    of_text = _Type.of(rows)
    pages = [list(_joined(rows, blocks, bool(of_text.size))) for blocks in _pages(rows, of_text)]
    feet = [[*_divided(rows, found)] for blocks in pages if (found := _foot(rows, blocks))]
    notes = [block for foot in feet for block in foot]
    elsewhere = sum(block.small is True for blocks in pages for block in blocks) - len(notes)
    marked = [block for block in notes if mark_left(_text(rows, block))]
    if len(feet) < _FEWEST or elsewhere > _ELSEWHERE * len(notes) or len(marked) < _MARKED * len(notes):
        return None
    return _reading(rows, feet)


def mark_left(text: str) -> int:
    """The length of the possible remains of a mark at the beginning of a note, 0 if there are none. Words and the mark
    of a quotation that is closed are not remains."""
    if found := _LEFT.match(text):
        return found.end("mark")
    found = _QUOTE.match(text)
    return found.end("mark") if found and not _CLOSING.search(text, found.end()) else 0


@dataclass(frozen=True)
class _Type:
    """The type size of the text, or its measure; 0 if unknown."""

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
        """Whether the lines of a block are in smaller type; None if unknown."""
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
    """The blocks with their type sizes decided. A block of unknown size has the size of the block above it, unless
    wider white space separates the two or it has a heading. In these cases it is in smaller type only if sizes were
    measured and it begins with the possible remains of a mark."""
    small: bool | None = False
    for block in blocks:
        if block.small is not None:
            small = block.small
        elif rows[block.first].gap > 1 or any(row.heading for row in rows[block.first : block.end]):
            small = measured and bool(mark_left(_text(rows, block)))
        yield _Block(block.first, block.end, bool(small))


def _foot(rows: Sequence[Row], blocks: Sequence[_Block]) -> list[_Block]:
    """The last blocks of a page if they are in smaller type, below other blocks; empty if the whole page is in smaller
    type. Scraps below them, such as an unrecognised folio or signature, are left out."""
    end = len(blocks)
    while end and len(_text(rows, blocks[end - 1])) <= _SCRAP:
        end -= 1
    first = end
    while first and blocks[first - 1].small:
        first -= 1
    return list(blocks[first:end]) if first else []


def _divided(rows: Sequence[Row], blocks: Iterable[_Block]) -> Iterator[_Block]:
    """The blocks divided where a line with the possible remains of a mark follows the end of a sentence: there need be
    no white space between two notes."""
    for block in blocks:
        inner = range(block.first + 1, block.end)
        starts = [block.first, *(k for k in inner if rows[k - 1].stops and mark_left(rows[k].text))]
        yield from (_Block(a, b, block.small) for a, b in pairwise((*starts, block.end)))


def _text(rows: Sequence[Row], block: _Block) -> str:
    return " ".join(row.text for row in rows[block.first : block.end])


def _reading(rows: Sequence[Row], feet: Sequence[Sequence[_Block]]) -> Reading:
    events: list[Begin | Continues] = []
    in_note = [False] * len(rows)
    last: Row | None = None  # the last row of the previous note
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
