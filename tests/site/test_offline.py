"""The site packed for a folder: links name their pages, data comes as scripts, bytes do not change."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from editio.outputs.pages import downloads
from editio.outputs.pages.downloads import Download
from editio.site import offline

WHEN = datetime(2026, 11, 24, tzinfo=UTC)


def archive(site: Path) -> bytes:
    packed = site.with_suffix(".zip")
    offline.archive(site, "salt", WHEN, packed)
    return packed.read_bytes()


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
    packed = archive(tmp_path)
    assert packed == archive(tmp_path)
    with zipfile.ZipFile(io.BytesIO(packed)) as container:
        assert container.namelist() == ["salt/chapters/01/index.html", "salt/names.json", "salt/names.json.js"]
        assert container.read("salt/chapters/01/index.html") == b'<a href="../../index.html">Home</a>'
        assert container.read("salt/names.json.js") == b'(window.editionDataFiles ??= {})["names.json"] = {"a": 1}\n'


def test_the_archive_waits_for_its_fonts(tmp_path: Path) -> None:
    (tmp_path / "all.css").write_text("@font-face { font-display: optional; }\n@font-face { font-display: swap; }")
    (tmp_path / "index.html").write_text('<p><link rel="preload" href="a.woff2" as="font" crossorigin>\n  </p>')
    with zipfile.ZipFile(io.BytesIO(archive(tmp_path))) as container:
        assert container.read("salt/all.css").count(b"font-display: block;") == 2
        assert container.read("salt/index.html") == b"<p></p>"


def test_the_site_offers_its_archive_which_calls_itself_this_copy(tmp_path: Path) -> None:
    folder = tmp_path / "downloads"
    folder.mkdir()
    book = Download("downloads/salt.txt", b"salt", "Text", "All of it.", downloads.READ)
    (listed,) = downloads.pages([book.entry])
    (folder / "index.html").write_text(listed.text)
    (folder / "SHA256SUMS").write_bytes(downloads.checksums([book.entry]).content)
    offline.offer(tmp_path, "salt", WHEN)
    packed = (folder / "salt-offline.zip").read_bytes()
    digest = hashlib.sha256(packed).hexdigest()
    page, sums = (folder / "index.html").read_text(), (folder / "SHA256SUMS").read_text()
    assert f"<code>{digest}</code>" in page
    assert 'href="../downloads/salt-offline.zip"' in page
    assert "this copy" not in page
    assert sums.endswith(f"{digest}  salt-offline.zip\n")
    with zipfile.ZipFile(io.BytesIO(packed)) as container:
        assert container.namelist() == ["salt/downloads/SHA256SUMS", "salt/downloads/index.html"]
        assert container.read("salt/downloads/index.html").decode() == listed.text
        assert container.read("salt/downloads/SHA256SUMS") == downloads.checksums([book.entry]).content


def test_a_site_without_a_page_of_downloads_gets_no_archive(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("Salt")
    offline.offer(tmp_path, "salt", WHEN)
    assert [file.name for file in tmp_path.rglob("*")] == ["index.html"]


def test_the_archive_has_nothing_that_no_reader_opens_and_packs_nothing_twice(tmp_path: Path) -> None:
    for name in ("404.html", "sitemap.xml.gz", "main.css.map", "face.woff2", "salt.css"):
        (tmp_path / name).write_bytes(b"salt " * 100)
    with zipfile.ZipFile(io.BytesIO(archive(tmp_path))) as container:
        how = {entry.filename: entry.compress_type for entry in container.infolist()}
    assert how == {"salt/face.woff2": zipfile.ZIP_STORED, "salt/salt.css": zipfile.ZIP_DEFLATED}
