"""The projection of the map: distances, the frame about the places of a book, and land clipped at its edges."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editio.outputs.pages import projection
from editio.outputs.pages.projection import WIDTH, Frame, Place, Point, fitted

FRAME = Frame(longitude=0, latitude=0, scale=1000, left=-500, top=-300, height=600)
BEYOND = 60  # units of land about the picture
longitudes, latitudes = st.floats(-170, 170), st.floats(-80, 80)


def degrees_apart(one: Place, other: Place) -> float:
    """Along the great circle, by the law of cosines."""
    east, north, other_north = map(math.radians, (one.longitude - other.longitude, one.latitude, other.latitude))
    cosine = math.sin(north) * math.sin(other_north) + math.cos(north) * math.cos(other_north) * math.cos(east)
    return math.degrees(math.acos(max(-1.0, min(1.0, cosine))))


@given(longitudes, latitudes, longitudes, latitudes)
def test_a_place_lies_as_far_from_the_centre_as_the_formula_says(a: float, b: float, c: float, d: float) -> None:
    one, centre = Place(a, b), Place(c, d)
    apart = degrees_apart(one, centre)
    if apart < 150:
        expected = 2 * math.sin(math.radians(apart) / 2)
        assert projection._distance(one, centre.longitude, centre.latitude) == pytest.approx(expected, abs=1e-6)


def test_what_lies_opposite_the_centre_is_drawn_at_a_finite_distance() -> None:
    assert projection._projected(179.99, 0, 0, 0)[0] < 0.01
    assert projection._distance(Place(165, 0), 0, 0) == pytest.approx(math.sqrt(2 / 0.05) * math.sin(math.radians(165)))


@pytest.mark.parametrize(
    ("places", "middle"),
    [
        ([Place(0, 0), Place(90, 0)], (45, 0)),
        ([Place(10, 50), Place(10, 70)], (10, 60)),
        ([Place(170, 0), Place(-150, 0)], (-170, 0)),
        ([Place(20, 0, 3.0), Place(20, 90, 3.0)], (20, 45)),
        ([Place(0, 0, 1.0), Place(90, 0, math.sqrt(3))], (60, 0)),
    ],
)
def test_the_centre_is_the_middle_of_the_places_on_the_sphere(places: list[Place], middle: Point) -> None:
    assert projection._middle(places) == pytest.approx(middle)


def test_a_single_town_is_in_the_middle_of_four_degrees_of_land() -> None:
    frame = fitted([Place(21.0, 52.2)])
    assert frame.at(21.0, 52.2) == (WIDTH / 2, frame.height / 2)
    assert frame.height == 560
    assert WIDTH / frame.scale == pytest.approx(math.radians(4) * 1.16)


def test_places_from_north_to_south_are_all_in_the_highest_picture() -> None:
    frame = fitted([Place(0, 40), Place(0, 60)])
    assert frame.height == 900
    north, south = frame.at(0, 60), frame.at(0, 40)
    assert north == pytest.approx((WIDTH / 2, 900 * 0.08 / 1.16), abs=0.2)
    assert south == pytest.approx((WIDTH / 2, 900 * (1 - 0.08 / 1.16)), abs=0.2)


def test_the_picture_is_as_high_as_its_places_need() -> None:
    """Ten degrees each way on the equator: as high as it is wide, with the same margin on all sides."""
    frame = fitted([Place(-10, 0), Place(10, 0), Place(0, -7.5), Place(0, 7.5)])
    (left, _), (right, _) = frame.at(-10, 0), frame.at(10, 0)
    (_, north), (_, south) = frame.at(0, 7.5), frame.at(0, -7.5)
    assert 560 < frame.height < 900
    assert left == pytest.approx(WIDTH - right) == pytest.approx(WIDTH * 0.08 / 1.16, abs=0.1)
    assert north == pytest.approx(frame.height - south, abs=0.2)
    assert north == pytest.approx(frame.height * 0.08 / 1.16, abs=0.6)


@pytest.mark.parametrize(("longitude", "shown"), [(13.0, True), (13.6, False)])
def test_a_place_a_third_farther_than_the_farthest_wanted_is_shown(longitude: float, shown: bool) -> None:
    """With so much weight between ten degrees west and east, the place beyond does not move the centre."""
    frame = fitted([Place(-10, 0, 1e6), Place(10, 0, 1e6), Place(longitude, 0, 1.0)], 0.9)
    assert frame.holds(frame.at(longitude, 0)) is shown


@pytest.mark.parametrize(
    ("point", "held"),
    [
        ((0.1, 0.1), True),
        ((999.9, 599.9), True),
        ((0, 5), False),
        ((1000, 5), False),
        ((5, 0), False),
        ((5, 600), False),
    ],
)
def test_a_point_on_the_edge_is_not_in_the_picture(point: Point, held: bool) -> None:
    assert FRAME.holds(point) is held


# Land at the edges


def test_land_that_covers_the_picture_is_cut_to_it_and_a_little_beyond() -> None:
    everything = [(-5000.0, -5000.0), (5000.0, -5000.0), (5000.0, 5000.0), (-5000.0, 5000.0)]
    left, right, top, bottom = -BEYOND, WIDTH + BEYOND, -BEYOND, FRAME.height + BEYOND
    assert set(projection._clipped(everything, FRAME)) == {(left, top), (right, top), (right, bottom), (left, bottom)}


def test_land_inside_the_picture_is_as_it_was() -> None:
    island = [(10.0, 10.0), (20.0, 10.0), (20.0, 20.0)]
    assert projection._clipped(island, FRAME) == island


def test_land_outside_is_left_out() -> None:
    assert projection._clipped([(-70.0, 0.0), (-90.0, 0.0), (-90.0, 9.0)], FRAME) == []


def test_a_coast_that_crosses_an_edge_is_cut_where_it_crosses() -> None:
    cape = [(-160.0, 0.0), (40.0, 100.0), (-160.0, 300.0)]
    assert projection._clipped(cape, FRAME) == [(-60, 50), (40, 100), (-60, 200)]


@pytest.fixture
def islands(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    projection._land.cache_clear()
    yield monkeypatch
    projection._land.cache_clear()


def test_land_is_a_path_of_closed_rings_rounded_to_steps(islands: pytest.MonkeyPatch) -> None:
    """Near the centre a thousandth of a radian is a unit of this frame."""
    unit = math.degrees(0.001)
    large = [(0.0, 0.0), (12 * unit, 0.0), (12.4 * unit, 0.0), (12 * unit, -13 * unit)]
    small = [(0.0, 0.0), (1 * unit, 0.0), (1 * unit, 1 * unit)]
    islands.setattr(projection, "_rings", lambda: [large, small])
    assert FRAME.land(10) == "M500 300L510 300L510 310Z"
    assert FRAME.land() == "M500 300L512 300L512 313ZM500 300L501 300L501 299Z"


def test_the_land_of_the_world_stays_near_the_picture() -> None:
    path = fitted([Place(0, 50), Place(20, 55)]).land(5)
    numbers = [tuple(map(int, point.split())) for point in re.findall(r"-?\d+ -?\d+", path)]
    assert len(numbers) > 100
    assert all(-BEYOND <= x <= WIDTH + BEYOND for x, _ in numbers)
    assert all(x % 5 == 0 and y % 5 == 0 for x, y in numbers)


def test_places_on_one_side_of_their_centre_have_the_same_margins_as_others() -> None:
    """The centre lies near the heavy place in the west and south, and the picture about them all."""
    frame = fitted([Place(0, 0, 50.0), Place(12, 6, 1.0), Place(6, 9, 1.0)])
    (left, low), (right, _), (_, top) = frame.at(0, 0), frame.at(12, 6), frame.at(6, 9)
    assert left == pytest.approx(WIDTH - right, abs=0.2)
    assert top == pytest.approx(frame.height - low, abs=0.2)
