"""Find notes that an editor has put between numbered ones: `[5a]` between `[5]` and `[6]`.

Their marks are not in the sequence of numbers, so they are tied by their signs: a mark at the beginning of a line
begins a note if the same mark is in the text above it. A mark without a partner stays text. A note ends where its
bracket closes, as in `[Footnote 5a: Ibid.]`, or else above white space. Begin reading at `solve`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from editio.stages.notes.marks import Alphabet, Frame, Mark, openings
from editio.stages.notes.rows import Row
from editio.stages.notes.solve import Begin, CallEvent, Numbering, Place, Reading, Scheme

_CALL = re.compile(r"(?:(?<=\S)\s?|^)\[(?P<sign>\d{1,4}[a-z])\]")
_SIGN = re.compile(r"\d{1,4}[a-z]")
_SCHEME = Scheme(Frame.BRACKETS, Alphabet.FIGURES, Numbering.BOOK, Place.FOOT, Frame.NONE)


def is_inserted(sign: str) -> bool:
    """Whether a sign is the mark of such a note."""
    return _SIGN.fullmatch(sign) is not None


def solve(rows: Sequence[Row]) -> Reading | None:
    """The notes with such marks, each with its call; None if there are none."""
    events: list[Begin | CallEvent] = []
    in_note = [False] * len(rows)
    calls: dict[str, tuple[int, Mark]] = {}
    number = 0
    for k, row in enumerate(rows):
        opening = None if in_note[k] or row.heading else _opening(row.text)
        if opening and (called := calls.pop(opening.sign, None)):
            number += 1
            at, mark = called
            events.append(CallEvent(at, replace(mark, sign=str(number)), number, False))
            events.append(Begin(k, opening, number))
            end = _end(rows, k, row.text[: opening.end].rstrip().endswith(":"))
            in_note[k:end] = [True] * (end - k)
        elif not in_note[k]:
            for call in _CALL.finditer(row.text):
                calls[call["sign"]] = (k, Mark(call.start(), call.end(), call["sign"], 0.0))
    events.sort(key=lambda event: (event.row, event.mark.start))
    return Reading(_SCHEME, tuple(events), tuple(in_note), 0.0, 0.0) if events else None


def _opening(text: str) -> Mark | None:
    """The mark of such a note at the beginning of a line."""
    marks = openings(text, Frame.BRACKETS, Alphabet.FIGURES)
    return next((mark for mark in marks if is_inserted(mark.sign)), None)


def _end(rows: Sequence[Row], first: int, bracketed: bool) -> int:
    """The row after a note that begins in the row `first`, with a bracket that is open after its mark or not."""
    depth = 0
    for k in range(first, len(rows)):
        depth += rows[k].text.count("[") - rows[k].text.count("]")
        if bracketed and depth <= 0:
            return k + 1
        if k > first and rows[k].gap and not bracketed:
            return k
    return len(rows) if not bracketed else first + 1
