"""Choose the images to search for raised marks, and use the result if it is better.

The search (`editio.inputs.raised`) takes a tenth of a second for each page, so it runs only if calls are missing. It
covers all leaves if the book has endnotes or if many notes have no call, otherwise the leaves of the notes without
calls.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from editio.inputs.registers.settings import Missing
from editio.model.kinds import PartKind
from editio.model.witness import Raised, Witness
from editio.stages.divisions import PartLines
from editio.stages.notes.found import Called, Note, Notes, Stretch

_MANY = 0.2  # share of notes without calls; above it marks may be lost on every page
_ENDNOTES = frozenset({Missing.ENDNOTES, Missing.SOME_ENDNOTES})


def leaves(
    witness: Witness, parts: Iterable[PartLines], found: Notes, lacks: Collection[Missing] = ()
) -> frozenset[int]:
    """The numbers of the leaves whose images may show calls that are missing from the text."""
    if not witness.scans:
        return frozenset()
    lost = [note for note in found.notes if not note.calls]
    endnotes = not found.numbered and (bool(_ENDNOTES & {*lacks}) or any(part.kind is PartKind.NOTES for part in parts))
    if endnotes or len(lost) > _MANY * len(found.notes):
        return frozenset(witness.scans)
    firsts = [leaf.first for leaf in witness.leaves]
    return frozenset(witness.leaves[bisect_right(firsts, note.line) - 1].number for note in lost)


def better(witness: Witness, text: Notes, seen: Notes, shown: Iterable[Raised]) -> Notes:
    """The notes found with the images, unless the text alone gave calls for more notes."""
    if sum(bool(note.calls) for note in text.notes) > sum(bool(note.calls) for note in seen.notes):
        return text
    by_start = {mark.start: mark for mark in shown}
    return replace(seen, notes=tuple(_placed(witness, note, by_start) for note in seen.notes))


def _placed(witness: Witness, note: Note, shown: Mapping[int, Raised]) -> Note:
    """A note with the places of its raised marks in the witness: the characters that the OCR has for them, if any."""
    calls = tuple(
        Called(at.start, at.end, call.inferred) if (at := shown.get(call.start)) else call for call in note.calls
    )
    begins = shown.get(note.mark.start)
    if begins is None or not begins.opens:
        return replace(note, calls=calls)
    end = begins.end
    while witness.text[end : end + 1] == " ":
        end += 1
    return replace(note, calls=calls, mark=Stretch(begins.start, end))
