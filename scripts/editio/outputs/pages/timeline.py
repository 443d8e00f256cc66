"""The months that each chapter covers, with the book's own chronology and its documents: a picture and a table.

Both are made of the dated passages of the chapters (`editio.outputs.pages.daybook`). A passage whose date gives no
month is in neither; the page says how many there are. `timeline.json` has the content of the card that opens at a mark
of the picture. The templates are `timeline.jinja` and `timeline_table.jinja`. Begin reading at `pages`.
"""

from __future__ import annotations

import calendar
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from markupsafe import Markup

from editio.inputs.registers import Apparatus
from editio.model import addresses
from editio.model.kinds import BlockKind, PartKind, SpanRole
from editio.model.phrases import counted
from editio.model.text import Edition, Part, plain
from editio.outputs import templates
from editio.outputs.pages.daybook import NO_MONTH, Dated, dated, parts, readable
from editio.outputs.pages.markdown import Page, document, heading, root, within
from editio.outputs.pages.timeline_picture import SHADES, Cell, Lane, Mark, Scale, draw, scale
from editio.stages.linking import Links

TITLE = "Timeline"
CARDS = "timeline.json"
_TABLE = f"{addresses.TIMELINE}table/"
_TABLE_TITLE = "Timeline as a table"
_ON_CARD = 3  # passages that a card shows
_ROOT = root(addresses.TIMELINE)

Month = tuple[int, int]  # year and month, as (1939, 8); the month is 0 in the cell of a year
Card = dict[str, object]


@dataclass(frozen=True)
class Timeline:
    """The content of the page; `shades` are the numbers of passages for each shade of the legend."""

    picture: Markup
    aid: str
    shades: tuple[str, ...]
    documents: bool
    events: bool


@dataclass(frozen=True)
class Figure:
    """A cell of the table: the number of passages, the address of the first one, and the label for screen readers. One
    empty cell spans all adjacent `chapters` without passages, because most of the table is empty."""

    count: int = 0
    href: str = ""
    label: str = ""
    chapters: int = 1

    @property
    def weight(self) -> int:
        return 1 if self.count < 3 else 2 if self.count < 8 else 3


