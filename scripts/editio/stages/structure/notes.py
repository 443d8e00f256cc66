"""Make blocks from notes. Notes in the text go below the block that calls them or into the notes of their chapter. The
spans are made here for all notes.

A note may have several paragraphs, and verse. A new paragraph needs a sign that divides the paragraphs of the book, an
empty line or an indent (`signals`), and a previous line that may end a paragraph. The rules for verse are those of the
text (`verse`). The register can begin or prevent a paragraph, and mark verse.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from editio.model import addresses
from editio.model.kinds import BlockKind, PartKind, SpanRole
from editio.model.pieces import Fate, Piece
from editio.model.text import Block, Content, Part, Span
from editio.stages.line_ends import introduces
from editio.stages.notes import Note
from editio.stages.structure import signals, verse
from editio.stages.structure.content import Composer, split_at
from editio.stages.structure.displays import Found
from editio.stages.structure.layout import LINES, Book, State, TextLine, decode
from editio.stages.structure.signals import Place

_OPENS = frozenset({State.FIRST, State.QUOTE_PARA})
_COUPLET = 2  # lines
_DASHES = ("—", "–")  # at the end of a line, a dash may introduce verse like a colon
_SET_IN = 0.5  # share of indented lines below the first; beyond it, indents do not begin paragraphs in a note


@dataclass(frozen=True)
class Layout:
    """The data to find the paragraphs and verse of notes: the places of lines, and the entries of the register."""

    composer: Composer
    full: float  # the measure of the text
    places: Mapping[int, Place]
    book: Book
    roles: Mapping[int, frozenset[State]]
    verse: frozenset[int]  # lines with the role verse in the register


def beside(layout: Layout, blocks: Sequence[Block], notes: Sequence[Note]) -> list[Block]:
    """The blocks, with each note below the block that calls it. A note without a call is below the block that ends the
    text of its page."""
    found = list(blocks)
    contents = _contents(layout, notes)
    for note in notes:
        content = Block("", BlockKind.FOOTNOTE, tuple(contents[note.number]))
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


def part(layout: Layout, chapter: int, notes: Iterable[Note]) -> Part:
    """The notes of a chapter."""
    blocks = []
    ordered = list(notes)
    contents = _contents(layout, ordered)
    for note in ordered:
        first, *others = contents[note.number]
        spans = numbered(first, split_at(first.content, note.mark.end), others)
        blocks.append(Block(addresses.note_id(note.number), BlockKind.NOTE, spans, str(note.number)))
    return Part(PartKind.NOTES, chapter, Block("title", BlockKind.TITLE, ()), tuple(blocks))


def numbered(first: Span, cut: tuple[Content, Content], others: Sequence[Span]) -> tuple[Span, ...]:
    """The spans of a note. `cut` is the first span, divided into the number and the words after it. If there are no
    words and other spans follow, the number is alone on its line, which is not a paragraph."""
    mark, words = cut
    if others and not any(isinstance(i, Piece) and (i.text.strip() or i.fate is Fate.CALL) for i in words):
        return (Span(SpanRole.NUMBER, (*mark, *words)), *others)
    return (Span(SpanRole.NUMBER, mark), replace(first, content=words), *others)


def _contents(layout: Layout, notes: Sequence[Note]) -> dict[int, list[Span]]:
    """The spans of each note, by number. A line in which other notes begin is divided at their marks."""
    found: dict[int, list[Span]] = {}
    for host in notes:
        if not host.lines:
            continue
        rest = spans_of(layout, host.lines)
        number = host.number
        for note in sorted((n for n in notes if not n.lines and n.line in host.lines), key=lambda n: n.mark.start):
            found[number], rest = _divided(rest, note.mark.start)
            number = note.number
        found[number] = rest
    return found


def _divided(spans: Sequence[Span], mark: int) -> tuple[list[Span], list[Span]]:
    """Divide spans before the piece of a note's mark, with at least one span on each side."""
    k = max((k for k, span in enumerate(spans) if _start(span) < mark), default=0)
    content = spans[k].content
    at = next(
        (n for n, inline in enumerate(content) if isinstance(inline, Piece) and inline.start >= mark), len(content)
    )
    left = [*spans[:k], replace(spans[k], content=content[:at])]
    return left, [replace(spans[k], content=content[at:]), *spans[k + 1 :]]


