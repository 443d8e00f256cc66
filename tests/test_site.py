"""The finished site takes the earlier one's place in one step."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from engine import site


def folder(place: Path, says: str) -> Path:
    place.mkdir()
    (place / "index.html").write_text(says)
    return place


@pytest.mark.parametrize("at_once", [True, False], ids=["exchanged", "where the system cannot exchange"])
def test_a_finished_folder_takes_the_place_of_the_earlier_one(
    tmp_path: Path, at_once: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not at_once:
        monkeypatch.setattr(site, "_exchanged", lambda one, other: False)
    place = tmp_path / "site"
    for says in ("first", "second", "third"):
        site._swap(folder(tmp_path / "site.new", says), place)
        assert (place / "index.html").read_text() == says
        assert list(tmp_path.iterdir()) == [place]


def test_whoever_looks_always_finds_a_whole_site(tmp_path: Path) -> None:
    place = folder(tmp_path / "site", "whole")
    if not site._exchanged(place, folder(tmp_path / "other", "whole")):
        pytest.skip("This system cannot exchange two folders.")
    done = threading.Event()

    def swap() -> None:
        for _ in range(300):
            site._swap(folder(tmp_path / "site.new", "whole"), place)
        done.set()

    swapping = threading.Thread(target=swap)
    swapping.start()
    looks = 0
    while not done.is_set():
        assert place.is_dir()
        looks += 1
    swapping.join()
    assert looks > 300
