"""The page for an address that the site has not: an address of a known form leads to the page that was meant, any
other to what is near, and without a script there is a list. And pages that are gone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import served


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("chapters/2", "chapters/02/"),
        ("chapters/002/", "chapters/02/"),
        ("Chapter/2", "chapters/02/"),
        ("chapters/02.html", "chapters/02/"),
        ("chapters/02/p3", "chapters/02/#p3"),
        ("chapters/2#p3", "chapters/02/#p3"),
        ("appendix/1/", "appendices/1/"),
        ("notes/1", "notes/01/"),
        ("page/5", "chapters/02/#page5"),
        ("pages/005/", "chapters/02/#page5"),
        ("p5", "chapters/02/#page5"),
        ("witness/5", "witness/page/5/"),
        ("people/stern", "people/#stern"),
        ("people/index.htm", "people/"),
        ("notes/1/3", "notes/01/#note3"),
        ("index.htm", ""),
    ],
)
def test_an_address_of_a_known_form_leads_to_the_page_that_was_meant(
    page: Page, site_url: str, asked: str, meant: str
) -> None:
    page.goto(site_url + asked)
    page.wait_for_url(site_url + meant)


def test_any_other_address_is_answered_with_what_is_near_and_its_words(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chapters/2/lightning-ships.html")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no page at this address")
    expect(page.get_by_role("status").get_by_role("link")).to_have_attribute("href", f"{site_url}chapters/02/")
    expect(page.get_by_label("Search the edition")).to_have_value("lightning ships")
    page.get_by_role("button", name="Search").click()
    page.wait_for_url(f"{site_url}search/?q=lightning+ships")


def test_a_chapter_that_the_book_has_not_is_answered_with_the_list_of_chapters(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chapters/99/")
    expect(page.get_by_role("status").get_by_role("link")).to_have_attribute("href", f"{site_url}contents/")


def test_a_printed_page_can_be_gone_to(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}nothing/here")
    page.locator("article").get_by_role("link", name="Go to a page of the printed book").click()
    page.get_by_label("Page", exact=True).fill("5")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site_url}chapters/02/#page5")


def test_in_a_folder_of_a_host_the_page_finds_its_edition(page: Page, site_folder: Path, tmp_path: Path) -> None:
    """An edition without an address does not know the folder."""
    (tmp_path / "book").symlink_to(site_folder)
    (tmp_path / "404.html").symlink_to(site_folder / "404.html")
    with served(tmp_path) as host:
        page.goto(f"{host}book/chapters/2")
        page.wait_for_url(f"{host}book/chapters/02/")
        page.goto(f"{host}book/chapters/2/lightning-ships")
        expect(page.get_by_role("heading", level=1)).to_have_css("font-family", re.compile("Literata"))
        expect(page.get_by_role("status").get_by_role("link")).to_have_attribute("href", f"{host}book/chapters/02/")
        page.get_by_role("button", name="Search").click()
        page.wait_for_url(f"{host}book/search/?q=lightning+ships")
        page.goto("about:blank")  # the search still asks for its data, and this host ends here


def test_without_a_script_there_is_a_list_of_all_parts(browser: Browser, site_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}chapters/2")
    page.locator("article").get_by_role("link", name="Notes to chapter 2").click()
    page.wait_for_url(f"{site_url}notes/02/")
    context.close()


# Pages that are gone


def test_an_address_of_a_page_that_is_gone_leads_to_where_it_is_now(page: Page, whole_url: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    page.goto(f"{whole_url}sketches/#skarholm")
    page.wait_for_url(f"{whole_url}places/#skarholm")
    page.goto(f"{whole_url}sketches/")
    page.wait_for_url(f"{whole_url}works/")
    assert complaints == []


def test_a_page_that_is_gone_leads_on_without_a_script(browser: Browser, whole_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{whole_url}sketches/")
    page.wait_for_url(f"{whole_url}works/")
    context.close()
