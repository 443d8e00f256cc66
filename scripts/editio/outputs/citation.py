"""Citations of the book: in three styles, as reference data, and in the metadata of pages.

A passage is cited as a part of the book, by its printed page. A document that the book prints, such as a treaty, is
cited by its own title, because the author of the book did not write it (`cited_documents.py`). An emendation is cited
as a part of the digital edition, which its editors published and not the publisher of the book. A
citation of a passage is made in the reader's browser from a *template* (`citations.json`): the citation in a CSL style,
with placeholders in braces for page, address and day. Styles distinguish one page from several (p. and pp.), so there
are templates without a page, for one page and for several. Another is for a passage without a printed page, which is
cited by chapter and paragraph: its *place*. `Citations` fills them in for the data of the edition as
`theme/javascripts/citation.js` does for its readers. The styles are from the Citation Style Language project. MLA's is
adapted, because citeproc-py does not follow it everywhere (it ignores `initialize="false"` beside `initialize-with`,
and takes `disambiguate` to hold always).

Begin reading at `pages`.
"""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from citeproc import (  # type: ignore[import-untyped]
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    Locator,
    formatter,
)
from citeproc.source.json import CiteProcJSON  # type: ignore[import-untyped]
from lxml import etree
from markupsafe import Markup

from editio.inputs import bibliography, identifiers
from editio.inputs.bibliography import Person, Source
from editio.inputs.registers import Apparatus, Book, Coordinates, Document, Settings, Site
from editio.languages import fold
from editio.model import addresses
from editio.model.kinds import NameKind, PartKind, SpanRole
from editio.model.text import Edition, PageStart, Part, plain
from editio.outputs import cited_documents
from editio.outputs.cited_documents import Digital
from editio.outputs.escaping import covered, isolated, uncovered
from editio.outputs.pages.markdown import Page, heading, path
from editio.outputs.places import Extent, begins_on_numbered_page, extent, extents, identifier, page_starts

_FOLDER = Path(__file__).with_name("styles")
_URL = "https://address.invalid/"
_PAGES = {"none": "", "page": "424242", "pages": "424242–434343"}
_CIRCLED = ord("Ⓐ")
_NAME = re.compile(r"\{(\w+)\}")
_PLAIN_DATE = re.compile(r"\d{4}(-\d\d){0,2}")
_SCHEMA = "https://schema.org"
INDEXES = {
    path(addresses.index(kind)): kind for kind in (NameKind.PERSON, NameKind.PLACE)
}  # described by their entries
# What styles leave out of the second number of a range, by CSL's names: the figures that it repeats. A pattern matches
# the range up to there and keeps its first group, "157–" of 157–158. JavaScript reads these patterns too. As many
# figures stay as differ, but at least two; by Chicago one is enough after 101 to 109, and 100–104 stays whole.
_DIFFERENT = r"\d{2}–(?=\2\d{2}\]?$)|\d{3}–(?=\2\d{3}\]?$)"
SHORTENINGS: Mapping[str, str] = {
    "expanded": r"(?!)",
    "minimal-two": rf"^(\[?(\d+)(?:{_DIFFERENT}))\2",
    "chicago": rf"^(?!\[?\d*00–)(\[?(\d+)(?:(?<=0)\d–(?=\2\d\]?$)|{_DIFFERENT}))\2",
}
_TYPED_DASH = re.compile(r"-{2,}")  # the witness may have hyphens for a dash
_LAST_STOP = re.compile(r"(?<=[^\W\d_]{4})\.$")  # not that of an abbreviation
_EMENDATION = {addresses.EMENDATIONS: "Emendation {id}"}
_OF_PUBLISHER = ("editor", "translator", "volume", "series", "location", "publisher", "isbn", "date")
_NUMBERED = (PartKind.CHAPTER, PartKind.APPENDIX)
_PARAGRAPH = re.compile(r"p(\d+)")
_UNDATED = 9797  # the year in the citation of an edition without a date, until it is replaced
_NAMES = {_URL: "{url}", _PAGES["pages"]: "{pages}", _PAGES["page"]: "{page}"}  # the longer page first


Where = tuple[tuple[str, str], ...]
"""A place in a book without printed pages: kinds of `Places`, each with a number or title."""


@dataclass(frozen=True)
class Places:
    """The words of a style for the places of passages without a printed page."""

    chapter: str
    appendix: str
    title: str  # of a part without a number
    paragraph: str
    paragraphs: str
    article: str
    note: str

    def cited(self, where: Where) -> str:
        """chap. 4, para. 12"""
        words = asdict(self)
        return ", ".join(words[kind].format(number=number) for kind, number in where).replace("”,", ",”")


