"""Tables whose columns the witness keeps apart by blanks, as typists and converters of plain text set them:

    Place            Keeper        Sacks
    Weir Bridge      Ada Orme      1,204
    Upper Market     Tom Brim        998

A *gutter* is at least two blanks wide and blank in every row. A table is a run of at least three rows that have a
gutter in common, with words on both sides of one in each row. The marks of lists (`1.  The toll`) and two blanks after
a stop make no columns. Where most cells begin with a small letter, two columns of prose were read across.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from editio.model.kinds import BlockKind, SpanRole
from editio.model.text import Block, Span
from editio.stages.structure.content import Composer
from editio.stages.structure.displays import Found, cut_words
from editio.stages.structure.layout import MARKER

_LEAST_ROWS = 3
_GUTTER = 2  # blanks
_LONGEST = 100  # characters; greatest width of a row
_WORD = re.compile(r"\S+")
_STOPPED = re.compile(r"\D*[.!?:;,][’”»\"')\]]*")
_RULE = re.compile(r"[\s=_.–—-]+")
_DRAWN = re.compile(r"[|\\]|(?<!\S)[/+*]+(?!\S)")  # the lines of a pedigree, bars, a row of stars


@dataclass(frozen=True)
class _Row:
    """A line of the witness. `words` are the first and last places of its words, in characters from the left margin, so
    that leading blanks count."""

    words: tuple[tuple[int, int], ...]
    texts: tuple[str, ...]
    rule: bool  # it is a rule between rows

    def cells(self, gutters: Sequence[tuple[int, int]]) -> list[int]:
        """The number of words in each column."""
        starts = [0, *(end for _, end in gutters)]
        ends = [*(start for start, _ in gutters), _LONGEST + 1]
        return [sum(start <= first < end for first, _ in self.words) for start, end in zip(starts, ends, strict=True)]


def find(composer: Composer, indices: Sequence[int]) -> list[Found]:
    """The tables among the lines of a part."""
    rows = [_row(composer, i) for i in indices]
    found: list[Found] = []
    k = 0
    while k < len(rows):
        end, gutters = _run(rows, k)
        if sum(not row.rule for row in rows[k:end] if row) >= _LEAST_ROWS and _is_table(rows[k:end], gutters):
            found.append(Found(k, end, _table(composer, indices[k:end], rows[k:end], gutters)))
        k = max(k + 1, end)
    return found


def _row(composer: Composer, i: int) -> _Row | None:
    """A line that may be a row; None if it cannot be one, or if the edition has other words than the witness there."""
    witness = composer.restoration.witness
    line = witness.lines[i]
    start = witness.text.rfind("\n", 0, line.start) + 1
    raw = witness.text[start : line.end].replace("\f", " ").expandtabs(8)
    if len(raw) > _LONGEST or _DRAWN.search(raw) or len(raw.split()) != len(composer.text(i).split()):
        return None
    words = tuple(match.span() for match in _WORD.finditer(raw))
    wide = any(second - first >= _GUTTER for (_, first), (second, _) in pairwise(words))
    rule = _RULE.fullmatch(raw) is not None
    return _Row(words, tuple(raw.split()), rule) if wide or rule else None


def _run(rows: Sequence[_Row | None], k: int) -> tuple[int, list[tuple[int, int]]]:
    """The longest run of rows from position k with a common gutter: its end, and all gutters that its rows share. No
    rule is at its beginning or end."""
    end, found = k, list[tuple[int, int]]()
    taken: set[int] = set()
    while end < len(rows):
        row = rows[end]
        if row is None or (end == k and row.rule):
            break
        more = taken | {at for first, last in row.words for at in range(first, last)}
        gutters = _gutters(more)
        touched = rows[end if gutters == found else k : end + 1]  # the others have the same cells as before
        if not all(sum(map(bool, one.cells(gutters))) > 1 for one in touched if one and not one.rule):
            break
        end, found, taken = end + 1, gutters, more
    while end > k + 1 and (last := rows[end - 1]) and last.rule:
        end -= 1
    return end, found


def _gutters(taken: set[int]) -> list[tuple[int, int]]:
    """The gutters between the places that words take in any row."""
    return [(a + 1, b) for a, b in pairwise(sorted(taken)) if b - a > _GUTTER]


def _is_table(rows: Sequence[_Row | None], gutters: Sequence[tuple[int, int]]) -> bool:
    """Whether the gutters part columns of a table."""
    cells = [row.cells(gutters) for row in rows if row and not row.rule]
    texts = [row.texts for row in rows if row and not row.rule]
    firsts = [" ".join(words[: counts[0]]) for words, counts in zip(texts, cells, strict=True)]
    marks = sum(bool(MARKER.fullmatch(f"{text} ") or _STOPPED.fullmatch(text)) for text in firsts)
    begins = [
        words[sum(counts[:n])]
        for words, counts in zip(texts, cells, strict=True)
        for n, count in enumerate(counts)
        if count
    ]
    small = sum(word[0].islower() for word in begins)
    return 2 * marks < len(firsts) and 2 * small <= len(begins)


def _table(
    composer: Composer, indices: Sequence[int], rows: Sequence[_Row | None], gutters: Sequence[tuple[int, int]]
) -> Callable[[], Block]:
    """The block of a table. Its first row is the header if all others but rules have figures."""

    def build() -> Block:
        figures = [
            any(map(str.isdigit, composer.text(i)))
            for i, row in zip(indices, rows, strict=True)
            if row and not row.rule
        ]
        headed = not figures[0] and all(figures[1:])
        spans: list[Span] = []
        for n, (i, row) in enumerate(zip(indices, rows, strict=True)):
            counts = row.cells(gutters) if row else []
            columns = [column for column, count in enumerate(counts) if count]
            role = SpanRole.HEADER if headed and not n else SpanRole.CELL
            spans += cut_words(composer.lines([i]), [count for count in counts if count], role, n, columns)
        return Block("", BlockKind.TABLE, tuple(spans))

    return build
