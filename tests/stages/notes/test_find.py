"""Notes in the text: every scheme, place and misreading keeps each note once and ties it to its own call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editio.inputs import plain_text
from editio.model.characters import RAISED
from editio.model.kinds import PartKind
from editio.model.pages import Page, Pagination
from editio.model.witness import Box, Witness, of_text
from editio.stages import notes, reading
from editio.stages.divisions import PartLines
from editio.stages.notes.found import Note
from editio.stages.notes.marks import Alphabet, Frame, Mark, calls, distance, inner, openings
from editio.stages.notes.rows import Row
from editio.stages.notes.solve import Begin, CallEvent, Numbering, Place, Problem, Reading, Scheme
from editio.stages.notes.tie import tie
from editio.stages.type_metrics import width

WORDS = ("the", "salt", "road", "went", "down", "to", "the", "pans", "and", "nobody", "paid", "those", "who", "walked")
SYMBOLS = ("*", "†", "‡", "§")


@dataclass(frozen=True)
class Style:
    """How an invented book prints the mark of a note and its call."""

    note: str
    call: str
    misread: str  # what the OCR reads for the first mark of a page


STYLES = (
    Style("({})", " ({})", "(i)"),
    Style("[{}]", "[{}]", "[l]"),
    Style("{}", "{}", ""),
)


def book(style: Style, pages: list[int], anew: bool, misread: bool = False) -> tuple[Witness, Pagination, int]:
    """An invented book with so many notes on each page, its pages, and the count of its notes."""
    text, starts, number = "", [], 0
    for k, count in enumerate(pages):
        starts.append(len(text))
        number = 0 if anew else number
        marks = [_mark(style, number + n + 1) for n in range(count)]
        number += count
        for mark in marks:
            text += f"{' '.join(WORDS[:9])}{style.call.format(mark)} and\n{' '.join(WORDS[6:])} at mile {k}.\n"
        text += f"{' '.join(WORDS)}.\n\n"
        for n, mark in enumerate(marks):
            printed = style.misread if misread and style.misread and anew and n == 0 else style.note.format(mark)
            text += f"{printed} Note {k} and {n}, as the ledger says.\n\n"
    made = of_text(text)
    found = tuple(Page(str(k + 1), start, True, "") for k, start in enumerate(starts))
    return made, Pagination(found, (), ()), sum(pages)


def _mark(style: Style, number: int) -> str:
    return SYMBOLS[number - 1] if style.note == "{}" else str(number)


def found(witness: Witness, pages: Pagination) -> notes.Notes:
    return notes.find(witness, pages, (PartLines(PartKind.CHAPTER, 1, 0, 0, len(witness.lines), 0),))


def _pages(pages: list[str]) -> tuple[Witness, Pagination]:
    starts = [sum(map(len, pages[:k])) for k in range(len(pages))]
    return of_text("".join(pages)), Pagination(tuple(Page(str(k), s, True, "") for k, s in enumerate(starts)), (), ())


@settings(deadline=None, max_examples=25)
@given(st.sampled_from(STYLES), st.lists(st.integers(0, 4), min_size=3, max_size=6), st.booleans(), st.booleans())
def test_every_note_is_kept_once_and_tied_to_its_own_call(
    style: Style, counts: list[int], anew: bool, misread: bool
) -> None:
    anew = anew or style.note == "{}"
    witness, pages, count = book(style, [*counts, 2, 2], anew, misread)
    made = found(witness, pages)
    assert len(made.notes) == count
    lines = [i for note in made.notes for i in note.lines]
    assert len(lines) == len(set(lines)) == count
    for note in made.notes:
        text = witness.lines[note.lines[0]].text
        page = text.split("Note ")[1].split()[0]
        (call,) = note.calls
        assert f"mile {page}." in witness.text[call.end :].split("\n")[1]
    assert not [message for message in made.messages if message.code in ("C306", "C307")]


@settings(deadline=None, max_examples=15)
@given(
    st.sampled_from(STYLES),
    st.lists(st.integers(0, 3), min_size=3, max_size=4),
    st.lists(
        st.tuples(
            st.sampled_from(WORDS), st.sampled_from(("salt", "a", "wa1ked", "(2)", "who*", "The", "nobody.", ""))
        ),
        max_size=3,
    ),
)
def test_solutions_that_are_kept_from_one_build_to_the_next_change_no_result(
    style: Style, counts: list[int], corrections: list[tuple[str, str]]
) -> None:
    witness, pages, _ = book(style, counts, anew=True)
    found(witness, pages)
    text = witness.text
    for seen, right in corrections:
        text = text.replace(seen, f"{right:{len(seen)}}"[: len(seen)], 1)
    corrected = of_text(text)
    again = found(corrected, pages)
    notes._first.cache_clear()
    notes._solved.cache_clear()
    assert again == found(corrected, pages)


def test_rows_are_the_same_problem_until_a_mark_changes() -> None:
    def problem(text: str) -> Problem:
        row = Row(0, text, 0, 0, 0, stops=False, size=0.0, width=float(len(text)), full=True)
        return Problem((row,), (Alphabet.FIGURES, Alphabet.SYMBOLS))

    assert problem("the rnad (1) went") == problem("the road (1) went")
    assert problem("the road (1) went") != problem("the road (7) went")
    assert problem("the road went") != problem("The road went"), "what goes on within a sentence begins small"


def test_a_list_inside_the_text_is_no_note() -> None:
    text = (
        "They swore:\n\n1. to keep the road.\n\n2. to mend it.\n\n3. to pay the toll.\n\nAnd so they did for years.\n"
    )
    witness = of_text(text)
    assert found(witness, Pagination((Page("1", 0, True, ""),), (), ())).notes == ()


def test_a_call_that_the_printer_set_behind_a_blank_may_begin_a_line() -> None:
    """Books that print `road (2)` may break the line between the two, and `(2)` then begins a line of text."""
    style = STYLES[0]
    witness, pages, count = book(style, [2, 2, 2, 2], anew=True)
    wrapped = of_text(witness.text.replace(" (2) and\n", "\n(2) and "))
    made = found(wrapped, pages)
    assert len(made.notes) == count
    assert all(len(note.calls) == 1 for note in made.notes)
    assert sum(wrapped.text[note.calls[0].start :].startswith("(2) and") for note in made.notes) == 4


def test_a_book_without_notes_has_none() -> None:
    witness = of_text("The road (see p. 12) went down in 1831.\n\nNobody paid (they say) for it.\n")
    assert found(witness, Pagination((Page("1", 0, True, ""),), (), ())).notes == ()


@pytest.mark.parametrize(("call", "mark"), [(" (1)", "(1)"), ("¹", "¹")])
def test_notes_below_paragraphs_of_pages_hold_no_text(call: str, mark: str) -> None:
    """Their numbers begin again at 1. Plain figures are no evidence of such notes, because lists begin with 1 again and
    again, but raised figures are: without them, the paragraphs between two notes were taken into the first one."""
    prose = f"{' '.join(WORDS)} {' '.join(WORDS)}\n" * 4
    pages = [
        "".join(
            f"{prose}Nobody{call} paid for it.\n\n{mark} Note {k} and {n}, as the ledger says.\n\n" for n in range(3)
        )
        for k in range(6)
    ]
    made = found(*_pages(pages))
    assert [(len(note.lines), len(note.calls)) for note in made.notes] == [(1, 1)] * 18


def test_calls_of_endnotes_make_no_notes_of_quotations() -> None:
    prose = f"{' '.join(WORDS)} {' '.join(WORDS)}\n"
    pages = [f"{prose * 3}Nobody paid.1\n\n‘The road is long’, he said.\n\n{prose * 4}\n" for _ in range(12)]
    assert found(*_pages(pages)).notes == ()


def test_notes_below_sections_are_tied_to_the_page_before() -> None:
    prose = f"{' '.join(WORDS)} {' '.join(WORDS)}\n"
    text, starts = "", []
    for k in range(10):
        starts.append(len(text))
        text += f"{prose * 3}And so it was.\n\n* Note {k}, as the ledger says.\n\nOf the Road\n\n" if k else ""
        text += f"{prose * 3}Nobody* paid {k} and\n"
    made = found(of_text(text), Pagination(tuple(Page(str(k), at, True, "") for k, at in enumerate(starts)), (), ()))
    assert [(len(note.lines), len(note.calls)) for note in made.notes] == [(1, 1)] * 9


def test_two_schemes_never_share_a_call() -> None:
    pages = []
    for k in range(4):
        calls = [f"The road {mark} went down to the pans, and nobody paid.\n" for mark in ("*)", "**)", "4)", "5)")]
        notes_ = [f"{mark} Note {k}, as the ledger says.\n\n" for mark in ("*)", "**)", "3)", "4)", "5)")]
        pages.append("".join([*calls, "\n", *notes_]))
    made = found(*_pages(pages))
    spans = sorted(
        [(c.start, c.end) for note in made.notes for c in note.calls] + [(n.mark.start, n.mark.end) for n in made.notes]
    )
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_letters_between_parentheses_are_not_two_calls() -> None:
    pages = [
        f"The road (af) went down a) to the pans and b) nobody at mile {k} paid c) for it.\n\n"
        "a) So says the miller.\n\nb) So says the bishop.\n\nc) So says the clerk.\n\n"
        for k in range(4)
    ]
    calls = sorted((c.start, c.end) for note in found(*_pages(pages)).notes for c in note.calls)
    assert len(calls) >= 12
    assert all(before[1] <= after[0] for before, after in pairwise(calls))


def test_an_asterisk_at_the_foot_begins_a_note_even_without_a_call() -> None:
    witness = of_text("The road went down.\n\n* So says the miller.\n")
    (note,) = found(witness, Pagination((Page("1", 0, True, ""),), (), ())).notes
    assert note.aside
    assert note.calls == ()


def test_asterisks_with_a_parenthesis_are_no_bare_asterisks() -> None:
    """An edition of 1877 has `*)` throughout; dirt in its margins, read for bare asterisks, called most notes."""
    plain = f"The road*) went down.\n{ROAD}*) The ledger of the day.\n\n"
    two = f"The road*) went down gt*\nto the pans **) and nobody paid.\n{ROAD}*) The ledger.\n**) The psalter.\n\n"
    torn = f"The bishop paid*) and the clerk”) too.\n{ROAD}*) The ledger.\n**) The psalter.\n\n"
    witness, made = _notes_of([*[plain] * 6, two, torn])
    assert [note.printed for note in made] == ["*)"] * 7 + ["**)", "*)", "**)"]
    called = [witness.text[call.start : call.end].strip() for note in made for call in note.calls]
    assert called == ["*)"] * 7 + ["**)", "*)", "”)"]


def test_a_link_is_inferred_if_the_mark_of_the_note_is_misread() -> None:
    """Of 24 such links in raw OCR that were called certain, twelve led to a wrong note."""
    sound = f"The clerk (1) counted the mules.\n{ROAD}(1) The ledger of the day.\n\n"
    _, made = _notes_of([*[sound] * 6, sound.replace("(1) The", "(7) The"), sound.replace("(1) The", "(I) The")])
    assert [note.certain for note in made] == [True] * 6 + [False] * 2
    _, made = _notes_of([*[sound] * 6, sound.replace("(1)", "(i)")])  # an engine that reads both marks so
    assert [note.certain for note in made] == [True] * 7


@pytest.mark.parametrize("other", ["* paid", "said*"])
def test_a_link_is_inferred_if_its_page_has_the_same_mark_once_more(other: str) -> None:
    sound = f"The clerk* counted the mules.\n{ROAD}* The ledger of the day.\n\n"
    _, made = _notes_of([*[sound] * 6, sound.replace("nobody paid", f"nobody {other}", 1), sound])
    assert [note.certain for note in made] == [True] * 6 + [False, True]


def test_a_link_is_inferred_if_it_leads_much_farther_than_the_others() -> None:
    """Dirt called a note 1,200 lines above it once more."""
    sound = f"The clerk (1) counted the mules.\n{ROAD}(1) The ledger of the day.\n\n"
    far = f"The clerk (1) counted the mules.\n{ROAD * 40}(1) The ledger of the day.\n\n"
    made = found(of_text(sound * 6 + far), Pagination((), (), ())).notes
    assert [note.certain for note in made] == [True] * 6 + [False]


def test_a_page_may_have_more_than_three_asterisks_for_a_note() -> None:
    marks = ["*" * n for n in range(1, 7)]
    page = "".join(f"The road{mark}) went down.\n" for mark in marks) + "\n"
    page += "".join(f"{mark}) The ledger of the day.\n" for mark in marks) + "\n"
    _, made = _notes_of([page] * 3)
    assert [note.printed for note in made] == [f"{mark})" for mark in marks] * 3
    assert all(note.certain for note in made)


def test_a_raised_figure_within_a_word_is_an_apostrophe() -> None:
    """The letters of Leibniz had calls in `qu¹il` and `s¹ensuit`, five of them of one note."""
    page = f"The clerk¹ counted the mules.\nIl dit qu¹il s¹ensuit.\n{ROAD}1) The ledger of the day.\n\n"
    witness, made = _notes_of([page] * 7)
    assert [len(note.calls) for note in made] == [1] * 7
    assert all(note.certain and witness.text[note.calls[0].end - 2] == "k" for note in made)


def test_no_link_is_certain_if_nearly_all_links_of_a_book_are_inferred() -> None:
    page = f"The clerk ({{}}) counted the mules.\n{ROAD}({{}}) The ledger of the day.\n\n"
    _, made = _notes_of([page.format(1, "I")] * 6 + [page.format(1, 1)])
    assert [len(note.calls) for note in made] == [1] * 7
    assert not any(note.certain for note in made)


def test_markup_behind_the_mark_of_a_note_does_not_hide_the_mark(tmp_path: Path) -> None:
    file = tmp_path / "w.txt"
    file.write_text("The road went down with the sacks* at night.\n\n<i>*</i> So says the miller.\n")
    witness = reading.read(plain_text.read(file), (), ())
    (note,) = found(witness, Pagination((Page("1", 0, True, ""),), (), ())).notes
    assert witness.text[note.mark.start : note.mark.end] == "*"


def test_a_note_that_begins_within_a_line_of_another_is_a_note_of_its_own() -> None:
    """Two columns of notes that the OCR read as one."""
    text = "The road¹ went down to the salt² pans and\nnobody paid the toll.\n\n"
    below = "¹ See the ledger. ² Of the old toll.\n\n"
    plain = "The bridge¹ was new and nobody paid.\n\n¹ See the map.\n\n"
    witness = of_text("".join([text, below, plain, plain]))
    starts = [0, len(text + below), len(text + below + plain)]
    pages = Pagination(tuple(Page(str(n + 1), start, True, "") for n, start in enumerate(starts)), (), ())
    first, second, *_ = found(witness, pages).notes
    assert witness.text[second.mark.start :].startswith("² Of the old toll")
    assert (len(first.lines), second.lines, second.line) == (1, (), first.line)
    assert [witness.text[call.start : call.end] for call in second.calls] == ["²"]


def test_figures_glued_to_notes_and_to_words_are_marks() -> None:
    pages, starts = "", []
    for k in range(4):
        starts.append(len(pages))
        pages += (
            f"The mules went down by night.{k + 1} Nobody paid\nthe toll.\n\n{k + 1}See the ledger of {1700 + k}.\n\n"
        )
    witness = of_text(pages)
    made = found(witness, Pagination(tuple(Page(str(n), start, True, "") for n, start in enumerate(starts)), (), ()))
    assert [witness.text[c.start : c.end] for note in made.notes for c in note.calls] == ["1", "2", "3", "4"]


def test_figures_within_a_note_that_belong_to_its_words_begin_none() -> None:
    assert inner("¹ See folio 220. b. and 2 barrels.", Frame.BARE, Alphabet.FIGURES) == ()
    assert [mark.sign for mark in inner("¹ See. ² So, in 2 Kings.", Frame.BARE, Alphabet.FIGURES)] == ["²", "2"]


def test_numbers_that_are_filled_up_with_zeros_are_the_same_numbers() -> None:
    assert distance("01", 1, Alphabet.FIGURES) == distance("007", 7, Alphabet.FIGURES) == 0
    assert distance("0", 1, Alphabet.FIGURES) > 0


def _paged(*texts: str) -> tuple[Witness, Pagination]:
    """A book of these pages."""
    starts = [sum(map(len, texts[:n])) for n in range(len(texts))]
    pages = tuple(Page(str(n + 1), start, True, "") for n, start in enumerate(starts))
    return of_text("".join(texts)), Pagination(pages, (), ())


def test_a_mark_that_comes_again_calls_its_note_again() -> None:
    """A glossary's note: the first place calls it, however its mark was read, and the others do so once more."""
    page = "The 1kark went down with ¹ lake and\n¹ pyoine to the salt pans.\n\n¹ See the Glossary.\n\n"
    witness, pages = _paged(page, page, page)
    for note in found(witness, pages).notes:
        assert [witness.text[call.start : call.end].strip() for call in note.calls] == ["1", "¹", "¹"]


