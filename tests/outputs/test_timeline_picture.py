"""The timeline as a drawing: its axis, where its marks and titles stand, how dark a month is."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editio.outputs.pages.timeline_picture import WIDTH, Scale, rows, scale, shade, title_place

COUNTS = st.dictionaries(st.integers(1900, 1950), st.integers(1, 300), min_size=1)


def width(axis: Scale, year: int) -> float:
    return axis.at(year + 1) - axis.at(year)


def test_the_years_with_most_passages_are_drawn_widest() -> None:
    axis = scale({1918: 5, 1933: 40, 1939: 280, 1940: 110})
    assert [(s.first, s.last) for s in axis.stretches] == [(1918, 1932), (1933, 1938), (1939, 1940)]
    assert width(axis, 1920) < width(axis, 1935) < width(axis, 1939)


def test_a_year_between_two_wide_ones_is_as_wide_though_the_book_is_silent_about_it() -> None:
    axis = scale({1937: 100, 1938: 1, 1939: 100})
    assert width(axis, 1938) == pytest.approx(width(axis, 1939))


def test_a_late_memoir_does_not_stretch_the_axis() -> None:
    axis = scale({1939: 280, 1941: 100, 1988: 15})
    assert axis.stretches[-1].last == 1941
    assert axis.cell(1988, 3) is None


def test_a_year_with_fewer_passages_than_three_does_not_begin_the_axis() -> None:
    assert scale({1925: 2, 1939: 30}).stretches[0].first == 1939


def test_where_months_are_too_narrow_a_cell_is_a_year() -> None:
    axis = scale({1910: 3, 1918: 3, 1930: 3, 1939: 280})
    assert axis.cell(1918, 11) == (1918, 0)
    assert axis.cell(1939, 8) == (1939, 8)


def test_a_day_stands_inside_its_month() -> None:
    axis = scale({1939: 10, 1940: 10})
    assert axis.at(1939, 8) == pytest.approx(WIDTH * 7 / 24)
    assert axis.at(1939, 8) < axis.at(1939, 8, 23) < axis.at(1939, 9)


@settings(deadline=None)
@given(COUNTS)
def test_time_never_runs_backwards_and_fills_the_picture(counts: dict[int, int]) -> None:
    axis = scale(counts)
    first, last = axis.stretches[0].first, axis.stretches[-1].last
    places = [axis.at(year, month) for year in range(first, last + 1) for month in range(1, 13)]
    assert all(before < after for before, after in pairwise(places))
    assert places[0] == 0
    assert axis.at(last + 1) == pytest.approx(WIDTH)


@settings(deadline=None)
@given(st.lists(st.floats(0, 900), max_size=60).map(sorted))
def test_marks_of_a_row_never_touch(positions: list[float]) -> None:
    found = rows(positions, 9)
    for row in set(found):
        inside = [position for position, r in zip(positions, found, strict=True) if r == row]
        assert all(before + 9 <= after for before, after in pairwise(inside))


def test_marks_far_apart_share_the_first_row() -> None:
    assert rows([0, 4, 20, 22], 9) == [0, 1, 0, 1]


def test_a_title_stands_beside_what_it_names_in_the_widest_gap() -> None:
    assert title_place([(600, 700)], "Salt") == (595, "end", "Salt")
    assert title_place([(0, 100), (150, 200)], "Salt") == (205, "start", "Salt")


def test_a_title_without_room_is_cut_at_a_word() -> None:
    _, _, text = title_place([(0, 840)], "Salt and its prices")
    assert text == "Salt…"


def test_a_lane_without_room_has_no_title() -> None:
    assert title_place([(0, 899)], "Salt")[2] == ""


def test_a_month_is_darker_the_more_passages_it_has() -> None:
    assert [shade(n) for n in (1, 2, 3, 4, 7, 8, 15, 16, 300)] == [1, 2, 2, 3, 3, 4, 4, 5, 5]
