"""The addresses of the edition, as DESIGN promises them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from editio.model import addresses
from editio.model.kinds import NameKind, PartKind
from places import REPOSITORY


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (addresses.part(PartKind.CHAPTER, 4), "chapters/04/"),
        (addresses.part(PartKind.APPENDIX, 3), "appendices/3/"),
        (addresses.part(PartKind.FRONT, 1), "front/1/"),
        (addresses.part(PartKind.NOTES, 4), "notes/04/"),
        (addresses.part(PartKind.CHRONOLOGY, 1), "chronology/"),
        (addresses.part(PartKind.CHRONOLOGY, 2), "chronology/2/"),
        (addresses.note(4, 57), "notes/04/#note57"),
        (addresses.notes(1, PartKind.FRONT), "notes/front/1/"),
        (addresses.at(addresses.chapter(4), addresses.call_id(57)), "chapters/04/#call57"),
        (addresses.call_id(57, again=True), "call57-again"),
        (addresses.at(addresses.chapter(4), addresses.page_id("xii")), "chapters/04/#pagexii"),
        (addresses.witness_page("57"), "witness/page/57/"),
        (addresses.emendation("e0123"), "emendations/#e0123"),
        (addresses.emendation("r0001", 2), "emendations/#r0001-2"),
        (addresses.article_id("2"), "art2"),
        (addresses.name(NameKind.PERSON, "litvinov"), "people/litvinov"),
        (addresses.entry("people/litvinov"), "people/#litvinov"),
        *((addresses.index(kind), f"{kind}s/") for kind in NameKind if kind is not NameKind.PERSON),
    ],
)
def test_each_thing_has_the_address_that_is_promised(written: str, address: str) -> None:
    assert written == address


ENGINE = REPOSITORY / "scripts" / "editio"
ROOMS = [file for room in ("stages", "outputs", "site") for file in sorted((ENGINE / room).rglob("*.py"))]
PAGES = {value for name, value in vars(addresses).items() if name.isupper() and isinstance(value, str)}
FOLDERS = "|".join({re.escape(page.partition("/")[0]) for page in (*PAGES, *map(addresses.index, NameKind))})


def literals(module: Path) -> Iterator[str]:
    """The texts that a module writes, without docstrings; of a formatted one, the parts between its values."""
    tree = ast.parse(module.read_text("utf-8"))
    apart = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in apart:
            yield node.value


def test_no_other_module_writes_an_address() -> None:
    form = re.compile(rf"(?:[./]*|.*href=\"[./{{}}]*)(?:{FOLDERS})/(?!references\.bib)|.*#(?:note|call|page)$")
    found = [(module.name, text) for module in ROOMS for text in literals(module) if form.match(text)]
    assert found == []


def test_the_templates_of_the_theme_write_no_address() -> None:
    form = re.compile(rf"""["'](?:{FOLDERS})/""")
    templates = (REPOSITORY / "theme" / "overrides").rglob("*.html")
    assert [template.name for template in templates if form.search(template.read_text("utf-8"))] == []


def test_the_scripts_know_no_address_that_the_edition_does_not_have() -> None:
    """They run without the engine, so they write the beginnings of some addresses themselves."""
    begun = (*PAGES, *map(addresses.index, NameKind))
    scripts = sorted((REPOSITORY / "theme" / "javascripts").glob("*.js"))
    written = {
        text
        for script in scripts
        for text in re.findall(rf"""[`"']((?:{FOLDERS})/[a-z/-]*)""", script.read_text("utf-8"))
    }
    assert {"emendations/", "witness/page/"} <= written
    assert [text for text in written if not text.startswith(begun)] == []
