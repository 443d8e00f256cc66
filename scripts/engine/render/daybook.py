"""The book day by day: every dated passage in the order of the dates; and which months each chapter treats.

Both are drawn from the dates that `engine.linking.dates` found. A date is placed by its beginning; one
that gives no month stands in its year, after the months. The picture is a table, so that it can be read
without seeing it: a row a chapter, a column a month, in each cell the number of dated passages, which
leads to the first of them.
"""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from engine.linking import Annotation, Links, Locus, texts
from engine.model import Division, Edition
from engine.render.escaping import attribute, escape
from engine.render.markdown import Page, document, root

DAYS = "chronology/day-by-day/"
TIMELINE = "chronology/timeline/"
_CONTEXT = 60  # characters of the passage on each side of its date
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_SEASON_MONTH = {"21": "04", "22": "07", "23": "10", "24": "01"}
_FEWEST = 8  # dated passages that a year must have to stand in the picture


@dataclass(frozen=True)
class Dated:
    """A dated passage: its date, and the words around it with the date between them."""

    annotation: Annotation
    before: str
    words: str
    after: str

    @property
    def edtf(self) -> str:
        return self.annotation.target

    @property
    def key(self) -> tuple[str, str, str]:
        """Year, month and day by which it is placed; what is not known comes last."""
        year, month, day = _parts(self.edtf)
        return year, month or "99", day or "99"


def _parts(edtf: str) -> tuple[str, str, str]:
    match = re.match(r"(\d{3}[\dX])(?:-(\d\d))?(?:-(\d\d))?", edtf)
    year, month, day = match.groups(default="") if match else ("", "", "")
    return year.replace("X", "9"), _SEASON_MONTH.get(month, month), day


def dated(edition: Edition, links: Links) -> list[Dated]:
    """Every dated passage of the chapters, in the order of the dates and then of the book."""
    words: Mapping[Locus, str] = {locus: text for locus, _, text in texts(edition)}
    found = []
    for annotation in links.of("date"):
        text = words[annotation.locus]
        if annotation.locus.address.startswith("chapters/"):
            before = text[max(0, annotation.start - _CONTEXT) : annotation.start]
            after = text[annotation.end : annotation.end + _CONTEXT]
            before = before.partition(" ")[2] if annotation.start > _CONTEXT else before
            after = after.rpartition(" ")[0] if annotation.end + _CONTEXT < len(text) else after
            found.append(Dated(annotation, before, text[annotation.start : annotation.end], after))
    return sorted(found, key=lambda d: d.key)


def pages(edition: Edition, links: Links) -> list[Page]:
    """The two pages; none for a book without dates."""
    passages = dated(edition, links)
    if not passages:
        return []
    return [_days(passages), _timeline(edition, passages)]


def _days(passages: list[Dated]) -> Page:
    lines = [
        "# The book day by day {: #title }",
        "Every dated passage of the chapters, in the order of its date. A date that the text gives in part "
        "is completed from its context; pointing at it shows from what. Dates that are approximate are marked ~.",
    ]
    year = month = ""
    items: list[str] = []

    def close() -> None:
        if items:
            lines.append('<ol class="days">\n' + "\n".join(items) + "\n</ol>")
            items.clear()

    for passage in passages:
        y, m, _ = passage.key
        if y != year:
            close()
            lines.append(f"## {y} {{: #y{y} }}")
        if (y, m) != (year, month):
            close()
            name = "Without a month" if m == "99" else calendar.month_name[int(m)]
            lines.append(f'<h3 id="m{y}-{m}">{name} {y}</h3>')
        year, month = y, m
        items.append(_item(passage))
    close()
    return document(DAYS, "The book day by day", lines, "search:\n  exclude: true\n")


def _item(passage: Dated) -> str:
    annotation = passage.annotation
    link = f"{root(DAYS)}{annotation.locus.address}#{annotation.locus.block}"
    chapter = int(re.sub(r"\D", "", annotation.locus.address))
    ground = f' title="{attribute(annotation.ground)}"' if annotation.ground else ""
    return (
        f'<li><span class="day"{ground}>{escape(_readable(passage.edtf))}</span> {escape(passage.before)}'
        f"<mark>{escape(passage.words)}</mark>{escape(passage.after)} "
        f'<a href="{link}">chapter {chapter}</a></li>'
    )


