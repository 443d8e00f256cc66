"""The local server: it serves the site, builds again after a change, and outlives a build that fails."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NoReturn

import pytest
import typer
from typer.testing import CliRunner

from building import free_port, word_of_the_first_chapter
from editio.commands import listening
from editio.commands.app import app
from editio.desk.upkeep import Upkeep
from editio.model.messages import Message, Refusal
from editio.site import record as inputs
from editio.site.tree import Target
from places import REPOSITORY

_PATIENCE = 120  # seconds until a test gives up waiting; nothing is measured


def eventually(holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + _PATIENCE
    while not (held := holds()) and time.monotonic() < end:
        time.sleep(0.1)
    return held


def copy(folder: Path) -> Path:
    """A copy of the specimen that a test may change."""
    built = shutil.ignore_patterns("build")
    return Path(shutil.copytree(REPOSITORY / "specimen", folder / "edition", ignore=built))


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    return copy(tmp_path)


class Server:
    """`build.py serve` as a process, with what it prints in a file."""

    def __init__(self, edition: Path, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}/"
        self.output = edition.parent / "output"
        build = str(REPOSITORY / "scripts" / "build.py")
        command = [sys.executable, build, "serve", str(edition), "--port", str(port)]
        with self.output.open("w") as output:
            self.process = subprocess.Popen(command, stdout=output, stderr=output)

    def page(self, path: str = "") -> str:
        try:
            with urllib.request.urlopen(self.address + path, timeout=_PATIENCE) as answer:
                return str(answer.read().decode())
        except OSError:  # not there yet
            return ""

    def said(self, words: str) -> bool:
        return words in self.output.read_text("utf-8")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copy of the specimen that the server shows."""
    return copy(tmp_path_factory.mktemp("served"))


@pytest.fixture(scope="module")
def server(served: Path) -> Iterator[Server]:
    server = Server(served, free_port())
    yield server
    server.process.terminate()
    server.process.wait(_PATIENCE)


def test_a_change_is_built_and_a_mistake_is_survived(server: Server, served: Path) -> None:
    about, settings = served / "docs" / "about.md", served / "edition.toml"
    assert eventually(lambda: "<article" in server.page("about/")), server.output.read_text("utf-8")

    about.write_text(about.read_text("utf-8") + "\nThe lamp was trimmed.\n", "utf-8")
    assert eventually(lambda: "The lamp was trimmed." in server.page("about/"))

    good = settings.read_text("utf-8")
    settings.write_text(good.replace("[book]", "[book"), "utf-8")
    assert eventually(lambda: server.said("A001 error")), "the mistake is named"
    assert "The lamp was trimmed." in server.page("about/"), "the last good site is served on"

    settings.write_text(good, "utf-8")
    about.write_text(about.read_text("utf-8") + "\nIt was trimmed again.\n", "utf-8")
    assert eventually(lambda: "It was trimmed again." in server.page("about/"))
    assert not server.said("Traceback")


def test_an_emendation_is_on_its_page_before_all_else_is_built(server: Server, served: Path) -> None:
    assert eventually(lambda: "<article" in server.page("chapters/01/")), server.output.read_text("utf-8")
    (witness,) = (served / "witness").glob("*.txt")
    register = served / "apparatus" / "emendations.tsv"
    number, word = word_of_the_first_chapter(witness.read_text("utf-8").split("\n"))
    before = server.output.read_text("utf-8")
    since = "1.2.0"  # which is not published: what is, stays as it was
    for edited in (f"{word}abc", f"{word}xyz"):  # the second perhaps before the first has been built in full
        entries = [row for row in register.read_text("utf-8").splitlines() if not row.startswith("e9999")]
        cells = ["e9999", str(number), "", word, edited, "misprint", "certain", "tried out", since]
        register.write_text("\n".join([*entries, "\t".join(cells), ""]), "utf-8")
        assert eventually(partial(_has, server, edited)), server.output.read_text("utf-8")
    assert eventually(lambda: inputs.unchanged(served, witness)), "the whole edition is built after it"
    assert edited in server.page("emendations/")
    said = server.output.read_text("utf-8").removeprefix(before)
    assert "error" not in said, said


def _has(server: Server, words: str) -> bool:
    return words in server.page("chapters/01/")


def test_a_port_that_is_taken_is_named(edition: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        server = Server(edition, other.getsockname()[1])
        assert server.process.wait(_PATIENCE) == 2
    assert server.said("in use")
    assert not server.said("Traceback")


@pytest.mark.parametrize(("command", "port"), [("serve", 8000), ("desk", 8010)])
def test_a_command_without_a_port_has_one(
    command: str, port: int, edition: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every other test names a port, and for some hours neither command began without one."""
    opened: list[int] = []

    def closed(port: int) -> NoReturn:
        opened.append(port)
        raise typer.Exit

    monkeypatch.setattr(listening, "door", closed)
    assert CliRunner().invoke(app, [command, str(edition)]).exit_code == 0
    assert opened == [port]


@pytest.mark.parametrize("port", ["abc", "0", "65536", "1e3", "٣"])
@pytest.mark.parametrize("command", ["serve", "desk"])
def test_a_port_that_is_none_is_refused_in_plain_words(command: str, port: str, edition: Path) -> None:
    result = CliRunner().invoke(app, [command, str(edition), "--port", port])
    assert result.exit_code == 2
    assert f"'{port}' is not a port; give a whole number from 1 to 65535" in " ".join(result.output.split())


def test_what_is_watched(edition: Path) -> None:
    (edition / "notes").mkdir(exist_ok=True)
    (edition / "build").mkdir()
    places = Upkeep(Target(edition), _never, _never, _never).watched()
    assert edition / "notes" in places
    assert edition / "apparatus" in places
    assert REPOSITORY / "mkdocs.yml" in places
    assert edition / "build" not in places
    assert len(places) == len(set(places))
    assert all(place.exists() for place in places)


def test_a_file_read_while_it_is_written_is_no_mistake_yet(edition: Path) -> None:
    register = edition / "apparatus" / "emendations.tsv"
    whole, said = register.read_text("utf-8"), list[Refusal]()
    refusal = Refusal(Message(1, 1, "A001", "No header.", "emendations.tsv"))

    def half_read() -> NoReturn:
        register.write_text(whole, "utf-8")  # all of it is there by the time that the half of it is refused
        raise refusal

    def refuse() -> NoReturn:
        raise refusal

    register.write_text("", "utf-8")
    Upkeep(Target(edition), _never, half_read, said.append).keep_up()
    assert said == []
    Upkeep(Target(edition), _never, refuse, said.append).keep_up()
    assert said == [refusal]


def _never(*_: object) -> NoReturn:
    raise AssertionError
