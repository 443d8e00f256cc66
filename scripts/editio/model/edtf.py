"""Dates in EDTF (Extended Date/Time Format, ISO 8601-2), the only module that reads them.

The edition stores each date as an EDTF string: `1939-08-23`, `1939-08~` (about August), `1940-21` (spring), `193X` (the
1930s), `1933/1934` (an interval), `../1939` (until 1939). The library `edtf` decides whether a string is valid. A
`Point` is one end of a date, as far as outputs and stages need it. Begin reading at `points`.
"""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import cache

MONTHS = {n: calendar.month_name[n] for n in range(1, 13)}
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
SEASON_MONTH = {21: 4, 22: 7, 23: 10, 24: 1}  # by which a season is placed
_POINT = re.compile(r"(\d{2,3}X{1,2}|\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%]?)")
_CHARACTERS = re.compile(r"[0-9XYSETZ ?~%.,:+/\[\]{}^()-]{2,60}")  # longer strings take the library minutes


@dataclass(frozen=True, slots=True)
class Point:
    """A year, month or day. `month` is 0 if unknown and 21 to 24 for a season; `day` is 0 if unknown. `qualifier` is
    "~" (approximate), "?" (uncertain), "%" (both) or ""."""

    year: str  # four characters, an unknown figure as X
    month: int = 0
    day: int = 0
    qualifier: str = ""

    @property
    def written(self) -> str:
        """The point in EDTF, without its qualifier."""
        return "-".join((self.year, *(f"{n:02d}" for n in (self.month, self.day) if n)))

    @property
    def is_season(self) -> bool:
        return self.month in SEASONS

    @property
    def calendar_month(self) -> int:
        """The month of the point; the middle month of a season; 0 if unknown."""
        return SEASON_MONTH.get(self.month, self.month)

    @property
    def words(self) -> str:
        """The point in English: `23 August 1939`, `spring 1940`, `1930s`."""
        name = SEASONS.get(self.month) or MONTHS.get(self.month, "")
        return " ".join(filter(None, (str(self.day or ""), name, self.year.replace("X", "0s"))))


def is_valid(text: str) -> bool:
    """Whether a text is a date of EDTF. Most are plain calendar dates, and the library needs a hundred times as long
    to see that."""
    if _is_plain(text):
        return True
    if not _CHARACTERS.fullmatch(text):
        return False
    from edtf import parse_edtf  # here, because it takes long to load, and most editions have plain dates alone

    try:
        parse_edtf(text)
    except Exception:  # the library's own class is not a ValueError
        return False
    return True


def _is_plain(text: str) -> bool:
    """Whether a text is a year, month or day of the calendar, or two of them with a slash between."""
    found = [point(part) for part in text.split("/", 1)]
    try:
        for one in found:
            if one is None or one.qualifier:
                return False
            datetime.date(int(one.year), one.month or 1, one.day or 1)
    except ValueError:
        return False
    return True


@cache
def point(text: str) -> Point | None:
    """The point that a text is; None for open ends and forms that this edition does not take apart."""
    match = _POINT.fullmatch(text)
    if match is None:
        return None
    found = Point(match[1], int(match[2] or 0), int(match[3] or 0), match[4])
    known = found.month in MONTHS or (found.is_season and not found.day)
    return found if known or not match[2] else None


def readable(edtf: str) -> str:
    """A date for readers: `1876–1951`, `28 September 1939`, `about May 1939`; other forms as they are."""
    ends = edtf.split("/")
    if len(ends) == 1:
        return _in_words(edtf)
    return "–".join("" if end in ("", "..") else _in_words(end) for end in ends)


def _in_words(part: str) -> str:
    found = point(part)
    if found is None or not found.year.isdigit():
        return part
    return ("about " if found.qualifier in ("~", "%") else "") + found.words


def points(edtf: str) -> tuple[Point | None, ...]:
    """The point of a date, or both ends of an interval."""
    return tuple(point(part) for part in edtf.split("/"))
