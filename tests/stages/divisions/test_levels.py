"""Which headings divide the book, and which a part of it: the titles of a code, the sections of a chapter, the works of
a collection."""

from __future__ import annotations

import pytest

from editio.model.kinds import PartKind
from editio.model.pages import Pagination
from editio.model.witness import Witness, of_text
from editio.stages.divisions import PartLines, candidates, contents, divide
from editio.stages.divisions.layout import Layout
from editio.stages.divisions.words import Form
from leaves import leaved

TEXT = (
    "The mules went down the road with salt for the town below, and the",
    "town below it had salt to sell to the sea and all. Nobody who stood at",
    "the upper bridge that evening could say afterwards what was in the cart.",
)
NO_PAGES = Pagination((), (), ())


def lines(*blocks: str, below: int = 1) -> list[str]:
    return [line for block in blocks for line in (*[""] * below, *block.split("\n"), "", *TEXT, "", *TEXT)]


def parts(witness: Witness, tag: str = "en") -> tuple[PartLines, ...]:
    return divide(witness, NO_PAGES, (), tag)[0]


def found(witness: Witness, tag: str = "en") -> list[tuple[str, str]]:
    return [
        (part.kind, witness.lines[part.first].text)
        for part in parts(witness, tag)
        if part.kind in (PartKind.PART, PartKind.CHAPTER)
    ]


@pytest.mark.parametrize(
    ("title", "chapter", "tag"),
    [("TITLE", "CHAPTER", "en"), ("TITRE", "CHAPITRE", "fr"), ("TITOLO", "CAPITOLO", "it"), ("TITEL", "KAPITEL", "de")],
)
def test_the_titles_of_a_code_hold_its_chapters(title: str, chapter: str, tag: str) -> None:
    names = [f"{title} I.", f"{chapter} I.", f"{chapter} II.", f"{title} II.", f"{chapter} I.", f"{chapter} II."]
    kinds = [PartKind.PART if name.startswith(f"{title} ") else PartKind.CHAPTER for name in names]
    witness = of_text("\n".join(lines(*names)))
    assert found(witness, tag) == list(zip(kinds, names, strict=True))


def test_numbers_that_begin_again_below_the_headings_of_chapters_are_those_of_sections() -> None:
    chapters = ["I. THE SALT ROAD", "II. A WINTER OF WOLVES", "III. THE TOLL AT THE BRIDGE"]
    blocks = [block for name in chapters for block in (f"{name}\n\nPart I. The Hills", "Part II. The Town")]
    witness = of_text("\n".join(lines(*blocks)))
    assert found(witness) == [(PartKind.CHAPTER, name) for name in chapters]


def test_a_table_of_figures_is_no_contents_list_in_another_language() -> None:
    table = ["", "TABLE.", "", "Mules of the hills    12", "Mules of the town    31", "Carts at the bridge    45", ""]
    witness = of_text("\n".join([*lines("CHAPTER I."), *table, *lines("CHAPTER II.")]))
    assert contents.find(Layout(witness, NO_PAGES), "en") == ()


def test_the_summary_of_a_part_is_no_contents_list() -> None:
    """The titles in it are repeated below, but only in this part: it does not list those of the book."""
    names = ["Of the salt road", "Of the wolves", "Of the upper bridge"]
    first = ["", "PART I.", "", *names, "", *lines(*names)]
    others = lines(*(f"{word}. {n}" for n in range(1, 60) for word in ("Of the winter", "Of the frost")))
    witness = of_text("\n".join([*first, *lines("PART II."), *others]))
    assert contents.find(Layout(witness, NO_PAGES), "en") == ()


def test_a_late_number_does_not_divide_a_collection_whose_works_have_titles() -> None:
    names = ["THE SALT ROAD", "A WINTER OF WOLVES", "THE TOLL", "HAMS AND BISHOPS"]
    witness = leaved(*([name, "", *TEXT * 4] for name in names), ["BOOK I.", "", *TEXT])
    assert found(witness) == [(PartKind.CHAPTER, name) for name in (*names, "BOOK I.")]


def test_the_title_of_an_article_is_below_a_remark_between_brackets() -> None:
    blocks = ["THE SALT ROAD\n\nCHAPTER IV.", "A WINTER OF WOLVES", "THE TOLL AT THE BRIDGE", "HAMS AND BISHOPS"]
    remark = "[Begun in the number for March\nof this year.]\n\n"
    witness = of_text("\n".join(lines(remark + blocks[0], *blocks[1:], below=4)))
    assert [name for _, name in found(witness)] == [block.split("\n")[0] for block in blocks]


