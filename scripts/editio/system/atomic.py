"""Files and folders that change in one step: whoever looks, at whatever instant, finds the earlier one or the
new one, whole; so does whoever looks after a kill.

What is new is made beside its place, under that place's name with `.new` after it, and then renamed. A killed
process leaves its `.new` behind, and where the system cannot exchange two folders perhaps the earlier one as
`.old`; `recover` makes good for both. The caller sees to it that nobody else makes the same thing (`site.locked`).
"""

from __future__ import annotations

import ctypes
import os
import shutil
from pathlib import Path

_NEW, _OLD = ".new", ".old"


def write(file: Path, content: bytes, made_in: Path | None = None) -> None:
    """Put a file in the place of the earlier one; if that fails (OSError) the earlier one stays. The new one is made
    beside it, or in another folder of the same file system, if nothing else may be seen beside it."""
    new = beside(made_in / file.name if made_in else file)
    try:
        with new.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())  # or a machine that stops may keep the new name and lose what it names
        new.replace(file)
    except OSError:
        new.unlink(missing_ok=True)
        raise


def beside(place: Path) -> Path:
    """Where that is made which is to take this place."""
    return place.with_name(place.name + _NEW)


def fresh(place: Path) -> Path:
    """An empty folder beside a place, to make in it what is to take the place (`swap`)."""
    new = beside(place)
    _remove(new)
    new.mkdir(parents=True)
    return new


def swap(place: Path) -> None:
    """Put the finished folder beside a place in the place of the earlier one."""
    new = beside(place)
    if not place.exists():
        new.rename(place)
    elif exchanged(new, place):
        shutil.rmtree(new, ignore_errors=True)
    else:  # a system that cannot: for an instant the earlier one is beside its place
        old = place.with_name(place.name + _OLD)
        _remove(old)
        place.rename(old)
        try:
            new.rename(place)
        except OSError:
            old.rename(place)
            raise
        shutil.rmtree(old, ignore_errors=True)


def recover(folder: Path) -> None:
    """Put right what a killed process left in a folder in which nobody else is at work."""
    for old in folder.glob(f"*{_OLD}"):
        place = old.with_suffix("")
        if place.exists():
            _remove(old)
        else:
            old.rename(place)
    for new in folder.glob(f"*{_NEW}"):
        _remove(new)


def exchanged(one: Path, other: Path) -> bool:
    """Two folders exchanged in one step (renameat2 of Linux); False where the system has no such thing."""
    libc = ctypes.CDLL(None, use_errno=True)
    try:
        renameat2 = libc.renameat2
    except AttributeError:
        return False
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    return bool(renameat2(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
