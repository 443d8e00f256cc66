"""Running heads, signatures and catchwords are furniture; headings are not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from editio.model.witness import Witness
from leaves import book, paginate, text


def furniture(witness: Witness) -> list[tuple[str, str]]:
    found = paginate(witness, "The Salt Road").furniture
    return [(str(anchor.kind), witness.text[anchor.start : anchor.end]) for anchor in found]


def heads(witness: Witness) -> list[str]:
    return [words for kind, words in furniture(witness) if kind == "running head"]


def with_heads(lines: Sequence[str]) -> Witness:
    return book([[*([line] if line else []), *text(n)] for n, line in enumerate(lines)])


def test_left_and_right_heads_are_found_though_they_are_misread() -> None:
    lines = [
        "2 THE SALT ROAD",
        "MULES. 3",
        "4 THF SALT R0AD",
        "MUIES. 5",
        "6 THE SAIT ROAD",
        "MULES. 7",
        "8 THE SALT ROAD",
    ]
    assert heads(with_heads(lines)) == lines


def test_dirt_above_a_head_does_not_leave_the_head_in_the_text() -> None:
    dirt = ["", "", "\\ ~", "", "ı", "", "", ""]
    leaves = [[*([spot] if spot else []), "THE SALT ROAD", *text(n)] for n, spot in enumerate(dirt)]
    assert heads(book(leaves)).count("THE SALT ROAD") == len(leaves)


def test_a_number_of_the_text_above_a_head_stays() -> None:
    leaves = [[*(["55"] if n == 3 else []), "THE SALT ROAD", *text(n)] for n in range(8)]
    assert "55" not in heads(book(leaves))


def test_heads_without_numbers_are_found() -> None:
    lines = ["THE SALT ROAD", "THE TOLL BRIDGE"] * 4
    assert heads(with_heads(lines)) == lines


def test_the_heading_of_a_chapter_is_no_head() -> None:
    lines = ["CHAPTER II.", "12 THE SALT ROAD", "CHAPTER III.", "14 THE SALT ROAD", "CHAPTER IV.", "16 THE SALT ROAD"]
    assert heads(with_heads(lines)) == lines[1::2]


@pytest.mark.parametrize("heading", ["CHAPTER {}", "CHAPTER {}.", "{}. CHAPTER", "Notes to Chapter {}"])
def test_the_number_of_a_chapter_in_figures_is_no_page_number(heading: str) -> None:
    lines = [line for n in range(1, 5) for line in (heading.format(n), f"{10 + n} THE SALT ROAD")]
    assert heads(with_heads(lines)) == lines[1::2]


def test_a_title_that_heads_repeat_is_no_head_where_the_chapter_begins() -> None:
    lines = ["THE TOLL BRIDGE", "12 THE SALT ROAD", "THE TOLL BRIDGE 13", "14 THE SALT ROAD", "THE TOLL BRIDGE 15"]
    lines += ["16 THE SALT ROAD", "THE TOLL BRIDGE 17"]
    assert heads(with_heads(lines)) == lines[1:]


def test_a_title_below_another_head_is_no_head_though_later_heads_repeat_it() -> None:
    pages = [[["OF THE TOLL", str(n)] if n % 2 else [str(n), "THE SALT ROAD"]] for n in range(11, 18)]
    lines = [*(page[0] for page in pages), ["OF THE TOLL", "18", "Notes"]]
    lines += [["19", "NOTES"] if n % 2 else [str(n), "THE SALT ROAD"] for n in range(19, 24)]
    found = heads(book([[*line, *text(n)] for n, line in enumerate(lines)]))
    assert "Notes" not in found
    assert found.count("NOTES") == 3


def test_text_that_repeats_is_no_head() -> None:
    refrain = "and nobody has ever paid them for it, from that day to the present one"
    assert heads(book([[refrain, *text(n)] for n in range(6)])) == []


def test_signatures_and_catchwords_at_the_foot_are_set_aside() -> None:
    leaves = [[*text(n), *([f"{'BCDE'[n // 2]} 2"] if n % 2 else [])] for n in range(8)]
    leaves[2].append(text(3)[0].split()[0])
    found = furniture(book(leaves))
    assert [words for kind, words in found if kind == "signature"] == ["B 2", "C 2", "D 2", "E 2"]
    assert [kind for kind, _ in found if kind == "catchword"] == ["catchword"]


def test_a_preface_of_two_pages_has_one_head_below_its_folio() -> None:
    leaves = [["PREFACE.", *text(0)], ["VIII", "PREFACE.", *text(1)], *([str(n), *text(n)] for n in range(1, 5))]
    assert furniture(book(leaves))[:3] == [("folio", "VIII"), ("running head", "PREFACE."), ("folio", "1")]


def test_a_head_that_names_a_chapter_may_have_a_misread_number() -> None:
    lines = ["CHAPTER III", "12 THE SALT ROAD", "CHAPTER III u", "14 THE SALT ROAD", "CHAPTER III 15"]
    lines += ["16 THE SALT ROAD"]
    assert heads(with_heads(lines)) == lines[1:]


def test_a_chapter_of_a_later_book_is_no_head_though_one_of_its_number_was_there_before() -> None:
    headings = {1: "CHAPTER II", 4: "CHAPTER III", 9: "CHAPTER II", 12: "CHAPTER III"}  # each below a head
    over = {5: "CHAPTER III u", 7: "CHAPTER III", 13: "CHAPTER III 15"}  # of chapters without a title
    leaves = [
        [over.get(n, f"{n + 2} THE SALT ROAD"), *([headings[n]] if n in headings else []), *text(n)] for n in range(16)
    ]
    assert heads(book(leaves)) == [leaf[0] for leaf in leaves]


def test_a_word_for_a_part_beside_page_numbers_is_a_head() -> None:
    lines = ["BOOK THE FIRST", *(f"{n} BOOK" if n % 2 == 0 else f"THE SALT ROAD {n}" for n in range(2, 12))]
    assert heads(with_heads(lines)) == lines[1:]


@pytest.mark.parametrize("numbers", [("I", "II", "III"), ("1", "2", "3")])
def test_the_number_of_the_first_chapter_alone_at_the_head_of_a_page_is_no_folio(numbers: Sequence[str]) -> None:
    lines = [f"THE SALT ROAD {n}" for n in range(1, 13)]
    for n, number in zip((0, 4, 8), numbers, strict=True):
        lines[n] = number
    found = paginate(with_heads(lines), "The Salt Road")
    assert [page.label for page in found.pages] == [str(n) for n in range(1, 13)]
    assert [words for _, words in furniture(with_heads(lines)) if words in numbers] == []


def test_a_head_that_names_a_part_is_no_heading_where_a_sentence_goes_on_below_it() -> None:
    lines = [
        "FIRST PART. I. LETTER.",
        "FIRST PART. I. LETTFR.",
        "FIRST PART. II. LETTER.",
        "FIRFT PART. II. LETTER.",
        "FIRST PART. II LETTER.",
        "FIRST PART. III. LETTER.",
    ]
    assert heads(with_heads(lines)) == lines[1:-1]


def test_blanks_that_keep_a_head_and_its_number_apart_do_not_make_it_a_line_of_text() -> None:
    names = ["THE SALT ROAD" + " " * 80 + str(n) if n % 2 else str(n) + " " * 80 + "MULES" for n in range(7, 17)]
    found = with_heads(names)
    assert heads(found) == names
    assert [page.label for page in paginate(found, "").pages] == [str(n) for n in range(7, 17)]


def test_the_signatures_of_letters_with_a_page_each_are_no_running_heads() -> None:
    leaves = [
        [f"LETTER {number}.", *text(n), "I am, &c.", "A. FERROW."] for n, number in enumerate(("I", "II", "III", "IV"))
    ]
    assert "A. FERROW." not in heads(book(leaves))
    feet = [[*text(n), "THE SALT ROAD."] for n in range(4)]
    assert heads(book(feet)) == ["THE SALT ROAD."] * 4


def test_chapters_with_words_for_numbers_are_different_chapters() -> None:
    """`CHAPTER THE` with a spoilt number seemed to be the name of all of them."""
    headings = ("CHAPTER THE FIRST", "CHAPTER THE SIXTH", "CHAPTER THE SEVENTH", "CHAPTER THE TENTH")
    pages = [[headings[n // 3], "", *text(n)] if n % 3 == 0 else text(n) for n in range(12)]
    assert not {*heads(book(pages))} & {*headings}


def test_the_ends_of_paragraphs_at_the_heads_of_pages_are_no_heads_though_they_repeat() -> None:
    """Three pages of one chapter began with `received.` or `ever received.`, and one of these lines was set aside."""
    ends = {4: "for a generation.", 6: "a generation.", 7: "for a generation."}
    pages = [["THE SALT ROAD", *([ends[n]] if n in ends else []), *text(n)] for n in range(12)]
    assert {*heads(book(pages))} == {"THE SALT ROAD"}
