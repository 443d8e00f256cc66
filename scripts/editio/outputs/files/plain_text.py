"""The edition as plain text: to read, and with its note calls and page starts.

A paragraph is one line of any length, followed by an empty line; displayed text is indented by four blanks; cells of a
table are separated by tabs. In the text with marks, `[57]` is the call of note 57, `[*]` that of a footnote, and `[p.
57]` marks the start of printed page 57.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from editio.inputs.registers import Settings
from editio.model.kinds import BlockKind, CallKind, SpanRole
from editio.model.pieces import Fate, Piece
from editio.model.text import Block, Content, Edition, FormerAnchor, Inline, PageStart, Part, paragraphs

_DISPLAYED = frozenset(
    {BlockKind.QUOTATION, BlockKind.EPIGRAPH, BlockKind.LIST, BlockKind.DIALOGUE, BlockKind.TABLE, BlockKind.VERSE}
)
_INDENT = "    "


def whole(edition: Edition, settings: Settings, marked: bool) -> str:
    """The whole book in its order, below a head with title and rights."""
    parts = [_head(settings), *(_part(part, marked) for part in edition.parts)]
    return "\n\n\n".join(parts) + "\n"


def part(part: Part, settings: Settings) -> str:
    """A part of the book with its marks."""
    return f"{_head(settings)}\n\n\n{_part(part, marked=True)}\n"


def _head(settings: Settings) -> str:
    book = settings.book
    lines = [
        book.title,
        book.byline,
        f"Version {settings.site.version}",
        *settings.rights.notices,
    ]
    return "\n".join(lines)


def _part(part: Part, marked: bool) -> str:
    title = " ".join(_words(span.content, marked) for span in part.title.spans)
    blocks = [_block(block, marked) for block in part.blocks]
    return "\n\n".join(filter(None, (title, *blocks)))


def _block(block: Block, marked: bool) -> str:
    indent = _INDENT if block.kind in _DISPLAYED else ""
    return "\n".join(indent + line for line in _lines(block, marked))


def _lines(block: Block, marked: bool) -> Iterator[str]:
    """The lines of a block: one for each paragraph, item, speech or row."""
    if block.kind in (BlockKind.QUOTATION, BlockKind.EPIGRAPH):
        yield from (_words(span.content, marked) for span in block.spans)
    elif block.kind is BlockKind.VERSE:
        yield from ("  " * span.column + _words(span.content, marked) for span in block.spans)
    elif block.kind in (BlockKind.LIST, BlockKind.DIALOGUE, BlockKind.TABLE):
        between = "\t" if block.kind is BlockKind.TABLE else " "
        for _, spans in groupby(sorted(block.spans, key=lambda s: (s.row, s.column)), key=lambda s: s.row):
            yield between.join(_words(span.content, marked) for span in spans)
    elif block.kind in (BlockKind.FOOTNOTE, BlockKind.NOTE):
        yield from _note(block, marked)
    else:
        yield " ".join(filter(None, (_words(span.content, marked) for span in block.spans)))


def _note(block: Block, marked: bool) -> Iterator[str]:
    """The paragraphs of a note, the first with its number, and its lines of verse."""
    (first, *stanza), *others = paragraphs(block)
    yield " ".join(filter(None, (_words(span.content, marked) for span in block.spans[: first + 1])))
    for k in (*stanza, *(k for spans in others for k in spans)):
        span = block.spans[k]
        indent = _INDENT + "  " * span.column if span.role is SpanRole.LINE else ""
        yield indent + _words(span.content, marked)


def _words(content: Content, marked: bool) -> str:
    """Content on one line, every run of blanks brought to one."""
    return " ".join("".join(_inline(inline, marked) for inline in content).split())


def _inline(inline: Inline, marked: bool) -> str:
    match inline:
        case FormerAnchor():
            return ""
        case PageStart(label):
            return f"[p. {label}] " if marked else ""
        case Piece(source=CallKind.FOOTNOTE_CALL | CallKind.FOOTNOTE_INFERRED, mark=mark):
            return f"[{mark}]" if marked else ""
        case Piece(fate=Fate.CALL, note=note):
            return f"[{note}]" if marked and note else ""
    return inline.text
