"""Our own registers agree with each other: no witness is needed for that."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from rapidfuzz import fuzz

from editio.inputs.registers import Apparatus, load
from editio.model.kinds import NameKind
from places import REPOSITORY

_ALIKE = 70  # of 100: a word so like another is a spelling of it


@pytest.fixture(scope="module")
def registers() -> Apparatus:
    return load(REPOSITORY)


def test_a_work_has_the_same_dates_in_the_names_and_in_the_bibliography(registers: Apparatus) -> None:
    dates = {name.key: name.dates for name in registers.names if name.kind == "work"}
    apart = [
        (source.key, source["date"], dates[source["authority"]])
        for source in registers.sources
        if source["date"] and dates.get(source["authority"], "") not in ("", source["date"])
    ]
    assert apart == []


def test_no_heading_of_an_index_has_a_spelling_that_the_editors_doubt(registers: Apparatus) -> None:
    """The book's form stands under the heading, as what the text has."""
    doubted = {entry.reading for entry in registers.open_questions if _spelling(entry.reading, entry.question)}
    assert "Afanseyev" in doubted
    headings = [
        name.sort
        for name in registers.names
        if any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", name.sort) for word in doubted)
    ]
    assert headings == []


def test_no_two_names_have_the_same_identifier(registers: Apparatus) -> None:
    """Two names for one thing are one entry; otherwise one of them has the other's number."""
    taken = Counter(found for name in registers.names for found in name.identifiers)
    assert [found for found, times in taken.items() if times > 1] == []


def test_a_person_with_an_identifier_has_years_of_life(registers: Apparatus) -> None:
    """An identifier is certain only if name and years agree."""
    persons = [name for name in registers.names if name.kind is NameKind.PERSON and name.identifiers]
    assert persons
    assert [name.key for name in persons if not name.dates] == []


def _spelling(reading: str, question: str) -> bool:
    """Whether a question about a name gives another spelling of it."""
    given = re.search(r"[A-ZÀ-Ž]\w+", question)
    return bool(given) and reading[0].isupper() and fuzz.ratio(reading, given[0]) >= _ALIKE  # type: ignore[index]
