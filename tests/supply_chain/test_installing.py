"""What make installs comes from lock files, and so do the tools that build it."""

from __future__ import annotations

import re

from places import REPOSITORY
from supply_chain import advisories, locks

MAKEFILE = (REPOSITORY / "Makefile").read_text("utf-8").replace("\\\n", " ")


def test_every_installation_names_a_lock_file_and_checks_hashes() -> None:
    assert "--only-binary :all: --require-hashes" in MAKEFILE
    installations = re.findall(r"^\t.*(?:\$\(INSTALL\)|\$\(INSTALL_WITH\)|pip install).*$", MAKEFILE, re.MULTILINE)
    assert len(installations) > 7
    for line in installations:
        assert re.search(r"INSTALL(_WITH)?\).* -r [\w./-]+\.lock$", line), line


def test_a_package_without_a_wheel_is_built_with_locked_tools() -> None:
    built = [line for line in MAKEFILE.splitlines() if "--no-binary" in line]
    assert built
    assert all("--no-build-isolation" in line for line in built)


def test_every_lock_file_is_listed_and_audited() -> None:
    files = {path.relative_to(REPOSITORY).as_posix() for path in REPOSITORY.glob("requirements*.lock")}
    files |= {path.relative_to(REPOSITORY).as_posix() for path in REPOSITORY.glob("scripts/*/*.lock")}
    assert files == {name for name in locks.SCOPES if name.endswith(".lock")}
    held = {"requirements.lock", "requirements-pdf.lock", "requirements-test.lock"}  # by that of the mutation tests
    assert files - held == set(advisories.LOCKS)
