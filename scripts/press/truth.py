"""The truth of a book: what is printed where, from the book itself and the boxes of its pages.

The fields: `parts` with their first words; `pages` with their label, their first words and what is printed above them
if a part opens there (its heading, a summary); `notes` with the words before the call and the first words of the note;
`heads`, the running heads with the words below them; `paragraphs`, their first words; `joins` and `runs`, words on both
sides of a page break or line end; `verse`, lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from editio.model.witness import Leaf, Line, Witness
from press import score
from press.book import Book, Items, Paragraph, Part, Plate, Quotation, Subheading, Table, Verse

_TOP, _FOOT = 22 / 200, 180 / 200  # of the height of a page: the type area
_HEADING, _SMALL = 11.5, 9.5  # points: larger and smaller than the text
_TO_POINTS = 72 / 300
_CALL = re.compile(r"(?<=[.,;”])(?:\d+\)?|\(\d+\)|\[\d+\]|[a-z]\)|\*+\)?|[†‡§¶‖]+)(?=\s|$)")


@dataclass(frozen=True)
class _Page:
    label: str
    head: str
    heading: str
    body: list[Line]  # of the text size


def of(book: Book, ideal: Witness, labels: list[str]) -> dict[str, Any]:
    """The truth as it is written to a file."""
    endnotes = {score.fold(part.label + part.title) for part in book.parts if part.notes()}
    pages = [_page(ideal, leaf, label, endnotes) for leaf, label in zip(ideal.leaves, labels, strict=True)]
    paragraphs = [
        block
        for part in book.parts
        for n, block in enumerate(part.blocks)
        if isinstance(block, Paragraph) and (n or not book.design.drop_capitals)
    ]
    verses = [block for part in book.parts for block in part.blocks if isinstance(block, Verse)]
    own = score.fold(" ".join(_own(book)))
    breaks = [(a.body[-1], b.body[0]) for a, b in pairwise(pages) if a.body and b.body and not b.heading]
    ends = [pair for page in pages[1:6] for pair in pairwise(page.body)]
    return {
        "title": book.title,
        "author": book.author,
        "year": book.year,
        "language": {"en": "en-GB"}.get(book.language, book.language),
        "parts": [_part(part) for part in book.parts],
        "pages": [
            {"label": page.label, "opens": _first(page.body, 4), **({"heading": page.heading} if page.heading else {})}
            for page in pages
            if page.label and page.body
        ],
        "notes": _notes(book),
        "heads": [
            {"page": page.label, "text": page.head, "after": _first(page.body, 3)}
            for page in pages
            if page.head and page.body and not page.heading
            if not score.left_in(page.head, _first(page.body, 3), own)
        ],
        "paragraphs": [" ".join(block.sentences[0].split()[:6]) for block in paragraphs],
        "joins": list(_across(breaks)),
        "runs": list(_across(ends))[::4],
        "verse": [line for block in verses for line in block.lines],
    }


def _own(book: Book) -> Iterator[str]:
    """The text of the book in its order. A running head says nothing if its words, and those below it, stand together
    in the text too: below the heading of a chapter, say, whose second page begins like its first."""
    for part in book.parts:
        yield from (part.label, part.title, part.summary, *part.epigraph)
        for block in part.blocks:
            match block:
                case Paragraph(sentences):
                    yield from sentences
                case Verse(lines):
                    yield from lines
                case Quotation(text) | Subheading(text):
                    yield text
                case Items(_, items):
                    yield from items
                case Table(rows):
                    yield from (cell for row in rows for cell in row)
                case Plate(caption):
                    yield caption


def _part(part: Part) -> dict[str, str | None]:
    kind = "book" if part.kind == "part" else part.kind
    return {"kind": kind, "number": part.number or None, "title": part.title, "opens": _opening(part.blocks)}


def _page(ideal: Witness, leaf: Leaf, label: str, endnotes: Set[str]) -> _Page:
    """A page. The headings of lists of notes, in `endnotes`, do not count as text: a site need not repeat them."""
    lines = ideal.lines[leaf.first : leaf.end]
    places = {line.number: (line.box.top + line.box.bottom) / 2 / leaf.height for line in lines if line.box}
    sizes = {line.number: line.size * _TO_POINTS for line in lines}
    head = " ".join(line.text for line in lines if places[line.number] < _TOP)
    inside = [line for line in lines if _TOP < places[line.number] < _FOOT]
    headings = [line for line in inside if sizes[line.number] > _HEADING or score.fold(line.text) in endnotes]
    body = [line for line in inside if sizes[line.number] > _SMALL and line not in headings]
    above = inside[: inside.index(body[0])] if body else inside
    heading = " ".join(line.text for line in above) if any(line in headings for line in above) else ""
    return _Page(label, " ".join(word for word in head.split() if not word.isdigit() and word != label), heading, body)


def _first(body: list[Line], count: int) -> str:
    return " ".join(_words(body[0])[:count])


def _words(line: Line) -> list[str]:
    """The words of a line without the marks of calls."""
    return _CALL.sub("", line.text).split()


def _opening(blocks: Iterable[object]) -> str | None:
    return next((" ".join(b.sentences[0].split()[:6]) for b in blocks if isinstance(b, Paragraph)), None)


def _across(pairs: Iterable[tuple[Line, Line]]) -> Iterable[str]:
    """Words on both sides of line ends inside sentences and words that are not divided."""
    for before, after in pairs:
        last, first = _words(before)[-2:], _words(after)[:3]
        if before.text[-1].isalpha() and len(last) == 2 and len(first) == 3 and first[0][0].islower():
            yield " ".join((*last, *first))


def _notes(book: Book) -> list[dict[str, str | None]]:
    found: list[dict[str, str | None]] = []
    if book.design.notes is None:
        return found
    for part in book.parts:
        for block in part.blocks:
            if isinstance(block, Paragraph):
                found += [
                    {"page": None, "mark": None, "after": " ".join(block.sentences[at].split()[-3:]),
                     "text": " ".join(text.split()[:6])}
                    for at, text in block.notes
                ]  # fmt: skip
    return found
