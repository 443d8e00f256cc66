"""The reading of a witness: its emended lines, as input for the stages of recognition.

Recognition needs the text that was printed. The reading therefore has the same lines as the witness, with the same
indices, but without the markup that the makers of the text added, and with the emendations of the registers applied: if
an editor corrects `CHAPTEE II`, the stages find a chapter there. The search for notes also sees raised marks that only
the images show. `Line.at` returns the offset in the witness of each character of a line.

A line of the reading may be empty, if an editor decided that it has no text or if it has only markup. Entries that do
not fit the witness are ignored here; the restoration reports them. Offsets and `Witness.text` remain those of the
witness, and the restoration decides the fate of every character.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from editio.inputs.registers import Emendation, Recurring
from editio.model.witness import Line, Raised, Witness
from editio.stages.restoration import emendations

Change = tuple[int, int, str]  # start and end offsets in the witness, and the text that replaces this stretch


def read(
    witness: Witness,
    register: Iterable[Emendation],
    recurring: Iterable[Recurring],
    raised: Iterable[Raised] = (),
) -> Witness:
    """The witness with the lines of its reading. `raised` are marks found in the images."""
    entered, _ = emendations.placed(witness, register, ())
    again, _ = emendations.recurrent(witness, recurring, entered)
    changes = [(piece.start, piece.end, piece.text) for piece in (*entered, *again)]
    changes += [(mark.start, mark.end, mark.text) for mark in raised]
    by_line: dict[int, list[Change]] = defaultdict(list)
    for start, end, text in (*changes, *((mark.start, mark.end, "") for mark in witness.markup)):
        for i in witness.touched(start, end):
            by_line[i].append((start, end, text))
    if not by_line:
        return witness
    lines = list(witness.lines)
    for i, found in by_line.items():
        lines[i] = _read_line(lines[i], found)
    return replace(witness, lines=tuple(lines))


def _read_line(line: Line, changes: Iterable[Change]) -> Line:
    """A line with the changes inside it applied, without the blanks that remain at its ends."""
    text: list[str] = []
    offsets: list[int] = []
    position = line.start

    def keep(end: int) -> None:
        raw = line.text if line.offsets is None else ""
        stretch = raw[position - line.start : max(position, end) - line.start]
        text.extend(stretch)
        offsets.extend(range(position, position + len(stretch)))

    for start, end, reading in sorted(changes):
        if start < position and reading:
            continue  # an emendation of markup, or one that overlaps another
        keep(min(start, line.end))
        if start >= position:
            text.extend(reading)
            offsets.extend([start] * len(reading))
        position = max(position, min(end, line.end))
    keep(line.end)
    whole = "".join(text)
    lead, stripped = len(whole) - len(whole.lstrip()), whole.strip()
    return replace(line, text=stripped, offsets=tuple(offsets[lead : lead + len(stripped)]))
