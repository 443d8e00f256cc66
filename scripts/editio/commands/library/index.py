"""The page of a library: its editions with their links, and their sites below it.

The folder is ready for a web server: `index.html` and a symbolic link to the site of each edition (copy it with `rsync
--copy-links` or `cp -L`). An edition is listed if this run built its site, or found it up to date, and if its rights
are cleared. A refused edition is left out: its folder may hold anything.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from editio.commands.library import Outcome, Result
from editio.inputs.registers.settings import Settings
from editio.system import atomic

_HERE = Path(__file__).parent
_OWN = frozenset({"index.html", "library.css"})  # names that the page itself needs


@dataclass(frozen=True)
class Listed:
    """An edition as the page has it."""

    name: str  # of its folder, and its address
    settings: Settings

    @property
    def sort(self) -> tuple[str, str]:
        book = self.settings.book
        return book.authors[0].family.casefold(), book.title.casefold()


def write(folder: Path, outcomes: Iterable[Outcome]) -> tuple[Path, list[str]]:
    """Put a page of these editions, and the links to their sites, into the folder's build/library/. Returns the
    path of the page, and the editions that are left out, each with its reason."""
    listed, left_out = [], []
    for outcome in outcomes:
        edition = outcome.edition
        settings = _settings(edition)
        if outcome.what is Result.REFUSED or settings is None:
            left_out.append(f"{edition.name} (refused)")
        elif edition.name in _OWN:
            left_out.append(f"{edition.name} (this page has a file of that name: rename the folder)")
        elif not settings.rights.cleared:
            left_out.append(f"{edition.name} (the rights are not cleared)")
        elif not _is_inside(edition):
            left_out.append(f"{edition.name} (its site leads outside the edition)")
        else:
            listed.append(Listed(edition.name, settings))
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
    """The settings of an edition; None if its edition.toml is invalid, which its build has reported."""
    try:
        return Settings.model_validate(tomllib.loads((edition / "edition.toml").read_text("utf-8-sig")))
    except (ValueError, OSError):  # not TOML, not UTF-8, not as it should be
        return None


def _is_inside(edition: Path) -> bool:
    """Whether the site of an edition is in the edition's own folder, with all its files."""
    site = edition / "build" / "site"
    inside = site.is_dir() and site.resolve() == edition.resolve() / "build" / "site"
    return inside and not _holds_links(site)


def _holds_links(site: Path) -> bool:
    return any(path.is_symlink() for path in site.rglob("*"))
