"""HTML from Markdown: the steps of MkDocs' own build, so that all cores make the pages, and only changed pages are made
again.

MkDocs makes its pages one after the other, although no page of an edition depends on another. This module calls the
steps of `mkdocs.commands.build.build` of MkDocs 1.6.1, the last release of its line, which is pinned. It does not call
plugins; the edition uses none.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, TemplateError
from markupsafe import escape
from mkdocs.commands.build import _build_page, _build_theme_template, _populate_page
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.structure.files import File, Files, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page
from pymdownx.snippets import SnippetMissingError  # type: ignore[import-untyped]

from editio.inputs.registers.settings import AnnotationService
from editio.model.messages import Message, Refusal
from editio.outputs import content_policy
from editio.outputs.pages.markdown import path
from editio.outputs.pages.parts import GROUPS
from editio.site import styles
from editio.system import cores

# Material's search, with lunr in its languages (a megabyte). The edition has a search of its own.
UNUSED = ("assets/javascripts/lunr/", "assets/javascripts/workers/")

_FAULTS = (MkDocsException, Abort, SnippetMissingError, TemplateError, UnicodeDecodeError)


@dataclass(frozen=True)
class Html:
    """The shared state for making the pages of a site."""

    file: Path  # the mkdocs.yml
    config: MkDocsConfig
    files: Files
    navigation: Navigation
    templates: Environment
    scripts: content_policy.Scripts  # the theme's own, which pages may run

    @property
    def root(self) -> str:
        """The path of the site on its host: / unless its address has a path."""
        return urlsplit(self.config.site_url or "").path.rstrip("/") + "/"

    def build(self) -> None:
        """Make the whole site in the folder that the configuration names. Raises a Refusal (M801) if MkDocs fails."""
        try:
            self.files.copy_static_files()
            styles.trim(Path(self.config.site_dir))
            for name in self.config.theme.static_templates:
                _build_theme_template(name, self.templates, self.files, self.config, self.navigation)
        except _FAULTS as error:
            raise self._refusal(str(error)) from error
        for page in Path(self.config.site_dir).rglob("*.html"):
            self._hold(page)
        self._make(self.files.documentation_pages())

    def again(self, paths: Iterable[str]) -> None:
        """Make the pages of these Markdown files again."""
        self._make([file for path in paths if (file := self.files.get_file_from_path(path))])

    def _make(self, pages: Iterable[File]) -> None:
        longest_first = sorted(pages, key=lambda file: -Path(file.abs_src_path or "").stat().st_size)
        documents = self.files.documentation_pages()
        for fault in cores.share(lambda file: self._page(file, documents), longest_first):
            if fault:
                raise self._refusal(fault)

    def _page(self, file: File, documents: Sequence[File]) -> str:
        """Make a page, one of these. What went wrong, or nothing."""
        page = file.page or Page(None, file, self.config)
        try:
            _populate_page(page, self.config, self.files)
            _build_page(page, self.config, documents, self.navigation, self.templates)
        except _FAULTS as error:
            return str(error)
        page.markdown = page.content = None  # MkDocs would keep the whole site in memory
        self._hold(Path(file.abs_dest_path))
        return ""

    def _hold(self, page: Path) -> None:
        """Give a finished page its policy."""
        named = self.config.extra.get("annotation")
        service = AnnotationService(named) if named else None
        content_policy.apply(page, self.scripts, bool(self.config.extra.get("rights_cleared")), service)

    def _refusal(self, fault: str) -> Refusal:
        return Refusal(Message(0, 0, "M801", fault, str(self.file)))


def _escape(config: MkDocsConfig) -> None:
    """Escape the settings of the edition, because the templates take every value for HTML. A value marked as HTML is
    not escaped again."""
    config.site_name = escape(config.site_name)
    config.extra["rights"] = escape(config.extra.get("rights", ""))


def _scripts(templates: Environment) -> content_policy.Scripts:
    """The inline scripts of the theme's templates and of the edition's overrides."""
    loader = templates.loader
    assert loader is not None
    names = templates.list_templates(extensions=["html"])
    return content_policy.scripts_of(loader.get_source(templates, name)[0] for name in names)


def _navigation(files: Files, config: MkDocsConfig) -> Navigation:
    """The navigation. Readers turn from one page to the next past the lists of the groups, which interrupt the book.
    A page that the menu does not list, such as that of one person, belongs to the group of the page above it."""
    found = get_navigation(files, config)
    lists = {path(group.address) for group in GROUPS}
    listed = {page.url: page for page in found.pages}
    for file in files.documentation_pages():
        if file.url not in listed:
            above = next((listed[url] for url in _above(file.url) if url in listed), None)
            page = file.page or Page(None, file, config)
            page.parent = above.parent if above else None
    for before, after in pairwise(page for page in found.pages if page.file.src_uri not in lists):
        before.next_page, after.previous_page = after, before
    return found


def _above(url: str) -> Iterator[str]:
    """The addresses above one, the nearest first: of `witness/page/3/` they are `witness/page/` and `witness/`."""
    parts = url.split("/")[:-2]
    for n in range(len(parts), 0, -1):
        yield "/".join(parts[:n]) + "/"


def load(file: Path, site: Path) -> Html:
    """Prepare MkDocs to make the pages of a mkdocs.yml in the folder `site`. Raises a Refusal (M801) if the file cannot
    be used."""
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    try:
        config = load_config(str(file), site_dir=str(site))
        _escape(config)
        files = get_files(config)
        templates = config.theme.get_env()
        files.add_files_from_theme(templates, config)
        for unused in [each for each in files if each.src_uri.startswith(UNUSED)]:
            files.remove(unused)
        set_exclusions(files, config)
        return Html(file, config, files, _navigation(files, config), templates, _scripts(templates))
    except _FAULTS as error:
        raise Refusal(Message(0, 0, "M801", f"{error}", str(file))) from error
