"""The ledger: one fate for every character of the witness.

The edition's text is a sequence of *pieces*. A piece covers a stretch of the witness, or an empty one if an editor
supplied text, and records its fate:

* *kept*: the edition has the same characters;
* *emended*: the edition has other characters, by an entry of the register or by a rule;
* *note call*: the characters are the mark of a note or of its call;
* *set aside*: the characters belong to the printed page instead of its text: line breaks, line-end hyphens, the blank
  at the beginning of a page, trailing blanks, folios, running heads.

`rebuild` reconstructs the witness from the pieces alone, with kept characters from the edition and changed ones from
the ledger. `check` compares the result with the witness, so any character without a piece or with two pieces is found.
Begin reading at `check`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from operator import attrgetter

from editio.model.messages import Message
from editio.model.pieces import Fate, Piece
from editio.model.witness import Witness


def rebuild(pieces: Iterable[Piece]) -> str:
    """Reconstruct the witness from the edition's text and the ledger."""
    empty_first = sorted(pieces, key=lambda p: bool(p.reading))  # of those that begin at the same character
    ordered = sorted(empty_first, key=attrgetter("start"))  # two sorts, because a key that is a pair takes memory
    return "".join(p.text if p.fate is Fate.KEPT else p.reading for p in ordered)


def check(witness: Witness, pieces: Iterable[Piece]) -> Message | None:
    """L701 at the first different character, or None if the pieces reconstruct the witness."""
    rebuilt = rebuild(pieces)
    if rebuilt == witness.text:
        return None
    pairs = zip(rebuilt, witness.text, strict=False)
    at = next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(rebuilt), len(witness.text)))
    line, column = witness.place(at)
    return Message(line, column, "L701", f"The first difference is at character {at}.")


def fates(pieces: Iterable[Piece]) -> Counter[str]:
    """The number of characters of the witness by fate. Characters set aside are counted by kind."""
    counts: Counter[str] = Counter()
    for piece in pieces:
        name = f"{piece.fate}: {piece.source}" if piece.fate is Fate.SET_ASIDE else str(piece.fate)
        counts[name] += len(piece.reading)
    return counts
