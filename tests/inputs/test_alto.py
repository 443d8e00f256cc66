"""ALTO: words and boxes, hyphens, units, the order of a page's parts."""

from __future__ import annotations

import pytest

from editio.inputs import alto
from editio.inputs.ocr_pages import witness
from editio.model.witness import Box, Witness
from inputs import formats


def read(data: bytes) -> Witness:
    return witness("salt.xml", alto.pages(data, "salt.xml"))


def texts(data: bytes) -> list[str]:
    return [line.text for line in read(data).lines]


def line(*elements: str) -> bytes:
    return formats.alto_of(f"<PrintSpace><TextBlock><TextLine>{''.join(elements)}</TextLine></TextBlock></PrintSpace>")


def test_lines_and_words_know_their_boxes_size_and_confidence() -> None:
    found = read(formats.alto("The mules", "went down."))
    assert found.text == "The mules\nwent down.\n"
    mules, went = found.lines
    assert mules.box == Box(100, 100, 700, 130)
    assert [found.text[word.start : word.end] for word in went.words] == ["went", "down."]
    assert went.words[1].box == Box(160, 140, 210, 170)
    assert went.words[1].confidence == 0.5
    assert went.size == pytest.approx(300 / 72 * 10)


def test_a_leaf_knows_its_image_and_extent() -> None:
    (leaf,) = read(formats.alto("The mules")).leaves
    assert (leaf.image, leaf.width, leaf.height) == ("0007.tif", 800, 1200)


@pytest.mark.parametrize(
    "elements",
    [
        ('<String CONTENT="down"/>', '<HYP CONTENT="-"/>'),
        ('<String CONTENT="down"/>', "<HYP/>"),
        ('<String CONTENT="down"/>', '<HYP CONTENT="&#173;"/>'),
        ('<String CONTENT="down-"/>', '<HYP CONTENT="-"/>'),
        ('<String CONTENT="down" SUBS_TYPE="HypPart1" SUBS_CONTENT="downward"/>',),
        ('<String CONTENT="down-" SUBS_TYPE="HypPart1" SUBS_CONTENT="downward"/>',),
    ],
)
def test_the_hyphen_of_a_line_end_is_in_the_text_once(elements: tuple[str, ...]) -> None:
    assert texts(line('<String CONTENT="went"/>', "<SP/>", *elements)) == ["went down-"]


def test_words_without_blanks_between_them_are_still_words() -> None:
    assert texts(line('<String CONTENT="went"/>', '<String CONTENT="down"/>')) == ["went down"]


def test_words_that_touch_without_a_blank_are_one() -> None:
    first, second = ('<String CONTENT="salt" HPOS="10" VPOS="1" WIDTH="40" HEIGHT="9"/>',
                     '<String CONTENT="." HPOS="50" VPOS="1" WIDTH="4" HEIGHT="9"/>')  # fmt: skip
    assert texts(line(first, second)) == ["salt."]
    assert texts(line(first, "<SP/>", second)) == ["salt ."]


def test_the_foot_of_a_page_follows_its_text_though_the_file_has_it_first() -> None:
    parts = ("TopMargin", "LeftMargin", "RightMargin", "BottomMargin", "PrintSpace")
    page = "".join(
        f'<{part}><TextBlock><TextLine><String CONTENT="{part}"/></TextLine></TextBlock></{part}>' for part in parts
    )
    assert texts(formats.alto_of(page)) == ["TopMargin", "PrintSpace", "LeftMargin", "RightMargin", "BottomMargin"]


def test_a_reading_order_overrides_the_order_of_the_file() -> None:
    blocks = "".join(
        f'<TextBlock ID="{name}"><TextLine><String CONTENT="{name}"/></TextLine></TextBlock>' for name in "abc"
    )
    order = "<ReadingOrder><OrderedGroup>" + "".join(f'<ElementRef REF="{i}"/>' for i in "ca") + "</OrderedGroup>"
    data = formats.alto_of(f"<PrintSpace>{blocks}</PrintSpace>", before=f"{order}</ReadingOrder>")
    assert texts(data) == ["c", "a", "b"]


def test_measures_of_the_paper_keep_their_proportions() -> None:
    pixels, paper = read(formats.alto("The mules")), read(formats.alto("The mules", unit="mm10"))
    assert pixels.lines[0].box == paper.lines[0].box
    assert paper.lines[0].size == pytest.approx(254 / 72 * 10)


def test_a_box_as_large_as_the_page_is_none_of_a_word() -> None:
    found = read(line('<String CONTENT="went" HPOS="0" VPOS="0" WIDTH="800" HEIGHT="1200"/>'))
    assert found.lines[0].text == "went"
    assert found.lines[0].words == ()


@pytest.mark.parametrize("value", ["", "nan", "inf", "-1e99", "wide"])
def test_a_coordinate_that_is_no_number_costs_only_the_box(value: str) -> None:
    found = read(line(f'<String CONTENT="went" HPOS="{value}" VPOS="1" WIDTH="{value}" HEIGHT="9"/>'))
    assert found.lines[0].text == "went"
    assert found.lines[0].words == ()


def test_blocks_are_parted_by_an_empty_line_and_leaves_by_a_form_feed() -> None:
    block = '<TextBlock><TextLine><String CONTENT="salt"/></TextLine></TextBlock>'
    page = f"<PrintSpace>{block}{block}</PrintSpace>"
    data = formats.alto_of(f"{page}</Page><Page>").replace(b"<Page></Page>", f"<Page>{page}</Page>".encode())
    found = read(data)
    assert found.text == "salt\n\nsalt\n\f\nsalt\n\nsalt\n"
    assert [line.blank_before for line in found.lines] == [0, 1, 1, 1]
    assert [(leaf.first, leaf.end, leaf.start) for leaf in found.leaves] == [(0, 2, 0), (2, 4, 13)]


def test_an_empty_file_name_is_no_image() -> None:
    data = formats.alto("salt").replace(rb"D:\scans\0007.tif", b"")
    assert read(data).leaves[0].image == ""


def test_lines_that_climb_are_reported() -> None:
    lines = "".join(
        f'<TextLine HPOS="9" VPOS="{top}" WIDTH="90" HEIGHT="20"><String CONTENT="salt"/></TextLine>'
        for top in (50, 10)
    )
    found = read(formats.alto_of(f"<PrintSpace><TextBlock>{lines}</TextBlock></PrintSpace>"))
    assert [message.code for message in found.messages] == ["W022"]
