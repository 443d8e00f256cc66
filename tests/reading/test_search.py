"""What a reader does with the search: words, phrases, names in any spelling, filters, the concordance; and
how many of the queries in tests/queries.tsv find their passage, on the real book."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from conftest import Whole
from editio.outputs.pages import search
from editio.outputs.places import places
from places import REPOSITORY
from rendered import read

QUERIES = REPOSITORY / "tests" / "queries.tsv"
FOUND_FIRST, IN_FIRST_FIVE = 56, 59  # of 60; 58 and 60 when this was written


def ask(page: Page, site_url: str, query: str, more: str = "") -> None:
    page.goto(f"{site_url}search/?q={query}{more}")
    expect(page.locator(".search-status")).to_contain_text(re.compile(r"passage|[Nn]othing"))


def hits(page: Page) -> set[str]:
    return set(page.locator(".search-list mark").all_text_contents())


def places_of(page: Page) -> list[str]:
    """The addresses of the results in their order, without what the search adds."""
    links = page.locator(".search-list .search-where a").evaluate_all("links => links.map(a => a.pathname + a.hash)")
    return [str(link).removeprefix("/") for link in links]


# Words, phrases, names


def test_a_result_is_a_paragraph_with_its_printed_page_and_the_words_marked(page: Page, site_url: str) -> None:
    ask(page, site_url, "lightning tower")
    assert places_of(page)[0] == "chapters/01/#p5"
    first = page.locator(".search-list > li").first
    expect(first).to_contain_text("Chapter 1, ¶ 5")
    expect(first).to_contain_text("p. 2")
    assert {"lightning", "tower"} <= hits(page)


def test_words_are_found_in_every_inflection_and_without_regard_to_capitals(page: Page, site_url: str) -> None:
    ask(page, site_url, "NEGOTIATORS")
    assert {"negotiators", "negotiator"} & {hit.lower() for hit in hits(page)}
    ask(page, site_url, "pilot")
    assert {"pilot", "pilots"} <= {hit.lower().replace("’", "") for hit in hits(page)}


def test_a_phrase_finds_its_words_side_by_side_only(page: Page, site_url: str) -> None:
    ask(page, site_url, "wrong ink")
    apart = len(places_of(page))
    ask(page, site_url, "%22wrong ink%22")
    assert hits(page) == {"wrong ink"}
    assert places_of(page)[0] == "chapters/03/#p1"
    ask(page, site_url, "%22ink wrong%22")
    expect(page.locator(".search-status")).to_contain_text("Nothing found")
    assert apart >= 1


@pytest.mark.parametrize("spelling", ["Brückner", "Bruckner", "BRUCKNER", "Brueckner", "Bruekner"])
def test_a_name_is_found_in_any_spelling(page: Page, site_url: str, spelling: str) -> None:
    ask(page, site_url, spelling)
    assert places_of(page)[0] == "people/#bruckner"
    assert "chapters/02/#p11" in places_of(page)
    assert {"Brückner", "Otto Brückner"} & hits(page)


def test_a_word_that_stands_nowhere_is_taken_for_the_nearest_and_said_so(page: Page, site_url: str) -> None:
    ask(page, site_url, "lightnig")
    expect(page.locator(".search-status")).to_contain_text("Nothing has “lightnig”. This is what has “lightning”.")


def test_where_no_passage_has_all_words_those_with_some_are_shown_and_said_so(page: Page, site_url: str) -> None:
    ask(page, site_url, "lightning squadron")
    expect(page.locator(".search-status")).to_contain_text("No passage has all of this")
    assert "chapters/01/#p5" in places_of(page)


def test_a_star_and_a_minus(page: Page, site_url: str) -> None:
    ask(page, site_url, "lightn*")
    assert hits(page) == {"lightning"}
    ask(page, site_url, "lightning")
    every = set(places_of(page))
    ask(page, site_url, "lightning -tower")
    assert "chapters/01/#p5" in every - set(places_of(page))


# Address, filters, keyboard


def test_filters_show_one_group_and_stand_in_the_address(page: Page, site_url: str) -> None:
    ask(page, site_url, "Skarholm")
    page.get_by_label("Documents").check()
    expect(page).to_have_url(re.compile(r"in=documents"))
    assert places_of(page)
    assert all(place.startswith("appendices/") for place in places_of(page))
    expect(page.get_by_label("Documents")).to_be_focused()
    page.go_back()
    expect(page.get_by_label("Documents")).not_to_be_checked()
    page.get_by_label("Part").select_option("chapters/02/")
    expect(page).to_have_url(re.compile(r"part=chapters"))
    assert all(place.startswith("chapters/02/") for place in places_of(page))


def test_the_address_is_all_of_a_search(page: Page, site_url: str) -> None:
    ask(page, site_url, "Skarholm", "&in=documents&view=concordance&sort=right")
    expect(page.get_by_label("Documents")).to_be_checked()
    expect(page.get_by_label("Order")).to_have_value("right")
    expect(page.locator(".search-views [aria-current]")).to_have_text("Concordance")


def test_what_is_found_is_announced(page: Page, site_url: str) -> None:
    ask(page, site_url, "lightning")
    expect(page.get_by_role("status")).to_contain_text(re.compile(r"^\d+ passages?"))


@pytest.mark.parametrize("key", ["/", "s"])
def test_a_key_leads_to_the_field_and_enter_to_the_results(page: Page, site_url: str, key: str) -> None:
    page.goto(f"{site_url}chapters/01/")
    page.keyboard.press(key)
    expect(page.locator(".search-field input")).to_be_focused()
    page.keyboard.type("lightning/s")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site_url}search/?q=lightning%2Fs")


def test_the_text_is_loaded_only_when_it_is_searched(page: Page, site_url: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site_url}search/", wait_until="networkidle")
    assert not [url for url in asked if "passages" in url or "search_index" in url]
    page.fill("#search-query", "lightning")
    expect(page.locator(".search-list li").first).to_be_visible()
    assert len([url for url in asked if url.endswith("passages.json")]) == 1


def test_without_a_script_the_field_leads_to_a_page_that_says_what_there_is(browser: Browser, site_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(f"{site_url}chapters/01/")
    page.fill(".search-field input", "lightning")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site_url}search/?q=lightning")
    expect(page.locator("noscript p")).to_be_visible()
    assert "The search needs JavaScript" in page.locator("noscript p").inner_text()
    context.close()


def test_nothing_moves_the_page_sideways_on_a_narrow_screen(page: Page, site_url: str) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    for view in ("", "&view=concordance"):
        ask(page, site_url, "Skarholm", view)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


# At the passage


def test_the_words_found_are_marked_at_the_passage_until_they_are_cleared(page: Page, site_url: str) -> None:
    marked = "CSS.highlights.get('search-hit') && [...CSS.highlights.get('search-hit')].map(String)"
    ask(page, site_url, "lightning tower")
    page.locator(".search-list .search-where a").first.click()
    page.wait_for_function(f"() => {marked}")
    assert set(page.evaluate(marked)) == {"lightning", "tower"}
    expect(page.locator("#p5")).to_be_in_viewport()
    page.get_by_role("button", name="Clear the marks").click()
    assert not page.evaluate(marked)
    expect(page).to_have_url(f"{site_url}chapters/01/#p5")


def test_a_hit_that_runs_across_a_printed_page_or_a_call_is_marked(page: Page, site_url: str) -> None:
    """What stands between the words on the page (a number in the margin, a call) is no part of them."""
    page.goto(f"{site_url}chapters/01/")
    words = page.evaluate(
        """() => {
          for (const call of document.querySelectorAll("article p .note-call")) {
            const before = call.previousSibling?.data?.match(/[a-z]+\\W*$/)?.[0]
            const after = call.nextSibling?.data?.match(/^\\W*[a-zA-Z]+/)?.[0]
            if (before && after) return [call.closest("[id^=p]").id, before + after]
          }
        }"""
    )
    page.goto(f"{site_url}chapters/01/?h={words[1]}#{words[0]}")
    page.wait_for_function("() => CSS.highlights.get('search-hit')?.size === 1")


# The concordance


def test_the_concordance_has_each_occurrence_in_its_line_and_counts_them(page: Page, site_url: str) -> None:
    ask(page, site_url, "Skarholm", "&view=concordance&in=text")
    lines = page.locator(".kwic tbody tr").count()
    expect(page.locator(".search-answers")).to_contain_text(f"{lines} occurrences")
    counts = page.locator(".kwic-counts td:nth-child(2)").all_text_contents()
    assert sum(map(int, counts)) == lines > 10


@pytest.mark.parametrize(("sort", "cell", "backwards"), [("left", "before", True), ("right", "after", False)])
def test_the_lines_are_sorted_by_what_stands_beside(
    page: Page, site_url: str, sort: str, cell: str, backwards: bool
) -> None:
    ask(page, site_url, "light", f"&view=concordance&in=text&sort={sort}")
    contexts = page.locator(f".kwic td.kwic-{cell}").all_text_contents()
    words = [re.sub(r"[^\w\s]", "", context).lower().split() for context in contexts]
    first = [(line[-1] if backwards else line[0]) if line else "" for line in words]
    assert first == sorted(first)
    assert len(set(first)) > 3


def test_the_lines_can_be_saved(page: Page, site_url: str) -> None:
    ask(page, site_url, "Skarholm", "&view=concordance")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as TSV").click()
    rows = Path(download.value.path()).read_text("utf-8-sig").splitlines()
    assert len(rows) == page.locator(".kwic tbody tr").count() + 1
    assert {len(row.split("\t")) for row in rows} == {6}


# What the results lead to


def test_every_passage_leads_to_an_element_of_its_page(site_folder: Path) -> None:
    data = json.loads((site_folder / "passages.json").read_text("utf-8"))
    ids = {
        address: set(read((site_folder / address / "index.html").read_text("utf-8")).texts)
        for address, *_ in data["parts"]
    }
    dead = [passage for passage in data["passages"] if passage[1] not in ids[data["parts"][passage[0]][0]]]
    assert dead == []
    assert len(data["passages"]) > 150


# The real book


@pytest.fixture(scope="module")
def book(book_edition: Whole) -> tuple[Any, list[tuple[str, str]]]:
    """The search's data for the real book, and each query with the address that it should find."""
    built, apparatus = book_edition
    pages = {page.path: page.text for page in search.pages(built.edition, built.links, apparatus)}
    lines = {line.number: line for line in built.edition.witness.lines}
    places_at = places(built.edition)

    def address(expected: str) -> str:
        if not expected.isdigit():
            return expected
        line = lines[int(expected)]
        return next(places_at[at].address for at in range(line.start, line.end) if at in places_at)

    rows = [row.split("\t") for row in QUERIES.read_text("utf-8").splitlines() if row and not row.startswith("#")]
    assert rows[0] == ["query", "kind", "expected"]
    return json.loads(pages["passages.json"]), [(query, address(expected)) for query, _, expected in rows[1:]]


def test_the_queries_find_their_passages(page: Page, book: tuple[Any, list[tuple[str, str]]]) -> None:
    data, queries = book
    assert len(queries) == 60
    page.add_script_tag(path=REPOSITORY / "theme" / "javascripts" / "search-engine.js")
    found = page.evaluate(
        """([data, queries]) => {
          const engine = editionSearch(data)
          const address = ({ passage }) => `${data.parts[passage.part][0]}#${passage.anchor}`
          return queries.map((query) => {
            const { full, some } = engine.find(query)
            return [...full, ...some].slice(0, 5).map(address)
          })
        }""",
        [data, [query for query, _ in queries]],
    )
    first = sum(places[:1] == [expected] for places, (_, expected) in zip(found, queries, strict=True))
    five = sum(expected in places for places, (_, expected) in zip(found, queries, strict=True))
    assert (first >= FOUND_FIRST, five >= IN_FIRST_FIVE) == (True, True), f"{first} first, {five} in the first five"
