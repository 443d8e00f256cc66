"""Decide which straight quotation marks open and which close if the adjacent characters do not show it.

Books of the 19th century set a thin space inside quotation marks, and the OCR reads it as a blank: `the word
" toll " is old`. With blanks on both sides, such a mark may open or close, so all marks are decided together: they
alternate. Each mark has a cost for opening and for closing, from its neighbours and its place in the line. Each step
that breaks the alternation also has a cost, for example if the OCR lost a closing mark. The sequence with the lowest
cost wins (Viterbi).

A single mark with a blank on both sides is not an apostrophe, so two of them in one line are a pair (`_single`).

A spaced mark without a partner stays undecided. In a book with spaced marks, a blank on only one side is weaker
evidence: `We pay, "said the driver`.

The result depends only on the witness, so changes in the registers do not change it. Begin reading at
`sides`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import accumulate

from editio.model.witness import Line

_MARKS = '"“”'
_SINGLE = re.compile(r"(?:^|(?<=\s))'(?=\s|$)")
_FAR = 30  # lines; a longer quotation without a mark has lost its end
_BROKEN = 3.0  # cost of two openings or two closings in a row
_REOPENED = 1.0  # cost if the second opening begins a line, like each paragraph of a quotation
_AGAINST_NEIGHBOURS = 8.0  # cost of a side that contradicts the adjacent characters
_AGAINST_LOOSE_NEIGHBOURS = 2.5  # the same cost in a book with spaced marks
_SPACED_BOOK = 0.2  # least share of spaced marks in a book with spaced marks


class Side(Enum):
    OPENS = "opens"
    CLOSES = "closes"


@dataclass(frozen=True)
class _Seen:
    """A mark: its place, its side by the adjacent characters (None if they do not show it), and its costs by the
    surrounding text."""

    offset: int
    row: int  # index of its line in the text
    side: Side | None
    straight: bool
    opening: bool  # whether it is the first character of the line
    paragraph: int  # number of its paragraph, by empty lines, if these are rare enough to separate paragraphs
    cost: tuple[float, float]  # costs of opening and of closing, used if `side` is None


def sides(lines: Iterable[Line]) -> Mapping[int, Side]:
    """The side of each straight mark, by offset, if the adjacent characters do not show it or show the wrong one."""
    lines = list(lines)
    blanks = [line.blank_before > 0 for line in lines]
    parted = sum(blanks) < len(lines) / 2
    paragraphs = accumulate(int(blank and parted) for blank in blanks)
    seen = [
        mark
        for row, (line, paragraph) in enumerate(zip(lines, paragraphs, strict=True))
        for mark in _marks(row, line, paragraph)
    ]
    spaced = sum(mark.side is None for mark in seen)
    single = _single(lines)
    if not spaced:
        return single
    loose = spaced >= _SPACED_BOOK * len(seen)
    solved = _solve(seen, _AGAINST_LOOSE_NEIGHBOURS if loose else _AGAINST_NEIGHBOURS)
    decided = single
    for k, (mark, side) in enumerate(zip(seen, solved, strict=True)):
        if mark.straight and side is not mark.side and _paired(seen, solved, k):
            decided[mark.offset] = side
    return decided


def _single(lines: Sequence[Line]) -> dict[int, Side]:
    """The sides of single marks with blanks on both sides: each two in one line are a pair."""
    decided: dict[int, Side] = {}
    for line in lines:
        marks = [line.at(match.start()) for match in _SINGLE.finditer(line.text)]
        for opening, closing in zip(marks[::2], marks[1::2], strict=False):
            decided |= {opening: Side.OPENS, closing: Side.CLOSES}
    return decided


def _marks(row: int, line: Line, paragraph: int) -> Iterable[_Seen]:
    text = line.text
    for at, mark in enumerate(text):
        if mark not in _MARKS:
            continue
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        side: Side | None = None
        if mark != '"':
            side = Side.OPENS if mark == "“" else Side.CLOSES
        elif before.strip() and before not in "([–—-":
            side = Side.CLOSES
        elif after.strip():
            side = Side.OPENS
        costs = _costs(text[:at].rstrip(), text[at + 1 :].lstrip())
        yield _Seen(line.at(at), row, side, mark == '"', at == 0, paragraph, costs)


def _costs(before: str, after: str) -> tuple[float, float]:
    """The costs of opening and of closing for a mark with blanks on both sides, from the text of its line before and
    after it."""
    if not before:
        return 0.0, 2.5
    if not after:
        return 2.5, 0.0
    opening = closing = 0.0
    if after[0] in ".,;:?!)]":
        opening += 2.5
    if before[-1] in "([–—-:":
        closing += 1.5
    if before[-1] in ".?!,":
        opening += 0.3
    if after[0].isupper():
        closing += 0.7
    elif after[0].islower() and before[-1] in ".?!,":
        opening += 0.7
    return opening, closing


def _solve(seen: Sequence[_Seen], against: float) -> list[Side]:
    """The side of each mark in the cheapest sequence. `against` is the cost of contradicting adjacent characters."""
    cost = {Side.OPENS: _BROKEN, Side.CLOSES: 0.0}  # as if a closing mark preceded the text
    came: list[dict[Side, Side]] = []
    row = paragraph = 0
    for mark in seen:
        far = mark.row - row > _FAR or mark.paragraph != paragraph
        row, paragraph = mark.row, mark.paragraph
        own = dict(zip(Side, mark.cost, strict=True))
        if mark.side:
            own = {side: 0.0 if side is mark.side else against for side in Side}
        now: dict[Side, float] = {}
        back: dict[Side, Side] = {}
        for side in Side:
            steps = {}
            for last in Side:
                again = _REOPENED if mark.opening and side is Side.OPENS else _BROKEN
                step = 0.0 if last is not side else again
                if far and side is Side.OPENS:
                    step = min(step, _REOPENED)
                elif far and side is not last:
                    step = _REOPENED  # a quotation that continues in a new paragraph opens again
                steps[last] = cost[last] + step
            back[side] = min(steps, key=lambda last: steps[last])
            now[side] = steps[back[side]] + own[side]
        cost = now
        came.append(back)
    side = min(cost, key=lambda s: cost[s])
    solved = []
    for back in reversed(came):
        solved.append(side)
        side = back[side]
    return solved[::-1]


def _paired(seen: Sequence[_Seen], solved: Sequence[Side], k: int) -> bool:
    """Whether a mark has a partner near it, or begins a line like the paragraphs of a long quotation."""
    partner = k + 1 if solved[k] is Side.OPENS else k - 1
    if not 0 <= partner < len(seen):
        return False
    near = abs(seen[partner].row - seen[k].row) <= _FAR
    if solved[partner] is not solved[k] and near:
        return True
    return near and seen[k].opening and seen[partner].opening
