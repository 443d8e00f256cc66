"""The parts of a book, found by how their titles are set."""

from __future__ import annotations

from itertools import pairwise

import pytest

from editio.languages import Term
from editio.model.kinds import PartKind
from editio.model.messages import Message
from editio.model.pages import Page, Pagination
from editio.model.witness import Witness, of_text
from editio.stages.divisions import PartLines, divide
from editio.stages.divisions.heading import Entered
from editio.stages.divisions.words import Form, mentions
from leaves import leaved, paginate, text
from printing import page, paged, witness

TEXT = (
    "The mules went down the road with salt for the town below,",
    "and the town below it had salt to sell to the sea and all.",
)


def parts(text: Witness, headings: frozenset[int] = frozenset()) -> tuple[tuple[PartLines, ...], tuple[Message, ...]]:
    chapters = [Entered(i, PartKind.CHAPTER) for i, line in enumerate(text.lines) if line.number in headings]
    return divide(text, paged(text), chapters, "en")


def names(text: Witness, headings: frozenset[int] = frozenset()) -> list[tuple[str, int]]:
    return [(part.kind, part.number) for part in parts(text, headings)[0]]


def title(text: Witness, part: PartLines) -> list[str]:
    return [line.text for line in text.lines[part.first : part.body]]


CHAPTERS = (
    page("CHAPTER", "1 Salt", *TEXT),
    page(*TEXT),
    page("CHAPTER", "2 The Bishop", "and His Hams", *TEXT),
)


def test_a_chapter_begins_with_its_word_its_number_and_a_title_of_short_lines() -> None:
    text = witness(*CHAPTERS)
    first, second = parts(text)[0]
    assert (first.kind, first.number, second.kind, second.number) == ("chapter", 1, "chapter", 2)
    assert title(text, second) == ["CHAPTER", "2 The Bishop", "and His Hams"]
    assert text.text[second.number_end :].startswith("The Bishop")


def test_the_number_may_stand_in_the_line_of_the_word() -> None:
    text = witness(page("CHAPTER 1", "Salt", *TEXT), page("CHAPTER II", "Mules", *TEXT))
    assert names(text) == [("chapter", 1), ("chapter", 2)]


def test_a_heading_that_lost_its_word_is_known_by_the_next_number_at_the_top_of_a_page() -> None:
    assert names(witness(*CHAPTERS, page("3 Mules", *TEXT))) == [("chapter", n) for n in (1, 2, 3)]


def test_another_number_at_the_top_of_a_page_is_no_heading() -> None:
    assert names(witness(*CHAPTERS, page("40 mules fell", *TEXT))) == [("chapter", 1), ("chapter", 2)]


def test_the_next_number_within_a_page_is_no_heading_unless_the_register_says_so() -> None:
    text = witness(*CHAPTERS, page(*TEXT, "3 Mules", *TEXT))
    assert names(text) == [("chapter", 1), ("chapter", 2)]
    line = next(line.number for line in text.lines if line.text == "3 Mules")
    assert names(text, frozenset({line})) == [("chapter", n) for n in (1, 2, 3)]


def test_the_word_appendix_may_stand_over_the_first_only() -> None:
    text = witness(*CHAPTERS, page("APPENDIX", "1 Tolls of 1831", *TEXT), page("2 A Letter", *TEXT))
    assert names(text)[2:] == [("appendix", 1), ("appendix", 2)]


def test_before_the_chapters_a_short_line_without_a_stop_at_the_top_of_a_page_is_a_title() -> None:
    text = witness(page("Preface", *TEXT), page("Chronology of Salt", "1831"), *CHAPTERS)
    assert names(text)[:2] == [("front", 1), ("chronology", 1)]
    assert title(text, parts(text)[0][1]) == ["Chronology of Salt"]


def test_an_ornament_at_the_top_of_a_page_is_no_title() -> None:
    """OCR reads it as a few capitals, other ones on each page. In a book without chapters, titles are its chapters."""
    titles = ("Of the Salt", "GR SY XS", "Of the Mules", "ER KL AS", "Of the Town")
    text = witness(*(page(*lines) for title in titles for lines in ((title, *TEXT * 6), TEXT * 6)))
    assert [title(text, part) for part in parts(text)[0]] == [["Of the Salt"], ["Of the Mules"], ["Of the Town"]]


