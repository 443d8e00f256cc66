"""The tasks of a newcomer at the desk, in a real browser and without opening a file: correct readings, mark a heading
and a page, decide suspects, enter a name, undo, read why an entry is refused."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from browsing import Held
from building import served
from editio.inputs.registers import Role, load
from places import REPOSITORY


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The specimen, with one misreading that no entry corrects and one suspect that none settles."""
    folder = tmp_path_factory.mktemp("desk") / "edition"
    shutil.copytree(REPOSITORY / "specimen", folder, ignore=shutil.ignore_patterns("build"))
    settled = folder / "apparatus" / "settled.tsv"
    rows = settled.read_text("utf-8").splitlines(keepends=True)
    settled.write_text("".join(rows[:-2]), "utf-8")
    return folder


@pytest.fixture(scope="module")
def address(edition: Path) -> Iterator[str]:
    with served("desk", edition) as found:
        yield found


@pytest.fixture
def desk(page: Page, address: str) -> Page:
    page.goto(f"{address}#page=5")
    page.locator(".word").first.wait_for()
    return page


def test_a_reading_is_corrected_by_click_and_undone_after_a_reload(desk: Page, edition: Path) -> None:
    before = (edition / "apparatus" / "emendations.tsv").read_bytes()
    word = desk.locator(".word").get_by_text("announced", exact=True)
    word.click()
    desk.keyboard.type("proclaimed")
    desk.keyboard.press("Enter")
    expect(desk.locator(".fate-emended", has_text="proclaimed")).to_be_visible()
    _written(desk)
    entry = load(edition).emendations[-1]
    assert (entry.reading, entry.edited, entry.kind, entry.certainty, entry.since) == (
        "announced", "proclaimed", "misreading", "certain", "1.2.0",
    )  # fmt: skip
    desk.reload()
    desk.locator(".word").first.wait_for()
    desk.keyboard.press("u")
    expect(desk.locator(".fate-emended", has_text="proclaimed")).to_have_count(0)
    expect(desk.get_by_role("button", name="Redo")).to_be_enabled()
    assert (edition / "apparatus" / "emendations.tsv").read_bytes() == before


def test_everything_can_be_done_by_keys(desk: Page, edition: Path) -> None:
    for key in ("ArrowDown", "ArrowRight", "Shift+ArrowRight"):
        desk.keyboard.press(key)
    chosen = " ".join(desk.locator('.word[aria-pressed="true"]').all_inner_texts())
    assert " " in chosen
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("textbox", name="Right reading")).to_have_value(chosen)
    expect(desk.get_by_role("textbox", name="Right reading")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("alert").filter(has_text="Type the reading that was printed.")).to_be_visible()
    desk.keyboard.press("Escape")
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog", name="Keys")).to_contain_text("mark the line")


def refused(desk: Page) -> Locator:
    """What the desk says of a page number that is none."""
    desk.keyboard.press("m")
    desk.keyboard.press("g")
    desk.keyboard.type("page ten")
    desk.keyboard.press("Enter")
    return desk.get_by_role("dialog").get_by_role("alert")


def test_a_refused_entry_is_explained_where_it_was_typed(desk: Page, edition: Path) -> None:
    before = (edition / "apparatus" / "structure.tsv").read_bytes()
    errors = refused(desk)
    expect(errors).to_contain_text("A002")
    expect(errors).to_contain_text("The value 'page ten' does not fit")
    assert (edition / "apparatus" / "structure.tsv").read_bytes() == before


def test_an_entry_that_is_refused_after_it_was_shown_is_explained_in_its_form(desk: Page, edition: Path) -> None:
    """Two readings of one form are refused only by the links, which are made after the text."""
    before = (edition / "apparatus" / "names.tsv").read_bytes()
    desk.locator(".word").get_by_text("announced", exact=True).click()
    desk.keyboard.press("Escape")
    desk.keyboard.press("a")
    form = desk.get_by_role("dialog", name="Add a name")
    form.get_by_label("Name as in the text").fill("Xyzzy")
    desk.keyboard.press("Enter")
    expect(form.get_by_role("alert")).not_to_be_empty()
    expect(form.get_by_label("Name as in the text")).to_have_value("Xyzzy")
    assert (edition / "apparatus" / "names.tsv").read_bytes() == before


