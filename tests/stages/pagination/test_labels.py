"""The labels of leaves: one sequence that explains what was read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editio.inputs.plain_text import of_bytes
from editio.model.pages import Pagination
from editio.stages import pagination
from editio.stages.pagination import Entries, labelling
from leaves import book, numbered, paginate, text

TITLE = "The Salt Road"


def labels(pages: Pagination) -> list[str]:
    return [page.label for page in pages.pages]


def codes(pages: Pagination) -> list[str]:
    return [message.code for message in pages.messages]


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 1200), st.integers(8, 20), st.data())
def test_two_folios_and_more_decide_all_labels(first: int, count: int, data: st.DataObject) -> None:
    kept = data.draw(st.sets(st.integers(0, count - 1), min_size=4))
    pages = paginate(numbered([str(first + n) if n in kept else "" for n in range(count)]), TITLE)
    assert labels(pages) == [str(first + n) for n in range(count)]
    assert [page.certain for page in pages.pages] == [min(kept) <= n <= max(kept) for n in range(count)]


@settings(deadline=None, max_examples=40)
@given(st.integers(2, 9), st.sampled_from(["21", "7", "l4", "301"]))
def test_one_misread_folio_changes_no_label(at: int, misread: str) -> None:
    folios = [str(30 + n) for n in range(12)]
    pages = paginate(numbered([*folios[:at], misread, *folios[at + 1 :]]), TITLE)
    assert labels(pages) == folios


def test_one_letter_at_the_foot_is_a_folio_beside_the_next_number() -> None:
    """A preface of two pages, `v` and `vi`, before page 3: `v` may be a signature, so both pages were counted back."""
    folios = ["", "v", "vi", *(str(n) for n in range(3, 11))]
    assert labels(paginate(numbered(folios), TITLE)) == ["iv", *folios[1:]]


def test_one_roman_folio_before_the_first_chapter_is_no_misread_number() -> None:
    """A preface of two pages has a folio on its second page only."""
    folios = ["", "", "vi", "", *(str(n) for n in range(96, 110))]
    assert labels(paginate(numbered(folios), TITLE))[:5] == ["iv", "v", "vi", "95", "96"]


def test_the_number_of_the_first_chapter_is_no_page_before_page_96() -> None:
    """`I. THE SALT OFFICE` above page 95 of a volume that begins with this page was a running head, and its page i."""
    first, *rest = text(0)
    pages = [["I. THE SALT OFFICE", "", first.capitalize(), *rest, "", "95"]]
    pages += [[*text(n), "", str(95 + n)] for n in range(1, 20)]
    found = paginate(book([["THE SALT ROAD"], *pages]), TITLE)
    assert labels(found)[1:4] == ["95", "96", "97"]
    assert all(anchor.line != 1 for anchor in found.furniture)


@pytest.mark.parametrize("count", [4, 12])
def test_few_numbers_that_begin_again_are_not_certain(count: int) -> None:
    """Four lines of an index were taken for the heads of pages 1 to 4."""
    pages = paginate(numbered([str(n) for n in (*range(30, 46), *range(1, count + 1))]), TITLE)
    assert labels(pages)[16:] == [str(n) for n in range(1, count + 1)]
    assert all(page.certain == (count == 12) for page in pages.pages[16:])


def test_a_long_stretch_without_numbers_does_not_keep_more_and_more_states(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where only stray figures are read, each begins another count. A book of 9,900 pages needed 16 GB."""
    kept: list[int] = []

    def step(*given: Any) -> Any:
        found = labelling_step(*given)
        kept.append(len(found))
        return found

    labelling_step = labelling._step
    monkeypatch.setattr(labelling, "_step", step)
    stray = ["1" if n % 7 == 0 else "" for n in range(200)]
    pages = paginate(numbered([*map(str, range(990, 1000)), *stray]), TITLE)
    assert labels(pages)[:10] == [str(n) for n in range(990, 1000)]
    assert max(kept) <= 100


def test_each_leaf_of_an_extract_keeps_its_own_number() -> None:
    """A sample of pages from a volume was counted on from one of them, and the other folios were left in its text."""
    folios = ["8", "14", "30", "33", "34", "46", "60", "112", "195", "284"]
    pages = paginate(numbered(folios), TITLE)
    assert labels(pages) == folios
    assert len(pages.furniture) == len(folios)


