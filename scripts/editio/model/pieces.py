"""Pieces: stretches of the witness, each with its fate."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from editio.model.witness import Witness


class Fate(StrEnum):
    KEPT = "kept"
    EMENDED = "emended"
    CALL = "note call"
    SET_ASIDE = "set aside"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the witness and its fate.

    `start` is its offset in the witness, `reading` its text in the witness ("" if the text is supplied), and `text` its
    text in the edition. A kept piece has the same text in both. A call, or a piece set aside, has no text in the
    edition, except that a line break between two words becomes a blank. `source` names the register entry or rule, or
    the kind of text set aside; `note` is the number of a call.
    """

    start: int
    reading: str
    text: str
    fate: Fate
    source: str = ""
    note: int = 0
    mark: str = ""  # of a note in the text and of its calls: as it was printed
    footnote: int = 0  # the number in its part of a note shown below the block that calls it; on mark and calls

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
    """The stretches of the witness that some pieces cover."""
    return Coverage((piece.start, piece.end) for piece in pieces)


def kept(start: int, text: str) -> Piece:
    return Piece(start, text, text, Fate.KEPT)


def set_aside(start: int, reading: str, kind: str, text: str = "") -> Piece:
    return Piece(start, reading, text, Fate.SET_ASIDE, kind)


def fill(witness: Witness, pieces: Iterable[Piece], start: int = 0, end: int | None = None) -> list[Piece]:
    """The pieces between two offsets, in the order of the witness. Kept pieces fill the gaps."""
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