def test_the_titles_of_a_contents_list_may_be_in_a_column_beside_their_authors() -> None:
    works = [("Ada Merrow", "The Salt Road"), ("The Same", "A Winter of Wolves"), ("J. Salter", "The Toll")]
    listed = [f"{author:14}{name:40}{9 * n}" for n, (author, name) in enumerate(works, 1)]
    blocks = lines(*(name.upper() for _, name in works), below=2)
    witness = of_text("\n".join(["CONTENTS", "", *listed, "", *blocks, "", "--ADA MERROW."]))
    assert found(witness) == [(PartKind.CHAPTER, name.upper()) for _, name in works]


def test_a_contents_list_that_names_few_articles_does_not_hide_the_others() -> None:
    """The list names articles by their subjects and in another order, so few titles begin like their entries."""
    named = ["The Salt Road", "Hams and Bishops", "Winter of Wolves"]
    subjects = ("Toll", "Frost", "Mule", "Cart", "Council", "Mill", "Ledger", "Marsh", "Valley", "Fair", "Oven", "Inn")
    names = [*named, *(f"A New {subject} at Merrow" for subject in subjects)]
    names = [names[13 * k % len(names)] for k in range(len(names))]
    entries = [*named, *(f"{subject}, at Merrow, new" for subject in subjects)]
    listed = ["CONTENTS", "", *(f"{entry} ...... {n}" for n, entry in enumerate(entries, 3))]
    witness = of_text("\n".join([*listed, *lines(*names, below=4)]))
    assert [name for _, name in found(witness)] == names


def test_the_pages_of_a_contents_list_may_be_in_lines_of_their_own() -> None:
    names = ["The Salt Road--A Beginning", "A Winter of Wolves", "Toll", "Hams and Bishops", "The Frost"]
    numbers = ["I", "II", "III", "IV", "V"]
    listed = [f"{n}. {name}\n{9 * k}\n" for k, (n, name) in enumerate(zip(numbers, names, strict=True), 1)]
    blocks = [f"{n}\n{name.upper()}" for n, name in zip(numbers, names, strict=True)]
    witness = of_text("\n".join(["CONTENTS", "", *listed, *lines(*blocks, below=4)]))
    assert found(witness) == [(PartKind.CHAPTER, n) for n in numbers]


def test_a_contents_list_may_begin_with_roman_pages_in_lines_of_their_own() -> None:
    names = ["Introduction by the Editor", "The Salt Road", "A Winter of Wolves", "Hams and Bishops"]
    listed = [f"{name}\n{page}\n" for name, page in zip(names, ("vii", "1", "9", "17"), strict=True)]
    witness = of_text("\n".join(["CONTENTS", "", "PART I.", "", *listed, *lines(*map(str.upper, names), below=4)]))
    (one,) = contents.find(Layout(witness, NO_PAGES), "en")
    assert [(entry.words, entry.page) for entry in one.entries[1:]] == [
        ("The Salt Road", "1"),
        ("A Winter of Wolves", "9"),
        ("Hams and Bishops", "17"),
    ]
    assert one.entries[0].page == "vii"


def test_the_last_entry_of_a_contents_list_is_not_the_title_of_another() -> None:
    blocks = ["Index 427", "BOOK I.", "The mules of the year 22", "The carts of the year 31", "BOOK II."]
    witness = of_text("\n".join(lines(*blocks, *(f"BOOK {n}." for n in range(3, 20)))))
    assert contents.find(Layout(witness, NO_PAGES), "en") == ()


def test_a_listed_title_may_have_three_letters() -> None:
    names = ["The Salt Road", "Ida", "A Winter of Wolves", "Rom", "Hams"]
    listed = [f"{name} . . . . {9 * n}" for n, name in enumerate(names, 1)]
    witness = of_text("\n".join(["CONTENTS", "", *listed, *lines(*map(str.upper, names), below=4)]))
    assert [name for _, name in found(witness)] == [name.upper() for name in names]


def test_a_part_without_chapters_may_have_letters() -> None:
    first = ["PART I.", *(f"CHAPTER {n}." for n in ("I", "II", "III"))]
    second = ["PART II.", *(f"LETTER {n}." for n in ("I", "II", "III", "IV"))]
    witness = of_text("\n".join(lines(*first, *second, "PART III.", "Letter II.", "LETTER IX.")))
    assert [name for _, name in found(witness)] == [*first, *second, "PART III."]


