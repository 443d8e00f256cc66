"""Headings that are years or months: the parts of diaries, annals and letters.

`1781`, `A. D. 1066.` and `January, 1781` are such headings if they are alone between paragraphs, rise through the whole
book, and have text below them. They count only in a book that has no other divisions.
"""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median

from editio.languages import of
from editio.stages.divisions.layout import Layout

_YEAR = re.compile(r"\W*(?P<words>(?:[^\W\d_]+\W+){0,3})(?P<year>1\d{3}|20\d{2}|(?<=\W)[1-9]\d{2})\W*")
_FEWEST = 3
_MOST_MISPLACED = 0.1  # of the lines
_SPAN = 0.5  # of the text
_FEWEST_LINES = 3  # of text below a heading (median)


def find(layout: Layout, tag: str, excluded: frozenset[int]) -> list[int]:
    """The lines that are such headings."""
    dates = {i: date for i in layout.text if i not in excluded and (date := _date(layout, i, tag))}
    first = {date: i for i, date in reversed(dates.items())}  # a running head repeats its date
    lines = sorted(first.values())
    rising = sum(dates[a] < dates[b] for a, b in pairwise(lines))
    if len(lines) < _FEWEST or len(lines) - 1 - rising > _MOST_MISPLACED * len(lines):
        return []
    below = [layout.text_before[b] - layout.text_before[a] for a, b in pairwise([*lines, len(layout.lines)])]
    spans = sum(below[:-1]) >= _SPAN * layout.text_before[-1] * (len(lines) - 1) / len(lines)
    return lines if spans and median(below) >= _FEWEST_LINES else []


def _date(layout: Layout, i: int, tag: str) -> tuple[int, int] | None:
    """The year and month of a line set apart; the month is 0 if the line names none. None if the line is not a date."""
    match = _YEAR.fullmatch(layout.lines[i].text)
    if not match or layout.space_before(i) <= 0.3 or layout.space_after(i) <= 0.3 or not layout.narrow(i):
        return None
    words = re.findall(r"[^\W\d_]+", match["words"])
    if not words and len(match["year"]) < 4:
        return None
    months = [month for word in words if (month := of(tag).month(word))]
    if words and not months and any(len(word) > 1 and not word.isupper() for word in words):
        return None
    return int(match["year"]), months[0] if months else 0
