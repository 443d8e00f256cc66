"""The images of the printed pages in a browser: in step with both texts, beside a chapter, by keyboard, without
scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browsing import reading
from editio.inputs.pictures import READING

PAGE = "witness/page/3/"


def boxed(page: Page, number: int) -> Locator:
    return page.locator(f".page-image-sheet rect[data-w='{number}']")


def word(page: Page, number: int, column: int = 2) -> Locator:
    """A word in the column of the OCR text or of the edition."""
    return page.locator(f".witness-lines td:nth-child({column}) [data-w='{number}']").first


def test_pointing_at_a_word_shows_it_in_all_three(page: Page, site_url: str) -> None:
    page.goto(site_url + PAGE)
    word(page, 25).hover()
    expect(boxed(page, 25)).to_have_class("pointed")
    expect(word(page, 25, 3)).to_have_class("pointed")
    boxed(page, 12).hover()
    expect(word(page, 12)).to_have_class("pointed")
    expect(boxed(page, 25)).not_to_have_class("pointed")


def test_an_emended_word_keeps_its_place(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}witness/page/jacket/")
    emended = page.locator(".witness-lines td:nth-child(3) [data-w]:has(ins)").first
    emended.hover()
    expect(page.locator(".page-image-sheet rect.pointed")).to_have_count(1)
    expect(page.locator(".witness-lines td:nth-child(2) .pointed:has(del)").first).to_be_visible()


def test_every_box_is_on_the_image(page: Page, site_url: str) -> None:
    page.goto(site_url + PAGE)
    outside = page.evaluate(
        """() => {
          const { width, height } = document.querySelector(".page-image").dataset
          return [...document.querySelectorAll(".page-image-sheet rect")].filter((r) =>
            r.x.baseVal.value < 0 || r.y.baseVal.value < 0 ||
            r.x.baseVal.value + r.width.baseVal.value > width || r.y.baseVal.value + r.height.baseVal.value > height)
            .length
        }"""
    )
    assert outside == 0


def test_it_zooms_turns_and_goes_from_word_to_word_by_keyboard(page: Page, site_url: str) -> None:
    page.goto(site_url + PAGE)
    room, sheet = page.locator(".page-image-room"), page.locator(".page-image-sheet")
    before = room.bounding_box()
    page.keyboard.press("+")
    after = room.bounding_box()
    assert before
    assert after
    assert after["width"] == pytest.approx(1.5 * before["width"], abs=2)
    expect(page.locator(".page-image img")).to_have_attribute(
        "src", page.locator("text=Image file").evaluate("a=>a.href")
    )
    page.keyboard.press("0")
    page.keyboard.press("r")
    box = sheet.bounding_box()
    assert box
    assert box["width"] > box["height"]
    for _ in range(3):
        page.keyboard.press(".")
    expect(boxed(page, 2)).to_have_class("chosen")
    expect(page.locator(".page-image-word")).not_to_be_empty()
    page.keyboard.press(",")
    expect(boxed(page, 1)).to_have_class("chosen")


def test_an_address_names_a_word(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}{PAGE}#w40")
    expect(boxed(page, 40)).to_have_class("chosen")


def test_a_search_leads_to_its_words_on_the_image(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}search/?q=oil")
    page.locator(".search-where .printed a").first.click()
    expect(page.locator("h1")).to_contain_text("Printed page")
    found = page.locator(".witness-lines td:nth-child(3) .found")
    expect(found.first).to_be_visible()
    assert {text.strip(".,;:’").casefold() for text in found.all_inner_texts()} == {"oil"}
    expect(page.locator(".page-image-sheet rect.found").first).to_be_attached()


def test_without_scripts_there_are_an_image_and_a_text(browser: Browser, site_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site_url + PAGE)
    expect(page.locator(".page-image img")).to_be_visible()
    assert page.locator(".page-image-frame a").get_attribute("href") == "../../../images/zoom/3.jpg"
    expect(page.locator(".witness-lines")).to_be_visible()
    page.goto(f"{site_url}chapters/01/")
    page.get_by_role("link", name="Page image").click()
    expect(page.locator("h1")).to_contain_text("Printed page 1")
    context.close()


@pytest.mark.parametrize("width", [1440, 390])
def test_beside_a_chapter_the_image_follows_the_reader(page: Page, site_url: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{site_url}chapters/01/")
    button, panel = page.locator("button.page-image-open"), page.locator(".page-panel")
    button.click()
    image = panel.locator("img")
    expect(image).to_have_attribute("alt", "Image of printed page 1")
    expect(button).to_have_attribute("aria-expanded", "true")
    page.locator("#page3").evaluate("mark => mark.scrollIntoView()")
    expect(image).to_have_attribute("alt", "Image of printed page 3")
    expect(panel.get_by_role("link")).to_have_attribute("href", f"{site_url}witness/page/3/")
    page.locator(".page-panel-frame").press("Escape")
    expect(panel).to_be_hidden()
    expect(button).to_be_focused()


def test_on_a_phone_the_image_is_a_sheet_below_the_text_and_beside_it_on_a_wide_screen(
    page: Page, site_url: str
) -> None:
    def opened(width: int) -> tuple[dict[str, float], bool]:
        """Where the image opens, and whether the page then scrolls sideways."""
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{site_url}chapters/01/")
        page.locator("button.page-image-open").click()
        expect(page.locator(".page-panel img")).to_be_visible()
        page.locator(".page-panel").evaluate(  # it may slide in
            "(panel) => Promise.all(panel.getAnimations().map((one) => one.finished)).then(() => null)"
        )
        box = page.locator(".page-panel").bounding_box()
        assert box
        sides = {"x": box["x"], "y": box["y"], "width": box["width"], "height": box["height"]}
        return sides, bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))

    sheet, sideways = opened(390)
    assert not sideways
    assert (sheet["x"], sheet["width"]) == (0, 390)
    assert sheet["y"] + sheet["height"] == pytest.approx(800, abs=1), "it stands on the lower edge"
    assert sheet["y"] > 200, "the text above it can still be read"
    beside, sideways = opened(1440)
    assert not sideways
    text = page.locator("article #p1").bounding_box()
    assert text
    assert beside["x"] >= text["x"] + text["width"] or beside["x"] + beside["width"] <= text["x"]


def test_all_words_of_a_search_are_shown_on_the_image_by_keyboard_too(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}search/?q=oil keepers")
    link = page.locator(".search-where .printed a").first
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Printed page")
    expect(page.locator(".page-image-sheet rect.found").nth(1)).to_be_attached()


def test_from_a_folder_the_images_are_there_too(browser: Browser, unpacked: str) -> None:
    with reading(browser) as page:
        page.goto(f"{unpacked}{PAGE}index.html")
        assert (
            page.locator(".page-image img").evaluate("image => image.decode().then(() => image.naturalWidth)")
            == READING
        )
        page.goto(f"{unpacked}chapters/01/index.html")
        page.locator("button.page-image-open").click()
        expect(page.locator(".page-panel img")).to_be_visible()
        page.locator(".page-panel").get_by_role("link").click()
        expect(page.locator("h1")).to_contain_text("Printed page 1")
