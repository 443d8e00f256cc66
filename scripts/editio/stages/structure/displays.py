"""Displays: tables, lists and dialogues. If the OCR kept their order they are found by rule; otherwise the register
gives their parts.

Rules:
* a *table* is a run of at least three lines that end with figures. The first has at least two figures; later ones may
  have one, if other columns are empty. The line above is the header if it is short and has no stop;
* a *list without markers* is a run of at least three short lines without stops, below a colon.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from editio.inputs.registers import Display
from editio.model.kinds import BlockKind, SpanRole
from editio.model.messages import Message
from editio.model.text import Block, Content, Span, Supplied, plain
from editio.stages.structure.content import Composer, split
from editio.stages.type_metrics import width

_FIGURE = r"\d[\d,.]*(?:[½¼¾⅓⅔⅛]|%| ?m\.)?"
_ROW = re.compile(rf"(?P<label>\D.*?\D)??(?P<cells>(?:(?:^|\s+){_FIGURE})+)")
_LEAST_ROWS = 3
_ROW_LENGTH = 60  # characters; greatest length of a row of a table
_SHORT = 0.75  # in measures; greatest width of a header and of an item without marker
_CELL = re.compile(r"(\d+)(?::(\d+)(?:-(\d+))?)?")


@dataclass(frozen=True)
class Found:
    """A display at positions `first` to `end` (exclusive) among the lines of a part, and a function that makes its
    block."""

    first: int
    end: int
    block: Callable[[], Block]


def by_rule(composer: Composer, indices: list[int], full: float) -> list[Found]:
    """The tables and the lists without markers among the lines of a part."""
    found: list[Found] = []
    k = 0
    while k < len(indices):
        end = _table_end(composer, indices, k)
        if end - k >= _LEAST_ROWS:
            free = k > (found[-1].end if found else 0)  # the line above is not in a display
            first = k - 1 if free and _is_header(composer.text(indices[k - 1]), full) else k
            found.append(Found(first, end, _table(composer, indices[first:k], indices[k:end])))
        else:
            end = _bare_list_end(composer, indices, k, full)
            if end - k >= _LEAST_ROWS:
                found.append(Found(k, end, _bare_list(composer, indices[k:end])))
        k = max(k + 1, end)
    return found


def _cells(text: str) -> list[str]:
    match = _ROW.fullmatch(text)
    return re.findall(_FIGURE, match["cells"]) if match else []


def _table_end(composer: Composer, indices: list[int], k: int) -> int:
    end, columns = k, 0
    while end < len(indices):
        text = composer.text(indices[end])
        cells = _cells(text) if len(text) <= _ROW_LENGTH else []
        if not cells or (len(cells) < 2 and end == k):
            break
        columns = max(columns, len(cells))
        end += 1
    return end if columns >= 2 else k


def _is_header(text: str, full: float) -> bool:
    return width(text) < _SHORT * full and text[-1].isalnum()


def _table(composer: Composer, header: list[int], rows: list[int]) -> Callable[[], Block]:
    def build() -> Block:
        columns = max(len(_cells(composer.text(i))) for i in rows)
        spans: list[Span] = []
        for i in header:
            words = composer.text(i).split()
            shift = max(0, columns + 1 - len(words))
            places = range(shift, shift + len(words))
            spans += cut_words(composer.lines([i]), [1] * len(words), SpanRole.HEADER, 0, places)
        for row, i in enumerate(rows, 1):
            text = composer.text(i)
            cells = _cells(text)
            label = len(text.split()) - sum(len(cell.split()) for cell in cells)
            counts = ([label] if label else []) + [len(cell.split()) for cell in cells]
            first = 0 if label else 1
            spans += cut_words(composer.lines([i]), counts, SpanRole.CELL, row, range(first, first + len(counts)))
        return Block("", BlockKind.TABLE, tuple(spans))

    return build


def cut_words(content: Content, counts: Sequence[int], role: SpanRole, row: int, columns: Sequence[int]) -> list[Span]:
    """Cells with these numbers of words, in these columns. Blanks between two cells belong to the first."""
    spans = []
    for count, column in zip(counts, columns, strict=True):
        text = " ".join(plain(content).split()[:count])
        end = re.match(r"\s*" + r"\s+".join(map(re.escape, text.split())) + r"\s*", plain(content))
        cell, content = split(content, end.end() if end else len(text))
        spans.append(Span(role, cell, row, column))
    if content:
        spans[-1] = replace(spans[-1], content=(*spans[-1].content, *content))
    return spans


def _bare_list_end(composer: Composer, indices: list[int], k: int, full: float) -> int:
    if k == 0 or not composer.text(indices[k - 1]).endswith(":"):
        return k
    end = k
    while end < len(indices):
        text = composer.text(indices[end])
        ended = not text or text[-1] in ".,;:?!…-¬’"
        if ended or width(text) > _SHORT * full or indices[end] in composer.restoration.divided:
            break
        end += 1
    return end


def _bare_list(composer: Composer, rows: list[int]) -> Callable[[], Block]:
    def build() -> Block:
        return Block(
            "", BlockKind.LIST, tuple(Span(SpanRole.ITEM, composer.lines([i]), row) for row, i in enumerate(rows))
        )

    return build


def from_register(
    composer: Composer, indices: list[int], register: tuple[Display, ...]
) -> tuple[list[Found], list[Message]]:
    """The displays that the register has for a part, and messages about entries that do not fit. An entry must use each
    word of its lines exactly once."""
    lines = composer.restoration.witness.lines
    at = {lines[i].number: k for k, i in enumerate(indices)}
    found: list[Found] = []
    faults = []
    for entry in register:
        if misfit := _misfit(composer, indices, at, entry):
            faults.append(Message(entry.row, 1, "S503", f"Display from line {entry.first}: {misfit}.", entry.file))
            continue
        first, end = at[entry.first], at[entry.last] + 1
        if any(first < other.end and other.first < end for other in found):
            faults.append(
                Message(entry.row, 1, "S503", f"Display from line {entry.first}: another has its lines.", entry.file)
            )
            continue
        build = _dialogue if entry.turns else _arranged
        found.append(Found(first, end, _later(build, composer, indices, at, entry)))
    return found, faults


def _misfit(composer: Composer, indices: list[int], at: dict[int, int], entry: Display) -> str:
    """The reason why an entry cannot be the display of its lines; "" if it can."""
    claimed = _claimed(at, entry)
    for number in (entry.first, entry.last, *claimed):
        if number not in at:
            return f"no text of this part in line {number}"
        if not entry.first <= number <= entry.last:
            return f"line {number} is none of its lines"
    for number, k in at.items():
        if not entry.first <= number <= entry.last:
            continue
        words = len(composer.text(indices[k]).split())
        ranges = sorted((first, last or max(first, words)) for first, last in claimed.get(number, ()))
        ends = [0, *(last for _, last in ranges)]
        in_turn = all(end + 1 == first <= last for end, (first, last) in zip(ends, ranges, strict=False))
        if not (ranges and in_turn and ends[-1] == max(1, words)):
            return f"every word of line {number} must stand in it, and only once"
    return ""


def _claimed(at: dict[int, int], entry: Display) -> dict[int, list[tuple[int, int]]]:
    """The first and last words that the turns or rows of an entry use, by line; 0 means the last word of the line."""
    claimed: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for turn in entry.turns:
        if turn.speaker:
            claimed[turn.speaker].append((1, 0))
        for number in {turn.first, turn.last} | {n for n in at if turn.first <= n <= turn.last}:
            claimed[number].append((1, 0))
    for row in (*((entry.header,) if entry.header else ()), *entry.rows):
        for cell in row.cells:
            for match in _CELL.finditer(cell):
                claimed[int(match[1])].append((int(match[2] or 1), int(match[3] or match[2] or 0)))
    return claimed


def _later(
    build: Callable[[Composer, list[int], dict[int, int], Display], Block],
    composer: Composer,
    indices: list[int],
    at: dict[int, int],
    entry: Display,
) -> Callable[[], Block]:
    return lambda: build(composer, indices, at, entry)


def _dialogue(composer: Composer, indices: list[int], at: dict[int, int], entry: Display) -> Block:
    spans = []
    for row, turn in enumerate(entry.turns):
        if turn.speaker:
            spans.append(Span(SpanRole.SPEAKER, composer.lines([indices[at[turn.speaker]]]), row))
        elif turn.supplied:
            spans.append(Span(SpanRole.SPEAKER, (Supplied(turn.supplied),), row))
        spans.append(Span(SpanRole.SPEECH, composer.lines(indices[at[turn.first] : at[turn.last] + 1]), row))
    return Block("", BlockKind.DIALOGUE, tuple(spans))


def _arranged(composer: Composer, indices: list[int], at: dict[int, int], entry: Display) -> Block:
    """A table with the cells from the register. A line with several cells is cut between words."""
    rows = ([(0, SpanRole.HEADER, entry.header.cells)] if entry.header else []) + [
        (row, SpanRole.CELL, r.cells) for row, r in enumerate(entry.rows, 1)
    ]
    wanted: dict[int, list[tuple[int, int]]] = {}
    for _, _, cells in rows:
        for cell in cells:
            for match in _CELL.finditer(cell):
                first, last = int(match[2] or 1), int(match[3] or match[2] or 999)
                wanted.setdefault(int(match[1]), []).append((first, last))
    cut: dict[tuple[int, int], Content] = {}
    for number, ranges in wanted.items():
        ranges.sort()
        content = composer.lines([indices[at[number]]])
        counts = [last - first + 1 for first, last in ranges]
        for (first, _), span in zip(
            ranges, cut_words(content, counts, SpanRole.CELL, 0, range(len(counts))), strict=True
        ):
            cut[number, first] = span.content
    spans = []
    for row, role, cells in rows:
        for column, cell in enumerate(cells):
            parts = [cut[int(m[1]), int(m[2] or 1)] for m in _CELL.finditer(cell)]
            content = tuple(
                inline
                for k, part in enumerate(parts)
                for inline in ((*part, Supplied(" ")) if k + 1 < len(parts) else part)
            )
            spans.append(Span(role, content, row, column))
    return Block("", BlockKind.TABLE, tuple(spans))
