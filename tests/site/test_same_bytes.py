"""The same witness and apparatus give the same bytes, whenever and wherever they are built.

`mkdocs.yml` in `build/` is left out: it is not an output, and names the folder that it is in.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from building import contents, differing, ended, house, specimen, start
from conftest import lacking

# Python reads this at its start: one core, and folders listed in another order than the system's.
OTHER_MACHINE = """
import os, random
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
listdir, scandir = os.listdir, os.scandir

def shuffled(found):
    return random.Random(11).sample(found, len(found))

class Shuffled:
    def __init__(self, *where):
        with scandir(*where) as entries:
            self.entries = iter(shuffled(sorted(entries, key=lambda entry: entry.name)))
    def __iter__(self):
        return self.entries
    def __next__(self):
        return next(self.entries)
    def __enter__(self):
        return self
    def __exit__(self, *error):
        pass
    close = __exit__

os.listdir = lambda *where: shuffled(sorted(listdir(*where)))
os.scandir = Shuffled
"""
HERE = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", "COLUMNS": "80"}
ELSEWHERE = {"TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONHASHSEED": "4711", "COLUMNS": "200"}
ASCII_ALONE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONHASHSEED": "1989"}
IN_TWO_YEARS = ("faketime", "-f", "+700d")


def outputs(edition: Path, *commands: str, **how: Any) -> dict[str, bytes]:
    """Every file that these commands make of an edition."""
    for command in commands:
        code, said = ended(start(command, edition, **how))
        assert code == 0, said
    made = contents(edition / "build")
    return {name: content for name, content in made.items() if name not in ("mkdocs.yml", ".lock")}


def otherwise(tmp_path: Path) -> dict[str, Any]:
    """Another machine, as far as one can be had: another folder, day, time zone, locale, number of cores, umask,
    order of hashes and of the entries of folders."""
    (tmp_path / "python").mkdir()
    (tmp_path / "python" / "sitecustomize.py").write_text(OTHER_MACHINE)
    return {
        "house": house(tmp_path / "ein ganz anderer Ordner – æøå" / "edition"),
        "environment": ELSEWHERE | {"PYTHONPATH": str(tmp_path / "python"), "HOME": str(tmp_path)},
        "prefix": IN_TWO_YEARS if shutil.which(IN_TWO_YEARS[0]) else (),
        "umask": 0o077,
    }


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site of the specimen, and its archive for a folder."""
    return outputs(specimen(tmp_path_factory.mktemp("here") / "specimen"), "offline", environment=HERE)


def test_the_site_map_and_all_downloads_are_compared(here: dict[str, bytes]) -> None:
    assert b"<lastmod>2026-11-24</lastmod>" in here["site/sitemap.xml"]
    kinds = {name.rpartition(".")[2] for name in here}
    assert {"html", "xml", "gz", "json", "txt", "epub", "zip"} <= kinds


def test_another_machine_makes_the_same_bytes(here: dict[str, bytes], tmp_path: Path) -> None:
    there = outputs(specimen(tmp_path / "Ääkkösiä täällä" / "specimen"), "offline", **otherwise(tmp_path))
    assert differing(here, there) == []
    if not shutil.which(IN_TWO_YEARS[0]):
        lacking("faketime", "All is the same, but it was built on the same day: faketime is not here.")


def test_a_locale_without_letters_makes_the_same_bytes(here: dict[str, bytes], tmp_path: Path) -> None:
    assert differing(here, outputs(specimen(tmp_path / "specimen"), "offline", environment=ASCII_ALONE)) == []


def test_another_machine_makes_the_same_pdf(tmp_path: Path) -> None:
    here = outputs(specimen(tmp_path / "specimen"), "pdf", environment=HERE)
    there = outputs(specimen(tmp_path / "Ääkkösiä täällä" / "specimen"), "pdf", **otherwise(tmp_path))
    assert [name for name in here if name.endswith(".pdf")]
    assert differing(here, there) == []
    if not shutil.which(IN_TWO_YEARS[0]):
        lacking("faketime", "All is the same, but it was made on the same day: faketime is not here.")
