"""Note calls, solved as one sequence per chapter.

Each example holds the calls before and after the damaged one: no line by itself tells what it is.
"""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editio.inputs.registers import CallEntry
from editio.model.characters import RAISED
from editio.model.witness import Raised, Witness, of_text
from editio.stages.notes.marks import Alphabet, Frame
from editio.stages.restoration.calls import Form, form_of, is_speck, solve

WORDS = (
    "the mules",
    "went down",
    "the road",
    "with their salt",
    "to the town",
    "and the king",
    "took his toll",
)


def chapter(*lines: str) -> Witness:
    return of_text("".join(f"{line} \n\n" for line in lines))


def found(*lines: str) -> list[tuple[int, str]]:
    """Number and mark of each call."""
    text = chapter(*lines)
    return [(call.note, text.text[call.start : call.end]) for call in solve(text, 0, len(text.text))[0]]


def said(*lines: str) -> list[str]:
    text = chapter(*lines)
    return [message.code for message in solve(text, 0, len(text.text))[1]]


def upto(n: int, first: int = 1) -> list[str]:
    """Lines with the calls from `first` to n."""
    return [f"{WORDS[k % len(WORDS)]}{k}." for k in range(first, n + 1)]


def test_figures_glued_to_a_word_before_a_stop_or_after_a_quotation_mark_are_calls() -> None:
    lines = "They sold salt1, and more2. It was ‘dear’3 (or not)4", "said one5; said two.6"
    assert found(*lines) == [(n, str(n)) for n in range(1, 7)]
    assert not said(*lines)


def framed(*lines: str) -> list[int]:
    """The numbers of the calls if the lines are the only chapter of a book with endnotes."""
    text = chapter(*lines)
    whole = (0, len(text.text))
    return [call.note for call in solve(text, *whole, form=form_of(text, [whole], Alphabet.FIGURES))[0]]


@pytest.mark.parametrize("form", ["salt{}, ", "salt ({}), ", "salt.[{}] ", "salt. {}) "])
def test_raised_figures_and_figures_between_brackets_are_calls(form: str) -> None:
    numbers = [str(n).translate(RAISED) if form == "salt{}, " else str(n) for n in range(1, 13)]
    assert framed(*(f"They sold {form.format(number)}and it was dear" for number in numbers)) == list(range(1, 13))


def test_calls_between_brackets_may_exceed_999_and_years_are_none() -> None:
    lines = [*(f"They sold salt ({n}) and it was dear" for n in range(990, 1010)), "in the dry year (1848), and more"]
    text = chapter(*lines)
    whole = (0, len(text.text))
    calls, messages, _ = solve(text, *whole, form=Form(Frame.PARENTHESES, Alphabet.FIGURES), before=989)
    assert [call.note for call in calls] == list(range(990, 1010))
    assert not messages


def test_numbers_between_brackets_are_text_where_plain_figures_call() -> None:
    lines = ["(1) the mules, (2) the road, (3) the toll and (4) the king were named1.", *upto(5, 2)]
    assert framed(*lines) == list(range(1, 6))
    assert found(*lines) == [(n, str(n)) for n in range(1, 6)]


def test_a_year_with_a_call_is_told_from_a_number_by_the_sequence() -> None:
    lines = [*upto(29), "in 192030 the king died", *upto(32, 31)]
    assert found(*lines)[29] == (30, "30")
    assert [note for note, _ in found(*lines)] == list(range(1, 33))
    assert not said(*lines)


def test_a_year_alone_is_no_call() -> None:
    lines = [*upto(18), "in 1919 and in 1920, the king", *upto(20, 19)]
    assert [note for note, _ in found(*lines)] == list(range(1, 21))


def test_a_range_of_pages_or_years_may_end_with_a_call() -> None:
    lines = [*upto(1), "from 1831-332. the king", "in 1831-18323, the king", *upto(4, 4)]
    assert found(*lines) == [(1, "1"), (2, "2"), (3, "3"), (4, "4")]


def test_a_number_of_thousands_may_end_with_a_call() -> None:
    lines = [*upto(1), "some 20,0002 mules", "some 30,000 mules", *upto(3, 3)]
    assert found(*lines) == [(1, "1"), (2, "2"), (3, "3")]


