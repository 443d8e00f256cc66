"""Contents lists recognised by their form, if no known word announces them or their entries have no page numbers.

The lines of a contents list are repeated in the book, each as a title set apart from the text, in the order of the
list. Most lists also have rising page numbers at the ends of their lines. So each line near the beginning or end of the
book is searched for in the rest. A run of lines is a contents list if most of them are repeated in order or have rising
page numbers. A line repeated many times is a running head or the name of a speaker, and is no evidence.

Begin reading at `find`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

from editio.languages import Term, fold
from editio.stages.divisions.layout import Layout
from editio.stages.divisions.words import Form, mentions

_EARLY, _LATE = 0.15, 0.9  # of the book; contents lists are before the one or after the other
_FEWEST_LINES = 120  # of a book that are always searched
_FEWEST_TITLES = 3  # of a list that are repeated in order
_FEWEST_COUNTED = 2  # the same, if the page numbers rise
_FEWEST_LETTERS = 4  # of a title
_STEM = 8  # letters used to compare titles
_MOST_AGAIN = 2  # repetitions of a title
_MOST_BETWEEN = 3  # lines between two entries: the rest of a long title
_MOST_SILENT = 12  # the same, if they are short, such as entries that the text does not repeat
_LONGEST_SUMMARY = 40  # lines below an entry of a list with a title
_MANY_TITLES = 8  # a list with so many titles can have more other lines
_MOST_LETTERS = 90
_SHARE = 0.5  # of the lines of a list that are recognised
_MOST_TEXT = 0.2  # of the lines of a list
_FEWEST_PAGES = 5
_LEAST_RISING = 0.6  # of the page numbers of a list, of which OCR spoils some
_NEAR = 0.1  # of the text: the titles in the summary of a part are not further from where they are repeated
_DASH = re.compile(r"--|[–—]")
_DASHED = 0.3  # of the lines of a summary
_SEPARATORS = re.compile(r"[\W\d_]+$")


T = TypeVar("T", int, tuple[int, int])


@dataclass(frozen=True)
class Lines:
    """A list: the line of its title (its first line if it has none), its other lines, and those of them known to be
    entries."""

    title: int
    lines: tuple[int, ...]
    entries: frozenset[int]


@dataclass(frozen=True)
class _Run:
    """Lines that are evidence for a list, in order, below the title of a contents list if that is known."""

    title: int | None
    lines: list[int]


def find(
    layout: Layout, tag: str, page_of: Callable[[str], str], titles: Mapping[int, Term], excluded: frozenset[int]
) -> Lines | None:
    """The contents list with the most titles; None if there is none. `page_of` gives the page number at the end of a
    line; `titles` gives the kind of list that a line names."""
    count = len(layout.text)
    places = _places(layout, tag, page_of)
    early = layout.text[: max(int(_EARLY * count), min(_FEWEST_LINES, count // 2))]
    late = layout.text[max(int(_LATE * count), len(early)) :]
    best: tuple[int, Lines] | None = None
    for lines, is_late in ((early, False), (late, True)):
        for run in _runs(layout, [i for i in lines if i not in excluded], places, page_of, titles, is_late):
            found = _list(layout, run, places, page_of, is_late)
            if found and (best is None or found[0] > best[0]):
                best = found
    return best[1] if best else None


def _places(layout: Layout, tag: str, page_of: Callable[[str], str]) -> dict[int, list[int]]:
    """For each short line, the lines set apart elsewhere with the same words, if they are few."""
    stems: dict[str, list[int]] = {}
    keys: dict[int, str] = {}
    numbers: set[int] = set()  # lines without a title, such as `Chapter X`, which is not the beginning of `Chapter XI`
    for i in layout.text:
        text = layout.lines[i].text
        if layout.prose(i) and not page_of(text) and not layout.capitals(i):
            continue
        key = _key(text, tag, page_of)
        if len(key) < _FEWEST_LETTERS:
            continue
        keys[i] = key
        if any(m.form is Form.NUMBERED and m.title >= len(text) for m in mentions(text, tag)):
            numbers.add(i)
        stems.setdefault(key[:_STEM], []).append(i)
    return {
        i: again
        for i, key in keys.items()
        if (
            again := [
                j
                for j in stems[key[:_STEM]]
                if j != i and _is_same(key, keys[j], whole=bool({i, j} & numbers)) and _is_apart(layout, j)
            ]
        )
        and len(again) <= _MOST_AGAIN
    }


def _is_same(key: str, other: str, *, whole: bool) -> bool:
    """Whether two titles are the same. Unless they are to be compared `whole`, one of them can be longer."""
    return key == other if whole else key.startswith(other) or other.startswith(key)


def _key(text: str, tag: str, page_of: Callable[[str], str]) -> str:
    """The letters of a title, without the number before it and the page after it."""
    page = page_of(text)
    bare = _SEPARATORS.sub("", text[: text.rindex(page)]) if page else text
    said = [m for m in mentions(bare, tag) if m.form in (Form.NUMBERED, Form.NUMERAL) and m.title < len(bare)]
    return fold(bare[said[0].title :] if said else bare)[:_MOST_LETTERS]


def _is_apart(layout: Layout, i: int) -> bool:
    """Whether a line is set like a title, and does not begin with a small letter as the items of a list may."""
    item = next(filter(str.isalpha, layout.lines[i].text), "").islower() and not layout.capitals(i)
    apart = layout.space_before(i) > 0.3 and layout.space_after(i) > 0.3
    return apart and not item and (layout.narrow(i) or layout.capitals(i))


def _runs(
    layout: Layout,
    lines: Sequence[int],
    places: Mapping[int, list[int]],
    page_of: Callable[[str], str],
    titles: Mapping[int, Term],
    is_late: bool,
) -> list[_Run]:
    """The lines that are evidence, in runs. A title, text, or too many lines without evidence separate two runs. If a
    title of the list is followed by text, the list has ended."""
    runs = [_Run(None, [])]
    silent: list[int] = []
    headings: set[int] = set()
    for i in lines:
        if i in headings and sum(layout.prose(j) for n in (1, 2, 3) if (j := layout.next(i, n)) is not None) > 1:
            runs.append(_Run(None, []))
            silent, headings = [], set()
        elif i in titles:
            runs.append(_Run(i if titles[i] is Term.CONTENTS else None, []))
            silent = []
        elif page_of(layout.lines[i].text) or any((j < i) if is_late else (j > i) for j in places.get(i, ())):
            if len(silent) > _most_silent(layout, silent, titled=runs[-1].title is not None):
                runs.append(_Run(None, []))
            runs[-1].lines.append(i)
            headings |= {j for j in places.get(i, ()) if j > i}
            silent = []
        else:
            silent.append(i)
    return runs


def _most_silent(layout: Layout, silent: Sequence[int], *, titled: bool) -> int:
    """How many lines without evidence a list can have between two entries. Many lines of a summary have dashes."""
    text = [layout.lines[i].text for i in silent if layout.prose(i)]
    summary = sum(bool(_DASH.search(line)) for line in text) >= _DASHED * len(text)
    if titled and summary:
        return _LONGEST_SUMMARY
    return _MOST_BETWEEN if len(text) > 1 else _MOST_SILENT


def _list(
    layout: Layout,
    run: _Run,
    places: Mapping[int, list[int]],
    page_of: Callable[[str], str],
    is_late: bool,
) -> tuple[int, Lines] | None:
    """A run of lines as a list, with the number of its titles that are repeated in order; None if it is not a list."""
    paged = [i for i in run.lines if page_of(layout.lines[i].text)]
    if 2 * len(paged) > len(run.lines):
        found = [i for i in run.lines if i >= paged[0]]  # a title page above it has the title of a chapter
    else:
        found = [i for i in run.lines if i in places]
    if len(found) < _FEWEST_TITLES:
        return None
    first, last = found[0], found[-1]
    whole = layout.between(first if run.title is None else run.title + 1, last + 1)
    text = sum(layout.prose(i) and not page_of(layout.lines[i].text) for i in whole)
    again = [j for i in found for j in places.get(i, ()) if (j < first if is_late else j > last)]
    ordered = _rising(again)
    pages = [int(page) for i in found if (page := page_of(layout.lines[i].text)).isdecimal()]
    rising = _rising([(page, k) for k, page in enumerate(pages)])  # two entries can begin on one page
    if rising < _LEAST_RISING * len(pages):
        return None  # the figures of a table
    counted = rising >= _FEWEST_PAGES and rising >= _SHARE * len(whole) and len({*pages}) > rising / 2
    share = _SHARE if ordered < _MANY_TITLES else _SHARE / 2
    if ordered < (_FEWEST_COUNTED if counted else _FEWEST_TITLES) or (not counted and ordered < _SHARE * len(found)):
        return None
    if run.title is None and (text > _MOST_TEXT * len(whole) or not (counted or len(found) >= share * len(whole))):
        return None
    far = [abs(layout.position[j] - layout.position[first]) for j in again]
    if run.title is None and not counted and median(far) < _NEAR * len(layout.text):
        return None
    if last not in paged:
        whole += _rest_of_entry(layout, last)
    title = first if run.title is None else run.title
    if run.title is None and (above := layout.previous(first)) is not None and _is_title(layout, above, places):
        title = above
    return ordered, Lines(title, tuple(whole), frozenset(found))


def _rest_of_entry(layout: Layout, last: int) -> list[int]:
    """The lines of the last entry below line `last`: the title below its number."""
    rest: list[int] = []
    while (i := layout.next(rest[-1] if rest else last)) is not None and layout.space_before(i) <= 0:
        rest.append(i)
    return rest if len(rest) <= _LONGEST_SUMMARY and not any(map(layout.prose, rest[:-1])) else []


def _is_title(layout: Layout, i: int, places: Mapping[int, list[int]]) -> bool:
    """Whether a line above a list is its title: a short line that is not repeated as the title of a chapter."""
    letters = sum(c.isalpha() for c in layout.lines[i].text)
    return layout.narrow(i) and i not in places and layout.space_before(i) > 0 and letters >= _FEWEST_LETTERS


def _rising(values: Sequence[T]) -> int:
    """The length of the longest rising subsequence of the values."""
    tails: list[T] = []
    for value in values:
        at = bisect_left(tails, value)
        tails[at : at + 1] = [value]
    return len(tails)
