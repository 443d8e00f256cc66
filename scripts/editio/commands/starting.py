"""The content of a new edition folder, and the description of its witness.

edition.toml, edition.schema.json   the settings; every key is explained
witness/                            a copy of the OCR
docs/about.md                       a page for the edition's own words
apparatus/, notes/                  registers with their headers and no entry
.gitignore                          keeps the witness and the build out of a public repository
"""

from __future__ import annotations

import re
import shutil
import statistics
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from editio.inputs.registers import catalogue, describing
from editio.inputs.registers.catalogue import TABLES
from editio.inputs.registers.entry import OF_THE_ENGINE
from editio.languages.guessing import guess
from editio.model.phrases import counted
from editio.model.witness import Witness

UNKNOWN = "Unknown"
FIRST_YEAR = 1  # placeholder for an unknown year
UNKNOWN_LANGUAGE = "und"  # BCP 47: undetermined
_ENGLISH = "en-GB"
_REGISTERS = {  # those of a new edition, with their first comment
    "emendations": "Corrections: `line` of the witness has `reading`, the edition has `edited`.",
    "recurring": "Readings that are wrong wherever they stand as a whole word.",
    "structure": "What begins at a line: page, chapter, verse and so on (see CONTRIBUTING.md).",
    "calls": "Note calls that the build cannot find or number.",
    "hyphenation": "Words divided at a line end, as the book prints them inside a line.",
    "names": "Persons, places, organizations and works that the text names.",
    "ambiguous": "Which entry a name means in a line, if several share it.",
    "dates": "Dates that their context would mislead.",
    "references": "References to a chapter or document without its number.",
    "open": "Questions that the witness cannot settle.",
    "settled": "Suspects of `proof` that stand as printed.",
}
_NOT_PUBLIC = (
    "# The witness and its images may be in copyright, and build/ can be made again.\n/witness/\n/images/\n/build/\n"
)
_ABOUT = """# About this edition {{: #title }}

{author}, *{title}*{year}. This edition was made from one OCR text of the printed book. Every change
to that text is in the [register of emendations](emendations/index.md).

Describe the book and your edition here: this file is `docs/about.md`.
"""


@dataclass(frozen=True)
class Plan:
    """A new edition: the witness at `path` and the known facts about the book."""

    path: Path
    witness: Witness
    title: str
    author: str
    year: int
    language: str

    @property
    def values(self) -> Mapping[str, Mapping[str, Any]]:
        """The values of its edition.toml."""
        return {
            "book": {"title": self.title, "author": self.author, "year": self.year, "language": self.language},
            "witness": {"name": _file_name(self.path), "sha256": self.witness.sha256},
            "rights": {
                "cleared": False,
                "statement": "The rights have not been cleared. This is a private study copy, not for distribution.",
            },
            "site": {"version": "0.1.0", "date": date.today()},
        }


def write(folder: Path, plan: Plan) -> None:
    """Fill an empty folder. An OSError if the system does not let it."""
    (folder / "edition.toml").write_text(describing.commented(plan.values), "utf-8")
    (folder / describing.SCHEMA).write_text(describing.json_schema(), "utf-8")
    (folder / ".gitignore").write_text(_NOT_PUBLIC, "utf-8")
    (folder / "docs").mkdir()
    year = f" ({plan.year})" if plan.year != FIRST_YEAR else ""
    about = _ABOUT.format(author=_plain(plan.author), title=_plain(plan.title), year=year)
    (folder / "docs" / "about.md").write_text(about, "utf-8")
    (folder / "apparatus").mkdir()
    for name, what in _REGISTERS.items():
        columns = [column for column in TABLES[name].model_fields if column not in OF_THE_ENGINE]
        (folder / catalogue.file(name)).write_text(f"# {what}\n" + "\t".join(columns) + "\n", "utf-8")
    (folder / "notes").mkdir()
    (folder / "notes" / "references.bib").write_text("% The works that the notes cite, in biblatex.\n", "utf-8")
    if plan.path.is_dir():
        shutil.copytree(plan.path, folder / "witness")
    else:
        (folder / "witness").mkdir()
        shutil.copyfile(plan.path, folder / "witness" / _file_name(plan.path))


def described(witness: Witness) -> str:
    """A witness in one line: its format and size."""
    facts = [f"{counted(len(witness.text), 'character')} in {counted(len(witness.lines), 'line')}"]
    if witness.leaves:
        filled = [leaf.end - leaf.first for leaf in witness.leaves if leaf.end > leaf.first]
        facts.append(
            f"{counted(len(witness.leaves), 'leaf', 'leaves')}, {statistics.median(filled or [0]):g} lines on most"
        )
    else:
        facts.append("its format does not mark pages")
    if any(line.box for line in witness.lines):
        facts.append("with places on the image")
    return "; ".join(facts)


def language_of(witness: Witness) -> str:
    """The language that the text seems to be in, as a tag for edition.toml."""
    code = guess(witness.text)
    return _ENGLISH if code == "en" else code or UNKNOWN_LANGUAGE


def _file_name(path: Path) -> str:
    return re.sub(r"[^\w.() +-]", "-", path.resolve().name).lstrip(".")[-100:] or "witness"


def _plain(text: str) -> str:
    """Text that Markdown leaves as it is."""
    return re.sub(r"([\\`*_{}\[\]<>#|&])", r"\\\1", text)