@pytest.mark.parametrize("form", ["— {} —", "-{}-", "[{}]", "( {} )", "_{}_", "{}."])
def test_a_folio_may_have_ornament(form: str) -> None:
    pages = paginate(numbered([form.format(n) for n in range(10, 15)]), TITLE)
    assert labels(pages) == ["10", "11", "12", "13", "14"]
    assert len(pages.furniture) == 5


def test_a_plate_and_its_blank_back_are_not_counted() -> None:
    leaves = [[str(n), *text(n)] for n in range(1, 9)]
    pages = paginate(book([*leaves[:4], ["A view of the bridge"], [], *leaves[4:]]), TITLE)
    assert labels(pages) == ["1", "2", "3", "4", "", "", "5", "6", "7", "8"]


def test_lost_leaves_are_reported() -> None:
    pages = paginate(numbered([str(n) for n in (1, 2, 3, 4, 7, 8, 9)]), TITLE)
    assert labels(pages) == ["1", "2", "3", "4", "7", "8", "9"]
    assert codes(pages) == ["P102"]


def test_leaves_out_of_order_keep_their_numbers_and_are_reported() -> None:
    numbers = ["1", "2", "5", "6", "7", "8", "9", "3", "4", "10", "11", "12"]
    pages = paginate(numbered(numbers), TITLE)
    assert labels(pages) == numbers
    assert codes(pages) == ["P104"]


def test_a_leaf_that_was_scanned_twice_has_its_label_twice() -> None:
    leaves = [[str(n), *text(n)] for n in range(1, 8)]
    pages = paginate(book([*leaves[:4], leaves[3], *leaves[4:]]), TITLE)
    assert labels(pages) == ["1", "2", "3", "4", "4bis", "5", "6", "7"]


def test_roman_front_matter_ends_where_page_1_is() -> None:
    pages = paginate(numbered(["", "", "vii", "viii", "ix", "", "", "2", "3", "4", "5"]), TITLE)
    assert labels(pages) == ["v", "vi", "vii", "viii", "ix", "x", "1", "2", "3", "4", "5"]


def test_a_corrected_leaf_corrects_those_counted_from_it() -> None:
    witness = numbered(["1", "2", "", "", "", ""])
    line = next(line.number for line in witness.lines if line.text == text(3)[0])
    pages = paginate(witness, TITLE, entries=Entries(labels={line: "7"}))
    assert labels(pages) == ["1", "2", "3", "7", "8", "9"]


def test_an_uncounted_leaf_moves_those_after_it() -> None:
    witness = numbered(["1", "2", "3", "", "", ""])
    line = next(line.number for line in witness.lines if line.text == text(3)[0])
    pages = paginate(witness, TITLE, entries=Entries(labels={line: ""}))
    assert labels(pages) == ["1", "2", "3", "", "4", "5"]


def test_a_book_without_numbers_has_no_labels() -> None:
    pages = paginate(numbered([""] * 8), TITLE)
    assert labels(pages) == [""] * 8


def test_what_the_format_counts_is_used_but_never_certain() -> None:
    leaves = "".join(f"<!-- Leaf {n + 9}, Page: {n} -->\n" + "\n".join(text(n)) + "\n" for n in range(1, 7))
    pages = paginate(of_bytes(leaves.encode(), Path("book.txt")), TITLE)
    assert labels(pages) == ["1", "2", "3", "4", "5", "6"]
    assert not any(page.certain for page in pages.pages)


def test_no_label_is_certain_behind_a_leap_that_no_lost_leaves_explain() -> None:
    """In one signature the OCR took each 3 for a 5, so the numbers agree with each other."""
    pages = paginate(numbered([str(n) for n in (*range(320, 333), *range(533, 545), *range(547, 553))]), TITLE)
    assert [page.certain for page in pages.pages] == [True] * 13 + [False] * 18


