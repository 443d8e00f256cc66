"""A tiny edition folder of an invented book, for the desk."""

from __future__ import annotations

from pathlib import Path

from editio.desk.sitting import Sitting
from editio.inputs import ocr

SETTINGS = """[book]
title = "The Salt Road"
author = "Ada Ferrow"
year = 1977

[witness]
name = "w.txt"

[rights]
cleared = true
statement = "Written for the tests; free to use."

[site]
version = "1.1.0"
"""
WITNESS = """ CHAPTER 1
The Salt Road

The rnad to the salt pans was made by the people who
walked it, and nobody ever paid them for the wurk, they
said, until the tbe keeper of the tbe pans was paid too.

1

The second page has the rnad too, and a lamp for each of
the people on it who could not see where the salt was.

2
"""
EMENDATIONS = """# Readings of the witness.
id\tline\tcolumn\treading\tedited\tkind\tcertainty\treason

# the first
e0004\t5\t\twurk\twork\tmisreading\tcertain\t
"""


def edition(folder: Path, emendations: bytes = EMENDATIONS.encode()) -> Path:
    (folder / "apparatus").mkdir(parents=True)
    (folder / "witness").mkdir()
    (folder / "edition.toml").write_text(SETTINGS, "utf-8")
    (folder / "witness" / "w.txt").write_text(WITNESS, "utf-8")
    (folder / "apparatus" / "emendations.tsv").write_bytes(emendations)
    return folder


def sitting(folder: Path) -> Sitting:
    return Sitting(folder, ocr.read(folder / "witness" / "w.txt"))
