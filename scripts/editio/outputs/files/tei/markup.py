"""Elements of TEI, made with lxml.

Content is text and elements in their order. The document is always well formed: a character that XML cannot contain
becomes an empty `<g n="U+0001"/>`, which identifies it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lxml import etree

from editio.model.characters import NOT_IN_XML, REPLACEMENT

NAMESPACE = "http://www.tei-c.org/ns/1.0"
Node = str | etree._Element
_XML = "{http://www.w3.org/XML/1998/namespace}"
_DEFAULT: dict[Any, str] = {None: NAMESPACE}  # the stubs of lxml do not know the default namespace
_NAMES = {"id": f"{_XML}id", "lang": f"{_XML}lang"}


def element(name: str, *content: Node, **attributes: str) -> etree._Element:
    """An element. `id` and `lang` are xml:id and xml:lang, a low line in any other attribute's name is a hyphen; an
    attribute without a value is left out."""
    made = _empty(name)
    for key, value in attributes.items():
        if value:
            made.set(_NAMES.get(key, key.rstrip("_").replace("_", "-")), NOT_IN_XML.sub(REPLACEMENT, value))
    for node in content:
        if isinstance(node, str):
            _add_text(made, node)
        else:
            made.append(node)
    return made


def lines(nodes: Iterable[Node]) -> list[Node]:
    """Nodes on lines of their own."""
    return joined(([node] for node in nodes), "\n")


def joined(parts: Iterable[Iterable[Node]], separator: str = " ") -> list[Node]:
    """The nodes of all parts, with a separator between two parts."""
    found: list[Node] = []
    for k, part in enumerate(parts):
        found += [separator] if k else []
        found += part
    return found


def _empty(name: str) -> etree._Element:
    return etree.Element(f"{{{NAMESPACE}}}{name}", nsmap=_DEFAULT)


def _add_text(parent: etree._Element, words: str) -> None:
    """Append text to the content of an element."""
    end = 0
    for match in NOT_IN_XML.finditer(words):
        _add_words(parent, words[end : match.start()])
        unwritable = _empty("g")
        unwritable.set("n", f"U+{ord(match.group()):04X}")
        parent.append(unwritable)
        end = match.end()
    _add_words(parent, words[end:])


def _add_words(parent: etree._Element, words: str) -> None:
    if not words:
        return  # empty text would make lxml write an end tag
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + words
    else:
        parent.text = (parent.text or "") + words
