"""The notes that stand in the text, as blocks: below the block that calls them, or apart as a chapter's notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from editio.model import addresses
from editio.model.kinds import BlockKind, PartKind, SpanRole
from editio.model.pieces import Piece
from editio.model.text import Block, Content, Part, Span
from editio.stages.notes import Note
from editio.stages.structure.content import Composer, split_at


def beside(composer: Composer, blocks: Sequence[Block], notes: Iterable[Note]) -> list[Block]:
    """The blocks with each note below the block that calls it; a note without a call below the block in which the
    text of its page ends."""
    found = list(blocks)
    for note in notes:
        if not note.lines:
            continue  # its mark stands in the block of another
        content = Block("", BlockKind.FOOTNOTE, (Span(SpanRole.TEXT, composer.lines(note.lines)),))
        calls = {call.start for call in note.calls}
        callers = [k for k, block in enumerate(found) if _holds(block, calls, note.number)]
        if not callers and not calls:
            callers = [
                k
                for k, block in enumerate(found)
                if block.kind is not BlockKind.FOOTNOTE and _begins(block) <= note.place
            ]
        at = callers[-1] + 1 if callers else 0
        while at < len(found) and found[at].kind is BlockKind.FOOTNOTE:
            at += 1
        found.insert(at, content)
    return found


def part(composer: Composer, chapter: int, notes: Iterable[Note]) -> Part:
    """The notes of a chapter."""
    blocks = []
    ordered = list(notes)
    contents = _contents(composer, ordered)
    for note in ordered:
        mark, words = split_at(contents[note.number], note.mark.end)
        spans = (Span(SpanRole.NUMBER, mark), Span(SpanRole.TEXT, words))
        blocks.append(Block(addresses.note_id(note.number), BlockKind.NOTE, spans, str(note.number)))
    return Part(PartKind.NOTES, chapter, Block("title", BlockKind.TITLE, ()), tuple(blocks))


def _contents(composer: Composer, notes: Sequence[Note]) -> dict[int, Content]:
    """The content of each note by its number. A line in which other notes begin is divided at their marks."""
    found: dict[int, Content] = {}
    for host in notes:
        if not host.lines:
            continue
        rest = composer.lines(host.lines)
        number = host.number
        for note in sorted((n for n in notes if not n.lines and n.line in host.lines), key=lambda n: n.mark.start):
            found[number], rest = split_at(rest, note.mark.start)
            number = note.number
        found[number] = rest
    return found


def _pieces(block: Block) -> Iterable[Piece]:
    return (inline for span in block.spans for inline in span.content if isinstance(inline, Piece))


def _holds(block: Block, calls: set[int], number: int) -> bool:
    """Whether a block calls a note from one of these places."""
    return any(piece.footnote == number and piece.start in calls for piece in _pieces(block))


def _begins(block: Block) -> int:
    return min((piece.start for piece in _pieces(block)), default=0)
