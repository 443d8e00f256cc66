"""The parts of the book in TEI.

A block becomes the element that TEI has for it, with the id that `editio.outputs.places.identifier` makes of its
address. Without replaced readings (`sic`), note calls (`ref[@type="noteCall"]`) and remarks of editors on notes
(`note[@resp]`), the text of an element is exactly the edited text. Page starts and former anchors are empty. Begin
reading at `Body.part`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import assert_never

from lxml import etree

from editio.edition import Built
from editio.inputs.registers import Apparatus, Note
from editio.model import addresses
from editio.model.kinds import (
    FOOTNOTE_CALLS,
    AnnotationKind,
    BlockKind,
    CallKind,
    Certainty,
    NoteKind,
    PartKind,
    SpanRole,
)
from editio.model.pieces import Fate, Piece
from editio.model.text import Block, FormerAnchor, Inline, PageStart, Part, Supplied, again, paragraphs
from editio.outputs import chapter_notes
from editio.outputs.chapter_notes import ChapterNote
from editio.outputs.files.tei import authorities
from editio.outputs.files.tei.dates import dating
from editio.outputs.files.tei.facsimile import surface_id
from editio.outputs.files.tei.markup import Node, element, joined, lines
from editio.outputs.fragments import Fragment, fragments, trimmed
from editio.outputs.pages.emendations import KINDS
from editio.outputs.places import emendation_addresses, footnotes, identifier, printed_pages
from editio.stages.linking import Annotation, Locus, citations

EDITORS, OCR = "editors", "ocr"  # ids of those who are responsible
CERTAINTY = {Certainty.CERTAIN: "high", Certainty.PROBABLE: "medium"}
_HEADINGS = {BlockKind.SECTION, BlockKind.YEAR, BlockKind.GROUP}
_NAMES = {addresses.index(kind): form for kind, (_, _, form) in authorities.KINDS.items()}


def reference(address: str) -> str:
    """A pointer to an address."""
    return f"#{identifier(address)}"


_CERT: Mapping[str, str] = {
    CallKind.INFERRED: "medium",
    CallKind.NOTE_INFERRED: "medium",
    CallKind.FOOTNOTE_INFERRED: "medium",
    CallKind.NOTE_WITHOUT_CALL: "low",
}


class Body:
    """Writes the parts of one edition."""

    def __init__(self, built: Built, apparatus: Apparatus) -> None:
        self._links = built.links.by_locus
        self._register = apparatus.readings
        self._idents = emendation_addresses(built.edition, apparatus)
        self._sources = {source.key: source for source in apparatus.sources}
        self._bibliography = citations.page(built.edition)
        self._edition, self._apparatus = built.edition, apparatus
        self._footnotes: Mapping[int, str] = {}
        self._notes: frozenset[int] = frozenset()
        shown = built.facsimile.pages
        self._images = {page.page.label: page.name for page in printed_pages(built.edition) if page.name in shown}

    def part(self, part: Part) -> etree._Element:
        """A part of the book: the text before its first heading, then a division for each heading."""
        self._footnotes = footnotes(part)
        self._notes = chapter_notes.numbers(self._edition, part, self._apparatus)
        first = next((k for k, b in enumerate(part.blocks) if b.kind in _HEADINGS), len(part.blocks))
        inside = [*self._head(part), *self._stretch(part, part.blocks[:first])]
        sections: list[list[Block]] = []
        for block in part.blocks[first:]:
            if block.kind in _HEADINGS:
                sections.append([])
            sections[-1].append(block)
        for heading, *blocks in sections:
            head = element("head", *self._words(part, heading, 0))
            parts = [head, *self._stretch(part, blocks)]
            inside.append(element("div", *lines(parts), type=heading.kind, id=self._id(part, heading)))
        number = part.label or (str(part.number) if part.number else "")
        return element("div", *lines(inside), type=part.kind, n=number, id=identifier(part.address))

    def _head(self, part: Part) -> Iterator[etree._Element]:
        title = part.title
        words = (
            [element("label", *self._words(part, title, k), type="number")]
            if span.role is SpanRole.NUMBER
            else self._words(part, title, k)
            for k, span in enumerate(title.spans)
            if span.role is not SpanRole.SUMMARY
        )
        if title.spans:
            yield element("head", *joined(words), id=self._id(part, title))
        for k, span in enumerate(title.spans):
            if span.role is SpanRole.SUMMARY:
                yield element("argument", element("p", *self._words(part, title, k)))

    def _stretch(self, part: Part, blocks: Sequence[Block]) -> Iterator[etree._Element]:
        """Blocks between two headings. Mottos at its top are epigraphs and signatures at its end a closer,
        which TEI has nowhere else; events and entries that follow one another are a list."""
        top = next((k for k, b in enumerate(blocks) if b.kind is not BlockKind.EPIGRAPH), len(blocks))
        end = len(blocks) - next(
            (k for k, b in enumerate(reversed(blocks)) if b.kind is not BlockKind.SIGNATURE), len(blocks)
        )
        yield from (self._epigraph(part, block, "epigraph") for block in blocks[:top])
        for kind, members in groupby(blocks[top:end], key=lambda block: block.kind):
            written = [self._block(part, block) for block in members]
            if kind is BlockKind.EVENT:
                yield element("list", *lines(written), type="chronology")
            elif kind is BlockKind.ENTRY:
                yield element("list" if part.kind is PartKind.INDEX else "listBibl", *lines(written))
            else:
                yield from written
        for block in blocks[max(end, top) :]:
            signed = element("signed", *self._words(part, block, 0))
            yield element("closer", signed, id=self._id(part, block))

    def _block(self, part: Part, block: Block) -> etree._Element:
        ident = self._id(part, block)
        match block.kind:
            case BlockKind.QUOTATION:
                paragraphs = (element("p", *self._words(part, block, k)) for k in range(len(block.spans)))
                return element("quote", *lines(paragraphs), id=ident)
            case BlockKind.EPIGRAPH:
                return self._epigraph(part, block, "quote")
            case BlockKind.LIST:
                return self._list(part, block, ident)
            case BlockKind.DIALOGUE:
                return self._dialogue(part, block, ident)
            case BlockKind.TABLE:
                return self._table(part, block, ident)
            case BlockKind.VERSE:
                return element("lg", *lines(self._verse(part, block, range(len(block.spans)))), id=ident)
            case BlockKind.FOOTNOTE:
                return element("note", *joined(self._paragraphs(part, block)), place="bottom", id=ident)
            case BlockKind.ARTICLE:
                return self._article(part, block, ident)
            case BlockKind.CAPTION:
                return element("ab", *self._words(part, block, 0), type="caption", id=ident)
            case BlockKind.SIGNATURE:
                return element("ab", *self._words(part, block, 0), type="signature", id=ident)
            case BlockKind.SOURCE:
                return element("bibl", *self._words(part, block, 0), type="source", id=ident)
            case BlockKind.EVENT:
                known = dating(block.label) if block.label else {}
                date = element("label", element("date", *self._words(part, block, 0), **known))
                return element("item", date, " ", *self._words(part, block, 1), id=ident)
            case BlockKind.ENTRY:
                name = "item" if part.kind is PartKind.INDEX else "bibl"
                return element(name, *self._words(part, block, 0), id=ident)
            case (
                BlockKind.TITLE
                | BlockKind.PARAGRAPH
                | BlockKind.CONTINUED
                | BlockKind.SECTION
                | BlockKind.YEAR
                | BlockKind.GROUP
                | BlockKind.NOTE
            ):
                rend = "" if block.kind is BlockKind.PARAGRAPH else block.kind
                words = joined(self._words(part, block, k) for k in range(len(block.spans)))
                return element("p", *words, rend=rend, id=ident)
            case _:
                assert_never(block.kind)

    def _epigraph(self, part: Part, block: Block, name: str) -> etree._Element:
        words = element("p", *self._words(part, block, 0))
        quoted = element("quote", words) if name == "epigraph" else words
        source = element("bibl", *self._words(part, block, 1))
        kind = "" if name == "epigraph" else "epigraph"
        return element(name, *lines([quoted, source]), type=kind, id=self._id(part, block))

    def _list(self, part: Part, block: Block, ident: str) -> etree._Element:
        items: list[Node] = []
        marker: list[Node] = []
        for k, span in enumerate(block.spans):
            if span.role is SpanRole.MARKER:
                marker = [element("label", *self._words(part, block, k)), " "]
            else:
                items.append(element("item", *marker, *self._words(part, block, k)))
                marker = []
        return element("list", *lines(items), id=ident)

    def _dialogue(self, part: Part, block: Block, ident: str) -> etree._Element:
        speeches: list[Node] = []
        speaker: list[Node] = []
        for k, span in enumerate(block.spans):
            if span.role is SpanRole.SPEAKER:
                speaker = [element("speaker", *self._words(part, block, k))]
            else:
                speeches.append(element("sp", *lines([*speaker, element("p", *self._words(part, block, k))])))
                speaker = []
        return element("quote", *lines(speeches), type="dialogue", id=ident)

    def _verse(self, part: Part, block: Block, spans: Iterable[int]) -> Iterator[etree._Element]:
        for k in spans:
            column = block.spans[k].column
            yield element("l", *self._words(part, block, k), rend=f"indent({column})" if column else "")

    def _paragraphs(self, part: Part, block: Block) -> Iterator[list[Node]]:
        """The text of a note: the words of its only paragraph, or each of several as an element."""
        found = paragraphs(block)
        for spans in found:
            if block.spans[spans[0]].role is SpanRole.LINE:
                yield [element("lg", *lines(self._verse(part, block, spans)))]
            elif len(found) > 1:
                yield [element("p", *self._words(part, block, spans[0]))]
            else:
                yield self._words(part, block, spans[0])

    def _table(self, part: Part, block: Block, ident: str) -> etree._Element:
        columns = 1 + max(span.column for span in block.spans)
        rows: dict[int, dict[int, int]] = {}
        for k, span in enumerate(block.spans):
            rows.setdefault(span.row, {})[span.column] = k
        table: list[Node] = []
        for cells in rows.values():
            header = any(block.spans[k].role is SpanRole.HEADER for k in cells.values())
            written = (
                element(
                    "cell",
                    *(self._words(part, block, cells[c]) if c in cells else ()),
                    role="" if c or header else "label",
                )
                for c in range(columns)
            )
            table.append(element("row", *lines(written), role="label" if header else ""))
        return element("table", *lines(table), rows=str(len(rows)), cols=str(columns), id=ident)

    def _article(self, part: Part, block: Block, ident: str) -> etree._Element:
        """An article with its number; if it is a heading, its text is in the blocks below it."""
        number = identifier(addresses.at(part.address, addresses.article_id(block.label)))
        label = element("label", *self._words(part, block, 0), id=number)
        words = joined([[label], *(self._words(part, block, k) for k in range(1, len(block.spans)))])
        return element("p", *words, rend="article", id=ident)

    def notes(self, part: Part, printed: Part | None, found: Iterable[ChapterNote]) -> etree._Element:
        """The notes of a part: the notes of `printed`, then the notes without text, each with the entries of the
        editors. If no part calls the notes, `part` is `printed`."""
        left = {str(note.number): note for note in found}
        inside: list[Node] = (
            [*self._head(printed)] if printed else [element("head", chapter_notes.title(part), resp=f"#{EDITORS}")]
        )
        for block in printed.blocks if printed else ():
            if printed and block.kind is not BlockKind.NOTE:
                inside.append(self._block(printed, block))
            elif printed:
                note = left.pop(block.label, None)
                label = element("label", *self._words(printed, block, 0))
                known = self._known(note.entered if note else ())
                words = joined([[label], *self._paragraphs(printed, block), *([one] for one in known)])
                inside.append(self._note(part, block.label, words, bool(note and note.call)))
        for called, note in left.items():
            words = joined([one] for one in self._known(note.entered)) or [element("gap", reason="lacking")]
            inside.append(self._note(part, called, words, called=True))
        kind = printed.owner if printed else part.kind
        number = str(part.number) if kind is PartKind.CHAPTER else f"{kind} {part.number}"
        return element("div", *lines(inside), type="notes", n=number, id=identifier(part.notes_address))

    def _note(self, part: Part, label: str, content: Sequence[Node], called: bool) -> etree._Element:
        call = reference(addresses.at(part.address, addresses.call_id(label))) if called else ""
        ident = identifier(part.note_address(label))
        return element("note", *content, type="endnote", place="end", n=label, target=call, id=ident)

    def _known(self, entered: Sequence[Note]) -> Iterator[etree._Element]:
        """The entries of the editors about a note: its text, or its source."""
        for note in entered:
            parts: list[Node] = []
            if note.text:
                parts.append(note.text)
            if note.source:
                source = self._sources[note.source]
                cited = reference(f"{self._bibliography}#{note.source}")
                parts.append(element("bibl", element("title", source["title"]), corresp=cited))
            if note.detail:
                parts.append(note.detail)
            if note.ground:
                parts.append(element("note", note.ground, type="ground"))
            kind = "supplied" if note.kind is NoteKind.TEXT else note.kind
            yield element("note", *joined([part] for part in parts), type=kind, resp=f"#{EDITORS}")

    def _words(self, part: Part, block: Block, k: int) -> list[Node]:
        """Span k of a block, without blanks at its ends."""
        annotations = self._links.get(Locus(part.address, block.id, k), ())
        found = trimmed(fragments(block.spans[k].content, annotations))
        parts = Counter(id(fragment.inline) for fragment in found)

        def run(fragment: Fragment) -> Annotation | int | None:
            """The key that groups fragments: the annotation that covers them. An emended piece in which an annotation
            begins or ends is one choice with its parts inside."""
            divided = parts[id(fragment.inline)] > 1 and self._registered(fragment.inline)
            return id(fragment.inline) if divided else fragment.annotation

        written: list[Node] = []
        for key, members in groupby(found, key=run):
            together = list(members)
            piece = together[0].inline
            if isinstance(key, int) and isinstance(piece, Piece):
                words = [node for f in together for node in self._named(f.annotation, [f.text])]
                written.append(self._choice(piece, words))
            elif not isinstance(key, int):
                written += self._named(key, [self._inline(part, f) for f in together])
        return written

    def _registered(self, inline: Inline) -> bool:
        return isinstance(inline, Piece) and inline.source in self._register

    def _inline(self, part: Part, fragment: Fragment) -> Node:
        match fragment.inline:
            case PageStart(label, certain):
                ident = identifier(addresses.at(part.address, addresses.page_id(label)))
                image = f"#{surface_id(self._images[label])}" if label in self._images else ""
                return element("pb", n=label, id=ident, cert="" if certain else "medium", facs=image)
            case FormerAnchor(former):
                return element("anchor", type="former", id=identifier(f"{part.address}#{former}"))
            case Supplied():
                words = fragment.text
                return element("supplied", words, resp=f"#{EDITORS}") if words.strip() else words
            case Piece(fate=Fate.CALL) as call:
                return self._call(part, call)
            case Piece() as piece if self._registered(piece):
                return self._choice(piece, [fragment.text])
        return fragment.text

    def _choice(self, piece: Piece, words: Sequence[Node]) -> etree._Element:
        """An emendation of the register: a misprint of the book or a misreading of the OCR."""
        entry = self._register[piece.source]
        sic = element("sic", piece.reading, resp="" if KINDS[entry.kind].printed else f"#{OCR}")
        corr = element(
            "corr", *words, type=entry.kind.replace(" ", "-"), resp=f"#{EDITORS}", cert=CERTAINTY[entry.certainty]
        )
        address = self._idents[piece.start]
        if not piece.reading:  # it goes on from the block before
            return element("choice", sic, corr, corresp=reference(address))
        return element("choice", sic, corr, id=identifier(address))

    def _named(self, annotation: Annotation | None, words: list[Node]) -> list[Node]:
        match annotation:
            case None:
                return words
            case Annotation(kind=AnnotationKind.DATE, target=edtf, certain=certain):
                return [element("date", *words, **({} if certain else {"cert": "medium"}) | dating(edtf))]
            case Annotation(kind=AnnotationKind.NAME, target=target):
                return [element(_NAMES[addresses.entry(target).partition("#")[0]], *words, ref=reference(target))]
            case Annotation(kind=kind, target=target):
                return [element("ref", *words, type=kind, target=reference(target))]

    def _call(self, part: Part, call: Piece) -> Node:
        cert = _CERT.get(call.source, "")
        if call.source in FOOTNOTE_CALLS:
            target = reference(self._footnotes[call.footnote])
            return element("ref", call.mark, type="noteCall", n=call.mark, target=target, cert=cert)
        if not call.note:
            return ""
        note = reference(part.note_address(call.note))
        if call.source == CallKind.NOTE_IN_NOTE and call.note not in self._notes:
            return element("hi", str(call.note), rend="superscript")  # the note that it calls is lost
        if call.source == CallKind.NOTE_IN_NOTE:
            return element("ref", str(call.note), type="noteCall", n=str(call.note), target=note)
        return element(
            "ref",
            str(call.note),
            type="noteCall",
            n=str(call.note),
            target=note,
            id=identifier(addresses.at(part.address, addresses.call_id(call.note, again(call)))),
            cert=cert,
        )

    @staticmethod
    def _id(part: Part, block: Block) -> str:
        return identifier(f"{part.address}#{block.id}")