@dataclass(frozen=True)
class Style:
    """A style, and the names of its two forms: the citation in the text and the entry in the list. `note` follows the
    page if a note is cited, which CSL lacks."""

    name: str
    title: str
    citation: str
    entry: str
    note: str
    undated: str  # instead of the year of a work without one
    places: Places

    @property
    def file(self) -> Path:
        return _FOLDER / f"{self.name}.csl"

    @cached_property
    def page_range(self) -> str:
        """How the style shortens the second number of a range of pages: a name of CSL's."""
        return str(etree.parse(self.file).getroot().get("page-range-format"))

    @property
    def shortening(self) -> str:
        return SHORTENINGS[self.page_range]


_Templates = tuple[Mapping[str, str], Mapping[str, str]]

STYLES = (
    Style("chicago", "Chicago", "Note", "Bibliography", "n{note}", "n.d.", Places(
        "chap. {number}", "app. {number}", "“{number}”",
        "para. {number}", "paras. {number}", "art. {number}", "n. {number}")),
    Style("mla", "MLA", "In the text", "Works cited", "n{note}", "", Places(
        "ch. {number}", "app. {number}", "“{number}”",
        "par. {number}", "pars. {number}", "art. {number}", "note {number}")),
    Style("apa", "APA", "In the text", "References", ", note {note}", "n.d.", Places(
        "Chapter {number}", "Appendix {number}", "{number} section",
        "para. {number}", "paras. {number}", "Article {number}", "note {number}")),
)  # fmt: skip
# How the citation of a page becomes that of a place: MLA has a comma before words, and no style "p. chap. 4".
_PAGE = re.compile(r"(?P<quoted>”)?,? (?:p\. )?\{page\}")


def pages(edition: Edition, apparatus: Apparatus, changed: Mapping[str, str]) -> list[Page]:
    """The templates, and the book as reference data in three formats. `changed` has the addresses of the history of
    changed passages, by the passage's address."""
    settings = apparatus.settings
    whole = source(settings.book, url=settings.site.address, version=settings.site.version)
    files = {
        f"{addresses.CITATION}book.bib": bibliography.bibtex((whole,)),
        f"{addresses.CITATION}book.biblatex.bib": bibliography.biblatex((whole,)),
        f"{addresses.CITATION}book.ris": bibliography.ris((whole,)),
        f"{addresses.CITATION}book.json": bibliography.csl_json((whole,)),
        "citations.json": json.dumps(
            templates(edition, settings, apparatus.documents) | {"history": changed}, ensure_ascii=False
        )
        + "\n",
    }
    return [Page(name, "", text) for name, text in files.items()]


def source(book: Book, url: str = "", pages: str = "", accessed: str = "", version: str = "") -> Source:
    """The book as an entry of a bibliography; `pages` are the cited pages, with two hyphens between. The `version` of
    the edition is a note, because reference managers take a book with a version for software."""
    fields = {
        "author": book.author,
        "editor": book.editor,
        "translator": book.translator,
        "title": book.full_title,
        "shorttitle": book.running_title if book.running_title != book.full_title else "",
        "volume": book.volume,
        "series": book.series,
        "date": str(book.year),
        "location": book.place,
        "publisher": book.publisher,
        "isbn": book.isbn,
        "pages": pages,
        "url": url,
        "urldate": accessed,
        "note": f"Digital edition, version {version}" if version else "",
        "langid": _language(book),
    }
    words = map(fold, re.findall(r"\w+", book.authors[0].family))
    names = [word for word in words if word.isascii()] or ["book"]  # BibTeX reads ASCII keys only
    key = f"{names[-1]}{book.year}"
    return Source(key, "book", {name: text for name, text in fields.items() if text}, 0)


def _language(book: Book) -> str:
    """The language of a book that is not in English: of titles in English, readers of BibTeX change the capitals."""
    code = book.language.partition("-")[0].lower()
    return next((name for name, known in bibliography.LANGUAGES.items() if known == code != "en"), "")


def part_source(settings: Settings, title: str, ident: str = "", document: bool = False, **fields: str) -> Source:
    """A part of the book as an entry with a key of its own; `ident` tells it from others of the book. The author of
    the book is not that of a `document`."""
    book = source(settings.book, version=settings.site.version, **fields)
    author = "bookauthor" if document else "author"
    shown = {author if name == "author" else name: text for name, text in book.fields.items() if name != "shorttitle"}
    key = f"{book.key}-{ident}" if ident else book.key
    return Source(key, "inbook", shown | {"title": title, "booktitle": book["title"]}, 0)


