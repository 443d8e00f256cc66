"""Books whose headings no language file knows, or that have no numbers: what their form says."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from editio.model.kinds import PartKind
from editio.model.pages import Pagination
from editio.model.roman import roman
from editio.model.witness import of_text
from editio.stages.divisions import PartLines, divide

NO_PAGES = Pagination((), (), ())
SENTENCES = (
    "The mules went down the road with salt for the town below, and the town had salt to sell.",
    "Nobody who stood at the upper bridge that evening could say afterwards what was in the cart.",
    "The bishop counted the hams in the loft, and the miller counted the sacks that he had lost.",
    "In the winter of the wolves no carter from the hills would take the road above the lake.",
)
TITLES = ("The Salt Road", "A Winter of Wolves", "The Toll", "Hams and Bishops", "The Frost", "The Mill")


def prose(n: int) -> list[str]:
    """Four paragraphs that differ from those of other chapters."""
    lines = []
    for k, sentence in enumerate(SENTENCES):
        lines += [f"{sentence} That was in the year {1700 + 10 * n + k} of the town.", SENTENCES[(n + k) % 4], ""]
    return lines


def book(*headings: Iterable[str], front: Iterable[str] = (), blank: int = 3) -> str:
    lines = list(front)
    for n, heading in enumerate(headings):
        lines += [*[""] * blank, *heading, "", *prose(n)]
    return "\n".join(lines)


def parts(text: str, tag: str = "en") -> list[PartLines]:
    return list(divide(of_text(text), NO_PAGES, (), tag)[0])


def chapters(text: str, tag: str = "en") -> list[PartLines]:
    return [part for part in parts(text, tag) if part.kind is PartKind.CHAPTER]


def titles(text: str, tag: str = "en") -> list[str]:
    lines = of_text(text).lines
    return [" ".join(line.text for line in lines[p.first : p.body] if line.text) for p in chapters(text, tag)]


@pytest.mark.parametrize("heading", ["FYTTE {}.", "The Salt Papers. No. {}", "Zang-Deel {} --", "{} Luku"])
@pytest.mark.parametrize("style", [roman, str])
def test_a_word_that_comes_again_with_a_rising_number_heads_chapters(heading: str, style: object) -> None:
    numbers = [roman(n) if style is roman else str(n) for n in range(1, 6)]
    found = chapters(book(*([heading.format(n), "", TITLES[k]] for k, n in enumerate(numbers))))
    assert [part.label for part in found] == numbers
    assert titles(book(*([heading.format(n)] for n in numbers))) == [heading.format(n) for n in numbers]


def test_a_misread_word_is_the_same_word() -> None:
    words = ["WOORDSTUK", "WOORDSTUK", "W0ORDSTVK", "WOORDSTUK", "WOORDSTUX"]
    assert [p.printed for p in chapters(book(*([f"{w} {n}"] for n, w in enumerate(words, 1))))] == [1, 2, 3, 4, 5]


def test_the_numbers_of_a_selection_may_have_gaps() -> None:
    text = book(*([f"No. {n}. MONDAY, MAY {k + 2}, 1712."] for k, n in enumerate((3, 9, 21, 50, 106))))
    assert [part.printed for part in chapters(text)] == [3, 9, 21, 50, 106]


def test_captions_and_dates_and_a_short_run_are_no_chapters() -> None:
    for word in ("Fig.", "Abb.", "March", "Exhibit"):
        body = [line for n in range(5) for line in (*prose(n), f"{word} {n + 1}. The road", "", *prose(n))]
        assert chapters("\n".join(body)) == [], word
    few = [*prose(1) * 20, "", "Rule 1", "", *prose(2), "", "Rule 2", "", *prose(3), "", "Rule 3", "", *prose(4)]
    assert chapters("\n".join(few)) == []


def test_the_rarer_of_two_words_heads_parts() -> None:
    headings = [[*([f"OSASTO {roman(p)}", ""] if n == 1 else []), f"Jakso {n}"] for p in (1, 2, 3) for n in (1, 2, 3)]
    found = parts(book(*headings))
    assert [part.label for part in found if part.kind is PartKind.PART] == ["I", "II", "III"]
    assert [part.printed for part in found if part.kind is PartKind.CHAPTER] == [1, 2, 3] * 3


def test_a_word_of_a_language_without_a_file_counts_in_books_of_that_language() -> None:
    headings = [[f"{word} HOOFDSTUK."] for word in ("EERSTE", "TWEEDE", "DERDE")]
    assert [part.printed for part in chapters(book(*headings), "nl")] == [1, 2, 3]
    assert [part.printed for part in chapters(book(*headings), "und")] == [1, 2, 3]


@pytest.mark.parametrize("head", [["Obsah knihy"], ["CONTENTS"], []])
@pytest.mark.parametrize("entry", ["{} ..... {}", "{}  {}", "{}"])
def test_a_contents_list_is_known_by_its_form(head: list[str], entry: str) -> None:
    listed = [entry.format(title, 7 + 9 * n) for n, title in enumerate(TITLES)]
    front = ["J. Lund", "", "", *head, "", *listed]
    text = book(*([title.upper()] for title in TITLES), front=front, blank=2)
    assert titles(text) == [title.upper() for title in TITLES]
    (contents,) = [part for part in parts(text) if part.entries]
    assert len(contents.entries) == len(TITLES)


def test_a_list_at_the_end_is_known_too() -> None:
    back = ["", "", "", "Pri la libro", "", *(f"{title}, {7 + 9 * n}" for n, title in enumerate(TITLES))]
    text = book(*([title.upper()] for title in TITLES)) + "\n".join(back)
    assert titles(text) == [title.upper() for title in TITLES]


def test_names_of_speakers_are_no_contents_list() -> None:
    turns = [line for n in range(30) for line in (("MILLER.", "BISHOP.", "WIDOW.")[n % 3], SENTENCES[n % 4], "")]
    persons = ["THE SALT ROAD", "", "MILLER.", "BISHOP.", "WIDOW.", "", ""]
    assert not any(part.entries for part in parts("\n".join([*persons, *turns])))


def test_lines_that_come_again_once_for_all_of_them_are_no_contents_list() -> None:
    counted = [line for n in range(20) for line in (f"Cart {n} of the {n}th of the month", "was full of salt 1")]
    text = "\n".join(["CHAPTER 1", "", *counted, "", "was full of salt", "", *prose(1)])
    assert [part.kind for part in parts(text)] == [PartKind.CHAPTER]


def test_a_list_may_name_nothing_but_titles_within_an_appendix() -> None:
    named = ("The Salt Road", "Proverbs 1931", "000000", "2 Mules")
    text = "\n\n".join([*named, "APPENDIX 1", "1 Salt", "The Salt Road", "000000", "2 Mules"])
    assert [part.kind for part in parts(text)][-1] is PartKind.APPENDIX


def test_titles_below_much_white_space_are_chapters_of_a_text_without_pages() -> None:
    front = ["THE SALT BOOK", "", "by", "", "J. Lund", ""]
    assert titles(book(*([title.upper()] for title in TITLES), front=front)) == [title.upper() for title in TITLES]


def test_years_and_months_head_the_chapters_of_a_diary() -> None:
    assert titles(book(["1781."], ["1782."], ["1784."], front=["DIARY"])) == ["1781.", "1782.", "1784."]
    months = ["January, 1781", "March, 1781", "January, 1782"]
    assert titles(book(*([month] for month in months), front=["DIARY"], blank=1)) == months
    assert len(titles(book(["1784."], ["1781."], ["1783."], front=["DIARY"], blank=1))) == 1, "that of the diary"


def test_persons_and_stage_directions_belong_to_no_act_and_scene() -> None:
    persons = ["THE BISHOP'S HAMS", "", "PERSONS", "", "THE BISHOP.", "", "A MILLER."]
    scenes = [
        [*([f"ACT {roman(a)}.", ""] if s == 1 else []), f"SCENE {roman(s)}.", "", "Enter the MILLER.", "", "MILLER."]
        for a in (1, 2)
        for s in (1, 2)
    ]
    text = book(*scenes, front=persons)
    assert titles(text) == ["SCENE I.", "SCENE II."] * 2
    lines = of_text(text).lines
    acts = [part for part in parts(text) if part.kind is PartKind.PART]
    assert [lines[act.first].text for act in acts] == ["ACT I.", "ACT II."]


def test_the_lines_that_end_the_books_of_a_poem_head_no_chapters() -> None:
    ends = ["THE END OF THE FIRST BOOK.", "THE END OF THE SECOND BOOK.", "THE END OF THE THIRD BOOK."]
    text = "\n".join(
        line for n, end in enumerate(ends) for line in (f"BOOK {roman(n + 1)}.", "", *prose(n), end, "", "")
    )
    assert titles(text) == ["BOOK I.", "BOOK II.", "BOOK III."]


def test_the_initials_of_a_printer_are_no_number_of_a_chapter() -> None:
    headings = [[f"{roman(n)}. {TITLES[n % 6]}."] for n in range(2, 12)]
    text = book(*headings, front=["J. B. SALTER--ORSHOLM--1906.", "", *prose(7)])
    assert [part.printed for part in chapters(text)] == [*range(2, 12)]


def test_the_dates_of_letters_are_no_words_of_chapters_and_the_word_may_be_above_the_first_number_only() -> None:
    headings = [["LETTER THE FIRST.", "TO A CARTER."], *([f"{n}.--TO A CARTER."] for n in range(2, 200))]
    days = ["Friday", "Monday", "Sunday", "Tuesday"]
    text = "\n".join(
        line
        for n, heading in enumerate(headings)
        for line in ("", "", *heading, "", f"At Merrow, {days[n % 4]} {n // 8 + 1} May 1671.", "", *prose(n)[:4], "")
    )
    assert [part.printed for part in chapters(text)] == [*range(1, 200)]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("number", ["{}", "{}."])
def test_numbers_alone_head_chapters_of_a_text_with_a_line_for_each_paragraph(between: str, number: str) -> None:
    lines = ["MY BOOK", "J. Lund"]
    for n, title in enumerate(TITLES):
        lines += [number.format(n + 1), title.upper(), *(" ".join((*prose(n + k)[:2], SENTENCES[k])) for k in range(4))]
    assert titles(between.join(lines)) == [f"{number.format(n + 1)} {t.upper()}" for n, t in enumerate(TITLES)]


def test_sections_that_a_contents_list_gives_too_have_less_white_space_above() -> None:
    sections = ["On Ledgers", "On Sacks", "On Ferries"]
    front = ["CONTENTS", "", *(f"{t} {9 * n + 1}" for n, t in enumerate(TITLES)), ""]
    for n, section in enumerate(sections):
        front.insert(4 + 3 * n, f"{section} {18 * n + 14}")
    text = book(*([title] for title in TITLES), front=front, blank=5)
    for n, section in enumerate(sections):
        first = f"{SENTENCES[2]} That was in the year {1700 + 10 * (2 * n + 1) + 2} of the town."
        assert first in text
        text = text.replace(first, f"\n{section}\n\n{first}")
    assert titles(text) == list(TITLES)


def test_the_articles_of_a_periodical_are_its_parts_although_stories_in_it_begin_with_a_first_chapter() -> None:
    headings = [[title.upper() + "."] for title in (*TITLES, "A Letter", "The Weather")]
    headings[2] += ["", "By A. Lund.", "", "CHAPTER I.", "", "IN THE MORNING."]
    assert titles(book(*headings, front=["THE SALT PAPER"], blank=5))[:2] == ["THE SALT ROAD.", "A WINTER OF WOLVES."]
    assert len(chapters(book(*headings, front=["THE SALT PAPER"], blank=5))) == len(headings)


def test_a_contents_list_may_have_one_title_many_times_and_a_misread_page() -> None:
    headings = [t for title in TITLES for t in (title, "Another")]
    pages = [f"p. {9 * n + 5}." for n in range(len(headings))]
    pages[4] = "p. I4m."
    front = ["CONTENTS", "", *(f"{title}, {page}" for title, page in zip(headings, pages, strict=True)), ""]
    assert titles(book(*([title] for title in headings), front=front)) == headings


def test_a_word_above_the_summary_of_each_chapter_names_no_contents_list() -> None:
    summary = ["CONTENTS", "", "The bridge.--A frost in 1705", "and the toll of 1706"]
    text = book(*([f"CHAPTER {roman(n)}", title, "", *summary] for n, title in enumerate(TITLES, 1)))
    assert [part.kind for part in parts(text)] == [PartKind.CHAPTER] * len(TITLES)


def test_a_list_of_numbers_titles_and_summaries_at_the_end_has_no_chapters() -> None:
    headings = [[f"CHAPTER {roman(n)}", "", title] for n, title in enumerate(TITLES, 1)]
    listed = [
        line
        for n, h in enumerate(headings)
        for line in ("", "", *h, "", f"The bridge.--Of {n + 4} mills,", f"and {n + 5} millers.")
    ]
    text = book(*([*h, "", *(line for k in range(5) for line in prose(k))] for h in headings))
    text += "\n".join(["", "", *listed[8:]])
    assert [part.printed for part in chapters(text)] == [*range(1, len(TITLES) + 1)]


def test_the_acts_in_the_argument_of_a_play_are_no_parts() -> None:
    argument = ["ARGUMENT", "", *(line for n in (1, 2, 3) for line in (f"ACT {roman(n)}.", "", *prose(n)[:3]))]
    acts = [[*([f"ACT {roman(a)}.", ""] if s == 1 else []), f"SCENE {roman(s)}."] for a in (1, 2, 3) for s in (1, 2, 3)]
    text = book(*acts, front=argument)
    assert [part.printed for part in parts(text) if part.kind is PartKind.PART] == [1, 2, 3]


def test_a_listed_title_fills_the_gap_that_a_lost_number_leaves() -> None:
    front = ["CONTENTS", "", *(f"{roman(n)}. {title} {9 * n}" for n, title in enumerate(TITLES, 1)), ""]
    text = book(*([f"CHAPTER {roman(n)}", title] for n, title in enumerate(TITLES, 1)), front=front)
    assert [part.printed for part in chapters(text.replace("CHAPTER III\n", ""))] == [1, 2, 0, 4, 5, 6]


def test_an_entry_without_a_page_ends_at_its_stop() -> None:
    named = [f"{title}." for title in (*TITLES[:3], "Ada Merrow", *TITLES[3:])]
    text = book(*([title] for title in named), front=["Pri la libro", "", *named, ""])
    text += "".join(f"\n\n{sentence}\n\nAda Merrow.\n" for sentence in SENTENCES)
    assert titles(text) == named


def test_chapters_may_be_numbered_up_to_999() -> None:
    text = book(*([f"{n}.", "", TITLES[n % 6].upper()] for n in range(380, 420)))
    assert [part.printed for part in chapters(text)] == [*range(380, 420)]


def test_numbers_as_far_apart_as_pages_are_no_chapters() -> None:
    """Of a book in Fraktur, OCR read only some folios, and these were its 36 chapters."""
    page = [f"{SENTENCES[k % 4]} {k}" for k in range(30)]
    folios = book(front=[line for n in (1, 2, *range(84, 98)) for line in ("", str(n), "", *page)])
    assert chapters(folios) == []


def test_titles_below_wide_white_space_may_end_with_a_stop_or_share_their_first_line() -> None:
    """Of a life in eight chapters, none was found: `Guarino in Verona.` above its years, and three that began alike."""
    named = [[f"{title}."] for title in TITLES[:3]]
    series = [["The Salt Papers", "", title.upper()] for title in TITLES[3:]]
    assert titles(book(*named, *series, blank=4)) == [
        *(f"{title}." for title in TITLES[:3]), *(f"The Salt Papers {title.upper()}" for title in TITLES[3:]),
    ]  # fmt: skip


def test_the_only_title_above_most_of_the_text_is_that_of_a_chapter() -> None:
    """A life without chapters was front matter of 3,000 lines, and a play the introduction above it."""
    front = ["THE SALT BOOK", "", "", "", "", "DEDICATION", "", "To the mules and all who went with them.", ""]
    whole = book(["John Salter", "", *prose(1), *prose(2), *prose(3)], front=front, blank=4)
    whole += book(["APPENDIX A"], ["APPENDIX B"], blank=4)
    assert [(part.kind, part.number) for part in parts(whole)] == [
        ("jacket", 1), ("front", 1), ("chapter", 1), ("appendix", 1), ("appendix", 2),
    ]  # fmt: skip


def test_a_bibliography_in_the_list_of_a_paper_is_not_above_the_whole_paper() -> None:
    """The contents list was not recognised. So its `Bibliography` was the title of all the text, which had no notes."""
    listed = ["Outline", "", "1", "", "Introduction", "", "2", "", "Of the toll", "", "Bibliography", ""]
    text = [*listed, "Abstract", *prose(1), *prose(2), *prose(3), *prose(4), "", "", "", "Bibliography", "", *prose(5)]
    (bibliography,) = (part for part in parts("\n".join(text)) if part.kind is PartKind.BIBLIOGRAPHY)
    assert bibliography.end - bibliography.body == len([*filter(None, prose(5))])


def test_one_late_number_near_the_end_and_one_misread_word_are_no_chapters() -> None:
    """The only chapter of a magazine was `Chapter III` of a parody in it; that of an anthology `After Chaucer`."""
    late = book([], [], [], ["CHAPTER III. The Restoration"], blank=1)
    assert [part.printed for part in chapters(late)] == []
    assert not any(part.label for part in chapters(book(["AFTER CHAUCER"], ["AFTER SPENSER"], ["AFTER BURNS"])))


def test_titles_above_an_early_contents_list_are_front_matter() -> None:
    """A permission to copy and the title page were the first two chapters of a book in Esperanto."""
    listed = ["Of the salt of the hills    1", "Of the salt of the sea    12"]
    front = ["FOR THE USE OF SCHOOLS", "", *prose(7), "", "", "", "", "CONTENTS", "", *listed, ""]
    heads = [title.upper() for title in TITLES]
    assert titles(book(*([head] for head in heads), *([f"{head} AGAIN"] for head in heads), front=front, blank=4)) == [
        *heads, *(f"{head} AGAIN" for head in heads),
    ]  # fmt: skip


def test_a_page_of_a_contents_list_may_be_misread_as_letters() -> None:
    """A list without a recognised entry among its first lines was taken for the parts and chapters of the book."""
    summary = ["Of the salt that the mules carried, and of the road that they went", "below the mill.", ""]
    listed = ["CONTENTS", "", "of the first volume.", "", "INTRODUCTION. . . . . . . . . page ι", "", *summary]
    for n, title in enumerate(TITLES, 1):
        listed += [
            f"CHAP. {roman(n)}. {title} . . . . . . page {20 * n if n > 1 else 'u'}",
            "",
            *summary[: 3 * (n < 6)],
        ]
    heads = ([f"CHAP. {roman(n)}.", "", title] for n, title in enumerate(TITLES, 1))
    found = parts(book(*heads, front=listed))
    assert [part.kind for part in found[:2]] == ["front", "chapter"]
    assert len(found[0].entries) >= len(TITLES)


def test_the_names_in_an_index_are_no_titles_although_they_are_in_capitals() -> None:
    listed = ["CONTENTS", "", *(f"{title}    {20 * n + 1}" for n, title in enumerate(TITLES, 1)), ""]
    names = [
        "INDEX OF AUTHORS",
        "",
        *(line for k in range(4) for line in ("", "", f"SALTER, {'ABCD'[k] * 9}", "", *prose(k))),
    ]
    text = book(*([title.upper()] for title in TITLES), names, front=listed)
    assert titles(text) == [title.upper() for title in TITLES]


def test_a_listed_heading_within_a_paragraph_is_no_chapter() -> None:
    """Of a book in three parts, the sections that begin like `4. _Broken fragments_.—From what` were chapters."""
    sections = [f"The weight of the salt that mules can carry in a year of {name}" for name in ("rain", "frost")]
    listed = [f"{title}    {20 * n + 1}" for n, title in enumerate([*TITLES[:4], *sections], 1)]
    after = "From what was said of the mules and the road"
    within = [line for section in sections for line in ("", f"_{section}._—{after}", *prose(3))]
    heads = [title.upper() for title in TITLES[:4]]
    text = book(*([head] for head in heads), front=["CONTENTS", "", *listed, ""], blank=4)
    assert titles(text + "\n".join(within)) == heads


def test_the_title_below_the_number_of_a_chapter_is_not_one_more_chapter() -> None:
    """A collection of old tales had each chapter twice: `CHAP. 1.` and the title in capitals below it."""
    listed = [f"{title}    {20 * n + 1}" for n, title in enumerate(TITLES, 1)]
    numbered = [["CHAP. 1.", "", "", "HOW THE MULES WERE SOLD."], ["CHAP. 2.", "", "", "HOW THE SALT WAS LOST."]]
    heads = [[title.upper()] for title in TITLES]
    text = book(*heads[:2], numbered[0], *heads[2:4], numbered[1], *heads[4:], front=["CONTENTS", "", *listed], blank=2)
    assert [title for title in titles(text) if title.startswith("HOW")] == []


def test_a_title_may_begin_with_a_quotation_mark() -> None:
    heads = ["'ARRY IN THE HILLS", "“PLEASE TO REMEMBER”", "THE TOLL", "THE MILL"]
    assert titles(book(*([head] for head in heads), front=["THE SALT BOOK", ""], blank=4)) == heads
    speeches = ["'Have you no salt?'", "Nor any hams.'", "'Not even a mule'"]
    assert titles(book(*([head] for head in (*heads, *speeches)), front=["THE SALT BOOK", ""], blank=4)) == heads


def test_the_name_of_a_speaker_is_no_misread_word_for_a_chapter() -> None:
    """`CARTER.` above each of his speeches was the chapters of a play, whose scenes were lost."""
    speech = ["CARTER.", "", "The salt is late again, and I have not", "a sack to show for it.", ""]
    scenes = [[f"SCENE {roman(n)}. {TITLES[n]}.", "", *(speech * 4)] for n in (1, 2, 3)]
    assert [part.label for part in chapters(book(*scenes))] == ["I", "II", "III"]


def test_a_name_below_two_quotations_is_no_misread_word_for_a_chapter() -> None:
    quoted = ["", "The salt is late, the road is long", "", "Chanter.", ""]
    sections = [[f"PART THE {n}.", "", *prose(k), *quoted, *prose(k + 3)] for k, n in enumerate(("FIRST", "SECOND"))]
    assert titles(book(*sections)) == ["PART THE FIRST.", "PART THE SECOND."]


def test_numbers_above_titles_are_chapters_if_their_sections_are_numbered_too() -> None:
    """`1 The Town` above `1.1 The Gate` was a section like this, and the book had no chapters."""
    heads = [[f"{n} {TITLES[n]}", "", *prose(n), "", f"{n}.1 The Gate", "", *prose(n + 3)] for n in (1, 2, 3)]
    assert titles(book(*heads)) == [f"{n} {TITLES[n]}" for n in (1, 2, 3)]


def test_numbered_speakers_and_songs_are_no_chapters_of_a_play() -> None:
    """`Second man` and `Song` were ten chapters of a play whose 20 scenes have only numbers."""
    talk = [
        line for k in (1, 2, 1, 2, 3, 1) for line in (f"Man {k}", "", "How can we go, brother, if it", "is closed?", "")
    ]
    scenes = [[f"{roman(n)}.", "", *prose(n), *talk, "SONG", "", "The salt is in the sea,", ""] for n in range(1, 7)]
    assert [part.label for part in chapters(book(*scenes))] == ["I", "II", "III", "IV", "V", "VI"]


def test_the_names_of_authors_in_a_contents_list_are_not_the_beginnings_of_the_next_titles() -> None:
    """The chapters of a collection of essays were named after their authors."""
    names = ["Anna Merrow", "John Carter and Mary Salter", "E. von Lund", "J. Miller", "Anna Merrow", "P. Toller"]
    pairs = list(zip(TITLES, names, strict=True))
    listed = [line for n, (title, name) in enumerate(pairs) for line in (f"{title}    {20 * n + 1}", f"   {name}")]
    text = book(*([title, "", name] for title, name in pairs), front=["Contents", "", *listed, ""], blank=4)
    found = titles(text)
    assert [title[: len(known)] for title, known in zip(found, TITLES, strict=True)] == list(TITLES)
