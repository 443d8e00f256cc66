"""Read and check the registers of an edition folder. Begin reading at `load`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from editio.inputs import bibliography, folder, written
from editio.inputs.registers import checks, parsing
from editio.inputs.registers.apparatus import Apparatus, Ended
from editio.inputs.registers.entry import E, H
from editio.inputs.registers.roles import LineRole
from editio.inputs.registers.schema import (
    Anchor,
    CallEntry,
    Coordinates,
    DateEntry,
    Digests,
    Displays,
    DividedWord,
    Document,
    Emendation,
    Lines,
    Name,
    NameDecision,
    Note,
    OpenQuestion,
    Published,
    Recurring,
    Reference,
    Settled,
    Subject,
)
from editio.inputs.registers.settings import Settings
from editio.model.kinds import NoteKind
from editio.model.messages import Message, Refusal

_REGISTERS = ("apparatus/*.tsv", "apparatus/*.toml", "appendices/*.toml", "notes/*.tsv", "notes/references.bib")


def load(edition: Path) -> Apparatus:
    """The apparatus of an edition folder. Raises a Refusal that names every malformed entry (A001 to A005, B201 to
    B203) and every file that would have no effect (A006)."""
    return of_files(files_of(edition)).model_copy(update={"written": written.read(edition)})


def files_of(edition: Path) -> dict[str, bytes]:
    """The files of the apparatus of an edition folder, by their paths there. Raises a Refusal that names every file
    that would have no effect (A006) or is no plain file."""
    folder.check(edition)
    files = (file for name in folder.REGISTERS for file in sorted((edition / name).rglob("*")) if file.is_file())
    if unknown := tuple(checks.unknown_files(file.relative_to(edition).as_posix() for file in files)):
        raise Refusal(*unknown)
    present = (str(file.relative_to(edition)) for pattern in _REGISTERS for file in sorted(edition.glob(pattern)))
    return {name: _bytes(edition / name, name) for name in ("edition.toml", *present)}


def of_files(files: Mapping[str, bytes]) -> Apparatus:
    """The apparatus in the files of an edition folder, each by its path there; a Refusal as of `load`."""
    faults: list[Message] = []
    unread: set[str] = set()  # registers with invalid entries: no other register can be said to lack these

    def table(kind: type[E], name: str) -> tuple[E, ...]:
        if name not in files:
            return ()
        entries, malformed = parsing.table(kind, name, parsing.text_of(files[name], name))
        faults.extend(malformed)
        if malformed:
            unread.add(name)
        return entries

    def document(kind: type[E], name: str) -> E | None:
        text = parsing.text_of(files[name], name)
        data = parsing.toml(text, name)
        for key, entries in data.items():
            for n, entry in enumerate(entries if isinstance(entries, list) else ()):
                if isinstance(entry, dict):
                    lines = tuple((each, parsing.line_of(text, (key, n, each))) for each in entry)
                    entry |= {"file": name, "row": parsing.line_of(text, (key, n)), "lines": lines}
        entry, malformed = parsing.entry_of(kind, data, name, text=text)
        faults.extend(malformed)
        return entry

    book = document(Settings, "edition.toml")
    pulled_apart = "apparatus/displays.toml"
    shown = document(Displays, pulled_apart) if pulled_apart in files else None
    emendations = table(Emendation, "apparatus/emendations.tsv")
    recurring = table(Recurring, "apparatus/recurring.tsv")
    faults += checks.doubles("id", ((e.id, e) for register in (emendations, recurring) for e in register))
    calls = table(CallEntry, "apparatus/calls.tsv")
    hyphenation = table(DividedWord, "apparatus/hyphenation.tsv")
    structure = table(LineRole, "apparatus/structure.tsv")
    faults += checks.two_roles(structure)
    faults += checks.overlapping(structure)
    settled = table(Settled, "apparatus/settled.tsv")
    faults += checks.doubles(
        "reading", ((f"{entry.reading!r} of line {entry.line}, {entry.kind},", entry) for entry in settled)
    )
    anchors = table(Anchor, "apparatus/anchors.tsv")
    faults += checks.doubles("id", ((f"{anchor.page}#{anchor.id}", anchor) for anchor in anchors))
    names = table(Name, "apparatus/names.tsv")
    faults += checks.doubles("key", ((entry.key, entry) for entry in names))
    subjects = table(Subject, "apparatus/subjects.tsv")
    faults += checks.doubles("key", ((entry.key, entry) for entry in subjects))
    if not unread & {"apparatus/names.tsv", "apparatus/subjects.tsv"}:
        faults += checks.lost_cross_references(subjects, names)
    numbered = ((re.fullmatch(r"appendices/([1-9][0-9]*)\.toml", name), name) for name in files)
    known = {int(number[1]): document(Document, name) for number, name in numbered if number}
    coordinates = table(Coordinates, "apparatus/coordinates.tsv")
    faults += checks.doubles("key", ((entry.key, entry) for entry in coordinates))
    on_map = "apparatus/lines.toml"
    lines = document(Lines, on_map) if on_map in files else None
    drawn = lines.line if lines else ()
    if "apparatus/names.tsv" not in unread:
        faults += checks.unknown_names(names, coordinates, drawn, known)
    ambiguous = table(NameDecision, "apparatus/ambiguous.tsv")
    questions = table(OpenQuestion, "apparatus/open.tsv")
    references = table(Reference, "apparatus/references.tsv")
    dates = table(DateEntry, "apparatus/dates.tsv")
    works = "notes/references.bib"
    sources, unsound = bibliography.load(parsing.text_of(files[works], works), works) if works in files else ((), [])
    faults += unsound
    of_chapters = (name for name in files if re.fullmatch(r"notes/[0-9]{2}\.tsv", name))
    notes = tuple(note for name in of_chapters for note in table(Note, name))
    published = table(Published, "apparatus/versions.tsv")
    digests = table(Digests, "apparatus/digests.tsv")
    faults += checks.doubles("of", ((f"{entry.of} in version {entry.version}", entry) for entry in digests))
    faults += checks.doubles("first", ((f"{entry.first}/{entry.second}", entry) for entry in _today(hyphenation)))
    faults += checks.doubles("reading", ((repr(entry.reading), entry) for entry in _today(recurring)))
    for of_lines in (ambiguous, references, dates):
        faults += checks.doubles("reading", ((_in_line(entry), entry) for entry in of_lines))
    texts = (note for note in notes if note.kind is NoteKind.TEXT)
    faults += checks.doubles("note", ((f"The text of note {note.note}", note) for note in texts))
    if faults or book is None:
        raise Refusal(*faults)
    return Apparatus.model_construct(
        settings=book,
        emendations=_today(emendations),
        recurring=_today(recurring),
        calls=_today(calls),
        hyphenation=_today(hyphenation),
        ended=Ended(
            emendations=_ended(emendations),
            recurring=_ended(recurring),
            calls=_ended(calls),
            hyphenation=_ended(hyphenation),
        ),
        published=published,
        digests=digests,
        structure=structure,
        displays=shown.display if shown else (),
        settled=settled,
        anchors=anchors,
        names=names,
        subjects=subjects,
        coordinates=coordinates,
        lines=drawn,
        ambiguous=ambiguous,
        open_questions=questions,
        references=references,
        dates=dates,
        sources=sources,
        notes=notes,
        documents={number: entry for number, entry in known.items() if entry},
    )


def _in_line(entry: NameDecision | Reference | DateEntry) -> str:
    return f"{entry.reading!r}{f' of line {entry.line}' if entry.line else ''}"


def _today(entries: Iterable[H]) -> tuple[H, ...]:
    return tuple(entry for entry in entries if not entry.until)


def _ended(entries: Iterable[H]) -> tuple[H, ...]:
    return tuple(entry for entry in entries if entry.until)


def _bytes(file: Path, name: str) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Refusal(Message(0, 0, "A001", f"{error.strerror}.", name)) from error