@pytest.mark.parametrize(
    ("number", "mark", "garbled"),
    [
        (13, "12", "the king12."),  # another figure, although the sequence wants 13
        (13, "1'", "the king1'."),
        (77, '"', 'the king".'),
        (87, "8/", "the king8/."),
        (6, "s", "in 1834s: so"),  # a letter after a year
        (26, "?6", "the king?6."),
        (7, "/", "because/ the"),
    ],
)
def test_a_garbled_call_takes_its_number_from_the_sequence_and_says_so(number: int, mark: str, garbled: str) -> None:
    lines = [*upto(number - 1), garbled, *upto(number + 6, number + 1)]
    assert [note for note, _ in found(*lines)] == list(range(1, number + 7))
    assert found(*lines)[number - 1] == (number, mark)
    assert said(*lines) == ["C302"]


@pytest.mark.parametrize(
    ("mark", "line"),
    [
        ("6", "in l8346, the king"),  # 1834, its first figure misread
        ("6", "in I8346, the king"),
        ("6", "on the pages 4-56, the king"),
        ("6", "from 1042-10566, the king"),
        ("6", "in PARIS6, the king"),
        ("6", "of the ‘toll'6, the king"),
        ("6", "of the ‘toll6', the king"),
        ("6", "of the ‘toll’6, the king"),
        ("6", "of the (toll)6 of the king"),
        ("6", "of the ‘toll.’6 The king"),
    ],
)
def test_what_stays_of_the_figures_is_a_number_or_a_word_as_it_is_written(mark: str, line: str) -> None:
    lines = [*upto(5), line, *upto(8, 7)]
    assert found(*lines)[5] == (6, mark)
    assert not said(*lines)


@pytest.mark.parametrize(
    ("number", "mark", "line"),
    [
        (6, "S6", "in 1834S6, the king"),  # the capital belongs neither to the year nor to the call
        (6, "S6", "the ‘toll’S6 was high"),
        (4, "14", "in the hall14, the king"),
        (58, "8", "the tolls8, the king"),  # an s may stand for a 5, but this one ends its word
        (6, "6", "the mules 6. The king"),
    ],
)
def test_the_figures_of_a_damaged_call_are_taken_whole_and_no_letter_of_a_word_with_them(
    number: int, mark: str, line: str
) -> None:
    lines = [*upto(number - 1), line, *upto(number + 3, number + 1)]
    assert [note for note, _ in found(*lines)] == list(range(1, number + 4))
    assert found(*lines)[number - 1] == (number, mark)
    assert said(*lines) == ["C302"]


@pytest.mark.parametrize(
    "line",
    [
        *("he paid £6.50 for it", "he paid £6,500 for it", "he paid £6-7 for it", "he paid £6m for it"),
        *("the mules 6 of them", "the mules (6 of them)", "the ‘6 mules’ of the king", "in salt-6 of them"),
        *("at 3.6 of them", "at 3,6 of them", "on the 6th of May", "in 1836 of them", "the king … . The king"),
    ],
)
def test_a_number_is_no_call_even_where_one_is_wanting(line: str) -> None:
    lines = [*upto(5), line, *upto(20, 7)]
    assert [note for note, _ in found(*lines)] == [*range(1, 6), *range(7, 21)]
    assert said(*lines) == ["C301"]


def test_three_calls_lost_in_a_row_are_each_reported() -> None:
    text = chapter(*upto(4), *upto(30, 8))
    calls, messages, _ = solve(text, 0, len(text.text))
    assert [call.note for call in calls] == [1, 2, 3, 4, *range(8, 31)]
    assert [m.detail for m in messages] == [f"Call {n}, after line 7 and before this." for n in (5, 6, 7)]


def test_a_first_call_that_is_lost_is_looked_for_from_where_the_chapter_begins() -> None:
    text = chapter("the king", "took his toll", *upto(12, 2))
    calls, (lost,), _ = solve(text, text.lines[1].start, len(text.text))
    assert [call.note for call in calls] == list(range(2, 13))
    assert lost.detail == f"Call 1, after line {text.lines[1].number} and before this."


def test_a_message_shows_the_word_in_which_the_mark_stands() -> None:
    def details(*lines: str) -> list[str]:
        text = chapter(*lines)
        return [message.detail for message in solve(text, 0, len(text.text))[1]]

    assert details(*upto(12), "and so the king12, it is said", *upto(15, 14)) == [
        "Call 13, where the witness has 'king12,'."
    ]
    assert details(*upto(4), "and so the king88 ruled", *upto(6, 5)) == ["It reads 'king88'."]
    assert details(*upto(4), "and so the king4, it is said", *upto(6, 5)) == ["Call 4."]


