"""Headings of invented books: every way to print them, in every language, with what OCR makes of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editio.languages import Term, of
from editio.model.kinds import PartKind
from editio.model.pages import Pagination
from editio.model.roman import roman
from editio.model.witness import Witness, of_text
from editio.stages.divisions import PartLines, divide
from editio.stages.divisions.heading import Entered
from editio.stages.divisions.numerals import readings
from editio.stages.pagination import paginate
from leaves import leaved

TEXT = (
    "The mules went down the road with salt for the town below, and the",
    "town below it had salt to sell to the sea and all. Nobody who stood at",
    "the upper bridge that evening could say afterwards what was in the cart.",
)
TITLES = ("THE SALT ROAD", "A WINTER OF WOLVES", "THE TOLL", "HAMS AND BISHOPS", "THE FROST")
NO_PAGES = Pagination((), (), ())


def chapters(witness: Witness, tag: str, *entered: Entered) -> list[PartLines]:
    return [part for part in divide(witness, NO_PAGES, entered, tag)[0] if part.kind is PartKind.CHAPTER]


def page(heading: str, title: str = "") -> list[str]:
    return [heading, "", *([title, ""] if title else []), *TEXT, *TEXT]


@given(
    tag=st.sampled_from(("en", "fr", "de", "it", "es", "la")),
    arabic=st.booleans(),
    upper=st.booleans(),
    stop=st.sampled_from(("", ".", ". —")),
    titled=st.booleans(),
)
@settings(max_examples=40, deadline=None)
def test_chapters_are_found_in_every_language_and_style(
    tag: str, arabic: bool, upper: bool, stop: str, titled: bool
) -> None:
    word = of(tag).terms[Term.CHAPTER][0]
    word = word.upper() if upper else word.capitalize()
    numbers = [str(n) if arabic else roman(n) for n in range(1, 6)]
    pages = [page(f"{word} {n}{stop}", TITLES[k] if titled else "") for k, n in enumerate(numbers)]
    found = chapters(leaved(*pages), tag)
    assert [part.label for part in found] == numbers
    assert all(part.body - part.first == 1 + titled for part in found)


@pytest.mark.parametrize("misread", ["CHAPTEE {}.", "CHAPTER {}.", "CHAPIER {}", "CHAPTER. {}", "CHAP IER {}"])
@pytest.mark.parametrize(("number", "as_read"), [(2, "n"), (2, "IL"), (3, "m"), (3, "IIL"), (4, "lV"), (4, "IY")])
def test_misread_words_and_numbers_are_repaired_by_their_neighbours(misread: str, number: int, as_read: str) -> None:
    pages = [page(f"CHAPTER {roman(n)}.", TITLES[n - 1]) for n in range(1, 6)]
    pages[number - 1] = page(misread.format(as_read), TITLES[number - 1])
    assert [part.printed for part in chapters(leaved(*pages), "en")] == [1, 2, 3, 4, 5]


def test_numbers_may_begin_again_in_every_part() -> None:
    pages = [
        [f"PART {roman(p)}.", "", *page(f"CHAPTER {roman(n)}.")] if n == 1 else page(f"CHAPTER {roman(n)}.")
        for p in (1, 2)
        for n in (1, 2, 3)
    ]
    parts, _ = divide(leaved(*pages), NO_PAGES, (), "en")
    assert [part.label for part in parts if part.kind is PartKind.PART] == ["I", "II"]
    found = [part for part in parts if part.kind is PartKind.CHAPTER]
    assert [part.printed for part in found] == [1, 2, 3, 1, 2, 3]
    assert [part.number for part in found] == [1, 2, 3, 4, 5, 6]


def test_a_contents_list_is_one_part_and_never_chapters() -> None:
    listed = ["CONTENTS.", "", *(f"CHAPTER {roman(n)}. {TITLES[n - 1].title()} .... {9 * n}" for n in range(1, 6))]
    pages = [page(f"CHAPTER {roman(n)}.", TITLES[n - 1]) for n in range(1, 6)]
    parts, _ = divide(leaved(listed, *pages), NO_PAGES, (), "en")
    assert [part.kind for part in parts] == [PartKind.FRONT, *[PartKind.CHAPTER] * 5]
    assert len(parts[0].entries) == 5


def test_numerals_alone_above_titles_are_chapters_and_folios_are_none() -> None:
    pages = [[roman(n), "", *page(TITLES[n - 1])] for n in range(1, 6)]
    assert [part.printed for part in chapters(leaved(*pages), "en")] == [1, 2, 3, 4, 5]
    folios = [[*TEXT, *TEXT, "", str(n)] for n in range(1, 9)]
    assert chapters(leaved(*folios), "en") == []


def test_titles_of_the_contents_list_are_chapters_without_a_number() -> None:
    listed = ["CONTENTS.", "", *(f"{title.title()} ...... {9 * n}" for n, title in enumerate(TITLES, 1))]
    pages = [[*TEXT, "", title.replace("O", "0"), "", *TEXT, *TEXT] for title in TITLES]
    found = chapters(leaved(listed, *pages), "en")
    assert [part.label for part in found] == [""] * 5


def test_a_contents_list_ends_before_a_page_with_one_line_that_ends_with_a_number() -> None:
    """The first chapter begins on the next page, on which a line ends with the call of a note."""
    titles = [title.title() for title in TITLES]
    listed = ["CONTENTS.", "", *(f"{roman(n)}. {title} ...... {9 * n}" for n, title in enumerate(titles, 1))]
    pages = [[f"{roman(n)}.", title, "", *TEXT, *TEXT, *TEXT] for n, title in enumerate(titles, 1)]
    pages[0][-1] += " 1"
    found = chapters(leaved(listed, *pages), "en")
    assert [part.printed for part in found] == [1, 2, 3, 4, 5]


def test_an_entry_of_the_register_makes_a_chapter_of_any_line() -> None:
    witness = leaved([*TEXT, "the road lay open", *TEXT])
    line = next(i for i, text in enumerate(witness.lines) if text.text == "the road lay open")
    assert [part.first for part in chapters(witness, "en", Entered(line, PartKind.CHAPTER))] == [line]


def test_an_entry_solves_the_rest_of_its_sequence_anew() -> None:
    pages = [page(f"CHAPTER {roman(n)}.") for n in (1, 2, 3)]
    pages[1] = page("CHAPTER m.")
    witness = leaved(*pages)
    line = next(i for i, text in enumerate(witness.lines) if text.text == "CHAPTER m.")
    found = chapters(witness, "en", Entered(line, PartKind.CHAPTER, value=2))
    assert [part.printed for part in found] == [1, 2, 3]
    assert found[1].certain


@given(st.text(max_size=12), st.sampled_from(("en", "fr", "und")))
@settings(deadline=None)
def test_readings_of_any_word_are_numbers_with_costs(word: str, tag: str) -> None:
    assert all(0 < reading.value < 400 and reading.cost >= 0 for reading in readings(word, tag))


@given(
    st.lists(
        st.sampled_from(["CHAPTER I.", "CONTENTS.", "II", "PART I.", "PREFACE.", "APPENDIX.", "", *TEXT, "A 3"]),
        max_size=40,
    )
)
@settings(max_examples=60, deadline=None)
def test_parts_of_any_text_follow_one_another_without_a_gap(lines: list[str]) -> None:
    witness = of_text("\n".join(lines))
    if witness.lines:
        parts, _ = divide(witness, NO_PAGES, (), "en")
        assert [part.first for part in parts] == [0, *(part.end for part in parts[:-1])]
        assert parts[-1].end == len(witness.lines)
        assert all(part.first <= part.body <= part.end for part in parts)
        assert len({(part.kind, part.number) for part in parts}) == len(parts)


@pytest.mark.parametrize(
    ("number", "beside"), [("{n}", False), ("{n}.", False), ("{word}", False), ("{n}.", True)], ids=str
)
def test_a_number_above_or_before_a_title_that_the_heads_repeat_is_a_chapter(number: str, beside: bool) -> None:
    """It is no page number, though page 1 begins chapter 1, and its title is no head."""
    titles = [title.title() for title in TITLES]
    pages: list[list[str]] = []
    for n, word in enumerate(("One", "Two", "Three", "Four"), 1):
        first = number.format(n=n, word=word)
        pages.append([f"{first} {titles[n - 1]}" if beside else first, *([] if beside else [titles[n - 1]]), "", *TEXT])
        for _ in range(4):
            label = len(pages) + 1
            pages.append([f"{label}  THE BRIDGES" if label % 2 == 0 else f"{TITLES[n - 1]}  {label}", "", *TEXT])
    witness = leaved(*pages)
    pages_found = paginate(witness, "The Bridges", 0, frozenset(), language="en")
    parts, _ = divide(witness, pages_found, (), "en")
    found = [part for part in parts if part.kind is PartKind.CHAPTER]
    assert [part.printed for part in found] == [1, 2, 3, 4]
    assert [witness.lines[part.body].text for part in found] == [TEXT[0]] * 4
