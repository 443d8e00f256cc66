"""Pages whose heads the chain of heads lacks (`chain`).

Each line set apart near an expected place is weighed: whether it has the number of the page, repeats other heads, or
has nearly the number. The best line divides the gap, and shows where the other pages are to be expected. A page that
begins a chapter has no head: it begins with the chapter's heading, if there is one at that place. In a text that has
lost its white space, only lines that repeat heads are weighed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cached_property
from math import ceil

from rapidfuzz import fuzz

from editio.model.witness import Line
from editio.stages.letters import letters
from editio.stages.pagination.figures import Scheme, figures_of
from editio.stages.pagination.possible_heads import (
    LEADERS,
    LONGEST,
    SHORTEST,
    has_white_space,
    in_capitals,
    is_text,
    longest_head,
    numerals,
)
from editio.stages.pagination.sights import ORNAMENT
from editio.stages.pagination.words import Words

_REPEATS = 70  # rapidfuzz ratio
_NEAR = 0.3  # of a page: greatest distance of a missing head from its expected place
_LATE = 0.7  # the same for the heading of a chapter below it, if the pages there have less text than usual
_SCANT = 0.9  # of the usual number of lines


class _Evidence(IntEnum):
    """The kinds of evidence that a line begins a page, from weak to strong."""

    TITLE = 0
    HEADING = 1
    NEARLY_NUMBERED = 2
    REPEATING = 3
    NUMBERED = 4


@dataclass(frozen=True)
class Gap:
    """Two lines with the numbers of the pages that they begin, between which pages lack heads."""

    first: int
    last: int
    scheme: Scheme
    low: int
    high: int


@dataclass(frozen=True)
class _Text:
    """The lines of a text, how many a page usually has, and the lines of its known heads with their letters."""

    lines: Sequence[Line]
    words: Words
    usual: float
    heads: Sequence[tuple[int, str]]

    @cached_property
    def spaced(self) -> bool:
        return has_white_space(self.lines)

    @cached_property
    def longest(self) -> float:
        return longest_head([head for _, head in self.heads])


@dataclass(frozen=True)
class _Page:
    """A page whose beginning is looked for: its printed number, the line at which it is expected, and the lines set
    apart around that place. Of these, `chapters` are headings with a word such as `CHAPTER`, `numerals` are what may be
    numbers at the ends of lines, and `repeating` is how well lines repeat known heads."""

    printed: str
    place: float
    scant: bool  # the pages there have less text than usual: a chapter begins or ends
    near: tuple[int, ...]
    chapters: tuple[int, ...]
    numerals: Mapping[int, tuple[str, ...]]
    repeating: Mapping[int, float]


@dataclass(frozen=True)
class _Start:
    """A line that may begin the page with a number. `agreement` is how well it repeats a head, and `distance` is how
    many lines it is from the place at which the page is expected."""

    line: int
    number: int
    evidence: _Evidence
    agreement: float
    distance: float

    @property
    def is_head(self) -> bool:
        return self.evidence >= _Evidence.NEARLY_NUMBERED


def filled(
    lines: Sequence[Line], gaps: Iterable[Gap], usual: float, words: Words, heads: Mapping[int, str]
) -> Iterator[tuple[int, bool]]:
    """The lines that begin the pages in gaps, each with whether it is a head. `usual` is the usual number of lines of a
    page, and `heads` are the lines of known heads with their letters."""
    known = tuple((i, text) for i, text in sorted(heads.items()) if len(text) >= SHORTEST)
    text = _Text(lines, words, usual, known)
    for gap in gaps:
        yield from ((start.line, start.is_head) for start in _filled(text, gap))


def _filled(text: _Text, gap: Gap) -> Iterator[_Start]:
    """The beginnings of the pages of a gap. The line with the best evidence divides the gap, so that it shows where the
    pages before and after it are to be expected."""
    found = [start for number in range(gap.low + 1, gap.high) for start in _starts(text, gap, number)]
    if not found:
        return
    best = max(found, key=lambda start: (start.evidence, start.agreement, -start.distance))
    yield best
    yield from _filled(text, replace(gap, last=best.line, high=best.number))
    yield from _filled(text, replace(gap, first=best.line, low=best.number))


def _starts(text: _Text, gap: Gap, number: int) -> Iterator[_Start]:
    """The lines that may begin a page of a gap.

    A line is a head if it has the number of the page, if it repeats other heads and either has a number or is below
    heads with the same words, or if its number is nearly that of the page. Otherwise it is a heading: one such as
    `CHAPTER II.`, a title that the later heads repeat, or the only title there."""
    page = _expected(text, gap, number)
    found: dict[int, tuple[_Evidence, float]] = {}
    headings = _headings(text, page)
    titles = {_top(text.lines, i) for i in _not_above(text, page, page.near) if in_capitals(text.lines[i])}
    if page.scant and len(titles) == 1:
        found |= dict.fromkeys(titles, (_Evidence.TITLE, 0.0))
    found |= dict.fromkeys(headings[:1], (_Evidence.HEADING, 0.0))
    nearly = [i for i, read in page.numerals.items() if any(_nearly(numeral, page.printed) for numeral in read)]
    if len(nearly) == 1 and not page.repeating:
        found[nearly[0]] = _Evidence.NEARLY_NUMBERED, 0.0
    numbered = {i for i, read in page.numerals.items() if any(_is_number(numeral, page.printed) for numeral in read)}
    for i in _repeating(text, page, headings, nearly):
        folio_above = i - 1 in page.numerals and not letters(text.lines[i - 1].text)
        found[i - folio_above] = _Evidence.REPEATING, page.repeating[i] * (1 + (i in nearly) + (i in numbered))
    found |= dict.fromkeys(numbered - {*page.chapters}, (_Evidence.NUMBERED, 0.0))
    for i, (evidence, agreement) in found.items():
        yield _Start(i, number, evidence, agreement, abs(i - page.place))


def _expected(text: _Text, gap: Gap, number: int) -> _Page:
    """The page with a number, and the lines around its place. Pages with less text than usual begin or end chapters, so
    such a page may begin further from its place."""
    length = (gap.last - gap.first) / (gap.high - gap.low)
    place = gap.first + (number - gap.low) * length
    scant = length < _SCANT * text.usual
    reach = (_LATE if scant else _NEAR) * text.usual
    within = range(max(1, gap.first + 1, ceil(place - reach)), min(gap.last, int(place + reach) + 1))
    heads = [head for _, head in text.heads]
    near = tuple(
        i
        for i in within
        if _may_begin_page(text.lines[i], text.words)
        and (text.lines[i].blank_before or (not text.spaced and _agreement(text.lines[i].text, heads) >= _REPEATS))
    )
    texts = {i: text.lines[i].text for i in near}
    return _Page(
        figures_of(gap.scheme, number),
        place,
        scant,
        near,
        tuple(i for i in near if text.words.is_heading(texts[i]) and " " in texts[i]),  # not that of a list
        {i: read for i in near if (read := numerals(texts[i])) and not is_text(texts[i], text.longest)},
        {i: agreement for i in near if (agreement := _agreement(texts[i], heads)) >= _REPEATS},
    )


def _not_above(text: _Text, page: _Page, lines: Iterable[int]) -> list[int]:
    """The lines that are not too far above the place of a page to begin it as a heading."""
    return [i for i in lines if i >= page.place - _NEAR * text.usual]


def _headings(text: _Text, page: _Page) -> list[int]:
    """The lines that are headings: of chapters, or titles without a number that heads repeat."""
    titles = (i for i in page.repeating if i not in page.numerals)
    return _not_above(text, page, page.chapters) or [_top(text.lines, i) for i in _not_above(text, page, titles)]


def _repeating(text: _Text, page: _Page, headings: Sequence[int], nearly: Sequence[int]) -> Iterator[int]:
    """The lines that are heads because they repeat others. Such a line has nearly the number of the page, or it is near
    the place and either has a number or is below heads with the same words. A line directly below a heading belongs to
    the heading."""
    for i in page.repeating:
        above = [head for j, head in text.heads if j < i]
        near = abs(i - page.place) <= _NEAR * text.usual
        numbered = i in page.numerals or _agreement(text.lines[i].text, above) >= _REPEATS
        if ((near and numbered) or i in nearly) and not {i - 1, i - 2} & {*headings}:
            yield i


def _may_begin_page(line: Line, words: Words) -> bool:
    """Whether a line is short, and neither an entry of a list nor a signature."""
    return (
        len(line.text) <= LONGEST
        and not LEADERS.search(line.text)
        and not _numbers_something(line.text, words)
        and not words.is_signature(line.text)
    )


def _numbers_something(text: str, words: Words) -> bool:
    parts = text.split()
    return len(parts) > 2 and words.numbers_something(parts[-2].strip(ORNAMENT))


def _top(lines: Sequence[Line], i: int) -> int:
    """The first of the lines set apart in capitals that end with line i: a title may be below the word and number of
    its chapter. Entries of a contents list may be above it."""
    while i and lines[i].blank_before and lines[i - 1].blank_before and _may_be_title(lines[i - 1]):
        i -= 1
    return i


def _may_be_title(line: Line) -> bool:
    """Whether a line is in capitals and is not an entry of a contents list."""
    return in_capitals(line) and not LEADERS.search(line.text) and not line.text[-1].isdigit()


def _is_number(numeral: str, printed: str) -> bool:
    """Whether the figures of a numeral are those of the printed number."""
    return numeral == printed or _figures(numeral) == printed


def _nearly(numeral: str, printed: str) -> bool:
    """Whether at least half of the figures are those of the printed number, or the numeral has all of them and more."""
    same = sum(a == b for a, b in zip(numeral, printed, strict=False))
    alike = len(numeral) == len(printed) and 2 * same >= len(printed)
    return len(printed) > 1 and (alike or printed in _figures(numeral))


def _figures(numeral: str) -> str:
    return re.sub(r"\D", "", numeral)


def _agreement(text: str, heads: Sequence[str]) -> float:
    """How well a line repeats one of several heads, from 0 to 100; 0 if it has too few letters."""
    its = letters(text)
    return max((fuzz.ratio(its, head) for head in heads), default=0.0) if len(its) >= SHORTEST else 0.0
