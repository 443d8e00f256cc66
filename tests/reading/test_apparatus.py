"""What a reader sees of the changes: the switch in the text, the register, and the pages of the witness."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from editio.inputs.plain_text import read
from editio.inputs.registers import load
from editio.model.kinds import Certainty, Damage
from places import REPOSITORY

SPECIMEN = REPOSITORY / "specimen"
REGISTER = load(SPECIMEN).emendations
MISPRINTS = [entry for entry in REGISTER if entry.kind is Damage.MISPRINT]
SWITCH = "Show emendations"


# The switch in the text


def test_words_are_marked_only_when_the_reader_asks(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chapters/01/")
    page.get_by_text("Marks", exact=True).click()
    switch = page.get_by_role("button", name=SWITCH)
    word = page.locator('.emended[data-emendation="e0006"]')
    expect(switch).to_have_attribute("aria-pressed", "false")
    expect(word).not_to_have_css("text-decoration-style", "dotted")
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "true")
    expect(word).to_have_css("text-decoration-style", "dotted")


def test_the_choice_holds_on_the_next_page(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chapters/01/")
    page.keyboard.press("e")
    page.goto(f"{site_url}chapters/02/")
    expect(page.locator(".edition-switch")).to_have_attribute("aria-pressed", "true")


def test_pointing_shows_what_the_witness_has(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chapters/01/")
    page.keyboard.press("e")
    page.locator('.emended[data-emendation="e0006"]').hover()
    card = page.locator("#edition-card")
    expect(card).to_contain_text("The OCR text has bouse")
    expect(card).to_contain_text("Misreading")
    page.get_by_role("heading", level=1).hover()
    expect(card).to_be_hidden()


def test_the_keyboard_reaches_the_card_and_escape_closes_it(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chapters/01/")
    page.get_by_text("Marks", exact=True).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=SWITCH)).to_be_focused()
    page.keyboard.press("Space")
    word = page.locator('.emended[data-emendation="e0006"]')
    word.focus()
    card = page.locator("#edition-card")
    expect(card).to_be_visible()
    page.keyboard.press("Enter")
    expect(card.get_by_role("link")).to_be_focused()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(word).to_be_focused()


def test_a_tap_shows_the_card_on_a_telephone(browser: Browser, site_url: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800}, has_touch=True)
    page = context.new_page()
    page.goto(f"{site_url}chapters/01/")
    page.get_by_text("Marks", exact=True).tap()
    page.get_by_role("button", name=SWITCH).tap()
    page.locator('.emended[data-emendation="e0006"]').tap()
    expect(page.locator("#edition-card")).to_contain_text("bouse")
    context.close()


def test_the_card_leads_to_the_entry_of_the_register(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chapters/01/")
    page.keyboard.press("e")
    page.locator('.emended[data-emendation="e0006"]').focus()
    page.locator("#edition-card").get_by_role("link").click()
    expect(page).to_have_url(f"{site_url}emendations/#e0006")
    expect(page.locator("#e0006")).to_be_in_viewport()


# The register


def shown(page: Page) -> list[str]:
    return [row.get_attribute("id") or "" for row in page.locator("table.register tr[id]:visible").all()]


def test_every_entry_is_in_the_register(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}emendations/")
    assert sorted(shown(page)) == sorted(entry.id for entry in REGISTER)
    expect(page.locator(".register-filter output")).to_have_text(f"{len(REGISTER)} of {len(REGISTER)}")


def test_a_filter_leaves_its_rows_counts_them_and_stands_in_the_address(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}emendations/")
    page.get_by_label("Kind").select_option("misprint")
    assert shown(page) == [entry.id for entry in MISPRINTS]
    expect(page.locator(".register-filter output")).to_have_text(f"{len(MISPRINTS)} of {len(REGISTER)}")
    expect(page).to_have_url(f"{site_url}emendations/?kind=misprint")
    expect(page.locator("table.register").first).to_be_hidden()


def test_a_filtered_view_can_be_shared(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}emendations/?chapter=chapters-01&certainty=probable")
    assert shown(page) == ["e0004", "e0007"]
    expect(page.get_by_label("Certainty")).to_have_value("probable")
    page.get_by_role("button", name="Show all").click()
    expect(page.locator(".register-filter output")).to_have_text(f"{len(REGISTER)} of {len(REGISTER)}")
    expect(page).to_have_url(f"{site_url}emendations/")


def test_a_filter_that_no_row_has_hides_nothing(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}emendations/?kind=nonsense")
    assert len(shown(page)) == len(REGISTER)


def test_the_address_of_an_entry_shows_it_whatever_the_filter(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}emendations/?kind=misprint#e0001")
    expect(page.locator("#e0001")).to_be_in_viewport()


def test_the_filters_are_worked_by_the_keyboard(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}emendations/")
    page.get_by_label("Certainty").focus()
    page.keyboard.type("prob")
    page.keyboard.press("Enter")
    assert set(shown(page)) == {entry.id for entry in REGISTER if entry.certainty is Certainty.PROBABLE}


def test_without_javascript_the_register_is_whole(browser: Browser, site_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}emendations/")
    assert sorted(shown(page)) == sorted(entry.id for entry in REGISTER)
    expect(page.locator(".register-filter")).to_be_hidden()
    context.close()


def test_every_link_of_the_register_leads_somewhere(page: Page, site_url: str, site_folder: Path) -> None:
    page.goto(f"{site_url}emendations/")
    assert_links_lead_somewhere(page, site_url, site_folder)


# The witness


def test_the_number_in_the_margin_leads_to_the_witness_and_back(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chapters/03/#page9")
    page.get_by_role("link", name="Printed page 9", exact=True).click()
    expect(page).to_have_url(f"{site_url}witness/page/9/")
    page.locator(".page-facts").get_by_role("link").click()
    expect(page).to_have_url(f"{site_url}chapters/03/#page9")


def test_every_line_of_the_witness_is_shown_as_it_is(page: Page, site_url: str, site_folder: Path) -> None:
    text = read(next((SPECIMEN / "witness").glob("*.txt")))
    lines: dict[int, str] = {}
    for folder in (site_folder / "witness" / "page").glob("*/"):
        page.goto(f"{site_url}witness/page/{folder.name}/")
        rows = page.locator("table.witness-lines tbody tr").evaluate_all(
            "rows => rows.map(row => [Number(row.cells[0].textContent), row.cells[1].textContent])"
        )
        lines |= dict(rows)
    assert lines == {line.number: line.text for line in text.lines}


def test_a_listener_hears_what_was_changed(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}witness/page/9/")
    heard = page.locator("#line753").aria_snapshot()
    assert re.search(r"\[witness: \s*stem", heard)
    assert re.search(r"\[edition: \s*stern", heard)


@pytest.mark.parametrize(("width", "beside"), [(1440, True), (360, False)])
def test_the_two_texts_stand_side_by_side_where_there_is_room(
    page: Page, site_url: str, width: int, beside: bool
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{site_url}witness/page/9/")
    theirs, ours = (cell.bounding_box() for cell in page.locator("#line753 td").all())
    assert theirs is not None
    assert ours is not None
    assert (abs(theirs["y"] - ours["y"]) < 2) is beside
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_the_register_never_moves_the_page_sideways(page: Page, site_url: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{site_url}emendations/")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_pages_are_turned_from_the_first_to_the_last(page: Page, site_url: str, site_folder: Path) -> None:
    page.goto(f"{site_url}witness/page/jacket/")
    turned = ["jacket"]
    while following := page.evaluate("document.querySelector('article a[rel=next]')?.href"):
        page.goto(following)
        turned.append(page.url.rstrip("/").rsplit("/", 1)[1])
    assert sorted(turned) == sorted(folder.name for folder in (site_folder / "witness" / "page").glob("*/"))


@pytest.mark.parametrize("address", ["witness/", "witness/page/jacket/", "witness/page/9/", "witness/page/1/"])
def test_every_link_of_a_witness_page_leads_somewhere(
    page: Page, site_url: str, site_folder: Path, address: str
) -> None:
    page.goto(site_url + address)
    assert_links_lead_somewhere(page, site_url, site_folder)


def assert_links_lead_somewhere(page: Page, site_url: str, site_folder: Path) -> None:
    """Each link in the article has its page in the built site, and its anchor on that page."""
    links = page.locator("article a[href]").evaluate_all("links => links.map(link => link.href)")
    assert links
    for link in sorted(set(links)):
        address, _, anchor = link.removeprefix(site_url).partition("#")
        target = site_folder / address.partition("?")[0]
        file = target if target.suffix == ".jpg" else target / "index.html"
        assert file.is_file(), link
        assert not anchor or f'id="{anchor}"' in file.read_text("utf-8"), link