def test_an_entry_with_dots_before_its_page_is_no_heading() -> None:
    """The OCR of the list was too bad to recognise it as a list."""
    entries = [f"CHAPTER {n}. Of salt . . . . . . p:ge {n}x" for n in ("I", "II", "III")]
    assert "chapter" not in {kind for kind, _ in names(witness(page(*entries), page(*TEXT), page(*TEXT)))}


def test_an_imprint_is_no_title() -> None:
    first = page("Copyright 1912 by Ada Merrow", *TEXT * 5)
    assert names(witness(first, page("Preface", *TEXT), *CHAPTERS))[:2] == [("jacket", 1), ("front", 1)]


def test_within_the_chapters_it_is_not() -> None:
    assert names(witness(*CHAPTERS, page("Mules", *TEXT))) == [("chapter", 1), ("chapter", 2)]


def test_what_stands_before_the_first_title_is_the_jacket() -> None:
    text = witness(page(*TEXT), page("Preface", *TEXT), *CHAPTERS)
    assert names(text)[:2] == [("jacket", 1), ("front", 1)]


def test_back_matter_is_known_by_the_words_of_its_title() -> None:
    text = witness(*CHAPTERS, page("Select Bibliography", *TEXT), page("Index", *TEXT))
    assert names(text)[2:] == [("bibliography", 1), ("index", 1)]


def test_a_chapter_that_is_missing_is_reported_at_the_next() -> None:
    text = witness(*CHAPTERS, page("CHAPTER", "4 Snow", *TEXT))
    (gap,) = parts(text)[1]
    assert (gap.code, gap.detail) == ("S501", "Chapter 2 is followed by 4.")
    assert text.lines[parts(text)[0][2].first].number == gap.line


def test_the_parts_follow_one_another_without_a_gap() -> None:
    text = witness(page(*TEXT), *CHAPTERS, page("Index", *TEXT))
    found = parts(text)[0]
    assert [part.first for part in found] == [0, *(part.end for part in found[:-1])]
    assert found[-1].end == len(text.lines)


def test_of_two_headings_in_a_row_the_first_has_the_first_line_only() -> None:
    first, second = parts(witness(page("CHAPTER 1"), page("CHAPTER 2")))[0]
    assert (first.first, first.body, first.end) == (0, 1, 1)
    assert second.first == 1


def _unpaged(*blocks: tuple[int, str]) -> Witness:
    """A text without pages: its blocks, each below some empty lines."""
    return of_text("".join("\n" * blank + text + "\n" for blank, text in blocks))


def test_what_a_contents_list_sets_in_is_a_section_of_a_chapter() -> None:
    text = "\n".join(TEXT * 3)
    sections = ("Loading the mules", "Going down", "Coming home")
    listed = ["CONTENTS."]
    book: list[tuple[int, str]] = []
    for n, chapter in enumerate(("Winter", "The Toll", "Snow at Ferrow", "What Came of It")):
        listed += [f"{chapter}    {20 * n + 1}", *(f"  {name}    {20 * n + 5}" for name in sections)]
        book += [(3, f"{chapter.upper()}."), (1, text)]
        book += [block for name in sections for block in ((1, f"{name.upper()}."), (1, text))]
    made = _unpaged((0, "\n".join(listed)), *book)
    found = divide(made, Pagination((Page("", 0, True, ""),), (), ()), (), "en")[0]
    chapters = [title(made, part) for part in found if part.kind is PartKind.CHAPTER]
    assert chapters == [["WINTER."], ["THE TOLL."], ["SNOW AT FERROW."], ["WHAT CAME OF IT."]]


def test_what_a_contents_list_sets_in_below_the_parts_of_the_book_are_its_chapters() -> None:
    text = "\n".join(TEXT * 6)
    listed = ["CONTENTS."]
    book: list[tuple[int, str]] = []
    for part, names_ in (("UP", ("Winter", "The Toll")), ("DOWN", ("Snow at Ferrow", "What Came of It"))):
        listed += [part, *(f"  {name}    {len(listed) * 9 + n}" for n, name in enumerate(names_))]
        book += [(3, f"{name.upper()}.\n\n{text}") for name in names_]
    made = _unpaged((0, "\n".join(listed)), *book)
    found = divide(made, Pagination((Page("", 0, True, ""),), (), ()), (), "en")[0]
    chapters = [title(made, part) for part in found if part.kind is PartKind.CHAPTER]
    assert chapters == [["WINTER."], ["THE TOLL."], ["SNOW AT FERROW."], ["WHAT CAME OF IT."]]


