"""What the pictures of the front page count: each is given to the drawing functions as plain numbers."""

from __future__ import annotations

from typing import Any

import pytest

import salt_road
from editio.model.text import plain
from editio.outputs.pages import miniatures, ways
from editio.outputs.pages.markdown import path
from editio.outputs.pages.projection import WIDTH
from printing import PROSE, apparatus, built, page, set_type, witness

ALL = tuple(path(address) for address, *_ in ways._WAYS)


@pytest.fixture(scope="module")
def data() -> ways._Data:
    return ways._Data(*salt_road.edition())


@pytest.fixture(scope="module")
def dated() -> ways._Data:
    """Three chapters, the last without a date."""
    text = witness(
        page("CHAPTER 1", "Salt", *set_type(f"{PROSE} It met on 4 June 1937, on 5 June 1937 and on 6 July 1937."), "1"),
        page("CHAPTER 2", "Tolls", *set_type(f"{PROSE} It met on 7 June 1937."), "2"),
        page("CHAPTER 3", "Snow", *set_type(PROSE), "3"),
    )
    return ways._Data(built(text), apparatus())


@pytest.fixture
def numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The drawing functions return what they were given."""
    for name in ("histogram", "lanes", "dots", "bars", "waffle", "sheets", "columns", "shelf", "concordance"):
        monkeypatch.setattr(miniatures, name, lambda found: list(found))


def test_ways_are_in_their_order_with_a_line_about_each() -> None:
    found = ways.ways(ALL, *salt_road.edition())
    assert [way.title for way in found] == [
        "Search", "Timeline", "Day by day", "People", "Places", "Map", "Events and subjects", "Documents",
        "Emendations", "The OCR text, page by page", "Downloads",
    ]  # fmt: skip
    assert len({way.line for way in found}) == len(found)
    assert [way.title for way in found if way.picture is None] == ["Events and subjects"]


def test_only_pages_that_are_there_are_offered_and_documents_to_a_book_with_appendices() -> None:
    edition, entries = salt_road.edition()
    assert [way.title for way in ways.ways(("search/index.md",), edition, entries)] == ["Search", "Documents"]
    bare = built(witness(page("CHAPTER 1", "Salt", *set_type("The mules went."))))
    assert [way.title for way in ways.ways((), bare, apparatus())] == []


def test_a_book_without_data_has_ways_without_pictures() -> None:
    bare = built(witness(page("CHAPTER 1", "Salt", *set_type("The mules went."))))
    found = ways.ways(ALL, bare, apparatus())
    assert {way.title for way in found if way.picture} == {"The OCR text, page by page", "Downloads"}


@pytest.mark.usefixtures("numbers")
class TestNumbers:
    def test_the_concordance_is_of_the_name_that_is_named_most(self, data: ways._Data) -> None:
        rows: Any = ways._search(data)
        assert [word for _, word, _ in rows] == ["Toll Treaty", "Toll Treaty"]
        before, _, after = rows[0]
        assert before.endswith(", as Appendix 1 says, nobody came to the ")
        assert after.startswith(". Ferrow alone was surprised.")
        assert max(map(len, (before, after))) <= 60

    def test_the_timeline_has_a_lane_for_each_chapter_and_the_fullest_month_is_darkest(self, dated: ways._Data) -> None:
        first, second, third = ways._timeline(dated)  # type: ignore[misc]
        assert [(x, dark) for x, _, dark in first] == [(pytest.approx(5 / 12), 4), (pytest.approx(6 / 12), 2)]
        assert [(x, dark) for x, _, dark in second] == [(pytest.approx(5 / 12), 2)]
        assert [width for _, width, _ in (*first, *second)] == [pytest.approx(1 / 12)] * 3
        assert third == []

    def test_the_days_count_all_chapters_month_by_month(self, dated: ways._Data) -> None:
        assert ways._days(dated) == [  # type: ignore[comparison-overlap]
            (pytest.approx(5 / 12), pytest.approx(1 / 12), 3),
            (pytest.approx(6 / 12), pytest.approx(1 / 12), 1),
        ]

    def test_people_are_counted_chapter_by_chapter_those_most_named_first(self, data: ways._Data) -> None:
        assert ways._people(data) == [[1, 1], [1, 0]]  # type: ignore[comparison-overlap]

    def test_places_are_counted_along_the_book(self, data: ways._Data) -> None:
        ((cell,),) = ways._places(data)  # type: ignore[misc]
        (mention,) = data.met["places/saltby"]
        x, width, dark = cell
        assert (width, dark) == (1 / 48, 2)
        assert x <= mention.offset / len(salt_road.TEXT.text) < x + width

    def test_documents_are_as_long_as_their_text(self, data: ways._Data) -> None:
        (length,) = ways._documents(data)  # type: ignore[misc]
        assert length == sum(len(words) for words in _texts("appendices/1/"))

    def test_the_shelf_has_every_part_and_chapters_are_its_main_ones(self, data: ways._Data) -> None:
        lengths = [float(sum(map(len, _texts(at)))) for at in ("chapters/01/", "chapters/02/", "appendices/1/")]
        assert ways._downloads(data) == [*zip(lengths, (True, True, False), strict=True)]  # type: ignore[comparison-overlap]

    def test_each_printed_page_has_the_number_of_its_emendations(self, data: ways._Data) -> None:
        assert ways._emendations(data) == [2, 0, 0]  # type: ignore[comparison-overlap]

    def test_the_witness_is_shown_by_the_page_with_most_changed_lines(self, data: ways._Data) -> None:
        shown: Any = ways._witness(data)
        lines = [line.text.strip() for line in salt_road.TEXT.lines]
        first = lines[: lines.index("CHAPTER 2")]
        assert [length for length, _ in shown] == [len(line) for line in first if line]
        changed = [line for line, (_, differs) in zip(filter(None, first), shown, strict=True) if differs]
        assert all(any(mark in line for mark in ("sa1t", "Tbe", ";1", ".2", ".4", ".5")) for line in changed)
        assert changed


def _texts(address: str) -> list[str]:
    part = next(part for part in salt_road.edition()[0].edition.parts if part.address == address)
    return [plain(span.content) for block in part.blocks for span in block.spans]


def test_the_map_shows_its_places_large_enough_and_in_the_middle(data: ways._Data) -> None:
    picture = ways._map(data)
    assert picture is not None
    left, top, width, height = picture.box
    assert (left, width, height) == (0, WIDTH, 400)
    assert [ink for ink, _ in picture.paths] == [miniatures.Ink.LAND, miniatures.Ink.STRONG]
    assert picture.paths[1][1] == miniatures.circle(500, 280, 40)
    assert top == 80
