"""Pair the dates and events of a chronology.

The OCR read a table of dates and events column by column, in stretches: some dates, then the same number of events. An
event ends with a stop. In a stretch, events and dates are paired from the end: the last event with the last date, and
so on upwards. A surplus event at the beginning of a stretch has the previous date; at the beginning of a year, it has
the first date of the year. An event on "the same day" has the date of the event above it. A date may also be on the
line of its event.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field

from editio.languages.dates import Dates
from editio.model.kinds import BlockKind, SpanRole
from editio.model.messages import Message
from editio.model.text import Block, Span
from editio.stages.structure.content import Composer, split

_YEAR = re.compile(r"[1-9][0-9]{3}")


@dataclass
class _Event:
    edtf: str  # the date in EDTF; "" for an impossible day, or above the first year
    date: int | None = None  # the line of its date
    length: int = 0  # the length of the date on that line
    lines: list[int] = field(default_factory=list)
    together: bool = False  # whether the event begins on the line of its date


def pair(composer: Composer, indices: list[int], words: Dates) -> tuple[list[Block], list[Message]]:
    """The blocks of a chronology: years, and events with their dates, in the order of the book. `words` are the words
    for dates in its language."""
    reader = _Reader(composer, words)
    for i in indices:
        reader.read(i)
    reader.end_year()
    return reader.blocks, reader.messages


class _Reader:
    """Reads the lines of a chronology in order. `blocks` and `messages` have the years that have ended."""

    def __init__(self, composer: Composer, words: Dates) -> None:
        self._composer, self._words = composer, words
        self.blocks: list[Block] = []
        self.messages: list[Message] = []
        self._year = ""
        self._waiting: list[_Event] = []  # dates that still need an event
        self._done: list[_Event] = []  # events of this year with their text
        self._texts: list[list[int]] = []  # lines of the events read since the last date
        self._unfinished = False  # whether the last event still needs its stop

    def read(self, i: int) -> None:
        text = self._composer.text(i)
        if _YEAR.fullmatch(text):
            self.end_year()
            self._year = text
            self.blocks.append(Block("", BlockKind.YEAR, (Span(SpanRole.DATE, self._composer.lines([i])),), text))
            self._unfinished = False
        elif date := self._words.entry.match(text):
            self._settle()
            together = date.end() < len(text)
            edtf = _edtf(self._year, self._words.month(date["m"]), int(date["d"]))
            (self._done if together else self._waiting).append(_Event(edtf, i, date.end(), together=together))
            self._unfinished = together and not text.endswith(".")
        else:
            self._read_event(i)
            self._unfinished = not text.endswith(".")

    def _read_event(self, i: int) -> None:
        """Add a line to the event that still needs its stop; otherwise the line begins another event."""
        if self._unfinished and self._texts:
            self._texts[-1].append(i)
        elif self._unfinished and not self._waiting:
            self._done[-1].lines.append(i)
        else:
            self._texts.append([i])

    def _settle(self) -> None:
        """Give the events of a stretch their dates."""
        same_day = self._words.same_day
        marked = [bool(same_day.search(" ".join(map(self._composer.text, lines)))) for lines in self._texts]
        spare = max(0, len(self._texts) - sum(marked) - len(self._waiting))
        for lines, same in zip(self._texts, marked, strict=True):
            if (same or spare) and self._done:
                self._done.append(_Event(self._done[-1].edtf, lines=lines))
                spare -= not same
            elif self._waiting:
                event = self._waiting.pop(0)
                event.lines = lines
                self._done.append(event)
            else:
                self._done.append(_Event(self._year, lines=lines))
        self._texts = []

    def end_year(self) -> None:
        """Write the events of the year. A date that is left has no event (S502)."""
        self._settle()
        for event in self._waiting:
            line = self._composer.restoration.witness.lines[event.date or 0]
            detail = f"The date {event.edtf or line.text} has no event."
            self.messages.append(Message(line.number, 1, "S502", detail))
        self.blocks.extend(_block(self._composer, event) for event in (*self._done, *self._waiting))
        self._done, self._waiting = [], []


def _edtf(year: str, month: int, day: int) -> str:
    try:
        return datetime.date(int(year), month, day).isoformat()
    except ValueError:
        return ""


def _block(composer: Composer, event: _Event) -> Block:
    if event.date is None:
        spans = (Span(SpanRole.DATE, ()), Span(SpanRole.EVENT, composer.lines(event.lines)))
    elif event.together:
        date, words = split(composer.lines([event.date, *event.lines]), event.length)
        spans = (Span(SpanRole.DATE, date), Span(SpanRole.EVENT, words))
    else:
        spans = (Span(SpanRole.DATE, composer.lines([event.date])), Span(SpanRole.EVENT, composer.lines(event.lines)))
    return Block("", BlockKind.EVENT, spans, event.edtf)