def emendation_source(settings: Settings, title: str, ident: str = "", **fields: str) -> Source:
    """An emendation as an entry: a part of the digital edition."""
    part, book = part_source(settings, title, ident, document=True, **fields), settings.book
    imprint = ": ".join(filter(None, (book.place, book.publisher)))
    printed = f"Printed edition: {', '.join(filter(None, (imprint, str(book.year))))}"
    shown = {name: text for name, text in part.fields.items() if name not in _OF_PUBLISHER}
    of_edition = {
        "editor": " and ".join(settings.site.editors),
        "date": settings.site.day[:4],
        "note": ". ".join(filter(None, (part["note"], printed))),
    }
    return Source(part.key, "inbook", shown | {name: text for name, text in of_edition.items() if text}, 0)


def formatted(book: Book, style: Style, url: str = "", page: str = "") -> tuple[str, str]:
    """The citation and the entry of the book by a style, as HTML; `page` is a number or a range of them."""
    item = bibliography.csl(source(book, url)) | {"language": book.language}
    given = _without_given_names(item) if style.name == "apa" else {}
    if style.name == "apa" and book.sentence_title:
        item["title"] = book.sentence_title
    data = CiteProcJSON([json.loads(covered(json.dumps(item)))])
    works = CitationStylesBibliography(_made(style), data, formatter.html)
    cited = Citation([CitationItem(item["id"], **({"locator": Locator("page", page)} if page else {}))])
    works.register(cited)
    (entry,) = works.bibliography()
    return _shown(works.cite(cited, _missing), given), _shown(entry, given)


def _without_given_names(item: dict[str, Any]) -> dict[str, str]:
    """Replace the given names of an item's authors by capitals of no alphabet; the result has the initials for each.
    citeproc-py takes a name in a script without capitals for a particle, and drops the hyphen of J.-P."""
    found = {}
    for k, person in enumerate(one for one in item.get("author", ()) if "given" in one):
        stand_in = chr(_CIRCLED + k)
        found[f"{stand_in}."] = html.escape(cited_documents.initials(person["given"]), quote=False)
        person["given"] = stand_in
    return found


def _shown(cited: object, given: Mapping[str, str]) -> str:
    text = uncovered(str(cited))
    for stand_in, names in given.items():
        text = text.replace(stand_in, names)
    return isolated(Markup(text))


@cache
def _made(style: Style) -> CitationStylesStyle:
    return CitationStylesStyle(str(style.file), locale="en-GB", validate=False)


def _missing(item: CitationItem) -> None:
    raise LookupError(item.key)


def templates(edition: Edition, settings: Settings, documents: Container[int] = ()) -> dict[str, Any]:
    """The data for citing passages in the browser: `styles` and `data`, each with its templates; the `book` as an item
    of CSL-JSON; `begins`, the first printed page of each part that begins in the middle of a page; `documents`, the
    printed pages of each text that is not by the author of the book, by its address; `emendation`, an emendation as an
    item of CSL-JSON, and the address of their page; `places` of the parts that begin on no numbered page, by their
    addresses; and from edition.toml the site's address, its version and the address for error reports."""
    book = settings.book
    by_others = {part.address: _printed(edition, part) for part in edition.parts if is_document(part, documents)}
    return {
        "address": settings.site.address,
        "version": settings.site.version,
        "report": settings.report.to,
        "book": bibliography.csl(source(book, version=settings.site.version)),
        "titles": titles(edition) | _EMENDATION,
        "documents": by_others,
        "emendations": addresses.EMENDATIONS,
        "emendation": bibliography.csl(emendation_source(settings, "")),
        "styles": [
            {**_style(book, style), "emendations": _of_emendations(book, settings.site, style)} for style in STYLES
        ],
        "data": {
            "BibTeX": _data(settings, bibliography.bibtex),
            "BibLaTeX": _data(settings, bibliography.biblatex),
            "RIS": _data(settings, bibliography.ris),
        },
        "begins": {d.address: _label(page) for d in edition.parts if (page := _within(edition, d))},
        "places": parts_without_pages(edition, documents),
    }


