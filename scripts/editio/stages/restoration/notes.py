"""The marks of notes in the text, and of their calls, as pieces of the witness.

Marks are not part of the edition's text, because the outputs render them again. A note without a call gets one at its
place, the end of the text on its page: a piece without characters of the witness.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from editio.model.kinds import CallKind
from editio.model.pieces import Coverage, Fate, Piece, set_aside
from editio.model.witness import MarkupKind, Witness
from editio.stages.notes.found import Called, Note, Notes, Stretch


def pieces(witness: Witness, notes: Notes, taken: Iterable[Piece]) -> Iterator[Piece]:
    """The marks of notes and calls, except calls that overlap pieces in `taken`. Every note has a mark: if it overlaps
    such a piece, an empty mark is placed after the piece."""
    settled = list(taken)
    covered = Coverage((piece.start, piece.end) for piece in settled)
    lines = [(witness.lines[i].start, witness.lines[i].end) for i in notes.lines]
    within = Coverage(lines)
    for note in notes.notes:
        mark = note.mark
        if covered.meets(mark.start, mark.end):
            behind = max(p.end for p in settled if p.start < mark.end and mark.start < p.end)
            mark = Stretch(behind, behind)
        kind = CallKind.FOOTNOTE_MARK if note.aside else CallKind.NOTE_MARK
        yield _piece(witness, note, mark.start, mark.end, kind)
        closing = _closing(witness, note)
        if closing is not None and not covered.meets(closing, closing + 1):
            yield set_aside(closing, witness.text[closing], MarkupKind.FORMAT)
        calls = [call for call in note.calls if not covered.meets(call.start, call.end)]
        called = False
        for call in calls:
            nested = within.meets(call.start, max(call.end, call.start + 1))
            yield _piece(witness, note, _start(witness, call), call.end, _source(note, call, nested, called))
            called |= not nested
        if not called and not note.aside:
            yield _piece(witness, note, note.place, note.place, CallKind.NOTE_WITHOUT_CALL)


def _start(witness: Witness, call: Called) -> int:
    """The beginning of a call. The blank before it is part of it, unless the next word follows directly, as in `the
    ¹road`: then the blank divides two words."""
    if not witness.text[call.end : call.end + 1].isalnum():
        return call.start
    mark = witness.text[call.start : call.end]
    return call.end - len(mark.lstrip())


def _closing(witness: Witness, note: Note) -> int | None:
    """The offset of the closing bracket of a note whose mark has the opening one, as in `[Footnote 1: Town Ledger.]`;
    None if there is none."""
    mark = witness.text[note.mark.start : note.mark.end]
    if not mark.lstrip().startswith("[") or "]" in mark or not note.lines:
        return None
    last = witness.lines[note.lines[-1]]
    at = last.start + len(witness.text[last.start : last.end].rstrip()) - 1
    return at if at >= note.mark.end and witness.text[at] == "]" else None


def _source(note: Note, call: Called, nested: bool, called: bool) -> CallKind:
    if note.aside:
        return CallKind.FOOTNOTE_INFERRED if call.inferred else CallKind.FOOTNOTE_CALL
    if nested:
        return CallKind.NOTE_IN_NOTE
    return CallKind.NOTE_AGAIN if called else CallKind.NOTE_INFERRED if call.inferred else CallKind.NOTE_CALL


def _piece(witness: Witness, note: Note, start: int, end: int, source: CallKind) -> Piece:
    number, footnote = (0, note.number) if note.aside else (note.number, 0)
    if source is CallKind.NOTE_MARK:
        number = 0
    return Piece(start, witness.text[start:end], "", Fate.CALL, source, number, note.printed, footnote)
