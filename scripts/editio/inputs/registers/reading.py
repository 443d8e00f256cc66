"""Read and check the registers of an edition folder. Begin reading at `load`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from editio.inputs import bibliography, folder, written
from editio.inputs.bibliography import Source
from editio.inputs.registers import catalogue, checks, parsing
from editio.inputs.registers.apparatus import Apparatus, Ended
from editio.inputs.registers.catalogue import TABLES
from editio.inputs.registers.entry import E, Entry, Held
from editio.inputs.registers.schema import Displays, Document, Lines, Note
from editio.inputs.registers.settings import Settings
from editio.model.messages import Message, Refusal

_FIELDS = {"open": "open_questions", "versions": "published"}  # of `Apparatus`, if not named like the table
_REGISTERS = ("apparatus/*.tsv", "apparatus/*.toml", "appendices/*.toml", "notes/*.tsv", "notes/references.bib")


def load(edition: Path) -> Apparatus:
    """The apparatus of an edition folder. Raises a Refusal that names every malformed entry (A001 to A005, B201 to
    B203) and every file that would have no effect (A006)."""
    return of_files(files_of(edition)).model_copy(update={"written": written.read(edition)})


def files_of(edition: Path) -> dict[str, bytes]:
    """The files of the apparatus of an edition folder, by their paths there. Raises a Refusal that names every file
    that would have no effect (A006) or is not a plain file."""
    folder.check(edition)
    files = (file for name in folder.REGISTERS for file in sorted((edition / name).rglob("*")) if file.is_file())
    if unknown := tuple(checks.unknown_files(file.relative_to(edition).as_posix() for file in files)):
        raise Refusal(*unknown)
    present = (str(file.relative_to(edition)) for pattern in _REGISTERS for file in sorted(edition.glob(pattern)))
    return {name: _bytes(edition / name, name) for name in ("edition.toml", *present)}


def of_files(files: Mapping[str, bytes]) -> Apparatus:
    """The apparatus in the files of an edition folder, by their paths there. Raises a Refusal as `load` does."""
    reader = _Reader(files)
    settings = reader.document(Settings, "edition.toml")
    tables = {name: reader.table(kind, catalogue.file(name)) for name, kind in TABLES.items()}
    shown = reader.document(Displays, "apparatus/displays.toml")
    drawn = reader.document(Lines, "apparatus/lines.toml")
    appendices = ((re.fullmatch(r"appendices/([1-9][0-9]*)\.toml", name), name) for name in files)
    documents = {int(number[1]): reader.document(Document, name) for number, name in appendices if number}
    chapters = [name for name in files if re.fullmatch(r"notes/[0-9]{2}\.tsv", name)]
    today: dict[str, Any] = {
        _FIELDS.get(name, name): tuple(entry for entry in entries if not _is_ended(entry))
        for name, entries in tables.items()
    }
    ended: dict[str, Any] = {name: tuple(filter(_is_ended, tables[name])) for name in Ended.model_fields}
    apparatus = Apparatus.model_construct(
        settings=settings,
        **today,
        ended=Ended.model_construct(**ended),
        displays=shown.display if shown else (),
        lines=drawn.line if drawn else (),
        documents={number: entry for number, entry in documents.items() if entry},
        notes=tuple(note for name in chapters for note in reader.table(Note, name)),
        sources=reader.sources("notes/references.bib"),
    )
    faults = [*reader.faults, *checks.between(apparatus, reader.unread)]
    if faults:
        raise Refusal(*faults)
    return apparatus


class _Reader:
    """Reads the files of registers, and collects their faults."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self.faults: list[Message] = []
        self.unread: set[str] = set()  # tables with invalid entries

    def table(self, kind: type[E], name: str) -> tuple[E, ...]:
        """The entries of a table; none if the file is missing."""
        if name not in self._files:
            return ()
        entries, malformed = parsing.table(kind, name, parsing.text_of(self._files[name], name))
        self.faults += malformed
        if malformed:
            self.unread.add(name)
        return entries

    def document(self, kind: type[E], name: str) -> E | None:
        """The entry in a TOML file; None if the file is missing or invalid."""
        if name not in self._files:
            return None
        text = parsing.text_of(self._files[name], name)
        data = parsing.toml(text, name)
        for key, entries in data.items():
            for n, entry in enumerate(entries if isinstance(entries, list) else ()):
                if isinstance(entry, dict):
                    lines = tuple((each, parsing.line_of(text, (key, n, each))) for each in entry)
                    entry |= {"file": name, "row": parsing.line_of(text, (key, n)), "lines": lines}
        found, malformed = parsing.entry_of(kind, data, name, text=text)
        self.faults += malformed
        return found

    def sources(self, name: str) -> tuple[Source, ...]:
        """The sources in a bibliography; none if the file is missing."""
        if name not in self._files:
            return ()
        sources, malformed = bibliography.load(parsing.text_of(self._files[name], name), name)
        self.faults += malformed
        return sources


def _is_ended(entry: Entry) -> bool:
    return isinstance(entry, Held) and bool(entry.until)


def _bytes(file: Path, name: str) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Refusal(Message(0, 0, "A001", f"{error.strerror}.", name)) from error
