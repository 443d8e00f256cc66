"""PAGE XML (PRImA): `PcGts` with one `Page`, its regions, lines and words.

* A `TextEquiv` is one reading of a region, line or word. Of several the lowest `index` counts: OCR-D numbers from
  1, LAREX puts the corrected text at 0 and the OCR at 1; without an index the first counts.
* The text of a line is its own `TextEquiv` if it has one, else that of its words. Words get their boxes at their places
  in the text of the line.
* `ReadingOrder` sorts the regions; regions missing from it follow in the order of the file.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from lxml import etree

from editio.inputs import markup_language as ml
from editio.inputs.ocr_pages import Block, OcrPage, Row, Token, box, middle, number
from editio.model.witness import Box

_POINT = re.compile(r"(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)")
_NEAR = 4  # words; a line and its words differ by no more at one place
_POINTS, _PIXELS_PER_INCH = 72.0, 300.0


def pages(data: bytes, name: str) -> Iterator[OcrPage]:
    """The pages of a PAGE XML file."""
    for page in ml.elements(data, name, ("Page",)):
        width, height = round(number(page.get("imageWidth"))), round(number(page.get("imageHeight")))
        blocks = tuple(_block(region) for region in _regions(page))
        yield OcrPage(blocks, ml.base_name(page.get("imageFilename", "")), width, height)
        page.clear()


def _regions(page: etree._Element) -> list[etree._Element]:
    """The text regions in reading order, each before those inside it."""
    order: dict[str, int] = {}
    for group in page.iterchildren("{*}ReadingOrder"):
        _number(group, order)
    regions = [(region, _rank(region, order)) for region in page.iter("{*}TextRegion")]
    return [region for region, _ in sorted(regions, key=lambda ranked: ranked[1])]


def _number(group: etree._Element, order: dict[str, int]) -> None:
    """Number the regions that a group names; indexed members by their index."""
    members = [member for member in group if ml.local(member)]
    for member in sorted(members, key=lambda m: number(m.get("index"), math.inf)):
        if reference := member.get("regionRef"):
            order.setdefault(reference, len(order))
        _number(member, order)


def _rank(region: etree._Element, order: dict[str, int]) -> int:
    """The place of a region in the order, or of the region around it."""
    around = (one.get("id", "") for one in (region, *region.iterancestors()))
    return next((order[ident] for ident in around if ident in order), len(order))


def _block(region: etree._Element) -> Block:
    lines = list(region.iterchildren("{*}TextLine"))
    if lines:
        return tuple(_row(line, region) for line in lines)
    return tuple(Row((Token(line),)) for line in _text(region).splitlines())


def _row(line: etree._Element, region: etree._Element) -> Row:
    words = [(_text(word), _box(word), _confidence(word)) for word in line.iterchildren("{*}Word")]
    text = " ".join(_text(line).split())
    tokens = _aligned(text, words) if text else tuple(Token(*word) for word in words)
    size = middle(number(style.get("fontSize")) for of in (line, region) for style in of.iterchildren("{*}TextStyle"))
    return Row(tokens, _box(line), size / _POINTS * _PIXELS_PER_INCH)


def _aligned(text: str, words: list[tuple[str, Box | None, float]]) -> tuple[Token, ...]:
    """The words of a line's text, with the boxes of those words of the format that are the same, in order."""
    tokens: list[Token] = []
    known = 0
    for word in text.split():
        near = range(known, min(known + _NEAR, len(words)))
        same = next((n for n in near if words[n][0].strip() == word), None)
        if same is None:
            tokens.append(Token(word))
        else:
            tokens.append(Token(word, words[same][1], words[same][2]))
            known = same + 1
    return tuple(tokens)


def _text(element: etree._Element) -> str:
    """The reading of an element that counts."""
    readings = list(element.iterchildren("{*}TextEquiv"))
    if not readings:
        return ""
    chosen = min(readings, key=lambda reading: number(reading.get("index"), math.inf))
    return "".join(chosen.findtext("{*}Unicode") or chosen.findtext("{*}PlainText") or "")


def _confidence(element: etree._Element) -> float:
    found = element.find("{*}TextEquiv")
    return min(1.0, max(0.0, number(found.get("conf"), 1.0))) if found is not None else 1.0


def _box(element: etree._Element) -> Box | None:
    coordinates = element.find("{*}Coords")
    if coordinates is None:
        return None
    points = [(float(x), float(y)) for x, y in _POINT.findall(coordinates.get("points", ""))]
    points += [(number(p.get("x")), number(p.get("y"))) for p in coordinates.iterchildren("{*}Point")]
    if not points:
        return None
    across, down = zip(*points, strict=True)
    return box(min(across), min(down), max(across), max(down))
