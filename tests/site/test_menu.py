"""The menu: each open list in it has a name of its own."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import Environment, FileSystemLoader
from lxml import html

from places import REPOSITORY

Item = SimpleNamespace


def page(title: str, *, index: bool = False) -> Item:
    return Item(title=title, url="#", children=None, active=False, is_index=index)


def group(title: str, *children: Item) -> Item:
    """An open group whose name leads to its first page."""
    return Item(title=title, url=None, children=[page(title, index=True), *children], active=True)


def menu(*items: Item) -> html.HtmlElement:
    material = find_spec("material")
    assert material is not None
    assert material.origin is not None
    folders = [REPOSITORY / "theme/overrides", Path(material.origin).parent / "templates"]
    templates = Environment(loader=FileSystemLoader(folders), autoescape=False)
    templates.filters["url"] = str
    text = templates.get_template("partials/nav.html").render(
        nav=Item(items=[page("Home"), *items], homepage=page("Home")),
        lang=Item(t=str),
        config=Item(site_name="Salt", extra={}, theme=Item(logo=None, icon=Item(logo=None))),
        features=["navigation.indexes", "navigation.prune"],
        page=None,
    )
    return html.fromstring(text)


@pytest.mark.parametrize("title", ["Tolls &amp; Mules", "The “Salt”", 'The "Salt"'])
def test_an_open_group_within_an_open_group_has_its_own_name(title: str) -> None:
    found = menu(group("Front matter"), group("Chapters", page("I"), group(title, page("II"))))
    within = html.fromstring(f"<p>{title}</p>").text
    names = [element.get("aria-label") for element in found.xpath("descendant-or-self::nav")]
    assert names == ["nav", "Front matter", "Chapters", within]
    assert found.xpath("//*[@aria-labelledby]") == []
