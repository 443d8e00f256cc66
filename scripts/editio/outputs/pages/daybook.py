"""The book day by day: every dated passage in the order of the dates that `editio.stages.linking.dates` found.

A date is sorted by its beginning; a date without a month comes after the months of its year. Each year has a page, and
a year with very many passages has a page for each month. `editio.outputs.pages.timeline` draws a picture of the same
dates. The templates are `days.jinja` and `days_of_year.jinja`. Begin reading at `pages`.
"""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from editio.model import addresses, edtf
from editio.model.kinds import AnnotationKind
from editio.model.text import Edition, plain
from editio.outputs import templates
from editio.outputs.excerpt import around, sentence
from editio.outputs.pages.markdown import Page, basis_of, document, root, within
from editio.stages.linking import Annotation, Links
from editio.stages.linking.annotation import spans
from editio.stages.linking.locate import origin

NO_MONTH = "99"  # in `Dated.key`, so that it comes after the months
TITLE = "Day by day"
_MOST = 400  # passages of a year on one page
_SCRIPT = "scripts:\n  - javascripts/days.js\n"
_CONTEXT = 60  # characters of the passage on each side of its date


@dataclass(frozen=True)
class Dated:
    """A dated passage: its date, and the words around it with the date between them. `turn` orders the
    passages as the book has them."""

    turn: int
    annotation: Annotation
    before: str
    words: str
    after: str
    sentence: tuple[str, str] = ("", "")  # the rest of its sentence, before the date and after it
    page: str = ""  # the printed page, as one cites it

    @property
    def edtf(self) -> str:
        return self.annotation.target

    @property
    def key(self) -> tuple[str, str, str]:
        """The sort key: year, month and day. Unknown values come last."""
        year, month, day = parts(self.edtf)
        return year, month or NO_MONTH, day or "99"

    @property
    def href(self) -> str:
        """The way to it from the page of a year."""
        return f"{root(f'{addresses.DAYS}year/')}{self.annotation.locus.address}#{self.annotation.locus.block}"

    @property
    def basis(self) -> str:
        """The basis of an inferred date; "" if the text gives the date."""
        ground = self.annotation.ground
        return basis_of(ground) if ground else ""

    @property
    def where(self) -> str:
        """Its chapter, printed page and paragraph."""
        locus = self.annotation.locus
        chapter, paragraph = int(re.sub(r"\D", "", locus.address)), re.sub(r"^p(?=\d)", "¶ ", locus.block)
        return ", ".join(filter(None, (f"Chapter {chapter}", f"p. {self.page}" if self.page else "", paragraph)))


def parts(date: str) -> tuple[str, str, str]:
    """The year, month and day of the beginning of an EDTF date, "" for missing ones. A season begins with its middle
    month, a decade with its last year."""
    first = edtf.points(date)[0]
    if first is None:
        return "", "", ""
    year, month = first.year.replace("X", "9"), first.calendar_month
    return year, f"{month:02d}" if month else "", f"{first.day:02d}" if first.day else ""


def dated(edition: Edition, links: Links) -> list[Dated]:
    """Every dated passage of the chapters, in the order of the dates and then of the book."""
    contents = {locus: (span.content, plain(span.content)) for locus, _, _, span in spans(edition)}
    found = []
    for turn, annotation in enumerate(links.of(AnnotationKind.DATE)):
        if annotation.locus.address.startswith(addresses.CHAPTERS):
            (content, text), start, end = contents[annotation.locus], annotation.start, annotation.end
            before, after = around(text, start, end, _CONTEXT)
            page = edition.pagination.page_of(origin(content, start)).cited
            found.append(Dated(turn, annotation, before, text[start:end], after, sentence(text, start, end), page))
    return sorted(found, key=lambda d: d.key)


@dataclass(frozen=True, order=True)
class Group:
    """Passages under one heading. Groups are in chronological order: a decade before its years, a season before its
    first month, and passages with only the year after its months."""

    year: str
    order: str
    ident: str
    title: str


def pages(edition: Edition, links: Links) -> list[Page]:
    """A page for each year (or each month of a year with very many passages), and a page that links to them; none for a
    book without dates."""
    passages = dated(edition, links)
    if not passages:
        return []
    grouped: dict[Group, list[Dated]] = defaultdict(list)
    for passage in passages:
        grouped[_group(passage)].append(passage)
    years = {year: sorted(groups) for year, groups in groupby(sorted(grouped), key=lambda group: group.year)}
    split = {year: tuple(_sheets(year, groups, grouped)) for year, groups in years.items()}
    sheets = [sheet for found in split.values() for sheet in found]
    return [_contents(split, grouped), *(_sheet(sheet, sheets, grouped) for sheet in sheets)]


