"""Printed pages and their numbers, from the page marks and what survived of folios and running heads."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from editio.model.pages import PageMark, Pagination
from editio.model.roman import roman
from editio.model.witness import Witness, of_text
from editio.stages.pagination import Entries
from leaves import paginate
from printing import TITLE, page, paged, witness

LINES = ("The mules went down the road and", "the town had its salt that day.")


def labels(pages: Pagination) -> list[str]:
    return [page.label for page in pages.pages]


def codes(pages: Pagination) -> list[str]:
    return [message.code for message in pages.messages]


def furniture(pages: Pagination) -> list[tuple[str, int]]:
    return [(anchor.kind, anchor.number) for anchor in pages.furniture]


def test_a_blank_before_a_line_begins_a_page_and_so_do_three_empty_lines() -> None:
    text = of_text(" The mules went down. \n\nThe town had salt. \n\n\n\nThe council met. \n")
    offsets = [page.offset for page in paged(text).pages]
    assert [text.line_at(offset).text for offset in offsets] == ["The mules went down.", "The council met."]


def test_two_empty_lines_begin_none() -> None:
    assert len(paged(of_text(" The mules went down. \n\n\nThe town had salt. \n")).pages) == 1


def test_pages_between_two_folios_that_agree_with_the_marks_are_certain() -> None:
    text = witness(page(*LINES, "5"), page(*LINES), page(*LINES), page(*LINES, "8"))
    pages = paged(text)
    assert labels(pages) == ["5", "6", "7", "8"]
    assert all(page.certain for page in pages.pages)
    assert furniture(pages) == [("folio", 5), ("folio", 8)]
    assert not pages.messages


def test_a_folio_may_stand_at_the_head_of_its_page_and_the_page_begins_below_it() -> None:
    text = witness(page(*LINES, "5"), page("6", *LINES), page(*LINES, "7"))
    pages = paged(text)
    assert labels(pages) == ["5", "6", "7"]
    assert text.line_at(pages.pages[1].offset).text == LINES[0]


def test_before_the_first_anchor_and_after_the_last_pages_are_counted_and_say_so() -> None:
    text = witness(page(*LINES), page(*LINES, "2"), page(*LINES, "3"), page(*LINES))
    pages = paged(text)
    assert [page.label for page in pages.pages] == ["1", "2", "3", "4"]
    assert [page.certain for page in pages.pages] == [False, True, True, False]
    assert codes(pages) == ["P101", "P101"]


def test_one_number_alone_makes_no_label_certain() -> None:
    pages = paged(witness(page(*LINES), page(*LINES, "2"), page(*LINES)))
    assert [(page.label, page.certain) for page in pages.pages] == [("1", False), ("2", False), ("3", False)]


def test_a_running_head_is_the_title_and_a_number_misread_or_not() -> None:
    text = witness(page(*LINES), page("12 The Sait Road", *LINES), page("The Salt Road 13", *LINES))
    pages = paged(text)
    assert labels(pages) == ["11", "12", "13"]
    assert furniture(pages) == [("running head", 12), ("running head", 13)]


def test_a_running_head_may_repeat_the_title_that_a_page_opens_with() -> None:
    text = witness(page("CHAPTER", "2 The Bishop’s Hams", *LINES), page("The Bishop’s Hams 31", *LINES))
    assert furniture(paged(text)) == [("running head", 31)]


def test_a_line_of_a_title_is_no_running_head_of_itself() -> None:
    text = witness(page("1831", "3 March Tolls raised", *LINES), page(*LINES))
    assert furniture(paged(text)) == []


def test_a_running_head_may_follow_a_line_of_text_that_begins_with_the_word_chapter() -> None:
    text = witness(page(*LINES, "Chapter 4 has the rest."), page(f"6 {TITLE}", *LINES), page(*LINES, "7"))
    assert furniture(paged(text)) == [("running head", 6), ("folio", 7)]


def test_the_number_of_a_chapter_or_a_day_ends_no_running_head() -> None:
    heads = ("Notes to Chapter 1", "The Salt Courier, 27 August 1882.")
    for head in heads:
        text = witness(page("The Salt Courier", *LINES), page(head, *LINES), page("Notes", *LINES, "9"))
        pages = paginate(text, "Notes to Chapters", mark=PageMark.INDENT)
        assert furniture(pages) == [("folio", 9)]
        assert codes(pages) == ["P101", "P101"]


def test_a_running_head_betrays_a_page_start_that_has_no_mark() -> None:
    text = witness(page(*LINES, "11"), page(*LINES, "The Salt Road 13", *LINES), page(*LINES, "14"))
    pages = paged(text)
    assert labels(pages) == ["11", "12", "13", "14"]
    assert "P102" not in codes(pages)


def test_a_folio_betrays_the_page_start_below_it() -> None:
    text = witness(page(*LINES, "4"), page(*LINES, "5", *LINES), page(*LINES, "7"))
    pages = paged(text)
    assert labels(pages) == ["4", "5", "6", "7"]
    assert "P102" not in codes(pages)


def test_a_page_start_that_nothing_betrays_is_reported_and_the_count_goes_on() -> None:
    text = witness(page(*LINES, "3"), page(*LINES, "4"), page(*LINES), page(*LINES, "7"), page(*LINES, "8"))
    pages = paged(text)
    (lost,) = [message for message in pages.messages if message.code == "P102"]
    assert lost.detail.startswith("1 lost")
    assert labels(pages) == ["3", "4", "5", "7", "8"]
    assert [page.certain for page in pages.pages] == [True, True, False, True, True]


def test_a_lone_number_that_the_sequence_does_not_bear_is_no_folio() -> None:
    text = witness(page(*LINES, "4"), page(*LINES, "88"), page(*LINES, "6"), page(*LINES, "7"))
    pages = paged(text)
    assert labels(pages) == ["4", "5", "6", "7"]
    assert furniture(pages) == [("folio", 4), ("folio", 6), ("folio", 7)]
    (misfit,) = [message for message in pages.messages if message.code == "P103"]
    assert "'88'" in misfit.detail


def test_a_number_within_a_page_is_not_even_suspected() -> None:
    text = witness(page(*LINES, "4"), page(LINES[0], "1", LINES[1], *LINES), page(*LINES, "6"))
    pages = paged(text)
    assert furniture(pages) == [("folio", 4), ("folio", 6)]
    assert "P103" not in codes(pages)


def test_front_matter_is_numbered_in_roman_up_to_page_one() -> None:
    text = witness(page(*LINES), page("vii", *LINES), page(*LINES), page(*LINES), page(*LINES, "2"))
    pages = paged(text)
    assert labels(pages) == ["vi", "vii", "viii", "1", "2"]


def test_leaves_before_the_count_have_no_label_and_blank_pages_are_passed_over() -> None:
    text = witness(page(*LINES), page(*LINES), page("viii", *LINES), page(*LINES, "1"), page(*LINES, "2"))
    pages = paged(text, unnumbered=1, blank=frozenset({"vii"}))
    assert labels(pages) == ["", "vi", "viii", "1", "2"]


def test_page_of_an_offset() -> None:
    text = witness(page(*LINES, "4"), page(*LINES, "5"))
    pages = paged(text)
    second = text.text.rindex(LINES[0])
    assert pages.page_of(second).label == "5"
    assert pages.page_of(second - 2).label == "4"


@settings(deadline=None)
@given(st.integers(1, 199))
def test_roman_figures_round_trip_through_a_folio(number: int) -> None:
    text = witness(page(roman(number).lower(), *LINES), page(*LINES, "1"), page(*LINES, "2"), page(*LINES, "3"))
    (front, *_) = paged(text).furniture
    assert (front.roman, front.number) == (True, number)


FURNITURE = st.sampled_from(["", "xi", "3", "4", "5", "12", "4 The Salt Road", "The Salt Road 5"])


@settings(deadline=None)
@given(st.lists(st.tuples(FURNITURE, FURNITURE, FURNITURE), min_size=1, max_size=8))
def test_whatever_survives_no_two_pages_have_the_same_label_or_place(margins: list[tuple[str, str, str]]) -> None:
    text = witness(*(page(*filter(None, (head, LINES[0], middle, LINES[1], foot))) for head, middle, foot in margins))
    pages = paged(text)
    numbered = [label for label in labels(pages) if label]
    assert len(set(numbered)) == len(numbered)
    assert all(a.offset < b.offset for a, b in pairwise(pages.pages))


@settings(deadline=None)
@given(st.integers(1, 20), st.integers(2, 12), st.data())
def test_true_folios_are_found_wherever_they_survive(first: int, count: int, data: st.DataObject) -> None:
    survives = data.draw(st.lists(st.booleans(), min_size=count, max_size=count).filter(any))
    printed = [page(*LINES, *([str(first + i)] if kept else [])) for i, kept in enumerate(survives)]
    assert labels(paged(witness(*printed), unnumbered=0)) == [
        str(first + i) if first + i > 0 else "" for i in range(count)
    ]


def test_a_page_that_left_no_trace_is_where_the_register_says() -> None:
    text = witness(page("One.", "1"), page("Two.", "and three."), page("Four.", "4"))
    line = next(line.number for line in text.lines if line.text == "and three.")
    assert line not in starts(text, paged(text))
    found = paged(text, entries=Entries(starts=frozenset({line})))
    assert line in starts(text, found)
    assert labels(found) == ["1", "2", "3", "4"]
    assert all(page.certain for page in found.pages)


def starts(text: Witness, pages: Pagination) -> set[int]:
    """The lines of the witness at which a page starts."""
    return {text.line_at(page.offset).number for page in pages.pages}
