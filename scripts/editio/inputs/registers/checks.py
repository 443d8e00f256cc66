"""Checks between entries: two with one id, and entries about something that no other register has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from editio.inputs.registers.entry import Entry
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
