"""What a reader does with the search: words, phrases, names in any spelling, filters, the concordance; and
how many of the queries in tests/queries.tsv find their passage, on the real book."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from browsing import Held, until
from conftest import Whole
from editio.edition import Built
from editio.inputs.registers import Apparatus, Name
from editio.languages import queries
from editio.model.kinds import NameKind
from editio.outputs.pages import search
from editio.outputs.places import places
from editio.outputs.search import spelling
from editio.outputs.search.index import Index
from editio.outputs.search.words import sound, tokens
from places import REPOSITORY
from printing import PROSE, SETTINGS, apparatus, set_type, witness
from printing import built as build
from printing import page as printed
from rendered import read

SCRIPTS = ("search-words", "search-query", "search-dates", "search-engine")
# The least number of queries whose passage must come first and among the first five, by file.
WANTED = {"queries.tsv": (57, 59), "questions.tsv": (383, 467)}


def ask(page: Page, site_url: str, query: str, more: str = "") -> None:
    page.goto(f"{site_url}search/?q={query}{more}")
    expect(page.locator(".search-status")).to_contain_text(re.compile(r"passage|place|[Nn]othing"))
    expect(page.locator(".search-answers[aria-busy]")).to_have_count(0)


def hits(page: Page) -> set[str]:
    return set(page.locator(".search-list mark").all_text_contents())


def places_of(page: Page) -> list[str]:
    """The addresses of the results in their order, without what the search adds."""
    links = page.locator(".search-list .search-where > a").evaluate_all("links => links.map(a => a.pathname + a.hash)")
    return [str(link).removeprefix("/") for link in links]


def boxed(page: Page) -> list[str]:
    """The addresses in the boxes above the passages."""
    links = page.locator(".search-box a").evaluate_all("links => links.map(a => a.pathname + a.hash)")
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


@pytest.mark.parametrize("file", ["data", "words/*"])
def test_a_search_that_could_not_be_loaded_can_be_repeated(page: Page, site_url: str, file: str) -> None:
    page.route(f"**/search/{file}.json", lambda route: route.abort())
    page.goto(f"{site_url}search/?q=lightning")
    expect(page.locator(".search-status")).to_contain_text("could not be loaded")
    page.unroute_all()
    page.locator("#search-query").press("Enter")
    expect(page.locator(".search-status")).to_contain_text("passage")


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
    assert boxed(page)[0] == "people/#bruckner"
    assert "chapters/02/#p11" in places_of(page)
    assert {"Brückner", "Otto Brückner"} & hits(page)


def test_an_entry_with_initials_is_named_in_full(page: Page, site_url: str) -> None:
    def with_initials(route: Route) -> None:
        route.fulfill(body=route.fetch().text().replace("Brückner, Otto", "Brückner, O. T."))

    page.route("**/search/text/*.json", with_initials)
    ask(page, site_url, "Bruckner")
    expect(page.locator(".search-box a").first).to_contain_text("Brückner, O. T.")
    expect(page.locator(".search-box li").first).to_contain_text("First Syndic")


def test_a_word_that_stands_nowhere_is_taken_for_a_near_one_and_the_page_says_so(page: Page, site_url: str) -> None:
    ask(page, site_url, "lightnng")
    expect(page.locator(".search-status")).to_contain_text("No passage contains “lightnng”. These contain “lightning”.")


def test_the_page_names_the_part_of_a_name_that_no_passage_has(page: Page, site_url: str) -> None:
    ask(page, site_url, "Otto Ferdinandovich Bruckner")
    expect(page.locator(".search-status")).to_contain_text("No passage contains “Ferdinandovich”.")
    expect(page.locator(".search-status")).to_contain_text(re.compile(r"\d passages? contains? the rest"))


def test_a_real_word_that_stands_nowhere_is_not_corrected(page: Page, site_url: str) -> None:
    ask(page, site_url, "lightening")
    expect(page.locator(".search-status")).to_contain_text("Nothing found")


def test_if_no_passage_has_all_words_those_with_some_are_shown_and_the_page_says_so(page: Page, site_url: str) -> None:
    ask(page, site_url, "lightning squadron")
    expect(page.locator(".search-status")).to_contain_text("No passage contains all your words")
    assert "chapters/01/#p5" in places_of(page)


def test_a_question_is_answered_by_passages_with_any_of_its_words(page: Page, site_url: str) -> None:
    ask(page, site_url, "Why was the tower struck by lightning on that day?")
    assert "chapters/01/#p5" in places_of(page)[:3]


def test_either_both_and_not(page: Page, site_url: str) -> None:
    def found(query: str) -> set[str]:
        ask(page, site_url, query)
        return set(places_of(page))

    one, other = found('"lightning"'), found('"tower"')
    assert found("lightning OR tower") == one | other
    assert found("lightning NOT tower") == found("lightning -tower") == one - other
    both = page.locator(".search-list").first
    ask(page, site_url, "lightning AND tower")
    assert both.locator("li").count() == len(one & other)


def test_a_number_leads_to_a_page_a_chapter_and_a_note(page: Page, site_url: str) -> None:
    for query, place in (
        ("p. 2", "chapters/01/#page2"),
        ("page 2", "chapters/01/#page2"),
        ("chapter 2", "chapters/02/"),
        ("chapter two", "chapters/02/"),
        ("chapter 2 note 1", "notes/02/#note1"),
        ("note 1 to chapter 2", "notes/02/#note1"),
        ("pp. 2-3", "chapters/01/#page2"),
        ("Chapter 2, ¶ 3", "chapters/02/#p3"),
        ("Appendix II", "appendices/2/"),
        ("document 2, para. 1", "appendices/2/#p1"),
    ):
        ask(page, site_url, query)
        assert boxed(page) == [place]


def test_alternatives_are_one_thing_that_was_looked_for(page: Page, site_url: str) -> None:
    ask(page, site_url, "lightning OR tower")
    expect(page.locator(".search-status")).to_contain_text("what you looked for")


def test_a_soft_hyphen_in_the_query_is_ignored(page: Page, site_url: str) -> None:
    ask(page, site_url, "light\u00adning")
    assert "chapters/01/#p5" in places_of(page)


def test_a_star_and_a_minus(page: Page, site_url: str) -> None:
    ask(page, site_url, "lightn*")
    assert hits(page) == {"lightning"}
    ask(page, site_url, "lightning")
    every = set(places_of(page))
    ask(page, site_url, "lightning -tower")
    assert "chapters/01/#p5" in every - set(places_of(page))


# Address, filters, keyboard


def test_the_first_passage_of_a_phrase_is_shown_before_the_others_are_loaded(
    page: Page, site_url: str, site_folder: Path
) -> None:
    files = len(list((site_folder / "search" / "text").iterdir()))
    page.add_init_script(
        """addEventListener("DOMContentLoaded", () => new MutationObserver(() => {
          window.atFirst ??= document.querySelector(".search-list .search-context mark") && {
            text: document.querySelector(".search-list .search-where a").textContent,
            busy: document.querySelector(".search-answers").hasAttribute("aria-busy"),
            loaded: performance.getEntriesByType("resource").filter(({ name }) => /search.text/.test(name)).length,
          }
        }).observe(document, { subtree: true, childList: true }))"""
    )
    ask(page, site_url, "%22of the%22")
    first = page.evaluate("atFirst")
    assert first["busy"]
    assert first["loaded"] <= 2 < files
    assert page.locator(".search-list .search-where a").first.text_content() == first["text"]
    expect(page.locator(".search-status")).to_contain_text(re.compile(r"\d passages contain what you looked for"))


def test_filters_show_one_group_and_stand_in_the_address(page: Page, site_url: str) -> None:
    ask(page, site_url, "Skarholm")

    def all_in(folder: str) -> None:
        expect(page.locator(f".search-list .search-where > a:not([href^='../{folder}'])")).to_have_count(0)
        assert places_of(page)

    page.get_by_label("Documents").check()
    expect(page).to_have_url(re.compile(r"in=documents"))
    all_in("appendices/")
    expect(page.get_by_label("Documents")).to_be_focused()
    page.go_back()
    expect(page.get_by_label("Documents")).not_to_be_checked()
    page.get_by_label("Part").select_option("chapters/02/")
    expect(page).to_have_url(re.compile(r"part=chapters"))
    all_in("chapters/02/")


def test_a_concordance_that_is_ready_late_does_not_replace_the_passages(page: Page, site_url: str) -> None:
    """Its texts came when the reader had gone on to the passages."""
    held = Held(page, "**/search/text/*.json")
    page.goto(f"{site_url}search/?q=Skarholm&view=concordance")
    expect(page.locator(".search-status")).to_contain_text("passage")
    page.get_by_role("link", name="Passages").click()
    expect(page.locator(".search-list li").first).to_be_visible()
    held.let_go()
    expect(page.locator(".search-answers[aria-busy]")).to_have_count(0)
    expect(page.locator(".search-list mark").first).to_be_visible()
    expect(page.locator(".kwic")).to_have_count(0)


def test_the_address_is_all_of_a_search(page: Page, site_url: str) -> None:
    ask(page, site_url, "Skarholm", "&in=documents&view=concordance&sort=right")
    expect(page.get_by_label("Documents")).to_be_checked()
    expect(page.get_by_label("Order")).to_have_value("right")
    expect(page.locator(".search-views [aria-current]")).to_have_text("Concordance")


def test_a_place_alone_is_announced_as_found(page: Page, site_url: str) -> None:
    """The status said "No passages found" above the link to the chapter."""
    page.goto(f"{site_url}search/?q=ch.+2")
    expect(page.locator(".search-box a")).to_have_count(1)
    expect(page.get_by_role("status")).to_have_text("1 place found.")


def test_what_is_found_is_announced(page: Page, site_url: str) -> None:
    ask(page, site_url, "lightning")
    expect(page.get_by_role("status")).to_contain_text(re.compile(r"^\d+ passages? contain"))


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
    assert not [url for url in asked if url.endswith(".json")]
    page.fill("#search-query", "lightning")
    expect(page.locator(".search-list li").first).to_be_visible()
    assert len([url for url in asked if url.endswith("search/data.json")]) == 1
    assert not [url for url in asked if url.endswith("search/forms.json")]


def test_a_link_to_a_search_asks_for_index_and_places_before_the_scripts_run(page: Page, site_url: str) -> None:
    """On a slow line, an index that is asked for by a script comes half a second later."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(re.sub(r"^.*/|(?<=main).*(?=\.css)", "", request.url)))
    warnings: list[str] = []
    page.on("console", lambda message: warnings.append(message.text))
    ask(page, site_url, "lightning")
    assert asked.index("data.json") < asked.index("0.json") < asked.index("search.js")
    assert asked.index("search.js") < asked.index("main.css")
    assert asked.count("data.json") == 1
    assert warnings == []


