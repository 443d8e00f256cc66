"""The parts of the book in the groups under which navigation and contents list them, and their missing notes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import assert_never

from editio.inputs.registers import Note
from editio.model.kinds import NoteKind, PartKind
from editio.model.text import Edition, Part, calls

WITHIN_PARTS = (PartKind.CHAPTER, PartKind.APPENDIX)


def grouped(parts: Iterable[Part]) -> list[tuple[Part, str]]:
    """The parts of the book that have a page of their own, each with the group of the navigation in which it
    stands. The heading of a part or book stands with what follows it."""
    found: list[tuple[Part, str]] = []
    following = _group(PartKind.PART)
    for part in reversed(list(parts)):
        group = _group(part.kind)
        if part.kind in WITHIN_PARTS:
            following = group
        if group:
            found.append((part, following if part.kind is PartKind.PART else group))
    return found[::-1]


def _group(kind: PartKind) -> str:
    """The heading in the navigation above parts of a kind; "" for notes, which have a group of their own."""
    match kind:
        case PartKind.JACKET | PartKind.FRONT | PartKind.CHRONOLOGY:
            return "Front matter"
        case PartKind.PART | PartKind.CHAPTER:
            return "Chapters"
        case PartKind.APPENDIX:
            return "Documents"
        case PartKind.BIBLIOGRAPHY | PartKind.INDEX | PartKind.BACK:
            return "Back matter"
        case PartKind.NOTES:
            return ""
        case _:
            assert_never(kind)


def notes_missing(edition: Edition, chapter: Part, entered: Collection[tuple[int, int]]) -> frozenset[int]:
    """The notes that a chapter calls and whose text is neither in the witness nor `entered`, a collection of chapters
    with their notes."""
    return frozenset(note for note in _without_text(edition, chapter) if (chapter.number, note) not in entered)


def notes_identified(edition: Edition, chapter: Part, entered: Iterable[Note]) -> frozenset[int]:
    """The notes of a chapter whose text is not known, but of which the editors identified a source."""
    own = [note for note in entered if note.chapter == chapter.number]
    with_text = {note.note for note in own if note.kind is NoteKind.TEXT}
    return _without_text(edition, chapter) & {note.note for note in own} - with_text


def _without_text(edition: Edition, chapter: Part) -> frozenset[int]:
    """The notes that a chapter calls and whose text is not in the witness."""
    if chapter.kind is not PartKind.CHAPTER:
        return frozenset()
    printed = {
        block.label
        for part in edition.parts
        if part.kind is PartKind.NOTES and part.number == chapter.number
        for block in part.blocks
    }
    return frozenset(call.note for call, _ in calls(chapter) if str(call.note) not in printed)
