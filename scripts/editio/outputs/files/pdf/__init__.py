"""The edition as a PDF for print: the leaves of the book, set in pages by Typst.

`layout` gives the edition as data; the template `book.typ` holds the whole layout. Typst checks that the file meets
PDF/UA-1, and needs no system library. Every id of the site is a destination of the PDF, named by its address
(`chapters-04-p12`). The page numbers of the printed book are in the margin. The labels of the PDF's own pages are their
visible numbers; pages before the first leaf have roman labels.

Begin reading at `pdf`.
"""

from __future__ import annotations

import json
from importlib.util import find_spec
from itertools import groupby
from typing import Any, NamedTuple

import langcodes

from editio.edition import Built
from editio.inputs.registers import Apparatus
from editio.model.messages import Message, Refusal
from editio.outputs import archive, book
from editio.outputs.book import XHTML, EpubType, Leaf
from editio.outputs.files import epub
from editio.outputs.files.pdf import nodes
from editio.outputs.places import identifier

_PACKAGES = ("brotli", "fontTools", "pikepdf", "typst")  # from the optional dependencies "pdf" in pyproject.toml


class Made(NamedTuple):
    """The PDF's bytes, and a warning (M811) if no font has some of its characters."""

    content: bytes
    messages: tuple[Message, ...]


def pdf(built: Built, apparatus: Apparatus) -> Made:
    """The PDF and its messages; a Refusal (M804) if a package is missing that only the PDF needs."""
    if missing := [package for package in _PACKAGES if find_spec(package) is None]:
        raise Refusal(Message(0, 0, "M804", ", ".join(missing)))
    from editio.outputs.files.pdf import setting

    data = json.dumps(layout(built, apparatus), ensure_ascii=False)
    content, lacking = setting.set_pages(data, archive.modified(apparatus.settings))
    detail = ", ".join(f"U+{ord(character):04X}" for character in dict.fromkeys(lacking) if not character.isspace())
    return Made(content, (Message(0, 0, "M811", f"{detail}.", "PDF"),) if lacking else ())


def layout(built: Built, apparatus: Apparatus) -> dict[str, Any]:
    """The edition as the template reads it. Leaves of one group follow each other without a new page."""
    settings = apparatus.settings
    language = langcodes.Language.get(settings.book.language)
    leaves = book.leaves(built, apparatus)
    targets = {leaf.address for leaf in leaves}
    bodies = nodes.bodies([book.joined(leaf, targets) for leaf in leaves])
    made = [_leaf(leaf, body) for leaf, body in zip(leaves, bodies, strict=True)]
    groups = [list(members) for _, members in groupby(enumerate(made), key=lambda k: -1 if k[1]["runs-on"] else k[0])]
    return {
        "title": settings.book.title,
        "running": settings.book.running_title,
        "author": settings.book.byline,
        "lang": language.language or "und",
        "region": language.territory,
        "private": not settings.rights.cleared,
        "statement": settings.rights.statement,
        "source": epub.source(settings),
        "version": settings.site.version,
        "made": archive.modified(settings).strftime("%Y-%m-%d"),
        "groups": [[leaf for _, leaf in members] for members in groups],
    }


def _leaf(leaf: Leaf, body: list[Any]) -> dict[str, Any]:
    """A leaf; `heading` is its running head, the title without the number of the chapter."""
    title = next((e for e in leaf.body[0].iter(f"{{{XHTML}}}span") if e.get("class") == "title"), leaf.body[0])
    return {
        "id": identifier(leaf.address),
        "title": leaf.title,
        "heading": book.words(title),
        "runs-on": leaf.kind is EpubType.ENDNOTES,
        "body": body,
    }
