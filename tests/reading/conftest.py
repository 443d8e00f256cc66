"""The specimen's site in a real browser: built once a session, served on a free port of this machine.

Tests take `site_url` and `page`. Where no browser is they skip, or fail if `EDITION_REQUIRE` names
`browser`; `EDITION_CHROMIUM` names another Chromium than the system's. The one without windows is preferred, because it
needs half the time.
"""

from __future__ import annotations

import os
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from browsing import once, reading, served, specimen_site
from building import pages
from conftest import lacking
from places import REPOSITORY

CHROMIUM = os.environ.get("EDITION_CHROMIUM") or shutil.which("chromium-headless-shell") or shutil.which("chromium")
CHECKERS = REPOSITORY / ".venv" / "node_modules"
LAID = (  # the first in the middle, so that it stays in view when the map is enlarged
    "key\tlat\tlon\textent\tnote\n"
    "skarholm\t52.2\t21.0\tpoint\t\n"
    "halvern\t51.0\t-8.0\tpoint\t\n"
    "tarrant\t53.0\t48.0\tpoint\t\n"
)
# Removed pages, with the addresses that have their content now.
GONE = "page\tid\tfingerprint\tnow\nsketches/\tskarholm\t\tplaces/#skarholm\nsketches/\ttitle\t\tworks/\n"


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished site of the specimen."""
    return once(tmp_path_factory, "edition", specimen_site)


@pytest.fixture(scope="session")
def site_url(site_folder: Path) -> Iterator[str]:
    """The address of the specimen's home page, with a slash at its end."""
    with served(site_folder) as address:
        yield address


@pytest.fixture(scope="session")
def whole_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished site with every kind of page: the specimen, with three of its invented places on a map and a removed
    page."""
    registers = {"apparatus/coordinates.tsv": LAID, "apparatus/anchors.tsv": GONE}
    return once(tmp_path_factory, "whole", lambda folder: specimen_site(folder, registers))


@pytest.fixture(scope="session")
def whole_url(whole_site: Path) -> Iterator[str]:
    """The address of its home page, with a slash at its end."""
    with served(whole_site) as address:
        yield address


@pytest.fixture(scope="session")
def unpacked(site_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the folder in which the archive of the site is unpacked."""
    folder = tmp_path_factory.mktemp("offline")
    with zipfile.ZipFile(site_folder / "downloads" / "specimen-offline.zip") as container:
        container.extractall(folder)
    return (folder / "specimen").as_uri() + "/"


@pytest.fixture(scope="session")
def kinds(whole_site: Path) -> list[str]:
    """The address of a page of each kind in the whole site."""
    return _kinds(whole_site)


@pytest.fixture(scope="session")
def kinds_of_site(site_folder: Path) -> list[str]:
    """The address of a page of each kind in the specimen's site."""
    return _kinds(site_folder)


def _kinds(site: Path) -> list[str]:
    """The address of a page of each kind; where there are several (the chapters), of the one with most in it."""
    largest: dict[str, Path] = {}
    for file in (site / "404.html", *pages(site)):
        kind = re.sub(r"\d+/index|page/\w+/index", "N", file.relative_to(site).as_posix())
        if kind not in largest or file.stat().st_size > largest[kind].stat().st_size:
            largest[kind] = file
    return sorted(file.relative_to(site).as_posix().removesuffix("index.html") for file in largest.values())


def _checker(file: str) -> Path:
    if not (CHECKERS / file).is_file():
        lacking("checkers", f"There is no {file} in .venv/node_modules: make test installs it where npm is.")
    return CHECKERS / file


@pytest.fixture(scope="session")
def biome() -> Path:
    """The linter of scripts and styles."""
    return _checker(".bin/biome")


@pytest.fixture(scope="session")
def tsc() -> Path:
    """The type checker of scripts."""
    return _checker(".bin/tsc")


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core."""
    return _checker("axe-core/axe.min.js").read_text("utf-8")


@pytest.fixture(scope="session")
def nu() -> Path:
    """The Nu Html Checker, a program in Java."""
    if not shutil.which("java"):
        lacking("java", "There is no java, in which the Nu Html Checker is written.")
    return _checker("vnu-jar/build/dist/vnu.jar")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM or not Path(CHROMIUM).is_file():
        lacking("browser", f"There is no {CHROMIUM or 'Chromium'} (EDITION_CHROMIUM names it).")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def still(page: Page) -> Page:
    """A page on which no colour is on its way to another."""
    page.emulate_media(reduced_motion="reduce")
    return page


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with reading(browser) as page:
        yield page
