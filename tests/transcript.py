"""A transcript of an edition: one block a line, as the specimen's clean text is written by hand.

The format is described at the head of specimen/clean.txt. Nothing of the edition's text, calls and
marks is left out, so that two equal transcripts are two equal editions.
"""

from __future__ import annotations

from collections.abc import Iterator

from editio.model.kinds import CallKind, SpanRole
from editio.model.pieces import Fate, Piece
from editio.model.text import Block, Edition, FormerAnchor, Inline, PageStart, Part

_TAGS = {
    "paragraph": "p",
    "continued": "p",
    "section": "section",
    "footnote": "foot",
    "signature": "sign",
    "source": "source",
    "year": "year",
    "group": "group",
    "entry": "entry",
}
_SINGLE = ("jacket", "chronology", "bibliography", "index")  # kinds of which a book has one


def transcript(edition: Edition) -> Iterator[str]:
    """The lines of the transcript."""
    for part in edition.parts:
        yield f"@{part.kind}" + ("" if part.kind in _SINGLE else f" {part.number}")
        yield from _title(part)
        for block in part.blocks:
            yield from _block(block)


def _title(part: Part) -> Iterator[str]:
    """The title without the number, which the division's own line has."""
    spans = part.title.spans
    starts = [i for span in spans if span.role is SpanRole.NUMBER for i in span.content if isinstance(i, PageStart)]
    words = [i for span in spans if span.role is SpanRole.TITLE for i in span.content]
    if spans:
        yield f"title {written(*starts, *words)}"


def _block(block: Block) -> Iterator[str]:
    match block.kind:
        case "epigraph":
            text, cite = block.spans
            yield f"epigraph {written(*text.content)}"
            yield f"cite {written(*cite.content)}"
        case "quotation":
            for k, span in enumerate(block.spans):
                yield f"quote{'+' if k else ''} {written(*span.content)}"
        case "list":
            for row in _rows(block):
                yield f"li {' '.join(row)}"
        case "dialogue":
            for row in _rows(block):
                yield f"say {' | '.join(row)}"
        case "table":
            for row in _rows(block):
                yield f"row {' | '.join(row)}"
        case "event":
            date, event = block.spans
            yield f"event {block.label} {written(*date.content)}".rstrip() + f" | {written(*event.content)}"
        case "verse":
            for span in block.spans:
                yield f"line {written(*span.content)}"
        case "article":
            yield f"article {' '.join(written(*span.content) for span in block.spans)}"
        case "note":
            number, text = block.spans
            yield f"note {written(*number.content)} {written(*text.content)}"
        case kind:
            yield f"{_TAGS[kind]} {' '.join(written(*span.content) for span in block.spans)}"


def _rows(block: Block) -> Iterator[list[str]]:
    """What the spans of each row say, in their order."""
    for row in sorted({span.row for span in block.spans}):
        spans = [span for span in block.spans if span.row == row]
        yield [written(*span.content) for span in sorted(spans, key=lambda span: span.column)]


def written(*content: Inline) -> str:
    """Content as text with its calls and page starts, blanks brought to one."""
    return " ".join("".join(map(_inline, content)).split())


def _inline(inline: Inline) -> str:
    if isinstance(inline, PageStart):
        return f" [page {inline.label}] "
    if isinstance(inline, FormerAnchor):
        return f" [former {inline.id}] "
    if isinstance(inline, Piece) and inline.fate is Fate.CALL:
        return f"[call {inline.note}]" if inline.note else "[*]" if inline.source == CallKind.FOOTNOTE_CALL else ""
    return inline.text
