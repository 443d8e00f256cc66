"""The places that cite each source of the bibliography: its name in the text, a note, or a document.

A name in the text cites a source if the authority list has the work and the source gives the work's key (`authority`).
A note cites a source in words that `editio.stages.linking.notes` resolved, or because an editor identified the source.
Begin reading at `cited`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from editio.inputs.bibliography import Source
from editio.inputs.registers import Apparatus
from editio.model import addresses
from editio.model.kinds import AnnotationKind, NameKind, PartKind
from editio.model.messages import Message
from editio.model.text import Edition
from editio.stages.linking.annotation import Annotation, spans
from editio.stages.linking.locate import origin

TEXT, NOTE, IDENTIFIED, DOCUMENT = "text", "note", "identified", "document"
_BIB = "notes/references.bib"


@dataclass(frozen=True, order=True)
class Citation:
    """A place that cites a source. `address` leads there; `part` is the number of its chapter or document (0
    elsewhere); `label` is the printed page, or the number of the note."""

    how: str
    part: int
    address: str
    label: str


def page(edition: Edition) -> str:
    """The address of our bibliography. If the witness has a bibliography of its own, that one is at `bibliography/`."""
    own = any(part.kind is PartKind.BIBLIOGRAPHY for part in edition.parts)
    return addresses.SOURCES if own else addresses.BIBLIOGRAPHY


def cited(edition: Edition, annotations: Iterable[Annotation], apparatus: Apparatus) -> dict[str, list[Citation]]:
    """All places that cite each source, in the order of the book and without duplicates."""
    found: dict[str, dict[Citation, None]] = {source.key: {} for source in apparatus.sources}
    for key, citation in _citations(edition, annotations, apparatus):
        found.setdefault(key, {})[citation] = None
    return {key: list(citations) for key, citations in found.items()}


def _citations(
    edition: Edition, annotations: Iterable[Annotation], apparatus: Apparatus
) -> Iterator[tuple[str, Citation]]:
    works = {addresses.name(NameKind.WORK, s["authority"]): s.key for s in apparatus.sources if s["authority"]}
    content = {locus: (part, block, span.content) for locus, part, block, span in spans(edition)}
    for annotation in annotations:
        part, block, inlines = content[annotation.locus]
        if annotation.kind is AnnotationKind.NAME and annotation.target in works:
            printed = edition.pagination.page_of(origin(inlines, annotation.start)).label
            address = f"{part.address}#{block.id}"
            number = part.number if part.kind is PartKind.CHAPTER else 0
            yield works[annotation.target], Citation(TEXT, number, address, printed)
        elif annotation.kind is AnnotationKind.CITATION:
            address = addresses.at(part.address, addresses.note_id(block.label))
            number = part.number if part.owner is PartKind.CHAPTER else 0
            yield annotation.target.partition("#")[2], Citation(NOTE, number, address, block.label)
    for note in apparatus.notes:
        if note.source:
            address = addresses.note(note.chapter, note.note)
            yield note.source, Citation(IDENTIFIED, note.chapter, address, str(note.note))
    for number, document in apparatus.documents.items():
        if document.source:
            yield document.source, Citation(DOCUMENT, number, addresses.appendix(number), "")


def check(edition: Edition, annotations: Iterable[Annotation], apparatus: Apparatus) -> Iterator[Message]:
    """Messages about sources that nothing cites (B204), sources whose authority is missing from the authority list
    (B203), keys without a source (B205), and notes without a call (B206)."""
    keys = {source.key for source in apparatus.sources}
    places = cited(edition, annotations, apparatus)
    yield from (_orphan(source) for source in apparatus.sources if not (places[source.key] or source.background))
    works = {name.key for name in apparatus.names if name.kind is NameKind.WORK}
    for source in apparatus.sources:
        if source["authority"] and source["authority"] not in works:
            detail = f"{source.key}: the authority list has no work {source['authority']}."
            yield Message(source.line, source.column, "B203", detail, _BIB)
    called = {d.number: {call.note for call, _ in d.calls} for d in edition.parts if d.kind is PartKind.CHAPTER}
    for note in apparatus.notes:
        if note.source and note.source not in keys:
            yield Message(note.row, note.at("source"), "B205", f"{note.source}, of note {note.note}.", note.file)
        if note.note not in called.get(note.chapter, ()):
            yield Message(note.row, note.at("note"), "B206", f"Note {note.note} of chapter {note.chapter}.", note.file)
    yield from _documents(apparatus, keys)


def _orphan(source: Source) -> Message:
    authority = (
        f", and the text does not name {source['authority']} of the authority list" if source["authority"] else ""
    )
    return Message(source.line, source.column, "B204", f"No note or document cites {source.key}{authority}.", _BIB)


def _documents(apparatus: Apparatus, keys: set[str]) -> Iterator[Message]:
    for document in apparatus.documents.values():
        if document.source and document.source not in keys:
            yield Message(*document.stands_at("source"), "B205", f"{document.source}.", document.file)
