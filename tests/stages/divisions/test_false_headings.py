"""Lines that look like headings but are speeches, running heads, notes or items."""

from __future__ import annotations

from pathlib import Path

import pytest

from editio.inputs import plain_text
from editio.model.kinds import PartKind
from editio.model.pages import Pagination
from editio.model.witness import Witness, of_text
from editio.stages import reading
from editio.stages.divisions import PartLines, divide
from leaves import leaved, paginate

_NO_PAGES = Pagination((), (), ())
_BODY = (PartKind.PART, PartKind.CHAPTER, PartKind.APPENDIX)
_TEXT = [
    "The mules went down the road with salt for the town below,",
    "and the town below it had salt to sell to the sea and all.",
] * 12


def parts(witness: Witness, tag: str = "en") -> list[PartLines]:
    return [part for part in divide(witness, _NO_PAGES, (), tag)[0] if part.kind in _BODY]


def labels(witness: Witness, tag: str = "en") -> list[str]:
    return [part.label for part in parts(witness, tag)]


def titles(witness: Witness, kinds: tuple[PartKind, ...] = _BODY) -> list[str]:
    return [witness.lines[part.first].text for part in divide(witness, _NO_PAGES, (), "en")[0] if part.kind in kinds]


def test_a_speech_with_a_word_like_one_for_a_part_of_a_book_is_no_heading() -> None:
    """`Tanto!` was read as `Canto I` and `Tu parti?` as `III. parte`: a novel had these instead of its chapters."""
    speeches = {"II": "\n\n— Tanto!\n\n", "III": "\n\n«Tanto!...»\n\n", "IV": "\n\n— Tu parti?\n\n"}
    text = "\n".join(_TEXT)
    chapters = (f"\n\n\n\n{n}.\n\n\n{text}{speeches.get(n, '')}{text}\n" for n in ("I", "II", "III", "IV"))
    novel = of_text("".join(chapters))
    assert labels(novel, "it") == ["I", "II", "III", "IV"]


def test_the_number_v_misread_as_w_is_that_of_its_place() -> None:
    book = of_text("".join(f"\n\n\n\nCHAPTER {n}.\n\n" + "\n".join(_TEXT) for n in ("III", "IV", "W", "VI")))
    assert labels(book) == ["III", "IV", "V", "VI"]


def test_items_and_sections_are_no_chapters_if_the_makers_of_the_text_marked_the_chapters() -> None:
    """The unnumbered chapters were not found, but items with the next numbers were."""
    prose = " ".join(_TEXT)
    heads = ("## 1. The Salt", "## 2. The Mules", "## The Toll Office", "## A Winter", "## APPENDIX OF WORDS")
    chapter = f"{prose}\n\n### Of Hams\n\n3. Of the mules\n\n4. Of the sea\n\n### 1. Of Carts\n\n{prose}\n\n"
    text = "".join(f"{head}\n\n{chapter}" for head in heads)
    book = reading.read(plain_text.of_bytes(text.encode(), Path("salt.md")), (), ())
    assert [book.lines[part.first].text.lstrip("# ") for part in parts(book)] == [head[3:] for head in heads]


def test_a_note_with_a_closing_bracket_is_not_the_first_of_the_numbers_with_stops() -> None:
    note = "1) See the end of this salt road."
    letters = "".join(f"\n\n\n\n{number}.\n\n\n" + "\n".join(_TEXT * number) for number in range(2, 9))
    book = of_text("\n".join(_TEXT) + f"\n\n\n{note}\n\n\n" + "\n".join(_TEXT) + letters)
    assert labels(book) == ["2", "3", "4", "5", "6", "7", "8"]


@pytest.mark.parametrize("closed", [True, False])
def test_titles_without_numbers_are_chapters_only_between_texts(closed: bool) -> None:
    """Around running heads and dirt the text goes on: a book in bad OCR had fourteen such chapters."""
    heads = ("Salt", "Of Mules", "Toll and Snow", "The Hams", "Winter", "The Sea")
    last = _TEXT[-1] if closed else _TEXT[0]
    first = _TEXT[0] if closed else _TEXT[1]
    book = leaved([*_TEXT, last], *([head, first, *_TEXT[:-1], last] for head in heads))
    assert titles(book) == ([*heads] if closed else [])
    assert titles(book, (PartKind.FRONT,)) == [], "nor are they front matter"


def test_a_running_head_with_a_folio_is_no_appendix() -> None:
    text = "\n".join(_TEXT)
    book = of_text(f"{text}\n\n-~ 346 APPENDIX?\n\n{text}\n\nAPPENDIX. - 347\n\n{text}")
    assert not {"346", "347"} & {*labels(book)}


def test_a_number_in_the_index_at_the_end_is_no_chapter() -> None:
    book = of_text("\n".join(_TEXT * 20) + "\n\n\nChap. 1 Muler, 12\n\n" + "\n".join(_TEXT))
    assert parts(book) == []


@pytest.mark.parametrize(
    "rows",
    [
        ("Salt of the upper pans 372 291", "Hams 218 978", "Mules on the road 921 62", "Wolves 163 26"),  # of a table
        ("salt of the upper pans;", "hams of the bishop;", "mules on the road;", "all the wolves;"),  # of a list
    ],
)
def test_rows_and_items_that_the_book_repeats_are_no_contents_list(rows: tuple[str, ...]) -> None:
    text = "\n".join(_TEXT * 3)
    spaced = "\n\n".join(rows)
    book = of_text(f"{text}\n\n{spaced}\n\n" + f"{text}\n" * 8 + f"\n{spaced}\n\n{text}\n")
    assert parts(book) == []


def test_a_numeral_that_lost_a_stroke_is_repaired_if_running_heads_repeat_its_title() -> None:
    heads = {"I.": "SALT", "Il.": "THE MULES", "Il..": "WOLVES", "IV.": "THE HAMS", "V.": "THE SEA"}
    pages = []
    for number, title in heads.items():
        pages.append([f"{number.replace('..', '.')} {title}", "", *_TEXT])
        pages += [[f"{title} {len(pages) + n}", "", *_TEXT] for n in (1, 2, 3)]
    witness = leaved(*pages)
    found = paginate(witness, "")
    chapters = [part for part in divide(witness, found, (), "en")[0] if part.kind is PartKind.CHAPTER]
    assert [part.label for part in chapters] == ["I", "II", "III", "IV", "V"]