@pytest.mark.parametrize(("blank", "found"), [(2, True), (1, False)])
def test_a_title_that_the_contents_list_lacks_has_as_much_space_above_as_any_that_it_has(
    blank: int, found: bool
) -> None:
    """Not as much as most: of the titles of a book half would fail."""
    text = "\n".join(TEXT * 6)
    titles = ("Winter", "Spring", "Snow at Ferrow", "What Came of It")
    listed = "\n".join(["CONTENTS.", *(f"{name}    {20 * n + 1}" for n, name in enumerate(titles))])
    blocks = [(n, f"{name.upper()}.\n\n{text}") for n, name in zip((3, 3, 3, 2), titles, strict=True)]
    made = _unpaged((0, listed), *blocks[:2], (blank, f"WHAT THE MILLER TOOK.\n\n{text}"), *blocks[2:])
    parts = divide(made, Pagination((Page("", 0, True, ""),), (), ()), (), "en")[0]
    chapters = [title(made, part) for part in parts if part.kind is PartKind.CHAPTER]
    assert (["WHAT THE MILLER TOOK."] in chapters) is found


def test_a_title_alone_above_a_chapter_is_that_of_a_part_if_the_contents_list_has_it() -> None:
    text = "\n".join(TEXT * 6)
    listed = "CONTENTS\n\nUP\n  I. Winter    1\n  II. The Toll    20\n\nDOWN\n  III. Snow    40\n  IV. The Sea    60"
    chapters = [f"CHAPTER {n}\n\n{name}\n\n{text}" for n, name in (("I", "WINTER"), ("II", "TOLL"), ("III", "SNOW"))]
    blocks = [(0, listed), (4, chapters[0]), (4, chapters[1]), (4, "DOWN"), (4, chapters[2])]
    made = _unpaged(*blocks)
    found = divide(made, Pagination((Page("", 0, True, ""),), (), ()), (), "en")[0]
    assert [title(made, part) for part in found if part.kind is PartKind.PART] == [["DOWN"]]
    other = _unpaged(*blocks[:3], (4, "SALT"), blocks[4])
    found = divide(other, Pagination((Page("", 0, True, ""),), (), ()), (), "en")[0]
    assert not [part for part in found if part.kind is PartKind.PART]


def test_the_marks_of_notes_are_no_appendices() -> None:
    notes = [page(*TEXT * 4, "", f"{n} So says the miller of Ferrow.") for n in range(1, 7)]
    text = witness(*CHAPTERS, page("APPENDIX", "", *TEXT * 2), *notes)
    assert names(text)[2:] == [("appendix", 1)]


def test_a_running_head_that_was_not_found_begins_no_part_of_the_same_name() -> None:
    matter = (page("INDEX OF PLACES", *TEXT), page("INDEX OF PERSONS", *TEXT), page("lNDEX OF PERS0NS", *TEXT))
    assert names(witness(*CHAPTERS, *matter))[2:] == [("index", 1), ("index", 2)]


def test_the_volume_of_a_series_printed_twice_is_no_heading() -> None:
    series = (page("SALT PAPERS", "VOL. LXXXII.", *TEXT), page("VOL. LXXXII.", *TEXT))
    assert [kind for kind, _ in names(witness(*series, *CHAPTERS))] == ["jacket", "chapter", "chapter"]


def test_a_line_that_goes_on_with_small_letters_names_no_chapter() -> None:
    text = witness(*CHAPTERS, page(*TEXT, "", "the chapter 3, which is lost", "", *TEXT))
    assert names(text) == [("chapter", 1), ("chapter", 2)]


def test_the_signatures_of_sheets_are_no_headings_although_their_numbers_rise() -> None:
    lines = "\n".join(f"{sentence} {n}" for n, sentence in enumerate(TEXT * 4))
    pages = [f"{lines}\n\n{f'HUNT, SALT. {k // 2 + 1}' if not k % 2 else lines}\n\n" for k in range(12)]
    starts = [sum(map(len, pages[:k])) for k in range(len(pages))]
    paged_ = Pagination(tuple(Page(str(k), start, True, "") for k, start in enumerate(starts, 1)), (), ())
    assert [part.kind for part in divide(of_text("".join(pages)), paged_, (), "en")[0]] == ["jacket"]


