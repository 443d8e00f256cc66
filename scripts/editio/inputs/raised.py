"""Raised marks on the images of pages: the calls of notes, and the marks with which notes begin.

OCR engines lose small raised figures, or read them as quotation marks. The images still show them. Each line is cut
from its page and divided into glyphs at the columns without ink. The medians of the glyphs' tops and bottoms give the
height of small letters and the baseline. Glyphs well above the baseline that are taller than a quotation mark are
raised. Adjacent ones make one mark, which follows the word to its left or begins its line. If the OCR has a quotation
mark or the like there, the mark takes its place.

Figures are read by comparison with other figures of the same book. Folios and years show what each figure looks like,
because the OCR read them as figures. Nothing is certain about a single mark. The stages that solve calls and notes
together decide which of them are right.

Begin reading at `marks`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from statistics import median

from PIL import Image, ImageChops, ImageOps, ImageStat

from editio.inputs import pictures
from editio.model.characters import RAISED
from editio.model.messages import Refusal
from editio.model.witness import Leaf, Line, Raised, Witness, Word

_AROUND = 24  # glyphs on each side that determine the baseline
_FEW = 30  # glyphs; fewer do not show the height of small letters
_TALL = 1.4  # of that height: anything taller may be glyphs one above the other
_ABOVE = 0.25  # of that height: how far a raised glyph is above the baseline
_OVER = 0.1  # of that height: how far it rises above small letters
_HIGH = 0.55  # of that height: anything shorter is a quotation mark
_SCRAP = 0.2  # of that height: ink of another line in the same columns
_DIRT = 0.15  # of that height: anything neither taller nor wider
_WIDE = 1.6  # of that height: anything wider is not a figure
_BESIDE = 0.35  # of that height: the most that parts two glyphs of a mark
_GLUED = 0.8  # of that height: the most that parts a mark from its word
_NARROW = 0.55  # width of a parenthesis, of its height
_EDGE = 0.12  # of the height of a line: the margin above and below it
_TEMPLATE = (12, 18)
_SAMPLES = 60  # of each figure
_PARENTHESIS_HIGHER = 1.08  # than the sign beside it
_FIGURES = re.compile(r"[0-9]{1,4}")
_MISREAD = re.compile(r"(?<=[\w.,;:!?)»”’])[\d’'‘\"“”°®?!*^|)]{1,3}$")
_MISREAD_OPENING = re.compile(r"[\d’'‘\"“”°®?!*^|()]{1,3}(?=[^\W\d]|$)")


@dataclass(frozen=True, slots=True)
class _Glyph:
    """Ink between two columns without any, in pixels of the page."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top


@dataclass(frozen=True)
class _Mark:
    """Raised glyphs of a line, and the height of small letters beside them."""

    line: Line
    glyphs: tuple[_Glyph, ...]
    small: float
    opens: bool  # whether they begin the line


@dataclass(frozen=True)
class _Page:
    """A page in black (255) and white (0), and how many pixels a unit of its boxes has."""

    ink: Image.Image
    across: float
    down: float


@dataclass(frozen=True)
class _Seen:
    mark: _Mark
    start: int
    end: int
    pictures: tuple[Image.Image, ...]


@lru_cache(maxsize=2)
def marks(witness: Witness, leaves: frozenset[int]) -> tuple[Raised, ...]:
    """The raised marks of the leaves of these numbers that have an image and boxes of words, in the order of the
    witness."""
    samples: dict[str, list[Image.Image]] = defaultdict(list)
    seen: list[_Seen] = []
    for leaf in witness.leaves:
        lines = [line for line in witness.lines[leaf.first : leaf.end] if line.box and line.words]
        looked_at = lines and leaf.number in leaves and leaf.number in witness.scans
        page = _page(witness, leaf) if looked_at else None
        if page is None:
            continue
        of_line = {line.number: _glyphs(page, line) for line in lines}
        usual = median(_heights(of_line.values()) or [0.0])
        for line in lines:
            glyphs = _parted(page, of_line[line.number], usual)
            _collect(samples, page, witness, line, of_line[line.number])
            seen += (_seen(witness, page, mark) for mark in _raised(line, glyphs, usual))
    templates = {figure: _mean(known) for figure, known in samples.items()}
    found = (_read(one, templates) for one in seen)
    return tuple(sorted((mark for mark in found if mark), key=lambda mark: mark.start))


