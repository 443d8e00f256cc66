"""The search page and its data: every passage of the edition as plain text, with what tells where it stands.

`passages.json` is loaded when a reader searches, and the reader's browser does the rest (theme/javascripts/
search-engine.js). It has:

    parts       [address, title, short title, group] of each page that has passages
    names       [address, forms] of each name that the text has, those that readers may look for included
    passages    [part, anchor, kind, section, text, pages, mentions], in the order of the site; `pages` are
                the labels of printed pages, each after the position in the text at which it begins, and
                `mentions` of names three numbers each: the name, where its words begin, and where they end
    sections    the headings to which the passages' `section` points; -1 where there is none

Groups: "text", "documents", "notes", "chronology", "indexes". Begin reading at `pages`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from editio.inputs.bibliography import Source
from editio.inputs.registers import Apparatus, Name, Note
from editio.model import addresses
from editio.model.kinds import AnnotationKind, BlockKind, PartKind
from editio.model.pieces import Piece
from editio.model.text import Block, Edition, PageStart, Part, calls, plain
from editio.outputs.pages import indexes
from editio.outputs.pages.indexes import readable
from editio.outputs.pages.markdown import Page, document, heading
from editio.stages.linking import Links, Locus, citations

ADDRESS = "search/"
DATA = "passages.json"
_GROUPS = {
    PartKind.APPENDIX: "documents",
    PartKind.NOTES: "notes",
    PartKind.CHRONOLOGY: "chronology",
    PartKind.BIBLIOGRAPHY: "indexes",
    PartKind.INDEX: "indexes",
}
_UNSOUGHT = frozenset({BlockKind.YEAR, BlockKind.GROUP})


@dataclass(frozen=True)
class Passage:
    """What one result leads to. `pages` and `mentions` are as in the data."""

    anchor: str
    kind: str
    text: str
    pages: tuple[int | str, ...] = ()
    mentions: tuple[int, ...] = ()
    section: str = ""


@dataclass(frozen=True)
class SearchPage:
    address: str
    title: str
    short: str
    group: str
    passages: tuple[Passage, ...]


def pages(edition: Edition, links: Links, apparatus: Apparatus) -> list[Page]:
    """The search page and its data."""
    met = {annotation.target for annotation in links.of(AnnotationKind.NAME)}
    names = [name for name in apparatus.names if name.address in met]
    parts = [
        *_book(edition, links, apparatus, {name.address: k for k, name in enumerate(names)}),
        *_notes(edition, apparatus),
        *_indexes(names),
        _sources(edition, apparatus.sources),
    ]
    return [_page(), _data([part for part in parts if part.passages], names)]


def _data(parts: list[SearchPage], names: Iterable[Name]) -> Page:
    sections = list(dict.fromkeys(p.section for part in parts for p in part.passages if p.section))
    numbers = {section: k for k, section in enumerate(sections)} | {"": -1}
    data = {
        "parts": [[part.address, part.title, part.short, part.group] for part in parts],
        "names": [[name.address.replace("/", "/#"), _forms(name)] for name in names],
        "sections": sections,
        "passages": [
            [k, p.anchor, p.kind, numbers[p.section], p.text, p.pages, p.mentions]
            for k, part in enumerate(parts)
            for p in part.passages
        ],
    }
    return Page(DATA, "", json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def _forms(name: Name) -> list[str]:
    return list(dict.fromkeys((*name.forms, name.sort, *name.also)))


def _book(edition: Edition, links: Links, apparatus: Apparatus, names: dict[str, int]) -> Iterator[SearchPage]:
    """The parts of the book but its notes."""
    for part in edition.parts:
        if part.kind is PartKind.NOTES:
            continue
        passages = [_title(edition, part, apparatus)]
        section = ""
        for block in part.blocks:
            if block.kind is BlockKind.SECTION:
                section = plain(block.spans[0].content).strip()
            if block.kind not in _UNSOUGHT:
                passages.append(_passage(edition, part, block, links, names, section))
        group = _GROUPS.get(part.kind, "text")
        yield SearchPage(part.address, heading(part), indexes.short_title(part), group, tuple(passages))


def _title(edition: Edition, part: Part, apparatus: Apparatus) -> Passage:
    """A part's title, and for a document what is known of it."""
    known = apparatus.documents.get(part.number) if part.kind is PartKind.APPENDIX else None
    facts = (known.kind, known.edtf, known.place, *known.parties, *known.signatories) if known else ()
    text = " · ".join(filter(None, (heading(part), *facts)))
    return Passage("title", "title", text, _begin(edition, part.title))


def _begin(edition: Edition, block: Block) -> tuple[int | str, ...]:
    """Position 0 and the label of the printed page on which a block begins; nothing outside the numbers."""
    pieces = (i for span in block.spans for i in span.content if isinstance(i, Piece) and i.reading)
    first = next(pieces, None)
    page = edition.pagination.page_of(first.start) if first else None
    return (0, _label(page.label, page.certain)) if page and page.label else ()


def _label(label: str, certain: bool) -> str:
    return label if certain else f"[{label}]"