def test_a_title_behind_the_appendix_of_a_book_without_chapters_is_no_front_matter() -> None:
    text = witness(page("To the Reader", *TEXT), page("APPENDIX", *TEXT), page("The Salt Works", *TEXT))
    assert names(text) == [("front", 1), ("appendix", 1)]


@pytest.mark.parametrize("word", ["CONCLUSION", "AFTERWORD", "CORRIGENDA"])
def test_a_named_section_behind_the_appendix_of_a_book_without_chapters_is_back_matter(word: str) -> None:
    """The corrections of a charter book became front matter, since no chapter came before them."""
    text = witness(page("PREFACE", *TEXT), page("APPENDIX", *TEXT), page(word, *TEXT))
    assert names(text) == [("front", 1), ("appendix", 1), ("back", 1)]


def test_a_function_word_before_the_word_chapter_is_no_misread_number() -> None:
    """`In chap. 4. are some observations` became chapter III, as which `In` can be misread."""
    (numbered,) = [m for m in mentions("In chap. 4. are some observations", "en") if m.form is Form.NUMBERED]
    assert numbered.numbers[0].value == 4


@pytest.mark.parametrize(("text", "tag"), [("La toga", "es"), ("Il sale", "it"), ("Le sel", "fr"), ("In Salt", "en")])
def test_an_article_at_the_beginning_of_a_title_is_no_number(text: str, tag: str) -> None:
    """The contents list had `La toga`, which was read as 50 and `toga`, so that the chapter was not found."""
    assert mentions(text, tag) == ()


@pytest.mark.parametrize("text", ["CAPUT I, 31-32. 13", "2, 34 says the miller", "6.1. the toll"])
def test_a_place_within_a_chapter_is_no_heading(text: str) -> None:
    """Running heads and a commentary name chapters and verses."""
    assert not [m for m in mentions(text, "la") if m.form in (Form.NUMBERED, Form.NUMERAL)]


def test_spoilt_marks_are_no_numbers_of_chapters() -> None:
    pages = [[[*TEXT * 6, "", mark, "", *TEXT * 6], [*TEXT * 6]] for mark in ("J", ",n", "lll", "*N", "v", "Vl")]
    assert [
        part.kind
        for part in divide(leaved(*(page_ for two in pages for page_ in two)), Pagination((), (), ()), (), "en")[0]
    ] == [PartKind.JACKET]


def test_numbers_at_the_feet_of_pages_are_no_headings() -> None:
    """The signatures of the sheets of a journal became its chapters."""
    pages = [[*TEXT * 4, *(["", f"{k // 2 + 1} P"] if not k % 2 else [])] for k in range(24)]
    parts_ = divide(leaved(*pages), Pagination((), (), ()), (), "en")[0]
    assert [part.kind for part in parts_] == [PartKind.JACKET]


def _divided(made: Witness) -> list[PartLines]:
    return list(divide(made, Pagination((Page("", 0, True, ""),), (), ()), (), "en")[0])


def _titles(made: Witness, kind: PartKind) -> list[str]:
    return [" / ".join(title(made, part)) for part in _divided(made) if part.kind is kind]


PAGE_OF_TEXT = "\n".join(TEXT * 6)


def test_acts_within_one_chapter_are_no_parts_of_the_book() -> None:
    acts = [(3, f"ACT {n}.\n\n{PAGE_OF_TEXT}") for n in ("I", "II", "III")]
    first, second, third = ((4, f"CHAPTER {n}.\n\n{PAGE_OF_TEXT}") for n in ("I", "II", "III"))
    made = _unpaged(first, second, *acts, third)
    assert _titles(made, PartKind.PART) == []
    assert len(_titles(made, PartKind.CHAPTER)) == 3


