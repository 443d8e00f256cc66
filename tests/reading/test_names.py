"""What a reader does with names: the card at one in the text, and the indexes with their filter."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

BRUCKNER = 'article a.name[data-name="people/bruckner"]'


def test_pointing_at_a_name_shows_its_card(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chapters/02/")
    name = page.locator(BRUCKNER).first
    card = page.locator("#name-card")
    expect(card).to_be_hidden()
    name.hover()
    expect(card).to_contain_text("Otto Brückner")
    expect(card).to_contain_text("First Syndic")
    expect(name).to_have_attribute("aria-describedby", "name-card")
    page.mouse.move(2, 2)
    expect(card).to_be_hidden()


def test_the_card_serves_the_keyboard_and_escape_closes_it(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chapters/02/")
    name = page.locator(BRUCKNER).first
    card = page.locator("#name-card")
    name.focus()
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(name).to_be_focused()
    expect(name).not_to_have_attribute("aria-describedby", "name-card")


def test_the_cards_are_fetched_once_and_only_when_wanted(page: Page, site_url: str) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(f"{site_url}chapters/02/", wait_until="networkidle")
    assert not [url for url in fetched if url.endswith("names.json")]
    names = page.locator("article a.name[href]")
    for n in range(3):
        names.nth(n).hover()
        expect(page.locator("#name-card")).to_be_visible()
        page.mouse.move(2, 2)
        expect(page.locator("#name-card")).to_be_hidden()
    assert len([url for url in fetched if url.endswith("names.json")]) == 1


def test_a_name_leads_to_its_entry(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chapters/02/")
    page.locator(BRUCKNER).first.click()
    expect(page).to_have_url(f"{site_url}people/#bruckner")
    expect(page.locator("#bruckner")).to_be_in_viewport()


def test_a_tap_shows_the_card_and_a_second_one_follows_the_link(browser: Browser, site_url: str) -> None:
    context = browser.new_context(has_touch=True, viewport={"width": 400, "height": 800})
    page = context.new_page()
    page.goto(f"{site_url}chapters/02/")
    name = page.locator(BRUCKNER).first
    name.tap()
    expect(page.locator("#name-card")).to_be_visible()
    expect(page).to_have_url(f"{site_url}chapters/02/")
    name.tap()
    expect(page).to_have_url(f"{site_url}people/#bruckner")
    context.close()


def test_without_the_data_there_are_links_and_no_cards(page: Page, site_url: str) -> None:
    page.route("**/names.json", lambda route: route.abort())
    page.goto(f"{site_url}chapters/02/")
    with page.expect_event("requestfailed"):
        page.locator(BRUCKNER).first.hover()
    expect(page.locator("#name-card")).to_be_hidden()
    page.locator(BRUCKNER).first.click()
    expect(page).to_have_url(f"{site_url}people/#bruckner")


def test_without_scripts_the_index_is_a_plain_list(browser: Browser, site_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}people/")
    expect(page.locator(".name-filter")).to_be_hidden()
    expect(page.locator(".name-entry")).to_have_count(14)
    expect(page.locator("#odegaard")).to_be_visible()
    context.close()


def test_the_filter_finds_a_name_without_its_diacritics(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}people/")
    page.get_by_label("Find").fill("odegaard")
    expect(page.locator(".name-entry:visible")).to_have_count(1)
    expect(page.locator("#odegaard")).to_be_visible()
    expect(page.locator(".name-filter output")).to_have_text("1 of 14")
    page.get_by_label("Find").fill("")
    expect(page.locator(".name-entry:visible")).to_have_count(14)


def test_a_passage_in_the_index_leads_to_its_paragraph(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}people/")
    link = page.locator('#matray a[href^="../chapters/02/#p"]').first
    target = (link.get_attribute("href") or "").split("#")[1]
    link.click()
    expect(page.locator(f"#{target}")).to_contain_text("Mátray")


def test_a_table_shows_who_appears_in_which_chapter(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}people/#matrix")  # where the table stood before
    page.get_by_role("link", name="Mentions by chapter").click()
    table = page.get_by_role("region", name="Mentions of people by chapter").get_by_role("table")
    expect(table.get_by_role("columnheader", name="Chapter 3")).to_be_visible()
    row = table.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Brückner"))
    expect(row).to_have_count(1)


def test_only_the_first_mention_of_a_section_is_a_link_until_the_reader_asks(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chapters/02/")
    names = page.locator("article .name")
    linked = page.locator("article a.name[href]")
    text = page.locator("article").inner_text()
    first = page.evaluate("""() => {
      let seen = new Set(), count = 0
      for (const one of document.querySelectorAll("article h2, article .name")) {
        if (one.matches("h2")) seen = new Set()
        else if (!seen.has(one.dataset.name)) { seen.add(one.dataset.name); count++ }
      }
      return count
    }""")
    assert 0 < first < names.count()
    expect(linked).to_have_count(first)
    expect(page.locator("article a:not([href])")).to_have_count(0)  # which search engines take for broken links
    expect(page.locator("article a.name[href]:not([tabindex='-1'])")).to_have_count(0)
    page.locator(".edition-menu summary").click()
    page.get_by_role("button", name="Link every name").click()
    expect(linked).to_have_count(names.count())
    expect(page.locator("article a.name[tabindex]")).to_have_count(0)
    assert page.locator("article").inner_text() == text
    page.reload()
    expect(linked).to_have_count(names.count())


def test_without_scripts_every_name_is_a_link(browser: Browser, site_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}chapters/02/")
    expect(page.locator("article a.name:not([href])")).to_have_count(0)
    context.close()
