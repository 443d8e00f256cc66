"""Notes at the foot of pages whose ends are unknown: they leave the text, but they never take a line of it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from editio.model.kinds import PartKind
from editio.model.pages import Pagination
from editio.model.witness import Witness, of_text
from editio.stages import notes
from editio.stages.divisions import PartLines

TEXT = "The mules went down to the pans by night, and\nnobody paid those who walked with them, as the\n"


def book(calls: Sequence[str], signs: Sequence[str]) -> Witness:
    """Pages of two notes each, between which the text goes on within a sentence."""
    text = ""
    for n in range(0, len(signs), 2):
        text += "".join(f"{TEXT}clerk of the bridge{call} wrote in the year of\n{TEXT}" for call in calls[n : n + 2])
        text += "".join(f"{sign}) Ledger of {sign}.\n" for sign in signs[n : n + 2])
    return of_text(text)


def found(witness: Witness) -> notes.Notes:
    parts = (PartLines(PartKind.CHAPTER, 1, 0, 0, len(witness.lines), 0),)
    return notes.find(witness, Pagination((), (), ()), parts)


@pytest.mark.parametrize("first", [1, 82])
def test_notes_with_rising_numbers_are_found_without_pages(first: int) -> None:
    """All calls but every fourth are misread beyond their numbers; their places between the others tie them."""
    numbers = range(first, first + 57)
    calls = [f" {n})" if (n - first) % 4 == 0 else " ’)" for n in numbers]
    witness = book(calls, [str(n) for n in numbers])
    made = found(witness).notes
    assert [witness.lines[i].text for note in made for i in note.lines] == [f"{n}) Ledger of {n}." for n in numbers]
    assert [len(note.calls) for note in made] == [1] * 57
    for call, note in zip(calls, made, strict=True):
        assert witness.text[note.calls[0].start : note.calls[0].end] == call
        assert note.certain == (call != " ’)")


def test_numbered_paragraphs_that_nothing_calls_are_text() -> None:
    witness = book([""] * 60, [str(n) for n in range(1, 61)])
    assert found(witness).notes == ()
