"""The edition as the leaves of a book in their order, for EPUB, PDF and the single page of HTML.

A leaf is one page of the site as XHTML, with the same text and the same ids. Its links are addresses of the site
(`chapters/04/#p12`); each output replaces them by `linked`. Parts that only make sense on the site (links to the
witness, the numbers at paragraphs) are left out, names are plain text (the indexes at the end lead to them), and page
breaks, calls and notes have the markup that e-book readers understand.

Begin reading at `leaves`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from lxml import etree
from markupsafe import Markup

from editio.edition import Built
from editio.inputs.registers import Apparatus
from editio.model import addresses
from editio.model.characters import NOT_IN_XML, REPLACEMENT
from editio.model.edtf import readable
from editio.model.kinds import CALLING, BlockKind, PartKind
from editio.model.text import Block, Edition, Part
from editio.outputs import chapter_notes, elements, templates
from editio.outputs.elements import NOTHING
from editio.outputs.escaping import escape
from editio.outputs.pages import bibliography, documents, emendations, indexes, notes, subjects
from editio.outputs.pages.markdown import LINE_BREAK, Writer, chronology, heading
from editio.outputs.places import identifier
from editio.stages.linking import citations

XHTML = "http://www.w3.org/1999/xhtml"
EPUB = "http://www.idpf.org/2007/ops"
_TYPE = f"{{{EPUB}}}type"
_NUMBERED = re.compile(r"&#(\d+);")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?")  # HTML knows no seasons
_DROPPED, _UNWRAPPED = "dropped", "unwrapped"  # tags of elements that go, with their words or without


class EpubType(StrEnum):
    """The type of a leaf in the structural vocabulary of EPUB."""

    FRONTMATTER = "frontmatter"
    PREFACE = "preface"
    PART = "part"
    CHAPTER = "chapter"
    APPENDIX = "appendix"
    ENDNOTES = "endnotes"
    BIBLIOGRAPHY = "bibliography"
    INDEX = "index"
    BACKMATTER = "backmatter"


@dataclass(frozen=True)
class Leaf:
    """`group` is its heading in the contents; `body` an XHTML section."""

    address: str
    title: str
    group: str
    kind: EpubType
    body: etree._Element

    @property
    def name(self) -> str:
        """Its address as a name of a file: `chapters-04`."""
        return self.address.strip("/").replace("/", "-")

    @property
    def ids(self) -> list[str]:
        return [ident for element in self.body.iter() if (ident := element.get("id"))]

    @property
    def sections(self) -> list[tuple[str, str]]:
        """The id and the words of each section's heading."""
        return [(h.get("id", ""), words(h)) for h in self.body.iter(f"{{{XHTML}}}h2") if h.get("id")]


def leaves(built: Built, apparatus: Apparatus) -> tuple[Leaf, ...]:
    """Every leaf: the book in its order, then notes missing from it, then the additions of the editors."""
    edition = built.edition
    calling = {part.notes_address: part for part in edition.parts if part.kind in CALLING}
    found = []
    for part in edition.parts:
        if part.kind is not PartKind.NOTES:
            found.append(_part(built, part, apparatus))
        elif part.address in calling:
            found.append(_notes(built, calling[part.address], apparatus))
    unprinted = (part for part in edition.parts_with_notes if edition.notes_of(part) is None)
    found += [_notes(built, part, apparatus) for part in unprinted]
    return (*found, *_sources(built, apparatus), *_indexes(built, apparatus), *_emendations(built, apparatus))


def linked(leaf: Leaf, target: Callable[[str], str | None]) -> etree._Element:
    """The leaf's body with the addresses of links replaced by `target`. If it returns None, the words remain without a
    link."""
    body = deepcopy(leaf.body)
    for link in _links(body):
        href = link.get("href", "")
        if re.match(r"https?:", href):
            continue
        address = f"{leaf.address}{href}" if href.startswith("#") else href
        found = target(address)
        if found is None:
            link.tag = _UNWRAPPED
        else:
            link.set("href", found)
    etree.strip_tags(body, _UNWRAPPED)
    return body


