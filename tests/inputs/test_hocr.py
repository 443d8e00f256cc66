"""hOCR: classes and titles, words with elements inside, lines of all kinds."""

from __future__ import annotations

import pytest

from editio.inputs import hocr
from editio.inputs.ocr_pages import witness
from editio.model.witness import Box, Witness
from inputs import formats


def read(data: bytes | str) -> Witness:
    return witness("salt.html", hocr.pages(data if isinstance(data, bytes) else data.encode(), "salt.html"))


def page(body: str, title: str = "bbox 0 0 800 1200") -> str:
    return f"<html><body><div class='ocr_page' title='{title}'>{body}</div></body></html>"


def test_lines_and_words_know_their_boxes_size_and_confidence() -> None:
    found = read(formats.hocr(["The mules", "went down."]))
    assert found.text == "The mules\nwent down.\n"
    mules = found.lines[0]
    assert (mules.box, mules.size) == (Box(100, 100, 700, 130), 28.5)
    assert mules.words[1].box == Box(160, 100, 210, 130)
    assert mules.words[1].confidence == 0.5


def test_leaves_are_counted_from_one_whatever_ppageno_says() -> None:
    found = read(formats.hocr(["The mules"], ["went down."]))
    assert [(leaf.number, leaf.image, leaf.width) for leaf in found.leaves] == [
        (1, "0001.png", 800),
        (2, "0002.png", 800),
    ]


@pytest.mark.parametrize("inner", ["<em>Salt</em>", "<strong><em>Sa</em>lt</strong>", "Sa<b>l</b>t", "\n Salt \n"])
def test_a_word_may_hold_elements(inner: str) -> None:
    found = read(page(f"<span class='ocr_line'><span class='ocrx_word' title='bbox 1 1 9 9'>{inner}</span></span>"))
    assert found.text == "Salt\n"
    assert len(found.lines[0].words) == 1


@pytest.mark.parametrize("kind", ["ocr_line", "ocrx_line", "ocr_header", "ocr_caption", "ocr_textfloat", "ocr_footer"])
def test_lines_are_of_several_classes(kind: str) -> None:
    assert read(page(f"<p class='ocr_par'><span class='{kind}'>Salt road</span></p>")).text == "Salt road\n"


def test_a_header_that_holds_lines_is_no_line() -> None:
    inner = "".join(f"<span class='ocr_line'>{word}</span>" for word in ("Salt", "Road"))
    assert read(page(f"<div class='ocr_header'>{inner}</div>")).text == "Salt\nRoad\n"


def test_a_page_with_paragraphs_only_has_them_as_lines() -> None:
    assert read(page("<p>The mules</p><p>went down.</p>")).text == "The mules\n\nwent down.\n"


def test_a_word_as_large_as_the_page_has_no_box() -> None:
    found = read(page("<span class='ocr_line'><span class='ocrx_word' title='bbox 0 0 800 1200'>I</span></span>"))
    assert found.lines[0].words == ()


def test_a_picture_taken_for_a_blank_word_is_no_line() -> None:
    blank = "<span class='ocr_line'><span class='ocrx_word' title='bbox 0 0 800 1200'> </span></span>"
    assert read(page(blank)).lines == ()


def test_entities_of_html_are_characters() -> None:
    assert read(page("<span class='ocr_line'>P&eacute;age &amp; sel&#8212;</span>")).text == "Péage & sel—\n"


def test_the_size_of_the_type_may_be_in_points() -> None:
    body = "<p class='ocr_par' style='font-size:12pt'><span class='ocr_line'>Salt</span></p>"
    assert read(page(body, "bbox 0 0 800 1200; scan_res 600 600")).lines[0].size == pytest.approx(100)


def test_paragraphs_are_blocks() -> None:
    lines = "<span class='ocr_line'>Salt</span>"
    found = read(
        page(f"<div class='ocr_carea'><p class='ocr_par'>{lines}{lines}</p><p class='ocr_par'>{lines}</p></div>")
    )
    assert found.text == "Salt\nSalt\n\nSalt\n"
