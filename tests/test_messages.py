"""Every coded message once: a tiny edition on which the build says it, and the whole of what is said.

`messages/CODE/` is an edition folder; its `golden.txt` is the complete report. After a change that is
meant to change a message, `pytest --golden` rewrites the golden files: review them as diffs.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from editio.commands.app import app
from editio.inputs import folder as inputs_folder
from editio.model.messages import CODES, Message
from editio.outputs import catalogue as outputs
from editio.site import tree as site
from editio.stages import structure
from editio.stages.structure import limits
from editio.system import cores

MESSAGES = Path(__file__).parent / "messages"
RULE = "-" * 40 + "\n"
STEP = "  · "  # begins the names of the stages, which are progress and no report
# Most of what the build has to say, `report` says; these codes belong to other commands.
COMMANDS = {
    "W002": ("report", "--witness", "/dev/null"),
    "I01": ("check",),
    "I02": ("check",),
    "I03": ("check",),
    "I04": ("check",),
    "F901": ("proof",),
    "F902": ("proof", "--check"),
    "R002": ("publish",),
    "R003": ("publish",),
    "V106": ("version", "nothing is new"),
    "V107": ("version", "a comma"),
    "R001": ("trace", "chapters/07/#p1", "--edition"),
    "M801": ("site",),
    "W031": ("site",),
    "W032": ("site",),
    "M802": ("site",),
    "M803": ("site",),
    "M804": ("pdf",),
    "M811": ("pdf",),
    "M805": ("site",),
    "M806": ("site",),
    "M810": ("new", "--witness", "/dev/null"),
    "M807": ("site",),
    "M808": ("site",),
    "M809": ("site",),
    "M812": ("site",),
}


@contextmanager
def piece_taken_out(_: Path) -> Iterator[None]:
    """A structure stage that loses a piece of the ledger, as no input makes it do."""
    whole = structure.arrange

    def arrange(*arguments, **named):  # type: ignore[no-untyped-def]
        edition, messages = whole(*arguments, **named)
        return replace(edition, aside=edition.aside[1:]), messages

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(structure, "arrange", arrange)
        yield


@contextmanager
def another_build(folder: Path) -> Iterator[None]:
    with site.locked(site.Target(folder)):
        yield


@contextmanager
def no_typst(_: Path) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "typst", None)
        yield


@contextmanager
def a_day_for_a_time(_: Path) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "2026-11-24")
        yield


@contextmanager
def too_little_memory(_: Path) -> Iterator[None]:
    """The system kills the process that makes the files."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cores, "count", lambda: 2)
        patch.setattr(cores, "_MEMORY", sys.maxsize)
        patch.setattr(outputs, "files", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
        yield


@contextmanager
def a_link(edition: Path) -> Iterator[None]:
    (edition / "docs").mkdir(exist_ok=True)
    (edition / "docs" / "leak.md").symlink_to("../../secret.txt")
    yield


@contextmanager
def few_files(_: Path) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inputs_folder, "MOST_FILES", 0)
        yield


@contextmanager
def small_files(_: Path) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inputs_folder, "LARGEST", 100)
        yield


@contextmanager
def nothing_else(_: Path) -> Iterator[None]:
    yield


@contextmanager
def small_paragraphs(_: Path) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limits, "MOST", 20)
        yield


CIRCUMSTANCES = {
    "L701": piece_taken_out,
    "M802": another_build,
    "R003": another_build,  # what else publish says takes a whole site
    "M804": no_typst,
    "M805": a_day_for_a_time,
    "M806": too_little_memory,
    "M807": a_link,
    "M808": small_files,
    "M812": few_files,
    "S509": small_paragraphs,
}


def placed(fixture: Path, folder: Path) -> Path:
    """A copy of a fixture's edition with its witness's SHA-256 where edition.toml says SHA256."""
    shutil.copytree(fixture, folder, ignore=shutil.ignore_patterns("golden.txt"))
    (folder / "witness").mkdir(exist_ok=True)
    witness = folder / "witness" / "w.txt"
    sha256 = hashlib.sha256(witness.read_bytes() if witness.is_file() else b"").hexdigest()
    settings = folder / "edition.toml"
    settings.write_text(settings.read_text("utf-8").replace("SHA256", sha256), "utf-8")
    return folder


def said(command: tuple[str, ...], folder: Path) -> str:
    """What a command prints about an edition folder, without the names of the steps and where the
    folder lies, and how it ends."""
    result = CliRunner().invoke(app, [*command, str(folder)], env={"WITNESS": None})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    printed = (result.stdout + result.stderr).replace(f"{folder}/", "").replace(str(folder), "the edition folder")
    report = "".join(line for line in printed.splitlines(keepends=True) if not line.startswith(STEP))
    return f"{report}{RULE}exit code {result.exit_code}\n"


@pytest.mark.parametrize("code", CODES)
def test_message(code: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    fixture = MESSAGES / code
    folder = placed(fixture, tmp_path / code)
    with CIRCUMSTANCES.get(code, nothing_else)(folder):
        report = said(COMMANDS.get(code, ("report",) if code.startswith("Q") else ("report", "--all")), folder)
    assert f" {code} {CODES[code].severity}: {CODES[code].meaning}" in report
    golden = fixture / "golden.txt"
    if request.config.getoption("--golden"):
        golden.write_text(report, "utf-8")
    assert report == golden.read_text("utf-8")


def test_every_code_has_its_fixture_and_no_other_is_there() -> None:
    assert {folder.name for folder in MESSAGES.iterdir()} == set(CODES)


def test_a_message_sends_no_commands_to_a_terminal_and_makes_no_lines_of_its_own() -> None:
    """Files and details are other people's text, the keys of edition.toml among them."""
    said = str(Message(1, 1, "A002", "\x1b[2J\x07\nok\r\x9b1m\u202ekey", file="\x1b]0;a\nb"))
    assert said.count("\n") == 1  # before the hint
    assert all(character.isprintable() for character in said.replace("\n", ""))
    assert said.startswith(r"\x1b]0;a\nb:1:1: A002 error: ")
