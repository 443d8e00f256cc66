"""The specimen's site in a real browser: built once a session, served on a free port of this machine.

Tests take `site_url` and `page`. Where no browser is they skip, or fail if `EDITION_REQUIRE` names
`browser`; `EDITION_CHROMIUM` names another Chromium than the system's.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from conftest import REPOSITORY, lacking

CHROMIUM = Path(os.environ.get("EDITION_CHROMIUM", "/usr/bin/chromium"))
_PATIENCE = 5_000  # milliseconds until a page that does not do what it should has failed


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Requests are no news."""


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished site of the specimen, built by the command that everybody uses."""
    edition = tmp_path_factory.mktemp("edition") / "specimen"
    shutil.copytree(REPOSITORY / "specimen", edition, ignore=shutil.ignore_patterns("build"))
    command = [sys.executable, str(REPOSITORY / "scripts" / "build.py"), "site", str(edition)]
    subprocess.run(command, check=True)
    return edition / "build" / "site"


@pytest.fixture(scope="session")
def site_url(site_folder: Path) -> Iterator[str]:
    """The address of the specimen's home page, with a slash at its end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site_folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


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
    """A page of a browser that remembers nothing. An error in a script of the site fails the test."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(_PATIENCE)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []
