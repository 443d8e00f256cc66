"""The printed pages of the book, and the text of their margins in the witness."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum

from editio.model.kinds import FurnitureKind
from editio.model.messages import Message


class PageMark(StrEnum):
    """The marks of pages in a plain text; `edition.toml` uses these values."""

    FORM_FEED = "form feed"
    EMPTY_LINES = "empty lines"
    INDENT = "indent"
    RUNNING_HEADS = "running heads"
    NONE = "none"


@dataclass(frozen=True)
class Anchor:
    """A piece of furniture in line `line` (an index in Witness.lines), from one offset to another."""

    kind: FurnitureKind
    line: int
    number: int  # the page number in it; 0 if it has no legible one
    roman: bool
    start: int
    end: int


@dataclass(frozen=True)
class Page:
    """A printed page; `offset` is the beginning of its own text, below any folio or running head."""

    label: str  # "57", "xviii"; "" for a leaf outside the count, such as the jacket or a plate
    offset: int
    certain: bool
    ground: str
    first: int = 0  # its first line, furniture included; an index in Witness.lines

    @property
    def cited(self) -> str:
        """Its number as one cites it, an inferred one in square brackets."""
        return self.label if self.certain else f"[{self.label}]"


@dataclass(frozen=True)
class Pagination:
    pages: tuple[Page, ...]
    furniture: tuple[Anchor, ...]  # the text of the margins
    messages: tuple[Message, ...]

    def page_of(self, offset: int) -> Page:
        """The page of the character at an offset."""
        return self.pages[max(0, bisect_right(self.pages, offset, key=lambda page: page.offset) - 1)]