def joined(leaf: Leaf, targets: Container[str]) -> etree._Element:
    """The leaf's body as a section of one page with the leaves at `targets`: the address `chapters/04/#p12` of the site
    becomes the id `chapters-04-p12`, and links lead there."""
    body = linked(leaf, lambda at: f"#{identifier(at)}" if at.partition("#")[0] in targets else None)
    for element in body.iter():
        if ident := element.get("id"):
            element.set("id", identifier(f"{leaf.address}#{ident}"))
        element.attrib.pop(_TYPE, "")  # which means something in an EPUB only
        if (name := element.get("aria-label")) and element.tag == f"{{{XHTML}}}aside":
            element.set("aria-label", f"{name}: {leaf.title}")  # of several on one page
    body.attrib.update(
        {
            "id": identifier(leaf.address),
            "class": f"leaf {leaf.kind}",
            "aria-labelledby": identifier(f"{leaf.address}#title"),
        }
    )
    etree.cleanup_namespaces(body)
    return body


def as_html(body: etree._Element) -> Markup:
    """A leaf's body as HTML."""
    return Markup(etree.tostring(body, encoding="unicode", method="html").replace(f' xmlns="{XHTML}"', "", 1))


def words(element: etree._Element) -> str:
    """The words of an element on one line."""
    return " ".join("".join(map(str, element.itertext())).split())


class _Writer(Writer):
    """Writes blocks as XHTML instead of Markdown; links are addresses."""

    def __init__(self, part: Part, built: Built, apparatus: Apparatus) -> None:
        super().__init__(part, "", built.links, apparatus.readings)
        self.notes = chapter_notes.numbers(built.edition, part, apparatus)

    def block(self, block: Block) -> Markup:
        return self._section(block) if block.kind is BlockKind.GROUP else super().block(block)

    def _paragraph(self, block: Block) -> Markup:
        kind = None if block.kind is BlockKind.PARAGRAPH else str(block.kind)
        return elements.element("p", self.words(block, 0), id=block.id, class_=kind)

    def _section(self, block: Block) -> Markup:
        return elements.element("h2", self.words(block, 0), id=block.id)

    def _quotation(self, block: Block) -> Markup:
        paragraphs = (elements.element("p", self.words(block, k)) for k in range(len(block.spans)))
        return elements.element("blockquote", elements.lines(NOTHING, *paragraphs, NOTHING), id=block.id)

    def _article(self, block: Block) -> Markup:
        if len(block.spans) == 1:
            return super()._article(block)
        marker = elements.element("span", self.words(block, 0), class_="marker", id=f"art{block.label}")
        return elements.element("p", marker + " " + self.words(block, 1), class_="article", id=block.id)

    def title(self, part: Part) -> Markup:
        if not part.title.spans:
            return elements.element("h1", escape(heading(part)), id="title")
        parts = (
            elements.element("span", self.inline(span.content), class_=elements.TITLE_CLASSES[span.role])
            for span in part.title.spans
        )
        return elements.element("h1", Markup(" ").join(parts), id="title")


_PARTS = {  # by kind: the heading in the contents, and the EPUB type
    PartKind.JACKET: ("Front matter", EpubType.FRONTMATTER),
    PartKind.FRONT: ("Front matter", EpubType.PREFACE),
    PartKind.CHRONOLOGY: ("Front matter", EpubType.FRONTMATTER),
    PartKind.PART: ("Chapters", EpubType.PART),
    PartKind.CHAPTER: ("Chapters", EpubType.CHAPTER),
    PartKind.APPENDIX: ("Documents", EpubType.APPENDIX),
    PartKind.BIBLIOGRAPHY: ("Back matter", EpubType.BIBLIOGRAPHY),
    PartKind.INDEX: ("Back matter", EpubType.INDEX),
    PartKind.BACK: ("Back matter", EpubType.BACKMATTER),
}
_WITHOUT_ROLE = (EpubType.FRONTMATTER, EpubType.BACKMATTER)  # the others have a role doc-…


