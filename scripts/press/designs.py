"""The six books whose readings are committed (tests/press/). They are drawn from seeds and so the same each time.
Begin reading at `books`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from press import labels, words
from press.author import Author
from press.book import Block, Book, Design, Notes, Part, Plate


def books() -> tuple[Book, ...]:
    """All six."""
    return (_monograph(), _octavo(), _french(), _german(), _parts(), _columns())


def _blocks(author: Author, count: int) -> tuple[Block, ...]:
    return tuple(author.paragraph() for _ in range(count))


def _illustrated(author: Author, count: int, plate: str) -> Iterator[Block]:
    """Paragraphs, verse below each fourth of six and a plate below the fifth."""
    for n in range(count):
        yield author.paragraph()
        if n % 6 == 3:
            yield author.verse()
        if n == 4:
            yield Plate(f"Plate {plate}. The bridge in spring.")


def _chapter(author: Author, design: Design, n: int, blocks: tuple[Block, ...], skip: int = 0) -> Part:
    label, number = labels.chapter(design.label, author.language, n)
    return Part("chapter", number, label, words.TITLES[author.language][n + skip], blocks)


def _chapters(author: Author, design: Design, count: int, blocks: int, skip: int = 0) -> tuple[Part, ...]:
    return tuple(_chapter(author, design, n, _blocks(author, blocks), skip) for n in range(count))


def _monograph() -> Book:
    author = Author(Random("monograph"), "en", notes=True)
    design = Design("1", Notes("end of the book"))
    front = Part("front", "", "", "Preface", _blocks(author, 2))
    chapters = _chapters(author, design, 3, 12)
    return Book("a-monograph", "The Salt Road", "Ada Ferrow", 1977, "en", design, (front, *chapters))


def _octavo() -> Book:
    author = Author(Random("octavo"), "en", notes=True)
    design = Design("CHAPTER I.", Notes("foot of the page", "(1)", "page"), contents="numbers")
    chapters = tuple(_chapter(author, design, n, tuple(_illustrated(author, 9, labels.ROMAN[n]))) for n in range(4))
    return Book("b-octavo", "Annals of the Upper Valley", "Josiah Wren", 1880, "en", design, chapters)


def _french() -> Book:
    author = Author(Random("french"), "fr", notes=True)
    design = Design("CHAPTER I.", Notes("foot of the page", "1", "book"))
    chapters = _chapters(author, design, 4, 8)
    return Book("c-french", "Histoire du grenier à sel", "Armand Lesage", 1861, "fr", design, chapters)


def _german() -> Book:
    author = Author(Random("german"), "de", notes=True)
    notes = Notes("foot of the page", "*)", "page")
    design = Design("CHAPTER THE FIRST", notes, heads="none", folio="foot centre", folio_form="— 12 —")
    chapters = _chapters(author, design, 4, 8)
    return Book("d-german", "Geschichte des Salzamtes", "Wilhelm Brandt", 1894, "de", design, chapters)


def _parts() -> Book:
    author = Author(Random("parts"), "en", notes=False)
    design = Design("CHAPTER I", drop_capitals=True)
    parts: list[Part] = []
    for n, ordinal in enumerate(("FIRST", "SECOND")):
        one, two, three = _chapters(author, design, 3, 6, 3 * n)
        parts += (Part("part", ordinal, f"BOOK THE {ordinal}", ""), one, two, replace(three, title=""))
    return Book("e-parts", "The Two Bridges", "Maud Hollin", 1911, "en", design, tuple(parts))


def _columns() -> Book:
    author = Author(Random("columns"), "en", notes=False)
    design = Design("CHAPTER I.", first_page=993, columns=2)
    chapters = _chapters(author, design, 3, 12)
    return Book("f-columns", "A General History of Tolls", "Hugh Pargeter", 1866, "en", design, chapters)
