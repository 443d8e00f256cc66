"""Dates of EDTF."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editio.model import edtf
from editio.model.edtf import Point, readable


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1939", Point("1939")),
        ("1939-08", Point("1939", 8)),
        ("1939-08-23", Point("1939", 8, 23)),
        ("1939-08~", Point("1939", 8, qualifier="~")),
        ("1940-21", Point("1940", 21)),
        ("193X", Point("193X")),
        ("1939-13", None),
        ("..", None),
        ("", None),
    ],
)
def test_a_point_is_read(text: str, found: Point | None) -> None:
    assert edtf.point(text) == found


def test_an_interval_has_two_ends() -> None:
    assert edtf.points("1933/1934-05") == (Point("1933"), Point("1934", 5))
    assert edtf.points("../1939") == (None, Point("1939"))


@pytest.mark.parametrize("text", ["1939-08-23", "1933/1934", "1939-08~", "1940-21", "193X", "../1939", "-0044-03-15"])
def test_dates_of_edtf_are_valid(text: str) -> None:
    assert edtf.is_valid(text)


@pytest.mark.parametrize("text", ["1939-02-30", "August", "1939-13", "", "1" * 200])
def test_other_texts_are_not(text: str) -> None:
    assert not edtf.is_valid(text)


def test_points_have_words() -> None:
    assert [edtf.Point(*p).words for p in (("1939", 8, 23), ("1940", 22), ("193X",))] == [
        "23 August 1939",
        "summer 1940",
        "1930s",
    ]


@given(st.dates())
def test_every_day_is_valid_and_read_back(day: object) -> None:
    found = edtf.point(str(day))
    assert edtf.is_valid(str(day))
    assert found is not None
    assert found.written == str(day)


@given(st.text("0123456789X-/~?%.", max_size=15))
def test_no_text_is_an_error(text: str) -> None:
    edtf.is_valid(text)
    edtf.points(text)


@pytest.mark.parametrize(
    ("edtf", "shown"),
    [("1876/1951", "1876–1951"), ("1939-08-23", "23 August 1939"), ("1934/..", "1934–"), ("1928", "1928"),
     ("/1930-08-30", "–30 August 1930"), ("1939-05", "May 1939"), ("1905~", "about 1905"), ("1940-22", "summer 1940"),
     ("193X", "193X")],
)  # fmt: skip
def test_a_date_is_written_out_for_readers(edtf: str, shown: str) -> None:
    assert readable(edtf) == shown
