"""The picture of the timeline: a lane a chapter, the months from left to right, the darker the more passages.

The years about which the book says most are drawn widest; the axis says where its scale changes. Where a
month is too narrow to be seen a cell is a year. A chapter's title stands in the widest gap of its lane,
beside what it names. Lengths are units of the picture, a twentieth of the root's font size each. Begin
reading at `draw`.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from editio.outputs.escaping import attribute, escape

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
_TOP = 30.0  # the height of the axis
_FEWEST = 3  # passages that a year must have to be drawn
_APART = 20  # years that may lie between two that are drawn
_WIDE, _MIDDLE = 1 / 4, 1 / 16  # passages of a year for each scale, in parts of the year that has most
_UNITS = (1.0, 0.4, 1 / 36)  # the widths of a month in the three scales, in parts of the largest
_SEEN = 2.0  # the least width at which a month is drawn


@dataclass(frozen=True)
class Stretch:
    """The years `first` to `last`, in which a month is `month` units wide."""

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

    def at(self, year: int, month: int = 1, day: int = 1) -> float:
        """Where a day stands; the years before the axis at its beginning, those after it at its end."""
        passed = 0.0
        for stretch in self.stretches:
            if year <= stretch.last:
                days = (day - 1) / calendar.monthrange(year, month)[1]
                return passed + max(0.0, ((year - stretch.first) * 12 + month - 1 + days) * stretch.month)
            passed += stretch.width
        return passed

    def cell(self, year: int, month: int) -> tuple[int, int] | None:
        """The cell that a month is counted in, its month 0 where the cell is the year; None outside the axis."""
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
    """What is dated in a month of a lane, or in a year (month 0): where it leads, its key in the data of the
    cards, and how it is called."""

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
    """The years with enough passages that lie about the one with most, none too far from the next."""
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
    """For marks in the order of their positions, each so wide, the first row in which each touches none."""
    ends: list[float] = []
    found = []
    for position in positions:
        row = next((n for n, end in enumerate(ends) if end <= position), len(ends))
        ends[row : row + 1] = [position + width]
        found.append(row)
    return found


def title_place(taken: Iterable[tuple[float, float]], title: str) -> tuple[float, str, str]:
    """Where a title stands in a lane in which these stretches are taken: in the widest gap, beside what ends or
    begins it; the position, the side that is there ("start" or "end"), and as many of its words as find room."""
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
    ordered = sorted(events, key=lambda mark: _at(axis, mark))
    places = [_at(axis, mark) - _MARK / 2 for mark in ordered]
    event_rows = rows(places, _MARK)
    bars = _TOP + _BARS
    first = bars + 14 + _ROW * (max(event_rows, default=0) + 1)  # the middle of the documents' row
    top = first + 14
    bottom = top + _LANE * len(lanes)
    height = bottom + 18
    plot = [
        _grid(axis, bottom),
        _bars(axis, total, bars),
        '<g data-row="events" role="group" aria-label="Events of the chronology">',
        *(
            _event(mark, _at(axis, mark), bars + 8 + _ROW * row + _ROW / 2 - 2, bottom)
            for mark, row in zip(ordered, event_rows, strict=True)
        ),
        "</g>",
        '<g data-row="documents" role="group" aria-label="Documents of the appendices">',
        *(_document(mark, _at(axis, mark), first, bottom) for mark in documents),
        "</g>",
        *(_lane(axis, lane, top + _LANE * n) for n, lane in enumerate(lanes)),
        *_years(axis, bottom + 13),
    ]
    numbers = "\n".join(_number(lane, top + _LANE * n) for n, lane in enumerate(lanes))
    width = WIDTH + _REST
    return Markup(
        '<div class="timeline-picture" role="region" aria-label="Timeline" tabindex="0">\n'
        f'<svg class="lane-numbers" viewBox="0 0 {_NAMES:g} {height:g}" width="{_NAMES / 20:g}em" '
        f'height="{height / 20:g}em" role="group" aria-label="Chapters">\n{numbers}\n</svg>\n'
        f'<svg class="lanes" viewBox="0 0 {width:g} {height:g}" width="{width / 20:g}em" height="{height / 20:g}em" '
        'role="group" aria-labelledby="timeline-name">\n'
        '<title id="timeline-name">The months that each chapter is about; a table has the same</title>\n'
        + "\n".join(plot)
        + "\n</svg>\n</div>"
    )


def _at(axis: Scale, mark: Mark) -> float:
    return axis.at(mark.year, mark.month or 1, mark.day or 1)


def _grid(axis: Scale, bottom: float) -> str:
    """The names of the years and months above, and their lines behind everything."""
    drawn = list(_years(axis, 12))
    for stretch in axis.stretches:
        for year in range(stretch.first, stretch.last + 1):
            x = axis.at(year)
            changed = year == stretch.first and x > 0
            if stretch.month * 12 >= 20 or changed:
                kind = "scale" if changed else "year"
                drawn.append(f'<path class="{kind}" d="M{x:.1f} 16V{bottom:.1f}"></path>')
            if stretch.month >= 9:
                drawn += [
                    _text("month", axis.at(year, n) + stretch.month / 2, 26, calendar.month_abbr[n][0])
                    for n in range(1, 13)
                ]
    drawn.append(_text("axis", WIDTH + _REST / 2, 12, "other"))
    return "".join(drawn)


def _text(kind: str, x: float, y: float, words: str, anchor: str = "middle") -> str:
    """Words of the picture that the links say otherwise, or that only its readers need."""
    return (
        f'<text class="{kind}" aria-hidden="true" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
    )


def _years(axis: Scale, y: float) -> Iterator[str]:
    """The years' names, as many of them as find room: each in its middle, or round ones where it begins."""
    free = 0.0
    for stretch in axis.stretches:
        year_width, end = stretch.month * 12, axis.at(stretch.last + 1)
        each = year_width >= _YEAR
        for year in range(stretch.first, stretch.last + 1):
            begin = axis.at(year) + ((year_width - _YEAR) / 2 if each else 0)
            if begin >= free and begin + _YEAR <= end and (each or year == stretch.first or year % 5 == 0):
                yield _text("axis", begin + _YEAR / 2, y, str(year))
                free = begin + _YEAR + (0 if each else 4)


