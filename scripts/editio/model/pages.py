"""The printed pages of the book and what of their margins stands in the text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from editio.model.kinds import FurnitureKind
from editio.model.messages import Message


@dataclass(frozen=True)
class Anchor:
    """A folio or running head that survived, at line `line` (an index in Witness.lines)."""

    kind: FurnitureKind
    line: int
    number: int
    roman: bool
    start: int  # offsets of what of the line it is
    end: int


@dataclass(frozen=True)
class Page:
    """A printed page; `offset` is where its own text begins, below any folio or running head."""

    label: str  # "57", "xviii"; "" for a leaf outside the count, such as the jacket
    offset: int
    certain: bool
    ground: str

    @property
    def cited(self) -> str:
        """Its number as one cites it, an inferred one in square brackets."""
        return self.label if self.certain else f"[{self.label}]"


@dataclass(frozen=True)
class Pagination:
    pages: tuple[Page, ...]
    furniture: tuple[Anchor, ...]  # what of the pages' margins stands in the text
    messages: tuple[Message, ...]

    def page_of(self, offset: int) -> Page:
        """The page that the character at the offset stands on."""
        return self.pages[max(0, bisect_right(self.pages, offset, key=lambda page: page.offset) - 1)]
