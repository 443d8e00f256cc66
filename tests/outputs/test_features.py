"""Sentences that are true only of some editions: a book without printed pages, notes, documents, dates and names has
none of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import salt_road
from editio.edition import Built
from editio.inputs import plain_text
from editio.inputs.registers import Apparatus
from editio.inputs.written import Written
from editio.outputs import book, catalogue
from editio.outputs.files import one_file
from editio.outputs.pages import features, printed_pages, snippets, ways, witness_pages
from editio.outputs.pages.features import NONE, Features
from places import REPOSITORY
from printing import apparatus, built, set_type

OF_PAGES = re.compile(r"[Pp]rinted page|page of the printed|page number|page list|\bp\. \d")
OF_OTHERS = re.compile(r"\bnote calls?\b|note \d|treaty|chronology|Mark dates|appendix")


@pytest.fixture(scope="module")
def plain() -> tuple[Built, Apparatus]:
    """A book in Markdown, as engines write it: no pages, notes, documents, dates or names."""
    prose = "The salt came down on the backs of mules, and the town lived by it until the frost closed the passes. "
    lines = [*set_type(5 * prose, indent=0), ""] * 60
    text = "\n".join(["# Chapter 1. Salt", "", *lines, "# Chapter 2. Toll", "", *lines])
    return built(plain_text.of_bytes(text.encode(), Path("salt.md"))), apparatus()


def of_theme(name: str, has: Features) -> str:
    text = (REPOSITORY / "theme" / "pages" / name).read_text("utf-8")
    return features.filled(Written(name, text, template=True), has)


def test_a_book_with_some_of_everything_has_all_of_it() -> None:
    made, entered = salt_road.edition()
    found = features.of(made.edition, made.links, entered)
    lacking = {name for name, there in vars(found).items() if not there}
    assert lacking == {"articles", "events", "images"}


def test_a_plain_text_has_nothing(plain: tuple[Built, Apparatus]) -> None:
    made, entered = plain
    assert features.of(made.edition, made.links, entered) == NONE


@pytest.mark.parametrize("name", ["accessibility.md", "cite.md", "index.md", "principles.md"])
def test_written_pages_do_not_speak_of_what_the_edition_lacks(name: str) -> None:
    text = of_theme(name, NONE)
    assert not OF_PAGES.search(text)
    assert not OF_OTHERS.search(text)
    assert "\n\n\n" not in text
    everything = of_theme(name, Features(*[True] * len(vars(NONE))))
    assert OF_PAGES.search(everything)
    assert "\n\n\n" not in everything


def test_the_pages_of_an_edition_are_no_templates() -> None:
    assert features.filled(Written("about.md", "{{ braces }}", template=False), NONE) == "{{ braces }}"


def test_what_can_be_cited_is_listed_as_a_sentence_needs_it() -> None:
    assert NONE.citable == "a paragraph"
    assert Features(notes=True, events=True).citable == "a paragraph, a note or an event of the chronology"
    assert NONE.addressed == "a section (`chapters/04/#s2`)"


def test_generated_pages_do_not_speak_of_what_the_edition_lacks(plain: tuple[Built, Apparatus]) -> None:
    made, entered = plain
    pages = {page.path: page.text for page in catalogue.all_of(made, entered, lambda _: None)}
    whole = one_file.page(made, entered, book.leaves(made, entered)).decode()
    assert "printed book’s pages" not in whole
    assert "show-emendations" not in whole.partition("<body")[2].partition("<script")[0]
    assert "pages/index.md" not in pages
    for name in ("search", "witness", "emendations", "coverage", "downloads"):
        text = pages[f"{name}/index.md"].partition("## What was recognised")[0]  # and messages for editors
        assert not OF_PAGES.search(text), name
        assert not OF_OTHERS.search(text), name
    assert "Dates" not in pages["coverage/index.md"]
    assert "principles" not in pages["coverage/index.md"]
    piece = pages["witness/page/lines-1/index.md"]
    assert "The OCR text does not mark pages." in piece
    assert not OF_PAGES.search(piece)
    figures = snippets.all_of(made, entered)["figures.md"]
    assert "Note calls" not in figures
    assert "Printed pages" not in figures


def test_a_text_without_pages_is_shown_in_pieces(plain: tuple[Built, Apparatus]) -> None:
    made, entered = plain
    assert witness_pages.index_title(made.edition) == "The OCR text, line by line"
    assert [page.path for page in printed_pages.pages(made)] == ["pages.json"]
    (way,) = ways.ways({"witness/index.md"}, made, entered)
    assert way.title == "The OCR text, line by line"