def _passage(edition: Edition, part: Part, block: Block, links: Links, names: dict[str, int], section: str) -> Passage:
    """A block as one text, its spans parted by a blank."""
    text = ""
    found = [*_begin(edition, block)]
    mentions: list[int] = []
    for k, span in enumerate(block.spans):
        text += " " if text and not text.endswith(" ") else ""
        for annotation in links.by_locus.get(Locus(part.address, block.id, k), ()):
            if annotation.target in names:
                mentions += (names[annotation.target], len(text) + annotation.start, len(text) + annotation.end)
        for inline in span.content:
            if isinstance(inline, PageStart):
                found += (len(text), _label(inline.label, inline.certain)) if text else ()
            else:
                text += plain((inline,))
    return Passage(block.id, block.kind, text.rstrip(), tuple(found), tuple(mentions), section)


def _notes(edition: Edition, apparatus: Apparatus) -> Iterator[SearchPage]:
    """The notes of which there is anything to read: their text, or what the editors identified."""
    sources = {source.key: source for source in apparatus.sources}
    printed = {(d.number, b.label): b for d in edition.parts if d.kind is PartKind.NOTES for b in d.blocks}
    entered: dict[tuple[int, int], list[Note]] = defaultdict(list)
    for note in apparatus.notes:
        entered[note.chapter, note.note].append(note)
    for chapter in edition.parts:
        if chapter.kind is not PartKind.CHAPTER:
            continue
        passages = []
        for call, _ in calls(chapter):
            block = printed.get((chapter.number, str(call.note)))
            own = [plain(span.content).strip() for span in block.spans[1:]] if block else []
            told = [
                note.text or ", ".join(filter(None, (_cited(sources.get(note.source)), note.detail)))
                for note in entered[chapter.number, call.note]
            ]
            if text := " ".join((*own, *told)):
                page = edition.pagination.page_of(call.start)
                label = (0, _label(page.label, page.certain)) if page.label else ()
                passages.append(Passage(addresses.note_id(call.note), "note", text, label))
        title = f"Notes to chapter {chapter.number}"
        yield SearchPage(addresses.notes(chapter.number), title, title, "notes", tuple(passages))


def _cited(source: Source | None) -> str:
    if source is None:
        return ""
    authors = source.persons("author") or source.persons("editor")
    return ", ".join((*(f"{author.given} {author.family}".strip() for author in authors), source["title"]))


def _indexes(names: list[Name]) -> Iterator[SearchPage]:
    for index, title in indexes.TITLES.items():
        entries = tuple(
            Passage(name.key, "entry", _entry(name)) for name in names if name.address.startswith(f"{index}/")
        )
        yield SearchPage(f"{index}/", title, title, "indexes", entries)


def _entry(name: Name) -> str:
    """What the index says of a name, in one line; its own form first."""
    dates = readable(name.dates) if name.dates else ""
    forms = f"Also: {', '.join(name.also)}" if name.also else ""
    told = [text.rstrip(".") for text in (name.office, name.note, forms) if text]
    return ". ".join((" ".join(filter(None, (name.sort, dates))), *told)) + "."


def _sources(edition: Edition, sources: Iterable[Source]) -> SearchPage:
    entries = tuple(Passage(source.key, "source-entry", f"{_cited(source)}.") for source in sources)
    return SearchPage(citations.page(edition), "Bibliography", "Bibliography", "indexes", entries)


_FORM = """\
<form class="search-form" role="search" aria-label="The edition" action="." method="get">
<label for="search-query">Words, “phrases”, names in any spelling</label>
<div class="search-line"><input type="search" id="search-query" name="q" autocomplete="off" autocapitalize="none"
 spellcheck="false"><button type="submit">Search</button></div>
</form>"""
_HELP = """\
<details class="search-help">
<summary>How to ask</summary>
<ul>
<li>Several words: passages that have all of them, in any inflection. Where few do, those with some follow.</li>
<li>“in quotation marks”: these words, one after the other, exactly.</li>
<li>diplom*: words that begin so. -word: not with this word.</li>
<li>Capitals, accents and hyphens make no odds: <i>Benes</i> finds <i>Beneš</i>. Names are found in the spellings
that the index of people knows, whatever the text has; a word that stands nowhere is taken for the nearest.</li>
<li>Searched are the text, documents, notes, chronology and indexes, not the pages about the edition.</li>
<li>The keys / and s lead to the search field from any page.</li>
</ul>
</details>"""
_WITHOUT = """\
<noscript>
<p>The search needs JavaScript, since it is done in your browser. Without it, the
<a href="../people/">index of people</a> and its neighbours lead to every passage on a name,
and your browser finds words in the page that it shows.</p>
</noscript>"""
_FRONT = """\
hide:
  - navigation
  - toc
scripts:
  - javascripts/search-engine.js
  - javascripts/concordance.js
  - javascripts/search.js
"""


def _page() -> Page:
    lines = ["# Search {: #title }", _FORM, _HELP, _WITHOUT, '<div class="search-results"></div>']
    return document(ADDRESS, "Search", lines, _FRONT)
