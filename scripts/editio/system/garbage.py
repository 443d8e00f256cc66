"""When Python searches for garbage, and when it lets go of cached values.

Python frees a value as soon as nothing refers to it. Only values that refer to each other in a circle must be searched
for, and for that Python looks through all values again and again while many are made. An edition consists of many small
values without circles, so this search takes a fourth of the time of its stages and finds nothing.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def postponed(kept: bool = False) -> Iterator[None]:
    """Suspend garbage collection within this context. With `kept`, its objects are never searched again, because they
    will be used for long."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if kept:
            gc.freeze()
        if was_on:
            gc.enable()


def forget(package: str) -> None:
    """Empty the caches of a package's functions."""
    for name, module in list(sys.modules.items()):
        if name.startswith(package):
            for value in vars(module).values():
                if clear := getattr(value, "cache_clear", None):
                    clear()
