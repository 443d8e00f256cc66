"""The dates of the text as EDTF. Incomplete dates are resolved from their context.

There are three kinds of expressions, tried in this order at each place:

* *full*: a year, with as much of the month and day as the text gives (`23 August 1939`, `August 1939`,
  `mid-August 1939`, `the summer of 1939`, `1933-4`, `the 1930s`, `20-22 May 1938`);
* *incomplete*: a day and month, or a month, without a year (`19 May`, `in late June`). The year is the one that
  brings it nearest to the date that the narrative has reached (`_Narrative`): from December, January lies ahead;
  from January, October lies behind;
* *relative*: `the next day`, `three weeks later`, `that same month`, `on the 23rd`, counted from the date that the
  narrative has reached. Of years only a single one is counted (`a year later`): more would look too far back or
  ahead to be sure.

Every date with a month moves the narrative. A year alone moves it only if it opens a sentence (`In 1934, …`) or is in
the heading of a section; elsewhere it is a look back or ahead. `The day before` and similar expressions do not move it.
Each chapter begins a new narrative.

An incomplete or relative date before the first full one of a chapter cannot be resolved. Such dates are counted, not
annotated. If an expression is not a date, an entry of the register (apparatus/dates.tsv) with an empty `edtf` says so,
and the expression is neither annotated nor counted.

The forms of dates in a language are data (`editio.languages.dates`). Begin reading at `find`.
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

_UNDATED = frozenset({BlockKind.EVENT, BlockKind.YEAR, BlockKind.ENTRY, BlockKind.NOTE})  # not searched for dates
_LONGEST_OPENING = 20  # characters; looking further back would take time that grows with the square of the text


@dataclass(frozen=True)
class Moment:
    """A date as far as it is known; unknown fields are 0. `season` is numbered as in EDTF (21 to 24)."""

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
        """Months since the year 0. A year alone counts as its middle."""
        return self.year * 12 + (self.month or SEASON_MONTH.get(self.season, 6)) - 1


@dataclass(frozen=True)
class _Found:
    """A date expression in a text. `moment` is the date that the narrative has reached after it; None if it does not
    move the narrative. Without `edtf` the expression is unresolved, or, if `certain`, an editor's entry says that it is
    no date."""

    start: int
    end: int
    edtf: str
    ground: str
    moment: Moment | None
    certain: bool = True


@dataclass(frozen=True)
class _Narrative:
    """The date that the narrative has reached, and the passage that gave it."""

    moment: Moment | None = None
    given: str = ""
    bounds: range = range(0)  # the years in the title of the section or chapter; empty if it names none

    def nearest(self, month: int, side: int = 0) -> int | None:
        """The year that brings a month nearest to the date reached; the later one if two are equally near. A positive
        `side` allows only later months (`next March`), a negative one only earlier months (`the previous autumn`). None
        if no date has been reached."""
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


_Decisions = dict[int, tuple[int, DateEntry]]  # by the start of an expression: its end, and the entry that decides it
Reader = Callable[[re.Match[str], _Narrative, Dates], "_Found | None"]


def find(edition: Edition, apparatus: Apparatus, locator: Locator) -> Iterable[Annotation | Unresolved | Message]:
    """Every date that the text or its context determines, the unresolved dates, and messages about entries of the
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
    """The range of years in the title of a part; empty if it names none."""
    years = [
        (int(m["y"]), int(m["y"][: 4 - len(m["to"] or "")] + (m["to"] or "")))
        for m in words.expressions[Expression.YEARS].finditer(title)
        if not m["decade"]
    ]
    return range(min(first for first, _ in years), max(last for _, last in years) + 1) if years else range(0)


def _moved(narrative: _Narrative, found: _Found, given: str) -> _Narrative:
    """The narrative after a date. A date outside the years of the part is a look back or ahead and does not move it."""
    if found.moment is None or (narrative.bounds and found.moment.year not in narrative.bounds):
        return narrative
    return replace(narrative, moment=found.moment, given=given)


def _decided(apparatus: Apparatus, locator: Locator) -> tuple[dict[Locus, _Decisions], list[Message]]:
    """The decisions of the register by span, and messages about those that do not fit."""
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
    """The dates of a text in order. Each is read from the narrative as the dates before it left it. Words that the
    register decides belong to no other date."""
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
    """The point to which an EDTF date moves the narrative: its end. None if its year is not fully known."""
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
    """A month or year in EDTF. Its beginning, middle or end is given as approximate, since EDTF has no finer
    expression."""
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
    """The day `step` days after the date that the narrative has reached; None if that date is unknown or has no day."""
    reached = narrative.moment
    if reached is None:
        return None
    try:
        day = datetime.date(reached.year, reached.month, reached.day) + datetime.timedelta(days=step)
    except ValueError:  # a month or year alone, or a day that its month does not have
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


def _ordinal(match: re.Match[str], narrative: _Narrative, _: Dates) -> _Found | None:
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
