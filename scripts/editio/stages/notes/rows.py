"""The lines of the text as rows for the search for notes: gaps, ends of sentences, and type sizes.

Notes are set in smaller type than the text. The type size of a line is the width of its box divided by the natural
width of its words; it does not rely on sizes from the OCR engine. Without boxes, a line with more words than fit in the
measure of the text is in smaller type, and a line that exactly fills the measure is not. Both sizes come from the book
itself: from the notes of a first search, and the text around them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median

from editio.model.witness import LONGEST_LINE, Line
from editio.stages.type_metrics import width

_LONG = 12.0  # ems; shorter lines are too little evidence of their type size
_DIFFER = 1.05  # least ratio of two sizes that can be distinguished
_CAP = 0.7  # upper limit of the evidence from the size of one line
_STOP = re.compile(r"[.!?:;…][\"'”’»)\]]*$|[.!?][\"'”’»)\]]*\s?\S{0,3}$")
_SHORT = 0.85  # in measures; shorter lines above another line are verse, or end a paragraph
_FEWEST = 8  # rows of a page that is wholly in the smaller type
_WHOLLY = 0.9  # share of its rows in that type
_JOINED = 1.7  # in measures: no line is so wide in smaller type, only one that was joined to the next
_RAGGED = 0.04  # greatest share of such lines in a text with the lines of the print
_APART = 0.9  # in line heights: wider white space separates more than paragraphs


@dataclass(frozen=True, slots=True)
class Row:
    """The properties of a line of text that the search for notes uses."""

    line: int  # index in Witness.lines
    text: str
    page: int  # index of its page
    part: int  # index of its part
    gap: int  # white space above: 0 none, 1 as between paragraphs, 2 more
    stops: bool  # whether it may end a note
    size: float  # type size; 0 if unknown
    width: float  # natural width, in ems
    full: bool  # whether the next line continues its paragraph
    short: bool = False  # whether it leaves room in its line, as verse does
    heading: bool = False  # whether it is in the title of a part, which may call a note but is never part of one


def rows(
    lines: Sequence[Line],
    text: Iterable[int],
    pages: Sequence[int],
    parts: Sequence[int],
    headings: Collection[int] = frozenset(),
) -> list[Row]:
    """Rows of the given lines. `pages` and `parts` give the index of each line's page and part."""
    indices = list(text)
    usual = _usual_gap([lines[i].blank_before for i in indices])
    extents = [line.box.right - line.box.left if line.box else 0 for line in (lines[i] for i in indices)]
    room = _SHORT * _measure(extents) if extents else 0.0
    own = [lines[i] for i in indices]
    widths = [width(line.text) for line in own]
    full = _full(own, widths)
    found = []
    for k, i in enumerate(indices):
        line, natural = lines[i], widths[k]
        size = (line.box.right - line.box.left) / natural if line.box and natural >= _LONG else 0.0
        gap = _gap(lines[indices[k - 1]], line, usual) if k and pages[indices[k - 1]] == pages[i] else 2
        stops, short = bool(_STOP.search(line.text)), 0 < extents[k] < room
        found.append(Row(i, line.text, pages[i], parts[i], gap, stops, size, natural, full[k], short, i in headings))
    return found


def _full(lines: Sequence[Line], widths: Sequence[float]) -> list[bool]:
    """For each line whether it fills the measure, because the next line continues its paragraph. If the lines are not
    those of the print, because they are whole paragraphs or a program has joined lines that end in a hyphen, no line
    shows the measure. A blank before every line, as OCR engines write it, begins no paragraphs."""
    blank = 2 * sum(line.indented for line in lines) > len(lines)
    full = [b.blank_before == 0 and (blank or not b.indented) for b in lines[1:]] + [False] * bool(lines)
    wide = [natural for natural, fills in zip(widths, full, strict=True) if fills]
    most = _JOINED * _measure(wide) if wide else 0.0
    joined = bool(wide) and sum(natural > most for natural in wide) > _RAGGED * len(wide)
    return [False] * len(lines) if joined and not any(line.box for line in lines) else full


