"""The lines of the text as the search for notes sees them: gaps, ends of sentences, and the size of the type.

Notes are set in smaller type than the text. The size of a line's type is the width of its box divided by the
natural width of its words, which needs no help from the OCR engine. Without boxes, a line of more words than the
measure of the text holds is in smaller type, and a line that fills exactly that measure is not. The two sizes are
taken from the book itself: from the notes that a first search is sure of, and the text around them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from editio.model.witness import Line
from editio.stages.type_metrics import width

_LONG = 12.0  # ems; shorter lines say too little about the size of their type
_DIFFER = 1.05  # ratio of two sizes that can be told apart
_CAP = 0.7  # the most that the size of one line says
_STOP = re.compile(r"[.!?:;…][\"'”’»)\]]*$|[.!?][\"'”’»)\]]*\s?\S{0,3}$")
_APART = 0.9  # of the height of a line: more white than between two lines of a paragraph


@dataclass(frozen=True, slots=True)
class Row:
    """A line of text: what the search for notes has to know about it."""

    line: int  # index in Witness.lines
    text: str
    page: int  # index of its page
    part: int  # index of its part
    gap: int  # white space above: 0 none, 1 as between paragraphs, 2 more
    stops: bool  # whether it may end a note
    size: float  # of the type; 0 if nothing tells
    width: float  # natural, in ems
    full: bool  # whether the line after it goes on with its paragraph
    heading: bool = False  # whether it is a line of a part's title, which may call a note but is none


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
    found = []
    for k, i in enumerate(indices):
        line = lines[i]
        following = lines[indices[k + 1]] if k + 1 < len(indices) else None
        full = following is not None and following.blank_before == 0 and not following.indented
        natural = width(line.text)
        size = (line.box.right - line.box.left) / natural if line.box and natural >= _LONG else 0.0
        gap = _gap(lines[indices[k - 1]], line, usual) if k and pages[indices[k - 1]] == pages[i] else 2
        found.append(
            Row(
                i, line.text, pages[i], parts[i], gap, bool(_STOP.search(line.text)), size, natural, full, i in headings
            )
        )
    return found


def _usual_gap(blanks: Collection[int]) -> int:
    """The number of empty lines between two paragraphs."""
    some = [b for b in blanks if b]
    return int(median(some)) if some else 1


def _gap(before: Line, line: Line, usual: int) -> int:
    blank = 0 if not line.blank_before else 1 if line.blank_before <= usual else 2
    if before.box and line.box and line.box.top >= before.box.top:
        white = (line.box.top - before.box.bottom) / max(1, before.box.bottom - before.box.top)
        return 2 if white > _APART else min(blank, 1)
    return blank


@dataclass(frozen=True)
class Sizes:
    """The sizes of text and notes; with equal ones nothing can be told."""

    text: float = 1.0
    notes: float = 1.0
    measured: bool = False  # by boxes; else by the measure

    @property
    def tell(self) -> bool:
        return self.text > _DIFFER * self.notes if self.measured else self.notes > _DIFFER * self.text

    def small(self, row: Row) -> float:
        """How much speaks for the smaller size: below 0 if the larger one is likelier."""
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


def _odds(away: float, whole: float) -> float:
    """From where a line lies between the two sizes: 0 is the text's, `whole` that of the notes."""
    return max(-_CAP, min(_CAP, 2 * _CAP * (2 * away / whole - 1)))


def sizes(text: Collection[Row], notes: Collection[Row]) -> Sizes:
    """The sizes of type of text and notes, by boxes or else by the measure."""
    seen = [row.size for row in text if row.size], [row.size for row in notes if row.size]
    if min(map(len, seen)) >= 3:
        return Sizes(median(seen[0]), median(seen[1]), measured=True)
    wide = [row.width for row in text if row.full], [row.width for row in notes if row.full]
    if min(map(len, wide)) >= 3:
        return Sizes(_measure(wide[0]), _measure(wide[1]))
    return Sizes()


def _measure(widths: list[float]) -> float:
    """The measure: what most full lines are near to, since many lines are shorter and few longer."""
    ordered = sorted(widths)
    return ordered[int(0.7 * (len(ordered) - 1))]
