"""The world of one invented book: who is in it, where, and in what papers.

No two entries share a form, but for the last in eight persons, who share a surname with another and are
therefore always named in full.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from random import Random

from invention.words import GIVEN, HEADS, MATTERS, MIDDLES, OF_PERSONS, OF_PLACES, THINGS

_BODIES = ("Board of {}", "Council of {}", "{} Company", "Guild of {}", "{} Trust", "Commission of {}")
_WORKS = ("{} Courier", "{} Herald", "Almanac of {}", "Annals of {}", "{} Gazette")
_BASE = str.maketrans({"ø": "o", "Ø": "O"})


@dataclass(frozen=True)
class Name:
    """`full` is the name as the index of names has it, `short` the form that stands for it once it is known."""

    key: str
    kind: str  # "person" | "place" | "organization" | "work"
    full: str
    short: str
    sort: str


@dataclass(frozen=True)
class Source:
    """`cited` is the form in which a note cites it, `again` the one after the first; `printed` is its entry
    in the printed bibliography and `fields` are those of its biblatex entry."""

    key: str
    group: str
    entry: str
    cited: str
    again: str
    printed: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class World:
    title: str  # of the book, as its running heads have it
    subtitle: str
    author: str
    first_year: int
    years: int
    persons: tuple[Name, ...]
    places: tuple[Name, ...]
    bodies: tuple[Name, ...]
    works: tuple[Name, ...]
    sources: tuple[Source, ...]


def invent(random: Random, pages: int) -> World:
    """The world of a book of so many pages."""
    taken: set[str] = set()
    places = [_place(_word(random, taken, OF_PLACES)) for _ in range(max(8, pages // 3))]
    persons = _persons(random, taken, max(12, pages * 4 // 5))
    towns = [place.full for place in random.sample(places, min(len(places), max(6, pages // 8)))]
    bodies = [_thing("organization", pattern.format(town), pattern.format(town)) for town in towns
              for pattern in random.sample(_BODIES, 2)]  # fmt: skip
    works = [_thing("work", pattern.format(town), pattern.format(town)) for town in towns
             for pattern in random.sample(_WORKS, 2)]  # fmt: skip
    thing, matter = random.choice(THINGS[:10]).capitalize(), random.choice(MATTERS).capitalize()
    first, years = random.randint(1840, 1926), random.randint(6, 9)
    return World(
        title=f"The {thing} and the {matter}",
        subtitle=f"The {towns[0]} Question {first}–{first + years}",
        author=f"{random.choice(GIVEN)} {_word(random, taken, OF_PERSONS)}",
        first_year=first,
        years=years,
        persons=tuple(persons),
        places=tuple(places),
        bodies=tuple(bodies),
        works=tuple(works),
        sources=tuple(_sources(random, taken, towns, works, max(8, pages // 4))),
    )


def plain(text: str) -> str:
    """A text in letters without diacritics, as keys and the alphabet have it."""
    return unicodedata.normalize("NFD", text.translate(_BASE)).encode("ascii", "ignore").decode()


def key(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", plain(text).lower()).strip("-")


def _word(random: Random, taken: set[str], ends: tuple[str, ...]) -> str:
    """An invented name that nothing else has."""
    middles = 0
    while True:
        middle = "".join(random.choice(MIDDLES) for _ in range(middles))
        word = random.choice(HEADS) + middle + random.choice(ends)
        if key(word) not in taken:
            taken.add(key(word))
            return word
        middles = random.randint(0, 2)


def _persons(random: Random, taken: set[str], count: int) -> list[Name]:
    persons: list[Name] = []
    full: set[str] = set()
    while len(persons) < count:
        shared = len(persons) > count * 7 // 8
        family = random.choice(persons).short.split()[-1] if shared else _word(random, taken, OF_PERSONS)
        given = random.choice(GIVEN)
        name = f"{given} {family}"
        if name not in full:
            full.add(name)
            persons.append(Name(key(name), "person", name, name if shared else family, f"{family}, {given}"))
    return persons


def _place(name: str) -> Name:
    return Name(key(name), "place", name, name, name)


def _thing(kind: str, name: str, sort: str) -> Name:
    return Name(key(name), kind, name, name, sort)


def _sources(random: Random, taken: set[str], towns: list[str], works: list[Name], count: int) -> list[Source]:
    sources: list[Source] = []
    for town in towns[: max(2, count // 8)]:
        shorthand = f"{plain(town)[:3].upper()}A{len(sources) + 1}"
        title = f"{town} Town Archives"
        sources.append(
            Source(f"{key(town)}-archives", "archive", "unpublished", f"{shorthand}, Box", f"{shorthand}, Box",
                   f"{title} ({shorthand}).",
                   (("title", title), ("shorthand", shorthand), ("location", town)))
        )  # fmt: skip
    for work in works[: max(2, count // 6)]:
        town = random.choice(towns)
        sources.append(
            Source(f"{work.key}-paper", "newspaper", "periodical", work.full, work.full, f"{work.full} ({town}).",
                   (("title", work.full), ("location", town), ("authority", work.key)))
        )  # fmt: skip
    while len(sources) < count:
        family, initial = _word(random, taken, OF_PERSONS), random.choice(GIVEN)[0]
        town, year, press = random.choice(towns), random.randint(1935, 1980), f"{random.choice(towns)} Press"
        thing, matter = random.choice(THINGS).capitalize(), random.choice(MATTERS).capitalize()
        title = f"{thing} and {matter} in {town}"
        sources.append(
            Source(key(family), "study", "book", f"{initial}. {family}, {title} ({town}: {press}, {year})",
                   f"{family}, op. cit.", f"{family}, {initial}., {title} ({town}: {press}, {year}).",
                   (("title", title), ("author", f"{family}, {initial}."), ("location", town), ("publisher", press),
                    ("date", str(year))))
        )  # fmt: skip
    return sources
