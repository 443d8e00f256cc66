"""What a build tells of the book in words: its pages, parts and messages."""

from __future__ import annotations

from dataclasses import replace

import pytest

import salt_road
from editio.model.messages import Message
from editio.outputs import recognised


def test_the_facts_of_a_small_book() -> None:
    assert dict(recognised.rows(*salt_road.edition())) == {
        "printed pages": "3 with a number (0 of them inferred) of 3, 11.7 lines on average",
        "chapter (2)": "CHAPTER 1 The Salt Road; CHAPTER 2 The Toll",
        "appendix (1)": "APPENDIX 1 The Treaty",
        "running heads": "0 set aside, 0 left in the text",
        "notes": "0, with 4 calls in the text",
        "paragraphs and other blocks": "3",
        "emendations": "2 of the register, 0 by rule",
        "ledger": f"{len(salt_road.TEXT.text):,} characters, each with its fate; witness rebuilt",
    }


@pytest.mark.parametrize(
    ("pages", "numbered", "certain", "says"),
    [
        (2, 2, 1, "2 with a number (1 of them inferred) of 2, 11 lines on average"),
        (1, 1, 1, "none found in 35 lines"),
        (0, 0, 0, "none found in 35 lines"),
    ],
)
def test_pages_without_a_number_of_their_own_are_said_to_be_inferred(
    pages: int, numbered: int, certain: int, says: str
) -> None:
    facts = salt_road.edition()[0].survey.facts
    changed = replace(facts, pages=pages, numbered_pages=numbered, certain_pages=certain, lines=35, lines_per_page=11.0)
    assert recognised._pages(changed) == says


def test_messages_of_one_code_are_told_together_with_their_first_places() -> None:
    alone = Message(3, 1, "P102", "one.", "witness")
    many = [Message(n, 2, "H201", f"word{n}." if n != 2 else "", "witness") for n in range(1, 9)]
    told = list(recognised.grouped([alone, *many]))
    head, *places, more, hint, last = told
    assert head.startswith("8 × H201 open: ") or head.startswith("8 × H201 ")
    shown = len(places)
    assert places[0].endswith(": word1.")
    assert places[1].endswith("2")
    assert more == f"    and {8 - shown} more: scripts/build.py report --all lists them"
    assert hint.startswith("    ")
    assert last == str(alone)


def test_as_many_messages_as_are_shown_have_no_others() -> None:
    few = [Message(n, 2, "H201", "word.", "witness") for n in range(1, recognised._PLACES + 1)]
    told = list(recognised.grouped(few))
    assert len(told) == len(few) + 2
    assert not any("more:" in line for line in told)


def test_of_many_parts_the_first_titles_are_told_and_the_number_of_the_others() -> None:
    edition, registers = salt_road.edition()
    for count in (recognised._TITLES, recognised._TITLES + 2):
        facts = replace(edition.survey.facts, parts={"chapter": [f"Salt {n}" for n in range(count)]})
        changed = replace(edition)
        changed.__dict__["survey"] = replace(edition.survey, facts=facts)
        told = dict(recognised.rows(changed, registers))[f"chapter ({count})"]
        shown = "; ".join(f"Salt {n}" for n in range(recognised._TITLES))
        assert told == (f"{shown} and 2 more" if count > recognised._TITLES else shown)


def test_twelve_titles_are_told_and_each_in_forty_characters() -> None:
    edition, registers = salt_road.edition()
    titles = ["The salt that came down from the hills on", "The salt that came down from the hills o", *"abcdefghijk"]
    changed = replace(edition)
    changed.__dict__["survey"] = replace(edition.survey, facts=replace(edition.survey.facts, parts={"chapter": titles}))
    told = dict(recognised.rows(changed, registers))["chapter (13)"].split("; ")
    assert told[:2] == ["The salt that came down from the hills…", "The salt that came down from the hills o"]
    assert len(told) == 12
    assert told[-1] == "j and 1 more"
