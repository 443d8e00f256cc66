"""Where each endnote of a chapter begins: the numbers that begin its lines, read as one sequence.

A misread number (`33.` for `3.`, `1l.` for `11.`) must not swallow the notes after it. So every line that may begin
a note is a candidate with a cost for each number, and the cheapest sequence is found by dynamic programming over
the lines: a note takes the next number, or a later one if notes are lost. Costs are in units of "one thing that
went wrong" (`editio.stages.notes.marks`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from editio.stages.notes.marks import Alphabet, distance, value

_PLAIN = re.compile(r"(?P<sign>\d{1,3})\.?\s+(?=\S)")
_GARBLED = re.compile(r"(?P<sign>[^\s.,]{1,4})[.,]\s+(?=\S)")
_LOST = 3.0
_SKIP = 3  # notes lost in a row
_NO_STOP = 0.3  # the number has no stop after it
_GARBLE = 0.5  # the number is no figures
_RUNNING = 0.5  # the line before does not end a sentence
_UNEXPLAINED = 3.0  # plain figures with a stop, below the end of a sentence, that begin no note
_SOME_FIGURES = 0.6  # other plain figures that begin a line
_MOST = 3.5  # what a number may cost at most: a lost note costs little more
_FIRST = 3.0  # the first note has no number
_BEAM = 12.0
_ENDS = re.compile(r"[.!?:;)\]”’\"»]$")


@dataclass(frozen=True)
class Start:
    """Note `number` begins at a line, whose first `length` characters are its number; inferred if they are not
    plainly that number."""

    index: int
    number: int
    length: int
    inferred: bool = False


def starts(texts: Sequence[str]) -> list[Start]:
    """The notes that the lines hold, in order. The first line begins the first of them."""
    best: dict[int, float] = {0: 0.0}
    came: list[dict[int, tuple[int, Start | None]]] = []
    for index, text in enumerate(texts):
        match = _PLAIN.match(text) or _GARBLED.match(text)
        plain = match is not None and match.re is _PLAIN
        following: dict[int, float] = {}
        step: dict[int, tuple[int, Start | None]] = {}
        after_stop = not index or _ENDS.search(texts[index - 1]) is not None
        well = match is not None and text[match.end("sign")] in ".," and after_stop
        unexplained = 0.0 if not plain else _UNEXPLAINED if well else _SOME_FIGURES
        for last, cost in best.items():
            if index:
                _reach(following, step, last, cost + unexplained, (last, None))
            if match is None:
                continue
            sign = match["sign"]
            price = 0.0 if plain else _GARBLE
            price += 0.0 if text[match.end("sign")] in ".," else _NO_STOP
            price += 0.0 if after_stop else _RUNNING
            read = value(sign, Alphabet.FIGURES)
            for number in {*range(last + 1, last + 2 + _SKIP), *([read] if read > last else [])}:
                away = distance(sign, number, Alphabet.FIGURES)
                if away <= _MOST:
                    lost = _LOST * min(number - last - 1, 2)
                    start = Start(index, number, match.end(), away > 0)
                    _reach(following, step, number, cost + price + away + lost, (last, start))
        if not index:
            _reach(following, step, 1, _FIRST, (0, Start(0, 1, 0)))
        limit = min(following.values()) + _BEAM
        best = {number: cost for number, cost in following.items() if cost <= limit}
        came.append(step)
    found: list[Start] = []
    number = min(best, key=lambda n: best[n])
    for step in reversed(came):
        number, begun = step[number]
        if begun is not None:
            found.append(begun)
    return found[::-1]


def _reach(
    following: dict[int, float],
    step: dict[int, tuple[int, Start | None]],
    number: int,
    cost: float,
    came: tuple[int, Start | None],
) -> None:
    if cost < following.get(number, 1e9):
        following[number], step[number] = cost, came
