"""Apply the emendations of the register at their places in the witness, and recurring readings wherever they occur as
whole words.

An entry that does not fit is reported as an error: its reading is not in its line (E401) or occurs there more than once
without a column (E402), it overlaps another entry (E403), or its place is not text (E404).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

from editio.inputs.registers import Emendation, OpenQuestion, Recurring
from editio.model.messages import Message
from editio.model.phrases import enumerated
from editio.model.pieces import Fate, Piece, coverage
from editio.model.witness import Line, Witness

_NEAREST = 3  # greatest number of lines in a message


def apply(
    witness: Witness,
    register: Iterable[Emendation],
    recurring: Iterable[Recurring] = (),
    no_text: Sequence[Piece] = (),
) -> tuple[list[Piece], list[Message]]:
    """The pieces from the registers, and messages about entries that do not fit. An entry for one place overrides a
    recurring reading. Nothing is emended in `no_text`, the running heads and folios of pages and the marks of
    footnotes."""
    pieces, messages = placed(witness, register, no_text)
    again, idle = recurrent(witness, recurring, [*no_text, *pieces])
    messages += map(_stands_nowhere, idle)
    return sorted([*pieces, *again], key=lambda piece: piece.start), messages


def placed(
    witness: Witness, register: Iterable[Emendation], no_text: Iterable[Piece]
) -> tuple[list[Piece], list[Message]]:
    """The pieces from entries for one place, and messages about those that do not fit."""
    furniture = coverage(no_text)
    placed: list[tuple[Piece, Emendation]] = []
    messages: list[Message] = []

    def fault(code: str, entry: Emendation, detail: str, cell: str = "reading") -> None:
        messages.append(
            Message(entry.row, entry.at(cell), code, f"{entry.id}, line {entry.line}: {detail}", entry.file)
        )

    for entry in register:
        line = witness.numbered.get(entry.line)
        if line is None:
            fault("E401", entry, f"the line holds no text.{_elsewhere(witness, entry)}", "line")
            continue
        everywhere = list(_columns(line, entry.reading))
        columns = [column for column in everywhere if entry.column in (0, column)]
        if not columns and everywhere:
            fault("E401", entry, f"{entry.reading!r} is at column {_either(everywhere)}.", "column")
        elif not columns:
            fault("E401", entry, f"{entry.reading!r}.{_elsewhere(witness, entry)}")
        elif len(columns) > 1:
            times = "twice" if len(columns) == 2 else f"{len(columns)} times"
            fault("E402", entry, f"{entry.reading!r} occurs {times}: give column {_either(columns)}.")
        else:
            start = line.start + columns[0] - 1 - line.indented
            piece = Piece(start, entry.reading, entry.edited, Fate.EMENDED, entry.id)
            if furniture.meets(piece.start, piece.end):
                fault("E404", entry, f"{entry.reading!r}.")
            else:
                placed.append((piece, entry))
    placed.sort(key=lambda p: p[0].start)
    for (before, _), (piece, entry) in pairwise(placed):
        if piece.start < before.end:
            fault("E403", entry, f"it overlaps {before.source}.")
    return [piece for piece, _ in placed], messages


def _either(numbers: Sequence[int]) -> str:
    return enumerated(map(str, numbers), "or")


def _elsewhere(witness: Witness, entry: Emendation) -> str:
    """A sentence with the lines that have the reading of an entry, nearest first; "" if there are none."""
    found = [number for number, line in witness.numbered.items() if any(_columns(line, entry.reading))]
    nearest = sorted(found, key=lambda number: abs(number - entry.line))[:_NEAREST]
    return f" It was found in line {_either(nearest)}." if nearest else ""


def recurrent(
    witness: Witness, rules: Iterable[Recurring], taken: Sequence[Piece]
) -> tuple[list[Piece], list[Recurring]]:
    """The pieces from readings that are wrong everywhere, except where they overlap `taken`, and the rules without any
    piece."""
    pieces: list[Piece] = []
    idle: list[Recurring] = []
    for rule in rules:
        covered = coverage([*taken, *pieces])
        found = [piece for piece in _everywhere(witness, rule) if not covered.meets(piece.start, piece.end)]
        if not found:
            idle.append(rule)
        pieces += found
    return pieces, idle


def _stands_nowhere(rule: Recurring) -> Message:
    return Message(rule.row, rule.at("reading"), "E401", f"{rule.id}: {rule.reading!r} stands nowhere.", rule.file)


def unfit_questions(witness: Witness, register: Iterable[OpenQuestion]) -> Iterable[Message]:
    """Messages about open questions whose reading is not at their place (E401)."""
    for entry in register:
        line = witness.numbered.get(entry.line)
        text = witness.text if not entry.line else line.text if line else ""
        if entry.reading not in text:
            where = f"line {entry.line}" if entry.line else "the witness"
            yield Message(
                entry.row,
                entry.at("reading"),
                "E401",
                f"Open question: {entry.reading!r} is not in {where}.",
                entry.file,
            )


@cache
def _everywhere(witness: Witness, rule: Recurring) -> tuple[Piece, ...]:
    return tuple(
        Piece(line.start + column - 1 - line.indented, rule.reading, rule.edited, Fate.EMENDED, rule.id)
        for line in witness.lines
        for column in _columns(line, rule.reading)
    )


def _columns(line: Line, reading: str) -> Iterable[int]:
    """The columns of a line at which the reading occurs as whole words."""
    edge = r"(?<!\w)" if reading[0].isalnum() else ""
    for match in re.finditer(edge + re.escape(reading), line.text):
        if not (reading[-1].isalpha() and line.text[match.end() : match.end() + 1].isalpha()):
            yield match.start() + 1 + line.indented
