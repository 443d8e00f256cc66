"""What an editor does at the desk: entries tried on the edition before they are written, and a journal of them.

An entry is tried first: the stages run with the register as it would be. If they refuse it, nothing is written and the
editor reads why. If they accept it, the register is replaced in one step. Each time the registers are read from the
disk, so a change made elsewhere is part of what is tried, and a register that changes between reading and writing is
tried again, never overwritten.

The journal (`build/desk/journal.json`) remembers every entry of the desk, so undo and redo survive a reload and a
restart. Undo takes the row out again, redo adds it again, and both are tried like any other change. Begin reading at
`Sitting.enter`.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

from editio import edition as stages
from editio import proof
from editio.desk import rows
from editio.inputs import folder as files
from editio.inputs.registers import Apparatus, Emendation, Entry, LineRole, Name, Recurring, Settled, files_of, of_files
from editio.inputs.registers.faults import columns
from editio.model.witness import Witness
from editio.system import atomic

_JOURNAL = "journal.json"
_ATTEMPTS = 5  # to write a register that is being changed elsewhere


class Elsewhere(Exception):
    """A register was changed elsewhere in a way that stands against what the desk is asked to do."""


class Register(StrEnum):
    """The registers that the desk writes."""

    EMENDATIONS = "apparatus/emendations.tsv"
    RECURRING = "apparatus/recurring.tsv"
    SETTLED = "apparatus/settled.tsv"
    STRUCTURE = "apparatus/structure.tsv"
    NAMES = "apparatus/names.tsv"


KINDS: Mapping[Register, type[Entry]] = {
    Register.EMENDATIONS: Emendation,
    Register.RECURRING: Recurring,
    Register.SETTLED: Settled,
    Register.STRUCTURE: LineRole,
    Register.NAMES: Name,
}


@dataclass(frozen=True)
class Edited:
    """The edition as the registers make it now."""

    files: Mapping[str, bytes]
    apparatus: Apparatus
    built: stages.Built

    @cached_property
    def suspects(self) -> tuple[proof.Suspect, ...]:
        """What an editor must still settle, the likeliest error first."""
        return proof.in_question(proof.settle(proof.suspects(self.built), self.apparatus.settled)[0])

    @cached_property
    def token(self) -> str:
        """Changes if a register changes."""
        sha = hashlib.sha256()
        for name, data in sorted(self.files.items()):
            sha.update(f"{name}\0{len(data)}\0".encode() + data)
        return sha.hexdigest()[:16]


@dataclass(frozen=True)
class Action:
    """A row that the desk wrote."""

    register: Register
    values: Mapping[str, str]
    row: str


@dataclass(frozen=True)
class Journal:
    """What was done, oldest first, and what was undone, the last undone last."""

    done: tuple[Action, ...] = ()
    undone: tuple[Action, ...] = field(default=())


class Sitting:
    """One edition folder at the desk. Its methods may be called by any thread, one at a time does something."""

    def __init__(self, folder: Path, witness: Witness) -> None:
        self.folder, self._witness = folder, witness
        self._lock = threading.RLock()
        self._edited: Edited | None = None
        files.check_outputs(folder)
        self._own = folder / "build" / "desk"
        self.journal = self._journal_read()

    def edited(self) -> Edited:
        """The edition as the registers on the disk make it; a Refusal of what does not fit in them."""
        with self._lock:
            return self._of(files_of(self.folder))

    def enter(self, register: Register, values: Mapping[str, str], try_only: bool = False) -> Edited:
        """Write an entry; a Refusal, and nothing written, if it does not fit. With `try_only` nothing is written."""
        with self._lock:
            for _ in range(_ATTEMPTS):
                before = files_of(self.folder)
                whole = self._completed(register, values, self._of(before).apparatus)
                data, row = rows.added(before.get(register, b""), columns(KINDS[register]), whole)
                tried = self._try(before, register, data)
                if try_only:
                    return tried
                if self._write(register, before.get(register), data):
                    done = (*self.journal.done, Action(register, dict(whole), row))
                    self._journal_write(Journal(done))
                    self._edited = tried
                    return tried
            raise Elsewhere(f"{register} is being changed elsewhere: try again.")

    def undo(self) -> Edited:
        """Take the last entry of the desk out again; a Refusal if it is gone or something needs it."""
        with self._lock:
            *done, action = self.journal.done
            for _ in range(_ATTEMPTS):
                before = files_of(self.folder)
                data = rows.removed(before.get(action.register, b""), action.row)
                if data is None:
                    self._journal_write(replace(self.journal, done=tuple(done)))
                    raise Elsewhere(f"The row in {action.register} was changed or deleted elsewhere: nothing to undo.")
                tried = self._try(before, action.register, data)
                if self._write(action.register, before.get(action.register), data):
                    self._journal_write(Journal(tuple(done), (*self.journal.undone, action)))
                    self._edited = tried
                    return tried
            raise Elsewhere(f"{action.register} is being changed elsewhere: try again.")

    def redo(self) -> Edited:
        """Write the entry again that was undone last."""
        with self._lock:
            *undone, action = self.journal.undone
            edited = self.enter(action.register, action.values)
            self._journal_write(replace(self.journal, undone=tuple(undone)))
            return edited

    def _of(self, found: Mapping[str, bytes]) -> Edited:
        if self._edited is None or self._edited.files != found:
            apparatus = of_files(found)
            self._edited = Edited(dict(found), apparatus, stages.build(self._witness, apparatus))
        return self._edited

    def _try(self, before: Mapping[str, bytes], register: Register, data: bytes) -> Edited:
        """The edition with a register changed; the one before stays the current one."""
        found = {**before, register.value: data}
        apparatus = of_files(found)
        return Edited(found, apparatus, stages.build(self._witness, apparatus))

    def _write(self, register: Register, expected: bytes | None, data: bytes) -> bool:
        """Replace a register in one step, unless it is no longer what it was."""
        file = self.folder / register
        try:
            if (file.read_bytes() if file.exists() else None) != expected:
                return False
            file.parent.mkdir(exist_ok=True)
            self._own.mkdir(parents=True, exist_ok=True)
            atomic.write(file, data, made_in=self._own)  # a killed process leaves no unknown file beside the register
        except OSError as error:
            raise files.unwritable(error, str(file)) from error
        return True

    def _completed(self, register: Register, values: Mapping[str, str], apparatus: Apparatus) -> dict[str, str]:
        """The values of an entry with those that the desk knows: its id, and since which version it holds."""
        whole = {name: value.strip("\n\r") for name, value in values.items()}
        if register in (Register.EMENDATIONS, Register.RECURRING):
            letter = "e" if register is Register.EMENDATIONS else "r"
            known = [*apparatus.readings, *apparatus.ended.readings]
            highest = max((int(ident[1:]) for ident in known if ident.startswith(letter)), default=0)
            whole.setdefault("id", f"{letter}{highest + 1:04}")
            if apparatus.published:
                whole.setdefault("since", apparatus.settings.site.version)
        if register is Register.EMENDATIONS and not whole.get("column"):
            whole.pop("column", None)
        return whole

    def _journal_read(self) -> Journal:
        try:
            found = json.loads((self._own / _JOURNAL).read_text("utf-8"))
            return Journal(_actions(found["done"]), _actions(found["undone"]))
        except (OSError, ValueError, KeyError, TypeError):
            return Journal()

    def _journal_write(self, journal: Journal) -> None:
        self.journal = journal
        try:
            self._own.mkdir(parents=True, exist_ok=True)
            atomic.write(self._own / _JOURNAL, json.dumps(asdict(journal), ensure_ascii=False, indent=1).encode())
        except OSError as error:
            raise files.unwritable(error, str(self._own)) from error


def _actions(found: list[dict[str, Any]]) -> tuple[Action, ...]:
    return tuple(Action(Register(a["register"]), dict(a["values"]), str(a["row"])) for a in found)
