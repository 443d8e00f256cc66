"""The edition as plain Markdown that MkDocs with Material, or Zensical, renders.

Words of the witness never act as Markdown, HTML or template syntax: `escape` writes every special character as a
numeric entity, and each block is on one line that begins with our own element. The resulting HTML is a contract,
described on the page about the data (theme/pages/data.md). Running text is made by `elements.element`, because a
template for each of its many spans would be slow.

Begin reading at `pages`.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import assert_never

from markupsafe import Markup

from editio.inputs.registers import Apparatus, Emendation, Recurring
from editio.model import addresses
from editio.model.edtf import points, readable
from editio.model.kinds import CALLING, FOOTNOTE_CALLS, AnnotationKind, BlockKind, CallKind, PartKind, Rule, SpanRole
from editio.model.pieces import Fate, Piece
from editio.model.text import (
    Block,
    Content,
    Edition,
    FormerAnchor,
    PageStart,
    Part,
    Supplied,
    again,
    has_paragraphs,
    paragraphs,
    plain,
)
from editio.outputs import chapter_notes, templates
from editio.outputs.chapter_notes import Known
from editio.outputs.elements import NOTHING, TITLE_CLASSES, element, lines, table_wrapper
from editio.outputs.escaping import attribute, escape, isolated
from editio.outputs.fragments import fragments
from editio.outputs.pages import documents
from editio.stages.linking import Annotation, Links, Locus
from editio.stages.restoration import typography

_STYLE_RULES = frozenset({*typography.NAMES, Rule.LINE_END_HYPHEN, Rule.SPECK})

LINE_BREAK = Markup("<br>\n")  # without a slash, which simple parsers take for the end of an element


@dataclass(frozen=True)
class Page:
    """A page of Markdown: its path in the docs folder, its title in the navigation, its text."""

    path: str
    title: str
    text: str


def pages(edition: Edition, links: Links, apparatus: Apparatus) -> list[Page]:
    """Every page of the book's own parts, in its order; the notes have pages of another form (`notes`)."""
    return [page(edition, d, links, apparatus) for d in edition.parts if d.kind is not PartKind.NOTES]


def heading(part: Part) -> str:
    """A part's name in navigation and contents."""
    title, number = _words(part, SpanRole.TITLE), _words(part, SpanRole.NUMBER)
    match part.kind:
        case PartKind.JACKET:
            return str(part.opening)
        case PartKind.CHAPTER:
            return f"{part.label} {title}".strip() if title else number or f"Chapter {part.number}"
        case PartKind.APPENDIX:
            return f"Appendix {part.label} {title}" if title and part.label else number or title
        case PartKind.PART:
            return f"{number} {title}".strip()
        case (
            PartKind.FRONT
            | PartKind.CHRONOLOGY
            | PartKind.NOTES
            | PartKind.BIBLIOGRAPHY
            | PartKind.INDEX
            | PartKind.BACK
        ):
            return title or f"{part.kind.value.capitalize()} {part.number}"
        case _:
            assert_never(part.kind)


def _words(part: Part, role: SpanRole) -> str:
    """The words of a part's title or number on one line."""
    return " ".join(word for span in part.title.spans if span.role is role for word in plain(span.content).split())


def path(address: str) -> str:
    """The file of the page at an address. Each page is the index of a folder of its own, so that a
    relative link means the same in the source file as on the site."""
    return address + "index.md"


def root(address: str) -> str:
    """The way from a page at an address to the site's root."""
    return "../" * address.count("/")


def page(edition: Edition, part: Part, links: Links, apparatus: Apparatus) -> Page:
    """The page of a part of the book."""
    called = chapter_notes.of_part(edition, part, apparatus) if part.kind in CALLING else ()
    of_notes = {note.number: note.known for note in called}
    write = Writer(part, root(part.address), links, apparatus.readings, of_notes)
    text = [_title(write, part)]
    if part.kind is PartKind.APPENDIX and part.number in apparatus.documents:
        text.append(documents.known(apparatus.documents[part.number], apparatus.names, root(part.address)))
    if part.kind is PartKind.CHRONOLOGY:
        notes = [block for block in part.blocks if block.kind is BlockKind.FOOTNOTE]
        text += [chronology(write, [block for block in part.blocks if block not in notes])]
        text += [write.block(note) for note in notes]
    elif part.kind in (PartKind.BIBLIOGRAPHY, PartKind.INDEX):
        text += list(_entries(write, part.blocks))
    else:
        text += [write.block(block) for block in part.blocks]
    if part.kind is PartKind.APPENDIX:
        known = apparatus.documents.get(part.number)
        text.append(documents.discussed(edition, links, known, part.address, write.root))
    return document(part.address, heading(part), text)


