"""The leaves of a small book: what EPUB, PDF and the single page of HTML have of each part."""

from __future__ import annotations

import base64
import hashlib
from functools import cache

import pytest
from lxml import etree

import salt_road
from editio.outputs import book
from editio.outputs.book import EPUB, XHTML, Leaf
from editio.outputs.files import one_file
from printing import FIRST_PAGE, PROSE, apparatus, built, page, set_type, witness

TYPE = f"{{{EPUB}}}type"


@cache
def leaves() -> dict[str, Leaf]:
    return {leaf.address: leaf for leaf in book.leaves(*salt_road.edition())}


def all_of(body: etree._Element, name: str) -> list[etree._Element]:
    return list(body.iter(f"{{{XHTML}}}{name}"))


def kinds(body: etree._Element) -> set[str]:
    return {kind for element in body.iter() for kind in element.get("class", "").split()}


def test_the_book_is_in_its_order_with_the_editors_additions_after_it() -> None:
    assert [(leaf.address, leaf.title, leaf.group, str(leaf.kind), leaf.name) for leaf in leaves().values()] == [
        ("chapters/01/", "1 The Salt Road", "Chapters", "chapter", "chapters-01"),
        ("chapters/02/", "2 The Toll", "Chapters", "chapter", "chapters-02"),
        ("appendices/1/", "Appendix 1 The Treaty", "Documents", "appendix", "appendices-1"),
        ("notes/01/", "Notes to chapter 1", "Notes", "endnotes", "notes-01"),
        ("people/", "People", "Indexes", "index", "people"),
        ("places/", "Places", "Indexes", "index", "places"),
        ("works/", "Works", "Indexes", "index", "works"),
        ("emendations/", "Emendations", "The edition", "backmatter", "emendations"),
    ]


def test_a_leaf_has_the_role_of_its_type_where_there_is_one() -> None:
    roles = {address: (leaf.body.get(TYPE), leaf.body.get("role")) for address, leaf in leaves().items()}
    assert roles["chapters/01/"] == ("chapter", "doc-chapter")
    assert roles["notes/01/"] == ("endnotes", "doc-endnotes")
    assert roles["emendations/"] == ("backmatter", None)
    assert {leaf.body.get("aria-labelledby") for leaf in leaves().values()} == {"title"}


def test_the_title_has_its_number_and_its_words() -> None:
    (heading,) = all_of(leaves()["chapters/01/"].body, "h1")
    assert heading.get("id") == "title"
    assert [(span.get("class"), book.words(span)) for span in heading] == [
        ("chapter-number", "CHAPTER 1"), ("title", "The Salt Road"),
    ]  # fmt: skip
    assert book.words(heading) == "CHAPTER 1 The Salt Road"


def test_a_page_begins_where_reading_systems_look_for_it() -> None:
    body = leaves()["chapters/02/"].body
    (start,) = (span for span in all_of(body, "span") if span.get("class") == "page-start")
    assert {name: start.get(name) for name in ("id", "role", "aria-label", TYPE)} == {
        "id": "page3", "role": "doc-pagebreak", "aria-label": "3", TYPE: "pagebreak",
    }  # fmt: skip
    assert len(start) == 0


def test_a_call_is_a_reference_to_its_note_and_a_name_is_plain_text() -> None:
    body = leaves()["chapters/01/"].body
    calls = [link for sup in all_of(body, "sup") for link in all_of(sup, "a")]
    assert [(link.get("href"), link.get("role"), link.get(TYPE)) for link in calls] == [
        (f"notes/01/#note{n}", "doc-noteref", "noteref") for n in (1, 2, 3, 4)
    ]
    links = [link.get("href") for link in all_of(body, "a") if link not in calls]
    assert links == ["appendices/1/", "chapters/02/"]
    assert kinds(body).isdisjoint({"name", "paragraph-number"})
    assert [(time.get("datetime"), time.text) for time in all_of(body, "time")] == [
        ("1937-06-04", "4 June 1937"), ("1937-06-05", "a day later"),
    ]  # fmt: skip


def test_a_document_has_what_is_known_of_it_and_where_it_is_discussed() -> None:
    body = leaves()["appendices/1/"].body
    facts = list(zip(map(book.words, all_of(body, "dt")), map(book.words, all_of(body, "dd")), strict=True))
    assert facts[:2] == [("Kind", "treaty"), ("Date", "13 June 1931")]
    assert ("Parties", "The Town, The Bishop") in facts
    known, discussed = all_of(body, "aside")
    assert (known.get("aria-label"), discussed.get("aria-label")) == ("About the document", "Discussed in the book")
    assert [link.get("href") for link in all_of(discussed, "a")] == ["chapters/01/#p1", "chapters/02/#p1"]
    assert [*body].index(known) < [*body].index(discussed)
    assert all_of(leaves()["chapters/01/"].body, "aside") == []


