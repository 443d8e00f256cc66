"""What a reader sees of dates: stated and inferred ones apart, and what an inferred one is inferred from."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

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


def test_dates_that_are_not_marked_are_plain_text(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chapters/01/")
    date = page.locator(INFERRED).first
    expect(date).not_to_have_attribute("tabindex", "0")
    date.hover()
    expect(page.locator("#date-card")).to_be_hidden()
    expect(date).to_have_css("text-decoration-line", "none")
