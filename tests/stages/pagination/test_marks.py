"""Page marks of plain text: the most plausible one is chosen, or none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from editio.inputs import plain_text
from editio.model.pages import PageMark
from editio.model.witness import of_text
from leaves import paginate, text

TITLE = "The Salt Road"
PAGES = [text(n, 30) for n in range(8)]
PARAGRAPHS = [[*page[: n + 3], "", *page[n + 3 : 2 * n + 9], "", *page[2 * n + 9 :]] for n, page in enumerate(PAGES)]


def test_empty_lines_between_pages_of_like_length_are_chosen() -> None:
    found = paginate(of_text("\n\n\n\n".join("\n".join(page) for page in PAGES)), TITLE)
    assert len(found.pages) == 8
    assert [message.code for message in found.messages] == ["P105"]


def test_a_blank_at_the_first_line_of_each_page_is_chosen() -> None:
    found = paginate(of_text("".join(" " + "\n".join(page) + "\n" for page in PAGES)), TITLE)
    assert len(found.pages) == 8


def test_running_heads_alone_show_pages() -> None:
    heads = [f"{n + 4} THE SALT ROAD" if n % 2 else f"OF THE TOLL. {n + 4}" for n in range(8)]
    body = "\n\n".join("\n".join([head, "", *page]) for head, page in zip(heads, PAGES, strict=True))
    found = paginate(of_text(body), TITLE)
    assert [page.label for page in found.pages] == [str(n + 4) for n in range(8)]


def test_running_heads_show_the_pages_of_a_text_that_has_lost_all_white_space() -> None:
    heads = [f"{n + 4} THE SALT ROAD" if n % 2 else f"Of the Toll. {n + 4}" for n in range(12)]
    body = "\n".join("\n".join([head, *text(n, 30)]) for n, head in enumerate(heads))
    found = paginate(of_text(body), TITLE)
    assert [page.label for page in found.pages] == [str(n + 4) for n in range(12)]
    assert len(found.furniture) == 12


def test_a_misread_head_begins_its_page_in_a_text_that_has_lost_all_white_space() -> None:
    heads = [f"{n + 20} THE SALT ROAD" if n % 2 else f"Of the Toll. {n + 20}" for n in range(16)]
    heads[7] = "83 THE SALT ROAD"
    body = "\n".join("\n".join([head, *text(n, 30)]) for n, head in enumerate(heads))
    found = paginate(of_text(body), TITLE)
    assert [page.label for page in found.pages] == [str(n + 20) for n in range(16)]


def _headed(heads: list[str]) -> str:
    return "\n\n".join("\n".join([head, "", *page]) for head, page in zip(heads, PAGES, strict=True))


def _openings(body: str) -> dict[str, str]:
    """The first line of each page below its furniture, by the page's label."""
    witness = of_text(body)
    found = paginate(witness, TITLE)
    return {page.label: witness.text[page.offset :].split("\n")[0] for page in found.pages}


HEADS = [f"{n + 40} THE SALT ROAD" if n % 2 else f"OF THE TOLL. {n + 40}" for n in range(8)]


def test_the_label_of_a_leaf_that_holds_further_pages_is_not_certain() -> None:
    """The heads of three pages were lost: most text below the head that was read is not on its page."""
    heads = [f"{n} THE SALT ROAD" if n % 2 == 0 else f"OF THE TOLL. {n}" for n in range(40, 60)]
    lost = [head if n not in (9, 10, 11) else "" for n, head in enumerate(heads)]
    body = "\n".join("\n".join([*(["", head, ""] if head else []), *text(n, 30)]) for n, head in enumerate(lost))
    found = {page.label: page for page in paginate(of_text(body), TITLE).pages}
    assert list(found)[7:10] == ["47", "48", "52"]
    assert [label for label, page in found.items() if not page.certain] == ["48"]
    assert "several pages" in found["48"].ground


