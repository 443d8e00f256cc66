"""The history in a browser: from a passage to what it read in an earlier version, with no script needed there."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect


def test_from_the_versions_to_a_passage_in_two_readings_and_on_to_today(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}history/")
    page.get_by_role("table").get_by_role("link", name="1.0.0").click()
    expect(page).to_have_url(f"{site_url}history/1.0.0/")
    passage = page.locator("#chapters-02-p11")
    expect(passage.locator("del")).to_have_text("Brickner")
    expect(passage.locator("ins")).to_have_text("Brückner")
    passage.get_by_role("link", name="¶ 11").click()
    expect(page).to_have_url(f"{site_url}chapters/02/#p11")
    expect(page.locator("#p11")).to_contain_text("Brückner was a corn")


def test_which_reading_is_which_is_told_by_more_than_colour(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}history/1.0.0/")
    said = page.evaluate(
        """() => [...document.querySelectorAll("#chapters-02-p11 :is(del, ins)")].map((one) => [
            getComputedStyle(one, "::before").content, getComputedStyle(one).textDecorationLine])"""
    )
    assert said == [['" [then: "', "line-through"], ['" [today: "', "underline"]]


def test_a_version_and_another_are_chosen_without_a_script(browser: Browser, site_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}history/1.0.0/#chapters-03-p10")
    page.get_by_role("navigation", name="Versions").get_by_role("link", name="1.1.0").click()
    expect(page).to_have_url(f"{site_url}history/1.1.0/")
    expect(page.locator("#chapters-03-p10 del")).to_have_text("concluded")
    context.close()


def test_whoever_cites_a_passage_is_told_the_version_and_what_earlier_ones_read(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chapters/03/#p10")
    page.get_by_role("button", name="Cite paragraph 10", exact=True).click()
    told = page.locator("dialog.cite-dialog .version")
    expect(told).to_contain_text("Version 1.2.0 of the edition")
    told.get_by_role("link").click()
    expect(page).to_have_url(f"{site_url}history/#chapters-03-p10")
    page.locator("#chapters-03-p10").get_by_role("link", name="1.1.0").click()
    expect(page.locator("#chapters-03-p10 ins")).to_have_text("conducted")


def test_a_passage_without_a_history_offers_none(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chapters/03/#p1")
    page.get_by_role("button", name="Cite paragraph 1", exact=True).click()
    told = page.locator("dialog.cite-dialog .version")
    expect(told).to_have_text("Version 1.2.0 of the edition")
    expect(told.get_by_role("link")).to_have_count(0)
