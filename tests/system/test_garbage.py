"""Python searches for no garbage while an edition is made, and does again afterwards."""

from __future__ import annotations

import gc
from contextlib import suppress

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
