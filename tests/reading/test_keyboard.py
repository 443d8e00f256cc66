"""By keyboard alone: every stop of the Tab key can be seen, has a name and a mark of the focus; what is opened is
closed by Escape and gives the focus back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browsing import until

STOPS = 40

# The element that has the focus: what it is, and what is wrong with it. A stop may be drawn by its label.
STOP = """async () => {
  await new Promise((done) => setTimeout(done, 20)) // what was open at the stop before is closed by now
  const element = document.activeElement
  if (element === document.body) return null
  const seen = element.matches(".md-option") ? element.nextElementSibling : element
  const box = seen.getClientRects()[0] ?? seen.getBoundingClientRect()
  const style = getComputedStyle(seen)
  const x = box.left + box.width / 2
  const y = box.top + box.height / 2
  const top = document.elementFromPoint(x, y)
  const wrong = []
  if (!box.width || x < 0 || y < 0 || x > innerWidth || y > innerHeight) wrong.push(`outside the window: ${x}, ${y}`)
  else if (!top || !(seen.contains(top) || top.contains(seen))) wrong.push(`below ${top?.className}`)
  if (style.outlineStyle === "none" || !parseFloat(style.outlineWidth)) wrong.push("without an outline")
  const named = element.getAttribute("aria-label") || element.textContent.trim() || element.labels?.length
  if (!named) wrong.push("without a name")
  return [element.outerHTML.slice(0, 120), wrong.join(", ")]
}"""


def stops(page: Page, most: int = STOPS) -> list[tuple[str, str]]:
    found = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            break
        found.append((stop[0], stop[1]))
    return found


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize(
    "address",
    ["", "chapters/03/", "search/?q=lightning", "people/", "emendations/", "chronology/timeline/", "map/", "404.html"],
)
def test_every_stop_can_be_seen_and_has_a_name(still: Page, whole_url: str, address: str, width: int) -> None:
    still.set_viewport_size({"width": width, "height": 900})
    still.goto(whole_url + address)
    still.wait_for_load_state("networkidle")
    found = stops(still)
    assert len(found) > 10
    assert [stop for stop in found if stop[1]] == []


def test_the_first_stop_leads_past_the_navigation(still: Page, whole_url: str) -> None:
    still.goto(f"{whole_url}chapters/02/")
    still.keyboard.press("Tab")
    still.keyboard.press("Enter")
    still.keyboard.press("Tab")
    assert still.evaluate("document.activeElement.closest('article') !== null")


def test_the_navigation_of_a_narrow_screen_opens_takes_the_focus_and_gives_it_back(still: Page, whole_url: str) -> None:
    still.set_viewport_size({"width": 360, "height": 900})
    still.goto(f"{whole_url}chapters/02/")
    button = still.get_by_role("button", name="Navigation")
    button.focus()
    expect(button).to_have_attribute("aria-expanded", "false")
    still.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    until(still, "document.activeElement.closest('.md-sidebar--primary')")
    assert [stop for stop in stops(still, 2) if stop[1]] == []
    still.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(still.locator(".md-sidebar--primary a").first).to_be_hidden()


def test_a_wide_screen_has_its_navigation_without_a_button(still: Page, whole_url: str) -> None:
    still.goto(f"{whole_url}chapters/02/")
    expect(still.get_by_role("button", name="Navigation")).to_have_count(0)
    expect(still.locator(".md-sidebar--primary").get_by_role("link", name="Notes", exact=True)).to_be_visible()


def test_in_the_navigation_of_a_narrow_screen_one_gets_from_a_group_to_the_groups(still: Page, whole_url: str) -> None:
    still.set_viewport_size({"width": 360, "height": 900})
    still.goto(f"{whole_url}chapters/02/")
    still.get_by_role("button", name="Navigation").click()
    still.locator("label.md-nav__title", has_text="Chapters").focus()
    still.keyboard.press("Enter")
    expect(still.locator(".md-nav--primary").get_by_role("link", name="Notes", exact=True)).to_be_visible()


def test_the_navigation_of_a_narrow_screen_closes_when_the_focus_leaves_it(still: Page, whole_url: str) -> None:
    still.set_viewport_size({"width": 360, "height": 900})
    still.goto(f"{whole_url}chapters/02/")
    button = still.get_by_role("button", name="Navigation")
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    still.locator(".go-to-page").focus()
    expect(button).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize(
    ("address", "opener", "key", "shown"),
    [
        ("chapters/01/", ".note-call a", "", "#note-card"),
        ("chapters/02/", "article a.name", "", "#name-card"),
        ("chapters/01/", ".go-to-page", "Enter", "dialog#go-to-page"),
        ("chapters/01/", ".keys", "Enter", "dialog#keys"),
        ("chronology/timeline/", ".timeline-picture a[tabindex='0']", "", ".timeline-card"),
    ],
)
def test_what_opens_at_an_element_is_closed_by_escape_and_gives_the_focus_back(
    still: Page, whole_url: str, address: str, opener: str, key: str, shown: str
) -> None:
    still.goto(whole_url + address)
    still.locator(opener).first.focus()
    if key:
        still.keyboard.press(key)
    expect(still.locator(shown)).to_be_visible()
    still.keyboard.press("Escape")
    expect(still.locator(shown)).to_be_hidden()
    expect(still.locator(opener).first).to_be_focused()


# What a screen reader is told


def test_calls_page_starts_and_paragraph_numbers_have_names(still: Page, whole_url: str) -> None:
    still.goto(f"{whole_url}chapters/01/")
    article = still.get_by_role("article")
    for name in ("Printed page 2", "Paragraph 3"):
        expect(article.get_by_role("link", name=name, exact=True)).to_have_count(1)
    expect(article.locator("#call1 a")).to_have_accessible_name("Note 1")


def test_parts_of_a_scholarly_book_have_their_roles(still: Page, whole_url: str) -> None:
    still.goto(f"{whole_url}chapters/02/")
    mark = still.locator('.page-start > [role="doc-pagebreak"]').first
    expect(mark).to_have_accessible_name(str(still.locator(".page-start").first.get_attribute("data-page")))
    expect(still.locator('[role="doc-pagebreak"] *')).to_have_count(0)
    expect(still.locator(".note-call a").first).to_have_attribute("role", "doc-noteref")
    expect(still.locator("aside.footnote")).to_have_attribute("role", "doc-footnote")
    still.goto(f"{whole_url}notes/02/")
    expect(still.locator('[role="doc-endnotes"] #note1')).to_have_count(1)
    expect(still.locator("#note1 .backlink")).to_have_attribute("role", "doc-backlink")
    expect(still.locator("#note1 .backlink")).to_have_accessible_name("1, back to its call")


def test_a_card_is_said_with_its_link(still: Page, whole_url: str) -> None:
    still.goto(f"{whole_url}chapters/02/")
    name = still.locator("article a.name").first
    name.focus()
    expect(still.locator("#name-card")).to_be_visible()
    expect(name).to_have_accessible_description(still.locator("#name-card").inner_text().replace("\n", " "))
