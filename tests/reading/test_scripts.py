"""The linter and the formatter have nothing to say of the scripts and styles (rules in `biome.jsonc`)."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from places import REPOSITORY


def test_scripts_and_styles_pass_the_linter_and_the_formatter(biome: Path) -> None:
    command = [str(biome), "check", "--error-on-warnings", "--colors=off"]
    run = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "Checked" in run.stdout + run.stderr


def test_no_rule_names_a_pseudo_element_where_it_matches_nothing() -> None:
    sheets = [*REPOSITORY.glob("theme/**/*.css"), *REPOSITORY.glob("scripts/editio/**/*.css")]
    assert sheets
    assert [
        sheet.name for sheet in sheets if re.search(r":(?:is|where|not|has)\([^()]*::", sheet.read_text("utf-8"))
    ] == []
