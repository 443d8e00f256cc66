"""The site: Markdown written, HTML made of it, and the finished site put in the old one's place.

Everything is made in folders of its own beside the target (`.new`); only when all of it is there does
it take the place of the site before, so that a build that fails or is killed leaves the earlier site
whole. A lock keeps two builds of one edition apart.

    build/markdown/    the pages: those that people wrote and those that the edition generates
    build/snippets/    what the written pages include: contents, figures, messages
    build/mkdocs.yml   the hand-written mkdocs.yml with the navigation and the book's data
    build/site/        the site
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from engine import html
from engine.apparatus import Apparatus, Settings
from engine.model import Edition
from engine.render import citation, snippets
from engine.render.downloads import File
from engine.render.markdown import Page
from engine.report import Message, Refusal

HOUSE = Path(__file__).resolve().parents[2]  # the repository: mkdocs.yml and the shared dress of the site
_SHARED = ("fonts", "stylesheets", "javascripts")


@dataclass(frozen=True)
class Target:
    """Where an edition's outputs go: the folder `build` of its edition folder."""

    edition: Path

    @property
    def build(self) -> Path:
        return self.edition / "build"

    @property
    def site(self) -> Path:
        return self.build / "site"


@contextmanager
def locked(target: Target) -> Iterator[None]:
    """Hold the edition's lock; a Refusal while another build holds it (M802), and where the system does
    not let the outputs be written (M803)."""
    try:
        target.build.mkdir(exist_ok=True)
        with (target.build / ".lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise Refusal(Message(0, 0, "M802", "", str(target.edition))) from error
            yield
    except OSError as error:
        place = str(error.filename or target.build)
        raise Refusal(Message(0, 0, "M803", f"{error.strerror or error}.", place)) from error


def write(
    target: Target, edition: Edition, apparatus: Apparatus, pages: list[Page], messages: tuple[Message, ...]
) -> Path:
    """Write the Markdown tree, snippets and mkdocs.yml of an edition, and give the mkdocs.yml's path."""
    new = _fresh(target.build / "markdown.new")
    for folder in _SHARED:
        shutil.copytree(HOUSE / "docs" / folder, new / folder)
    written = target.edition / "docs"
    for file in sorted(written.rglob("*")):
        inside = file.relative_to(written)
        if file.is_file() and inside.parts[0] not in (*_SHARED, "overrides"):
            (new / inside).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, new / inside)
    if not apparatus.settings.rights.cleared:
        (new / "robots.txt").write_text("User-agent: *\nDisallow: /\n", "utf-8")
    for page in pages:
        path = new / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page.text, "utf-8")
    included = _fresh(target.build / "snippets.new")
    for name, text in snippets.all_of(edition, apparatus, messages).items():
        (included / name).write_text(text, "utf-8")
    config = _config(target, apparatus.settings, snippets.navigation(edition, written, pages))
    config["extra"]["citation"] = citation.metadata(edition, apparatus.settings)
    path = target.build / "mkdocs.yml"
    _swap(new, target.build / "markdown")
    _swap(included, target.build / "snippets")
    path.write_text(yaml.safe_dump(config, sort_keys=False, allow_unicode=True), "utf-8")
    return path


def _config(target: Target, settings: Settings, navigation: list[dict[str, Any]]) -> dict[str, Any]:
    """The hand-written mkdocs.yml with what only the edition knows."""
    config = _by_hand(HOUSE / "mkdocs.yml")
    book = settings.book
    config |= {
        "site_name": book.title,
        "site_author": book.author,
        "docs_dir": "markdown",
        "site_dir": "site",
        "nav": navigation,
    }
    if settings.site.address:
        config["site_url"] = settings.site.address
    config["theme"]["custom_dir"] = os.path.relpath(HOUSE / "docs" / "overrides", target.build)
    config["extra"] = config.get("extra", {}) | {
        "rights_cleared": settings.rights.cleared,
        "rights": settings.rights.statement,
        "edition_version": settings.site.version,
    }
    for extension in config["markdown_extensions"]:
        if isinstance(extension, dict) and "pymdownx.snippets" in extension:
            extension["pymdownx.snippets"]["base_path"] = [str(target.build / "snippets")]
    return config


def _by_hand(file: Path) -> dict[str, Any]:
    try:
        config: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        raise Refusal(Message(line, column, "A001", f"{error.problem}.", str(file))) from error
    return config


def render(target: Target, config: Path, files: Iterable[File] = ()) -> None:
    """Run MkDocs, write the files in which it has no part beside its pages, and put the finished site in the
    earlier one's place; a Refusal (M801) where MkDocs fails."""
    new = _fresh(target.build / "site.new")
    html.load(config, new).build()
    for file in files:
        path = new / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    _swap(new, target.site)


def publish(target: Target, public: Path) -> None:
    """Copy the finished site into a folder, in the place of what stood there."""
    new = _fresh(public.with_name(public.name + ".new"))
    shutil.copytree(target.site, new, dirs_exist_ok=True)
    (new / ".nojekyll").touch()  # GitHub Pages serves the files as they are
    _swap(new, public)


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _swap(new: Path, place: Path) -> None:
    """Put a finished folder in the place of an earlier one, so that at every instant one of them is there."""
    if not place.exists():
        new.rename(place)
    elif _exchanged(new, place):
        shutil.rmtree(new, ignore_errors=True)
    else:  # a system that cannot: for an instant the earlier one is beside its place
        old = place.with_name(place.name + ".old")
        shutil.rmtree(old, ignore_errors=True)
        place.rename(old)
        new.rename(place)
        shutil.rmtree(old, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    """Two folders exchanged in one step (renameat2 of Linux); False where the system has no such thing."""
    libc = ctypes.CDLL(None, use_errno=True)
    try:
        renameat2 = libc.renameat2
    except AttributeError:
        return False
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    return bool(renameat2(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0)
