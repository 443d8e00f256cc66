"""The titles of a contents list, found in the book.

Each entry of a list is compared with the lines that can be titles: those set apart from the text. The comparison is
fuzzy, since OCR misread both. Titles must be in the order of the list, and a title on the page that the list names is
preferred. A title found is evidence for a heading, and shows how many lines the title has.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from editio.languages import fold
from editio.stages.divisions.contents import Contents, Entry
from editio.stages.divisions.layout import Layout
from editio.stages.divisions.words import Form, mentions

_DASHES = ("--", "—")  # before a speech, or the author below a quotation
_COLUMN = re.compile(r"\s{2,}")
_ALIKE = 66.0  # of 100, for titles with a third misread; the order of the list excludes false matches
_SHORTEST = 4  # letters of a title that may be misread; a line must have exactly those of a shorter one
_MOST_LINES = 8
_PLACES = 6  # compared for each title at most
_ON_ITS_PAGE = 15.0
_BELOW = 1.0  # the title page above a list may have the title of a chapter
_RUN_IN = 10  # letters of text after a title in its last line
_LONGEST = 160  # letters compared
_SHORT = re.compile(r"\W*(?![ivxlcdm]+\b)[^\W\d_]{3}\W*", re.IGNORECASE)  # one word, and no number


@dataclass(frozen=True)
class Found:
    """An entry and the lines of its title, from `first` to `end`."""

    entry: Entry
    first: int
    end: int
    likeness: float


def find(
    layout: Layout, lists: Iterable[Contents], tag: str, excluded: frozenset[int], label: Callable[[int], str]
) -> tuple[list[Found], list[Entry]]:
    """The entries whose title was found, in the order of the book, and the entries whose title was not found. `label`
    gives the printed page of a line."""
    wanted = [(entry, keys) for listed in lists for entry in listed.entries if (keys := _keys(entry.words, tag))]
    lines = [i for i in layout.text if i not in excluded and _apart(layout, i) and fold(layout.lines[i].text)]
    texts = [_joined(layout, i, excluded) for i in lines]
    whole = [text if len(text := fold(layout.lines[i].text)) < _SHORTEST else "" for i in lines]
    places: list[tuple[int, Found]] = []
    alike = Counter(key for _, keys in wanted for key in keys)  # `Another` above each further poem
    for n, entry, key in ((n, entry, key) for n, (entry, keys) in enumerate(wanted) for key in keys):
        cut = [text[: len(key)] for text in texts] if len(key) >= _SHORTEST else whole
        limit = _PLACES * alike[key]
        least = _ALIKE if len(key) >= _SHORTEST else 100
        for _, _, k in process.extract(key, cut, scorer=fuzz.ratio, score_cutoff=least, limit=limit):
            end, likeness = _end(layout, lines[k], key)
            bonus = _ON_ITS_PAGE if entry.page and fold(label(lines[k])) == fold(entry.page) else 0.0
            bonus += _BELOW if lines[k] > entry.first else 0.0
            if likeness >= _ALIKE and not _runs_in(layout, lines[k], end, key):
                places.append((n, Found(entry, lines[k], end, likeness + bonus)))
    found = _apart_from_each_other(_in_order(places))
    seen = {item.entry for item in found}
    return found, [entry for entry, _ in wanted if entry not in seen]


def _keys(words: str, tag: str) -> list[str]:
    """The letters of an entry's title. If the entry is in columns, such as author and title, each may be the title."""
    columns = _COLUMN.split(words)
    keys = [_key(words, tag), *(_key(column, tag) for column in columns if len(columns) > 1)]
    return [key for key in dict.fromkeys(keys) if key]


def _key(words: str, tag: str) -> str:
    """The letters of an entry's title, without its number; "" if they are too few."""
    numbered = [m for m in mentions(words, tag) if m.form in (Form.NUMBERED, Form.NUMERAL) and m.title < len(words)]
    title = words[numbered[0].title :] if numbered else words
    key = fold(title)[:_LONGEST]
    return key if len(key) >= _SHORTEST or _SHORT.fullmatch(title) else ""


def _apart(layout: Layout, i: int) -> bool:
    """Whether a title may begin at a line."""
    if (
        layout.lines[i].text[0] in _DASHES
        or layout.lines[i].text[-1] == ";"
        or (layout.space_before(i) <= 0.3 and not layout.capitals(i))
    ):
        return False
    return layout.capitals(i) or layout.narrow(i) or layout.other_size(i) or layout.space_before(i) > 0.3


def _joined(layout: Layout, i: int, excluded: frozenset[int]) -> str:
    """The letters of a line and of the lines after it."""
    text = ""
    for n in range(_MOST_LINES):
        following = layout.next(i, n) if n else i
        if following is None or following in excluded or len(text) >= _LONGEST:
            break
        text += fold(layout.lines[following].text)
    return text


def _end(layout: Layout, first: int, key: str) -> tuple[int, float]:
    """The line after the title that begins at line `first`, and the likeness of the title to the entry."""
    text, best, end = "", 0.0, first + 1
    for n in range(_MOST_LINES):
        i = layout.next(first, n) if n else first
        if i is None or (n and layout.page(i) != layout.page(first)):
            break
        text += fold(layout.lines[i].text)
        likeness = fuzz.ratio(text, key)
        if likeness > best:
            best, end = likeness, i + 1
        if len(text) > 1.3 * len(key) + 20:
            break
    return end, best


def _runs_in(layout: Layout, first: int, end: int, key: str) -> bool:
    """Whether text goes on behind the title in its last line: it is the heading of a section, set in the first line of
    its paragraph."""
    own = layout.between(first, end)
    below = layout.next(own[-1])
    more = sum(len(fold(layout.lines[i].text)) for i in own) - len(key)
    goes_on = below is not None and layout.page(below) == layout.page(own[-1]) and layout.space_before(below) <= 0.3
    return more > _RUN_IN and goes_on and layout.prose(own[-1])


def _apart_from_each_other(found: list[Found]) -> list[Found]:
    """The titles, except those that begin within another title: two lines of one entry that look like two entries."""
    kept: list[Found] = []
    for item in found:
        if not kept or item.first >= kept[-1].end:
            kept.append(item)
    return kept


def _in_order(places: list[tuple[int, Found]]) -> list[Found]:
    """The best series of places whose order in the book is that of the list, by total likeness."""
    ordered = sorted(places, key=lambda item: (item[1].first, -item[0]))
    scores: list[float] = []
    before: list[int] = []
    by_entry: list[tuple[int, float, int]] = []  # entry, score, place: ascending in both
    for k, (n, found) in enumerate(ordered):
        at = bisect_left(by_entry, (n, float("-inf"), -1))
        score, previous = (by_entry[at - 1][1], by_entry[at - 1][2]) if at else (0.0, -1)
        score += found.likeness - _ALIKE + 10
        scores.append(score)
        before.append(previous)
        if not at or by_entry[at - 1][1] < score:
            while at < len(by_entry) and by_entry[at][1] < score:
                del by_entry[at]
            if at == len(by_entry) or by_entry[at][0] != n:  # of equally good places, keep the first
                by_entry.insert(at, (n, score, k))
    k = by_entry[-1][2] if by_entry else -1
    chosen: list[Found] = []
    while k >= 0:
        chosen.append(ordered[k][1])
        k = before[k]
    return chosen[::-1]
