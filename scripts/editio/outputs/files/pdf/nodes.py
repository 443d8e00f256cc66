"""The leaves of the book as nested lists that the layout (`book.typ`) reads as JSON.

A node is a string, or a list of the name of an XHTML element, its attributes and its nodes: `["p", {"id": "x"},
"words", ["em", {}, "more"]]`. All text of the book reaches the layout as data, so nothing in it can act as syntax.

Five things differ from XHTML. White space is collapsed as browsers do it: one blank between words, none at the ends of
a paragraph. Words between blocks become a paragraph, but the only paragraph of a list item is joined with the words
beside it. A footnote is at its call, as an element `footnote`, because the layout sets it below that line. An id that
occurs twice and a link without a target are left out, because the layout would refuse them. So are names of languages
that it does not know.

Begin reading at `bodies`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from lxml import etree

from editio.outputs.book import XHTML, words

_Element = etree._Element
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "figure", "h1", "h2", "h3", "h4", "h5", "h6"}
    | {"li", "nav", "ol", "p", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)
_KEPT = ("id", "href", "mark", "data-page", "value", "colspan", "scope")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:-|$)")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_FOOTNOTE = f"{{{XHTML}}}footnote"
_LINE_BREAK = f"{{{XHTML}}}br"


def bodies(sections: Iterable[_Element]) -> list[list[Any]]:
    """The blocks of each section, with the ids and links of one document. Changes the sections."""
    sections = list(sections)
    for section in sections:
        _place_footnotes(section)
        _run_on(section)
    _drop_repeated_ids(sections)
    _drop_dead_links(sections)
    return [_nodes(section) for section in sections]


def _place_footnotes(section: _Element) -> None:
    """Put each footnote in the place of its first call, with the mark of that call."""
    notes = {note.get("id"): note for note in section.iter(f"{{{XHTML}}}aside") if "footnote" in _classes(note)}
    for call in list(section.iter(f"{{{XHTML}}}sup")):
        link = call.find(f"{{{XHTML}}}a")
        target = "" if link is None else link.get("href", "").removeprefix("#")
        note = notes.get(target)
        if link is None or note is None or note in call.iterancestors():
            continue
        del notes[target]
        _take_out(note)
        _unmark(note)
        note.tag, note.tail = _FOOTNOTE, call.tail
        note.set("mark", words(call))
        ids = [ident for element in call.iter() if (ident := element.get("id"))]
        call.getparent().replace(call, note)  # type: ignore[union-attr]
        for ident in ids:
            note.addprevious(etree.Element(f"{{{XHTML}}}span", id=ident))


def _take_out(element: _Element) -> None:
    """Remove an element and leave the text after it."""
    parent, before = element.getparent(), element.getprevious()
    assert parent is not None
    if before is None:
        parent.text = (parent.text or "") + (element.tail or "")
    else:
        before.tail = (before.tail or "") + (element.tail or "")
    parent.remove(element)


def _unmark(note: _Element) -> None:
    """Empty the mark at the beginning of a footnote. The layout prints the mark of its call there."""
    for mark in note.iter(f"{{{XHTML}}}span"):
        if "not-text" in _classes(mark):
            for child in list(mark):
                mark.remove(child)
            mark.text = None


def _run_on(section: _Element) -> None:
    for item in section.iter(f"{{{XHTML}}}li"):
        blocks = [child for child in item if _name(child) in _BLOCKS]
        if [_name(block) for block in blocks] == ["p"]:
            blocks[0].tag = f"{{{XHTML}}}span"
        if [_name(block) for block in blocks] == ["div"] and len(blocks[0]):
            _unwrap(blocks[0])


def _unwrap(division: _Element) -> None:
    """Unwrap the paragraphs of a list item. The first one gets its id, beside the number."""
    first = division[0]
    first.set("class", " ".join([*_classes(first), "beside-number"]))
    if ident := division.get("id"):
        first.set("id", ident)
    division[-1].tail = (division[-1].tail or "") + (division.tail or "")
    for child in division:
        division.addprevious(child)
    division.tail = None
    division.getparent().remove(division)  # type: ignore[union-attr]


def _drop_repeated_ids(sections: Iterable[_Element]) -> None:
    used: set[str] = set()
    for element in _elements(sections):
        if (ident := element.get("id")) in used:
            del element.attrib["id"]
        elif ident:
            used.add(ident)


def _drop_dead_links(sections: Collection[_Element]) -> None:
    ids = {element.get("id") for element in _elements(sections)}
    for element in _elements(sections):
        href = element.get("href", "")
        if href.startswith("#") and href.removeprefix("#") not in ids:
            del element.attrib["href"]


def _elements(sections: Iterable[_Element]) -> Iterator[_Element]:
    return (element for section in sections for element in section.iter(f"{{{XHTML}}}*"))


def _nodes(element: _Element) -> list[Any]:
    """The content of an element: blocks if it has any, else words."""
    if not any(_name(child) in _BLOCKS for child in element):
        _collapse(element)
        return _phrases(element)
    blocks: list[Any] = []
    loose = etree.Element(f"{{{XHTML}}}p")
    loose.text = element.text
    for child in list(element):
        tail, child.tail = child.tail, None
        if _name(child) in _BLOCKS:
            blocks += [*_paragraph(loose), _node(child, _nodes(child))]
            loose = etree.Element(f"{{{XHTML}}}p")
            loose.text = tail
        else:
            loose.append(child)
            child.tail = tail
    return [*blocks, *_paragraph(loose)]


def _paragraph(loose: _Element) -> Iterator[Any]:
    """A paragraph of the text between blocks, unless it is white space."""
    if nodes := _nodes(loose):
        yield _node(loose, nodes)


def _phrases(element: _Element) -> list[Any]:
    """The words of an element with the elements among them."""
    found: list[Any] = [element.text]
    for child in element:
        if name := _name(child):
            inner = _nodes(child) if child.tag == _FOOTNOTE else _phrases(child)
            node = _node(child, inner)
            found.append(node if inner or node[1] or name == "br" else None)
        found.append(child.tail)
    return [node for node in found if node]


def _node(element: _Element, inner: list[Any]) -> list[Any]:
    attributes: dict[str, Any] = {name: element.get(name) for name in _KEPT if element.get(name)}
    if classes := _classes(element):
        attributes["class"] = classes
    if language := _LANGUAGE.match(element.get("lang", "")):
        attributes["lang"] = language[1]
    return [_name(element), attributes, *inner]


def _classes(element: _Element) -> list[str]:
    return element.get("class", "").split()


def _name(element: _Element) -> str:
    """The name of an element without its namespace; "" of a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _collapse(element: _Element) -> None:
    """Collapse the white space in an element that contains words."""
    last: tuple[_Element, str] | None = None  # the last place with text
    at_blank = True
    for owner, place in _places(element):
        if place == "text" and owner.tag == _LINE_BREAK:
            _strip_end(last)
            last, at_blank = None, True
            continue
        text = _BLANKS.sub(" ", getattr(owner, place) or "")
        text = text.lstrip(" ") if at_blank else text
        setattr(owner, place, text)
        if text:
            last, at_blank = (owner, place), text.endswith(" ")
        elif place == "text" and owner.tag == _FOOTNOTE:
            at_blank = False
    _strip_end(last)


def _places(element: _Element) -> Iterator[tuple[_Element, str]]:
    """The places of text in an element, in reading order; the text of a footnote is a separate paragraph."""
    yield element, "text"
    for child in element:
        if child.tag != _FOOTNOTE and _name(child):
            yield from _places(child)
        yield child, "tail"


def _strip_end(place: tuple[_Element, str] | None) -> None:
    if place:
        owner, name = place
        setattr(owner, name, getattr(owner, name).rstrip(" "))
