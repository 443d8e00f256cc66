"""Zensical, the successor of MkDocs with Material, renders the same tree to the same articles."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from editio import edition
from editio.inputs import plain_text
from editio.inputs.registers import load
from editio.outputs import archive
from editio.outputs import catalogue as outputs
from editio.site import tree as site
from places import SPECIMEN
from rendered import Rendered, read


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The specimen's site, as if its rights were not cleared, as MkDocs and as Zensical make it from one
    build/mkdocs.yml."""
    folder = tmp_path_factory.mktemp("edition")
    shutil.copytree(SPECIMEN, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("build"))
    settings = (folder / "edition.toml").read_text("utf-8")
    (folder / "edition.toml").write_text(settings.replace("cleared = true", "cleared = false"), "utf-8")
    target = site.Target(folder)
    target.build.mkdir()
    apparatus = load(folder)
    (text,) = (folder / "witness").glob("*.txt")
    built = edition.build(plain_text.read(text, apparatus.settings.witness.sha256), apparatus)
    pages = outputs.pages(built, apparatus)
    config = site.write(target, built, apparatus, pages)
    site.render(target, config, archive.modified(apparatus.settings), site.files(target))
    by_mkdocs = target.site.rename(folder / "mkdocs")
    done = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--clean", "--config-file", config],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return by_mkdocs, target.site


def pages_of(folder: Path) -> dict[str, Rendered]:
    return {str(file.relative_to(folder)): read(file.read_text("utf-8"), "article") for file in folder.rglob("*.html")}


def texts(page: Rendered) -> dict[str, str]:
    """Texts by id. `__skip` is the target of a link of the theme's that leads to the text."""
    return {ident: " ".join(text.split()) for ident, text in page.texts.items() if ident != "__skip"}


def test_both_have_the_same_pages(sites: tuple[Path, Path]) -> None:
    by_mkdocs, by_zensical = map(pages_of, sites)
    assert set(by_zensical) == set(by_mkdocs)
    assert {"chapters/01/index.html", "notes/01/index.html", "chronology/index.html"} <= set(by_mkdocs)


def test_every_article_has_the_same_ids_and_the_same_texts(sites: tuple[Path, Path]) -> None:
    by_mkdocs, by_zensical = map(pages_of, sites)
    for page, article in by_mkdocs.items():
        assert texts(by_zensical[page]) == texts(article), page
    assert sum(ident.startswith("p") for page in by_mkdocs.values() for ident in texts(page)) > 100


def test_the_edition_s_own_theme_is_at_work_in_both(sites: tuple[Path, Path]) -> None:
    """It is the theme that asks not to be indexed while the rights are not cleared."""
    for folder in sites:
        assert "noindex" in (folder / "chapters/01/index.html").read_text("utf-8")
