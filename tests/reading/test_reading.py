"""What long reading needs: the face, the pages' colours, the way to a printed page, the keys, the place where
one was, a chapter on paper, and a text that never moves."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import Held, until

SCHEMES = ("default", "sepia", "slate")
TOGGLE = ".palette label:not([hidden])"

# Every text that can be seen, with its contrast to what it stands on; numbers that the style sheet draws too.
CONTRASTS = """() => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", {
    willReadFrequently: true })
  const over = (colour, below) => {
    canvas.fillStyle = `rgb(${below.join(" ")})`
    canvas.fillRect(0, 0, 1, 1)
    canvas.fillStyle = colour
    canvas.fillRect(0, 0, 1, 1)
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)
  }
  const behind = (element) => {
    const chain = []
    for (let e = element; e; e = e.parentElement) chain.unshift(getComputedStyle(e).backgroundColor)
    return chain.reduce((below, colour) => over(colour, below), [255, 255, 255])
  }
  const luminance = (colour) => {
    const [r, g, b] = colour.map((c) => ((c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const found = []
  const measure = (element, pseudo) => {
    const ground = behind(element)
    const [light, dark] = [luminance(over(getComputedStyle(element, pseudo).color, ground)), luminance(ground)]
      .sort((a, b) => b - a)
    found.push([`${element.tagName}.${element.className} ${pseudo ?? ""}`, (light + 0.05) / (dark + 0.05)])
  }
  for (const element of document.querySelectorAll(".md-banner, .edition-tools, .edition-tools *, article, article *")) {
    if (!element.checkVisibility()) continue
    if ([...element.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.textContent.trim())) measure(element)
    if (element.matches(".paragraph-number")) measure(element, "::before")
    if (element.matches(".page-start")) measure(element, "::after")
  }
  return found
}"""


def scheme(page: Page, name: str) -> None:
    for _ in SCHEMES:
        if page.locator("body").get_attribute("data-md-color-scheme") == name:
            return
        page.locator(TOGGLE).click()
    pytest.fail(f"No switch leads to {name} pages.")


# The face


def test_the_text_is_set_in_the_face_of_the_site_with_its_small_capitals(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chapters/01/")
    page.evaluate("document.fonts.ready")
    assert page.evaluate("[...document.fonts].some((f) => /Literata/.test(f.family) && f.status === 'loaded')")
    width = """(caps) => {
      const word = document.createElement("span")
      word.style.cssText = `font: 40px Literata; font-variant: ${caps}; font-synthesis: none`
      word.textContent = "harbour 1934"
      document.querySelector("article p").append(word)
      return word.getBoundingClientRect().width
    }"""
    plain = page.evaluate(width, "normal")
    assert page.evaluate(width, "small-caps") != plain  # drawn by the font: synthesis is off
    assert page.evaluate(width, "oldstyle-nums") != plain


@pytest.mark.parametrize("name", SCHEMES)
@pytest.mark.parametrize("address", ["chapters/01/", "chronology/", "notes/02/", "witness/page/4/", "pages/"])
def test_every_text_has_contrast(page: Page, site_url: str, name: str, address: str) -> None:
    page.emulate_media(reduced_motion="reduce")  # no colour is on its way to another
    page.goto(site_url + address)
    scheme(page, name)
    measured = page.evaluate(CONTRASTS)
    assert measured
    assert [(what, ratio) for what, ratio in measured if ratio < 4.5] == []


@pytest.mark.parametrize("name", SCHEMES)
def test_emended_words_and_targets_have_contrast(page: Page, site_url: str, name: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{site_url}chapters/02/#p2")
    scheme(page, name)
    page.keyboard.press("e")
    assert [(what, ratio) for what, ratio in page.evaluate(CONTRASTS) if ratio < 4.5] == []


def test_pages_follow_the_system_until_the_reader_chooses(browser: Browser, site_url: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(site_url)
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    page.emulate_media(color_scheme="light")
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    scheme(page, "sepia")
    page.emulate_media(color_scheme="dark")
    page.goto(f"{site_url}chapters/01/")
    expect(body).to_have_attribute("data-md-color-scheme", "sepia")
    context.close()


def test_a_key_goes_on_through_the_themes_after_a_click_and_after_itself(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chapters/01/")
    body = page.locator("body")
    page.locator(TOGGLE).click()
    expect(body).to_have_attribute("data-md-color-scheme", "sepia")
    for name in ("slate", "default", "sepia"):
        page.keyboard.press("t")
        expect(body).to_have_attribute("data-md-color-scheme", name)


def test_what_material_colours_by_itself_has_the_colours_of_the_theme(page: Page, site_url: str) -> None:
    page.emulate_media(reduced_motion="reduce")  # no colour is on its way to another
    page.goto(f"{site_url}search/")
    scheme(page, "sepia")
    painted = page.locator(".search-help").evaluate("(box) => getComputedStyle(box).backgroundColor")
    assert painted in ("rgba(0, 0, 0, 0)", page.locator("body").evaluate("(e) => getComputedStyle(e).backgroundColor"))
    reckoned = "(e) => getComputedStyle(e).getPropertyValue('--md-admonition-bg-color')"
    ours = "(e) => getComputedStyle(e).getPropertyValue('--md-default-bg-color')"
    assert page.locator("body").evaluate(reckoned) == page.locator("body").evaluate(ours)


# A printed page


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("p. 5", "chapters/02/#page5"),
        ("5", "chapters/02/#page5"),
        ("pp. 12–13", "chapters/03/#page12"),
        ("XII", "chronology/#pagexii"),
        ("[vii]", "front/1/#pagevii"),
        ("p. 015", "notes/01/#page15"),
    ],
)
def test_a_printed_page_is_found_by_its_number(page: Page, site_url: str, typed: str, address: str) -> None:
    page.goto(f"{site_url}chapters/01/")
    page.get_by_role("link", name="Go to page").click()
    field = page.get_by_role("textbox", name="Page")
    expect(field).to_be_focused()
    field.fill(typed)
    field.press("Enter")
    page.wait_for_url(f"{site_url}{address}")


@pytest.mark.parametrize(("typed", "answer"), [("999", "There is no page 999"), ("soon", "Type the number")])
def test_the_form_says_what_is_wrong(page: Page, site_url: str, typed: str, answer: str) -> None:
    page.goto(f"{site_url}chapters/01/")
    page.keyboard.press("g")
    field = page.get_by_role("textbox", name="Page")
    field.fill(typed)
    field.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text(answer)
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert page.url == f"{site_url}chapters/01/"


def test_without_scripts_the_link_leads_to_the_concordance(browser: Browser, site_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}chapters/01/")
    page.get_by_role("link", name="Go to page").click()
    page.locator("#page5 a").first.click()
    expect(page).to_have_url(f"{site_url}chapters/02/#page5")
    context.close()


def test_who_closes_the_form_before_the_pages_are_known_stays_there(page: Page, site_url: str) -> None:
    held = Held(page, "**/pages.json")
    page.goto(f"{site_url}chapters/01/")
    page.keyboard.press("g")
    page.get_by_role("textbox", name="Page").fill("5")
    page.keyboard.press("Enter")
    asked = held.next()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.evaluate("window.same = true")
    asked.continue_()
    page.evaluate("editionData('pages.json').then(() => new Promise((done) => setTimeout(done)))")
    assert page.evaluate("window.same")
    assert page.url == f"{site_url}chapters/01/"


# The keys


def test_keys_lead_through_the_book(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chapters/01/")
    page.keyboard.press("n")
    page.wait_for_url(f"{site_url}chapters/02/")
    page.keyboard.press("p")
    page.wait_for_url(f"{site_url}chapters/01/")
    idents = page.evaluate("[...document.querySelectorAll('article [id]')].map((block) => block.id)")
    blocks = [ident for ident in idents if re.fullmatch(r"p\d+", ident)]
    for ident in blocks:  # to the very last, which cannot come to the top of the window
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.id") == ident
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") == blocks[-2]
    page.evaluate("scrollTo(0, 0)")
    page.keyboard.press("c")
    expect(page.locator("#call1 a")).to_be_focused()
    expect(page.locator("#note-card")).to_be_visible()


def test_keys_switch_emendations_and_colours(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chapters/01/")
    page.keyboard.press("e")
    expect(page.locator(".edition-switch")).to_have_attribute("aria-pressed", "true")
    before = page.locator("body").get_attribute("data-md-color-scheme")
    page.keyboard.press("t")
    expect(page.locator("body")).not_to_have_attribute("data-md-color-scheme", str(before))


def test_the_sheet_of_keys_opens_and_closes(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chapters/01/")
    sheet = page.get_by_role("dialog", name="Keyboard shortcuts")
    page.keyboard.press("?")
    expect(sheet).to_be_visible()
    page.keyboard.press("n")  # nothing behind a dialog
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    page.get_by_role("button", name="Keyboard shortcuts").click()
    expect(sheet).to_be_visible()
    assert page.url == f"{site_url}chapters/01/"


def test_keys_can_be_turned_off_the_themes_too(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chapters/01/")
    page.keyboard.press("?")
    page.get_by_role("checkbox", name="Shortcuts are on").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    for key in "npjkcget?.,":
        page.keyboard.press(key)
    assert page.url == f"{site_url}chapters/01/"
    assert page.evaluate("document.activeElement === document.body")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.get_by_role("button", name="Keyboard shortcuts").click()
    page.get_by_role("checkbox", name="Shortcuts are on").check()
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("n")
    page.wait_for_url(f"{site_url}chapters/02/")


def test_what_is_typed_into_a_field_or_with_a_modifier_is_no_shortcut(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}people/")
    field = page.locator(".name-filter input")
    field.press_sequentially("n?g")
    expect(field).to_have_value("n?g")
    field.blur()
    for modifier in ("Alt", "Control", "Meta"):
        page.keyboard.press(f"{modifier}+g")
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert page.url == f"{site_url}people/"


# The place where one was


def until_the_place_is_kept(page: Page) -> None:
    until(page, "localStorage.getItem('edition.position')")


def test_the_home_page_leads_on_from_where_one_was_and_forgets_when_told(page: Page, site_url: str) -> None:
    page.goto(site_url)
    expect(page.locator(".go-on")).to_have_count(0)
    page.goto(f"{site_url}chapters/02/#page5")
    until_the_place_is_kept(page)
    page.goto(site_url)
    link = page.locator(".go-on a")
    expect(link).to_have_text("Chapter 2, p. 5")
    link.click()
    page.wait_for_url(f"{site_url}chapters/02/#p*")
    page.goto(site_url)
    page.get_by_role("button", name="Forget where I was").click()
    expect(page.locator(".go-on")).to_have_count(0)
    page.reload()
    expect(page.locator(".go-on")).to_have_count(0)


def test_an_address_is_never_overruled(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chapters/02/#page6")
    until_the_place_is_kept(page)
    there = "Math.abs(document.querySelector('#page5').getBoundingClientRect().top) < 130"  # below header and tools
    page.goto(f"{site_url}chapters/02/#page5")
    until(page, there)  # or the browser takes the place before for the one to which to come back
    page.reload()
    until(page, there)


def test_all_that_is_kept_is_kept_under_one_name(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chapters/02/#page5")
    page.keyboard.press("e")
    page.keyboard.press("?")
    page.get_by_role("checkbox", name="Shortcuts are on").uncheck()
    until_the_place_is_kept(page)
    ours = {name for name in page.evaluate("Object.keys(localStorage)") if "__" not in name}  # Material's have
    assert ours == {"edition.position", "edition.keys", "edition.show-emendations"}


# No layout shift

SHIFTS = """window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries())
    window.shifts.push([entry.value, entry.sources.map((s) => s.node?.className ?? "")])
}).observe({ type: "layout-shift", buffered: true })"""


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
@pytest.mark.parametrize("address", ["chapters/02/", "chapters/02/#page5", "chronology/", "notes/02/", ""])
def test_nothing_moves_while_a_page_loads_and_is_scrolled(page: Page, site_url: str, address: str, width: int) -> None:
    """What a page moves by itself it moves each time. On a busy machine a page may be painted before a script that it
    waits for, so one quiet visit in three is enough."""
    page.set_viewport_size({"width": width, "height": 800})
    page.add_init_script(SHIFTS)
    assert min((shifts(page, site_url + address) for _ in range(3)), key=len) == []


def shifts(page: Page, address: str) -> list[object]:
    """The layout shifts of a visit from the top of a page down."""
    page.goto("about:blank")
    page.goto(address)
    page.evaluate("document.fonts.ready")
    for _ in range(8):
        page.mouse.wheel(0, 500)
        page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    found: list[object] = page.evaluate("window.shifts")
    return found


# Paper


def test_a_chapter_goes_on_paper_with_its_notes_and_its_address(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chapters/01/")
    paper = page.locator(".on-paper")
    expect(paper).to_be_hidden()
    page.set_viewport_size({"width": 700, "height": 1000})  # about a sheet between its margins
    page.emulate_media(media="print")
    expect(paper).to_be_visible()
    expect(paper.locator(".notes > li", has_text="Brandt, op. cit.")).to_be_visible()
    expect(paper.locator(".address")).to_contain_text("chapters/01/")
    expect(paper.locator(".address")).not_to_contain_text("127.0.0.1")  # the address of a copy on this machine
    for furniture in (".md-header", ".md-sidebar", ".edition-tools", ".md-footer"):
        for part in page.locator(furniture).all():
            expect(part).to_be_hidden()
    inside = """(selector) => {
      const text = document.querySelector("article").getBoundingClientRect()
      return [...document.querySelectorAll(selector)].every((number) => {
        const { left, right } = number.getBoundingClientRect()
        const beside = right <= text.left || left >= text.right
        return beside && left >= 0 && right <= document.documentElement.clientWidth
      })
    }"""
    assert page.evaluate(inside, "article .paragraph-number, article .page-start a")  # else cut off
    head = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--edition-running-head')")
    assert json.loads(head).startswith("Chapter 1 · ")


def test_the_face_lies_beside_its_licence(site_folder: Path) -> None:
    fonts = site_folder / "fonts"
    assert {file.name for file in fonts.glob("*.woff2")}
    assert "SIL OPEN FONT LICENSE Version 1.1" in (fonts / "OFL.txt").read_text("utf-8")