def test_a_line_is_marked_after_its_effect_was_seen(desk: Page, edition: Path) -> None:
    line = desk.locator("tr", has=desk.locator(".begins", has_text=re.compile("^paragraph"))).first
    line.locator(".word").nth(1).click()
    desk.keyboard.press("Escape")
    desk.keyboard.press("m")
    desk.keyboard.press("s")
    desk.keyboard.press("Tab")
    desk.get_by_role("button", name="Preview").click()
    expect(desk.locator(".effects li").first).to_contain_text("section")
    assert not [entry for entry in load(edition).structure if entry.role is Role.SECTION and entry.row > 40]
    desk.get_by_role("button", name="Write").click()
    expect(desk.get_by_role("status").filter(has_text="is marked: section")).to_be_visible()
    desk.keyboard.press("u")
    expect(desk.get_by_role("status").filter(has_text="Undone")).to_be_visible()


def test_who_turns_the_page_before_the_desk_has_answered_stays_there(desk: Page) -> None:
    """On a busy machine, a newcomer was thrown back to the page with the line that they had marked."""
    _preview_section(desk)
    held = Held(desk, "**/api/entry")
    with desk.expect_request("**/api/entry"):
        desk.get_by_role("button", name="Write").click()
    before = desk.locator("tr th span").first.inner_text()
    desk.get_by_label("Printed page", exact=True).select_option("6")
    expect(desk.locator("tr th span").first).not_to_have_text(before)
    first = desk.locator("tr th span").first.inner_text()
    with desk.expect_response("**/api/page/6"):  # the page is asked for again, as the entry may have changed it
        held.next().continue_()
    expect(desk.get_by_role("status").filter(has_text="is marked: section")).to_be_visible()
    expect(desk.locator("tr th span").first).to_have_text(first)
    assert desk.url.endswith("#page=6")
    desk.unroute("**/api/entry")
    desk.keyboard.press("u")
    expect(desk.get_by_role("status").filter(has_text="Undone")).to_be_visible()


@pytest.mark.parametrize(("key", "asked"), [("2", "suspects"), ("3", "done"), ("4", "review"), ("PageDown", "page/6")])
def test_a_view_that_answers_late_does_not_replace_the_one_that_the_editor_has_gone_to(
    desk: Page, key: str, asked: str
) -> None:
    """A word could not be clicked any more: the list of suspects had taken the place of its page."""
    held = Held(desk, f"**/api/{asked}")
    with desk.expect_request(f"**/api/{asked}"):
        desk.keyboard.press(key)
    with _read(desk, "page/5"):
        desk.evaluate("location.hash = 'page=5'")
    desk.evaluate("document.querySelector('.word').same = true")
    with _read(desk, asked):
        held.next().continue_()
    assert desk.evaluate("document.querySelector('.word')?.same"), "the page was replaced"
    desk.unroute_all()


def test_a_decision_that_is_answered_late_does_not_bring_the_suspects_back(desk: Page) -> None:
    desk.keyboard.press("2")
    desk.locator(".suspect").wait_for()
    held = Held(desk, "**/api/ahead")
    with desk.expect_request("**/api/ahead"):
        desk.keyboard.press("k")
    desk.keyboard.press("1")
    desk.locator(".word").first.wait_for()
    with _read(desk, "entry"):
        held.next().continue_()
    expect(desk.get_by_role("status").filter(has_text="stands as printed")).to_be_visible()
    expect(desk.locator(".suspect")).to_have_count(0)
    desk.unroute_all()
    desk.keyboard.press("u")
    expect(desk.get_by_role("status").filter(has_text="Undone")).to_be_visible()


@pytest.mark.parametrize("doing", ["entry", "undo"])
def test_the_page_that_the_editor_leaves_does_not_replace_the_one_that_is_coming(desk: Page, doing: str) -> None:
    """What was done on a page was answered while the next one was on its way, and the page was asked for once more."""
    desk.locator(".word").get_by_text("announced", exact=True).click()
    desk.keyboard.type("proclaimed")
    if doing == "undo":
        desk.keyboard.press("Enter")
        _written(desk)
        expect(desk.get_by_role("status").filter(has_text="is now")).to_be_visible()
    held = {path: Held(desk, f"**/api/{path}") for path in (doing, "page/5", "page/6")}
    with desk.expect_request(f"**/api/{doing}"):
        desk.keyboard.press("Enter" if doing == "entry" else "u")
    expect(desk.get_by_role("dialog")).to_have_count(0)  # which has the keys until the entry is shown
    with desk.expect_request("**/api/page/6"):
        desk.keyboard.press("PageDown")
    with _read(desk, "entry" if doing == "entry" else "book"):  # which is asked for once all is undone
        held[doing].next().continue_()
    for path in ("page/6", "page/5"):
        if held[path].waiting:
            with _read(desk, path):
                held[path].let_go()
    expect(desk.get_by_label("Printed page", exact=True)).to_have_value("6")
    desk.unroute_all()
    if doing == "entry":
        desk.keyboard.press("u")
        expect(desk.get_by_role("status").filter(has_text="Undone")).to_be_visible()


