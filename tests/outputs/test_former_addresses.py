"""A page that is gone altogether leaves one in its place, and every address of it is answered."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from editio.inputs.registers import Anchor, Apparatus, Site
from editio.outputs.pages import former_addresses
from editio.outputs.pages.markdown import Page
from editio.site import integrity
from printing import SETTINGS, apparatus

GONE = (
    Anchor(file="anchors.tsv", row=2, page="sketches/", id="skarholm", now="places/#skarholm"),
    Anchor(file="anchors.tsv", row=3, page="sketches/", id="merrow", now="places/#merrow"),
)
WHOLE = Anchor(file="anchors.tsv", row=4, page="sketches/", id="title", now="works/")


def redirect(*anchors: Anchor, of: Apparatus | None = None) -> html.HtmlElement:
    (file,) = former_addresses.redirects([], (of or apparatus()).model_copy(update={"anchors": anchors}))
    assert file.path == "sketches/index.html"
    return html.fromstring(file.content.decode())


def test_the_page_leads_to_where_its_title_does_or_to_the_page_of_its_first_anchor() -> None:
    refresh = "//meta[@http-equiv='refresh']/@content"
    assert redirect(*GONE).xpath(refresh) == ["0; url=../places/"]
    assert redirect(*GONE, WHOLE).xpath(refresh) == ["0; url=../works/"]


def test_each_of_its_addresses_has_a_link_to_where_it_is_now() -> None:
    page = redirect(*GONE)
    assert [(li.get("id"), li.find("a").get("href")) for li in page.iter("li")] == [
        ("skarholm", "../places/#skarholm"),
        ("merrow", "../places/#merrow"),
    ]


def test_search_engines_are_told_the_address_of_the_page_that_is() -> None:
    assert redirect(*GONE).xpath("//link[@rel='canonical']/@href") == ["../places/"]
    published = SETTINGS.model_copy(update={"site": Site(version="1.0.0", address="https://example.org/book/")})
    page = redirect(*GONE, of=apparatus().model_copy(update={"settings": published}))
    assert page.xpath("//link[@rel='canonical']/@href") == ["https://example.org/book/places/"]


@pytest.mark.parametrize("cleared", [True, False])
def test_it_asks_not_to_be_indexed_while_the_rights_are_not_cleared(cleared: bool) -> None:
    rights = SETTINGS.rights.model_copy(update={"cleared": cleared})
    of = apparatus().model_copy(update={"settings": SETTINGS.model_copy(update={"rights": rights})})
    assert bool(redirect(*GONE, of=of).xpath("//meta[@name='robots']")) is not cleared


def test_a_page_that_is_there_gets_none() -> None:
    of = apparatus().model_copy(update={"anchors": GONE})
    assert former_addresses.redirects([Page("sketches/index.md", "Sketches", "")], of) == []


def test_a_folder_of_pages_without_a_page_leads_to_their_list() -> None:
    pages = [Page("witness/page/7/index.md", "Page 7", ""), Page("parts/1/index.md", "Part 1", "")]
    found = {
        file.path: html.fromstring(file.content.decode()) for file in former_addresses.redirects(pages, apparatus())
    }
    leads = {path: page.xpath("//main//a/@href") for path, page in found.items()}
    assert leads == {"witness/page/index.html": ["../../witness/"], "parts/index.html": ["../contents/"]}
    assert former_addresses.redirects([], apparatus()) == []


@pytest.mark.parametrize("of_the_book", [True, False])
def test_the_folder_of_a_missing_chronology_leads_to_the_days(of_the_book: bool) -> None:
    paths = ["chronology/day-by-day/index.md", *(["chronology/index.md"] if of_the_book else [])]
    found = former_addresses.redirects([Page(path, "", "") for path in paths], apparatus())
    assert [file.path for file in found] == ([] if of_the_book else ["chronology/index.html"])
    assert of_the_book or b'href="../chronology/day-by-day/"' in found[0].content


def test_with_it_no_published_address_has_vanished(tmp_path: Path) -> None:
    (file,) = former_addresses.redirects([], apparatus().model_copy(update={"anchors": GONE}))
    for path, content in ((file.path, file.content), ("places/index.html", b'<p id="skarholm"><p id="merrow">')):
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_bytes(content)
    (tmp_path / "javascripts").mkdir()
    (tmp_path / "javascripts" / "moved.js").touch()
    assert integrity.faults(tmp_path, GONE) == []
