"""The books: what each of them says, and how it is set.

A `Book` is a sequence of parts of blocks; a `Design` says how they are printed. Everything is drawn from a seed,
so a book is the same each time. Begin reading at `books`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random

from press import words

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_FRENCH = ("PREMIER", *_ROMAN[1:])
_ORDINALS = ("FIRST", "SECOND")
_GERMAN = ("Erstes", "Zweites", "Drittes", "Viertes", "Fünftes", "Sechstes")
_TITLES = {
    "en": ("The Salt Office", "A Winter without Carts", "Of the Forty Drivers", "The Broken Lock",
           "What the Miller Said", "The Bell in the River"),
    "fr": ("Le grenier à sel", "Un hiver sans chariots", "Des quarante voituriers", "L’écluse brisée",
           "La promesse du meunier", "La cloche dans la rivière"),
    "de": ("Das Salzamt", "Ein Winter ohne Wagen", "Von den vierzig Fuhrleuten", "Die zerbrochene Schleuse",
           "Das Versprechen des Müllers", "Die Glocke im Flusse"),
}  # fmt: skip


class Notes(StrEnum):
    """Where notes stand and how they are marked."""

    NONE = "none"
    CHAPTER = "at the end, by chapter"
    PARENTHESES = "(1) on each page"
    RAISED = "¹ through the chapter"
    STARS = "*) on each page"


@dataclass(frozen=True)
class Paragraph:
    """Sentences; behind some of them, by their index, a note."""

    sentences: tuple[str, ...]
    notes: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Verse:
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Plate:
    """A leaf with a picture, which the numbering of the pages passes over."""

    caption: str


Block = Paragraph | Verse | Plate


@dataclass(frozen=True)
class Part:
    """A part of the book; `label` is printed above the title, and either may be absent."""

    kind: str  # front, part, chapter
    number: str
    label: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Book:
    key: str
    title: str
    author: str
    year: int
    language: str
    notes: Notes
    parts: tuple[Part, ...]
    first_page: int = 1
    columns: int = 1
    folio_at_foot: bool = False
    contents: bool = False
    drop_capitals: bool = False


def books() -> tuple[Book, ...]:
    """All books of the press."""
    return (_monograph(), _octavo(), _french(), _german(), _parts(), _columns())


@dataclass
class _Author:
    """Writes the blocks of a book."""

    draw: Random
    language: str
    notes: bool
    verse: bool = False
    plates: bool = False
    written: int = field(default=0)

    def blocks(self, count: int) -> tuple[Block, ...]:
        return tuple(self._blocks(count))

    def _blocks(self, count: int) -> Iterator[Block]:
        for n in range(count):
            sentences = tuple(words.paragraph(self.draw, self.language))
            where = self.draw.sample(range(len(sentences)), self.draw.choice((0, 0, 1, 1, 2))) if self.notes else ()
            yield Paragraph(sentences, tuple((at, self._note()) for at in sorted(where)))
            if self.verse and n % 6 == 3:
                yield Verse(tuple(line for pair in self.draw.sample(words.VERSES, 2) for line in pair))
            if self.plates and n == 4:
                self.written += 1
                yield Plate(f"Plate {_ROMAN[self.written - 1]}. The bridge in spring.")

    def _note(self) -> str:
        return " ".join(words.sentence(self.draw, self.language) for _ in range(self.draw.choice((1, 1, 1, 2))))


def _chapters(
    author: _Author, count: int, blocks: int, label: Callable[[int], str], number: Callable[[int], str], skip: int = 0
) -> tuple[Part, ...]:
    titles = _TITLES[author.language]
    return tuple(
        Part("chapter", number(n), label(n), titles[(n + skip) % len(titles)], author.blocks(blocks))
        for n in range(count)
    )


def _monograph() -> Book:
    author = _Author(Random("monograph"), "en", notes=True)
    front = Part("front", "", "", "Preface", author.blocks(2)[:2])
    chapters = _chapters(author, 3, 12, lambda n: f"{n + 1}", lambda n: f"{n + 1}")
    return Book("a-monograph", "The Salt Road", "Ada Ferrow", 1977, "en", Notes.CHAPTER, (front, *chapters))


def _octavo() -> Book:
    author = _Author(Random("octavo"), "en", notes=True, verse=True, plates=True)
    chapters = _chapters(author, 4, 9, lambda n: f"CHAPTER {_ROMAN[n]}.", lambda n: _ROMAN[n])
    title = "Annals of the Upper Valley"
    return Book("b-octavo", title, "Josiah Wren", 1880, "en", Notes.PARENTHESES, chapters, contents=True)


def _french() -> Book:
    author = _Author(Random("french"), "fr", notes=True)
    chapters = _chapters(author, 4, 8, lambda n: f"CHAPITRE {_FRENCH[n]}.", lambda n: _FRENCH[n])
    return Book("c-french", "Histoire du grenier à sel", "Armand Lesage", 1861, "fr", Notes.RAISED, chapters)


def _german() -> Book:
    author = _Author(Random("german"), "de", notes=True)
    chapters = _chapters(author, 4, 8, lambda n: f"{_GERMAN[n]} Kapitel.", lambda n: _GERMAN[n])
    title = "Geschichte des Salzamtes"
    return Book("d-german", title, "Wilhelm Brandt", 1894, "de", Notes.STARS, chapters, folio_at_foot=True)


def _parts() -> Book:
    author = _Author(Random("parts"), "en", notes=False)
    parts: list[Part] = []
    for n in range(2):
        parts.append(Part("part", _ORDINALS[n], f"BOOK THE {_ORDINALS[n]}", "", ()))
        parts += _chapters(author, 3, 6, lambda n: f"CHAPTER {_ROMAN[n]}", lambda n: _ROMAN[n], 3 * n)
    untitled = [Part(p.kind, p.number, p.label, "" if n % 4 == 3 else p.title, p.blocks) for n, p in enumerate(parts)]
    return Book(
        "e-parts", "The Two Bridges", "Maud Hollin", 1911, "en", Notes.NONE, tuple(untitled), drop_capitals=True
    )


def _columns() -> Book:
    author = _Author(Random("columns"), "en", notes=False)
    chapters = _chapters(author, 3, 12, lambda n: f"CHAPTER {_ROMAN[n]}.", lambda n: _ROMAN[n])
    title = "A General History of Tolls"
    return Book("f-columns", title, "Hugh Pargeter", 1866, "en", Notes.NONE, chapters, first_page=993, columns=2)
