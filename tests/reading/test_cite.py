"""Citing a passage: what a reader sees, copies and sends; and what pages tell reference managers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect

from browsing import reading
from editio import edition
from editio.inputs import plain_text
from editio.inputs.registers import load
from editio.model.kinds import BlockKind, PartKind
from editio.model.text import Edition, PageStart, Part
from editio.outputs.citation import SHORTENINGS, STYLES, ByOther, Citations, Style, formatted, page_range
from editio.outputs.places import Extent, extents
from places import REPOSITORY

SPECIMEN = REPOSITORY / "specimen"
BOOK = load(SPECIMEN).settings.book
TITLE = "The Lamp and the Ledger: The Skarholm Question 1926–1934"
DIALOG = "dialog.cite-dialog"
PARAGRAPH = "p12"
REPORT = "Report an error here"


@pytest.fixture(scope="module")
def made() -> Edition:
    apparatus = load(SPECIMEN)
    text = plain_text.read(SPECIMEN / "witness" / "specimen.txt", apparatus.settings.witness.sha256)
    return edition.build(text, apparatus).edition


@pytest.fixture
def reader(browser: Browser, site_url: str) -> Iterator[Page]:
    """A page that may use the clipboard."""
    with reading(browser, "clipboard-read", "clipboard-write") as page:
        yield page


PUBLIC = "https://book.example.org/"


def published(page: Page, site_url: str) -> str:
    """The address of a public copy of the site, which this page can open."""
    page.route(f"{PUBLIC}**", lambda route: route.fulfill(
        response=route.fetch(url=route.request.url.replace(PUBLIC, site_url))))  # fmt: skip
    return PUBLIC


def copied(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def cite(page: Page, address: str, name: str) -> None:
    page.goto(address)
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator(DIALOG)).to_be_visible()


def select(page: Page, ident: str, first: str, last: str) -> None:
    """Select in a block from the first occurrence of some letters to the end of others."""
    page.evaluate(
        """([ident, first, last]) => {
          const block = document.getElementById(ident)
          const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
          const range = document.createRange()
          let begun = false
          while (walker.nextNode()) {
            const node = walker.currentNode
            const from = begun ? 0 : node.data.indexOf(first)
            if (from < 0) continue
            if (!begun) range.setStart(node, from)
            begun = true
            const to = node.data.indexOf(last, from)
            if (to < 0) continue
            range.setEnd(node, to + last.length)
            break
          }
          getSelection().removeAllRanges()
          getSelection().addRange(range)
        }""",
        [ident, first, last],
    )


def plain(markup: str) -> str:
    return str(html.fromstring(f"<p>{markup}</p>").xpath("string()"))


def blocks(part: Part) -> list[str]:
    return [
        block.id
        for block in part.blocks
        if block.kind not in (BlockKind.SECTION, BlockKind.YEAR, BlockKind.GROUP, BlockKind.EVENT)
    ]


# The button and its window


def test_a_number_stays_a_link_and_pointing_at_its_paragraph_offers_to_cite(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chapters/01/")
    expect(page.locator(".cite-passage")).to_have_count(0)
    page.locator("#p3").hover()
    expect(page.get_by_role("button", name="Cite paragraph 3", exact=True)).to_be_visible()
    page.locator("#p5").hover()
    expect(page.locator(".cite-passage")).to_have_count(1)
    expect(page.get_by_role("button", name="Cite paragraph 5", exact=True)).to_be_visible()
    page.locator("#p3 a.paragraph-number").click()
    expect(page).to_have_url(f"{site_url}chapters/01/#p3")


def test_the_keyboard_opens_it_and_escape_gives_the_focus_back(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chapters/01/")
    page.locator("#p3 a.paragraph-number").focus()
    page.keyboard.press("Tab")
    button = page.get_by_role("button", name="Cite paragraph 3", exact=True)
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name=re.compile("Cite paragraph 3, p"))
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("button", name="Copy link")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()


def test_a_tap_on_the_number_offers_to_cite(browser: Browser, site_url: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, has_touch=True)
    page = context.new_page()
    page.goto(f"{site_url}chapters/01/")
    page.locator("#p3 a.paragraph-number").tap()
    page.get_by_role("button", name="Cite paragraph 3", exact=True).tap()
    box = page.locator(DIALOG).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.locator(DIALOG).get_by_role("button", name="Close").tap()
    expect(page.locator(DIALOG)).to_be_hidden()
    context.close()


def test_the_text_of_the_page_stays_the_edited_text(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chapters/01/")
    before = page.locator("article").text_content()
    page.locator("#p3").hover()
    expect(page.locator(".cite-passage")).to_be_visible()
    assert page.locator("article").text_content() == before


def test_the_link_is_copied(reader: Page, site_url: str) -> None:
    cite(reader, f"{site_url}chapters/01/#p3", "Cite paragraph 3")
    reader.get_by_role("button", name="Copy link").click()
    expect(reader.get_by_role("status")).to_have_text("Copied")
    assert copied(reader) == f"{site_url}chapters/01/#p3"


@pytest.mark.parametrize("style", STYLES, ids=lambda style: str(style.name))
def test_each_style_gives_what_citeproc_gives(reader: Page, site_url: str, made: Edition, style: Style) -> None:
    part = next(d for d in made.parts if d.address == "chapters/01/")
    over = next(ident for ident, e in extents(made, part).items() if e.first != e.last and ident.startswith("p"))
    printed = extents(made, part)[over]
    site = published(reader, site_url)
    cite(reader, f"{site}chapters/01/#{over}", f"Cite paragraph {over[1:]}")
    reader.get_by_label("Style or format").select_option(style.name)
    pages = f"{printed.first.label}–{printed.last.label}"
    citation, _ = formatted(BOOK, style, f"{site}chapters/01/#{over}", pages)
    _, entry = formatted(BOOK, style, site)
    rows = reader.locator(f"{DIALOG} .forms .text")
    assert [rows.nth(k).inner_html() for k in range(2)] == [citation, entry]
    reader.locator(f"{DIALOG} .forms").get_by_role("button").first.click()
    expect(reader.get_by_role("status")).to_have_text("Copied")
    assert copied(reader) == plain(citation)
    kept = reader.evaluate(
        "async () => await (await (await navigator.clipboard.read())[0].getType('text/html')).text()"
    )
    assert ("<i" in kept) == ("<i" in citation)


def test_a_document_is_cited_as_the_data_of_the_edition_have_it(page: Page, site_url: str, site_folder: Path) -> None:
    """Under its own title, and the author of the book as that of the book only."""
    settings = load(SPECIMEN).settings
    settings = settings.model_copy(update={"site": settings.site.model_copy(update={"address": PUBLIC})})
    label = {"page": "1", "inferred": False}
    data = json.loads((site_folder / "citations.json").read_text("utf-8"))
    documents = {"chapters/01/": {"first": label, "last": {"page": "12", "inferred": True}}}
    site = published(page, site_url)
    page.route("**/citations.json", lambda route: route.fulfill(json=data | {"documents": documents}))
    printed = Extent(PageStart("1", True), PageStart("1", True))
    whole = ByOther(Extent(PageStart("1", True), PageStart("12", False)))
    title = data["titles"]["chapters/01/"]
    cited = Citations(settings).of("chapters/01/#p3", printed, "", title, whole)
    cite(page, f"{site}chapters/01/#p3", "Cite paragraph 3")
    form = page.get_by_label("Style or format")
    rows = page.locator(f"{DIALOG} .forms .text")
    for style, citation, entry in cited.forms:
        form.select_option(style.name)
        assert [rows.nth(k).inner_html() for k in range(2)] == [citation, entry]
    form.select_option("CSL-JSON")
    (item,) = json.loads(page.locator(f"{DIALOG} pre").inner_text())
    assert item.pop("accessed")
    assert item == cited.item
    form.select_option("BibLaTeX")
    expect(page.locator(f"{DIALOG} pre")).to_contain_text("bookauthor = {Ainslie, Harriet}")


def test_the_style_is_remembered(page: Page, site_url: str) -> None:
    cite(page, f"{site_url}chapters/01/#p3", "Cite paragraph 3")
    page.get_by_label("Style or format").select_option("APA")
    cite(page, f"{site_url}chapters/02/#p4", "Cite paragraph 4")
    expect(page.get_by_label("Style or format")).to_have_value("apa")


def test_reference_data_is_shown_and_downloaded(page: Page, site_url: str, tmp_path: Path) -> None:
    link = f"{published(page, site_url)}chapters/01/#p3"
    cite(page, link, "Cite paragraph 3")
    form = page.get_by_label("Style or format")
    shown = page.locator(f"{DIALOG} pre")
    form.select_option("CSL-JSON")
    (item,) = json.loads(shown.inner_text())
    assert (item["type"], item["container-title"], item["URL"], item["page"]) == ("chapter", TITLE, link, "1")
    assert item["id"] == "ainslie1987-chapters-01-p3"
    assert "version" not in item
    assert len(item["accessed"]["date-parts"][0]) == 3
    form.select_option("RIS")
    lines = {f"UR  - {link}", "TY  - CHAP", f"T2  - {TITLE}", "SP  - 1", "AU  - Ainslie, Harriet"}
    assert lines <= set(shown.inner_text().splitlines())
    assert re.search(r"^Y2  - \d{4}/\d\d/\d\d$", shown.inner_text(), re.MULTILINE)
    assert "EP  - " not in shown.inner_text()
    form.select_option("BibLaTeX")
    assert "@inbook{ainslie1987-chapters-01-p3," in shown.inner_text()
    form.select_option("BibTeX")
    assert f"url = {{{link}}}" in shown.inner_text()
    assert re.search(r"urldate = \{\d{4}-\d\d-\d\d\}", shown.inner_text())
    with page.expect_download() as download:
        page.get_by_role("link", name="Download", exact=True).click()
    assert download.value.suggested_filename == "ainslie1987-p3.bib"
    download.value.save_as(tmp_path / "p3.bib")
    assert (tmp_path / "p3.bib").read_text("utf-8").startswith("@incollection{ainslie1987-chapters-01-p3,")


@pytest.mark.parametrize(
    ("address", "kind", "anchor", "name", "after"),
    [
        ("notes/02/", "note", "note{}", "Cite note {}", "n{}"),
        ("appendices/1/", "article", "art{}", "Cite article {}", ""),
        ("chronology/", "event", "{}", "Cite event {}", ""),
    ],
)
def test_notes_articles_and_events_are_passages_too(
    page: Page, site_url: str, made: Edition, address: str, kind: str, anchor: str, name: str, after: str
) -> None:
    part = next(p for p in made.parts if p.address == address)
    block = next(b for b in part.blocks if b.kind == kind)
    label = block.id if kind == "event" else block.label
    link = f"{published(page, site_url)}{address}#{anchor.format(label)}"
    cite(page, link, name.format(label))
    expect(page.locator(f"{DIALOG} .row .text").first).to_have_text(link)
    printed = extents(made, part)[block.id]
    assert printed.first == printed.last
    cited = f" {printed.first.label}" if printed.first.certain else f" [{printed.first.label}]"
    expect(page.locator(f"{DIALOG} .forms .text").first).to_contain_text(f",{cited}{after.format(label)}, {link}.")


def test_a_note_below_a_page_is_cited_by_the_mark_that_it_has_there(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}notes/02/#note2")
    page.locator("#note2 .backlink").evaluate(
        """(link) => link.after(
             Object.assign(document.createElement("span"), { className: "note-mark not-text", textContent: "(*)" }))"""
    )
    page.locator("#note1").hover()
    page.locator("#note2").hover()
    page.get_by_role("button", name="Cite note 2", exact=True).click()
    page.get_by_label("Style or format").select_option("mla")
    expect(page.locator(f"{DIALOG} .forms .text").first).to_have_text(re.compile(r"^\(Ainslie \[?\d+\]?n\*\)$"))


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("chicago", "(London: Merrow, 1987), chap. 1, para. 3, "),
        ("mla", "(Ainslie, ch. 1, par. 3)"),
        ("apa", "(Ainslie, 1987, Chapter 1, para. 3)"),
        ("BibTeX", "; chap. 1, para. 3},"),
        ("RIS", "; chap. 1, para. 3\n"),
        ("CSL-JSON", '; chap. 1, para. 3"'),
    ],
)
def test_a_passage_without_a_printed_page_is_cited_by_chapter_and_paragraph(
    page: Page, site_url: str, site_folder: Path, form: str, text: str
) -> None:
    site = published(page, site_url)
    without_pages(page, site_folder)
    page.goto(f"{site}chapters/01/")
    page.evaluate("document.querySelectorAll('article .page-start').forEach((start) => start.remove())")
    page.locator("#p3").hover()
    page.get_by_role("button", name="Cite paragraph 3", exact=True).click()
    page.get_by_label("Style or format").select_option(form)
    shown = page.locator(f"{DIALOG} .forms .text").first
    expect(shown).to_contain_text(text.strip())
    assert text in f"{shown.inner_text()}\n"
    expect(page.locator(f"{DIALOG} #cite-title")).to_have_text("Cite paragraph 3")


def test_a_note_without_a_printed_page_is_cited_by_its_number_in_the_chapter(
    page: Page, site_url: str, site_folder: Path
) -> None:
    """Each page may have a note with the mark `1`."""
    without_pages(page, site_folder)
    page.goto(f"{site_url}notes/02/")
    where = page.evaluate(
        """async () => {
          const range = document.createRange()
          range.selectNodeContents(document.querySelector("#note3"))
          return editionCitation.where(range, await editionCitation.data(), "note3", "1")
        }"""
    )
    assert where[-1] == ["note", "3"]


def test_words_over_two_paragraphs_without_a_page_are_cited_by_both(
    page: Page, site_url: str, site_folder: Path
) -> None:
    without_pages(page, site_folder)
    page.goto(f"{site_url}chapters/01/")
    where = page.evaluate(
        """async () => {
          document.querySelectorAll("article .page-start").forEach((start) => start.remove())
          const range = document.createRange()
          range.setStart(document.querySelector("#p3"), 1)
          range.setEndAfter(document.querySelector("#p4"))
          return editionCitation.where(range, await editionCitation.data(), "p3")
        }"""
    )
    assert where == [["chapter", "1"], ["paragraphs", "3–4"]]


def without_pages(page: Page, site_folder: Path) -> None:
    """Cite the first chapter and the notes of the second as those of a book without printed pages."""
    data = json.loads((site_folder / "citations.json").read_text("utf-8"))
    places = {"chapters/01/": [["chapter", "1"]], "notes/02/": [["chapter", "2"]]}
    data |= {"begins": {}, "places": places}
    page.route("**/citations.json", lambda route: route.fulfill(json=data))


@pytest.mark.parametrize(("ident", "pages"), [("e0013", " 4"), ("e0003", " ix"), ("e0001", "")])
def test_an_emendation_is_cited_by_itself_and_the_page_that_it_is_on(
    page: Page, site_url: str, ident: str, pages: str
) -> None:
    """It is the editors’, and each has its own entry in a reference manager."""
    cite(page, f"{site_url}emendations/#{ident}", f"Cite emendation {ident}")
    form = page.get_by_label("Style or format")
    form.select_option("mla")
    title = f"Emendation {ident}"
    expect(page.locator(f"{DIALOG} .forms .text").first).to_have_text(f"(“{title}”{pages})")
    listed = page.locator(f"{DIALOG} .forms .text").nth(1)
    expect(listed).to_contain_text("by Harriet Ainslie, digital ed., version 1.2.0, 2026")
    expect(listed).not_to_contain_text("Merrow")  # who published the book, but not its emendations
    form.select_option("CSL-JSON")
    (item,) = json.loads(page.locator(f"{DIALOG} pre").inner_text())
    assert (item["type"], item["title"], item.get("page", "")) == ("chapter", title, pages.strip())
    assert item["id"] == f"ainslie1987-emendations-{ident}"
    assert "author" not in item
    assert item["container-author"] == [{"family": "Ainslie", "given": "Harriet"}]
    assert (item["issued"]["date-parts"], "publisher" in item) == ([[2026]], False)
    expect(page.locator(DIALOG)).to_contain_text(f"emendations/#{ident}")


def test_a_table_of_the_editors_is_no_passage_and_raises_no_error(page: Page, site_url: str) -> None:
    """The open questions of an edition stand in such a table beside the register."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{site_url}emendations/")
    page.locator("article").evaluate(
        """(article) => { article.insertAdjacentHTML("beforeend",
             '<div class="table-wrapper"><table id="questions"><tr><td>Open</td></tr></table></div>') }"""
    )
    page.locator("#questions td").hover()
    expect(page.locator(".cite-passage")).to_have_count(0)
    assert errors == []