def _bars(axis: Scale, total: Sequence[Cell], base: float) -> str:
    """Passages a month in all chapters; of a year the mean of its months."""
    each = {cell.key: cell.passages / (1 if cell.month else 12) for cell in total}
    most = max(each.values())
    drawn = []
    figures = ""
    for cell in total:
        x, width = axis.at(cell.year, cell.month or 1), axis.width((cell.year, cell.month))
        height = each[cell.key] / most * _BARS
        if each[cell.key] == most:
            figures += _text("axis", x - 2, base - height + 9, str(cell.passages), "end")
        drawn.append(
            f'<a href="{cell.href}" data-key="{cell.key}" aria-label="{attribute(cell.label)}">'
            f'<rect class="hit" x="{x:.1f}" y="{base - _BARS:.1f}" width="{width:.1f}" height="{_BARS:g}"></rect>'
            f'<rect class="bar" x="{x:.1f}" y="{base - height:.1f}" width="{max(0.6, width - 0.6):.1f}" '
            f'height="{height:.1f}"></rect></a>'
        )
    return (
        '<g data-row="all" role="group" aria-label="All chapters">'
        + "".join(drawn)
        + f'</g>\n{figures}<path class="base" d="M0 {base + 0.5:.1f}H{WIDTH:g}"></path>'
    )


def _event(mark: Mark, x: float, y: float, bottom: float) -> str:
    r = _MARK / 2 - 0.5
    return (
        f'<a class="event" href="{mark.href}" data-key="{mark.key}" aria-label="{attribute(mark.label)}">'
        f'<path d="M{x:.1f} {y - r:.1f}l{r} {r}l-{r} {r}l-{r} -{r}z"></path></a>'
        f"{_moment(x, y, bottom)}"
    )


def _document(mark: Mark, x: float, y: float, bottom: float) -> str:
    return (
        f'<a class="document" href="{mark.href}" data-key="{mark.key}" aria-label="{attribute(mark.label)}">'
        f'<rect x="{x - 6:.1f}" y="{y - 6:.1f}" width="12" height="12"></rect>'
        f"{_text('number', x, y + 4, str(mark.number))}</a>{_moment(x, y + 6, bottom)}"
    )


def _moment(x: float, y: float, bottom: float) -> str:
    """The line that shows where a mark's day is in the lanes; it follows the mark's link."""
    return f'<path class="moment" d="M{x:.1f} {y:.1f}V{bottom:.1f}"></path>'


def _lane(axis: Scale, lane: Lane, y: float) -> str:
    cells = [(axis.at(cell.year, cell.month or 1), cell) for cell in lane.cells]
    taken = [(x, x + axis.width((cell.year, cell.month))) for x, cell in cells]
    drawn = [f'<path class="lane" d="M0 {y + _LANE - 1:.1f}H{WIDTH + _REST:g}"></path>']
    x, side, text = title_place(taken, lane.title)
    drawn.append(_text("lane-title", x, y + 15, text, side))
    for x, cell in cells:
        width = axis.width((cell.year, cell.month))
        drawn.append(
            f'<a class="shade-{shade(cell.passages)}" href="{cell.href}" data-key="{cell.key}" '
            f'aria-label="{attribute(cell.label)}">'
            f'<rect x="{x:.1f}" y="{y + 1:.1f}" width="{max(1.0, width - 0.6):.1f}" height="{_LANE - 4:g}"></rect></a>'
        )
    if lane.other.passages:
        drawn.append(
            f'<a class="other" href="{lane.other.href}" data-key="{lane.other.key}" '
            f'aria-label="{attribute(lane.other.label)}">'
            f'<rect class="hit" x="{WIDTH + 2:g}" y="{y + 1:.1f}" width="{_REST - 2:g}" height="{_LANE - 4:g}"></rect>'
            f"{_text('axis', WIDTH + _REST / 2, y + 15, str(lane.other.passages))}</a>"
        )
    label = attribute(f"Chapter {lane.number} {lane.title}")
    return f'<g data-row="{lane.number}" role="group" aria-label="{label}">\n' + "\n".join(drawn) + "\n</g>"


def _number(lane: Lane, y: float) -> str:
    label = attribute(f"Chapter {lane.number} {lane.title}")
    return (
        f'<a data-row="{lane.number}" href="{lane.href}" aria-label="{label}">'
        f"{_text('axis', _NAMES - 8, y + 15, str(lane.number), 'end')}</a>"
    )
