"""DjVu XML: pages, paragraphs and lines, boxes counted from the foot, and encoders that know less."""

from __future__ import annotations

from pathlib import Path

import pytest

from editio.inputs import djvu_xml, ocr
from editio.inputs.ocr_pages import witness
from editio.model.witness import Box, Witness
from inputs import formats


def read(data: bytes) -> Witness:
    return witness("salt_djvu.xml", djvu_xml.pages(data, "salt_djvu.xml"))


def test_lines_and_words_know_their_boxes_and_confidence() -> None:
    found = read(formats.djvu_xml(["The mules", "went down."]))
    assert found.text == "The mules\nwent down.\n"
    mules = found.lines[0]
    assert mules.box == Box(100, 100, 210, 130)
    assert (mules.words[1].box, mules.words[1].confidence) == (Box(160, 100, 210, 130), 0.5)


def test_each_object_is_a_leaf_with_its_image_even_without_text() -> None:
    found = read(formats.djvu_xml(["The mules"], [], ["went down."]))
    assert [(leaf.number, leaf.image, leaf.width) for leaf in found.leaves] == [
        (1, "salt_0001.djvu", 800),
        (2, "salt_0002.djvu", 800),
        (3, "salt_0003.djvu", 800),
    ]


@pytest.mark.parametrize(
    ("hidden", "text"),
    [
        ("The mules\nwent down.", "The mules\nwent down.\n"),
        (
            "<PAGECOLUMN><PARAGRAPH>The mules</PARAGRAPH><PARAGRAPH>went.</PARAGRAPH></PAGECOLUMN>",
            "The mules\n\nwent.\n",
        ),
        ("<PARAGRAPH><LINE coords='9,40,90,10'>The mules</LINE><LINE>went.</LINE></PARAGRAPH>", "The mules\nwent.\n"),
        ("<PARAGRAPH><LINE><WORD><CHARACTER>S</CHARACTER><CHARACTER>o</CHARACTER></WORD></LINE></PARAGRAPH>", "So\n"),
    ],
)
def test_an_encoder_that_knows_no_words_gives_the_text_of_its_lines_or_paragraphs(hidden: str, text: str) -> None:
    assert read(formats.djvu_xml_of(f"<OBJECT><HIDDENTEXT>{hidden}</HIDDENTEXT></OBJECT>")).text == text


def test_the_content_tells_the_format(tmp_path: Path) -> None:
    place = tmp_path / "ocr.txt"
    place.write_bytes(formats.djvu_xml(["The mules"]))
    assert ocr.read(place).leaves[0].image == "salt_0001.djvu"
