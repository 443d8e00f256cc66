"""The small pictures of the front page: drawn from numbers, inside their frame, silent to screen readers."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from conftest import Whole
from editio.outputs.pages import miniatures, ways
from editio.outputs.pages.miniatures import HEIGHT, WIDTH, Ink, Miniature

DRAWN: list[Callable[[], Miniature]] = [
    lambda: miniatures.histogram([(0.0, 0.5, 3.0), (0.5, 0.5, 1.0)]),
    lambda: miniatures.lanes([[(0.0, 0.2, 1.0)], [(0.8, 0.2, 0.1)]]),
    lambda: miniatures.dots([[4, 0, 1], [0, 9, 0]]),
    lambda: miniatures.bars([5, 3, 1]),
    lambda: miniatures.waffle([0, 1] * 130),
    lambda: miniatures.sheets([900, 90, 5000]),
    lambda: miniatures.columns([(60, False), (58, True)] * 40),
    lambda: miniatures.shelf([(100.0, False), (900.0, True)]),
    lambda: miniatures.concordance([("the toll at the ", "bridge", " was raised"), ("a " * 90, "bridge", " b" * 90)]),
]


def points(picture: Miniature) -> list[tuple[float, float]]:
    """The corners of everything drawn with straight lines, and the ends of circles."""
    found = []
    for _, data in picture.paths:
        for x, y, width, height in re.findall(r"M([-\d.]+) ([-\d.]+)h([\d.]+)v([\d.]+)", data):
            found += [(float(x), float(y)), (float(x) + float(width), float(y) + float(height))]
        for x, y, radius in re.findall(r"M([-\d.]+) ([-\d.]+)a([\d.]+)", data):
            found += [(float(x), float(y) - float(radius)), (float(x) + 2 * float(radius), float(y) + float(radius))]
    return found


def boxes(picture: Miniature, ink: Ink) -> list[tuple[float, ...]]:
    """The rectangles of an ink: left, top, width, height."""
    data = dict(picture.paths).get(ink, "")
    return [tuple(map(float, one)) for one in re.findall(r"M([-\d.]+) ([-\d.]+)h([\d.]+)v([\d.]+)h-\3z", data)]


def circles(picture: Miniature, ink: Ink) -> list[tuple[float, ...]]:
    """The circles of an ink: their middle and radius."""
    data = dict(picture.paths).get(ink, "")
    found = re.findall(r"M([-\d.]+) ([-\d.]+)a([\d.]+) \3 0 1 0 ([\d.]+) 0a\3 \3 0 1 0 -\4 0z", data)
    assert all(float(across) == pytest.approx(2 * float(radius), abs=0.1) for _, _, radius, across in found)
    return [(float(left) + float(radius), float(y), float(radius)) for left, y, radius, _ in found]


@pytest.mark.parametrize("draw", DRAWN)
def test_everything_is_drawn_inside_the_frame(draw: Callable[[], Miniature]) -> None:
    corners = points(draw())
    assert corners
    assert all(-0.6 <= x <= WIDTH + 0.6 and -0.6 <= y <= HEIGHT + 0.6 for x, y in corners)


def test_one_word_or_row_fills_a_picture_without_growing_out_of_proportion() -> None:
    (_, data), *_others = miniatures.bars([7]).paths
    assert re.findall(r"v([\d.]+)", data) == ["9.0"]


def test_a_month_with_twice_the_passages_has_twice_the_bar() -> None:
    (_, data), *_others = miniatures.histogram([(0.0, 0.5, 2.0), (0.5, 0.5, 1.0)]).paths
    high, low = map(float, re.findall(r"v([\d.]+)", data))
    assert high == pytest.approx(2 * low)


def test_a_page_of_the_book_without_emendations_stays_faint() -> None:
    counts = {ink: data.count("M") for ink, data in miniatures.waffle([0, 3, 0, 0]).paths}
    assert counts == {Ink.FAINT: 3, Ink.STRONG: 1}


def test_screen_readers_and_the_tab_key_skip_a_picture() -> None:
    markup = miniatures.bars([1]).markup
    assert 'aria-hidden="true" focusable="false"' in markup
    assert not re.search("<(text|title|a|image)", markup)


def test_the_edition_draws_what_it_has_and_nothing_else(either_edition: Whole) -> None:
    built, apparatus = either_edition
    every = {"search/index.md", "people/index.md", "map/index.md", "downloads/index.md"}
    found = {way.title: way.picture for way in ways.ways(every, built, apparatus)}
    assert list(found) == ["Search", "People", "Map", "Documents", "Downloads"]
    assert (found.pop("Map") is not None) is bool(apparatus.coordinates)
    assert all(found.values())
    assert sum(len(str(picture.markup)) for picture in found.values() if picture) < 30_000


def test_bars_of_a_histogram_stand_on_the_line_where_their_time_is() -> None:
    picture = miniatures.histogram([(0.0, 0.5, 10.0), (0.5, 0.25, 5.0)])
    assert boxes(picture, Ink.STRONG) == [(0, 1, 79.7, 62), (80, 32, 39.7, 31)]
    assert boxes(picture, Ink.FAINT) == [(0, 63, WIDTH, 0.6)]


def test_a_bar_too_small_to_be_seen_is_drawn_half_a_unit_large() -> None:
    picture = miniatures.histogram([(0.0, 0.001, 1.0), (0.5, 0.5, 1000.0)])
    assert boxes(picture, Ink.STRONG)[0][2:] == (0.5, 0.5)


def test_few_lanes_are_in_the_middle_and_a_cell_is_dark_above_a_half() -> None:
    picture = miniatures.lanes([[(0.25, 0.5, 0.6), (0.75, 0.25, 0.5)], [(0.0, 0.25, 1.0)]])
    assert boxes(picture, Ink.STRONG) == [(40, 20.5, 80, 11), (0, 32.5, 40, 11)]
    assert boxes(picture, Ink.LIGHT) == [(120, 20.5, 40, 11)]
    assert boxes(picture, Ink.FAINT) == [(0, 31.6, WIDTH, 0.5), (0, 43.6, WIDTH, 0.5)]


def test_many_lanes_share_the_height() -> None:
    lines = boxes(miniatures.lanes([[]] * 16), Ink.FAINT)
    assert [y for _, y, _, _ in lines] == [pytest.approx(4 * n + 3.6) for n in range(16)]


def test_the_area_of_a_dot_is_as_its_number() -> None:
    picture = miniatures.dots([[4, 1], [0, 16]])
    assert circles(picture, Ink.STRONG) == [(40, 16, 8), (120, 16, 4), (120, 48, 16)]
    assert circles(picture, Ink.FAINT) == [(40, 48, 0.6)]
    tiny = miniatures.dots([[1, 10_000]])
    assert [radius for _, _, radius in circles(tiny, Ink.STRONG)] == [0.9, 32]
    narrow = miniatures.dots([[7] * 16])
    assert [radius for _, _, radius in circles(narrow, Ink.STRONG)] == [5] * 16


def test_the_longest_bar_fills_the_width() -> None:
    assert boxes(miniatures.bars([4, 2, 1]), Ink.LIGHT) == [(0, 15.5, 160, 9), (0, 27.5, 80, 9), (0, 39.5, 40, 9)]


def test_squares_follow_row_by_row_in_the_middle() -> None:
    picture = miniatures.waffle([1, 0, 0, 0, 2, 0])
    assert boxes(picture, Ink.STRONG) == [(16, 0, 31, 31), (16, 32, 31, 31)]
    assert boxes(picture, Ink.FAINT) == [(48, 0, 31, 31), (80, 0, 31, 31), (112, 0, 31, 31), (48, 32, 31, 31)]
    assert boxes(miniatures.waffle([1]), Ink.STRONG) == [(16, 0, 63, 63)]


def test_a_sheet_has_lines_as_its_text_is_long_and_the_last_one_is_shorter() -> None:
    picture = miniatures.sheets([100, 25, 1])
    assert boxes(picture, Ink.FAINT)[::2] == [(31, 1, 30, 62), (65, 1, 30, 62), (99, 1, 30, 62)]
    assert boxes(picture, Ink.FAINT)[1::2] == [(left + 0.6, 1.6, 28.8, 60.8) for left in (31, 65, 99)]
    lines = boxes(picture, Ink.QUIET)
    by_sheet = [[line for line in lines if line[0] == left + 4] for left in (31, 65, 99)]
    assert list(map(len, by_sheet)) == [13, 3, 2]
    assert by_sheet[1] == [(69, 6, 22, 1.6), (69, 10, 22, 1.6), (69, 14, 13.2, 1.6)]


def test_many_sheets_are_narrower_and_four_units_apart() -> None:
    sheets = boxes(miniatures.sheets([9] * 10), Ink.FAINT)[::2]
    assert [(left, width) for left, _, width, _ in sheets] == [(2 + 16 * n, 12) for n in range(10)]


def test_a_line_stands_in_both_columns_and_is_strong_where_they_differ() -> None:
    picture = miniatures.columns([(10, False), (5, True)])
    assert boxes(picture, Ink.QUIET) == [(0, 0, 74, 1.8), (86, 0, 74, 1.8)]
    assert boxes(picture, Ink.STRONG) == [(0, 32, 37, 1.8), (86, 32, 37, 1.8)]
    page = boxes(miniatures.columns([(10, False)] * 40), Ink.QUIET)
    assert [top for left, top, _, _ in page if left == 0] == [pytest.approx(3.2 * n) for n in range(20)]


def test_spines_are_as_wide_as_their_parts_are_long_and_the_main_ones_higher() -> None:
    picture = miniatures.shelf([(2.0, True), (1.0, False), (1.0, True)])
    assert boxes(picture, Ink.LIGHT) == [(0, 6, 79, 57), (120, 6, 39, 57)]
    assert boxes(picture, Ink.QUIET) == [(80, 20, 39, 43)]
    assert boxes(picture, Ink.FAINT) == [(0, 63, WIDTH, 1)]


def test_the_word_is_in_the_middle_of_each_line_with_the_words_about_it() -> None:
    picture = miniatures.concordance([("salt of ", "road", " to it"), ("", "toll", "")])
    assert boxes(picture, Ink.STRONG) == [(77, 24, 6, 4.8), (77, 36, 6, 4.8)]
    assert [(x, y, wide) for x, y, wide, _ in boxes(picture, Ink.QUIET)] == [
        (65, 24, 6), (72.5, 24, 3), (84.5, 24, 3), (89, 24, 3),
    ]  # fmt: skip
    assert {high for _, _, _, high in boxes(picture, Ink.QUIET)} == {3}


def test_a_word_that_would_leave_the_picture_is_left_out() -> None:
    before, after = "ab " * 30, " ab" * 30
    found = boxes(miniatures.concordance([(before, "road", after)]), Ink.QUIET)
    left, right = [x for x, *_ in found if x < 77], [x + wide for x, _, wide, _ in found if x > 83]
    assert min(left) == pytest.approx(77 - 17 * 4.5)
    assert max(right) == pytest.approx(83 + 1.5 + 17 * 4.5 - 1.5)
