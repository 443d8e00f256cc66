"""The groups of pages in navigation and contents, and the parts of the book in each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import assert_never

from editio.model import addresses
from editio.model.kinds import PartKind
from editio.model.text import Part


@dataclass(frozen=True)
class Group:
    """A group of pages: its name in the menu, which is the title of the page that lists it, and that page's address."""

    title: str
    address: str


FRONT = Group("Front matter", addresses.FRONT_MATTER)
CHAPTERS = Group("Chapters", addresses.CONTENTS)
DOCUMENTS = Group("Documents", addresses.DOCUMENTS)
BACK = Group("Back matter", addresses.BACK_MATTER)
NOTES = Group("Notes", addresses.NOTES)
INDEXES = Group("Indexes", addresses.INDEXES)
EDITION = Group("The edition", addresses.EDITION)
GROUPS = (FRONT, CHAPTERS, DOCUMENTS, BACK, NOTES, INDEXES, EDITION)
WITHIN_PARTS = (PartKind.CHAPTER, PartKind.APPENDIX)


def grouped(parts: Iterable[Part]) -> list[tuple[Part, Group]]:
    """The parts of the book that have a page of their own, each with its group in the navigation. The heading of a part
    or book belongs to the group of the text after it."""
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
