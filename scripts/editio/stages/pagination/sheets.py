"""The leaves as recognition sees them: their lines from top to bottom, and the lines at their edges.

Lines with boxes are ordered by their tops, because OCR engines often put a folio after the running head beside it, or a
running head at the end of the page. Other lines keep the order of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from statistics import median

from editio.model.witness import Leaf, Line, Witness

EDGE = 3  # lines at the head and at the foot of a page that can be folios and running heads
_SCANT = 0.35  # of the usual letters; a leaf with fewer has a plate, a title or the end of a part
# English, because programs wrote the marks of leaves, not the book.
_COUNTER = re.compile(r"(?:\b(?:leaf|image|file|seq|scan)\W{0,3}|[/\[](?=0))0*([0-9]{1,5})\b", re.IGNORECASE)
_CLAIM = re.compile(
    r"(?:\b(?:page|pg|p|s|n)\b\W{0,3}|^\s*\[(?=.*/)|^\s*[\[{|] ?(?=\d+ ?[\]}|]\s*$))\[?([0-9]{1,4}|[ivxlc]{1,9})\b",
    re.IGNORECASE,
)  # of `page 2`, `<pb n="2"/>`, `[2/0020]` or `{2}`


@dataclass(frozen=True)
class Sheet:
    """A leaf. `rows` are the indices of its lines of text, from top to bottom; `position` counts the leaves of the
    book, including those missing from the format; `claim` is the page number that the format gives."""

    leaf: Leaf
    rows: tuple[int, ...]
    letters: int
    position: int
    scant: bool
    claim: str = ""

    @cached_property
    def head(self) -> tuple[int, ...]:
        """The lines at its head, from the top down."""
        return self.rows[:EDGE]

    @cached_property
    def foot(self) -> tuple[int, ...]:
        """The lines at its foot, from the bottom up."""
        return self.rows[: -EDGE - 1 : -1]

    @property
    def blank(self) -> bool:
        return not self.letters


def sheets(witness: Witness, leaves: Sequence[Leaf], *, by_heads: bool = False) -> tuple[Sheet, ...]:
    """The leaves of the book. Where running heads show the pages (`by_heads`), a page whose head was lost is part of
    the leaf before it. So a leaf with as many lines as two pages is counted as two."""
    lines = witness.lines
    rows = [_from_top_to_bottom(lines, leaf) for leaf in leaves]
    marks = list(_marks(witness, leaves))
    ends = [after.start - len(mark) for after, mark in zip(leaves[1:], marks[1:], strict=True)] + [len(witness.text)]
    letters = [
        sum(len(lines[i].text) for i in row) or (end - leaf.start if leaf.begins_within(lines) else 0)
        for leaf, row, end in zip(leaves, rows, ends, strict=True)
    ]
    usual = median(count for count in letters if count) if any(letters) else 0
    positions = [int(found[1]) if (found := _COUNTER.search(mark)) else 0 for mark in marks]
    if any(b <= a for a, b in pairwise(positions)) or not all(positions):
        pages = _pages([len(row) for row in rows]) if by_heads else [1] * len(leaves)
        positions = list(accumulate(pages[:-1], initial=1))
    return tuple(
        Sheet(leaf, row, count, position, count < _SCANT * usual, claim[1] if claim else "")
        for leaf, row, count, position, claim in zip(
            leaves, rows, letters, positions, map(_CLAIM.search, marks), strict=True
        )
    )


def _pages(lines: Sequence[int]) -> list[int]:
    """How many pages each leaf holds, by its number of lines."""
    usual = median(lines)
    return [max(1, round(count / usual)) for count in lines]


def _from_top_to_bottom(lines: Sequence[Line], leaf: Leaf) -> tuple[int, ...]:
    rows = [i for i in range(leaf.first, leaf.end) if lines[i].text]
    boxes = {i: box for i in rows if (box := lines[i].box) is not None}
    return tuple(sorted(rows, key=lambda i: boxes[i].top) if len(boxes) == len(rows) else rows)


def _marks(witness: Witness, leaves: Sequence[Leaf]) -> Iterator[str]:
    """The markup that the makers of the text put at the beginning of each leaf, such as `<!-- Leaf 12, Page: 2 -->`; ""
    if there is none. The leaf begins at this markup or directly after it."""
    marks, text = witness.markup, witness.text
    for leaf in leaves:
        k = bisect_right(marks, leaf.start, key=lambda mark: mark.start)
        mark = marks[k - 1] if k else None
        beside = mark and (mark.end >= leaf.start or text[mark.end : leaf.start].isspace())
        yield text[mark.start : mark.end] if mark and beside else ""
