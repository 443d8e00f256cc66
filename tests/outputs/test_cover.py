"""The cover of the e-book: its lines, one below the other, inside two frames."""

from __future__ import annotations

import io
from functools import cache
from itertools import pairwise

import pytest
from PIL import Image

from editio.inputs.registers import Book
from editio.outputs.files.epub import cover

BOOK = Book(title="The Salt Road", author="Ada Ferrow", year=1977)
LONG = BOOK.model_copy(
    update={
        "title": "The Salt Road and the People Who Walked It: How the Tolls of the Upper Bridge Were Raised",
        "author": "Ada Ferrow and Tom Brim and {the Company of the Salt Road}",
        "place": "Saltby",
    }
)
PAPER = (244, 239, 228)


@cache
def drawn(book: Book, private: bool) -> Image.Image:
    return Image.open(io.BytesIO(cover.picture(book, private=private))).convert("RGB")


def near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) < 24 for a, b in zip(one, other, strict=True))


def rows_with_ink(image: Image.Image, left: int = 100, right: int = 1100) -> list[tuple[int, int]]:
    """The stretches of rows between the frames where anything is drawn: the first row and the last."""
    paper = image.getpixel((150, 150))
    inked = [y for y in range(100, 1700) if any(image.getpixel((x, y)) != paper for x in range(left, right, 2))]
    starts = [y for y in inked if y - 1 not in set(inked)]
    ends = [y for y in inked if y + 1 not in set(inked)]
    return list(zip(starts, ends, strict=True))


def test_two_frames_run_about_it_at_the_same_distance_on_all_sides() -> None:
    image = drawn(BOOK, False)
    width, height = image.size
    paper = image.getpixel((5, 5))
    assert near(paper, PAPER)  # type: ignore[arg-type]
    across = [x for x in range(100) if image.getpixel((x, 1000)) != paper]
    assert across == [*range(60, 66), 78, 79]
    assert [width - x for x in range(1100, width) if image.getpixel((x, 1000)) != paper] == [
        81 - 2,
        78,
        *range(65, 59, -1),
    ]
    assert [y for y in range(100) if image.getpixel((600, y)) != paper] == across
    assert [height - y for y in range(1700, height) if image.getpixel((600, y)) != paper] == [
        79,
        78,
        *range(65, 59, -1),
    ]
    red, green, blue = image.getpixel((62, 1000))  # type: ignore[misc]
    assert red > 2 * green > blue


def test_author_line_title_and_year_are_one_below_the_other() -> None:
    author, rule, title, year = rows_with_ink(drawn(BOOK, False))
    assert author[1] < rule[0] <= 410 <= rule[1] < title[0] < title[1] < year[0]
    assert rule[1] - rule[0] < 6


def test_words_are_in_the_middle() -> None:
    image = drawn(BOOK, False)
    paper = image.getpixel((150, 150))
    for top, bottom in rows_with_ink(image):
        inked = [x for x in range(100, 1100) if any(image.getpixel((x, y)) != paper for y in range(top, bottom + 1))]
        assert abs(inked[0] + inked[-1] - 1200) < 30


def test_only_a_book_that_is_not_published_is_called_a_private_copy() -> None:
    assert len(rows_with_ink(drawn(BOOK, True))) == len(rows_with_ink(drawn(BOOK, False))) + 1
    *_, private, imprint = cover._lines(BOOK, True)
    assert (private.text, imprint.text) == ("Private study copy", "1977")
    assert "Private study copy" not in [line.text for line in cover._lines(BOOK, False)]


def test_the_imprint_has_the_place_and_the_year() -> None:
    assert [*cover._lines(LONG, False)][-1].text == "Saltby 1977"


def test_no_line_touches_the_next_one() -> None:
    """The middle of a line is its base line; letters rise by three quarters of their size and hang by a quarter."""
    for book in (BOOK, LONG):
        lines = sorted(cover._lines(book, True), key=lambda line: line.middle)
        for upper, lower in pairwise(lines):
            assert upper.middle + upper.size / 4 <= lower.middle - lower.size * 3 / 4 + 4
        assert lines[0].middle - lines[0].size > 80
        assert lines[-1].middle < 1720


def test_title_and_subtitle_have_their_own_size_and_face() -> None:
    titled = [line for line in cover._lines(LONG, False) if 500 < line.middle < 1500]
    assert [(line.text, line.size, line.face == cover._ITALIC) for line in titled] == [
        ("The Salt Road and", 112, False), ("the People Who", 112, False), ("Walked It", 112, False),
        ("How the Tolls of the Upper", 76, True), ("Bridge Were Raised", 76, True),
    ]  # fmt: skip
    assert [line.middle for line in titled] == [620, 750, 880, 1040, 1170]


def test_two_lines_of_authors_at_most_stand_above_the_rule() -> None:
    authors = [line for line in cover._lines(LONG, False) if line.middle < 410]
    assert [(line.text, line.middle, line.size) for line in authors] == [
        ("Ada Ferrow, Tom Brim and the", 250, 62), ("Company of the Salt Road", 330, 62),
    ]  # fmt: skip
    (alone,) = (line for line in cover._lines(BOOK, False) if line.middle < 410)
    assert (alone.text, alone.middle) == ("Ada Ferrow", 330)
    many = BOOK.model_copy(update={"author": "Ada Ferrow and " * 9})
    assert len([line for line in cover._lines(many, False) if line.middle < 410]) == 2


def test_a_very_long_title_has_seven_lines() -> None:
    endless = BOOK.model_copy(update={"title": "The Salt Roads of the Kingdom " * 9})
    assert len([line for line in cover._lines(endless, False) if 500 < line.middle < 1500]) == 7


def test_a_long_word_is_set_smaller_to_fit() -> None:
    fits, wide = cover._Line("Salt", 600, 112), cover._Line("Salzstrassenzollbehörden", 600, 112)
    assert cover._fitted(fits).size == 112
    font = cover._fitted(wide)
    assert font.size < 112
    assert 950 < font.getlength(wide.text) <= 1000


@pytest.mark.parametrize(("text", "lacks"), [("The Salt Road", False), ("Соль и", True), ("塩", True), (" ", False)])
def test_a_line_lacks_a_letter_that_the_typeface_does_not_have(text: str, lacks: bool) -> None:
    assert cover._lacks(cover._Line(text, 600, 40)) is lacks
    assert (cover.picture(BOOK.model_copy(update={"title": text or "x"}), private=False) == b"") is lacks


def test_lines_hold_twenty_letters_of_a_title_and_twenty_eight_of_a_subtitle() -> None:
    exactly = f"{'a' * 10} {'b' * 9}: {'c' * 14} {'d' * 13}"
    assert cover.lines_of_title(exactly) == [(f"{'a' * 10} {'b' * 9}", False), (f"{'c' * 14} {'d' * 13}", True)]
    longer = f"{'a' * 10} {'b' * 10}: {'c' * 14} {'d' * 14}"
    assert [text for text, _ in cover.lines_of_title(longer)] == ["a" * 10, "b" * 10, "c" * 14, "d" * 14]
    authors = BOOK.model_copy(update={"author": f"{'A' * 17} {'B' * 16}"})
    assert next(iter(cover._lines(authors, False))).text == f"{'A' * 17} {'B' * 16}"
