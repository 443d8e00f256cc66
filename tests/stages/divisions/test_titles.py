"""Where a title ends, and what is below it, in a text without boxes."""

from __future__ import annotations

from dataclasses import replace

from editio.model.kinds import PartKind
from editio.model.pages import Page, Pagination
from editio.model.witness import Box, Leaf, Witness, of_text
from editio.stages.divisions import divide

_TEXT = (
    "The mules went down the road with salt for the town below,\n"
    "and the town below it had salt to sell to the sea and all.\n\n"
    "The mules came up the road with hams from the town below.\n"
)
_APART = "\n\n\n"
_EM = 40  # pixels
_LONG = "The salt that the Bishop bought of the town above his own,\nand what he paid"


def _titles(*headings: str) -> list[str]:
    """The titles of the chapters that have these lines above their text, with a line of white space below each."""
    text = of_text("\n\n".join(f"\n\n{heading}\n\n{_TEXT}{_TEXT}" for heading in headings))
    parts, _ = divide(text, Pagination((Page("", 0, True, ""),), (), ()), (), "en")
    chapters = [part for part in parts if part.kind is PartKind.CHAPTER]
    return [" ".join(line.text for line in text.lines[part.first : part.body]) for part in chapters]


def test_a_title_as_wide_as_the_text_has_no_stop_at_its_end() -> None:
    first, second = _titles(f"CHAPTER I\n\n{_LONG}", f"CHAPTER II\n\n{_LONG}.")
    assert first.endswith("and what he paid")
    assert second == "CHAPTER II", "a short paragraph"


def test_verses_below_a_title_are_no_part_of_it() -> None:
    verses = "Salt to the sea,\nAnd sea to the salt;\nAnd hams to me."
    assert _titles(f"I\n\nOf Salt\n\n{verses}", f"II\n\nOf Mules\n\n{verses}") == ["I Of Salt", "II Of Mules"]


def test_lines_that_are_set_in_below_a_title_that_is_not_are_no_part_of_it() -> None:
    motto = "  Salt to the sea\n  the old song says"
    assert _titles(f"I\n\nOf Salt\n\n{motto}", f"II\n\nOf Mules\n\n{motto}") == ["I Of Salt", "II Of Mules"]


def test_a_date_alone_below_a_title_is_no_part_of_it() -> None:
    date = "For the Salt Journal. Monday, May 3, 1841"
    assert _titles(f"CHAPTER I\n\nOf Salt\n\n{date}", f"CHAPTER II\n\nOf Mules\n\n{date}") == [
        "CHAPTER I Of Salt", "CHAPTER II Of Mules",
    ]  # fmt: skip


def test_a_speech_that_begins_with_a_dash_is_no_title() -> None:
    speech = "— How many mules? — Forty."
    assert _titles(f"CHAPTER I\n\n{speech}", f"CHAPTER II\n\n{speech}") == ["CHAPTER I", "CHAPTER II"]


def test_a_short_speech_below_the_number_is_text_where_hardly_any_chapter_has_a_title() -> None:
    before = [f"CHAPTER {number}" for number in range(1, 12)]
    speech = "--Salt for the mules, said Taskovsky."
    assert _titles(*before, f"CHAPTER 12\n\n{speech}") == [*before, "CHAPTER 12"]
    assert _titles(*before, "CHAPTER 12\n\nTHE LAST MULE") == [*before, "CHAPTER 12 THE LAST MULE"]


def test_the_last_entry_of_a_contents_list_may_have_its_title_below_its_number() -> None:
    """Chapter X of a list without page numbers is repeated in the book, and is not the beginning of Chapter XI."""
    books = {"I": ("I", "II", "III"), "II": ("VII", "VIII", "IX"), "III": ("X", "XI", "XII")}
    names = [
        f"{'BOOK ' + book + _APART if name == books[book][0] else ''}CHAPTER {name}"
        for book in books
        for name in books[book]
    ]
    listed = _APART.join(f"{name}\nThe salt--The mule--\nThe ham" for name in names)
    text = "CONTENTS" + _APART + listed + _APART + "".join(f"{_APART}{name}{_APART}{_TEXT}{_TEXT}" for name in names)
    parts, _ = divide(of_text(text), Pagination((Page("", 0, True, ""),), (), ()), (), "en")
    assert sum(part.kind is PartKind.CHAPTER for part in parts) == len(names)


def test_listed_titles_without_a_number_before_and_after_all_chapters_are_parts_of_their_own() -> None:
    listed = "The Forethought\nTo the Muleteers\nI.  Of Salt\nII.  Of Mules\nIII.  Of Hams\nThe Afterthought"
    heads = [
        "The Forethought",
        "To the Muleteers",
        "I\n\nOf Salt",
        "II\n\nOf Mules",
        "III\n\nOf Hams",
        "The Afterthought",
    ]
    text = of_text("CONTENTS\n\n" + listed + "\n\n" + "".join(f"\n\n\n{head}\n\n{_TEXT}{_TEXT}" for head in heads))
    parts, _ = divide(text, Pagination((Page("", 0, True, ""),), (), ()), (), "en")
    assert [(part.kind, text.lines[part.first].text) for part in parts][1:] == [
        ("front", "The Forethought"), ("front", "To the Muleteers"), ("chapter", "I"), ("chapter", "II"),
        ("chapter", "III"), ("chapter", "The Afterthought"),
    ]  # fmt: skip


def test_the_number_of_a_section_below_the_number_of_a_chapter_is_no_title() -> None:
    """Of a novel in numbered sections, each of the 15 chapters had the title `1`."""
    assert _titles("CHAPTER I\n\n\n1", "CHAPTER II\n\n\n1.") == ["CHAPTER I", "CHAPTER II"]


