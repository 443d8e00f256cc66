"""hOCR: HTML whose classes say what is a page, paragraph, line and word, and whose titles give their boxes.

`title="bbox 10 20 110 60; x_wconf 93"` holds properties, separated by semicolons. A page may name its image. Lines may
be of class `ocr_line` or, from Tesseract, `ocr_header`, `ocr_caption` and the like; a word may hold further elements
(`<em>`). A line without word elements has its text directly. Nothing here depends on `ppageno`, which counts from 0 or
is absent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from editio.inputs import markup_language as ml
from editio.inputs.ocr_pages import Block, OcrPage, Row, Token, box, middle, number
from editio.model.witness import Box

PAGE = "ocr_page"
_LINES = frozenset({"ocr_line", "ocrx_line", "ocr_header", "ocr_footer", "ocr_caption", "ocr_textfloat"})
_WORDS = frozenset({"ocrx_word", "ocr_word"})
_BLOCKS = frozenset({"ocr_par", "ocr_carea", "ocrx_block"})
_PROPERTY = re.compile(r"\b(\w+)\s+((?:\"[^\"]*\"|'[^']*'|[^;\"'])*)")
_FONT_SIZE = re.compile(r"font-size\s*:\s*([\d.]+)\s*pt")
_POINTS, _PIXELS_PER_INCH = 72.0, 300.0


def pages(data: bytes, name: str) -> Iterator[OcrPage]:
    """The pages of an hOCR file."""
    for element in ml.elements(data, name, ("div", "section", "article", "body"), html=True):
        if PAGE in _classes(element):
            yield _sheet(element)
            element.clear()


def _sheet(page: etree._Element) -> OcrPage:
    properties = _properties(page)
    found = _box(page)
    resolution = number((properties.get("scan_res") or "").split(" ")[0]) or _PIXELS_PER_INCH
    blocks: dict[etree._Element, list[Row]] = {}
    for line in _lines(page):
        block = next((one for one in (line, *line.iterancestors()) if _is_block(one)), page)
        blocks.setdefault(block, []).append(_row(line, block, resolution))
    width, height = (found.right, found.bottom) if found else (0, 0)
    made: tuple[Block, ...] = tuple(map(tuple, blocks.values()))
    return OcrPage(made, ml.base_name(properties.get("image", "")), width, height)


def _lines(page: etree._Element) -> Iterator[etree._Element]:
    """The line elements of a page: the innermost ones, or its paragraphs if it has no lines."""
    lines = [one for one in page.iter() if _classes(one) & _LINES]
    if not lines:
        yield from (one for one in page.iter("p"))
        return
    outer = {around for line in lines for around in line.iterancestors() if _classes(around) & _LINES}
    yield from (line for line in lines if line not in outer)


def _is_block(element: etree._Element) -> bool:
    return element.tag == "p" or bool(_classes(element) & _BLOCKS)


def _row(line: etree._Element, block: etree._Element, resolution: float) -> Row:
    words = [one for one in line.iter() if _classes(one) & _WORDS]
    tokens = tuple(Token(_text(word), _box(word), _confidence(word)) for word in words)
    if not tokens:
        tokens = (Token(_text(line)),)
    return Row(tokens, _box(line), _size([*words, line, *_up_to(line, block)], resolution))


def _up_to(line: etree._Element, block: etree._Element) -> Iterator[etree._Element]:
    for one in line.iterancestors():
        yield one
        if one is block:
            return


def _size(elements: list[etree._Element], resolution: float) -> float:
    """The size of the type in pixels."""
    properties = [_properties(one) for one in elements]
    if pixels := middle(number(one.get("x_size")) for one in properties):
        return pixels
    points = middle(number(one.get("x_fsize")) for one in properties)
    if not points:
        styles = (_FONT_SIZE.search(one.get("style") or "") for one in elements)
        points = middle(number(style[1]) for style in styles if style)
    return points / _POINTS * resolution


def _text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def _classes(element: etree._Element) -> frozenset[str]:
    return frozenset((element.get("class") or "").split()) if isinstance(element.tag, str) else frozenset()


def _properties(element: etree._Element) -> dict[str, str]:
    return {name: value.strip() for name, value in _PROPERTY.findall(element.get("title") or "")}


def _box(element: etree._Element) -> Box | None:
    sides = [number(side) for side in _properties(element).get("bbox", "").split()]
    return box(*sides) if len(sides) == 4 else None


def _confidence(element: etree._Element) -> float:
    return min(1.0, max(0.0, number(_properties(element).get("x_wconf"), 100.0) / 100))
