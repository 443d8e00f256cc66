"""The edition as one value: parts, blocks, and the content of lines.

Every output is made from an `Edition` alone. Invariants:

* the content of all blocks and headings, together with `Edition.aside`, reconstructs the witness
  (`editio.stages.ledger`);
* block ids are unique within their part: `p1`, `p2` … for text, `s1`, `s2` … for section headings. They are in reading
  order until a passage is divided or joined after its address was published (`editio.stages.anchors`);
* a `PageStart` marks the exact start of a printed page, after the word if the page break divides one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from editio.model import addresses
from editio.model.kinds import CALLING, BlockKind, CallKind, Opening, PartKind, SpanRole
from editio.model.pages import Pagination
from editio.model.pieces import Fate, Piece
from editio.model.witness import Witness


@dataclass(frozen=True, slots=True)
class PageStart:
    label: str
    certain: bool

    @property
    def cited(self) -> str:
        """Its number as one cites it, an inferred one in square brackets."""
        return self.label if self.certain else f"[{self.label}]"


@dataclass(frozen=True, slots=True)
class Supplied:
    """Words of the editors that are not in the witness, and are shown as supplied."""

    text: str


@dataclass(frozen=True, slots=True)
class FormerAnchor:
    """A published address that is no longer the id of any block, at the place where its text is now."""

    id: str


Mark = PageStart | FormerAnchor  # a point in the text, without words of its own
Inline = Piece | Supplied | Mark
Content = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of content with a function in its block. Cells of a table have a row and a column, from 0; items
    and speeches have a row."""

    role: SpanRole
    content: Content
    row: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """Text that is set as one unit: a paragraph, a quotation, a table. A block without an id is not numbered yet.

    A note is one block: after its number, a span for each paragraph and for each line of verse (`paragraphs`)."""

    id: str
    kind: BlockKind
    spans: tuple[Span, ...]
    label: str = ""  # the EDTF date of an event, or the number of a note or an article


@dataclass(frozen=True)
class Part:
    """A part of the book: its title and its blocks in reading order."""

    kind: PartKind
    number: int
    title: Block
    blocks: tuple[Block, ...]
    label: str = ""  # its printed number, in the figures of its sequence, or ""
    printed: int = 0  # the same as a number, or 0
    opening: Opening = Opening.UNKNOWN  # of a part without a heading: what it is
    owner: PartKind = PartKind.CHAPTER  # of notes: the kind of the part that calls them, which has the same number
    contents: bool = False  # whether it is a list of contents or illustrations

    @property
    def address(self) -> str:
        """The address of the part on the site, as `chapters/04/`."""
        return self.notes_address if self.kind is PartKind.NOTES else addresses.part(self.kind, self.number)

    @property
    def notes_address(self) -> str:
        """The address of the page that its note calls lead to."""
        return addresses.notes(self.number, self.owner if self.kind is PartKind.NOTES else self.kind)

    def note_address(self, number: int | str) -> str:
        """The address of one of the notes on that page."""
        return addresses.at(self.notes_address, addresses.note_id(number))

    @cached_property
    def start(self) -> int:
        """The offset in the witness of the beginning of the part."""
        return min((piece.start for piece, _ in self.pieces()), default=0)

    @cached_property
    def calls(self) -> tuple[tuple[Piece, Block], ...]:
        """The note calls of the part by their numbers, each with its block; of one printed twice the first. A call
        within a note is none of them, because it has no address."""
        found: dict[int, tuple[Piece, Block]] = {}
        for piece, block in self.pieces():
            if piece.fate is Fate.CALL and piece.note and piece.source != CallKind.NOTE_IN_NOTE:
                found.setdefault(piece.note, (piece, block))
        return tuple(found[note] for note in sorted(found))

    def pieces(self) -> Iterator[tuple[Piece, Block]]:
        """Every piece of the part with its block, in reading order."""
        for block in (self.title, *self.blocks):
            for span in block.spans:
                yield from ((inline, block) for inline in span.content if isinstance(inline, Piece))


@dataclass(frozen=True)
class Edition:
    witness: Witness
    pagination: Pagination
    parts: tuple[Part, ...]
    aside: tuple[Piece, ...]  # pieces in no block: furniture, breaks between blocks

    def pieces(self) -> Iterator[Piece]:
        """Every piece of the ledger, in no particular order."""
        yield from self.aside
        for part in self.parts:
            yield from (piece for piece, _ in part.pieces())

    def notes_of(self, part: Part) -> Part | None:
        """The part with the notes of a chapter or of front matter; None if the witness lacks them."""
        return self._notes.get((part.kind, part.number))

    @cached_property
    def parts_with_notes(self) -> tuple[Part, ...]:
        """The chapters and the front matter with note calls or with notes in the witness."""
        calling = (part for part in self.parts if part.kind in CALLING)
        return tuple(part for part in calling if self.notes_of(part) or part.calls)

    @cached_property
    def _notes(self) -> dict[tuple[PartKind, int], Part]:
        return {(part.owner, part.number): part for part in self.parts if part.kind is PartKind.NOTES}


def plain(content: Content) -> str:
    """The edited text of a stretch of content, without calls and marks."""
    return "".join(inline.text for inline in content if not isinstance(inline, Mark))


def paragraphs(note: Block) -> list[tuple[int, ...]]:
    """The indices of a note's spans by paragraph, without its number: a stanza has a span for each line, any other
    paragraph has one."""
    found: list[tuple[int, ...]] = []
    last: Span | None = None
    for k, span in enumerate(note.spans):
        if span.role is SpanRole.NUMBER:
            continue
        if last and last.role is span.role is SpanRole.LINE and last.row < span.row:
            found[-1] = (*found[-1], k)
        else:
            found.append((k,))
        last = span
    return found


def has_paragraphs(note: Block) -> bool:
    """Whether a note has several paragraphs, or verse."""
    found = paragraphs(note)
    return len(found) > 1 or note.spans[found[0][0]].role is SpanRole.LINE


def again(call: Piece) -> bool:
    """Whether a call repeats an earlier call of the same note."""
    return call.source in (CallKind.PRINTED_TWICE, CallKind.NOTE_AGAIN)
