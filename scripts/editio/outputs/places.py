"""Places in the book: the printed pages with their lines of the witness, and the blocks of the edition by the offsets
of their text. Pages about the witness use them for links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from editio.inputs.registers import Apparatus
from editio.model import addresses
from editio.model.edtf import readable
from editio.model.kinds import BlockKind, CallKind
from editio.model.pages import Page
from editio.model.pieces import Fate, Piece
from editio.model.text import Block, Edition, Mark, PageStart, Part
from editio.stages.restoration import Restoration

OUTSIDE = "jacket"  # the name of the one leaf before the numbered pages
_PIECE = "lines-"  # with the number of its first line, the name of a piece of a text without pages
_SHOWN = 400  # lines of a text without pages that are shown together
_NO_NAME = re.compile(r"[^A-Za-z0-9-]")
_NUMBERED = {"p": "¶", "note": "note "}  # by the letters of an id before its number
_NUMBER = re.compile(rf"({'|'.join(_NUMBERED)})(\d+)")
_EVENT = re.compile(r"(\d{4}-\d\d(?:-\d\d)?)(?:-(\d+))?")  # its day and, from the second on, its number on the day


@dataclass(frozen=True)
class PrintedPage:
    """A page of the book with its address on the site. `lines` are indices in Witness.lines, including its running head
    and folio; `name` is its label, or `jacket`, `leaf-2` … for leaves without a label, or `lines-401` for a piece of a
    text without pages."""

    page: Page
    name: str
    lines: range

    @property
    def address(self) -> str:
        return addresses.witness_page(self.name)

    @property
    def title(self) -> str:
        if self.piece:
            return f"OCR text, {self.short}"
        return f"Printed page {self.page.label}" if self.page.label else "Leaf outside the page numbers"

    @property
    def piece(self) -> bool:
        """Whether it is a piece of a text without pages."""
        return self.name.startswith(_PIECE)

    @property
    def short(self) -> str:
        """Its number as one cites it, an inferred one in square brackets."""
        if self.piece:
            return f"lines {self.lines.start + 1}–{self.lines.stop}"
        return self.page.cited if self.page.label else self.name.replace("-", " ")

    @property
    def cited(self) -> str:
        """Its number after "p.", or the name of a leaf without one."""
        return f"p. {self.short}" if self.page.label else self.short


@dataclass(frozen=True)
class Extent:
    """The first and the last printed page of a passage."""

    first: PageStart
    last: PageStart


@dataclass(frozen=True)
class Place:
    part: Part
    block: Block

    @property
    def address(self) -> str:
        return f"{self.part.address}#{self.block.id}"


def own_number(ident: str) -> str:
    """What distinguishes a passage from others on its page: its number, or the day of an event; "" if nothing does."""
    if number := _NUMBER.fullmatch(ident):
        return f"{_NUMBERED[number[1]]}{number[2]}"
    event = _EVENT.match(ident)
    return f"{readable(event[1])}{nth_event(ident)}" if event else ""


def told_apart(passages: Iterable[tuple[str, str]], prefix: str = "") -> Iterator[str]:
    """The words for links to passages in order, each given as its id and the label of its printed page, "" if it has
    none. They are the page with a prefix, or, for a further passage on the same page or one outside the numbered pages,
    its own number."""
    before = ""
    for ident, page in passages:
        own = own_number(ident) if page in (before, "") else ""
        yield own or (f"{prefix}{page}" if page else "heading")
        before = page


def nth_event(ident: str) -> str:
    """Which event of its day it is, for readers: ` (event 2)` for the second, "" for the first."""
    event = _EVENT.match(ident)
    return f" (event {event[2]})" if event and event[2] else ""


def identifier(address: str) -> str:
    """An address of the site as an XML name, the id of the same thing in TEI and EPUB: `chapters/04/#p12` is
    `chapters-04-p12`, `chapters/04/` is `chapters-04`. What no plain name may hold is written as its code
    point between low lines, so that two addresses never share a name."""
    page, _, ident = address.partition("#")
    name = "-".join(filter(None, (*page.split("/"), ident)))
    return _NO_NAME.sub(lambda match: f"_{ord(match.group()):x}_", name)


def printed_pages(edition: Edition) -> tuple[PrintedPage, ...]:
    """Every printed page in order. Each line of the witness belongs to exactly one of them; a blank page has no lines.
    A text without pages is divided into runs of lines."""
    pages, count = edition.pagination.pages, len(edition.witness.lines)
    if len(pages) == 1 and not pages[0].label and count > _SHOWN:
        pieces = [range(start, min(start + _SHOWN, count)) for start in range(0, count, _SHOWN)]
        return tuple(PrintedPage(pages[0], f"{_PIECE}{lines.start + 1}", lines) for lines in pieces)
    starts = [0, *(page.first for page in pages[1:]), count]
    return tuple(
        PrintedPage(page, name, range(start, end))
        for page, name, (start, end) in zip(pages, _names(pages), pairwise(starts), strict=True)
    )


def _names(pages: Sequence[Page]) -> list[str]:
    """The names of the pages: their labels; of leaves without one their number, but of the one leaf before the
    numbered pages `jacket`."""
    jacket = len(pages) > 1 and not pages[0].label and bool(pages[1].label)
    names = [page.label or f"leaf-{n}" for n, page in enumerate(pages, 1)]
    return [OUTSIDE, *names[1:]] if jacket else names


def places(edition: Edition) -> dict[int, Place]:
    """The block of each piece in a block, by the offset of the piece."""
    return {
        inline.start: Place(part, block)
        for part in edition.parts
        for block in (part.title, *part.blocks)
        for span in block.spans
        for inline in span.content
        if isinstance(inline, Piece) and inline.reading
    }


def page_starts(edition: Edition) -> dict[str, Part]:
    """The part of the book with the start of each numbered page, by the page's label."""
    return {
        inline.label: part
        for part in edition.parts
        for block in (part.title, *part.blocks)
        for span in block.spans
        for inline in span.content
        if isinstance(inline, PageStart)
    }


