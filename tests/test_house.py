"""What the repository says of itself holds: commands, layout, versions, examples, forbidden things."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from editio.commands.app import COMMANDS
from editio.inputs.registers import load
from places import REPOSITORY

README = (REPOSITORY / "README.md").read_text("utf-8")
ARCHITECTURE = (REPOSITORY / "ARCHITECTURE.md").read_text("utf-8")
CONTRIBUTING = (REPOSITORY / "CONTRIBUTING.md").read_text("utf-8")


@pytest.fixture(scope="module")
def files() -> list[Path]:
    """The files that are committed or about to be, from the repository's root."""
    git = ("git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    listed = subprocess.run(git, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout
    return [Path(name) for name in listed.split("\0") if name and (REPOSITORY / name).is_file()]


def table(document: str, header: str) -> list[str]:
    """The names in the first cells of a document's table under this header."""
    rows = document.split(f"| {header} |", 1)[1].split("\n\n", 1)[0].split("\n")[2:]
    return [name for row in rows for name in re.findall(r"`([^`]+)`", row.split("|")[1])]


def pin(requirement: Requirement) -> tuple[str, str]:
    """The package and the one version that a requirement allows."""
    return canonicalize_name(requirement.name), str(requirement.specifier).removeprefix("==")


def pins(lock: str) -> set[tuple[str, str]]:
    """The packages and versions of a lock file, each with its hashes."""
    lines = (REPOSITORY / lock).read_text("utf-8").replace("\\\n", " ").splitlines()
    assert all("--hash=sha256:" in line for line in lines)
    return {pin(Requirement(line.split("--hash", 1)[0].strip())) for line in lines}


def targets() -> set[str]:
    """The commands that the Makefile defines."""
    return set(re.findall(r"^([a-z]+):", (REPOSITORY / "Makefile").read_text("utf-8"), re.M))


def test_every_make_command_that_is_named_exists() -> None:
    ci = (REPOSITORY / ".ci" / "run").read_text("utf-8")
    named = set(re.findall(r"(?:^ *|`)make ([a-z]+)", README + CONTRIBUTING + ci, re.M))
    assert {"site", "test"} <= named <= targets()
    assert {command.removeprefix("make ") for command in table(CONTRIBUTING, "command")} == targets() - {"help"}


def test_make_alone_lists_every_target_with_what_it_does() -> None:
    alone = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    listed = subprocess.run(["make"], cwd=REPOSITORY, env=alone, capture_output=True, text=True, check=True).stdout
    assert {line.split()[1] for line in listed.splitlines()} == targets()
    assert all(len(line.split()) > 3 for line in listed.splitlines())


def test_every_command_of_build_py_that_is_named_exists() -> None:
    named = set(re.findall(r"scripts/build\.py (\w+)", README + CONTRIBUTING))
    assert named
    assert named <= set(COMMANDS)


def test_the_architecture_names_everything_at_the_top_and_nothing_else(files: list[Path]) -> None:
    assert {name.rstrip("/") for name in table(ARCHITECTURE, "place")} == {file.parts[0] for file in files}


def test_the_architecture_names_every_module_of_the_engine_and_nothing_else(files: list[Path]) -> None:
    engine = Path("scripts/editio")
    inside = {file.relative_to(engine).parts[0] for file in files if file.is_relative_to(engine)}
    assert {name.rstrip("/") for name in table(ARCHITECTURE, "room")} == inside - {"__init__.py"}


def test_the_lock_files_hold_what_pyproject_names() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    site, pdf, test, mutation = (pins(f"requirements{end}.lock") for end in ("", "-pdf", "-test", "-mutation"))
    assert {pin(Requirement(line)) for line in project["dependencies"]} <= site
    assert {pin(Requirement(line)) for line in project["optional-dependencies"]["test"]} <= test
    assert {pin(Requirement(line)) for line in project["optional-dependencies"]["supply"]} <= test
    assert {pin(Requirement(line)) for line in project["optional-dependencies"]["pdf"]} <= pdf
    assert {pin(Requirement(line)) for line in project["optional-dependencies"]["mutation"]} <= mutation
    assert site <= pdf <= test <= mutation


def test_the_citation_agrees_with_the_edition_and_the_project() -> None:
    citation = yaml.safe_load((REPOSITORY / "CITATION.cff").read_text("utf-8"))
    edition = tomllib.loads((REPOSITORY / "edition.toml").read_text("utf-8"))
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    assert {"cff-version", "message", "title", "authors"} <= citation.keys()
    assert citation["version"] == edition["site"]["version"] == project["version"]
    assert f"## {citation['version']}" in (REPOSITORY / "CHANGELOG.md").read_text("utf-8")
    book, (cited,) = edition["book"], citation["references"]
    assert (cited["title"], cited["year"]) == (book["title"], book["year"])
    (author,) = cited["authors"]
    assert f"{author['given-names']} {author['family-names']}" == book["author"]
    assert project["license"] in citation["license"]


def test_the_readme_is_short() -> None:
    assert len(README.split()) < 1000


# A heading of CONTRIBUTING.md names a register and an example in a fenced block follows it.
REGISTER = r"(?:apparatus|appendices|notes)/[\w.]+"
EXAMPLE = re.compile(rf"^## [^\n]*`({REGISTER})`\n\n```\w+\n(.*?)```", re.M | re.S)


def test_the_examples_of_contributing_are_entries_that_the_engine_reads(tmp_path: Path) -> None:
    shutil.copy(REPOSITORY / "specimen" / "edition.toml", tmp_path)
    for name, text in EXAMPLE.findall(CONTRIBUTING):
        file = tmp_path / name.replace("/NN.", "/01.").replace("/N.", "/1.")
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
    apparatus = load(tmp_path)
    assert [name for name in type(apparatus).model_fields if not getattr(apparatus, name)] == []


def test_contributing_explains_every_register() -> None:
    engine = (REPOSITORY / "scripts" / "editio" / "inputs" / "registers" / "__init__.py").read_text("utf-8")
    registers = re.findall(rf"^    ({REGISTER}) ", engine, re.M)
    assert registers
    assert sorted(registers) == sorted(name for name, _ in EXAMPLE.findall(CONTRIBUTING))


# Written so that no pattern matches itself.
FORBIDDEN = {
    "a package registry's host": r"(?:pypi|pythonhosted|npmjs|crates|rubygems)\.(?:org|com|io)",
    "the address of a package index": r"--(?:extra-)?index(?:-url)?[= ]",
    "an absolute path of a machine": r"(?<![\w.~*)}])/(?:home|root|work|Users|mnt|opt|srv)/\w",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what: str, files: list[Path]) -> None:
    holding = [
        f"{file}:{text[: match.start()].count(chr(10)) + 1}: {match.group()}"
        for file in files
        if (text := (REPOSITORY / file).read_text("utf-8", errors="ignore"))
        for match in re.finditer(FORBIDDEN[what], text)
    ]
    assert holding == []


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("a package registry's host", "https://files.python" + "hosted.org/x"),
        ("the address of a package index", "pip install --index" + "-url https://example.org"),
        ("an absolute path of a machine", "python /home" + "/somebody/book.txt"),
    ],
)
def test_what_no_file_may_hold_is_recognised(what: str, text: str) -> None:
    assert re.search(FORBIDDEN[what], text)


def test_the_workflow_names_actions_by_commit_and_builds_without_the_right_to_publish() -> None:
    workflow = yaml.safe_load((REPOSITORY / ".github" / "workflows" / "pages.yml").read_text("utf-8"))
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        named = [step["uses"] for step in job["steps"] if "uses" in step]
        assert [action for action in named if not re.search(r"@[0-9a-f]{40}$", action)] == []
        if any("run" in step for step in job["steps"]):
            assert job["permissions"] == {"contents": "read"}
