"""Identifiers: one name for one passage in every output, and an XML name. The printed pages of a passage."""

from __future__ import annotations

import re

import pytest

from editio.model.kinds import BlockKind, PartKind, SpanRole
from editio.model.pages import Page, Pagination
from editio.model.pieces import kept
from editio.model.text import Block, Content, Edition, PageStart, Part, Span
from editio.model.witness import of_text
from editio.outputs.places import Extent, extent, extents, identifier


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("chapters/04/#p12", "chapters-04-p12"),
        ("chapters/04/#page57", "chapters-04-page57"),
        ("notes/04/#note57", "notes-04-note57"),
        ("chapters/04/", "chapters-04"),
        ("chronology/#1939-08-23", "chronology-1939-08-23"),
        ("people/#litvinov", "people-litvinov"),
        ("chronology/#1939-08~/1940", "chronology-1939-08_7e__2f_1940"),
    ],
)
def test_an_address_is_an_xml_name(address: str, name: str) -> None:
    assert identifier(address) == name
    assert re.fullmatch(r"[A-Za-z_][\w.-]*", name)


SEVEN, EIGHT, NINE = PageStart("7", True), PageStart("8", True), PageStart("9", False)


def printed(*blocks: Content, begins: str = "7") -> tuple[Edition, Part]:
    """A part whose title has no words and whose blocks, p1, p2 …, have these; it begins within a page."""
    made = tuple(
        Block(f"p{n}", BlockKind.PARAGRAPH, (Span(SpanRole.TEXT, words),)) for n, words in enumerate(blocks, 1)
    )
    part = Part(PartKind.CHAPTER, 1, Block("title", BlockKind.TITLE, ()), made)
    pages = Pagination((Page(begins, 0, True, ""),), (), ())
    return Edition(of_text("The salt road. \n"), pages, (part,), ()), part


def words(text: str) -> Content:
    return (kept(0, text),)


@pytest.mark.parametrize(
    ("block", "pages"),
    [
        (words("The salt."), Extent(SEVEN, SEVEN)),
        ((EIGHT, *words("The salt.")), Extent(EIGHT, EIGHT)),
        ((*words("The "), EIGHT, *words("salt.")), Extent(SEVEN, EIGHT)),
        ((*words("The "), EIGHT, *words("salt "), NINE, *words("road.")), Extent(SEVEN, NINE)),
        ((*words("The salt."), EIGHT), Extent(SEVEN, SEVEN)),
        ((*words(" "), EIGHT, *words("The salt.")), Extent(EIGHT, EIGHT)),
    ],
    ids=["within a page", "at its start", "over two", "over three", "ends with the page", "a blank before it"],
)
def test_a_passage_stands_on_the_pages_of_its_words(block: Content, pages: Extent) -> None:
    assert extents(*printed(block)) == {"p1": pages}


def test_a_page_goes_on_until_the_next_one_starts() -> None:
    edition, part = printed(words("The salt."), (*words("A "), NINE, *words("toll.")), words("The road."))
    assert extents(edition, part) == {
        "p1": Extent(SEVEN, SEVEN),
        "p2": Extent(SEVEN, NINE),
        "p3": Extent(NINE, NINE),
    }
    assert extent(edition, part) == Extent(SEVEN, NINE)


def test_what_stands_outside_the_page_numbers_has_no_page() -> None:
    edition, part = printed(words("Praise for the book."), begins="")
    assert extents(edition, part) == {}
    assert extent(edition, part) is None