def test_scenes_below_one_title_of_the_contents_list_are_no_chapters() -> None:
    names_ = ("Winter", "The Toll", "A Comedy of Salt", "What Came of It")
    listed = "\n".join(["CONTENTS.", *(f"{name}    {20 * n + 1}" for n, name in enumerate(names_))])
    scenes = "".join(f"\n\n\n{n} SCENE.\n\n{PAGE_OF_TEXT}" for n in ("FIRST", "SECOND", "THIRD", "FOURTH"))
    blocks = [(4, f"{name.upper()}.\n\n{PAGE_OF_TEXT}{scenes if 'Comedy' in name else ''}") for name in names_]
    made = _unpaged((0, listed), *blocks)
    assert _titles(made, PartKind.CHAPTER) == [f"{name.upper()}." for name in names_]


def test_short_lines_between_two_numbers_are_text() -> None:
    """The first piece of a reader is a dialogue, so the second number seemed to be directly below the first."""
    dialogue = "\n\n".join(["Mary. I am here.", "John. And I am here."] * 8)
    others = [(4, f"{n}. Papa is angry.\n\n\n{PAGE_OF_TEXT}") for n in ("II", "III", "IV")]
    made = _unpaged((4, f"I.\n\n\n{dialogue}"), *others)
    assert [part.printed for part in _divided(made) if part.kind is PartKind.CHAPTER] == [1, 2, 3, 4]


def test_the_clear_number_of_a_heading_outweighs_an_earlier_head_repaired_to_it() -> None:
    """`Cap. II.` above the page on which chapter III begins is a running head that seemed to have lost a stroke."""
    numbers = ("I", "II", "III", "IV")
    pages = [page("CAPUT I.", *TEXT * 8)]
    for before, number in pairwise(numbers):
        pages.append(page(f"Caput {before}. De Sale. 7", *TEXT * 8, f"CAPUT {number}.", *TEXT * 8))
    text = witness(*pages)
    assert [title(text, part)[0] for part in divide(text, paged(text), (), "la")[0]] == [f"CAPUT {n}." for n in numbers]


def test_a_contents_list_ends_at_wide_white_space_above_lines_without_pages() -> None:
    listed = "CONTENTS\n\nWinter    1\nThe Toll    20\nSnow    40"
    works = "LIST OF WORKS\n\nThe salt of the earth\nA history of hams\nThe mule\nThe toll    1842"
    blocks = [(4, f"{name}\n\n{PAGE_OF_TEXT}") for name in ("WINTER", "THE TOLL", "SNOW")]
    made = _unpaged((0, listed), (4, works), *blocks)
    (contents,) = [part for part in _divided(made) if part.entries]
    assert [entry.words for entry in contents.entries] == ["Winter", "The Toll", "Snow"]


def test_listed_titles_above_numbers_that_begin_again_are_parts() -> None:
    listed = "CONTENTS\n\nThe Salt Farm    1\nThe Frozen Toll    80\nA Short Tale    160"
    acts = "\n\n\n".join(f"ACT {n}\n\n{PAGE_OF_TEXT}" for n in ("I", "II", "III"))
    works = [(4, f"{name}\n\nPERSONS\n\n\n{acts}") for name in ("THE SALT FARM", "THE FROZEN TOLL")]
    made = _unpaged((0, listed), *works, (4, f"A SHORT TALE\n\n{PAGE_OF_TEXT}"))
    assert _titles(made, PartKind.PART) == ["THE SALT FARM", "THE FROZEN TOLL"]
    assert _titles(made, PartKind.CHAPTER) == [*2 * ["ACT I", "ACT II", "ACT III"], "A SHORT TALE"]


def test_a_contents_list_without_pages_has_an_entry_for_each_number_and_knows_the_number_above_the_title() -> None:
    """The entry is the motto of a chapter, two lines below its number."""
    mottos = ("Salt is good", "The mule knows the road", "Nobody pays the toll twice", "Ham for a bishop", "Frost")
    listed = "\n".join(["Contents.", "", *(f"{n}. {motto}" for n, motto in enumerate(mottos, 1))])
    blocks = [
        (4, f"{n}. Day.\n\nA Title for {motto.split()[-1]}\n\n\n{motto}\n\n\n{PAGE_OF_TEXT}")
        for n, motto in enumerate(mottos, 1)
    ]
    made = _unpaged((0, listed), *blocks)
    assert [part.printed for part in _divided(made) if part.kind is PartKind.CHAPTER] == [1, 2, 3, 4, 5]


