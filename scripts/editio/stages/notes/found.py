"""What the search for notes finds: values for the stages and outputs that follow."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from editio.model.messages import Message


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of the witness from one offset to another."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Called:
    """A call of a note: its mark in the witness, and how sure it is. A call that only the register knows may have
    no mark at all."""

    start: int
    end: int
    inferred: bool = False


@dataclass(frozen=True)
class Note:
    """A note that stands in the text: at the foot of a page, or below its paragraph or section.

    It begins in `line`. `lines` are the lines that hold it, in order; other text may stand between them. A note that
    begins within a line of another, where two columns were read as one, has none of its own. `mark` is its mark in the
    witness, with the blanks after it, and `printed` the mark as it was printed. Notes are counted through their
    part by `number`; those marked with symbols, and those of parts that are no chapters, apart from the others.
    """

    part: int  # index of the part that calls it
    number: int
    line: int
    printed: str
    mark: Stretch
    lines: tuple[int, ...]
    calls: tuple[Called, ...]
    aside: bool  # shown below the block that calls it, and not among the notes of the chapter
    place: int = 0  # offset where the text of its page ends: its place if no call is known

    @property
    def certain(self) -> bool:
        return bool(self.calls) and not any(call.inferred for call in self.calls)


@dataclass(frozen=True)
class Notes:
    """The notes in the order of the witness. `numbered` says whether any are counted by figures or letters: then
    figures in the text are not calls of endnotes."""

    notes: tuple[Note, ...] = ()
    messages: tuple[Message, ...] = field(default=(), compare=False)
    numbered: bool = False

    @cached_property
    def lines(self) -> frozenset[int]:
        """The lines that hold notes."""
        return frozenset(i for note in self.notes for i in note.lines)


NO_NOTES = Notes()