def parts_without_pages(edition: Edition, documents: Container[int] = ()) -> dict[str, Where]:
    """The place of each part that begins on no numbered page, by the addresses of the part and of its notes. The place
    of a chapter or appendix is its number, unless another has the same; that of other parts is their title. A document
    has no place here, because it is always cited by its title."""
    named = titles(edition)
    numbers = Counter((part.kind, part.printed) for part in edition.parts)
    found: dict[str, Where] = {}
    for part in edition.parts:
        if begins_on_numbered_page(edition, part) or part.kind is PartKind.NOTES:
            continue
        if is_document(part, documents):
            where: Where = ()
        elif part.kind in _NUMBERED and part.printed and numbers[part.kind, part.printed] == 1:
            where = ((part.kind.value, part.label if part.kind is PartKind.APPENDIX else str(part.printed)),)
        else:
            where = (("title", named.get(part.address, heading(part))),)
        found |= {part.address: where, part.notes_address: where}
    return found


def place_in(part: Where, ident: str, article: str, note: str) -> Where:
    """The place of a block in a part without printed pages, by its id, or by the number of the article or note that it
    is. A note has its number in the chapter: without its page, the mark that it has below a page is not its own."""
    number = _PARAGRAPH.fullmatch(ident)
    numbers = (("article", article), ("note", note), ("paragraph", number[1] if number else ""))
    return (*part, *[own for own in numbers if own[1]][:1])


def _printed(edition: Edition, part: Part) -> dict[str, Any] | None:
    printed = extent(edition, part)
    return {"first": _label(printed.first), "last": _label(printed.last)} if printed else None


def is_document(part: Part, documents: Container[int]) -> bool:
    """Whether a part is one of the documents, given by their numbers as appendices."""
    return part.kind is PartKind.APPENDIX and part.number in documents


def titles(edition: Edition) -> dict[str, str]:
    """The title of each part, by its address. Notes without a title of their own are in the part that calls them: those
    below its pages, and those that the witness lacks, which are cited by the page of the call."""
    of_notes = {part.notes_address: title(part) for part in edition.parts_with_notes}
    named = {part.address: _printed_title(part) for part in edition.parts if part.kind is PartKind.NOTES}
    of_parts = {part.address: title(part) for part in edition.parts if part.kind is not PartKind.NOTES}
    found = of_parts | {address: of_notes.get(address, "") for address in named} | of_notes
    found |= {address: name for address, name in named.items() if name}
    return {address: name for address, name in found.items() if name}


def title(part: Part) -> str:
    """The title of a part as it is cited, without its number and the stop that some books print after titles."""
    return _printed_title(part) or heading(part)


def _printed_title(part: Part) -> str:
    words = (plain(span.content).split() for span in part.title.spans if span.role is SpanRole.TITLE)
    return _TYPED_DASH.sub("—", _LAST_STOP.sub("", " ".join(word for of_span in words for word in of_span)))


@lru_cache(maxsize=8)  # pages and files both need them
def _style(book: Book, style: Style) -> Mapping[str, Any]:
    """The templates of a style, and those for passages without a public address."""
    made, local = _of_book(book, style, _URL), _of_book(book, style, "")
    return {
        "name": style.name,
        "title": style.title,
        "shortening": style.shortening,
        "note": style.note,
        "places": asdict(style.places),
        "forms": _forms(style, made, local),
        "documents": _forms(
            style, _of_document_in(book, style, made, local), _of_document_in(book, style, local, local)
        ),
    }


def _of_book(book: Book, style: Style, url: str) -> _Templates:
    """The templates for the citation of the book, and for its entry in the list."""
    made = {name: formatted(book, style, url, page) for name, page in _PAGES.items()}
    cited, listed = ({name: _with_names(texts[k]) for name, texts in made.items()} for k in (0, 1))
    return cited, listed


def _of_document_in(
    book: Book, style: Style, made: _Templates, local: _Templates, digital: Digital | None = None
) -> _Templates:
    authors = source(book).persons("author")
    match style.name:
        case "chicago":
            return cited_documents.chicago(*made, authors, digital)
        case "mla":
            return cited_documents.mla(made[1], local[1], authors, digital)
        case _:
            return cited_documents.apa(made[1], authors, book.year, digital)