def test_a_lone_number_above_the_first_head_begins_no_chain() -> None:
    """The shelf mark of a library stood above the first head, and the count was taken up from it."""
    heads = ["x INTRODUCTION.", "INTRODUCTION. xi", "xii INTRODUCTION.", "INTRODUCTION. xiii", *HEADS[4:]]
    front = "\n".join(f"The librarian wrote {n} lines of it." for n in range(45))
    found = _openings("17\n\n" + front + "\n\n" + _headed(heads))
    assert found["x"] == PAGES[0][0]


def test_a_head_whose_number_is_nearly_right_begins_the_page_whose_head_is_missing() -> None:
    heads = [*HEADS[:5], "renews xrmcnnssr. 49", *HEADS[6:]]
    assert _openings(_headed(heads))["45"] == PAGES[5][0]


def test_a_number_that_was_read_begins_its_page_if_its_line_joins_the_text() -> None:
    """There is no white space below three heads, and their words are spoilt."""
    spoilt = {45: "numos or run noLY 45", 46: "'46 - - min-n.", 47: "nmsoxs »47"}
    parts = [[head, "", *page] for head, page in zip(HEADS, PAGES, strict=True)]
    for number, head in spoilt.items():
        parts[number - 40][:2] = [head]
    parts += [[f"{n} THE SALT ROAD" if n % 2 else f"OF THE TOLL. {n}", "", *text(n, 30)] for n in range(48, 52)]
    found = _openings("\n\n".join(map("\n".join, parts)))
    assert [found[str(n)] for n in spoilt] == [page[0] for page in PAGES[5:]]


def test_a_head_that_was_read_is_not_taken_for_that_of_a_short_page_before_it() -> None:
    """Page 129 ends its chapter after six lines, page 130 begins the next one, and two of the next heads are spoilt."""
    heads = {n: f"{n} THE SALT ROAD" if n % 2 == 0 else f"OF THE TOLL. {n}" for n in range(124, 142)}
    heads |= {130: "CHAPTER IX.", 132: "mmm", 133: "mmm"}
    pages = {n: text(n, {129: 6, 130: 16}.get(n, 30)) for n in heads}
    found = _openings("\n\n".join("\n".join([heads[n], "", *pages[n]]) for n in heads))
    assert found["130"] == "CHAPTER IX."
    assert found["131"] == pages[131][0]


def test_dirt_within_the_number_of_a_head_is_none_of_it() -> None:
    assert _openings(_headed([head.replace("45", "4'5") for head in HEADS]))["45"] == PAGES[5][0]


def test_a_page_without_a_head_begins_with_the_heading_of_its_chapter() -> None:
    heads = [*HEADS[:5], "CHAPTER II.", *HEADS[6:]]
    assert _openings(_headed(heads))["45"] == "CHAPTER II."


def test_a_number_that_belongs_to_a_word_begins_no_page() -> None:
    """A heading repeats a head, but its number is that of the page which it translates."""
    pages = [[*page] for page in PAGES]
    pages[4][24] = "\nOf the Toll. Page 218.\n"
    heads = [*HEADS[:5], "45· · mm: mus", *HEADS[6:]]
    found = _openings("\n\n".join("\n".join([head, "", *page]) for head, page in zip(heads, pages, strict=True)))
    assert found["45"] == pages[5][0]


def test_a_signature_at_the_foot_is_no_head_where_the_head_below_it_repeats_others() -> None:
    pages = [[*page] for page in PAGES]
    pages[4] += ["", "4 S", "", "F. 18. a.", "F. 18. b.", "F. 18. b.", "F. 19. a.", ""]
    body = "\n\n".join("\n".join([head, "", *page]) for head, page in zip(HEADS, pages, strict=True))
    assert _openings(body)["45"] == pages[5][0]


def test_a_heading_like_the_heads_of_other_pages_stays_below_the_one_head_of_its_page() -> None:
    pages = [[*page] for page in PAGES]
    pages[5] = ["Of the Tolls. Page 218.", "", *pages[5]]
    body = "\n\n".join("\n".join([head, "", *page]) for head, page in zip(HEADS, pages, strict=True))
    assert _openings(body)["45"] == "Of the Tolls. Page 218."