def test_corrections_at_the_end_of_a_book_of_which_no_part_is_known_are_no_front_matter() -> None:
    text = witness(*(page(*TEXT) for _ in range(4)), page("CORRIGENDA", *TEXT))
    assert names(text) == [("jacket", 1), ("back", 1)]


def test_an_enumeration_in_the_text_has_no_title_of_the_contents_list() -> None:
    groups = ("The red group", "The white group", "The black group")
    listed = "\n".join(["CONTENTS.", *(f"{name}    {20 * n + 1}" for n, name in enumerate(("Winter", *groups)))])
    text = "\n\n".join([PAGE_OF_TEXT, *(f"{name};" for name in groups), PAGE_OF_TEXT])
    made = _unpaged((0, listed), (4, f"WINTER.\n\n{text}"), *((3, f"{n.upper()}.\n\n{PAGE_OF_TEXT}") for n in groups))
    assert _titles(made, PartKind.CHAPTER) == ["WINTER.", *(f"{name.upper()}." for name in groups)]


def test_the_summary_below_the_title_of_a_chapter_is_no_chapter_although_the_contents_list_has_it() -> None:
    summaries = (
        "The mules--The salt in winter",
        "The bridge--A quarrel about the toll",
        "A letter to the bishop--Hams",
    )
    names_ = ("WINTER.", "THE TOLL.", "THE LETTER.")
    chapters = [(f"CHAPTER {n}.", name, s) for n, name, s in zip(("I", "II", "III"), names_, summaries, strict=True)]
    listed = "\n\n".join(["CONTENTS.", *("\n\n".join(lines) for lines in chapters)])
    made = _unpaged((0, listed), *((4, "\n\n".join([*lines, PAGE_OF_TEXT])) for lines in chapters))
    assert [part.printed for part in _divided(made) if part.kind is PartKind.CHAPTER] == [1, 2, 3]


def test_parts_in_a_contents_list_that_was_not_recognised_do_not_keep_its_chapters() -> None:
    """The list has no title and no pages, and the OCR of the book has lost the headings of its parts."""
    listed = ("Part I.", "Cap. I.", "Cap. II.", "Cap. III.", "Part II.", "Cap. I.", "Cap. II.")
    entries = [block for line in listed for block in ((1, line), (1, TEXT[0]))]
    blocks = [(2, f"CAP. {n}.\n\n" + "\n".join(TEXT * 100)) for n in ("I", "II", "III", "I", "II")]
    found = _divided(_unpaged((0, TEXT[0]), *entries, *blocks))
    assert [part for part in found if part.kind is PartKind.PART] == []
    assert [part.printed for part in found if part.kind is PartKind.CHAPTER] == [1, 2, 3, 1, 2]


def test_of_parts_and_books_without_chapters_those_of_which_there_are_the_most_are_chapters() -> None:
    books = "".join(f"\n\n\n\nBOOK {n}\n\n{PAGE_OF_TEXT}" for n in ("I", "II", "III"))
    made = _unpaged((4, f"PART I\n\nTHE SALT ROAD{books}"))
    assert _titles(made, PartKind.CHAPTER) == ["BOOK I", "BOOK II", "BOOK III"]


def test_the_titles_of_poems_are_chapters_although_their_verses_are_short() -> None:
    """Of the songs of a collection, only those with long lines below their titles were found."""
    verses = "\n".join(["The mule goes down,", "The salt goes too,"] * 6)
    titles = ("THE SALT ROAD.", "A SONG OF SNOW.", "THE TOLL.", "TO A MULE.")
    preface = "\n".join(TEXT * 8)
    made = _unpaged((0, f"PREFACE.\n\n{preface}"), *((4, f"{name}\n\n{verses}") for name in titles))
    assert _titles(made, PartKind.CHAPTER) == list(titles)


def test_numbered_sections_and_parts_below_one_title_of_the_contents_list_are_no_chapters() -> None:
    names_ = ("Winter at Ferrow", "The Lady of the Toll", "A Legend of Salt", "What Came of It")
    listed = "\n".join(["CONTENTS.", *(f"{name}    {20 * n + 1}" for n, name in enumerate(names_))])
    parts_ = "".join(f"\n\n\nPART {n}.\n\n{PAGE_OF_TEXT}" for n in ("I", "II", "III"))
    sections = "".join(f"\n\n\n{n}. THE MILLER OF FERROW\n\n{PAGE_OF_TEXT}" for n in ("I", "II"))
    inside = {"The Lady of the Toll": parts_, "A Legend of Salt": sections.replace("II. THE", "II. ALL THE")}
    blocks = [(4, f"{name.upper()}.\n\n{PAGE_OF_TEXT}{inside.get(name, '')}") for name in names_]
    made = _unpaged((0, listed), *blocks)
    assert _titles(made, PartKind.CHAPTER) == [f"{name.upper()}." for name in names_]
    assert _titles(made, PartKind.PART) == []


