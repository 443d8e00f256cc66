"""What a reader does with notes: the card at a call, and the way to the note and back."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

CALL = "#call4 a"


def test_pointing_at_a_call_shows_the_note(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chapters/01/")
    card = page.locator("#note-card")
    expect(card).to_be_hidden()
    page.locator(CALL).hover()
    expect(card).to_be_visible()
    expect(card).to_contain_text("Note 4")
    expect(card).to_contain_text("Brandt, op. cit.")
    page.mouse.move(2, 2)
    expect(card).to_be_hidden()


def test_the_card_has_a_name_and_describes_its_call(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chapters/01/")
    page.locator(CALL).focus()
    expect(page.get_by_role("note", name="Note 4")).to_be_visible()
    expect(page.locator(CALL)).to_have_attribute("aria-describedby", "note-card")


def test_tab_leads_through_the_card_and_escape_gives_the_focus_back(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chapters/01/")
    call, card = page.locator(CALL), page.locator("#note-card")
    call.focus()
    expect(card).to_be_visible()
    page.keyboard.press("Tab")
    expect(card.locator("a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(call).to_be_focused()


def test_tab_goes_on_from_the_call_after_the_last_link_of_the_card(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chapters/01/")
    call, card = page.locator(CALL), page.locator("#note-card")
    call.focus()
    expect(card).to_be_visible()
    for _ in range(card.locator("a").count()):
        page.keyboard.press("Tab")
    expect(card.locator("a").last).to_be_focused()
    page.keyboard.press("Tab")
    expect(card).to_be_hidden()
    beyond = page.evaluate(
        "selector => Boolean(document.querySelector(selector).compareDocumentPosition(document.activeElement) & 4)",
        CALL,
    )
    assert beyond  # and not in the card again
    page.keyboard.press("Shift+Tab")
    expect(call).to_be_focused()


def test_the_notes_are_fetched_once_and_only_when_wanted(page: Page, site_url: str) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(f"{site_url}chapters/01/", wait_until="networkidle")
    assert not [url for url in fetched if url.endswith("notes/01/notes.js")]
    for number in (1, 2, 3):
        page.locator(f"#call{number} a").focus()
        expect(page.locator("#note-card")).to_contain_text(f"Note {number}")
    assert len([url for url in fetched if url.endswith("notes/01/notes.js")]) == 1


def test_a_touch_opens_the_card_and_a_second_one_leads_to_the_note(browser: Browser, site_url: str) -> None:
    context = browser.new_context(has_touch=True, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{site_url}chapters/01/")
    page.locator(CALL).tap()
    card = page.locator("#note-card")
    expect(card).to_be_visible()
    box = card.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    assert page.url.endswith("chapters/01/")
    page.locator(CALL).tap()
    page.wait_for_url("**/notes/01/#note4")
    context.close()


def test_the_card_works_without_a_server(browser: Browser, site_folder: Path) -> None:
    context = browser.new_context()  # Material's search has errors there, which are not ours
    page = context.new_page()
    page.goto((site_folder / "chapters" / "01" / "index.html").as_uri())
    page.locator(CALL).focus()
    expect(page.locator("#note-card")).to_contain_text("Brandt, op. cit.")
    context.close()


def test_without_scripts_a_call_leads_to_its_note_and_back(browser: Browser, site_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}chapters/01/")
    page.locator(CALL).click()
    page.wait_for_url("**/notes/01/#note4")
    page.locator("#note4 .backlink").click()
    page.wait_for_url("**/chapters/01/#call4")
    context.close()


def test_a_short_reference_leads_to_the_work_it_means(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}notes/01/")
    page.locator("#note4").get_by_role("link", name="Brandt, op. cit.").click()
    page.wait_for_url("**/sources/#brandt")
    expect(page.locator("#brandt")).to_contain_text("Lights of the Northern Coasts")
    expect(page.locator("#brandt")).to_contain_text("1.1, 1.4, 2.6")


def test_the_bibliography_is_to_be_had_as_data(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}sources/")
    for name in ("BibTeX", "RIS", "CSL-JSON"):
        address = page.get_by_role("link", name=name, exact=True).get_attribute("href")
        answer = page.request.get(f"{site_url}sources/{address}")
        assert answer.ok
        assert "Lights of the Northern Coasts" in answer.text()