def document(address: str, title: str, lines: Iterable[str], front: str = "") -> Page:
    """A page at an address. `front` are further lines of its front matter, each with its line break."""
    name = json.dumps(html.escape(title, quote=False), ensure_ascii=False)
    return Page(path(address), title, f"---\ntitle: {name}\n{front}---\n\n" + "\n\n".join(lines) + "\n")


def within(title: str, address: str) -> str:
    """The front matter that names the page above a page, for its breadcrumbs."""
    return f"within:\n  - title: {json.dumps(title, ensure_ascii=False)}\n    address: {address}\n"


def _title(write: Writer, part: Part) -> Markup:
    if not part.title.spans:
        return Markup(f"# {heading(part)} {{: #title .not-text }}")
    parts = (element("span", write.inline(span.content), class_=TITLE_CLASSES[span.role]) for span in part.title.spans)
    return Markup("# ") + Markup(" ").join(parts) + " {: #title }"


_COUNTED_FROM = re.compile(r"from (?P<date>\S+)(?: in #(?P<block>\w+))?")  # as a date's ground has it
WHY_INFERRED: Mapping[str, str] = {  # the title of such a call
    CallKind.INFERRED: "The number is inferred from the sequence",
    CallKind.NOTE_INFERRED: "A mark is misread, or another fits as well; the note is inferred from its place",
    CallKind.FOOTNOTE_INFERRED: "A mark is misread, or another fits as well; the note is inferred from its place",
    CallKind.NOTE_WITHOUT_CALL: "No call was found for this note; it stands at the foot of this page",
}

_WITHOUT_TEXT = {  # the class and the label of the call of a note without text
    Known.NOTHING: ("missing", ", text missing"),
    Known.IDENTIFIED: ("identified", ", source identified by the editors"),
}


