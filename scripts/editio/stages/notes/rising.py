"""Find notes at the foot of pages whose ends are unknown.

A text without form feeds, whose folios are misread, does not show where its pages end. The solver (`solve`) cannot tell
then where the text goes on below the notes. Notes numbered through the book are found nevertheless: the numbers at the
beginning of lines rise from the first page to the last, and calls with the same numbers are in the lines above them.
Numbered paragraphs rise in the same way, but nothing calls them. Misread calls between two plain ones are tied in their
order if there are as many of them as numbers.

Such a note has only lines that certainly belong to it, because what follows it may be the text of the next page: the
lines up to the mark of the next note if it is close, otherwise the lines up to the first white space or stop. Begin
reading at `solve`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from editio.stages.notes.marks import Alphabet, Frame, alternatives, calls, openings, value
from editio.stages.notes.rows import Row
from editio.stages.notes.solve import Begin, CallEvent, Continues, Numbering, Place, Reading, Scheme

_FRAMES = (Frame.PARENTHESES, Frame.CLOSED, Frame.BRACKETS)
_FEWEST = 20  # notes
_PLAIN = 0.3  # greatest cost of a mark
_RISE = 0.6  # least share of the marks at the beginning of lines whose numbers rise
_DENSE = 0.4  # least share of the numbers from the first to the last that are there
_FEWEST_CALLED = 8
_CALLED = 0.1  # least share of the notes that a plain mark calls
_BY_ORDER = 1.0  # cost of a mark of which only its place is known; such a link is inferred
_CLOSE = 6  # rows: a note so close to the mark of the next one has all lines between them
_LAST = 3  # rows: the greatest length of other notes
_REACH = 60  # rows between a call and its note


def solve(rows: Sequence[Row]) -> Reading | None:
    """The notes with rising numbers, with their calls; None if the text has no such notes."""
    found = [reading for frame in _FRAMES if (reading := _reading(rows, frame))]
    return max(found, key=lambda reading: reading.begun, default=None)


def _reading(rows: Sequence[Row], frame: Frame) -> Reading | None:
    marks = list(_marks(rows, frame))
    begun = _rising(marks)
    if len(begun) < max(_FEWEST, _RISE * len(marks)):
        return None
    if len(begun) < _DENSE * (begun[-1].number - begun[0].number + 1):
        return None
    firsts = {begin.row for begin in begun}
    marked = [
        [CallEvent(k, mark, value(mark.sign, Alphabet.FIGURES), False) for mark in group]
        for k, row in enumerate(rows)
        if k not in firsts
        for group in alternatives(calls(row.text, frame, Alphabet.FIGURES))
    ]
    called = dict(_called(begun, marked))
    if len(called) < max(_FEWEST_CALLED, _CALLED * len(begun)):
        return None
    called |= dict(_by_order(begun, marked, called))
    in_note = [False] * len(rows)
    for begin, following in zip(begun, [*begun[1:], None], strict=True):
        for k in range(begin.row, _end(rows, begin, following, called)):
            in_note[k] = True
    events: list[Begin | CallEvent | Continues] = [*begun]
    events += [call for call in called.values() if not in_note[call.row]]
    events.sort(key=lambda event: event.row)
    scheme = Scheme(frame, Alphabet.FIGURES, Numbering.BOOK, Place.FOOT, frame)
    return Reading(scheme, tuple(events), tuple(in_note), 0.0, 0.0)


def _marks(rows: Sequence[Row], frame: Frame) -> Iterator[Begin]:
    """The plain numbers that begin lines."""
    for k, row in enumerate(rows):
        marks = () if row.heading else openings(row.text, frame, Alphabet.FIGURES)
        mark = min((mark for mark in marks if mark.price <= _PLAIN), key=lambda mark: mark.price, default=None)
        if mark and (number := value(mark.sign, Alphabet.FIGURES)):
            yield Begin(k, mark, number)


def _rising(marks: Sequence[Begin]) -> list[Begin]:
    """The longest series of marks with rising numbers."""
    ends: list[int] = []  # for each length, the lowest last number of a series of this length
    last: list[int] = []  # the index of the mark with this number
    before: list[int] = []
    for n, begin in enumerate(marks):
        length = bisect_left(ends, begin.number)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1], last[length : length + 1] = [begin.number], [n]
    found = []
    at = last[-1] if last else -1
    while at >= 0:
        found.append(marks[at])
        at = before[at]
    return found[::-1]


def _called(begun: Sequence[Begin], marked: Sequence[Sequence[CallEvent]]) -> Iterator[tuple[int, CallEvent]]:
    """For each number of a note its call, if only one plain mark in the lines above the note has this number."""
    plain: dict[int, list[CallEvent]] = defaultdict(list)
    for call in (call for group in marked for call in group if call.number and call.mark.price <= _PLAIN):
        plain[call.number].append(call)
    for begin in begun:
        above = [call for call in plain[begin.number] if 0 < begin.row - call.row <= _REACH]
        if len(above) == 1:
            yield begin.number, above[0]


def _by_order(
    begun: Sequence[Begin], marked: Sequence[Sequence[CallEvent]], called: Mapping[int, CallEvent]
) -> Iterator[tuple[int, CallEvent]]:
    """The calls between two that are known, if there are as many marks as numbers."""
    lines = {begin.number: begin.row for begin in begun}
    places = {(call.row, call.mark.start): n for n, group in enumerate(marked) for call in group}
    for (number, one), (end, other) in pairwise(sorted(called.items())):
        first, last = places[one.row, one.mark.start] + 1, places[other.row, other.mark.start]
        if last - first != end - number - 1:
            continue
        for missing, group in enumerate(marked[first:last], number + 1):
            if 0 < lines.get(missing, 0) - group[0].row <= _REACH:
                mark = replace(group[0].mark, price=_BY_ORDER)
                yield missing, group[0]._replace(number=missing, mark=mark)


def _end(rows: Sequence[Row], begin: Begin, following: Begin | None, called: Mapping[int, CallEvent]) -> int:
    """The row after the last one that certainly belongs to a note."""
    if following and following.row - begin.row <= _CLOSE:
        call = called.get(following.number)
        if call is None or call.row < begin.row:
            return following.row
    for k in range(begin.row + 1, min(begin.row + _LAST, len(rows))):
        if rows[k].gap or rows[k - 1].stops or rows[k].heading:
            return k
    return min(begin.row + _LAST, len(rows))