def test_place_and_date_below_the_title_of_a_letter_are_no_part_of_it() -> None:
    letter = "TO THE BISHOP\nMerrow, 3 March, 1781."
    assert _titles(f"I\n\n{letter}", f"II\n\n{letter}") == ["I TO THE BISHOP", "II TO THE BISHOP"]


def test_lines_that_end_with_a_dash_are_no_title() -> None:
    """A novel without titles had the first lines of a dozen chapters as titles."""
    speech = "It was good to be back on the road to the mill, and the cook said of\nthe salt, as she did each year,—"
    assert _titles(f"CHAPTER I\n\n{speech}", f"CHAPTER II\n\n{speech}") == ["CHAPTER I", "CHAPTER II"]


def test_a_line_that_introduces_a_list_is_no_part_of_the_title_above_it() -> None:
    listed = "The clerk wrote:\n\n1. The toll is two crowns.\n\n2. The bishop is exempt."
    assert _titles(f"CHAPTER I\n\nOf Salt\n\n{listed}", "CHAPTER II\n\nOf Mules") == [
        "CHAPTER I Of Salt", "CHAPTER II Of Mules",
    ]  # fmt: skip


def test_lines_that_are_all_of_a_chapter_are_text_if_they_end_like_a_sentence() -> None:
    prose = (
        "The carts went up by night, and in the mor-\nning the men of the toll counted all the sacks at the bridge,\n"
    )
    text = of_text(f"CHAPTER 1\n\n{prose}and the house was theirs.\n")
    (part,), _ = divide(text, Pagination((Page("", 0, True, ""),), (), ()), (), "en")
    assert part.body == 1


def _set(rows: list[tuple[str, float, int]]) -> Witness:
    """A page of lines, each with its size (1 is that of the text) and its left edge. Type larger or smaller than that
    of the text has white space around it."""
    witness, top, lines, above = of_text("\n".join(text for text, _, _ in rows)), 0, [], 1.0
    for line, (_, size, left) in zip(witness.lines, rows, strict=True):
        top += _EM + _EM * (size != above)
        above = size
        right = 1000 if size <= 1 else left + 20 * len(line.text)
        lines.append(replace(line, box=Box(left, top, right, top + 30), size=30 * size))
    return replace(witness, lines=tuple(lines), leaves=(Leaf(1, 0, len(lines), 0, width=1100, height=top + 100),))


def _chapters(witness: Witness) -> list[str]:
    parts, _ = divide(witness, Pagination((), (), ()), (), "en")
    chapters = [part for part in parts if part.kind is PartKind.CHAPTER]
    return [" ".join(line.text for line in witness.lines[part.first : part.body]) for part in chapters]


_ROWS = [(line, 1.0, 100) for line in _TEXT.split("\n") if line]


def test_a_motto_in_small_type_at_the_right_is_no_part_of_the_title_above_it() -> None:
    motto = [("Nobody in the valley has seen the salt", 0.8, 500), ("that the Bishop bought of the town.", 0.8, 500),
             ("The Book of Tolls", 0.8, 800)]  # fmt: skip
    titled = [[(f"CHAPTER {n}", 1.3, 480), (title, 1.5, 460)] for n, title in (("I", "OF SALT"), ("II", "OF MULES"))]
    untitled = [[(f"CHAPTER {n}", 1.3, 480)] for n in ("I", "II")]
    assert _chapters(_set([row for head in titled for row in (*head, *motto, *_ROWS * 4)])) == [
        "CHAPTER I OF SALT", "CHAPTER II OF MULES",
    ]  # fmt: skip
    assert _chapters(_set([row for head in untitled for row in (*head, *motto, *_ROWS * 4)])) == [
        "CHAPTER I", "CHAPTER II",
    ]  # fmt: skip


def test_numbers_in_larger_type_are_those_of_the_chapters_if_sections_are_numbered_too() -> None:
    rows, section = [], 0
    for n, words in enumerate(("Of Salt", "The Toll", "Hams", "Wolves"), 1):
        rows += [(f"{n}", 1.3, 100), (words, 1.5, 100), *_ROWS * 4]
        for _ in range(3):
            section += 1
            rows += [(f"{section}. The {words} again", 1.01, 100), *_ROWS * 4]
    assert _chapters(_set(rows)) == ["1 Of Salt", "2 The Toll", "3 Hams", "4 Wolves"]


def test_notes_in_small_type_soon_below_a_chapter_do_not_make_its_text_a_title_in_larger_type() -> None:
    sizes = {"text": 10.0, "note": 8.0}
    rows = [("text", "Chapter One"), *[("text", "the salt went down the road to the town below it and to the sea")] * 5]
    rows += [("note", "the ledger of the salt office says so on a leaf that the clerk tore out")] * 9
    rows += [("text", "the salt went down the road to the town below it and to the sea")] * 40
    text = of_text("\n".join(words for _, words in rows))
    lines = tuple(
        replace(line, size=sizes[kind], box=Box(100, 60 * n + (n > 0) * 60, 100 + 14 * len(line.text), 60 * n + 90))
        for n, (line, (kind, _)) in enumerate(zip(text.lines, rows, strict=True))
    )
    witness = replace(text, lines=lines, leaves=(Leaf(1, 0, len(lines), 0, "", 1200, 4000),))
    parts, _ = divide(witness, Pagination((Page("1", 0, True, ""),), (), ()), (), "en")
    chapter = next(part for part in parts if part.kind is PartKind.CHAPTER)
    assert [line.text for line in lines[chapter.first : chapter.body]] == ["Chapter One"]
