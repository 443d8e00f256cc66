"""The page of a library: its editions with their links, and their sites below it.

The folder that is made is what a web server serves: `index.html` and, for each edition, a link of the file system
to its site, which a copy follows (`rsync --copy-links`, `cp -L`). Only editions whose rights are cleared are
in it: the others are built for whoever holds their text, and stay where they are. One that was refused keeps
its place with the earlier site.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from editio.inputs.registers import Settings
from editio.system import atomic

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Listed:
    """An edition as the page has it."""

    name: str  # of its folder, and its address
    settings: Settings

    @property
    def sort(self) -> tuple[str, str]:
        return self.settings.book.author.split()[-1].casefold(), self.settings.book.title.casefold()


def write(folder: Path, editions: Iterable[Path]) -> tuple[Path, list[str]]:
    """Put a page of these editions, and the links to their sites, into the folder's build/library/. The page,
    and the names of those that it leaves out: without a site, or with rights that are not cleared."""
    listed, left_out = [], []
    for edition in editions:
        settings = _settings(edition)
        if settings and settings.rights.cleared and (edition / "build" / "site").is_dir():
            listed.append(Listed(edition.name, settings))
        else:
            left_out.append(edition.name)
    place = folder / "build" / "library"
    new = atomic.fresh(place)
    for entry in listed:
        (new / entry.name).symlink_to(os.path.relpath(folder / entry.name / "build" / "site", place))
    templates = Environment(loader=FileSystemLoader(_HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    text = templates.get_template("index.html").render(editions=sorted(listed, key=lambda entry: entry.sort))
    (new / "index.html").write_text(text, "utf-8")
    (new / "library.css").write_bytes((_HERE / "library.css").read_bytes())
    atomic.swap(place)
    return place / "index.html", left_out


def _settings(edition: Path) -> Settings | None:
    """What an edition is; None where its edition.toml is unsound, as its build has said."""
    try:
        return Settings.model_validate(tomllib.loads((edition / "edition.toml").read_text("utf-8-sig")))
    except (ValueError, OSError):  # not TOML, not UTF-8, not as it should be
        return None
