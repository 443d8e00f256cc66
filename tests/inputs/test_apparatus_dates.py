"""Dates of the registers are EDTF: what the calendar has is told without the library, the rest by it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from editio.inputs.registers import DateEntry


def entry(edtf: str) -> DateEntry:
    return DateEntry(line=1, reading="then", edtf=edtf)


@given(st.dates())
def test_every_day_is_a_date(day: object) -> None:
    assert entry(str(day)).edtf == str(day)


@pytest.mark.parametrize(
    "edtf",
    [
        "1939",
        "1939-08",
        "1939-08~",
        "1939-21",
        "193X",
        "1939/1941",
        "1939-08-23/..",
        "1939-24/1939-03",
        "1939-08/1939",
        "193X/1931",
        "",
    ],
)
def test_what_edtf_says_of_less_than_a_day_is_a_date(edtf: str) -> None:
    assert entry(edtf).edtf == edtf


@pytest.mark.parametrize(
    "edtf", ["1939-02-31", "1939-13", "August 1939", "23.8.1939", "1941/1939", "1939-09/1939-08-31", "1941~/1940"]
)
def test_what_is_no_date_is_refused(edtf: str) -> None:
    with pytest.raises(ValidationError):
        entry(edtf)
