"""The edition in one file, opened from a folder: it asks for nothing else, and shows a note at its call."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect


@pytest.fixture(scope="session")
def address(site_folder: Path) -> str:
    return (site_folder / "downloads" / "specimen.html").as_uri()


def test_it_asks_for_nothing_and_its_policy_stops_nothing(page: Page, address: str) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(address)
    assert page.evaluate("document.fonts.ready.then((fonts) => [...fonts].map((f) => f.status))").count("loaded") >= 2
    page.locator("#chapters-02-call1 a").click()
    expect(page.get_by_role("dialog", name="Note 1")).to_be_visible()
    assert [url for url in asked if not url.startswith("data:")] == [address]
    assert said == []


def test_a_call_shows_its_note_and_escape_gives_the_focus_back(page: Page, address: str) -> None:
    page.goto(address)
    call = page.locator("#chapters-02-call1 a")
    call.focus()
    call.press("Enter")
    card = page.get_by_role("dialog", name="Note 1")
    expect(card).to_contain_text("Court of Inquiry")
    expect(card).to_be_in_viewport(ratio=1)
    assert "#" not in page.url
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(call).to_be_focused()


def test_the_card_leads_to_the_note_and_the_note_back(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("#chapters-02-call1 a").click()
    page.get_by_role("link", name="Note 1 in its place").click()
    note = page.locator("#notes-02-note1")
    expect(note).to_be_in_viewport()
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.locator("li:has(#notes-02-note1) a.backlink").click()
    expect(page.locator("#chapters-02-call1")).to_be_in_viewport()


def test_an_address_leads_to_its_paragraph(page: Page, address: str) -> None:
    page.goto(f"{address}#chapters-02-p5")
    paragraph = page.locator("#chapters-02-p5")
    expect(paragraph).to_be_in_viewport()
    bar = page.locator("header").bounding_box()
    place = paragraph.bounding_box()
    assert bar is not None
    assert place is not None
    assert place["y"] >= bar["y"] + bar["height"]


def test_emendations_show_when_asked_for(page: Page, address: str) -> None:
    def shown() -> str:
        return str(emended.evaluate("(word) => getComputedStyle(word, '::after').content"))

    page.goto(address)
    emended = page.locator("#chapters-02-p3 .emended")
    assert shown() == "none"
    page.get_by_role("checkbox", name="Emendations").check()
    witness = emended.get_attribute("data-witness")
    assert witness
    assert witness in shown()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_narrow_screen(browser: Browser, address: str, scheme: Literal["light", "dark"]) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, color_scheme=scheme)
    page = context.new_page()
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.locator("#chapters-02-call1 a").click()
    expect(page.get_by_role("dialog")).to_be_in_viewport(ratio=1)
    light = page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(253, 251, 247)"
    assert light == (scheme == "light")
    context.close()


def test_without_scripts_calls_lead_to_notes_and_back(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.locator("#chapters-02-call1 a").click()
    expect(page).to_have_url(f"{address}#notes-02-note1")
    page.locator("li:has(#notes-02-note1) a.backlink").click()
    expect(page).to_have_url(f"{address}#chapters-02-call1")
    context.close()


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page: Page, address: str, axe: str, scheme: Literal["light", "dark"], width: int) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)
    page.get_by_role("checkbox", name="Emendations").check()
    page.locator("#chapters-02-call1 a").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.evaluate(axe)
    found = page.evaluate(
        """async () => {
          const { violations } = await axe.run(document, { resultTypes: ["violations"] })
          return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target}`))
        }"""
    )
    assert found == []
