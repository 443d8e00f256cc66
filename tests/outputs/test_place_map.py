"""The map shows every place that has coordinates, where it lies, and nothing that it does not know."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editio.inputs.registers import Apparatus, Coordinates, Line, Name
from editio.model.kinds import NameKind
from editio.model.witness import Witness
from editio.outputs.pages import place_map
from editio.outputs.pages.place_map import Mark, labelled
from editio.outputs.pages.projection import WIDTH, Place, fitted
from printing import PROSE, apparatus, built, page, set_type, witness

HEIGHT = 900
TARVIN = Name(key="tarvin", kind=NameKind.PLACE, name="Tarvin", sort="Tarvin")
FAR = Name(key="far", kind=NameKind.PLACE, name="Ultima", sort="Ultima")
MOOR = Name(key="moor", kind=NameKind.PLACE, name="Moor", sort="Moor")
TEXT = witness(page("CHAPTER 1", "The Salt Road", *set_type(f"{PROSE} Tarvin and Ultima. Tarvin on the Moor."), "1"))
WITH_DOCUMENT = witness(
    page("CHAPTER 1", "The Salt Road", *set_type(f"{PROSE} Tarvin and Ultima on the Moor."), "1"),
    page("APPENDIX 1", "The Charter", *set_type(PROSE), "2"),
)
KNOWN = (
    Coordinates(key="tarvin", lat=52.2, lon=21.0, extent="point"),
    Coordinates(key="far", lat=21.4, lon=-158.0, extent="point"),
)


def made(text: Witness = TEXT, **registers: object) -> str:
    entries: Apparatus = apparatus(names=(TARVIN, FAR, MOOR), **registers)
    edition = built(text, entries)
    return "".join(made.text for made in place_map.pages(edition.edition, edition.links, entries))


def test_without_coordinates_there_is_no_map() -> None:
    assert made() == ""


def test_a_place_is_on_the_map_with_its_link_and_its_passages() -> None:
    mark = re.search(r'<a class="place[^>]*id="tarvin".*?</a>', made(coordinates=KNOWN))
    assert mark is not None
    assert 'href="../places/#tarvin"' in mark.group()
    assert 'aria-label="Tarvin: 1 passage"' in html.unescape(mark.group())


def test_what_lies_beyond_the_map_stands_in_a_second_picture_and_what_has_no_coordinates_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(place_map, "_SHARE", 0.6)
    text = witness(
        page("CHAPTER 1", "The Salt Road", *set_type(f"{PROSE} Tarvin and Ultima on the Moor."), "1"),
        page("CHAPTER 2", "The Toll", *set_type(f"{PROSE} Tarvin was far away."), "2"),
    )
    first, _, second = made(text, coordinates=KNOWN).partition("{: #beyond }")
    assert 'id="tarvin"' in first
    assert 'id="far"' not in first
    assert '<a class="place point" id="far"' in second
    assert re.search(r"could not be established: <a[^>]*>Moor</a>", first)
    assert "21.4° N, 158.0° W" in second  # the table has it all the same


def test_a_place_that_a_line_shows_is_not_said_to_be_missing() -> None:
    line = Line(label="the Moor", document="appendices/1/", note="Straight.", points=((20.0, 52.0), (21.0, 53.0)))
    assert "could not be established" in made(WITH_DOCUMENT, coordinates=KNOWN, lines=(line,))
    shows = line.model_copy(update={"shows": (MOOR.key,)})
    assert "could not be established" not in made(WITH_DOCUMENT, coordinates=KNOWN, lines=(shows,))


def test_there_is_one_picture_if_all_places_are_on_it() -> None:
    assert "#beyond" not in made(coordinates=KNOWN[:1])


def test_a_few_far_places_do_not_make_the_others_small_and_one_that_is_little_farther_is_shown() -> None:
    near = [Place(east, 50.0, 20) for east in (0.0, 10.0, 20.0)]
    farther, far = Place(23.0, 50.0), Place(140.0, 35.0)
    frame = fitted([*near, farther, far], 0.95)
    assert frame.holds(frame.at(farther.longitude, farther.latitude))
    assert not frame.holds(frame.at(far.longitude, far.latitude))
    whole = fitted([*near, farther, far])
    assert whole.holds(whole.at(far.longitude, far.latitude))
    assert whole.scale < frame.scale / 3


def test_a_line_is_drawn_as_approximate_and_leads_to_its_document() -> None:
    line = Line(label="the dues", document="appendices/1/", note="Straight.", points=((20.0, 52.0), (21.0, 53.0)))
    text = made(WITH_DOCUMENT, coordinates=KNOWN, lines=(line,))
    assert '<a class="line" href="../appendices/1/"><title>the dues: approximate</title>' in text
    assert "[the dues](../appendices/1/): Straight." in text


@pytest.mark.parametrize(
    ("one", "other", "axis"),
    [((21.0, 50.0), (21.0, 55.0), 1), ((15.0, 52.0), (25.0, 52.0), 0)],
    ids=["north is above", "east is right"],
)
def test_the_map_is_the_right_way_round(one: tuple[float, float], other: tuple[float, float], axis: int) -> None:
    frame = fitted([Place(21.5, 52.5), Place(10.0, 45.0), Place(35.0, 60.0)])
    difference = frame.at(*other)[axis] - frame.at(*one)[axis]
    assert difference < 0 if axis else difference > 0


def test_the_projection_is_true_in_area() -> None:
    frame = fitted([Place(-10.0, 40.0), Place(45.0, 62.0)])

    def area(longitude: float, latitude: float, step: float = 0.5) -> float:
        """Of a field of half a degree, by the shoelace formula."""
        corners = [(longitude, latitude), (longitude + step, latitude), (longitude + step, latitude + step),
                   (longitude, latitude + step)]  # fmt: skip
        points = [frame.at(*corner) for corner in corners]
        return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1], strict=True))) / 2

    assert area(-5, 52) == pytest.approx(area(40, 52), rel=0.05)


longitudes, latitudes = st.floats(-180, 180), st.floats(-60, 80)


@given(st.lists(st.builds(Place, longitudes, latitudes, st.floats(1, 100)), min_size=1, max_size=12))
def test_a_map_of_any_places_of_the_world_holds_them_all(places: list[Place]) -> None:
    frame = fitted(places)
    assert frame.height > 0
    far = [place for place in places if not frame.holds(frame.at(place.longitude, place.latitude))]
    assert far == []
    assert "nan" not in frame.land()


def test_one_place_far_away_does_not_make_the_others_small() -> None:
    near = [Place(10.0 + k, 50.0, 50.0) for k in range(5)]
    alone, with_one_more = fitted(near, 0.99), fitted([*near, Place(140.0, 35.0)], 0.99)
    assert with_one_more.scale == pytest.approx(alone.scale, rel=0.05)


def test_a_name_finds_room_above_its_mark_where_it_has_none_beside_or_below() -> None:
    mark = Mark(TARVIN, (500.0, 450.0), "point", 18)
    beside = [Mark(FAR, at, "point", 1) for at in ((530.0, 450.0), (470.0, 450.0), (500.0, 472.0))]
    label = next(found.label for found in labelled([mark, *beside], HEIGHT) if found.name is TARVIN)
    assert label is not None
    assert label[1] < 450.0 - mark.radius


@given(
    st.lists(
        st.tuples(st.floats(0, WIDTH), st.floats(0, HEIGHT), st.sampled_from(["point", "area"]), st.integers(1, 90)),
        max_size=25,
    )
)
def test_no_name_that_is_shown_touches_another(placed: list[tuple[float, float, str, int]]) -> None:
    marks = [Mark(TARVIN, (x, y), extent, passages) for x, y, extent, passages in placed]
    found = labelled(marks, HEIGHT)
    assert len(found) == len(marks)
    width = len(TARVIN.name) * place_map._SIZES["point"] * place_map._LETTER
    boxes = [place_map._box(*mark.label, width, mark.size) for mark in found if mark.label]
    for k, box in enumerate(boxes):
        assert not any(place_map._touch(box, other) for other in boxes[:k])


def test_the_outermost_places_keep_a_margin() -> None:
    frame = fitted([Place(0, 0, 1), Place(40, 0, 1)])
    (left, _), (right, _) = frame.at(0, 0), frame.at(40, 0)
    margin = round(WIDTH * 0.08 / 1.16)
    assert (left, WIDTH - right) == (margin, margin)


# Marks and their names


def test_the_area_of_a_mark_is_as_its_passages_but_the_smallest_can_be_seen() -> None:
    radii = [Mark(TARVIN, (0, 0), "point", passages).radius for passages in (1, 4, 16, 36)]
    assert radii == [2, 3, 6, 9]
    assert Mark(TARVIN, (0, 0), "area", 16).radius == 0


def test_a_name_without_room_is_marked_and_waits_right_of_its_mark() -> None:
    crowded = Mark(TARVIN, (100.0, 50.0), "point", 16)
    assert crowded.kind == "point crowded"
    assert crowded.text_at == pytest.approx((6 + 2, 15 * 0.35))
    labelled_ = Mark(TARVIN, (100.0, 50.0), "area", 16, (90.0, 55.0))
    assert (labelled_.kind, labelled_.text_at) == ("area", (-10, 5))


def test_a_name_is_tried_right_of_its_mark_then_left_above_and_below() -> None:
    mark = Mark(TARVIN, (100.0, 50.0), "point", 16)
    assert list(place_map._around(mark, 40.0)) == [(109, 55.2), (51, 55.2), (80, 38), (80, 70.2)]


def test_the_name_of_an_area_is_tried_at_its_middle_and_then_about_it() -> None:
    mark = Mark(MOOR, (100.0, 50.0), "area", 16)
    tried = list(place_map._around(mark, 40.0))
    assert tried[:3] == [(80, 55.2), (100, 55.2), (60, 55.2)]
    assert len(set(tried)) == len(tried) == 25
    assert ({x for x, _ in tried}, {y for _, y in tried}) == ({40, 60, 80, 100, 120}, {31.2, 43.2, 55.2, 67.2, 79.2})


def test_a_name_has_two_units_of_space_about_its_letters() -> None:
    assert place_map._box(100, 50, 40, 10) == (98, 40, 142, 54)


@pytest.mark.parametrize(
    ("at", "free"),
    [((3, 20), True), ((2, 20), False), ((957, 20), True), ((958, 20), False), ((50, 11), True), ((50, 10), False),
     ((50, 94), True), ((50, 95), False)],
)  # fmt: skip
def test_a_name_with_its_space_is_inside_the_picture(at: tuple[float, float], free: bool) -> None:
    assert place_map._free(at, 40, 10, 99, []) is free


def test_two_names_that_share_an_edge_do_not_touch() -> None:
    box = (10.0, 10.0, 20.0, 20.0)
    beside = [(20.0, 10.0, 30.0, 20.0), (0.0, 10.0, 10.0, 20.0), (10.0, 20.0, 20.0, 30.0), (10.0, 0.0, 20.0, 10.0)]
    assert not any(place_map._touch(box, other) or place_map._touch(other, box) for other in beside)
    over = [(19.0, 19.0, 30.0, 30.0), (0.0, 0.0, 11.0, 11.0), (0.0, 12.0, 30.0, 13.0)]
    assert all(place_map._touch(box, other) and place_map._touch(other, box) for other in over)


def test_where_two_names_have_one_place_the_town_most_named_has_it() -> None:
    """All lie on one point, so only one name has the place right of it."""
    at = (500.0, 450.0)
    marks = [Mark(MOOR, at, "area", 90), Mark(FAR, at, "point", 3), Mark(TARVIN, at, "point", 4)]
    found = labelled(marks, HEIGHT)
    assert [mark.name for mark in found] == [TARVIN, FAR, MOOR]
    first = found[0]
    assert first.label == next(place_map._around(first, 0))
    assert len({mark.label for mark in found}) == 3


def test_small_marks_are_drawn_over_large_ones_and_both_over_areas() -> None:
    frame = fitted([Place(21.0, 52.2)])
    marks = [Mark(TARVIN, (1, 1), "point", 1), Mark(FAR, (2, 2), "point", 9), Mark(MOOR, (3, 3), "area", 5)]
    assert [mark.name for mark in place_map._picture(frame, marks, ()).marks] == [MOOR, FAR, TARVIN]


@pytest.mark.parametrize(
    ("lat", "lon", "shown"),
    [(52.2, 21.0, "52.2° N, 21.0° E"), (-33.9, -70.5, "33.9° S, 70.5° W"), (0.0, 0.0, "0.0° N, 0.0° E")],
)
def test_degrees_are_written_with_their_quarters(lat: float, lon: float, shown: str) -> None:
    assert place_map._degrees(Coordinates(key="x", lat=lat, lon=lon, extent="point")) == shown


def test_the_table_has_the_places_in_their_order_with_their_passages_part_by_part() -> None:
    text = witness(
        page("CHAPTER 1", "The Salt Road", *set_type(f"{PROSE} Ultima and Tarvin, and Tarvin on the Moor."), "1"),
        page("CHAPTER 2", "The Toll", *set_type(f"Tarvin was far away. {PROSE}"), *set_type(f"So was Tarvin. {PROSE}")),
    )
    rows = re.findall(r'<tr><th scope="row">(.*?)</th><td>(.*?)</td><td>(.*?)</td></tr>', made(text, coordinates=KNOWN))
    shown = [[re.sub(r"<a [^>]*>|</a>", "", cell) for cell in row] for row in rows]
    assert shown == [
        ["Tarvin", "52.2° N, 21.0° E", "Chapter 1 1, Chapter 2 2"], ["Ultima", "21.4° N, 158.0° W", "Chapter 1 1"],
    ]  # fmt: skip
    links = re.findall(r'href="([^"]*)"', rows[0][0] + rows[0][2])
    assert links == ["../places/#tarvin", "../chapters/01/#p1", "../chapters/02/#p1"]


def test_the_second_picture_has_dots_for_what_is_on_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place_map, "_SHARE", 0.6)
    text = witness(
        page("CHAPTER 1", "The Salt Road", *set_type(f"{PROSE} Tarvin and Ultima."), "1"),
        page("CHAPTER 2", "The Toll", *set_type(f"{PROSE} Tarvin was far away on the Moor."), "2"),
    )
    first, _, second = made(text, coordinates=KNOWN).partition("{: #beyond }")
    assert (first.count("<circle r="), second.count("<circle r=")) == (1, 1)
    assert (first.count('<circle class="elsewhere"'), second.count('<circle class="elsewhere"')) == (0, 1)
    assert re.findall(r'<div class="(map(?: overview)?)"( data-map)?>', first + second) == [
        ("map", " data-map"), ("map overview", ""),
    ]  # fmt: skip
    named = re.findall(r'aria-labelledby="([^"]+)"', first + second)
    assert len(set(named)) == 2
    assert all(f'<title id="{ident}">' in first + second for ident in named)


def test_a_line_is_drawn_from_point_to_point() -> None:
    frame = fitted([Place(21.0, 52.2)])
    line = Line(label="the dues", document="appendices/1/", note="Straight.", points=((20.0, 52.0), (21.0, 53.0)))
    (x, y), (u, v) = frame.at(20.0, 52.0), frame.at(21.0, 53.0)
    assert place_map._border(frame, line).path == f"M{x} {y}L{u} {v}"
