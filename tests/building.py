"""The command line as a process of its own, for tests of how it ends and what it leaves, and editions for it."""

from __future__ import annotations

import hashlib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from editio.commands.app import app
from editio.desk import server
from editio.system import cores
from places import REPOSITORY

_HOUSE = ("docs", "theme", "scripts", "mkdocs.yml", "requirements.lock")  # what a build needs of the repository
SETTINGS = """[book]
title = "The Salt Road"
running_title = "The Salt Road"
author = "Ada Ferrow"
year = 1977

[witness]
name = "w.txt"
sha256 = "{sha256}"

[rights]
cleared = true
statement = "Written for the tests; free to use."
"""
PARAGRAPH = """The road to the salt pans was made by the people who
walked it, and nobody ever paid them for the work.
"""
WITNESS = f" CHAPTER 1\nThe Salt Road\n\n{PARAGRAPH}\n1\n"
_PATIENCE = 600  # seconds until a test gives up waiting; nothing is measured


def specimen(folder: Path) -> Path:
    """A copy of the specimen, its address given so that the site map has the pages in it."""
    edition = shutil.copytree(REPOSITORY / "specimen", folder, ignore=shutil.ignore_patterns("build"))
    settings = edition / "edition.toml"
    text = settings.read_text("utf-8").replace("# address =", "address =")
    assert "\naddress =" in text
    settings.write_text(text, "utf-8")
    return edition


def edition(folder: Path, text: str | bytes | None = WITNESS, files: Mapping[str, str | bytes] = {}) -> Path:
    """An edition of one page, which is soon built: its folder, with this witness, if any, and these files besides or
    instead of its own."""
    data = text.encode() if isinstance(text, str) else text
    settings = SETTINGS.format(sha256=hashlib.sha256(data or b"").hexdigest())
    everything: dict[str, str | bytes] = {"edition.toml": settings, "docs/index.md": "# Home\n", **files}
    if data is not None:
        everything["witness/w.txt"] = data
    for name, content in everything.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


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


def invoked(*arguments: str | Path) -> Result:
    """The command line in this process, without further ones: each would load for itself what this one keeps from one
    build to the next."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cores, "count", lambda: 1)
        return CliRunner().invoke(app, [str(argument) for argument in arguments], env={"WITNESS": None})


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, byte for byte."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def pages(site: Path) -> list[Path]:
    """The pages of a site in folders of their own, without those that only lead on from a former address."""
    return [file for file in site.rglob("index.html") if b'http-equiv="refresh"' not in file.read_bytes()]


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """The names of the files that only one of two folders has, or that differ."""
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


def free_port() -> int:
    """A port of this machine that nobody has: not one of those that the system gives to connections, of which one may
    take it before a server does."""
    while True:
        port = random.SystemRandom().randrange(20_000, 32_000)
        with suppress(OSError), server.bound(port):
            return port


@contextmanager
def served(command: str, edition: Path) -> Iterator[str]:
    """The address at which `serve` or `desk` shows an edition, by a process that ends with the test."""
    build = str(REPOSITORY / "scripts" / "build.py")
    process = subprocess.Popen(
        [sys.executable, build, command, str(edition), "--port", str(free_port())], stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    line = next(line for line in process.stderr if "until Ctrl-C" in line)
    yield line.split()[0]
    process.terminate()
    process.wait()


def word_of_the_first_chapter(lines: list[str]) -> tuple[int, str]:
    """A line of the first chapter and a long word in it that it has once."""
    first = next(i for i, line in enumerate(lines) if line.startswith("CHAPTER")) + 8
    for number, line in enumerate(lines[first:], first + 1):
        for word in re.findall(r"(?<= )[a-z]{7,}(?= [a-z]+ )", line):
            if line.count(word) == 1:
                return number, word
    raise AssertionError("no such word")
