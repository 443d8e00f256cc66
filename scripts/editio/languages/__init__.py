"""Knowledge about the language of a book, as data.

Each file `CODE.toml` in this folder describes one language: its words for the parts of a book, its number
words, months and seasons, quotation marks, spacing, and the small words of its grammar. Names of months and
weekdays come from Babel's copy of the CLDR. Stages take a `Language` and know no language themselves.

`of` gives the language of a BCP 47 tag. A language without a file gets a neutral profile: no typographic rules, but
Babel's months and wordfreq's word list, if they support it. `headings.toml` gives words for the parts of a book and
function words in more languages.

Words are compared folded: `fold` ignores case, accents, ligatures and long s, hyphens, stops and blanks,
because capitals are often printed, and OCR often read, without accents.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property, lru_cache
from itertools import product
from pathlib import Path
from types import MappingProxyType
from typing import Any

from babel import Locale, UnknownLocaleError
from wordfreq import available_languages, top_n_list, zipf_frequency

from editio.model.characters import BASE_LETTERS

_FOLDER = Path(__file__).parent
_COMMON = 10_000  # words
_CODE = re.compile(r"[a-z]{2,3}")  # primary subtags of the languages of books; the folder has other data too


class Term(StrEnum):
    """A word that names a part of a book, such as `chapter`."""

    VOLUME = "volume"
    BOOK = "book"
    PART = "part"
    TITLE = "title"  # of a code of law, above its chapters
    CHAPTER = "chapter"
    SECTION = "section"
    ARTICLE = "article"
    LETTER = "letter"
    ACT = "act"
    SCENE = "scene"
    PIECE = "piece"  # of a work that numbers its pieces as others number chapters: canto, sermon, lecture
    APPENDIX = "appendix"
    CONTENTS = "contents"
    ILLUSTRATIONS = "illustrations"
    PREFACE = "preface"
    INTRODUCTION = "introduction"
    PROLOGUE = "prologue"
    EPILOGUE = "epilogue"
    CONCLUSION = "conclusion"
    DEDICATION = "dedication"
    ACKNOWLEDGEMENTS = "acknowledgements"
    INDEX = "index"
    NOTES = "notes"
    BIBLIOGRAPHY = "bibliography"
    CHRONOLOGY = "chronology"
    GLOSSARY = "glossary"
    ERRATA = "errata"
    FIGURE = "figure"
    PLATE = "plate"
    MAP = "map"
    TABLE = "table"
    END = "end"  # printed below the last line of a book
    CONTINUED = "continued"
    PAGE = "page"
    SEE = "see"  # refers from one entry of an index to another


@dataclass(frozen=True)
class Quotation:
    """The quotation marks of a language: double and single, or outer and inner; "" in the neutral profile."""

    opening: str = ""
    closing: str = ""
    inner_opening: str = ""
    inner_closing: str = ""

    @property
    def known(self) -> bool:
        return bool(self.opening)


@dataclass(frozen=True, eq=False)  # `of` returns the same one for the same tag
class Language:
    """One language. Words in `terms` are as their file has them, the first one the usual one; the keys of
    `numbers`, `months`, `weekdays` and `seasons` are folded (`fold`), in lower case without blanks."""

    code: str  # the primary subtag, as "fr"
    tag: str  # the whole tag of the edition, as "fr-CA"
    name: str  # in English
    described: bool  # whether there is a file for it
    wordlist: str  # wordfreq's code, or ""
    terms: Mapping[Term, tuple[str, ...]]
    numbers: Mapping[str, int]  # cardinals and ordinals in words, all genders
    months: Mapping[str, int]  # names, other spellings, genitives, abbreviations
    month_names: tuple[str, ...]  # January to December as the language writes them
    weekdays: Mapping[str, int]  # 0 is Monday
    seasons: Mapping[str, int]  # 1 is spring
    quotation: Quotation
    straight: Quotation  # the meaning of straight marks; unknown if they are left unchanged
    blank_before: str  # marks that follow a narrow blank
    blank_inside: bool  # whether quotation marks have narrow blanks inside them
    dashes: bool  # whether a dash begins each speech of a dialogue
    capital_nouns: bool  # whether a capital within a sentence is usual
    function_words: frozenset[str]  # lower case
    unfinished: frozenset[str]  # lower case; a heading or name does not end with one of these
    conjunctions: frozenset[str]  # lower case; as in "pre- and post-war"
    numbered: frozenset[str]  # lower case, without the last stop: the number behind one belongs to it; also terms
    abbreviations: frozenset[str]  # lower case, without the last stop
    figure_endings: frozenset[str]  # as in "3rd" and "1890s"
    name_endings: frozenset[str]  # by which the names of a country, its people and a doctrine differ
    doubled: frozenset[str]  # words that may stand twice in a row: "had had"
    never_last: frozenset[str]  # words that no mark follows
    unhyphenated: frozenset[str]  # words that no hyphen precedes
    elision: bool  # whether words are joined by an apostrophe, as in "l'eau"
    imprint: frozenset[str]  # folded: words of a title page that say who printed or published the book
    dedicating: frozenset[str]  # folded: words before the name of whom a book or a letter is for

    def term(self, text: str) -> Term | None:
        """The term that a text is, apart from stops and case."""
        return self._terms.get(fold(text))

    def number(self, text: str) -> int | None:
        """The number that a text says in words, as "twenty-first" or "premier"."""
        return self.numbers.get(fold(text))

    def month(self, text: str) -> int | None:
        """The month, from 1, of a name or abbreviation."""
        return self.months.get(fold(text))

    def any_of(self, *terms: Term) -> str:
        """A regular expression, to be used without regard to case, for any word of the terms. It also matches
        capitals without their accents."""
        words = {word for term in terms for word in self.terms[term]}
        words |= {unaccented(word) for word in words}
        return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w))) or r"(?!)"

    @cached_property
    def article(self) -> re.Pattern[str]:
        """A pattern for a whole line such as `Article IV`; its group is the number."""
        return re.compile(rf"(?:{self.any_of(Term.ARTICLE)})\.? (\d+|[IVX]+)\.?", re.IGNORECASE)

    @cached_property
    def abbreviated(self) -> re.Pattern[str]:
        """A pattern for an abbreviation or an initial with its stop at the end of a text."""
        words = "|".join(map(re.escape, sorted(self.abbreviations, key=len, reverse=True))) or r"(?!)"
        return re.compile(rf"\b(?:[^\W\d_]|{words})\.$", re.IGNORECASE)

    @cached_property
    def any_month(self) -> str:
        """A regular expression for the name of a month; it matches nothing if the language has none."""
        return f"(?:{'|'.join(map(re.escape, self.month_names)) or '(?!)'})"

    @cached_property
    def volume(self) -> str:
        """A regular expression for the volume that stands before a signature, such as `VOL. II.`"""
        return rf"(?i:{self.any_of(Term.VOLUME)})\.? ?[IVXL]+\.?,? ?"

    @cached_property
    def initials(self) -> frozenset[str]:
        """The small letters with which its common words begin; empty without a word list."""
        return frozenset(word[0] for word in top_n_list(self.wordlist, _COMMON)) if self.wordlist else frozenset()

    def frequency(self, word: str) -> float:
        """How common a word is in the language: wordfreq's Zipf frequency, 0 for unknown words. Long s counts
        as s."""
        return _zipf(word.replace("ſ", "s"), self.wordlist) if self.wordlist else 0.0

    @cached_property
    def _terms(self) -> Mapping[str, Term]:
        return {fold(word): term for term in reversed(Term) for word in self.terms[term]}


@lru_cache(maxsize=1 << 16)
def _zipf(word: str, wordlist: str) -> float:
    return zipf_frequency(word, wordlist)


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """The letters and figures of a text without case, accents and ligatures."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(BASE_LETTERS))
    return "".join(c for c in plain if c.isalnum())


