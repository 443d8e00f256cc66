"""Elements of HTML made in code, for running text: thousands on a page, each a few characters long.

A template would be called once for every word that has a link, so running text has this builder instead; whole pages
have templates (`editio.outputs.templates`). Content has the type Markup, so a type checker finds text that nobody has
escaped. Begin reading at `element`.
"""

from __future__ import annotations

import markupsafe
from markupsafe import Markup

from editio.model.kinds import SpanRole
from editio.outputs.escaping import escape

NOTHING = Markup()
TITLE_CLASSES = {SpanRole.NUMBER: "chapter-number", SpanRole.TITLE: "title", SpanRole.SUMMARY: "summary"}


def element(name: str, content: Markup = NOTHING, **attributes: str | None) -> Markup:
    """An element. In the name of an attribute a low line is a hyphen, except at its end (`class_`). A value is escaped
    unless it is Markup (`escaping.attribute`); an attribute that is None is left out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{markupsafe.escape(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Markup(f"<{name}{written}>{content}</{name}>")


def lines(*found: Markup) -> Markup:
    """Markup on lines of its own."""
    return Markup("\n".join(found))


def table_wrapper(table: Markup, label: str, kind: str = "") -> Markup:
    """A table that is wider than the page is moved within this region, by keys too; `label` names it to screen
    readers."""
    inside = lines(NOTHING, table.strip("\n"), NOTHING)
    return element(
        "div", inside, class_=f"table-wrapper {kind}".rstrip(), tabindex="0", role="region", aria_label=label
    )


def deleted(reading: str) -> Markup:
    """Text of the witness that the edition does not have; the style sheet makes blanks visible."""
    return element("del", escape(reading), class_=None if reading.strip() else "blank") if reading else NOTHING


def inserted(edited: str) -> Markup:
    """Text of the edition that the witness does not have."""
    return element("ins", escape(edited), class_=None if edited.strip() else "blank") if edited else NOTHING
