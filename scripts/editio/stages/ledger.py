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

from collections import Counter
from collections.abc import Iterable

from editio.model.messages import Message
from editio.model.pieces import Fate, Piece
from editio.model.witness import Witness


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