def test_a_long_number_apart_is_left_and_reported_and_a_short_one_is_nothing() -> None:
    assert said(*upto(4), "some 48 or 4800 mules", *upto(6, 5)) == []
    assert said(*upto(4), "some 48312 mules", *upto(6, 5)) == ["C304"]


@pytest.mark.parametrize("code", ["a cart KV22 of", "a cart of the K.V.22 kind", "a load of 3.22 or 3,22"])
def test_figures_of_a_code_or_a_fraction_are_no_calls(code: str) -> None:
    lines = [*upto(4), code, *upto(6, 5)]
    assert [note for note, _ in found(*lines)] == [1, 2, 3, 4, 5, 6]
    assert said(*lines) == []


def test_a_call_torn_out_onto_a_line_of_its_own_leaves_a_blank_before_the_stop() -> None:
    lines = [*upto(42), "4 *3", "in that year : the king", *upto(44, 43 + 1)]
    assert found(*lines)[42] == (43, " ")
    assert said(*lines) == ["C302"]


def test_a_lost_call_that_left_a_blank_before_its_stop_is_found_there() -> None:
    lines = [*upto(5), "the powers : the king", *upto(8, 7)]
    assert found(*lines)[5] == (6, " ")


def test_a_blank_before_a_stop_is_none_where_no_call_is_wanting() -> None:
    assert found(*upto(5), "the powers : the king", *upto(8, 6)) == [(n, str(n)) for n in range(1, 9)]


def test_a_call_may_be_printed_twice() -> None:
    lines = [*upto(4), "the king4.", *upto(6, 5)]
    assert [note for note, _ in found(*lines)] == [1, 2, 3, 4, 4, 5, 6]
    assert said(*lines) == ["C303"]


def test_a_call_that_left_no_trace_is_reported_with_the_lines_between_which_it_stood() -> None:
    text = chapter(*upto(4), "the king took nothing", *upto(12, 6))
    calls, messages, _ = solve(text, 0, len(text.text))
    assert [call.note for call in calls] == [1, 2, 3, 4, *range(6, 13)]
    (lost,) = messages
    assert (lost.code, lost.line) == ("C301", text.place(text.text.index("6."))[0])
    assert lost.detail == f"Call 5, after line {text.place(text.text.index('4.'))[0]} and before this."


def test_figures_glued_to_a_word_that_the_sequence_does_not_want_are_reported() -> None:
    lines = [*upto(4), "the king88 ruled", *upto(6, 5)]
    assert [note for note, _ in found(*lines)] == [1, 2, 3, 4, 5, 6]
    assert said(*lines) == ["C304"]


def test_a_code_such_as_that_of_a_machine_is_not() -> None:
    assert said(*upto(4), "a cart KV22 of the king", *upto(6, 5)) == []


def test_the_register_enters_a_call_where_nothing_stands() -> None:
    text = chapter(*upto(4), "the king took nothing", *upto(8, 6))
    line = text.line_at(text.text.index("nothing")).number
    entry = CallEntry(line=line, reading="nothing", text="nothing", note=5)
    calls, messages, _ = solve(text, 0, len(text.text), (entry,))
    assert [call.note for call in calls] == list(range(1, 9))
    assert calls[4].start == calls[4].end == text.text.index("nothing") + len("nothing")
    assert not messages


def test_the_register_settles_what_a_mark_is() -> None:
    text = chapter(*upto(2), "the king’ took", *upto(4, 4))
    line = text.line_at(text.text.index("’")).number
    calls, messages, _ = solve(text, 0, len(text.text), (CallEntry(line=line, reading="king’", text="king", note=3),))
    assert [(call.note, text.text[call.start : call.end]) for call in calls][2] == (3, "’")
    assert not messages


@pytest.mark.parametrize(
    "entry",
    [
        CallEntry(line=1, reading="queen3", text="queen", note=3, row=7, file="apparatus/calls.tsv"),
        CallEntry(line=1, reading="mules1", text="king", note=1, row=7, file="apparatus/calls.tsv"),
    ],
    ids=["not in its line", "does not begin with its text"],
)
def test_an_entry_that_does_not_fit_is_an_error_that_names_it(entry: CallEntry) -> None:
    text = chapter(*upto(3))
    (fault,) = solve(text, 0, len(text.text), (entry,))[1]
    assert (fault.code, fault.file, fault.line) == ("C305", "apparatus/calls.tsv", 7)