def _page(witness: Witness, leaf: Leaf) -> _Page | None:
    """The page of a leaf; None if its image cannot be read."""
    scan = witness.scans[leaf.number]
    try:
        image = pictures.upright(scan, scan.read(), leaf.width, leaf.height).convert("L")
    except (Refusal, OSError):
        return None  # a broken image is reported when the site shows it
    limit = _threshold(image.histogram())
    ink = image.point(lambda value: 255 if value <= limit else 0)
    return _Page(ink, image.width / (leaf.width or image.width), image.height / (leaf.height or image.height))


def _threshold(histogram: Sequence[int]) -> int:
    """The grey that parts ink from paper best (Otsu)."""
    total, whole = sum(histogram), sum(value * count for value, count in enumerate(histogram))
    best, found, dark, weight = 0.0, 127, 0, 0
    for value, count in enumerate(histogram):
        dark += count
        weight += value * count
        if 0 < dark < total:
            apart = dark * (total - dark) * (weight / dark - (whole - weight) / (total - dark)) ** 2
            if apart > best:
                best, found = apart, value
    return found


def _glyphs(page: _Page, line: Line) -> list[_Glyph]:
    """The glyphs of a line and of the space on both sides of it."""
    assert line.box  # of all lines that are looked at
    edge = _EDGE * (line.box.bottom - line.box.top)
    side = 1.5 * (line.box.bottom - line.box.top)
    left = max(0, round((line.box.left - side) * page.across))
    right = min(page.ink.width, round((line.box.right + side) * page.across))
    top = max(0, round((line.box.top - edge) * page.down))
    bottom = min(page.ink.height, round((line.box.bottom + edge) * page.down))
    if right <= left or bottom <= top:
        return []
    strip = page.ink.crop((left, top, right, bottom))
    columns, _ = strip.getprojection()
    found = []
    for inked, group in groupby(range(len(columns)), key=columns.__getitem__):
        if inked:
            span = list(group)
            first, end = span[0], span[-1] + 1
            box = strip.crop((first, 0, end, bottom - top)).getbbox()
            if box:
                found.append(_Glyph(left + first, top + box[1], left + end, top + box[3]))
    return found


def _parted(page: _Page, glyphs: Sequence[_Glyph], usual: float) -> list[_Glyph]:
    """The glyphs, with ink in the same columns separated: a raised sign and the letter below it, or a stroke of the
    next line. Only the beginning of a line and the neighbours of a raised glyph are examined so closely."""
    small = _letters(glyphs, usual)
    raised = [_is_raised(glyphs, k, glyph, small) for k, glyph in enumerate(glyphs)]
    found: list[_Glyph] = []
    after_raised = True  # the first glyph may have a mark above it
    for k, glyph in enumerate(glyphs):
        beside = after_raised or any(raised[k + 1 : k + 2])
        joined = beside and not raised[k] and glyph.height > _TALL * small
        pieces = list(_of_line(page, glyphs, k, small)) if joined else [glyph]
        found += sorted(pieces, key=lambda piece: piece.left)
        after_raised = any(_is_raised(glyphs, k, piece, small) for piece in pieces)
    return found


def _of_line(page: _Page, glyphs: Sequence[_Glyph], k: int, small: float) -> Iterator[_Glyph]:
    """The pieces of the k-th glyph, without scraps and strokes of the next line."""
    for piece in _pieces(page, glyphs[k]):
        if piece.height > _SCRAP * small and piece.top < _base_at(glyphs, k):
            yield piece


