"""The places of lines, and the signs that divide paragraphs in this book.

A format with geometry gives boxes. They determine, in ems, the *indent* of a line (from the left margin of its column)
and how far it is *short* of the right margin. Margins are measured for each column of each leaf, and a slanted scan has
slanted margins. Plain text may keep indents as leading blanks. Any text may have empty lines between paragraphs.

A sign is not accepted just because it is common in books. The wording makes two kinds of lines nearly certain: a line
that begins with a small letter, after a line without a stop, continues a paragraph; a line that begins with a capital,
below a short line that ends with a stop, begins one. `evidence` counts each sign for both kinds over the whole book. A
sign that does not distinguish them is no evidence for any line.

Begin reading at `places`, then `evidence`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from editio.model.witness import Box, Line, Witness
from editio.stages.columns import columns
from editio.stages.line_ends import ends_sentence, introduces

INDENTED = 0.45  # ems; a deeper line is indented, because printers indent by one em or more
DEEP = 4.5  # ems; a deeper line is centred, flush right, or verse, because no paragraph is indented so far
SHORT = 1.2  # ems; a line is short of the right margin beyond this
_BLANKS = 2.0  # leading blanks for one em
_FULL = 0.85  # least width of full lines, as a share of the widest lines
_ALIGNED = 0.7  # ems; the lines of prose end this close to their right margin
_JUSTIFIED = 0.6  # least share of full lines that do so in prose
_TELLS = 0.45  # least difference of frequency for a sign that distinguishes beginnings of paragraphs
_ENOUGH = 8  # least number of lines of each kind for evidence
CASELESS = re.compile(r"\W*[\u0900-\u097f]")  # a line in a script without capitals
CAPITAL = re.compile(r"[‘“\"'«„»(\[_—–-]*\s?[A-ZÀ-ÖØ-Þ0-9]")


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a line. A value is None if the format does not give it, or not for this line."""

    indent: float | None = None  # ems
    short: float | None = None  # ems
    blank: bool | None = None  # whether an empty line separates it from the previous line of text
    size: float | None = None  # type size, relative to the running text


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Sign:
    """The frequency of a sign in lines that begin a paragraph and in lines that continue one."""

    begins: float
    goes_on: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """The signs that divide paragraphs in this book; None for a sign that does not."""

    indent: Sign | None = None
    blank: Sign | None = None
    geometry: bool = False  # whether it is known for most lines how far they are short
    single: float = 0.0  # the share of paragraphs with one line, as far as these signs show


NO_EVIDENCE = Evidence()


def places(witness: Witness, running: Sequence[int], tops: Collection[int]) -> Mapping[int, Place]:
    """The places of lines of the running text, by index. `tops` are the lines that begin a page; it is unknown whether
    an empty line precedes them. Notes printed between two lines of the running text do not belong to it. If there is
    an empty line above or below such notes, it counts as one between the two lines."""
    lines = witness.lines
    boxed = [i for i in running if lines[i].box]
    em = _em([box for i in boxed if (box := lines[i].box)])
    placed = _with_boxes(witness, boxed, em)
    leading = _leading(witness, running) if len(boxed) < len(running) / 2 else {}
    sizes = sorted(lines[i].size for i in running if lines[i].size)
    usual = median(sizes) if sizes else 0.0
    before: int | None = None
    found = {}
    for i in running:
        known = before is not None and before < i and i not in tops
        blank = any(lines[k].blank_before > 0 for k in range((before or 0) + 1, i + 1)) if known else None
        indent, short = placed.get(i, (leading.get(i), None))
        found[i] = Place(indent, short, blank, lines[i].size / usual if usual and lines[i].size else None)
        before = i
    return found


def may_part(before: str, text: str) -> bool:
    """Whether the wording of two lines allows a new paragraph between them."""
    ends = ends_sentence(before) or introduces(before)
    return ends and bool(CAPITAL.match(text) or CASELESS.match(text))


def evidence(texts: Mapping[int, str], found: Mapping[int, Place], narrow: Mapping[int, bool]) -> Evidence:
    """The evidence from the signs of all lines of the running text. `narrow` gives, for lines without boxes, whether
    they are well short of the measure."""
    begins: list[Place] = []
    goes_on: list[Place] = []
    set_in: list[bool] = []  # whether a line that goes on is indented no deeper than the line before it
    order = list(texts)
    for before, i in pairwise(order):
        stopped, capital = ends_sentence(texts[before]), bool(CAPITAL.match(texts[i]))
        short = found[before].short
        ended = short > 2 * SHORT if short is not None else narrow.get(before, False)
        caseless = bool(CASELESS.match(texts[i]))
        if stopped and (capital or caseless) and ended:
            begins.append(found[i])
        elif not stopped and (caseless or texts[i][:1].islower()):
            goes_on.append(found[i])
            set_in.append(is_indented(found[before]) and is_indented(found[i]) and not _deeper(found[i], found[before]))
    geometry = sum(place.short is not None for place in found.values()) > len(found) / 2
    placed = [found[i] for i in order]
    if len(begins) < _ENOUGH or len(goes_on) < _ENOUGH:
        blank = _consistent(texts, found)
        return Evidence(None, blank, geometry, _single(placed, indent=False, blank=bool(blank)))
    flush = [place for place, display in zip(goes_on, set_in, strict=True) if not display]
    indents = [[is_indented(p) for p in kind if p.indent is not None] for kind in (begins, flush)]
    blanks = [[p.blank for p in kind if p.blank is not None] for kind in (begins, goes_on)]
    indent, blank = _sign(*indents), _sign(*blanks)
    return Evidence(indent, blank, geometry, _single(placed, indent=bool(indent), blank=bool(blank)))