@lru_cache(maxsize=8)
def _of_emendations(book: Book, site: Site, style: Style) -> list[dict[str, Any]]:
    """The templates for emendations: for documents in the digital edition."""
    digital = Digital(site.version, tuple(map(bibliography.person, site.editors)), book.year)
    year = site.date.year if site.date else _UNDATED
    edition = book.model_copy(update={"place": "", "publisher": "", "year": year})
    made, local = _of_book(edition, style, _URL), _of_book(edition, style, "")
    forms = _forms(
        style,
        _of_document_in(edition, style, made, local, digital),
        _of_document_in(edition, style, local, local, digital),
    )
    written = f", {_UNDATED}", f", {style.undated}" if style.undated else ""
    return forms if site.date else json.loads(json.dumps(forms).replace(*written).replace(str(_UNDATED), style.undated))


def _forms(style: Style, made: _Templates, local: _Templates) -> list[dict[str, Any]]:
    cited, listed = zip(made, local, strict=True)
    return [
        {"title": style.citation, **_with_place(cited[0]), "local": _with_place(cited[1])},
        {"title": style.entry, **listed[0], "local": dict(listed[1])},
    ]


def _with_place(templates: Mapping[str, str]) -> dict[str, str]:
    """The templates of a citation, and one for a place instead of a page."""
    place = _PAGE.sub(lambda match: ",” {place}" if match["quoted"] else ", {place}", templates["page"])
    return {**templates, "place": place}


def _with_names(text: str) -> str:
    for stand_in, name in _NAMES.items():
        text = text.replace(stand_in, name)
    return text


def _data(settings: Settings, write: Callable[[tuple[Source, ...]], str]) -> dict[str, str]:
    """Templates of a format, for a passage in a part of the book, for one in a document, for an emendation, and for the
    book. Lines without a value are left out."""
    last = "{last}" if write is bibliography.ris else "{pages}"
    pages = "{first}--{last}" if write is bibliography.ris else last
    filling = {"url": "{url}", "pages": pages, "accessed": "{date}"}
    entries = {
        "part": _at_a_place(part_source(settings, "{title}", "{ident}", False, **filling)),
        "document": _at_a_place(part_source(settings, "{title}", "{ident}", document=True, **filling)),
        "emendation": emendation_source(settings, "{title}", "{ident}", **filling),
        "book": source(settings.book, "{url}", "", "{date}", settings.site.version),
    }
    return {kind: write((entry,)) for kind, entry in entries.items()}


def _at_a_place(entry: Source) -> Source:
    """The entry with room for a place in its note: no format has a field for the place of a passage without pages."""
    return replace(entry, fields={**entry.fields, "note": f"{entry['note']}{{place}}"})


def _within(edition: Edition, part: Part) -> PageStart | None:
    """The printed page of a part's first words, if no page start precedes them."""
    starts = extents(edition, part)
    if not starts:
        return None
    first = next(iter(starts.values())).first
    marked = any(
        inline == first for block in (part.title, *part.blocks) for span in block.spans for inline in span.content
    )
    return None if marked else first


def _label(page: PageStart) -> dict[str, Any]:
    return {"page": page.label, "inferred": not page.certain}


# Passages in the data of the edition


@dataclass(frozen=True)
class Cited:
    """A passage as it is cited: its address on the published site, if there is one; by each style its citation and
    the entry of the book or document in the list, as HTML; the passage as an item of CSL-JSON."""

    url: str
    forms: tuple[tuple[Style, str, str], ...]
    item: dict[str, Any]


@dataclass(frozen=True)
class ByOther:
    """The text by another that a passage is in, as its entry in the list has it: its printed pages, if known."""

    printed: Extent | None


