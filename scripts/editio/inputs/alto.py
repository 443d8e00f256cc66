"""ALTO 2 to 4: the Library of Congress's XML for the layout and text of pages.

A file holds one or more `Page`, with `TextBlock`, `TextLine`, `String`, `SP` (a blank) and `HYP` (the hyphen at
the end of a line). Names of versions differ only in namespace, which is ignored.

* The parts of a page stand in a fixed order that is not a reading order (all margins before the type area), so the
  foot of the page is put last. `ReadingOrder` (ALTO 4.2) overrides this.
* `HYP` gives the hyphen of the line end. Some engines write none: `SUBS_TYPE="HypPart1"` tells as much.
* Coordinates may be pixels or measures of the paper (`MeasurementUnit`). They are kept as they are, and so are
  the leaf's width and height, so that shares of the leaf mean the same. Type sizes, which ALTO gives in points,
  are turned into that unit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from editio.inputs import markup_language as ml
from editio.inputs.ocr_pages import HYPHEN, Block, OcrPage, Row, Token, box, middle, number
from editio.model.witness import Box

_POINTS = 72.0  # an inch
_PER_INCH = {"mm10": 254.0, "inch1200": 1200.0}  # of the units that are not pixels
_PIXELS_PER_INCH = 300.0  # of a usual scan, for type sizes only
_PARTS = ("TopMargin", "PrintSpace", "LeftMargin", "RightMargin", "BottomMargin")
_HYPHENS = ("-", "\u00ad", "\u00ac", "\u2010", "\u2e17")


@dataclass
class _Document:
    """The parts of a file before its pages."""

    unit: str = "pixel"
    image: str = ""
    sizes: dict[str, float] = field(default_factory=dict)  # of the styles, in points
    order: dict[str, int] = field(default_factory=dict)  # of the blocks, if the file gives one


def pages(data: bytes, name: str) -> Iterator[OcrPage]:
    """The pages of an ALTO file."""
    document = _Document()
    tags = ("MeasurementUnit", "fileName", "TextStyle", "ReadingOrder", "Page")
    for element in ml.elements(data, name, tags):
        match ml.local(element):
            case "MeasurementUnit":
                document.unit = (element.text or "").strip()
            case "fileName":
                document.image = ml.base_name(element.text or "")
            case "TextStyle":
                document.sizes[element.get("ID", "")] = number(element.get("FONTSIZE"))
            case "ReadingOrder":
                references = (reference.get("REF", "") for reference in element.iter("{*}ElementRef"))
                document.order = {ident: n for n, ident in enumerate(references)}
            case _:
                yield _sheet(element, document)
                element.clear()


def _sheet(page: etree._Element, document: _Document) -> OcrPage:
    blocks = [block for part in _parts(page) for block in part.iter("{*}TextBlock")]
    if document.order:
        last = len(document.order)
        blocks.sort(key=lambda block: document.order.get(block.get("ID", ""), last))
    width, height = round(number(page.get("WIDTH"))), round(number(page.get("HEIGHT")))
    return OcrPage(tuple(_block(block, document) for block in blocks), document.image, width, height)


def _parts(page: etree._Element) -> list[etree._Element]:
    """The parts of a page from head to foot."""
    return sorted(page, key=lambda part: _PARTS.index(ml.local(part)) if ml.local(part) in _PARTS else 1)


def _block(block: etree._Element, document: _Document) -> Block:
    return tuple(_row(line, block, document) for line in block.iterchildren("{*}TextLine"))


def _row(line: etree._Element, block: etree._Element, document: _Document) -> Row:
    tokens: list[Token] = []
    sizes: list[float] = []
    around = [*_style(line), *_style(block)]
    hyphened, apart = False, True
    for element in line:
        match ml.local(element):
            case "String":
                text = element.get("CONTENT", "")
                found = _box(element)
                spaced = apart or not _touch(tokens[-1].box, found)
                tokens.append(Token(text, found, _confidence(element), spaced))
                apart = False
                sizes += [document.sizes[s] for s in [*_style(element), *around] if s in document.sizes][:1]
                hyphened = element.get("SUBS_TYPE") == "HypPart1"
            case "HYP":
                hyphened = True
            case _:
                apart = True
    if hyphened and tokens and not tokens[-1].text.rstrip().endswith(_HYPHENS):
        tokens[-1] = tokens[-1]._replace(text=tokens[-1].text.rstrip() + HYPHEN)
    return Row(tuple(tokens), _box(line), _in_unit(middle(sizes), document.unit))


def _touch(before: Box | None, after: Box | None) -> bool:
    """Whether two words without a blank between them touch."""
    return before is not None and after is not None and abs(after.left - before.right) <= 1


def _style(element: etree._Element) -> list[str]:
    return (element.get("STYLEREFS") or "").split()


def _in_unit(points: float, unit: str) -> float:
    return points / _POINTS * _PER_INCH.get(unit, _PIXELS_PER_INCH)


def _confidence(element: etree._Element) -> float:
    return min(1.0, max(0.0, number(element.get("WC"), 1.0)))


def _box(element: etree._Element) -> Box | None:
    left, top, width, height = (number(element.get(key)) for key in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
    return box(left, top, left + width, top + height)
