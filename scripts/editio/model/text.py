"""The edition as one value: parts, blocks, and what stands in a line of text.

Every output is drawn from an `Edition` and from nothing else. Invariants:

* the content of all blocks and headings, in any order, with `Edition.aside` gives the witness back
  (`editio.stages.ledger`);
* block ids are unique within their part: `p1`, `p2` …, of section headings `s1`, `s2` …; in reading order
  until passages are divided or joined after their addresses are published (`editio.stages.anchors`);
* a `PageStart` stands exactly where the printed page starts, after the word if the break divides one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from editio.model import addresses
from editio.model.kinds import BlockKind, CallKind, PartKind, SpanRole
from editio.model.pages import Pagination
from editio.model.pieces import Fate, Piece
from editio.model.witness import Witness


@dataclass(frozen=True, slots=True)
class PageStart:
    label: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Supplied:
    """Words that stand nowhere in the witness, the editors' own, shown as such."""

    text: str


@dataclass(frozen=True, slots=True)
class FormerAnchor:
    """A published address that no block bears any more stands where its passage's text went."""

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
    label: str = ""  # an event's EDTF date, if it has one; the number of a note or an article


@dataclass(frozen=True)
class Part:
    """A part of the book: its title and its blocks in reading order."""

    kind: PartKind
    number: int
    title: Block
    blocks: tuple[Block, ...]
    label: str = ""  # its number as printed, in the figures of its sequence; "" if none is printed
    printed: int = 0  # the same as a number, 0 if none is printed

    @property
    def address(self) -> str:
        """Where the part lives on the site, as `chapters/04/`."""
        return addresses.part(self.kind, self.number)

    @cached_property
    def start(self) -> int:
        """The offset in the witness at which the part begins; all pieces are searched for it, so once only."""
        spans = (span for block in (self.title, *self.blocks) for span in block.spans)
        return min((i.start for span in spans for i in span.content if isinstance(i, Piece)), default=0)


@dataclass(frozen=True)
class Edition:
    witness: Witness
    pagination: Pagination
    parts: tuple[Part, ...]
    aside: tuple[Piece, ...]  # pieces that stand in no block: furniture, breaks between blocks

    def pieces(self) -> Iterator[Piece]:
        """Every piece of the ledger, in no particular order."""
        yield from self.aside
        for part in self.parts:
            for block in (part.title, *part.blocks):
                for span in block.spans:
                    yield from (inline for inline in span.content if isinstance(inline, Piece))


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


def calls(part: Part) -> list[tuple[Piece, Block]]:
    """The note calls of a part in order, each with its block; one printed twice stands once."""
    found: dict[int, tuple[Piece, Block]] = {}
    for block in (part.title, *part.blocks):
        for span in block.spans:
            for inline in span.content:
                if isinstance(inline, Piece) and inline.fate is Fate.CALL and inline.note:
                    found.setdefault(inline.note, (inline, block))
    return [found[note] for note in sorted(found)]


def noted(parts: Sequence[Part]) -> list[Part]:
    """The chapters that have notes: those that call one, and those of which the witness has some."""
    own = {part.number for part in parts if part.kind is PartKind.NOTES}
    return [part for part in parts if part.kind is PartKind.CHAPTER and (part.number in own or calls(part))]


def again(call: Piece) -> bool:
    """Whether a call repeats an earlier call of the same note."""
    return call.source in (CallKind.PRINTED_TWICE, CallKind.NOTE_AGAIN)
