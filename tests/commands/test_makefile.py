"""The words of `make` that reach a command."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import pytest

from places import REPOSITORY

pytestmark = pytest.mark.skipif(not shutil.which("make"), reason="make is missing")

_SHOW = "import json, os, sys; print(json.dumps([sys.argv[1:], os.environ.get('WITNESS')]))"


def _reached(*words: str) -> tuple[list[str], str | None]:
    """The arguments and the witness of the environment that a command of `make` is given."""
    build = f'BUILD="{sys.executable}" -c "{_SHOW}"'
    command = ["make", "--silent", "--assume-old=.venv/installed", *words, build]
    result = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    arguments, witness = json.loads(result.stdout)
    return arguments, witness


@pytest.mark.parametrize("command", ["serve", "desk"])
def test_a_folder_and_its_witness_are_both_named(command: str) -> None:
    arguments, _ = _reached(command, "FOLDER=my book", "WITNESS=the $$ ocr.txt", "PORT=8123")
    assert arguments == [command, "my book", "--witness", "the $ ocr.txt", "--port", "8123"]


@pytest.mark.parametrize("command", ["site", "serve", "desk"])
def test_a_witness_alone_is_that_of_this_repository(command: str) -> None:
    assert _reached(command, "WITNESS=the ocr.txt") == ([command], "the ocr.txt")
