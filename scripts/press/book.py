"""What a book of the press says and how it is printed.

A `Book` is a sequence of parts of blocks, with a `Design`. The fields of a design are named and valued as printers
name them; where a value is a form, such as a label or a note mark, it is the form itself: "CHAPTER I.", "(1)".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Label = Literal["CHAPTER I.", "CHAPTER I", "CHAPTER 1", "CHAPTER THE FIRST", "Chapter One", "I.", "I", "1.", "1"]
Folio = Literal["head outer", "head inner", "head centre", "foot outer", "foot centre"]
Mark = Literal["1", "(1)", "1)", "[1]", "a)", "*", "*)", "*†‡"]  # of the first note
ItemMark = Literal["1.", "(a)", "•", "—"]  # of the first item of a list


@dataclass(frozen=True)
class Notes:
    """Where the notes of a book stand, and how they are marked there and at their calls."""

    place: Literal["foot of the page", "end of the chapter", "end of the book"]
    mark: Mark = "1"
    numbered_by: Literal["page", "chapter", "book"] = "chapter"
    call: Literal["raised", "level"] = "raised"
    entry: Literal["as the call", "figure and stop"] = "as the call"


@dataclass(frozen=True)
class Design:
    """How a book is printed. The defaults are what most of the six books of `designs` have."""

    label: Label
    notes: Notes | None = None
    # the page
    first_page: int = 1
    columns: Literal[1, 2] = 1
    type_size: Literal["10pt", "10.5pt", "11pt"] = "10.5pt"
    lines: Literal["justified", "ragged"] = "justified"
    hyphenated: bool = True
    paragraphs: Literal["indented", "flush below verse", "flush below headings", "spaced"] = "flush below verse"
    drop_capitals: bool = False
    # running heads and folios
    heads: Literal["title and chapter", "chapter", "title", "none"] = "title and chapter"
    head_type: Literal["capitals", "as the text", "italics"] = "capitals"
    head_on_openings: Literal["none", "of the chapter", "of the chapter before"] = "of the chapter before"
    folio: Folio = "head outer"
    folio_form: Literal["12", "— 12 —", "[12]"] = "12"
    versos: Literal["even leaves", "even folios"] = "even leaves"  # differ after a plate and in unnumbered leaves
    # headings
    openings: Literal["new page", "run on"] = "new page"
    heading_place: Literal["centre", "left"] = "centre"
    title_place: Literal["below the label", "beside the label"] = "below the label"
    title_type: Literal["as written", "capitals"] = "as written"
    # the leaves before the text
    title_page: bool = False
    contents: Literal["none", "numbers", "labels"] = "none"  # in front of the titles
    leaders: bool = True
    front: Literal["arabic", "unnumbered", "roman preface"] = "arabic"  # the folios before the first chapter


@dataclass(frozen=True)
class Paragraph:
    """Sentences; behind some of them, by their index, a note."""

    sentences: tuple[str, ...]
    notes: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Verse:
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Quotation:
    text: str


@dataclass(frozen=True)
class Items:
    """A list."""

    mark: ItemMark
    items: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Subheading:
    text: str


@dataclass(frozen=True)
class Plate:
    """A leaf with a picture, which the numbering of the pages passes over."""

    caption: str


Block = Paragraph | Verse | Quotation | Items | Table | Subheading | Plate


@dataclass(frozen=True)
class Part:
    """A part of the book. `label` is printed above the title, and either may be absent; `number` stands in the label.
    A summary or an epigraph is printed between the title and the text."""

    kind: Literal["front", "part", "chapter", "notes", "index"]
    number: str
    label: str
    title: str
    blocks: tuple[Block, ...] = ()
    summary: str = ""
    epigraph: tuple[str, ...] = ()  # lines

    def notes(self) -> tuple[str, ...]:
        return tuple(text for block in self.blocks if isinstance(block, Paragraph) for _, text in block.notes)


@dataclass(frozen=True)
class Book:
    key: str
    title: str
    author: str
    year: int
    language: str
    design: Design
    parts: tuple[Part, ...]
    index: tuple[str, ...] = ()