@pytest.mark.parametrize(
    "body",
    [
        "".join(f" {line}\n" for page in PAGES for line in page),  # a blank before every line
        "".join(("    " if n % 2 else "") + line + "\n" for page in PAGES for n, line in enumerate(page)),  # verse
        "".join(("  " if n % 5 == 0 else "") + line + "\n" for page in PAGES for n, line in enumerate(page)),
        "".join(line + "\n" * (1 + n % 3) for page in PAGES for n, line in enumerate(page)),
    ],
)
def test_indents_verse_and_empty_lines_between_paragraphs_make_no_pages(body: str) -> None:
    assert len(paginate(of_text(body), TITLE).pages) == 1


@pytest.mark.parametrize("heading", ["CHAPTER THE FIRST", "CHAPTER II.", "II.", "IV"])
def test_empty_lines_above_headings_divide_chapters_and_no_pages(heading: str) -> None:
    body = "\n\n\n\n".join("\n".join([heading, "", *page]) for page in PAGES)
    found = paginate(of_text(body), TITLE)
    assert len(found.pages) == 1
    assert not found.furniture
    assert len(paginate(of_text(body), TITLE, mark=PageMark.EMPTY_LINES).pages) == 8


def test_the_number_of_a_chapter_is_that_of_no_page() -> None:
    """Page numbers in the text, as transcribers write them; a chapter begins on every second page."""
    pages = [[f"[Pg {n}]", "", *(["CHAPTER I.", "", *page] if n == 3 else page)] for n, page in enumerate(PAGES, 3)]
    found = paginate(of_text("\n".join("\n".join([*page, ""]) for page in pages)), TITLE)
    assert [page.label for page in found.pages] == [str(n) for n in range(3, 11)]


def test_an_editor_may_name_the_mark_or_say_that_there_is_none() -> None:
    body = of_text("\n\n\n\n".join("\n".join(page) for page in PAGES))
    assert len(paginate(body, TITLE, mark=PageMark.NONE).pages) == 1
    assert len(paginate(body, TITLE, mark=PageMark.EMPTY_LINES).pages) == 8


def test_empty_lines_that_never_stand_within_a_sentence_divide_parts_and_no_pages() -> None:
    entries = [
        "\n".join([f"{year}", "", *("The mules went down the road with salt." for _ in range(30))])
        for year in range(1781, 1789)
    ]
    found = paginate(of_text("\n\n\n\n".join(entries)), TITLE)
    assert [page.label for page in found.pages] == [""]


def test_heads_show_pages_although_most_of_their_numbers_were_misread() -> None:
    """The words of the heads recur, and some of the numbers are right. White space is above the heads only."""
    read = ["40", "4i", "«z", "43", "ιφ", "", "46", "47", "μς", "49", "50", "51"]
    heads = [f"{number} THE SALT ROAD" if n % 2 else f"OF THE TOLL. {number}" for n, number in enumerate(read)]
    pages = [text(n, 30) for n in range(len(read))]
    body = "\n\n".join("\n".join([head.strip(), *page]) for head, page in zip(heads, pages, strict=True))
    assert [page.label for page in paginate(of_text(body), TITLE).pages] == [str(n) for n in range(40, 52)]


def test_heads_with_the_word_of_a_heading_and_a_greater_number_show_pages() -> None:
    heads = [f"{n + 190} APPENDIX." if n % 2 else f"APPENDIX. {n + 190}" for n in range(8)]
    assert [*_openings(_headed(heads))] == [str(n + 190) for n in range(8)]


def test_a_heading_without_a_number_is_no_head_because_later_heads_repeat_it() -> None:
    heads = [*HEADS[:2], "THE SALT ROAD", *(f"{n + 40} THE SALT ROAD" for n in range(3, 8))]
    heads[:2] = ["40 OF THE TOLL.", "41 OF THE TOLL."]
    assert _openings(_headed(heads))["42"] == "THE SALT ROAD"


def test_numbered_letters_of_unlike_length_are_no_pages() -> None:
    letters = [text(n, 12 + 7 * (n % 5)) for n in range(40)]
    body = "\n\n".join("\n".join([f"{n}. TO THE WARDEN.", "", *letter]) for n, letter in enumerate(letters, 216))
    assert len(paginate(of_text(body), TITLE).pages) == 1