def test_the_scripts_of_every_page_are_loaded_after_the_first_result(page: Page, site_url: str) -> None:
    """On a slow line they would delay it by half a second."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(re.sub(r".*(?<!text)/|(?<=bundle).*(?=\.js)", "", request.url)))
    ask(page, site_url, "lightning")
    page.wait_for_function("() => window.editionSettings && window.document$")
    first = next(k for k, name in enumerate(asked) if name.startswith("text/"))
    assert asked.index("search.js") < first < asked.index("bundle.js") < asked.index("all.js")
    assert asked.count("base.js") == 1


def test_the_search_page_has_its_shortcuts_without_a_search_too(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}search/")
    page.wait_for_function("() => window.editionSettings && window.document$")
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(page.locator("#search-query")).to_be_focused()


def test_the_words_of_the_best_result_are_loaded_before_all_others(
    page: Page, site_url: str, site_folder: Path
) -> None:
    """On a slow line the other files, and those of the index entries above, would come beside them."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    ask(page, site_url, "Skarholm")
    data = json.loads((site_folder / "search" / "data.json").read_text("utf-8"))
    passages = [
        f"{address}#{anchor}" for address, _, _, _, (anchors, *_) in data["parts"] for anchor in anchors.split()
    ]
    best = passages.index(places_of(page)[0].split("?")[0])
    file = sum(first <= best for first in data["texts"]) - 1
    loaded = [url.rpartition("/")[2] for url in asked if "/search/text/" in url]
    assert loaded[0] == f"{file}.json"
    assert len(set(loaded)) > 1


def test_the_text_of_the_best_result_is_guessed_before_the_index_has_come(
    page: Page, site_url: str, site_folder: Path
) -> None:
    """On a slow line it would come a round trip after the index."""
    ask(page, site_url, "lightning tower")
    data = json.loads((site_folder / "search" / "data.json").read_text("utf-8"))
    passages = [
        f"{address}#{anchor}" for address, _, _, _, (anchors, *_) in data["parts"] for anchor in anchors.split()
    ]
    file = sum(first <= passages.index(places_of(page)[0].split("?")[0]) for first in data["texts"]) - 1
    other = page.context.new_page()
    held = Held(other, "**/search/data.json")
    with other.expect_request(f"**/search/text/{file}.json"):
        other.goto(f"{site_url}search/?q=lightning+tower", wait_until="commit")
    held.next()
    other.close()


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
    page.locator(".search-list .search-where > a").first.click()
    until(page, marked)
    assert set(page.evaluate(marked)) == {"lightning", "tower"}
    expect(page.locator("#p5")).to_be_in_viewport()
    page.get_by_role("button", name="Clear the marks").click()
    assert not page.evaluate(marked)
    expect(page).to_have_url(f"{site_url}chapters/01/#p5")