@pytest.mark.parametrize(("note", "said"), [(999, "Call 999 cannot follow call 1."), (1, "")])
def test_an_entry_whose_number_cannot_come_next_is_an_error(note: int, said: str) -> None:
    """A call may be printed twice, so a number that is there already may be right if the mark is the same."""
    text = chapter("the mules1", "went down1", "the road2", "with their salt3")
    line = text.line_at(text.text.index("down")).number
    entry = CallEntry(line=line, reading="down1", text="down", note=note, row=7, file="apparatus/calls.tsv")
    messages = solve(text, 0, len(text.text), (entry,))[1]
    assert [message.detail for message in messages if message.code == "C305"] == ([said] if said else [])
    assert "C304" not in [message.code for message in messages]


def test_of_two_entries_for_one_mark_the_second_is_an_error() -> None:
    text = chapter(*upto(3))
    entries = [CallEntry(line=1, reading="down1", text="down", note=1, row=row, file="calls.tsv") for row in (2, 3)]
    found, messages, _ = solve(text, 0, len(text.text), tuple(entries))
    assert [(message.code, message.line) for message in messages] == [("C305", 3)]
    assert [call.note for call in found] == [1, 2, 3]


def test_an_entry_whose_mark_is_emended_is_an_error_and_one_without_a_mark_is_none() -> None:
    text = chapter(*upto(3))
    word = text.text.index("down1")
    emended = ((word, word + 5),)
    marked = CallEntry(line=1, reading="down1", text="down", note=1, row=2, file="calls.tsv")
    unmarked = CallEntry(line=1, reading="down", text="down", note=1, row=3, file="calls.tsv")
    for entry, codes in ((marked, ["C305"]), (unmarked, [])):
        messages = solve(text, 0, len(text.text), (entry,), emended)[1]
        assert [message.code for message in messages if message.code == "C305"] == codes


def test_an_entry_may_stand_at_the_head_of_its_line_but_not_for_two_places_in_it() -> None:
    text = chapter("salt was dear, and salt was old", "the king2.")
    twice = CallEntry(line=1, reading="salt", text="salt", note=1, row=7, file="apparatus/calls.tsv")
    once = CallEntry(line=1, reading="salt was dear", text="salt", note=1)
    calls, messages, _ = solve(text, 0, len(text.text), (twice, once))
    assert [message.detail for message in messages] == ["'salt' in line 1."]
    assert [(call.note, call.start, call.inferred) for call in calls] == [(1, 4, False), (2, 42, False)]


def test_an_entry_of_another_chapter_is_passed_over() -> None:
    text = chapter("the king took nothing", "the king2.", "the king took nothing", "the king3.")
    other, own = (CallEntry(line=n, reading="nothing", text="nothing", note=n) for n in (5, 1))
    calls, messages, _ = solve(text, 0, text.lines[2].start, (other, own))
    assert [call.note for call in calls] == [1, 2]
    assert not messages
    assert solve(text, text.lines[2].start, text.lines[3].start, (own,))[:2] == ([], [])


def test_what_earlier_stages_settled_holds_no_call() -> None:
    text = chapter("the mules1.", "the king2.")
    at = text.text.index("2")
    assert [call.note for call in solve(text, 0, len(text.text), masked=((at, at + 1),))[0]] == [1]


@pytest.mark.parametrize("text", ["4 *3", "*", "•", "1’", "7/"])
def test_a_short_line_without_a_word_is_a_speck(text: str) -> None:
    assert is_speck(text)


@pytest.mark.parametrize(
    "text", ["44", "III", "so", "him.", "été", "был.", "τὸν", "है।", "A.", "(a)", "- ox", "the mules"]
)
def test_words_figures_and_list_marks_are_none(text: str) -> None:
    assert not is_speck(text)


MISREAD = {"1": "'7", "3": "*8", "4": "^*", "5": "6*", "6": "*5", "7": "/'", "8": "3*"}


def printed(calls: int, seed: int, garbled: frozenset[int] = frozenset()) -> list[str]:
    """A chapter of that many calls among random words; those `garbled` with one figure misread."""
    choose = random.Random(seed)
    lines = []
    for note in range(1, calls + 1):
        words = " ".join(choose.choice(WORDS) for _ in range(choose.randint(1, 8)))
        mark = str(note)
        if note in garbled:
            at = choose.randrange(len(mark))
            misread = choose.choice(MISREAD.get(mark[at], "*"))
            mark = mark[:at] + misread + mark[at + 1 :]
        lines.append(f"{words}{mark}{choose.choice('.,;:')} {choose.choice(WORDS)}")
    return lines


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 120), st.integers(0, 10_000))
def test_the_calls_of_a_chapter_come_out_as_their_sequence(calls: int, seed: int) -> None:
    assert found(*printed(calls, seed)) == [(n, str(n)) for n in range(1, calls + 1)]