def test_a_number_counted_from_other_heads_is_no_number_read() -> None:
    """Only the words of the last head were read, so nothing after it confirms its number."""
    heads = [*HEADS[:7], "ιφ THE SALT ROAD"]
    last = paginate(of_text(_headed(heads)), TITLE).pages[-1]
    assert (last.label, last.certain) == ("47", False)


def test_numbers_read_in_heads_are_better_evidence_than_those_counted_from_other_heads() -> None:
    """A leaf was lost before the last two pages. The lines between heads do not show it, but their numbers do."""
    numbers = [*range(140, 146), 147, 148]
    heads = [f"{n} THE SALT ROAD" if n % 2 else f"OF THE TOLL. {n}" for n in numbers]
    assert [*_openings(_headed(heads))] == [str(n) for n in numbers]


def _stanzas(heads: list[str]) -> str:
    """Verse, whose lines all begin with a capital; the pages differ in length."""
    pages = [
        [head, "", *(f"The ferry of the year {n} went over {head[-3:]}" for n in range(24 + 9 * (k % 2)))]
        for k, head in enumerate(heads)
    ]
    return "\n\n".join("\n".join(page) for page in pages)


def test_heads_of_facing_pages_show_the_pages_of_verse() -> None:
    """A collection of odes had 438 heads that were read, and no pages, since no line of verse begins small."""
    heads = [f"{n} THE FERRYMAN" if n % 2 == 0 else f"BOOK OF ODES {n}" for n in range(40, 60)]
    assert [page.label for page in paginate(of_text(_stanzas(heads)), TITLE).pages] == [str(n) for n in range(40, 60)]


@pytest.mark.parametrize("entry", ["{} THE FERRYMAN", "BOOK OF ODES {}"])
def test_numbers_always_at_the_same_end_of_the_lines_of_verse_show_no_pages(entry: str) -> None:
    assert len(paginate(of_text(_stanzas([entry.format(n) for n in range(40, 60)])), TITLE).pages) <= 1


def test_heads_directly_below_the_text_of_the_page_before_show_pages() -> None:
    """So do texts of pages that were read one by one and joined: only below its head has a page an empty line."""
    body = "\n".join("\n".join([head, "", *page]) for head, page in zip(HEADS, PARAGRAPHS, strict=True))
    assert [page.label for page in paginate(of_text(body), TITLE).pages] == [str(n) for n in range(40, 48)]


def test_folios_directly_above_the_text_of_the_next_page_are_at_the_foot_if_the_text_ends_with_one() -> None:
    body = "\n".join("\n".join([*page, "", f"— {n} —"]) for n, page in enumerate(PARAGRAPHS, 1))
    assert _openings(body) == {str(n): page[0] for n, page in enumerate(PAGES, 1)}


def test_heads_that_take_turns_with_one_that_recurs_show_pages_of_unlike_length() -> None:
    """Plates and ends of chapters make pages short. The number of a letter never takes turns with another title."""
    lengths = [30, 14, 29, 18, 40, 30]
    turns = ["THE SALT ROAD {}", "OF THE TOLL {}", "THE SALT ROAD {}", "OF THE BRIDGE {}"]

    def labels(titles: list[str]) -> list[str]:
        pages = [[titles[n % len(titles)].format(n), "", *text(n, lengths[n % 6])] for n in range(5, 25)]
        body = "\n".join("\n".join(page) for page in pages)
        return [page.label for page in paginate(of_text(body), TITLE, mark=PageMark.RUNNING_HEADS).pages]

    assert labels(turns) == [str(n) for n in range(5, 25)]
    assert labels(["FROM THE MILLER {}"]) == [""]


def _read_in_parts(counted: list[int]) -> str:
    """Sixty pages of thirty lines. The heads of the first five of each twenty were read, with these numbers; the others
    were lost."""
    heads = {n: number for number, n in zip(counted, (n for n in range(60) if n % 20 < 5), strict=True)}
    head = {
        n: f"{number} THE SALT ROAD" if number % 2 == 0 else f"OF THE TOLL. {number}" for n, number in heads.items()
    }
    return "\n".join("\n".join([*(["", head[n], ""] if n in head else []), *text(n, 30)]) for n in range(60))


