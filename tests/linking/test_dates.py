"""Dates: what the text gives, and what its context completes."""

from __future__ import annotations

import re

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from engine.apparatus import DateEntry
from engine.linking import texts
from engine.linking.dates import MONTHS
from engine.report import Refusal
from printing import apparatus, built, page, set_type, witness


def dates(text: str, title: str = "1 Salt", **registers: object) -> list[tuple[str, str]]:
    """The dates of a chapter with this text: the words and the EDTF."""
    made = built(witness(page("CHAPTER", title, *set_type(text))), apparatus(**registers))
    words = {locus: text for locus, _, text in texts(made.edition)}
    return [(words[a.locus][a.start : a.end], a.target) for a in made.links.of("date")]


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("23 August 1939", "1939-08-23"),
        ("20-22 May 1938", "1938-05-20/1938-05-22"),
        ("August 1939", "1939-08"),
        ("mid-August 1939", "1939-08~"),
        ("September 1939-June 1941", "1939-09/1941-06"),
        ("summer of 1940", "1940-22"),
        ("1933-4", "1933/1934"),
        ("1930s", "193X"),
        ("1926", "1926"),
    ],
)
def test_a_date_with_a_year_needs_no_context(words: str, edtf: str) -> None:
    found = dates(f"The council met in the {words} and was never heard of again.")
    if "1939-June" in words:
        assert found == [("September 1939", "1939-09"), ("June 1941", "1941-06")]
    else:
        assert found == [(words, edtf)]


def test_a_day_without_a_year_takes_the_year_that_brings_it_nearest() -> None:
    found = dates(
        "They met on 20 December 1937. On 4 January they met again, and on 3 October for the last time."
    )
    assert [edtf for _, edtf in found] == ["1937-12-20", "1938-01-04", "1937-10-03"]


def test_the_years_of_a_title_bound_the_guess() -> None:
    found = dates("They met on 20 December 1937. In May they met again.", "1 Salt, 1936-7")
    assert found[-1] == ("May", "1937-05")


def test_a_look_outside_the_years_of_the_title_moves_nothing() -> None:
    text = "They met on 2 March 1937. The road of June 1822 was forgotten. On 4 April they met again."
    assert dates(text, "1 Salt, 1936-7")[-1] == ("4 April", "1937-04-04")


def test_relative_dates_are_counted_from_the_date_before() -> None:
    text = (
        "They met on 31 March 1936. The next day it rained, and two days later it snowed. "
        "That same month they left on the 9th."
    )
    assert dates(text)[1:] == [
        ("The next day", "1936-04-01"),
        ("two days later", "1936-04-03"),
        ("That same month", "1936-04"),
        ("9th", "1936-04-09"),
    ]


def test_months_named_together_share_the_year_of_the_last() -> None:
    assert dates("In June and December 1941 it rained, whatever 1912 had been.")[0] == ("June", "1941-06")


def test_what_has_no_context_stays_open() -> None:
    assert dates("On 19 May the council met, and the next day it met again.") == []


def test_a_modal_verb_and_a_marching_army_are_no_months() -> None:
    assert dates("In 1931 they may have come, or march they might have, May Day or not.") == [
        ("1931", "1931")
    ]


def test_the_register_has_the_last_word_and_moves_the_narrative() -> None:
    text = "They met on 2 March 1931. Then on 4 April they met again, and on 5 April once more."
    lines = witness(page("CHAPTER", "1 Salt", *set_type(text))).lines
    line = next(entry.number for entry in lines if "4 April" in entry.text)
    found = dates(
        text, dates=(DateEntry(line=line, reading="4 April", edtf="1933-04-04", reason="two years on"),)
    )
    assert [edtf for _, edtf in found] == ["1931-03-02", "1933-04-04", "1933-04-05"]


@given(
    st.dates(
        min_value=__import__("datetime").date(1600, 1, 1), max_value=__import__("datetime").date(1999, 12, 31)
    )
)
def test_every_full_date_is_its_own_edtf(day) -> None:  # type: ignore[no-untyped-def]
    month = next(name for name, n in MONTHS.items() if n == day.month)
    (found,) = dates(f"It was on {day.day} {month} {day.year} that the council met, and on no other day.")
    assert found == (f"{day.day} {month} {day.year}", day.isoformat())
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", found[1])
    assert parse_edtf(found[1])


def test_a_count_that_opens_a_sentence_is_read_like_any_other() -> None:
    found = dates("They met on 2 March 1937. Two days later the toll was paid.")
    assert found[-1] == ("Two days later", "1937-03-04")


def test_every_day_of_a_list_has_the_month_of_the_last() -> None:
    found = dates("On 2, 10 and 13 June 1937, and between 4 and 6 July, they met.")
    assert found == [
        ("2", "1937-06-02"),
        ("10", "1937-06-10"),
        ("13 June 1937", "1937-06-13"),
        ("4", "1937-07-04"),
        ("6 July", "1937-07-06"),
    ]


def test_a_season_has_the_year_of_the_one_it_is_named_with() -> None:
    found = dates("They met in 1941 to speak of the spring and summer of 1939.")
    assert found[1:] == [("spring", "1939-21"), ("summer of 1939", "1939-22")]


def test_the_name_of_a_war_is_no_date() -> None:
    assert dates("They met on 2 March 1940. The Winter War was over.") == [("2 March 1940", "1940-03-02")]


def test_what_the_context_does_not_tell_is_left_unresolved_and_counted() -> None:
    made = built(witness(page("CHAPTER", "1 Salt", *set_type("They met on 3 May, and a few days later."))))
    words = {locus: text for locus, _, text in texts(made.edition)}
    left = [words[u.locus][u.start : u.end] for u in made.links.unresolved]
    assert left == ["3 May", "a few days later"]


def test_an_entry_that_no_longer_fits_its_line_is_an_error() -> None:
    entry = DateEntry(line=1, reading="3 May", edtf="1937-05-03", row=2, file="apparatus/dates.tsv")
    with pytest.raises(Refusal) as refused:
        dates("They met on 3 May.", dates=(entry,))
    assert [(m.code, m.line) for m in refused.value.messages] == [("N104", 2)]
