"""The ledger: one fate for every character of the witness.

The edition's text is a sequence of *pieces*. A piece covers a stretch of the witness, or none where
an editor supplied something, and says what became of it:

* *kept*: the edition has these characters as they are;
* *emended*: the edition has other characters, by an entry of the register or by a rule;
* *note call*: the characters are the mark of an endnote;
* *set aside*: the characters are not text but the printed page: line breaks, line-end hyphens, the
  blank at a page's start, trailing blanks, folios, running heads.

`rebuild` puts the witness together again from the pieces alone: what was kept is read from the
edition, what was changed from the ledger. `check` compares it with the witness and finds every
character that no piece explains or that two pieces claim. Start reading at `check`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from engine.report import Message
from engine.witness import Witness


class Fate(StrEnum):
    KEPT = "kept"
    EMENDED = "emended"
    CALL = "note call"
    SET_ASIDE = "set aside"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the witness and what became of it.

    `start` is its offset in the witness; `reading` what stands there, "" for something supplied;
    `text` what the edition has for it. For kept pieces the two are the same, for calls and for what
    is set aside `text` is "", but for a line break between two words, which is a blank.
    `source` names the register entry or rule, or the kind of what is set aside; `note` is the number
    of a call.
    """

    start: int
    reading: str
    text: str
    fate: Fate
    source: str = ""
    note: int = 0

    @property
    def end(self) -> int:
        return self.start + len(self.reading)


class Coverage:
    """Tells whether any of some stretches of the witness, which may overlap, meets another."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(stretches)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))  # the farthest end so far

    def meets(self, start: int, end: int) -> bool:
        before = bisect_left(self._starts, end)
        return before > 0 and self._ends[before - 1] > start


def coverage(pieces: Iterable[Piece]) -> Coverage:
    """What of the witness some pieces cover."""
    return Coverage((piece.start, piece.end) for piece in pieces)


def kept(start: int, text: str) -> Piece:
    return Piece(start, text, text, Fate.KEPT)


def set_aside(start: int, reading: str, kind: str, text: str = "") -> Piece:
    return Piece(start, reading, text, Fate.SET_ASIDE, kind)


def fill(witness: Witness, pieces: Iterable[Piece], start: int = 0, end: int | None = None) -> list[Piece]:
    """The pieces in the order of the witness, with kept ones where there are gaps, between two offsets."""
    filled: list[Piece] = []
    position, end = start, len(witness.text) if end is None else end
    for piece in sorted(pieces, key=lambda p: (p.start, p.end)):
        if piece.start > position:
            filled.append(kept(position, witness.text[position : piece.start]))
        filled.append(piece)
        position = max(position, piece.end)
    if position < end:
        filled.append(kept(position, witness.text[position:end]))
    return filled


def rebuild(pieces: Iterable[Piece]) -> str:
    """The witness, from the edition's text and the ledger."""
    ordered = sorted(pieces, key=lambda p: (p.start, p.end))
    return "".join(p.text if p.fate is Fate.KEPT else p.reading for p in ordered)


def check(witness: Witness, pieces: Iterable[Piece]) -> Message | None:
    """None where the pieces give the witness back; else L701 at the first character that differs."""
    rebuilt = rebuild(pieces)
    if rebuilt == witness.text:
        return None
    pairs = zip(rebuilt, witness.text, strict=False)
    at = next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(rebuilt), len(witness.text)))
    line, column = witness.place(at)
    return Message(line, column, "L701", f"The first difference is at character {at}.")


def fates(pieces: Iterable[Piece]) -> Counter[str]:
    """How many characters of the witness met each fate; what is set aside by its kind."""
    counts: Counter[str] = Counter()
    for piece in pieces:
        name = f"{piece.fate}: {piece.source}" if piece.fate is Fate.SET_ASIDE else str(piece.fate)
        counts[name] += len(piece.reading)
    return counts
