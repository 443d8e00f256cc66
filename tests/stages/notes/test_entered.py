"""An editor's entries of the role note always take effect."""

from __future__ import annotations

import pytest

from editio.inputs.registers.roles import LineRole, Role
from editio.model.kinds import PartKind
from editio.model.pages import Page, Pagination
from editio.model.witness import of_text
from editio.stages import notes
from editio.stages.divisions import PartLines
from editio.stages.notes import Note

TEXT = """The salt went down the road to the pans, and nobody paid for it.*
Those who walked beside the mules were given bread.
Of the bread nothing is known but its weight.
t By the clerk, in the ledger of the year
that the frost closed the passes.
The road was mended in the spring of that year,† and the
toll was raised.
and in the next one too.
Not before the feast.
"""


def find(*entries: LineRole) -> tuple[Note, ...]:
    witness = of_text(TEXT)
    second = TEXT.index("The road")
    pages = (Page("1", 0, True, ""), Page("2", second, True, ""))
    part = PartLines(PartKind.CHAPTER, 1, 0, 0, len(witness.lines), 0)
    return notes.find(witness, Pagination(pages, (), ()), (part,), entries).notes


def entry(line: int, to: int = 0, value: str = "") -> LineRole:
    return LineRole(line=line, to=to, role=Role.NOTE, value=value)


def test_without_an_entry_there_is_no_note() -> None:
    assert find() == ()


def test_an_entry_makes_a_note_with_its_call() -> None:
    (note,) = find(entry(4, 5, "*"))
    assert note.lines == (3, 4)
    assert note.printed == "*"
    assert TEXT[note.mark.start : note.mark.end] == "t "
    (call,) = note.calls
    assert TEXT[call.start : call.end] == "*"
    assert note.aside


def test_lines_of_the_next_page_continue_it() -> None:
    (note,) = find(entry(4, 5, "*"), entry(8, value="-"))
    assert note.lines == (3, 4, 7)


def test_a_note_without_a_mark_has_the_one_of_its_entry() -> None:
    first, second = find(entry(4, 5, "*"), entry(9, value="†"))
    assert (first.printed, second.printed) == ("*", "†")
    assert second.mark.start == second.mark.end
    assert [TEXT[call.start : call.end] for call in second.calls] == ["†"]


def test_an_entry_without_a_call_in_the_text_is_a_note_all_the_same() -> None:
    (note,) = find(entry(9))
    assert note.calls == ()
    assert note.lines == (8,)


@pytest.mark.parametrize("later", [(5, 5), (5, 0)])
def test_a_line_belongs_to_one_note(later: tuple[int, int]) -> None:
    first, second = find(entry(4, 5, "*"), entry(*later, "‡"))
    assert (first.lines, second.lines) == ((3,), (4,))


COLUMNS = """The road¹ went down to the salt² pans and
nobody paid the toll.

¹ See the ledger. ² Of the old toll.

"""


def in_columns(*entries: LineRole) -> list[tuple[str, int, tuple[int, ...]]]:
    """Mark, line and lines of the notes of three pages whose two columns of notes were read as one."""
    witness = of_text(3 * COLUMNS)
    pages = Pagination(tuple(Page(str(n), n * len(COLUMNS), True, "") for n in range(3)), (), ())
    part = PartLines(PartKind.CHAPTER, 1, 0, 0, len(witness.lines), 0)
    found = notes.find(witness, pages, (part,), entries).notes
    return [(note.printed, note.line, note.lines) for note in found]


def test_an_entry_for_a_line_takes_the_notes_within_it_too() -> None:
    before = in_columns()
    assert before[:2] == [("1", 2, (2,)), ("2", 2, ())]
    assert in_columns(entry(4, 4)) == [before[0], *before[2:]]


def test_lines_that_continue_a_note_belong_to_the_one_that_has_lines() -> None:
    assert in_columns(entry(6, 6, "-"))[:2] == [("1", 2, (2, 3)), ("2", 2, ())]
