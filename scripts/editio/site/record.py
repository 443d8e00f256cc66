"""A digest of the inputs of a site, kept beside it: an edition whose inputs still have this digest need not be built
again.

The inputs are the files of the edition folder, the witness, the engine, the theme and its configuration, and the
versions of the libraries and of Python. The record is deleted before a build and written after it has succeeded, so it
never describes another site.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from editio.inputs.folder import REGISTERS, SCANS
from editio.system import atomic
from editio.system.resources import CONFIG, ENGINE, LOCK, THEME

RECORD = "inputs.sha256"  # in the edition's folder build/
REPORT = "report.json"  # the report of the last build (`editio.commands.summary`), beside the record
OTHERS = ("edition.toml", "docs", SCANS)  # of an edition folder, besides its registers
SHARED = (CONFIG, THEME)  # by all editions
_CACHED = "__pycache__"


def witness_in(edition: Path) -> Path | None:
    """The only file in an edition's folder `witness/`, or that folder if it holds more."""
    witness = edition / "witness"
    files = [file for file in witness.iterdir() if not file.name.startswith(".")] if witness.is_dir() else []
    return files[0] if len(files) == 1 else witness if files else None


def digest(edition: Path, witness: Path) -> str:
    """The digest of all inputs of a site. Raises an OSError if a file cannot be read."""
    sha = hashlib.sha256(_engine().encode())
    for name in (*OTHERS, *REGISTERS):
        _add(sha, edition, edition / name)
    _add(sha, witness.parent, witness)
    return sha.hexdigest()


def unchanged(edition: Path, witness: Path) -> bool:
    """Whether the edition's site was built from the present inputs."""
    build = edition / "build"
    try:
        return (build / "site").is_dir() and (build / RECORD).read_text("ascii") == digest(edition, witness)
    except (OSError, UnicodeDecodeError):
        return False


def warnings(edition: Path) -> list[str]:
    """The warnings of the last build, each as a line."""
    try:
        report = json.loads((edition / "build" / REPORT).read_text("utf-8"))
        return [f"{found['code']} warning: {found['meaning']} {found['detail']}" for found in report["warnings"]]
    except (OSError, ValueError, KeyError, TypeError):
        return []


@contextmanager
def recorded(edition: Path, witness: Path) -> Iterator[None]:
    """Context in which the site is built. If it succeeds, the digest of the inputs before the build is recorded. The
    caller holds the edition's lock."""
    record = edition / "build" / RECORD
    forget(edition)
    try:
        before = digest(edition, witness)
    except OSError:
        before = ""  # the build will report the file
    yield
    if before:
        atomic.write(record, before.encode("ascii"))


def forget(edition: Path) -> None:
    """Delete the record, because the site has been changed since its build."""
    (edition / "build" / RECORD).unlink(missing_ok=True)


@cache
def _engine() -> str:
    """The digest of the inputs that all editions share."""
    sha = hashlib.sha256(sys.version.encode())
    for path in (*SHARED, LOCK, ENGINE):
        _add(sha, path.parent, path)
    return sha.hexdigest()


def _add(sha: hashlib._Hash, root: Path, path: Path) -> None:
    """Add a file, or the files of a folder, each with its name and length."""
    files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path] if path.is_file() else []
    for file in files:
        if _CACHED not in file.parts:
            data = file.read_bytes()
            sha.update(f"{file.relative_to(root).as_posix()}\0{len(data)}\0".encode() + data)