def test_the_own_entry_of_the_desk_is_not_taken_for_a_change_made_elsewhere(desk: Page) -> None:
    """The desk asked for the state of the registers while an entry was written, and heard of it before the entry."""
    _preview_section(desk)
    desk.get_by_role("button", name="Write").click()
    said = desk.get_by_role("status").filter(has_text="is marked: section")
    expect(said).to_be_visible()
    desk.evaluate("""() => {
      const status = document.querySelector("#status")
      window.said = []
      new MutationObserver(() => said.push(status.textContent)).observe(status, { childList: true })
    }""")
    state, undo = Held(desk, "**/api/state"), Held(desk, "**/api/undo")
    looked = state.next()
    desk.keyboard.press("u")
    asked = undo.next()
    undone = asked.fetch()
    with desk.expect_request_finished(lambda request: request.url.endswith("/api/state")):
        looked.continue_()
    asked.fulfill(response=undone)
    desk.unroute_all()
    expect(desk.get_by_role("status").filter(has_text="Undone")).to_be_visible()
    assert [text for text in desk.evaluate("said") if "elsewhere" in text] == []


def test_a_page_begun_in_the_page_that_is_shown_is_in_the_list_of_pages(desk: Page) -> None:
    pages = desk.get_by_label("Printed page", exact=True).locator("option")
    before = pages.count()
    desk.locator(".begins").nth(8).click()
    desk.keyboard.press("g")
    desk.keyboard.type("5a")
    desk.get_by_role("button", name="Preview").click()
    desk.get_by_role("button", name="Write").click()
    expect(pages).to_have_count(before + 1)
    desk.keyboard.press("u")
    expect(pages).to_have_count(before)


def test_suspects_are_worked_through_one_after_the_other(desk: Page, edition: Path) -> None:
    settled = len(load(edition).settled)
    desk.keyboard.press("2")
    expect(desk.locator(".progress")).to_contain_text("1 of 2")
    desk.keyboard.press("k")
    expect(desk.locator(".progress")).to_contain_text("2 of 2")
    desk.keyboard.press("s")
    expect(desk.get_by_role("heading", name="The queue is done")).to_be_visible()
    _written(desk)
    assert len(load(edition).settled) == settled + 1
    desk.keyboard.press("3")
    expect(desk.locator(".done li").first).to_contain_text("apparatus/settled.tsv")


def test_a_name_is_entered_with_its_key(desk: Page, edition: Path) -> None:
    desk.locator(".word").get_by_text("Commission", exact=False).first.click()
    desk.keyboard.press("Escape")
    desk.keyboard.press("a")
    form = desk.get_by_role("dialog", name="Add a name")
    expect(form.get_by_label("Key")).to_have_value("commission")
    form.get_by_label("Dates").fill("1926-1934")
    desk.keyboard.press("Enter")
    expect(form.get_by_role("alert")).to_contain_text("write 1926/1934")


def test_a_name_is_entered_by_keys_alone(desk: Page, edition: Path) -> None:
    desk.locator(".word").get_by_text("announced", exact=True).focus()
    desk.keyboard.press("ArrowDown")
    chosen = desk.locator('.word[aria-pressed="true"]').inner_text()
    desk.keyboard.press("a")
    expect(desk.get_by_role("textbox", name="Name as in the text")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("status").filter(has_text="is entered")).to_be_visible()
    _written(desk)
    assert load(edition).names[-1].name in chosen
    desk.keyboard.press("u")
    expect(desk.get_by_role("status").filter(has_text="Undone")).to_be_visible()


def test_a_change_made_elsewhere_is_noticed(desk: Page, edition: Path) -> None:
    register = edition / "apparatus" / "recurring.tsv"
    row = "r0001\tsuspended\tstopped\tmisprint\t1.2.0"
    register.write_text(f"id\treading\tedited\tkind\tsince\n{row}\n", "utf-8")
    expect(desk.locator(".fate-emended", has_text="stopped").first).to_be_visible()
    register.unlink()
    expect(desk.locator(".fate-emended", has_text="stopped")).to_have_count(0)


