"""While the rights are not cleared a site asks not to be indexed; when they are, it does not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from editio.commands.app import app
from places import SPECIMEN


@pytest.mark.parametrize("cleared", [True, False])
def test_a_site_asks_not_to_be_indexed_while_its_rights_are_not_cleared(tmp_path: Path, cleared: bool) -> None:
    folder = tmp_path / "edition"
    shutil.copytree(SPECIMEN, folder, ignore=shutil.ignore_patterns("build"))
    settings = (folder / "edition.toml").read_text("utf-8")
    assert "cleared = true" in settings
    said = settings.replace("cleared = true", f"cleared = {str(cleared).lower()}")
    (folder / "edition.toml").write_text(said, "utf-8")
    assert CliRunner().invoke(app, ["site", str(folder)]).exit_code == 0
    site = folder / "build" / "site"
    page = (site / "chapters" / "01" / "index.html").read_text("utf-8")
    assert (site / "robots.txt").exists() is not cleared
    assert ('content="noindex' in page) is not cleared
    assert ("Private study copy" in page) is not cleared
