"""What a site was built from: the record is there for exactly the inputs that made the site."""

from __future__ import annotations

from pathlib import Path

import pytest

from editio.site import record as inputs


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    for name in ("edition.toml", "docs/index.md", "apparatus/calls.tsv", "notes/01.tsv", "appendices/1.toml"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(name)
    (tmp_path / "build" / "site").mkdir(parents=True)
    return tmp_path


@pytest.fixture
def witness(edition: Path) -> Path:
    file = edition / "witness" / "w.txt"
    file.parent.mkdir()
    file.write_text("The mules went down the road.")
    return file


def build(edition: Path, witness: Path) -> None:
    with inputs.recorded(edition, witness):
        pass


def test_what_was_built_is_unchanged(edition: Path, witness: Path) -> None:
    assert not inputs.unchanged(edition, witness)
    build(edition, witness)
    assert inputs.unchanged(edition, witness)


@pytest.mark.parametrize("name", ["edition.toml", "docs/index.md", "apparatus/calls.tsv", "notes/01.tsv",
                                  "appendices/1.toml", "witness/w.txt"])  # fmt: skip
def test_a_change_in_any_file_is_seen(name: str, edition: Path, witness: Path) -> None:
    build(edition, witness)
    (edition / name).write_text("Another text.")
    assert not inputs.unchanged(edition, witness)


def test_a_file_that_comes_goes_or_gets_another_name_is_seen(edition: Path, witness: Path) -> None:
    build(edition, witness)
    (edition / "docs" / "about.md").write_text("")
    assert not inputs.unchanged(edition, witness)
    build(edition, witness)
    (edition / "docs" / "about.md").rename(edition / "docs" / "cite.md")
    assert not inputs.unchanged(edition, witness)
    build(edition, witness)
    (edition / "docs" / "cite.md").unlink()
    assert not inputs.unchanged(edition, witness)


def test_what_the_build_wrote_is_no_input(edition: Path, witness: Path) -> None:
    build(edition, witness)
    (edition / "build" / "site" / "index.html").write_text("")
    assert inputs.unchanged(edition, witness)


def test_without_its_site_nothing_is_unchanged(edition: Path, witness: Path) -> None:
    build(edition, witness)
    (edition / "build" / "site").rmdir()
    assert not inputs.unchanged(edition, witness)


def test_a_build_that_fails_leaves_no_record(edition: Path, witness: Path) -> None:
    build(edition, witness)
    with pytest.raises(RuntimeError), inputs.recorded(edition, witness):
        raise RuntimeError("refused")
    assert not inputs.unchanged(edition, witness)


def test_what_changes_while_the_site_is_built_is_built_again(edition: Path, witness: Path) -> None:
    with inputs.recorded(edition, witness):
        witness.write_text("The mules came up again.")
    assert not inputs.unchanged(edition, witness)
