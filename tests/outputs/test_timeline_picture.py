"""The timeline as a drawing: its axis, where its marks and titles stand, how dark a month is."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editio.outputs.pages.timeline_picture import (
    WIDTH,
    Cell,
    Label,
    Lane,
    Mark,
    Scale,
    Stretch,
    laid_out,
    rows,
    scale,
    shade,
    title_place,
)

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


# Where everything is drawn. The lower of two stretches has months of 25 units, the other one of 50: 900 in all.

AXIS = Scale((Stretch(1938, 1938, 25), Stretch(1939, 1939, 50)))
NARROW = Scale((Stretch(1918, 1932, 1), Stretch(1933, 1933, 60)))


def cell(year: int, month: int, passages: int) -> Cell:
    return Cell(year, month, passages, "#", f"{year}-{month}", "")


def lane(number: int, title: str, *cells: Cell) -> Lane:
    return Lane(number, title, "#", cells, cell(0, 0, 0))


def mark(year: int, month: int, day: int, number: int = 0) -> Mark:
    return Mark(year, month, day, "#", f"{year}-{month}-{day}", "", number)


LANES = (lane(1, "Salt", cell(1939, 8, 4)), lane(2, "Tolls"))
TOTAL = (cell(1938, 3, 2), cell(1939, 8, 4))
EVENTS = (mark(1939, 1, 1), mark(1938, 1, 0), mark(1939, 1, 1))
PICTURE = laid_out(AXIS, LANES, TOTAL, EVENTS, [mark(1938, 7, 1, 3)])


def places(labels: Iterable[Label]) -> list[tuple[float, str]]:
    return [(label.x, label.words) for label in labels]


def test_bars_stand_on_their_line_and_are_as_high_as_their_passages() -> None:
    assert [(bar.x, bar.width, bar.y, bar.height) for bar in PICTURE.bars] == [(50, 25, 52, 22), (650, 50, 30, 44)]
    assert {bar.y + bar.height for bar in PICTURE.bars} == {PICTURE.base} == {74}


def test_the_highest_bar_has_its_number_left_of_its_top() -> None:
    (number,) = PICTURE.figures
    assert (number.words, number.anchor, number.kind) == ("4", "end", "axis")
    assert (number.x, number.y) == (648, 39)


def test_the_bar_of_a_year_has_the_mean_of_its_months() -> None:
    total = (cell(1920, 0, 24), cell(1933, 5, 4))
    bars = laid_out(NARROW, [], total, [], []).bars
    assert [(bar.x, bar.width, bar.height) for bar in bars] == [(24, 12, 22), (420, 60, 44)]


def test_events_of_one_day_are_one_below_the_other_and_the_documents_below_them() -> None:
    assert [(point.x, point.y) for point in PICTURE.events] == [(0, 86), (300, 86), (300, 98)]
    assert [(point.x, point.y, point.mark.number) for point in PICTURE.documents] == [(150, 112, 3)]
    without = laid_out(AXIS, LANES, TOTAL, [], [mark(1938, 7, 1, 3)])
    assert [point.y for point in without.documents] == [100]


def test_lanes_follow_below_and_the_picture_ends_below_its_lower_labels() -> None:
    assert [(row.y, row.lane.title) for row in PICTURE.rows] == [(126, "Salt"), (148, "Tolls")]
    assert (PICTURE.bottom, PICTURE.height) == (170, 188)
    assert {label.y for label in PICTURE.labels} == {12, 26, 183}


def test_a_cell_fills_its_months_in_its_lane() -> None:
    (box,) = PICTURE.rows[0].boxes
    assert (box.x, box.width, box.y, box.height, box.shade) == (650, 50, 127, 18, 3)


def test_a_lane_has_its_title_on_its_line() -> None:
    first, second = (row.title for row in PICTURE.rows)
    assert (first.x, first.y, first.words, first.anchor) == (645, 141, "Salt", "end")
    assert (second.x, second.y, second.words, second.anchor) == (895, 163, "Tolls", "end")
    assert {first.kind, second.kind} == {"lane-title"}


def test_years_are_named_in_their_middle_above_and_below_and_months_by_their_letter() -> None:
    above, months, below = ([label for label in PICTURE.labels if label.y == y] for y in (12, 26, 183))
    assert places(above) == [(150, "1938"), (600, "1939"), (915, "other")]
    assert places(below) == [(150, "1938"), (600, "1939")]
    assert "".join(label.words for label in months) == "JFMAMJJASOND" * 2
    assert [label.x for label in months[:2]] == [12.5, 37.5]
    assert [label.x for label in months[12:14]] == [325, 375]
    assert {label.kind for label in (*above, *below)} == {"axis"}
    assert {label.kind for label in months} == {"month"}


def test_of_narrow_years_the_first_and_the_round_ones_are_named_where_there_is_room() -> None:
    labels = laid_out(NARROW, [], [cell(1933, 1, 1)], [], []).labels
    assert places(label for label in labels if label.y == 12) == [
        (14, "1918"), (98, "1925"), (158, "1930"), (540, "1933"), (915, "other"),
    ]  # fmt: skip
    assert {label.x for label in labels if label.kind == "month"} == {210 + 60 * n for n in range(12)}


def test_a_year_is_named_only_where_all_of_its_name_has_room() -> None:
    axis = Scale((Stretch(1925, 1926, 1), Stretch(1927, 1927, 73)))
    labels = laid_out(axis, [], [cell(1927, 1, 1)], [], []).labels
    assert places(label for label in labels if label.y == 12) == [(24 + 6 * 73, "1927"), (915, "other")]
    just = Scale((Stretch(1925, 1926, 28 / 24), Stretch(1927, 1927, 872 / 12)))
    labels = laid_out(just, [], [cell(1927, 1, 1)], [], []).labels
    assert [label.words for label in labels if label.y == 12] == ["1925", "1927", "other"]


def test_years_with_room_have_a_line_and_a_change_of_scale_another() -> None:
    assert PICTURE.years == (("year", 0), ("scale", 300))
    assert laid_out(NARROW, [], [cell(1933, 1, 1)], [], []).years == (("scale", 180),)
    wide = Scale((Stretch(1930, 1931, 20 / 12), Stretch(1932, 1932, 860 / 12)))
    assert [kind for kind, _ in laid_out(wide, [], [cell(1932, 1, 1)], [], []).years] == ["year", "year", "scale"]


def test_months_are_named_from_nine_units_on() -> None:
    for month, named in ((9, 12), (8.9, 0)):
        labels = laid_out(Scale((Stretch(1939, 1939, month),)), [], [cell(1939, 1, 1)], [], []).labels
        assert sum(label.kind == "month" for label in labels) == named


def test_a_date_before_the_axis_is_at_its_beginning_and_a_later_one_at_its_end() -> None:
    assert AXIS.at(1900, 5) == 0
    assert AXIS.at(1950) == 900 == AXIS.whole
    assert AXIS.at(1939, 2, 15) == pytest.approx(300 + 50 + 25)


def test_months_of_less_than_two_units_share_the_cell_of_their_year() -> None:
    assert Scale((Stretch(1918, 1918, 1.9),)).cell(1918, 5) == (1918, 0)
    assert Scale((Stretch(1918, 1918, 2.0),)).cell(1918, 5) == (1918, 5)


def test_a_year_has_a_wider_scale_from_a_quarter_and_a_sixteenth_of_the_most_passages_on() -> None:
    axis = scale({1910: 9, 1911: 40, 1912: 160, 1913: 39})
    assert [(s.first, s.last) for s in axis.stretches] == [(1910, 1910), (1911, 1912), (1913, 1913)]
    low, wide, middle = (s.month for s in axis.stretches)
    assert (wide / middle, wide / low) == pytest.approx((2.5, 36))
    assert [s.first for s in scale({1910: 10, 1911: 160}).stretches] == [1910, 1911]
    assert scale({1910: 10, 1911: 160}).stretches[0].month * 2.5 == pytest.approx(
        scale({1910: 10, 1911: 160}).stretches[1].month
    )


def test_years_more_than_twenty_apart_do_not_share_an_axis_and_the_stretch_with_most_passages_is_drawn() -> None:
    assert scale({1900: 4, 1920: 5}).stretches[0].first == 1900
    assert scale({1900: 4, 1921: 5}).stretches[0].first == 1921
    assert scale({1900: 5, 1921: 4}).stretches[-1].last == 1900


def test_a_title_keeps_a_margin_and_loses_whole_words_only() -> None:
    assert title_place([(0, 818)], "Salt tax") == (823, "start", "Salt tax")
    assert title_place([(0, 854)], "Salt tax") == (859, "start", "Salt…")
    assert title_place([(0, 854)], "Salt") == (859, "start", "Salt")
    assert title_place([(0, 867)], "Salt") == (872, "start", "")
    assert title_place([(46, 900)], "Salt tax") == (41, "end", "Salt…")


def test_each_mark_is_in_the_first_row_that_is_free_there() -> None:
    assert rows([0, 2, 4, 10, 11, 13, 19], 9) == [0, 1, 2, 0, 1, 2, 0]
    assert rows([0, 9, 18], 9) == [0, 0, 0]


def test_a_title_begins_at_the_left_edge_only_where_something_is_before_it() -> None:
    assert title_place([(0, 1), (500, 900)], "Salt") == (6, "start", "Salt")
    assert title_place([(400, 900)], "Salt") == (395, "end", "Salt")


def test_names_of_narrow_years_keep_four_units_between_them_and_wide_ones_none() -> None:
    axis = Scale((Stretch(1920, 1930, 32 / 60), Stretch(1931, 1931, (900 - 11 * 6.4) / 12)))
    labels = laid_out(axis, [], [cell(1931, 1, 1)], [], []).labels
    assert [label.words for label in labels if label.y == 12] == ["1920", "1925", "1931", "other"]
    close = Scale((Stretch(1920, 1930, 31 / 60), Stretch(1931, 1931, (900 - 11 * 6.2) / 12)))
    labels = laid_out(close, [], [cell(1931, 1, 1)], [], []).labels
    assert [label.words for label in labels if label.y == 12] == ["1920", "1931", "other"]
    touching = Scale((Stretch(1930, 1931, 28 / 12), Stretch(1932, 1932, 844 / 12)))
    labels = laid_out(touching, [], [cell(1932, 1, 1)], [], []).labels
    assert [label.words for label in labels if label.y == 12] == ["1930", "1931", "1932", "other"]
