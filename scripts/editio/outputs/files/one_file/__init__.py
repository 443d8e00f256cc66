"""The whole edition as one page of HTML that needs no other file: to send, to keep, to read anywhere.

It has the same leaves as EPUB and PDF, with the ids of PDF and TEI (`chapters-04-p12`). Style sheet, script and
typeface are in the page itself; its Content-Security-Policy allows nothing else. Without its script a note call is a
plain link to its note. Begin reading at `page`.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Container
from hashlib import sha256
from itertools import groupby
from pathlib import Path

from lxml import etree
from markupsafe import Markup

from editio.edition import Built
from editio.inputs.registers import Apparatus
from editio.outputs import archive, book, templates
from editio.outputs.book import XHTML, Leaf
from editio.outputs.files import epub, style_of
from editio.outputs.places import identifier
from editio.system.resources import THEME, shipped

_HERE = Path(__file__).parent
_FONTS = THEME / "fonts"
_FACE = re.compile(r'url\("([\w-]+\.woff2)"\)')
_NUMBER = re.compile(r"-p(\d+)$")
_LINK, _SPAN = f"{{{XHTML}}}a", f"{{{XHTML}}}span"
_HOLDERS = tuple(f"{{{XHTML}}}{name}" for name in ("p", "blockquote", "div", "aside"))  # blocks that may hold one
_ELSE = {
    "default-src": "'none'",
    "font-src": "data:",
    "img-src": "data:",
    "base-uri": "'none'",
    "form-action": "'none'",
}


def page(built: Built, apparatus: Apparatus, leaves: tuple[Leaf, ...]) -> bytes:
    """The page's bytes."""
    found = templates.environment(_HERE)
    settings = apparatus.settings
    style = _with_faces(style_of(_HERE))
    script = shipped((_HERE / "notes.js").read_text("utf-8"))
    targets = {leaf.address for leaf in leaves}
    text: str = found.get_template("book.html").render(
        settings=settings,
        book=settings.book,
        source=epub.source(settings),
        made=archive.modified(settings).strftime("%Y-%m-%d"),
        policy=policy(style, script),
        style=Markup(style),
        script=Markup(script),
        groups=[(name, list(members)) for name, members in groupby(leaves, key=lambda leaf: leaf.group)],
        identifier=identifier,
        pages=book.page_addresses(built.edition, leaves),
        inferred=_inferred(built),
        emended=bool(apparatus.readings),
        bodies=[book.as_html(_with_numbers(leaf, targets)) for leaf in leaves],
    )
    return text.encode()


def policy(style: str, script: str) -> str:
    """The Content-Security-Policy: nothing is loaded, and only this style sheet and this script hold."""
    ours = {"style-src": style, "script-src": script}
    allowed = _ELSE | {name: f"'sha256-{b64encode(sha256(t.encode()).digest()).decode()}'" for name, t in ours.items()}
    return "; ".join(f"{name} {sources}" for name, sources in allowed.items())


def _with_faces(style: str) -> str:
    """The style sheet with its fonts in it."""

    def face(url: re.Match[str]) -> str:
        return f'url("data:font/woff2;base64,{b64encode((_FONTS / url[1]).read_bytes()).decode()}")'

    return _FACE.sub(face, style)


def _with_numbers(leaf: Leaf, targets: Container[str]) -> etree._Element:
    """The leaf's section, each paragraph and each start of a printed page with an empty link to itself, which the
    style sheet shows as its number. A page's role allows no link within it, so it goes to an element beside."""
    body = book.joined(leaf, targets)
    for block in body.iter(*_HOLDERS):
        if number := _NUMBER.search(block.get("id", "")):
            link = _link(block, f"Paragraph {number[1]}", {"class": "paragraph-number", "data-n": number[1]})
            link.tail, block.text = block.text, None
            block.insert(0, link)
    for start in body.iter(_SPAN):
        if label := start.get("data-page"):
            start.attrib.pop("role", "")
            start.attrib.pop("aria-label", "")
            start.append(etree.Element(_SPAN, {"role": "doc-pagebreak", "title": label}))
            start.append(_link(start, f"Printed page {label}", {"data-page": label}))
    return body


def _link(to: etree._Element, name: str, attributes: dict[str, str]) -> etree._Element:
    return etree.Element(_LINK, {"href": f"#{to.get('id')}", "aria-label": name} | attributes)


def _inferred(built: Built) -> frozenset[str]:
    """The labels of the pages whose numbers are inferred."""
    return frozenset(page.label for page in built.edition.pagination.pages if page.label and not page.certain)