def test_a_plate_before_the_first_folio_is_not_counted_if_the_first_chapter_then_begins_on_page_1() -> None:
    leaves = [["CHAPTER I.", *text(0)], text(1), ["A view of the bridge"], *([str(n), *text(n)] for n in range(3, 9))]
    pages = paginate(book([["THE SALT ROAD"], *leaves]), TITLE)
    assert labels(pages)[1:5] == ["1", "2", "", "3"]


def test_a_list_of_the_publisher_behind_the_book_keeps_its_own_numbers() -> None:
    """They were counted on from the book, although other numbers were read on them."""
    pages = paginate(numbered([*map(str, range(1, 30)), "", *map(str, range(4, 16))]), TITLE)
    assert labels(pages)[30:] == [f"{n}bis" for n in range(4, 16)]
    assert not any(page.certain for page in pages.pages[30:])


def test_a_figure_misread_on_many_leaves_does_not_repeat_the_numbers_of_others() -> None:
    """The 4 of the pages 40 to 49 was read as a 1."""
    folios = [str(n).replace("4", "1", 1) if 40 <= n < 50 else str(n) for n in range(5, 56)]
    assert labels(paginate(numbered(folios), TITLE)) == [str(n) for n in range(5, 56)]


@pytest.mark.parametrize(("before", "label"), [(5, "300"), (3, "500")])
def test_a_figure_that_was_misread_before_is_misread_in_the_hundreds_too(before: int, label: str) -> None:
    """Printers erred by a hundred as well, so without such misreadings the printed numbers stay."""
    numbers = list(range(261, 300))
    folios = [str(n + before - 3 if n % 10 == 3 else n) for n in numbers] + [str(n) for n in range(500, 512)]
    assert labels(paginate(numbered(folios), TITLE))[len(numbers)] == label


def test_a_roman_number_above_the_contents_list_is_a_folio_and_not_the_number_of_a_chapter() -> None:
    front = [[word] for word in ("SALT", "THE SALT ROAD", "TARRANT", "TO A CARTER")]
    front += [["CONTENTS.", *map(str.capitalize, text(3))], ["VI", "CONTENTS.", *map(str.capitalize, text(4))]]
    body = [[*([str(n)] if n > 1 else []), *text(n + 4)] for n in range(1, 9)]
    witness = book([*front, *body])
    found = paginate(witness, "")
    assert [page.label for page in found.pages][4:8] == ["v", "vi", "1", "2"]
    assert [witness.lines[anchor.line].text for anchor in found.furniture[:2]] == ["VI", "CONTENTS."]


def test_a_roman_number_greater_than_that_of_its_leaf_is_the_number_of_a_chapter() -> None:
    front = [["THE SALT ROAD"], ["TARRANT"], ["CONTENTS.", *text(2), "XII"], ["IV", "CONTENTS.", *text(3)]]
    body = [[str(n), *text(n + 4)] for n in range(1, 9)]
    assert [page.label for page in paginate(book([*front, *body]), "").pages][2:5] == ["iii", "iv", "1"]


def test_the_first_page_of_a_second_work_is_not_counted_with_its_front_matter() -> None:
    first = [[str(n), *text(n)] for n in range(1, 10)]
    front = [[n, *text(k)] for k, n in ((30, "iv"), (31, "v"), (32, "vi"))]
    second = [[*([str(n)] if n > 1 else []), *text(n + 40)] for n in range(1, 10)]
    labels = [page.label for page in paginate(book([*first, *front, *second]), "").pages]
    assert labels[9:] == ["iv", "v", "vi", *(f"{n}bis" for n in range(1, 10))]


@pytest.mark.parametrize("form", ["Page {}", "- page {} -", "p. {}", "{} / 240", "{0}THE SALT ROAD", "THE BRIDGE{0}"])
def test_a_folio_may_have_the_word_for_a_page_or_no_blank_before_its_head(form: str) -> None:
    assert labels(paginate(numbered([form.format(n) for n in range(11, 17)]), TITLE)) == [str(n) for n in range(11, 17)]


def test_the_number_before_the_word_for_a_chapter_is_no_folio() -> None:
    leaves = [[f"{number}. Kapitel.", "", *text(n)] for n, number in enumerate(("I", "II", "III", "IV"))]
    made = pagination.paginate(book(leaves), TITLE, language="de")
    assert labels(made) == [""] * 4
