"""Books of random design. A seed gives a language, a design and a text, and so the same book each time.

The chances are roughly those of printed books of two centuries. A value that stands several times in a tuple is that
much likelier. Begin reading at `draw`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from random import Random
from typing import Literal, get_args

from press import labels, words
from press.author import Author
from press.book import (
    Block,
    Book,
    Design,
    Folio,
    ItemMark,
    Items,
    Label,
    Notes,
    Paragraph,
    Part,
    Plate,
    Quotation,
    Subheading,
    Table,
)

_AUTHORS = {"en": "Ada Ferrow", "fr": "Armand Lesage", "de": "Wilhelm Brandt"}
_BOOKS = {
    "en": ("The Salt Road", "Annals of the Upper Valley", "The Two Bridges"),
    "fr": ("Histoire du grenier à sel",),
    "de": ("Geschichte des Salzamtes",),
}
_CAPTIONS = {"en": "The bridge in spring.", "fr": "Le pont au printemps.", "de": "Die Brücke im Frühling."}
_SOURCE = "The Book of Tolls"  # of every epigraph
_FOLIOS: tuple[Folio, ...] = (
    "head outer", "head outer", "head inner", "head centre", "foot outer", "foot centre", "foot centre",
)  # fmt: skip
_FOOT: Literal["foot of the page"] = "foot of the page"
_NOTES = (
    None,
    Notes("end of the book"),
    Notes("end of the chapter"),
    Notes(_FOOT, "1", "page"),
    Notes(_FOOT, "1", "chapter"),
    Notes(_FOOT, "1", "book", entry="figure and stop"),
    Notes(_FOOT, "1", "chapter", entry="figure and stop"),
    Notes(_FOOT, "(1)", "page", call="level"),
    Notes(_FOOT, "1)", "page", call="level"),
    Notes(_FOOT, "[1]", "book", call="level"),
    Notes(_FOOT, "a)", "page"),
    Notes(_FOOT, "*)", "page", call="level"),
    Notes(_FOOT, "*", "page"),
    Notes(_FOOT, "*†‡", "page"),
)


@dataclass(frozen=True)
class Matter:
    """What a book has besides its chapters of paragraphs."""

    titles: bool
    parts: Literal["none", "numbered on", "numbered anew"]  # the chapters of the second part
    preface: bool
    index: bool
    summaries: bool
    epigraphs: bool
    verse: bool
    quotations: bool
    lists: bool
    tables: bool
    plates: bool
    subheadings: Literal["none", "plain", "numbered"]


def draw(seed: int) -> Book:
    """The book of a seed."""
    chance = Random(seed)
    language = chance.choice(("en", "en", "en", "fr", "de"))
    matter = _matter(chance)
    design = _design(chance, matter)
    author = Author(chance, language, notes=design.notes is not None)
    title, year = chance.choice(_BOOKS[language]), chance.choice((1861, 1894, 1911, 1977))
    parts = tuple(_parts(author, design, matter))
    index = tuple(_entries(author)) if matter.index else ()
    return Book(f"r{seed}", title, _AUTHORS[language], year, language, design, parts, index)


def _matter(chance: Random) -> Matter:
    return Matter(
        titles=chance.choice((True, True, True, True, False)),
        parts=chance.choice(("none", "none", "none", "none", "none", "none", "numbered on", "numbered anew")),
        preface=chance.choice((True, False)),
        index=chance.choice((True, False, False)),
        summaries=chance.choice((True, False, False, False)),
        epigraphs=chance.choice((True, False, False, False)),
        verse=chance.choice((True, False)),
        quotations=chance.choice((True, False)),
        lists=chance.choice((True, False, False)),
        tables=chance.choice((True, False, False, False)),
        plates=chance.choice((True, False, False, False)),
        subheadings=chance.choice(("none", "none", "plain", "numbered")),
    )


def _design(chance: Random, matter: Matter) -> Design:
    folio = chance.choice(_FOLIOS)
    return Design(
        label=chance.choice([label for label in get_args(Label) if matter.titles or label not in ("1", "1.")]),
        notes=chance.choice(_NOTES),
        first_page=chance.choice((1, 1, 1, 3, 95, 401)),
        type_size=chance.choice(("10pt", "10.5pt", "11pt")),
        lines=chance.choice(("justified", "justified", "justified", "ragged")),
        hyphenated=chance.choice((True, True, False)),
        paragraphs=chance.choice(("indented", "indented", "flush below verse", "flush below headings", "spaced")),
        drop_capitals=chance.choice((True, False, False)),
        heads=chance.choice(("title and chapter", "title and chapter", "chapter", "title", "none", "none")),
        head_type=chance.choice(("capitals", "capitals", "as the text", "italics")),
        head_on_openings=chance.choice(("none", "none", "none", "of the chapter")),
        folio=folio,
        folio_form=chance.choice(("12", "— 12 —", "[12]")) if folio == "foot centre" else "12",
        versos="even folios",
        openings=chance.choice(("new page", "new page", "new page", "run on")),
        heading_place=chance.choice(("centre", "centre", "left")),
        title_place=chance.choice(("below the label", "below the label", "beside the label")),
        title_type=chance.choice(("capitals", "as written", "as written")),
        title_page=chance.choice((True, True, False)),
        contents=chance.choice(("none", "labels", "labels")),
        leaders=chance.choice((True, False)),
        front=chance.choice(("unnumbered", "roman preface")) if matter.preface else "unnumbered",
    )


def _parts(author: Author, design: Design, matter: Matter) -> Iterator[Part]:
    chance, language = author.draw, author.language
    chapters = chance.randint(4, 7)
    titles = chance.sample(words.TITLES[language], chapters)
    numbers, sections = count(), count(1)
    if matter.preface:
        yield Part("front", "", "", labels.PREFACE[language], tuple(_blocks(author, matter, 5, sections)))
    for n, title in enumerate(titles):
        second = n == (chapters + 1) // 2
        if matter.parts != "none" and (n == 0 or second):
            label, number = labels.part(language, int(second))
            yield Part("part", number, label, "")
            numbers = count() if matter.parts == "numbered anew" else numbers
        label, number = labels.chapter(design.label, language, next(numbers))
        yield Part(
            "chapter",
            number,
            label,
            title if matter.titles else "",
            tuple(_blocks(author, matter, chance.randint(7, 13), sections)),
            _summary(author) if matter.summaries else "",
            (words.sentence(chance, language), _SOURCE) if matter.epigraphs else (),
        )


def _blocks(author: Author, matter: Matter, count: int, sections: Iterator[int]) -> Iterator[Block]:
    """Paragraphs, and between some of them what else the book has."""
    chance = author.draw
    for n in range(count):
        yield _paragraph(author)
        if matter.verse and chance.random() < 0.12:
            yield author.verse()
        if matter.quotations and chance.random() < 0.12:
            yield Quotation(" ".join(words.paragraph(chance, author.language)[:3]))
        if matter.lists and chance.random() < 0.08:
            yield Items(chance.choice(get_args(ItemMark)), _things(author, chance.randint(3, 5)))
        if matter.tables and chance.random() < 0.06:
            yield Table(tuple(_row(author, thing) for thing in _things(author, chance.randint(3, 6))))
        if matter.subheadings != "none" and 0 < n < count - 1 and chance.random() < 0.15:
            (thing,) = _things(author, 1)
            number = f"{next(sections)}. " if matter.subheadings == "numbered" else ""
            yield Subheading(number + _capital(thing))
        if matter.plates and chance.random() < 0.05:
            yield Plate(_CAPTIONS[author.language])


def _paragraph(author: Author) -> Paragraph:
    """A paragraph; some are of one sentence, some begin with speech."""
    block = author.paragraph()
    sentences = block.sentences
    if author.draw.random() < 0.15:
        sentences = sentences[:1]
    if author.language == "en" and author.draw.random() < 0.1:
        sentences = (f"“{sentences[0]}”", *sentences[1:])
    return Paragraph(sentences, tuple((at, note) for at, note in block.notes if at < len(sentences)))


def _things(author: Author, count: int) -> tuple[str, ...]:
    return tuple(author.draw.sample(words.TABLES[author.language][2], count))


def _row(author: Author, thing: str) -> tuple[str, ...]:
    return (thing, str(author.draw.randint(11, 999)), str(author.draw.randint(11, 999)))


def _summary(author: Author) -> str:
    return "—".join(map(_capital, _things(author, 5))) + "."


def _entries(author: Author) -> Iterator[str]:
    """An index: the last word of each subject and object, with pages."""
    subjects, _, things, _ = words.TABLES[author.language]
    for word in sorted({phrase.strip(",").split()[-1] for phrase in (*subjects, *things)}):
        pages = sorted(author.draw.sample(range(1, 25), author.draw.randint(1, 4)))
        yield f"{_capital(word)}, {', '.join(map(str, pages))}"


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
