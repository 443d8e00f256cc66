"""Tables whose cells the makers of a text marked: `| 1741 | 120 sacks |`. The first row is the header."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

from editio.model.kinds import BlockKind, SpanRole
from editio.model.text import Block, Content, Span, plain
from editio.model.witness import MarkupKind, Witness
from editio.stages.structure.content import Composer, split_at
from editio.stages.structure.displays import Found


def bars(witness: Witness) -> dict[int, list[int]]:
    """The offsets of the marks in each row of a table, by the index of its line."""
    found: dict[int, list[int]] = {}
    for mark in witness.markup:
        if mark.kind is MarkupKind.CELL:
            for i in witness.touched(mark.start, mark.end):
                if witness.lines[i].end > mark.start:  # a mark with the indent before it touches the line above
                    found.setdefault(i, []).append(mark.start)
    return found


def find(composer: Composer, indices: Sequence[int], marked: Mapping[int, Sequence[int]]) -> list[Found]:
    """The tables among the lines of a part, from the marks of their rows."""
    found: list[Found] = []
    for is_row, group in groupby(range(len(indices)), key=lambda k: indices[k] in marked):
        if is_row:
            run = list(group)
            rows = [indices[k] for k in run]
            found.append(Found(run[0], run[-1] + 1, _block(composer, rows, marked)))
    return found


def _block(composer: Composer, rows: Sequence[int], marked: Mapping[int, Sequence[int]]) -> Callable[[], Block]:
    def build() -> Block:
        spans: list[Span] = []
        for row, i in enumerate(rows):
            role = SpanRole.CELL if row else SpanRole.HEADER
            spans += _cells(composer.lines([i]), marked[i], role, row)
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
    return spans
