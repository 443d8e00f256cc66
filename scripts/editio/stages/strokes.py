"""The distance between characters read by the OCR and a number that may have been printed: a weighted edit distance.

Two searches use it with different weights: calls of endnotes are small raised figures, but marks of notes in the text
are set like text. The algorithm is the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_LOST = 1.2  # cost of a printed figure that is missing
_FIGURE_TOO_MANY = 1.5  # cost of a figure that was not printed
_CONFUSED = {frozenset(p) for p in ("38", "35", "56", "17", "06", "08", "68", "49", "27", "39", "58", "36", "45", "89")}
_CONFUSED_FIGURE, _OTHER_FIGURE = 1.2, 1.8


@dataclass(frozen=True, eq=False)
class Strokes:
    """How OCR misreads one kind of figures: the costs of characters read in place of a figure or in addition to it."""

    looks_like: Mapping[str, str]  # maps a character to the figures that look like it
    alike: float  # cost of such a character in place of one of these figures
    other: float  # cost of any other character in place of a figure
    dropped: float  # cost of a character in addition to the printed figures

    def cost(self, seen: str, meant: str) -> float:
        if seen == meant:
            return 0.0
        if seen.isdigit():
            return _CONFUSED_FIGURE if frozenset((seen, meant)) in _CONFUSED else _OTHER_FIGURE
        return self.alike if meant in self.looks_like.get(seen, "") else self.other


def distance(read: str, number: str, strokes: Strokes) -> float:
    """The least cost of changing the characters read into the figures of a number."""
    row = [_LOST * j for j in range(len(number) + 1)]
    for seen in read:
        away = _FIGURE_TOO_MANY if seen.isdigit() else strokes.dropped
        current = [row[0] + away]
        for j, meant in enumerate(number, 1):
            current.append(min(row[j] + away, current[j - 1] + _LOST, row[j - 1] + strokes.cost(seen, meant)))
        row = current
    return row[-1]
