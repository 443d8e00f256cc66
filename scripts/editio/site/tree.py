"""The site: write the Markdown, make HTML from it, and replace the old site by the finished one.

The site is made in a folder beside its target and replaces the earlier one only when it is complete
(`editio.system.atomic`), so a build that fails or is killed leaves the earlier site as it was. A lock prevents two
builds of one edition at the same time.

    build/markdown/    the written and the generated pages
    build/snippets/    texts that written pages include: contents, figures, messages
    build/files.new/   during a build, the files that MkDocs does not make
    build/mkdocs.yml   the hand-written mkdocs.yml with the navigation and the book's data
    build/site/        the site
"""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import yaml

from editio.edition import Built
from editio.inputs import folder
from editio.inputs.registers import Apparatus, Settings
from editio.inputs.written import FRONT_MATTER, Written
from editio.model import addresses
from editio.model.messages import Message, Refusal
from editio.outputs import archive, citation
from editio.outputs.pages import features, navigation, search, snippets
from editio.outputs.pages.downloads import File
from editio.outputs.pages.markdown import Page
from editio.outputs.places import page_starts
from editio.site import html
from editio.system import atomic
from editio.system.resources import CONFIG, THEME, shipped

_MOMENT = 1.0  # seconds
_SHARED = ("fonts", "licences", "stylesheets", "javascripts")
_FOOTER = (  # the links at the foot of every page, if the edition has these pages
    ("About", addresses.ABOUT),
    ("Cite", addresses.CITATION),
    ("Downloads", addresses.DOWNLOADS),
    ("Accessibility", addresses.ACCESSIBILITY),
    ("Contact", addresses.CONTACT),
)
_STYLES, _BASE, _SCRIPTS = "stylesheets/all.css", "javascripts/base.js", "javascripts/all.js"  # what pages load
_CALLED = ("javascripts/address.js", "javascripts/data.js", "javascripts/elements.js")  # by the search too


@dataclass(frozen=True)
class Target:
    """The place of an edition's outputs: the folder `build` in its edition folder."""

    edition: Path

    @property
    def build(self) -> Path:
        return self.edition / "build"

    @property
    def site(self) -> Path:
        return self.build / "site"


@contextmanager
def locked(target: Target) -> Iterator[None]:
    """Hold the edition's lock and clear away the leftovers of an earlier build. Raises a Refusal if another build holds
    the lock (M802), or if the outputs cannot be written (M803)."""
    try:
        folder.check_outputs(target.edition)
        target.build.mkdir(exist_ok=True)
        with open(target.build / ".lock", "w", opener=_not_through_a_link) as lock:
            if not _taken(lock):
                raise Refusal(Message(0, 0, "M802", "", str(target.edition)))
            atomic.recover(target.build)
            yield
    except OSError as error:
        raise folder.unwritable(error, str(target.build)) from error


def _not_through_a_link(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW, 0o644)


def _taken(lock: IO[str]) -> bool:
    """Whether the lock could be taken. The processes of a killed build may hold it for another moment."""
    end = time.monotonic() + _MOMENT
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if time.monotonic() > end:
                return False
            time.sleep(0.005)


def files(target: Target) -> Path:
    """An empty folder for the files that MkDocs does not make. `render` moves them to the site."""
    return atomic.fresh(target.build / "files")


def keep(folder: Path, file: File) -> None:
    """Write a file of the site in such a folder."""
    path = folder / file.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(file.content)


def write(target: Target, built: Built, apparatus: Apparatus, pages: Iterable[Page]) -> Path:
    """Write the Markdown tree, snippets and mkdocs.yml of an edition, and give the mkdocs.yml's path. Each page is
    written as soon as it is made, because the pages of a long book take half a gigabyte."""
    tree, included = target.build / "markdown", target.build / "snippets"
    _check_front_matter(target.edition / "docs")
    new = atomic.fresh(tree)
    for shared in _SHARED:
        _copy(THEME / shared, new / shared)
    for file in (*(new / "javascripts").iterdir(), *(new / "stylesheets").iterdir()):
        file.write_text(shipped(file.read_text("utf-8")), "utf-8")
    has = features.of(built.edition, built.links, apparatus)
    for file in sorted((THEME / "pages").rglob("*.md")):  # an edition may replace each of them
        source = Written(file.name, file.read_text("utf-8"), template=True)
        (new / source.name).write_text(features.filled(source, has), "utf-8")
    written = target.edition / "docs"
    _copy(written, new)
    if not apparatus.settings.rights.cleared:
        (new / "robots.txt").write_text("User-agent: *\nDisallow: /\n", "utf-8")
    made = [_written(page, new) for page in pages]
    snips = atomic.fresh(included)
    for name, text in snippets.all_of(built, apparatus, made).items():
        (snips / name).write_text(text, "utf-8")
    groups = navigation.listed(built.edition, new, made)
    for page in navigation.pages(groups):
        if not (new / page.path).exists():  # an edition may have a page of its own
            _written(page, new)
    config = _config(target, apparatus.settings, navigation.menu(groups))
    config["extra"]["footer"] = [
        [title, address]
        for title, address in _FOOTER
        if (new / f"{address}index.md").exists() or (new / f"{address.rstrip('/')}.md").exists()
    ]
    printed = addresses.PRINTED_PAGES if page_starts(built.edition) else ""
    config["extra"]["addresses"] = {"pages": printed, "search": addresses.SEARCH}
    config["extra"]["citation"] = citation.metadata(built.edition, apparatus, made)
    _join(new, config)
    path = target.build / "mkdocs.yml"
    atomic.swap(tree)
    atomic.swap(included)
    atomic.write(path, yaml.safe_dump(config, sort_keys=False, allow_unicode=True).encode())
    return path


