"""How the mutation tester runs the tests (a pytest plugin that `make mutation` loads).

A mutant is dead as soon as one test fails, so the tests of its own module go first, then the fastest. And
what a fixture of a whole module calls counts for every test that uses the fixture: the tester itself gives
it to the first of them alone, and would try a mutant of the engine on that test only.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings
from mutmut.state import state
from wordfreq import zipf_frequency

FAST = 0.25  # seconds; of faster tests those of one file stay together

settings.register_profile("mutation", max_examples=25, derandomize=True, database=None, deadline=None)
settings.load_profile("mutation")
zipf_frequency("", "en")  # reads the dictionary before the processes for the mutants are forked

_called: dict[tuple[str, str], set[str]] = {}  # functions that a fixture called, by its module and name


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    seconds = state().duration_by_test
    mutant = os.environ.get("MUTANT_UNDER_TEST", "").split(".")
    files: Counter[Path] = Counter()
    for item in items:
        files[item.path] += seconds.get(item.nodeid, 0)

    def key(item: pytest.Item) -> tuple[bool, float, float, Path]:
        own = item.path.stem.removeprefix("test_") in mutant
        slow = seconds.get(item.nodeid, 0)
        return not own, slow if slow > FAST else 0, files[item.path], item.path

    items.sort(key=key)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[object]) -> Generator[None, object, object]:
    before = set(state()._stats)
    value = yield
    if fixturedef.scope == "module":
        _called[fixturedef.baseid, fixturedef.argname] = set(state()._stats) - before
    return value


def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> None:
    if call.when == "setup":
        state().duration_by_test[item.nodeid] += call.duration


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    for fixtures in item._fixtureinfo.name2fixturedefs.values():  # type: ignore[attr-defined]
        for fixture in fixtures:
            state()._stats.update(_called.get((fixture.baseid, fixture.argname), ()))
