"""Running heads found by their height on the page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from editio.model.witness import Box, Witness
from editio.stages.pagination import bands
from editio.stages.pagination.heads import repeated
from editio.stages.pagination.sheets import sheets
from leaves import book, paginate, text

LINE = 40  # pixels from one line to the next


def _boxed(pages: list[list[str]], lower: frozenset[int] = frozenset()) -> Witness:
    """Pages with a head one line above the text; those in `lower` have no head, and their titles are in the text."""
    witness = book(pages)
    boxes = {
        i: Box(100, top := 100 + LINE * (row + (3 if n in lower else row > 0)), 900, top + 30)
        for n, sheet in enumerate(sheets(witness, witness.leaves))
        for row, i in enumerate(sheet.rows)
    }
    lines = tuple(replace(line, box=boxes.get(i)) for i, line in enumerate(witness.lines))
    leaves = tuple(replace(leaf, width=1000, height=1000) for leaf in witness.leaves)
    return replace(witness, lines=lines, leaves=leaves)


def _heads(witness: Witness) -> list[str]:
    return [witness.lines[anchor.line].text for anchor in paginate(witness, "").furniture]


def _page(n: int) -> list[str]:
    return [line.capitalize() for line in text(n)]


CHAPTERS = {1: "Of Salt", 3: "The Toll", 5: "Hams", 7: "A Letter", 9: "Wolves", 11: "The Frost", 13: "Carts"}


def test_a_head_that_stands_on_one_page_only_is_as_high_as_the_others() -> None:
    pages = [[CHAPTERS.get(n, "The Salt Road"), *_page(n)] for n in range(14)]
    assert {"Hams", "Carts"} <= {*_heads(_boxed(pages))}


def test_a_title_lower_than_the_heads_is_no_head() -> None:
    pages = [[CHAPTERS.get(n, "The Salt Road"), *_page(n)] for n in range(14)]
    assert "Hams" not in _heads(_boxed(pages, lower=frozenset({5})))


@pytest.mark.parametrize("number", ["I.", "II."])
def test_chapters_numbered_anew_in_each_part_have_headings_lower_than_their_heads(number: str) -> None:
    pages = []
    for n in range(24):
        name = f"CHAPTER {'I.' if n // 6 % 2 == 0 else 'II.'}"
        pages.append([name if n % 6 == 0 else f"{name} {n + 1}", *_page(n)])
    witness = _boxed(pages, lower=frozenset(range(0, 24, 6)))
    assert f"CHAPTER {number}" not in _heads(witness)
    assert f"CHAPTER {number} {3 if number == 'I.' else 9}" in _heads(witness)


def test_a_head_above_a_chapter_has_more_white_space_below_it() -> None:
    """The head of page 9 is that of the chapter before, and stands on no other page."""
    pages = [["The Salt Road", *_page(n)] for n in range(14)]
    pages[9] = ["Wolves", "CHAPTER V.", *_page(9)]
    witness = _boxed(pages)
    lines = [
        replace(line, box=replace(line.box, top=260, bottom=290)) if line.box and line.text == "CHAPTER V." else line
        for line in witness.lines
    ]
    witness = replace(witness, lines=tuple(lines))
    found = sheets(witness, witness.leaves)
    known = [sheet.rows[0] for n, sheet in enumerate(found) if n != 9]
    high = bands.at_their_height(lines, found, [known], lambda words: words.startswith("CHAPTER"))
    assert [lines[i].text for i in found[9].rows if i in high] == ["Wolves"]


@pytest.mark.parametrize("folio", ["", "1"])
def test_the_title_of_a_short_part_is_no_head_though_a_contents_list_names_it_before(folio: str) -> None:
    """One head repeats the title. The entry in the list, the title and the head are similar lines."""
    pages = [["CONTENTS", "Preface", "The Toll"], [*([folio] if folio else []), "PREFACE", *_page(1)]]
    pages += [["Preface 2", *_page(2)], *([f"{n} The Salt Road", *_page(n)] for n in range(3, 14))]
    witness = _boxed(pages)
    lower = {"Preface": 330, "PREFACE": 260}
    lines = [
        replace(line, box=replace(line.box, top=(top := lower[line.text]), bottom=top + 30))
        if line.box and line.text in lower
        else line
        for line in witness.lines
    ]
    _, _, headings = repeated(lines, sheets(witness, witness.leaves), lambda words: words.startswith("CHAPTER"))
    assert [lines[i].text for i in sorted(headings)] == ["Preface", "PREFACE"]


def test_a_roman_number_in_larger_type_is_that_of_a_chapter_and_no_folio() -> None:
    """The first chapter runs on below its number, without a title, and later pages have their folios in heads."""
    pages = [["I", *_page(0)], *([f"The Salt Road {n}", *_page(n)] for n in range(2, 14))]
    witness = _boxed(pages, lower=frozenset({0}))
    lines = tuple(replace(line, size=13.0 if line.text == "I" else 10.0) for line in witness.lines)
    found = paginate(replace(witness, lines=lines), "The Salt Road")
    assert [page.label for page in found.pages][:3] == ["1", "2", "3"]
    assert all(anchor.line for anchor in found.furniture)


def test_heads_that_are_only_the_number_of_their_chapter_are_found_and_its_heading_is_not() -> None:
    numbers = [*["I"] * 6, *["II"] * 6, *["III"] * 6]
    pages = [[number, *_page(n)] for n, number in enumerate(numbers)]
    witness = _boxed(pages, lower=frozenset({0, 6, 12}))
    furniture = {anchor.line for anchor in paginate(witness, "").furniture}
    firsts = [sheet.rows[0] for sheet in sheets(witness, witness.leaves)]
    assert [i in furniture for i in firsts] == [n % 6 > 0 for n in range(18)]


def test_the_headings_of_chapters_in_a_book_without_heads_are_none_though_all_are_as_high() -> None:
    """`CHAPTER 1` to `CHAPTER 4` were one line that stands four times, so a third of the pages had known heads."""
    pages = [[f"CHAPTER {n // 3 + 1}", *_page(n)] if n % 3 == 0 else _page(n) for n in range(12)]
    witness = _boxed(pages, lower=frozenset(range(0, 12, 3)))
    lines = tuple(
        replace(line, box=replace(line.box, top=150, bottom=180)) if line.box and "CHAPTER" in line.text else line
        for line in witness.lines
    )
    assert _heads(replace(witness, lines=lines)) == []


def test_a_numbered_title_that_a_contents_list_names_is_lower_than_its_heads() -> None:
    pages = [["CONTENTS", "1 The Toll 2", "2 Wolves 5"], ["1 The Toll", *_page(1)]]
    pages += [["THE TOLL 3", *_page(2)], *([f"{n} The Salt Road", *_page(n)] for n in range(4, 14))]
    witness = _boxed(pages, lower=frozenset({0, 1}))
    _, _, headings = repeated(witness.lines, sheets(witness, witness.leaves), lambda words: words.startswith("CHAPTER"))
    assert [witness.lines[i].text for i in sorted(headings)] == ["1 The Toll 2", "1 The Toll"]


def test_a_head_of_the_number_of_a_chapter_and_a_folio_shows_the_page() -> None:
    numbers = [*["I"] * 6, *["II"] * 6, *["III"] * 6]
    pages = [[number if n % 6 == 0 else f"{number} {n + 1}", *_page(n)] for n, number in enumerate(numbers)]
    found = paginate(_boxed(pages, lower=frozenset({0, 6, 12})), "")
    assert [page.label for page in found.pages] == [str(n) for n in range(1, 19)]
    assert len(found.furniture) == 15
