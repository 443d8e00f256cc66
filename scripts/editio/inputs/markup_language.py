"""XML and HTML from strangers, parsed one page at a time.

Nothing outside the file is read and no entity of its own is expanded: a file that declares entities is refused
(W010), since no OCR format needs them and an *XML bomb* is made of nothing else. What the
XML declaration says about the encoding is believed only if the bytes agree (`editio.inputs.encodings`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BytesIO

from lxml import etree

from editio.inputs import encodings
from editio.model.messages import Message, Refusal

_PROLOG = re.compile(r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>|\s+)", re.DOTALL)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\ufeff?\s*<\?xml[^>]*\?>")
_PROLOG_LENGTH = 100_000


def root(text: str) -> str:
    """The local name of the root element; "" if the text does not begin as XML or HTML does."""
    position = 1 if text.startswith("\ufeff") else 0
    while (found := _PROLOG.match(text, position)) and found.end() > position:
        position = found.end()
    start = _ROOT.match(text, position)
    return start[1] if start else ""


def elements(data: bytes, name: str, tags: Iterable[str], html: bool = False) -> Iterator[etree._Element]:
    """The elements of these local names, each when it ends. A Refusal (W009, W010) if the file is not well formed
    or declares entities."""
    text = encodings.decode_markup(data)
    if entity := _ENTITY.search(text):
        line = text.count("\n", 0, entity.start()) + 1
        raise Refusal(Message(line, 1, "W010", "", name))
    source = BytesIO(_DECLARATION.sub("", text, count=1).encode("utf-8", "replace"))
    del text
    wanted = tuple(tags) if html else tuple(f"{{*}}{tag}" for tag in tags)
    try:
        for _, element in etree.iterparse(
            source,
            ("end",),
            tag=wanted,
            load_dtd=False,
            no_network=True,
            resolve_entities=False,
            collect_ids=False,
            remove_comments=True,
            remove_pis=True,
            encoding="utf-8",
            html=html,
            recover=html,
        ):
            yield element
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise Refusal(Message(line or 0, column or 0, "W009", f"{error.msg}.", name)) from error


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; "" for a comment or an instruction."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def base_name(path: str) -> str:
    """The file name at the end of a path of any system."""
    return re.split(r"[/\\]", path.strip().strip("\"'"))[-1]
