"""`make serve` in a real browser, under the strict policy: a saved file changes the open page without a key press, the
errors of a build are shown in the page, and the page for unknown addresses helps as it does on the published site."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from building import served, word_of_the_first_chapter
from places import REPOSITORY


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served") / "edition"
    return Path(shutil.copytree(REPOSITORY / "specimen", folder, ignore=shutil.ignore_patterns("build")))


@pytest.fixture(scope="module")
def address(edition: Path) -> Iterator[str]:
    with served("serve", edition) as found:
        yield found


def test_an_emendation_saved_in_any_editor_appears_without_a_key_press(page: Page, address: str, edition: Path) -> None:
    page.goto(f"{address}chapters/01/")
    text = (edition / "witness" / "specimen.txt").read_text("utf-8").split("\n")
    number, word = word_of_the_first_chapter(text)
    register = edition / "apparatus" / "emendations.tsv"
    row = f"e9999\t{number}\t\t{word}\t{word}zq\tmisprint\tcertain\ttried out\t1.2.0"
    register.write_text(register.read_text("utf-8").rstrip("\n") + f"\n{row}\n", "utf-8")
    expect(page.locator("article")).to_contain_text(f"{word}zq")
    page.reload()
    expect(page.locator("article")).to_contain_text(f"{word}zq")


def test_errors_are_shown_in_the_page_until_they_are_corrected(page: Page, address: str, edition: Path) -> None:
    refused = _violations(page)
    page.goto(f"{address}about/")
    settings = edition / "edition.toml"
    good = settings.read_text("utf-8")
    settings.write_text(good.replace("[book]", "[book"), "utf-8")
    expect(page.get_by_role("alert")).to_contain_text("edition.toml:")
    expect(page.get_by_role("alert")).to_contain_text("A001")
    expect(page.locator("article")).to_be_visible()
    settings.write_text(good, "utf-8")
    expect(page.get_by_role("alert")).to_be_hidden()
    assert refused == []


def test_unknown_addresses_are_answered_as_on_the_published_site(page: Page, address: str) -> None:
    page.goto(f"{address}chapters/2/lightning-ships.html")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no page at this address")
    page.goto(f"{address}chapters/2")
    page.wait_for_url(f"{address}chapters/02/")


def test_the_site_on_disk_carries_no_script_of_the_server(address: str, edition: Path) -> None:
    pages = list((edition / "build" / "site").rglob("*.html"))
    assert pages
    assert not [file for file in pages if "_editio" in file.read_text("utf-8")]


def _violations(page: Page) -> list[str]:
    """What the policy refuses from now on."""
    found: list[str] = []
    page.on("console", lambda said: found.append(said.text) if "Content Security Policy" in said.text else None)
    return found
