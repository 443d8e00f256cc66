"""What a reader does works in Firefox and WebKit as in Chromium, on a site and in a folder without a server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

import engines
from conftest import lacking
from engines import Engine, Firefox, addresses

ENTER, ESCAPE, TAB = "\ue007", "\ue00c", "\ue004"


@dataclass(frozen=True)
class Site:
    """A site as one engine reads it: from a server, or from the folder of the archive."""

    engine: Engine
    root: str
    in_a_folder: bool

    def go(self, path: str) -> Engine:
        page, mark, rest = path.partition("#")
        page, asks, query = page.partition("?")
        if self.in_a_folder:
            page += "index.html"
        self.engine.go(f"{self.root}{page}{asks}{query}{mark}{rest}")
        return self.engine


@pytest.fixture(scope="module", params=sorted(engines.ENGINES))
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    if absent := engines.missing(request.param):
        lacking("engines", f"{request.param} needs {', '.join(absent)}.")
    with engines.ENGINES[request.param]() as started:
        yield started


@pytest.fixture(scope="module", params=["server", "folder"])
def site(request: pytest.FixtureRequest, engine: Engine, site_url: str, unpacked: str) -> Site:
    folder = request.param == "folder"
    return Site(engine, unpacked if folder else site_url, folder)


@pytest.fixture(autouse=True)
def _nothing_is_said(engine: Engine) -> Iterator[None]:
    engine.complaints()
    yield
    assert engine.complaints() == []


def seen(selector: str) -> str:
    """Whether an element is in the window."""
    return f"""(() => {{
      const found = document.querySelector({selector!r})
      if (!found?.checkVisibility()) return false
      const {{ top, bottom }} = found.getBoundingClientRect()
      return bottom > 0 && top < innerHeight
    }})()"""


def test_an_address_shows_its_passage_and_one_reads_on(site: Site) -> None:
    reader = site.go("chapters/02/#p5")
    reader.wait(seen("#p5:target"))
    assert reader.see("document.querySelector('article h1').textContent")
    reader.press("n")
    reader.wait("location.pathname.includes('chapters/03/')")


def test_the_text_is_in_its_own_face(site: Site) -> None:
    reader = site.go("chapters/02/")
    reader.wait("[...document.fonts].some((face) => /Literata\"?$/.test(face.family) && face.status === 'loaded')")


def test_a_call_shows_its_note_and_leads_to_it(site: Site) -> None:
    reader = site.go("chapters/02/")
    reader.hover("#call1 a")
    reader.wait(seen("#note-card"))
    assert "Note 1" in reader.see("document.querySelector('#note-card').textContent")
    reader.click("#call1 a")
    reader.wait("location.pathname.includes('notes/02/')")
    reader.wait(seen("#note1:target"))


def test_the_field_of_every_page_searches_and_a_result_shows_the_words(site: Site) -> None:
    reader = site.go("chapters/02/")
    reader.press("/")
    reader.write(f"lightning tower{ENTER}")
    reader.wait("location.pathname.includes('search/')")
    reader.wait("document.querySelectorAll('.search-list mark').length")
    reader.click(".search-list .search-where a")
    reader.wait(seen(":target"))
    reader.wait(seen(".search-marked"))


def test_a_passage_is_cited_and_the_focus_comes_back(site: Site) -> None:
    reader = site.go("chapters/02/#p5")
    reader.hover("#p5")
    reader.click(".cite-passage")
    reader.wait("document.querySelector('.cite-dialog[open]')?.textContent.includes('Cite paragraph 5')")
    reader.press(ESCAPE)
    reader.wait("!document.querySelector('.cite-dialog[open]')")
    reader.wait("document.activeElement.matches('article .cite-passage')")


def test_one_goes_to_a_printed_page(site: Site) -> None:
    reader = site.go("chapters/01/")
    reader.press("g")
    reader.wait("document.querySelector('#go-to-page[open]') !== null")
    reader.write(f"5{ENTER}")
    reader.wait("location.hash === '#page5'")
    reader.wait("document.querySelector('#page5:target') !== null")


def test_emendations_are_shown_with_what_the_witness_has(site: Site) -> None:
    reader = site.go("chapters/02/")
    reader.press("e")
    reader.wait("document.documentElement.matches('.show-emendations')")
    reader.hover("article .emended[data-witness]")
    reader.wait(seen("#edition-card"))
    assert "The OCR text has" in reader.see("document.querySelector('#edition-card').textContent")
    reader.press("e")


def test_one_key_goes_through_all_themes(site: Site) -> None:
    reader = site.go("chapters/02/")
    reader.see("localStorage.clear()")
    reader = site.go("chapters/02/")
    for scheme in ("sepia", "slate", "default"):
        reader.press("t")
        reader.wait(f"document.body.dataset.mdColorScheme === '{scheme}'")


def test_the_home_page_leads_back_to_where_one_was(site: Site) -> None:
    reader = site.go("chapters/02/#p5")
    reader.see("localStorage.clear()")  # of the place that a test before was at
    reader.see("document.querySelector('#p9').scrollIntoView()")
    reader.wait("localStorage.getItem('edition.position')")
    reader = site.go("")
    reader.click(".go-on a")
    reader.wait("location.pathname.includes('chapters/02/')")
    reader.wait(seen(":target"))


@pytest.mark.parametrize("crafted", ["?h=#p1", "?h=x#%", "#50%25%"])
def test_a_crafted_link_stops_no_script(site: Site, crafted: str) -> None:
    reader = site.go(f"chapters/02/{crafted}")
    reader.wait("document.querySelector('button.keys') !== null")
    assert reader.see("document.querySelectorAll('.cite-words, .edition-switch').length") == 2


@pytest.mark.parametrize("engine", ["firefox"], indirect=True)
def test_each_printed_sheet_has_a_running_head(site: Site) -> None:
    reader = site.go("chapters/02/")
    assert isinstance(reader, Firefox)
    sheets = reader.sheets()
    assert len(sheets) > 2
    assert all("Sound Commission, 1926-9" in sheet for sheet in sheets)  # in the title its figures are old-style


@pytest.mark.parametrize("engine", ["firefox"], indirect=True)  # for WebKit, test_webkit_console.py
def test_no_page_makes_the_console_speak(site: Site, kinds_of_site: list[str]) -> None:
    told = {}
    for address in addresses(site.root, kinds_of_site):
        site.engine.go(address)
        told[address] = site.engine.complaints()
    assert {address: said for address, said in told.items() if said} == {}
