"""How far what was read is from a number that may have been printed: a weighted edit distance.

The two that read numbers, of endnote calls and of notes in the text, weigh a stroke differently: calls are small
raised figures, marks of notes are set like text. They share the steps.
"""

from __future__ import annotations

from collections.abc import Callable

_LOST = 1.2  # a figure of which nothing was read
_FIGURE_TOO_MANY = 1.5


def distance(read: str, number: str, dropped: float, stroke: Callable[[str, str], float]) -> float:
    """The least cost of turning what was read into the figures of a number. `dropped` is the cost of a character
    that is no figure and belongs to none, `stroke` that of a character in the place of a figure."""
    row = [_LOST * j for j in range(len(number) + 1)]
    for seen in read:
        away = _FIGURE_TOO_MANY if seen.isdigit() else dropped
        current = [row[0] + away]
        for j, meant in enumerate(number, 1):
            current.append(min(row[j] + away, current[j - 1] + _LOST, row[j - 1] + stroke(seen, meant)))
        row = current
    return row[-1]