def test_heads_far_apart_show_pages_if_their_numbers_rise_with_the_lines_between() -> None:
    counted = [*range(10, 15), *range(30, 35), *range(50, 55)]
    found = paginate(of_text(_read_in_parts(counted)), TITLE).pages
    assert [page.label for page in found] == [str(n) for n in counted]


def test_heads_far_apart_show_no_pages_if_their_numbers_do_not_rise_with_the_lines_between() -> None:
    assert len(paginate(of_text(_read_in_parts([*range(10, 15), *range(16, 21), *range(90, 95)])), TITLE).pages) == 1


def test_one_empty_line_between_pages_of_like_length_is_chosen() -> None:
    """Such OCR has no other empty lines: about one in thirty lines has one before it."""
    found = paginate(of_text("\n\n".join("\n".join(page) for page in PAGES)), TITLE)
    assert len(found.pages) == 8


def test_one_empty_line_is_no_mark_where_more_of_them_divide_pages() -> None:
    """An empty line follows the title of a chapter too."""
    leaves = ["\n".join(page[:11]) for page in PAGES]
    found = paginate(of_text("\n\n\n".join([f"CHAPTER 1\nThe Toll\n\n{leaves[0]}", *leaves[1:]])), TITLE)
    assert len(found.pages) == 8


def test_page_numbers_that_a_transcriber_put_in_brackets_label_the_leaves() -> None:
    marks = ["[0005]", "[0006]", *(f"[{n}/00{n + 6}]" for n in range(1, 7))]
    witness = plain_text.of_bytes(
        "".join(f"{m}\n" + "\n".join(p) + "\n\n" for m, p in zip(marks, PAGES, strict=True)).encode(), Path("a.txt")
    )
    assert [page.label for page in paginate(witness, TITLE).pages][2:] == ["1", "2", "3", "4", "5", "6"]


def test_a_number_beside_an_ornament_read_as_capitals_is_a_folio() -> None:
    heads = [f"FEIE {n}" if n % 2 else f"{n} KTZ-" for n in range(3, 11)]
    found = paginate(
        of_text("\n\f".join("\n".join([head, *page]) for head, page in zip(heads, PAGES, strict=True))), TITLE
    )
    assert [(page.label, page.certain) for page in found.pages] == [(str(n), True) for n in range(3, 11)]
    assert len(found.furniture) == 8


def test_the_number_of_a_short_heading_is_no_folio() -> None:
    heads = [f"{n} THE SALT ROAD" for n in range(3, 11)]
    heads[4] = "CANTO 2"
    found = paginate(
        of_text("\n\f".join("\n".join([head, *page]) for head, page in zip(heads, PAGES, strict=True))), TITLE
    )
    assert [page.label for page in found.pages] == [str(n) for n in range(3, 11)]


def _apart(tops: list[list[str]], pages: list[list[str]]) -> str:
    """Pages below a first leaf, with these lines above their text. Each line and page is set apart by an empty line."""
    return "Printed for the author.\n\n" + "\n\n".join(
        "\n\n".join([*top, "\n".join(page)]) for top, page in zip(tops, pages, strict=True)
    )


def _folios(lefts: str = "THE SALT ROAD.", rights: str = "OF THE TOLL.") -> list[list[str]]:
    """Heads with the folio in a line of its own, above the title on the left and below it on the right."""
    return [[str(n), lefts] if n % 2 == 0 else [rights, str(n)] for n in range(40, 48)]


def test_a_number_alone_beside_a_title_that_repeats_is_at_the_head_of_its_page() -> None:
    """Empty lines were equal above and below, so each number was taken for that of the page above it."""
    witness = of_text(_apart(_folios(), PAGES))
    found = paginate(witness, TITLE)
    assert [page.label for page in found.pages][1:] == [str(n) for n in range(40, 48)]
    assert [witness.text[page.offset :].split("\n")[0] for page in found.pages][1:] == [page[0] for page in PAGES]


