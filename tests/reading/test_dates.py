"""What a reader sees of dates: stated and inferred ones apart, and what an inferred one is inferred from, with and
without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

INFERRED = "article time.inferred"


@pytest.fixture
def chapter(page: Page, site_url: str) -> Page:
    """The first chapter, with its dates marked."""
    page.goto(f"{site_url}chapters/01/")
    page.locator(".edition-menu summary").click()
    page.get_by_role("button", name="Mark dates (dotted: inferred)").click()
    page.keyboard.press("Escape")
    return page


def test_an_inferred_date_has_another_line_than_a_stated_one(chapter: Page) -> None:
    expect(chapter.locator(INFERRED).first).to_have_css("text-decoration-style", "dotted")
    expect(chapter.locator("article time:not(.inferred)").first).to_have_css("text-decoration-style", "solid")


def test_the_card_of_an_inferred_date_has_the_date_and_its_basis(chapter: Page) -> None:
    date, card = chapter.locator(INFERRED).first, chapter.locator("#date-card")
    expect(card).to_be_hidden()
    date.focus()
    expect(card).to_be_visible()
    expect(card).to_contain_text("Inferred")
    expect(card).to_contain_text(date.get_attribute("data-date") or "no date")
    expect(card).to_contain_text(date.get_attribute("data-basis") or "no basis")
    expect(date).to_have_attribute("aria-describedby", "date-card")
    chapter.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_an_inferred_date_is_dotted_and_says_its_basis_before_any_switch_is_on(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chapters/01/")
    date, card = page.locator(INFERRED).first, page.locator("#date-card")
    expect(date).to_have_css("text-decoration-style", "dotted")
    expect(page.locator("article time:not(.inferred)").first).to_have_css("text-decoration-line", "none")
    for opened in (date.hover, date.click):
        opened()
        expect(card).to_contain_text(date.get_attribute("data-basis") or "no basis")
        page.keyboard.press("Escape")
        expect(card).to_be_hidden()


def test_inferred_dates_are_no_stops_of_the_tab_key_until_dates_are_marked(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chapters/01/")
    expect(page.locator(f"{INFERRED}[tabindex]")).to_have_count(0)
    page.locator(".edition-menu summary").click()
    page.get_by_role("button", name="Mark dates (dotted: inferred)").click()
    expect(page.locator(f"{INFERRED}[tabindex='0']").first).to_be_attached()


def test_without_scripts_the_focus_shows_in_the_line_what_a_date_is_inferred_from(
    browser: Browser, site_url: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}chapters/01/")
    date = page.locator(INFERRED).first
    expect(date).to_have_css("text-decoration-style", "dotted")
    date.focus()
    shown = date.evaluate("(date) => getComputedStyle(date, '::after').content")
    assert (date.get_attribute("data-basis") or "no basis") in shown
    context.close()


def test_day_by_day_an_inferred_date_opens_its_basis_without_scripts(browser: Browser, site_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}chronology/day-by-day/1931/")
    basis = page.locator(".date-basis").first
    closed = basis.inner_text()
    basis.locator("summary").focus()
    page.keyboard.press("Enter")
    assert closed == "inferred"
    assert basis.inner_text().endswith(".")
    context.close()
