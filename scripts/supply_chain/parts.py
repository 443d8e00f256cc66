"""What is shipped beside the packages: the entries of parts.toml."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path

NOT_SHIPPED = "not in a site"  # the note of a part that its package brings and that a site leaves out


@dataclass(frozen=True)
class Part:
    """Something that others made. `text` is the file with its licence, `files` what of it is in the repository,
    `origin` the package URL of what it was taken from, `within` that of the package that has it in it."""

    name: str
    licence: str
    version: str = ""
    text: str = ""
    files: tuple[str, ...] = ()
    origin: str = ""
    within: str = ""
    note: str = ""


def parts() -> list[Part]:
    entries = tomllib.loads(Path(__file__).with_name("parts.toml").read_text("utf-8"))["part"]
    return [Part(**{**entry, "files": tuple(entry.get("files", ()))}) for entry in entries]


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
