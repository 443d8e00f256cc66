"""Small pictures for the front page, drawn from an edition's own data: bars, dots, lines of text and sheets.

A miniature is a few paths. Each has a class, which the style sheet (navigation.css) colours to suit a light or a dark
page. It has no words and no links: it is beside a link with the same meaning, and screen readers skip it. Each function
takes plain numbers and scales its drawing to fill the picture. The template is `miniature.jinja`. Begin reading at
`Miniature`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup

from editio.outputs import templates

WIDTH, HEIGHT = 160.0, 64.0  # units of a picture
_THICKEST = 12.0  # a row, a bar or a line is never higher
_GAP = 1.0


class Ink(StrEnum):
    """The classes of the style sheet."""

    FAINT = "faint"
    QUIET = "quiet"
    LIGHT = "light"
    STRONG = "strong"
    LAND = "land"


@dataclass(frozen=True)
class Miniature:
    """Paths in drawing order: the ink and the data of each. `box` is the visible part of the drawing: left, top, width
    and height."""

    paths: tuple[tuple[Ink, str], ...]
    box: tuple[float, float, float, float] = (0.0, 0.0, WIDTH, HEIGHT)

    @property
    def markup(self) -> Markup:
        return templates.page("miniature", self)


def _of(shapes: Mapping[Ink, Iterable[str]]) -> Miniature:
    """A miniature with a path for each ink that draws anything."""
    joined = ((ink, "".join(found)) for ink, found in shapes.items())
    return Miniature(tuple((ink, data) for ink, data in joined if data))


def rectangle(x: float, y: float, width: float, height: float) -> str:
    return f"M{x:.1f} {y:.1f}h{max(width, 0.5):.1f}v{max(height, 0.5):.1f}h-{max(width, 0.5):.1f}z"


def circle(x: float, y: float, radius: float) -> str:
    arc = f"a{radius:.1f} {radius:.1f} 0 1 0"
    return f"M{x - radius:.1f} {y:.1f}{arc} {2 * radius:.1f} 0{arc} -{2 * radius:.1f} 0z"


def _rows(count: int) -> tuple[float, float]:
    """The height of a row, and the top of the first one. A few rows that do not fill the picture are centred."""
    height = min(_THICKEST, HEIGHT / count)
    return height, (HEIGHT - height * count) / 2


def histogram(bars: Iterable[tuple[float, float, float]]) -> Miniature:
    """Bars on a line: the beginning and width of each, in parts of the width, and its height."""
    found = list(bars)
    most = max(height for _, _, height in found)
    drawn = (
        rectangle(
            x * WIDTH, HEIGHT - 1 - height / most * (HEIGHT - 2), width * WIDTH - 0.3, height / most * (HEIGHT - 2)
        )
        for x, width, height in found
    )
    return _of({Ink.STRONG: drawn, Ink.FAINT: [rectangle(0, HEIGHT - 1, WIDTH, 0.6)]})


def lanes(rows: Sequence[Sequence[tuple[float, float, float]]]) -> Miniature:
    """Rows of cells: the beginning and width of each cell, in parts of the width, and its darkness from 0 to 1."""
    height, top = _rows(len(rows))
    inks: dict[Ink, list[str]] = {Ink.FAINT: [], Ink.LIGHT: [], Ink.STRONG: []}
    for n, row in enumerate(rows):
        y = top + n * height
        inks[Ink.FAINT].append(rectangle(0, y + height - 0.4, WIDTH, 0.4))
        for x, width, dark in row:
            ink = Ink.STRONG if dark > 0.5 else Ink.LIGHT
            inks[ink].append(rectangle(x * WIDTH, y + _GAP / 2, width * WIDTH, height - _GAP))
    return _of(inks)


def dots(rows: Sequence[Sequence[int]]) -> Miniature:
    """A table with a dot in each cell; the area of a dot is as its number."""
    height, width = HEIGHT / len(rows), WIDTH / len(rows[0])
    most, largest = max(map(max, rows)), min(height, width) * 0.5
    inks: dict[Ink, list[str]] = {Ink.FAINT: [], Ink.STRONG: []}
    for n, row in enumerate(rows):
        for k, count in enumerate(row):
            x, y = (k + 0.5) * width, (n + 0.5) * height
            ink, radius = (Ink.STRONG, max(0.9, math.sqrt(count / most) * largest)) if count else (Ink.FAINT, 0.6)
            inks[ink].append(circle(x, y, radius))
    return _of(inks)


def bars(lengths: Sequence[float]) -> Miniature:
    """Horizontal bars, one below the other."""
    height, top = _rows(len(lengths))
    most = max(lengths)
    drawn = (rectangle(0, top + n * height + 1.5, one / most * WIDTH, height - 3) for n, one in enumerate(lengths))
    return _of({Ink.LIGHT: drawn})


def waffle(counts: Sequence[int]) -> Miniature:
    """A square for each thing in its order, dark if anything is counted there."""
    columns = max(1, math.ceil(math.sqrt(len(counts) * WIDTH / HEIGHT)))
    size = min(WIDTH / columns, HEIGHT / math.ceil(len(counts) / columns))
    left = (WIDTH - size * columns) / 2
    inks: dict[Ink, list[str]] = {Ink.FAINT: [], Ink.STRONG: []}
    for n, count in enumerate(counts):
        row, column = divmod(n, columns)
        ink = Ink.STRONG if count else Ink.FAINT
        inks[ink].append(rectangle(left + column * size, row * size, size - _GAP, size - _GAP))
    return _of(inks)


def sheets(lengths: Sequence[int]) -> Miniature:
    """Sheets side by side, each with lines of text in proportion to its length."""
    width, height = min(30.0, WIDTH / len(lengths) - 4), HEIGHT - 2
    left = (WIDTH - (width + 4) * len(lengths) + 4) / 2
    most, fit = max(lengths), int((height - 8) / 4)
    inks: dict[Ink, list[str]] = {Ink.FAINT: [], Ink.QUIET: []}
    for n, length in enumerate(lengths):
        x, lines = left + n * (width + 4), max(2, round(length / most * fit))
        inner = rectangle(x + 0.6, 1.6, width - 1.2, height - 1.2)
        inks[Ink.FAINT].append(f"{rectangle(x, 1, width, height)}{inner}")
        inks[Ink.QUIET] += (
            rectangle(x + 4, 6 + 4 * k, (width - 8) * (1 if k < lines - 1 else 0.6), 1.6) for k in range(lines)
        )
    return _of(inks)


def columns(lines: Sequence[tuple[int, bool]]) -> Miniature:
    """The lines of a page twice, side by side: the length of each, and whether the two differ there."""
    shown = lines[: int(HEIGHT / 3.2)]
    most, height = max(length for length, _ in shown), HEIGHT / len(shown)
    inks: dict[Ink, list[str]] = {Ink.QUIET: [], Ink.STRONG: []}
    for n, (length, differs) in enumerate(shown):
        width = length / most * (WIDTH / 2 - 6)
        for x in (0.0, WIDTH / 2 + 6):
            inks[Ink.STRONG if differs else Ink.QUIET].append(rectangle(x, n * height, width, 1.8))
    return _of(inks)


def shelf(widths: Sequence[tuple[float, bool]]) -> Miniature:
    """Spines side by side, as wide as the parts of a book are long; the main parts are higher."""
    total = sum(width for width, _ in widths)
    inks: dict[Ink, list[str]] = {Ink.FAINT: [rectangle(0, HEIGHT - 1, WIDTH, 1)], Ink.QUIET: [], Ink.LIGHT: []}
    x = 0.0
    for width, main in widths:
        wide, top = width / total * WIDTH, 6.0 if main else 20.0
        inks[Ink.LIGHT if main else Ink.QUIET].append(rectangle(x, top, wide - _GAP, HEIGHT - 1 - top))
        x += wide
    return _of(inks)


def concordance(rows: Sequence[tuple[str, str, str]]) -> Miniature:
    """Lines of text with the same word in the middle: the words before it, the word itself, and the words after it.
    Each word is a bar."""
    height, top = _rows(len(rows))
    letter = 1.5
    inks: dict[Ink, list[str]] = {Ink.QUIET: [], Ink.STRONG: []}
    for n, (before, word, after) in enumerate(rows):
        y, half = top + n * height + height / 3, len(word) * letter / 2
        inks[Ink.STRONG].append(rectangle(WIDTH / 2 - half, y, 2 * half, height / 2.5))
        for text, edge in ((before, WIDTH / 2 - half - len(before) * letter), (after, WIDTH / 2 + half)):
            x = edge
            for part in text.split(" "):
                wide = len(part) * letter
                if part and x >= 0 and x + wide <= WIDTH:
                    inks[Ink.QUIET].append(rectangle(x, y, wide, height / 4))
                x += wide + letter
    return _of(inks)
