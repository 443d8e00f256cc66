"""A block of the edition as a passage of the data: its text, and the positions of calls, names, dates and changes in
it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TypeVar

from editio.edition import Built
from editio.inputs.registers import Apparatus
from editio.model import addresses
from editio.model.kinds import INFERRED_CALLS, AnnotationKind, BlockKind, CallKind
from editio.model.pieces import Fate, Piece
from editio.model.text import Block, FormerAnchor, PageStart, Part, again
from editio.outputs.files.data.shapes import (
    Change,
    Date,
    Link,
    Name,
    NoteCall,
    Passage,
    PrintedPage,
    Span,
)
from editio.outputs.files.data.shapes import PageStart as Start
from editio.outputs.fragments import Fragment, fragments, trimmed
from editio.outputs.places import emendation_addresses, identifier, printed_pages
from editio.stages.linking import Annotation, Locus

T = TypeVar("T")


@dataclass
class _Found:
    """The content of a passage, collected while it is read."""

    text: str = ""
    spans: list[Span] = field(default_factory=list)
    starts: list[Start] = field(default_factory=list)
    former: list[str] = field(default_factory=list)
    calls: list[NoteCall] = field(default_factory=list)
    annotated: list[tuple[Annotation, int, int]] = field(default_factory=list)
    changed: list[tuple[Piece, int, int]] = field(default_factory=list)


class Passages:
    """Makes the passages of one edition."""

    def __init__(self, built: Built, apparatus: Apparatus) -> None:
        self._edition, self._links = built.edition, built.links.by_locus
        self._register = apparatus.readings
        self._addresses = emendation_addresses(built.edition, apparatus)
        self._printed = printed_pages(built.edition)

    def passage(self, part: Part, block: Block, section: str) -> Passage:
        found = _Found()
        for k, span in enumerate(block.spans):
            if k:
                found.text += "\n"
            start = len(found.text)
            annotations = self._links.get(Locus(part.address, block.id, k), ())
            for fragment in trimmed(fragments(span.content, annotations)):
                self._read(part, fragment, found)
            found.spans.append(Span(start=start, end=len(found.text), role=span.role, row=span.row, column=span.column))
        address = f"{part.address}#{block.id}"
        return Passage(
            id=identifier(address),
            address=address,
            kind=block.kind,
            label=block.label,
            date=block.label if block.kind is BlockKind.EVENT else "",
            article=identifier(addresses.at(part.address, addresses.article_id(block.label)))
            if block.kind is BlockKind.ARTICLE
            else "",
            section=section,
            text=found.text,
            pages=self._pages(block),
            spans=tuple(found.spans),
            former=tuple(found.former),
            page_starts=tuple(found.starts),
            calls=tuple(found.calls),
            names=tuple(
                Name(start=start, end=end, address=addresses.entry(a.target), ground=a.ground)
                for a, start, end in found.annotated
                if a.kind is AnnotationKind.NAME
            ),
            dates=tuple(
                Date(start=start, end=end, edtf=a.target, certain=a.certain, ground=a.ground)
                for a, start, end in found.annotated
                if a.kind is AnnotationKind.DATE
            ),
            links=tuple(
                Link(start=start, end=end, kind=a.kind, address=a.target, ground=a.ground)
                for a, start, end in found.annotated
                if a.kind not in (AnnotationKind.NAME, AnnotationKind.DATE)
            ),
            changes=tuple(self._change(piece, found.text, start, end) for piece, start, end in found.changed),
        )

    def _read(self, part: Part, fragment: Fragment, found: _Found) -> None:
        """Add a fragment to the content."""
        start = len(found.text)
        found.text += fragment.text
        end = len(found.text)
        match fragment.inline:
            case PageStart(label, certain):
                address = addresses.at(part.address, addresses.page_id(label))
                found.starts.append(
                    Start(id=identifier(address), address=address, position=start, label=label, certain=certain)
                )
            case FormerAnchor(former):
                found.former.append(f"{part.address}#{former}")
            case Piece(fate=Fate.CALL) as call if call.note and call.source != CallKind.NOTE_IN_NOTE:
                address = addresses.at(part.address, addresses.call_id(call.note, again(call)))
                found.calls.append(
                    NoteCall(
                        id=identifier(address),
                        address=address,
                        position=start,
                        note=call.note,
                        note_address=part.note_address(call.note),
                        certain=call.source not in INFERRED_CALLS,
                    )
                )
            case Piece(fate=Fate.EMENDED) as piece:
                _extend(found.changed, piece, start, end)
        if fragment.annotation and fragment.text:
            _extend(found.annotated, fragment.annotation, start, end)

    def _pages(self, block: Block) -> tuple[PrintedPage, ...]:
        """The pages of a block: the page of its first character, and those that start in it."""
        pieces = [i.start for span in block.spans for i in span.content if isinstance(i, Piece) and i.reading]
        pages: dict[str, PrintedPage] = {}
        if pieces:
            page = self._edition.pagination.page_of(min(pieces))
            pages[page.label] = PrintedPage(label=page.label, certain=page.certain)
        for span in block.spans:
            for inline in span.content:
                if isinstance(inline, PageStart):
                    pages.setdefault(inline.label, PrintedPage(label=inline.label, certain=inline.certain))
        return tuple(pages.values())

    def _change(self, piece: Piece, text: str, start: int, end: int) -> Change:
        entry = self._register.get(piece.source)
        line = self._edition.witness.line_at(piece.start)
        index = bisect_left(self._edition.witness.lines, line.start, key=lambda other: other.start)
        printed = next(printed for printed in self._printed if index in printed.lines)
        return Change(
            start=start,
            end=end,
            id=piece.source,
            address=self._addresses[piece.start] if entry else addresses.RULES,
            witness=piece.reading,
            edited=text[start:end],
            kind=entry.kind if entry else "rule",
            certainty=entry.certainty if entry else "certain",
            reason=entry.reason if entry else "",
            line=line.number,
            column=line.column(piece.start),
            witness_address=f"{printed.address}#line{line.number}",
        )


def _extend(found: list[tuple[T, int, int]], what: T, start: int, end: int) -> None:
    """Add a range, or extend the range before it if both belong to the same thing."""
    if found and found[-1][0] is what:
        start = found.pop()[1]
    found.append((what, start, end))
