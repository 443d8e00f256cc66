"""The pages made on all cores are those that MkDocs makes by itself, and one can be made anew alone."""

from __future__ import annotations

import logging
import re
import shutil
from pathlib import Path

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from browsing import once, specimen_site
from editio.site import html, styles

POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The mkdocs.yml of the specimen, beside the Markdown that it is about, in a copy that a test may change."""
    made = once(tmp_path_factory, "edition", specimen_site).parent
    build = shutil.copytree(made, tmp_path_factory.mktemp("specimen") / "build", ignore=shutil.ignore_patterns("site"))
    file = build / "mkdocs.yml"
    file.write_text(file.read_text("utf-8").replace(str(made), str(build)), "utf-8")
    return Path(file)


def _files(site: Path) -> dict[str, bytes]:
    return {str(f.relative_to(site)): f.read_bytes() for f in site.rglob("*") if f.is_file()}


def test_the_site_is_the_one_that_mkdocs_makes(config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mkdocs.commands.build.get_navigation", html._navigation)  # it leads past the lists of groups
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    mkdocs_build(load_config(str(config), site_dir=str(tmp_path / "theirs")))
    html.load(config, tmp_path / "ours").build()
    theirs, ours = _files(tmp_path / "theirs"), _files(tmp_path / "ours")
    assert len(theirs) > 50
    assert ours.keys() < theirs.keys()
    assert all(path.startswith(html.UNUSED) for path in theirs.keys() - ours.keys())
    for path, content in ours.items():
        if path.endswith(".html"):
            assert len(POLICY.findall(content)) == 1, path
            content = POLICY.sub(b"", content)
        if re.fullmatch(r"assets/stylesheets/main\..*\.css", path):
            assert content.decode("utf-8") == styles.trimmed(theirs[path].decode("utf-8"))
        elif not path.endswith(".gz"):  # of the site map, and has the time in it
            assert content == theirs[path], path


def test_a_page_that_the_menu_does_not_list_belongs_to_the_group_of_the_page_above(
    config: Path, tmp_path: Path
) -> None:
    made = html.load(config, tmp_path / "site")
    pages = {file.url: file.page for file in made.files.documentation_pages()}
    matrix, group = pages["people/by-chapter/"], pages["people/"]
    assert matrix is not None
    assert group is not None
    assert matrix not in made.navigation.pages
    assert matrix.parent is group.parent is not None
    assert pages["search/"] is not None
    assert pages["search/"].parent is None


def test_a_page_made_anew_changes_no_other(config: Path, tmp_path: Path) -> None:
    made = html.load(config, tmp_path / "site")
    made.build()
    before = _files(tmp_path / "site")
    markdown = config.parent / "markdown" / "chapters" / "01" / "index.md"
    markdown.write_text(markdown.read_text("utf-8") + "\nSmoke.\n", "utf-8")
    made.again(["chapters/01/index.md"])
    after = _files(tmp_path / "site")
    assert [path for path in after if after[path] != before.get(path)] == ["chapters/01/index.html"]
    assert b"Smoke." in after["chapters/01/index.html"]