def test_a_hit_that_runs_across_a_printed_page_or_a_call_is_marked(page: Page, site_url: str) -> None:
    """What stands between the words on the page (a number in the margin, a call) is not a part of them."""
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
    until(page, "CSS.highlights.get('search-hit')?.size === 1")


# The concordance


def test_the_concordance_shows_each_occurrence_whole(page: Page, site_url: str) -> None:
    """A phrase was cut to "collective s…"."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{site_url}search/?q=%22Sound+Commission%22&view=concordance")
    expect(page.locator("td.kwic-occurrence").first).to_be_visible()
    cut = page.locator("td.kwic-occurrence").evaluate_all(
        "cells => cells.filter((cell) => cell.scrollWidth > cell.clientWidth).length"
    )
    assert cut == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


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


@pytest.mark.parametrize("width", [400, 900, 1280])
def test_where_an_occurrence_stands_is_shown_in_full(page: Page, site_url: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    ask(page, site_url, "Skarholm", "&view=concordance")
    cut = "(cells) => cells.filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent)"
    assert page.locator("td.kwic-where").evaluate_all(cut) == []


def test_no_cell_of_the_file_is_a_formula(page: Page, site_url: str) -> None:
    ask(page, site_url, "Skarholm", "&view=concordance")
    cells = ["=1+1", "+1", "-1", "@SUM(A1)", " \t=1", "'=1", "＝1", '"=1', "a-b", "– a", "=cmd|' /C calc'!A0", "57"]
    with page.expect_download() as download:
        page.evaluate(
            """(cells) => {
                const passage = { part: 0, anchor: "p1" }
                const line = (cell) => ({ before: cell, hit: cell, after: cell, page: cell, passage })
                window.editionConcordance.save(cells.map(line), { data: { parts: [["=a", "", "@b"]] } }, "cells")
            }""",
            cells,
        )
    rows = Path(download.value.path()).read_text("utf-8-sig").splitlines()[1:]
    saved = [cell for row in rows for cell in row.split("\t")]
    assert [cell for cell in saved if re.match(r"""['"]?\s*[=+\-@＝]|\"""", cell) and cell[0] != "'"] == []
    assert {"'=1+1", "''=1", "'\"=1", "a-b", "– a", "57", "'=a#p1", "'@b"} <= set(saved)


# What the results lead to


def test_the_pages_about_the_edition_are_found_after_the_text_and_never_in_the_concordance(
    page: Page, site_url: str
) -> None:
    ask(page, site_url, "screen reader keyboard")
    assert "accessibility/#promises" in places_of(page)
    ask(page, site_url, "screen reader keyboard", "&view=concordance")
    assert "accessibility/#promises" not in places_of(page)
    expect(page.locator(".search-answers")).not_to_contain_text("screen reader")


def test_every_passage_leads_to_an_element_of_its_page(site_folder: Path) -> None:
    data = json.loads((site_folder / "search" / "data.json").read_text("utf-8"))
    dead = []
    for address, _, _, _, (anchors, *_) in data["parts"]:
        ids = set(read((site_folder / address / "index.html").read_text("utf-8")).texts)
        dead += [(address, anchor) for anchor in anchors.split() if anchor not in ids]
    assert dead == []
    assert sum(len(part[4][3]) for part in data["parts"]) > 150


def test_the_first_result_needs_little_data(site_folder: Path) -> None:
    """A search loads the index, the files of its words, and a file of texts, and for a misspelled word also all forms.
    The largest of each are counted, of words four, compressed."""
    folder = site_folder / "search"
    size = {file: len(gzip.compress(file.read_bytes())) for file in folder.rglob("*.json")}
    largest = [max(size[file] for file in (folder / kind).iterdir()) for kind in ("text", "words")]
    assert size[folder / "data.json"] + size[folder / "forms.json"] + sum(largest) + 3 * largest[-1] < 120_000


def test_on_a_phone_the_first_result_is_in_view_and_filters_open_when_asked(page: Page, site_url: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    ask(page, site_url, "lighthouse")
    expect(page.locator(".search-list mark").first).to_be_in_viewport()
    expect(page.locator("#in-text")).to_be_hidden()
    page.get_by_text("Filters", exact=True).click()
    page.locator("#in-text").check()
    expect(page.locator("#in-text")).to_be_checked()
    expect(page.locator("#in-text")).to_be_visible()


# The engine in a page of its own


def engine(page: Page, prepare: str = "0") -> None:
    """Give the page `search(query)` over the data in `data`: its passages and entries by address, places, and
    corrections; and `first(query)`, which is the first passage of a phrase. `prepare` is run before the last script."""
    for name in SCRIPTS:
        if name == SCRIPTS[-1]:
            page.evaluate(prepare)
        page.add_script_tag(path=REPOSITORY / "theme" / "javascripts" / f"{name}.js")
    page.evaluate(
        """() => {
          let engine = null
          window.load = ({ index, ...files }) => {
            window.asked = []
            const file = (name, number) => window.asked.push(`${name}/${number}`) && files[name][number ?? 0]
            const loaders = Object.keys(files).map((name) => [name, async (number) => file(name, number)])
            engine = editionSearch(index, Object.fromEntries(loaders))
          }
          const address = ({ passage }) => `${engine.data.parts[passage.part][0]}#${passage.anchor}`
          window.first = async (query) => {
            const best = await engine.best(await engine.candidates(query), () => true)
            return best && address(best)
          }
          window.search = async (query) => {
            const { full, some, entries, lists, corrected, place } = await engine.find(query)
            const places = { full: full.map(address), some: some.map(address), entries: entries.map(address) }
            return { ...places, lists: lists.map(address), corrected, place }
          }
        }"""
    )


def data_of(built: Built, entered: Apparatus) -> dict[str, Any]:
    files = {made.path: made.text for made in search.pages(built.edition, built.links, entered)}
    index = json.loads(files[search.DATA])
    texts = [json.loads(files[search.TEXT.format(k)]) for k in range(len(index["texts"]))]
    words = [json.loads(files[search.WORDS.format(k)]) for k in range(len(index["numbers"]))]
    forms = [json.loads(files[search.FORMS])]
    return {"index": index, "text": texts, "words": words, "forms": forms}


def person(key: str, name: str, sort: str, variants: str = "", also: str = "") -> Name:
    return Name(key=key, kind=NameKind.PERSON, name=name, sort=sort, variants=tuple(filter(None, [variants])),
                also=tuple(filter(None, [also])))  # fmt: skip


LANGUAGE = {
    "stop": "a", "months": {"june": 6}, "seasons": {"summer": 2}, "page": ["p"], "chapter": ["chapter"],
    "note": ["note"], "appendix": ["appendix"], "paragraph": ["¶"], "article": ["article"],
    "numerals": {}, "elided": False,
    "and": ["AND"], "or": ["OR"], "not": ["NOT"], "letters": {},
    "spellings": ["our or"], "demonyms": ["turkey turkish turk turks"], "days": ["wednesday"],
    "numbers": ["one", "two", "three", "four"], "ordinals": ["first", "second", "third"],
    "decades": ["twenties", "thirties"], "periods": {"early": [0, 33], "late": [67, 100]}, "until": ["to"],
    "between": "between and", "about": ["c"], "same": [["salt board", "sb"]], "shortened": ["saint st"],
}  # fmt: skip

INVENTED = apparatus(
    names=(
        person("taskovsky", "Taskovsky", "Taskovsky, Ivan", also="Ivan Taskovskii"),
        person("tidd", "A.J.P. Tidd", "Tidd, A.J.P."),
        person("arch", "Sergei Arch", "Arch, Sergei"),
        Name(key="rumelia", kind=NameKind.PLACE, name="Rumelia", sort="Rumelia", also=("Romelia", "Roumelia")),
    )
)


@pytest.fixture(scope="module")
def data_of_invented() -> dict[str, Any]:
    """The search's data of a little book."""
    text = (
        "On 3 May 1939 Taskovsky left the harbour. The historian A.J.P. Tidd was not there. "
        "The Harbour Board’s quest for three piers began in the summer of 1939. "
        "Her ship sailed to Rumelia on 23 August 1939. The peaceful co-existence of 1938-9 was in danger. "
        "Sergei Arch was there. "
        "The poison was in the salt, and the plan was the nazi party’s own. "
    )
    return data_of(build(witness(printed("CHAPTER", "1 Salt", *set_type(text + PROSE), "1")), INVENTED), INVENTED)


@pytest.fixture
def invented(page: Page, data_of_invented: dict[str, Any]) -> Page:
    """A page with the engine over the little book."""
    engine(page)
    page.evaluate("data => load(data)", data_of_invented)
    return page


def found(page: Page, query: str) -> Any:
    return page.evaluate("query => search(query)", query)


@pytest.mark.parametrize(
    "query",
    [
        "3 May 1939", "3.5.1939", "3/5/39", "May 3rd, 1939", "1939-05-03", "3 mai 1939", "May 1939", "Aug 1939",
        "23 Aug 1939", "23rd of August 1939", "summer 1939", "Taskovsky May 1939", "3 May",
        "Taskovsky", "Taskovskii", "Taskovskij", "Daskowski", "Тасковский", "Taksovsky", "Tasckovski", "Ivan Taskovsky",
        "Taskovsky, I.M.", "Sergey Arch",
        "A. J. P. Tidd", "AJP Tidd", "a j p tidd", "Tidd, A. J. P.", "Romelia", "Roumelia",
        "1939/05/03", "1939.5.3", "3-5-1939", "5/1939", "05.1939", "Apr-June 1939", "23 août 1939", "3 мая 1939",
        "1938-40", "peaceful 1938-9", "peaceful 1938-39", "harbor", "HARBORS", "Co-Existence", "Har-bour",
        '"peaceful coexistence"', '"peaceful co existence"', "salt NOT (Taskovskaya OR Tiddington)",
        "third of May 1939", "May the 3rd, 1939", "3.V.1939", "3 v 39", "3-V-39", "Wednesday, 3 May 1939",
        "3d May 1939", "May '39", "3 May ’39", "early May 1939", "between April and June 1939", "from 1938 to 1940",
        "April 1939 - June 1939", "April 1939 to June 1940", "30 April to 4 May 1939", "c. 3 May 1939", "3 piers",
        '"Harbour Boards quest"', '"harbour board\'s quest"', "nazis", "har\u00adbour",
    ],
)  # fmt: skip
def test_what_readers_type_finds_the_passage(invented: Page, query: str) -> None:
    assert found(invented, query)["full"], query


@pytest.mark.parametrize(
    "query",
    [
        '"harbor board"',
        '"co-existence peaceful"',
        "ship NOT (Rumelia OR salt)",
        "ship NOT (salt OR Rumelia)",
        "note",
        "plane",
        "prison",
        "there",
        "arc",
        "Dmitry",
        '"Romelia"',
        '"board harbour"',
        "3 May 1940",
        "1940-41",
        "late 1940",
        "4 May to 6 June 1940",
    ],
)
def test_what_is_not_in_the_text_is_not_found(invented: Page, query: str) -> None:
    answer = found(invented, query)
    assert answer["full"] == []
    assert answer["corrected"] == []


@pytest.mark.parametrize(
    ("query", "near"),
    [
        ("4 May 1939", "May 1939"),
        ("4.V.1939", "May 1939"),
        ("fourth of May 1939", "May 1939"),
        ("late May 1939", "May 1939"),
        ("June-July 1939", "1939"),
        ("between June and July 1939", "1939"),
        ("early 1939", "1939"),
        ("winter 1939", "1939"),
        ("winter 1939-40", "1939"),
        ("harbour 4 May 1939", "May 1939"),
    ],
)
def test_a_date_that_no_passage_has_finds_those_of_its_month_or_year(invented: Page, query: str, near: str) -> None:
    answer = found(invented, query)
    assert answer["full"] == []
    assert answer["some"]
    assert [correction["near"] for correction in answer["corrected"]] == [near]


@pytest.mark.parametrize("query", ["Sergei Dmitrievich Arch", "Arch, Sergei Dmitrievich", "Colonel Arch"])
def test_parts_of_a_name_that_the_edition_lacks_hide_no_passage(invented: Page, query: str) -> None:
    answer = found(invented, query)
    assert answer["entries"][0] == "people/#arch"
    assert answer["full"] == found(invented, "Sergei Arch")["full"] != []
    assert [correction["near"] for correction in answer["corrected"]] == [""]


@pytest.mark.parametrize(
    ("query", "chapter"), [("Chapter IV", 4), ("ch. 12", 12), ("chapter xi", 11), ("First chapter", 1)]
)
def test_a_chapter_is_named_in_either_numerals(invented: Page, query: str, chapter: int) -> None:
    assert found(invented, query)["place"]["chapter"] == chapter


@pytest.mark.parametrize(
    "query", ["appendix 3 article 2", "document 3 art. 2", "app. III, art. II", "article 2 of appendix 3"]
)
def test_an_article_is_a_place(page: Page, query: str) -> None:
    engine(page)
    place = page.evaluate("([words, query]) => editionQuery(words).place(query)", [words_of("en"), query])
    assert (place["appendix"], place["article"]) == (3, 2)


@pytest.mark.parametrize(
    ("query", "printed", "same"),
    [
        ("chapter 7", "VII", True), ("chapter VII", "7", True), ("chapter seven", "VII", True),
        ("appendix B", "B", True), ("Appendix c", "C", True), ("appendix 2", "B", True), ("chapter 7", "VIII", False),
        ("appendix A", "B", False), ("chapter 7", "7 bis", False),
    ],
)  # fmt: skip
def test_a_part_is_found_by_its_printed_number(page: Page, query: str, printed: str, same: bool) -> None:
    """A lettered appendix was no place, and in a book whose chapters begin again in each of its parts only those of
    the first part were."""
    engine(page)
    assert same is page.evaluate(
        """([words, query, printed]) => {
          const { place, sameNumber } = editionQuery(words)
          return sameNumber(printed, place(query).label)
        }""",
        [words_of("en"), query, printed],
    )


@pytest.mark.parametrize(
    ("language", "query", "place"),
    [
        ("fr", "chapitre premier", "chapter"), ("de", "Erstes Kapitel", "chapter"), ("de", "Kapitel eins", "chapter"),
        ("it", "capitolo primo", "chapter"), ("es", "capítulo 1", "chapter"), ("es", "párrafo 1", ""),
        ("es", "capítulo 1, párrafo 1", "paragraph"), ("de", "Anhang 1, Artikel 1", "article"),
    ],
)  # fmt: skip
def test_a_place_is_named_in_the_words_of_the_edition(page: Page, language: str, query: str, place: str) -> None:
    engine(page)
    found = page.evaluate("([words, query]) => editionQuery(words).place(query)", [words_of(language), query])
    assert (found or {}).get(place) == (1 if place else None)


@pytest.mark.parametrize(
    ("language", "query", "date"),
    [
        ("fr", "été 1848", (1848, 0, 2)), ("fr", "vers l'an 1848", (1848, 0, 0)), ("fr", "fin août 1848", (1848, 8, 0)),
        ("it", "1° maggio 1848", (1848, 5, 0)), ("it", "nell’anno 1848", (1848, 0, 0)),
        ("de", "Frühjahr 1848", (1848, 0, 1)), ("de", "im Jahre 1848", (1848, 0, 0)),
        ("de", "zwischen Mai und Juli 1848", (1848, 5, 0)), ("es", "hacia 1848", (1848, 0, 0)),
    ],
)  # fmt: skip
def test_a_date_is_named_in_the_words_of_the_edition(
    page: Page, language: str, query: str, date: tuple[int, int, int]
) -> None:
    engine(page)
    (unit,) = page.evaluate(
        "([words, query]) => editionQuery(words).parse(query, (n) => 1800 + n, () => true)", [words_of(language), query]
    )
    assert (unit["date"]["year"], unit["date"]["month"], unit["date"]["season"]) == date


def words_of(language: str) -> Any:
    return search._language(queries.of(language), set(), [])


FRENCH = "L’Inga Viracocha régna jusqu’à sa mort. Au mois d’octobre de l’an 1438 on pleura l’Inga dans la ville. "
GERMAN = "Am 3. Mai 1848 kam Müller aus Königsberg. Im Herbst 1848 reiste er über Land. "


def data_of_foreign(language: str, text: str) -> dict[str, Any]:
    book = SETTINGS.book.model_copy(update={"language": language})
    entered = apparatus().model_copy(update={"settings": SETTINGS.model_copy(update={"book": book})})
    return data_of(build(witness(printed("CHAPTER", "1 Sal", *set_type(text + PROSE), "1")), entered), entered)


@pytest.mark.parametrize("query", ["Mueller", "Koenigsberg", "ueber Müller", "3. 5. 1848", "Herbst 1848"])
def test_umlauts_and_seasons_are_found_as_readers_type_them(page: Page, query: str) -> None:
    engine(page)
    page.evaluate("data => load(data)", data_of_foreign("de", GERMAN))
    answer = found(page, query)
    assert answer["full"]
    assert answer["corrected"] == []


@pytest.fixture(scope="module")
def data_of_french() -> dict[str, Any]:
    return data_of_foreign("fr", FRENCH)


@pytest.mark.parametrize(
    "query", ["Inga", "l'Inga", "de l’Inga", "d'Inga", '"l\'Inga Viracocha"', "octobre 1438", "jusqu'à la mort"]
)
def test_an_apostrophe_parts_words_in_languages_with_elision(
    page: Page, data_of_french: dict[str, Any], query: str
) -> None:
    engine(page)
    page.evaluate("data => load(data)", data_of_french)
    answer = found(page, query)
    assert answer["full"]
    assert answer["corrected"] == []


def test_an_article_before_initials_is_not_one_of_them(invented: Page) -> None:
    assert found(invented, "Was a poison in the salt")["full"]
    assert found(invented, "A. J. P. Tidd")["full"] == found(invented, "AJP Tidd")["full"]


def test_initials_that_the_text_lacks_are_ignored_beside_a_name(invented: Page) -> None:
    """The edition may have the forename in full. Initials are typed with blanks between them or without."""
    taskovsky = found(invented, "Taskovsky")["full"]
    assert taskovsky
    for query in ("I. V. Taskovsky", "I.V. Taskovsky", "Taskovsky, I.V."):
        assert found(invented, query)["full"] == taskovsky, query


def little(
    page: Page, part: list[Any], *, forms: str, stems: str, windows: str, most: int = 8000, real_words: str = "",
    prepared: bool = False, also: list[Any] | None = None, **data: Any,
) -> None:  # fmt: skip
    """The engine over the index of a single part, or of another one `also`, with empty texts, with files of words of at
    most this length. The passages of a part are rows of anchor, kind, section and number of words. With `prepared`, the
    page has the engine already."""
    if not prepared:
        engine(page)
    listed = []
    for one in filter(None, (part, also)):
        anchors, kinds, *counts = zip(*one[4], strict=True)
        listed.append([*one[:4], [" ".join(anchors), " ".join(kinds), *counts]])
    made = Index(*(tuple(column.split(" ")) for column in (forms, stems, windows)))
    words = made.files(most)
    index = {"parts": listed, "sections": [], "window": 32, "names": [], "notes": {}, "dates": [], "texts": [0],
             "corrects": False}  # fmt: skip
    index |= {"language": LANGUAGE, "words": " ".join(file.first_form for file in words),
              "numbers": [file.first for file in words], "endings": " ".join(made.endings()), **data}  # fmt: skip
    real = spelling.between(sorted(real_words.split()), [file.first_form for file in words])
    files = [
        [*(" ".join(column) for column in (w.forms, w.stems, w.windows)), w.families, " ".join(missing)]
        for w, missing in zip(words, real, strict=True)
    ]
    texts = [["", [], [], []] for one in filter(None, (part, also)) for _ in one[4]]
    page.evaluate("data => load(data)", {"index": index, "text": [texts], "words": files, "forms": [forms]})


@pytest.mark.parametrize("query", ["4 June 1617", "June 4, 1617", "4th June 1617", "June 1617", "4 June"])
def test_a_day_is_found_as_written_in_a_text_without_dates(page: Page, query: str) -> None:
    """A text of which no dates are known wrote `4th`, which only the month found."""
    part = ["chapters/01/", "1", "1", "text", [["p1", "paragraph", -1, 3], ["p2", "paragraph", -1, 3]]]
    little(page, part, forms="1617 4th fourth june", stems="   ", windows="# # $ #")
    assert found(page, query)["full"] == ["chapters/01/#p1"]


def test_of_the_words_only_those_of_the_query_are_loaded(page: Page) -> None:
    """All of them are most of the data that a search would load before its first result."""
    part = ["chapters/01/", "1", "1", "text", [["p1", "paragraph", -1, 3], ["p2", "paragraph", -1, 3]]]
    little(page, part, forms="harbour salt tide toll", stems="   ", windows="# $ # $", most=2)
    assert found(page, "toll")["full"] == ["chapters/01/#p2"]
    assert page.evaluate("asked") == ["words/1"]
    assert found(page, "tide harbour")["full"] == ["chapters/01/#p1"]
    assert page.evaluate("asked") == ["words/1", "words/0"]
    assert found(page, "sal*")["full"] == ["chapters/01/#p2"]
    assert page.evaluate("asked") == ["words/1", "words/0"]


@pytest.mark.parametrize("query", ["tie", "tied", "tying", "tieing", "ti*"])
def test_the_family_of_a_word_is_found_in_whatever_files_it_is(page: Page, query: str) -> None:
    part = ["chapters/01/", "1", "1", "text", [[f"p{number}", "paragraph", -1, 3] for number in (1, 2, 3)]]
    forms, stems = "parting salting sinking tie tied tying", "3 3 3  1 4ie"
    little(page, part, forms=forms, stems=stems, windows="& & & # $ %", most=1)
    wanted = {f"chapters/01/#p{number}" for number in ((1, 2) if "*" in query else (1, 2, 3))}
    assert set(found(page, query)["full"]) == wanted


def test_a_misspelled_name_needs_its_own_files_only(page: Page) -> None:
    """Each further file would take another round trip on a slow line: "Motolov" took half a second more."""
    part = ["people/", "People", "People", "text", [["taskovsky", "entry", -1, 3], ["p1", "paragraph", -1, 3]]]
    little(page, part, forms="harbour taskovsky tasty toll", stems="   ", windows="# $ # $", most=1,
           corrects=True, real_words="tasks toil", names=[[0, ["Taskovsky"], "$"]])  # fmt: skip
    for given in ("Taskovky", "Taksovsku"):
        assert found(page, given)["corrected"] == [{"given": given, "near": "Taskovsky"}]
    assert found(page, "toil")["corrected"] == []
    assert "forms/undefined" not in page.evaluate("asked")
    assert found(page, "harbuor")["corrected"] == [{"given": "harbuor", "near": "harbour"}]
    assert "forms/undefined" in page.evaluate("asked")


def test_all_forms_are_loaded_only_to_correct_a_word(invented: Page) -> None:
    assert found(invented, "harbour")["full"]
    assert "forms/undefined" not in invented.evaluate("asked")
    assert found(invented, "harbuor")["corrected"] == [{"given": "harbuor", "near": "harbour"}]
    assert "forms/undefined" in invented.evaluate("asked")


def test_a_day_that_a_passage_writes_comes_before_one_that_is_counted(page: Page) -> None:
    part = ["chapters/01/", "1", "1", "text", [["p1", "paragraph", -1, 3], ["p2", "paragraph", -1, 3]]]
    dates = [["1901-06-12", "#$"]]
    little(page, part, forms="12 later salt week", stems="   ", windows="$ # #$ #", dates=dates)
    assert found(page, "12 June 1901")["full"] == ["chapters/01/#p2", "chapters/01/#p1"]


def test_a_day_finds_what_is_dated_by_its_month_beside_other_words(page: Page) -> None:
    part = ["chapters/01/", "1", "1", "text", [[f"p{number}", "paragraph", -1, 3] for number in (1, 2, 3)]]
    little(page, part, forms="salt", stems="", windows="#$$", dates=[["1901-06", "$"], ["1901-07", "%"]])
    answer = found(page, "salt 12 June 1901")
    assert answer["full"] == []
    assert answer["some"][0] == "chapters/01/#p2"
    assert found(page, "12 June 1901")["full"] == []


def test_without_known_names_a_word_that_sounds_alike_is_found(page: Page) -> None:
    """An edition that nobody has worked on has no register of names, and its readers misspell them too."""
    part = ["chapters/01/", "1", "1", "text", [["p1", "paragraph", -1, 3]]]
    little(
        page, part, forms="harbour skarholm tallozza", stems="  ", windows="# # #", corrects=True, real_words="tallosa"
    )
    assert found(page, "Tallozzah")["corrected"] == [{"given": "Tallozzah", "near": "tallozza"}]
    assert found(page, "Talozza")["full"] == ["chapters/01/#p1"]
    assert found(page, "Szkarrholm")["full"] == ["chapters/01/#p1"]
    assert found(page, "tallosa")["full"] == []


def test_the_sounds_of_all_words_are_found_once(page: Page) -> None:
    """Each letter of a misspelled word that a reader types is a search of its own."""
    engine(
        page,
        """() => {
          const { soundsOf } = editionWords
          window.heard = 0
          editionWords.soundsOf = (forms) => { window.heard++; return soundsOf(forms) }
        }""",
    )
    part = ["chapters/01/", "1", "1", "text", [["p1", "paragraph", -1, 3]]]
    little(page, part, forms="skarholm tallozza", stems=" ", windows="# #", prepared=True, corrects=True)
    heard = []
    for query in ("Szkarrholm", "Szkarholmm", "Skkarholm"):
        assert found(page, query)["corrected"]
        heard.append(page.evaluate("heard"))
    assert len(set(heard)) == 1


@pytest.fixture(scope="module")
def data_of_phrases() -> dict[str, Any]:
    """The search's data of a book with a phrase in most of its paragraphs, each in a file of texts of its own."""
    # In ¶ 1 the words are near each other most often, but in another order.
    opening = "The harbour of the salt was a salt too far for the harbour, and the harbour was the salt of it. "
    others = (f"The day {word} the salt harbour was at peace. " for word in ("before", "when", "after", "of"))
    lines = [set_type(text + PROSE) for text in (opening, *others)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "_TEXT_LENGTH", 1)
        made = printed("CHAPTER", "1 Salt", *(line for paragraph in lines for line in (*paragraph, "")), "1")
        return data_of(build(witness(made), apparatus()), apparatus())


@pytest.mark.parametrize(
    "query",
    [
        '"salt harbour"',
        '"salt harbour" peace',
        'peace -"harbour of the salt"',
        '"salt harbour" OR "no such"',
    ],
)
def test_the_first_passage_of_a_phrase_needs_few_texts(page: Page, data_of_phrases: Any, query: str) -> None:
    engine(page)
    page.evaluate("data => load(data)", data_of_phrases)
    first = page.evaluate("query => first(query)", query)
    asked = [file for file in page.evaluate("asked") if file.startswith("text/")]
    answers = found(page, query)["full"]
    assert first == answers[0]
    assert len(set(asked)) <= 3 < len(data_of_phrases["text"])
    assert len(answers) == 4


def test_a_phrase_that_no_passage_has_has_no_first_one(page: Page, data_of_phrases: Any) -> None:
    engine(page)
    page.evaluate("data => load(data)", data_of_phrases)
    for query in ('"peace at harbour"', '"of the the"', '"salt harbour" -"salt harbour"'):
        assert page.evaluate("query => first(query)", query) is None
        assert found(page, query)["full"] == []


def test_a_phrase_may_be_long(page: Page, data_of_phrases: Any) -> None:
    """The words of a whole paragraph are in more windows than neighbouring ones."""
    engine(page)
    page.evaluate("data => load(data)", data_of_phrases)
    text = data_of_phrases["text"][2][0][0]
    assert len(list(tokens(text))) > 64
    assert len(found(page, f'"{text}"')["full"]) == 1


def test_of_two_passages_the_one_beside_the_missing_word_comes_first(page: Page) -> None:
    """A quotation is introduced by the paragraph before it."""
    passages = [[f"p{number}", "paragraph", -1, 3] for number in range(1, 5)]
    part = ["chapters/01/", "1", "1", "text", passages]
    little(page, part, forms="harbour poison salt", stems="  ", windows="#% & $")
    assert found(page, "harbour poison")["some"] == ["chapters/01/#p4", "chapters/01/#p3", "chapters/01/#p1"]


def test_a_title_comes_first_if_it_has_all_of_several_words(page: Page) -> None:
    passages = [["title", "title", -1, 4], ["s1", "section", -1, 3], ["p1", "paragraph", -1, 4]]
    part = ["appendices/1/", "1", "1", "documents", passages]
    little(page, part, forms="harbour poison salt tide", stems="   ", windows="#% #% #% #$$")
    assert found(page, "harbour poison salt")["full"][:2] == ["appendices/1/#title", "appendices/1/#p1"]


def test_a_country_and_its_people_find_each_other_after_themselves(page: Page) -> None:
    """A question names the country, where the passage that answers it names its people. A name alone is searched as
    such."""
    part = ["chapters/01/", "1", "1", "text", [[f"p{number}", "paragraph", -1, 3] for number in (1, 2, 3)]]
    little(page, part, forms="salt turkey turkish turks", stems="   1", windows="#$$ # $ %")
    for query, first in (("Turkey salt", "p1"), ("salt Turkish", "p2"), ("Turks salt", "p3")):
        answer = found(page, query)["full"]
        assert answer[0] == f"chapters/01/#{first}"
        assert len(answer) == 3
    assert found(page, "Turkey")["full"] == ["chapters/01/#p1"]
    assert found(page, "salt -Turkey")["full"] == ["chapters/01/#p2", "chapters/01/#p3"]


def test_a_number_is_found_in_words_and_figures(page: Page) -> None:
    part = ["chapters/01/", "1", "1", "text", [["p1", "paragraph", -1, 3], ["p2", "paragraph", -1, 3]]]
    little(page, part, forms="1930s 3rd four salt", stems="   ", windows="# # $ #$")
    for query, first in (("III salt", "p1"), ("third salt", "p1"), ("4 salt", "p2"), ("thirties", "p1")):
        assert found(page, query)["full"] == [f"chapters/01/#{first}"]
    assert found(page, '"4"')["full"] == []


def test_a_thing_is_found_by_its_other_names_but_not_in_a_phrase(page: Page) -> None:
    part = ["chapters/01/", "1", "1", "text", [["p1", "paragraph", -1, 3]]]
    little(page, part, forms="board salt", stems=" ", windows="# #")
    assert found(page, "SB")["full"] == ["chapters/01/#p1"]
    assert found(page, '"SB"')["full"] == []


def test_a_short_word_of_a_name_is_found_in_full_and_the_reverse(page: Page) -> None:
    part = ["places/", "Places", "Places", "indexes", [["brim", "entry", -1, 2]]]
    little(page, part, forms="brim st", stems=" ", windows="# #", names=[[0, ["St Brim"], "#"]])
    for query in ("St Brim", "St. Brim", "Saint Brim"):
        assert found(page, query)["entries"] == ["places/#brim"]


def test_the_surname_of_a_catalogued_name_counts_more_than_its_forename(page: Page) -> None:
    """The edition may write only the surname, and the forename of another person."""
    part = ["chapters/01/", "1", "1", "text", [["p1", "paragraph", -1, 3], ["p2", "paragraph", -1, 3]]]
    little(page, part, forms="ada brim", stems=" ", windows="# $")
    assert found(page, "Brim, Ada")["some"][0] == "chapters/01/#p2"


def test_the_abbreviation_of_a_month_that_the_text_lacks_is_that_month(page: Page) -> None:
    part = ["chapters/01/", "1", "1", "text", [["p1", "paragraph", -1, 3], ["p2", "paragraph", -1, 3]]]
    language = LANGUAGE | {"months": {"june": 6, "jun": 6, "a": 7}}
    little(page, part, forms="june salt", stems=" ", windows="# $", dates=[["1901-06", "#"]], language=language)
    assert found(page, "Jun")["full"] == ["chapters/01/#p1"]
    assert found(page, "a salt")["full"] == ["chapters/01/#p2"]  # a stop word is no month


def test_both_sides_hear_the_same_sound(page: Page) -> None:
    engine(page)
    names = [
        "schtscherbakov", "tchaikovsky", "zhdanov", "khasan", "joseph", "thrace", "beck", "marx", "yuri", "koestler",
        "brueckner", "litvinoff", "toller", "jury", "szczecin", "tuchatschewski",
    ]  # fmt: skip
    assert page.evaluate("names => names.map(editionWords.sound)", names) == [sound(name) for name in names]


def test_an_entry_of_an_index_is_no_passage(invented: Page) -> None:
    answer = found(invented, "Taskovsky")
    assert answer["entries"][0] == "people/#taskovsky"
    assert all(not place.startswith("people/") for place in answer["full"])


def test_the_lists_that_the_book_prints_are_no_passages(page: Page) -> None:
    """A line of the printed index ranked above the passages that it lists."""
    part = ["index/", "Index", "Index", "lists", [["p1", "entry", -1, 2]]]
    little(page, part, forms="brim salt", stems=" ", windows="# #")
    answer = found(page, "Brim")
    assert (answer["lists"], answer["full"], answer["entries"]) == (["index/#p1"], [], [])
    assert found(page, "Brim toll")["lists"] == []


def test_a_date_that_only_a_printed_list_has_is_widened_too(page: Page) -> None:
    """The contents list of a chronicle had the day, and no passage was found."""
    part = ["chapters/01/", "1", "1", "text", [["p1", "paragraph", -1, 2]]]
    contents = ["contents/", "Contents", "Contents", "lists", [["p1", "entry", -1, 2]]]
    dates = [["1901-06", "#"], ["1901-06-12", "$"]]
    little(page, part, also=contents, forms="1901 june", stems=" ", windows="#$ #$", dates=dates)
    answer = found(page, "12 June 1901")
    assert answer["some"] == ["chapters/01/#p1"]
    assert [correction["near"] for correction in answer["corrected"]] == ["June 1901"]


def test_a_corrected_word_is_shown_as_the_text_writes_it(page: Page) -> None:
    text = f"Then they marched on Cässamarca. {PROSE}"
    made = build(witness(printed("CHAPTER", "1 Salt", *set_type(text), "1")), apparatus())
    engine(page)
    page.evaluate("data => load(data)", data_of(made, apparatus()))
    assert found(page, "Casamarca")["corrected"] == [{"given": "Casamarca", "near": "Cässamarca"}]
    assert found(page, "chandlerz")["corrected"] == [{"given": "chandlerz", "near": "chandlers"}]


@pytest.mark.parametrize("query", ["Taskovsky, Ivan Graf von", "Taskovsky, Piotr", "Taskovski, I. Baron"])
def test_a_catalogue_may_know_more_forenames_and_titles_than_the_edition(invented: Page, query: str) -> None:
    assert found(invented, query)["entries"] == ["people/#taskovsky"]


@pytest.mark.parametrize("query", ["S. Arch", "Arch, S.", "Viscount Arch", "Marquess Sergei Arch", "Graf Arch"])
def test_initials_of_forenames_and_titles_that_the_edition_has_not_hide_no_entry(invented: Page, query: str) -> None:
    assert found(invented, query)["entries"] == ["people/#arch"]


def test_a_comma_between_other_words_makes_no_name(invented: Page) -> None:
    assert found(invented, "Taskovsky, harbour")["entries"] == []


def test_both_sides_divide_texts_into_the_same_words(page: Page) -> None:
    engine(page)
    samples = [
        "A. J. P. Tidd’s co-existence, e.g. in the U.S.S.R.", "E\u0301clat har\u00adbour poſt ﬁnd Łódź Æsop straße",
        "recognised; rises: crises—", "О’Нил и Тихая гавань", "1939-41, 3rd (§ 4) x2", "l’été d’août ’tis", "İstanbul",
    ]  # fmt: skip
    for elided in (False, True):
        forms = page.evaluate(
            "([texts, elided]) => texts.map(text => editionWords.tokens(text, elided).map(t => t.form))",
            [samples, elided],
        )
        assert forms == [[token.form for token in tokens(sample, elided)] for sample in samples]


# The real book


@pytest.fixture(scope="module")
def book(book_edition: Whole) -> tuple[dict[str, Any], dict[str, list[tuple[str, str, set[str], set[str]]]]]:
    """The search's data for the real book, and by file each query with its kind, the addresses
    that answer it, and those that proved as good when the answers were read."""
    built, entered = book_edition
    lines = {line.number: line for line in built.edition.witness.lines}
    places_at = places(built.edition)

    def address(expected: str) -> str:
        if not expected.isdigit():
            return expected
        line = lines[int(expected)]
        return next(places_at[at].address for at in range(line.start, line.end) if at in places_at)

    asked = {}
    for name in WANTED:
        text = (REPOSITORY / "tests" / name).read_text("utf-8")
        head, *rows = [row.split("\t") for row in text.splitlines() if row and not row.startswith("#")]
        assert head[:3] == ["query", "kind", "expected"]
        asked[name] = [
            (query, kind, set(map(address, expected.split(";"))), set(";".join(later).split(";")))
            for query, kind, expected, *later in rows
        ]
    return data_of(built, entered), asked


@pytest.mark.parametrize("name", WANTED)
def test_the_queries_find_their_passages(page: Page, book: Any, name: str) -> None:
    data, asked = book
    engine(page)
    page.evaluate("data => load(data)", data)
    first: Counter[str] = Counter()
    five: Counter[str] = Counter()
    as_good = 0
    for query, kind, expected, later in asked[name]:
        answer = found(page, query)
        entry = all(address in answer["entries"] for address in expected)
        answers = answer["entries"] if entry else [*answer["full"], *answer["some"]]
        first[kind] += bool(expected & set(answers[:1]))
        five[kind] += bool(expected & set(answers[:5]))
        as_good += bool(later & set(answers[:1]))
    told = ", ".join(f"{kind}: {first[kind]} first, {five[kind]} in five" for kind in five)
    print(f"{as_good} more have a passage first that proved as good")
    print(f"{name}: {first.total()} first and {five.total()} in five of {len(asked[name])} ({told})")
    assert (first.total() >= WANTED[name][0], five.total() >= WANTED[name][1]) == (True, True), told
