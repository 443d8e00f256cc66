"""Headings that say to whom a letter is: `Salter to Merrow`, `TO THE BISHOP OF MERROW.`

In collections of letters and papers, such a line above the place and the date is often the only heading of a letter. It
has neither a number nor a word such as `Letter`. One such line alone may be a dedication, but many of them through the
whole book are the headings of its parts. They count only in a book that has no numbered parts or chapters.
"""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median

from editio.languages import Language, fold, of
from editio.stages.divisions.layout import Layout

_FEWEST = 5
_MOST_WORDS = 12
_DATE_BELOW = 3  # lines below the heading, with the place and the date
_SPAN = 0.5  # of the text
_FEWEST_LINES = 3  # of text below a heading (median)
_GOES_ON = tuple(",;:-")
_STOPS = tuple('.!?"”’»)]')
_YEAR = re.compile(r"\b1[4-9]\d\d\b|\b20\d\d\b")
_WORD = re.compile(r"[^\W\d_][\w’'.-]*")


def find(layout: Layout, tag: str, excluded: frozenset[int]) -> list[int]:
    """The lines that are such headings. If OCR spoilt the date below a line, its words are those of another heading."""
    language = of(tag)
    possible = {
        i: fold(layout.lines[i].text)
        for i in layout.text
        if i not in excluded and _is_apart(layout, i) and _is_addressed(layout.lines[i].text, language)
    }
    dated = {words for i, words in possible.items() if _has_date_below(layout, i)}
    lines = [i for i, words in possible.items() if words in dated]
    if len(lines) < _FEWEST:
        return []
    below = [layout.text_before[b] - layout.text_before[a] for a, b in pairwise(lines)]
    return lines if sum(below) >= _SPAN * layout.text_before[-1] and median(below) >= _FEWEST_LINES else []


def _is_apart(layout: Layout, i: int) -> bool:
    """Whether a short line is below white space, the end of a sentence or the name at the end of a letter."""
    above = layout.previous(i)
    ended = above is not None and (layout.narrow(above) or layout.lines[above].text[-1] in _STOPS)
    return layout.narrow(i) and (ended or layout.space_before(i) > 0.3)


def _is_addressed(text: str, language: Language) -> bool:
    """Whether a line names the receiver of a letter, below or behind the name of its writer. Names have capitals."""
    words = _WORD.findall(text)
    if not 2 <= len(words) <= _MOST_WORDS or text[-1] in _GOES_ON or not words[0][0].isupper():
        return False
    to = next((k for k, word in enumerate(words) if fold(word) in language.dedicating), len(words))
    names = [word for word in (*words[:to], *words[to + 1 :]) if word.lower() not in language.function_words]
    capitals = all(word[0].isupper() for word in names)
    ended = text[-1] == "." and to > 0 and not text.isupper()
    return bool(names) and to + 1 < len(words) and capitals and not ended


def _has_date_below(layout: Layout, i: int) -> bool:
    """Whether a year is in one of the next lines, with no text above it."""
    for n in range(1, _DATE_BELOW + 1):
        below = layout.next(i, n)
        if below is None:
            return False
        if _YEAR.search(layout.lines[below].text):
            return True
        if layout.prose(below):
            return False
    return False