def _leaf(address: str, title: str, group: str, kind: EpubType, lines: Iterable[str]) -> Leaf:
    role = f' role="doc-{kind}"' if kind not in _WITHOUT_ROLE else ""
    text = "\n".join(lines).replace(LINE_BREAK, "<br/>\n")
    markup = _NUMBERED.sub(lambda match: _fit(chr(int(match[1])), match.group()), text)
    body = etree.fromstring(
        f'<section xmlns="{XHTML}" xmlns:epub="{EPUB}" epub:type="{kind}"{role} aria-labelledby="title">\n'
        f"{NOT_IN_XML.sub(REPLACEMENT, markup)}\n</section>"
    )
    _dress(body)
    return Leaf(address, title, group, kind, body)


def _fit(character: str, reference: str) -> str:
    return REPLACEMENT if NOT_IN_XML.match(character) else reference


def _dress(body: etree._Element) -> None:
    """Translate the site's markup into the vocabulary of reading systems, and remove what only the site needs."""
    for element in body.iter(f"{{{XHTML}}}*"):
        kinds = element.get("class", "").split()
        match element.tag.removeprefix(f"{{{XHTML}}}"):
            case "a" if "paragraph-number" in kinds or element.get("href", "").startswith(addresses.WITNESS):
                element.tag = _DROPPED
            case "a" if "name" in kinds:
                element.tag = _UNWRAPPED
            case "span" if element.get("role") == "doc-pagebreak" and not kinds:
                element.tag = _DROPPED  # without its link, the page start itself has the role
            case "span" if "page-start" in kinds:
                element.attrib.update({_TYPE: "pagebreak", "role": "doc-pagebreak"})
                element.set("aria-label", element.get("data-page", ""))
            case "span" if "supplied" in kinds:
                text = element.text or ""
                element.text, element.tail = text.rstrip(), text[len(text.rstrip()) :] + (element.tail or "")
            case "aside" if "footnote" in kinds:
                _footnote(element, body)
            case "time" if not _DATE.fullmatch(element.get("datetime", "")):
                element.tag = _UNWRAPPED  # a date that HTML cannot say
            case "div" if "table-wrapper" in kinds:
                for name in ("tabindex", "role", "aria-label"):
                    del element.attrib[name]
    for call in body.iter(f"{{{XHTML}}}sup"):
        for link in call.iter(f"{{{XHTML}}}a"):
            link.attrib.update({_TYPE: "noteref", "role": "doc-noteref"})
    etree.strip_elements(body, _DROPPED, with_tail=False)
    etree.strip_tags(body, _UNWRAPPED)


def _footnote(aside: etree._Element, body: etree._Element) -> None:
    """Call and note of a footnote tied as popups want it: the call leads to the whole note, its mark back."""
    aside.attrib.update({_TYPE: "footnote", "role": "doc-footnote"})
    for mark in list(aside.iter(f"{{{XHTML}}}span")):
        ident = mark.get("id", "")
        for call in _links(body) if ident.startswith("footnote") else ():
            if call.get("href") == f"#{ident}":
                call.attrib.update({"href": f"#{aside.get('id')}", "id": f"{ident}-call"})
                back = etree.SubElement(mark, f"{{{XHTML}}}a", {"href": f"#{ident}-call", "role": "doc-backlink"})
                back.set(_TYPE, "backlink")
                back.text, back.tail, mark.text = (mark.text or "").strip(), " ", None


def _links(body: etree._Element) -> list[etree._Element]:
    return list(body.iter(f"{{{XHTML}}}a"))


def _part(built: Built, part: Part, apparatus: Apparatus) -> Leaf:
    write = _Writer(part, built, apparatus)
    lines = [write.title(part)]
    document = apparatus.documents.get(part.number) if part.kind is PartKind.APPENDIX else None
    if document:
        lines.append(documents.known(document, apparatus.names, write.root))
    if part.kind is PartKind.CHRONOLOGY:
        footnotes = [block for block in part.blocks if block.kind is BlockKind.FOOTNOTE]
        lines.append(chronology(write, [block for block in part.blocks if block not in footnotes]))
        lines += [write.block(block) for block in footnotes]
    else:
        lines += [write.block(block) for block in part.blocks]
    if part.kind is PartKind.APPENDIX:
        lines.append(documents.discussed(built.edition, built.links, document, part.address, write.root))
    group, kind = _PARTS.get(part.kind, ("Back matter", EpubType.BACKMATTER))
    return _leaf(part.address, heading(part), group, kind, lines)


