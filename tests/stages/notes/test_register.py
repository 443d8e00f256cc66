"""Calls of notes that stand in the text, as the register enters them."""

from __future__ import annotations

from editio.inputs.registers import CallEntry
from editio.model.kinds import PartKind
from editio.model.witness import of_text
from editio.stages.divisions import PartLines
from editio.stages.notes import register
from editio.stages.notes.found import Note, Notes, Stretch

TEXT = "The salt went down the road.\nThe mules were fed.\n1 By the clerk.\n"


def test_of_two_entries_for_one_note_the_second_is_an_error() -> None:
    """Each would replace the calls of the note, so the first had no effect."""
    witness = of_text(TEXT)
    part = PartLines(PartKind.CHAPTER, 1, 0, 0, len(witness.lines), 0)
    mark = TEXT.index("1 By")
    note = Note(0, 1, 2, "1", Stretch(mark, mark + 2), (2,), (), False)
    entries = [
        CallEntry(line=line, reading=word, text=word, note=1, row=row, file="apparatus/calls.tsv")
        for line, word, row in ((1, "road", 2), (2, "mules", 3))
    ]
    found, faults = register.enter(witness, (part,), Notes((note,), numbered=True), entries)
    assert [(call.start, call.end) for call in found.notes[0].calls] == [(TEXT.index("road") + 4,) * 2]
    assert [(fault.code, fault.line, fault.detail) for fault in faults] == [
        ("C305", 3, "The call of note 1 is entered in row 2 too."),
    ]
