"""The edition as plain Markdown that MkDocs with Material, or Zensical, renders.

Words of the witness never act as Markdown, HTML or template syntax: `escape` writes every character
that means something to any of them as a numeric entity, wherever it stands, and each block is on one
line that begins with an element of ours. What the blocks become is the HTML contract of the edition
(README, "The page's HTML").

Begin reading at `pages`.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import assert_never

from editio.inputs.registers import Apparatus, Emendation, Recurring
from editio.model import addresses
from editio.model.edtf import points, readable
from editio.model.kinds import AnnotationKind, BlockKind, CallKind, PartKind, Rule, SpanRole
from editio.model.pieces import Fate, Piece
from editio.model.text import Block, Content, Edition, FormerAnchor, PageStart, Part, Supplied, again, plain
from editio.outputs.escaping import attribute, escape, isolated
from editio.outputs.fragments import fragments
from editio.outputs.pages import documents
from editio.outputs.pages.parts import notes_identified, notes_missing
from editio.stages.linking import Annotation, Links, Locus
from editio.stages.restoration import typography

_STYLE_RULES = frozenset({*typography.NAMES, Rule.LINE_END_HYPHEN, Rule.SPECK})

LINE_BREAK = "<br>\n"  # as HTML has it: simple parsers take a stroke in it for the end of an element


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
            return "From the jacket"
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
    missing = notes_missing(edition, part, {(note.chapter, note.note) for note in apparatus.notes})
    identified = notes_identified(edition, part, apparatus.notes)
    write = Writer(part, root(part.address), links, apparatus.readings, missing, identified)
    lines = [_title(write, part)]
    if part.kind is PartKind.APPENDIX and part.number in apparatus.documents:
        lines.append(documents.known(apparatus.documents[part.number], root(part.address)))
    if part.kind is PartKind.CHRONOLOGY:
        notes = [block for block in part.blocks if block.kind is BlockKind.FOOTNOTE]
        lines += [chronology(write, [block for block in part.blocks if block not in notes])]
        lines += [write.block(note) for note in notes]
    elif part.kind in (PartKind.BIBLIOGRAPHY, PartKind.INDEX):
        lines += list(_entries(write, part.blocks))
    else:
        lines += [write.block(block) for block in part.blocks]
    if part.kind is PartKind.APPENDIX:
        known = apparatus.documents.get(part.number)
        lines.append(documents.discussed(edition, links, known, part.address, write.root))
    return document(part.address, heading(part), lines)


def document(address: str, title: str, lines: Iterable[str], front: str = "") -> Page:
    """A page at an address. `front` are further lines of its front matter, each with its line break."""
    name = json.dumps(html.escape(title, quote=False), ensure_ascii=False)
    return Page(path(address), title, f"---\ntitle: {name}\n{front}---\n\n" + "\n\n".join(lines) + "\n")


def within(title: str, address: str) -> str:
    """The front matter that names the page above a page, for its breadcrumbs."""
    return f"within:\n  - title: {json.dumps(title, ensure_ascii=False)}\n    address: {address}\n"


def _title(write: Writer, part: Part) -> str:
    if not part.title.spans:
        return f"# {heading(part)} {{: #title .not-text }}"
    parts = {
        SpanRole.NUMBER: lambda content: f'<span class="chapter-number">{write.inline(content)}</span> ',
        SpanRole.TITLE: lambda content: f'<span class="title">{write.inline(content)}</span>',
    }
    return "# " + "".join(parts[span.role](span.content) for span in part.title.spans) + " {: #title }"


_COUNTED_FROM = re.compile(r"from (?P<date>\S+)(?: in #(?P<block>\w+))?")  # as a date's ground has it
_WHY_INFERRED: Mapping[str, str] = {  # what a call says of itself
    CallKind.INFERRED: "The number is inferred from the sequence",
    CallKind.NOTE_INFERRED: "The mark is misread; the note is inferred from its place",
    CallKind.NOTE_WITHOUT_CALL: "No call was found for this note; it stands at the foot of this page",
}


class Writer:
    """Writes blocks of one part on a page from which `to_root` leads to the site's root."""

    def __init__(
        self,
        part: Part,
        to_root: str,
        links: Links,
        register: Mapping[str, Emendation | Recurring],
        missing: frozenset[int] = frozenset(),
        identified: frozenset[int] = frozenset(),
    ) -> None:
        self.missing = missing  # the notes of which nothing is known: their calls say so
        self.identified = identified  # those of which only a source is known that the editors identified
        self.address, self.chapter, self.root = part.address, part.number, to_root
        self.links, self.register = links, register

    def block(self, block: Block) -> str:
        writers: dict[BlockKind, Callable[[Block], str]] = {
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

    def _paragraph(self, block: Block) -> str:
        kind = "" if block.kind is BlockKind.PARAGRAPH else f" .{block.kind}"
        return f"{anchor(block.id)}{self.words(block, 0)}\n{{: #{block.id}{kind} }}"

    def _section(self, block: Block) -> str:
        return f"## {self.words(block, 0)} {{: #{block.id} }}"

    def _quotation(self, block: Block) -> str:
        first, *others = (self.words(block, k) for k in range(len(block.spans)))
        paragraphs = "\n\n".join([anchor(block.id) + first, *others])
        return f'<blockquote id="{block.id}" markdown="block">\n\n{paragraphs}\n\n</blockquote>'

    def _epigraph(self, block: Block) -> str:
        text, cite = self.words(block, 0), self.words(block, 1)
        return (
            f'<blockquote class="epigraph" id="{block.id}">\n<p>{anchor(block.id)}{text}</p>\n'
            f"<cite>{cite}</cite>\n</blockquote>"
        )

    def _list(self, block: Block) -> str:
        items: list[str] = []
        marker = ""
        for k, span in enumerate(block.spans):
            if span.role is SpanRole.MARKER:
                marker = f'<span class="marker">{self.words(block, k)}</span> '
            else:
                items.append(f"<li>{anchor(block.id) if not items else ''}{marker}{self.words(block, k)}</li>")
                marker = ""
        return f'<ul class="display" id="{block.id}">\n' + "\n".join(items) + "\n</ul>"

    def _dialogue(self, block: Block) -> str:
        """Speeches as paragraphs, as the HTML standard advises for conversations."""
        turns: list[str] = []
        speaker = anchor(block.id)
        for k, span in enumerate(block.spans):
            if span.role is SpanRole.SPEAKER:
                speaker += f'<span class="speaker">{self.words(block, k)}</span> '
            else:
                turns.append(f"<p>{speaker}{self.words(block, k)}</p>")
                speaker = ""
        return f'<div class="dialogue" id="{block.id}">\n' + "\n".join(turns) + "\n</div>"

    def _verse(self, block: Block) -> str:
        """A stanza: a line break between its lines, so that copied verse keeps them."""
        lines = [
            f'<span class="line{f" indent-{span.column}" if span.column else ""}">'
            f"{'' if k else anchor(block.id)}{self.words(block, k)}</span>"
            for k, span in enumerate(block.spans)
        ]
        return f'<p class="verse" id="{block.id}">' + LINE_BREAK.join(lines) + "</p>"

    def _table(self, block: Block) -> str:
        columns = 1 + max(span.column for span in block.spans)
        rows: dict[int, dict[int, int]] = {}
        for k, span in enumerate(block.spans):
            rows.setdefault(span.row, {})[span.column] = k
        lines: list[str] = []
        for cells in rows.values():
            line = ""
            for column in range(columns):
                cell = cells.get(column)
                text = "" if cell is None else self.words(block, cell)
                header = cell is not None and block.spans[cell].role is SpanRole.HEADER
                tag = "th" if text and (header or column == 0) else "td"  # an empty cell is a header of nothing
                scope = "" if tag == "td" else ' scope="col"' if header else ' scope="row"'
                number = ' class="number"' if tag == "td" and re.match(r"[\d\s]", text) else ""
                line += f"<{tag}{scope}{number}>{text}</{tag}>"
            lines.append(f"<tr>{line}</tr>")
        return (
            f'<div class="table-wrapper" tabindex="0" role="region" aria-label="Table">\n{anchor(block.id)}\n'
            f'<table class="display" id="{block.id}">\n' + "\n".join(lines) + "\n</table>\n</div>"
        )

    def _footnote(self, block: Block) -> str:
        text = self.words(block, 0)
        return (
            f'<aside class="footnote" role="doc-footnote" id="{block.id}">\n<p>{anchor(block.id)}{text}</p>\n</aside>'
        )

    def _article(self, block: Block) -> str:
        article = addresses.article_id(block.label)
        if len(block.spans) == 1:
            words = self.words(block, 0)
            return f'<h2 class="article-heading" id="{block.id}"><span id="{article}">{words}</span></h2>'
        number, text = self.words(block, 0), self.words(block, 1)
        marker = f'<span class="marker" id="{article}">{number}</span>'
        return f"{anchor(block.id)}{marker} {text}\n{{: #{block.id} .article }}"

    def words(self, block: Block, k: int) -> str:
        """Span k of a block as one line of Markdown, with its links, without blanks at its ends."""
        annotations = self.links.by_locus.get(Locus(self.address, block.id, k), ())
        fragments = self._fragments(block.spans[k].content, annotations)
        runs = ((a, "".join(text for _, text in run)) for a, run in groupby(fragments, key=lambda f: f[0]))
        return "".join(self._linked(annotation, text) for annotation, text in runs).strip()

    def inline(self, content: Content) -> str:
        """Content as one line of Markdown, without blanks at its ends."""
        return "".join(text for _, text in self._fragments(content, ())).strip()

    def _fragments(
        self, content: Content, annotations: tuple[Annotation, ...]
    ) -> Iterator[tuple[Annotation | None, str]]:
        """The content in pieces, each with the annotation that covers it. Calls and page starts lie
        outside any, since they are links themselves."""
        for fragment in fragments(content, annotations):
            match fragment.inline:
                case PageStart() as page:
                    yield None, self._page_start(page)
                case FormerAnchor(ident):
                    yield None, f'<span class="former-anchor" id="{ident}"></span>'
                case Piece(fate=Fate.CALL) as call:
                    yield None, self._call(call)
                case inline if text := self._text(inline, fragment.text):
                    yield fragment.annotation, text

    def _text(self, inline: Piece | Supplied, text: str) -> str:
        if isinstance(inline, Supplied):
            return f'<span class="supplied apparatus">{isolated(escape(text))}</span>' if text.strip() else text
        if inline.fate is Fate.EMENDED and inline.source not in _STYLE_RULES:
            return self._emended(inline, text)
        return isolated(escape(text))

    def _linked(self, annotation: Annotation | None, text: str) -> str:
        match annotation:
            case None:
                return text
            case Annotation(kind=AnnotationKind.DATE):
                return _time(annotation.target, text, annotation.ground)
            case Annotation(kind=AnnotationKind.NAME):
                page, _, key = annotation.target.partition("/")
                return f'<a class="name" href="{self.root}{page}/#{key}" data-name="{annotation.target}">{text}</a>'
            case Annotation(kind=AnnotationKind.CITATION):
                title = f' title="{attribute(annotation.ground)}"' if annotation.ground else ""
                return f'<a class="citation" href="{self.root}{annotation.target}"{title}>{text}</a>'
            case _:
                return f'<a class="xref" href="{self.root}{annotation.target}">{text}</a>'

    def page_starts(self, content: Content) -> str:
        """Only the page starts of content whose words the page gives in another form."""
        return "".join(self._page_start(inline) for inline in content if isinstance(inline, PageStart))

    def _page_start(self, page: PageStart) -> str:
        kind = "page-start" if page.certain else "page-start inferred"
        witness = self.root + addresses.witness_page(page.label)
        doubt = "" if page.certain else ", its number is inferred by counting"
        title = "" if page.certain else ' title="The number of this page is inferred by counting"'
        link = f'<a href="{witness}" aria-label="Printed page {page.label}{doubt}"{title}></a>'
        return f'<span class="{kind}" id="page{page.label}" data-page="{page.label}">{link}</span>'

    def _call(self, call: Piece) -> str:
        if call.source == CallKind.FOOTNOTE_CALL:
            href = f"#footnote{call.footnote}"
            link = f'<a href="{href}" role="doc-noteref" aria-label="Footnote">{escape(call.mark)}</a>'
            return f'<sup class="note-call footnote-call">{link}</sup>'
        if call.source == CallKind.FOOTNOTE_MARK:
            return f'<span class="not-text" id="footnote{call.footnote}">{escape(call.mark)} </span>'
        if not call.note:
            return ""
        note = self.root + addresses.note(self.chapter, call.note)
        missing = call.note in self.missing
        identified = call.note in self.identified
        known = ", text missing" if missing else ", source identified by the editors" if identified else ""
        name = f"Note {call.note}{known}"
        link = f'<a href="{note}" role="doc-noteref" aria-label="{name}">{call.note}</a>'
        if call.source == CallKind.NOTE_IN_NOTE:
            return f'<sup class="note-call">{link}</sup>'
        ident = addresses.call_id(call.note, again(call))
        why = _WHY_INFERRED.get(call.source, "")
        state = "missing" if missing else "identified" if identified else ""
        kind = " ".join(filter(None, ("note-call", "inferred" if why else "", state)))
        title = f' title="{why}"' if why else ""
        return f'<sup class="{kind}" id="{ident}"{title}>{link}</sup>'

    def _emended(self, piece: Piece, text: str) -> str:
        entry = self.register.get(piece.source)
        kind = entry.kind if entry else "rule"
        return (
            f'<span class="emended" data-emendation="{piece.source}" data-witness="{attribute(piece.reading)}"'
            f' data-kind="{kind}">{isolated(escape(text))}</span>'
        )


def _time(date: str, text: str, ground: str = "") -> str:
    """A date as HTML has it: its beginning, as far as HTML can express it, and the whole EDTF if that is more. A
    decade is no <time>, because HTML has no form for it. An inferred date says what it is inferred from."""
    first = points(date)[0]
    basis = f' data-date="{attribute(readable(date))}" data-basis="{attribute(_basis(ground))}"' if ground else ""
    if first is None or not first.year.isdigit():
        kind = "date inferred" if ground else "date"
        return f'<span class="{kind}" data-edtf="{attribute(date)}"{basis}>{text}</span>'
    kind = ' class="inferred"' if ground else ""
    said = first.year if first.is_season else first.written
    whole = "" if said == date else f' data-edtf="{attribute(date)}"'
    return f'<time{kind} datetime="{said}"{whole}{basis}>{text}</time>'


def _basis(ground: str) -> str:
    """What a date is inferred from, as readers see it: rules count from a date, editors give their reason."""
    counted = _COUNTED_FROM.fullmatch(ground)
    if not counted:
        return f"{ground[:1].upper()}{ground[1:]}"
    place = counted["block"]
    where = "" if not place else f", in paragraph {place[1:]}" if place.startswith("p") else ", in the heading"
    return f"Counted from {readable(counted['date'])}{where}"


def anchor(ident: str) -> str:
    """A block's link to itself, empty: its number is drawn by the style sheet."""
    number = ident.removeprefix("p")
    return f'<a class="paragraph-number" href="#{ident}" aria-label="Paragraph {number}" data-n="{number}"></a>'


def chronology(write: Writer, blocks: Iterable[Block]) -> str:
    lines = ['<table class="chronology">']
    open_body = False
    for block in blocks:
        if block.kind is BlockKind.YEAR:
            if open_body:
                lines.append("</tbody>")
            year = write.words(block, 0)
            lines.append(f'<tbody>\n<tr id="{block.id}"><th colspan="2" scope="rowgroup">{year}</th></tr>')
            open_body = True
        else:
            date, event = write.words(block, 0), write.words(block, 1)
            time = f'<time datetime="{block.label}">{date}</time>' if block.label else date
            head = f'<th scope="row">{time}</th>' if date else "<td></td>"
            lines.append(f'<tr id="{block.id}">{head}<td>{event}</td></tr>')
    return "\n".join([*lines, "</tbody>" if open_body else "", "</table>"])


def _entries(write: Writer, blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if block.kind is BlockKind.GROUP:
            yield f"## {write.words(block, 0)} {{: #{block.id} }}"
        else:
            yield write.block(block)