def test_every_passage_has_the_pages_that_the_engine_knows(page: Page, site_url: str, made: Edition) -> None:
    found = expected = 0
    for part in made.parts:
        if part.kind is PartKind.NOTES:
            continue
        page.goto(site_url + part.address)
        known = extents(made, part)
        said = page.evaluate(
            """async (idents) => {
              const { begins } = await editionCitation.data()
              return idents.map((ident) => {
                const range = document.createRange()
                range.selectNodeContents(document.getElementById(ident))
                const words = editionCitation.trimmed(range)
                const pages = words && editionCitation.pages(words, begins[editionCitation.path()])
                return pages && [pages.first, pages.last].map(({ page, inferred }) => [page, !inferred])
              })
            }""",
            blocks(part),
        )
        for ident, pages in zip(blocks(part), said, strict=True):
            assert pages == as_list(known.get(ident)), f"{part.address}#{ident}"
            found += bool(pages)
            expected += ident in known
    assert found == expected > 40


def as_list(extent: Extent | None) -> list[list[object]] | None:
    return extent and [[start.label, start.certain] for start in (extent.first, extent.last)]  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("form", "first", "last", "cited"),
    [
        ("chicago", "71", "72", "71–72"),
        ("chicago", "100", "104", "100–104"),
        ("chicago", "107", "108", "107–8"),
        ("chicago", "157", "158", "157–58"),
        ("chicago", "199", "201", "199–201"),
        ("minimal-two", "103", "104", "103–04"),
        ("minimal-two", "157", "158", "157–58"),
        ("expanded", "157", "158", "157–158"),
        ("chicago", "xvii", "xviii", "xvii–xviii"),
        ("chicago", "[231]", "[232]", "[231–32]"),
        ("chicago", "230", "[231]", "230–[231]"),
        ("chicago", "[231]", "[231]", "[231]"),
    ],
)
def test_pages_are_shortened_as_the_style_has_it_and_bracketed_where_inferred(
    page: Page, site_url: str, form: str, first: str, last: str, cited: str
) -> None:
    page.goto(f"{site_url}chapters/01/")
    pages = [{"page": text.strip("[]"), "inferred": text.startswith("[")} for text in (first, last)]
    made = page.evaluate(
        "([first, last, form]) => editionCitation.pageRange({ first, last }, form)", [*pages, SHORTENINGS[form]]
    )
    assert made == cited


