"""The page of a library: its editions with their links, and their sites below it.

The folder that is made is what a web server serves: `index.html` and, for each edition, a link of the file system
to its site, which a copy follows (`rsync --copy-links`, `cp -L`). An edition is listed if this run built its site,
or found the site unchanged since it was built, and if its rights are cleared. A refused edition is left out: its
folder may hold anything.
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
        family = book.author.split()[-1:]
        return "".join(family).casefold(), book.title.casefold()


def write(folder: Path, outcomes: Iterable[Outcome]) -> tuple[Path, list[str]]:
    """Put a page of these editions, and the links to their sites, into the folder's build/library/. Returns the
    path of the page, and the names of the editions that are left out."""
    listed, left_out = [], []
    for outcome in outcomes:
        edition = outcome.edition
        settings = _settings(edition)
        if settings and settings.rights.cleared and _is_listed(outcome):
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


def _is_listed(outcome: Outcome) -> bool:
    """Whether the site of an edition is the one that was built, inside the edition's own folder."""
    edition = outcome.edition
    site = edition / "build" / "site"
    inside = site.is_dir() and site.resolve() == edition.resolve() / "build" / "site"
    return outcome.what is not Result.REFUSED and inside and edition.name not in _OWN and not _holds_links(site)


def _holds_links(site: Path) -> bool:
    return any(path.is_symlink() for path in site.rglob("*"))
