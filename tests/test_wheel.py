"""The wheel: in a clean environment its command builds an edition folder that is outside the repository."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from places import REPOSITORY


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the repository. Skips if the build backend cannot be installed."""
    source = tmp_path_factory.mktemp("source") / "repository"
    source.mkdir()
    for name in ("theme", "scripts"):
        shutil.copytree(REPOSITORY / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "mkdocs.yml", "requirements.lock", "README.md", "LICENSE"):
        shutil.copyfile(REPOSITORY / name, source / name)
    out = source.parent / "wheel"
    built = _run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(out), str(source))
    if built.returncode:
        pytest.skip(f"the wheel needs its build backend from the network: {built.stderr.strip().splitlines()[-1]}")
    return next(out.glob("*.whl"))


def test_the_wheel_contains_all_that_editions_share(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for path in (REPOSITORY / "theme").rglob("*"):
        if path.is_file():
            assert f"editio/shared/{path.relative_to(REPOSITORY).as_posix()}" in names
    assert {"editio/shared/mkdocs.yml", "editio/shared/requirements.lock", "editio/languages/en.toml"} <= names


def test_its_command_builds_an_edition_in_a_clean_environment(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    assert not _run(sys.executable, "-m", "venv", "--without-pip", str(environment)).returncode
    pip = (sys.executable, "-m", "pip", "--python", str(environment / "bin/python"), "install", "--quiet")
    installed = _run(*pip, "--no-compile", str(wheel))  # most of what is installed is never loaded
    if installed.returncode:
        pytest.skip(f"the packages need the network: {installed.stderr.strip().splitlines()[-1]}")
    edition = shutil.copytree(
        REPOSITORY / "specimen", tmp_path / "edition", ignore=shutil.ignore_patterns("build"), symlinks=True
    )
    made = _run(str(environment / "bin/editio"), "site", str(edition), cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    page = (edition / "build/site/chapters/01/index.html").read_text("utf-8")
    assert 'id="p1"' in page
    assert list((edition / "build/site/stylesheets").glob("*.css"))


def _run(*command: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