def _group(passage: Dated) -> Group:
    first = edtf.points(passage.edtf)[0]
    year, month, _ = passage.key
    if first is None or not year:
        return Group("", "", "y", "Without a year")
    if "X" in first.year:
        return Group(first.year.replace("X", "0"), "00", f"y{first.year}", first.words)
    if first.is_season:
        return Group(year, f"{max(1, int(month) - 1):02d}-0", f"s{first.written}", first.words.capitalize())
    if month == NO_MONTH:
        return Group(year, NO_MONTH, f"m{year}-{month}", f"{year}, without a month")
    return Group(year, f"{month}-1", f"m{year}-{month}", f"{calendar.month_name[int(month)]} {year}")


@dataclass(frozen=True)
class Sheet:
    """A page of the book day by day: its folder and title, and the groups on it."""

    name: str
    title: str
    groups: tuple[Group, ...]

    @property
    def address(self) -> str:
        return f"{addresses.DAYS}{self.name}/"

    @property
    def short(self) -> str:
        """Its name in a link."""
        return self.title


@dataclass(frozen=True)
class Section:
    """A group of a year's sheet: its passages by their dates, as readers see them. `former` are addresses that it had
    when all passages stood on one page."""

    group: Group
    dates: tuple[tuple[str, tuple[Dated, ...]], ...]
    former: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        return sum(len(passages) for _, passages in self.dates)


@dataclass(frozen=True)
class Year:
    """A year on the page that leads to the sheets: id, heading, and each section with the name of its sheet."""

    ident: str
    title: str
    sections: tuple[tuple[str, Section], ...]


@dataclass(frozen=True)
class Days:
    """The dated passages of a page, and the pages before and after it."""

    title: str
    sections: tuple[Section, ...]
    before: Sheet | None
    after: Sheet | None


def _sheets(year: str, groups: list[Group], grouped: Mapping[Group, list[Dated]]) -> Iterator[Sheet]:
    """One sheet for a year, or one for each group if the year has more passages than a page can hold."""
    if not year:
        yield Sheet("undated", "Without a year", tuple(groups))
    elif sum(len(grouped[group]) for group in groups) <= _MOST:
        yield Sheet(year, year, tuple(groups))
    else:
        yield from (Sheet(group.ident[1:], group.title, (group,)) for group in groups)


def _contents(years: Mapping[str, tuple[Sheet, ...]], grouped: Mapping[Group, list[Dated]]) -> Page:
    """The page that leads to the sheets. It keeps the addresses of years and months from the time when all of them
    stood on it: without a script they lead to a link, with one (days.js) straight on."""
    former = _former(years, grouped)
    found = []
    for year, sheets in years.items():
        sections = ((sheet.name, _section(group, grouped, former[group])) for sheet in sheets for group in sheet.groups)
        found.append(Year(f"y{year}" if year else "undated", year or "Without a year", tuple(sections)))
    return document(addresses.DAYS, TITLE, [templates.page("days", found)], _SCRIPT)


def _section(group: Group, grouped: Mapping[Group, list[Dated]], former: Iterable[str] = ()) -> Section:
    dates = groupby(grouped[group], key=lambda passage: passage.edtf)
    return Section(group, tuple((readable(date), tuple(members)) for date, members in dates), tuple(former))


def _former(years: Iterable[str], grouped: Mapping[Group, list[Dated]]) -> Mapping[Group, list[str]]:
    """Addresses of seasons and decades from the time when they stood in their middle month or last year."""
    there = {f"y{year}" for year in years} | {group.ident for group in grouped}
    found: dict[Group, list[str]] = defaultdict(list)
    for group, passages in sorted(grouped.items(), key=lambda item: item[0]):
        for year, month, _ in (passage.key for passage in passages):
            for old in (f"y{year}", f"m{year}-{month}"):
                if old not in there:
                    there.add(old)
                    found[group].append(old)
    return found


def _sheet(sheet: Sheet, sheets: Sequence[Sheet], grouped: Mapping[Group, list[Dated]]) -> Page:
    at = sheets.index(sheet)
    before, after = sheets[at - 1] if at else None, sheets[at + 1] if at + 1 < len(sheets) else None
    title = f"{TITLE}: {sheet.title}"
    shown = Days(title, tuple(_section(group, grouped) for group in sheet.groups), before, after)
    return document(
        sheet.address, title, [templates.page("days_of_year", shown)], _SCRIPT + within(TITLE, addresses.DAYS)
    )


def readable(date: str) -> str:
    """An EDTF date for readers: `23 August 1939`, `summer 1940`, `1933 to 1934`; other forms as they are."""
    ends = [_words(part) for part in date.split("/")]
    return " to ".join(ends) if all(ends) and ".." not in ends else date


def _words(part: str) -> str:
    found = edtf.point(part)
    if found is None or found.qualifier not in ("", "~"):
        return part
    return " ".join(filter(None, (found.qualifier, found.words)))
