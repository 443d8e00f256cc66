#!/usr/bin/env python3
"""List what the edition is made of that others made, with its licences, and ask what is known against it.

    make supply

Writes build/supply/bom.cdx.json (CycloneDX 1.6) and build/supply/licences.tsv. The exit code is 1 where a licence
is not accepted, the bill is not valid or a vulnerability is known; else 2 where a package could not be audited.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from supply_chain import advisories, licences, locks, materials
from supply_chain.parts import parts

HOUSE = Path(__file__).resolve().parents[1]
_SHOWN = 3  # of the packages that could not be audited


def main() -> int:
    known, here = licences.rules(), licences.installed(HOUSE)
    packages = [(package, licences.licence(package, here, known)) for package in locks.packages(HOUSE)]
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["project"]
    bill = materials.bill(HOUSE, project, packages, parts(), here)
    out = HOUSE / "build" / "supply"
    out.mkdir(parents=True, exist_ok=True)
    (out / "bom.cdx.json").write_text(bill, "utf-8")
    (out / "licences.tsv").write_text(licences.table(packages, parts()), "utf-8")
    faults = [*licences.faults(packages, parts(), known)]
    if invalid := materials.fault(bill):
        faults.append(f"bom.cdx.json is not valid CycloneDX 1.6: {invalid}")
    audit = advisories.audit(HOUSE)
    faults += audit.vulnerable
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{len(packages)} packages and {len(parts())} other parts, listed in {out}")
    if audit.unreached:
        print(f"advisories: {audit.audited} packages audited, {len(audit.unreached)} not, which says nothing of them:")
        print("\n".join(f"    {reason}" for reason in audit.unreached[:_SHOWN]))
    elif audit.clean:
        print(f"advisories: {audit.audited} packages audited, nothing is known against any")
    return 1 if faults else 2 if audit.unreached else 0


if __name__ == "__main__":
    sys.exit(main())
