"""Endnotes that stand together, by chapter: each group of notes belongs to the chapter that its heading names."""

from __future__ import annotations

import pytest

from editio.model.characters import RAISED
from editio.model.kinds import PartKind
from editio.model.pages import Page, Pagination
from editio.model.witness import Witness, of_text
from editio.stages import divisions

TEXT = "The mules went down by night with the salt and nobody at all paid the toll\n"
UNPAGED = Pagination((), (), ())
TITLES = ("The Salt Office", "A Winter without Carts", "Of the Forty Drivers")


def book(heads: list[str], sections: list[str], counts: tuple[int, ...] = (4, 3, 5)) -> tuple[Witness, Pagination]:
    """A book of chapters with these headings, and the notes to them below these."""
    pages = [f"{head}\n\n{TEXT * 12}" for head in heads]
    lists = [
        f"{section}\n\n" + "".join(f"{n}. See the ledger of the salt office, leaf {n}.\n" for n in range(1, count + 1))
        for section, count in zip(sections, counts, strict=True)
    ]
    pages.append("NOTES\n\n" + "\n".join(lists))
    starts = [sum(len(page) + 1 for page in pages[:n]) for n in range(len(pages))]
    witness = of_text("\n".join(pages))
    return witness, Pagination(tuple(Page(str(n + 1), start, True, "") for n, start in enumerate(starts)), (), ())


def notes(witness: Witness, pagination: Pagination) -> list[tuple[int, str]]:
    """The chapter of each list of notes, and its first line."""
    parts, _ = divisions.divide(witness, pagination, (), "en")
    return [(part.number, witness.lines[part.body].text[:2]) for part in parts if part.kind is PartKind.NOTES]


def owners(witness: Witness, pagination: Pagination = UNPAGED) -> list[tuple[str, int]]:
    """The kind and the number of the part that owns each list of notes."""
    parts, _ = divisions.divide(witness, pagination, (), "en")
    return [(part.owner, part.number) for part in parts if part.kind is PartKind.NOTES]


@pytest.mark.parametrize(
    "sections",
    [
        [f"CHAPTER {numeral}" for numeral in ("I", "II", "III")],
        ["Chapter One", "Chapter Two", "Chapter Three"],
        ["Notes to Chapter 1", "Notes to Chapter 2", "Notes to Chapter 3"],
        list(TITLES),
        [f"{n}. {title}" for n, title in enumerate(TITLES, 1)],
    ],
)
def test_each_group_of_notes_belongs_to_its_chapter(sections: list[str]) -> None:
    heads = [f"CHAPTER {numeral}\n\n{title}" for numeral, title in zip(("I", "II", "III"), TITLES, strict=True)]
    assert notes(*book(heads, sections)) == [(1, "1."), (2, "1."), (3, "1.")]


def test_groups_of_notes_need_no_empty_lines_around_their_headings() -> None:
    """Programs that take the text from a PDF write an empty line only where the white space is wide."""
    heads = [f"CHAPTER {numeral}\n\n{title}" for numeral, title in zip(("I", "II", "III"), TITLES, strict=True)]
    witness, pagination = book(heads, [f"{n} {title}" for n, title in enumerate(TITLES, 1)])
    first = witness.text.index("NOTES") + len("NOTES\n\n")
    whole = of_text(witness.text[:first] + witness.text[first:].replace("\n\n", "\n"))
    assert notes(whole, pagination) == [(1, "1."), (2, "1."), (3, "1.")]


def test_the_heading_of_a_group_may_be_as_wide_as_the_notes() -> None:
    titles = [f"{title} above the Bridge of the Forty Drivers and the Old Town" for title in TITLES]
    heads = [f"CHAPTER {numeral}\n\n{title}" for numeral, title in zip(("I", "II", "III"), titles, strict=True)]
    sections = [f"CHAPTER {numeral} {title}" for numeral, title in zip(("I", "II", "III"), titles, strict=True)]
    assert notes(*book(heads, sections)) == [(1, "1."), (2, "1."), (3, "1.")]


