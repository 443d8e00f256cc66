"""Roman figures."""

from __future__ import annotations

from itertools import pairwise

_FIGURES = (
    ("M", 1000), ("CM", 900), ("D", 500), ("CD", 400), ("C", 100), ("XC", 90),
    ("L", 50), ("XL", 40), ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1),
)  # fmt: skip
_VALUES = dict(_FIGURES)


def roman(number: int) -> str:
    """A number in capital roman figures."""
    figures = ""
    for figure, value in _FIGURES:
        count, number = divmod(number, value)
        figures += figure * count
    return figures


def from_roman(figures: str) -> int:
    """The value of capital roman figures in any order, so that IIII is 4; 0 if one is not a roman figure."""
    if any(figure not in _VALUES for figure in figures):
        return 0
    values = [_VALUES[figure] for figure in figures]
    return sum(-a if a < b else a for a, b in pairwise([*values, 0]))
