"""Raised marks are found on the image of a page, whatever the OCR has in their place."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw, ImageFont

from editio.inputs import raised
from editio.model.witness import Box, Leaf, Line, Raised, Scan, Witness, Word

WIDTH, HEIGHT, LEADING = 1700, 700, 90
TYPE, SMALL = ImageFont.load_default(44), ImageFont.load_default(26)
FIGURES = "In 1234 and 5678 and 9012 and 3456 the miller counted 7890 carts"


class Page:
    """A page that is drawn and read word by word: `add("pans", "pans’", "2")` draws a raised 2 behind the word."""

    def __init__(self) -> None:
        self.image = Image.new("L", (WIDTH, HEIGHT), 235)
        self.draw = ImageDraw.Draw(self.image)
        self.lines: list[Line] = []
        self.text = ""

    def line(self, *words: str | tuple[str, str, str], before: str = "", misread: str = "") -> None:
        """Words as they are drawn; a triple is a word, what the OCR reads, and the mark behind it. `before` is a mark
        at the beginning of the line. The OCR reads it as `misread`, or loses it if that is empty."""
        left, top = 80, 60 + LEADING * len(self.lines)
        start, found = len(self.text), []
        first = left
        if before:
            left = self._mark(left, top, before)
        for n, word in enumerate(words):
            drawn, reading, mark = word if isinstance(word, tuple) else (word, word, "")
            at = first if not n and misread else left
            self.draw.text((left, top), drawn, 20, TYPE)
            left += round(TYPE.getlength(drawn)) + 3
            right = left
            if mark:
                left = self._mark(left, top, mark)
                right = left if reading != drawn else right
            reading = (misread if not n else "") + reading
            found.append(Word(len(self.text), len(self.text) + len(reading), Box(at, top + 8, right, top + 54)))
            self.text += reading + " "
            left += 14
        end = len(self.text) - 1
        box = Box(found[0].box.left, top + 8, found[-1].box.right, top + 54)
        self.lines.append(Line(len(self.lines) + 1, start, end, self.text[start:end], 0, False, box, 0.0, tuple(found)))
        self.text = self.text[:-1] + "\n"

    def _mark(self, left: int, top: int, mark: str) -> int:
        self.draw.text((left, top + 4), mark, 20, SMALL)
        return left + round(SMALL.getlength(mark)) + 3

    def witness(self) -> Witness:
        out = io.BytesIO()
        self.image.save(out, "PNG")
        leaf = Leaf(1, 0, len(self.lines), 0, "1.png", WIDTH, HEIGHT)
        return Witness("w", self.text, tuple(self.lines), (leaf,), scans={1: Scan("1.png", out.getvalue)})

    def marks(self) -> tuple[Raised, ...]:
        return raised.marks(self.witness(), frozenset({1}))


@pytest.fixture
def page() -> Page:
    made = Page()
    made.line(*FIGURES.split())
    return made


def test_a_page_without_raised_marks_has_none(page: Page) -> None:
    page.line(*["The", "“salt”", "went", "down", "to", "the", "miller’s", "pans,", "they", "said;", "nobody", "paid"])
    assert page.marks() == ()


@pytest.mark.parametrize("mark", ["2", "5", "14"])
@pytest.mark.parametrize("reading", ["pans.", "pans.’", "pans.*"])
def test_a_mark_behind_a_word_takes_the_place_of_what_was_read_there(page: Page, mark: str, reading: str) -> None:
    page.line(
        *["The", "salt", "went", "down", "the", "road", "to", "the"],
        ("pans.", reading, mark),
        *["Nobody", "paid", "for", "it"],
    )
    (found,) = page.marks()
    expected = mark.translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    assert (found.text, found.opens) == (expected, False)
    assert page.text[found.start : found.end] == reading.removeprefix("pans.")
    assert page.text[: found.start].endswith("pans.")


@pytest.mark.parametrize("misread", ["", "“"])
def test_a_mark_at_the_beginning_of_a_line_opens_a_note(page: Page, misread: str) -> None:
    page.line(
        *["See", "the", "ledger", "of", "the", "miller", "and", "his", "heirs", "in", "the", "vault"],
        before="3",
        misread=misread,
    )
    (found,) = page.marks()
    assert (found.text, found.opens, found.start) == ("³", True, page.lines[1].start)
    assert page.text[found.start : found.end] == misread


def test_parentheses_belong_to_the_mark(page: Page) -> None:
    page.line(
        *["The", "salt", "went", "down", "the", "road", "to", "the"], ("pans.", "pans.", "(4)"), *["Nobody", "paid"]
    )
    assert [found.text for found in page.marks()] == ["(4)"]


def test_leaves_that_are_not_asked_for_and_images_that_cannot_be_read_have_none(page: Page) -> None:
    page.line(
        *["The", "salt", "went", "down", "the", "road", "to", "the"], ("pans.", "pans.", "4"), *["Nobody", "paid"]
    )
    assert raised.marks(page.witness(), frozenset()) == ()
    made = page.witness()
    broken = Witness("w", made.text, made.lines, made.leaves, scans={1: Scan("1.png", lambda: b"no image")})
    assert raised.marks(broken, frozenset({1})) == ()


def test_strokes_below_the_signs_of_a_mark_do_not_hide_it(page: Page) -> None:
    """A letter of the next line is below the figure, and the hook of the first letter below the parenthesis."""
    page.line(
        *["Just", "see", "the", "ledger", "of", "the", "miller", "and", "his", "heirs", "in", "the", "vault"],
        before="2)",
        misread='"',
    )
    figure, parenthesis = 84, 80 + round(SMALL.getlength("2)")) - 8
    page.draw.line([(figure, 204), (figure, 214)], 20, 4)
    page.draw.line([(parenthesis, 198), (parenthesis + 16, 198)], 20, 3)
    assert [(found.text, found.opens) for found in page.marks()] == [("2)", True)]
