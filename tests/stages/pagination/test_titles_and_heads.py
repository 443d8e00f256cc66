"""Short titles at the heads of pages, which are not running heads."""

from __future__ import annotations

from dataclasses import replace

from editio.model.witness import Box
from editio.stages.pagination.sheets import sheets
from leaves import book, paginate, text


def test_a_title_that_resembles_the_numbered_heads_nearby_is_text() -> None:
    pages = [[f"{n} The Salt Book" if n % 2 == 0 else f"The Salt Book {n}", *text(n)] for n in range(1, 15)]
    pages[0][:2] = ["Salt and Snow", text(1)[0].capitalize()]
    pages[7][:2] = ["The Flood", text(8)[0].capitalize()]
    witness = book(pages)
    heads = {witness.lines[anchor.line].text for anchor in paginate(witness, "").furniture}
    assert not heads & {"Salt and Snow", "The Flood"}
    assert {"4 The Salt Book", "The Salt Book 13"} <= heads


def _heads(pages: list[list[str]]) -> set[str]:
    witness = book(pages)
    return {witness.lines[anchor.line].text for anchor in paginate(witness, "").furniture}


def test_headings_that_are_alike_but_count_something_else_than_pages_are_text() -> None:
    headings = [f"No. {n}. Saturday, March {n}. 1711" for n in range(1, 7)]
    pages = [[headings[n // 3] if n % 3 == 0 else f"{n + 1} THE SALT PAPERS", "", *text(n)] for n in range(18)]
    heads = _heads(pages)
    assert not heads & set(headings)
    assert "5 THE SALT PAPERS" in heads


def test_a_heading_by_an_unknown_word_is_the_first_without_the_number_that_its_heads_have() -> None:
    numbers = ["I", "II", "III", "IV", "V"]
    pages = [[f"WOORDSTUK {numbers[n // 3]}." + ("" if n % 3 == 0 else f" {n + 1}"), "", *text(n)] for n in range(15)]
    heads = _heads(pages)
    assert not heads & {f"WOORDSTUK {number}." for number in numbers}
    assert "WOORDSTUK II. 5" in heads


def test_a_title_is_no_head_though_the_heads_of_its_pages_repeat_it() -> None:
    titles = ["THE SALT ROAD", "THE TOLL", "A LETTER", "HAMS", "THE FROST"]
    pages = [
        [titles[n // 3] if n % 3 == 0 else f"{titles[n // 3]} {n + 1}", "", text(n)[0].capitalize(), *text(n)]
        for n in range(15)
    ]
    heads = _heads(pages)
    assert not heads & set(titles[1:])
    assert "THE TOLL 5" in heads


def test_a_line_in_capitals_above_the_folio_of_its_page_is_a_head() -> None:
    """A head that stands on one page only, with the folio below it in another line; a title has none below it."""
    pages = [[f"{n} THE SALT ROAD" if n % 2 else f"THE SALT ROAD {n}", "", *text(n)] for n in range(20, 34)]
    pages[4] = ["NE-KO-YUEN.", "24", "", *text(24)]
    pages[6] = ["THE MARSH.", "", *(line.capitalize() for line in text(26))]
    heads = _heads(pages)
    assert {"NE-KO-YUEN.", "24"} <= heads
    assert "THE MARSH." not in heads


def test_a_head_with_a_misread_number_is_a_head_although_its_words_stand_nowhere_else() -> None:
    pages = [[f"{n} THE SALT ROAD" if n % 2 else f"THE SALT ROAD {n}", "", *text(n)] for n in range(160, 174)]
    pages[7] = ["NE-KO-YUEN. J 57", "", *(line.capitalize() for line in text(167))]
    pages[9] = ["ANNO 1528", "", *(line.capitalize() for line in text(169))]
    heads = _heads(pages)
    assert "NE-KO-YUEN. J 57" in heads
    assert "ANNO 1528" not in heads


def test_a_title_far_above_its_text_is_no_head_although_a_spoilt_initial_begins_the_text() -> None:
    """OCR reads the ornamented initial as small letters, so the title seemed to interrupt a sentence."""
    titles = {4: "THE ROAD", 8: "THE TOLL", 12: "A LETTER HOME"}
    pages = [[titles.get(n, "THE SALT BOOK"), "yj mules and", *text(n)] for n in range(16)]
    witness = book(pages)
    boxes = {
        i: Box(100, 100 + 50 * row + 300 * (n in titles and row > 0), 900, 130 + 50 * row + 300 * (n in titles))
        for n, sheet in enumerate(sheets(witness, witness.leaves))
        for row, i in enumerate(sheet.rows)
    }
    boxes = {i: replace(box, bottom=box.top + 30) for i, box in boxes.items()}
    boxed = replace(witness, lines=tuple(replace(line, box=boxes.get(i)) for i, line in enumerate(witness.lines)))
    heads = {boxed.lines[anchor.line].text for anchor in paginate(boxed, "").furniture}
    assert "THE SALT BOOK" in heads
    assert not heads & set(titles.values())


def test_headings_whose_word_is_misread_are_text() -> None:
    numbers = ["I", "II", "III", "IV", "V", "VI"]
    headings = [f"{'GHAPTER' if n % 2 else 'CHAPTER'} {number}." for n, number in enumerate(numbers)]
    pages = [[headings[n // 3] if n % 3 == 0 else f"{n + 1} THE SALT ROAD", "", *text(n)] for n in range(18)]
    assert not _heads(pages) & set(headings)


def test_a_title_alone_on_its_page_is_no_head_though_a_spoilt_mark_looks_like_a_number() -> None:
    pages = [[f"{n} THE SALT ROAD" if n % 2 else f"THE SALT ROAD {n}", "", *text(n)] for n in range(20, 34)]
    pages[6] = ["THE MARSH ”"]
    heads = _heads(pages)
    assert "THE MARSH ”" not in heads
    assert "THE SALT ROAD 28" in heads


def test_the_first_preface_is_the_title_although_a_small_letter_follows_it() -> None:
    pages = [["PREFACE", "", *text(n)] for n in range(2)]
    pages += [[f"{n} THE TOLL" if n % 2 else f"THE TOLL {n}", "", *text(n)] for n in range(3, 12)]
    witness = book(pages)
    found = [witness.lines[anchor.line].number for anchor in paginate(witness, "").furniture]
    assert found[0] > len(pages[0])


def test_a_title_below_a_head_that_repeats_it_is_no_head() -> None:
    pages = [[f"{n} The Toll Bridge", "", *text(n)] for n in range(20, 26)]
    pages[2].insert(1, "THE TOLL BRIDGE")
    heads = _heads(pages)
    assert "THE TOLL BRIDGE" not in heads
    assert "22 The Toll Bridge" in heads


def test_text_beside_a_folio_is_no_head_in_a_book_without_heads() -> None:
    """The page slopes, so its folio reaches into the row of its first line, which begins within a sentence."""
    witness = book([[str(n), *(["mules and frost."] if n == 25 else []), *text(n)] for n in range(20, 34)])
    boxes = {
        i: Box(100, 100 + 40 * row, 900, 150 + 40 * row)
        for sheet in sheets(witness, witness.leaves)
        for row, i in enumerate(sheet.rows)
    }
    boxed = replace(witness, lines=tuple(replace(line, box=boxes.get(i)) for i, line in enumerate(witness.lines)))
    heads = {boxed.lines[anchor.line].text for anchor in paginate(boxed, "").furniture}
    assert heads == {str(n) for n in range(20, 34)}


def test_the_number_of_a_letterspaced_chapter_is_no_folio() -> None:
    """`C H A P T E R  I` above the first page was its running head, with the folio i."""
    pages = [[*head, *text(n)] for n, head in enumerate([["C H A P T E R  I", "THE TOWN"], ["2"], ["3"], ["4"]])]
    found = paginate(book(pages), "")
    assert [page.label for page in found.pages] == ["1", "2", "3", "4"]
    assert all(anchor.line for anchor in found.furniture)


def test_a_title_that_begins_a_short_page_is_no_head_although_the_initial_below_it_was_lost() -> None:
    """The text below the title seemed to be the middle of a sentence, which no heading would interrupt."""
    pages = [[f"{n + 1}", *text(n)] for n in range(20)]
    for n, title in ((4, "FROM THE MARSH TO THE TOLL"), (9, "FROM THE TOLL TO THE BRIDGE"), (15, "AT THE BRIDGE")):
        pages[n - 1][-1] = "and there the mules were sold."
        pages[n] = [title, *text(n, 8)]
    interrupted = ["OF THE SALT", *text(18)]
    pages[18] = interrupted
    assert _heads(pages) & {page[0] for page in pages if page[0].isupper()} == {interrupted[0]}


def test_a_chapter_in_one_line_is_no_head_though_later_heads_without_numbers_repeat_its_title() -> None:
    titles = ("On the Ridge above the Town", "How the Debt was Paid", "The Broken Lock")
    words = ("I", "II", "III")
    pages = [
        [f"CHAPTER {words[n // 6]}. {titles[n // 6]}" if n % 6 == 0 else titles[n // 6], *map(str.capitalize, text(n))]
        for n in range(18)
    ]
    heads = _heads(pages)
    assert {*titles} <= heads
    assert not any(head.startswith("CHAPTER") for head in heads)


def test_a_title_alone_on_its_page_is_no_head() -> None:
    """An earlier page begins with a speech of the same word."""
    pages = [[f"{n} THE SALT ROAD" if n % 2 == 0 else f"A MULE {n}", "", *text(n)] for n in range(20, 40)]
    pages[4] = ["--Hams?", *text(24)]
    pages[8:] = [["HAMS"], *([f"HAMS {n}" if n % 2 else f"{n} THE SALT ROAD", "", *text(n)] for n in range(29, 40))]
    heads = _heads(pages)
    assert "HAMS" not in heads
    assert {"HAMS 29", "HAMS 31"} <= heads


def test_a_line_above_the_dates_of_several_letters_is_no_head() -> None:
    pages = [[f"{n} THE SALT PAPERS" if n % 2 == 0 else f"LETTERS {n}", "", *text(n)] for n in range(20, 40)]
    for n in (2, 5, 8, 11, 14):
        pages[n] = ["Salter to Merrow", "", f"Merrow, May {n + 1}, 1800", "", *text(n)]
    heads = _heads(pages)
    assert "Salter to Merrow" not in heads
    assert "LETTERS 23" in heads


def test_words_with_which_titles_begin_are_no_heads_in_a_book_whose_heads_are_numbered() -> None:
    pages = [[f"{n} THE SALT SONGS" if n % 2 == 0 else f"THE TOLL {n}", "", *text(n)] for n in range(20, 70)]
    for n in (21, 23, 25, 26):
        pages[n] = ["EPITAPH", "", "ON THE", "", f"{'ABCDEFG'[n - 20]}. MERROW", "", *(s.capitalize() for s in text(n))]
    heads = _heads(pages)
    assert not heads & {"EPITAPH", "ON THE"}
    assert {"20 THE SALT SONGS", "THE TOLL 69"} <= heads
