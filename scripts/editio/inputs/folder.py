"""The files of an edition folder, checked before any of them is read or written.

An edition folder may come from someone else. A link in it could make a build read a file of this machine and
publish it, or write over one; reading a pipe or a device would never end. So an edition folder holds plain files
and folders and nothing else. Files that people name on the command line are their own affair.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from editio.model.messages import Message, Refusal

PICTURES = "images"  # in the folder build: the pictures that were made of scans
REGISTERS = ("apparatus", "notes", "appendices")
SCANS = "images"  # in the edition folder: images of the printed pages
PARTS = ("edition.toml", "docs", *REGISTERS, "witness", SCANS)
LARGEST = 256 * 2**20  # bytes of one file
MOST_FILES = 50_000  # in each of its parts; a book has some thousand leaves


def check(edition: Path) -> None:
    """Refuse an edition folder that holds a link or a special file (M807), a file that is too large (M808), or too
    many files (M812), which are counted before anything is sorted or read."""
    if full := [part for part in PARTS if _has_too_many(edition / part)]:
        raise Refusal(*(Message(0, 0, "M812", "", part) for part in full))
    faults = [fault for name in PARTS for fault in _faults(edition / name, edition)]
    if faults:
        raise Refusal(*faults)


def check_outputs(edition: Path) -> None:
    """Refuse to build if the folder `build` is a symbolic link, or contains one where the build writes (M807)."""
    build = edition / "build"
    entries = [build, *_within(build), *_within(build / PICTURES)]
    if links := [_link(entry, edition) for entry in sorted(entries) if _is_special(entry)]:
        raise Refusal(*links)


def _within(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else []


def _has_too_many(path: Path) -> bool:
    found = 0
    for _, folders, files in os.walk(path):
        found += len(folders) + len(files)
        if found > MOST_FILES:
            return True
    return False


def _faults(path: Path, edition: Path) -> Iterator[Message]:
    """Everything at or below a path that is not a plain file or folder. Links are not followed."""
    if not os.path.lexists(path):
        return
    if _is_special(path):
        yield _link(path, edition)
    elif path.is_dir():
        for entry in sorted(path.iterdir()):
            yield from _faults(entry, edition)
    elif path.stat().st_size > LARGEST:
        yield Message(0, 0, "M808", f"It has {path.stat().st_size:,} bytes.", _place(path, edition))


def _is_special(path: Path) -> bool:
    """Whether a path is a link, a pipe, a socket or a device."""
    if not os.path.lexists(path):
        return False
    mode = path.lstat().st_mode
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _link(path: Path, edition: Path) -> Message:
    what = f"It is a link to {path.readlink()}." if path.is_symlink() else "It is a pipe, a socket or a device."
    return Message(0, 0, "M807", what, _place(path, edition))


def _place(path: Path, edition: Path) -> str:
    return path.relative_to(edition).as_posix()


def unwritable(error: OSError, place: str) -> Refusal:
    """The refusal (M803) for an error of writing. It names the file of the error, or else `place`."""
    named = error.filename2 or error.filename or place  # if a file was copied, the second is the copy
    return Refusal(Message(0, 0, "M803", f"{error.strerror or error}.", str(named)))
