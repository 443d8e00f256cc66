"""What is known against the packages, by pip-audit.

pip-audit passes over a package that its source of advisories does not know, and then says that no vulnerability
was found; so it does of every package where that source is a mirror without advisories. Here a package that was
passed over was not audited, and is not clean.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LOCKS = (  # the first holds all that the site, the PDF and the tests need
    "requirements-mutation.lock",
    "requirements-fuzz.lock",
    "requirements-press.lock",
    "scripts/bench/requirements.lock",
    "scripts/workflow/build.lock",
    "scripts/workflow/requirements.lock",
)


@dataclass(frozen=True)
class Audit:
    """How many packages were audited, what is known against them, and which could not be audited and why."""

    audited: int
    vulnerable: tuple[str, ...]
    unreached: tuple[str, ...]

    @property
    def clean(self) -> bool:
        return self.audited > 0 and not self.vulnerable and not self.unreached


def audit(house: Path, locks: Iterable[str] = LOCKS) -> Audit:
    """Audit the packages of the lock files."""
    audited = 0
    vulnerable: list[str] = []
    unreached: list[str] = []
    for lock in locks:
        command = (
            "-m",
            "pip_audit",
            "-r",
            str(house / lock),
            "--no-deps",
            "--disable-pip",
            "--require-hashes",
            "-f",
            "json",
        )
        done = subprocess.run((sys.executable, *command), capture_output=True, text=True, check=False)
        found = read(lock, done.stdout, done.stderr)
        audited += found.audited
        vulnerable += found.vulnerable
        unreached += found.unreached
    return Audit(audited, tuple(vulnerable), tuple(unreached))


def read(lock: str, out: str, err: str) -> Audit:
    """What pip-audit found in a lock file, from what it wrote."""
    try:
        packages: list[dict[str, Any]] = json.loads(out)["dependencies"]
    except (ValueError, KeyError):
        last = (err.strip().splitlines() or ["pip-audit said nothing"])[-1]
        return Audit(0, (), (f"{lock}: {last}",))
    told = [package for package in packages if "skip_reason" not in package]
    return Audit(
        len(told),
        tuple(f"{p['name']} {p['version']}: {', '.join(v['id'] for v in p['vulns'])}" for p in told if p["vulns"]),
        tuple(f"{lock}: {package['skip_reason']}" for package in packages if "skip_reason" in package),
    )
