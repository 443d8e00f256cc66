"""PDF with a text layer, read with PDFium.

PDFium gives the characters of a page in the order of its content, with the blanks and line ends that it infers. Words
are built from the boxes of their characters: a wide gap separates words too, since some layers have no blanks. OCR
engines stretch a word and the blank behind it over the image of the word: both together are as wide as the image.
PDFium ends a line at a raised asterisk, so the rest of the line is joined to it again (`_joined`). A line with white
space above it, or higher than the line before, begins a block. Coordinates are pixels at 300 dpi, the origin at the top
left of the page as it is shown (crop and rotation applied).
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from editio.inputs.ocr_pages import HYPHEN, Block, OcrPage, Row, Token, around, box, middle
from editio.model.messages import Message, Refusal
from editio.model.witness import Box

MAGIC = b"%PDF-"
_SCALE = 300.0 / 72.0  # from points to pixels
_GAP = 0.3  # of the type size; wider gaps part words
_EQUAL = 1.05  # ratio of the widths of characters that are stretched together
_RAISED = 0.85  # of the type size of the text beside it; the mark of a note is smaller
_GLUED = 0.15  # of the type size: greatest gap between a mark and the word that it is set before
_BESIDE = 0.7  # of the type size: greatest gap between a raised mark and the rest of its line
_LEADING = 0.9  # of a line's height; wider gaps part blocks
_LINE_END_HYPHENS = ("\x02", "\ufffe")  # PDFium returns this for them, without a line end
_TALLEST = 10  # times its width that a page may be high to be drawn
_LOCK = threading.Lock()  # PDFium is not safe for threads

Rectangle = tuple[float, float, float, float]  # left, bottom, right, top in points, as PDF has it


def pages(data: bytes, name: str) -> Iterator[OcrPage]:
    """The pages of a PDF. A Refusal if it is encrypted (W013) or broken (W009)."""
    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            encrypted = "password" in str(error).lower() or "security" in str(error).lower()
            raise Refusal(Message(0, 0, "W013" if encrypted else "W009", f"{error}", name)) from error
        try:
            for page in document:
                yield _sheet(page)
                page.close()
        except pypdfium2.PdfiumError as error:
            raise Refusal(Message(0, 0, "W009", f"{error}", name)) from error
        finally:
            document.close()


def _sheet(page: pypdfium2.PdfPage) -> OcrPage:
    width, height = (round(side * _SCALE) for side in page.get_size())
    text = page.get_textpage()
    try:
        rows = [_row(words, page, (width, height)) for words in _joined(_lines(text))]
    finally:
        text.close()
    return OcrPage(_blocks([row for row in rows if row.tokens]), "", width, height)


def rendered(data: bytes, number: int, width: int, name: str) -> Image.Image:
    """A page of a PDF, counted from 1, as an image of this width. A Refusal (W031, W032) if it cannot be drawn."""
    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(data)
            try:
                page = document[number - 1]
                across, down = page.get_size()
                if not 0 < down < _TALLEST * across:
                    raise Refusal(Message(0, 0, "W032", f"It measures {across:g} × {down:g} points.", name))
                image: Image.Image = page.render(scale=width / across).to_pil()
                return image if image.mode == "RGB" else image.convert("RGB")
            finally:
                document.close()
        except (pypdfium2.PdfiumError, MemoryError, IndexError) as error:
            raise Refusal(Message(0, 0, "W031", f"{error}.", name)) from error


def _both(a: Rectangle | None, b: Rectangle | None) -> Rectangle | None:
    """The rectangle around two."""
    return (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])) if a and b else a or b


class _Letters:
    """The letters of a word, the box around them and their size."""

    def __init__(self) -> None:
        self.text = ""
        self.box: Rectangle | None = None
        self.widths: list[float] = []
        self.sizes: list[float] = []

    def add(self, letter: str, found: Rectangle | None, size: float) -> None:
        self.text += letter
        self.sizes.append(size)
        self.box = _both(self.box, found)
        if found:
            self.widths.append(found[2] - found[0])

    def join(self, other: _Letters) -> None:
        """Add the letters of the next word, which belong to this one."""
        self.text += other.text
        self.sizes += other.sizes
        self.widths += other.widths
        self.box = _both(self.box, other.box)

    def end(self, blank: Rectangle | None) -> None:
        """Add the blank behind the word to its box if both were stretched over its image: all are equally wide."""
        if self.box and blank:
            widths = (*self.widths, blank[2] - blank[0])
            if max(widths) <= _EQUAL * min(widths):
                self.box = self.box[0], self.box[1], blank[2], self.box[3]


def _lines(text: pypdfium2.PdfTextPage) -> Iterator[list[_Letters]]:
    """The words of each line."""
    words: list[_Letters] = []
    apart = True  # the next letter begins a word
    for letter, found, size in _characters(text):
        if letter in "\r\n\f":
            if words:
                yield words
            words, apart = [], True
        elif letter.isspace():
            if words and not apart:
                words[-1].end(found)
            apart = True
        else:
            last = words[-1].box if words else None
            if apart or (last and found and found[0] - last[2] > _GAP * (size or found[3] - found[1])):
                words.append(_Letters())
            words[-1].add(HYPHEN if letter in _LINE_END_HYPHENS else letter, found, size)
            apart = False
            if letter in _LINE_END_HYPHENS:
                yield words
                words, apart = [], True
    if words:
        yield words


def _joined(lines: Iterator[list[_Letters]]) -> Iterator[list[_Letters]]:
    """The lines, each with the pieces into which a raised mark divides it."""
    whole: list[_Letters] = []
    for words in lines:
        gap = _gap_beside_mark(whole[-1], words[0]) if whole else None
        if gap is None:
            if whole:
                yield whole
            whole = words
        elif gap > _GLUED:
            whole += words
        else:
            whole[-1].join(words[0])
            whole += words[1:]
    if whole:
        yield whole


def _gap_beside_mark(last: _Letters, following: _Letters) -> float | None:
    """The gap between two words on the same line, one of which ends or begins with a raised mark; None if they are not
    beside each other, or none does. The unit is the larger type size."""
    small, size = sorted((last.sizes[-1], following.sizes[0]))
    if not last.box or not following.box or small >= _RAISED * size:
        return None
    (_, bottom, right, top), (left, foot, _, head) = last.box, following.box
    gap = (left - right) / size
    level = foot <= top and bottom <= head
    return gap if level and -_GAP < gap < _BESIDE else None


def _characters(text: pypdfium2.PdfTextPage) -> Iterator[tuple[str, Rectangle | None, float]]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    high = 0
    for i in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, i)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        known = pdfium.FPDFText_GetCharBox(text, i, left, right, bottom, top)
        found = (left.value, bottom.value, right.value, top.value) if known and right.value > left.value else None
        yield chr(code) if code < 0x110000 else "\ufffd", found, pdfium.FPDFText_GetFontSize(text, i)


def _row(words: list[_Letters], page: pypdfium2.PdfPage, size: tuple[int, int]) -> Row:
    tokens = tuple(Token(word.text, _shown(word.box, page, size) if word.box else None) for word in words)
    points = middle(one for word in words for one in word.sizes)
    return Row(tokens, around(token.box for token in tokens), points * _SCALE)


def _shown(found: Rectangle, page: pypdfium2.PdfPage, size: tuple[int, int]) -> Box | None:
    """A rectangle of the page, at its place on the page as shown."""
    x, y = ctypes.c_int(), ctypes.c_int()
    corners = []
    for across, down in ((found[0], found[1]), (found[2], found[3])):
        pdfium.FPDF_PageToDevice(page, 0, 0, *size, 0, across, down, x, y)
        corners.append((x.value, y.value))
    (left, bottom), (right, top) = corners
    return box(min(left, right), min(top, bottom), max(left, right), max(top, bottom))


def _blocks(rows: list[Row]) -> tuple[Block, ...]:
    """Groups of adjacent rows."""
    if not rows:
        return ()
    height = middle(row.box.bottom - row.box.top for row in rows if row.box)
    blocks: list[list[Row]] = [[rows[0]]]
    for before, after in pairwise(rows):
        gap = after.box.top - before.box.bottom if before.box and after.box else 0
        if gap > _LEADING * height or gap < -2 * height:
            blocks.append([])
        blocks[-1].append(after)
    return tuple(map(tuple, blocks))