def _usual_gap(blanks: Collection[int]) -> int:
    """The number of empty lines between two paragraphs."""
    some = [b for b in blanks if b]
    return int(median(some)) if some else 1


def _gap(before: Line, line: Line, usual: int) -> int:
    blank = 0 if not _apart(before, line) else 1 if line.blank_before <= usual else 2
    if before.box and line.box and line.box.top >= before.box.top:
        white = (line.box.top - before.box.bottom) / max(1, before.box.bottom - before.box.top)
        return 2 if white > _APART else min(blank, 1)
    return blank


def _apart(before: Line, line: Line) -> bool:
    """Whether two lines belong to different paragraphs: an empty line parts them, or one is a paragraph by itself."""
    return line.blank_before > 0 or (not line.box and max(len(before.text), len(line.text)) > LONGEST_LINE)


@dataclass(frozen=True)
class Sizes:
    """The type sizes of text and notes. If they are equal, they are no evidence."""

    text: float = 1.0
    notes: float = 1.0
    measured: bool = False  # whether the sizes come from boxes; otherwise they come from the measure

    @property
    def tell(self) -> bool:
        return self.text > _DIFFER * self.notes if self.measured else self.notes > _DIFFER * self.text

    def small(self, row: Row) -> float:
        """The evidence for the smaller size; negative if the larger size is likelier."""
        if not self.tell:
            return 0.0
        if self.measured:
            if not row.size:
                return 0.0
            return _odds(math.log(self.text / row.size), math.log(self.text / self.notes))
        seen = math.log(max(row.width, 1.0) / self.text)
        if not row.full and seen < 0.02:
            return 0.0
        return _odds(seen, math.log(self.notes / self.text))

    def evidence(self, rows: Sequence[Row]) -> list[float]:
        """The evidence for the smaller size in each row. Two or more pages wholly in the smaller type are a part of the
        text set in it, such as a review or an appendix, so that it is no evidence there."""
        found = [self.small(row) for row in rows]
        if not self.tell:
            return found
        pages = [list(page) for _, page in groupby(range(len(rows)), key=lambda k: rows[k].page)]
        wholly = [_wholly([found[k] for k in page]) for page in pages]
        for n, page in enumerate(pages):
            if wholly[n] and any(wholly[max(0, n - 1) : n] + wholly[n + 1 : n + 2]):
                for k in page:
                    found[k] = 0.0
        return found


def _wholly(evidence: Sequence[float]) -> bool:
    """Whether a page is in the smaller type, from the evidence of its rows."""
    told = [small > 0 for small in evidence if small]
    return len(told) >= _FEWEST and sum(told) >= _WHOLLY * len(told)


def _odds(away: float, whole: float) -> float:
    """The evidence from the place of a line between the two sizes: 0 is the text's, `whole` that of the notes."""
    return max(-_CAP, min(_CAP, 2 * _CAP * (2 * away / whole - 1)))


def sizes(text: Collection[Row], notes: Collection[Row]) -> Sizes:
    """The type sizes of text and notes, from boxes if possible, otherwise from the measure."""
    seen = [row.size for row in text if row.size], [row.size for row in notes if row.size]
    if min(map(len, seen)) >= 3:
        return Sizes(median(seen[0]), median(seen[1]), measured=True)
    wide = [row.width for row in text if row.full], [row.width for row in notes if row.full]
    if min(map(len, wide)) >= 3:
        return Sizes(_measure(wide[0]), _measure(wide[1]))
    return Sizes()


def _measure(widths: Sequence[float]) -> float:
    """The measure: a high quantile of the widths of full lines, because many lines are shorter and few longer."""
    ordered = sorted(widths)
    return ordered[int(0.7 * (len(ordered) - 1))]