def _written(page: Page, tree: Path) -> Page:
    """Write a page, and return it without its text, except for the indexes, whose entries are read again."""
    path = tree / page.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page.text, "utf-8")
    return page if page.path in citation.INDEXES else replace(page, text="")


class _Plain(yaml.SafeLoader):
    """Reads YAML without aliases, because nine lines of them can expand to more text than fits in memory."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.MarkedYAMLError(problem_mark=self.peek_event().start_mark)  # type: ignore[no-untyped-call]
        return super().compose_node(parent, index)


def _check_front_matter(written: Path) -> None:
    """Refuse pages whose front matter holds aliases (M809); of other faults MkDocs tells."""
    for file in sorted(written.rglob("*.md")):
        match = FRONT_MATTER.match(file.read_text("utf-8", "replace"))
        try:
            yaml.load(match[1] if match else "", _Plain)
        except yaml.MarkedYAMLError as error:
            if error.problem is None and error.problem_mark:
                line = error.problem_mark.line + 2
                place = file.relative_to(written.parent).as_posix()
                raise Refusal(Message(line, error.problem_mark.column + 1, "M809", "", place)) from error


def _config(target: Target, settings: Settings, menu: list[dict[str, Any]]) -> dict[str, Any]:
    """The hand-written mkdocs.yml with the data of the edition."""
    config = _by_hand(CONFIG)
    book = settings.book
    config |= {
        "site_name": book.title,
        "docs_dir": "markdown",
        "site_dir": "site",
        "nav": menu,
    }
    if settings.site.address:
        config["site_url"] = settings.site.address
    config["theme"]["custom_dir"] = os.path.relpath(THEME / "overrides", target.build)
    config["extra"] = config.get("extra", {}) | {
        "rights_cleared": settings.rights.cleared,
        "rights": settings.rights.statement,
        "edition_version": settings.site.version,
        "annotation": settings.site.annotation.value if settings.site.annotation else "",
        "blank_pages": " ".join(settings.pages.blank),
        # That of the text, for screen readers and hyphenation, if it is not that of the interface.
        "language": book.language if book.language != config["theme"]["language"] else "",
    }
    for extension in config["markdown_extensions"]:
        if isinstance(extension, dict) and "pymdownx.snippets" in extension:
            extension["pymdownx.snippets"]["base_path"] = [str(target.build / "snippets")]
    return config


def _join(tree: Path, config: dict[str, Any]) -> None:
    """Join the style sheets that mkdocs.yml lists into one, its scripts into two, and those of the search into one: on
    a slow line, thirty requests delay a page most. The search page needs only the first of the two for its results."""
    scripts = [script["path"] for script in config["extra_javascript"]]
    for name, files, joined in (
        (_STYLES, config["extra_css"], "\n".join),
        (_BASE, _CALLED, _isolated),
        (_SCRIPTS, [script for script in scripts if script not in _CALLED], _isolated),
        (search.SCRIPT, search.SCRIPTS, _isolated),
    ):
        texts = [(tree / file).read_text("utf-8") for file in files]
        for file in files:
            (tree / file).unlink()
        (tree / name).write_text(joined(texts), "utf-8")
    config["extra_css"] = [_STYLES]
    config["extra_javascript"] = [{"path": script, "defer": True} for script in (_BASE, _SCRIPTS)]


def _isolated(scripts: Iterable[str]) -> str:
    """The scripts as one. An error in a script is reported to the console and does not stop those after it."""
    return "".join(f"try {{\n{script}\n}} catch (error) {{\n  reportError(error)\n}}\n" for script in scripts)


def _by_hand(file: Path) -> dict[str, Any]:
    try:
        config: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        raise Refusal(Message(line, column, "A001", f"{error.problem}.", str(file))) from error
    return config


def render(
    target: Target,
    config: Path,
    when: datetime,
    files: Path,
    finish: Callable[[Path], None] = lambda _: None,
) -> None:
    """Run MkDocs, move the other files to its pages, call `finish` with the finished site, and replace the earlier site
    by it. `when` is the time of the site. Raises a Refusal (M801) if MkDocs fails."""
    new = atomic.fresh(target.site)
    with archive.dated(when):
        html.load(config, new).build()
    for file in sorted(file for file in files.rglob("*") if file.is_file()):
        path = new / file.relative_to(files)
        if path.suffix == ".html" and path.exists():  # a page that people wrote is not gone
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        file.replace(path)
    shutil.rmtree(files)
    finish(new)
    atomic.swap(target.site)


def publish(target: Target, public: Path) -> None:
    """Copy the finished site into a folder and replace its content."""
    new = atomic.fresh(public)
    _copy(target.site, new)
    (new / ".nojekyll").touch()  # GitHub Pages serves the files as they are
    atomic.swap(public)


def _copy(folder: Path, into: Path) -> None:
    """Copy the files of a folder. `shutil.copytree` would go on after an
    error, and copy the modes of folders, even of one that is read-only."""
    for file in sorted(folder.rglob("*")):
        inside = file.relative_to(folder)
        if file.is_file():
            (into / inside).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, into / inside)