def test_a_note_leads_back_to_its_call() -> None:
    body = leaves()["notes/01/"].body
    back = [(link.get("href"), link.get("role"), link.text) for link in all_of(body, "a")]
    assert back == [(f"chapters/01/#call{n}", "doc-backlink", "p. 1") for n in (1, 2, 3, 4)]
    assert [item.get("value") for item in all_of(body, "li")] == ["1", "2", "3", "4"]


def test_an_index_has_the_pages_of_each_name() -> None:
    items = all_of(leaves()["people/"].body, "li")
    assert [(item.get("id"), book.words(item)) for item in items] == [
        ("ferrow", "Ferrow, Ada Chapter 1: 1; Chapter 2: 3"), ("tarvin", "Tarvin 1850–1901 Chapter 1: 1"),
    ]  # fmt: skip
    assert [link.get("href") for link in all_of(items[0], "a")] == ["chapters/01/#p1", "chapters/02/#p1"]


def test_emendations_are_listed_by_the_part_of_the_book() -> None:
    body = leaves()["emendations/"].body
    assert [book.words(heading) for heading in all_of(body, "h2")] == ["1 The Salt Road"]
    assert [(item.get("id"), book.words(item)) for item in all_of(body, "li")] == [
        ("e0001", "p. 1: salt for sa1t (misreading of the OCR, probable, A figure in a word.)"),
        ("e0002", "p. 1: The for Tbe (misreading of the OCR, certain)"),
    ]


def test_links_are_replaced_and_words_without_a_target_stay() -> None:
    leaf = leaves()["chapters/01/"]
    body = book.linked(leaf, lambda at: f"there.xhtml?{at}" if at.startswith("notes") else None)
    assert [link.get("href") for link in all_of(body, "a")] == [f"there.xhtml?notes/01/#note{n}" for n in (1, 2, 3, 4)]
    assert book.words(body) == book.words(leaf.body)
    assert len(all_of(leaf.body, "a")) == 6  # the leaf itself is as it was


def test_joined_leaves_have_ids_of_their_own() -> None:
    body = book.joined(leaves()["chapters/01/"], {"chapters/01/", "notes/01/"})
    assert (body.get("id"), body.get("class"), body.get("aria-labelledby")) == (
        "chapters-01", "leaf chapter", "chapters-01-title",
    )  # fmt: skip
    ids = [element.get("id") for element in body.iter() if element.get("id")]
    assert ids == [
        "chapters-01",
        *(f"chapters-01-{i}" for i in ("title", "page1", "p1", "call1", "call2", "call3", "call4")),
    ]
    assert [link.get("href") for link in all_of(body, "a")] == [f"#notes-01-note{n}" for n in (1, 2, 3, 4)]
    assert not any(TYPE in element.attrib for element in body.iter())
    labels = [aside.get("aria-label") for aside in all_of(book.joined(leaves()["appendices/1/"], set()), "aside")]
    assert labels == [f"{name}: Appendix 1 The Treaty" for name in ("About the document", "Discussed in the book")]
    html = book.as_html(body)
    assert html.startswith('<section role="doc-chapter" aria-labelledby="chapters-01-title"')
    assert "xmlns" not in html


def test_numbered_pages_lead_to_where_they_begin() -> None:
    edition = salt_road.edition()[0].edition
    assert book.page_addresses(edition, leaves().values()) == {
        "1": "chapters/01/#page1", "3": "chapters/02/#page3", "4": "appendices/1/#page4",
    }  # fmt: skip


def test_a_part_without_numbered_pages_is_itself_the_link_to_its_first_passage() -> None:
    assert book._by_pages("Jacket", [("jacket/#p1", "¶1"), ("jacket/#p2", "¶2")]) == ("", [("jacket/#p1", "Jacket")])
    found = [("chapters/01/#p1", "5"), ("chapters/01/#p2", "¶2"), ("chapters/01/#p3", "6")]
    assert book._by_pages("Chapter 1", found) == ("Chapter 1", [found[0], found[2]])


def test_an_index_on_paper_names_a_page_once() -> None:
    """Events have no numbers of paragraphs: of three on a page, each was listed as that page."""
    events = [("chronology/#1841-05-03", "xi"), ("chronology/#1842", "xi"), ("chronology/#1843", "xii")]
    assert book._by_pages("Chronology", events) == ("Chronology", [events[0], events[2]])


