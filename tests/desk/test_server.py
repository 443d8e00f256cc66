"""The local server: who may ask, what is served, and what an open page is told. The site is a folder of three files."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import pytest
import uvicorn

from desk.listening import listening
from editio.desk import server
from editio.desk.live import Live, version, with_script
from editio.desk.upkeep import State, Upkeep
from editio.model.messages import Message
from editio.site.tree import Target

_PATIENCE = 30  # seconds


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "edition" / "build" / "site"
    (folder / "chapters" / "01").mkdir(parents=True)
    (folder / "index.html").write_text("<html><head><title>A</title></head><body>home</body></html>", "utf-8")
    (folder / "chapters" / "01" / "index.html").write_text("<html><head></head><body>one</body></html>", "utf-8")
    (folder / "404.html").write_text("<html><head></head><body>no such page</body></html>", "utf-8")
    (folder / "data.json").write_text("{}", "utf-8")
    (tmp_path / "edition" / "secret.txt").write_text("secret", "utf-8")
    return folder


class Running:
    def __init__(self, port: int, live: Live) -> None:
        self.port, self.live = port, live

    def ask(self, path: str, host: str = "", method: str = "GET") -> tuple[int, http.client.HTTPMessage, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        connection.putrequest(method, path, skip_host=True)
        connection.putheader("Host", host or f"127.0.0.1:{self.port}")
        connection.endheaders()
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, answer.headers, text

    @contextmanager
    def events(self, page: str) -> Iterator[http.client.HTTPResponse]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        connection.request("GET", f"{'/_editio/events'}?page={page}")
        yield connection.getresponse()
        connection.close()


def event(stream: http.client.HTTPResponse) -> dict[str, Any]:
    line = stream.readline().decode()
    assert stream.readline() == b"\n"
    found = json.loads(line.removeprefix("data: "))
    assert isinstance(found, dict)
    return found


@pytest.fixture
def running(site: Path) -> Iterator[Running]:
    live = Live()
    door = server.bound(0)
    config = uvicorn.Config(server.application(site, live, lambda: "/book/"), log_level="warning")
    with listening(server._Server(config, live), door) as port:
        yield Running(port, live)


def test_pages_files_and_unknown_addresses(running: Running) -> None:
    status, headers, text = running.ask("/")
    assert (status, "home" in text, "live.js" in text) == (200, True, True)
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert running.ask("/chapters/01/")[2].startswith("<html><head><link")
    assert running.ask("/data.json")[2] == "{}"
    for unknown in ("/nothing/", "/nothing", "/data.json/x", "/" + "a" * 300, "/%00"):
        status, _, text = running.ask(unknown)
        assert (status, "no such page" in text) == (404, True), unknown
    assert "one" in running.ask("/book/chapters/01/")[2], "at the path of the published site too"


def test_a_folder_is_completed_with_its_slash_on_this_host(running: Running) -> None:
    status, headers, _ = running.ask("/chapters/01")
    assert (status, headers["Location"]) == (307, f"http://127.0.0.1:{running.port}/chapters/01/")


def test_a_request_that_names_another_host_is_refused(running: Running) -> None:
    """As a page elsewhere does whose domain was made to point at this machine."""
    for host in (
        "evil.example",
        "evil.example:8000",
        "127.0.0.1.evil.example",
        "localhost.evil:1",
        "127.0.0.1@evil",
        " ",
    ):
        for path in ("/", "/data.json", "/_editio/events", "/_editio/live.js"):
            status, _, text = running.ask(path, host)
            assert (status, text) == (400, "Invalid host header"), (host, path)


def test_this_machine_is_served_by_its_names(running: Running) -> None:
    for host in ("127.0.0.1", "localhost:8000", "LOCALHOST"):
        assert running.ask("/", host)[0] == 200


def test_no_file_outside_the_site_is_served(running: Running) -> None:
    for path in (
        "/../secret.txt",
        "/%2e%2e/%2e%2e/secret.txt",
        "/..%2f..%2fsecret.txt",
        "/chapters/../../../secret.txt",
        "//etc/passwd",
        "/book//etc/passwd",
        "/_editio/../../upkeep.py",
        "/_editio/%2e%2e/upkeep.py",
    ):
        status, _, text = running.ask(path)
        assert (status, "secret" in text, "root:" in text, "import" in text) == (404, False, False, False), path


def test_no_link_out_of_the_site_is_followed(running: Running, site: Path) -> None:
    (site / "link.txt").symlink_to(site.parents[1] / "secret.txt")
    assert running.ask("/link.txt")[0] == 404


def test_only_reading_is_allowed(running: Running) -> None:
    for method in ("POST", "PUT", "DELETE"):
        assert running.ask("/", method=method)[0] == 405


def test_other_sites_may_not_embed_what_is_served(running: Running) -> None:
    for path in ("/", "/data.json", "/nothing/", "/_editio/live.js"):
        headers = running.ask(path)[1]
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "Access-Control-Allow-Origin" not in headers


def test_a_page_is_told_of_its_changes_and_of_errors(running: Running, site: Path) -> None:
    page = site / "chapters" / "01" / "index.html"
    with running.events("chapters/01/index.html") as stream:
        first = event(stream)
        assert first == {"version": version(page, site), "refused": []}
        running.live.tell(State(1))
        assert event(stream) == first, "the page is what it was"
        page.write_text("<html><head></head><body>two</body></html>", "utf-8")
        running.live.tell(State(2, (Message(3, 1, "A001", "<b>It</b>", "edition.toml"),)))
        changed = event(stream)
        assert changed["version"] != first["version"]
        (refused,) = changed["refused"]
        assert (refused["place"], refused["detail"]) == ("edition.toml:3:1", "<b>It</b>")


def test_the_version_of_a_file_outside_the_site_is_not_told(running: Running, site: Path) -> None:
    for page in ("../../secret.txt", "/etc/passwd", "%00"):
        with running.events(page) as stream:
            assert event(stream)["version"] == version(site / "404.html", site)


def test_a_site_that_was_never_built_is_announced(running: Running, site: Path) -> None:
    for file in site.rglob("*.html"):
        file.unlink()
    status, _, text = running.ask("/")
    assert (status, "has not been built yet" in text, "live.js" in text) == (404, True, True)


def test_the_script_is_added_once_and_its_attributes_are_escaped() -> None:
    text = with_script("<head></head></head>", '"><script>', "v")
    assert text.count("live.js") == 1
    assert 'data-page="&quot;&gt;&lt;script&gt;"' in text


def test_a_port_that_is_taken_is_an_error() -> None:
    with server.bound(0) as taken:
        taken.listen()
        with pytest.raises(OSError, match="in use"):
            server.bound(taken.getsockname()[1])


def test_the_server_listens_on_this_machine_only() -> None:
    with server.bound(0) as door:
        assert door.getsockname()[0] == "127.0.0.1"
        assert door.family == socket.AF_INET


def test_a_file_that_is_replaced_again_and_again_is_followed(tmp_path: Path) -> None:
    """As editors do that write a new file and rename it."""
    (tmp_path / "apparatus").mkdir()
    settings = tmp_path / "edition.toml"
    settings.write_text("0", "utf-8")
    seen: list[str] = []

    class Noticing(Upkeep):
        def keep_up(self) -> None:
            if (text := settings.read_text("utf-8")) not in seen:
                seen.append(text)

    end = threading.Event()
    upkeep = Noticing(Target(tmp_path), _never, _never, _never)
    thread = threading.Thread(target=server._follow, args=(upkeep, end))
    thread.start()
    for number in "123":
        new = tmp_path / "edition.toml.new"
        new.write_text(number, "utf-8")
        new.replace(settings)
        deadline = time.monotonic() + _PATIENCE
        while number not in seen and time.monotonic() < deadline:
            time.sleep(0.02)
    end.set()
    thread.join(_PATIENCE)
    assert seen[-3:] == ["1", "2", "3"]


def _never(*_: object) -> NoReturn:
    raise AssertionError
