"""The specimen's site in a real browser: built once a session, served on a free port of this machine.

Tests take `site_url` and `page`. Where no browser is they skip, or fail if `EDITION_REQUIRE` names
`browser`; `EDITION_CHROMIUM` names another Chromium than the system's.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from browsing import reading, served, specimen_site
from conftest import lacking

CHROMIUM = Path(os.environ.get("EDITION_CHROMIUM", "/usr/bin/chromium"))


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished site of the specimen."""
    return specimen_site(tmp_path_factory.mktemp("edition"))


@pytest.fixture(scope="session")
def site_url(site_folder: Path) -> Iterator[str]:
    """The address of the specimen's home page, with a slash at its end."""
    with served(site_folder) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.is_file():
        lacking("browser", f"There is no browser at {CHROMIUM} (EDITION_CHROMIUM names it).")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with reading(browser) as page:
        yield page
