"""The groups under which navigation and contents list the pages, the parts of the book in them, and missing notes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import assert_never

from editio.inputs.registers import Note
from editio.model.kinds import NoteKind, PartKind
from editio.model.text import Edition, Part, calls


@dataclass(frozen=True)
class Group:
    """A group of pages: its name in the menu, which is the title of the page that lists it, and that page's address."""

    title: str
    address: str


FRONT = Group("Front matter", "front/")
CHAPTERS = Group("Chapters", "contents/")  # the folder chapters/ holds chapters and nothing else
DOCUMENTS = Group("Documents", "documents/")
BACK = Group("Back matter", "back/")
NOTES = Group("Notes", "notes/")
INDEXES = Group("Indexes", "indexes/")
EDITION = Group("The edition", "edition/")
GROUPS = (FRONT, CHAPTERS, DOCUMENTS, BACK, NOTES, INDEXES, EDITION)
WITHIN_PARTS = (PartKind.CHAPTER, PartKind.APPENDIX)


def grouped(parts: Iterable[Part]) -> list[tuple[Part, Group]]:
    """The parts of the book that have a page of their own, each with the group of the navigation in which it
    stands. The heading of a part or book stands with what follows it."""
    found: list[tuple[Part, Group]] = []
    following = _group(PartKind.PART)
    for part in reversed(list(parts)):
        group = _group(part.kind)
        if part.kind in WITHIN_PARTS:
            following = group
        above = following if part.kind is PartKind.PART else group
        if above:
            found.append((part, above))
    return found[::-1]


def _group(kind: PartKind) -> Group | None:
    """The group of parts of a kind; None for the notes that the book prints, since a page for each chapter has them."""
    match kind:
        case PartKind.JACKET | PartKind.FRONT | PartKind.CHRONOLOGY:
            return FRONT
        case PartKind.PART | PartKind.CHAPTER:
            return CHAPTERS
        case PartKind.APPENDIX:
            return DOCUMENTS
        case PartKind.BIBLIOGRAPHY | PartKind.INDEX | PartKind.BACK:
            return BACK
        case PartKind.NOTES:
            return None
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
