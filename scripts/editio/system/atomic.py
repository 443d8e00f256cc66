"""Files and folders that change in one step: at any moment, and after a kill, either the old or the new one is there,
complete.

A new file or folder is made beside its place, with `.new` after its name, and then renamed. A killed process leaves its
`.new` behind. If the system cannot exchange two folders, it may also leave the old one as `.old`. `recover` repairs
both. The caller makes sure that no other process writes the same place (`site.locked`).
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
            os.fsync(out.fileno())  # otherwise a power failure may keep the new name and lose the content
        new.replace(file)
    except OSError:
        new.unlink(missing_ok=True)
        raise


def beside(place: Path) -> Path:
    """The path of the new version of a file or folder until it is complete."""
    return place.with_name(place.name + _NEW)


def fresh(place: Path) -> Path:
    """Make an empty folder beside a place, for the new version (see `swap`)."""
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
    """Repair what a killed process left in a folder. No other process may be at work in it."""
    for old in folder.glob(f"*{_OLD}"):
        place = old.with_suffix("")
        if place.exists():
            _remove(old)
        else:
            old.rename(place)
    for new in folder.glob(f"*{_NEW}"):
        _remove(new)


def exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders in one step (renameat2 of Linux). Returns False if the system cannot."""
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
