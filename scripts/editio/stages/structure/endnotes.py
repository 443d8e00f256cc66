"""Find the beginnings of the endnotes of a chapter: read the numbers at the beginning of lines as one sequence.

A misread number (`33.` for `3.`, `1l.` for `11.`) must not swallow the notes after it. Each line that may begin a note
is therefore a candidate with a cost for each number, and dynamic programming over the lines finds the cheapest
sequence. A note has the next number, or a later one if notes are lost. Costs are in units of "one thing that went
wrong" (`editio.stages.notes.marks`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from editio.model.characters import ON_THE_LINE, RAISED_FIGURE
from editio.stages.notes.marks import Alphabet, distance, value

_PLAIN = re.compile(r"(?P<sign>\d{1,3})\.?\s+(?=\S)")
_FRAMED = re.compile(r"[(\[]?(?P<sign>\d{1,3})[)\]][.:]?\s*(?=\S)")
_RAISED = re.compile(rf"(?P<sign>{RAISED_FIGURE}{{1,3}})\s*(?=\S)")
_GARBLED = re.compile(r"(?P<sign>[^\s.,]{1,4})[.,]\s+(?=\S)")
_GARBLED_IN_FRAME = re.compile(r"[(\[{]?(?P<sign>[^\s.,()\[\]{}]{1,3})[)\]}][.:]?\s+(?=\S)")
_LOST = 3.0
_SKIP = 3  # greatest number of notes lost in a row
_NO_STOP = 0.3  # the number has no stop after it
_GARBLE = 0.5  # the number is not plain figures
_RUNNING = 0.5  # the line above does not end a sentence
_UNEXPLAINED = 3.0  # plain figures with a stop, below the end of a sentence, do not begin a note
_SOME_FIGURES = 0.6  # other plain figures at the beginning of a line do not begin a note
_MOST = 3.5  # greatest cost of a misread number
_FIRST = 3.0  # the first note has no number
_BEAM = 12.0
_ENDS = re.compile(r"[.!?:;)\]”’\"»]$")


@dataclass(frozen=True)
class Start:
    """The beginning of note `number` at line `index`. The first `length` characters of the line are its number;
    `inferred` is true if they are misread."""

    index: int
    number: int
    length: int
    inferred: bool = False


def starts(texts: Sequence[str], before: int = 0) -> list[Start]:
    """The beginnings of the notes in these lines, in order. The first line always begins a note, and `before` is the
    number of the note before it. Most numbers of a list have one form: `1.`, `(1)` or `¹`."""
    best: dict[int, float] = {before: 0.0}
    came: list[dict[int, tuple[int, Start | None]]] = []
    form = max((_PLAIN, _FRAMED, _RAISED), key=lambda form: sum(form.match(text) is not None for text in texts))
    misread = _GARBLED_IN_FRAME if form is _FRAMED else _GARBLED
    for index, text in enumerate(texts):
        match = form.match(text) or misread.match(text)
        plain = match is not None and match.re is form
        following: dict[int, float] = {}
        step: dict[int, tuple[int, Start | None]] = {}
        after_stop = not index or _ENDS.search(texts[index - 1]) is not None
        closed = match is not None and (form is not _PLAIN or text[match.end("sign")] in ".,")
        well = closed and after_stop
        unexplained = 0.0 if not plain else _UNEXPLAINED if well else _SOME_FIGURES
        for last, cost in best.items():
            if index:
                _reach(following, step, last, cost + unexplained, (last, None))
            if match is None:
                continue
            sign = match["sign"].translate(ON_THE_LINE)
            price = 0.0 if plain else _GARBLE
            price += 0.0 if closed else _NO_STOP
            price += 0.0 if after_stop else _RUNNING
            read = value(sign, Alphabet.FIGURES)
            for number in {*range(last + 1, last + 2 + _SKIP), *([read] if read > last else [])}:
                away = distance(sign, number, Alphabet.FIGURES)
                if away <= _MOST:
                    lost = _LOST * min(number - last - 1, 2)
                    start = Start(index, number, match.end(), away > 0)
                    _reach(following, step, number, cost + price + away + lost, (last, start))
        if not index:
            _reach(following, step, before + 1, _FIRST, (before, Start(0, before + 1, 0)))
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
