"""The marks of notes as pieces: every note has one, whatever else was decided about its place."""

from __future__ import annotations

from editio.model.kinds import CallKind
from editio.model.pieces import Fate, Piece, set_aside
from editio.model.witness import of_text
from editio.stages.notes.found import Called, Note, Notes, Stretch
from editio.stages.restoration import notes

TEXT = "The salt road* went down.\n* So says the miller.\n"


def marks(taken: list[Piece]) -> list[Piece]:
    note = Note(0, 1, 1, "*", Stretch(26, 28), (1,), (Called(13, 14),), aside=True)
    made = notes.pieces(of_text(TEXT), Notes((note,)), taken)
    return [piece for piece in made if piece.source == CallKind.FOOTNOTE_MARK]


def test_a_mark_is_a_piece() -> None:
    assert [(mark.start, mark.reading) for mark in marks([])] == [(26, "* ")]


def test_a_mark_in_what_is_set_aside_stands_behind_it_without_characters() -> None:
    assert [(mark.start, mark.reading) for mark in marks([set_aside(26, "*", "markup")])] == [(27, "")]


def test_the_bracket_that_closes_a_note_is_no_text() -> None:
    text = "The salt road[1] went down.\n[Footnote 1: So says the miller.]\n"
    note = Note(0, 1, 1, "1", Stretch(28, 41), (1,), (Called(13, 16),), aside=True)
    made = list(notes.pieces(of_text(text), Notes((note,)), []))
    assert [(piece.start, piece.reading) for piece in made if piece.fate is Fate.SET_ASIDE] == [(60, "]")]


def test_the_blank_between_two_words_is_no_part_of_a_call_between_them() -> None:
    text = "The salt \u00b9road went down.\n\u00b9 So says the miller.\n"
    note = Note(0, 1, 1, "\u00b9", Stretch(26, 28), (1,), (Called(8, 10),), aside=True)
    made = list(notes.pieces(of_text(text), Notes((note,)), []))
    assert [(piece.start, piece.reading) for piece in made if piece.source == CallKind.FOOTNOTE_CALL] == [(9, "\u00b9")]
