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

_PLAIN = re.compile(r"(?:_\s*)?(?P<sign>\d{1,4})\.?\s+(?=\S)")  # `_` begins italics in plain texts
_FRAMED = re.compile(r"[(\[]?(?P<sign>\d{1,4})[)\]][.:]?\s*(?=\S)")
_RAISED = re.compile(rf"(?P<sign>{RAISED_FIGURE}{{1,4}})\s*(?=\S)")
_LETTERED = re.compile(r"[(\[]?(?P<sign>[a-z])[)\]][.:]?\s*(?=\S)")
_GARBLED = re.compile(r"(?P<sign>[^\s.,]{1,4})[.,]\s+(?=\S)")
_GARBLED_ALONE = re.compile(r"(?P<sign>[^\s.,]{1,3})\s+(?=[^\W\d_a-z]|[“‘«\"(])")
_GARBLED_IN_FRAME = re.compile(
    r"(?:[(\[{]?(?P<sign>[^\s.,()\[\]{}]{1,3})[)\]}][.:]?|[(\[{](?P<torn>[^\s.,()\[\]{}]{1,3}))\s+(?=\S)"
)
_FORMS = {  # the form of the numbers of a list, and that of its misread numbers
    _PLAIN: _GARBLED,
    _FRAMED: _GARBLED_IN_FRAME,
    _RAISED: _GARBLED_ALONE,
    _LETTERED: _GARBLED_IN_FRAME,
}
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
    number of the note before it. Most numbers of a list have one form: `1.`, `1`, `(1)`, `¹` or `a)`."""
    if not texts:
        return []
    best: dict[int, float] = {before: 0.0}
    came: list[dict[int, tuple[int, Start | None]]] = []
    form = max(_FORMS, key=lambda form: sum(form.match(text) is not None for text in texts))
    bare = form is _PLAIN and _without_stops(texts)
    misread = _GARBLED_ALONE if bare else _FORMS[form]
    alphabet = Alphabet.LETTERS if form is _LETTERED else Alphabet.FIGURES
    for index, text in enumerate(texts):
        match = form.match(text) or misread.match(text)
        plain = match is not None and match.re is form
        following: dict[int, float] = {}
        step: dict[int, tuple[int, Start | None]] = {}
        after_stop = not index or _ENDS.search(texts[index - 1]) is not None
        closed = match is not None and (bare or form is not _PLAIN or text[match.end("sign")] in ".,")
        well = closed and after_stop
        unexplained = 0.0 if not plain else _UNEXPLAINED if well else _SOME_FIGURES
        for last, cost in best.items():
            if index:
                _keep_cheaper(following, step, last, cost + unexplained, (last, None))
            if match is None:
                continue
            sign = match[match.lastgroup or "sign"].translate(ON_THE_LINE)
            price = 0.0 if plain else _GARBLE
            price += 0.0 if closed else _NO_STOP
            price += 0.0 if after_stop else _RUNNING
            read = value(sign, alphabet)
            for number in {*range(last + 1, last + 2 + _SKIP), *([read] if read > last else [])}:
                away = distance(sign, number, alphabet)
                if away <= _MOST:
                    lost = _LOST * min(number - last - 1, 2)
                    start = Start(index, number, match.end(), away > 0)
                    _keep_cheaper(following, step, number, cost + price + away + lost, (last, start))
        if not index:
            _keep_cheaper(following, step, before + 1, _FIRST, (before, Start(0, before + 1, 0)))
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


def _without_stops(texts: Sequence[str]) -> bool:
    """Whether most of the plain numbers at the beginning of lines have no stop after them."""
    stops = [text[match.end("sign")] in ".," for text in texts if (match := _PLAIN.match(text))]
    return sum(stops) * 2 < len(stops)


def _keep_cheaper(
    following: dict[int, float],
    step: dict[int, tuple[int, Start | None]],
    number: int,
    cost: float,
    came: tuple[int, Start | None],
) -> None:
    if cost < following.get(number, 1e9):
        following[number], step[number] = cost, came