def unaccented(text: str) -> str:
    """The text without its accents and other diacritics."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


@cache
def data(name: str) -> Mapping[str, Any]:
    """The file `NAME.toml` of this folder."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))


@cache
def described() -> tuple[str, ...]:
    """The codes of the languages that have a file."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml") if _CODE.fullmatch(path.stem)))


@cache
def of(tag: str) -> Language:
    """The language of a BCP 47 tag. Never fails: an unknown language gets the neutral profile."""
    code = re.split("[-_]", tag)[0].lower()
    known = code in described()
    return _read(code, tag, data(code) if known else _headings().get(code, {}), known)


@cache
def every_code() -> tuple[str, ...]:
    """The codes of all languages whose words for the parts of a book are known. Languages with a file come first, and
    codes that stand for another language last."""
    return (*described(), *(code for code in _headings() if code not in described()))


def beside(tag: str) -> tuple[str, ...]:
    """The codes of other languages whose words may occur in a book: all languages with a file. If its own language has
    no file, all languages with known words."""
    return described() if of(tag).described else every_code()


@cache
def function_words() -> Mapping[str, frozenset[str]]:
    """The folded function words of each language, by its code."""
    tables = {**_headings(), **{code: data(code) for code in described()}}
    return {code: frozenset(map(fold, tables[code]["grammar"]["function_words"])) for code in every_code()}


@cache
def _headings() -> Mapping[str, Mapping[str, Any]]:
    tables = {code: table for code, table in data("headings").items() if code != "aliases"}
    return tables | {code: tables[other] for code, other in data("headings")["aliases"].items()}


def _compounds(numbers: Mapping[str, Any], pattern: str) -> Iterator[tuple[int, str]]:
    """The numbers from 20 to 99 in words, if a language makes them of those for tens and units: as cardinals by the
    pattern `compound`, or as ordinals by the pattern `ordinal_compound`."""
    if pattern not in numbers:
        return
    tens = zip(numbers["tens"], numbers["ordinal_tens"], strict=True)
    units = zip(numbers["cardinals"][:9], numbers["ordinals"][:9], strict=True)
    for (t, (ten, ten_th)), (u, (unit, unit_th)) in product(enumerate(tens, 2), list(enumerate(units, 1))):
        given = {"ten": ten, "ten_th": ten_th, "unit": unit, "unit_th": unit_th}
        used = {name: words.split("|") for name, words in given.items() if f"{{{name}}}" in numbers[pattern]}
        for parts in product(*used.values()):
            yield 10 * t + u, numbers[pattern].format(**dict(zip(used, parts, strict=True)))
    for t, words in enumerate(numbers["ordinal_tens" if pattern.startswith("ordinal") else "tens"], 2):
        yield from ((10 * t, word) for word in words.split("|"))


def _read(code: str, tag: str, data: Mapping[str, Any], known: bool) -> Language:
    terms, numbers = data.get("terms", {}), data.get("numbers", {})
    calendar, marks, grammar = data.get("calendar", {}), data.get("marks", {}), data.get("grammar", {})
    if unknown := set(terms) - set(Term):
        raise ValueError(f"{code}.toml has terms that editio does not know: {', '.join(sorted(unknown))}.")
    locale = _locale(code)
    names = tuple(_named(locale, "months", "wide")) if locale else ()
    months = _counted(calendar.get("months", ()), 1)
    weekdays: dict[str, int] = {}
    for width in ("wide", "abbreviated") if locale else ():
        months |= _counted(_named(locale, "months", width), 1)
        weekdays |= _counted(_named(locale, "days", width), 0)
    ordinals = [*enumerate(numbers.get("ordinals", ()), 1), *_compounds(numbers, "ordinal_compound")]
    endings = numbers.get("ordinal_endings", [""])
    counted = {fold(stem + ending): n for (n, stems), ending in product(ordinals, endings) for stem in stems.split("|")}
    counted |= {fold(words): n for n, words in _compounds(numbers, "compound")}
    return Language(
        code=code,
        tag=tag,
        name=data.get("name") or (locale and locale.english_name) or tag,
        described=known,
        wordlist=data.get("wordlist", "" if known else code if code in _word_lists() else ""),
        terms=MappingProxyType({term: tuple(terms.get(term, ())) for term in Term}),
        numbers=MappingProxyType(counted | _counted(numbers.get("cardinals", ()), 1)),
        months=MappingProxyType(months),
        month_names=names,
        weekdays=MappingProxyType(weekdays),
        seasons=MappingProxyType(_counted(calendar.get("seasons", ()), 1)),
        quotation=Quotation(*marks.get("quotation", ())),
        straight=Quotation(*(marks.get("quotation", ()) if marks.get("straight", False) else ())),
        blank_before=marks.get("blank_before", ""),
        blank_inside=marks.get("blank_inside", False),
        dashes=marks.get("dashes", False),
        capital_nouns=grammar.get("capital_nouns", False),
        function_words=frozenset(grammar.get("function_words", ())),
        unfinished=frozenset(grammar.get("unfinished", ())),
        conjunctions=frozenset(grammar.get("conjunctions", ())),
        numbered=frozenset(grammar.get("numbered", ())),
        abbreviations=frozenset(grammar.get("abbreviations", ())),
        figure_endings=frozenset(grammar.get("figure_endings", ())),
        name_endings=frozenset(grammar.get("name_endings", ())),
        doubled=frozenset(grammar.get("doubled", ())),
        never_last=frozenset(grammar.get("never_last", ())),
        unhyphenated=frozenset(grammar.get("unhyphenated", ())),
        elision=grammar.get("elision", False),
        imprint=frozenset(map(fold, data.get("front", {}).get("imprint", ()))),
        dedicating=frozenset(map(fold, data.get("front", {}).get("dedicating", ()))),
    )


def _counted(names: Iterable[str], first: int) -> dict[str, int]:
    """Numbers by the folded names, several spellings of one parted by `|`."""
    return {fold(word): n for n, words in enumerate(names, first) for word in words.split("|") if fold(word)}


def _named(locale: Locale | None, kind: str, width: str) -> list[str]:
    """The names that the CLDR has for months or days, in order."""
    names = getattr(locale, kind)["format"][width]
    return [str(names[n]) for n in sorted(names)]


def _locale(code: str) -> Locale | None:
    try:
        return Locale.parse(code)
    except (ValueError, UnknownLocaleError):
        return None


@cache
def _word_lists() -> frozenset[str]:
    return frozenset(available_languages("small"))
