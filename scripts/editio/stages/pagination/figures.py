"""Page numbers as they are printed and as OCR reads them.

`likeness` measures how well some characters agree with the number expected at their place. It is 1 if they are the
number. It is lower for each figure that OCR is known to confuse with the characters read (`figures.toml`), and much
lower if one figure was lost or misread as any other character. 0 means that they disagree.
"""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from editio.model.characters import FIGURES
from editio.model.roman import roman

_CONFUSED = 0.75  # for each figure read as a similar character
_SPOILT = 0.35  # for one figure lost or read as any character
_LARGEST = 9999
_LARGEST_ROMAN = 299


class Scheme(StrEnum):
    """The kinds of page numbers."""

    ARABIC = "arabic"
    ROMAN = "roman"


_FROM_ROMAN = {roman(number).lower(): number for number in range(1, _LARGEST_ROMAN + 1)}
_FROM_ROMAN |= {figures[:-1] + "j": number for figures, number in _FROM_ROMAN.items() if figures.endswith("i")}


def figures_of(scheme: Scheme, number: int) -> str:
    """A number as printed."""
    return str(number) if scheme is Scheme.ARABIC else roman(number).lower()


def value(figures: str) -> tuple[Scheme, int] | None:
    """The number that some characters form; None if they are not a number."""
    figures = figures.translate(FIGURES)
    if re.fullmatch(r"[1-9][0-9]{0,3}", figures):
        return Scheme.ARABIC, int(figures)
    number = _FROM_ROMAN.get(figures.lower()) if figures in (figures.lower(), figures.upper()) else None
    return (Scheme.ROMAN, number) if number else None


@lru_cache(maxsize=65536)
def likeness(read: str, scheme: Scheme, number: int) -> float:
    """The agreement of some characters with a number, from 0 to 1."""
    if not 1 <= number <= (_LARGEST if scheme is Scheme.ARABIC else _LARGEST_ROMAN):
        return 0.0
    printed = figures_of(scheme, number)
    read = read.translate(FIGURES)
    text = read if scheme is Scheme.ARABIC else read.lower()
    if text == printed:
        return 1.0
    if len(text) > 2 * len(printed) + 1 or len(text) < len(printed) - 1:
        return 0.0
    spare = len(printed) > 2 and scheme is Scheme.ARABIC
    return _agreement(read if scheme is Scheme.ARABIC else text, printed, _readings(scheme), spare)


def _agreement(read: str, printed: str, readings: dict[str, tuple[str, ...]], spare: bool) -> float:
    """The best way to read the characters as the figures; `spare` allows one spoilt figure."""
    if not printed:
        return float(not read)
    best = 0.0
    if read.startswith(printed[0]):
        best = _agreement(read[1:], printed[1:], readings, spare)
    for reading in readings.get(printed[0], ()):
        if best < _CONFUSED and read.startswith(reading):
            best = max(best, _CONFUSED * _agreement(read[len(reading) :], printed[1:], readings, spare))
    if spare and best < _SPOILT:
        best = max(best, _SPOILT * _agreement(read[1:], printed[1:], readings, False) if read else 0.0)
        best = max(best, _SPOILT * _agreement(read, printed[1:], readings, False))
    return best


@cache
def _readings(scheme: Scheme) -> dict[str, tuple[str, ...]]:
    data = tomllib.loads((Path(__file__).parent / "figures.toml").read_text("utf-8"))
    return {figure: tuple(readings) for figure, readings in data[scheme].items()}
