"""The short texts that pages are made of: sentences are sentences, names are names, and values never change."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest
from pydantic import ValidationError

import salt_road
from editio import outputs
from editio.outputs import book
from editio.outputs.files import epub
from editio.outputs.files.data import shapes
from editio.outputs.files.tei.header import _LEDGER, _PRINCIPLES
from editio.outputs.pages import (
    coverage,
    daybook,
    downloads,
    emendations,
    features,
    history,
    indexes,
    miniatures,
    navigation,
    parts,
    place_map,
    printed_pages,
    search,
    subjects,
    tallies,
    timeline,
    ways,
    witness_pages,
)

SENTENCES = re.compile(r"[A-Z“].*[.]")


def sentences() -> Iterator[str]:
    yield from (line for _, _, line, _ in ways._WAYS)
    yield from navigation._INDEXES.values()
    yield from (line for _, _, line in navigation._ABOUT)
    yield from navigation._INTRODUCTIONS.values()
    yield navigation._SOURCES
    yield from (meaning for _, meaning in emendations.RULES.values())
    yield from (description for _, description in downloads._REFERENCES.values())
    yield from _PRINCIPLES.values()
    yield _LEDGER
    edition, entries = salt_road.edition()
    has = features.of(edition.edition, edition.links, entries)
    yield from (file.description for file in downloads.to_read(edition, entries, has))
    yield downloads.as_tei(edition, entries, has).description


@pytest.mark.parametrize("text", [*sentences()])
def test_a_line_about_something_is_a_sentence(text: str) -> None:
    assert SENTENCES.fullmatch(text)
    assert not re.search(r"\s\s|\s[.,;:]|[a-z][A-Z]{2}", text)


def test_a_meaning_in_a_table_is_a_phrase() -> None:
    for tally in tallies.tallies(*salt_road.edition()):
        assert re.fullmatch(r"[a-z].*[a-z]|the OCR text has the number", tally.meaning)
        assert re.fullmatch(r"[A-Z][a-z]+", tally.kind)
        assert re.fullmatch(r"[a-z]+( [a-z]+)?", tally.state)


def test_groups_kinds_and_rules_have_their_names() -> None:
    assert [group.title for group in parts.GROUPS] == [
        "Front matter", "Chapters", "Documents", "Back matter", "Notes", "Indexes", "The edition",
    ]  # fmt: skip
    assert [group for group, _ in book._PARTS.values()] == [
        "Front matter", "Front matter", "Front matter", "Chapters", "Chapters", "Documents", "Back matter",
        "Back matter", "Back matter",
    ]  # fmt: skip
    assert [title for title, _ in emendations.RULES.values()] == [
        "Quotation marks", "Large initials", "Ellipses", "Dashes", "Blanks at marks", "Soft hyphens",
        "Hyphens kept at a line’s end", "Specks",
    ]  # fmt: skip
    assert [(kind.label, kind.printed) for kind in emendations.KINDS.values()] == [
        ("misreading of the OCR", False), ("mark lost by the OCR", False), ("diacritic lost by the OCR", False),
        ("misprint of the book", True),
    ]  # fmt: skip
    assert list(indexes.TITLES.values()) == ["People", "Places", "Organizations", "Works"]


def test_types_and_landmarks_are_those_of_the_vocabulary_of_epub() -> None:
    """Of the EPUB 3 Structural Semantics Vocabulary."""
    assert {str(kind) for kind in book.EpubType} == {
        "frontmatter", "preface", "part", "chapter", "appendix", "endnotes", "bibliography", "index", "backmatter",
    }  # fmt: skip
    assert epub._LANDMARKS == {"bodymatter": "Start of the text", "endnotes": "Notes", "index": "Indexes"}
    assert epub._DIVISIONS == {"Chapters": "bodymatter", "Notes": "endnotes", "Indexes": "index"}


# Values


def modules() -> Iterator[object]:
    for found in pkgutil.walk_packages(outputs.__path__, f"{outputs.__name__}."):
        yield importlib.import_module(found.name)


def test_values_of_the_outputs_are_frozen() -> None:
    """But for what is filled while it is made."""
    classes = {value for module in modules() for value in vars(module).values() if isinstance(value, type)}
    ours = [one for one in classes if dataclasses.is_dataclass(one) and one.__module__.startswith(outputs.__name__)]
    assert len(ours) > 50
    changing = {one.__name__ for one in ours if not vars(one)["__dataclass_params__"].frozen}
    assert changing <= {"_Found"}


def test_data_have_no_field_that_their_shape_does_not_describe_and_are_never_changed() -> None:
    start = shapes.Link(start=0, end=4, kind="xref", address="chapters/01/", ground="")
    with pytest.raises(ValidationError):
        shapes.Link.model_validate({**start.model_dump(), "other": 1})
    with pytest.raises(ValidationError):
        start.end = 5


def test_pages_have_their_titles() -> None:
    titles = [coverage.TITLE, daybook.TITLE, emendations.TITLE, history.TITLE, place_map.TITLE, printed_pages.TITLE,
              subjects.TITLE, timeline.TITLE, timeline._TABLE_TITLE, witness_pages.TITLE,
              indexes.MATRIX_TITLE]  # fmt: skip
    assert titles == [
        "State of the edition", "Day by day", "Emendations", "History of the edition", "Map", "Printed pages",
        "Events and subjects", "Timeline", "Timeline as a table", "The OCR text, page by page", "Who appears where",
    ]  # fmt: skip


def test_what_is_left_out_has_a_value_that_shows_nothing() -> None:
    entry = navigation.Entry("a/index.md", "A")
    assert (entry.line, entry.printed, entry.heads, entry.within, entry.address) == ("", "", False, False, "a/")
    assert timeline.Figure() == timeline.Figure(0, "", "", 1)
    assert miniatures.Miniature(()).box == (0, 0, 160, 64)
    passage = search.Passage("p1", "paragraph", "Salt")
    assert (passage.pages, passage.mentions, passage.section, passage.dates) == ((), (), "", ())
    assert tallies.Passage("a", "b", "c") == tallies.Passage("a", "b", "c", "", "", "")
    assert (tallies.Tally("A", "b", "c").total, tallies.Tally("A", "b", "c").where) == (0, "")
