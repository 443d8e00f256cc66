"""The registers in the folder apparatus/ that are tables, by name, with the kind of their entries."""

from __future__ import annotations

from collections.abc import Mapping

from editio.inputs.registers.entry import Entry
from editio.inputs.registers.roles import LineRole
from editio.inputs.registers.schema import (
    Anchor,
    CallEntry,
    Coordinates,
    DateEntry,
    Digests,
    DividedWord,
    Emendation,
    Name,
    NameDecision,
    OpenQuestion,
    Published,
    Recurring,
    Reference,
    Settled,
    Subject,
)

TABLES: Mapping[str, type[Entry]] = {
    "emendations": Emendation,
    "recurring": Recurring,
    "structure": LineRole,
    "calls": CallEntry,
    "hyphenation": DividedWord,
    "names": Name,
    "ambiguous": NameDecision,
    "coordinates": Coordinates,
    "subjects": Subject,
    "dates": DateEntry,
    "references": Reference,
    "open": OpenQuestion,
    "settled": Settled,
    "anchors": Anchor,
    "versions": Published,
    "digests": Digests,
}


def file(table: str) -> str:
    """The path of a table in its edition folder."""
    return f"apparatus/{table}.tsv"