def test_notes_above_numbers_are_no_titles() -> None:
    pages = [[*page, "", f"* Ibid. p. {n * 7}."] for n, page in enumerate(PAGES)]
    assert _openings(_apart(_folios(), pages))["44"] == pages[4][0]


def test_a_number_alone_is_at_the_foot_of_its_page_if_chapters_begin_below_numbers() -> None:
    pages = [["CHAPTER II.", "", *page] if n in (2, 5) else page for n, page in enumerate(PAGES)]
    body = "\n\n".join("\n".join(page) + f"\n\n{n}" for n, page in enumerate(pages, 40))
    assert _openings(body)["42"] == "CHAPTER II."


def test_a_title_whose_number_was_lost_begins_its_page() -> None:
    heads = _folios()
    heads[3], heads[4] = ["OF THE TOLL."], ["G", "THE SALT ROAD."]
    found = _openings(_apart(heads, PAGES))
    assert found["43"] == PAGES[3][0]


def test_a_chapter_begins_a_page_that_is_shorter_than_others() -> None:
    """It had half a page of white space, as the page before it, so its heading was not where a full page begins."""
    heads, pages = _folios(), [*PAGES]
    heads[5], pages[4], pages[5] = ["CHAPTEE II.", "OF THE TOLL."], pages[4][:8], pages[5][:18]
    found = _openings(_apart(heads, pages))
    assert (found["44"], found["45"], found["46"]) == (pages[4][0], "CHAPTEE II.", pages[6][0])


def test_rare_and_short_titles_beside_numbers_are_heads_too() -> None:
    heads = _folios()
    heads[3], heads[5] = ["THE BAILIFF.", "43"], ["IS IT SALT?", "45"]
    found = _openings(_apart(heads, PAGES))
    assert (found["43"], found["45"]) == (PAGES[3][0], PAGES[5][0])


def test_the_volume_at_the_foot_is_no_heading() -> None:
    heads, pages = _folios(), [*PAGES]
    pages[4] = [*pages[4], "", "VOL. I.", "", "D"]
    heads[5] = ["CHAPTER II."]
    assert _openings(_apart(heads, pages))["45"] == "CHAPTER II."


def test_of_two_pages_of_which_one_was_blank_the_other_is_the_right_hand_one() -> None:
    heads = _folios()
    heads[5] = ["CHAPTER II."]
    found = _openings(_apart([*heads[:4], *heads[5:]], [*PAGES[:4], *PAGES[5:]]))
    assert list(found)[1:] == ["40", "41", "42", "43", "45", "46", "47"]


def test_a_blank_page_is_missing_also_from_a_text_whose_pages_only_empty_lines_divide() -> None:
    folios = [str(n) for n in (38, 39, 40, 41, 42, 43)]
    pages = [["THE TOLL" if n == "43" else n, *page] for n, page in zip(folios, PAGES, strict=False)]
    later = [[str(n), *text(n, 30)] for n in range(44, 60)]
    found = paginate(of_text("\n\n\n\n".join("\n".join(page) for page in (*pages[:4], *pages[5:], *later))), TITLE)
    assert [page.label for page in found.pages][:6] == ["38", "39", "40", "41", "43", "44"]


def test_an_entry_of_a_contents_list_begins_no_page() -> None:
    """The list repeated the head of later pages, above the opening of page 1."""
    heads = [
        ["CHAPTER I."],
        *([str(n), "THE SALT ROAD."] if n % 2 == 0 else ["OF THE TOLL.", str(n)] for n in range(2, 9)),
    ]
    contents = [*text(9, 30), "", "CHAPTER", "", "Of the Toll . . . . . . 20 1", ""]
    body = "\n".join(contents) + "\n" + _apart(heads, [PAGES[0][:24], *PAGES[1:]])
    assert _openings(body)["1"] == "CHAPTER I."


