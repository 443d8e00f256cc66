"""DjVu XML: the hidden text of a DjVu document, as `djvutoxml` writes it and the Internet Archive keeps it.

A document has an `OBJECT` for each page. Its `HIDDENTEXT` nests `PAGECOLUMN`, `REGION`, `PARAGRAPH`, `LINE` and
`WORD`; an encoder that knows less leaves out the innermost, and the text is then in the next one. `coords` are the
left, bottom, right and top side, counted in pixels from the head of the page, and the Internet Archive adds a
baseline. Type sizes are not recorded.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from editio.inputs import markup_language as ml
from editio.inputs.ocr_pages import Block, OcrPage, Row, Token, box, number
from editio.model.witness import Box

ROOT = "djvuxml"  # in small letters
_INSIDE = {"HIDDENTEXT": "PARAGRAPH", "PARAGRAPH": "LINE", "LINE": "WORD"}  # what each level is made of


def pages(data: bytes, name: str) -> Iterator[OcrPage]:
    """The pages of a DjVu XML file."""
    for element in ml.elements(data, name, ("OBJECT",)):
        yield _page(element)
        element.clear()


def _page(page: etree._Element) -> OcrPage:
    blocks = tuple(_block(paragraph) for text in page.iter("{*}HIDDENTEXT") for paragraph in _parts(text))
    return OcrPage(blocks, _image(page), round(number(page.get("width"))), round(number(page.get("height"))))


def _image(page: etree._Element) -> str:
    """The file of the page, which a parameter names, or the map of its links."""
    named = (param.get("value") for param in page.iter("{*}PARAM") if param.get("name") == "PAGE")
    return ml.base_name(next(named, None) or page.get("usemap") or "")


def _parts(outer: etree._Element) -> list[etree._Element]:
    """The elements of the next level, or the element itself if it has the text directly."""
    return list(outer.iter("{*}" + _INSIDE[ml.local(outer)])) or [outer]


def _block(paragraph: etree._Element) -> Block:
    if ml.local(paragraph) not in _INSIDE or not paragraph.findall(".//{*}LINE"):
        return tuple(Row((Token(line),)) for line in _text(paragraph).split("\n"))
    return tuple(_row(line) for line in _parts(paragraph))


def _row(line: etree._Element) -> Row:
    tokens = tuple(Token(_text(word), _box(word), _confidence(word)) for word in _parts(line))
    return Row(tokens, _box(line))


def _text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def _box(element: etree._Element) -> Box | None:
    sides = [number(side) for side in (element.get("coords") or "").split(",")]
    if len(sides) < 4:
        return None
    left, bottom, right, top = sides[:4]
    return box(left, min(top, bottom), right, max(top, bottom))


def _confidence(element: etree._Element) -> float:
    return min(1.0, max(0.0, number(element.get("x-confidence"), 100.0) / 100))