class Citations:
    """Makes the citations of passages of one book."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._site = settings.site.address
        self._book = bibliography.csl(source(settings.book, version=settings.site.version))
        self._styles = [(style, _style(settings.book, style)) for style in STYLES]

    def of(
        self,
        address: str,
        printed: Extent | None,
        note: str = "",
        title: str = "",
        document: ByOther | None = None,
        where: Where = (),
    ) -> Cited:
        """The citations of a passage at an address, on these pages, in the part of a title; of a note by its
        number. A passage of a `document` is cited with the document's own title and pages. `where` is the place of a
        passage without printed pages."""
        url = self._address(address)
        item = (self._part(address, title, bool(document)) if title else self._book) | ({"URL": url} if url else {})
        if printed:
            first, last = printed.first.label, printed.last.label
            item["page"] = first if first == last else f"{first}-{last}"
        elif where:
            item["note"] = "; ".join(filter(None, (item.get("note"), STYLES[0].places.cited(where))))
        whole = document.printed if document else printed
        entry_url = self._address(address.partition("#")[0]) if document else self._site
        names = cited_documents.names_of(title)
        forms = []
        for style, made in self._styles:
            fits = (form if self._site else form["local"] for form in made["documents" if document else "forms"])
            citation, entry = fits
            pages = page_range(printed, style.shortening) if printed else ""
            pages += style.note.format(note=note) if note else ""
            of_whole = page_range(whole, style.shortening) if whole else ""
            place = "" if printed else style.places.cited(where)
            template = citation["place" if place else _which(printed)]
            at_its_place = _filled_in(template, names | _in(pages, url) | {"place": place})
            forms.append((style, at_its_place, _filled_in(entry[_which(whole)], names | _in(of_whole, entry_url))))
        return Cited(url, tuple(forms), item)

    def _address(self, address: str) -> str:
        return f"{self._site.rstrip('/')}/{address}" if self._site else ""

    def _part(self, address: str, title: str, document: bool) -> dict[str, Any]:
        return bibliography.csl(part_source(self._settings, title, identifier(address), document))


def _which(printed: Extent | None) -> str:
    """The template for these pages."""
    if printed is None:
        return "none"
    return "page" if printed.first.label == printed.last.label else "pages"


def _in(pages: str, url: str) -> dict[str, str]:
    return {"page": pages, "pages": pages, "url": url}


def page_range(printed: Extent, shortening: str) -> str:
    """Pages in a style, with inferred numbers in square brackets, shortened as in `SHORTENINGS`."""
    first, last = printed.first, printed.last
    if first.label == last.label:
        return first.cited
    return re.sub(shortening, lambda match: str(match[1]), f"{first.cited}–{last.cited}".replace("]–[", "–"))


def _filled_in(template: str, names: Mapping[str, str]) -> str:
    return _NAME.sub(lambda match: html.escape(names.get(match[1], match.group()), quote=False), template)


def whole(book: Book) -> str:
    """The book as each style cites it, without the address of any page: Markdown for the page on citing."""
    lines = ["| Style | Where | Citation |", "|---|---|---|"]
    for style in STYLES:
        for title, text in zip((style.citation, style.entry), formatted(book, style), strict=True):
            lines.append(f"| {style.title} | {title} | {text} |")
    return "\n".join(lines) + "\n"


# What a page says of itself to machines


def metadata(edition: Edition, apparatus: Apparatus, pages: Iterable[Page] = ()) -> dict[str, Any]:
    """The metadata in the head of each page, for reference managers and search engines: its `description`, `meta` (tags
    as pairs of name and content), `open` (Open Graph) and `linked` (schema.org). `book` is the home page, `parts` the
    parts of the book by their addresses, `indexes` the pages of people and places with their entries, `editorial` any
    other page: the title of the page is added to it. `pages` are those of the site."""
    settings = apparatus.settings
    book = linked(settings)
    chapters = [_chapter(edition, part, settings) for part in edition.parts if part.kind is not PartKind.NOTES]
    by_pages = " by printed pages" if page_starts(edition) else ""
    described = f"{_whole_book(settings.book)}. A digital edition{by_pages}."
    home = {
        "author": settings.book.byline,
        "description": described,
        "meta": [list(pair) for pair in meta(settings)],
        "open": _open_graph(settings, "book", settings.book.full_title),
        "linked": {"@context": _SCHEMA, **book, "hasPart": chapters},
    }
    named = titles(edition)
    parts = {part.address: _part(edition, part, named.get(part.address, ""), apparatus, book) for part in edition.parts}
    editorial = _editorial(settings, book)
    indexes = {
        addresses.index(kind): editorial | {"linked": editorial["linked"] | {"mainEntity": found}}
        for page in pages
        if (kind := INDEXES.get(page.path)) and (found := _listed(apparatus, kind, page.text))
    }
    return {"book": home, "parts": parts, "indexes": indexes, "editorial": editorial}


def _listed(apparatus: Apparatus, kind: NameKind, text: str) -> dict[str, Any]:
    """The persons or places that the page of an index lists, by schema.org."""
    site = apparatus.settings.site.address
    places = {one.key: one for one in apparatus.coordinates}
    entries = [
        _filled(
            {
                "@type": "Person" if name.kind is NameKind.PERSON else "Place",
                "@id": f"{urljoin(site, addresses.index(kind))}#{name.key}" if site else f"#{name.key}",
                "name": name.name,
                "alternateName": list(name.variants),
                **(_life(name.dates) if name.kind is NameKind.PERSON else {}),
                "jobTitle": name.office if name.kind is NameKind.PERSON else "",
                "sameAs": [identifiers.address(scheme, value) for scheme, value in name.identifiers],
                "geo": _point(places.get(name.key)) if name.kind is NameKind.PLACE else "",
            }
        )
        for name in apparatus.names
        if name.kind is kind and f'id="{name.key}"' in text
    ]
    return {"@type": "ItemList", "itemListElement": entries} if entries else {}


def _life(dates: str) -> dict[str, str]:
    """Birth and death, as far as ISO 8601 has them."""
    ends = dates.split("/")
    if len(ends) != 2:
        return {}
    return {name: end for name, end in zip(("birthDate", "deathDate"), ends, strict=True) if _PLAIN_DATE.fullmatch(end)}


def _point(place: Coordinates | None) -> dict[str, Any]:
    return {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon} if place else {}


def _whole_book(book: Book) -> str:
    others = f", {book.contributors}" if book.contributors else ""
    return f"{book.byline}, {book.full_title}{others} ({book.imprint})"


def _open_graph(settings: Settings, kind: str, title: str) -> list[list[str]]:
    pairs = (
        ("og:type", kind),
        ("og:title", title),
        ("og:site_name", settings.book.full_title),
        ("og:locale", settings.book.language.replace("-", "_")),
    )
    return [[name, content] for name, content in pairs if content]


def meta(settings: Settings) -> list[tuple[str, str]]:
    """Highwire's tags, Dublin Core's and EPrints', which alone has a place. Zotero takes a page for a book by
    DC.type."""
    book = settings.book
    pairs = [
        ("citation_title", book.full_title),
        *_imprint(settings),
        ("citation_isbn", book.isbn),
        ("DC.type", "book"),
        ("DC.title", book.full_title),
        ("DC.identifier", f"urn:isbn:{book.isbn}" if book.isbn else ""),
    ]
    return [(name, content) for name, content in pairs if content]


def _imprint(settings: Settings) -> list[tuple[str, str]]:
    """The data that the book shares with its parts."""
    book = settings.book
    names = [_body(author.direct) if not author.given else author.inverted for author in book.authors]
    return [
        *(("citation_author", name) for name in names),
        ("citation_publication_date", str(book.year)),
        ("citation_publisher", book.publisher),
        ("citation_language", book.language),
        ("eprints.place_of_pub", book.place),
        *(("DC.creator", name) for name in names),
        ("DC.publisher", book.publisher),
        ("DC.date", str(book.year)),
        ("DC.language", book.language),
        ("DC.rights", settings.rights.statement),
    ]


def _inverted(name: str) -> str:
    return bibliography.person(name).inverted


def linked(settings: Settings) -> dict[str, Any]:
    """The book by schema.org, and the digital edition of it."""
    book, site = settings.book, settings.site
    authors = [
        _linked_author(author, f"{site.address}#author{k if k > 1 else ''}") for k, author in enumerate(book.authors, 1)
    ]
    return _filled(
        {
            "@type": "Book",
            "@id": f"{site.address}#book",
            "name": book.full_title,
            "author": authors[0] if len(authors) == 1 else authors,
            "translator": [
                _linked_author(one, f"{site.address}#translator{k}") for k, one in enumerate(book.translators, 1)
            ],
            "publisher": _publisher(book),
            "datePublished": str(book.year),
            "inLanguage": book.language,
            "isbn": book.isbn,
            "url": site.address,
            "version": site.version,
            "editor": _editors(settings),
            "dateModified": site.day,
            "usageInfo": settings.rights.statement,
        }
    )


def _linked_author(author: Person, ident: str) -> dict[str, Any]:
    """An author by schema.org. A name of several words without a given name is that of a body."""
    kind = "Person" if author.given or " " not in author.family else "Organization"
    names = {"givenName": author.given, "familyName": author.family if author.given else ""}
    return {"@id": ident, "@type": kind, "name": author.direct} | _filled(names)


def _publisher(book: Book) -> dict[str, Any]:
    place = {"@type": "Place", "name": book.place} if book.place else ""
    return _filled({"@type": "Organization", "name": book.publisher, "location": place}) if book.publisher else {}


def _editors(settings: Settings) -> list[dict[str, Any]]:
    names = enumerate(settings.site.editors, 1)
    return [{"@type": "Person", "@id": f"{settings.site.address}#editor{n}", "name": name} for n, name in names]


def _chapter(edition: Edition, part: Part, settings: Settings) -> dict[str, Any]:
    printed = extent(edition, part)
    first, last = (printed.first.label, printed.last.label) if printed else ("", "")
    url = urljoin(settings.site.address, part.address) if settings.site.address else ""
    return _filled(
        {
            "@type": "Chapter",
            "@id": url or f"#{identifier(part.address)}",
            "name": heading(part),
            "pageStart": first,
            "pageEnd": last,
            "pagination": first if first == last else f"{first}–{last}",
            "url": url,
        }
    )


def _part(edition: Edition, part: Part, name: str, apparatus: Apparatus, book: dict[str, Any]) -> dict[str, Any]:
    """A part of the book, under the `name` by which it is cited; a document that is printed in it as that document,
    with its own date and parties."""
    settings = apparatus.settings
    chapter = _chapter(edition, part, settings)
    document = apparatus.documents[part.number] if is_document(part, apparatus.documents) else None
    first, last = chapter.get("pageStart", ""), chapter.get("pageEnd", "")
    pages = f"{'p.' if first == last else 'pp.'} {chapter['pagination']}" if first else ""
    described = ", ".join(filter(None, (f"{heading(part)}: in {_whole_book(settings.book)}", pages)))
    if document:
        pairs = _of_document(name, document, described)
        chapter["mainEntity"] = _linked_document(name, document)
    else:
        pairs = [
            ("citation_title", name),
            ("citation_inbook_title", settings.book.full_title),
            *_imprint(settings),
            ("citation_isbn", settings.book.isbn),
            ("citation_firstpage", first),
            ("citation_lastpage", last if last != first else ""),
            ("DC.title", name),
            ("DC.isPartOf", settings.book.full_title),
        ]
    return {
        "author": ", ".join(document.parties) if document else settings.book.byline,
        "description": described,
        "meta": [[name, content] for name, content in pairs if content],
        "open": _open_graph(settings, "article", heading(part)),
        "linked": {"@context": _SCHEMA, **chapter, "isPartOf": book},
    }


def _of_document(name: str, document: Document, described: str) -> list[tuple[str, str]]:
    """A document for reference managers: its own title, date and parties, and the book only as its place of printing.
    It has no Highwire tags, because managers take a page with these for an article or a chapter."""
    return [
        ("DC.type", "document"),
        ("DC.title", name),
        ("DC.date", document.edtf),
        *(("DC.contributor", _body(party)) for party in document.parties),
        ("DC.language", _language_code(document)),
        ("DC.source", described),
    ]


def _body(name: str) -> str:
    """The name of a body for reference managers. They take its last word for a family name unless a comma tells where
    the family name ends."""
    return f"{name}," if " " in name and "," not in name else name


def _language_code(document: Document) -> str:
    """The code of its language, if the register has a name that we know."""
    return bibliography.LANGUAGES.get(document.language.lower(), document.language)


def _linked_document(name: str, document: Document) -> dict[str, Any]:
    """A document by schema.org. A date that ISO 8601 does not have, about July 1939 say, is the time it is of."""
    plain_date = bool(_PLAIN_DATE.fullmatch(document.edtf))
    return _filled(
        {
            "@type": "CreativeWork",
            "name": name,
            "genre": document.kind,
            "dateCreated": document.edtf if plain_date else "",
            "temporal": "" if plain_date else document.edtf,
            "locationCreated": {"@type": "Place", "name": document.place} if document.place else "",
            "inLanguage": _language_code(document),
            "contributor": [
                *({"@type": "Organization", "name": party} for party in document.parties),
                *({"@type": "Person", "name": name} for name in document.signatories),
            ],
        }
    )


def _editorial(settings: Settings, book: dict[str, Any]) -> dict[str, Any]:
    """A page by the editors: a web page about the book, not by its author. Its title is added to the metadata."""
    editors = settings.site.editors
    pairs = [
        *(("citation_author", _inverted(name)) for name in editors),
        *(("DC.creator", _inverted(name)) for name in editors),
        ("DC.type", "webpage"),
        ("DC.date", settings.site.day),
        ("DC.relation", settings.book.full_title),
        ("DC.language", "en"),
    ]
    described = f"Part of the digital edition of {_whole_book(settings.book)}"
    page = {"@type": "WebPage", "author": _editors(settings), "about": book}
    return {
        "titled": True,
        "author": ", ".join(editors),
        "description": described,
        "meta": [[name, content] for name, content in pairs if content],
        "open": _open_graph(settings, "website", ""),
        "linked": _filled({"@context": _SCHEMA, **page}),
    }


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value}
