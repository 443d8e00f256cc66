"""What tests in a browser need: the specimen built and served, and a page that reports its own errors."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from building import edition, invoked
from places import REPOSITORY

PATIENCE = 60_000  # milliseconds until a page that does not do what it should has failed; nothing is measured
expect.set_options(timeout=PATIENCE)  # else five seconds, which a busy machine may need


class _Host(SimpleHTTPRequestHandler):
    """As hosts of static sites do, it answers with 404.html where there is no page."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            return super().send_error(code, message, explain)
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.read_bytes())

    def log_message(self, format: str, *args: object) -> None:
        """Requests are not news."""


def specimen_site(folder: Path, changes: Mapping[str, str] | None = None) -> Path:
    """The finished site of the specimen, built in a folder by the command that everybody uses. `changes` are
    files of the edition, by their paths, that it has besides or instead."""
    copy = folder / "specimen"
    shutil.copytree(REPOSITORY / "specimen", copy, ignore=shutil.ignore_patterns("build"))
    for path, text in (changes or {}).items():
        (copy / path).write_text(text, "utf-8")
    command = [sys.executable, str(REPOSITORY / "scripts" / "build.py"), "site", str(copy)]
    subprocess.run(command, check=True)
    return copy / "build" / "site"


def private_site(folder: Path) -> Path:
    """The finished site of a small edition at an address, as it is while its rights are not cleared."""
    made = edition(folder / "private")
    settings = (made / "edition.toml").read_text("utf-8")
    assert "\ncleared = true" in settings
    private = settings.replace("\ncleared = true", "\ncleared = false")
    (made / "edition.toml").write_text(f'{private}\n[site]\naddress = "https://example.org/book/"\n', "utf-8")
    built = invoked("site", made)
    assert built.exit_code == 0, built.output
    return made / "build" / "site"


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Path]) -> Path:
    """What `make` makes in a folder, made by the first of the processes that share out the tests to ask for it."""
    ours = factory.getbasetemp()
    shared = ours.parent if "PYTEST_XDIST_WORKER" in os.environ else ours
    folder, made = shared / name, shared / f"{name}.made"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            shutil.rmtree(folder, ignore_errors=True)  # of one that failed
            folder.mkdir()
            made.write_text(str(make(folder)), "utf-8")
    return Path(made.read_text("utf-8"))


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder on a free port of this machine, with a slash at its end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def until(page: Page, expression: str) -> None:
    """Wait until a JavaScript expression is true on the page. The expression is put into a function, because the policy
    of the page lets Playwright evaluate plain text only once."""
    page.wait_for_function(f"() => {expression}")


class Held:
    """The requests for some addresses, from now on; their answers wait."""

    def __init__(self, page: Page, addresses: str) -> None:
        self._page, self._holding = page, True
        self.waiting: list[Route] = []
        page.route(addresses, self._asked)

    def _asked(self, route: Route) -> None:
        if self._holding:
            self.waiting.append(route)
        else:
            route.continue_()

    def next(self) -> Route:
        """The first of them, as soon as it has been made."""
        end = time.monotonic() + PATIENCE / 1000
        while not self.waiting and time.monotonic() < end:
            self._page.wait_for_timeout(10)  # in which the page can tell
        return self.waiting.pop(0)

    def let_go(self) -> None:
        """Answer these requests, and all later ones at once."""
        self._holding = False
        while self.waiting:
            self.waiting.pop(0).continue_()


@contextmanager
def reading(browser: Browser, *permissions: str) -> Iterator[Page]:
    """A page of a browser that remembers nothing. An error in a script of the site fails the test."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.grant_permissions(list(permissions))
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    page.unroute_all(behavior="ignoreErrors")  # what a page still asks for when its test ends has no answer
    context.close()
    assert not errors, errors
