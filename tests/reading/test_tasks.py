"""Five tasks, each within three clicks of the front page; and the limits of every page of the site."""

from __future__ import annotations

import gzip
import re
from html.parser import HTMLParser
from pathlib import Path

from playwright.sync_api import Page, expect

_MOST_ELEMENTS = 3_500
_MOST_BYTES = 250_000  # of a first view, as a server sends it


def test_find_what_the_book_says_about_a_subject(page: Page, site_url: str) -> None:
    page.goto(site_url)
    page.locator("header input[name=q]").fill("surety")
    page.keyboard.press("Enter")
    page.locator(".search-results a[href*='chapters/']").first.click()
    expect(page).to_have_url(re.compile(r"/chapters/"))


def test_cite_a_printed_page(page: Page, site_url: str) -> None:
    page.goto(site_url)
    page.locator("a.go-to-page").first.click()
    page.locator("#go-to-page-number").fill("12")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"#page12$"))
    page.locator("footer").get_by_role("link", name="Cite").click()
    expect(page.locator("h1")).to_have_text("How to cite")


def test_see_what_was_emended_in_a_chapter(page: Page, site_url: str) -> None:
    page.goto(site_url)
    page.locator(".contents-list a[href*='chapters/03/']").click()
    page.get_by_text("Marks", exact=True).click()
    page.get_by_role("button", name=re.compile("Show emendations")).click()
    expect(page.locator("article .emended").first).to_have_attribute("role", "button")


def test_read_a_note_and_return(page: Page, site_url: str) -> None:
    page.goto(site_url)
    page.locator(".contents-list a[href*='chapters/02/']").click()
    page.locator(".edition-tools a.notes-page").click()
    page.locator("#note2 .backlink").click()
    expect(page).to_have_url(re.compile(r"/chapters/02/#call2$"))


def test_download_the_book(page: Page, site_url: str) -> None:
    page.goto(site_url)
    page.locator("footer").get_by_role("link", name="Downloads").click()
    expect(page.locator("article a[href$='.epub']").first).to_be_visible()


def test_an_address_that_is_cut_leads_to_a_list(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chapters/")
    expect(page.locator("h1")).to_have_text("Chapters")
    page.locator(".group-list a[href='../chapters/02/']").click()
    crumbs = page.get_by_role("navigation", name="Breadcrumbs")
    crumbs.get_by_role("link", name="Chapters").click()
    expect(page).to_have_url(f"{site_url}contents/")
    for name in ("Front matter", "Documents", "Notes", "Indexes", "The edition"):
        page.locator(".md-sidebar--primary").get_by_role("link", name=name, exact=True).click()
        expect(page.locator("h1")).to_have_text(name)
        expect(page.locator("article li a").first).to_be_visible()


def test_the_front_page_says_what_the_book_is_and_leads_on(page: Page, site_url: str) -> None:
    page.goto(site_url)
    for part in (".title-block .author", ".start-reading", ".missing-parts", ".ways a", ".sample mark"):
        expect(page.locator(part).first).to_be_attached()


def test_every_title_begins_at_one_place_below_the_way_to_its_page(
    page: Page, whole_url: str, kinds: list[str]
) -> None:
    lefts: dict[int, set[int]] = {1440: set(), 1024: set(), 390: set()}
    for address in kinds:
        page.goto(f"{whole_url}{address}", wait_until="domcontentloaded")
        crumbs = page.get_by_role("navigation", name="Breadcrumbs")
        expect(crumbs.get_by_text("Home")).to_be_visible()
        expect(crumbs.locator("[aria-current=page]")).to_have_count(1)
        for width, found in lefts.items():
            page.set_viewport_size({"width": width, "height": 900})
            found.add(page.evaluate("Math.round(document.querySelector('article h1').getBoundingClientRect().left)"))
    assert all(len(found) == 1 for found in lefts.values()), lefts


def test_the_tools_stay_within_reach(page: Page, site_url: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{site_url}chapters/03/")
    page.locator("article p").last.scroll_into_view_if_needed()
    expect(page.locator("a.go-to-page").first).to_be_in_viewport()
    contents = page.locator(".contents-menu")
    contents.locator("summary").click()
    expect(contents.locator("a").first).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(contents.locator("a").first).to_be_hidden()
    page.mouse.wheel(0, -400)  # which shows "Back to top"
    expect(page.locator(".md-top")).to_be_visible()
    tools, top = page.locator(".edition-tools").bounding_box(), page.locator(".md-top").bounding_box()
    assert tools
    assert top
    assert tools["y"] + tools["height"] <= top["y"]


class _Count(HTMLParser):
    elements = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.elements += 1


def test_no_page_is_too_large(site_folder: Path) -> None:
    for file in site_folder.rglob("*.html"):
        if "chapters" in file.parts or file.parent == site_folder / "downloads":
            continue
        count = _Count()
        count.feed(file.read_text("utf-8"))
        assert count.elements <= _MOST_ELEMENTS, file


def test_a_first_view_is_light(site_folder: Path) -> None:
    """All that a page loads before its first view, compressed as servers send it."""

    def sent(file: Path) -> int:
        content = file.read_bytes()
        return len(content) if file.suffix in (".woff2", ".jpg") else len(gzip.compress(content))

    for file in site_folder.rglob("index.html"):
        text = file.read_text("utf-8")
        loaded = re.findall(
            r'<(?:link[^>]*rel="(?:stylesheet|preload)"[^>]*href|script src|script[^>]*src|img src)="([^"]+)"', text
        )
        needed = {found for name in loaded if (found := (file.parent / name).resolve()).is_file()}
        assert sent(file) + sum(map(sent, needed)) < _MOST_BYTES, file
