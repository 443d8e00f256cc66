"""Make the page images of the specimen: its book as the invented press printed it, one image for each page.

    python scripts/page_images.py

Each printed line is a line of the witness, with the words that the ledger has for it: misreadings are corrected,
misprints of the book stay, note calls are raised, line-end hyphens are there again. The running heads, of which the
OCR read only some, stand on every page. Beside the images an hOCR file says where each word of the witness stands, so
the engine can place it. The result is committed (specimen/images/) and made again only by hand, with this script.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from html import escape
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from editio import edition
from editio.edition import Built
from editio.inputs import ocr
from editio.inputs.registers import Apparatus, load
from editio.model.kinds import BlockKind, FurnitureKind, PartKind, Removed
from editio.model.pieces import Fate, Piece
from editio.model.text import Part
from editio.model.witness import Line
from editio.outputs.pages.emendations import KINDS
from editio.outputs.pages.markdown import heading
from editio.outputs.places import Place, PrintedPage, places, printed_pages

ROOT = Path(__file__).parents[1]
SPECIMEN = ROOT / "specimen"
FONTS = {name: ROOT / "theme" / "fonts" / f"literata-{name}.woff2" for name in ("regular", "italic")}
WIDTH, HEIGHT = 1400, 2150
LEFT, RIGHT, TOP = 190, 190, 300
HEAD = 170  # where the running head stands
LEADING = 39
PAPER, INK, SHADES = 244, 28, 16
_FURNITURE = (FurnitureKind.RUNNING_HEAD, FurnitureKind.FOLIO)
_SMALL = (BlockKind.QUOTATION, BlockKind.FOOTNOTE, BlockKind.NOTE, BlockKind.ENTRY, BlockKind.EPIGRAPH, BlockKind.TABLE)
_CENTRED = (BlockKind.TITLE, BlockKind.GROUP, BlockKind.YEAR)
_LISTED = (BlockKind.NOTE, BlockKind.ENTRY, BlockKind.EVENT, BlockKind.TABLE, BlockKind.DIALOGUE, BlockKind.LIST)

Extent = tuple[int, int, int, int]


@dataclass(frozen=True)
class Glyphs:
    """Printed characters that stand for a stretch of the witness."""

    text: str
    start: int
    end: int
    raised: bool = False


@dataclass
class Setting:
    """A page as far as it is set: its image, and the boxes of printed words with their stretch of the witness."""

    image: Image.Image = field(default_factory=lambda: Image.new("L", (WIDTH, HEIGHT), PAPER))
    boxes: list[tuple[int, int, Extent]] = field(default_factory=list)

    def box(self, start: int, end: int) -> Extent | None:
        """Around what is printed for a stretch of the witness."""
        found = [extent for first, last, extent in self.boxes if first < end and start < last]
        if not found:
            return None
        lefts, tops, rights, bottoms = zip(*found, strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)


def main() -> None:
    apparatus = load(SPECIMEN)
    (file,) = (SPECIMEN / "witness").iterdir()
    built = edition.build(ocr.read(file), apparatus)
    folder = SPECIMEN / "images"
    folder.mkdir(exist_ok=True)
    pages = [(page, page_of(built, apparatus, page)) for page in printed_pages(built.edition)]
    for page, setting in pages:
        few = setting.image.point(lambda value: value // SHADES * 255 // (256 // SHADES - 1))
        few.save(folder / f"{page.name}.webp", lossless=True, quality=100, method=4)
    lines = built.edition.witness.lines
    body = "\n".join(hocr(page, setting, [lines[i] for i in page.lines]) for page, setting in pages)
    whole = f'<html><head><meta charset="utf-8"/></head><body>\n{body}\n</body></html>\n'
    (folder / "words.hocr.gz").write_bytes(gzip.compress(whole.encode(), mtime=0))


def page_of(built: Built, apparatus: Apparatus, page: PrintedPage) -> Setting:
    """A printed page."""
    setting, where = Setting(), places(built.edition)
    pieces = {i: built.restoration.lines[i] for i in page.lines}
    part = next(
        (where[p.start].part for i in page.lines for p in pieces[i] if p.start in where), built.edition.parts[0]
    )
    opens = any(
        p.start in where and where[p.start].block.kind is BlockKind.TITLE for row in pieces.values() for p in row
    )
    head = [piece for row in pieces.values() for piece in row if piece.source in _FURNITURE]
    if part.kind is not PartKind.JACKET:
        _head(setting, page, part, apparatus, opens, head)
    y, before = TOP, None
    for i in page.lines:
        glyphs = [g for piece in pieces[i] if piece not in head for g in _printed(piece, apparatus)]
        if not any(g.text.strip() for g in glyphs):
            continue
        block = next((where[p.start].block for p in pieces[i] if p.start in where), None)
        kind = block.kind if block else BlockKind.PARAGRAPH
        begins = block is not None and block is not before
        if begins and before is not None and (kind is not BlockKind.PARAGRAPH or before.kind is not kind):
            y += 0 if kind in _LISTED and kind is before.kind else LEADING // 2
        y += LEADING // 2 if kind is BlockKind.TITLE else 0
        _line(setting, glyphs, y, kind, begins, _ends(built, i, where))
        y, before = y + LEADING, block or before
    return setting


def _ends(built: Built, i: int, where: Mapping[int, Place]) -> bool:
    """Whether the block of a line ends in it: the next line with text is of another one."""
    lines = built.restoration.lines
    here = [where[piece.start].block for piece in lines[i] if piece.start in where]
    after = [where[piece.start].block for line in lines[i + 1 : i + 4] for piece in line if piece.start in where]
    return not here or not after or here[-1] is not after[0]


def _printed(piece: Piece, apparatus: Apparatus) -> Iterator[Glyphs]:
    """What stood in print for a piece."""
    match piece.fate:
        case Fate.KEPT:
            for k, letter in enumerate(piece.reading):
                yield Glyphs(" " if letter.isspace() else letter, piece.start + k, piece.start + k + 1)
        case Fate.EMENDED:
            entry = apparatus.readings.get(piece.source)
            text = piece.reading if entry and KINDS[entry.kind].printed else piece.text
            text = "-" if piece.reading.endswith(("-", "¬")) and not text.endswith("-") else text
            yield Glyphs(text, piece.start, max(piece.end, piece.start + 1))
        case Fate.CALL:
            mark = str(piece.note) if piece.note else piece.mark
            yield Glyphs(mark, piece.start, max(piece.end, piece.start + 1), raised=True)
        case Fate.SET_ASIDE:
            text = (
                "-" if piece.source == Removed.LINE_END_HYPHEN else " " if not piece.reading.strip() else piece.reading
            )
            yield Glyphs(text, piece.start, piece.end)


@cache
def _face(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS[name], size)


def _font(kind: BlockKind | None) -> ImageFont.FreeTypeFont:
    size = 44 if kind is BlockKind.TITLE else 27 if kind in _SMALL else 31
    return _face("italic" if kind in (BlockKind.SECTION, None) else "regular", size)


def _words(glyphs: list[Glyphs]) -> list[list[Glyphs]]:
    """The glyphs of each word."""
    words: list[list[Glyphs]] = [[]]
    for glyph in glyphs:
        if not glyph.text.strip():
            words.append([])
            continue
        first, *others = glyph.text.split(" ")
        words[-1].append(Glyphs(first, glyph.start, glyph.end, glyph.raised))
        words += [[Glyphs(other, glyph.start, glyph.end, glyph.raised)] for other in others]
    return [word for word in words if any(glyph.text for glyph in word)]


def _runs(word: list[Glyphs]) -> Iterator[tuple[str, bool]]:
    """The letters of a word that are set together."""
    text, raised = "", False
    for glyph in word:
        if text and glyph.raised is not raised:
            yield text, raised
            text = ""
        text, raised = text + glyph.text, glyph.raised
    yield text, raised


def _width(word: list[Glyphs], font: ImageFont.FreeTypeFont) -> float:
    return sum((_raised(font) if raised else font).getlength(text) for text, raised in _runs(word))


def _raised(font: ImageFont.FreeTypeFont) -> ImageFont.FreeTypeFont:
    return _face("regular", round(font.size * 0.62))


def _line(setting: Setting, glyphs: list[Glyphs], y: int, kind: BlockKind, begins: bool, ends: bool) -> None:
    """Set a line to the full measure; the last line of a block keeps its natural width."""
    font, words = _font(kind), _words(glyphs)
    inset = 60 if kind in (BlockKind.QUOTATION, BlockKind.EPIGRAPH) else 0
    indent = 44 if begins and kind is BlockKind.PARAGRAPH else 44 if not begins and kind in _LISTED else 0
    left, measure = LEFT + inset + indent, WIDTH - LEFT - RIGHT - 2 * inset - indent
    widths = [_width(word, font) for word in words]
    blank = font.getlength(" ")
    natural = sum(widths) + blank * (len(words) - 1)
    if natural > measure or (not ends and kind not in (*_CENTRED, *_LISTED) and natural > 0.75 * measure):
        blank = max(4.0, (measure - sum(widths)) / max(1, len(words) - 1))
    elif kind in _CENTRED:
        left += round((measure - natural) / 2)
    elif kind is BlockKind.SIGNATURE:
        left += round(measure - natural)
    _set(setting, words, widths, font, float(left), y, blank)


def _set(
    setting: Setting, words: list[list[Glyphs]], widths: list[float], font: ImageFont.FreeTypeFont,
    x: float, y: int, blank: float,
) -> None:  # fmt: skip
    draw = ImageDraw.Draw(setting.image)
    for word, width in zip(words, widths, strict=True):
        at = x
        for text, raised in _runs(word):
            used = _raised(font) if raised else font
            draw.text((round(at), y - (font.size // 3 if raised else 0)), text, INK, used, anchor="ls")
            at += used.getlength(text)
        ascent, descent = round(font.size * 0.78), round(font.size * 0.26)
        extent = round(x) - 2, y - ascent, round(x + width) + 2, y + descent
        setting.boxes += [(glyph.start, glyph.end, extent) for glyph in word]
        x += width + blank


def _head(
    setting: Setting, page: PrintedPage, part: Part, apparatus: Apparatus, opens: bool, read: list[Piece]
) -> None:
    """The running head and the folio; on a page that opens a part only the folio, at the foot. The OCR words of them
    are all said to stand where they are printed together."""
    font, folio = _font(None), page.page.label
    upright = _font(BlockKind.PARAGRAPH)
    draw = ImageDraw.Draw(setting.image)
    if opens:
        x, y = WIDTH // 2, HEIGHT - 60
        draw.text((x, y), folio, INK, upright, anchor="ms")
        extents = {folio: (x - 30, y - 26, x + 30, y + 8)}
        whole = extents[folio]
    else:
        even = page.lines.start and not _odd(folio)
        title = apparatus.settings.book.running_title if even else heading(part)
        draw.text((WIDTH // 2, HEAD), title, INK, font, anchor="ms")
        draw.text((LEFT if even else WIDTH - RIGHT, HEAD), folio, INK, upright, anchor="ls" if even else "rs")
        whole = LEFT, HEAD - 28, WIDTH - RIGHT, HEAD + 10
    setting.boxes += [(piece.start, max(piece.end, piece.start + 1), whole) for piece in read]


def _odd(folio: str) -> bool:
    roman = {"vii": 7, "viii": 8, "ix": 9, "xi": 11, "xii": 12}
    return bool((roman.get(folio) or int(folio)) % 2)


def hocr(page: PrintedPage, setting: Setting, lines: list[Line]) -> str:
    """A page of hOCR: the words of the witness where they are printed."""
    made = "\n".join(filter(None, (_hocr_line(setting, line) for line in lines)))
    return f'<div class="ocr_page" title=\'image "{page.name}.webp"; bbox 0 0 {WIDTH} {HEIGHT}\'>\n{made}\n</div>'


def _hocr_line(setting: Setting, line: Line) -> str:
    words, at = [], line.start
    for word in line.text.split():
        at = line.start + line.text.index(word, at - line.start)
        if extent := setting.box(at, at + len(word)):
            box = " ".join(map(str, extent))
            words.append(f'<span class="ocrx_word" title="bbox {box}">{escape(word)}</span>')
        at += len(word)
    return f'<span class="ocr_line">{" ".join(words)}</span>' if words else ""


if __name__ == "__main__":
    main()
