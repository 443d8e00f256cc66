"""The command line as a process of its own, for tests of what befalls one: how it ends, and what it leaves."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from places import REPOSITORY

_HOUSE = ("docs", "theme", "scripts", "mkdocs.yml", "requirements.lock")  # what a build needs of the repository
_PATIENCE = 600  # seconds until a test gives up waiting; nothing is measured


def specimen(folder: Path) -> Path:
    """A copy of the specimen, its address given so that the site map has the pages in it."""
    edition = shutil.copytree(REPOSITORY / "specimen", folder, ignore=shutil.ignore_patterns("build"))
    settings = edition / "edition.toml"
    text = settings.read_text("utf-8").replace("# address =", "address =")
    assert "\naddress =" in text
    settings.write_text(text, "utf-8")
    return edition


def house(folder: Path) -> Path:
    """A copy of what of the repository a build needs."""
    folder.mkdir(parents=True)
    for name in _HOUSE:
        place = REPOSITORY / name
        copy = shutil.copytree if place.is_dir() else shutil.copyfile
        copy(place, folder / name)
    return folder


def start(
    *arguments: str | Path,
    house: Path = REPOSITORY,
    environment: Mapping[str, str] = {},
    prefix: Sequence[str] = (),
    umask: int = 0o022,
) -> subprocess.Popen[str]:
    """The command line as a process. `environment` is added to this one's, less what would choose another witness
    or date; `prefix` is a program that is to start it."""
    inherited = {name: value for name, value in os.environ.items() if name not in ("WITNESS", "SOURCE_DATE_EPOCH")}
    return subprocess.Popen(
        [*prefix, sys.executable, house / "scripts" / "build.py", *arguments],
        env={**inherited, **environment},
        umask=umask,
        preexec_fn=_as_in_a_terminal,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def _as_in_a_terminal() -> None:
    """Whoever runs the tests in the background has SIGINT ignored, in all that they start too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """How a process ended, and what it said."""
    said, _ = process.communicate(timeout=_PATIENCE)
    return process.returncode, said


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, byte for byte."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """The names of the files that only one of two folders has, or that differ."""
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))
