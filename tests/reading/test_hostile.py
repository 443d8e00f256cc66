"""A site of which every word is an attack (`hostile`) is read through, and nothing of it acts."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest
from lxml import etree
from playwright.sync_api import Browser, Dialog, Page, expect

import hostile
from browsing import PATIENCE, served
from places import REPOSITORY

MADE = """() => {
    const wrong = []
    for (const element of document.querySelectorAll("*")) {
        const says = (what) => wrong.push(`${what}: ${element.outerHTML.slice(0, 200)}`)
        if (element.localName === "made-here" || "made" in element.dataset) says("made by an attack")
        if (["iframe", "object", "embed", "base"].includes(element.localName)) says("no element of ours")
        const markedUp = ["strong", "em", "code"].includes(element.localName)
        if (markedUp && /^Zq\\d+q$/.test(element.textContent)) says("Markdown")
        for (const { name, value } of element.attributes) {
            if (name.startsWith("on")) says("an event handler")
            if (/^\\s*(javascript|vbscript):/i.test(value)) says("a link that is a script")
            if (["href", "src", "action"].includes(name) && value.includes("evil.example")) says("a link")
        }
    }
    return wrong
}"""
TEXT = "() => document.documentElement.textContent"
CARDS = "article a.name, article .note-call a, article .emended, article time, svg a, article .paragraph-number"


@dataclass
class Watched:
    """A page of a browser, and what went wrong in it."""

    page: Page
    url: str
    alarms: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        page, alarm = self.page, self.alarms.append
        page.on("dialog", self._dialog)
        page.on("pageerror", lambda error: alarm(f"an error: {error}"))
        page.on("console", lambda said: alarm(f"console: {said.text}") if said.type in ("error", "warning") else None)
        page.on("request", lambda asked: None if asked.url.startswith(self.ours) else alarm(f"asked {asked.url}"))
        page.on("response", lambda got: alarm(f"{got.status}: {got.url}") if got.status >= 400 else None)
        page.on("popup", lambda other: alarm(f"a window: {other.url}"))

    @property
    def ours(self) -> tuple[str, ...]:
        return self.url, "data:", "blob:"

    def _dialog(self, dialog: Dialog) -> None:
        self.alarms.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def look(self, where: str) -> None:
        """Fail where the page as it stands has anything made by an attack, or something went wrong."""
        assert [*self.alarms, *self.page.evaluate(MADE)] == [], where


@dataclass(frozen=True)
class Site:
    folder: Path
    attacks: list[str]

    @property
    def pages(self) -> list[str]:
        return sorted(file.relative_to(self.folder).as_posix() for file in self.folder.rglob("*.html"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("hostile")
    attacks = hostile.edition(folder)
    command = [sys.executable, str(REPOSITORY / "scripts" / "build.py"), "site", "--accept", str(folder)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return Site(folder / "build" / "site", attacks)


@pytest.fixture(scope="module")
def url(site: Site) -> Iterator[str]:
    with served(site.folder) as address:
        yield address


@pytest.fixture
def watched(browser: Browser, url: str) -> Iterator[Watched]:
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    yield Watched(context.new_page(), url)
    context.close()


def squeezed(text: str) -> str:
    """Text without white space and quotation marks, which the edition brings to one style, and with the dash that two
    hyphens are in a bibliography."""
    return "".join(c for c in text.replace("--", "–") if not c.isspace() and c not in "'‘’\"“”")


def test_every_page_shows_the_attacks_as_text(watched: Watched, site: Site) -> None:
    assert len(site.pages) > 15
    shown = ""
    for name in site.pages:
        watched.page.goto(watched.url + name)
        watched.look(name)
        shown += squeezed(watched.page.evaluate(TEXT))
    unseen = [attack for attack in site.attacks if squeezed(attack) not in shown]
    assert unseen == []


def test_cards_and_marks_show_the_attacks_as_text(watched: Watched, site: Site) -> None:
    page = watched.page
    page.goto(f"{watched.url}chapters/01/")
    page.locator('article a.name[data-name="people/n0"]').first.hover()
    expect(page.locator("#name-card")).to_contain_text("Zname <script>alert('Zw1q')</script>")
    watched.look("the card at a name")
    page.keyboard.press("e")
    page.locator(".emended[data-emendation=e0001]").hover()
    expect(page.locator("#edition-card")).to_contain_text("<img src=x data-made onerror=alert(")
    watched.look("the card at an emendation")


def test_nothing_that_can_be_pointed_at_acts(watched: Watched, site: Site) -> None:
    opened = 0
    for name in site.pages:
        watched.page.goto(watched.url + name)
        for target in watched.page.locator(CARDS).all()[:20]:
            if target.is_visible():
                target.hover(force=True)
                opened += 1
        watched.look(name)
    assert opened > 50


@pytest.mark.parametrize("attack", ["<made-here onclick=alert(1)>", '"><img data-made src=x onerror=x()>', "Zq9q"])
def test_a_search_for_an_attack_is_one_for_its_words(watched: Watched, attack: str) -> None:
    page = watched.page
    page.goto(f"{watched.url}search/?q={quote(attack)}")
    expect(page.locator(".search-list, .search-status").first).to_be_visible()
    watched.look(attack)


def test_what_can_be_taken_along_is_well_formed(site: Site) -> None:
    kinds = set()
    for file in site.folder.rglob("*"):
        kinds.add(file.suffix)
        match file.suffix:
            case ".json":
                json.loads(file.read_text("utf-8"))
            case ".xml" | ".svg":
                etree.parse(str(file))
            case ".epub":
                with zipfile.ZipFile(file) as book:
                    for name in book.namelist():
                        if name.endswith((".xhtml", ".opf", ".xml")):
                            etree.fromstring(book.read(name))
    assert {".json", ".xml", ".epub"} <= kinds
