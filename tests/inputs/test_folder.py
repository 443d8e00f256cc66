"""An edition folder holds plain files and folders; a link or a special file in it is refused by name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from editio.inputs import folder
from editio.model.messages import Refusal


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    made = tmp_path / "edition"
    for name in ("docs/deep", "apparatus", "witness"):
        (made / name).mkdir(parents=True)
    (made / "edition.toml").write_text("")
    (tmp_path / "secret").write_text("secret")
    return made


def refused(edition: Path) -> set[str]:
    with pytest.raises(Refusal) as refusal:
        folder.check(edition)
    assert {message.code for message in refusal.value.messages} == {"M807"}
    return {message.file for message in refusal.value.messages}


def test_plain_files_are_fine(edition: Path) -> None:
    folder.check(edition)
    folder.check_outputs(edition)


@pytest.mark.parametrize("name", ["docs/deep/leak.md", "apparatus/names.tsv", "witness/w.txt", "appendices", "notes"])
def test_a_link_is_refused_wherever_it_leads(edition: Path, name: str) -> None:
    (edition / name).symlink_to(edition.parent / "secret")
    assert refused(edition) == {name}
    (edition / name).unlink()
    (edition / name).symlink_to("nowhere")
    assert refused(edition) == {name}


def test_a_pipe_and_a_device_are_refused(edition: Path) -> None:
    os.mkfifo(edition / "apparatus" / "dates.tsv")
    assert refused(edition) == {"apparatus/dates.tsv"}


@pytest.mark.parametrize(
    "name",
    [
        "build",
        "build/site",
        "build/.lock",
        "build/build.log",
        "build/markdown.new",
        "build/images",
        "build/images/a.jpg",
    ],
)
def test_a_build_does_not_write_through_a_link(edition: Path, name: str) -> None:
    (edition / name).parent.mkdir(parents=True, exist_ok=True)
    (edition / name).symlink_to(edition.parent)
    with pytest.raises(Refusal) as refusal:
        folder.check_outputs(edition)
    assert [message.file for message in refusal.value.messages] == [name]


def test_a_file_without_end_is_refused(edition: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "LARGEST", 3)
    (edition / "docs" / "large.md").write_text("four")
    with pytest.raises(Refusal) as refusal:
        folder.check(edition)
    assert [(m.code, m.file) for m in refusal.value.messages] == [("M808", "docs/large.md")]


def test_a_folder_with_more_files_than_any_book_is_refused_before_they_are_read(
    edition: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "MOST_FILES", 3)
    for n in range(4):
        (edition / "witness" / f"{n}.txt").write_text("salt")
    with pytest.raises(Refusal) as refusal:
        folder.check(edition)
    assert [(message.code, message.file) for message in refusal.value.messages] == [("M812", "witness")]
