"""Tie calls to the notes with their numbers, and report to the editor those without a partner.

A solved reading (`solve`) is a list of events: beginnings of notes, calls, and continuations of notes from the previous
page. This module turns them into notes with their lines and calls, numbered within the part that calls them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from editio.inputs.registers import LineRole
from editio.model.characters import ON_THE_LINE
from editio.model.messages import Message
from editio.model.witness import Line, Witness
from editio.stages.divisions import PartLines
from editio.stages.notes.entered import enter, has_page_of_notes
from editio.stages.notes.found import Called, Note, Notes, Stretch
from editio.stages.notes.inserted import is_inserted
from editio.stages.notes.marks import (
    Alphabet,
    Frame,
    Mark,
    calls,
    distance,
    exact,
    framed,
    label,
    openings,
    plain_symbol,
)
from editio.stages.notes.rows import Row
from editio.stages.notes.solve import Begin, CallEvent, Continues, Numbering, Place, Reading, Scheme

_INFERRED = 0.4  # above this cost the number of a call is inferred
_USUAL = 0.3  # distance of a usual misreading: an engine that has it reads `(i)` for both marks of a link
_STARS = 0.2  # distance of two asterisks from the second symbol; no misread sign is so near to its number
_PAGE = 40  # lines of a page
_FAR = 4  # how many times farther than most a link may lead, beyond a page
_FEWEST_CERTAIN = 0.25  # share of the links
_SHOWN = 12  # greatest number of places in a message


@dataclass(eq=False)
class _Note:
    """An unfinished note."""

    begin: Begin
    row: Row
    lines: list[int] = field(default_factory=list)
    calls: list[CallEvent] = field(default_factory=list)
    host: _Note | None = None  # the note in whose lines this one begins

    def part(self, rows: Sequence[Row]) -> int:
        """The index of the part that calls the note, or else of the part in which it begins."""
        return rows[self.calls[0].row].part if self.calls else self.row.part


def tie(
    reading: Witness,
    parts: Sequence[PartLines],
    whole: Sequence[Row],
    found: Iterable[tuple[Reading, Sequence[Row]]],
    entries: Iterable[LineRole] = (),
) -> Notes:
    """The notes from solved readings, each with its own rows, and those that an editor entered."""
    notes: list[Note] = []
    solutions: list[tuple[Sequence[Row], frozenset[int], list[tuple[int, Mark]]]] = []
    numbered = False
    for solved, rows in found:
        scheme = solved.scheme
        tied, lone = _tied(solved, rows)
        numbered |= bool(tied) and scheme.alphabet is not Alphabet.SYMBOLS
        doubts = _Doubts.of(solved, rows, tied)
        made = _reliable([_note(reading, parts, rows, scheme, note, doubts) for note in tied])
        notes = _apart([*notes, *made])
        solutions.append((rows, frozenset(note.line for note in made), lone))
    notes = enter(reading, parts, whole, notes, entries)
    messages = list(_all_messages(reading, notes, solutions))
    ends = _ends(whole, {i for note in notes for i in note.lines})
    placed = [replace(note, place=reading.lines[ends.get(note.line, note.line)].end) for note in notes]
    return Notes(tuple(_counted(placed)), tuple(messages), numbered)


def _tied(solved: Reading, rows: Sequence[Row]) -> tuple[list[_Note], list[tuple[int, Mark]]]:
    """The notes with their lines and calls, and the calls without a note."""
    notes: list[_Note] = []
    pending: dict[int, list[CallEvent]] = defaultdict(list)
    owed: dict[int, list[CallEvent]] = {}  # what was pending when the numbering restarted within this page
    lone: list[CallEvent] = []
    known: dict[int, _Note] = {}
    host: _Note | None = None  # the last note that began at the beginning of a row
    by_row: dict[int, list[Begin | CallEvent | Continues]] = defaultdict(list)
    for event in solved.events:
        by_row[event.row].append(event)
    last = {Begin: 0, CallEvent: 0}  # the number of the last note, and of the last call
    anew = False
    for k, row in enumerate(rows):
        anew |= bool(k) and _anew(solved, rows, k)
        if k and row.page != rows[k - 1].page:
            lone += [call for waiting in owed.values() for call in waiting]
            owed = {}
        begun = range(0)  # the mark of the last note that began in the row
        for event in by_row[k]:
            if anew or _restarts(event, last):
                lone += [call for waiting in owed.values() for call in waiting]
                owed = dict(pending)
                pending.clear()
                known.clear()
                last = dict.fromkeys(last, 0)
                anew = False
            if not (isinstance(event, Continues) or (isinstance(event, Begin) and event.earlier)):
                last[type(event)] = event.number
            match event:
                case Begin():
                    begun = range(event.mark.start, event.mark.end)
                    called = owed if event.earlier and event.number in owed else pending
                    note = _Note(event, row, calls=called.pop(event.number, []))
                    notes.append(note)
                    if not event.earlier:
                        known[event.number] = note
                    if event.mark.start:
                        note.host = host
                    else:
                        host = note
                case CallEvent() if event.mark.start in begun:
                    pass  # the figures of the mark itself, behind dirt that may close a word
                case CallEvent():
                    if event.number in known:
                        known[event.number].calls.append(event)
                    else:
                        pending[event.number].append(event)
                case Continues():
                    pass
        if solved.in_note[k] and host and not row.heading:
            host.lines.append(row.line)
    lone += [call for waiting in (*owed.values(), *pending.values()) for call in waiting]
    none = [note for note in notes if not _has_text(note, rows)]
    lone += [call for note in none for call in note.calls]
    notes = [note for note in notes if note not in none]
    return notes, sorted([*((call.row, call.mark) for call in lone), *_unexplained(solved, rows)])


def _apart(notes: Sequence[Note]) -> list[Note]:
    """The notes without the calls that share characters with the mark of a note or with an earlier call. Two schemes
    may read `*)` as the call of `*` and as that of `4)`, but a character has one fate."""
    taken = {at for note in notes for at in range(note.mark.start, note.mark.end)}
    found = []
    for note in notes:
        calls = []
        for call in note.calls:
            own = set(range(call.start, call.end))
            if taken.isdisjoint(own):
                calls.append(call)
                taken |= own
        found.append(replace(note, calls=tuple(calls)))
    return found


def _has_text(note: _Note, rows: Sequence[Row]) -> bool:
    """Whether a note has lines, or begins in those of another note of the same part. Headings are not such lines."""
    host = note.host
    return bool(note.lines) or (host is not None and bool(host.lines) and host.part(rows) == note.part(rows))


def _unexplained(solved: Reading, rows: Sequence[Row]) -> Iterator[tuple[int, Mark]]:
    """Marks in the text that look like framed calls of the scheme but were not read as calls."""
    scheme = solved.scheme
    if scheme.calls in (Frame.BARE, Frame.POINT, Frame.NONE):
        return
    taken = {(event.row, event.mark) for event in solved.events if isinstance(event, CallEvent)}
    for k, row in enumerate(rows):
        for mark in () if solved.in_note[k] else calls(row.text, scheme.calls, scheme.alphabet):
            if mark.unused and exact(mark.sign, scheme.alphabet) and (k, mark) not in taken:
                yield k, mark


@dataclass(frozen=True)
class _Doubts:
    """What raises doubts about the links of a reading."""

    scheme: Scheme
    unread: Mapping[str, Sequence[int]]  # for each sign, the rows with plain marks that neither call nor begin a note
    tops: Sequence[int]  # for each row, the first one of its stretch of text: the top of a page, or the row below notes
    far: float  # rows between a call and its note, if they are much farther apart than most

    @staticmethod
    def of(solved: Reading, rows: Sequence[Row], notes: Iterable[_Note]) -> _Doubts:
        scheme = solved.scheme
        read = {(event.row, event.mark.start) for event in solved.events if not isinstance(event, Continues)}
        unread: dict[str, list[int]] = defaultdict(list)
        tops: list[int] = []
        for k, row in enumerate(rows):
            new = not k or solved.in_note[k - 1] or rows[k - 1].page != row.page
            tops.append(k if new else tops[-1])
            beginnings = openings(row.text, scheme.frame, scheme.alphabet)
            marks = beginnings if solved.in_note[k] else (*beginnings, *calls(row.text, scheme.calls, scheme.alphabet))
            for mark in marks:
                if mark.price <= _INFERRED and exact(mark.sign, scheme.alphabet) and (k, mark.start) not in read:
                    unread[_plain(mark)].append(k)
        apart = [note.begin.row - note.calls[0].row for note in notes if note.calls]
        return _Doubts(scheme, unread, tops, _PAGE + _FAR * median(apart) if apart else 0.0)

    def inferred(self, call: CallEvent, begin: Begin) -> bool:
        """Whether a link is only inferred: one of its marks is misread, another call or note may be
        the true one, the call is below the note, or it is much farther above it than most."""
        return self._misread(call, begin) or self._rival(call, begin) or not 0 <= begin.row - call.row <= self.far

    def _misread(self, call: CallEvent, begin: Begin) -> bool:
        """Whether the sign of a call or that of its note is misread, or may belong to the words of its line."""
        alphabet = self.scheme.alphabet
        if begin.mark.start > 0 and begin.mark.price > _INFERRED:
            return True
        away = distance(begin.mark.sign, begin.number, alphabet)
        alike = _plain(call.mark) == _plain(begin.mark)
        if alike and (away <= _USUAL or begin.mark.sign == "*"):  # some printers use an asterisk for every note
            return call.mark.price > _INFERRED
        if away > _STARS and not is_inserted(begin.mark.sign):
            return True
        return call.mark.price + distance(call.mark.sign, call.number, alphabet) > _INFERRED

    def _rival(self, call: CallEvent, begin: Begin) -> bool:
        """Whether the sign of a call occurs once more between the top of its text and its note."""
        rows = self.unread.get(_plain(call.mark), ())
        return bisect_left(rows, self.tops[call.row]) < bisect_right(rows, max(call.row, begin.row))


def _plain(mark: Mark) -> str:
    """The sign of a mark, with raised figures on the line."""
    return mark.sign.translate(ON_THE_LINE)


def _reliable(notes: Sequence[Note]) -> list[Note]:
    """The notes of a reading. If nearly all of their links are inferred, all are: the others may be so by chance."""
    linked = [note for note in notes if note.calls]
    if _FEWEST_CERTAIN * len(linked) <= sum(note.certain for note in linked):
        return list(notes)
    return [replace(note, calls=tuple(replace(call, inferred=True) for call in note.calls)) for note in notes]


def _anew(solved: Reading, rows: Sequence[Row], k: int) -> bool:
    """Whether the numbering restarts at a row because a page or a unit with its own notes ends above it. The numbering
    of a part restarts with its first event (`_restarts`), because it may run on from the part before."""
    if solved.scheme.numbering is not Numbering.PAGE:
        return False
    if solved.scheme.place is Place.FOOT:
        return rows[k].page != rows[k - 1].page
    return solved.in_note[k - 1] and not solved.in_note[k]


def _restarts(event: Begin | CallEvent | Continues, last: Mapping[type, int]) -> bool:
    """Whether the numbering restarts with a note or a call: its number is not above the last one."""
    match event:
        case Begin():
            return not event.earlier and event.number <= last[Begin]
        case CallEvent():
            return not event.twice and event.number <= last[CallEvent]
        case Continues():
            return False


def _note(
    reading: Witness,
    parts: Sequence[PartLines],
    rows: Sequence[Row],
    scheme: Scheme,
    note: _Note,
    doubts: _Doubts,
) -> Note:
    begin = note.begin
    line = reading.lines[note.row.line]
    start = line.at(begin.mark.start)
    mark = Stretch(start, max(start, _end(line, _unbroken(line, begin.mark.start, begin.mark.end))))
    calls = tuple(
        Called(
            found.at(call.mark.start),
            _end(found, call.mark.end),
            doubts.inferred(call, begin),
        )
        for call in note.calls
        for found in (reading.lines[rows[call.row].line],)
    )
    owner = note.part(rows)
    symbol, between = scheme.alphabet is Alphabet.SYMBOLS, is_inserted(begin.mark.sign)
    sign = label(begin.number, scheme.alphabet)
    letter = scheme.alphabet is Alphabet.LETTERS and exact(begin.mark.sign, scheme.alphabet)
    if between or letter or (symbol and set(begin.mark.sign) == {"*"}):
        sign = begin.mark.sign
    elif symbol:
        sign = plain_symbol(begin.mark.sign) or sign
    return Note(
        part=owner,
        number=0,
        line=note.row.line,
        printed=framed(sign, scheme.frame),
        mark=mark,
        lines=tuple(note.lines),
        calls=calls,
        aside=symbol or between or not has_page_of_notes(parts, owner),
    )


def _end(line: Line, position: int) -> int:
    """The offset just after the character before a position. Characters that an emendation deletes there are
    excluded."""
    return line.at(position - 1) + 1 if position else line.start


def _unbroken(line: Line, start: int, end: int) -> int:
    """The end of a mark, cut before any markup inside it, such as the tag between a sign and the blank after it."""
    while end - start > 1 and line.at(end - 1) - line.at(start) != end - 1 - start:
        end -= 1
    return end


def _ends(rows: Sequence[Row], lines: set[int]) -> dict[int, int]:
    """For each line of a note, the last line of text above it, which ends the text of its page."""
    found: dict[int, int] = {}
    last = None
    for row in rows:
        if row.line in lines:
            if last is not None:
                found[row.line] = last
        else:
            last = row.line
    return found


def _counted(notes: Iterable[Note]) -> Iterator[Note]:
    """The notes in the order of their calls, numbered within their parts."""
    counts: dict[tuple[int, bool], int] = defaultdict(int)
    for note in sorted(notes, key=lambda n: (n.part, n.calls[0].start if n.calls else n.place, n.mark.start)):
        counts[note.part, note.aside] += 1
        yield replace(note, number=counts[note.part, note.aside])


def _all_messages(
    reading: Witness,
    notes: Sequence[Note],
    solutions: Iterable[tuple[Sequence[Row], frozenset[int], list[tuple[int, Mark]]]],
) -> Iterator[Message]:
    """The messages about the notes of each solution, and about the notes that only the register has."""
    called = {call.start for note in notes for call in note.calls}
    known: set[int] = set()
    for rows, firsts, lone in solutions:
        left = [(k, mark) for k, mark in lone if reading.lines[rows[k].line].at(mark.start) not in called]
        yield from _messages(reading, rows, [note for note in notes if note.line in firsts], left)
        known |= firsts
    yield from _messages(reading, (), [note for note in notes if note.line not in known], ())


def _messages(
    reading: Witness, rows: Sequence[Row], notes: Sequence[Note], lone: Sequence[tuple[int, Mark]]
) -> Iterator[Message]:
    """One message for all notes without a call, one for all calls without a note, and one for each inferred call."""
    uncalled = [note for note in notes if not note.calls]
    if uncalled:
        lines = [reading.lines[note.line].number for note in uncalled]
        some = ", ".join(map(str, lines[:_SHOWN])) + (" …" if len(lines) > _SHOWN else "")
        detail = f"No note calls were found for {len(lines)} of {len(notes)} notes: lines {some}."
        yield Message(lines[0], 1, "C306", detail)
    if lone:
        places = [(reading.lines[rows[k].line], mark) for k, mark in lone]
        some = ", ".join(f"{mark.sign!r} in line {line.number}" for line, mark in places[:_SHOWN])
        more = " …" if len(places) > _SHOWN else ""
        line, mark = places[0]
        yield Message(*reading.place(line.at(mark.start)), "C307", f"{len(places)}: {some}{more}.")
    for note in notes:
        for inferred in (call for call in note.calls if call.inferred):
            seen = reading.text[inferred.start : inferred.end].strip()
            where = f"where the witness has {seen!r}" if seen else "which only the image shows"
            yield Message(*reading.place(inferred.start), "C302", f"Note {note.printed}, {where}.")