def _notes(built: Built, part: Part, apparatus: Apparatus) -> Leaf:
    write = _Writer(built.edition.notes_of(part) or part, built, apparatus)
    shown = notes.of_part(built.edition, part, write, apparatus)
    text = templates.page("book_notes", shown)
    return _leaf(part.notes_address, shown.title, "Notes", EpubType.ENDNOTES, [text])


def _sources(built: Built, apparatus: Apparatus) -> Iterator[Leaf]:
    if apparatus.sources:
        title = bibliography.title(built.edition)
        groups = tuple(bibliography.groups(built.edition, built.links, apparatus, ""))
        text = templates.page("book_sources", bibliography.Bibliography(title, groups))
        yield _leaf(citations.page(built.edition), title, "Back matter", EpubType.BIBLIOGRAPHY, [text])


@dataclass(frozen=True)
class _Entry:
    """An entry of an index: its passages by part of the book (addresses with printed pages), and its cross-references.
    A part without numbered pages has no name before its passages; its name is the text of the link."""

    key: str
    heading: str
    facts: str
    passages: tuple[tuple[str, list[tuple[str, str]]], ...]
    references: Markup = NOTHING


@dataclass(frozen=True)
class _Index:
    title: str
    entries: tuple[_Entry, ...]


def _indexes(built: Built, apparatus: Apparatus) -> Iterator[Leaf]:
    met = indexes.by_name(indexes.mentions(built.edition, built.links))
    names = [name for name in sorted(apparatus.names, key=indexes.order) if name.address in met]
    for kind, title in indexes.titles(apparatus.settings).items():
        entries = (
            _Entry(name.key, name.sort, readable(name.dates), _passages(met[name.address]))
            for name in names
            if name.kind is kind
        )
        if shown := tuple(entries):
            text = templates.page("book_index", _Index(title, shown))
            yield _leaf(addresses.index(kind), title, "Indexes", EpubType.INDEX, [text])
    if apparatus.subjects:
        yield _subjects(built, apparatus)


def _subjects(built: Built, apparatus: Apparatus) -> Leaf:
    known = subjects.titles(apparatus)
    entries = (
        _Entry(
            entry.key,
            entry.name,
            subjects.facts(entry),
            _passages(subjects.references(built.edition, built.subjects.passages.get(entry.key, ()))),
            subjects.cross_references(entry, known),
        )
        for entry in sorted(apparatus.subjects, key=subjects.order)
    )
    text = templates.page("book_index", _Index(subjects.TITLE, tuple(entries)))
    return _leaf(addresses.SUBJECTS, subjects.TITLE, "Indexes", EpubType.INDEX, [text])


def _passages(met: Iterable[indexes.Located]) -> tuple[tuple[str, list[tuple[str, str]]], ...]:
    """By printed pages alone: no paragraph of a book bears a number to be seen. A part without numbered pages is
    itself the link, to the first of its passages."""
    return tuple(_by_pages(part, found) for part, found in indexes.passages(met))


def _by_pages(part: str, found: list[tuple[str, str]]) -> tuple[str, list[tuple[str, str]]]:
    first_on: dict[str, str] = {}
    for at, page in found:
        if not page.startswith("¶"):
            first_on.setdefault(page, at)
    return (part, [(at, page) for page, at in first_on.items()]) if first_on else ("", [(found[0][0], part)])


def _emendations(built: Built, apparatus: Apparatus) -> Iterator[Leaf]:
    entered = emendations.entered(emendations.changes(built.edition, built.restoration), apparatus)
    parts = groupby(entered, key=lambda made: heading(made.change.part))
    if shown := [(part, list(members)) for part, members in parts]:
        text = templates.page("book_emendations", shown)
        yield _leaf(addresses.EMENDATIONS, "Emendations", "The edition", EpubType.BACKMATTER, [text])


def page_addresses(edition: Edition, found: Iterable[Leaf]) -> Mapping[str, str]:
    """The address of the start of each numbered page, by its label, in the order of the pages."""
    where = {i.removeprefix("page"): f"{leaf.address}#{i}" for leaf in found for i in leaf.ids if i.startswith("page")}
    labels = (page.label for page in edition.pagination.pages)
    return {label: where[label] for label in labels if label in where}
