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

FIRST = "The tolls were raised. Every carter paid the toll at the bridge."
SECOND = "Nobody asked the carters. The salt was sold in Ferrow at a loss."
THIRD = "The salt road toll is a song, and Salt is a town."


def entry(key: str = "tolls", **cells: object) -> Subject:
    values: dict[str, object] = {"key": key, "kind": SubjectKind.SUBJECT, "name": key.capitalize(), **cells}
    return Subject.model_validate(values)


def book(*entries: Subject) -> Built:
    """One chapter of three paragraphs on two pages."""
    return built(
        witness(
            page("CHAPTER", "1 Salt", *set_type(f"{FIRST} {PROSE}"), *set_type(f"{SECOND} {PROSE}"), "1"),
            page(*set_type(f"{THIRD} {PROSE}"), "2"),
        ),
        apparatus(subjects=entries),
    )


def found(one: Subject) -> list[str]:
    """The numbers of the paragraphs to which an entry leads."""
    made = book(one)
    addresses = [passage.address for passage in made.subjects.passages[one.key]]
    assert all(address.startswith("chapters/01/#p") for address in addresses)
    return [address.partition("#")[2] for address in addresses]


@pytest.mark.parametrize(
    ("forms", "passages"),
    [
        ("toll", ["p1", "p3"]),
        ("toll*", ["p1", "p1", "p3"]),  # both sentences of the first
        ("cart*", ["p1", "p2"]),
        ("salt + loss", ["p2"]),
        ("loss + salt", ["p2"]),
        ("salt", ["p2", "p3", "p3"]),
        ("Salt", ["p3"]),
        ("salt was", ["p2"]),
        ("was salt | carter", ["p1"]),
    ],
)
def test_forms_are_found_by_words_endings_and_sentences(forms: str, passages: list[str]) -> None:
    assert found(entry(forms=forms)) == passages


def test_a_form_inside_a_phrase_does_not_count() -> None:
    assert found(entry(forms="toll", unless="salt road toll")) == ["p1"]


def test_an_editor_adds_and_removes_passages() -> None:
    assert found(entry(forms="toll", passages="chapters/01/#p2")) == ["p1", "p2", "p3"]
    assert found(entry(forms="toll", without="chapters/01/#p1")) == ["p3"]
    assert found(entry(passages="chapters/01/#p1-p3")) == ["p1", "p2", "p3"]


def test_a_listed_passage_that_the_words_find_too_stands_once() -> None:
    assert found(entry(forms="toll", passages="chapters/01/#p1")) == ["p1", "p3"]


@pytest.mark.parametrize("passages", ["chapters/01/#p9", "chapters/01/#p2-p9", "chapters/01/#p3-p1"])
def test_an_address_without_a_passage_is_refused(passages: str) -> None:
    made = subjects.find(book().edition, apparatus(subjects=(entry(forms="toll", passages=passages),)))
    assert [(message.code, message.detail) for message in made.messages] == [("K102", f"tolls: {passages}.")]


def test_an_entry_without_passages_is_refused_and_an_idle_form_is_noted() -> None:
    entries = (entry("oxen", forms="oxen"), entry("tolls", forms="toll | tariff"))
    made = subjects.find(book().edition, apparatus(subjects=entries))
    assert sorted(message.code for message in made.messages) == ["K101", "K103", "K103"]


def test_a_passage_has_the_page_of_its_words() -> None:
    made = book(entry(forms="toll"))
    pages = [made.edition.pagination.page_of(p.offset).label for p in made.subjects.passages["tolls"]]
    assert pages == ["1", "2"]


@pytest.mark.parametrize(
    "cells",
    [
        {},
        {"see": "carts", "forms": "toll"},
        {"forms": "t*ll"},
        {"forms": "*toll"},
        {"passages": "chapters/1"},
        {"passages": "people/#brim"},
    ],
)
def test_an_entry_that_says_nothing_or_cannot_be_read_is_refused(cells: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        entry(**cells)


@given(st.sets(st.sampled_from(["toll", "carter*", "salt + loss", "bridge", "song"]), min_size=1))
def test_more_forms_never_find_less(forms: set[str]) -> None:
    edition = _BOOK.edition
    every = subjects.find(edition, apparatus(subjects=(entry(forms=" | ".join(sorted(forms)) + " |"),)))
    for form in forms:
        one = subjects.find(edition, apparatus(subjects=(entry(forms=form),)))
        assert set(one.passages["tolls"]) <= set(every.passages["tolls"])


_BOOK = book()