def spans_of(layout: Layout, lines: Sequence[int]) -> list[Span]:
    """The lines of a note as paragraphs and lines of verse. The mark on the first line makes its width and indent
    meaningless, so only the register can make this line verse."""
    roles = {lines[0]: frozenset(State), **layout.roles}
    rest = (layout.full, layout.places, layout.book.evidence, roles, layout.verse)
    spans: list[Span] = []
    position = 0
    after_verse = False
    for stanza in verse.by_rule(layout.composer, list(lines), *rest):
        if not (after_verse and stanza.first == position) and not _is_verse(layout, lines, stanza):
            continue
        spans += _prose(layout, lines[position : stanza.first])
        spans += stanza.block().spans
        position, after_verse = stanza.end, True
    return [*spans, *_prose(layout, lines[position:])]


def _is_verse(layout: Layout, lines: Sequence[int], stanza: Found) -> bool:
    """Whether a stanza found by rule is verse in a note. In notes, titles on two short lines are more frequent than
    couplets, so a couplet must be in the register, have a known indent, or follow an introduction."""
    first = lines[stanza.first]
    if stanza.end - stanza.first > _COUPLET or first in layout.verse or layout.places[first].indent is not None:
        return True
    if not stanza.first:
        return False
    above = layout.composer.text(lines[stanza.first - 1])
    return introduces(above) or above.endswith(_DASHES)


def _prose(layout: Layout, lines: Sequence[int]) -> list[Span]:
    """Lines as paragraphs, and as verse if the author ended them."""
    if not lines:
        return []
    spans: list[Span] = []
    position = 0
    for first, rows in _ended(layout, lines):
        above = layout.composer.text(lines[first - 1]) if first else ""
        end = first + sum(map(len, rows))
        if stanzas := verse.of_lines(layout.composer, rows, layout.places, above):
            spans += _paragraphs(layout, lines[position:first])
            spans += [span for stanza in stanzas for span in stanza.spans]
            position = end
    return [*spans, *_paragraphs(layout, lines[position:])]


def _ended(layout: Layout, lines: Sequence[int]) -> Iterable[tuple[int, list[list[int]]]]:
    """The runs of lines that the author ended: the position of each, and its lines with their turnovers."""
    text = layout.composer.text
    own = [TextLine(text(i).strip() or "-", False, layout.roles.get(i), layout.places[i]) for i in lines]
    own[0] = replace(own[0], fixed=own[0].fixed or frozenset({State.FIRST}))  # it has the mark of the note
    states = decode(tuple(own), layout.full, False, layout.book)
    position = 0
    for authored, run in groupby(zip(lines, states, strict=True), key=lambda pair: pair[1] in LINES):
        members = list(run)
        if authored:
            rows: list[list[int]] = []
            for i, state in members:
                if state is State.LINE or not rows:
                    rows.append([i])
                else:
                    rows[-1].append(i)
            skipped = 0
            while skipped < len(rows) and introduces(text(rows[skipped][-1])):
                skipped += 1
            yield position + sum(map(len, rows[:skipped])), rows[skipped:]
        position += len(members)


def _paragraphs(layout: Layout, lines: Sequence[int]) -> list[Span]:
    """Lines as paragraphs."""
    opens = _opens(layout, lines)
    starts = [k for k, i in enumerate(lines) if not k or i in opens]
    ends = pairwise([*starts, len(lines)])
    return [Span(SpanRole.TEXT, layout.composer.lines(lines[start:end])) for start, end in ends]


def _opens(layout: Layout, lines: Sequence[int]) -> frozenset[int]:
    """The lines of a note that begin a further paragraph."""
    text = layout.composer.text
    indented = [i for i in lines[1:] if signals.is_indented(layout.places[i])]
    by_indent = layout.book.evidence.indent is not None and len(indented) <= _SET_IN * (len(lines) - 1)
    found = set()
    for before, i in pairwise(lines):
        if i in layout.roles:
            opens = bool(layout.roles[i] & _OPENS)
        else:
            sign = (layout.book.evidence.blank is not None and layout.places[i].blank) or (by_indent and i in indented)
            opens = bool(sign) and signals.may_part(text(before), text(i))
        if opens:
            found.add(i)
    return frozenset(found)


def _start(span: Span) -> int:
    return min((piece.start for piece in span.content if isinstance(piece, Piece)), default=0)


def _pieces(block: Block) -> Iterable[Piece]:
    return (inline for span in block.spans for inline in span.content if isinstance(inline, Piece))


def _holds(block: Block, calls: set[int], number: int) -> bool:
    """Whether a block has a call of the note at one of these offsets."""
    return any(piece.footnote == number and piece.start in calls for piece in _pieces(block))


def _begins(block: Block) -> int:
    return min((piece.start for piece in _pieces(block)), default=0)
