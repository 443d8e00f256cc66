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
    blocks: list[Block] = []
    messages: list[Message] = []
    year = ""
    waiting: list[_Event] = []  # dates that still need an event
    done: list[_Event] = []  # events of this year with their text
    texts: list[list[int]] = []  # lines of the events read since the last date

    def settle() -> None:
        nonlocal texts
        marked = [bool(words.same_day.search(" ".join(map(composer.text, lines)))) for lines in texts]
        spare = max(0, len(texts) - sum(marked) - len(waiting))
        for lines, same in zip(texts, marked, strict=True):
            if (same or spare) and done:
                done.append(_Event(done[-1].edtf, lines=lines))
                spare -= not same
            elif waiting:
                event = waiting.pop(0)
                event.lines = lines
                done.append(event)
            else:
                done.append(_Event(year, lines=lines))
        texts = []

    def close_year() -> None:
        settle()
        for event in waiting:
            line = composer.restoration.witness.lines[event.date or indices[0]]
            messages.append(Message(line.number, 1, "S502", f"The date {event.edtf or line.text} has no event."))
            done.append(event)
        blocks.extend(_block(composer, event) for event in done)
        done.clear()
        waiting.clear()

    open_event = False
    for i in indices:
        text = composer.text(i)
        date = words.entry.match(text)
        if _YEAR.fullmatch(text):
            close_year()
            year = text
            blocks.append(Block("", BlockKind.YEAR, (Span(SpanRole.DATE, composer.lines([i])),), year))
            open_event = False
        elif date:
            settle()
            month = words.month(date["m"])
            together = date.end() < len(text)
            event = _Event(_edtf(year, month, int(date["d"])), i, date.end(), [], together)
            if together:
                done.append(event)
                open_event = not text.endswith(".")
            else:
                waiting.append(event)
                open_event = False
        elif open_event and not waiting and not texts:
            done[-1].lines.append(i)
            open_event = not text.endswith(".")
        else:
            if open_event and texts:
                texts[-1].append(i)
            else:
                texts.append([i])
            open_event = not text.endswith(".")
    close_year()
    return blocks, messages


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
