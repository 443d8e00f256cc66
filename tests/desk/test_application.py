"""Attacks on the desk: it answers only pages of its own that know its secret, on this machine, and writes nothing but
the registers of its edition folder."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from desk.editions import EMENDATIONS, edition, sitting
from desk.listening import listening
from editio.desk import application, server

SECRET = "a-secret"
ROAD = {"line": "4", "reading": "rnad", "edited": "road", "kind": "misreading", "certainty": "certain"}
ENTRY = {"register": "apparatus/emendations.tsv", "values": ROAD, "page": "1"}


class Desk:
    def __init__(self, port: int, folder: Path) -> None:
        self.port, self.folder = port, folder

    def ask(self, path: str, data: object = None, **headers: str) -> tuple[int, http.client.HTTPMessage, str]:
        """A request as a page of the desk makes it, with other headers in place of its own; "" leaves one out."""
        host = f"127.0.0.1:{self.port}"
        own = {"Host": host, "Origin": f"http://{host}", "Content-Type": "application/json"}
        body = data if isinstance(data, bytes) else json.dumps(data).encode()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.putrequest("GET" if data is None else "POST", path, skip_host=True)
        for name, value in {**own, **{k.replace("_", "-"): v for k, v in headers.items()}}.items():
            if value:
                connection.putheader(name, value)
        if data is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(None if data is None else body)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, answer.headers, text

    def post(self, path: str, data: object = {}, **headers: str) -> tuple[int, Any]:
        status, _, text = self.ask(f"/{SECRET}/api/{path}", data, **headers)
        return status, json.loads(text) if text.startswith("{") else text

    @property
    def page(self) -> str:
        """The name of the first page with text."""
        pages = json.loads(self.ask(f"/{SECRET}/api/book")[2])["pages"]
        return str(next(page["name"] for page in pages if page["first"]))

    @property
    def register(self) -> str:
        return (self.folder / "apparatus" / "emendations.tsv").read_text("utf-8")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = edition(tmp_path_factory.mktemp("desk") / "edition")
    door = server.bound(0)
    app = application.application(sitting(folder), SECRET)
    with listening(uvicorn.Server(uvicorn.Config(app, log_level="warning")), door) as port:
        yield Desk(port, folder)


def test_an_entry_of_the_desk_is_written_and_the_page_answered_and_undone(desk: Desk) -> None:
    status, found = desk.post("entry", {**ENTRY, "page": desk.page})
    assert (status, found["undo"], found["redo"]) == (200, True, False)
    edited = "".join(piece["text"] for line in found["page"]["lines"] for piece in line["edited"])
    assert "The road to the salt pans" in edited
    assert desk.register == EMENDATIONS + "e0005\t4\t\trnad\troad\tmisreading\tcertain\t\n"
    status, found = desk.post("undo")
    assert (status, found["undo"], found["redo"]) == (200, False, True)
    assert desk.register == EMENDATIONS


def test_a_page_is_answered_ahead_and_nothing_written(desk: Desk) -> None:
    status, found = desk.post("ahead", {"wishes": [ENTRY], "page": desk.page})
    assert (status, found["ready"]) == (200, True)
    assert "The road to the salt pans" in "".join(p["text"] for line in found["page"]["lines"] for p in line["edited"])
    assert desk.post("ahead", {"wishes": [{**ENTRY, "values": ROAD | {"line": "5"}}], "page": desk.page})[0] == 422
    others: list[object] = [{"wishes": [{"register": "edition.toml"}], "page": "1"}, {"wishes": {}}, {"wishes": ["x"]}]
    for malformed in others:
        assert desk.post("ahead", malformed)[0] == 400
    assert desk.post("ahead", {"wishes": [ENTRY], "page": "1"}, Origin="http://evil.example")[0] == 403
    assert desk.register == EMENDATIONS


def test_an_entry_is_changed_withdrawn_and_undone(desk: Desk) -> None:
    row = EMENDATIONS.splitlines()[-1]
    change = {"register": "apparatus/emendations.tsv", "row": row}
    values = {"id": "e0004", "line": "5", "reading": "wurk", "edited": "toil", "kind": "misreading"}
    status, found = desk.post("change", {**change, "values": {**values, "certainty": "certain"}})
    assert (status, "\ttoil\t" in desk.register) == (200, True), found
    assert desk.post("undo")[0] == 200
    assert desk.post("change", change)[0] == 200
    assert "e0004" not in desk.register
    assert desk.post("undo")[0] == 200
    assert desk.register == EMENDATIONS
    assert desk.post("change", {**change, "register": "edition.toml"})[0] == 400
    assert desk.post("change", change, Origin="http://evil.example")[0] == 403
    assert desk.post("undo")[0] == 409


def test_the_lists_lead_to_places_in_the_text(desk: Desk) -> None:
    groups = json.loads(desk.ask(f"/{SECRET}/api/review")[2])["groups"]
    assert list(groups) == ["Running heads", "Headings", "Notes", "Calls", "Messages", "Entries"]
    (entry,) = groups["Entries"]
    assert (entry["line"], entry["values"]["edited"], bool(entry["page"])) == (5, "work", True)
    assert groups["Headings"][0]["line"] == 1


def test_a_page_without_image_has_none(desk: Desk) -> None:
    assert desk.ask(f"/{SECRET}/api/image/{desk.page}")[0] == 404
    page = json.loads(desk.ask(f"/{SECRET}/api/page/{desk.page}")[2])
    assert (page["image"], page["lines"][0]["boxes"]) == (None, [])


def test_a_refused_entry_is_explained_in_the_words_of_the_build(desk: Desk) -> None:
    status, found = desk.post("entry", {**ENTRY, "values": ROAD | {"reading": "tbe", "line": "6"}})
    assert status == 422
    (message,) = found["refused"]
    assert message["code"] == "E402"
    assert "give column 17 or 35" in message["detail"]
    assert desk.register == EMENDATIONS


def test_a_preview_says_what_would_change_and_writes_nothing(desk: Desk) -> None:
    values = {"line": "9", "role": "paragraph"}
    status, found = desk.post("entry", {"register": "apparatus/structure.tsv", "values": values, "preview": True})
    assert status in (200, 422)
    values = {"line": "4", "role": "page", "value": "57"}
    status, found = desk.post("entry", {"register": "apparatus/structure.tsv", "values": values, "preview": True})
    assert status == 200, found
    assert any("57" in effect for effect in found["effects"])
    assert not (desk.folder / "apparatus" / "structure.tsv").exists()


@pytest.mark.parametrize(
    "path", ["/", "/static/desk/main.js", "/api/book", "/a-secre/", "/a-secret2/api/book", "/A-SECRET/"]
)
def test_without_the_secret_nothing_is_there(desk: Desk, path: str) -> None:
    assert desk.ask(path)[0] == 404


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8010", "127.0.0.1.evil.example", "0x7f000001", "[::1]"])
def test_dns_rebinding_is_refused(desk: Desk, host: str) -> None:
    """A page elsewhere whose domain was made to point at this machine, even one that learned the secret."""
    for path, data in ((f"/{SECRET}/", None), (f"/{SECRET}/api/book", None), (f"/{SECRET}/api/entry", ENTRY)):
        assert desk.ask(path, data, Host=host, Origin=f"http://{host}")[0] == 400
    assert desk.register == EMENDATIONS


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "http://localhost"},
        {"Content_Type": "text/plain"},
        {"Content_Type": "application/x-www-form-urlencoded"},
        {"Content_Type": ""},
    ],
)
def test_cross_site_requests_are_refused(desk: Desk, headers: dict[str, str]) -> None:
    for path in ("entry", "undo", "redo"):
        assert desk.post(path, ENTRY, **headers)[0] == 403
    assert desk.register == EMENDATIONS


@pytest.mark.parametrize(
    "register",
    [
        "../edition/edition.toml",
        "edition.toml",
        "/etc/passwd",
        "apparatus/../edition.toml",
        "apparatus/anchors.tsv",
        "docs/index.md",
        "",
        "apparatus/emendations.tsv\0",
    ],
)
def test_no_other_file_is_written(desk: Desk, register: str) -> None:
    before = {file: file.read_bytes() for file in desk.folder.rglob("*") if file.is_file()}
    assert desk.post("entry", {**ENTRY, "register": register})[0] == 400
    assert {file: file.read_bytes() for file in desk.folder.rglob("*") if file.is_file()} == before


@pytest.mark.parametrize(
    "path",
    [
        "static/../../sitting.py",
        "static/%2e%2e/%2e%2e/sitting.py",
        "static/..%2f..%2fsitting.py",
        "page/..%2f..%2fedition.toml",
        "api/page/..%2F..%2Fedition.toml",
        "static//etc/passwd",
    ],
)
def test_no_other_file_is_read(desk: Desk, path: str) -> None:
    status, _, text = desk.ask(f"/{SECRET}/{path}")
    assert (status, "import" in text, "root:" in text, "[book]" in text) == (404, False, False, False)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[" * 5000,
        b"3",
        b"x" * 200_000,
        {"register": 3},
        {**ENTRY, "values": {"line": 4}},
        {**ENTRY, "values": "x"},
        {**ENTRY, "values": {"line": ["4"]}},
    ],
    ids=range(9),
)
def test_what_is_no_entry_is_refused(desk: Desk, data: object) -> None:
    assert desk.post("entry", data)[0] == 400


@pytest.mark.parametrize("line_break", ["\n", "\r", "\t", "\u2028", "\x00", "\x1b"])
def test_a_value_cannot_write_a_second_row(desk: Desk, line_break: str) -> None:
    evil = f"road{line_break}e0666\t5\t\twalked\tran\tmisreading\tcertain"
    desk.post("entry", {**ENTRY, "values": ROAD | {"reason": evil}})
    assert not [row for row in desk.register.split("\n") if row.startswith("e0666")]
    if desk.register != EMENDATIONS:
        assert desk.post("undo")[0] == 200
    assert desk.register == EMENDATIONS


def test_markup_in_a_reading_is_data(desk: Desk) -> None:
    markup = '<img src=x onerror="alert(1)">'
    status, found = desk.post("entry", {**ENTRY, "values": ROAD | {"edited": markup}, "page": desk.page})
    assert status == 200
    assert any(piece["text"] == markup for line in found["page"]["lines"] for piece in line["edited"])
    assert desk.post("undo")[0] == 200


def test_every_answer_has_the_policy_and_keeps_the_secret(desk: Desk) -> None:
    for path in (f"/{SECRET}/", f"/{SECRET}/api/book", f"/{SECRET}/static/desk/main.js", "/"):
        headers = desk.ask(path)[1]
        assert "default-src 'none'; script-src 'self'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Frame-Options"] == "DENY"
        assert "Access-Control-Allow-Origin" not in headers


def test_each_desk_has_another_secret() -> None:
    assert len({application.new_secret() for _ in range(50)}) == 50
    assert len(application.new_secret()) >= 32