def test_a_figure_before_a_bracket_is_a_call() -> None:
    page = "They were 1[to do] nothing in the road\nfor a year.\n\n¹ So the ledger of the town.\n\n"
    witness, pages = _paged(page, page, page)
    assert [len(note.calls) for note in found(witness, pages).notes] == [1, 1, 1]


def _measured(*pages: Sequence[tuple[str, int]]) -> tuple[Witness, Pagination]:
    """Pages of lines with their type sizes; an empty line is white space."""
    rows = [row for page in pages for row in page]
    witness = of_text("\n".join(words for words, _ in rows))
    printed = [(k, size) for k, (words, size) in enumerate(rows) if words]
    placed = tuple(
        replace(line, box=Box(0, 30 * k, int(size * width(line.text)), 30 * k + 20))
        for line, (k, size) in zip(witness.lines, printed, strict=True)
    )
    ends = [0, *accumulate(sum(bool(words) for words, _ in page) for page in pages)]
    leaves = (Page(str(n + 1), placed[end].start, True, "") for n, end in enumerate(ends[:-1]))
    return replace(witness, lines=placed), Pagination(tuple(leaves), (), ())


TEXT, SMALL = f"{' '.join(WORDS)} for a year", "of the old road, of the salt and of the toll that nobody paid"
LEAF = [(TEXT.replace("road", "road (1)"), 10), *[(TEXT, 10)] * 4, (f"{TEXT}.", 10), ("", 0)]
NOTE = [(f"(1) See the ledger {SMALL}.", 8), (f"{SMALL}.", 8)]


