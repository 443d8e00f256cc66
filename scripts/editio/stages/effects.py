"""Check that entries of the apparatus took effect, so that no decision of an editor is lost silently.

Each stage applies the entries of apparatus/structure.tsv for its own roles, and does not notice if one has no effect.
`faults` examines the finished edition and refuses entries that another entry or the text itself prevented (S508).
`astray` refuses entries about missing appendices and places (A008, N104).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import assert_never

from editio.inputs.registers import Apparatus, Entry, LineRole, Role
from editio.model import addresses
from editio.model.kinds import BlockKind, SpanRole
from editio.model.messages import Message
from editio.model.pieces import Piece
from editio.model.text import Edition
from editio.model.witness import Line
from editio.stages import anchors
from editio.stages.linking import locate

_RUNNING = (BlockKind.PARAGRAPH, BlockKind.CONTINUED)
_NOTES = (BlockKind.FOOTNOTE, BlockKind.NOTE)


def faults(edition: Edition, entries: Sequence[LineRole]) -> Iterator[Message]:
    """Messages about entries without effect (S508). Entries for missing lines are reported elsewhere (S503)."""
    if not entries:
        return
    seen = _Seen(edition)
    numbered = edition.witness.numbered
    for entry in entries:
        lines = [numbered[n] for n in (entry.line, entry.last) if n in numbered]
        if len(lines) == 2 and not seen.has(entry, lines[0], lines[1]):
            detail = f"Line {entry.line} is not {entry.role}{f' {entry.value}' if entry.value else ''} in the edition."
            begun = seen.begun(entry, lines[0])
            yield Message(entry.row, entry.at("role"), "S508", detail + begun, entry.file)


def astray(edition: Edition, apparatus: Apparatus) -> Iterator[Message]:
    """Messages about entries for a missing appendix (A008), and about references to a missing place on an existing page
    (N104). References to missing pages are reported elsewhere."""
    about: list[tuple[str, Entry]] = [(addresses.appendix(n), entry) for n, entry in apparatus.documents.items()]
    about += [(line.document, line) for line in apparatus.lines]
    existing = {part.address for part in edition.parts}
    for address, entry in about:
        if address not in existing:
            yield Message(*entry.stands_at("document"), "A008", f"{address}.", entry.file)
    targets = [(reference, *reference.target.partition("#")[::2]) for reference in apparatus.references]
    named = {page for _, page, ident in targets if ident}
    idents = {
        part.address: {name for block in part.blocks for name, _ in anchors.names(block)}
        for part in edition.parts
        if part.address in named
    }
    for reference, page, ident in targets:
        if ident and page in idents and ident not in idents[page]:
            yield locate.leads_nowhere(reference)


class _Seen:
    """The block and span of every piece in an edition."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.places: dict[int, tuple[BlockKind, SpanRole, bool]] = {}  # by piece: block, span, whether it begins one
        for part in edition.parts:
            for block in (part.title, *part.blocks):
                first = min((i.start for s in block.spans for i in s.content if isinstance(i, Piece)), default=-1)
                for span in block.spans:
                    start = min((i.start for i in span.content if isinstance(i, Piece)), default=-1)
                    for inline in span.content:
                        if isinstance(inline, Piece):
                            begins = inline.start in (first, start)
                            self.places[inline.start] = block.kind, span.role, begins
        self.starts = sorted(self.places)
        self.ends = {piece.start: piece.end for piece in edition.pieces()}

    def has(self, entry: LineRole, first: Line, last: Line) -> bool:
        """Whether the lines of an entry have its role in the edition."""
        kind, span, begins = self._at(first)
        match entry.role:
            case Role.PAGE | Role.UNCOUNTED_LEAF:
                label = self._label(first)
                wanted = "" if entry.role is Role.UNCOUNTED_LEAF else entry.value or label
                return label is not None and label == wanted and self._above(first) is None
            case Role.RUNNING_HEAD | Role.FOLIO:
                return kind is None
            case Role.PART | Role.CHAPTER | Role.TITLE:
                return kind is BlockKind.TITLE
            case Role.SECTION:
                return kind in (BlockKind.SECTION, BlockKind.TITLE, BlockKind.ARTICLE, BlockKind.GROUP)
            case Role.CONTENTS:
                return kind not in (BlockKind.TITLE, BlockKind.SECTION) or begins
            case Role.NOTE:
                return kind in _NOTES
            case Role.PARAGRAPH:
                return begins or kind not in (*_RUNNING, *_NOTES)
            case Role.CONTINUES:
                return begins
            case Role.QUOTATION:
                return kind is BlockKind.QUOTATION
            case Role.VERSE:
                return all(
                    kind is BlockKind.VERSE or (kind in _NOTES and span is SpanRole.LINE)
                    for kind, span, _ in (self._at(first), self._at(last))
                )
            case Role.ITEM:
                return span in (SpanRole.MARKER, SpanRole.ITEM)
            case Role.CAPTION:
                return kind is BlockKind.CAPTION
            case Role.TEXT:
                return kind is not None and (kind not in _RUNNING or not begins)
            case _:
                assert_never(entry.role)

    def begun(self, entry: LineRole, line: Line) -> str:
        """For an entry for a page: a sentence with the first line of the page, if that is not the line of the entry;
        otherwise ""."""
        if entry.role not in (Role.PAGE, Role.UNCOUNTED_LEAF):
            return ""
        lines = self.edition.witness.lines
        page = next((page for page in reversed(self.edition.pagination.pages) if page.offset <= line.start), None)
        if page is None or page.first >= len(lines):
            return ""
        begins = self._above(line) or lines[page.first]
        if begins.number == entry.line:
            return ""
        return f" Its page begins at line {begins.number}: make the entry for that line."

    def _at(self, line: Line) -> tuple[BlockKind | None, SpanRole | None, bool]:
        """The block and span of the first character of a line in the text, and whether that character begins one."""
        i = bisect_right(self.starts, line.start - 1)
        found = self.places[self.starts[i]] if i < len(self.starts) and self.starts[i] < line.end else None
        if found is None and i and self._reaches(self.starts[i - 1], line.start):
            kind, role, _ = self.places[self.starts[i - 1]]
            return kind, role, False
        return found or (None, None, False)

    def _reaches(self, start: int, offset: int) -> bool:
        """Whether the piece that begins at `start` extends beyond an offset, since a piece may cover several lines."""
        return self.ends.get(start, start) > offset

    def _above(self, line: Line) -> Line | None:
        """The first line of the page above a line, if that page has only running heads or folios and `line`, which
        begins the next page, is neither: such heads belong to the page below them. None otherwise."""
        lines, furniture = self.edition.witness.lines, {anchor.line for anchor in self.edition.pagination.furniture}
        for before, page in pairwise(self.edition.pagination.pages):
            if page.first < len(lines) and lines[page.first].number == line.number:
                alone = before.first < page.first and furniture.issuperset(range(before.first, page.first))
                return lines[before.first] if alone and page.first not in furniture else None
        return None

    def _label(self, line: Line) -> str | None:
        """The label of the page that begins at a line; None if no page begins there."""
        lines = self.edition.witness.lines
        firsts = [page.first for page in self.edition.pagination.pages]
        for page, (first, end) in zip(self.edition.pagination.pages, pairwise([*firsts, len(lines)]), strict=True):
            if first < end and lines[first].number == line.number:
                return page.label
        return None
