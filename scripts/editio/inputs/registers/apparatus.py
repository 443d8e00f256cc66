"""All registers of an edition folder as one value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pydantic import BaseModel, ConfigDict, Field

from editio.inputs.bibliography import Source
from editio.inputs.registers.roles import LineRole, Role
from editio.inputs.registers.schema import (
    Anchor,
    CallEntry,
    Coordinates,
    DateEntry,
    Digests,
    Display,
    DividedWord,
    Document,
    Emendation,
    Line,
    Name,
    NameDecision,
    Note,
    OpenQuestion,
    Published,
    Recurring,
    Reference,
    Settled,
    Subject,
)
from editio.inputs.registers.settings import Settings
from editio.inputs.written import Written


class Ended(BaseModel):
    """The entries of the registers that hold no longer."""

    model_config = ConfigDict(frozen=True)
    emendations: tuple[Emendation, ...] = ()
    recurring: tuple[Recurring, ...] = ()
    calls: tuple[CallEntry, ...] = ()
    hyphenation: tuple[DividedWord, ...] = ()

    @property
    def readings(self) -> dict[str, Emendation | Recurring]:
        return _by_id(self.emendations, self.recurring)


class Apparatus(BaseModel):
    """All registers of an edition folder, and its hand-written pages. Entries of the four registers that change the
    text are in the field of their register if they hold today, otherwise in `ended`."""

    model_config = ConfigDict(frozen=True)
    settings: Settings
    emendations: tuple[Emendation, ...] = ()
    recurring: tuple[Recurring, ...] = ()
    open_questions: tuple[OpenQuestion, ...] = ()
    calls: tuple[CallEntry, ...] = ()
    hyphenation: tuple[DividedWord, ...] = ()
    structure: tuple[LineRole, ...] = ()
    displays: tuple[Display, ...] = ()
    references: tuple[Reference, ...] = ()
    dates: tuple[DateEntry, ...] = ()
    documents: Mapping[int, Document] = Field(default_factory=dict)
    settled: tuple[Settled, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    names: tuple[Name, ...] = ()
    subjects: tuple[Subject, ...] = ()
    coordinates: tuple[Coordinates, ...] = ()
    lines: tuple[Line, ...] = ()
    ambiguous: tuple[NameDecision, ...] = ()
    sources: tuple[Source, ...] = ()
    notes: tuple[Note, ...] = ()
    ended: Ended = Ended()
    published: tuple[Published, ...] = ()
    digests: tuple[Digests, ...] = ()
    written: tuple[Written, ...] = ()

    @property
    def readings(self) -> dict[str, Emendation | Recurring]:
        """Every entry that emends, by its id."""
        return _by_id(self.emendations, self.recurring)

    def entries(self, *roles: Role) -> tuple[LineRole, ...]:
        """The entries of apparatus/structure.tsv with one of these roles, by line, for the stage that applies them."""
        return tuple(sorted((e for e in self.structure if e.role in roles), key=lambda entry: entry.line))


def _by_id(*registers: Iterable[Emendation | Recurring]) -> dict[str, Emendation | Recurring]:
    return {entry.id: entry for register in registers for entry in register}