def _pieces(page: _Page, glyph: _Glyph) -> Iterator[_Glyph]:
    """The stretches of ink within a glyph that touch each other nowhere."""
    cut = page.ink.crop((glyph.left, glyph.top, glyph.right, glyph.bottom))
    width, data = glyph.width, cut.tobytes()
    left = {at for at, value in enumerate(data) if value}
    while left:
        waiting = [left.pop()]
        piece = []
        while waiting:
            at = waiting.pop()
            piece.append(at)
            column = at % width
            for across in (-1, 0, 1):
                for near in (at + across - width, at + across, at + across + width):
                    if near in left and 0 <= column + across < width:
                        left.discard(near)
                        waiting.append(near)
        columns = [at % width for at in piece]
        rows = [at // width for at in piece]
        yield _Glyph(
            glyph.left + min(columns), glyph.top + min(rows), glyph.left + max(columns) + 1, glyph.top + max(rows) + 1
        )


def _heights(lines: Iterable[Sequence[_Glyph]]) -> list[float]:
    """The height of small letters in each line of more than a few glyphs."""
    return [_base(glyphs) - median(glyph.top for glyph in glyphs) for glyphs in lines if len(glyphs) > _FEW]


def _letters(glyphs: Sequence[_Glyph], usual: float) -> float:
    """The height of small letters of a line."""
    return _heights([glyphs])[0] if len(glyphs) > _FEW else usual


def _base(glyphs: Iterable[_Glyph]) -> float:
    """The baseline of most of some glyphs."""
    return median(glyph.bottom for glyph in glyphs)


def _base_at(glyphs: Sequence[_Glyph], k: int) -> float:
    """The baseline at the k-th glyph."""
    return _base(glyphs[max(0, k - _AROUND) : k + _AROUND + 1])


def _raised(line: Line, glyphs: Sequence[_Glyph], usual: float) -> Iterator[_Mark]:
    """The raised marks of a line. `usual` is the height of small letters on its page."""
    glyphs = [glyph for glyph in glyphs if max(glyph.height, glyph.width) > _DIRT * usual]
    small = _letters(glyphs, usual)
    raised = [_is_raised(glyphs, k, glyph, small) for k, glyph in enumerate(glyphs)]
    runs: list[list[int]] = []
    for k in (k for k, one in enumerate(raised) if one):
        near = runs and runs[-1][-1] == k - 1 and glyphs[k].left - glyphs[k - 1].right <= _BESIDE * small
        if near:
            runs[-1].append(k)
        else:
            runs.append([k])
    for run in runs:
        first, last = run[0], run[-1]
        members = tuple(glyphs[k] for k in run)
        if max(glyph.height for glyph in members) < _HIGH * small:
            continue  # quotation marks, or dirt
        gap = glyphs[first].left - glyphs[first - 1].right if first else 0
        if first == 0 and last + 1 < len(glyphs):
            yield _Mark(line, members, small, opens=True)
        elif first and gap <= _GLUED * small:
            yield _Mark(line, members, small, opens=False)


def _is_raised(glyphs: Sequence[_Glyph], k: int, glyph: _Glyph, small: float) -> bool:
    """Whether a glyph, the k-th or a piece of it, is above the line, measured by the height of the small letters."""
    base = _base_at(glyphs, k)
    raised = glyph.bottom < base - _ABOVE * small and glyph.top < base - (1 + _OVER) * small
    return raised and glyph.width < _WIDE * small


def _seen(witness: Witness, page: _Page, mark: _Mark) -> _Seen:
    """A mark with its place in the text."""
    cut = tuple(_normal(page, glyph) for glyph in mark.glyphs)
    words = mark.line.words
    if mark.opens:
        first = words[0]
        inside = first.box.left * page.across <= _middle(mark)
        misread = _MISREAD_OPENING.match(witness.text[first.start : first.end]) if inside else None
        return _Seen(mark, first.start, first.start + (misread.end() if misread else 0), cut)
    word = _before(words, page, mark)
    text = witness.text[word.start : word.end]
    misread = _MISREAD.search(text) if _middle(mark) < word.box.right * page.across else None
    start = word.end - min(len(mark.glyphs), len(misread[0])) if misread else word.end
    return _Seen(mark, start, word.end, cut)


def _middle(mark: _Mark) -> float:
    return (mark.glyphs[0].left + mark.glyphs[-1].right) / 2


def _before(words: Sequence[Word], page: _Page, mark: _Mark) -> Word:
    """The last word that begins to the left of a mark."""
    return next((word for word in reversed(words) if word.box.left * page.across < mark.glyphs[0].left), words[0])


def _collect(
    samples: Mapping[str, list[Image.Image]], page: _Page, witness: Witness, line: Line, glyphs: Sequence[_Glyph]
) -> None:
    """Add the figures from words of a line that are all figures."""
    for word in line.words:
        text = witness.text[word.start : word.end].strip(".,;:")
        if not _FIGURES.fullmatch(text):
            continue
        left, right = word.box.left * page.across - 1, word.box.right * page.across + 1
        within = [glyph for glyph in glyphs if left <= glyph.left and glyph.right <= right]
        if len(within) < len(text):
            continue
        for figure, glyph in zip(text, within, strict=False):
            if len(samples[figure]) < _SAMPLES:
                samples[figure].append(_normal(page, glyph))


def _normal(page: _Page, glyph: _Glyph) -> Image.Image:
    """A glyph in the size of all templates, at its own proportions."""
    cut = page.ink.crop((glyph.left, glyph.top, glyph.right, glyph.bottom))
    across = max(1, min(_TEMPLATE[0], round(glyph.width * _TEMPLATE[1] / max(1, glyph.height))))
    scaled = cut.resize((across, _TEMPLATE[1]), Image.Resampling.BOX)
    normal = Image.new("L", _TEMPLATE)
    normal.paste(scaled, ((_TEMPLATE[0] - across) // 2, 0))
    return normal


def _mean(known: Sequence[Image.Image]) -> Image.Image:
    mean = known[0]
    for n, one in enumerate(known[1:], 2):
        mean = Image.blend(mean, one, 1 / n)
    return mean


def _read(seen: _Seen, templates: Mapping[str, Image.Image]) -> Raised | None:
    """The text of a mark; None if it is illegible."""
    glyphs, images = seen.mark.glyphs, list(seen.pictures)
    first, last = _inside(glyphs, images)
    inner = glyphs[first:last]
    high = max(glyph.height for glyph in glyphs) if first or last < len(glyphs) else seen.mark.small
    if all(glyph.height < _HIGH * high for glyph in inner):
        text = "*" * len(inner)
    elif templates and len(inner) <= 3:
        text = "".join(_figure(image, templates) for image in images[first:last])
    else:
        return None
    if last < len(glyphs):
        return Raised(seen.start, seen.end, f"{'(' if first else ''}{text})", seen.mark.opens)
    return Raised(seen.start, seen.end, text.translate(RAISED), seen.mark.opens)


def _inside(glyphs: Sequence[_Glyph], images: Sequence[Image.Image]) -> tuple[int, int]:
    """The beginning and end of the sign of a mark, without parentheses. Two parentheses are mirror images."""
    count = len(glyphs)
    if count > 2 and _narrow(glyphs[0]) and _narrow(glyphs[-1]):
        reflected = ImageOps.mirror(images[-1])
        if _apart(images[0], reflected) < _apart(images[0], images[-1]):
            return 1, count - 1
    closed = count > 1 and _narrow(glyphs[-1]) and glyphs[-1].height > _PARENTHESIS_HIGHER * glyphs[-2].height
    return 0, count - closed


def _narrow(glyph: _Glyph) -> bool:
    return glyph.width < _NARROW * glyph.height


def _apart(one: Image.Image, other: Image.Image) -> float:
    """How much two glyphs differ."""
    return float(ImageStat.Stat(ImageChops.difference(one, other)).sum[0])


def _figure(image: Image.Image, templates: Mapping[str, Image.Image]) -> str:
    """The figure whose template differs least."""
    return min(templates, key=lambda figure: _apart(image, templates[figure]))