def test_a_full_line_of_a_note_that_mentions_a_chapter_is_no_heading() -> None:
    heads = [f"CHAPTER {numeral}\n\n{title}" for numeral, title in zip(("I", "II", "III"), TITLES, strict=True)]
    witness, _ = book(heads, list(TITLES))
    last = "The clerk of the council says the same of the salt in Chapter 2 of his ledger."
    at = witness.text.index(TITLES[1], witness.text.index("NOTES"))
    whole = of_text(f"{witness.text[:at]}{last}\n\n{witness.text[at:]}")
    parts, _ = divisions.divide(whole, UNPAGED, (), "en")
    firsts = [whole.lines[part.first].text for part in parts if part.kind is PartKind.NOTES]
    assert firsts == ["NOTES", *TITLES[1:]]


def test_the_heading_of_a_group_has_the_title_of_its_chapter_without_the_summary() -> None:
    summary = "The mules go down – A letter – What the Bishop said –\nThe hams – The frost comes."
    heads = [f"{n}\n\n{title.upper()}\n\n{summary}" for n, title in enumerate(TITLES, 1)]
    sections = [f"{title.upper()}" for title in TITLES]
    assert notes(*book(heads, sections)) == [(1, "1."), (2, "1."), (3, "1.")]


@pytest.mark.parametrize("name", ["NOTES", ""])
def test_the_notes_to_a_number_belong_to_the_chapter_with_text(name: str) -> None:
    """A book may print the heading of its first chapter twice: above a summary, and below the title of a part."""
    heads = [f"CHAPTER {numeral}\n\n{title}" for numeral, title in zip(("I", "II", "III"), TITLES, strict=True)]
    witness, _ = book(heads, [f"\n\n\nNOTES TO CHAPTER {numeral}" for numeral in ("I", "II", "III")])
    text = witness.text.replace("NOTES\n", f"{name}\n", 1)
    witness = of_text(text.replace("CHAPTER I\n", f"CHAPTER I\n\n{TEXT * 3}\nPART ONE\n\nCHAPTER I\n", 1))
    assert notes(witness, UNPAGED) == [(2, "1."), (3, "1."), (4, "1.")]


def test_the_headings_of_the_notes_show_chapters_that_are_only_numbered() -> None:
    heads = [f"{n}\n\n{title}" for n, title in enumerate(TITLES, 1)]
    witness, pagination = book(heads, [f"{n} {title}" for n, title in enumerate(TITLES, 1)])
    parts, _ = divisions.divide(witness, pagination, (), "en")
    assert [(part.kind, part.number) for part in parts] == [
        *((PartKind.CHAPTER, n) for n in (1, 2, 3)),
        *((PartKind.NOTES, n) for n in (1, 2, 3)),
    ]


@pytest.mark.parametrize("form", ["{}.", "({})", "[{}]", "{})", "{}", "raised"])
@pytest.mark.parametrize("paged", [True, False])
def test_notes_below_each_chapter_are_a_part_of_their_own(form: str, paged: bool) -> None:
    def mark(n: int) -> str:
        return str(n).translate(RAISED) if form == "raised" else form.format(n)

    listed = "".join(f"{mark(n)} See the ledger of the salt office, leaf {n}.\n" for n in range(1, 6))
    pages = [f"CHAPTER {numeral}\n\n{TEXT * 12}\n\nNOTES.\n\n{listed}" for numeral in ("I", "II", "III")]
    starts = [sum(len(page) + 1 for page in pages[:n]) for n in range(len(pages) * paged)]
    witness = of_text("\n".join(pages))
    known = Pagination(tuple(Page(str(n + 1), start, True, "") for n, start in enumerate(starts)), (), ())
    parts, _ = divisions.divide(witness, known, (), "en")
    assert [(part.kind, part.number) for part in parts if part.kind is not PartKind.JACKET] == [
        (kind, n) for n in (1, 2, 3) for kind in (PartKind.CHAPTER, PartKind.NOTES)
    ]