NAMES = [("Salter", "Merrow"), ("Merrow", "Salter"), ("A. Oven", "Dr. Frost"), ("B. Miller", "Salter")]


@pytest.mark.parametrize(
    ("heading", "place", "tag"),
    [
        ("{0} to {1}", "Merrow, {2}th May, 1800", "en"),
        ("TO MR. {1}.", "Merrow, {2}th May, 1800.", "en"),
        ("À Monsieur {1}.", "Paris, {2} mai 1800.", "fr"),
        ("{0} an {1}", "Berlin, den {2}. Mai 1800.", "de"),
    ],
)
def test_letters_are_the_chapters_of_a_collection(heading: str, place: str, tag: str) -> None:
    names = [(heading.format(*NAMES[n % 4]), place.format("", "", n + 4)) for n in range(8)]
    names[5] = (names[1][0], "Merrow, 9th May, 18OO")  # as the second letter; its date is spoilt
    witness = of_text("\n".join(lines(*(f"{name}\n\n{dated}" for name, dated in names), below=2)))
    assert [name for _, name in found(witness, tag)] == [name for name, _ in names]


def test_letters_without_white_space_between_them_are_chapters() -> None:
    names = [f"{NAMES[n % 4][0]} to {NAMES[n % 4][1]}" for n in range(8)]
    rows = [row for n, name in enumerate(names) for row in (name, f"Merrow, May {n + 1}, 1800", *TEXT * 4)]
    assert [name for _, name in found(of_text("\n".join(rows)))] == names


def test_a_line_to_somebody_in_a_book_with_chapters_is_no_heading() -> None:
    chapters = [f"CHAPTER {n}." for n in ("I", "II", "III", "IV", "V")]
    blocks = [block for name in chapters for block in (name, "Salter to Merrow\n\nMerrow, 4th May, 1800")]
    assert [name for _, name in found(of_text("\n".join(lines(*blocks, below=2))))] == chapters


def test_the_initial_of_a_name_and_the_mark_of_a_note_are_no_numbers_of_a_misread_word() -> None:
    witness = of_text("\n".join(lines("Carter B. Salter", "CHAPTEE II.", "[13] Brook.", below=2)))
    known = candidates.find(Layout(witness, NO_PAGES), "en", frozenset())
    worded = {witness.lines[c.first].text for c in known if c.mention.form is Form.NUMBERED}
    assert worded == {"CHAPTEE II."}


@pytest.mark.parametrize(("heading", "tag"), [("BOOK {}, CHAPTER {}.", "en"), ("LIVRE {}, CHAPITRE {}", "fr")])
def test_a_comma_may_be_between_the_numbers_of_a_book_and_a_chapter(heading: str, tag: str) -> None:
    numbers = ("I", "II", "III")
    names = [heading.format(book, chapter) for book in numbers for chapter in numbers]
    assert [name for _, name in found(of_text("\n".join(lines(*names))), tag)] == names
    places = ("Book I, Ch. 5.", "Book I, Ch. 6.", "Book II, Ch. 7.")
    assert not any(part.printed for part in parts(of_text("\n".join(lines(*places))), tag))


def test_numbers_in_a_few_parts_of_the_book_are_those_of_items() -> None:
    parts_ = [f"TITLE {n}." for n in ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")]
    few = [block for k, part in enumerate(parts_) for block in (part, *(["1.", "2.", "3."] if k in (2, 6) else []))]
    assert [name for _, name in found(of_text("\n".join(lines(*few))))] == parts_
    witness = of_text("\n".join(lines(*(block for part in parts_ for block in (part, "1.", "2.", "3.")))))
    assert sum(kind is PartKind.CHAPTER for kind, _ in found(witness)) > 20


def test_titles_above_chapters_whose_numbers_begin_again_are_those_of_parts() -> None:
    names = ("THE HILLS", "THE TOWN", "THE SEA")
    blocks = [block for name in names for block in (f"{name}\n\nI.", "II.", "III.", "IV.")]
    witness = of_text("\n".join(lines(*blocks, below=2)))
    assert [name for kind, name in found(witness) if kind is PartKind.PART] == list(names)
    assert sum(kind is PartKind.CHAPTER for kind, _ in found(witness)) == 12
