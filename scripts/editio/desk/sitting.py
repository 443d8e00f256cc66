"""The work of an editor at the desk: entries are tried on the edition before they are written, and kept in a journal.

An entry is tried first: the stages run with the register as it would be. If they refuse it, nothing is written and the
editor reads why. If they accept it, the register is replaced in one step. Each time the registers are read from the
disk, so a change made elsewhere is part of what is tried, and a register that changes between reading and writing is
tried again, never overwritten.

In a long book the stages take some seconds. So that the page shows a change at once, the text is first made with the
pages, parts and notes as they were (`ahead`); the stages then run, and only their result is written. The last results
are kept, so that an entry is written at once after its preview, and undone at once.

The journal (`build/desk/journal.json`) remembers every entry of the desk, so undo and redo survive a reload and a
restart. Undo puts a row back as it was and redo changes it again; both are tried like any other change. Begin reading
at `Sitting.enter`.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from editio import edition as stages
from editio import proof
from editio.desk import rows
from editio.desk.images import PageImages
from editio.inputs import folder as files
from editio.inputs.registers import Apparatus, Entry, Settled, files_of, of_files
from editio.inputs.registers.catalogue import TABLES
from editio.inputs.registers.entry import Held
from editio.inputs.registers.faults import columns
from editio.model.messages import Refusal
from editio.model.witness import Witness
from editio.system import atomic, garbage

_JOURNAL = "journal.json"
_ATTEMPTS = 5  # to write a register that is being changed elsewhere
_KEPT = 3  # results of the stages


class Elsewhere(Exception):
    """Raised if a register was changed elsewhere in a way that conflicts with a request."""


class Register(StrEnum):
    """The registers that the desk writes."""

    EMENDATIONS = "apparatus/emendations.tsv"
    RECURRING = "apparatus/recurring.tsv"
    SETTLED = "apparatus/settled.tsv"
    STRUCTURE = "apparatus/structure.tsv"
    NAMES = "apparatus/names.tsv"


KINDS: Mapping[Register, type[Entry]] = {register: TABLES[PurePosixPath(register).stem] for register in Register}


@dataclass(frozen=True)
class Edited:
    """The edition as the registers make it now."""

    files: Mapping[str, bytes]
    apparatus: Apparatus
    built: stages.Built

    @cached_property
    def token(self) -> str:
        """Changes if a register changes."""
        sha = hashlib.sha256()
        for name, data in sorted(self.files.items()):
            sha.update(f"{name}\0{len(data)}\0".encode() + data)
        return sha.hexdigest()[:16]


@dataclass(frozen=True)
class Action:
    """A change of one row: added (`old` is ""), changed, or removed (`row` is "") at line `at`."""

    register: Register
    values: Mapping[str, str]
    row: str
    old: str = ""
    at: int = 0


@dataclass(frozen=True)
class Wish:
    """A change that an editor asks for: a new entry, or other values for a row. Without values the row is removed."""

    register: Register
    values: Mapping[str, str] | None
    row: str = ""


@dataclass(frozen=True)
class Journal:
    """The actions done, oldest first, and those undone, in the order of undoing."""

    done: tuple[Action, ...] = ()
    undone: tuple[Action, ...] = field(default=())


class Sitting:
    """One edition folder at the desk. Its methods may be called by any thread, one at a time does something."""

    def __init__(self, folder: Path, witness: Witness) -> None:
        self.folder, self._witness = folder, witness
        self._lock = threading.RLock()
        self._edited: Edited | None = None
        self._kept: tuple[Edited, ...] = ()  # the last one first
        self._found: tuple[stages.Built, tuple[proof.Suspect, ...]] | None = None  # the last suspects
        self._free = threading.Event()  # not set while `ahead` has the processor
        self._free.set()
        files.check_outputs(folder)
        self._own = folder / "build" / "desk"
        self.images = PageImages(folder)
        self.journal = self._journal_read()

    def edited(self) -> Edited:
        """The edition from the registers on the disk. Raises a Refusal of entries that do not fit."""
        found = files_of(self.folder)
        known = self._edited
        if known is not None and known.files == found:
            return known  # without waiting for an entry that is being tried
        with self._lock:
            return self._of(files_of(self.folder))

    def suspects(self, edited: Edited) -> tuple[proof.Suspect, ...]:
        """Every suspect of an edition, settled or not. In a long book it takes seconds to find them."""
        known = self._found
        if known is None or known[0] is not edited.built:
            known = self._found = edited.built, proof.suspects(edited.built)
        return known[1]

    def ahead(self, *wishes: Wish) -> Edited | None:
        """The text after these wishes, with pages, parts and notes as they are. Writes nothing. Returns None if the
        present edition is not built yet, and raises a Refusal of entries that do not fit their lines. All wishes except
        the last are being tried meanwhile, so one of them may have been written already."""
        edited = self._edited
        if edited is None:
            return None
        self._free.clear()
        try:
            found = dict(edited.files)
            apparatus = edited.apparatus
            for wish in (*(wish for wish in wishes[:-1] if not self._has(wish)), *wishes[-1:]):
                found[wish.register.value] = self._with(found.get(wish.register, b""), wish, apparatus)
                apparatus = of_files(found)
            with garbage.postponed():
                return Edited(found, apparatus, stages.ahead(edited.built, apparatus))
        finally:
            self._free.set()

    def _has(self, wish: Wish) -> bool:
        """Whether an entry was written at this desk."""
        wanted = {(name, value) for name, value in (wish.values or {}).items() if value}
        return any(wish.register is done.register and wanted <= done.values.items() for done in self.journal.done)

    def _with(self, data: bytes, wish: Wish, apparatus: Apparatus) -> bytes:
        """A register with a wish fulfilled."""
        names = columns(KINDS[wish.register])
        if not wish.row:
            return rows.added(data, names, self._completed(wish.register, wish.values or {}, apparatus))[0]
        if wish.values is None:
            return rows.removed(data, wish.row) or data
        made = rows.changed(data, names, wish.row, wish.values)
        return made[0] if made else data

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

    def change(self, register: Register, row: str, values: Mapping[str, str]) -> Edited:
        """Put other values into a row of a register; a Refusal, and nothing written, if they do not fit."""
        return self._change(register, row, lambda _: values)

    def withdraw(self, register: Register, row: str) -> Edited:
        """Take a row out of a register. One that a published version has stays on record: it only ends (`until`)."""
        return self._change(register, row, lambda apparatus: self._ending(register, row, apparatus))

    def undo(self) -> Edited:
        """Undo the last change of the desk; a Refusal if something needs it."""
        with self._lock:
            if not self.journal.done:
                raise Elsewhere("There is nothing to undo.")
            *done, action = self.journal.done
            found = self._rewrite(action.register, lambda data: _undone(data, action))
            if found is None:
                self._journal_write(replace(self.journal, done=tuple(done)))
                raise Elsewhere(f"The row in {action.register} was changed or deleted elsewhere: nothing to undo.")
            self._journal_write(Journal(tuple(done), (*self.journal.undone, action)))
            return found

    def redo(self) -> Edited:
        """Do again the change that was undone last."""
        with self._lock:
            if not self.journal.undone:
                raise Elsewhere("There is nothing to redo.")
            *undone, action = self.journal.undone
            if not action.old:
                found = self.enter(action.register, action.values)
                self._journal_write(replace(self.journal, undone=tuple(undone)))
                return found
            again = self._rewrite(action.register, lambda data: rows.exchanged(data, action.old, action.row or None))
            done = self.journal.done if again is None else (*self.journal.done, action)
            self._journal_write(Journal(done, tuple(undone)))
            if again is None:
                raise Elsewhere(f"The row in {action.register} was changed or deleted elsewhere: nothing to redo.")
            return again

    def _change(self, register: Register, row: str, new: Callable[[Apparatus], Mapping[str, str] | None]) -> Edited:
        """Change a row, or take it out if `new` gives no values."""
        with self._lock:
            before = files_of(self.folder)
            data = before.get(register, b"")
            at = rows.place(data, row)
            values = new(self._of(before).apparatus)
            made = rows.changed(data, columns(KINDS[register]), row, values) if values is not None else None
            found = self._rewrite(
                register, lambda now: (made[0] if made else rows.removed(now, row)) if now == data else None
            )
            if at is None or found is None:
                raise Elsewhere(f"The row in {register} was changed or deleted elsewhere: look at it again.")
            action = Action(register, dict(values or {}), made[1] if made else "", row, at)
            self._journal_write(Journal((*self.journal.done, action)))
            return found

    def _ending(self, register: Register, row: str, apparatus: Apparatus) -> Mapping[str, str] | None:
        """The values of a published row that ends with the version now prepared; None for one that can go."""
        if not apparatus.published or not issubclass(KINDS[register], Held):
            return None
        data = files_of(self.folder).get(register, b"")
        values = next((values for line, values in rows.entries(data) if line == row), {})
        version = apparatus.settings.site.version
        return None if values.get("since") == version else {**values, "until": version}

    def _rewrite(self, register: Register, change: Callable[[bytes], bytes | None]) -> Edited | None:
        """Apply `change` to a register, try the result and write it. Returns None if `change` does."""
        for _ in range(_ATTEMPTS):
            before = files_of(self.folder)
            data = change(before.get(register, b""))
            if data is None:
                return None
            tried = self._try(before, register, data)
            if self._write(register, before.get(register), data):
                self._edited = tried
                return tried
        raise Elsewhere(f"{register} is being changed elsewhere: try again.")

    def _of(self, found: Mapping[str, bytes]) -> Edited:
        if self._edited is None or self._edited.files != found:
            self._edited = self._made(found)
        return self._edited

    def _made(self, found: Mapping[str, bytes]) -> Edited:
        for known in self._kept:
            if known.files == found:
                return known
        apparatus = of_files(found)
        last = self._edited
        if last and apparatus.model_copy(update={"settled": last.apparatus.settled}) == last.apparatus:
            built = last.built  # a suspect that is settled changes nothing in the edition
        else:
            with garbage.postponed(kept=True):
                built = stages.build(self._witness, apparatus, self._give_way)
        made = Edited(dict(found), apparatus, built)
        self._kept = (made, *self._kept[: _KEPT - 1])
        return made

    def _give_way(self, _: str) -> None:
        """Let `ahead` have the processor before the next stage begins."""
        self._free.wait()

    def _try(self, before: Mapping[str, bytes], register: Register, data: bytes) -> Edited:
        """The edition with a register changed; the one before stays the current one."""
        tried = self._made({**before, register.value: data})
        if register is Register.SETTLED:
            self._check_settled(tried)
        return tried

    def _check_settled(self, tried: Edited) -> None:
        """Raises a Refusal (F901) of every new entry that settles no suspect. While an editor works through the queue,
        the suspects found for it are good enough: they are searched for again only if the text of the line has changed
        since, or if the entry matches none of them."""
        before = {_decision(entry) for entry in self._edited.apparatus.settled} if self._edited else set()
        new = tuple(entry for entry in tried.apparatus.settled if _decision(entry) not in before)
        if self._found and all(_text(self._found[0], e.line) == _text(tried.built, e.line) for e in new):
            _, unfit = proof.settle(self._found[1], new)
            if not unfit:
                return
        if new and (unfit := proof.settle(self.suspects(tried), new)[1]):
            raise Refusal(*unfit)

    def _write(self, register: Register, expected: bytes | None, data: bytes) -> bool:
        """Replace a register in one step, unless it has changed meanwhile."""
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
        """The values of an entry, with the id and the version that the desk adds."""
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


def _decision(entry: Settled) -> tuple[int, str, str]:
    return entry.line, entry.reading, entry.kind


def _text(built: stages.Built, number: int) -> str:
    """The edited text of a line of the witness; "" if there is no such line."""
    lines = enumerate(built.edition.witness.lines)
    return next((built.restoration.text(i) for i, line in lines if line.number == number), "")


def _actions(found: list[dict[str, Any]]) -> tuple[Action, ...]:
    return tuple(
        Action(Register(a["register"]), dict(a["values"]), str(a["row"]), str(a.get("old", "")), int(a.get("at", 0)))
        for a in found
    )


def _undone(data: bytes, action: Action) -> bytes | None:
    """A register as it was before an action of the desk; None if its row is no longer there."""
    if action.row:
        return rows.exchanged(data, action.row, action.old or None)
    return rows.inserted(data, action.at, action.old)