def test_a_heading_ends_a_note_that_goes_on_from_the_page_before() -> None:
    """Otherwise the few lines of text below the heading go on with the note to the end of the page."""
    note = [(f"(1) See the ledger {SMALL}", 8), *[(SMALL, 8)] * 2, ("", 0)]
    second = [*[(SMALL, 8)] * 8, ("", 0), ("CITIZENS", 10), ("", 0), *[(TEXT, 10)] * 3, ("", 0)]
    witness, pages = _measured([*LEAF, *note], second, [*LEAF, *note], [*LEAF, *note])
    heading = next(i for i, line in enumerate(witness.lines) if line.text == "CITIZENS")
    parts = (
        PartLines(PartKind.CHAPTER, 1, 0, 0, heading, 0),
        PartLines(PartKind.CHAPTER, 2, heading, heading + 1, len(witness.lines), 0),
    )
    long, *_ = notes.find(witness, pages, parts).notes
    assert long.lines == tuple(range(heading - 11, heading))


def test_a_mark_in_brackets_may_stand_alone_above_its_note() -> None:
    """A note that is a long letter may stand below its mark. Two such notes in a row must not change the numbers of
    those that follow."""
    texts = "".join(f"The mules went down by night.[{n}] Nobody paid\nthe toll of the road.\n\n" for n in range(1, 31))
    long = "".join(f"Sir, I beg you for {k} sacks of salt,\nand for a mule.\n\n" for k in range(12))
    below = [f"[{n}]\n\n{long}" if n in (11, 12) else f"[{n}] See the ledger of {1700 + n}.\n\n" for n in range(1, 31)]
    witness = of_text(texts + "".join(below))
    made = found(witness, Pagination((), (), ())).notes
    assert [witness.lines[note.line].text.split()[0] for note in made] == [f"[{n}]" for n in range(1, 31)]


