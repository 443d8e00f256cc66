"""The PDF: every id of the edition is a destination, its pages bear the book's, its outline has the parts."""

from __future__ import annotations

import io
from typing import Any

import pytest
from lxml import html
from pypdf import PdfReader

from conftest import lacking
from editio.edition import Built
from editio.inputs.registers import Apparatus
from editio.model.messages import Refusal
from editio.outputs import book
from editio.outputs.files import pdf
from editio.outputs.places import identifier


@pytest.fixture(scope="module")
def read(built: Built, apparatus: Apparatus) -> PdfReader:
    try:
        made = pdf.pdf(built, apparatus)
    except Refusal as refusal:
        lacking("pango", str(refusal))
    return PdfReader(io.BytesIO(made))


@pytest.fixture(scope="module")
def pages(read: PdfReader) -> list[str]:
    return [page.extract_text() for page in read.pages]


def test_every_id_of_the_book_is_a_destination(read: PdfReader, built: Built, apparatus: Apparatus) -> None:
    leaves = book.leaves(built, apparatus)
    named = {identifier(f"{leaf.address}#{ident}") for leaf in leaves for ident in leaf.ids}
    assert named | {identifier(leaf.address) for leaf in leaves} <= set(read.named_destinations)
    assert {"chapters-01-p1", "chapters-02-page5", "notes-01-note1", "appendices-1-art2"} <= named


def test_every_link_has_its_destination(built: Built, apparatus: Apparatus) -> None:
    document = html.document_fromstring(pdf.document(built, apparatus))
    ids = [ident for element in document.iter() if (ident := element.get("id"))]
    assert len(ids) == len(set(ids))
    links = {href for a in document.iter("a") if (href := a.get("href", "")).startswith("#")}
    assert len(links) > 100
    assert {link.removeprefix("#") for link in links} <= set(ids)


def test_the_outline_has_every_part_with_its_sections(read: PdfReader, built: Built, apparatus: Apparatus) -> None:
    tops = [entry.title for entry in read.outline if not isinstance(entry, list)]
    assert tops[1:] == [book.words(leaf.body[0]) for leaf in book.leaves(built, apparatus)]
    assert tops[0] == "Contents"


def test_a_page_of_the_print_stands_where_its_destination_is(read: PdfReader, pages: list[str]) -> None:
    start = read.named_destinations["chapters-02-page5"]
    number = read.get_destination_page_number(start)
    assert number is not None
    assert "5" in pages[number].split()


def test_a_note_says_the_page_of_its_call(read: PdfReader, pages: list[str]) -> None:
    """By the number that stands on that page."""

    def page(name: str) -> int:
        found = read.get_destination_page_number(read.named_destinations[name])
        assert found is not None
        return found

    call, note = page("chapters-01-call1"), page("notes-01-note1")
    assert f"→ {call + 1}" in pages[note]
    assert str(call + 1) in pages[call].split()


def test_running_heads(read: PdfReader, pages: list[str]) -> None:
    number = read.get_destination_page_number(read.named_destinations["chapters-02"])
    assert number is not None
    left, right = sorted(pages[number + 1 : number + 3], key=lambda text: "The Price of Oil" in text)
    assert "The Lamp and the Ledger" in left
    assert "The Price of Oil: The Sound Commission" in right


def test_it_is_tagged_and_in_its_language(read: PdfReader) -> None:
    root = read.root_object
    assert (str(root["/MarkInfo"]), str(root["/Lang"])) == ("{'/Marked': True}", "en-GB")
    assert read.metadata is not None
    assert read.metadata.title == "The Lamp and the Ledger: The Skarholm Question 1926–1934"


def test_the_same_edition_gives_the_same_pdf(read: PdfReader, built: Built, apparatus: Apparatus) -> None:
    assert read.stream is not None
    read.stream.seek(0)
    assert pdf.pdf(built, apparatus) == read.stream.read()


def test_pages_have_the_numbers_that_they_show_as_labels(read: PdfReader) -> None:
    """Those before the first leaf show none and have roman ones."""
    labels = read.page_labels
    before = labels.index("4")
    assert labels[:before] == ["i", "ii", "iii"][:before]
    assert labels[before:] == [str(number) for number in range(before + 1, len(labels) + 1)]


def test_it_is_set_in_the_typeface_of_the_site(read: PdfReader) -> None:
    resources: list[Any] = [page["/Resources"] for page in read.pages]
    fonts = {
        font.get_object()["/BaseFont"].partition("+")[2]
        for of_page in resources
        for font in of_page.get("/Font", {}).values()
    }
    assert {"Literata", "Literata-Italic"} <= fonts
