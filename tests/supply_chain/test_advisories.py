"""Advisories: clean is only what was asked about and answered."""

from __future__ import annotations

import json

from supply_chain.advisories import Audit, read

SOUND = {"name": "salt", "version": "1.0", "vulns": []}
HOLED = {"name": "pepper", "version": "2.1", "vulns": [{"id": "PYSEC-2026-1"}, {"id": "PYSEC-2026-2"}]}
SKIPPED = {"name": "sugar", "skip_reason": "Dependency not found and could not be audited: sugar (3.0)"}


def test_what_was_audited_and_has_nothing_against_it_is_clean() -> None:
    audit = read("x.lock", json.dumps({"dependencies": [SOUND]}), "No known vulnerabilities found")
    assert audit == Audit(1, (), ())
    assert audit.clean


def test_what_is_known_is_named() -> None:
    audit = read("x.lock", json.dumps({"dependencies": [SOUND, HOLED]}), "")
    assert audit == Audit(2, ("pepper 2.1: PYSEC-2026-1, PYSEC-2026-2",), ())
    assert not audit.clean


def test_what_was_passed_over_is_not_clean_though_pip_audit_says_that_nothing_was_found() -> None:
    audit = read("x.lock", json.dumps({"dependencies": [SOUND, SKIPPED]}), "No known vulnerabilities found")
    assert audit.unreached == ("x.lock: Dependency not found and could not be audited: sugar (3.0)",)
    assert not audit.clean


def test_a_source_that_cannot_be_reached_is_not_clean() -> None:
    audit = read("x.lock", "", "Traceback\nConnectionError: Name or service not known\n")
    assert audit == Audit(0, (), ("x.lock: ConnectionError: Name or service not known",))
    assert not audit.clean


def test_nothing_audited_is_not_clean() -> None:
    assert not Audit(0, (), ()).clean
