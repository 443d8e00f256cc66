"""The results of the search for notes: values for later stages and the outputs."""

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
    """A call of a note: its mark in the witness, and whether it is inferred. A call from the register may have no
    mark."""

    start: int
    end: int
    inferred: bool = False


@dataclass(frozen=True)
class Note:
    """A note printed within the text: at the foot of a page, or below its paragraph or section.

    It begins in `line`. `lines` are its lines in order; other text may come between them. If short notes share a line,
    or the OCR read two columns as one, a note begins within a line of another note and has no lines of its own. `mark`
    is the place of its mark in the witness, with the blanks after it; `printed` is the mark as it was printed. `number`
    counts the notes of a part. Notes with symbols, and notes of parts other than chapters, are counted separately.
    """

    part: int  # index of the part that calls the note
    number: int
    line: int
    printed: str
    mark: Stretch
    lines: tuple[int, ...]
    calls: tuple[Called, ...]
    aside: bool  # whether it is shown below the block that calls it instead of with the notes of the chapter
    place: int = 0  # offset of the end of the text on its page: the place of the note if no call is known

    @property
    def certain(self) -> bool:
        return bool(self.calls) and not any(call.inferred for call in self.calls)


@dataclass(frozen=True)
class Notes:
    """The notes in the order of the witness. `numbered` is true if some of them have figures or letters; in this case
    figures in the text are not calls of endnotes."""

    notes: tuple[Note, ...] = ()
    messages: tuple[Message, ...] = field(default=(), compare=False)
    numbered: bool = False

    @cached_property
    def lines(self) -> frozenset[int]:
        """The lines of all notes."""
        return frozenset(i for note in self.notes for i in note.lines)


NO_NOTES = Notes()
