"""What the edition is made of that others made: which versions, under which licences, with which known holes.

    locks        the packages that the lock files hold, with their hashes
    parts        what else is shipped: fonts, styles, outlines, scripts (parts.toml)
    licences     the licence of each, and whether it is one that we accept (licences.toml)
    materials    all of it as a CycloneDX bill of materials
    advisories   what is known against the packages, by pip-audit

Everything is written into build/supply/, the same bytes for the same lock files. Begin reading at `scripts/supply.py`.
"""
