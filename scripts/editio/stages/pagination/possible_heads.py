"""Lines of a plain text that may be running heads: set apart, with a number at an end, or with words that recur beside
different numbers. OCR misreads the numbers of heads more often than their words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from rapidfuzz import fuzz

from editio.model.witness import Line
from editio.stages.letters import letters
from editio.stages.pagination.figures import Scheme, value
from editio.stages.pagination.sights import HEAD_CAPITALS, ORNAMENT, capitals
from editio.stages.pagination.words import Words

SHORTEST = 4  # letters of a head
LONGEST = 90  # characters of a head at most
SAME_HEAD = 80  # rapidfuzz ratio
LEADERS = re.compile(r"(?:[.·•] ?){4}|(?:[-–—] ){3}")  # of a contents list
_LONGEST_NUMERAL = 5  # characters
_SMALL_WORD = re.compile(r"\b[^\W\d_A-ZÀ-ÖØ-Þ][^\W\d_]+")
_SMALL_WORDS = 3
_NEARLY_ALL = 0.9  # share of the heads
_LONGER = 1.5  # times the letters of nearly all heads
_RECURS = 3  # different numbers beside the words of a head
_FEW_PAGES = 40  # lines, at most three pages
_SPACED = 200  # lines with white space above one of them, at the most; a text with less has lost it
_ENTRIES = 14  # lines with a number among these; so many are the entries of an index
_SPECK = re.compile(r"(?<=\d)['’‘`´·.,^°](?=\d)")  # dirt within a number


@dataclass(frozen=True)
class PossibleHead:
    """A line, what may be numbers at its ends, and the letters between them."""

    line: int
    numerals: tuple[str, ...]
    letters: str
    recurs: bool = False  # whether its words recur with other numbers
    small: bool = False  # whether it has words in small letters, as entries of an index have
    long: bool = False  # whether it is as long as a line of text

    @property
    def numbers(self) -> list[tuple[Scheme, int]]:
        """The numbers among the numerals, in their order."""
        return [found for numeral in self.numerals if (found := value(numeral))]


def possible_heads(lines: Sequence[Line], words: Words) -> list[PossibleHead]:
    """The lines that may be running heads, in order. The entries of an index or a list look like heads but are many on
    each page; they are left out. So are lines of text, which may begin with the number of a note."""
    heads = [*_set_apart(lines, words)]
    small = [head.line for head in heads if head.small]
    known = (head.letters for head in heads if head.recurs or not head.small)
    longest = longest_head([text for text in known if len(text) >= SHORTEST])
    kept = []
    for head in heads:
        if not head.recurs and is_text(lines[head.line].text, longest):
            continue
        before, here, after = (bisect_left(small, head.line + n) for n in (-_FEW_PAGES, 0, _FEW_PAGES))
        if not head.small or max(here - before, after - here) <= _ENTRIES:
            kept.append(head)
    return kept


def is_text(text: str, longest: float) -> bool:
    """Whether a line that may repeat no head is text: longer than heads, with several words in small letters."""
    return len(letters(text)) > longest and len(_SMALL_WORD.findall(text)) >= _SMALL_WORDS


def longest_head(known: Sequence[str]) -> float:
    """The greatest number of letters of a head that repeats none of those known."""
    lengths = sorted(map(len, known))
    return _LONGER * lengths[int(_NEARLY_ALL * len(lengths))] if len(lengths) >= _RECURS else LONGEST


def _set_apart(lines: Sequence[Line], words: Words) -> Iterator[PossibleHead]:
    """Lines set apart that have a number, or something like one, at an end, and lines below white space that repeat the
    words of several of them. Lines that only say `CHAPTER II.` are left out: their number is that of the chapter."""
    short = [(PossibleHead(i, numerals(lines[i].text), letters(lines[i].text)), apart) for i, apart in _short(lines)]
    counts = Counter(head.letters for head, _ in short)
    beside: dict[str, set[tuple[Scheme, int]]] = {}
    kept = []
    for head, apart in short:
        text = lines[head.line].text
        if LEADERS.search(text):
            continue  # an entry of a contents list
        highest = max((n for scheme, n in head.numbers if scheme is Scheme.ARABIC), default=0)
        if words.is_heading(text) and highest <= counts[head.letters]:
            continue  # a number above the count of such lines, as in `APPENDIX. 197`, is that of the page
        kept.append((head, apart))
        if len(head.letters) >= SHORTEST:
            beside.setdefault(head.letters, set()).update(head.numbers)
    recurring = [text for text, numbers in beside.items() if len(numbers) >= _RECURS]
    length = median(len(line.text) for line in lines) if lines else 0
    for head, apart in kept:
        text = lines[head.line].text
        recurs = len(head.letters) >= SHORTEST and any(
            fuzz.ratio(head.letters, other) >= SAME_HEAD for other in recurring
        )
        if recurs or (apart and head.numerals):
            small = any(map(str.isalpha, text)) and capitals(text) < HEAD_CAPITALS
            yield replace(head, recurs=recurs, small=small, long=len(text) >= length)


def has_white_space(lines: Sequence[Line]) -> bool:
    """Whether some lines of a text have more white space above them than most. Some programs leave all out."""
    usual = _usual_space(lines)
    return sum(line.blank_before > usual for line in lines) * _SPACED >= len(lines)


def _usual_space(lines: Sequence[Line]) -> int:
    return Counter(line.blank_before for line in lines[1:]).most_common(1)[0][0] if len(lines) > 1 else 0


def _short(lines: Sequence[Line]) -> Iterator[tuple[int, bool]]:
    """The short lines with white space above or below, and whether each is set apart. In a text whose lines have no
    white space between them, a line of words must have it below: only above it, it begins a paragraph. If the format
    left out all white space, no line of words is set apart, but any may be a head that recurs."""
    if not lines:
        return
    gap = _usual_space(lines)
    length = median(len(line.text) for line in lines)
    if not has_white_space(lines):
        for i, line in enumerate(lines):
            if len(line.text) <= LONGEST:
                yield i, not any(map(str.isalpha, line.text))
        return
    for i, line in enumerate(lines):
        above = not i or line.blank_before > gap
        below = i + 1 == len(lines) or lines[i + 1].blank_before > gap
        whole = bool(gap) or len(line.text) >= SHORTEST or line.text.isdecimal()  # no scrap of a contents list
        apart = bool(gap) or below or not any(map(str.isalpha, line.text))
        if (above or (below and whole)) and len(line.text) <= (LONGEST if above and not gap else 0.75 * length):
            yield i, apart


def numerals(text: str) -> tuple[str, ...]:
    """What may be a number at the ends of a line."""
    found = dict.fromkeys(part for end in ends(text) for part in end if part and len(part) <= _LONGEST_NUMERAL)
    return tuple(part for part in found if value(part) or any(c.isdigit() for c in part))


def ends(text: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """The first word of a line and the first two as one; the last word and the last two as one; all without ornaments
    and dirt."""
    parts = text.split()
    return (_bare(parts[0]), _bare("".join(parts[:2]))), (_bare(parts[-1]), _bare("".join(parts[-2:])))


def _bare(part: str) -> str:
    return _SPECK.sub("", part.strip(ORNAMENT))


def in_capitals(line: Line) -> bool:
    return len(letters(line.text)) >= SHORTEST and capitals(line.text) >= HEAD_CAPITALS
