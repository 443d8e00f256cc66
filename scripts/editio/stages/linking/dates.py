"""Dates of the text as EDTF, the incomplete ones resolved from their context.

Three kinds of expression, in the order in which they are tried at each place:

* *full*: day, month and year, or as much of them as the text gives with a year (`23 August 1939`,
  `August 1939`, `mid-August 1939`, `the summer of 1939`, `1933-4`, `the 1930s`, `20-22 May 1938`);
* *incomplete*: a day and a month, or a month, without a year (`19 May`, `in late June`). The year is
  that which brings it nearest to the date the narrative has reached (`_Narrative`): from December,
  January lies ahead; from January, October lies behind;
* *relative*: `the next day`, `three weeks later`, `that same month`, `on the 23rd`, counted from the
  date the narrative has reached (of years only one: more look back or ahead too far to be sure of).

The narrative moves with every date that has a month; a year alone moves it where it opens a sentence
(`In 1934, …`) or a section's heading, not where it is a look back or ahead. `The day before` and the like
leave it where it was. It begins anew with every chapter. A chapter whose first date has no year leaves it
open, and so does what the register (apparatus/dates.tsv) marks with an empty date: what cannot be resolved
is not annotated but counted.

How a language writes them is data (`editio.languages.dates`). Begin reading at `find`.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from editio import languages
from editio.inputs.registers import Apparatus, DateEntry
from editio.languages import dates
from editio.languages.dates import Dates, Expression
from editio.model.edtf import SEASON_MONTH, points
from editio.model.kinds import AnnotationKind, BlockKind
from editio.model.messages import Message
from editio.model.text import Edition, plain
from editio.stages.linking.annotation import Annotation, Locus, Unresolved, texts
from editio.stages.linking.locate import Locator, unfit

_UNDATED = frozenset({BlockKind.EVENT, BlockKind.YEAR, BlockKind.ENTRY, BlockKind.NOTE})  # the text of no date
_LONGEST_OPENING = 20  # characters: to look further back would take time that grows with the square of the text


@dataclass(frozen=True)
class Moment:
    """A date as far as it is known: 0 for what is not. `season` as EDTF numbers them (21 to 24)."""

    year: int
    month: int = 0
    day: int = 0
    season: int = 0

    def edtf(self) -> str:
        if self.season:
            return f"{self.year:04d}-{self.season}"
        parts = [f"{self.year:04d}", *(f"{n:02d}" for n in (self.month, self.day) if n)]
        return "-".join(parts)

    @property
    def months(self) -> int:
        """Months since the year 0; of a year alone its middle."""
        return self.year * 12 + (self.month or SEASON_MONTH.get(self.season, 6)) - 1


@dataclass(frozen=True)
class _Found:
    """A date expression in a text. `moment` is where the narrative stands after it, None for where it
    stood before. Without `edtf` it is unresolved; or, if certain, no date of the narrative."""

    start: int
    end: int
    edtf: str
    ground: str
    moment: Moment | None
    certain: bool = True


@dataclass(frozen=True)
class _Narrative:
    """The date the narrative has reached, and in which passage it was given."""

    moment: Moment | None = None
    given: str = ""
    bounds: range = range(0)  # the years that the section or chapter is about; empty where none are said

    def nearest(self, month: int, side: int = 0) -> int | None:
        """The year that brings a month nearest to the date reached, the later one of two as near; only
        before it or only after it where the text says so (`the previous autumn`, `next March`)."""
        if self.moment is None:
            return None
        if side:
            ahead = side > 0
            passed = month - 1 <= self.moment.months % 12 if ahead else month - 1 >= self.moment.months % 12
            return self.moment.year + (passed if ahead else -passed)
        if not self.moment.month and not self.moment.season:
            return self.moment.year
        years = [self.moment.year + 1, self.moment.year, self.moment.year - 1]
        years = [year for year in years if year in self.bounds] or years
        return min(years, key=lambda year: abs(year * 12 + month - 1 - self.moment.months))  # type: ignore[union-attr]


_Decisions = dict[int, tuple[int, DateEntry]]  # by the start of an expression its end and what is decided
Reader = Callable[[re.Match[str], _Narrative, Dates], "_Found | None"]


def find(edition: Edition, apparatus: Apparatus, locator: Locator) -> Iterable[Annotation | Unresolved | Message]:
    """Every date whose meaning the text or its context gives; those that neither gives; entries of the
    register that do not fit (N104)."""
    decided, misfits = _decided(apparatus, locator)
    yield from misfits
    words = dates.of(languages.of(apparatus.settings.book.language))
    titles = {d.address: _years_said(" ".join(plain(s.content) for s in d.title.spans), words) for d in edition.parts}
    narrative = _Narrative()
    address = ""
    for locus, block, text in texts(edition):
        if locus.address != address:
            address, narrative = locus.address, _Narrative(bounds=titles[locus.address])
        if block.kind in _UNDATED:
            continue
        if block.kind is BlockKind.SECTION:
            narrative = replace(narrative, bounds=_years_said(text, words) or titles[address])
        for found in _read(text, narrative, tuple(decided.pop(locus, {}).items()), words):
            if found.edtf:
                yield Annotation(
                    locus, found.start, found.end, AnnotationKind.DATE, found.edtf, found.ground, found.certain
                )
            elif not found.certain:
                yield Unresolved(locus, found.start, found.end, AnnotationKind.DATE)
            narrative = _moved(narrative, found, f"#{block.id}")
    for entry in (entry for unread in decided.values() for _, entry in unread.values()):
        yield unfit(entry, " stands where no dates are read")


def _years_said(title: str, words: Dates) -> range:
    """The years that a title says its part is about."""
    years = [
        (int(m["y"]), int(m["y"][: 4 - len(m["to"] or "")] + (m["to"] or "")))
        for m in words.expressions[Expression.YEARS].finditer(title)
        if not m["decade"]
    ]
    return range(min(first for first, _ in years), max(last for _, last in years) + 1) if years else range(0)


def _moved(narrative: _Narrative, found: _Found, given: str) -> _Narrative:
    """The narrative after a date. One outside the years that the part is about is a look back or ahead
    and leaves it where it was."""
    if found.moment is None or (narrative.bounds and found.moment.year not in narrative.bounds):
        return narrative
    return replace(narrative, moment=found.moment, given=given)


def _decided(apparatus: Apparatus, locator: Locator) -> tuple[dict[Locus, _Decisions], list[Message]]:
    """What the register decides, by span; and what of it does not fit."""
    decided: dict[Locus, _Decisions] = defaultdict(dict)
    misfits = []
    for entry in apparatus.dates:
        if place := locator.find(entry.line, entry.reading):
            locus, start, end = place
            decided[locus][start] = (end, entry)
        else:
            misfits.append(unfit(entry))
    return decided, misfits


@cache
def _read(
    text: str, narrative: _Narrative, decisions: tuple[tuple[int, tuple[int, DateEntry]], ...], words: Dates
) -> list[_Found]:
    """The dates of a text in order, each read with the narrative as the ones before it left it. Words that
    the register decides are part of no other date."""
    decided = dict(decisions)
    read: list[_Found] = []
    position = 0
    while True:
        match = words.any.search(text, position)
        ahead = min((start for start in decided if start >= position), default=None)
        found: _Found | None
        if ahead is not None and (match is None or ahead < match.end()):
            position, entry = decided[ahead]
            found = _Found(ahead, position, entry.edtf, entry.reason or "register", _moment(entry.edtf))
        elif match is None:
            return read
        else:
            position = match.end()
            name = next(name for name in words.expressions if match[name])
            inner = words.expressions[name].match(text, match.start())
            found = None
            if inner:
                found = _READERS[name](inner, narrative, words) or _Found(
                    inner.start(), inner.end(), "", "", None, False
                )
                position = inner.end()
        if found:
            read.append(found)
            narrative = _moved(narrative, found, "")


def _moment(edtf: str) -> Moment | None:
    """Where an EDTF date leaves the narrative: at its end."""
    last = points(edtf)[-1]
    if last is None or not last.year.isdigit():
        return None
    return Moment(int(last.year), season=last.month) if last.is_season else Moment(int(last.year), last.month, last.day)


def _full_day(match: re.Match[str], _: _Narrative, words: Dates) -> _Found:
    moment = Moment(int(match["y"]), words.month(match["m"]), int(match["d"]))
    first = replace(moment, day=int(match["d1"])).edtf() + "/" if match["d1"] else ""
    return _Found(match.start(), match.end(), first + moment.edtf(), "", moment)


def _american_day(match: re.Match[str], _: _Narrative, words: Dates) -> _Found:
    moment = Moment(int(match["y"]), words.month(match["m"]), int(match["d"]))
    return _Found(match.start(), match.end(), moment.edtf(), "", moment)


def _month_year(match: re.Match[str], _: _Narrative, words: Dates) -> _Found:
    moment = Moment(int(match["y"]), words.month(match["m"]))
    if match["m1"]:
        year = moment.year - (words.month(match["m1"]) > moment.month)
        first = Moment(year, words.month(match["m1"]))
        return _Found(match.start("m1"), match.end(), f"{first.edtf()}/{moment.edtf()}", "", moment)
    start = match.start("part") if match["part"] else match.start("m")
    return _Found(start, match.end(), _part(moment, match["part"]), "", moment)


def _part(moment: Moment, part: str | None) -> str:
    """Early, middle or end of a month or year: the month or year, approximately; EDTF has no finer word."""
    return moment.edtf() + ("~" if part else "")


def _day_month(match: re.Match[str], narrative: _Narrative, words: Dates) -> _Found | None:
    year = narrative.nearest(words.month(match["m"]))
    if year is None:
        return None
    moment = Moment(year, words.month(match["m"]), int(match["d"]))
    if moment.day > calendar.monthrange(year, moment.month)[1]:
        return None
    first = replace(moment, day=int(match["d1"])).edtf() + "/" if match["d1"] else ""
    return _Found(match.start(), match.end(), first + moment.edtf(), _from(narrative), moment)


def _listed_day(match: re.Match[str], narrative: _Narrative, words: Dates) -> _Found | None:
    year = int(match["y"] or 0) or narrative.nearest(words.month(match["m"]))
    if not year or not 1 <= int(match["d"]) <= calendar.monthrange(year, words.month(match["m"]))[1]:
        return None
    moment = Moment(year, words.month(match["m"]), int(match["d"]))
    return _Found(match.start(), match.end(), moment.edtf(), "month of the day it is named with", moment)


def _month(match: re.Match[str], narrative: _Narrative, words: Dates) -> _Found | None:
    listed = words.listed.match(match.string, match.end())
    if listed:  # `June and December 1941`
        moment = Moment(int(listed["y"]), words.month(match["m"]))
        return _Found(match.start("m"), match.end(), moment.edtf(), "year of the month it is named with", moment)
    reached = narrative.moment
    year = narrative.nearest(words.month(match["m"]), words.steps.get(match["side"], 0))
    if year is None or reached is None:
        return None
    moment = Moment(reached.year if match["same"] else year, words.month(match["m"]))
    if match["m1"]:
        first = Moment(year - (words.month(match["m1"]) > moment.month), words.month(match["m1"]))
        return _Found(match.start("m1"), match.end(), f"{first.edtf()}/{moment.edtf()}", _from(narrative), moment)
    start = match.start("part") if match["part"] else match.start("m")
    return _Found(start, match.end(), _part(moment, match["part"]), _from(narrative), moment)


def _season(match: re.Match[str], narrative: _Narrative, words: Dates) -> _Found | None:
    season = words.seasons[match["s"].lower()]
    named = match["y"] or match["y2"]  # `summer 1939`, or the spring of `spring and summer of 1939`
    year = int(named) if named else narrative.nearest(SEASON_MONTH[season], words.steps.get(match["side"], 0))
    if year is None:
        return None
    moment = Moment(year, season=season)
    ground = "" if match["y"] else "year of the season it is named with" if named else _from(narrative)
    return _Found(match.start("s"), match.end(), moment.edtf(), ground, moment)


def _years(match: re.Match[str], _: _Narrative, words: Dates) -> _Found:
    first, last = match["y"], match["to"]
    opens = bool(words.opening.search(match.string, max(0, match.start() - _LONGEST_OPENING), match.start()))
    opens = opens or (match.start() == 0 and len(match.string) < 60)
    if match["decade"]:
        return _Found(match.start(), match.end(), f"{first[:3]}X", "", None)
    if not last:
        return _Found(match.start(), match.end(), first, "", Moment(int(first)) if opens else None)
    end = first[: 4 - len(last)] + last
    return _Found(match.start(), match.end(), f"{first}/{end}", "", Moment(int(first)) if opens else None)


def _relative_day(match: re.Match[str], narrative: _Narrative, words: Dates) -> _Found | None:
    return _at_day(match, narrative, words.steps.get(match["which"] or match["side"], 0))


def _counted(match: re.Match[str], narrative: _Narrative, words: Dates) -> _Found | None:
    reached = narrative.moment
    count = words.numbers.get(match["n"].lower(), 0) or (int(match["n"]) if match["n"].isdigit() else 0)
    if reached is None or not count:
        return None
    count = count if match["dir"] in words.later else -count
    unit = match["unit"]
    if days := words.days.get(unit):
        found = _at_day(match, narrative, days * count)
        return found and (found if days == 1 else replace(found, edtf=found.edtf + "~", certain=False))
    if (months := words.months_of.get(unit)) and reached.month:
        total = reached.months + months * count
        moment = Moment(total // 12, total % 12 + 1)
        return _Found(match.start(), match.end(), moment.edtf() + "~", _from(narrative), moment, False)
    if years := words.years_of.get(unit):
        moment = Moment(reached.year + years * count, reached.month)
        return _Found(match.start(), match.end(), moment.edtf() + "~", _from(narrative), None, False)
    return None


def _at_day(match: re.Match[str], narrative: _Narrative, step: int) -> _Found | None:
    """The day so many days after that which the narrative has reached; None where it has reached none."""
    reached = narrative.moment
    if reached is None:
        return None
    try:
        day = datetime.date(reached.year, reached.month, reached.day) + datetime.timedelta(days=step)
    except ValueError:  # a month or a year alone, or a day that its month has not
        return None
    moment = Moment(day.year, day.month, day.day)
    return _Found(match.start(), match.end(), moment.edtf(), _from(narrative), moment if step >= 0 else None)


def _same(match: re.Match[str], narrative: _Narrative, words: Dates) -> _Found | None:
    reached = narrative.moment
    by_month = match["unit"] in words.months_of
    if reached is None or (by_month and not reached.month):
        return None
    step = words.steps.get(match["which"], 0)
    if by_month:
        total = reached.months + step
        moment = Moment(total // 12, total % 12 + 1)
    else:
        moment = Moment(reached.year + step)
    stays = match["part"] or (not by_month and not step)
    edtf = _part(moment, match["part"])
    return _Found(match.start(), match.end(), edtf, _from(narrative), None if stays else moment)


def _ordinal(match: re.Match[str], narrative: _Narrative, words: Dates) -> _Found | None:
    reached = narrative.moment
    if reached is None or not reached.month:
        return None
    moment = Moment(reached.year, reached.month, int(match["d"]))
    if moment.day > calendar.monthrange(moment.year, moment.month)[1]:
        return None
    return _Found(match.start("d"), match.end(), moment.edtf(), _from(narrative), moment)


def _dated(match: re.Match[str], _: _Narrative, words: Dates) -> _Found | None:
    moment = Moment(int(match["y"]), words.month(match["m"]), int(match["d"] or 0))
    if moment.day > calendar.monthrange(moment.year, moment.month)[1]:
        return None
    return _Found(match.start(), match.end(), moment.edtf(), "", moment)


def _from(narrative: _Narrative) -> str:
    assert narrative.moment is not None
    return f"from {narrative.moment.edtf()}" + (f" in {narrative.given}" if narrative.given else "")


_READERS: Mapping[Expression, Reader] = {
    Expression.LISTED_DAY: _listed_day,
    Expression.FULL_DAY: _full_day,
    Expression.AMERICAN_DAY: _american_day,
    Expression.MONTH_YEAR: _month_year,
    Expression.DAY_MONTH: _day_month,
    Expression.MONTH: _month,
    Expression.SEASON: _season,
    Expression.YEARS: _years,
    Expression.RELATIVE_DAY: _relative_day,
    Expression.COUNTED: _counted,
    Expression.SAME: _same,
    Expression.ORDINAL: _ordinal,
    Expression.DATED: _dated,
}
