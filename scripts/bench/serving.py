"""How long an editor waits: from saving an emendation until `make serve` gives the page with it."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

HOUSE = Path(__file__).resolve().parents[2]
_INPUTS = ("apparatus", "appendices", "notes", "docs", "edition.toml")  # of an edition folder
_ENTRY = {"id": "e9999", "kind": "misprint", "certainty": "certain"}
_PATIENCE = 120.0  # seconds
_LOOK = 0.005


def waits(edition: Path, witness: Path, rounds: int) -> list[float]:
    """Seconds of each round, after one that finds out which page has the emended word. Each round begins when the
    whole site has been built with the change of the one before. A copy of the edition is what is changed."""
    with tempfile.TemporaryDirectory() as folder:
        copy = _copied(edition, Path(folder))
        register = copy / "apparatus" / "emendations.tsv"
        before = register.read_text("utf-8").rstrip("\n")
        columns = next(row for row in before.split("\n") if not row.startswith("#")).split("\t")
        line, reading = _to_emend(witness)
        version = tomllib.loads((copy / "edition.toml").read_text("utf-8"))["site"]["version"]
        with _served(copy, witness) as address:
            chapters = (copy / "build" / "site" / "chapters").glob("*/index.html")
            pages = [f"{address}chapters/{page.parent.name}/" for page in chapters]
            seconds = []
            for turn in range(rounds + 1):
                edited = "zq" + chr(ord("a") + turn)
                entry = {"line": str(line), "reading": reading, "edited": edited, "since": version, **_ENTRY}
                row = "\t".join(entry.get(column, "") for column in columns)
                register.write_text(f"{before}\n{row}\n", "utf-8")
                started = time.perf_counter()
                pages = _having(edited, pages)
                seconds.append(time.perf_counter() - started)
                _having(edited, [f"{address}emendations/"])
    return seconds[1:]


def _copied(edition: Path, folder: Path) -> Path:
    for name in _INPUTS:
        place = edition / name
        if place.is_dir():
            shutil.copytree(place, folder / name)
        elif place.exists():
            shutil.copyfile(place, folder / name)
    return folder


def _to_emend(witness: Path) -> tuple[int, str]:
    """A line from the middle of the witness, and a long word within it that it has once."""
    lines = witness.read_text("utf-8").split("\n")
    for number, line in enumerate(lines[len(lines) // 2 :], len(lines) // 2 + 1):
        for word in re.findall(r"(?<=[a-z] )[a-z]{7,}(?= [a-z])", line):
            if line.count(word) == 1:
                return number, word
    raise ValueError("The witness has no such word.")


@contextmanager
def _served(edition: Path, witness: Path) -> Iterator[str]:
    """The address at which the built site is served."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command: list[str | Path] = [sys.executable, "scripts/build.py", "serve", edition, "-w", witness, "--port", port]
    server = subprocess.Popen(command, cwd=HOUSE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}/"
        _having("<article", [address])
        yield address
    finally:
        server.terminate()
        server.wait()


def _page(address: str) -> str:
    """What the server gives; nothing while it does not."""
    try:
        with urlopen(address, timeout=_PATIENCE) as answer:
            return str(answer.read().decode())
    except (URLError, ConnectionError):
        return ""


def _having(words: str, pages: list[str]) -> list[str]:
    """Those of the pages that have the words, as soon as one has. A TimeoutError where none ever has."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        if found := [page for page in pages if words in _page(page)]:
            return found
        time.sleep(_LOOK)
    raise TimeoutError(f"The server never gave a page with {words}.")