def test_the_letter_of_a_sheet_and_its_volume_may_be_in_two_lines() -> None:
    sheets = {0: "B", 4: "C", 7: "D"}
    pages = [[*page, *(["", "VOL. I.", "", sheets[n]] if n in sheets else [])] for n, page in enumerate(PAGES)]
    witness = of_text(_apart(_folios(), pages))
    found = [witness.text[piece.start : piece.end] for piece in paginate(witness, TITLE).furniture]
    assert (found.count("VOL. I."), *map(found.count, "BCD")) == (3, 1, 1, 1)


def test_the_entries_of_an_index_begin_no_pages() -> None:
    """There are more of them than pages, and in places their numbers rise from line to line."""
    heads = [f"{n} THE SALT ROAD" if n % 2 == 0 else f"OF THE TOLL {n}" for n in range(40, 56)]
    pages = [[head, "", *text(n, 30)] for n, head in enumerate(heads)]
    names = " ".join(" ".join(text(n, 14)) for n in range(3)).replace(",", "").split()
    entries = [f"{name.capitalize()} of {names[n // 9]}, {40 + n * 7 % 47}." for n, name in enumerate(names)]
    witness = of_text("\n\n".join(["\n".join(page) for page in pages] + entries) + "\n")
    found = paginate(witness, TITLE)
    assert {witness.lines[anchor.line].text for anchor in found.furniture} == {*heads}
    assert [page.label for page in found.pages] == [str(n) for n in range(40, 56)]


def test_letterspaced_heads_show_pages_although_their_numbers_were_lost() -> None:
    """`letters` took each letter for a possible number."""
    heads = [f"THE TOLLS. {n}" if n % 2 else f"{n} H I S T O R Y" for n in range(40, 52)]
    heads[2:8:2] = ["H I S T O R Y"] * 3
    assert list(_openings(_long(heads))) == [str(n) for n in range(40, 52)]


def _long(heads: list[str]) -> str:
    return "\n".join("\n".join([*(["", head, ""] if head else []), *text(n, 30)]) for n, head in enumerate(heads))


def test_a_leaf_with_the_lines_of_two_pages_counts_as_two() -> None:
    """A page got a wrong label if the heads before and after it were lost: each of them cost as much as a lost leaf."""
    lost = {48, 50, 51, 53, 58, 59}
    heads = [f"THE TOLLS. {n}" if n % 2 else f"{n} OF THE ROAD" for n in range(40, 64)]
    heads[9] = "THE TOLLS. m"
    found = {page.label: page.certain for page in paginate(of_text(_long([*_without(heads, lost)])), TITLE).pages}
    assert list(found) == [str(n) for n in range(40, 64) if n not in lost]
    assert [label for label, certain in found.items() if not certain] == ["47", "49", "52", "57"]


def _without(heads: list[str], lost: set[int]) -> Iterator[str]:
    yield from ("" if n in lost else head for n, head in enumerate(heads, 40))


def test_a_line_of_text_that_begins_with_the_number_of_its_page_is_no_head() -> None:
    heads = [f"SATIRES {n}" if n % 2 else f"{n} THE POEMS" for n in range(40, 52)]
    heads[5] = "45. Emit: the sword of the tyrant, for"
    witness = of_text(_long(heads))
    found = paginate(witness, TITLE).furniture
    assert heads[5] not in [witness.text[anchor.start : anchor.end] for anchor in found]
    assert len(found) == 11


def test_a_head_is_that_of_the_page_whose_number_it_has() -> None:
    """Each head has its number in one line and its title in another. Only page 51 has both in one line, and page 52,
    which begins a chapter, has no head. `SCENT` looks like a misread `SCENE`, so the line could be a heading."""
    tops = {n: [str(n), "", "ON THE SCENT." if n % 2 else "THE SALT ROAD.", ""] for n in range(40, 64)}
    tops |= {51: ["ON THE SCENT. 51"], 52: ["CHAPTER VI.", ""]}
    pages = (["", *top, *text(n, 11 if n in (51, 52) else 30)] for n, top in tops.items())
    found = _openings("\n".join(map("\n".join, pages)))
    assert (found["51"], found["52"]) == (text(51)[0], "CHAPTER VI.")