def with_front(title: str, section: str) -> tuple[Witness, Pagination]:
    """A book with front matter and two chapters, and with the notes to all three at its end."""
    heads = [title, *(f"CHAPTER {numeral}\n\n{title}" for numeral, title in zip(("I", "II"), TITLES, strict=False))]
    return book(heads, [section, "Chapter I", "Chapter II"])


@pytest.mark.parametrize(
    ("title", "section"),
    [
        ("PREFACE", "Preface"),
        ("INTRODUCTION", "Notes to the Introduction"),
        ("PREFACE TO THE SECOND EDITION", "Preface"),
    ],
)
def test_front_matter_has_the_notes_that_its_title_stands_above(title: str, section: str) -> None:
    assert owners(*with_front(title, section)) == [("front", 1), ("chapter", 1), ("chapter", 2)]


def test_front_matter_has_the_notes_directly_below_it() -> None:
    listed = "".join(f"{n}. See the ledger of the salt office, leaf {n}.\n" for n in range(1, 6))
    parts = [f"{head}\n\n{TEXT * 12}\n\nNOTES.\n\n{listed}" for head in ("PREFACE", "CHAPTER I", "CHAPTER II")]
    assert owners(of_text("\n".join(parts))) == [("front", 1), ("chapter", 1), ("chapter", 2)]


def test_notes_to_front_matter_that_the_book_lacks_are_not_those_of_another_part() -> None:
    witness, pagination = with_front("PREFACE", "Foreword")
    assert owners(witness, pagination) == [("chapter", 1), ("chapter", 2)]
    (back,) = (part for part in divisions.divide(witness, pagination, (), "en")[0] if part.kind is PartKind.BACK)
    assert [witness.lines[i].text for i in range(back.first, back.body)] == ["NOTES"], "their own heading is a section"


def test_a_list_in_the_text_is_no_list_of_endnotes() -> None:
    heads = [f"CHAPTER {numeral}" for numeral in ("I", "II", "III")]
    witness, pagination = book(heads, ["They swore:", "They paid:", "They left:"], (3, 3, 3))
    lines = witness.text.replace("NOTES\n", "CHAPTER IV\n")
    parts, _ = divisions.divide(of_text(lines), pagination, (), "en")
    assert not [part for part in parts if part.kind is PartKind.NOTES]


def numbered_on(form: str = "{}.", heading: str = "CHAPTER {}") -> Witness:
    """Three chapters, each with a list of five notes below it, whose numbers run through the book."""

    def listed(first: int) -> str:
        numbers = (str(n).translate(RAISED) if form == "raised" else form.format(n) for n in range(first, first + 5))
        return "".join(f"{number} See the ledger of the salt office.\n" for number in numbers)

    parts = [f"{heading.format(numeral)}\n\n{TEXT * 12}" for numeral in ("I", "II", "III")]
    return of_text("\n".join(f"{part}\n\nNOTES.\n\n{listed(5 * n + 1)}" for n, part in enumerate(parts)))


@pytest.mark.parametrize("form", ["{}.", "({})", "{})", "{}", "raised"])
def test_notes_below_chapters_may_be_numbered_through_the_book(form: str) -> None:
    parts, _ = divisions.divide(numbered_on(form), Pagination((), (), ()), (), "en")
    lists = [part for part in parts if part.kind is PartKind.NOTES]
    assert [(part.number, part.chapters, part.before) for part in lists] == [(1, (1,), 0), (2, (2,), 5), (3, (3,), 10)]


def test_a_list_whose_running_head_names_notes_is_one_list() -> None:
    chapters = "\n".join(f"CHAPTER {numeral}\n\n{TEXT * 12}\n" for numeral in ("I", "II"))
    first, second = (
        "".join(f"{n}. See the ledger of the salt office.\n" for n in numbers) for numbers in ((1, 2, 3), (4, 5, 6))
    )
    witness = of_text(f"{chapters}NOTES\n\n{first}\nNOTES\n\n{second}")
    parts, _ = divisions.divide(witness, Pagination((), (), ()), (), "en")
    assert [(part.chapters, part.before) for part in parts if part.kind is PartKind.NOTES] == [((1, 2), 0)]


