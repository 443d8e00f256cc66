"""A link can hold anything: no fragment and no query stops a script, and no script stops another."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from browsing import until

PAGES = ["", "chapters/02/", "notes/02/", "emendations/", "people/", "chronology/", "search/", "chapters/99/"]
FRAGMENTS = ["#%", "#50%25%", "#%E0%A4", "#\\", "#%22]", "#%00", "#__proto__", "#p1:~:text=%ZZ,"]
QUERIES = [
    "?h=#p1",
    "?h=&h=%20#p1",
    "?h=x#%",
    "?h=(((%5B#p1",
    "?h=%FF%FE#p1",
    "?q=%&in=toString&part=__proto__&sort=constructor&view=concordance",
    "?q=lamp&in=toString&part=__proto__&sort=constructor&view=concordance",
    "?kind=%22%5D&page=%",
]


@pytest.mark.parametrize("address", PAGES)
def test_no_link_stops_a_script(page: Page, site_url: str, address: str) -> None:
    for crafted in (*FRAGMENTS, *QUERIES):
        page.goto("about:blank")
        page.goto(f"{site_url}{address}{crafted}")
        expect(page.locator("button.keys")).to_have_count(1)
    for fragment in FRAGMENTS:  # the fixture fails the test if a script has an error
        page.evaluate("(fragment) => { location.hash = fragment }", fragment)


def test_a_link_that_marks_nothing_marks_nothing(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chapters/02/?h=&h=%20#p1")
    expect(page.locator("button.keys")).to_have_count(1)
    expect(page.locator(".search-marked")).to_have_count(0)


def test_an_error_in_a_script_does_not_stop_the_others(browser: Browser, site_url: str) -> None:
    def broken(route: Route) -> None:
        text = route.fetch().text()
        once, times = re.subn(
            r"(?=\(\(\) => \{\s+\"use strict\"\s+const SETTING = \"show-emendations\")", "nothing()\n", text
        )
        assert times == 1
        route.fulfill(body=once, content_type="text/javascript")

    context = browser.new_context()
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.route("**/javascripts/all.js", broken)
    page.goto(f"{site_url}chapters/02/")
    expect(page.locator("button.keys")).to_have_count(1)
    expect(page.locator(".edition-switch")).to_have_count(0)
    page.keyboard.press("g")
    expect(page.get_by_role("dialog", name="Go to a printed page")).to_be_visible()
    context.close()
    assert errors == ["nothing is not defined"]


def test_a_place_that_the_page_does_not_have_is_named_with_the_last_that_it_has(page: Page, site_url: str) -> None:
    """The browser shows the beginning of the page, which a reader would take for the passage."""
    page.goto(f"{site_url}chapters/01/#p9999")
    notice = page.locator(".no-such-place")
    expect(notice).to_contain_text("This page has no “p9999”.")
    last = page.locator("article [id^=p]").evaluate_all("all => all.filter(e => /^p\\d+$/.test(e.id)).at(-1).id")
    expect(notice.locator("a")).to_have_text(last)
    notice.locator("a").click()
    expect(notice).to_have_count(0)


@pytest.mark.parametrize("fragment", ["", "#p1", "#title", "#nothing", "#p1:~:text=a", "#%E0%A4%A"])
def test_other_fragments_are_not_reported(page: Page, site_url: str, fragment: str) -> None:
    page.goto(f"{site_url}chapters/01/{fragment}")
    until(page, "window.editionSettings")
    expect(page.locator(".no-such-place")).to_have_count(0)