class Writer:
    """Writes the blocks of a part. From its page, `to_root` leads to the site's root."""

    def __init__(
        self,
        part: Part,
        to_root: str,
        links: Links,
        register: Mapping[str, Emendation | Recurring],
        known: Mapping[int, Known] | None = None,
    ) -> None:
        self.known = known or {}  # how much is known of each note: the call of a note without text says so
        self.notes: Container[int] | None = known  # the notes that calls may lead to, unless this is None
        self.address, self.note_address, self.root = part.address, part.note_address, to_root
        self.links, self.register = links, register

    def block(self, block: Block) -> Markup:
        writers: dict[BlockKind, Callable[[Block], Markup]] = {
            BlockKind.SECTION: self._section,
            BlockKind.QUOTATION: self._quotation,
            BlockKind.EPIGRAPH: self._epigraph,
            BlockKind.LIST: self._list,
            BlockKind.DIALOGUE: self._dialogue,
            BlockKind.TABLE: self._table,
            BlockKind.VERSE: self._verse,
            BlockKind.FOOTNOTE: self._footnote,
            BlockKind.ARTICLE: self._article,
        }
        return writers.get(block.kind, self._paragraph)(block)

    def _paragraph(self, block: Block) -> Markup:
        kind = "" if block.kind is BlockKind.PARAGRAPH else f" .{block.kind}"
        return Markup(f"{anchor(block.id)}{self.words(block, 0)}\n{{: #{block.id}{kind} }}")

    def _section(self, block: Block) -> Markup:
        return Markup(f"## {self.words(block, 0)} {{: #{block.id} }}")

    def _quotation(self, block: Block) -> Markup:
        first, *others = (self.words(block, k) for k in range(len(block.spans)))
        paragraphs = Markup("\n\n").join([NOTHING, anchor(block.id) + first, *others, NOTHING])
        return element("blockquote", paragraphs, id=block.id, markdown="block")

    def _epigraph(self, block: Block) -> Markup:
        text = element("p", anchor(block.id) + self.words(block, 0))
        cite = element("cite", self.words(block, 1))
        return element("blockquote", lines(NOTHING, text, cite, NOTHING), class_="epigraph", id=block.id)

    def _list(self, block: Block) -> Markup:
        items: list[Markup] = []
        before = anchor(block.id)
        for k, span in enumerate(block.spans):
            if span.role is SpanRole.MARKER:
                before += element("span", self.words(block, k), class_="marker") + " "
            else:
                items.append(element("li", before + self.words(block, k)))
                before = NOTHING
        return element("ul", lines(NOTHING, *items, NOTHING), class_="display", id=block.id)

    def _dialogue(self, block: Block) -> Markup:
        """Speeches as paragraphs, as the HTML standard advises for conversations."""
        turns: list[Markup] = []
        before = anchor(block.id)
        for k, span in enumerate(block.spans):
            if span.role is SpanRole.SPEAKER:
                before += element("span", self.words(block, k), class_="speaker") + " "
            else:
                turns.append(element("p", before + self.words(block, k)))
                before = NOTHING
        return element("div", lines(NOTHING, *turns, NOTHING), class_="dialogue", id=block.id)

    def _verse(self, block: Block) -> Markup:
        return self._stanza(block, range(len(block.spans)), anchor(block.id), block.id)

    def _stanza(self, block: Block, lines: Iterable[int], before: Markup, ident: str | None = None) -> Markup:
        """Lines of verse with a line break between them, so that copied verse keeps them."""
        found: list[Markup] = []
        for k in lines:
            column = block.spans[k].column
            kind = f"line indent-{column}" if column else "line"
            found.append(element("span", before + self.words(block, k), class_=kind))
            before = NOTHING
        return element("p", LINE_BREAK.join(found), class_="verse", id=ident)

    def _table(self, block: Block) -> Markup:
        columns = 1 + max(span.column for span in block.spans)
        rows: dict[int, dict[int, int]] = {}
        for k, span in enumerate(block.spans):
            rows.setdefault(span.row, {})[span.column] = k
        written = [
            element("tr", NOTHING.join(self._cell(block, cells.get(column), column) for column in range(columns)))
            for cells in rows.values()
        ]
        table = element("table", lines(NOTHING, *written, NOTHING), class_="display", id=block.id)
        return table_wrapper(lines(anchor(block.id), table), f"Table, paragraph {block.id.removeprefix('p')}")

    def _cell(self, block: Block, k: int | None, column: int) -> Markup:
        """Span k as a cell of a table, an empty one for None."""
        text = NOTHING if k is None else self.words(block, k)
        if k is None or not text:  # an empty cell is a header of nothing
            return element("td", text)
        if block.spans[k].role is SpanRole.HEADER:
            return element("th", text, scope="col")
        if column == 0:
            return element("th", text, scope="row")
        return element("td", text, class_="number" if re.match(r"[\d\s]", text) else None)

    def _footnote(self, block: Block) -> Markup:
        text = self._paragraphs(block, anchor(block.id))
        return element("aside", lines(NOTHING, *text, NOTHING), class_="footnote", role="doc-footnote", id=block.id)

    def note(self, block: Block) -> Markup:
        """The text of a note: the words of its only paragraph, or each of several as an element."""
        if has_paragraphs(block):
            return NOTHING.join(self._paragraphs(block, NOTHING))
        return self.words(block, paragraphs(block)[0][0])

    def _paragraphs(self, block: Block, before: Markup) -> Iterator[Markup]:
        """The paragraphs and stanzas of a note as elements; `before` goes into the first one."""
        for spans in paragraphs(block):
            if block.spans[spans[0]].role is SpanRole.LINE:
                yield self._stanza(block, spans, before)
            else:
                yield element("p", before + self.words(block, spans[0]))
            before = NOTHING

    def _article(self, block: Block) -> Markup:
        article = addresses.article_id(block.label)
        if len(block.spans) == 1:
            words = element("span", self.words(block, 0), id=article)
            return element("h2", words, class_="article-heading", id=block.id)
        marker = element("span", self.words(block, 0), class_="marker", id=article)
        return Markup(f"{anchor(block.id)}{marker} {self.words(block, 1)}\n{{: #{block.id} .article }}")

    def words(self, block: Block, k: int) -> Markup:
        """Span k of a block as one line of Markdown, with its links, without blanks at its ends."""
        annotations = self.links.by_locus.get(Locus(self.address, block.id, k), ())
        fragments = self._fragments(block.spans[k].content, annotations)
        runs = ((a, Markup("".join(text for _, text in run))) for a, run in groupby(fragments, key=lambda f: f[0]))
        return Markup("".join(self._linked(annotation, text) for annotation, text in runs).strip())

    def inline(self, content: Content) -> Markup:
        """Content as one line of Markdown, without blanks at its ends."""
        return Markup("".join(text for _, text in self._fragments(content, ())).strip())

    def _fragments(
        self, content: Content, annotations: tuple[Annotation, ...]
    ) -> Iterator[tuple[Annotation | None, Markup]]:
        """The content in pieces, each with the annotation that covers it. Calls and page starts lie
        outside any, since they are links themselves."""
        before: object = None
        for fragment in fragments(content, annotations):
            match fragment.inline:
                case PageStart() as page:
                    yield None, self._page_start(page, after=isinstance(before, PageStart))
                case FormerAnchor(ident):
                    yield None, element("span", class_="former-anchor", id=ident)
                case Piece(fate=Fate.CALL) as call:
                    yield None, self._call(call)
                case inline if text := self._text(inline, fragment.text):
                    yield fragment.annotation, text
            if fragment.text.strip() or isinstance(fragment.inline, PageStart):
                before = fragment.inline

    def _text(self, inline: Piece | Supplied, text: str) -> Markup:
        words = isolated(escape(text))
        if isinstance(inline, Supplied):
            return element("span", words, class_="supplied apparatus") if text.strip() else words
        if inline.fate is Fate.EMENDED and inline.source not in _STYLE_RULES:
            return self._emended(inline, words)
        return words

    def _linked(self, annotation: Annotation | None, text: Markup) -> Markup:
        match annotation:
            case None:
                return text
            case Annotation(kind=AnnotationKind.DATE):
                return _time(annotation.target, text, annotation.ground)
            case Annotation(kind=AnnotationKind.NAME, target=target):
                href = f"{self.root}{addresses.entry(target)}"
                return element("a", text, class_="name", href=href, data_name=target)
            case Annotation(kind=AnnotationKind.CITATION, target=target):
                title = attribute(annotation.ground)
                return element("a", text, class_="citation", href=f"{self.root}{target}", title=title or None)
            case _:
                return element("a", text, class_="xref", href=f"{self.root}{annotation.target}")

    def page_starts(self, content: Content) -> Markup:
        """Only the page starts of content whose words the page gives in another form."""
        starts = [inline for inline in content if isinstance(inline, PageStart)]
        return NOTHING.join(self._page_start(start, after=k > 0) for k, start in enumerate(starts))

    def _page_start(self, page: PageStart, after: bool) -> Markup:
        """The mark of a page start. Its number is set below that of a page without text if it is directly `after` this
        page's mark."""
        witness = self.root + addresses.witness_page(page.label)
        name, kind, title = f"Printed page {page.label}", "page-start", ""
        if not page.certain:
            name, kind = f"{name}, its number is inferred by counting", f"{kind} inferred"
            title = "The number of this page is inferred by counting"
        kind = f"{kind} after" if after else kind
        mark = element("span", role="doc-pagebreak", title=page.label)  # the role allows nothing within it
        link = element("a", href=witness, aria_label=name, title=title or None)
        return element("span", mark + link, class_=kind, id=addresses.page_id(page.label), data_page=page.label)

    def _call(self, call: Piece) -> Markup:
        why = WHY_INFERRED.get(call.source, "")
        if call.source in FOOTNOTE_CALLS:
            href, mark = f"#footnote{call.footnote}", escape(call.mark)
            link = element("a", mark, href=href, role="doc-noteref", aria_label=f"Footnote {call.mark}")
            kind = "note-call footnote-call" + (" inferred" if why else "")
            return element("sup", link, class_=kind, title=why or None)
        if call.source == CallKind.FOOTNOTE_MARK:
            return element("span", escape(call.mark) + " ", class_="not-text", id=f"footnote{call.footnote}")
        if not call.note:
            return NOTHING
        if call.source == CallKind.NOTE_IN_NOTE and self.notes is not None and call.note not in self.notes:
            return element("sup", escape(str(call.note)), class_="note-call")  # the note that it calls is lost
        note = self.root + self.note_address(call.note)
        state, label = _WITHOUT_TEXT.get(self.known.get(call.note, Known.PRINTED), ("", ""))
        number = escape(str(call.note))
        link = element("a", number, href=note, role="doc-noteref", aria_label=f"Note {call.note}{label}")
        if call.source == CallKind.NOTE_IN_NOTE:
            return element("sup", link, class_="note-call")
        ident = addresses.call_id(call.note, again(call))
        kind = " ".join(filter(None, ("note-call", "inferred" if why else "", state)))
        return element("sup", link, class_=kind, id=ident, title=why or None)

    def _emended(self, piece: Piece, words: Markup) -> Markup:
        entry = self.register.get(piece.source)
        return element(
            "span",
            words,
            class_="emended",
            data_emendation=piece.source,
            data_witness=attribute(piece.reading),
            data_kind=entry.kind if entry else "rule",
        )