@settings(deadline=None, max_examples=60)
@given(st.integers(20, 120), st.integers(0, 10_000), st.data())
def test_and_so_they_do_where_one_in_ten_is_garbled(calls: int, seed: int, data: st.DataObject) -> None:
    garbled = data.draw(st.sets(st.integers(1, calls), max_size=calls // 10))
    assert [note for note, _ in found(*printed(calls, seed, frozenset(garbled)))] == list(range(1, calls + 1))


def test_a_raised_figure_that_only_the_image_shows_is_a_call_without_characters() -> None:
    text = chapter("the mules1.", "went down.", "the road’ with salt.", "to the town4.")
    at, misread = text.text.index("down.") + 5, text.text.index("’")
    shown = (Raised(at, at, "²", False), Raised(misread, misread + 1, "⁵", False))
    called, _, _ = solve(text, 0, len(text.text), raised=shown)
    assert [(call.note, text.text[call.start : call.end]) for call in called] == [
        (1, "1"), (2, ""), (3, "’"), (4, "4"),
    ]  # fmt: skip
    assert [call.inferred for call in called] == [False, False, True, False]


def bracketed(*marks: str) -> list[tuple[int, str]]:
    """The numbers and the marks of the calls of a chapter, if its calls are between brackets."""
    text = chapter(*(f"{WORDS[k % len(WORDS)]} {mark} and" if mark else "it went" for k, mark in enumerate(marks)))
    whole = (0, len(text.text))
    solved = solve(text, *whole, form=form_of(text, [whole], Alphabet.FIGURES), listed=len(marks))
    return [(call.note, text.text[call.start : call.end].strip()) for call in solved.calls]


@pytest.mark.parametrize("damaged", ["(S)", "(5", "5)", "{5}", "(5}"])
def test_a_damaged_call_between_brackets_keeps_its_number(damaged: str) -> None:
    marks = [f"({n})" for n in range(1, 10)]
    marks[4] = damaged
    assert bracketed(*marks) == [(n, mark) for n, mark in enumerate(marks, 1)]


def test_calls_that_are_lost_do_not_move_those_after_them() -> None:
    """The last number of the list says how far the calls run."""
    marks = [f"({n})" for n in range(1, 13)]
    marks[7] = marks[9] = marks[10] = ""
    assert [number for number, _ in bracketed(*marks)] == [1, 2, 3, 4, 5, 6, 7, 9, 12]


def test_quotation_marks_are_no_calls_where_calls_are_between_brackets() -> None:
    marks = [f"({n})" for n in range(1, 10)]
    text = chapter(*(f"{WORDS[k % len(WORDS)]} {mark} and" for k, mark in enumerate(marks) if k != 4), "“the toll” of")
    form = form_of(text, [(0, len(text.text))], Alphabet.FIGURES)
    assert all("(" in text.text[call.start : call.end] for call in solve(text, 0, len(text.text), form=form).calls)


@pytest.mark.parametrize("frame", ["({})", "{})"])
def test_letters_between_brackets_are_calls_where_letters_mark_the_notes(frame: str) -> None:
    text = chapter(*(f"{WORDS[k % len(WORDS)]} {frame.format(letter)} and" for k, letter in enumerate("abcdef")))
    whole = (0, len(text.text))
    solved = solve(text, *whole, form=form_of(text, [whole], Alphabet.LETTERS))
    assert [call.note for call in solved.calls] == [1, 2, 3, 4, 5, 6]
    assert form_of(text, [whole], Alphabet.FIGURES) is None


def test_raised_figures_are_the_calls_although_numbers_between_brackets_run_too() -> None:
    """References to chapters ran 1, 2, 3, 4, and none of the raised figures was a call."""
    marks = ("¹", "²", "³", "⁴", "⁵")
    text = of_text("\n".join(f"The road went down{mark} at night (Chapter {n})." for n, mark in enumerate(marks, 1)))
    assert form_of(text, [(0, len(text.text))], Alphabet.FIGURES) is None
