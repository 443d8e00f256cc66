"""Numbers as headings print them, and as OCR misreads them.

A numeral can be roman, arabic, a letter (Appendix B) or a word (`CHAPITRE PREMIER`, `Erstes Kapitel`, `BOOK THE
FIRST`). OCR confuses its letters: `XL` can be XL or the XI of `XI.`, and `n` can be II. So a word has several
*readings*, each with a cost: 0 for the numeral as it reads, more for each letter assumed to be misread.
`confusions.toml` lists the confusions. The sequence of all headings decides between the readings
(`editio.stages.divisions.sequence`).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz.distance import OSA

from editio.languages import Language, beside, fold, of
from editio.model.characters import FIGURES
from editio.model.roman import from_roman, roman

_DATA = tomllib.loads((Path(__file__).parent / "confusions.toml").read_text("utf-8"))
_ROMAN: dict[str, list[tuple[str, float]]] = {
    letter: [(reading, float(cost)) for reading, cost in readings.items()]
    for letter, readings in _DATA["roman"].items()
}
_ARABIC: dict[str, tuple[str, float]] = {
    letter: (reading, float(cost)) for letter, (reading, cost) in _DATA["arabic"].items()
}
_ENDING = re.compile(r"(?<=[\dIVXLC])(?:" + "|".join(_DATA["ordinal_endings"]) + r")$")
_VALID = re.compile(r"(?=.)(C{0,3})(XC|XL|L?X{0,4})(IX|IV|V?I{0,4})")  # printers also set IIII and XXXX
_ELEVEN = ("ll", "lI", "Il")  # without a figure; `II` is a roman number
_LONGEST = 9  # letters of a roman number below 400, plus one
_MOST_MISREAD = 2.0  # a reading that costs more is a guess
_OTHER_LANGUAGE = 0.5
_LOWER_CASE = 0.4
_LETTER = 0.3
_MISREAD_WORD = 0.7
_LOOKALIKE = 0.2  # a letter of another script
_OLD_LETTER = 0.1  # a long s read as an f, or V set for U
_SHORTEST_MISREAD = 5  # letters; shorter words resemble too many others
_GREATEST = 999  # of an arabic number


class Style(StrEnum):
    """The ways to print a number."""

    ROMAN = "roman"
    ARABIC = "arabic"
    WORD = "word"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Reading:
    """A possible reading of a numeral. The `cost` is higher, and the reading less likely, the more letters must have
    been misread."""

    value: int
    style: Style
    cost: float


@lru_cache(maxsize=1 << 16)
def readings(word: str, tag: str) -> tuple[Reading, ...]:
    """All readings of a word as a number in the language of a tag, the likeliest first; empty for other words."""
    language = of(tag)
    found: dict[tuple[int, Style], float] = {}
    for reading in (*_roman(word), *_arabic(word), *_letter(word), *_word(word, language)):
        key = reading.value, reading.style
        found[key] = min(reading.cost, found.get(key, reading.cost))
    ordered = sorted(found.items(), key=lambda item: (item[1], item[0][0]))
    return tuple(Reading(value, style, cost) for (value, style), cost in ordered if cost <= _MOST_MISREAD)


def spoilt(word: str) -> bool:
    """Whether a word consists of roman figures and letters misread from them, but is no number."""
    plain = unicodedata.normalize("NFKC", word)
    clear = sum(any(not cost or cost <= _LOOKALIKE for _, cost in _ROMAN.get(c, ())) for c in plain)
    return 1 < len(plain) <= _LONGEST and all(c in _ROMAN for c in plain) and 2 * clear >= len(plain)


def printed(value: int, style: Style) -> str:
    """A number in the figures of a style. A number in words is given in arabic figures."""
    match style:
        case Style.ROMAN:
            return roman(value)
        case Style.LETTER:
            return chr(ord("A") + value - 1)
        case Style.ARABIC | Style.WORD:
            return str(value)


def _roman(word: str) -> Iterable[Reading]:
    plain = _ENDING.sub("", unicodedata.normalize("NFKC", word))
    if not 0 < len(plain) <= _LONGEST or not any(c.isalpha() or c in _ROMAN for c in plain):
        return
    lower = plain.islower()
    best: dict[str, float] = {"": 0.0}
    for letter in plain:
        options = _ROMAN.get(letter) or ([(letter.upper(), 0.0)] if letter.upper() in "IVXLC" else [])
        if lower and letter in "ivxlc":
            options = [(letter.upper(), 0.0), *options]
        longer: dict[str, float] = {}
        for figures, cost in best.items():
            for option, more in options:
                total = cost + more
                if total <= _MOST_MISREAD and total < longer.get(figures + option, _MOST_MISREAD + 1):
                    longer[figures + option] = total
        best = longer
    for figures, cost in best.items():
        if value := _value(figures):
            yield Reading(value, Style.ROMAN, cost + _LOWER_CASE * lower)


@lru_cache(maxsize=1 << 16)
def _value(figures: str) -> int:
    """The value of roman figures; 0 if they are not a number below 400."""
    return from_roman(figures) if len(figures) <= _LONGEST and _VALID.fullmatch(figures) else 0


def _arabic(word: str) -> Iterable[Reading]:
    plain = _ENDING.sub("", word).translate(FIGURES)
    if plain.isdecimal() and plain.isascii():
        if 0 < int(plain) <= _GREATEST:
            yield Reading(int(plain), Style.ARABIC, 0.0)
        return
    if not any(c.isdecimal() and c.isascii() for c in plain) and plain not in _ELEVEN:
        return
    if len(plain) > len(str(_GREATEST)):
        return
    figures, cost = "", 0.0
    for c in plain:
        figure, more = (c, 0.0) if c.isdecimal() and c.isascii() else _ARABIC.get(c, ("", 0.0))
        if not figure:
            return
        figures, cost = figures + figure, cost + more
    if 0 < int(figures) <= _GREATEST:
        yield Reading(int(figures), Style.ARABIC, cost)


def _letter(word: str) -> Iterable[Reading]:
    if len(word) == 1 and "A" <= word <= "Z":
        yield Reading(ord(word) - ord("A") + 1, Style.LETTER, _LETTER)


def _word(word: str, language: Language) -> Iterable[Reading]:
    folded = fold(word)
    if not folded.isalpha() or len(folded) < 2:
        return
    if value := language.numbers.get(folded):
        yield Reading(value, Style.WORD, 0.0)
        return
    if not {"f", "v"}.isdisjoint(folded) and (value := _with_old_letters(language).get(folded)):
        yield Reading(value, Style.WORD, _OLD_LETTER)
        return
    for code in beside(language.tag):
        if value := of(code).numbers.get(folded):
            yield Reading(value, Style.WORD, _OTHER_LANGUAGE)
    if len(folded) >= _SHORTEST_MISREAD and folded[0] in _initials(language.tag):
        for known, value in language.numbers.items():
            if abs(len(known) - len(folded)) <= 1 and OSA.distance(known, folded, score_cutoff=1) <= 1:
                yield Reading(value, Style.WORD, _MISREAD_WORD)


@cache
def _with_old_letters(language: Language) -> dict[str, int]:
    """The number words as OCR reads them if it takes each long s for an f (`Erfter` for `Erſter`), and as capitals set
    V for U (`SECVNDVS`)."""
    words = [(known, value) for known, value in language.numbers.items() if known]
    long_s = {known[:-1].replace("s", "f") + known[-1]: value for known, value in words}
    return long_s | {known.replace("u", "v"): value for known, value in words}


@cache
def _initials(tag: str) -> frozenset[str]:
    return frozenset(known[0] for known in of(tag).numbers)
