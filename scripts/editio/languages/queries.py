"""The words of search queries in the languages that we know (`queries.toml`), as the search in the browser needs
them.

A reader may ask in the edition's language or in English, the language of the interface, so both are merged. Months
are understood in every language of the table and in Russian, the language of most queries in other letters: they count
only beside a day or a year, where they cannot be mistaken for other words. Begin reading at `of`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from babel import Locale, UnknownLocaleError

from editio import languages
from editio.languages import data, unaccented

_INTERFACE = "en"
_CHAPTERS = 30  # the highest number of a chapter that may be asked for in words
_BY_LETTERS = "ru"  # a language that no edition needs to be in for its letters to be read


@dataclass(frozen=True)
class Queries:
    """Words in lower case as readers write them, operators in capitals. `months` and `seasons` count from 1."""

    stop: frozenset[str]
    months: Mapping[str, int]
    seasons: Mapping[str, int]
    page: tuple[str, ...]
    chapter: tuple[str, ...]
    note: tuple[str, ...]
    appendix: tuple[str, ...]
    article: tuple[str, ...]
    paragraph: tuple[str, ...]
    conjunction: tuple[str, ...]
    disjunction: tuple[str, ...]
    negation: tuple[str, ...]
    days: tuple[str, ...]  # of the week
    numerals: Mapping[str, int]  # the numbers of chapters as words of the edition's language, without blanks
    numbers: tuple[str, ...]  # from one on
    ordinals: tuple[str, ...]  # from the first on
    decades: tuple[str, ...]  # from that of 20 on
    periods: Mapping[str, tuple[int, int]]  # parts of a month or year in hundredths, as "early"
    until: tuple[str, ...]  # words between the ends of a period
    between: str  # the words before two ends and between them, as "between and"
    about: tuple[str, ...]  # words before a date that is not exact
    same: tuple[tuple[str, ...], ...]  # names of one thing
    shortened: tuple[str, ...]  # a word of names and its short form, as "saint st"
    spellings: tuple[str, ...]  # pairs of letters that are spelled in two ways, as "our or"
    demonyms: tuple[tuple[str, ...], ...]  # countries, each with the words for its people and what is theirs
    letters: Mapping[str, str]  # of other scripts, with the Latin letters for them
    elided: bool  # whether an apostrophe joins two words, as in "l'eau"


def of(tag: str) -> Queries:
    """The words for an edition in the language of a BCP 47 tag, as "en-GB"."""
    code = tag.partition("-")[0].lower()
    letters = data("queries")["letters"]
    tables = [table for name in dict.fromkeys((code, _INTERFACE)) if (table := data("queries").get(name))]
    return Queries(
        stop=frozenset(word for table in tables for word in table["stop"].split()),
        months=dict(_months((code, _BY_LETTERS, *(name for name in data("queries") if name != "letters")))),
        seasons={
            unaccented(word): n
            for table in tables
            for n, one in enumerate(table["seasons"], 1)
            for word in one.split("|")
        },
        page=_words(tables, "page"),
        chapter=_words(tables, "chapter"),
        note=_words(tables, "note"),
        appendix=_words(tables, "appendix"),
        article=_words(tables, "article"),
        paragraph=_words(tables, "paragraph"),
        conjunction=_words(tables, "and"),
        disjunction=_words(tables, "or"),
        negation=_words(tables, "not"),
        days=tuple(dict.fromkeys(_days((code, _INTERFACE)))),
        numerals={word: n for word, n in languages.of(tag).numbers.items() if code != _INTERFACE and n <= _CHAPTERS},
        numbers=tuple(_first(tables, "numbers").split()),
        ordinals=tuple(_first(tables, "ordinals").split()),
        decades=tuple(_first(tables, "decades").split()),
        periods={
            unaccented(word): (part[0], part[1]) for table in tables for word, part in table.get("periods", {}).items()
        },
        until=_words(tables, "until"),
        between=_first(tables, "between"),
        about=_words(tables, "about"),
        same=tuple(tuple(names.split("|")) for table in tables for names in table.get("same", ())),
        shortened=_words(tables, "shortened"),
        spellings=tuple(pair for table in tables for pair in table.get("spellings", ())),
        demonyms=tuple(
            tuple(line.split()) for table in tables for line in table.get("demonyms", "").split("\n") if line
        ),
        elided=languages.of(tag).elision,
        letters={unicodedata.normalize("NFKD", letter)[0]: latin for letter, latin in letters.items()},
    )


def _words(tables: Iterable[Mapping[str, Any]], key: str) -> tuple[str, ...]:
    """The words of some languages, without accents, as queries are compared."""
    return tuple(dict.fromkeys(unaccented(word) for table in tables for word in table.get(key, ())))


def _first(tables: Iterable[Mapping[str, Any]], key: str) -> str:
    """A list whose places are numbers: that of the first language that has it."""
    return next((table[key] for table in tables if key in table), "")


def _days(codes: Iterable[str]) -> Iterator[str]:
    for code in codes:
        try:
            yield from (_plain(name) for name in Locale.parse(code).days["format"]["wide"].values())
        except (UnknownLocaleError, ValueError):
            continue


def _months(codes: Iterable[str]) -> Iterator[tuple[str, int]]:
    """The names of months with their usual abbreviations; the interface's last, so that they are not replaced."""
    for code in (*(code for code in codes if code != _INTERFACE), _INTERFACE):
        try:
            months = Locale.parse(code).months
        except (UnknownLocaleError, ValueError):
            continue
        for context in months.values():
            for width in ("wide", "abbreviated"):
                for number, name in context.get(width, {}).items():
                    word = _plain(name)
                    if len(word) > 2 and word.isalpha():
                        yield word, number
                    if len(word) > 3 and code == _INTERFACE:
                        yield word[:3], number
    yield "sept", 9


def _plain(word: str) -> str:
    return unaccented(unicodedata.normalize("NFKD", word.lower())).strip(".")
