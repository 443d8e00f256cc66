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
