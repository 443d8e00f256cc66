"""Tables whose cells the makers of a text marked: `| 1741 | 120 sacks |`, `<tr><td>1741</td><td>120 sacks</td></tr>`.

In the first form each line is a row, and the first row is the header. In the second form tags begin the rows, so a
table may be one line, or each cell a line of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from editio.model.kinds import BlockKind, SpanRole
from editio.model.text import Block, Content, Span, plain
from editio.model.witness import MarkupKind, Witness
from editio.stages.structure.content import Composer, split_at
from editio.stages.structure.displays import Found


@dataclass(frozen=True)
class Cut:
    """The offset of the tag before a cell, whether a row begins there, and whether the cell is a header."""

    offset: int
    row: bool
    header: bool


@dataclass(frozen=True)
class Marks:
    """The marks of tables: `bars` are the offsets of the bars in the rows of tables, by the index of the line; `tagged`
    are the numbers of the tables with tags, by line; `cuts` are the tags of each of these."""

    bars: Mapping[int, Sequence[int]]
    tagged: Mapping[int, int]
    cuts: Mapping[int, Sequence[Cut]]

    def table(self, i: int) -> int:
        """The number of the table that line i belongs to: 0 for a table with bars, -1 for none."""
        return self.tagged.get(i, 0 if i in self.bars else -1)


def of(witness: Witness) -> Marks:
    """The marks of all tables of a text."""
    bars: dict[int, list[int]] = {}
    tagged: dict[int, int] = {}
    cuts: dict[int, list[Cut]] = {}
    start = 0
    for mark in witness.markup:
        if mark.kind not in (MarkupKind.CELL, MarkupKind.ROW):
            continue
        text = witness.text[mark.start : mark.end].casefold()
        if "<" not in text:
            for i in witness.overlapped(mark.start, mark.end):
                bars.setdefault(i, []).append(mark.start)
            continue
        if "<table" in text:
            start = mark.start
            cuts[len(cuts) + 1] = []
        cuts[len(cuts)].append(Cut(mark.start, mark.kind is MarkupKind.ROW, "<th" in text.replace("<thead", "")))
        if "</table" in text:
            tagged |= dict.fromkeys(witness.overlapped(start, mark.end), len(cuts))
    return Marks(bars, tagged, cuts)


def find(composer: Composer, indices: Sequence[int], marks: Marks) -> list[Found]:
    """The tables among the lines of a part, from the marks of their cells."""
    found: list[Found] = []
    for table, group in groupby(range(len(indices)), key=lambda k: marks.table(indices[k])):
        if table >= 0:
            run = list(group)
            rows = [indices[k] for k in run]
            build = _by_tags(composer, rows, marks.cuts[table]) if table else _by_bars(composer, rows, marks.bars)
            found.append(Found(run[0], run[-1] + 1, build))
    return found


def _by_bars(composer: Composer, rows: Sequence[int], bars: Mapping[int, Sequence[int]]) -> Callable[[], Block]:
    def build() -> Block:
        spans: list[Span] = []
        for row, i in enumerate(rows):
            role = SpanRole.CELL if row else SpanRole.HEADER
            spans += _cells(composer.lines([i]), bars[i], role, row)
        return Block("", BlockKind.TABLE, tuple(spans))

    return build


def _by_tags(composer: Composer, lines: Sequence[int], cuts: Sequence[Cut]) -> Callable[[], Block]:
    def build() -> Block:
        content = composer.lines(lines)
        spans: list[Span] = []
        firsts = [k for k, cut in enumerate(cuts) if cut.row or not k]
        for number, (first, end) in reversed([*enumerate(zip(firsts, [*firsts[1:], len(cuts)], strict=True))]):
            content, row = split_at(content, cuts[first].offset) if number else ((), content)
            role = SpanRole.HEADER if cuts[first].header and not number else SpanRole.CELL
            offsets = [cut.offset for cut in cuts[first:end]]
            spans[:0] = _cells(row, offsets, role, number + (not cuts[0].header))
        return Block("", BlockKind.TABLE, tuple(spans))

    return build


def _cells(content: Content, at: Sequence[int], role: SpanRole, row: int) -> list[Span]:
    """The cells of a row, cut at its marks. An empty cell has no words, so its marks belong to the cell before it."""
    cells: list[Content] = []
    for offset in sorted(at, reverse=True):
        content, cell = split_at(content, offset)
        cells.insert(0, cell)
    spans: list[Span] = []
    before = content
    for column, cell in enumerate(cells):
        if plain(cell).strip():
            spans.append(Span(role, (*before, *cell), row, column))
            before = ()
        elif spans:
            spans[-1] = Span(role, (*spans[-1].content, *cell), row, spans[-1].column)
        else:
            before = (*before, *cell)
    return spans or ([Span(role, before, row, 0)] if before else [])
