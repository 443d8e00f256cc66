"""Which headings divide the book, and which a part of it: the titles of a code, the sections of a chapter, the works of
a collection."""

from __future__ import annotations

import pytest

from editio.model.kinds import PartKind
from editio.model.pages import Pagination
from editio.model.witness import Witness, of_text
from editio.stages.divisions import PartLines, contents, divide
from editio.stages.divisions.layout import Layout
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
