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
