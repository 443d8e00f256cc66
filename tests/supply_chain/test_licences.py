"""Licences: what is accepted, what is unknown, and what is neither."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from places import REPOSITORY
from supply_chain import licences, locks
from supply_chain.licences import Rules, accepted, faults
from supply_chain.locks import Package
from supply_chain.parts import NOT_SHIPPED, Part, parts

ACCEPTED = frozenset({"MIT", "ISC", "PSF-2.0"})
RULES = Rules(ACCEPTED, {}, {}, {})
LOCKED = Package("pypi", "salt", "1.0", "required", "requirements.lock", ())


@pytest.mark.parametrize(
    ("expression", "fine"),
    [
        ("MIT", True),
        ("GPL-3.0-only", False),
        ("MIT AND PSF-2.0", True),
        ("MIT AND GPL-3.0-only", False),
        ("GPL-3.0-only OR ISC", True),
        ("(GPL-3.0-only OR ISC) AND MIT", True),
        ("GPL-2.0-only WITH Classpath-exception-2.0", False),
        ("", False),
    ],
)
def test_an_expression_is_accepted_if_accepted_licences_fulfil_it(expression: str, fine: bool) -> None:
    assert accepted(expression, ACCEPTED) == fine


def test_a_licence_that_is_unknown_or_not_accepted_is_a_fault() -> None:
    other = replace(LOCKED, name="pepper")
    said = list(faults([(LOCKED, "GPL-3.0-only"), (other, licences.UNKNOWN)], [], RULES))
    assert said == [
        "salt 1.0: GPL-3.0-only is not accepted.",
        "pepper 1.0: its licence is not known. Read it and enter it in licences.toml.",
    ]


def test_so_is_that_of_a_part_and_an_entry_for_a_package_that_is_not_locked() -> None:
    known = replace(RULES, packages={"sugar": "MIT"}, exceptions={"salt": "bought once"})
    said = list(faults([(LOCKED, "GPL-3.0-only")], [Part("flour", "CC-BY-NC-4.0", text="flour.txt")], known))
    assert said == [
        "flour: CC-BY-NC-4.0 is not accepted.",
        "licences.toml names sugar, and no lock file has it.",
    ]


def test_so_is_a_part_that_is_shipped_without_the_text_of_its_licence() -> None:
    (said,) = faults([], [Part("flour", "MIT"), Part("bran", "MIT", note=NOT_SHIPPED)], RULES)
    assert said.startswith("flour: the text of its licence is not named.")


def test_of_a_package_for_another_task_nothing_need_be_known_where_it_is_not_installed() -> None:
    elsewhere = replace(LOCKED, lock="scripts/workflow/requirements.lock")
    assert list(faults([(elsewhere, licences.UNKNOWN)], [], RULES)) == []


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        ("License-Expression: MIT AND ISC", "MIT AND ISC"),
        ("License: ISC", "ISC"),
        ("License: MIT License", "MIT"),
        ("License: UNKNOWN\nClassifier: License :: OSI Approved :: MIT License", "MIT"),
        ("License: A long story\nClassifier: License :: OSI Approved :: BSD License", ""),
        ("Classifier: Topic :: Text Processing", ""),
    ],
)
def test_what_a_package_says_of_itself(metadata: str, expected: str, tmp_path: Path) -> None:
    info = tmp_path / ".venv-workflow" / "lib" / "python3" / "site-packages" / "salt-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.4\nName: salt\nVersion: 1.0\n{metadata}\n")
    known = replace(RULES, spellings={"MIT License": "MIT"})
    here = licences.installed(tmp_path)
    assert licences.licence(LOCKED, here, known) == expected
    assert licences.licence(replace(LOCKED, version="2.0"), here, known) == licences.UNKNOWN


def test_every_licence_of_this_repository_is_accepted() -> None:
    known, here = licences.rules(), licences.installed(REPOSITORY)
    packages = [(package, licences.licence(package, here, known)) for package in locks.packages(REPOSITORY)]
    assert list(faults(packages, parts(), known)) == []
    table = licences.table(packages, parts()).splitlines()
    assert len(table) == 1 + len(packages) + len(parts())
    assert all(line.count("\t") == 4 for line in table)
