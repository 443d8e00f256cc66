"""What is cleared is published whole; what is not is refused (tests/messages/R002)."""

from __future__ import annotations

import shutil
from pathlib import Path

from typer.testing import CliRunner

from conftest import REPOSITORY
from engine.commands import app


def test_a_cleared_edition_is_published_with_no_word_against_indexing(tmp_path: Path) -> None:
    edition = tmp_path / "specimen"
    shutil.copytree(REPOSITORY / "specimen", edition, ignore=shutil.ignore_patterns("build"))
    settings = edition / "edition.toml"
    settings.write_text(settings.read_text("utf-8").replace("cleared = false", "cleared = true"), "utf-8")
    result = CliRunner().invoke(app, ["publish", str(edition), "--into", str(tmp_path / "public")])
    assert result.exit_code == 0, result.output
    page = (tmp_path / "public" / "chapters" / "01" / "index.html").read_text("utf-8")
    assert "noindex" not in page
    assert not (tmp_path / "public" / "robots.txt").exists()
    assert (tmp_path / "public" / ".nojekyll").exists()
