"""Python searches for no garbage while an edition is made, and does again afterwards; caches can be emptied."""

from __future__ import annotations

import gc
import sys
import weakref
from contextlib import suppress
from functools import cache
from types import ModuleType

import pytest

from editio.system import garbage


def test_the_search_is_off_meanwhile_and_on_again_after_an_error() -> None:
    with suppress(ZeroDivisionError), garbage.postponed():
        assert not gc.isenabled()
        raise ZeroDivisionError
    assert gc.isenabled()


def test_one_within_another_leaves_it_off() -> None:
    with garbage.postponed():
        with garbage.postponed():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


class Lamp:
    pass


def test_the_caches_of_a_package_let_go_of_their_values(monkeypatch: pytest.MonkeyPatch) -> None:
    left = {}
    for name in ("harbour.lamps", "quay.lamps"):
        module = ModuleType(name)
        module.lit = cache(lambda: Lamp())  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, name, module)
        left[name] = weakref.ref(module.lit())
    garbage.forget("harbour")
    assert {name for name, lamp in left.items() if lamp() is not None} == {"quay.lamps"}