def test_a_listed_title_above_the_contents_list_is_no_chapter() -> None:
    names_ = ("Last Verses", "The Toll", "Snow at Ferrow", "What Came of It")
    listed = "\n".join(["CONTENTS.", *(f"{name}    {20 * n + 1}" for n, name in enumerate(names_))])
    blocks = [(4, f"{name.upper()}.\n\n{PAGE_OF_TEXT}") for name in names_[1:]]
    made = _unpaged((0, "LAST VERSES"), (4, "Printed at Ferrow"), (4, listed), *blocks)
    assert _titles(made, PartKind.CHAPTER) == [f"{name.upper()}." for name in names_[1:]]


@pytest.mark.parametrize("text", ["CHAP TER IV.", "CHAPTER Salt IV."])
def test_a_word_divided_or_parted_from_its_number_by_a_stray_word_names_a_chapter(text: str) -> None:
    assert {r.value for m in mentions(text, "en") if m.form is Form.NUMBERED for r in m.numbers} == {4}


def test_a_chapter_whose_roman_number_is_impossible_has_the_number_that_is_missing() -> None:
    text = witness(*(page(f"CHAPTER {n}", *TEXT, *TEXT) for n in ("I", "IXXIΠ", "III", "IV")))
    assert names(text) == [("chapter", n) for n in (1, 2, 3, 4)]


@pytest.mark.parametrize("text", ["Carter, J., 217", "Charter, I., 4"])
def test_a_name_in_an_index_is_no_misread_word_for_a_chapter(text: str) -> None:
    assert not [m for m in mentions(text, "en") if m.form is Form.NUMBERED]


def test_the_divided_folio_of_a_running_head_is_no_number_of_an_appendix() -> None:
    text = witness(*CHAPTERS, page("APPENDIX", *TEXT), page("APPENDIX. 2 4 l", *TEXT))
    assert names(text)[2:] == [("appendix", 1)]


def test_a_number_with_a_stop_at_the_foot_of_a_page_may_head_a_chapter_and_ll_may_be_eleven() -> None:
    numbers = [*map(str, range(1, 11)), "ll", *map(str, range(12, 15))]
    titles = [f"To the Miller of {chr(65 + k) * 5}" for k in range(len(numbers))]
    pages = [[*TEXT, "", f"{n}.", "", title, "", *TEXT, *TEXT] for n, title in zip(numbers, titles, strict=True)]
    pages[6:8] = [[*pages[6], "", "8."], [titles[7], "", *TEXT, *TEXT]]
    found = divide(leaved(*pages), Pagination((), (), ()), (), "en")[0]
    assert [part.printed for part in found if part.printed] == [*range(1, 15)]


def test_the_number_of_a_part_at_the_foot_of_each_sheet_names_no_part() -> None:
    """Of a German book, 17 signatures such as `Part II. 7` were its parts, misread as 17 numbers."""
    sheets = [f"PART {'I' if k < 6 else 'II'}. {k + 2}" for k in range(12)]
    misread = ["PART I.", *("PART n." for _ in range(12))]
    for lines in (sheets, misread):
        made = _unpaged(*((2, f"{line}\n\n{PAGE_OF_TEXT}") for line in lines))
        assert not any(part.printed for part in _divided(made))


@pytest.mark.parametrize(
    ("text", "tag", "number", "rest"),
    [
        ("C H A P. II. The salt", "en", 2, "The salt"),
        ("C H A P I T R E V. Du sel", "fr", 5, "Du sel"),
        ("BOOK I. CHAPTER II.", "en", 2, ""),
        ("BOOK THE FIRST. CHAP. IV. OF SALT", "en", 4, "OF SALT"),
    ],
)
def test_the_number_of_a_chapter_may_follow_that_of_its_book_or_a_letterspaced_word(
    text: str, tag: str, number: int, rest: str
) -> None:
    said = [m for m in mentions(text, tag) if m.form is Form.NUMBERED and m.term is Term.CHAPTER]
    assert [(m.numbers[0].value, text[m.title :]) for m in said] == [(number, rest)]


