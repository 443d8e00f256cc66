"""The packages that the lock files hold: Python's from requirements*.lock, npm's from package-lock.json."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# What each lock file is for, the first that has a package speaks for it. CycloneDX says of each package whether
# what we ship needs it ("required"), may use it ("optional") or only its makers do ("excluded").
SCOPES = {
    "requirements.lock": "required",
    "requirements-pdf.lock": "optional",
    "requirements-test.lock": "excluded",
    "requirements-mutation.lock": "excluded",
    "requirements-fuzz.lock": "excluded",
    "requirements-press.lock": "excluded",
    "scripts/bench/requirements.lock": "excluded",
    "scripts/workflow/build.lock": "excluded",
    "scripts/workflow/requirements.lock": "excluded",
    "tests/reading/package-lock.json": "excluded",
}
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True, order=True)
class Package:
    """A package at its version; `hashes` are those of its distributions, each as (algorithm, hexadecimal)."""

    ecosystem: str  # "pypi" | "npm", as package URLs have them
    name: str
    version: str
    scope: str
    lock: str
    hashes: tuple[tuple[str, str], ...]

    @property
    def purl(self) -> str:
        return f"pkg:{self.ecosystem}/{self.name.replace('@', '%40')}@{self.version}"


def packages(house: Path) -> list[Package]:
    """Every package of every lock file of the repository, each version once, by its package URL."""
    found: dict[str, Package] = {}
    for lock, scope in SCOPES.items():
        read = _npm if lock.endswith(".json") else _python
        for package in read(house / lock, lock, scope):
            found.setdefault(package.purl, package)
    return [found[purl] for purl in sorted(found)]


def _python(file: Path, lock: str, scope: str) -> Iterator[Package]:
    for line in file.read_text("utf-8").replace("\\\n", " ").splitlines():
        requirement = Requirement(line.split("--hash", 1)[0].strip())
        version = str(requirement.specifier).removeprefix("==")
        hashes = tuple(("SHA-256", digest) for digest in sorted(_HASH.findall(line)))
        yield Package("pypi", canonicalize_name(requirement.name), version, scope, lock, hashes)


def _npm(file: Path, lock: str, scope: str) -> Iterator[Package]:
    for place, entry in json.loads(file.read_text("utf-8"))["packages"].items():
        if place:  # the first is the project itself
            algorithm, _, digest = entry["integrity"].partition("-")
            hashes = ((algorithm.upper().replace("SHA", "SHA-"), base64.b64decode(digest).hex()),)
            yield Package("npm", place.rpartition("node_modules/")[2], entry["version"], scope, lock, hashes)
