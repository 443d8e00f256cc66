"""The index of events and subjects: passages found by words and by address, and entries that find none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from editio.edition import Built
from editio.inputs.registers import Subject
from editio.model.kinds import SubjectKind
from editio.stages import subjects
from printing import PROSE, apparatus, built, page, set_type, witness

FIRST = "The excises were raised. Every porter paid the excise at the gate."
SECOND = "Nobody asked the porters. The fish was sold in Ferrow at a loss."
THIRD = "The fish road excise is a song, and Fish is a town."


def entry(key: str = "tolls", **cells: object) -> Subject:
    values: dict[str, object] = {"key": key, "kind": SubjectKind.SUBJECT, "name": key.capitalize(), **cells}
    return Subject.model_validate(values)


def paragraph(text: str) -> list[str]:
    """The lines of a paragraph, of which the last is short."""
    endings = ("", " Nobody doubted it.", " Nobody in the whole town doubted it.", " None of them forgot it.")
    return next(lines for end in endings if len((lines := set_type(f"{text} {PROSE}{end}"))[-1]) < 30)


def book(*entries: Subject) -> Built:
    """One chapter of three paragraphs on two pages."""
    return built(
        witness(
            page("CHAPTER", "1 Salt", *paragraph(FIRST), *paragraph(SECOND), "1"),
            page(*paragraph(THIRD), "2"),
        ),
        apparatus(subjects=entries),
    )


def found(one: Subject) -> list[str]:
    """The numbers of the paragraphs to which an entry leads."""
    made = book(one)
    addresses = list(dict.fromkeys(passage.address for passage in made.subjects.passages[one.key]))
    assert all(address.startswith("chapters/01/#p") for address in addresses)
    return [address.partition("#")[2] for address in addresses]


@pytest.mark.parametrize(
    ("forms", "passages"),
    [
        ("excise", ["p1", "p3"]),
        ("excises", ["p1"]),
        ("porter*", ["p1", "p2"]),
        ("fish + loss", ["p2"]),
        ("loss + fish", ["p2"]),
        ("fish", ["p2", "p3"]),
        ("Fish", ["p3"]),
        ("fish was", ["p2"]),
        ("was fish | porter", ["p1"]),
    ],
)
def test_forms_are_found_by_words_endings_and_sentences(forms: str, passages: list[str]) -> None:
    assert found(entry(forms=forms)) == passages


def test_a_form_inside_a_phrase_does_not_count() -> None:
    assert found(entry(forms="excise", unless="fish road excise")) == ["p1"]


def test_an_editor_adds_and_removes_passages() -> None:
    assert found(entry(forms="excise", passages="chapters/01/#p2")) == ["p1", "p2", "p3"]
    assert found(entry(forms="excise", without="chapters/01/#p1")) == ["p3"]
    assert found(entry(passages="chapters/01/#p1-p3")) == ["p1", "p2", "p3"]


def test_a_listed_passage_that_the_words_find_too_stands_once() -> None:
    assert found(entry(forms="excise", passages="chapters/01/#p1")) == ["p1", "p3"]


@pytest.mark.parametrize("passages", ["chapters/01/#p9", "chapters/01/#p2-p9", "chapters/01/#p3-p1"])
def test_an_address_without_a_passage_is_refused(passages: str) -> None:
    made = subjects.find(book().edition, apparatus(subjects=(entry(forms="excise", passages=passages),)))
    assert [(message.code, message.detail) for message in made.messages] == [("K102", f"tolls: {passages}.")]


def test_an_entry_without_passages_is_refused_and_an_idle_form_is_noted() -> None:
    entries = (entry("oxen", forms="oxen"), entry("tolls", forms="excise | tariff"))
    made = subjects.find(book().edition, apparatus(subjects=entries))
    assert sorted(message.code for message in made.messages) == ["K101", "K103", "K103"]  # oxen, and the form tariff


def test_a_passage_has_the_page_of_its_words() -> None:
    made = book(entry(forms="excise"))
    pages = [made.edition.pagination.page_of(p.offset).label for p in made.subjects.passages["tolls"]]
    assert pages == ["1", "2"]


@pytest.mark.parametrize(
    "cells",
    [
        {},
        {"see": "carts", "forms": "excise"},
        {"forms": "ex*se"},
        {"forms": "*excise"},
        {"passages": "chapters/1"},
        {"passages": "people/#brim"},
    ],
)
def test_an_entry_that_says_nothing_or_cannot_be_read_is_refused(cells: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        entry(**cells)


@given(st.sets(st.sampled_from(["excise", "carter*", "salt + loss", "bridge", "song"]), min_size=1))
def test_more_forms_never_find_less(forms: set[str]) -> None:
    edition = _BOOK.edition
    every = subjects.find(edition, apparatus(subjects=(entry(forms=" | ".join(sorted(forms)) + " |"),)))
    for form in forms:
        one = subjects.find(edition, apparatus(subjects=(entry(forms=form),)))
        assert set(one.passages["tolls"]) <= set(every.passages["tolls"])


_BOOK = book()
