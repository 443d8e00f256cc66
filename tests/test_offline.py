"""The site packed for a folder: links name their pages, data comes as scripts, bytes do not change."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine import offline

WHEN = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.mark.parametrize(
    ("link", "named"),
    [
        ("../notes/04/#note5", "../notes/04/index.html#note5"),
        ("../..", "../../index.html"),
        (".", "./index.html"),
        ("./", "./index.html"),
        ("../?q=salt", "../index.html?q=salt"),
        ("#p1", "#p1"),
        ("page.html", "page.html"),
        ("https://salt.example/", "https://salt.example/"),
        ("mailto:clerk@salt.example", "mailto:clerk@salt.example"),
        ("/", "/"),
    ],
)
def test_a_link_to_a_folder_names_its_page(link: str, named: str) -> None:
    assert offline.with_pages_named(f'<a href="{link}">') == f'<a href="{named}">'


def test_the_archive_holds_the_site_and_twins_of_its_data(tmp_path: Path) -> None:
    (tmp_path / "chapters" / "01").mkdir(parents=True)
    (tmp_path / "chapters" / "01" / "index.html").write_text('<a href="../../">Home</a>')
    (tmp_path / "names.json").write_text('{"a": 1}')
    packed = offline.archive(tmp_path, "salt", WHEN)
    assert packed == offline.archive(tmp_path, "salt", WHEN)
    with zipfile.ZipFile(io.BytesIO(packed)) as container:
        assert container.namelist() == ["salt/chapters/01/index.html", "salt/names.json", "salt/names.json.js"]
        assert container.read("salt/chapters/01/index.html") == b'<a href="../../index.html">Home</a>'
        assert container.read("salt/names.json.js") == b'(window.editionDataFiles ??= {})["names.json"] = {"a": 1}\n'