def _time(date: str, text: Markup, ground: str = "") -> Markup:
    """A date in HTML: its beginning, as far as HTML can express it, and the whole EDTF if that is more. A decade is no
    <time>, because HTML has no form for it. An inferred date states its basis and can have the focus, so that readers
    without scripts see it too."""
    first = points(date)[0]
    basis: dict[str, str | None] = {}
    if ground:
        basis = {"data_date": attribute(readable(date)), "data_basis": attribute(basis_of(ground)), "tabindex": "0"}
    if first is None or not first.year.isdigit():
        kind = "date inferred" if ground else "date"
        return element("span", text, class_=kind, data_edtf=attribute(date), **basis)
    start = first.year if first.is_season else first.written
    whole = None if start == date else attribute(date)
    return element("time", text, class_="inferred" if ground else None, datetime=start, data_edtf=whole, **basis)


def basis_of(ground: str) -> str:
    """The basis of an inferred date for readers: rules count from a date, editors give their reason."""
    counted = _COUNTED_FROM.fullmatch(ground)
    if not counted:
        return f"{ground[:1].upper()}{ground[1:]}"
    place = counted["block"]
    where = "" if not place else f", in paragraph {place[1:]}" if place.startswith("p") else ", in the heading"
    return f"Counted from {readable(counted['date'])}{where}"


