"""The typographic setting of lines: the features of a heading that a reader sees before reading it.

These are white space, length, capitals, type size and the place on the page. Each is measured against the book's own
habits, so nothing depends on the format or on the size of an image:

* with boxes, widths are shares of the width of the text on the page, and white space is counted in line pitches;
* without boxes, widths are shares of the length of a full line, and white space is counted in empty lines beyond the
  number usual between two lines of a paragraph.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from statistics import median

from rapidfuzz import fuzz

from editio.model.pages import Pagination
from editio.model.witness import LONGEST_LINE, USUAL_LINE, Line, Witness
from editio.stages.columns import columns
from editio.stages.divisions import marked
from editio.stages.letters import letters

_FULL = 0.9  # quantile of lengths that makes a full line
_NARROW = 0.8  # of the measure
_CAPITALS = 0.8  # of the letters
_PAGE_EDGE = 2.0  # the edge of a page counts as so many lines of white space
_MOST_SPACE = 4.0
_EVEN = 0.12  # of the measure: greatest difference between the margins of a centred line
_MARGIN = 0.03  # of the measure: tolerance for a line set to a margin
_OTHER_SIZE = 0.15  # least relative difference of another type size
_SHORTEST_PAGE = 2  # lines, on average
_APART = 1.0  # white space around a short line among them
_GAP = 4  # empty lines above a new part in a text without pages
_FEWEST_GAPS = 3
_FEW_FOLIOS = 0.1  # of the pages
_FEWEST_LETTERS, _SAME_HEAD = 6, 80  # of the title of the book, and the likeness (0 to 100) of its running heads
_MANY_HEADS = 12
_NEAR = 8  # lines above and below a heading
_WIDE = 0.6  # of the measure; the first line of a paragraph may be short
_SET_RIGHT = 0.2  # of the measure
_SHORT = 8  # characters of a catchword or signature
_STOPS = tuple(".!?:;…\"'”’»)]_*—-")
_SOON = 4  # pages between a title and the first head that repeats it


class Layout:
    """The setting of the lines of a witness. `text` are the indices of its lines that have text of the book; furniture
    and lines emptied by an editor are left out. The text is `unbroken` if it has a line for each paragraph. `levels`
    are those of the lines that the makers of the text marked as headings, such as 2 for `## Of the Toll`."""

    def __init__(self, witness: Witness, pagination: Pagination) -> None:
        self.lines: Sequence[Line] = witness.lines
        self._pagination = pagination
        whole = {
            anchor.line
            for anchor in pagination.furniture
            if anchor.start <= self.lines[anchor.line].start and anchor.end >= self.lines[anchor.line].end
        }
        self._capitals: dict[int, bool] = {}
        self._folios = [self.lines[a.line].start for a in pagination.furniture if a.number]
        self._heads = {i for i in whole if letters(self.lines[i].text)}
        self.levels = marked.levels(witness)
        self.text = [i for i, line in enumerate(self.lines) if line.text and i not in whole]
        self._page_starts = self._pages(witness, pagination)
        self.position = {i: k for k, i in enumerate(self.text)}
        pages = [self.page(i) for i in self.text]
        self.tops = {i for k, i in enumerate(self.text) if k == 0 or pages[k] != pages[k - 1]}
        self._lasts = {self.text[k - 1] for k, i in enumerate(self.text) if k and i in self.tops}
        self.breaks = self.tops if self.paged else self.tops | self._gaps()
        self.measure = self._quantile([len(self.lines[i].text) for i in self.text], _FULL)
        self.unbroken = self.measure > LONGEST_LINE and not any(line.box for line in self.lines)
        if self.unbroken:
            self.measure = USUAL_LINE
        self.usual_blank = self._usual_blank()

    def page(self, i: int) -> int:
        """The index of the page of line i."""
        return bisect_right(self._page_starts, self.lines[i].start)

    @property
    def paged(self) -> bool:
        """Whether the witness shows where pages begin."""
        return len(self._page_starts) > 1

    def top(self, i: int) -> bool:
        """Whether a page begins with line i."""
        return i in self.tops

    def edge(self, i: int) -> bool:
        """Whether line i is the first or the last of its page."""
        return i in self.tops or i in self._lasts

    def foot(self, i: int) -> bool:
        """Whether a page with other lines ends with line i."""
        return self.paged and i in self._lasts and i not in self.tops

    def may_be_folio(self, i: int) -> bool:
        """Whether a number in line i may be the folio of its page: none was read there, but on other pages, and the
        page is not known to have another label."""
        if self.page(i) in self._numbered or len(self._numbered) <= _FEW_FOLIOS * len(self._page_starts):
            return False
        line = self.lines[i]
        page = self._pagination.page_of(line.start) if self._pagination.pages else None
        return page is None or page.label in ("", line.text.strip(" ."))

    def repeated_by_heads(self, i: int, title: str) -> bool:
        """Whether the heads of pages soon after line i repeat a title, and none before it does."""
        pages = self._pages_headed.get(letters(title), [])
        return bool(pages) and self.page(i) < pages[0] <= self.page(i) + _SOON

    def begins_heads(self, i: int) -> bool:
        """Whether the heads of many pages after line i are like it, and none before it is: it is the title of the book
        above its text."""
        words = letters(self.lines[i].text)
        alike = [
            page
            for head, pages in self._pages_headed.items()
            if len(words) >= _FEWEST_LETTERS and fuzz.ratio(words, head) >= _SAME_HEAD
            for page in pages
        ]
        return len(alike) >= _MANY_HEADS and min(alike) >= self.page(i)  # a head is above its page

    @cached_property
    def _pages_headed(self) -> dict[str, list[int]]:
        """The pages that each running head is above, by its letters."""
        found: dict[str, list[int]] = {}
        for i in sorted(self._heads):
            found.setdefault(letters(self.lines[i].text), []).append(self.page(i))
        return found

    def next(self, i: int, count: int = 1) -> int | None:
        """The line of text after line i, or the one `count` lines on; None at the end of the text."""
        k = self._at(i) + count
        return self.text[k] if 0 <= k < len(self.text) else None

    def previous(self, i: int) -> int | None:
        k = self._at(i) - 1
        return self.text[k] if k >= 0 else None

    def between(self, first: int, end: int) -> list[int]:
        """The lines of text from one index to another (exclusive)."""
        return self.text[self._at(first) : self._at(end)]

    def capitals(self, i: int) -> bool:
        """Whether a line is set in capitals."""
        known = self._capitals.get(i)
        if known is None:
            letters = [c for c in self.lines[i].text if c.isalpha()]
            known = len(letters) > 1 and sum(map(str.isupper, letters)) >= _CAPITALS * len(letters)
            self._capitals[i] = known
        return known

    def width(self, i: int) -> float:
        """The width of a line as a share of the measure."""
        line = self.lines[i]
        if line.box:
            left, right = self._column(i)
            return (line.box.right - line.box.left) / max(1, right - left)
        return len(line.text) / max(1, self.measure)

    def narrow(self, i: int) -> bool:
        return self.width(i) < _NARROW

    def centred(self, i: int) -> bool:
        """Whether the box of a line is centred in its column; false if the line has no box."""
        before, after, whole = self._beside(i)
        return min(before, after) > _MARGIN * whole and abs(before - after) < _EVEN * whole

    def right(self, i: int) -> bool:
        """Whether boxes show that a line is set at the right: it has more white space at its left than an indent has,
        and none at its right."""
        before, after, whole = self._beside(i)
        return before > _SET_RIGHT * whole and after < _MARGIN * whole

    def _beside(self, i: int) -> tuple[int, int, int]:
        """The white space at the left and at the right of a line in its column, and the width of the column, in pixels;
        no white space if the line has no box."""
        box, (left, right) = self.lines[i].box, self._column(i)
        return (box.left - left, right - box.right, max(1, right - left)) if box else (0, 0, 1)

    def begins_paragraph(self, i: int) -> bool:
        """Whether boxes show that line i is the first of a paragraph: it is indented, it extends to the right margin,
        and the next line begins further left. A centred line never meets all three conditions."""
        following = self.next(i)
        box, below = self.lines[i].box, self.lines[following].box if following is not None else None
        if following is None or box is None or below is None or self.space_before(following) > 0.3:
            return False
        left, right = self._column(i)
        slack = _MARGIN * (right - left)
        return box.left - below.left > slack and right - box.right < slack

    def size(self, i: int) -> float:
        """The type size of a line relative to that of the book; 1 if the format does not give it."""
        line = self.lines[i]
        return line.size / self._body_size if line.size and self._body_size else 1.0

    def other_size(self, i: int) -> bool:
        """Whether a line is set in another size than the text. A line of capitals gives no evidence, because its box
        does not have the usual ascenders and descenders."""
        return not self.capitals(i) and abs(self.size(i) - 1) > _OTHER_SIZE

    def space_before(self, i: int) -> float:
        """The white space above a line, in lines beyond the usual. If the text has a line for each paragraph, a short
        line is apart whether or not empty lines are around it."""
        if self.top(i):
            return _PAGE_EDGE
        line, before = self.lines[i], self.previous(i)
        if line.box and before is not None and (above := self.lines[before].box):
            pitch = self._pitch
            return min(_MOST_SPACE, max(0.0, (line.box.top - above.top) / pitch - 1)) if pitch else 0.0
        space = min(_MOST_SPACE, float(max(0, line.blank_before - self.usual_blank)))
        return max(space, _APART) if self.unbroken and self.narrow(i) else space

    def space_after(self, i: int) -> float:
        following = self.next(i)
        if following is None or i in self._lasts:
            return _PAGE_EDGE
        space = self.space_before(following)
        return max(space, _APART) if self.unbroken and self.narrow(i) else space

    def prose(self, i: int) -> bool:
        """Whether a line looks like running text: as wide as the measure, not in capitals, and in the type size of the
        text."""
        return not self.narrow(i) and not self.capitals(i) and not self.other_size(i)

    def between_texts(self, first: int, last: int) -> bool:
        """Whether the text ends above a heading and begins again below it. Around running heads, sidenotes and dirt it
        goes on."""
        return self._ends_above(first) and self._begins_below(last)

    def _ends_above(self, i: int) -> bool:
        """Whether the text above a line ends with a sentence. Catchwords, folios and other short lines are skipped."""
        above = [j for n in range(1, _NEAR) if (j := self.next(i, -n)) is not None]
        text = next((j for j in above if len(self.lines[j].text) > _SHORT), None)
        return text is None or self.lines[text].text.endswith(_STOPS) or self.capitals(text)

    def _begins_below(self, i: int) -> bool:
        """Whether the first line of text below a line does not go on with a small letter."""
        below = [j for n in range(1, _NEAR) if (j := self.next(i, n)) is not None]
        text = next((j for j in below if self.width(j) > _WIDE), below[0] if below else i)
        letter = next(filter(str.isalpha, self.lines[text].text), "")
        return bool(letter) and not letter.islower()

    @cached_property
    def text_before(self) -> list[int]:
        """For each line, the number of lines of running text before it."""
        counts = [0] * (len(self.lines) + 1)
        for i in range(len(self.lines)):
            counts[i + 1] = counts[i] + (i in self.position and self.prose(i))
        return counts

    def _pages(self, witness: Witness, pagination: Pagination) -> list[int]:
        """The offsets at which pages begin; empty if they are too short to be pages."""
        if witness.leaves:
            return [leaf.start for leaf in witness.leaves]
        starts = sorted({page.offset for page in pagination.pages})
        return starts if len(self.text) >= _SHORTEST_PAGE * len(starts) else []

    def _gaps(self) -> set[int]:
        """The lines that begin a part in a text without pages, as far as white space shows: the lines below many empty
        lines, if there are enough such lines."""
        blanks = Counter(n for i in self.text if (n := self.lines[i].blank_before))
        usual = blanks.most_common(1)[0][0] if blanks else 0
        for gap in (max(_GAP, usual + 2), max(_GAP - 1, usual + 2)):
            found = {i for i in self.text if self.lines[i].blank_before >= gap}
            if len(found) >= _FEWEST_GAPS:
                return found
        return set()

    def _at(self, i: int) -> int:
        """The position of line i among the lines of text, or that of the next line of text."""
        if i in self.position:
            return self.position[i]
        return bisect_right(self.text, i)

    def _usual_blank(self) -> int:
        """The number of empty lines between two lines of a paragraph, measured between consecutive long lines."""
        long = [len(self.lines[i].text) > _NARROW * self.measure for i in self.text]
        seen = Counter(
            self.lines[i].blank_before
            for k, i in enumerate(self.text)
            if k and long[k] and long[k - 1] and not self.top(i)
        )
        return seen.most_common(1)[0][0] if seen else 0

    @cached_property
    def _numbered(self) -> frozenset[int]:
        return frozenset(bisect_right(self._page_starts, start) for start in self._folios)

    @cached_property
    def _body_size(self) -> float:
        sizes = [
            line.size for i in self.text if (line := self.lines[i]).size and len(line.text) > _NARROW * self.measure
        ]
        return median(sizes) if sizes else 0.0

    @cached_property
    def _pitch(self) -> float:
        """The usual distance between two lines, in pixels; 0 if there are no boxes."""
        steps = []
        for k, i in enumerate(self.text[1:], 1):
            above, box = self.lines[self.text[k - 1]].box, self.lines[i].box
            if above and box and i not in self.tops and box.top > above.top and not self.narrow(self.text[k - 1]):
                steps.append(box.top - above.top)
        return median(steps) if steps else 0.0

    def _column(self, i: int) -> tuple[int, int]:
        """The left and right edge of the text in the column of line i."""
        return self._edges.get(i, (0, 1))

    @cached_property
    def _edges(self) -> dict[int, tuple[int, int]]:
        """The edges of the column of each line with a box. A line across two columns has those of the whole text. A
        page narrower than usual is given the usual width around its own middle."""
        by_page: dict[int, list[int]] = {}
        for i in self.text:
            if self.lines[i].box:
                by_page.setdefault(self.page(i), []).append(i)
        single = {page: self._extent(own) for page, own in by_page.items()}
        widths = [single[page][1] - single[page][0] for page, own in by_page.items() if len(own) > 8]
        usual = int(median(widths)) if widths else 0
        edges: dict[int, tuple[int, int]] = {}
        for page, own in by_page.items():
            left, right = single[page]
            if right - left < 0.9 * usual:
                middle = (left + right) // 2
                left, right = middle - usual // 2, middle + usual // 2
            edges |= dict.fromkeys(own, (left, right))
            beside = columns(own, self.lines)
            if len(beside) > 1:
                gutter = min(box.left for i in beside[1] if (box := self.lines[i].box))
                inside = [[i for i in beside[0] if (box := self.lines[i].box) and box.right <= gutter], beside[1]]
                edges |= {i: self._extent(column) for column in inside for i in column}
        return edges

    def _extent(self, own: Sequence[int]) -> tuple[int, int]:
        """The edges that most of the given lines keep to."""
        boxes = [box for i in own if (box := self.lines[i].box)]
        return (
            int(self._quantile([box.left for box in boxes], 0.1)),
            int(self._quantile([box.right for box in boxes], 0.9)),
        )

    @staticmethod
    def _quantile(values: Sequence[int], part: float) -> float:
        ordered = sorted(values)
        return float(ordered[min(len(ordered) - 1, int(part * len(ordered)))]) if ordered else 1.0
