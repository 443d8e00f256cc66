"""The licence of each package: what licences.toml says, else what the installed package says of itself.

A package says it in one of three ways: as an SPDX expression, in words, or by a classifier. Words and classifiers
count only where they have one meaning (`[spellings]`, or an SPDX name).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any

from license_expression import (  # type: ignore[import-untyped]
    ExpressionError,
    Licensing,
    get_spdx_licensing,
)
from packaging.utils import canonicalize_name

from supply_chain.locks import Package
from supply_chain.parts import NOT_SHIPPED, Part

UNKNOWN = ""
_HELD = ("requirements.lock", "requirements-pdf.lock", "requirements-test.lock")  # what .venv has, of this system


Installed = Mapping[tuple[str, str], Distribution]  # by name and version


@dataclass(frozen=True)
class Rules:
    """licences.toml"""

    accepted: frozenset[str]
    exceptions: Mapping[str, str]
    spellings: Mapping[str, str]
    packages: Mapping[str, str]


def rules() -> Rules:
    data = tomllib.loads(Path(__file__).with_name("licences.toml").read_text("utf-8"))
    return Rules(frozenset(data["accepted"]), data["exceptions"], data["spellings"], data["packages"])


def installed(house: Path) -> Installed:
    """The packages that are installed in the environments of the repository: in that of the Python that runs this
    and, where there is one, in that of the workflow."""
    workflow = [str(path) for path in sorted((house / ".venv-workflow").glob("lib/python*/site-packages"))]
    found = [*Distribution.discover(path=workflow), *Distribution.discover()]
    return {(canonicalize_name(each.name), each.version): each for each in found}


def licence(package: Package, here: Installed, known: Rules) -> str:
    """The licence of a package as an SPDX expression; UNKNOWN where nothing here says it."""
    if package.name in known.packages:
        return known.packages[package.name]
    found = here.get((package.name, package.version))
    if package.ecosystem != "pypi" or found is None:
        return UNKNOWN
    said = found.metadata
    if expressions := said.get_all("License-Expression"):
        return str(expressions[0])
    words = [str(text) for text in said.get_all("License") or []]
    classifiers = said.get_all("Classifier") or []
    words += [str(c).rpartition(" :: ")[2] for c in classifiers if str(c).startswith("License :: ")]
    meant = [known.spellings.get(each, each) for each in words]
    return next((each for each in meant if each and _is_spdx(each)), UNKNOWN)


def accepted(expression: str, licences: frozenset[str]) -> bool:
    """Whether an expression can be fulfilled with accepted licences: all of those joined by AND, one of those
    joined by OR."""
    return bool(expression) and _fulfilled(Licensing().parse(expression), licences)


def faults(packages: Iterable[tuple[Package, str]], parts: Iterable[Part], known: Rules) -> Iterator[str]:
    """What is not as it should be with the licences of these packages and parts, a sentence each; exceptions for
    what has none to be excepted from among them."""
    packages = list(packages)
    for package, expression in packages:
        if not expression and package.lock in _HELD:
            yield f"{package.name} {package.version}: its licence is not known. Read it and enter it in licences.toml."
        elif expression and not accepted(expression, known.accepted) and package.name not in known.exceptions:
            yield f"{package.name} {package.version}: {expression} is not accepted."
    for part in parts:
        if not accepted(part.licence, known.accepted):
            yield f"{part.name}: {part.licence} is not accepted."
        if not part.text and part.note != NOT_SHIPPED:
            yield f"{part.name}: the text of its licence is not named. Add it and enter its file in parts.toml."
    named = {package.name for package, _ in packages}
    for name in (*known.packages, *known.exceptions):
        if name not in named:
            yield f"licences.toml names {name}, and no lock file has it."


def table(packages: Iterable[tuple[Package, str]], parts: Iterable[Part]) -> str:
    """The list of licences, as tab-separated values."""
    rows = [("name", "version", "licence", "scope", "from")]
    rows += [(p.name, p.version, expression or "not installed here", p.scope, p.lock) for p, expression in packages]
    rows += [(p.name, p.version, p.licence, "required", p.within or ", ".join(p.files)) for p in parts]
    return "".join("\t".join(row) + "\n" for row in rows)


def _is_spdx(text: str) -> bool:
    try:
        get_spdx_licensing().parse(text, validate=True)
    except ExpressionError:
        return False
    return True


def _fulfilled(expression: Any, licences: frozenset[str]) -> bool:
    operator = getattr(expression, "operator", None)
    if operator is None:
        return str(expression) in licences
    parts = [_fulfilled(part, licences) for part in expression.args]
    return all(parts) if operator.strip() == "AND" else any(parts)