def _readable(edtf: str) -> str:
    """An EDTF date as a reader has it: `23 August 1939`, `summer 1940`, `1933 to 1934`."""
    first, _, last = edtf.partition("/")
    if last:
        return f"{_readable(first)} to {_readable(last)}"
    match = re.fullmatch(r"(\d{3}[\dX])(?:-(\d\d))?(?:-(\d\d))?(~?)", edtf)
    if not match:
        return edtf
    year, month, day, about = match.groups(default="")
    name = _SEASONS.get(month) or (calendar.month_name[int(month)] if month else "")
    return " ".join(filter(None, (about, day.lstrip("0"), name, year.replace("X", "0s"))))


def _timeline(edition: Edition, passages: list[Dated]) -> Page:
    chapters = [d for d in edition.divisions if d.kind == "chapter"]
    cells: dict[tuple[str, str, str], list[Dated]] = defaultdict(list)
    for passage in passages:
        year, month, _ = passage.key
        if month != "99":
            cells[passage.annotation.locus.address, year, month].append(passage)
    counts: dict[str, int] = defaultdict(int)
    for (_, year, _), found in cells.items():
        counts[year] += len(found)
    years = sorted(year for year, count in counts.items() if count >= _FEWEST)
    note = (
        "Each column is a chapter, each row a month; the figure is the number of passages dated in that month "
        "and leads to the first of them. The last column leads to the events of the book’s own chronology. The arrow "
        f"keys move between the cells. Years with fewer than {_FEWEST} dated passages are left out; "
        "[the book day by day](../day-by-day/index.md) has them all."
    )
    lines = [
        "# The months that each chapter treats {: #title }",
        note,
        _table(edition, chapters, years, cells),
    ]
    return document(TIMELINE, "The months of each chapter", lines, "search:\n  exclude: true\n")


def _table(
    edition: Edition,
    chapters: list[Division],
    years: list[str],
    cells: Mapping[tuple[str, str, str], list[Dated]],
) -> str:
    names = "".join(
        f'<th scope="col"><a href="{root(TIMELINE)}{d.address}" aria-label="Chapter {d.number}">{d.number}</a></th>'
        for d in chapters
    )
    events = _events(edition)
    rows = []
    for year in years:
        rows.append(f'<tbody>\n<tr><th colspan="{len(chapters) + 2}" scope="rowgroup">{year}</th></tr>')
        for n in range(1, 13):
            month = f"{n:02d}"
            row = [
                _cell(chapter, year, month, cells.get((chapter.address, year, month), []))
                for chapter in chapters
            ]
            row.append(_event_cell(year, month, events.get((year, month), [])))
            name = f'<th scope="row"><abbr title="{calendar.month_name[n]} {year}">{calendar.month_abbr[n]}</abbr></th>'
            rows.append(f"<tr>{name}{''.join(row)}</tr>")
        rows.append("</tbody>")
    head = f'<thead>\n<tr><th scope="col">Chapter</th>{names}<th scope="col">Events</th></tr>\n</thead>'
    return f'<table class="timeline">\n{head}\n' + "\n".join(rows) + "\n</table>"


def _events(edition: Edition) -> dict[tuple[str, str], list[str]]:
    """The ids of the chronology's events by year and month."""
    events: dict[tuple[str, str], list[str]] = defaultdict(list)
    for division in edition.divisions:
        for block in division.blocks:
            if block.kind == "event":
                year, month, _ = _parts(block.label)
                events[year, month].append(block.id)
    return events


def _event_cell(year: str, month: str, idents: list[str]) -> str:
    if not idents:
        return "<td></td>"
    label = f"Events of {calendar.month_name[int(month)]} {year} in the chronology: {len(idents)}"
    href = f"{root(TIMELINE)}chronology/#{idents[0]}"
    return f'<td class="events"><a href="{href}" aria-label="{label}">{len(idents)}</a></td>'


def _cell(chapter: Division, year: str, month: str, found: list[Dated]) -> str:
    if not found:
        return "<td></td>"
    first = min(
        found, key=lambda d: (int(re.sub(r"\D", "", d.annotation.locus.block) or 0), d.annotation.start)
    )
    weight = 1 if len(found) < 3 else 2 if len(found) < 8 else 3
    label = f"Chapter {chapter.number}, {calendar.month_name[int(month)]} {year}: {len(found)}"
    href = f"{root(TIMELINE)}{chapter.address}#{first.annotation.locus.block}"
    return f'<td class="weight-{weight}"><a href="{href}" aria-label="{label}">{len(found)}</a></td>'
