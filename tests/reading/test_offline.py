"""The archive that the site offers, unpacked and opened from a folder, does what the site does."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect


def test_one_reads_on_from_link_to_link(page: Page, unpacked: str) -> None:
    page.goto(unpacked + "index.html")
    page.locator("article").get_by_role("link").first.click()
    page.wait_for_url(lambda address: address != f"{unpacked}index.html")
    expect(page.locator("article h1")).to_be_visible()
    page.goto(unpacked + "chapters/02/index.html")
    page.locator("sup.note-call a").first.click()
    expect(page.locator("li:target, :target")).to_be_visible()
    assert "/notes/02/index.html#note1" in page.url


def test_no_page_makes_the_console_speak(page: Page, unpacked: str, kinds_of_site: list[str]) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    for path in kinds_of_site:
        if path != "404.html":  # the archive has none
            page.goto(f"{unpacked}{path}index.html")
    page.goto(f"{unpacked}downloads/specimen.html")
    assert said == []


def test_cards_of_names_and_the_styles_are_there(page: Page, unpacked: str) -> None:
    page.goto(unpacked + "chapters/02/index.html")
    page.locator("article a.name").first.focus()
    expect(page.locator("#name-card")).to_be_visible()
    assert page.evaluate("document.styleSheets.length") == 3  # the theme's two and the edition's
    page.locator("#name-card a").click()
    page.wait_for_url("**/index.html#*")
    expect(page.locator(".name-entry:target")).to_be_visible()


def test_the_search_finds_without_a_server(page: Page, unpacked: str) -> None:
    page.goto(unpacked + "search/index.html?q=lightning%20tower")
    first = page.locator(".search-list > li a").first
    expect(first).to_be_visible()
    first.click()
    page.wait_for_url(re.compile(r"/chapters/01/index\.html\?.*#p5$"))
    expect(page.locator(".search-marked")).to_be_visible()


def test_a_cited_address_shows_its_passage(page: Page, unpacked: str) -> None:
    page.goto(unpacked + "chapters/02/index.html#p5")
    expect(page.locator("#p5:target")).to_be_in_viewport()
    page.goto(unpacked + "index.html")
    page.evaluate("location.href = 'chapters/02/index.html#page5'")
    expect(page.locator("#page5:target")).to_be_in_viewport()


def test_a_call_shows_its_note(page: Page, unpacked: str) -> None:
    page.goto(unpacked + "chapters/02/index.html")
    page.locator("#call1 a").hover()
    card = page.locator("#note-card")
    expect(card).to_contain_text("Court of Inquiry")
    card.get_by_role("link").last.click()
    page.wait_for_url("**/notes/02/index.html#note1")


def test_one_goes_to_a_printed_page(page: Page, unpacked: str) -> None:
    page.goto(unpacked + "chapters/01/index.html")
    page.locator(".go-to-page").click()
    page.get_by_label("Page", exact=True).fill("7")
    page.keyboard.press("Enter")
    page.wait_for_url("**/index.html#page7")
    expect(page.locator("#page7")).to_be_in_viewport()


def test_emendations_are_shown_with_what_the_witness_has(page: Page, unpacked: str) -> None:
    page.goto(unpacked + "chapters/02/index.html")
    page.keyboard.press("e")
    emended = page.locator("#p3 .emended")
    emended.hover()
    witness = emended.get_attribute("data-witness")
    assert witness
    expect(page.locator(".edition-card:visible")).to_contain_text(witness)


def test_its_page_of_downloads_calls_it_this_copy(page: Page, unpacked: str, site_url: str) -> None:
    page.goto(unpacked + "downloads/index.html")
    expect(page.get_by_text("this copy")).to_be_visible()
    page.goto(site_url + "downloads/")
    expect(page.get_by_text("this copy")).to_have_count(0)
    answer = page.request.get(page.locator("a[href$='-offline.zip']").evaluate("(link) => link.href"))
    assert answer.ok
