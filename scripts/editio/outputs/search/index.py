"""The words of the edition and their places, small enough to be loaded before the first result.

A passage is divided into *windows* of 32 words, numbered through the whole edition. The index lists the windows of each
word, so it shows how often a passage has a word and how close words are to each other, but not their order. Phrases are
verified in the text, which is loaded in small files. Stop words are not indexed.

All lists are strings, because these compress best:

    forms     the folded words in alphabetical order, parted by blanks
    stems     for each form how many letters its Snowball stem lacks, and the letters that replace them
    windows   for each form its windows: the differences between them as variable-length numbers; in files by
              ranges of forms, because a query needs those of its own words only

The variable-length numbers have digits from "#" on, without backslash: a last digit counts up to 59, an earlier one
31 times the rest. `theme/javascripts/search-engine.js` reads them. Begin reading at `index`.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import snowballstemmer
from babel import Locale, UnknownLocaleError

from editio.outputs.search.words import fold, tokens

WINDOW = 32  # words
_DIGITS = [chr(c) for c in range(35, 127) if c != 92]
_LAST = 60  # digits that end a number
_MORE = len(_DIGITS) - _LAST


@dataclass(frozen=True)
class Text:
    """A passage's words, folded, with their places in its text, and the number of its first window. Arrays, because a
    long book has millions of words."""

    forms: tuple[str, ...]
    starts: array[int]
    ends: array[int]
    first: int

    @property
    def windows(self) -> int:
        return max(1, -(-len(self.forms) // WINDOW))

    def at(self, position: int) -> int:
        """The window of a position in the text."""
        before = bisect_right(self.starts, position)
        return self.first + max(0, before - 1) // WINDOW


@dataclass(frozen=True)
class Index:
    forms: str
    stems: str
    windows: tuple[str, ...]


def divided(texts: Iterable[str]) -> list[Text]:
    """The texts with their windows numbered through."""
    found: list[Text] = []
    number = 0
    for text in texts:
        words = list(tokens(text))
        starts, ends = array("L", (word.start for word in words)), array("L", (word.end for word in words))
        found.append(Text(tuple(word.form for word in words), starts, ends, number))
        number += found[-1].windows
    return found


def index(texts: Iterable[tuple[str, Text]], stop: Collection[str], language: str) -> Index:
    """The index of texts, each with its words."""
    places: dict[str, set[int]] = defaultdict(set)
    spelled: dict[str, str] = {}  # a form as the text first writes it
    for text, divided_text in texts:
        before, end = "", 0
        for k, (form, start) in enumerate(zip(divided_text.forms, divided_text.starts, strict=True)):
            window = divided_text.first + k // WINDOW
            places[form].add(window)
            spelled.setdefault(form, text[start : divided_text.ends[k]].lower())
            if k and text[end:start] == "-":  # co-existence is found as coexistence
                places[before + form].add(window)
            before, end = form, divided_text.ends[k]
    forms = sorted(form for form in places if form and form not in stop)
    stem = _stemmer(language)
    return Index(
        " ".join(forms),
        " ".join(_cut(form, stem(spelled.get(form, form))) for form in forms),
        tuple(encoded(places[form]) for form in forms),
    )


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    """Snowball's stems for a language; the words themselves if Snowball does not know it."""
    try:
        name = (Locale.parse(language.partition("-")[0]).get_language_name("en") or "").lower()
    except (UnknownLocaleError, ValueError):
        return fold
    if name not in snowballstemmer.algorithms():
        return fold
    stem = snowballstemmer.stemmer(name).stemWord
    return cache(lambda word: fold(stem(word)))


def _cut(form: str, stem: str) -> str:
    """A stem as a change of the form: "1i" turns "party" into "parti", "" is the form itself."""
    same = 0
    while same < min(len(form), len(stem)) and form[same] == stem[same]:
        same += 1
    return f"{len(form) - same or ''}{stem[same:]}" if same else ""


def encoded(numbers: Collection[int]) -> str:
    """Numbers in ascending order as their differences."""
    return "".join(_number(b - a) for a, b in pairwise((0, *sorted(numbers))))


def _number(number: int) -> str:
    digits = [_DIGITS[number % _LAST]]
    number //= _LAST
    while number:
        number -= 1
        digits.append(_DIGITS[_LAST + number % _MORE])
        number //= _MORE
    return "".join(reversed(digits))


def decoded(text: str) -> Iterator[int]:
    """The numbers of a list; for tests and other readers."""
    number = value = 0
    for character in text:
        digit = _DIGITS.index(character)
        if digit >= _LAST:
            value = value * _MORE + digit - _LAST + 1
        else:
            number += value * _LAST + digit
            value = 0
            yield number
