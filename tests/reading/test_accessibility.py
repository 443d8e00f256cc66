"""axe-core finds nothing on any kind of page: wide and narrow, in every scheme, with everything open that opens."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BY_COLOUR = ["color-contrast", "link-in-text-block"]  # all that another scheme can change
WIDTHS = (1280, 360)  # the first shows all but what a narrow page has in its place; that is the same on every page

RUN = """async (rules) => {
  const { violations } = await axe.run(document, { runOnly: rules, resultTypes: ["violations"] })
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) =>
    [id, target.join(" "), failureSummary.split("\\n").slice(1).join(" ")].join(" ")))
}"""


def inspected(page: Page, axe: str, width: int, schemes: tuple[str, ...] = ("slate",)) -> list[str]:
    """What axe-core has to say of a page as it is now, in the default scheme and these; in all on a chapter's."""
    page.set_viewport_size({"width": width, "height": 900})
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(axe)
    others = ("slate", "sepia") if "/chapters/" in page.url else schemes
    found = []
    for scheme, rules in (*((other, BY_COLOUR) for other in others), ("default", TAGS)):
        page.evaluate("(name) => document.body.setAttribute('data-md-color-scheme', name)", scheme)
        found += [f"{page.url} {width} {scheme} {each}" for each in page.evaluate(RUN, rules)]
    return found


def test_nothing_is_found_on_any_kind_of_page(still: Page, whole_url: str, kinds: list[str], axe: str) -> None:
    assert {"", "404.html", "chapters/03/", "map/", "messages/", "witness/"} <= set(kinds)
    found = []
    for address in kinds:
        still.goto(whole_url + address)
        for width in WIDTHS:
            schemes = ("slate",) if width == WIDTHS[0] or not address else ()
            found += inspected(still, axe, width, schemes)
    assert found == []


def test_the_links_of_the_menus_are_as_high_as_targets_should_be(page: Page, site_url: str) -> None:
    """24 pixels, as WCAG 2.2 has it: with margins between them they were lower."""
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{site_url}chapters/01/")
    heights = page.locator(".md-sidebar .md-nav__link:visible").evaluate_all(
        "links => links.map((link) => link.getBoundingClientRect().height)"
    )
    assert len(heights) > 5
    assert min(heights) >= 24


def note_card(page: Page) -> None:
    page.locator(".note-call a").first.focus()
    expect(page.locator("#note-card")).to_be_visible()


def name_card(page: Page) -> None:
    page.locator("article a.name").first.focus()
    expect(page.locator("#name-card")).to_be_visible()


def emendation_card(page: Page) -> None:
    page.keyboard.press("e")
    page.locator("article .emended").first.focus()
    expect(page.locator("#edition-card")).to_be_visible()


def cite_dialog(page: Page) -> None:
    page.locator("a.paragraph-number").first.focus()
    page.locator(".cite-passage").click()
    expect(page.locator("dialog.cite-dialog")).to_be_visible()


def selected_words(page: Page) -> None:
    page.locator("article p[id]").first.select_text()
    expect(page.locator(".cite-words")).to_be_visible()


def keys(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.locator("dialog#keys")).to_be_visible()


def no_such_page(page: Page) -> None:
    page.locator(".go-to-page").click()
    page.locator("#go-to-page-number").fill("999")
    page.keyboard.press("Enter")
    expect(page.locator("#go-to-page-fault")).to_contain_text("999")


def drawer(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 900})
    page.get_by_role("button", name="Navigation").click()
    expect(page.locator(".md-sidebar--primary nav").first).to_be_in_viewport()


def results(page: Page) -> None:
    expect(page.locator(".search-list li, .search-answers table").first).to_be_visible()
    page.locator(".search-help summary").click()


def marked(page: Page) -> None:
    expect(page.locator(".search-marked")).to_be_visible()


def mark_card(page: Page) -> None:
    page.locator(".timeline-picture a[tabindex='0']").focus()
    expect(page.locator(".timeline-card")).to_be_visible()


def filtered(page: Page) -> None:
    page.locator(".name-filter input").fill("b")


STATES: list[tuple[str, Callable[[Page], None], int]] = [
    ("chapters/01/", note_card, 1280),
    ("chapters/02/", name_card, 360),
    ("chapters/01/", emendation_card, 1280),
    ("chapters/02/", cite_dialog, 1280),
    ("chapters/02/", cite_dialog, 360),
    ("chapters/01/", selected_words, 360),
    ("chapters/01/", keys, 360),
    ("chapters/01/", no_such_page, 1280),
    ("chapters/01/", drawer, 360),
    ("search/?q=lightning", results, 1280),
    ("search/?q=lightning&view=concordance", results, 360),
    ("chapters/01/?q=lightning&h=lightning#p5", marked, 360),
    ("chronology/timeline/", mark_card, 1280),
    ("people/", filtered, 360),
]


@pytest.mark.parametrize(("address", "opened", "width"), STATES, ids=lambda v: getattr(v, "__name__", str(v)))
def test_nothing_is_found_when_something_is_open(
    still: Page, whole_url: str, axe: str, address: str, opened: Callable[[Page], None], width: int
) -> None:
    still.goto(whole_url + address)
    opened(still)
    assert inspected(still, axe, width) == []


def test_axe_is_at_work(still: Page, whole_url: str, axe: str) -> None:
    still.goto(whole_url)
    still.evaluate("document.querySelector('article').append(document.createElement('img'))")
    assert [each for each in inspected(still, axe, 1280) if "image-alt" in each]
