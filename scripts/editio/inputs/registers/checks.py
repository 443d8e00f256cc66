"""Checks between entries: two with one id, and entries about something that no other register has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from editio.inputs.registers.entry import Entry
from editio.inputs.registers.roles import PAGE_ROLES, LineRole
from editio.inputs.registers.schema import Coordinates, Document, Name
from editio.model.messages import Message


def doubles(entries: Iterable[tuple[str, Entry]]) -> Iterable[Message]:
    seen: dict[str, int] = {}
    for ident, entry in entries:
        if ident in seen:
            yield Message(entry.row, 1, "A003", f"{ident} stands in row {seen[ident]} too.", entry.file)
        seen[ident] = entry.row


def unknown_names(
    names: Iterable[Name], coordinates: Iterable[Coordinates], documents: Mapping[int, Document | None]
) -> Iterable[Message]:
    """Coordinates without their place, and documents whose treaty is no work (A004)."""
    kinds = {name.key: name.kind for name in names}
    for entry in coordinates:
        if kinds.get(entry.key) != "place":
            yield Message(entry.row, 1, "A004", f"{entry.key}.", entry.file)
    for document in documents.values():
        if document and document.treaty and kinds.get(document.treaty) != "work":
            yield Message(0, 0, "A004", f"treaty: {document.treaty}.", document.file)


def two_roles(structure: Iterable[LineRole]) -> Iterable[Message]:
    """Entries that give a line a second role (A005). The first line of a leaf may have one of its own too."""
    seen: dict[tuple[int, bool], LineRole] = {}
    for entry in structure:
        key = entry.line, entry.role in PAGE_ROLES
        if key in seen:
            first = seen[key]
            detail = f"Line {entry.line} is {entry.role} here and {first.role} in row {first.row}."
            yield Message(entry.row, 1, "A005", detail, entry.file)
        else:
            seen[key] = entry