def test_below_the_number_of_a_chapter_the_first_mark_may_be_misread() -> None:
    heads = [f"CHAPTER {numeral}" for numeral in ("I", "II", "III")]
    witness, pagination = book(heads, ["CHAPTER I", "CHAPTER II", "CHAPTER III"])
    garbled = of_text(witness.text.replace("CHAPTER II\n\n1. See", "CHAPTER II\n\nI. See"))
    assert [number for number, _ in notes(garbled, pagination)] == [1, 2, 3]


def test_a_short_note_above_the_number_of_a_chapter_is_not_its_heading() -> None:
    heads = [f"CHAPTER {numeral}" for numeral in ("I", "II", "III")]
    witness, _ = book(heads, ["CHAPTER I", "CHAPTER II", "CHAPTER III"])
    spaced = of_text(witness.text.replace(".\n", ".\n\n").replace("See the ledger of the salt office, leaf", "Leaf"))
    assert [number for number, _ in notes(spaced, Pagination((), (), ()))] == [1, 2, 3]
    parts, _ = divisions.divide(spaced, Pagination((), (), ()), (), "en")
    assert all(spaced.lines[part.first].text[:1] in "NC" for part in parts if part.kind is PartKind.NOTES)


@pytest.mark.parametrize("form", ["{})", "({})"])
def test_letters_may_mark_the_notes_below_chapters(form: str) -> None:
    listed = "".join(f"{form.format(letter)} See the ledger of the salt office.\n" for letter in "abcde")
    text = "\n".join(f"CHAPTER {numeral}\n\n{TEXT * 12}\n\nNOTES.\n\n{listed}" for numeral in ("I", "II", "III"))
    parts, _ = divisions.divide(of_text(text), Pagination((), (), ()), (), "en")
    assert [part.number for part in parts if part.kind is PartKind.NOTES] == [1, 2, 3]


def test_the_chapter_below_a_list_is_no_group_of_its_notes() -> None:
    """The title below its number is not a misread first mark, although the next number that begins a line is 2."""
    first, second = (
        "".join(f"{mark} See the ledger of the salt office.\n" for mark in marks)
        for marks in (("1.", "2.", "3.", "4.", "5."), ("’.", "2.", "3.", "4.", "5."))
    )
    text = f"CHAPTER I\n\nThe Salt Office\n\n{TEXT * 12}\n\nNOTES.\n\n{first}\n"
    text += f"CHAPTER II\n\nA Winter without Carts\n\n{TEXT * 12}\n\nNOTES.\n\n{second}"
    parts, _ = divisions.divide(of_text(text), Pagination((), (), ()), (), "en")
    assert [(part.kind, part.number) for part in parts] == [
        (kind, n) for n in (1, 2) for kind in (PartKind.CHAPTER, PartKind.NOTES)
    ]


@pytest.mark.parametrize("form", ["{}.", "{}", "misread"])
def test_groups_of_notes_may_be_numbered_through_the_book(form: str) -> None:
    """No 1 begins the second group: its heading does, also above a misread number. The groups became chapters."""
    heads = [f"CHAPTER {numeral}\n\n{title}" for numeral, title in zip(("I", "II", "III"), TITLES, strict=True)]
    marks = [f"{'A' if form == 'misread' and n == 5 else n}." if form != "{}" else str(n) for n in range(1, 13)]
    numbers = iter(marks)
    lists = "\n".join(
        f"CHAPTER {numeral}\n\n" + "".join(f"{next(numbers)} The ledger of the office.\n" for _ in range(4))
        for numeral in ("I", "II", "III")
    )
    witness = of_text("\n\n".join(f"{head}\n\n{TEXT * 12}" for head in heads) + f"\n\nNOTES\n\n{lists}")
    parts, _ = divisions.divide(witness, UNPAGED, (), "en")
    found = [part for part in parts if part.kind is PartKind.NOTES]
    assert [(part.number, part.chapters, part.before) for part in found] == [(1, (1,), 0), (2, (2,), 4), (3, (3,), 8)]
