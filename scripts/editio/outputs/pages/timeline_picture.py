"""The picture of the timeline: a lane for each chapter, the months from left to right; darker months have more
passages.

Years with the most passages are drawn widest; the axis marks changes of its scale. If months would be too narrow, a
cell is a year. A chapter's title is in the widest gap of its lane. Lengths are units of the picture, a twentieth of the
root's font size each.

This module computes positions; the template `timeline_picture.jinja` writes the elements. Begin reading at `draw`.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from editio.outputs import templates
from editio.outputs.places import nth_event

WIDTH = 900.0
SHADES = (1, 2, 4, 8, 16)  # the fewest passages of each shade
_LANE = 22.0
_NAMES = 26.0  # the width of the chapters' numbers, which stay when the lanes are moved under them
_REST = 30.0  # the width of the column of other years
_BARS = 44.0  # the height of the tallest bar
_MARK = 9.0  # the width of the mark of an event
_LETTER = 0.5  # the width of a letter, in parts of its size
_TITLE = 12.0  # the size of the titles
_ROW = 12.0  # the height of a row of events
_YEAR = 28.0  # the width of a year's name
_LINED = 20.0  # the least width of a year with a line
_NAMED = 9.0  # the least width of a named month
_TOP = 30.0  # the height of the axis
_FEWEST = 3  # passages that a year must have to be drawn
_APART = 20  # years that may lie between two that are drawn
_WIDE, _MIDDLE = 1 / 4, 1 / 16  # passages of a year for each scale, in parts of the year that has most
_UNITS = (1.0, 0.4, 1 / 36)  # the widths of a month in the three scales, in parts of the largest
_SEEN = 2.0  # the least width of a month


@dataclass(frozen=True)
class Stretch:
    """The years `first` to `last`, with months `month` units wide."""

    first: int
    last: int
    month: float

    @property
    def width(self) -> float:
        return (self.last - self.first + 1) * 12 * self.month

    @property
    def by_years(self) -> bool:
        """Whether its cells are years, since nobody would see a month."""
        return self.month < _SEEN


@dataclass(frozen=True)
class Scale:
    """The axis of time: stretches that follow upon each other without a gap."""

    stretches: tuple[Stretch, ...]

    @property
    def whole(self) -> float:
        return sum(stretch.width for stretch in self.stretches)

    def at(self, year: int, month: int = 1, day: int = 1) -> float:
        """The position of a day; years before the axis are at its beginning, later ones at its end."""
        passed = 0.0
        for stretch in self.stretches:
            if year <= stretch.last:
                days = (day - 1) / calendar.monthrange(year, month)[1]
                return passed + max(0.0, ((year - stretch.first) * 12 + month - 1 + days) * stretch.month)
            passed += stretch.width
        return passed

    def cell(self, year: int, month: int) -> tuple[int, int] | None:
        """The cell of a month; its month is 0 if the cell is a year; None outside the axis."""
        for stretch in self.stretches:
            if stretch.first <= year <= stretch.last:
                return year, 0 if stretch.by_years else month
        return None

    def width(self, cell: tuple[int, int]) -> float:
        year, month = cell
        of_month = next(s.month for s in self.stretches if s.first <= year <= s.last)
        return of_month * (1 if month else 12)


@dataclass(frozen=True)
class Cell:
    """The passages dated in a month of a lane, or in a year (month 0): its link, its key in the data of the cards, and
    its label."""

    year: int
    month: int
    passages: int
    href: str
    key: str
    label: str


@dataclass(frozen=True)
class Lane:
    """A chapter; `other` leads to its passages of other years, if it has any (`passages` 0)."""

    number: int
    title: str
    href: str
    cells: tuple[Cell, ...]
    other: Cell


@dataclass(frozen=True)
class Mark:
    """An event or a document on its day; a document is numbered."""

    year: int
    month: int
    day: int
    href: str
    key: str
    label: str
    number: int = 0

    @property
    def nth(self) -> str:
        """Which event of its day it is, for readers: ` (event 2)` for the second, "" for the first."""
        return nth_event(self.key.rpartition("/")[2])


@dataclass(frozen=True)
class Label:
    """Words drawn at a position. Screen readers skip them, since the links have the same words."""

    kind: str
    x: float
    y: float
    words: str
    anchor: str = "middle"


@dataclass(frozen=True)
class Box:
    """A cell drawn as a rectangle."""

    cell: Cell
    x: float
    y: float
    width: float
    height: float

    @property
    def shade(self) -> int:
        return shade(self.cell.passages)


@dataclass(frozen=True)
class Point:
    """A mark drawn with its middle at a position; a line leads from it down to the bottom of the lanes."""

    mark: Mark
    x: float
    y: float


@dataclass(frozen=True)
class Row:
    """A lane drawn with its top at `y`."""

    lane: Lane
    y: float
    boxes: tuple[Box, ...]
    title: Label


@dataclass(frozen=True)
class Picture:
    """All elements of the drawing. `years` are the vertical lines, each with its kind; the bars start at `base`, and
    the lanes end at `bottom`."""

    height: float
    bottom: float
    base: float
    labels: tuple[Label, ...]
    years: tuple[tuple[str, float], ...]
    bars: tuple[Box, ...]
    figures: tuple[Label, ...]
    events: tuple[Point, ...]
    documents: tuple[Point, ...]
    rows: tuple[Row, ...]
    names: float = _NAMES
    width: float = WIDTH
    rest: float = _REST
    bar: float = _BARS
    lane: float = _LANE
    radius: float = _MARK / 2 - 0.5


def scale(counts: Mapping[int, int]) -> Scale:
    """The axis for a book with so many dated passages in each year."""
    shown = _shown(counts)
    most = max(counts[year] for year in shown)
    wide = _hull(year for year in shown if counts[year] >= most * _WIDE)
    middle = _hull([*wide, *(year for year in shown if counts[year] >= most * _MIDDLE)])
    whole = range(shown[0], shown[-1] + 1)
    size = {year: _UNITS[0 if year in wide else 1 if year in middle else 2] for year in whole}
    unit = WIDTH / sum(12 * part for part in size.values())
    firsts = [year for year in whole if year == whole[0] or size[year] != size[year - 1]]
    ends = [*(year - 1 for year in firsts[1:]), whole[-1]]
    return Scale(tuple(Stretch(first, last, size[first] * unit) for first, last in zip(firsts, ends, strict=True)))


def _shown(counts: Mapping[int, int]) -> list[int]:
    """The years with enough passages around the year with most, without large gaps."""
    enough = min(_FEWEST, max(counts.values()))
    years = sorted(year for year, count in counts.items() if count >= enough)
    groups: list[list[int]] = [[years[0]]]
    for before, year in pairwise(years):
        if year - before > _APART:
            groups.append([])
        groups[-1].append(year)
    return max(groups, key=lambda group: max(counts[year] for year in group))


def _hull(years: Iterable[int]) -> range:
    found = sorted(years)
    return range(found[0], found[-1] + 1)


def rows(positions: Sequence[float], width: float) -> list[int]:
    """For marks of this width in the order of their positions, the first row in which each overlaps no other."""
    ends: list[float] = []
    found = []
    for position in positions:
        row = next((n for n, end in enumerate(ends) if end <= position), len(ends))
        ends[row : row + 1] = [position + width]
        found.append(row)
    return found


def title_place(taken: Iterable[tuple[float, float]], title: str) -> tuple[float, str, str]:
    """The place of a title in a lane with these occupied stretches: in the widest gap, beside one of its ends. Returns
    the position, the side of the title at it ("start" or "end"), and as many words as have room."""
    margin = 5.0
    edges = [(0.0, 0.0), *sorted(taken), (WIDTH, WIDTH)]
    gaps = [(before[1], after[0]) for before, after in pairwise(edges)]
    left, right = max(gaps, key=lambda gap: gap[1] - gap[0])
    room = int((right - left - 2 * margin) / (_TITLE * _LETTER))
    words = title.split()
    while words and len(" ".join(words)) + (len(words) < len(title.split())) > room:
        words.pop()
    text = " ".join(words) + ("…" if 0 < len(words) < len(title.split()) else "")
    return (left + margin, "start", text) if left > 0 else (right - margin, "end", text)


def shade(passages: int) -> int:
    return sum(passages >= fewest for fewest in SHADES)


def draw(
    axis: Scale, lanes: Sequence[Lane], total: Sequence[Cell], events: Sequence[Mark], documents: Sequence[Mark]
) -> Markup:
    """The picture as an element of the page; `total` are the cells of all lanes together."""
    return templates.page("timeline_picture", laid_out(axis, lanes, total, events, documents))


def laid_out(
    axis: Scale, lanes: Sequence[Lane], total: Sequence[Cell], events: Sequence[Mark], documents: Sequence[Mark]
) -> Picture:
    """The positions of everything in the picture."""
    ordered = sorted(events, key=lambda mark: _at(axis, mark))
    places = [_at(axis, mark) - _MARK / 2 for mark in ordered]
    event_rows = rows(places, _MARK)
    base = _TOP + _BARS
    first = base + 14 + _ROW * (max(event_rows, default=0) + 1)  # the middle of the documents' row
    top = first + 14
    bottom = top + _LANE * len(lanes)
    bars = tuple(_bars(axis, total, base))
    return Picture(
        height=bottom + 18,
        bottom=bottom,
        base=base,
        labels=tuple(_labels(axis, bottom)),
        years=tuple(_year_lines(axis)),
        bars=bars,
        figures=tuple(
            Label("axis", bar.x - 2, bar.y + 9, str(bar.cell.passages), "end") for bar in bars if bar.height == _BARS
        ),
        events=tuple(
            Point(mark, _at(axis, mark), base + 8 + _ROW * row + _ROW / 2 - 2)
            for mark, row in zip(ordered, event_rows, strict=True)
        ),
        documents=tuple(Point(mark, _at(axis, mark), first) for mark in documents),
        rows=tuple(_row(axis, lane, top + _LANE * n) for n, lane in enumerate(lanes)),
    )


def _at(axis: Scale, mark: Mark) -> float:
    return axis.at(mark.year, mark.month or 1, mark.day or 1)


def _labels(axis: Scale, bottom: float) -> Iterator[Label]:
    """The names of the years, above and below, and of the months."""
    yield from _years(axis, 12)
    for stretch in axis.stretches:
        if stretch.month >= _NAMED:
            for year in range(stretch.first, stretch.last + 1):
                for n in range(1, 13):
                    x = axis.at(year, n) + stretch.month / 2
                    yield Label("month", x, 26, calendar.month_abbr[n][0])
    yield Label("axis", WIDTH + _REST / 2, 12, "other")
    yield from _years(axis, bottom + 13)


def _year_lines(axis: Scale) -> Iterator[tuple[str, float]]:
    """The beginnings of years that have a line: if there is room, and if the scale changes there."""
    for stretch in axis.stretches:
        for year in range(stretch.first, stretch.last + 1):
            x = axis.at(year)
            changed = year == stretch.first and x > 0
            if stretch.month * 12 >= _LINED or changed:
                yield "scale" if changed else "year", x


def _years(axis: Scale, y: float) -> Iterator[Label]:
    """The labels of years that have room: each in the middle of its year, or round years at their beginnings."""
    free = 0.0
    for stretch in axis.stretches:
        year_width, end = stretch.month * 12, axis.at(stretch.last + 1)
        each = year_width >= _YEAR
        for year in range(stretch.first, stretch.last + 1):
            begin = axis.at(year) + ((year_width - _YEAR) / 2 if each else 0)
            if begin >= free and begin + _YEAR <= end and (each or year == stretch.first or year % 5 == 0):
                yield Label("axis", begin + _YEAR / 2, y, str(year))
                free = begin + _YEAR + (0 if each else 4)


def _bars(axis: Scale, total: Sequence[Cell], base: float) -> Iterator[Box]:
    """Passages a month in all chapters; of a year the mean of its months."""
    each = {cell.key: cell.passages / (1 if cell.month else 12) for cell in total}
    most = max(each.values())
    for cell in total:
        height = each[cell.key] / most * _BARS
        width = axis.width((cell.year, cell.month))
        yield Box(cell, axis.at(cell.year, cell.month or 1), base - height, width, height)


def _row(axis: Scale, lane: Lane, y: float) -> Row:
    boxes = tuple(
        Box(cell, axis.at(cell.year, cell.month or 1), y + 1, axis.width((cell.year, cell.month)), _LANE - 4)
        for cell in lane.cells
    )
    x, side, text = title_place([(box.x, box.x + box.width) for box in boxes], lane.title)
    return Row(lane, y, boxes, Label("lane-title", x, y + 15, text, side))
