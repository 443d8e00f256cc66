"""Content of blocks, cut from the lines of the restored witness.

A `Composer` returns the content of each line once: the pieces of its text, any page start, and the break that joins it
to the next line of its block. All pieces that were never returned, including the breaks after the last lines of blocks,
are set aside.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from editio.model.pages import Pagination
from editio.model.pieces import Fate, Piece
from editio.model.text import Content, Inline, Mark, PageStart, plain
from editio.stages.restoration import Restoration


class Composer:
    """Cuts content from a restoration, and uses each line once."""

    def __init__(self, restoration: Restoration, pagination: Pagination) -> None:
        self.restoration = restoration
        self.pagination = pagination
        notes = restoration.notes.lines
        text = [i for i in range(len(restoration.witness.lines)) if i not in restoration.apart and i not in notes]
        ends = [restoration.witness.lines[i].end for i in text]
        self._starts: dict[int, list[tuple[int, PageStart]]] = {}  # with offsets, by the first line of text on the page
        for page in pagination.pages:
            k = bisect_right(ends, page.offset)
            if page.label and k < len(text):
                self._starts.setdefault(text[k], []).append((page.offset, PageStart(page.label, page.certain)))
        self._used: set[int] = set()
        self._joined: set[int] = set()

    def text(self, i: int) -> str:
        """The edited text of line i."""
        return self.restoration.text(i)

    def lines(self, indices: Sequence[int]) -> Content:
        """The content of consecutive lines of one block, with the breaks that join them."""
        content: list[Inline] = []
        for k, i in enumerate(indices):
            self._used.add(i)
            pieces: list[Inline] = list(self.restoration.lines[i])
            if starts := self._starts.get(i):
                divided = k > 0 and indices[k - 1] in self.restoration.divided
                pieces = _after_first_word(pieces, starts) if divided else _at_offsets(pieces, starts)
            content += pieces
            if k + 1 < len(indices):
                self._joined.add(i)
                content += self.restoration.between[i]
        return tuple(content)

    def aside(self) -> tuple[Piece, ...]:
        """All pieces outside any content: unused lines and the breaks between blocks."""
        pieces = list(self.restoration.before)
        for i, (line, gap) in enumerate(zip(self.restoration.lines, self.restoration.between, strict=True)):
            if i not in self._used:
                pieces += line
            if i not in self._joined:
                pieces += [replace(piece, text="") if piece.fate is not Fate.KEPT else piece for piece in gap]
        return tuple(pieces)


def _after_first_word(pieces: list[Inline], starts: list[tuple[int, PageStart]]) -> list[Inline]:
    """The pieces with the page starts after the rest of a word that the page break divides."""
    left, right = split(tuple(pieces), len(re.match(r"\S*", plain(tuple(pieces))).group()))  # type: ignore[union-attr]
    return [*left, *(start for _, start in starts), *right]


def _at_offsets(pieces: list[Inline], starts: list[tuple[int, PageStart]]) -> list[Inline]:
    """The pieces with the page starts before them, or within them where a mark in the line divides the pages."""
    for offset, start in reversed(starts):
        left, right = split_at(tuple(pieces), offset)
        pieces = [*left, start, *right] if plain(left).strip() else [start, *pieces]
    return pieces


def split(content: Content, at: int) -> tuple[Content, Content]:
    """Split content at a position in its plain text. A changed piece across this position is cut in its edited text,
    and the first half keeps its whole reading of the witness. Calls and marks exactly at the position go to the first
    half."""
    left: list[Inline] = []
    right: list[Inline] = []
    position = 0
    for inline in content:
        length = 0 if isinstance(inline, Mark) else len(inline.text)
        if right or (position >= at and length > 0):
            right.append(inline)
        elif position + length <= at or isinstance(inline, Mark):
            left.append(inline)
        else:
            first, second = _cut(inline, at - position)
            left.append(first)
            right.append(second)
        position += length
    return tuple(left), tuple(right)


def split_at(content: Content, offset: int) -> tuple[Content, Content]:
    """Split content at an offset of the witness."""
    before = 0
    for inline in content:
        if isinstance(inline, Piece):
            if inline.start >= offset:
                break
            before += len(inline.text) if inline.end <= offset else offset - inline.start
        elif not isinstance(inline, Mark):
            before += len(inline.text)
    return split(content, before)


def _cut(inline: Inline, at: int) -> tuple[Inline, Inline]:
    assert not isinstance(inline, Mark)
    if not isinstance(inline, Piece):
        return replace(inline, text=inline.text[:at]), replace(inline, text=inline.text[at:])
    if inline.fate is Fate.KEPT:
        text = inline.text
        return (
            replace(inline, reading=text[:at], text=text[:at]),
            replace(inline, start=inline.start + at, reading=text[at:], text=text[at:]),
        )
    return replace(inline, text=inline.text[:at]), replace(inline, start=inline.end, reading="", text=inline.text[at:])


def strip(content: Content) -> tuple[Content, Content, Content]:
    """Split content into its leading blanks, its core and its trailing blanks."""
    text = plain(content)
    lead, rest = split(content, len(text) - len(text.lstrip())) if text[:1].isspace() else ((), content)
    core, tail = split(rest, len(plain(rest).rstrip()))
    return lead, core, tail
