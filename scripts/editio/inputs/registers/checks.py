"""Checks between entries: two with one id, and entries about something that no other register has."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from rapidfuzz import fuzz, process

from editio.inputs.registers import catalogue
from editio.inputs.registers.apparatus import Apparatus
from editio.inputs.registers.catalogue import TABLES
from editio.inputs.registers.entry import Entry, H
from editio.inputs.registers.roles import PAGE_ROLES, LineRole, Role
from editio.inputs.registers.schema import (
    Coordinates,
    DateEntry,
    Document,
    Emendation,
    Line,
    Name,
    NameDecision,
    Recurring,
    Reference,
    Subject,
)
from editio.model.kinds import NoteKind
from editio.model.messages import Message


def between(apparatus: Apparatus, unread: Collection[str]) -> Iterator[Message]:
    """All faults between entries. `unread` are the files with invalid entries: no other register can be said to lack
    these."""
    ended = apparatus.ended
    for_good: list[Emendation | Recurring] = [
        *_in_order(apparatus.emendations, ended.emendations),
        *_in_order(apparatus.recurring, ended.recurring),
    ]  # an id is never used again
    yield from doubles("id", ((entry.id, entry) for entry in for_good))
    yield from two_roles(apparatus.structure)
    yield from overlapping(apparatus.structure)
    yield from doubles("reading", ((f"{e.reading!r} of line {e.line}, {e.kind},", e) for e in apparatus.settled))
    yield from doubles("id", ((f"{anchor.page}#{anchor.id}", anchor) for anchor in apparatus.anchors))
    for keyed in (apparatus.names, apparatus.subjects, apparatus.coordinates):
        yield from doubles("key", ((entry.key, entry) for entry in keyed))
    names, subjects = catalogue.file("names"), catalogue.file("subjects")
    if not {names, subjects} & {*unread}:
        yield from lost_cross_references(apparatus.subjects, apparatus.names)
    if names not in unread:
        yield from unknown_names(apparatus.names, apparatus.coordinates, apparatus.lines, apparatus.documents)
    yield from doubles("of", ((f"{entry.of} in version {entry.version}", entry) for entry in apparatus.digests))
    yield from doubles("first", ((f"{entry.first}/{entry.second}", entry) for entry in apparatus.hyphenation))
    yield from doubles("reading", ((repr(entry.reading), entry) for entry in apparatus.recurring))
    for of_lines in (apparatus.ambiguous, apparatus.references, apparatus.dates):
        yield from doubles("reading", ((_in_line(entry), entry) for entry in of_lines))
    texts = (note for note in apparatus.notes if note.kind is NoteKind.TEXT)
    yield from doubles("note", ((f"The text of note {note.note}", note) for note in texts))


def _in_order(today: Iterable[H], ended: Iterable[H]) -> list[H]:
    """The entries of a register in the order of its rows."""
    return sorted((*today, *ended), key=lambda entry: entry.row)


def _in_line(entry: NameDecision | Reference | DateEntry) -> str:
    return f"{entry.reading!r}{f' of line {entry.line}' if entry.line else ''}"


def doubles(cell: str, entries: Iterable[tuple[str, Entry]]) -> Iterable[Message]:
    """Entries with the id of another one, or about the same thing (A003); `cell` names that thing."""
    seen: dict[str, int] = {}
    for ident, entry in entries:
        if ident in seen:
            yield Message(entry.row, entry.at(cell), "A003", f"{ident} stands in row {seen[ident]} too.", entry.file)
        seen[ident] = entry.row


def unknown_names(
    names: Iterable[Name],
    coordinates: Iterable[Coordinates],
    lines: Iterable[Line],
    documents: Mapping[int, Document],
) -> Iterable[Message]:
    """Coordinates and lines without their place, and documents that belong to an unknown work (A004)."""
    kinds = {name.key: name.kind for name in names}
    for entry in coordinates:
        if kinds.get(entry.key) != "place":
            yield Message(entry.row, entry.at("key"), "A004", f"{entry.key}.", entry.file)
    for line in lines:
        for key in line.shows:
            if kinds.get(key) != "place":
                yield Message(*line.stands_at("shows"), "A004", f"shows: {key}.", line.file)
    for document in documents.values():
        if document.work and kinds.get(document.work) != "work":
            yield Message(*document.stands_at("work"), "A004", f"work: {document.work}.", document.file)


def lost_cross_references(subjects: Iterable[Subject], names: Iterable[Name]) -> Iterable[Message]:
    """Cross-references to an entry that is missing, or that has only cross-references itself (A007)."""
    entries = tuple(subjects)
    keys = {name.key for name in names} | {entry.key for entry in entries if not entry.see}
    for entry in entries:
        for column, targets in (("see", entry.see), ("also", entry.also)):
            for target in targets:
                if target not in keys or target == entry.key:
                    yield Message(entry.row, entry.at(column), "A007", f"{entry.key}: {target}.", entry.file)


def two_roles(structure: Iterable[LineRole]) -> Iterable[Message]:
    """Entries that give a line a second role (A005). The first line of a leaf may have one of its own too."""
    seen: dict[tuple[int, bool], LineRole] = {}
    for entry in structure:
        key = entry.line, entry.role in PAGE_ROLES
        if key in seen:
            first = seen[key]
            detail = f"Line {entry.line} is {entry.role} here and {first.role} in row {first.row}."
            yield Message(entry.row, entry.at("role"), "A005", detail, entry.file)
        else:
            seen[key] = entry


def overlapping(structure: Iterable[LineRole]) -> Iterable[Message]:
    """Entries of one role whose lines overlap (A005), except entries that begin at the same line: these are reported as
    doubles."""
    furthest: dict[Role, LineRole] = {}
    for entry in sorted((entry for entry in structure if entry.to), key=lambda entry: entry.line):
        before = furthest.setdefault(entry.role, entry)
        if before.line < entry.line <= before.to:
            detail = (
                f"Line {entry.line} is {entry.role} here and in row {before.row}, which goes on to line {before.to}."
            )
            yield Message(entry.row, entry.at("line"), "A005", detail, entry.file)
        if entry.to > before.to:
            furthest[entry.role] = entry


_KNOWN = (
    *map(catalogue.file, TABLES),
    "apparatus/displays.toml",
    "apparatus/lines.toml",
    "notes/references.bib",
)
_NUMBERED = re.compile(r"notes/[0-9]{2}\.tsv|appendices/[1-9][0-9]*\.toml")
_NO_REGISTER = re.compile(r"(^|/)(\.|README)|(\.md|~|\.bak|\.sch|\.new|\.old)$", re.IGNORECASE)
_ALIKE = 70  # of 100


def unknown_files(names: Iterable[str]) -> Iterable[Message]:
    """Files in the folders of registers that no register is called like (A006)."""
    for name in names:
        if name in _KNOWN or _NUMBERED.fullmatch(name) or _NO_REGISTER.search(name):
            continue
        nearest = _nearest(name)
        yield Message(0, 0, "A006", f"Did you mean {nearest}?" if nearest else "", name)


def _nearest(name: str) -> str:
    folder, _, file = name.partition("/")
    number = re.search(r"[0-9]+", file)
    if number and folder == "notes":
        return f"notes/{int(number[0]):02}.tsv"
    if number and folder == "appendices":
        return f"appendices/{int(number[0])}.toml"
    best = process.extractOne(name, _KNOWN, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return best[0] if best else ""
