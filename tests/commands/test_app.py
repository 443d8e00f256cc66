"""The list of commands, which whoever asks for it sees at once."""

from __future__ import annotations

import subprocess
import sys

from typer.testing import CliRunner

from editio.commands.app import COMMANDS, app
from places import REPOSITORY

LIST = """
import sys
from editio.commands.app import app
app(["--help"], standalone_mode=False)
assert "typer" in sys.modules
assert not {"editio.edition", "editio.outputs", "editio.site.html", "mkdocs", "pydantic"} & set(sys.modules)
"""


def test_the_list_of_commands_has_the_words_of_each_and_loads_no_engine() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIST], capture_output=True, text=True, check=True, cwd=REPOSITORY / "scripts"
    )
    listed = dict(line.split(maxsplit=1) for line in done.stdout.partition("Commands:\n")[2].splitlines())
    assert list(listed) == list(COMMANDS)
    for name, words in listed.items():
        said = " ".join(CliRunner().invoke(app, [name, "--help"]).stdout.split())
        assert words.strip().removesuffix("...") in said