@pytest.mark.parametrize(
    ("text", "tag"), [("198 Appendix.", "en"), ("LIVRE VII, CHAP. II. 483", "fr"), ("1. Carter, The Salt Roads", "en")]
)
def test_a_running_head_with_its_folio_and_a_note_name_no_part(text: str, tag: str) -> None:
    """The page numbers above the appendices of a book were numbers of appendices: 6, 198, 200."""
    assert not [m for m in mentions(text, tag) if m.form is Form.NUMBERED]


def test_chapters_whose_lines_begin_with_the_number_of_their_book_begin_again_in_each() -> None:
    heads = [f"BOOK {book}. CHAPTER {n}." for book in ("I", "II") for n in ("I", "II", "III")]
    made = _unpaged(*((4, f"{head}\n\nOf Salt\n\n{PAGE_OF_TEXT}") for head in heads))
    assert [(part.kind, part.label) for part in _divided(made)] == [("chapter", n) for n in ("I", "II", "III") * 2]


def test_the_number_of_a_book_and_a_chapter_in_one_line_is_a_running_head_if_chapters_have_their_own_lines() -> None:
    heads = [["Chapter I.", "Of Salt"], ["Book I. Chapter I."], ["Chapter II."], ["Book I. Chapter II."]]
    heads += [["Chapter III."], ["Book I. Chapter III."]]
    made = witness(*(page(*head, *TEXT * 4) for head in heads))
    assert [title(made, part)[0] for part in parts(made)[0]] == ["Chapter I.", "Chapter II.", "Chapter III."]


def _of_several_works() -> Witness:
    """A volume of four works, the first of which has appendices."""
    listed = "CONTENTS\n\nOf the Salt    1\nOf the Toll    20\nA Letter on Hams    40\nOf the Frost    60"
    appendices = "\n\n\n".join(f"APPENDIX {letter}\n\n{PAGE_OF_TEXT}" for letter in "ABC")
    names_ = ("OF THE SALT", "OF THE TOLL", "A LETTER ON HAMS", "OF THE FROST")
    works = [(4, f"{name}\n\n{PAGE_OF_TEXT}" + ("\n\n\n" + appendices) * (not n)) for n, name in enumerate(names_)]
    return _unpaged((0, "PART I."), (4, f"PREFACE\n\n{PAGE_OF_TEXT}"), (4, listed), *works)


def test_appendices_above_most_titles_of_the_contents_list_belong_to_one_of_several_works() -> None:
    made = _of_several_works()
    assert _titles(made, PartKind.APPENDIX) == []
    assert _titles(made, PartKind.CHAPTER) == ["OF THE SALT", "OF THE TOLL", "A LETTER ON HAMS", "OF THE FROST"]


def test_one_part_without_chapters_is_no_part_of_the_book() -> None:
    """It is on the title page, and the preface below it seemed to be behind the whole book."""
    made = _of_several_works()
    assert _titles(made, PartKind.PART) == []
    assert _titles(made, PartKind.FRONT)[-2:] == ["PREFACE", "CONTENTS"]


def test_a_text_below_the_preface_begins_with_the_title_that_the_running_heads_repeat() -> None:
    """Only the heads show the pages. The last page of the preface and the first of the text are short, so that they
    seemed to be one page of the preface."""
    heads = ["PREFACE", *(f"PREFACE. {n}" for n in ("iii", "iv", "v")), "THE SALT CHRONICLE"]
    heads += [f"THE SALT CHRONICLE. {n}" if n % 2 else f"{n} THE SALT CHRONICLE." for n in range(2, 30)]
    pages = ["\n".join([head, "", *text(n, 14 if n in (3, 4) else 30)]) for n, head in enumerate(heads)]
    made = of_text("\n\n".join(pages))
    chapters = [part for part in divide(made, paginate(made, ""), (), "en")[0] if part.kind is PartKind.CHAPTER]
    assert [title(made, part) for part in chapters] == [["THE SALT CHRONICLE"]]
