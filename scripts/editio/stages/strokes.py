"""How far what was read is from a number that may have been printed: a weighted edit distance.

The two that read numbers, of endnote calls and of notes in the text, weigh a stroke differently: calls are small
raised figures, marks of notes are set like text. They share the steps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_LOST = 1.2  # a figure of which nothing was read
_FIGURE_TOO_MANY = 1.5
_CONFUSED = {frozenset(p) for p in ("38", "35", "56", "17", "06", "08", "68", "49", "27", "39", "58", "36", "45", "89")}
_CONFUSED_FIGURE, _OTHER_FIGURE = 1.2, 1.8


@dataclass(frozen=True, eq=False)
class Strokes:
    """How OCR misreads one kind of figures: the cost of each character that was read for a figure, or beside one."""

    looks_like: Mapping[str, str]  # by a character that is no figure, the figures that it may have been
    alike: float  # for one of these
    other: float  # for any other character that is no figure
    dropped: float  # for such a character where no figure was printed

    def cost(self, seen: str, meant: str) -> float:
        if seen == meant:
            return 0.0
        if seen.isdigit():
            return _CONFUSED_FIGURE if frozenset((seen, meant)) in _CONFUSED else _OTHER_FIGURE
        return self.alike if meant in self.looks_like.get(seen, "") else self.other


def distance(read: str, number: str, strokes: Strokes) -> float:
    """The least cost of turning what was read into the figures of a number."""
    row = [_LOST * j for j in range(len(number) + 1)]
    for seen in read:
        away = _FIGURE_TOO_MANY if seen.isdigit() else strokes.dropped
        current = [row[0] + away]
        for j, meant in enumerate(number, 1):
            current.append(min(row[j] + away, current[j - 1] + _LOST, row[j - 1] + strokes.cost(seen, meant)))
        row = current
    return row[-1]