def test_a_character_that_xml_cannot_hold_is_replaced() -> None:
    assert book._fit("\x0b", "&#11;") == "\ufffd"
    assert book._fit("a", "&#97;") == "&#97;"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ('<time datetime="1937-06-04">x</time>', True),
        ('<time datetime="1937">x</time>', True),
        ('<time datetime="1937-21">x</time>', False),
        ('<time datetime="19XX">x</time>', False),
    ],
)
def test_a_date_that_html_cannot_say_is_plain_text(written: str, kept: bool) -> None:
    body = etree.fromstring(f'<section xmlns="{XHTML}"><p>a {written} b</p></section>')
    book._dress(body)
    assert bool(all_of(body, "time")) is kept
    assert book.words(body) == "a x b"


def test_what_only_the_site_needs_is_left_out() -> None:
    body = etree.fromstring(
        f'<section xmlns="{XHTML}"><p><a class="paragraph-number" href="#p1">1</a>The <a class="name" href="x">salt</a>'
        ' <a href="witness/page/1/">w</a><span role="doc-pagebreak" title="1"/><span class="supplied">came </span>down'
        '</p><div class="table-wrapper" tabindex="0" role="region" aria-label="T"><table/></div></section>'
    )
    book._dress(body)
    assert book.words(body) == "The salt came down"
    (paragraph,) = all_of(body, "p")
    assert [element.tag.rpartition("}")[2] for element in paragraph] == ["span"]
    assert (paragraph[0].text, paragraph[0].tail) == ("came", " down")
    assert all_of(body, "div")[0].items() == [("class", "table-wrapper")]


def test_call_and_footnote_lead_to_each_other() -> None:
    body = etree.fromstring(
        f'<section xmlns="{XHTML}"><p>a<sup><a href="#footnote1">*</a></sup></p><aside class="footnote" id="n1"><p>'
        '<span class="not-text" id="footnote1">* </span>Below.</p></aside></section>'
    )
    book._dress(body)
    call, back = all_of(body, "a")
    assert (call.get("href"), call.get("id")) == ("#n1", "footnote1-call")
    assert (back.get("href"), back.get("role"), back.get(TYPE), back.text, back.tail) == (
        "#footnote1-call", "doc-backlink", "backlink", "*", " ",
    )  # fmt: skip
    (note,) = all_of(body, "aside")
    assert (note.get("role"), note.get(TYPE)) == ("doc-footnote", "footnote")


def test_notes_that_are_printed_keep_their_place_and_others_follow_the_book() -> None:
    text = witness(
        page("CHAPTER 1", "Salt", *set_type(f"{PROSE}1 The mules went.2"), "1"),
        page("APPENDIX 1", "The Treaty", *set_type(PROSE), "2"),
    )
    entries = apparatus(structure=(FIRST_PAGE,))
    assert [leaf.address for leaf in book.leaves(built(text, entries), entries)] == [
        "chapters/01/", "appendices/1/", "notes/01/",
    ]  # fmt: skip


# The single page of HTML


def test_on_the_single_page_paragraphs_and_pages_have_links_to_themselves() -> None:
    body = one_file._with_numbers(leaves()["chapters/01/"], set(leaves()))
    numbers = [link for link in all_of(body, "a") if link.get("class") == "paragraph-number"]
    assert [{**link.attrib} for link in numbers] == [
        {"href": "#chapters-01-p1", "aria-label": "Paragraph 1", "class": "paragraph-number", "data-n": "1"}
    ]
    assert (numbers[0].tail or "").startswith("The salt came down")
    (start,) = (span for span in all_of(body, "span") if span.get("class") == "page-start")
    assert ("role" in start.attrib, "aria-label" in start.attrib) == (False, False)
    mark, link = start
    assert mark.items() == [("role", "doc-pagebreak"), ("title", "1")]
    assert link.items() == [("href", "#chapters-01-page1"), ("aria-label", "Printed page 1"), ("data-page", "1")]


def test_the_single_page_allows_its_own_style_and_script_and_nothing_else() -> None:
    rules = dict(rule.split(" ", 1) for rule in one_file.policy("p{}", "1").split("; "))
    assert rules["default-src"] == "'none'"
    digest = base64.b64encode(hashlib.sha256(b"p{}").digest()).decode()
    assert rules["style-src"] == f"'sha256-{digest}'"
    assert rules["script-src"] == one_file.policy("1", "").split("style-src ")[1].split(";")[0]
