"""No page makes the console of WebKit speak, on a server and in a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

import engines
from browsing import served
from conftest import lacking


@pytest.mark.parametrize("where", ["site_url", "unpacked"])
def test_no_page_makes_the_console_of_webkit_speak(
    where: str, kinds_of_site: list[str], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if absent := engines.missing("webkit"):
        lacking("engines", f"webkit needs {', '.join(absent)}.")
    root: str = request.getfixturevalue(where)
    head = "<!doctype html><link rel='icon' href='data:,'>"  # or the browser asks the server for an icon
    (tmp_path / "quiet.html").write_text(f"{head}<title>Quiet</title>")
    (tmp_path / "loud.html").write_text(f"{head}<title>Loud</title><script>console.warn('loud')</script>")
    with served(tmp_path) as server:
        folder = server if root.startswith("http:") else f"{tmp_path.as_uri()}/"
        loud = f"{folder}loud.html"
        with engines.webkit_inspector(f"{folder}quiet.html") as inspector:
            told = {address: inspector.read(address) for address in engines.addresses(root, kinds_of_site)}
            told[loud] = inspector.read(loud)  # it speaks, so the console was heard to the end
    assert {address: said for address, said in told.items() if said} == {loud: ["loud"]}
