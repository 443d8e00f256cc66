"""The e-book, the PDF's layout, the single page and the images in TEI, of a small book."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache

from lxml import etree

import salt_road
from editio.outputs import book
from editio.outputs.files import epub, one_file, pdf, plain_text
from editio.outputs.files.tei.facsimile import facsimile
from imaging import imaged

NAMES = {
    "o": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "h": "http://www.w3.org/1999/xhtml",
}
PRINT = "Ada Chandler, The Salt Road (Weir: Weir & Sons, 1970)"


@cache
def files() -> dict[str, bytes]:
    built, entries = salt_road.edition()
    data = epub.package(built, entries, book.leaves(built, entries))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        assert all(one.compress_type == zipfile.ZIP_DEFLATED for one in archive.infolist()[1:])
        return {name: archive.read(name) for name in archive.namelist()}


def package() -> etree._Element:
    return etree.fromstring(files()["EPUB/package.opf"])


def test_the_e_book_has_its_parts_in_the_order_of_their_names_after_what_identifies_it() -> None:
    assert list(files()) == ["mimetype", "META-INF/container.xml", *(f"EPUB/{name}" for name in (
        "appendices-1.xhtml", "chapters-01.xhtml", "chapters-02.xhtml", "colophon.xhtml", "cover.png", "cover.xhtml",
        "emendations.xhtml", "nav.xhtml", "notes-01.xhtml", "package.opf", "people.xhtml", "places.xhtml", "style.css",
        "titlepage.xhtml", "works.xhtml",
    ))]  # fmt: skip
    assert files()["mimetype"] == b"application/epub+zip"


def test_the_package_says_whose_book_it_is_and_from_which_print() -> None:
    described = [(one.tag.rpartition("}")[2], one.text) for one in package().iterfind("o:metadata/dc:*", NAMES)]
    assert described[1:] == [
        ("title", "The Salt Road: A History of Tolls"), ("creator", "Ada Chandler"), ("language", "en-GB"),
        ("publisher", "Weir & Sons"), ("date", "1970"), ("contributor", "Tom Brim"), ("contributor", "Ida Weir"),
        ("rights", "Private copy."), ("source", PRINT),
    ]  # fmt: skip
    meta = {one.get("property"): one.text for one in package().iterfind("o:metadata/o:meta", NAMES)}
    assert meta["dcterms:modified"] == "2026-03-04T00:00:00Z"
    assert meta["schema:version"] == "1.2.0"
    assert meta["pageBreakSource"] == PRINT
    assert meta["a11y:certifiedBy"] == "Tom Brim, Ida Weir"


def test_another_version_or_witness_is_another_e_book() -> None:
    settings = salt_road.entries().settings
    other = settings.model_copy(update={"site": settings.site.model_copy(update={"version": "1.3.0"})})
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", epub.identifier(settings))
    assert epub.identifier(settings) == package().findtext("o:metadata/dc:identifier", namespaces=NAMES)
    assert epub.identifier(settings) != epub.identifier(other)


def test_the_contents_have_each_group_and_the_page_list_each_page() -> None:
    toc, pages, landmarks = etree.fromstring(files()["EPUB/nav.xhtml"]).iterfind(".//h:nav", NAMES)
    assert [span.text for span in toc.iterfind(".//h:span", NAMES)] == [
        "Chapters", "Documents", "Notes", "Indexes", "The edition",
    ]  # fmt: skip
    assert [(a.text, a.get("href")) for a in pages.iterfind(".//h:a", NAMES)] == [
        ("1", "chapters-01.xhtml#page1"), ("3", "chapters-02.xhtml#page3"), ("4", "appendices-1.xhtml#page4"),
    ]  # fmt: skip
    assert [(a.text, a.get("href")) for a in landmarks.iterfind(".//h:a", NAMES)] == [
        ("Cover", "cover.xhtml"), ("Title page", "titlepage.xhtml"), ("Contents", "nav.xhtml#toc"),
        ("Start of the text", "chapters-01.xhtml"), ("Notes", "notes-01.xhtml"), ("Indexes", "people.xhtml"),
    ]  # fmt: skip


def test_links_of_the_e_book_lead_to_its_files() -> None:
    chapter = etree.fromstring(files()["EPUB/chapters-01.xhtml"])
    hrefs = [a.get("href") for a in chapter.iterfind(".//h:a", NAMES)]
    assert hrefs == [
        "notes-01.xhtml#note1", "appendices-1.xhtml", "notes-01.xhtml#note2", "notes-01.xhtml#note3",
        "notes-01.xhtml#note4", "chapters-02.xhtml",
    ]  # fmt: skip
    assert epub.file("chapters/04/#p12") == "chapters-04.xhtml#p12"
    assert epub.file("people/") == "people.xhtml"


# The PDF and the single page


def test_the_layout_has_what_the_title_page_says_and_a_leaf_for_each_part() -> None:
    made = pdf.layout(*salt_road.edition())
    leaves = [
        [(leaf["id"], leaf["title"], leaf["heading"], leaf["runs-on"]) for leaf in group] for group in made["groups"]
    ]
    assert {name: value for name, value in made.items() if name != "groups"} == {
        "title": "The Salt Road", "running": "The Salt Road", "author": "Ada Chandler", "lang": "en", "region": "GB",
        "private": True, "statement": "Private copy.", "source": PRINT, "version": "1.2.0", "made": "2026-03-04",
    }  # fmt: skip
    assert leaves[:5] == [
        [("chapters-01", "1 The Salt Road", "The Salt Road", False)],
        [("chapters-02", "2 The Toll", "The Toll", False)],
        [("appendices-1", "Appendix 1 The Treaty", "The Treaty", False)],
        [("notes-01", "Notes to chapter 1", "Notes to chapter 1", True)],
        [("people", "People", "People", False)],
    ]
    heading, paragraph = made["groups"][1][0]["body"]
    assert heading[:2] == ["h1", {"id": "chapters-02-title"}]
    assert paragraph[:2] == ["p", {"id": "chapters-02-p1"}]


def test_the_single_page_begins_with_its_contents_and_the_printed_pages() -> None:
    built, entries = salt_road.edition()
    text = one_file.page(built, entries, book.leaves(built, entries)).decode()
    head, _, rest = text.partition('<article id="text">')
    assert re.findall(r"<h2[^>]*>(.*?)</h2>", head) == [
        "Chapters", "Documents", "Notes", "Indexes", "The edition", "Pages of the printed book",
    ]  # fmt: skip
    assert re.findall(r'<a href="#[\w-]+-page\d">(\d)</a>', head) == ["1", "3", "4"]
    ids = set(re.findall(r' id="([^"]+)"', text))
    assert set(re.findall(r' href="#([^"]+)"', text)) <= ids
    assert PRINT.replace("&", "&amp;") in head
    assert "version 1.2.0, 2026-03-04" in head
    assert 'class="leaf chapter"' in rest
    assert "url(" not in re.sub(r'url\("data:font/woff2;base64,[^"]+"\)', "", text)


def test_plain_text_has_its_rights_and_version_in_its_head() -> None:
    built, entries = salt_road.edition()
    first, *others = plain_text.whole(built.edition, entries.settings, marked=False).split("\n\n\n")
    assert first.splitlines() == [
        "The Salt Road", "Ada Chandler", "Version 1.2.0", "Private study copy: not for distribution.", "Private copy.",
    ]  # fmt: skip
    assert [other.splitlines()[0] for other in others] == [
        "CHAPTER 1 The Salt Road", "CHAPTER 2 The Toll", "APPENDIX 1 The Treaty",
    ]  # fmt: skip
    one = plain_text.part(built.edition.parts[1], entries.settings)
    assert one.startswith(f"{first}\n\n\n[p. 3] CHAPTER 2 The Toll\n\nThe bishop, who had")


# Images in TEI


def test_tei_has_a_surface_for_each_image_with_the_zones_of_its_lines() -> None:
    built = imaged(salt_road.edition()[0])
    made = facsimile(built)
    assert made is not None
    rights, *surfaces = made
    assert "".join(map(str, rights.itertext())).strip() == "Drawn for the tests <freely>."
    assert [child.get("type") for child in rights] == ["rights"]
    xml_id = "{http://www.w3.org/XML/1998/namespace}id"
    assert [surface.items() for surface in surfaces] == [
        [("n", page), (xml_id, f"image-{page}"), ("ulx", "0"), ("uly", "0"), ("lrx", "1500"), ("lry", "3000")]
        for page in ("1", "3")
    ]
    graphic, first, *_ = surfaces[0]
    assert graphic.items() == [("url", "../images/zoom/1.jpg"), ("width", "1500px"), ("height", "3000px")]
    assert first.items() == [
        ("type", "line"), ("n", "1"), ("ulx", "0"), ("uly", "0"), ("lrx", "90"), ("lry", "40"),
    ]  # fmt: skip
    assert facsimile(salt_road.edition()[0]) is None
