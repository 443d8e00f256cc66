"""A list of endnotes that several chapters share: its numbers run through them, and each chapter has the notes that it
calls."""

from __future__ import annotations

from pathlib import Path

import pytest

from editio.inputs import plain_text
from editio.model.kinds import PartKind
from printing import FURTHER, PROSE, built, set_type

WORDS = ("mules", "market", "council", "clerk", "drivers")


def chapter(numeral: str, form: str, numbers: list[int]) -> str:
    """A chapter with a call of each number, and a paragraph below the last."""
    lines = [f"CHAPTER {numeral}", ""]
    for number in numbers:
        lines += [*set_type(PROSE.replace("by them.", f"by them{form.format(number)}.", 1), indent=0), ""]
    return "\n".join([*lines, *set_type(FURTHER, indent=0), "", ""])


def book(form: str, chapters: list[list[int]], notes: list[int]) -> dict[int, list[tuple[str, bool]]]:
    """By chapter, its notes and whether each is called, in a book with one list at its end."""
    numerals = ("I", "II", "III")[: len(chapters)]
    texts = [chapter(numeral, form, numbers) for numeral, numbers in zip(numerals, chapters, strict=True)]
    listed = "".join(f"{n}. See the ledger of the salt office.\n" for n in notes)
    witness = plain_text.of_bytes(("\n".join(texts) + f"\nNOTES\n\n{listed}").encode(), Path("salt.txt"))
    edition = built(witness).edition
    found = {}
    for part in (part for part in edition.parts if part.kind is PartKind.CHAPTER):
        listing = edition.notes_of(part)
        called = {str(call.note) for call, _ in part.calls}
        found[part.number] = [(block.label, block.label in called) for block in listing.blocks] if listing else []
    return found


@pytest.mark.parametrize("form", ["{}", " ({})", " [{}]", " {})"])
def test_each_chapter_has_the_notes_that_it_calls(form: str) -> None:
    assert book(form, [[1, 2, 3], [4, 5, 6, 7], [8, 9]], list(range(1, 10))) == {
        1: [(str(n), True) for n in (1, 2, 3)],
        2: [(str(n), True) for n in (4, 5, 6, 7)],
        3: [(str(n), True) for n in (8, 9)],
    }


def test_a_note_whose_call_is_lost_stays_with_the_notes_before_it() -> None:
    found = book("{}", [[1, 2, 3, 4], [6, 7, 8, 9, 10, 11]], list(range(1, 12)))
    assert found == {
        1: [*((str(n), True) for n in (1, 2, 3, 4)), ("5", False)],
        2: [(str(n), True) for n in range(6, 12)],
    }


def test_a_list_is_not_shared_where_each_chapter_calls_its_notes_from_1() -> None:
    found = book("{}", [[1, 2, 3, 4], [1, 2, 3, 4]], [1, 2, 3, 4])
    assert found == {1: [(str(n), True) for n in (1, 2, 3, 4)], 2: []}
