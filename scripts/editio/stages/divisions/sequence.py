"""The numbered headings of one level as one sequence.

`solve` takes all lines that can be headings of the level, with all numbers that they can have, and finds the sequence
with the highest score. A heading scores by its looks (`Candidate.weight`); two consecutive numbers score more. Missing
numbers, misread numbers, a change from roman to arabic figures, and numbers that begin again cost something, but
numbers may begin again at the start of a part or book. So the neighbours of a misread number repair it, a number in the
text is ignored, and a heading that is repeated as a running head counts once, at its first place.

Each cost reflects the fault that it assumes. The constants are log odds and are not fitted to any single book.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from editio.model.roman import roman
from editio.stages.divisions.candidates import REPEATED, Candidate
from editio.stages.divisions.numerals import Style
from editio.stages.divisions.words import Form

_NEXT = 3.0  # the numbers are consecutive
_MISSING = -1.5
_EACH_MISSING = -0.25
_MOST_MISSING = 8
_BEGINS_AGAIN = -7.0  # unless the level has a cost of its own
_BEGINS_AGAIN_IN_PART = 1.5
_LOST_BEFORE = 1  # headings that OCR may have lost before a sequence that begins again
_FIRST = 1.5  # the sequence begins with 1
_LATE = -0.5  # for each number missing before the first
_MOST_LATE = 4
_STYLE = -0.7
_NO_TEXT = -5.0  # there is no text between two headings
_FEW_LINES = 10  # more lines between two headings are text although they are short, such as verses or dialogue
_UNREADABLE = -2.5  # the number is unreadable
_WRONG = -12.0  # the number is clearly another
_CLEAR = 0.3  # greatest cost of a clear reading
_STROKE = 2.5  # for each letter lost at the end of a roman number
_MOST_STROKES = 2
_AGAIN = 1.5  # advantage needed by a later heading with the same number, since it may be a running head
_SHORT_PAGE = 12  # lines of running text; a running head is repeated after at least as many
_ENTERED = 1000.0
_LISTED = 0.2  # of the lines; a contents list spans less


@dataclass(frozen=True, slots=True)
class Numbered:
    """A heading of the sequence: its number and the style of the number. `repaired` is true if the text has another
    number."""

    candidate: Candidate
    value: int
    style: Style
    repaired: bool


@dataclass(frozen=True, slots=True)
class _Node:
    score: float
    numbered: Numbered
    before: _Node | None


def solve(
    candidates: Sequence[Candidate],
    boundaries: Sequence[int],
    text_before: Sequence[int],
    again: float = _BEGINS_AGAIN,
    wrong: float = _WRONG,
) -> tuple[float, list[Numbered]]:
    """The best sequence and its score. `boundaries` are the lines at which numbers may begin again; `text_before[i]`
    counts the lines of running text before line i; `again` is the score if the numbers begin again where no part
    begins, `wrong` the score if a clear number is wrong."""
    best: dict[int, _Node] = {}  # by the last number of the sequence
    top: _Node | None = None
    for candidate in candidates:
        fresh: list[_Node] = []
        for value, style, cost, repaired in _options(candidate, best, wrong):
            worth = candidate.weight - cost + (_ENTERED if candidate.entered else 0.0)
            numbered = Numbered(candidate, value, style, repaired)
            node = _Node(worth + _start(value), numbered, None)
            for before in best.values():
                score = before.score + worth + _step(before.numbered, numbered, boundaries, text_before, again)
                if score > node.score:
                    node = _Node(score, numbered, before)
            fresh.append(node)
        for node in fresh:
            known = best.get(node.numbered.value)
            clear = known is not None and not known.numbered.repaired
            margin = _AGAIN if clear and known and _far(known.numbered.candidate, candidate, text_before) else 0.0
            if known is None or node.score > known.score + margin:
                best[node.numbered.value] = node
            if top is None or node.score > top.score:
                top = node
    found: list[Numbered] = []
    score = top.score if top else 0.0
    while top is not None:
        found.append(top.numbered)
        top = top.before
    return score, _without_lists(found[::-1], boundaries)


def _far(before: Candidate, after: Candidate, text_before: Sequence[int]) -> bool:
    """Whether there is enough text between two headings for the later one to be a running head of the first."""
    return text_before[after.first] - text_before[before.last] >= _SHORT_PAGE


def _without_lists(found: list[Numbered], boundaries: Sequence[int]) -> list[Numbered]:
    """The headings without runs that are the contents list of the next run: mostly the same numbers, with hardly any
    text between them. Runs in different parts or books may have the same numbers."""
    runs: list[list[Numbered]] = []
    for numbered in found:
        if not runs or numbered.value <= runs[-1][-1].value:
            runs.append([])
        runs[-1].append(numbered)
    kept = runs[-1:]
    for run in runs[-2::-1]:
        following = kept[0]
        values = {n.value for n in following}
        listed = len(run) > 1 and 2 * sum(n.value in values for n in run) >= len(run)
        entered = any(n.candidate.entered for n in run)
        apart = _crossed(run[-1].candidate, following[0].candidate, boundaries)
        if entered or apart or not listed or not is_list_of(run, following):
            kept.insert(0, run)
    return [numbered for run in kept for numbered in run]


def is_list_of(run: Sequence[Numbered], following: Sequence[Numbered]) -> bool:
    """Whether a run spans so many fewer lines than the next one that it is the contents list of that."""
    return span(run) <= _LISTED * span(following)


def span(run: Sequence[Numbered]) -> int:
    """The number of lines that a run spans. Verses count too."""
    return run[-1].candidate.first - run[0].candidate.last


def _options(candidate: Candidate, best: dict[int, _Node], wrong: float) -> list[tuple[int, Style, float, bool]]:
    """The numbers that a candidate can have: those of its readings and, if it has the word of the level or a title that
    running heads repeat, the numbers that would continue a sequence."""
    options = [(r.value, r.style, r.cost, r.cost >= 0.7) for r in candidate.mention.numbers]
    worded = candidate.mention.form in (Form.NUMBERED, Form.WORD)
    if worded or REPEATED in candidate.evidence or candidate.entered:
        said = {value for value, *_ in options}
        style = options[0][1] if options else Style.ARABIC
        clear = any(cost <= _CLEAR for _, _, cost, _ in options)
        follows = {value + 1 for value in best} | {1}
        for value in follows - said:
            strokes = _strokes_lost(options, value) if clear else 0
            cost = strokes * _STROKE if strokes else -(wrong if clear else _UNREADABLE)
            options.append((value, style, min(cost, -wrong), True))
    return options


def _strokes_lost(options: Sequence[tuple[int, Style, float, bool]], value: int) -> int:
    """How many letters of a roman number must have been lost to leave one of the numbers read (`III` as `I`); 0 if that
    is impossible."""
    whole = roman(value)
    lost = [
        len(whole) - len(read)
        for number, style, cost, _ in options
        if style is Style.ROMAN and cost <= _CLEAR and whole.startswith(read := roman(number)) and whole != read
    ]
    return min((n for n in lost if n <= _MOST_STROKES), default=0)


def _start(value: int) -> float:
    return _FIRST if value == 1 else _LATE * min(value - 1, _MOST_LATE)


def _step(
    before: Numbered, after: Numbered, boundaries: Sequence[int], text_before: Sequence[int], again: float
) -> float:
    """The score for one heading after another; minus infinity if that is impossible."""
    a, b = before.candidate, after.candidate
    if b.first <= a.last:
        return float("-inf")
    score = 0.0
    if text_before[b.first] == text_before[a.last] and b.first - a.last <= _FEW_LINES:
        score += _NO_TEXT
    if before.style is not after.style and Style.WORD not in (before.style, after.style):
        score += _STYLE
    missing = after.value - before.value - 1
    if missing == 0:
        return score + _NEXT
    crossed = _crossed(a, b, boundaries)
    if missing > 0:
        return score + _MISSING + _EACH_MISSING * min(missing, _MOST_MISSING)
    if after.value <= _LOST_BEFORE + 1:
        lost = (_MISSING + _EACH_MISSING * (after.value - 1)) if after.value > 1 else 0.0
        return score + (_BEGINS_AGAIN_IN_PART if crossed else again) + lost
    if after.candidate.entered:
        return score + again
    return float("-inf")


def _crossed(before: Candidate, after: Candidate, boundaries: Sequence[int]) -> bool:
    """Whether a part or book begins between two headings."""
    return bisect_left(boundaries, before.last) < bisect_left(boundaries, after.last)
