"""How the mutation tester runs the tests: a pytest plugin that `make mutation` loads.

A mutant is dead as soon as one test fails, so the tests of its own module go first, then the fastest files.
And what the fixture of a module calls counts for every test that uses it: the tester by itself would count it
for the first of these alone, and try a mutant on no other.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings
from mutmut.state import state
from wordfreq import zipf_frequency

SLOW = 0.25  # seconds; faster tests stay with those of their file, which may share a fixture

settings.register_profile("mutation", max_examples=25, derandomize=True, database=None, deadline=None)
settings.load_profile("mutation")
zipf_frequency("", "en")  # reads the dictionary once, before a process is forked for each mutant

_called: dict[tuple[str, str], set[str]] = {}  # functions that a fixture called, by its module and name


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    seconds = state().duration_by_test
    mutant = os.environ.get("MUTANT_UNDER_TEST", "").split(".")
    files: defaultdict[Path, float] = defaultdict(float)
    for item in items:
        files[item.path] += seconds.get(item.nodeid, 0)

    def key(item: pytest.Item) -> tuple[bool, float, float, Path]:
        own = item.path.stem.removeprefix("test_") in mutant
        alone = seconds.get(item.nodeid, 0)
        return not own, alone if alone > SLOW else 0, files[item.path], item.path

    items.sort(key=key)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[object]) -> Generator[None, object, object]:
    before = set(state()._stats)
    value = yield
    if fixturedef.scope == "module":
        _called[fixturedef.baseid, fixturedef.argname] = state()._stats - before
    return value


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Function) -> None:
    for fixtures in item._fixtureinfo.name2fixturedefs.values():
        for fixture in fixtures:
            state()._stats.update(_called.get((fixture.baseid, fixture.argname), ()))