@dataclass(frozen=True)
class Row:
    """A month of the table: a figure for each chapter, and the marks of its events and documents."""

    year: int
    month: str
    figures: tuple[Figure, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Table:
    """The same as a table."""

    chapters: tuple[Part, ...]
    rows: tuple[Row, ...]
    root: str = root(_TABLE)

    @property
    def marked(self) -> bool:
        """Whether it has events or documents."""
        return any(row.marks for row in self.rows)

    @property
    def years(self) -> list[tuple[int, list[Row]]]:
        return [(year, list(rows)) for year, rows in groupby(self.rows, key=lambda row: row.year)]


def pages(edition: Edition, links: Links, apparatus: Apparatus) -> list[Page]:
    """The page and the data of its cards; none without dated months."""
    passages = dated(edition, links)
    placed = [passage for passage in passages if passage.key[1] != NO_MONTH]
    if not placed:
        return []
    axis = scale(Counter(_month(passage)[0] for passage in placed))
    chapters = [d for d in edition.parts if d.kind is PartKind.CHAPTER]
    by_cell, others = _by_cell(axis, placed)
    lanes = [_lane(chapter, by_cell, others[chapter.address]) for chapter in chapters]
    total = _total(by_cell)
    events, documents = _events(edition), _documents(edition, apparatus)
    picture = draw(
        axis,
        lanes,
        total,
        [mark for mark, _ in events if axis.cell(mark.year, mark.month)],
        [mark for mark, _ in documents if axis.cell(mark.year, mark.month)],
    )
    shown = Timeline(picture, _reading_aid(axis, len(passages) - len(placed)), _shades(), bool(documents), bool(events))
    table = Table(tuple(chapters), tuple(_rows(chapters, placed, [mark for mark, _ in (*events, *documents)])))
    cards = dict(_cell_cards(chapters, by_cell, total))
    cards |= {mark.key: card for mark, card in (*events, *documents)}
    data = json.dumps(cards, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return [
        document(addresses.TIMELINE, TITLE, [templates.page("timeline", shown)], "hide: [toc]\n"),
        document(
            _TABLE,
            _TABLE_TITLE,
            [templates.page("timeline_table", table)],
            "hide: [toc]\n" + within(TITLE, addresses.TIMELINE),
        ),
        Page(CARDS, "Timeline", data),
    ]


def months(edition: Edition, links: Links) -> tuple[Scale, dict[tuple[str, Month], int]] | None:
    """The axis, and the number of passages by chapter and cell of the axis; None for a book without dated months."""
    placed = [passage for passage in dated(edition, links) if passage.key[1] != NO_MONTH]
    if not placed:
        return None
    axis = scale(Counter(_month(passage)[0] for passage in placed))
    by_cell, _ = _by_cell(axis, placed)
    return axis, {key: len(found) for key, found in by_cell.items()}


def _month(passage: Dated) -> Month:
    year, month, _ = passage.key
    return int(year), int(month)


def _by_cell(
    axis: Scale, passages: Iterable[Dated]
) -> tuple[dict[tuple[str, Month], list[Dated]], dict[str, list[Dated]]]:
    """The passages by chapter and cell of the axis, and by chapter those outside it."""
    cells: dict[tuple[str, Month], list[Dated]] = defaultdict(list)
    others: dict[str, list[Dated]] = defaultdict(list)
    for passage in passages:
        address = passage.annotation.locus.address
        if cell := axis.cell(*_month(passage)):
            cells[address, cell].append(passage)
        else:
            others[address].append(passage)
    return cells, others


def _name(month: Month) -> str:
    """`August 1939`, or the year alone."""
    return f"{calendar.month_name[month[1]]} {month[0]}".strip()


def _first(passages: Iterable[Dated]) -> Dated:
    """The passage that comes first in the book."""
    return min(passages, key=lambda passage: passage.turn)


def _address(passage: Dated) -> str:
    locus = passage.annotation.locus
    return f"{_ROOT}{locus.address}#{locus.block}"


def _days(month: Month) -> str:
    """The place of a month, or a year, in the book day by day."""
    year, n = month
    return f"{_ROOT}{addresses.DAYS}#" + (f"m{year}-{n:02d}" if n else f"y{year}")


def _lane(chapter: Part, by_cell: Mapping[tuple[str, Month], list[Dated]], others: Sequence[Dated]) -> Lane:
    def cell(month: Month, name: str, found: Sequence[Dated]) -> Cell:
        label = f"Chapter {chapter.number}, {name}: {counted(len(found), 'passage')}"
        href = _address(_first(found)) if found else ""
        return Cell(*month, len(found), href, _key(chapter.address, month), label)

    cells = sorted((month, found) for (address, month), found in by_cell.items() if address == chapter.address)
    title = heading(chapter).removeprefix(f"{chapter.number} ").partition(":")[0]
    return Lane(
        chapter.number,
        title,
        f"{_ROOT}{chapter.address}",
        tuple(cell(month, _name(month), found) for month, found in cells),
        cell((0, 0), "other years", others),
    )


def _key(address: str, month: Month) -> str:
    """The key of a cell in the data of the cards, as `chapters/08/1939-08`."""
    year, n = month
    return f"{address}{year}-{n:02d}" if n else f"{address}{year or 'other'}"


def _total(by_cell: Mapping[tuple[str, Month], list[Dated]]) -> list[Cell]:
    counts: Counter[Month] = Counter()
    for (_, month), found in by_cell.items():
        counts[month] += len(found)
    return [
        Cell(*month, n, _days(month), _key("", month), f"{_name(month)}, all chapters: {counted(n, 'passage')}")
        for month, n in sorted(counts.items())
    ]


def _events(edition: Edition) -> list[tuple[Mark, Card]]:
    """The events of the chronology, with their cards."""
    found: list[tuple[Mark, Card]] = []
    for part in edition.parts:
        for block in part.blocks:
            year, month, day = parts(block.label) if block.kind is BlockKind.EVENT else ("", "", "")
            if not (year and month):
                continue
            words = " ".join(plain(span.content).strip() for span in block.spans if span.role is SpanRole.EVENT)
            date = readable(block.label)
            href = f"{_ROOT}{part.address}#{block.id}"
            mark = Mark(int(year), int(month), int(day or 0), href, f"events/{block.id}", f"{date}: {words}")
            found.append((mark, {"title": date, "text": words}))
    return found


def _documents(edition: Edition, apparatus: Apparatus) -> list[tuple[Mark, Card]]:
    """The documents of the appendices that have a date, with their cards."""
    found: list[tuple[Mark, Card]] = []
    for part in edition.parts:
        known = apparatus.documents.get(part.number) if part.kind is PartKind.APPENDIX else None
        year, month, day = parts(known.edtf) if known else ("", "", "")
        if known and year and month:
            title, date = heading(part), readable(known.edtf)
            where = ", ".join(filter(None, (date, known.place)))
            mark = Mark(
                int(year),
                int(month),
                int(day or 0),
                f"{_ROOT}{part.address}",
                part.address,
                f"{date}: {title}",
                part.number,
            )
            found.append((mark, {"title": title, "of": where, "text": known.kind}))
    return found


def _cell_cards(
    chapters: Iterable[Part], by_cell: Mapping[tuple[str, Month], list[Dated]], total: Iterable[Cell]
) -> Iterable[tuple[str, Card]]:
    """The card of each cell: the first passages (block, date, and the words before, in and after it), and the address
    of the rest in the book day by day."""
    names = {chapter.address: f"Chapter {heading(chapter)}" for chapter in chapters}
    treated: dict[Month, list[str]] = defaultdict(list)
    for (address, month), found in by_cell.items():
        treated[month].append(address)
        first = sorted(found, key=lambda passage: passage.turn)[:_ON_CARD]
        yield (
            _key(address, month),
            {
                "title": _name(month),
                "of": names[address],
                "text": counted(len(found), "dated passage"),
                "passages": [[p.annotation.locus.block, readable(p.edtf), p.before, p.words, p.after] for p in first],
                "days": _days(month).partition("#")[2],
            },
        )
    numbers = {chapter.address: chapter.number for chapter in chapters}
    for cell in total:
        inside = sorted(numbers[address] for address in treated[cell.year, cell.month])
        text = f"{counted(cell.passages, 'dated passage')} in chapter{'s' if len(inside) > 1 else ''} "
        yield cell.key, {"title": _name((cell.year, cell.month)), "text": text + ", ".join(map(str, inside))}


def _reading_aid(axis: Scale, monthless: int) -> str:
    """A sentence about the content of the picture and its omissions."""
    first, last = axis.stretches[0].first, axis.stretches[-1].last
    phrase = [
        "A shaded month leads to the first passage that the chapter dates in it; a bar above the rows leads to that "
        "month [day by day](../day-by-day/index.md){: .days }."
    ]
    if len(axis.stretches) > 1:
        years = ", ".join(f"{s.first}–{s.last}" if s.last > s.first else str(s.first) for s in axis.stretches)
        phrase.append(f"The scale of time changes at the heavy lines ({years}).")
    if coarse := [s for s in axis.stretches if s.by_years]:
        phrase.append(f"Up to {coarse[0].last} each cell is a year, and each bar the mean of its months.")
    phrase.append("A date of several days is placed at its first day, a season at its middle month.")
    drawn = f"{first}–{last}" if last > first else str(first)
    phrase.append(f"Dates outside {drawn} are counted in the last column.")
    if monthless:
        phrase.append(f"{counted(monthless, 'passage')} whose date gives no month are not drawn.")
    return " ".join(phrase)


def _shades() -> tuple[str, ...]:
    """The number of passages for each shade."""
    ranges = (f"{low}–{high - 1}" if high - 1 > low else f"{low}" for low, high in pairwise(SHADES))
    return (*ranges, f"{SHADES[-1]} and more passages")


def _rows(chapters: Sequence[Part], passages: Iterable[Dated], marks: Iterable[Mark]) -> Iterator[Row]:
    """A row for every month with a date in a chapter, an event or a document, including months outside the picture."""
    cells: dict[tuple[str, Month], list[Dated]] = defaultdict(list)
    for passage in passages:
        cells[passage.annotation.locus.address, _month(passage)].append(passage)
    marked: dict[Month, list[Mark]] = defaultdict(list)
    for mark in marks:
        marked[mark.year, mark.month].append(mark)
    for month in sorted({month for _, month in cells} | marked.keys()):
        figures = _joined(_figure(chapter, month, cells.get((chapter.address, month), [])) for chapter in chapters)
        days = sorted(marked.get(month, []), key=lambda mark: (mark.day, mark.number))
        yield Row(month[0], calendar.month_abbr[month[1]], tuple(figures), tuple(days))


def _joined(figures: Iterable[Figure]) -> Iterator[Figure]:
    """The figures with one empty cell for each run of empty ones."""
    for is_empty, run in groupby(figures, key=lambda figure: not figure.count):
        if is_empty:
            yield Figure(chapters=len(list(run)))
        else:
            yield from run


def _figure(chapter: Part, month: Month, found: Sequence[Dated]) -> Figure:
    if not found:
        return Figure()
    label = f"Chapter {chapter.number}, {_name(month)}: {len(found)}"
    return Figure(len(found), f"../{_address(_first(found))}", label)
