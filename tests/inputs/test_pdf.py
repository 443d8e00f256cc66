"""PDF with a text layer: words from the boxes of characters, on pages as they are shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from editio.inputs import pdf
from editio.inputs.ocr_pages import witness
from editio.model.messages import Refusal
from editio.model.witness import Witness
from inputs import formats


def read(*pages: str) -> Witness:
    return witness("salt.pdf", pdf.pages(formats.pdf(*pages), "salt.pdf"))


def text(*parts: tuple[int, int, str], size: int = 12) -> str:
    return "\n".join(f"BT /F {size} Tf {x} {y} Td ({words}) Tj ET" for x, y, words in parts)


def test_pages_are_leaves_and_lines_are_lines() -> None:
    found = read(text((20, 360, "The mules"), (20, 346, "went down.")), text((20, 360, "Salt")))
    assert found.text == "The mules\nwent down.\n\f\nSalt\n"
    assert [(leaf.width, leaf.height) for leaf in found.leaves] == [(1250, 1667)] * 2


def test_boxes_are_pixels_from_the_top_left() -> None:
    (line,) = read(text((72, 328, "Salt road"))).lines
    assert line.box is not None
    assert line.box.left == pytest.approx(300, abs=8)
    assert line.box.bottom == pytest.approx(300, abs=8)
    assert line.size == pytest.approx(50)
    assert len(line.words) == 2


def test_words_without_blanks_are_parted_by_the_gap() -> None:
    assert read(text((20, 360, "The"), (60, 360, "mules"))).text == "The mules\n"


def test_a_blank_that_is_stretched_with_its_word_is_part_of_the_word() -> None:
    """Tesseract lays a word with the blank behind it over the image of the word, as its hOCR shows."""
    file = Path(__file__).with_name("searchable.pdf")
    (line,) = witness(file.name, pdf.pages(file.read_bytes(), file.name)).lines
    assert line.text == "12 THE SALT ROAD"
    assert [(word.box.left, word.box.right) for word in line.words] == [(36, 87), (107, 211), (235, 358), (376, 520)]


def test_lines_that_stand_apart_are_blocks() -> None:
    assert (
        read(text((20, 360, "The mules"), (20, 346, "went"), (20, 250, "down."))).text == "The mules\nwent\n\ndown.\n"
    )


def test_a_hyphen_at_the_line_end_is_kept() -> None:
    assert read(text((20, 360, "The car-"), (20, 346, "avan went."))).text == "The car-\navan went.\n"


def test_an_encrypted_pdf_is_refused() -> None:
    lock = b"<</Filter/Standard/V 1/R 2/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">/P -4>>"
    data = formats.pdf(text((20, 360, "Salt")), trailer=b"/Encrypt 6 0 R/ID[<01><01>]", more=(lock,))
    with pytest.raises(Refusal) as refused:
        list(pdf.pages(data, "salt.pdf"))
    assert [message.code for message in refused.value.messages] == ["W013"]


def test_a_broken_pdf_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        list(pdf.pages(b"%PDF-1.4\nsalt", "salt.pdf"))
    assert [message.code for message in refused.value.messages] == ["W009"]


def test_a_raised_mark_does_not_end_its_line() -> None:
    """PDFium ends a line at an asterisk that stands higher than most of the letters beside it."""

    def page(*parts: tuple[int, float, int, str]) -> str:
        return "\n".join(f"BT /F {size} Tf {x} {y} Td ({words}) Tj ET" for x, y, size, words in parts)

    called = page((20, 300, 12, "of the salt."), (78, 306, 6, "*"), (88, 300, 12, "The mules went"))
    note = page((20, 295.5, 6, "*"), (23, 292, 9, "Just so."))
    apart = page((20, 300, 12, "of the salt."), (78, 306, 6, "*"), (180, 300, 12, "The mules went"))
    assert [line.text for line in read(called).lines] == ["of the salt. * The mules went"]
    assert [line.text for line in read(note).lines] == ["*Just so."]
    assert [line.text for line in read(apart).lines] == ["of the salt. *", "The mules went"]
