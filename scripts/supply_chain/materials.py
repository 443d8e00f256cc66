"""The bill of materials, in CycloneDX 1.6: the edition, the packages of the lock files, and what else is shipped.

A package has its version, its licence, and the hashes of its distributions as the lock files have them; a part that
is in the repository has its files with their hashes. Nothing in the bill tells when or where it was made, so that
the same lock files give the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from supply_chain.licences import Installed
from supply_chain.locks import Package
from supply_chain.parts import Part, sha256

_OF_A_RUN = ("serialNumber",)
_OF_A_RUN_IN_METADATA = ("timestamp",)


def bill(
    house: Path,
    project: Mapping[str, Any],
    packages: Iterable[tuple[Package, str]],
    parts: Iterable[Part],
    here: Installed,
) -> str:
    """The bill as JSON. `project` is that table of pyproject.toml; the packages come with their licences, and
    `here` are those installed, which say what they need."""
    root = _component("edition", ComponentType.APPLICATION, "edition", project["version"], project["license"])
    bom = Bom()
    bom.metadata.component = root
    components: dict[str, Component] = {}
    by_name: dict[str, Component] = {}
    for package, expression in packages:
        made = _of_package(package, expression)
        components[package.purl] = made
        if package.ecosystem == "pypi" and "workflow" not in package.lock:
            by_name[package.name] = made
    for part in parts:
        made = _of_part(house, part)
        around = next((c for purl, c in components.items() if part.within and purl.startswith(part.within + "@")), None)
        (around.components if around else bom.components).add(made)
    bom.components.update(components.values())
    needed = [canonicalize_name(Requirement(line).name) for line in project["dependencies"]]
    bom.register_dependency(root, [by_name[name] for name in needed])
    for name, component in by_name.items():
        found = here.get((name, str(component.version)))
        lines = (found.requires or []) if found else []
        requirements = (Requirement(line) for line in lines if "extra ==" not in line)
        names = {canonicalize_name(requirement.name) for requirement in requirements}
        bom.register_dependency(component, [by_name[needs] for needs in sorted(names & by_name.keys())])
    data = json.loads(JsonV1Dot6(bom).output_as_string())
    for key in _OF_A_RUN:
        data.pop(key, None)
    for key in _OF_A_RUN_IN_METADATA:
        data["metadata"].pop(key, None)
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def fault(bill: str) -> str:
    """What makes a text no CycloneDX 1.6; "" where nothing does."""
    error = JsonStrictValidator(SchemaVersion.V1_6).validate_str(bill)
    return str(error) if error else ""


def _of_package(package: Package, expression: str) -> Component:
    made = _component(package.purl, ComponentType.LIBRARY, package.name, package.version, expression)
    scope, _, name = package.name.rpartition("/")  # of npm, as @scope/name
    made.purl = PackageURL(package.ecosystem, scope or None, name, package.version)
    made.scope = ComponentScope(package.scope)
    hashes = [HashType(alg=HashAlgorithm(algorithm), content=digest) for algorithm, digest in package.hashes]
    made.external_references.add(
        ExternalReference(type=ExternalReferenceType.DISTRIBUTION, url=XsUri(package.purl), hashes=hashes)
    )
    return made


def _of_part(house: Path, part: Part) -> Component:
    kind = ComponentType.DATA if part.files else ComponentType.LIBRARY
    made = _component(f"part:{part.name}", kind, part.name, part.version or None, part.licence)
    made.description = part.note or None
    if part.origin:
        made.external_references.add(
            ExternalReference(type=ExternalReferenceType.SOURCE_DISTRIBUTION, url=XsUri(part.origin))
        )
    for name in part.files:
        file = Component(name=name, type=ComponentType.FILE, bom_ref=f"file:{name}")
        file.hashes.add(HashType(alg=HashAlgorithm.SHA_256, content=sha256(house / name)))
        made.components.add(file)
    return made


def _component(ref: str, kind: ComponentType, name: str, version: str | None, expression: str) -> Component:
    licences = [LicenseFactory().make_from_string(expression)] if expression else []
    return Component(name=name, version=version, type=kind, bom_ref=ref, licenses=licences)
