"""Contents lists that no known word announces, or whose entries have no page numbers, known by their form.

The lines of a contents list come again in the book: each as a title set apart from the text, and in the order of the
list. Most lists also end their lines with page numbers that rise. So every line near the beginning or the end of the
book is looked for in the rest; a run of lines of which most come again in order, or have rising page numbers, is a
contents list. A line that comes again often is a running head or the name of a speaker and says nothing.

Begin reading at `find`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from editio.languages import fold
from editio.stages.divisions.layout import Layout
from editio.stages.divisions.words import Form, mentions

_EARLY, _LATE = 0.15, 0.9  # of the book, before and behind which contents lists stand
_FEWEST_LINES = 120  # of a book that are looked at in any case
_FEWEST_TITLES = 3  # of a list, which come again in order
_FEWEST_COUNTED = 2  # of them, if the page numbers rise
_FEWEST_LETTERS = 4  # of a title
_STEM = 8  # letters by which titles are compared
_MOST_AGAIN = 2  # times that a title comes again
_MOST_BETWEEN = 3  # lines between two entries: the rest of a long title
_MOST_LETTERS = 90
_SHARE = 0.5  # of the lines of a list that are recognised
_MOST_TEXT = 0.2  # of the lines of a list
_FEWEST_PAGES = 5
_SEPARATORS = re.compile(r"[\W\d_]+$")


@dataclass(frozen=True)
class Lines:
    """A list: the line of its title (its first line if it has none), its other lines, and those of them of which it is
    known that they are entries."""

    title: int
    lines: tuple[int, ...]
    entries: frozenset[int]


def find(layout: Layout, tag: str, page_of: Callable[[str], str]) -> Lines | None:
    """The contents list with most titles; None if there is none. `page_of` gives the page number that a line
    ends with."""
    count = len(layout.text)
    places = _places(layout, tag, page_of)
    early = layout.text[: max(int(_EARLY * count), min(_FEWEST_LINES, count // 2))]
    late = layout.text[max(int(_LATE * count), len(early)) :]
    best: tuple[int, Lines] | None = None
    for lines, is_late in ((early, False), (late, True)):
        for run in _runs(layout, lines, places, page_of, is_late):
            found = _list(layout, run, places, page_of, is_late)
            if found and (best is None or found[0] > best[0]):
                best = found
    return best[1] if best else None


def _places(layout: Layout, tag: str, page_of: Callable[[str], str]) -> dict[int, list[int]]:
    """By each short line, the lines set apart elsewhere that say the same, if they are few."""
    stems: dict[str, list[int]] = {}
    keys: dict[int, str] = {}
    for i in layout.text:
        text = layout.lines[i].text
        if layout.prose(i) and not page_of(text) and not layout.capitals(i):
            continue
        key = _key(text, tag, page_of)
        if len(key) < _FEWEST_LETTERS:
            continue
        keys[i] = key
        stems.setdefault(key[:_STEM], []).append(i)
    return {
        i: again
        for i, key in keys.items()
        if (
            again := [
                j
                for j in stems[key[:_STEM]]
                if j != i and (keys[j].startswith(key) or key.startswith(keys[j])) and _is_apart(layout, j)
            ]
        )
        and len(again) <= _MOST_AGAIN
    }


def _key(text: str, tag: str, page_of: Callable[[str], str]) -> str:
    """The letters of a title, without the number before it and the page behind it."""
    page = page_of(text)
    bare = _SEPARATORS.sub("", text[: text.rindex(page)]) if page else text
    said = [m for m in mentions(bare, tag) if m.form in (Form.NUMBERED, Form.NUMERAL) and m.title < len(bare)]
    return fold(bare[said[0].title :] if said else bare)[:_MOST_LETTERS]


def _is_apart(layout: Layout, i: int) -> bool:
    return layout.space_before(i) > 0.3 and (layout.narrow(i) or layout.capitals(i)) and layout.space_after(i) > 0.3


def _runs(
    layout: Layout,
    lines: Sequence[int],
    places: dict[int, list[int]],
    page_of: Callable[[str], str],
    is_late: bool,
) -> list[list[int]]:
    """The lines in runs that text, or more than some lines that say nothing, part from each other."""
    runs: list[list[int]] = [[]]
    silent = 0
    for i in lines:
        text = layout.lines[i].text
        entry = bool(page_of(text)) or any((j < i) if is_late else (j > i) for j in places.get(i, ()))
        if entry and runs[-1] and silent > _MOST_BETWEEN:
            runs.append([])
        if entry:
            runs[-1].append(i)
        silent = 0 if entry else silent + 1
    return runs


def _list(
    layout: Layout,
    run: Sequence[int],
    places: dict[int, list[int]],
    page_of: Callable[[str], str],
    is_late: bool,
) -> tuple[int, Lines] | None:
    """A run of lines as a list, with the number of its titles that come again in order."""
    if len(run) < _FEWEST_TITLES:
        return None
    paged = [i for i in run if page_of(layout.lines[i].text)]
    if 2 * len(paged) > len(run):
        run = [i for i in run if i >= paged[0]]  # a title page above the list has the title of a chapter
    first, last = run[0], run[-1]
    again = [j for i in run for j in places.get(i, ()) if (j < first if is_late else j > last)]
    ordered = _rising(again)
    pages = [int(page) for i in run if (page := page_of(layout.lines[i].text)).isdecimal()]
    rising = _rising(pages)
    whole = layout.between(first, last + 1)
    text = sum(layout.prose(i) and not page_of(layout.lines[i].text) for i in whole)
    if text > _MOST_TEXT * len(whole):
        return None
    counted = rising >= _FEWEST_PAGES and rising >= _SHARE * len(whole)
    if ordered < (_FEWEST_COUNTED if counted else _FEWEST_TITLES):
        return None
    if not counted and (len(run) < _SHARE * len(whole) or ordered < _SHARE * len(run)):
        return None
    above = layout.previous(first)
    titled = above is not None and _is_title(layout, above, places)
    return ordered, Lines(above if titled and above is not None else first, tuple(whole), frozenset(run))


def _is_title(layout: Layout, i: int, places: dict[int, list[int]]) -> bool:
    """Whether a line above a list is its title: a short one that does not come again as the title of a chapter."""
    return layout.narrow(i) and i not in places and layout.space_before(i) > 0


def _rising(values: Sequence[int]) -> int:
    """How many of some values there are at most of which none is less than the one before."""
    tails: list[int] = []
    for value in values:
        at = bisect_right(tails, value)
        tails[at : at + 1] = [value]
    return len(tails)
