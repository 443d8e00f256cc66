"""A newcomer's first ten minutes at the desk, by clicks and keys alone and without opening a file (`make newcomer`)."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

from playwright.sync_api import Page

from building import served
from editio.inputs.registers import Role, load
from places import REPOSITORY

_SECONDS = 4  # for one action: ten minutes are 150 actions
_TEN_MINUTES = 600 // _SECONDS


def _newcomer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("newcomer", REPOSITORY / "scripts" / "newcomer.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def test_a_newcomer_does_all_tasks_in_ten_minutes(page: Page, tmp_path: Path) -> None:
    newcomer = _newcomer()
    edition = newcomer.prepared(tmp_path)
    before = load(edition)
    with served("desk", edition) as address:
        actions = newcomer.work(page, address, lambda _: None)
    after = load(edition)
    written = {entry.reading: entry.edited for entry in after.emendations[len(before.emendations) :]}
    assert {reading.strip("1"): edited for reading, edited in newcomer.READINGS.values()}.items() <= {
        reading.strip("1"): edited for reading, edited in written.items()
    }.items()
    decided = len(written) - len(newcomer.READINGS) + len(after.settled) - len(before.settled)
    assert decided == len(newcomer.SUSPECTS)
    marked = [entry.role for entry in after.structure[len(before.structure) :]]
    assert sorted(marked) == [Role.PAGE, Role.SECTION, Role.SECTION]
    assert len(after.names) == len(before.names) + 1
    assert actions <= _TEN_MINUTES