@pytest.mark.parametrize("mark", ["{}", "{}.", "({})", "{})"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_the_mark_of_a_note_may_be_in_a_line_of_its_own(mark: str, gap: str) -> None:
    """So programs write a raised figure, when they take the text from a PDF."""
    framed = mark if "(" in mark or ")" in mark else "{}"
    pages = [
        f"The mules went down by{framed.format(n)} night and nobody paid the toll.\n{ROAD}{mark.format(n)}{gap}"
        f"See the ledger of {1700 + n}.\n\n"
        for n in range(1, 15)
    ]
    witness, made = _notes_of(pages)
    assert [(one.number, len(one.calls)) for one in made] == [(n, 1) for n in range(1, 15)]
    assert all("ledger" in witness.lines[one.lines[-1]].text for one in made)


def test_ornaments_in_lines_of_their_own_begin_no_notes() -> None:
    assert _notes_of([f"{ROAD}*\n\n{ROAD}" for _ in range(12)])[1] == ()


@pytest.mark.parametrize("mark", ["^{}", "^{}^", "^{{{}}}"])
def test_a_caret_raises_the_figure_of_a_mark(mark: str) -> None:
    pages = [
        f"The mules went down by night.{mark.format(n)} Nobody paid 10^6 in all.\n{ROAD}"
        f"{mark.format(n)} See the ledger of {1700 + n}.\n\n"
        for n in range(1, 15)
    ]
    witness, made = _notes_of(pages)
    assert [(one.number, len(one.calls)) for one in made] == [(n, 1) for n in range(1, 15)]
    assert {witness.text[one.calls[0].start : one.calls[0].end] for one in made[:1]} == {mark.format(1)}


def test_a_blank_may_be_before_the_figure_of_a_call() -> None:
    """The call ends a sentence, and stands within a line, at its end or at the beginning of the next line."""
    calls = ["by night. {} Nobody\npaid.", "by night. {}\nNobody paid.", "by night.\n{} Nobody paid."]
    pages = [
        f"The mules went down {calls[n % 3].format(n)}\n{ROAD}{n} See the ledger of {1700 + n}.\n\n"
        for n in range(1, 25)
    ]
    made = _notes_of(pages)[1]
    assert [(one.number, len(one.calls)) for one in made] == [(n, 1) for n in range(1, 25)]


def _notes_of(pages: list[str]) -> tuple[Witness, tuple[Note, ...]]:
    """The notes of a text with these pages."""
    witness, pagination = _pages(pages)
    return witness, found(witness, pagination).notes


ROAD = "The road went down to the pans and nobody paid.\n" * 6 + "\n"


def test_a_note_with_a_misread_mark_begins_below_the_white_space_that_the_book_has_above_its_notes() -> None:
    """And so does one whose call was lost: both stood in the text, between the pages."""
    sound = [
        f"The clerk 1counted the mules of day {k}.\n{ROAD}{ROAD}\n\n1 The ledger of day {k}.\n\n" for k in range(14)
    ]
    misread = f"The bailiff and his ’driver went down.\n{ROAD}{ROAD}\n\n' The ledger says so.\n\n"
    lost = f"The bishop and his driver went down.\n{ROAD}{ROAD}\n\n1 The ledger is torn.\n\n"
    quoted = f"The bishop and his ’driver said:\n{ROAD}' Nobody pays here.\n{ROAD}"
    witness, pages = _pages([*sound[:7], misread, lost, quoted, *sound[7:]])
    made = found(witness, pages).notes
    texts = [witness.lines[note.line].text for note in made if note.line]
    assert "' The ledger says so." in texts
    assert "1 The ledger is torn." in texts
    assert "' Nobody pays here." not in texts
    assert [len(note.calls) for note in made].count(0) == 1


def _called(call: str, note: str) -> notes.Notes:
    """A book with two notes on each page, and on its last page a second call and note that were misread."""
    page = "The clerk 1counted the mules and the {}.\n{}¹ The ledger of the day.\n{} And of the night.\n\n"
    return found(*_pages([*[page.format("2sacks", ROAD, "²")] * 6, page.format(call, ROAD, note)]))


def test_a_mark_that_was_read_twice_is_that_of_the_note_that_was_called() -> None:
    made = _called("2sacks", "¹·”").notes
    assert [len(note.calls) for note in made] == [1] * 14


def test_a_small_letter_glued_to_a_capital_may_be_a_misread_call() -> None:
    made = _called("aCouncil", "²").notes
    assert [len(note.calls) for note in made] == [1] * 14


def test_the_mark_of_the_next_note_ends_a_note_although_its_call_was_lost() -> None:
    made = _called("sacks", "²").notes
    assert [len(note.calls) for note in made] == [1] * 13 + [0]


def test_an_opening_parenthesis_that_was_read_as_a_letter_is_part_of_the_mark() -> None:
    """Below white space as above the other notes; a list in the text has such marks too."""
    sound = "The clerk (1) counted the mules.\n" + ROAD + ROAD + "\n\n(1) The ledger of the day.\n\n"
    torn, numbered = sound.replace("(1) The", "i.i) The"), sound.replace("(1) The", "iv) The")
    made = found(*_pages([*[sound] * 14, torn, numbered])).notes
    assert [len(note.calls) for note in made] == [1] * 15


def test_the_figures_of_a_mark_behind_dirt_call_no_other_note() -> None:
    made = of_text("The road went down 1) to the pans.\n\n’15) The ledger says so.\n")
    rows = tuple(
        Row(i, line.text, page=0, part=0, gap=2 * i, stops=True, size=0.0, width=12.0, full=False)
        for i, line in enumerate(made.lines)
    )
    scheme = Scheme(Frame.CLOSED, Alphabet.FIGURES, Numbering.BOOK, Place.PARAGRAPH, Frame.CLOSED)
    events = (
        CallEvent(0, Mark(18, 21, "1", 0.0), 1, False),
        Begin(1, Mark(0, 5, "’15", 0.0), 1),
        CallEvent(1, Mark(1, 4, "15", 0.0), 1, True),
    )
    solved = Reading(scheme, events, (False, True), 0.0, 9.0)
    (note,) = tie(made, (PartLines(PartKind.CHAPTER, 1, 0, 0, 2, 0),), rows, [(solved, rows)]).notes
    assert [made.text[call.start : call.end] for call in note.calls] == [" 1)"]


def _bare(count: int, lost: int = 0) -> str:
    """Paragraphs that call notes by bare figures, and the notes below them. The calls of the last `lost` notes are read
    as letters."""
    marks = [str(n) if n <= count - lost else "s" for n in range(1, count + 1)]
    text = "".join(f"{' '.join(WORDS[:8])} market{mark} and the\n{' '.join(WORDS[6:])}.\n\n" for mark in marks)
    return text + "".join(f"{n} See the ledger, leaf {n}.\n" for n in range(1, count + 1)) + "\n"


def test_bare_figures_where_sentences_begin_are_evidence_of_notes_at_the_foot() -> None:
    """A call that was read as a letter cost more than the notes of several pages were worth."""
    made = found(*_pages([_bare(4, k % 2) for k in range(6)]))
    assert sum(bool(note.calls) for note in made.notes) == 3 * 4 + 3 * 3


def test_figures_at_the_ends_of_words_call_notes_below_paragraphs_of_pages() -> None:
    """Numbers that restart below each paragraph: as notes at the foot, the text between them was swallowed."""
    made = found(*_pages([_bare(3) + _bare(2) + ROAD for _ in range(6)]))
    assert [len(note.calls) for note in made.notes] == [1] * 30
    assert max(len(note.lines) for note in made.notes) == 1


def test_numbered_lines_are_not_the_misread_notes_of_calls_whose_notes_are_elsewhere() -> None:
    """The calls of endnotes run through the book, and lists begin again with 1."""
    pages = []
    for k in range(9):
        marks = range(5 * k + 1, 5 * k + 6)
        calls = "".join(f"{' '.join(WORDS[:8])} market{n} and the\n{' '.join(WORDS[6:])}.\n\n" for n in marks)
        listed = "".join(f"{n} Mules of the upper market.\n" for n in (1, 2))
        pages.append(f"{calls}{listed if k % 3 else ''}\n{ROAD}\n")
    assert not found(*_pages(pages)).notes


def test_a_mark_of_which_nothing_is_whole_is_that_of_the_note_that_was_called() -> None:
    """`") The` for `(2) The`, `Z The` for `2 The`; they were text of the notes above them."""
    for marks, torn in ((("(1)", "(2)", "(3)"), '")'), (("1", "2", "3"), "Z")):
        page = "".join(f"{' '.join(WORDS[:8])} market{mark} and the\n{' '.join(WORDS[6:])}.\n\n" for mark in marks)
        sound = "".join(f"{mark} The ledger of the day.\n" for mark in marks)
        made = found(*_pages([page + sound + "\n"] * 6 + [page + sound.replace(marks[1], torn) + "\n"]))
        assert [len(note.calls) for note in made.notes] == [1] * 21, torn


def test_bare_figures_mark_notes_below_sections_of_a_text_without_pages() -> None:
    names = ("MULES", "PANS", "WELLS", "FROST", "TOLLS", "ROADS")
    sections = "\n".join(f"OF THE {name}\n\n{_bare(4, k % 2)}" for k, name in enumerate(names))
    made = found(of_text(sections), Pagination((), (), ()))
    assert sum(bool(note.calls) for note in made.notes) == 3 * 4 + 3 * 3


def test_a_numbered_list_without_calls_is_not_a_list_of_notes() -> None:
    listed = "".join(f"{n} Mules of the upper market.\n" for n in range(1, 9))
    pages = [f"{' '.join(WORDS)}.\n\n{' '.join(WORDS)} in 1743.\n\n{listed}\n" for _ in range(6)]
    assert not found(*_pages(pages)).notes


def test_articles_of_a_treaty_are_not_the_notes_that_the_calls_of_endnotes_ask_for() -> None:
    """The first calls had the numbers of the articles, and the other calls were no calls of endnotes any more."""
    prose = f"Nobody {' '.join(WORDS)}.\n"
    chapter = "".join(f"{prose * 3}The clerk of the market paid{n} for it.\n\n" for n in range(1, 13))
    treaty = "APPENDIX\n\n" + "".join(f"{n}. The road to the pans is free.\n\n" for n in range(1, 5))
    listed = "NOTES\n\n" + "".join(f"{n}. The ledger of the day.\n" for n in range(1, 13))
    made = of_text(f"{chapter}{treaty}{listed}")
    firsts = [i for i, line in enumerate(made.lines) if line.text in ("APPENDIX", "NOTES")]
    kinds = (PartKind.CHAPTER, PartKind.APPENDIX, PartKind.NOTES)
    ends = pairwise((0, *firsts, len(made.lines)))
    parts = [PartLines(kind, 1, first, first, end, 0) for kind, (first, end) in zip(kinds, ends, strict=True)]
    assert notes.find(made, Pagination((), (), ()), parts[:2]).numbered
    assert not notes.find(made, Pagination((), (), ()), parts).notes


def test_figures_that_are_not_calls_make_no_note_of_the_text_above_them() -> None:
    """Dirt that was read as raised figures had a cost in text but none in a note, so whole pages became notes."""
    dirt = f"{' '.join(WORDS[:5])}³ and the⁸ salt {' '.join(WORDS[5:])}\n" * 6
    page = "The road (1) went down to the pans.\n{}\n(1) The ledger of the day.\n\n"
    made = found(*_pages([page.format(dirt)] * 9)).notes
    assert [len(note.lines) for note in made] == [1] * 9


@pytest.mark.parametrize("form", [" {})", " ({})", "raised"])
def test_notes_below_sections_may_be_near_the_foot_of_their_pages(form: str) -> None:
    """As notes at the foot, those with text below them on their page were lost, or the text became part of them."""
    prose = f"Nobody {' '.join(WORDS)}.\n"
    text, starts = "", []
    for k in range(1, 13):
        starts.append(len(text))
        mark = str(k).translate(RAISED) if form == "raised" else form.format(k)
        text += (
            f"{prose * (k % 3)}The clerk{mark} paid for it.\n{prose * 9}\n{mark.strip()} Note, as the ledger says.\n"
        )
        text += f"\n\nOf the Road of Day {k}\n\n{prose * (3 + k % 2)}"
    made = found(of_text(text), Pagination(tuple(Page(str(k), at, True, "") for k, at in enumerate(starts)), (), ()))
    assert [(len(note.lines), len(note.calls)) for note in made.notes] == [(1, 1)] * 12


def test_letters_that_were_read_for_daggers_begin_notes_of_their_own() -> None:
    """On a line of their own, or within the line of the note before; letters inside a sentence do not."""
    text = "The clerk counted the mules.* The bailiff went down,{} and a man of t rank\n"
    below = f"{text.format(' f')}{ROAD}* Ledger, p. 3. t Ibid. p. 4.\n\n"
    own = f"{text.format(' t')}{ROAD}* Ledger, p. 3.\nf Ibid. p. 4.\n\n"
    dashed = f"{text.format(' -f-')}{ROAD}* Ledger, p. 3.\n-f- Ibid. p. 4.\n\n"
    single = f"The clerk counted the mules.*\n{ROAD}* Ledger, p. 3.\n\n"
    witness, pages = _pages([single, below, own, dashed, single])
    made = found(witness, pages).notes
    called = [[witness.text[call.start : call.end].strip() for call in note.calls] for note in made]
    assert called == [["*"], ["*"], ["f"], ["*"], ["t"], ["*"], ["-f-"], ["*"]]


def _in_parts(*texts: str) -> tuple[Witness, tuple[PartLines, ...]]:
    """A book without pages, and its chapters."""
    counts = [len(of_text(text).lines) for text in texts]
    ends = [sum(counts[: n + 1]) for n in range(len(texts))]
    parts = [PartLines(PartKind.CHAPTER, n + 1, end - counts[n], end - counts[n], end, 0) for n, end in enumerate(ends)]
    return of_text("".join(texts)), tuple(parts)


def _chapter(first: int, last: int) -> str:
    return "".join(f"The mules went down. [{n}]\n\n[Footnote {n}: Ledger of 1{n}.]\n\n" for n in range(first, last + 1))


def test_the_numbers_run_on_through_a_heading_that_divides_a_chapter() -> None:
    witness, parts = _in_parts(_chapter(1, 30), _chapter(1, 24), _chapter(25, 40), _chapter(1, 9))
    made = notes.find(witness, Pagination((), (), ()), parts).notes
    assert [len(note.calls) for note in made] == [1] * (30 + 40 + 9)
    assert [note.part for note in made] == [0] * 30 + [1] * 24 + [2] * 16 + [3] * 9


def test_the_numbers_begin_again_where_a_heading_was_not_found() -> None:
    witness, parts = _in_parts(_chapter(1, 30), _chapter(1, 24) + _chapter(1, 16), _chapter(1, 9))
    made = notes.find(witness, Pagination((), (), ()), parts).notes
    assert [len(note.calls) for note in made] == [1] * (30 + 24 + 16 + 9)
    assert all(f"1{note.printed.strip('[]')}." in witness.lines[note.line].text for note in made)


def test_a_call_in_brackets_may_begin_a_line() -> None:
    text = "The mules went down.\n[{0}]{1}\n\n[Footnote {0}: The ledger says so.]\n\n"
    witness, parts = _in_parts("".join(text.format(n, " They came back." if n % 2 else "") for n in range(1, 13)))
    made = notes.find(witness, Pagination((), (), ()), parts).notes
    assert [len(note.calls) for note in made] == [1] * 12


def test_a_note_ends_where_its_bracket_closes() -> None:
    text = "The mules went down. [{0}]\n\n[Footnote {0}: The ledger says\nso [in red].]\n\nThey came back at night.\n"
    witness, parts = _in_parts("".join(text.format(n) for n in range(1, 13)))
    made = notes.find(witness, Pagination((), (), ()), parts).notes
    assert [len(note.lines) for note in made] == [2] * 12


def test_verse_at_the_end_of_a_page_is_no_part_of_the_note_of_the_page_before() -> None:
    """Both are in smaller type; lines of verse are short."""
    text = [(f"{' '.join(WORDS)} for a year", 10)] * 8
    called, note = (
        [(f"{' '.join(WORDS[:9])}.* {' '.join(WORDS[6:])}", 10), *text],
        [("* See the ledger of the town.", 8)],
    )
    verse = [("The salt went down by night and day", 8), ("And nobody would stop to pay", 8)] * 4
    pages = [*[[*called, ("", 0), *note]] * 4, [*text, ("", 0), *verse], [*called, ("", 0), *note]]
    lines = [line for page in pages for line in [*page, ("", 0)]]
    witness = of_text("\n".join(words for words, _ in lines))
    shown = [line for line in lines if line[0]]
    boxed = [
        replace(line, box=Box(0, 30 * k, int(size * width(line.text)), 30 * k + 20))
        for k, (line, (_, size)) in enumerate(zip(witness.lines, shown, strict=True))
    ]
    witness = replace(witness, lines=tuple(boxed))
    counts = [sum(bool(words) for words, _ in page) for page in pages]
    starts = [witness.lines[sum(counts[:n])].start for n in range(len(pages))]
    made = found(witness, Pagination(tuple(Page(str(n), at, True, "") for n, at in enumerate(starts)), (), ()))
    assert [len(note.lines) for note in made.notes] == [1] * 5


def test_a_quotation_in_the_type_of_notes_is_no_note_at_the_top_of_the_next_page() -> None:
    """The sentence of the quotation breaks off above the notes, so that it goes on at the top of the next page."""
    quoting = [*LEAF[:-1], *[(SMALL, 8)] * 2, ("", 0), (NOTE[0][0].rstrip("."), 8)]
    plain = [*LEAF, *NOTE]
    witness, pages = _measured(*[plain] * 4, quoting, [*[(SMALL, 8)] * 18, *plain], *[plain] * 4)
    assert [len(note.lines) for note in found(witness, pages).notes] == [2, 2, 2, 2, 1, 2, 2, 2, 2, 2]


def test_pages_in_the_type_of_notes_are_a_part_of_the_text() -> None:
    """A part set in that type, such as a review, may fill the lines of a page after a note that breaks off."""
    review = [(SMALL.replace("road", "road (1)"), 8), *[(SMALL, 8)] * 12, (f"(1) See the ledger {SMALL}", 8)]
    plain = [*LEAF, *NOTE]
    witness, pages = _measured(*[plain] * 4, review, [(SMALL, 8)] * 14, *[plain] * 4)
    assert max(len(note.lines) for note in found(witness, pages).notes) == len(NOTE)


PARAGRAPH = f"The road{{}} went down {' '.join(WORDS * 4)} and that was all."


def _lines_of_notes(text: str) -> list[list[str]]:
    """The lines of each note in a text without pages; each has one call with its own mark."""
    witness = of_text(text)
    made = found(witness, Pagination((), (), ())).notes
    for note in made:
        (call,) = note.calls
        assert witness.text[call.start : call.end].strip() == note.printed.replace("‖", "||")
    return [[witness.lines[i].text for i in note.lines] for note in made]


def test_a_line_that_is_a_whole_paragraph_does_not_go_on_with_the_note_above_it() -> None:
    """Some engines write a line for each paragraph and no ends of pages; a paragraph then goes on below the notes."""
    page = [PARAGRAPH.format("*"), PARAGRAPH.format("†").removesuffix(" and that was all."), "* Ibid.", "† So says I."]
    text = "\n\n".join("\n".join([f"mules to {k}. {' '.join(WORDS * 4)}.", *page]) for k in range(6))
    assert _lines_of_notes(text) == [["* Ibid."], ["† So says I."]] * 6


def test_printers_leave_out_symbols_for_notes() -> None:
    signs = ("†", "‡", "||")
    page = ["".join(PARAGRAPH.format(sign) for sign in signs), *(f"{sign} So says {sign}." for sign in signs)]
    assert _lines_of_notes("\n\n".join(page * 6)) == [[f"{sign} So says {sign}."] for sign in signs] * 6


def test_an_asterisk_directly_before_a_word_calls_a_note() -> None:
    page = f"{PARAGRAPH.format('').replace(' went', ' *went')}\n\n* See the ledger.\n\n"
    assert _lines_of_notes(page * 6) == [["* See the ledger."]] * 6


def test_the_sign_of_a_section_with_its_number_is_no_mark_of_a_note() -> None:
    page = f"{PARAGRAPH.format('*')}\n\n* See § 2 of this.\n\n§ 2. {PARAGRAPH.format('')}\n\n"
    assert _lines_of_notes(page * 6) == [["* See § 2 of this."]] * 6


def test_items_of_a_list_and_emphasised_words_are_no_notes() -> None:
    items = "\n".join(f"* {kind} of the valley" for kind in ("Mules", "Salt", "Sacks", "Clerks", "Pans"))
    text = f"{PARAGRAPH.format('*')}\n\n* See the ledger.\n\nOf *mules* and *salt roads* we say:"
    page = f"{text}\n\n{items}\n\n*The end.*\n\n"
    assert _lines_of_notes(page * 6) == [["* See the ledger."]] * 6


def test_ordinals_call_no_notes() -> None:
    dates = " ".join(f"On the {n} of May nobody paid." for n in ("1st", "2nd", "3rd", "4th"))
    items = "\n\n".join(f"{n}. {kind} for the pans." for n, kind in enumerate(("Mules", "Sacks", "Salt", "Clerks"), 1))
    witness = of_text(f"{PARAGRAPH.format('')} {dates}\n\n{items}\n\n" * 6)
    assert found(witness, Pagination((), (), ())).notes == ()


def test_a_figure_that_seems_to_call_the_last_item_makes_no_notes_of_a_list() -> None:
    items = "\n".join(f"{n}. {kind.title()} for the pans of the valley." for n, kind in enumerate(WORDS[:8], 1))
    text = f"{PARAGRAPH.format('8')}\n\n{items}\n\n" * 4
    assert found(of_text(text), Pagination((), (), ())).notes == ()


def test_a_figure_before_a_word_of_three_letters_is_a_call() -> None:
    page = "They gave a fee for a 1man of the road\nfor a year.\n\n¹ So the ledger of the town.\n\n"
    witness, pages = _paged(page, page, page)
    assert [len(note.calls) for note in found(witness, pages).notes] == [1, 1, 1]


def test_raised_figures_call_notes_that_have_a_parenthesis_after_their_marks() -> None:
    """List items in the text have the same parenthesis, and there may be as many items as notes."""
    items = "The clerk asked for: a toll, 1) of the salt, 2) of the mules.\n"
    pages = [
        f"The mules went down by night{n} and nobody paid.\n{items}{ROAD}{n}) See the ledger of 17{n + 30}.\n\n"
        for n in range(1, 25)
    ]
    assert [len(one.calls) for one in _notes_of(pages)[1]] == [1] * 24


def test_notes_whose_calls_were_lost_are_notes_where_no_line_of_text_begins_with_such_a_mark() -> None:
    pages = [
        f"The mules went down (1) by night and nobody paid.\n{ROAD}\n(l) See the ledger of {n + 1700}.\n\n"
        for n in range(20)
    ]
    pages[7] = (
        f"The mules went down by night.\n{ROAD}\n(l) See the ledger.\n\n(2) See the book.\n\n(3) See the map.\n\n"
    )
    assert [len(one.calls) for one in _notes_of(pages)[1]].count(0) == 3


def test_dirt_before_the_mark_of_a_note_is_part_of_it() -> None:
    for text, frame in (("’ (2) See the ledger", Frame.PARENTHESES), ("' -- ’2) See the ledger", Frame.CLOSED)):
        assert [(text[mark.end :], mark.sign) for mark in openings(text, frame, Alphabet.FIGURES)] == [
            ("See the ledger", "2")
        ]
    assert [mark.sign for mark in openings("(‘2) See the ledger", Frame.PARENTHESES, Alphabet.FIGURES)] == ["2"]


def test_a_parenthesis_that_nothing_opens_ends_a_misread_call_at_the_end_of_a_word() -> None:
    call, within = "the clerk of the pans'), who", "the road (of the pans'), which"
    prices = [calls(text, Frame.CLOSED, Alphabet.FIGURES)[0].price for text in (call, within)]
    assert prices[0] < 0.5 < prices[1]


def test_letters_mark_notes_in_the_order_of_old_alphabets_and_begin_again_after_the_last() -> None:
    """Old printers have no j and v. One letter of similar form may be read for another."""
    letters = "abcdefghiklmnopqrstuwxyz" * 2
    read = letters.replace("h", "b").replace("s", "f")
    pages = [
        f"The mules went down ({sign}) by night and nobody paid.\n{ROAD}({sign}) See the ledger of {n + 1700}.\n\n"
        for n, sign in enumerate(read)
    ]
    made = _notes_of(pages)[1]
    assert [len(one.calls) for one in made] == [1] * len(letters)
    assert [one.printed for one in made] == [f"({sign})" for sign in read]


def test_figures_between_a_quotation_mark_or_a_word_and_a_dash_are_calls() -> None:
    texts = ["the salt road{}—a path", "„the salt road.“{} And", "the “salt road”{}—a path", '"the salt road,"{} and']
    for text in texts:
        assert [mark.sign for mark in calls(text.format(12), Frame.BARE, Alphabet.FIGURES)] == ["12"]
    assert all(mark.price > 1 for mark in calls("the “12 men” of 12 roads", Frame.BARE, Alphabet.FIGURES))


def test_text_below_dirt_is_no_note_of_a_hundred_lines() -> None:
    text = "The road* went down to the pans and nobody paid.\n\n* Salt of the valley\n" + ROAD[:-1] * 20 + "\n"
    assert found(of_text(text * 3), Pagination((), (), ())).notes == ()


@pytest.mark.parametrize(("count", "notes"), [(2, 0), (8, 8)])
def test_calls_without_the_parenthesis_of_the_notes_need_more_of_them_as_evidence(count: int, notes: int) -> None:
    texts = [
        f"The mules went down{n} and nobody paid.\n{ROAD}{n}) See the ledger.\n\n{ROAD}" for n in range(1, count + 1)
    ]
    assert len(found(of_text("".join(texts)), Pagination((), (), ())).notes) == notes


@pytest.mark.parametrize("apart", [1, 8])
def test_specks_that_were_read_as_asterisks_are_no_notes(apart: int) -> None:
    """By chance some of them begin lines, below others that seem to call them, even on pages without other specks."""
    specks = ("road*", "pans *", "*night", "mules*", "paid*")
    text = "".join(
        f"The mules went down the {speck} and nobody knew of the salt,\nand nobody paid.\n{ROAD}" for speck in specks
    )
    begun = "The mules went* down by night, and nobody paid.\n*Clerks of the pans went with them.\n\n"
    plain = {k + n for k in range(0, 24, 8) for n in (-1, 0, 1)} if apart == 8 else set()
    pages = [f"{'' if k in plain else text}{ROAD}{begun if k % 8 == 0 else ''}" for k in range(24)]
    assert _notes_of(pages)[1] == ()


@pytest.mark.parametrize("lost", [range(8, 15), range(0, 6), (*range(3, 7), *range(16, 20))])
def test_letters_go_on_after_pages_whose_marks_were_lost(lost: Sequence[int]) -> None:
    letters = "abcdefghiklmnopqrstuxyz" * 2  # neither j nor v nor w
    pages = [
        f"The mules went down ({sign}) by night and nobody paid.\n{ROAD}({sign}) See the ledger of {n + 1700}.\n\n"
        if n not in lost
        else f"The mules went down by night and nobody paid.\n{ROAD}"
        for n, sign in enumerate(letters)
    ]
    made = _notes_of(pages)[1]
    assert [one.printed for one in made] == [f"({sign})" for n, sign in enumerate(letters) if n not in lost]
    assert [len(one.calls) for one in made] == [1] * (len(letters) - len(lost))


def test_notes_with_a_parenthesis_or_letters_may_share_a_line() -> None:
    pages = [
        f"The mules went down⟦1⟧ by night⟦2⟧ and nobody paid.⟦3⟧\n{ROAD}⟦1⟧ See the ledger. ⟦2⟧ So says the clerk.\n"
        f"⟦3⟧ Nobody knows.\n\n"
        for _ in range(6)
    ]
    for signs, form in (("123", "{})"), ("abc", "({})"), (("*", "**", "***"), "{})")):
        own = list(pages)
        for n, sign in enumerate(signs, 1):
            own = [page.replace(f"⟦{n}⟧ ", form.format(sign) + " ") for page in own]
            own = [page.replace(f"⟦{n}⟧", form.format(sign)) for page in own]
        made = _notes_of(own)[1]
        assert [len(one.calls) for one in made] == [1] * 18


def test_a_number_in_parentheses_or_with_its_letter_is_no_call() -> None:
    marks = calls("the roads (of 1705, 12) and the pans 3), all", Frame.CLOSED, Alphabet.FIGURES)
    assert [mark.sign for mark in marks if mark.price < 0.4] == ["3"]
    assert calls("the pans on plates B7 and B8, to", Frame.BARE, Alphabet.FIGURES) == ()
    assert [mark.sign for mark in calls("the PANS7 and I", Frame.BARE, Alphabet.FIGURES)] == ["7"]


@pytest.mark.parametrize(("mark", "known"), [("({})", True), ("({})", False), ("{}", True)])
def test_the_foot_of_a_page_has_the_notes_of_both_its_chapters(mark: str, known: bool) -> None:
    """Chapters of five notes begin in the middle of pages. `known`: their headings were found."""
    call = f" {mark}" if "(" in mark else mark
    texts = [f"The mules went down by night{call.format(n)} and nobody paid.\n{ROAD}" for n in range(1, 6)]
    below = [f"{mark.format(n)} See the ledger of {1700 + n}.\n\n" for n in range(1, 6)]
    pages = ["".join([*texts[:3], "\n", *below[:3]])]
    for _ in range(5):
        pages.append("".join([*texts[3:], "\nThe Bridge\n\n", *texts[:3], "\n", *below[3:], *below[:3]]))
    witness, paged = _paged(*pages)
    starts = [0, *(i for i, line in enumerate(witness.lines) if line.text == "The Bridge")]
    ends = [*starts[1:], len(witness.lines)]
    parts = [
        PartLines(PartKind.CHAPTER, n, a, a + (n > 1), z, 0)
        for n, (a, z) in enumerate(zip(starts, ends, strict=True), 1)
    ]
    made = notes.find(
        witness, paged, parts if known else (PartLines(PartKind.CHAPTER, 1, 0, 0, len(witness.lines), 0),)
    )
    ledger = [witness.lines[note.line].text.split()[-1] for note in made.notes]
    assert ledger == [f"{1700 + n}." for n in (*[1, 2, 3, 4, 5] * 5, 1, 2, 3)]
    assert all(
        mark.format(ledger[n][3]) in witness.text[c.start : c.end] for n, x in enumerate(made.notes) for c in x.calls
    )
    assert [len(note.calls) for note in made.notes] == [1] * 28
    assert [note.part for note in made.notes] == [n // 5 if known else 0 for n in range(28)]
    assert made.messages == ()


def test_a_note_that_broke_off_continues_below_the_text_of_the_next_page() -> None:
    """Without type sizes, a small letter below white space and the end of a sentence is the evidence."""
    sound = f"The clerk (1) counted the mules.\n{ROAD}\n(1) The ledger of the day.\n\n"
    breaks = f"The clerk (1) counted the mules.\n{ROAD}\n(1) The ledger, where he says that the gate was\n"
    goes_on = f"{ROAD}\nshut by the widow. So it was.\n\n"
    quotes = f"The miller said:\n\nNobody pays.\n\nand went away. {ROAD}\nThe gate was shut.\n\n{ROAD}\ntherefore\n"
    both = f"The clerk (1) paid.\n{goes_on}(1) The psalter.\n\n"
    witness, made = _notes_of([sound, breaks, both, breaks, goes_on, breaks, quotes, sound])
    texts = [" ".join(witness.lines[i].text for i in note.lines) for note in made]
    broken = "(1) The ledger, where he says that the gate was"
    whole = f"{broken} shut by the widow. So it was."
    assert texts == [
        "(1) The ledger of the day.",
        whole,
        "(1) The psalter.",
        whole,
        broken,
        "(1) The ledger of the day.",
    ]
