"""The notes of a chapter or of front matter, each with everything known about it. Every output takes its notes from
here.

A part's notes are the notes that it calls, and printed notes without a known call. Begin reading at `of_part`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from editio.inputs.registers import Apparatus, Note
from editio.model.kinds import BlockKind, NoteKind, PartKind, SpanRole
from editio.model.pieces import Piece
from editio.model.text import Block, Edition, Part, plain

_BRACKETS = re.compile(r"[()\[\].\s]")


class Known(StrEnum):
    """How much is known of a note."""

    PRINTED = "printed"  # our source has its text
    SUPPLIED = "supplied"  # the editors have supplied its text
    IDENTIFIED = "identified"  # it has no text, but the editors have identified its source
    NOTHING = "nothing"  # only its call is known


@dataclass(frozen=True)
class ChapterNote:
    """A note of a chapter or of front matter."""

    number: int
    call: Piece | None  # None: no call was found
    printed: Block | None  # None: our source lacks its text
    entered: tuple[Note, ...]  # entries of the editors about it

    @property
    def known(self) -> Known:
        if self.printed:
            return Known.PRINTED
        if self.of_kind(NoteKind.TEXT):
            return Known.SUPPLIED
        return Known.IDENTIFIED if self.entered else Known.NOTHING

    @property
    def cited(self) -> str:
        """Its number as one cites it by the printed page: the mark that it has there, without brackets."""
        return _BRACKETS.sub("", self.call.mark if self.call else "") or str(self.number)

    def of_kind(self, kind: NoteKind) -> tuple[Note, ...]:
        """Those entries of the editors that have a kind."""
        return tuple(note for note in self.entered if note.kind is kind)


def title(part: Part) -> str:
    """The title of the notes of a chapter, by its number as the book prints it, or of front matter, by its title."""
    if part.kind is PartKind.CHAPTER:
        return f"Notes to chapter {part.label or part.number}"
    spans = (span for span in part.title.spans if span.role is not SpanRole.SUMMARY)
    words = " ".join(word for span in spans for word in plain(span.content).split())
    return f"Notes to “{words}”"


def numbers(edition: Edition, part: Part, apparatus: Apparatus) -> frozenset[int]:
    """The numbers of the notes to which calls in a part lead; `part` may have the text or the notes."""
    caller = next((p for p in edition.parts if (p.kind, p.number) == (part.owner, part.number)), part)
    calling = caller if part.kind is PartKind.NOTES else part
    return frozenset(note.number for note in of_part(edition, calling, apparatus))


def of_part(edition: Edition, part: Part, apparatus: Apparatus) -> tuple[ChapterNote, ...]:
    """The notes of a chapter or of front matter by their numbers."""
    listed = edition.notes_of(part)
    blocks = listed.blocks if listed else ()
    printed = {int(b.label): b for b in blocks if b.kind is BlockKind.NOTE and b.label.isdecimal()}
    called = {call.note: call for call, _ in part.calls}
    entered: dict[int, list[Note]] = defaultdict(list)
    for note in apparatus.notes:
        if part.kind is PartKind.CHAPTER and note.chapter == part.number:
            entered[note.note].append(note)
    return tuple(
        ChapterNote(number, called.get(number), printed.get(number), tuple(entered[number]))
        for number in sorted(called.keys() | printed.keys())
    )
