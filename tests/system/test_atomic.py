"""The finished site takes the earlier one's place in one step."""

from __future__ import annotations

import errno
import os
import threading
from pathlib import Path

import pytest

from editio.system import atomic


def folder(place: Path, says: str) -> Path:
    place.mkdir()
    (place / "index.html").write_text(says)
    return place


@pytest.mark.parametrize("at_once", [True, False], ids=["exchanged", "where the system cannot exchange"])
def test_a_finished_folder_takes_the_place_of_the_earlier_one(
    tmp_path: Path, at_once: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not at_once:
        monkeypatch.setattr(atomic, "exchanged", lambda one, other: False)
    place = tmp_path / "site"
    for says in ("first", "second", "third"):
        folder(atomic.beside(place), says)
        atomic.swap(place)
        assert (place / "index.html").read_text() == says
        assert list(tmp_path.iterdir()) == [place]


def test_whoever_looks_always_finds_a_whole_site(tmp_path: Path) -> None:
    place = folder(tmp_path / "site", "whole")
    if not atomic.exchanged(place, folder(tmp_path / "other", "whole")):
        pytest.skip("This system cannot exchange two folders.")
    done = threading.Event()

    def swap() -> None:
        for _ in range(300):
            folder(atomic.beside(place), "whole")
            atomic.swap(place)
        done.set()

    swapping = threading.Thread(target=swap)
    swapping.start()
    looks = 0
    while not done.is_set():
        assert place.is_dir()
        looks += 1
    swapping.join()
    assert looks > 300


def test_a_file_that_cannot_be_written_leaves_the_earlier_one_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = tmp_path / "anchors.tsv"
    atomic.write(register, b"first")

    def full(_: int) -> None:
        assert atomic.beside(register).exists()
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            atomic.write(register, b"second")
    assert register.read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [register]
    atomic.write(register, b"third")
    assert register.read_bytes() == b"third"


def test_what_a_killed_process_left_is_put_right(tmp_path: Path) -> None:
    folder(tmp_path / "site.new", "half of the new one")
    folder(tmp_path / "site.old", "the earlier one, and nothing is in its place")
    folder(tmp_path / "markdown", "the new one")
    folder(tmp_path / "markdown.old", "the earlier one")
    (tmp_path / "book.pdf.new").touch()
    (tmp_path / "snippets.new").symlink_to(tmp_path / "markdown")
    atomic.recover(tmp_path)
    assert {path.name: (path / "index.html").read_text() for path in tmp_path.iterdir()} == {
        "site": "the earlier one, and nothing is in its place",
        "markdown": "the new one",
    }


def test_a_folder_that_cannot_take_its_place_leaves_the_earlier_one_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic, "exchanged", lambda one, other: False)
    place = folder(tmp_path / "site", "earlier")
    with pytest.raises(FileNotFoundError):
        atomic.swap(place)  # there is nothing beside it
    assert (place / "index.html").read_text() == "earlier"
