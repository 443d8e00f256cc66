"""The cover of the e-book as a picture: Kindle and calibre show no cover that is an SVG.

The title, author and imprint are set in the site's typeface within two frames. The same book gives the same bytes.
The typeface has the letters of Latin alphabets only: a book in another alphabet keeps the cover that is an SVG
(`picture` is then empty), which a reading system sets in a face of its own.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from editio.inputs.registers import Book
from editio.system.resources import THEME

SIZE = 1200, 1800
_PAPER, _FRAME, _INK = "#f4efe4", "#7a2318", "#241c15"
_FRAMES = ((60, 6), (78, 2))  # distance from the edge and width of the line
_COLOURS = 32  # enough for smooth letters
_LINE, _LINE_OF_SUBTITLE, _LINE_OF_AUTHOR = 20, 28, 34  # letters in a line
_WIDEST = 1000  # of a line, in pixels
_NO_LETTER = "\uffff"
_ROMAN, _ITALIC = "literata-regular.woff2", "literata-italic.woff2"


@dataclass(frozen=True)
class _Line:
    text: str
    middle: int  # from the top
    size: int
    face: str = _ROMAN


def lines_of_title(title: str) -> list[tuple[str, bool]]:
    """The title in the lines of the cover; the subtitle, after a colon, is marked True."""
    main, _, sub = title.partition(": ")
    return [
        *((line, False) for line in textwrap.wrap(main, _LINE)),
        *((line, True) for line in textwrap.wrap(sub, _LINE_OF_SUBTITLE)),
    ]


@lru_cache(maxsize=2)
def picture(book: Book, *, private: bool) -> bytes:
    """The cover as a PNG; nothing if the typeface lacks a letter of it."""
    lines = list(_lines(book, private))
    if any(_lacks(line) for line in lines):
        return b""
    image = Image.new("RGB", SIZE, _PAPER)
    draw = ImageDraw.Draw(image)
    width, height = SIZE
    for edge, stroke in _FRAMES:
        draw.rectangle((edge, edge, width - edge, height - edge), outline=_FRAME, width=stroke)
    draw.line((510, 410, 690, 410), fill=_FRAME, width=4)
    for line in lines:
        draw.text((width // 2, line.middle), line.text, fill=_INK, font=_fitted(line), anchor="ms")
    made = io.BytesIO()
    image.quantize(_COLOURS).save(made, "PNG", optimize=True)
    return made.getvalue()


def _lines(book: Book, private: bool) -> Iterator[_Line]:
    authors = textwrap.wrap(book.byline, _LINE_OF_AUTHOR)[:2]
    yield from (_Line(text, 330 - 80 * (len(authors) - 1 - k), 62) for k, text in enumerate(authors))
    for k, (text, sub) in enumerate(lines_of_title(book.full_title)[:7]):
        yield _Line(text, 620 + 130 * k + 30 * sub, 76 if sub else 112, _ITALIC if sub else _ROMAN)
    if private:
        yield _Line("Private study copy", 1560, 40, _ITALIC)
    yield _Line(f"{book.place} {book.year}".strip(), 1640, 44)


def _fitted(line: _Line) -> ImageFont.FreeTypeFont:
    """The face of a line, smaller if a long word would not fit."""
    font = _font(line.face, line.size)
    return _font(line.face, int(line.size * min(1, _WIDEST / max(1, font.getlength(line.text)))))


def _font(face: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(THEME / "fonts" / face), size, layout_engine=ImageFont.Layout.BASIC)


def _lacks(line: _Line) -> bool:
    font = _font(line.face, 40)
    box = bytes(font.getmask(_NO_LETTER))
    return any(bytes(font.getmask(letter)) == box for letter in set(line.text) if not letter.isspace())