# Selected words


def sentence(page: Page, ident: str) -> str:
    """The longest run of plain text in a block."""
    text: str = page.evaluate(
        """(ident) => [...document.getElementById(ident).childNodes].filter((node) => node.nodeType === Node.TEXT_NODE)
             .map((node) => node.data).sort((a, b) => b.length - a.length)[0]""",
        ident,
    )
    return text


def test_selected_words_are_cited_whole_with_a_link_that_finds_them(reader: Page, site_url: str) -> None:
    reader.goto(f"{site_url}chapters/01/")
    words = sentence(reader, "p3").split()[2:9]
    select(reader, "p3", " ".join(words)[1:], words[-1])  # begins within a word
    reader.get_by_role("button", name="Cite these words").click()
    dialog = reader.get_by_role("dialog", name="Cite words from paragraph 3, p. 1")
    expect(dialog.locator(".forms .text").first).to_contain_text(f"“{' '.join(words)}” Harriet Ainslie, {TITLE}")
    dialog.get_by_role("button", name="Copy link").click()
    expect(reader.get_by_role("status")).to_have_text("Copied")
    link = copied(reader)
    assert link.startswith(f"{site_url}chapters/01/#p3:~:text=")
    assert unquote(link.split("text=")[1]) == " ".join(words)


def test_the_shortcut_does_the_same(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chapters/01/")
    words = sentence(page, "p3").split()[2:6]
    select(page, "p3", " ".join(words), words[-1])
    page.keyboard.press("Alt+Shift+C")
    expect(page.get_by_role("dialog", name=re.compile("Cite words from paragraph 3"))).to_be_visible()


def test_without_a_selection_there_is_no_button_for_words(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}chapters/01/")
    words = page.get_by_role("button", name="Cite these words")
    some = sentence(page, "p3").split()[3]
    select(page, "p3", some, some)
    expect(words).to_be_visible()
    select(page, "p3", some, "")
    expect(words).to_be_hidden()


def test_words_over_two_pages_are_cited_by_both_and_on_either_side_by_one(
    page: Page, site_url: str, made: Edition
) -> None:
    part = next(d for d in made.parts if d.address == "chapters/01/")
    over = next(ident for ident, e in extents(made, part).items() if e.first != e.last and ident.startswith("p"))
    printed = extents(made, part)[over]
    page.goto(f"{site_url}chapters/01/")
    cited = page.evaluate(
        """(ident) => {
          const block = document.getElementById(ident)
          const start = block.querySelector(".page-start")
          const of = (set) => {
            const range = document.createRange()
            range.selectNodeContents(block)
            set(range)
            return editionCitation.pageRange(editionCitation.pages(editionCitation.trimmed(range)))
          }
          return [(r) => r, (r) => r.setEndBefore(start), (r) => r.setStartAfter(start)].map(of)
        }""",
        over,
    )
    first, last = printed.first.label, printed.last.label
    assert cited == [f"{first}–{last}", first, last]


def test_words_that_stand_twice_are_told_apart_by_those_before_and_long_ones_by_their_ends(
    page: Page, site_url: str
) -> None:
    page.goto(f"{site_url}chapters/01/")
    directives = page.evaluate(
        """() => {
          document.getElementById("p3").insertAdjacentHTML("afterend",
            "<p id='x'>One well-known lamp, lit by him, burned. Another well-known lamp, lit by her, burned "
            + "through all the long nights of that long and dark and bitter winter until day.</p>"
            + "<p id='y'>The keeper of the light<sup>7</sup> slept. And the keeper of the light<sup>8</sup> woke.</p>"
            + "<p id='z'>The keeper of the light had a lamp of his own, and nobody was to touch it, ever, at all.</p>")
          let text = document.getElementById("x").firstChild
          const of = (from, to) => {
            const range = document.createRange()
            range.setStart(text, from)
            range.setEnd(text, to)
            return editionCitation.directive(range)
          }
          const second = text.data.lastIndexOf("well-known lamp, lit")
          const made = [of(second, second + 20), of(text.data.indexOf("lit by her"), text.data.length)]
          text = document.getElementById("y").childNodes[0]
          made.push(of(text.data.indexOf("light"), text.data.length)) // a browser reads light7
          text = document.getElementById("z").childNodes[0]
          return [...made, of(0, text.data.length)]
        }"""
    )
    assert directives == [
        "text=Another-,well%2Dknown%20lamp%2C%20lit",
        "text=lit%20by%20her%2C%20burned,bitter%20winter%20until%20day.",
        "text=light7",
        "text=The%20keeper%20of%20the%20light%20had,it%2C%20ever%2C%20at%20all.",
    ]


def test_a_browser_finds_the_words_that_the_link_names(page: Page, site_url: str) -> None:
    for ident in ("p4", "p7"):
        page.goto(f"{site_url}chapters/02/")
        directive = page.evaluate(
            """(ident) => {
              const range = document.createRange()
              range.selectNodeContents(document.getElementById(ident))
              return editionCitation.directive(editionCitation.trimmed(range))
            }""",
            ident,
        )
        page.goto("about:blank")
        page.goto(f"{site_url}chapters/02/#:~:{directive}")  # the words alone, without the paragraph's id
        expect(page.locator(f"#{ident}")).to_be_in_viewport()


# Reporting


def test_without_a_receiver_a_report_is_a_text_to_copy(reader: Page, site_url: str) -> None:
    emended = '.emended[data-emendation="e0006"]'
    reader.goto(f"{site_url}chapters/01/")
    ident = reader.locator(f"article p:has({emended})").get_attribute("id")
    assert ident
    cite(reader, f"{site_url}chapters/01/#{ident}", f"Cite paragraph {ident[1:]}")
    reader.get_by_role("button", name=REPORT).click()
    expect(reader.get_by_role("status")).to_contain_text("Copied")
    lines = copied(reader).splitlines()
    assert lines[0].startswith(f"Passage: {site_url}chapters/01/#{ident} (p")
    assert lines[1].startswith("Edition: “")
    assert lines[1].endswith(" …”")
    assert len(lines[1].split()) <= 14
    assert any("witness “bouse” (e0006)" in line for line in lines)
    assert any(re.fullmatch(rf"Witness, whole page: {site_url}witness/page/\w+/", line) for line in lines)


@pytest.mark.parametrize(
    ("to", "fields"),
    [
        ("mailto:editors@example.org", ("subject", "body")),
        ("https://example.org/new?title={title}&body={body}", ("title", "body")),
    ],
)
def test_with_a_receiver_it_is_a_prepared_message(
    page: Page, site_url: str, site_folder: Path, to: str, fields: tuple[str, str]
) -> None:
    data = json.loads((site_folder / "citations.json").read_text("utf-8")) | {"report": to}
    page.route("**/citations.json", lambda route: route.fulfill(json=data))
    cite(page, f"{site_url}chapters/01/#p3", "Cite paragraph 3")
    target = page.get_by_role("link", name=REPORT).get_attribute("href")
    assert target
    assert target.startswith(to.split("{")[0].split("?")[0])
    query = parse_qs(urlsplit(target).query)
    assert query[fields[0]] == ["Error at chapters/01/#p3"]
    assert query[fields[1]][0].startswith(f"Passage: {site_url}chapters/01/#p3 (p. 1)\nEdition: “")


def test_a_published_site_is_cited_by_its_own_address(page: Page, site_url: str, site_folder: Path) -> None:
    data = json.loads((site_folder / "citations.json").read_text("utf-8")) | {"address": "https://example.org/book/"}
    page.route("**/citations.json", lambda route: route.fulfill(json=data))
    cite(page, f"{site_url}chapters/01/#p3", "Cite paragraph 3")
    expect(page.locator(f"{DIALOG} .row .text").first).to_have_text("https://example.org/book/chapters/01/#p3")
    expect(page.locator(f"{DIALOG} .forms .text").last).to_contain_text("https://example.org/book/.")


# Without scripts, and for machines


def test_without_scripts_the_book_can_be_cited_in_each_style_and_downloaded(browser: Browser, site_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}cite/")
    for style in STYLES:
        for text in formatted(BOOK, style):
            expect(page.locator("article table")).to_contain_text(plain(text))
    for kind in ("BibTeX", "RIS", "CSL-JSON"):
        link = page.get_by_role("link", name=kind).get_attribute("href")
        assert link
        assert page.request.get(f"{site_url}cite/{link}").ok
    context.close()


def _head(site_folder: Path, path: str) -> tuple[dict[str, str], dict[str, Any]]:
    """The named tags of a page and what it says of itself by schema.org."""
    file = site_folder / path if path.endswith(".html") else site_folder / path / "index.html"
    tree = html.parse(str(file), parser=html.HTMLParser(encoding="utf-8"))
    (data,) = tree.xpath("//script[@type='application/ld+json']/text()")
    return {tag.get("name"): tag.get("content") for tag in tree.xpath("/html/head/meta[@name]")}, json.loads(data)


def test_the_home_page_is_the_book(site_folder: Path) -> None:
    meta, linked = _head(site_folder, "")
    assert meta["citation_title"] == meta["DC.title"] == TITLE
    assert (meta["citation_author"], meta["DC.type"]) == ("Ainslie, Harriet", "book")
    assert (linked["@type"], linked["name"], linked["author"]["familyName"]) == ("Book", TITLE, "Ainslie")


def test_a_chapter_is_a_part_of_the_book_with_its_pages_in_the_head(site_folder: Path) -> None:
    meta, linked = _head(site_folder, "chapters/02/")
    assert meta["citation_title"] == meta["DC.title"] != TITLE
    assert (meta["citation_inbook_title"], meta["citation_author"]) == (TITLE, "Ainslie, Harriet")
    assert "DC.type" not in meta  # Zotero would take the page for the whole book
    book = linked["isPartOf"]
    assert (linked["@type"], book["@type"], book["name"]) == ("Chapter", "Book", TITLE)
    assert linked["pagination"] == f"{meta['citation_firstpage']}–{meta['citation_lastpage']}"


@pytest.mark.parametrize("path", ["people/", "cite/"])
def test_a_page_of_the_editors_is_a_web_page_about_the_book(site_folder: Path, path: str) -> None:
    meta, linked = _head(site_folder, path)
    assert (meta["DC.type"], meta["DC.relation"]) == ("webpage", TITLE)
    assert "citation_title" not in meta
    assert (linked["@type"], linked["about"]["name"]) == ("WebPage", TITLE)


def test_the_browser_has_the_pages_that_the_data_have(page: Page, site_url: str) -> None:
    """The two ways of filling in a template, on every range that can come out differently."""
    labels = ["3", "10", "57", "99", "100", "104", "107", "108", "157", "158", "199", "1496", "1504", "xvii", "xviii"]
    printed = [
        Extent(PageStart(first, a), PageStart(last, b))
        for first, last in [*combinations(labels, 2), ("57", "57")]
        for a, b in product([True, False], repeat=2)
        if first != last or a == b
    ]
    forms = list(SHORTENINGS.values())
    sent = [[[mark.label, not mark.certain] for mark in (each.first, each.last)] for each in printed]
    page.goto(site_url + "chapters/02/")
    said = page.evaluate(
        """([printed, forms]) => {
          const page = ([page, inferred]) => ({ page, inferred })
          const { pageRange } = window.editionCitation
          return printed.map(([first, last]) =>
            forms.map((form) => pageRange({ first: page(first), last: page(last) }, form)))
        }""",
        [sent, forms],
    )
    assert said == [[page_range(each, form) for form in forms] for each in printed]


# A copy of one's own


def test_the_address_of_ones_own_machine_is_in_no_citation(page: Page, site_url: str) -> None:
    cite(page, f"{site_url}chapters/01/#p3", "Cite paragraph 3")
    expect(page.locator(f"{DIALOG} .row .text").first).to_have_text(f"{site_url}chapters/01/#p3")
    form = page.get_by_label("Style or format")
    for style in [one.name for one in STYLES]:
        form.select_option(style)
        assert "127.0.0.1" not in page.locator(f"{DIALOG} .forms").inner_text()
        assert ", ." not in page.locator(f"{DIALOG} .forms").inner_text()
    for data in ("BibTeX", "BibLaTeX", "RIS", "CSL-JSON"):
        form.select_option(data)
        shown = page.locator(f"{DIALOG} pre").inner_text()
        assert "127.0.0.1" not in shown
        assert not re.search(r"^(UR  - *|\turl = \{\},)$", shown, re.M)


# Copying


def copy(page: Page, first: str, last: str) -> tuple[str, str]:
    """Copy from the beginning of one element to the end of another: plain and rich text of the clipboard."""
    page.evaluate(
        """([first, last]) => {
          const range = document.createRange()
          range.setStart(document.querySelector(first), 0)
          range.setEnd(document.querySelector(last), document.querySelector(last).childNodes.length)
          getSelection().removeAllRanges()
          getSelection().addRange(range)
        }""",
        [first, last],
    )
    page.keyboard.press("Control+c")
    rich: str = page.evaluate(
        "async () => await (await (await navigator.clipboard.read())[0].getType('text/html')).text()"
    )
    return copied(page), rich


def test_copied_text_has_no_note_numbers_no_buttons_and_no_links(reader: Page, site_url: str) -> None:
    reader.goto(f"{site_url}chapters/01/")
    ident = reader.evaluate("document.querySelector('article p:has(.note-call)').id")
    reader.locator(f"#{ident}").hover()
    expect(reader.get_by_role("button", name=f"Cite paragraph {ident[1:]}", exact=True)).to_be_attached()
    text, rich = copy(reader, f"#{ident}", f"#{ident}")
    assert not re.search(r"[a-z.,’]\d+(?:\s|$)", text)
    assert "¶" not in text
    words = reader.evaluate(
        """ident => {
          const copy = document.getElementById(ident).cloneNode(true)
          for (const one of copy.querySelectorAll(".note-call, .page-start, .paragraph-number, button")) one.remove()
          return copy.textContent.replace(/\\s+/g, " ").trim()
        }""",
        ident,
    )
    assert re.sub(r"\s+", " ", text) == words
    assert not re.search(r"<(sup|a|button|span)\b", rich)


def test_copied_blocks_are_paragraphs_and_italics_stay_in_rich_text(reader: Page, site_url: str) -> None:
    reader.goto(f"{site_url}chapters/01/")
    reader.evaluate("document.querySelector('#p2').insertAdjacentHTML('beforeend', ' <em>salt</em>')")
    text, rich = copy(reader, "#p1", "#p2")
    assert len(re.split(r"\n{2,}", text)) >= 2
    assert "<em>salt</em>" in rich


def test_copied_rows_and_notes_keep_their_table_and_numbers_in_rich_text(reader: Page, site_url: str) -> None:
    """A word processor reads rows outside a table as one run of words, and counts the items of a list from 1."""
    reader.goto(f"{site_url}chronology/")
    row = reader.evaluate("document.querySelector('table.chronology tr:has(th[scope=row])').id")
    text, rich = copy(reader, f"[id='{row}'] th", f"[id='{row}'] td")
    assert text.count("\t") == 1
    assert re.fullmatch(r"<table><tbody><tr><th>[^<]+</th><td>[^<]+</td></tr></tbody></table>", rich)
    reader.goto(f"{site_url}notes/02/")
    _, rich = copy(reader, "#note2", "#note3")
    assert re.findall(r"<li[^>]*>", rich) == ['<li value="2">', '<li value="3">']


def test_an_empty_first_cell_of_copied_rows_stays(reader: Page, site_url: str) -> None:
    """The heading of each column was copied above the column to its left."""
    reader.goto(f"{site_url}chapters/01/")
    rows = "<tr><td></td><th>Tons</th></tr><tr><th>Salt</th><td>12</td></tr>"
    reader.evaluate(
        "rows => document.querySelector('#p1').insertAdjacentHTML('afterend', `<table id=salt>${rows}</table>`)", rows
    )
    text, _ = copy(reader, "#salt", "#salt")
    assert [line.split("\t") for line in text.splitlines()] == [["", "Tons"], ["Salt", "12"]]


def test_copied_headings_and_sources_of_quotations_are_paragraphs_of_their_own(reader: Page, site_url: str) -> None:
    reader.goto(f"{site_url}chapters/02/")
    source = reader.locator("article blockquote > cite").nth(1).inner_text()
    heading = reader.locator("article h2").first.inner_text()
    text, _ = copy(reader, "article blockquote", "article h2 ~ p")
    paragraphs = text.split("\n\n")
    assert source in paragraphs
    assert heading in paragraphs


def test_the_source_follows_copied_text_if_the_reader_wants_it(reader: Page, site_url: str) -> None:
    cite(reader, f"{site_url}chapters/01/#p3", "Cite paragraph 3")
    reader.get_by_label("Add the source to copied text").check()
    reader.reload()
    reader.evaluate("editionCitation.data().then(() => null)")  # what the source is made of
    text, _ = copy(reader, "#p3", "#p3")
    assert text.splitlines()[-1].startswith("Harriet Ainslie, The Lamp and the Ledger")
    assert "127.0.0.1" not in text