def test_markup_that_is_typed_stays_text(desk: Page) -> None:
    desk.locator(".word").get_by_text("announced", exact=True).click()
    desk.keyboard.type('<img src=x onerror="document.title=1">')
    desk.keyboard.press("Enter")
    expect(desk.locator(".fate-emended", has_text="onerror")).to_be_visible()
    expect(desk.locator("#view img")).to_have_count(0)
    desk.keyboard.press("u")
    expect(desk.locator(".fate-emended", has_text="onerror")).to_have_count(0)


def test_the_desk_breaks_no_rule_of_accessibility(desk: Page, axe: str) -> None:
    """Checked in each view and in a form."""
    for key, asked in (("2", "suspects"), ("3", "done"), ("4", "review"), ("1", "page/5")):
        with _read(desk, asked):
            desk.keyboard.press(key)
        assert _violations(desk, axe) == []
    desk.locator(".word").nth(3).click()
    assert _violations(desk, axe) == []


def test_a_chosen_word_set_apart_can_be_read_in_the_dark(desk: Page, axe: str) -> None:
    desk.emulate_media(color_scheme="dark")
    with _read(desk, "page/xii"):
        desk.evaluate("location.hash = 'page=xii'")  # which has its folio and a running head
    desk.locator(".apart .word").first.click()
    desk.keyboard.press("Escape")
    assert _violations(desk, axe) == []


def test_on_a_low_narrow_window_lists_open_at_their_beginning_and_errors_are_in_view(desk: Page) -> None:
    desk.set_viewport_size({"width": 390, "height": 700})
    desk.keyboard.press("?")
    expect(desk.get_by_role("heading", name="Keys")).to_be_in_viewport()
    desk.keyboard.press("Escape")
    errors = refused(desk)
    expect(errors).to_contain_text("A002")
    expect(errors).to_be_in_viewport()


def test_the_view_as_a_whole_has_no_ring_of_focus(desk: Page) -> None:
    desk.keyboard.press("ArrowRight")  # so that the browser shows where the focus is
    desk.locator("main").focus()
    assert desk.evaluate("getComputedStyle(document.querySelector('main')).outlineStyle") == "none"


def _preview_section(page: Page) -> None:
    """Choose for the first paragraph that it becomes a section, and wait until that can be written."""
    line = page.locator("tr", has=page.locator(".begins", has_text=re.compile("^paragraph"))).first
    line.locator(".begins").click()
    page.keyboard.press("s")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("button", name="Write").wait_for()


def _written(page: Page) -> None:
    """Wait until the stages accepted an entry that is shown already."""
    expect(page.locator("#status")).not_to_contain_text("Checking")


@contextmanager
def _read(page: Page, asked: str) -> Iterator[None]:
    """Wait until the page has read an answer: it has come, and so has the answer to a later request."""
    with page.expect_request_finished(lambda request: request.url.endswith(f"/api/{asked}")):
        yield
    page.evaluate("fetch('api/state').then((answer) => answer.json())")


def _violations(page: Page, axe: str) -> list[str]:
    page.evaluate(axe)
    found = page.evaluate("axe.run().then(({violations}) => violations.map(v => `${v.id}: ${v.nodes[0].html}`))")
    return [str(each) for each in found]


def test_pages_are_turned_by_key_from_a_page_without_text(desk: Page) -> None:
    def emptied(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "lines": []})

    desk.route("**/api/page/6", emptied)
    desk.keyboard.press("PageDown")
    expect(desk.get_by_text("This page has no text.")).to_be_visible()
    desk.keyboard.press("PageDown")
    expect(desk.locator(".word").first).to_be_visible()
    expect(desk.get_by_label("Printed page", exact=True)).to_have_value("7")
    desk.unroute_all()


def test_news_end_with_their_view_and_lists_are_filtered(desk: Page) -> None:
    desk.keyboard.press("Shift+ArrowRight")
    expect(desk.get_by_role("status")).not_to_be_empty()
    desk.keyboard.press("4")
    desk.locator("[data-group=Entries]").click()
    expect(desk.get_by_role("status")).to_be_empty()
    items = desk.locator(".review li").filter(visible=True)
    every = items.count()
    desk.get_by_label("Only those with").fill("names ains")
    expect(items.filter(has_text="names")).not_to_have_count(0)
    assert items.count() < every
    assert all("names" in text and "ains" in text.lower() for text in items.all_inner_texts())
