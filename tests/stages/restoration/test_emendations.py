"""Emendations tied to their places; entries that do not fit are errors that name themselves."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from editio.inputs.registers import Emendation, OpenQuestion, Recurring
from editio.model.kinds import Damage
from editio.model.pieces import Fate, fill, set_aside
from editio.model.witness import of_text
from editio.stages.ledger import rebuild
from editio.stages.restoration.emendations import apply, unfit_questions

TEXT = of_text(" Tbe king took tbe toll, tbe toll of salt. \n\nIt was modem salt. \n")


def emendation(line: int, reading: str, edited: str, **more: Any) -> Emendation:
    entry = {"id": "e0001", "kind": "misreading", "certainty": "certain", "row": 3, "file": "emendations.tsv"}
    return Emendation.model_validate({**entry, "line": line, "reading": reading, "edited": edited, **more})


def recurring(reading: str, edited: str) -> Recurring:
    return Recurring(id="r0001", reading=reading, edited=edited, kind=Damage.MISREADING, row=5, file="recurring.tsv")


def edited(*register: Emendation, always: tuple[Recurring, ...] = ()) -> str:
    pieces, faults = apply(TEXT, register, always)
    assert not faults
    assert rebuild(fill(TEXT, pieces)) == TEXT.text
    return "".join(piece.text for piece in fill(TEXT, pieces))


def fault(*register: Emendation, always: tuple[Recurring, ...] = ()) -> str:
    _, (message,) = apply(TEXT, register, always)
    assert (message.line, message.file) in ((3, "emendations.tsv"), (5, "recurring.tsv"))
    return message.code


def test_a_reading_that_stands_once_in_its_line_needs_no_column() -> None:
    assert "It was modern salt." in edited(emendation(3, "modem", "modern"))


def test_the_piece_says_what_stood_there_and_which_entry_changed_it() -> None:
    (piece,), _ = apply(TEXT, [emendation(3, "modem", "modern")])
    assert (piece.reading, piece.text, piece.fate, piece.source) == ("modem", "modern", Fate.EMENDED, "e0001")


def test_a_reading_that_stands_more_than_once_wants_a_column_which_counts_the_blank_of_a_page() -> None:
    assert fault(emendation(1, "toll", "tolls")) == "E402"
    column = TEXT.text.index("toll of") + 1
    assert "tbe tolls of salt" in edited(emendation(1, "toll", "tolls", column=column))


def test_a_reading_is_found_as_whole_words_only() -> None:
    assert fault(emendation(1, "tol", "toll")) == "E401"
    assert fault(emendation(1, "oll", "all")) == "E401"


def test_a_reading_or_a_line_that_is_not_there_is_an_error() -> None:
    assert fault(emendation(3, "salt mine", "salt-mine")) == "E401"
    assert fault(emendation(2, "modem", "modern")) == "E401"
    assert fault(emendation(3, "modem", "modern", column=1)) == "E401"


def test_two_that_overlap_are_an_error() -> None:
    assert fault(emendation(3, "was modem", "is modern"), emendation(3, "modem salt", "salt", id="e0002")) == "E403"


def test_a_reading_that_recurs_is_emended_wherever_it_stands() -> None:
    assert "king took the toll, the toll" in edited(always=(recurring("tbe", "the"),))


def test_where_an_entry_covers_it_the_entry_has_the_word() -> None:
    made = edited(emendation(1, "took tbe", "took a"), always=(recurring("tbe", "the"),))
    assert "took a toll, the toll" in made


def test_a_reading_that_recurs_nowhere_is_an_error() -> None:
    assert fault(always=(recurring("mvle", "mule"),)) == "E401"


@settings(deadline=None)
@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=12), st.integers(0, 11))
def test_an_entry_with_its_column_changes_that_place_and_no_other(words: list[str], which: int) -> None:
    which %= len(words)
    text = of_text(" ".join(words))
    entry = emendation(1, words[which], "X", column=1 + 2 * which)
    pieces, faults = apply(text, [entry])
    assert not faults
    changed = [*words[:which], "X", *words[which + 1 :]]
    assert "".join(piece.text for piece in fill(text, pieces)) == " ".join(changed)


def test_nothing_is_emended_in_a_running_head() -> None:
    head = set_aside(1, "Tbe king", "running head")
    pieces, (message,) = apply(TEXT, [emendation(1, "king", "kin")], [recurring("tbe", "the")], [head])
    assert ([piece.start for piece in pieces], message.code) == ([15, 25], "E404")


def faults(*register: Emendation, always: tuple[Recurring, ...] = ()) -> list[str]:
    _, messages = apply(TEXT, register, always)
    assert {(m.line, m.column, m.file) for m in messages} <= {(3, 1, "emendations.tsv"), (5, 1, "recurring.tsv")}
    return [message.detail for message in messages]


def test_a_message_names_the_entry_its_line_and_what_is_wrong() -> None:
    assert faults(emendation(2, "modem", "modern")) == [
        "e0001, line 2: the line holds no text. It was found in line 3."
    ]
    assert faults(emendation(3, "mule", "mules")) == ["e0001, line 3: 'mule'."]
    assert faults(emendation(1, "toll", "tolls")) == ["e0001, line 1: 'toll' occurs twice: give column 20 or 30."]
    assert faults(always=(recurring("mvle", "mule"),)) == ["r0001: 'mvle' stands nowhere."]
    assert faults(emendation(3, "was modem", "is"), emendation(3, "modem salt", "s", id="e0002")) == [
        "e0002, line 3: it overlaps e0001."
    ]
    head = set_aside(1, "Tbe king", "running head")
    _, (message,) = apply(TEXT, [emendation(1, "king", "kin")], [], [head])
    assert message.detail == "e0001, line 1: 'king'."


def test_an_entry_that_does_not_fit_hinders_no_other() -> None:
    pieces, messages = apply(
        TEXT, [emendation(2, "x", "y"), emendation(3, "mule", "x"), emendation(3, "modem", "modern", id="e0003")]
    )
    assert [piece.source for piece in pieces] == ["e0003"]
    assert len(messages) == 2


def test_entries_and_readings_that_recur_come_in_the_order_of_the_witness() -> None:
    pieces, _ = apply(TEXT, [emendation(3, "modem", "modern"), emendation(1, "Tbe", "The")], [recurring("tbe", "the")])
    assert [piece.text for piece in pieces] == ["The", "the", "the", "modern"]
    assert [piece.fate for piece in pieces] == [Fate.EMENDED] * 4


def test_two_entries_may_touch() -> None:
    assert "The kin’s took" in edited(emendation(1, "Tbe", "The"), emendation(1, " king", " kin’s", id="e0002"))
    assert "wasmodernsalt" in edited(
        emendation(3, "was ", "was"),
        emendation(3, "modem", "modern", id="e0002"),
        emendation(3, " salt", "salt", id="e0003"),
    )


def test_a_reading_that_ends_or_begins_with_a_mark_or_figure_may_touch_a_word() -> None:
    text = of_text("Salt,and 4th or 1931st")
    pieces, messages = apply(text, [emendation(1, ",", ", "), emendation(1, "4", "fif"), emendation(1, "193", "183")])
    assert [(piece.start, piece.reading) for piece in pieces] == [(4, ","), (9, "4"), (16, "193")]
    assert not messages


def question(reading: str, line: int = 0) -> OpenQuestion:
    return OpenQuestion.model_construct(reading=reading, line=line, row=4, file="apparatus/questions.tsv")


def test_an_open_question_is_about_words_that_stand_in_its_line_or_anywhere() -> None:
    fitting = [question("modem", 3), question("modem"), question("Tbe king", 1)]
    assert list(unfit_questions(TEXT, fitting)) == []
    wrong = list(unfit_questions(TEXT, [question("modem", 1), question("modem", 2), question("mule")]))
    assert {(m.line, m.column, m.code, m.file) for m in wrong} == {(4, 1, "E401", "apparatus/questions.tsv")}
    assert [m.detail for m in wrong] == [
        "Open question: 'modem' is not in line 1.",
        "Open question: 'modem' is not in line 2.",
        "Open question: 'mule' is not in the witness.",
    ]