def is_indented(place: Place) -> bool:
    """Whether a line is indented like the first line of a paragraph."""
    return place.indent is not None and INDENTED < place.indent < DEEP


def _deeper(place: Place, other: Place) -> bool:
    """Whether a line is indented clearly deeper than another."""
    return place.indent is not None and other.indent is not None and place.indent > other.indent + INDENTED


def _single(lines: Sequence[Place], *, indent: bool, blank: bool) -> float:
    """The share of lines with a sign of a beginning that are followed by another such line."""
    begins = [bool((blank and p.blank) or (indent and is_indented(p))) for p in lines]
    return sum(a and b for a, b in pairwise(begins)) / max(1, sum(begins))


def _sign(begins: list[bool], goes_on: list[bool]) -> Sign | None:
    if min(len(begins), len(goes_on)) < _ENOUGH:
        return None
    first, other = ((sum(kind) + 0.5) / (len(kind) + 1) for kind in (begins, goes_on))
    return Sign(min(first, 0.99), max(other, 0.004)) if first - other > _TELLS else None


def _consistent(texts: Mapping[int, str], found: Mapping[int, Place]) -> Sign | None:
    """The sign for empty lines in a text too short for counting: they divide paragraphs if most of them separate
    sentences and none is within a sentence. The others separate the lines of lists. Ornaments are no evidence."""
    order = [i for i, text in texts.items() if any(map(str.isalpha, text))]
    known = [(texts[before], texts[i], found[i].blank) for before, i in pairwise(order) if found[i].blank is not None]
    parted = [(before, text) for before, text, blank in known if blank]
    between = sum(ends_sentence(before) and CAPITAL.match(text) is not None for before, text in parted)
    within = {blank for before, text, blank in known if not ends_sentence(before) and text[:1].islower()}
    tells = within == {False} or (not within and 2 * len(parted) < len(known))
    return Sign(0.9, 0.02) if 2 * between > len(parted) and tells else None


def _em(boxes: Sequence[Box]) -> float:
    """The median height of a line of the running text, which is about an em."""
    return float(median([box.bottom - box.top for box in boxes])) or 1.0 if boxes else 1.0


def _leading(witness: Witness, running: Sequence[int]) -> dict[int, float]:
    """The indents of lines in plain text: their leading blanks beyond the usual number."""
    lines = witness.lines
    blanks = {i: lines[i].start - (witness.text.rfind("\n", 0, lines[i].start) + 1) for i in running}
    if not blanks:
        return {}
    usual = Counter(blanks.values()).most_common(1)[0][0]
    indents = {i: (n - usual) / _BLANKS if abs(n - usual) > 1 else 0.0 for i, n in blanks.items()}
    return indents if any(indents.values()) else {}


def _with_boxes(witness: Witness, boxed: Sequence[int], em: float) -> dict[int, tuple[float, float | None]]:
    """The indent of each line with a box and how far it is short, in ems."""
    found: dict[int, tuple[float, float | None]] = {}
    wanted = set(boxed)
    for leaf in witness.leaves:
        own = [i for i in range(leaf.first, leaf.end) if i in wanted]
        for column in columns(own, witness.lines):
            found |= _in_column(column, witness.lines, em)
    return found


def _in_column(column: Sequence[int], lines: Sequence[Line], em: float) -> dict[int, tuple[float, float | None]]:
    """The indent of each line and how far it is short. Verse has no right margin: its lines end anywhere."""
    boxes = {i: box for i in column if (box := lines[i].box)}
    if not boxes:
        return {}
    widths = sorted(b.right - b.left for b in boxes.values())
    widest = widths[int(0.9 * (len(widths) - 1))]
    full = [b for b in boxes.values() if b.right - b.left >= _FULL * widest] or list(boxes.values())
    left = _margin([(b.top, b.left) for b in full], 0.3)
    right = _margin([(b.top, b.right) for b in full], 0.7)
    ends = [abs(right(b.top) - b.right) / em for b in full]
    justified = len(full) < _ENOUGH or sum(end < _ALIGNED for end in ends) >= _JUSTIFIED * len(ends)
    return {
        i: ((b.left - left(b.top)) / em, (right(b.top) - b.right) / em if justified else None) for i, b in boxes.items()
    }


class _Margin:
    """The margin of a page as a straight line, which is slanted if the page was scanned askew."""

    def __init__(self, top: float, at: float, slant: float) -> None:
        self.top, self.at, self.slant = top, at, slant

    def __call__(self, top: float) -> float:
        return self.at + self.slant * (top - self.top)


def _margin(ends: list[tuple[int, int]], share: float) -> _Margin:
    """The margin near most ends of lines. In each half of the column, it is the quantile `share` of the ends."""
    ends = sorted(ends)
    if len(ends) < _ENOUGH:
        return _Margin(0.0, _quantile([x for _, x in ends], share), 0.0)
    half = len(ends) // 2
    upper, lower = ends[:half], ends[half:]
    y1, y2 = median([y for y, _ in upper]), median([y for y, _ in lower])
    x1, x2 = (_quantile([x for _, x in part], share) for part in (upper, lower))
    slant = (x2 - x1) / (y2 - y1) if y2 > y1 else 0.0
    return _Margin(y1, x1, slant if abs(slant) < 0.04 else 0.0)


def _quantile(values: list[int], share: float) -> float:
    return float(sorted(values)[int(share * (len(values) - 1))])
