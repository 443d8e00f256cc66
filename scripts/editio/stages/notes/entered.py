"""The entries of the role note in apparatus/structure.tsv: they add notes or correct those that were found.

An entry assigns the lines from `line` to `to` to one note. If a note was found at the first line, the entry keeps its
calls and corrects its lines and its mark. Otherwise the note is new, and its call is a mark with the same sign above it
on the page that no other note uses. An entry with the value `-` adds its lines to the previous note. Other notes lose
these lines; a note that began in them, at the beginning of a line or within it, is removed. Begin reading at `enter`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from editio.inputs.registers import LineRole
from editio.model.kinds import PartKind
from editio.model.witness import Line, Witness
from editio.stages.divisions import PartLines
from editio.stages.notes.found import Called, Note, Stretch
from editio.stages.notes.marks import Alphabet, Frame, Mark, calls, exact, framed, openings
from editio.stages.notes.rows import Row

CONTINUES = "-"  # the value of an entry whose lines continue the previous note
_UNMARKED = "*"  # shown for a note without a mark
_DOUBTFUL = 0.4  # above this price a call is doubtful
_AROUND = re.compile(r"[()\[\].]")


def enter(
    reading: Witness,
    parts: Sequence[PartLines],
    rows: Sequence[Row],
    notes: Iterable[Note],
    entries: Iterable[LineRole],
) -> list[Note]:
    """The notes after the entries are applied. An entry for lines outside the running text has no effect."""
    found = list(notes)
    by_number = {reading.lines[row.line].number: row for row in rows}
    for entry in sorted(entries, key=lambda entry: entry.line):
        first = by_number.get(entry.line)
        if first is None:
            continue
        own = tuple(row.line for n, row in by_number.items() if entry.line <= n <= entry.last)
        known = next((note for note in found if note.lines and note.line == first.line), None)
        if entry.value == CONTINUES:
            found = list(_continued(_without(found, own), own))
            continue
        if known and entry.last == entry.line:
            own = known.lines
        found = _without(found, own)
        if known:
            found.append(_corrected(known, own, entry.value))
        else:
            found.append(_new(reading, parts, rows, first, own, entry.value, found))
    return sorted(found, key=lambda note: (note.line, note.mark.start))


def _without(notes: Iterable[Note], lines: Collection[int]) -> list[Note]:
    """The notes without the lines that an entry assigns to another note, and without those that begin in them."""
    return [replace(n, lines=tuple(i for i in n.lines if i not in lines)) for n in notes if n.line not in lines]


def _continued(notes: Sequence[Note], lines: tuple[int, ...]) -> Iterator[Note]:
    """The notes, with `lines` added to the last note before them."""
    before = max((note.line for note in notes if note.lines and note.line < lines[0]), default=-1)
    for note in notes:
        goes_on = note.lines and note.line == before
        yield replace(note, lines=tuple(sorted({*note.lines, *lines}))) if goes_on else note


def _corrected(known: Note, lines: tuple[int, ...], value: str) -> Note:
    """A recognised note, with its lines and its mark replaced by those of an entry."""
    return replace(
        known,
        lines=lines,
        printed=value or known.printed,
        aside=known.aside if not value or exact(_sign(value), Alphabet.FIGURES) else True,
    )


def _new(
    reading: Witness,
    parts: Sequence[PartLines],
    rows: Sequence[Row],
    first: Row,
    lines: tuple[int, ...],
    value: str,
    others: Sequence[Note],
) -> Note:
    """A note that only the entry knows."""
    line = reading.lines[first.line]
    mark, printed = _opening(line, value)
    sign = _sign(printed)
    taken = {i for note in others for i in note.lines} | set(lines)
    above = [row for row in rows if row.page == first.page and row.line < first.line and row.line not in taken]
    called = _call(reading, above, sign, [call for note in others for call in note.calls])
    owner = next((row.part for row in above for call in called if _holds(reading.lines[row.line], call)), first.part)
    symbol = _alphabet(sign) is Alphabet.SYMBOLS
    start = line.at(mark.start) if mark else line.start
    return Note(
        part=owner,
        number=0,
        line=first.line,
        printed=printed,
        mark=Stretch(start, line.at(mark.end - 1) + 1 if mark else start),
        lines=lines,
        calls=called,
        aside=symbol or not has_page_of_notes(parts, owner),
    )


def _opening(line: Line, value: str) -> tuple[Mark | None, str]:
    """The mark at the beginning of a line, and the mark as printed: the value of the entry, or else the line's own."""
    found = [
        (not exact(mark.sign, alphabet), mark.price, mark, frame)
        for frame in Frame
        for alphabet in Alphabet
        for mark in openings(line.text, frame, alphabet)
    ]
    if value:
        marks = sorted((mark.sign != _sign(value), odd, price, mark) for odd, price, mark, _ in found)
        return (marks[0][3] if marks else None), value
    plain = min((each for each in found if not each[0]), key=lambda each: each[1], default=None)
    return (plain[2], framed(plain[2].sign, plain[3])) if plain else (None, _UNMARKED)


def _call(reading: Witness, rows: Sequence[Row], sign: str, known: Sequence[Called]) -> tuple[Called, ...]:
    """The likeliest mark with this sign in the rows that is not a call of another note; empty if there is none."""
    alphabet = _alphabet(sign)
    found: dict[int, tuple[float, int, int]] = {}
    for row in rows:
        line = reading.lines[row.line]
        for frame in Frame:
            for mark in calls(row.text, frame, alphabet):
                start, end = line.at(mark.start), line.at(mark.end - 1) + 1
                free = not any(call.start < end and start < call.end for call in known)
                if mark.sign == sign and free:
                    found[end] = min(found.get(end, (mark.price, start, end)), (mark.price, start, end))
    if not found:
        return ()
    price, start, end = min(found.values())
    return (Called(start, end, price > _DOUBTFUL or len(found) > 1),)


def _holds(line: Line, call: Called) -> bool:
    return line.start <= call.start < line.end


def _sign(printed: str) -> str:
    """The sign of a printed mark, without its frame."""
    return _AROUND.sub("", printed) or printed


def _alphabet(sign: str) -> Alphabet:
    return next((alphabet for alphabet in Alphabet if exact(sign, alphabet)), Alphabet.SYMBOLS)


def has_page_of_notes(parts: Sequence[PartLines], owner: int) -> bool:
    """Whether the notes of a part can have their own page: if it is a chapter, and endnotes do not use this page."""
    part = parts[owner]
    taken = any(p.kind is PartKind.NOTES and (p.owner, p.number) == (part.kind, part.number) for p in parts)
    return part.kind is PartKind.CHAPTER and not taken
