"""Every kind of page can be read in a narrow window, enlarged, with more room between letters, and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from editio.outputs.files import style_of
from places import REPOSITORY

WIDTHS = (320, 640, 1220, 1280)  # 320 and 640 are a window of 1280 enlarged to 400 and 200 per cent

# What WCAG 1.4.12 asks a page to bear.
SPACED = """() => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
    p { margin-bottom: 2em !important }`)
  document.adoptedStyleSheets = [sheet]
}"""
WIDE = "document.documentElement.scrollWidth"

# What can be seen to be operated, and is neither a link nor part of a form that a server could answer.
DEAD = """() => [...document.querySelectorAll("button, input, select, textarea, [role=button]")]
  .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest("form[action]"))
  .filter((element) => element.getBoundingClientRect().width)
  .map((element) => element.outerHTML.slice(0, 80))"""


def test_no_kind_of_page_moves_sideways(page: Page, whole_url: str, kinds: list[str]) -> None:
    moved = []
    for address in kinds:
        page.goto(whole_url + address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if (wide := page.evaluate(WIDE)) > width:
                moved.append((address, str(width), wide))
        page.set_viewport_size({"width": 320, "height": 900})
        page.evaluate(SPACED)
        if (wide := page.evaluate(WIDE)) > 320:
            moved.append((address, "spaced", wide))
    assert moved == []


def test_every_kind_of_page_can_be_read_without_javascript(browser: Browser, whole_url: str, kinds: list[str]) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 900})
    page = context.new_page()
    wanting = []
    for address in kinds:
        page.goto(whole_url + address)
        if len(page.locator("article").inner_text().split()) < 30:
            wanting.append((address, "has no text"))
        if (wide := page.evaluate(WIDE)) > 320:
            wanting.append((address, f"is {wide} pixels wide"))
        wanting += [(address, dead) for dead in page.evaluate(DEAD)]
    context.close()
    assert wanting == []


FILES = REPOSITORY / "scripts" / "editio" / "outputs" / "files"
PRINTED = {
    "site": (
        (REPOSITORY / "theme" / "stylesheets" / "edition.css").read_text("utf-8"),
        '<div class="md-content"><article class="md-typeset">{}</article></div>',
    ),
    "EPUB": (style_of(FILES / "epub"), "{}"),
    "single page": (style_of(FILES / "one_file"), '<section class="leaf">{}</section>'),
}


@pytest.mark.parametrize("output", PRINTED)
def test_the_lines_of_a_stanza_begin_where_the_print_has_them_and_fit_on_a_phone(page: Page, output: str) -> None:
    """The first line was indented like a paragraph, and on a phone it went beyond the edge."""
    line = "The salt came down from the hills upon the backs of the mules, "
    verse = (
        f'<p id="p1">{line}</p><p class="verse" id="p2"><span class="line">{line}</span><br>'
        f'<span class="line">{line}</span><br><span class="line indent-2">Down</span></p>'
    )
    page.set_viewport_size({"width": 320, "height": 640})
    style, around = PRINTED[output]
    page.set_content(around.format(verse))
    page.add_style_tag(content=style)
    page.add_style_tag(content="* { box-sizing: border-box }")
    left = page.locator(".line").evaluate_all("lines => lines.map(line => line.getBoundingClientRect().left)")
    assert left[0] == left[1]
    assert left[2] > left[0]
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