def anchor(ident: str) -> Markup:
    """A block's link to itself, empty: its number is drawn by the style sheet."""
    number = ident.removeprefix("p")
    name = f"Paragraph {number}"
    return element("a", class_="paragraph-number", href=f"#{ident}", aria_label=name, data_n=number)


@dataclass(frozen=True)
class _Event:
    """A row of a chronology; `when` is its date in EDTF, or ""."""

    id: str
    when: str
    date: Markup
    words: Markup


@dataclass(frozen=True)
class _Year:
    """A year of a chronology; without an id, the events before its first year."""

    id: str = ""
    words: Markup = NOTHING
    events: list[_Event] = field(default_factory=list)


def chronology(write: Writer, blocks: Iterable[Block]) -> Markup:
    """The events of a chronology as a table, with a body for each year."""
    return templates.page("chronology", list(_years(write, blocks)))


def _years(write: Writer, blocks: Iterable[Block]) -> list[_Year]:
    years = [_Year()]
    for block in blocks:
        if block.kind is BlockKind.YEAR:
            years.append(_Year(block.id, write.words(block, 0)))
        else:
            event = _Event(block.id, block.label, write.words(block, 0), write.words(block, 1))
            years[-1].events.append(event)
    return years if years[0].events else years[1:]


def _entries(write: Writer, blocks: Iterable[Block]) -> Iterator[Markup]:
    for block in blocks:
        if block.kind is BlockKind.GROUP:
            yield Markup(f"## {write.words(block, 0)} {{: #{block.id} }}")
        else:
            yield write.block(block)
