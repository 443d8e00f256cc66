"""Running heads by their height on the page.

A printer sets all running heads at one height, with more white space below them than between lines. If boxes show such
heads on many pages, a line at that height on a page nearby is a head too, even if no other head repeats it, such as
that of a chapter of three pages. Headings are lower: a page without a head begins where the text of other pages does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from editio.model.witness import Line
from editio.stages.pagination.sheets import Sheet

_REACH = 8  # pages to either side, since scans drift
_FEWEST_NEAR = 2  # pages with a known head
_FEWEST_PAGES = 0.3  # share of the pages with text that have a known head
_REPEATED = 3  # times that a line which names a chapter must be repeated, for it may be a heading
_NAME = 2  # words that name a chapter: `CHAPTER 1` and not `CHAPTER 2`
_SPACE = 1.3  # distances of lines: the least from heads to the text
_AS_FAR = 0.8  # of the distance that heads nearby have from the text
_TITLE_SPACE = 4.0  # the height of a line: headings may have more space below them than heads have
_SAME_HEIGHT = 0.75  # of the height of a line


@dataclass(frozen=True)
class _Top:
    """The first row of a page, which may have several pieces. Lengths are shares of the height of the page."""

    pieces: tuple[int, ...]
    top: float
    height: float
    space: float  # from this row to the next
    pitch: float  # the usual distance of the rows below it
    opening: bool  # whether the next row is the heading of a chapter


def at_their_height(
    lines: Sequence[Line], sheets: Sequence[Sheet], groups: Iterable[Sequence[int]], heading: Callable[[str], bool]
) -> frozenset[int]:
    """The lines at the heads of pages that are as high as the running heads around them. `groups` are lines that repeat
    one another; `heading` tells whether a text names a chapter."""
    tops = [_top(lines, sheet, heading) for sheet in sheets]
    repeated = {i for group in groups for i in _certain(lines, group, heading)}
    known = {n: top for n, top in enumerate(tops) if top and repeated & {*top.pieces}}
    if len(known) < _FEWEST_PAGES * sum(not sheet.blank for sheet in sheets):
        return frozenset()
    found: set[int] = set()
    for n, top in enumerate(tops):
        near = [known[m] for m in range(n - _REACH, n + _REACH + 1) if m != n and m in known]
        if top and len(near) >= _FEWEST_NEAR and _is_head(top, near, known=n in known):
            found.update(top.pieces)
    return frozenset(found)


def _certain(lines: Sequence[Line], group: Sequence[int], heading: Callable[[str], bool]) -> Iterable[int]:
    """The lines of a group that are unlikely to be headings: they name no chapter, or name the same one several
    times."""
    names = {i: lines[i].text.casefold().split()[:_NAME] for i in group}
    times = Counter(map(tuple, names.values()))
    return (i for i in group if times[*names[i]] >= _REPEATED or not heading(lines[i].text))


def _top(lines: Sequence[Line], sheet: Sheet, heading: Callable[[str], bool]) -> _Top | None:
    """The first row of a page; None if lines have no boxes, or if the page is too short to compare."""
    boxes = [(i, box) for i in sheet.rows if (box := lines[i].box)]
    if not boxes or not sheet.leaf.height or boxes[0][0] != sheet.rows[0]:
        return None
    first = boxes[0][1]
    pieces = tuple(i for i, _ in boxes if level(lines[i], lines[sheet.rows[0]]))
    rest = [(i, box) for i, box in boxes if i not in pieces]
    below = [box.top for _, box in rest]
    steps = [b - a for a, b in pairwise(below) if b > a]
    if not steps:
        return None
    share = 1 / sheet.leaf.height
    space, height = below[0] - first.top, first.bottom - first.top
    opening = heading(lines[rest[0][0]].text)
    return _Top(pieces, first.top * share, height * share, space * share, median(steps) * share, opening)


def _is_head(top: _Top, near: Sequence[_Top], *, known: bool) -> bool:
    """Whether the first row of a page is a head, as the heads on pages nearby are set. Above a chapter it has more
    space below it."""
    space = median(its.space for its in near)
    apart = space >= _SPACE * median(its.pitch for its in near) and top.space >= _AS_FAR * space
    level = abs(top.top - median(its.top for its in near)) <= _SAME_HEIGHT * top.height
    near_text = top.space <= max(_TITLE_SPACE * top.height, space / _AS_FAR)
    return apart and level and (known or near_text or top.opening)


def level(a: Line, b: Line) -> bool:
    """Whether boxes show two lines beside each other."""
    one, other = a.box, b.box
    return bool(one and other and one.top < other.bottom and other.top < one.bottom)