def emendation_addresses(edition: Edition, apparatus: Apparatus) -> dict[int, str]:
    """The address of each emendation of the register, by its offset. A recurring reading has an address for each of its
    places: `emendations/#r0001`, `#r0001-2` … If an emendation continues in another block, both of its parts have its
    address; the second part has no reading."""
    register = apparatus.readings
    count: Counter[str] = Counter()
    found: dict[int, str] = {}
    for piece in sorted(edition.pieces(), key=lambda piece: piece.start):
        if piece.fate is Fate.EMENDED and piece.source in register:
            count[piece.source] += bool(piece.reading)
            found[piece.start] = addresses.emendation(piece.source, max(1, count[piece.source]))
    return found


def footnotes(part: Part) -> dict[int, str]:
    """The addresses of the notes below the blocks of a part, by their numbers."""
    return {
        inline.footnote: addresses.at(part.address, block.id)
        for block in part.blocks
        if block.kind is BlockKind.FOOTNOTE
        for span in block.spans
        for inline in span.content
        if isinstance(inline, Piece) and inline.source == CallKind.FOOTNOTE_MARK
    }


def extents(edition: Edition, part: Part) -> dict[str, Extent]:
    """The printed pages of each block of a part, including its title, by the block's id. Blocks without words or
    outside the numbered pages are missing."""
    page = _begins(edition, part)
    found: dict[str, Extent] = {}
    for block in (part.title, *part.blocks):
        for inline in (inline for span in block.spans for inline in span.content):
            if isinstance(inline, PageStart):
                page = inline
            elif not isinstance(inline, Mark) and inline.text.strip() and page.label:
                first = found[block.id].first if block.id in found else page
                found[block.id] = Extent(first, page)
    return found


def begins_on_numbered_page(edition: Edition, part: Part) -> bool:
    return bool(_begins(edition, part).label)


def extent(edition: Edition, part: Part) -> Extent | None:
    """The printed pages of a part; None for one outside the page numbers."""
    found = list(extents(edition, part).values())
    return Extent(found[0].first, found[-1].last) if found else None


def _begins(edition: Edition, part: Part) -> PageStart:
    """The page of the beginning of a part, before any page start in it."""
    page = edition.pagination.page_of(part.start)
    return PageStart(page.label, page.certain)


def parts_by_page(edition: Edition, restoration: Restoration) -> dict[str, tuple[Place, ...]]:
    """By the printed page's name the first block of each part of the book that has text on it; for a page
    without text the part before it."""
    blocks = places(edition)
    found: dict[str, tuple[Place, ...]] = {}
    last = Place(edition.parts[0], edition.parts[0].title)
    for printed in printed_pages(edition):
        firsts: dict[str, Place] = {}
        for i in printed.lines:
            for piece in restoration.lines[i]:
                if place := blocks.get(piece.start):
                    firsts.setdefault(place.part.address, place)
                    last = place
        found[printed.name] = tuple(firsts.values()) or (last,)
    return found


def start(printed: PrintedPage, place: Place, starts: Mapping[str, Part]) -> str:
    """The address of the page's start in a part of the book, or of the part's first block on the page."""
    starts_here = starts.get(printed.page.label) is place.part
    return addresses.at(place.part.address, addresses.page_id(printed.page.label)) if starts_here else place.address


def first_page(edition: Edition, part: Part) -> str:
    """The number of the first printed page of a part, or ""."""
    return next((page.label for page in edition.pagination.pages if page.offset >= part.start), "")
