"""PAGE XML: which reading of several counts, the order of regions, boxes of words."""

from __future__ import annotations

import pytest

from editio.inputs import page_xml
from editio.inputs.ocr_pages import witness
from editio.model.witness import Box, Witness
from inputs import formats


def read(body: str) -> Witness:
    return witness("salt.xml", page_xml.pages(formats.page_xml(body), "salt.xml"))


def reading(text: str, index: str = "") -> str:
    number = f' index="{index}"' if index else ""
    return f'<TextEquiv conf="0.5"{number}><Unicode>{text}</Unicode></TextEquiv>'


def word(text: str, left: int) -> str:
    return f'<Word><Coords points="{left},10 {left + 50},10 {left + 50},40 {left},40"/>{reading(text)}</Word>'


def region(*lines: str, ident: str = "r") -> str:
    return f'<TextRegion id="{ident}">{"".join(f"<TextLine>{line}</TextLine>" for line in lines)}</TextRegion>'


@pytest.mark.parametrize(
    ("readings", "chosen"),
    [
        (reading("ocr", "1") + reading("corrected", "0"), "corrected"),
        (reading("second", "2") + reading("first", "1"), "first"),
        (reading("first") + reading("second"), "first"),
        (reading("without") + reading("with", "1"), "with"),
    ],
)
def test_the_reading_with_the_lowest_index_counts(readings: str, chosen: str) -> None:
    assert read(region(readings)).text == f"{chosen}\n"


def test_a_line_without_its_own_text_has_that_of_its_words() -> None:
    found = read(region(word("The", 10) + word("mules", 70)))
    assert found.text == "The mules\n"
    assert [one.box for one in found.lines[0].words] == [Box(10, 10, 60, 40), Box(70, 10, 120, 40)]
    assert found.lines[0].words[0].confidence == 0.5


def test_words_have_boxes_where_they_stand_in_the_text_of_the_line() -> None:
    found = read(region(word("Thc", 10) + word("mules", 70) + word("went", 130) + reading("The mules went")))
    assert [(found.text[one.start : one.end], one.box.left) for one in found.lines[0].words] == [
        ("mules", 70),
        ("went", 130),
    ]


def test_the_reading_order_sorts_regions_and_unnamed_ones_follow() -> None:
    order = (
        '<ReadingOrder><OrderedGroup><RegionRefIndexed index="10" regionRef="a"/>'
        '<OrderedGroupIndexed index="9"><RegionRefIndexed index="0" regionRef="c"/></OrderedGroupIndexed>'
        "</OrderedGroup></ReadingOrder>"
    )
    regions = "".join(region(reading(name), ident=name) for name in "abc")
    assert read(order + regions).text == "c\n\na\n\nb\n"


def test_a_region_without_lines_has_its_own_text() -> None:
    assert read(f"<TextRegion>{reading('The mules&#10;went down.')}</TextRegion>").text == "The mules\nwent down.\n"


def test_regions_may_stand_in_regions() -> None:
    inner = region(reading("inner"), ident="i")
    outer = f"<TextRegion><TextLine>{reading('outer')}</TextLine>{inner}</TextRegion>"
    assert read(outer).text == "outer\n\ninner\n"


def test_coordinates_of_the_first_version_are_points() -> None:
    points = '<Coords><Point x="1" y="2"/><Point x="9" y="12"/></Coords>'
    assert read(region(points + reading("Salt"))).lines[0].box == Box(1, 2, 9, 12)


def test_a_leaf_knows_its_image_and_extent() -> None:
    (leaf,) = read(region(reading("Salt"))).leaves
    assert (leaf.image, leaf.width, leaf.height) == ("0007.tif", 800, 1200)
