"""The archive unpacked and opened from a folder does what the site does."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from engine import offline


@pytest.fixture(scope="module")
def unpacked(site_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the unpacked home page's folder."""
    folder = tmp_path_factory.mktemp("offline")
    packed = offline.archive(site_folder, "specimen", datetime(2026, 1, 1, tzinfo=UTC))
    with zipfile.ZipFile(io.BytesIO(packed)) as container:
        container.extractall(folder)
    return (folder / "specimen").as_uri() + "/"


def test_one_reads_on_from_link_to_link(page: Page, unpacked: str) -> None:
    page.goto(unpacked + "index.html")
    page.locator("article").get_by_role("link").first.click()
    expect(page.locator("article h1")).to_be_visible()
    page.goto(unpacked + "chapters/02/index.html")
    page.locator("sup.note-call a").first.click()
    expect(page.locator("li:target, :target")).to_be_visible()
    assert "/notes/02/index.html#note1" in page.url


def test_cards_of_names_and_the_styles_are_there(page: Page, unpacked: str) -> None:
    page.goto(unpacked + "chapters/02/index.html")
    page.locator("article a.name").first.focus()
    expect(page.locator("#name-card")).to_be_visible()
    assert page.evaluate("document.styleSheets.length") > 3
    page.locator("#name-card a").click()
    page.wait_for_url("**/index.html#*")
    expect(page.locator(".name-entry:target")).to_be_visible()


def test_the_search_finds_without_a_server(page: Page, unpacked: str) -> None:
    page.goto(unpacked + "search/index.html?q=lightning%20tower")
    first = page.locator(".search-list > li a").first
    expect(first).to_be_visible()
    first.click()
    expect(page.locator("article h1")).to_be_visible()
    assert "index.html" in page.url
