"""How many emendations an edition has: one definition for the build, the principles, the register and TEI.

An emendation of the register is one passage of the witness that an entry changes. An entry for a reading that recurs
makes as many as there are places. An emendation that a page break or the end of a block divides is one, as it has one
address. A rule is counted wherever it was applied.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from editio.inputs.registers import Apparatus
from editio.model.pieces import Fate
from editio.model.text import Edition
from editio.outputs.places import emendation_addresses


@dataclass(frozen=True)
class Emended:
    """The emendations of an edition: entries of the register by kind, applications of rules by the rule's name."""

    kinds: Counter[str]
    rules: Counter[str]

    def __str__(self) -> str:
        return f"{self.kinds.total():,} of the register, {self.rules.total():,} by rule"


def counted(edition: Edition, apparatus: Apparatus) -> Emended:
    """The emendations of an edition."""
    register = apparatus.readings
    made_at = emendation_addresses(edition, apparatus)
    emended = [piece for piece in edition.pieces() if piece.fate is Fate.EMENDED]
    kinds = {made_at[piece.start]: register[piece.source].kind for piece in emended if piece.source in register}
    return Emended(
        Counter(map(str, kinds.values())),
        Counter(piece.source for piece in emended if piece.source not in register),
    )
