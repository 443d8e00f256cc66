"""The numbers at the beginning of lines of a list of endnotes, read as one sequence."""

from __future__ import annotations

import pytest

from editio.stages.notes.endnotes import starts


def numbers(*marks: str, before: int = 0) -> list[int]:
    return [start.number for start in starts([f"{mark} The clerk of the salt office." for mark in marks], before)]


@pytest.mark.parametrize("garbled", ["B", "s", "|", "°"])
def test_a_misread_mark_in_a_list_of_bare_figures_does_not_merge_the_notes_after_it(garbled: str) -> None:
    assert numbers("1", "2", garbled, "4", "5", "6") == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("torn", ["(3", "3)", "{3)", "(S)"])
def test_a_torn_bracket_does_not_end_the_sequence(torn: str) -> None:
    assert numbers("(1)", "(2)", torn, "(4)", "(5)") == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("form", ["({})", "{})"])
def test_letters_number_notes_and_begin_again_after_z(form: str) -> None:
    assert numbers(*(form.format(letter) for letter in "abcdefghijklmnopqrstuvwxyzab")) == list(range(1, 29))


def test_numbers_may_run_on_from_another_list() -> None:
    assert numbers("31.", "3S.", "33.", "34.", before=30) == [31, 32, 33, 34]


@pytest.mark.parametrize("form", ["{}.", "{}", "({})", "[{}]"])
def test_numbers_may_exceed_999(form: str) -> None:
    assert numbers(*(form.format(n) for n in range(997, 1004)), before=996) == list(range(997, 1004))


def test_the_sign_of_italics_may_stand_before_the_number() -> None:
    assert numbers("1", "_ 2", "_  3", "4") == [1, 2, 3, 4]
