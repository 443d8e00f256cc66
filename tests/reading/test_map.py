"""The map in a real browser, in an edition made here: the specimen with places laid where there are none."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browsing import until


@pytest.fixture
def map_url(whole_url: str) -> str:
    return whole_url + "map/"


def view(page: Page) -> list[float]:
    """What the picture shows: left, top, width, height."""
    return [float(part) for part in (page.locator(".map svg").get_attribute("viewBox") or "").split()]


def middle(mark: Locator) -> tuple[float, float]:
    box = mark.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_mark_has_its_card_and_leads_to_the_index(page: Page, map_url: str) -> None:
    page.goto(map_url)
    mark = page.locator("#skarholm circle")
    mark.hover()
    expect(page.locator("#name-card")).to_contain_text("Rock with a light")
    mark.click()
    expect(page).to_have_url(map_url.replace("map/", "places/#skarholm"))


def test_buttons_and_keys_enlarge_and_move_the_map(page: Page, map_url: str) -> None:
    page.goto(map_url)
    whole = view(page)
    page.get_by_role("button", name="Enlarge the map").click()
    enlarged = view(page)
    assert enlarged[2] < whole[2]
    page.keyboard.press("ArrowRight")
    assert view(page)[0] > enlarged[0]
    page.keyboard.press("0")
    assert view(page) == whole


@pytest.mark.parametrize("step", [1, 30], ids=["slowly", "at once"])
def test_a_drag_that_begins_at_a_mark_follows_no_link(page: Page, map_url: str, step: int) -> None:
    page.goto(map_url)
    page.get_by_role("button", name="Enlarge the map").click()
    before = view(page)
    x, y = middle(page.locator("#skarholm circle"))
    page.mouse.move(x, y)
    page.mouse.down()
    for right in range(step, 31, step):
        page.mouse.move(x + right, y)
    page.mouse.up()
    assert view(page)[0] < before[0]
    expect(page).to_have_url(map_url)
    page.locator("#skarholm circle").click()  # which a click still does
    expect(page).to_have_url(map_url.replace("map/", "places/#skarholm"))


@pytest.mark.parametrize("enlarged", [False, True], ids=["whole", "enlarged"])
def test_fingers_reach_the_western_edge_on_a_narrow_screen(browser: Browser, map_url: str, enlarged: bool) -> None:
    context = browser.new_context(has_touch=True, is_mobile=True, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(map_url)
    page.locator(".map").scroll_into_view_if_needed()
    frame = page.locator(".map-frame")
    assert frame.evaluate("frame => frame.scrollLeft") > 0  # most marks are shown first
    largest = page.locator(".map").first.locator(".place circle").first
    assert largest.evaluate("mark => mark.getBoundingClientRect().top < innerHeight")
    if enlarged:
        page.get_by_role("button", name="Enlarge the map").tap()
    touch = context.new_cdp_session(page)
    x, y = middle(frame)
    for _ in range(6):
        touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
        for right in range(20, 141, 20):
            touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x + right, "y": y}]})
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    until(page, "document.querySelector('.map-frame').scrollLeft === 0")
    assert view(page)[0] == 0
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    context.close()


def test_without_scripts_it_is_a_picture_with_links(browser: Browser, map_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(map_url)
    expect(page.locator(".map-controls")).to_have_count(0)
    page.locator("#skarholm circle").click()
    expect(page).to_have_url(map_url.replace("map/", "places/#skarholm"))
    context.close()
