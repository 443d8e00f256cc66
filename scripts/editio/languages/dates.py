"""How the languages that we know write dates (`dates.toml`).

A language has regular expressions for the kinds of date that it can write, and the words in them that count. A
language without a table of its own has those dates that name their year. Begin reading at `of`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from editio.languages import Language, data

_ANY = "any"
_YEAR = r"1[5-9]\d\d|20\d\d"
_NAME = re.compile(r"[(][?]P<[a-z0-9]+>")
_NEVER = r"(?!)"


class Expression(StrEnum):
    """A kind of date that a text can give."""

    LISTED_DAY = "listed_day"
    FULL_DAY = "full_day"
    AMERICAN_DAY = "american_day"
    MONTH_YEAR = "month_year"
    DAY_MONTH = "day_month"
    MONTH = "month"
    SEASON = "season"
    YEARS = "years"
    RELATIVE_DAY = "relative_day"
    COUNTED = "counted"
    SAME = "same"
    ORDINAL = "ordinal"
    DATED = "dated"


@dataclass(frozen=True, eq=False)  # one for each language
class Dates:
    """The expressions of a language; their groups are explained in `dates.toml`. Keys are words as texts spell them;
    `numbers` and `seasons` in lower case."""

    any: re.Pattern[str]  # any of the expressions, each as a group with its name
    expressions: Mapping[Expression, re.Pattern[str]]  # in the order of trial
    listed: re.Pattern[str]  # the text after a month whose year is given later, as in "May and June 1939"
    entry: re.Pattern[str]  # a day and month at the head of an entry of a chronology
    same_day: re.Pattern[str]  # says that an event is on the same day as the one before
    opening: re.Pattern[str]  # the text before a year that opens a sentence
    months: Mapping[str, int]  # from 1, folded as expressions that ignore case compare them: `Auguſt` is `august`
    seasons: Mapping[str, int]  # as EDTF numbers them, 21 to 24
    numbers: Mapping[str, int]  # 0 for "several"
    steps: Mapping[str, int]  # "next" is 1, "previous" is -1
    days: Mapping[str, int]  # a unit of time in days
    months_of: Mapping[str, int]  # a unit of time in months
    years_of: Mapping[str, int]  # a unit of time in years
    later: frozenset[str]

    def month(self, name: str) -> int:
        """The month, from 1, of a name that an expression has found."""
        return self.months[name.casefold()]


@cache
def of(language: Language) -> Dates:
    own = language.code in data("dates")
    table: Mapping[str, Any] = data("dates")[language.code if own else _ANY]
    names = language.month_names if own else (*language.month_names, *language.months)
    words = {
        "month": _any_of(filter(None, names)),
        "season": "|".join(f"[{name[0].upper()}{name[0]}]{re.escape(name[1:])}" for name in language.seasons) or _NEVER,
        "number": "|".join(sorted(table.get("numbers", {}), key=len, reverse=True)) + r"|\d{1,2}",
        "year": _YEAR,
    }
    fragments = words | {name: _filled(text, words) for name, text in table.get("fragments", {}).items()}
    sources = {Expression(name): _filled(text, fragments) for name, text in table["expressions"].items()}
    if words["month"] == _NEVER:  # nothing but years can be read
        sources = {Expression.YEARS: sources[Expression.YEARS]}
    whole = "|".join(f"(?P<{name}>{_NAME.sub('(?:', source)})" for name, source in sources.items())
    return Dates(
        any=re.compile(whole),
        expressions={name: re.compile(source) for name, source in sources.items()},
        listed=re.compile(_filled(table.get("listed", _NEVER), words)),
        entry=re.compile(_filled(table.get("entry", _NEVER), fragments), re.NOFLAG if own else re.IGNORECASE),
        same_day=re.compile(table.get("same_day", _NEVER)),
        opening=re.compile(table.get("opening", _NEVER)),
        months={name.casefold(): number for name in names if name and (number := language.month(name))},
        seasons={name: number + 20 for name, number in language.seasons.items()},
        numbers=table.get("numbers", {}),
        steps=table.get("steps", {}),
        days=table.get("days", {}),
        months_of=table.get("months", {}),
        years_of=table.get("years", {}),
        later=frozenset(table.get("later", ())),
    )


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, set(words)), key=lambda word: (-len(word), word))) or _NEVER


def _filled(source: str, fragments: Mapping[str, str]) -> str:
    for name, fragment in fragments.items():
        source = source.replace(f"{{{name}}}", fragment)
    return source
