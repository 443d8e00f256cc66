"""The workflow in Snakemake: it builds what is not built, and nothing else (it is there after `make workflow`)."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from conftest import lacking
from invention import folder
from invention.folder import invent
from places import REPOSITORY


@pytest.fixture(scope="module")
def snakemake() -> str:
    own = REPOSITORY / ".venv-workflow" / "bin" / "snakemake"
    found = str(own) if own.exists() else shutil.which("snakemake")
    if not found:
        lacking("workflow", "Snakemake is not here (make workflow installs it).")
    return str(found)


def run(snakemake: str, library: Path) -> str:
    """What Snakemake says at the end of a run."""
    snakefile = str(REPOSITORY / "scripts" / "workflow" / "Snakefile")
    command = (snakemake, "-s", snakefile, "-d", str(library), "--cores", "2", "--keep-going", "--nolock")
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=library)
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_what_is_built_is_not_built_again_and_what_changed_is(snakemake: str, tmp_path: Path) -> None:
    for seed in (1, 2):
        folder.write(invent(seed, 1, 3), tmp_path / f"book {seed}")
    assert "3 of 3 steps (100%) done" in run(snakemake, tmp_path)
    assert (tmp_path / "build" / "library" / "book 1" / "index.html").is_file()
    assert "Nothing to be done" in run(snakemake, tmp_path)
    (tmp_path / "book 2" / "docs" / "about.md").write_text("# About {: #title }\n\nOnce more.\n", "utf-8")
    assert "2 of 2 steps (100%) done" in run(snakemake, tmp_path)  # the edition and the page
    assert "Once more." in (tmp_path / "book 2" / "build" / "site" / "about" / "index.html").read_text("utf-8")
