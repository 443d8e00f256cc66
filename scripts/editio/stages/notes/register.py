"""The editors' entries for calls of notes that are printed within the text (apparatus/calls.tsv).

An entry gives the place in a line that calls note n of the chapter. It replaces the calls found for this note, and any
call of another note at this place is removed. An entry is refused if the chapter has no such note.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from editio.inputs.registers import CallEntry
from editio.model.kinds import PartKind
from editio.model.messages import Message
from editio.model.witness import Witness
from editio.stages.divisions import PartLines
from editio.stages.notes.found import Called, Note, Notes


def enter(
    witness: Witness, parts: Sequence[PartLines], notes: Notes, entries: Iterable[CallEntry]
) -> tuple[Notes, list[Message]]:
    """The notes with the calls from the register, and the entries that do not fit (C305). If a book has no numbered
    notes in its text, the entries are for calls of endnotes: `editio.stages.restoration.calls` uses them."""
    if not notes.numbered:
        return notes, []
    found = list(notes.notes)
    faults: list[Message] = []
    entered: dict[int, int] = {}  # the rows of the entries for the notes
    index = {line.number: i for i, line in enumerate(witness.lines)}
    for entry in entries:
        place = _place(witness, entry)
        i = index.get(entry.line)
        part = next((k for k, p in enumerate(parts) if i is not None and p.first <= i < p.end), None)
        of_part = [k for k, note in enumerate(found) if note.part == part and not note.aside]
        at = next((k for k in of_part if found[k].number == entry.note), None)
        if part is None or parts[part].kind is not PartKind.CHAPTER:
            continue  # refused elsewhere, with all entries whose line has no text of a chapter
        if place is None or at is None:
            why = (
                f"{entry.reading!r} in line {entry.line}."
                if place is None
                else f"The chapter has no note {entry.note}."
            )
            faults.append(Message(entry.row, 1, "C305", why, entry.file))
            continue
        if at in entered:
            why = f"The call of note {entry.note} is entered in row {entered[at]} too."
            faults.append(Message(entry.row, entry.at("note"), "C305", why, entry.file))
            continue
        entered[at] = entry.row
        found = [_without(note, place) for note in found]
        found[at] = replace(found[at], calls=(place,))
    return replace(notes, notes=tuple(found)), faults


def _place(witness: Witness, entry: CallEntry) -> Called | None:
    """The mark of the call in an entry; None unless the reading occurs exactly once in its line."""
    line = witness.numbered.get(entry.line)
    if line is None or line.text.count(entry.reading) != 1 or not entry.reading.startswith(entry.text):
        return None
    start = line.start + line.text.find(entry.reading) + len(entry.text)
    return Called(start, start + len(entry.reading) - len(entry.text))


def _without(note: Note, place: Called) -> Note:
    return replace(note, calls=tuple(c for c in note.calls if not (c.start < place.end and place.start < c.end)))
