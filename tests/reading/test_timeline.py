"""What a reader does with the timeline: pointing, tapping, the keyboard, a narrow screen, no script."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

MONTH = '.timeline-picture a[data-key="chapters/03/1931-06"]'


def test_pointing_at_a_month_shows_its_passages_and_a_click_leads_to_the_first(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chronology/timeline/")
    month = page.locator(MONTH)
    month.hover()
    card = page.locator("#timeline-card")
    expect(card).to_contain_text("June 1931")
    expect(card).to_contain_text("Chapter 3")
    target = re.escape((month.get_attribute("href") or "").removeprefix("../../"))
    month.click()
    expect(page).to_have_url(re.compile(f"{target}$"))
    expect(page.locator(":target")).to_be_in_viewport()


def test_the_card_leads_to_the_month_in_the_book_day_by_day(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chronology/timeline/")
    page.locator(MONTH).hover()
    page.locator("#timeline-card").get_by_role("link", name="The book day by day").click()
    expect(page).to_have_url(f"{site_url}chronology/day-by-day/1931/#m1931-06")  # led on from its former address
    expect(page.locator("#m1931-06")).to_be_in_viewport()


def test_the_picture_is_one_stop_of_the_tab_key_and_the_arrows_move_in_it(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chronology/timeline/")
    expect(page.locator('.timeline-picture a[tabindex="0"]')).to_have_count(1)
    month = page.locator(MONTH)
    month.focus()
    expect(page.locator("#timeline-card")).to_be_visible()
    page.keyboard.press("Home")
    expect(page.locator('.lane-numbers a[data-row="3"]')).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator('.lane-numbers a[data-row="2"]')).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator('.lanes g[data-row="2"] a').first).to_be_focused()
    expect(page.locator('.timeline-picture a[tabindex="0"]')).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#timeline-card")).to_be_hidden()


def test_the_arrow_keys_move_in_the_table_too_past_the_years(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chronology/timeline/table/")
    links = page.locator('table.timeline td a[aria-label^="Chapter 3,"]')
    for n in range(links.count() - 1):
        links.nth(n).focus()
        page.keyboard.press("ArrowDown")
        expect(links.nth(n + 1)).to_be_focused()


def test_a_tap_shows_the_card_and_the_page_does_not_grow_wider(browser: Browser, site_url: str) -> None:
    context = browser.new_context(has_touch=True, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{site_url}chronology/timeline/")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.locator(MONTH).tap()
    expect(page.locator("#timeline-card")).to_contain_text("June 1931")
    expect(page).to_have_url(f"{site_url}chronology/timeline/")
    context.close()


def test_without_scripts_marks_are_links(browser: Browser, site_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}chronology/timeline/")
    page.locator(MONTH).click()
    expect(page).to_have_url(re.compile(r"/chapters/03/#p\d+$"))
    context.close()
