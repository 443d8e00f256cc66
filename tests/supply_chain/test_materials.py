"""The bill of materials against the lock files: everything that is locked or shipped stands in it, and no more."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import tomllib
from typing import Any

import pytest

from places import REPOSITORY
from supply_chain import licences, locks, materials
from supply_chain.parts import parts

PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]


def make() -> str:
    known, here = licences.rules(), licences.installed(REPOSITORY)
    packages = [(package, licences.licence(package, here, known)) for package in locks.packages(REPOSITORY)]
    return materials.bill(REPOSITORY, PROJECT, packages, parts(), here)


@pytest.fixture(scope="module")
def text() -> str:
    return make()


@pytest.fixture(scope="module")
def bill(text: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(text)
    return read


def listed(bill: dict[str, Any]) -> dict[tuple[str, str], set[str]]:
    """The packages of the bill with the hashes of their distributions."""
    return {
        (component["name"], component["version"]): {
            digest["content"] for reference in component["externalReferences"] for digest in reference["hashes"]
        }
        for component in bill["components"]
        if "purl" in component
    }


def test_every_locked_package_is_in_it_with_its_version_and_its_hashes(bill: dict[str, Any]) -> None:
    locked: dict[tuple[str, str], set[str]] = {}
    files = [*REPOSITORY.glob("*.lock"), *REPOSITORY.glob("scripts/**/*.lock")]
    assert len(files) > 3
    for file in files:
        for name, version, rest in re.findall(r"^([\w.-]+)==(\S+)((?:.*\\\n)+.*)$", file.read_text("utf-8"), re.M):
            locked.setdefault((name, version), set()).update(re.findall(r"sha256:(\w{64})", rest))
    npm = json.loads((REPOSITORY / "tests" / "reading" / "package-lock.json").read_text("utf-8"))["packages"]
    for place, entry in npm.items():
        if place:
            digest = base64.b64decode(entry["integrity"].removeprefix("sha512-")).hex()
            locked[place.removeprefix("node_modules/"), entry["version"]] = {digest}
    assert listed(bill) == locked


def test_it_says_of_each_package_who_needs_it(bill: dict[str, Any]) -> None:
    scopes = {component["name"]: component["scope"] for component in bill["components"] if "purl" in component}
    assert (scopes["mkdocs"], scopes["typst"], scopes["pytest"]) == ("required", "optional", "excluded")
    needs = {entry["ref"]: entry.get("dependsOn", []) for entry in bill["dependencies"]}
    names = {ref.split("/")[1].split("@")[0] for ref in needs["edition"]}
    assert names == {re.split(r"[=\[]", line)[0] for line in PROJECT["dependencies"]}
    (mkdocs,) = (ref for ref in needs if ref.startswith("pkg:pypi/mkdocs@"))
    assert any(ref.startswith("pkg:pypi/jinja2@") for ref in needs[mkdocs])


def test_it_is_valid_and_one_that_is_not_is_recognised(text: str) -> None:
    assert materials.fault(text) == ""
    assert materials.fault(text.replace('"type": "library"', '"type": "book"'))


def test_it_is_the_same_whenever_it_is_made(text: str) -> None:
    assert make() == text
    assert "serialNumber" not in text
    assert "timestamp" not in text
    assert str(REPOSITORY) not in text


def test_what_is_shipped_is_in_it_with_the_hashes_of_its_files(bill: dict[str, Any]) -> None:
    files = {
        file["name"]: file["hashes"][0]["content"]
        for component in bill["components"]
        for file in component.get("components", [])
        if file["type"] == "file"
    }
    patterns = ("theme/fonts/*.woff2", "scripts/**/*.csl", "scripts/**/base_map/*.json", "docs/**/vendor/**/*.*")
    shipped = [path for pattern in patterns for path in REPOSITORY.glob(pattern)]
    expected = {p.relative_to(REPOSITORY).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in shipped}
    assert expected
    assert expected.items() <= files.items()
    assert all((REPOSITORY / part.text).is_file() for part in parts() if part.text)


def test_what_is_said_of_a_locked_package_is_said_of_the_version_that_is_locked(bill: dict[str, Any]) -> None:
    locked = {f"pkg:pypi/{name}@{version}" for name, version in listed(bill)}
    inside = [component for component in bill["components"] if "purl" in component and "components" in component]
    assert [component["name"] for component in inside] == ["mkdocs-material"]
    assert {part.origin for part in parts() if part.origin.startswith("pkg:pypi/")} <= locked
    assert {part.within for part in parts() if part.within} <= {purl.split("@")[0] for purl in locked}
