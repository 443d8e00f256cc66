"""The words of the edition and their places, small enough to be loaded before the first result.

A passage is divided into *windows* of 32 words, numbered through the whole edition. The index lists the windows of each
word, so it shows how often a passage has a word and how close words are to each other, but not their order. Phrases are
verified in the text, which is loaded in small files. Stop words are not indexed.

The words are in files by ranges of the alphabet, because a query needs its own words only. All lists are strings,
because these compress best:

    forms     the folded words in alphabetical order, parted by blanks
    stems     for each form how many letters its Snowball stem lacks, and the letters that replace them
    windows   for each form its windows: the differences between them as variable-length numbers
    families  [stem, numbers of all forms with it] if some of these are in other files than the stem would be

The variable-length numbers have digits from "#" on, without backslash: a last digit counts up to 59, an earlier one
31 times the rest. `theme/javascripts/search-engine.js` reads them. Begin reading at `index`.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from typing import TypeVar

import snowballstemmer
from babel import Locale, UnknownLocaleError

from editio.outputs.search.words import fold, tokens

WINDOW = 32  # words
_DIGITS = [chr(c) for c in range(35, 127) if c != 92]
_T = TypeVar("_T")
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
class Words:
    """A file of words; `first` is the number of its first form."""

    first: int
    forms: tuple[str, ...]
    stems: tuple[str, ...]
    windows: tuple[str, ...]
    families: tuple[tuple[str, tuple[int, ...]], ...]

    @property
    def first_form(self) -> str:
        """Empty in the only file of a text without words."""
        return self.forms[0] if self.forms else ""


@dataclass(frozen=True)
class Index:
    """The forms of the text, and for each its stem and its windows."""

    forms: tuple[str, ...]
    stems: tuple[str, ...]
    windows: tuple[str, ...]

    def endings(self) -> list[str]:
        """The endings that at least three forms have after their stems."""
        counted = Counter(
            form[-int(cut) :] for form, cut in zip(self.forms, self.stems, strict=True) if cut.isdecimal()
        )
        return sorted(ending for ending, count in counted.items() if count > 2)

    def files(self, most: int) -> list[Words]:
        """The words in files of at most this length; each has at least one."""
        lengths = map(len, divide(self.windows, len, most))
        bounds = list(pairwise(accumulate(lengths, initial=0)))
        firsts = [form for first, _ in bounds for form in self.forms[first : first + 1]]
        families: dict[int, list[tuple[str, tuple[int, ...]]]] = defaultdict(list)
        for stem, numbers in self._families().items():
            k = max(0, bisect_right(firsts, stem) - 1)
            if not all(bounds[k][0] <= number < bounds[k][1] for number in numbers):
                families[k].append((stem, tuple(numbers)))
        return [
            Words(first, self.forms[first:end], self.stems[first:end], self.windows[first:end], tuple(families[k]))
            for k, (first, end) in enumerate(bounds)
        ]

    def _families(self) -> dict[str, list[int]]:
        """The numbers of the forms with each stem."""
        families: dict[str, list[int]] = defaultdict(list)
        for number, (form, cut) in enumerate(zip(self.forms, self.stems, strict=True)):
            families[stemmed(form, cut)].append(number)
        return families


def divide(entries: Iterable[_T], length: Callable[[_T], int], most: int) -> Iterator[list[_T]]:
    """The entries in files of at most this length, in their order; a file has at least one."""
    file: list[_T] = []
    used = 0
    for entry in entries:
        if file and used + length(entry) > most:
            yield file
            file, used = [], 0
        file.append(entry)
        used += length(entry)
    yield file


def divided(texts: Iterable[str], elided: bool = False) -> list[Text]:
    """The texts with their windows numbered through; `elided` as for `tokens`."""
    found: list[Text] = []
    number = 0
    for text in texts:
        words = list(tokens(text, elided))
        starts, ends = array("L", (word.start for word in words)), array("L", (word.end for word in words))
        found.append(Text(tuple(word.form for word in words), starts, ends, number))
        number += found[-1].windows
    return found


def index(texts: Iterable[tuple[str, Text]], stop: Collection[str], language: str) -> Index:
    """The index of texts, each with its words."""
    places: dict[str, list[int]] = defaultdict(list)  # the windows of each form, in ascending order
    spelled: dict[str, str] = {}  # a form as the text first writes it
    for text, divided_text in texts:
        before, end = "", 0
        for k, (form, start) in enumerate(zip(divided_text.forms, divided_text.starts, strict=True)):
            window = divided_text.first + k // WINDOW
            _add(window, places[form])
            spelled.setdefault(form, text[start : divided_text.ends[k]].lower())
            if k and text[end:start] == "-":  # co-existence is found as coexistence
                _add(window, places[before + form])
            before, end = form, divided_text.ends[k]
    forms = sorted(form for form in places if form and form not in stop)
    stem = _stemmer(language)
    return Index(
        tuple(forms),
        tuple(_cut(form, stem(spelled.get(form, form))) for form in forms),
        tuple(encoded(places[form]) for form in forms),
    )


def _add(window: int, places: list[int]) -> None:
    if not places or places[-1] != window:
        places.append(window)


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


def stemmed(form: str, cut: str) -> str:
    """The stem of a form, as `_cut` wrote it."""
    adds = cut.lstrip("0123456789")
    lacks = int(cut[: len(cut) - len(adds)] or 0)
    return form[: len(form) - lacks] + adds


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
