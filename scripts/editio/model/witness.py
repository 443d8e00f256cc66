"""The witness: the bytes of one OCR text as lines with offsets.

Everything later stages say about the text they say in offsets of `Witness.text`, the decoded
characters of the file with nothing changed (a byte-order mark and carriage returns included), so
that `text.encode()` is the file again, byte for byte.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, lru_cache

from editio.model.messages import Message

BYTE_ORDER_MARK = "\ufeff"
LEAF_BREAK = "\f"
LONGEST_LINE = 150  # characters; a longer line is a whole paragraph
USUAL_LINE = 65.0  # characters of a printed line
_LINE_END = re.compile(r"\r\n?|\n|(?<=\S)[ \t]*\f(?=[^\r\n])")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a leaf, from its top left corner, in the unit of the leaf's width and height: pixels of its
    image, unless the format measures the paper. Compare only with other boxes of the witness or with its leaf."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Word:
    """A word as the OCR engine saw it: `witness.text[start:end]`, its box on the image, and the confidence of the
    engine, from 0 to 1 (1 if the format gives none)."""

    start: int
    end: int
    box: Box
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds text.

    `text` has no surrounding blanks. In a witness, `witness.text[start:end]` is that text; `number` counts the lines of
    the witness text from 1. In a reading (`editio.stages.reading`) the text is as emended, and `offsets` gives the
    origin of each of its characters: use `at`.
    """

    number: int
    start: int
    end: int
    text: str
    blank_before: int  # empty lines between this line and the last one that holds text
    indented: bool  # whether a blank precedes the text
    box: Box | None = None
    size: float = 0.0  # of the type, in the unit of the boxes; 0 if the format does not say
    words: tuple[Word, ...] = ()
    offsets: tuple[int, ...] | None = None  # of each character of `text` in the witness; None: start, start + 1 ...

    def at(self, position: int) -> int:
        """The offset in the witness of a position in `text`, which may be its end."""
        if self.offsets is None:
            return self.start + position
        return self.offsets[position] if position < len(self.offsets) else self.end

    def column(self, offset: int) -> int:
        """The column, from 1, of an offset within the line as an editor shows it."""
        return offset - self.start + 1 + self.indented


@dataclass(frozen=True)
class Leaf:
    """One side of a scanned leaf: `witness.lines[first:end]`, empty for a leaf without text."""

    number: int  # counted through the witness, from 1
    first: int
    end: int
    start: int  # offset in the witness at which the leaf begins
    image: str = ""  # name of its image, if the format has one
    width: int = 0  # in the unit of the boxes; 0 if unknown
    height: int = 0

    def begins_within(self, lines: Sequence[Line]) -> bool:
        """Whether a mark within one of the lines divides it from the leaf before."""
        return self.first > 0 and self.start < lines[self.first - 1].end


@dataclass(frozen=True)
class Scan:
    """An image file, or one page of a PDF, by its name in messages. `read` returns the bytes of the file."""

    name: str
    read: Callable[[], bytes]
    page: int = 0  # of a PDF, from 1; 0 for an image file

    @property
    def stem(self) -> str:
        """The name of the file without folders and endings."""
        return self.name.rpartition("/")[2].split(".")[0]


class MarkupKind(StrEnum):
    """Kinds of text in a witness that are not words of the book; readers see these values."""

    COMMENT = "comment"
    PAGE_SEPARATOR = "page separator"
    EMPHASIS = "mark of emphasis"
    ILLUSTRATION = "mark of an illustration"
    SIDENOTE = "mark of a sidenote"
    HEADING = "mark of a heading"
    CELL = "mark of a table"
    ROW = "mark of a row of a table"
    FORMAT = "formatting mark"
    CONTROL = "control character"
    LICENCE = "licence and transcribers’ text"
    SCANNER = "notice of a scanning service"


@dataclass(frozen=True, slots=True)
class Markup:
    """A stretch of the witness text that its makers added. It is set aside, and no line holds only markup."""

    start: int
    end: int
    kind: MarkupKind


@dataclass(frozen=True, slots=True)
class Raised:
    """A small raised mark on the image of a page: its text, and the stretch of the witness in its place, which may be
    empty. It calls a note, or begins one if it begins a line."""

    start: int
    end: int
    text: str
    opens: bool


@dataclass(frozen=True, eq=False)  # compared by identity, so a witness is a cheap cache key
class Witness:
    """The OCR of one book. `leaves` is empty if the format does not mark the pages."""

    name: str
    text: str
    lines: tuple[Line, ...]
    leaves: tuple[Leaf, ...] = ()
    markup: tuple[Markup, ...] = ()
    messages: tuple[Message, ...] = ()  # about the files it was read from
    encoding: str = "utf-8"  # in which the text of a single text file gives its bytes back
    scans: Mapping[int, Scan] = field(default_factory=dict)  # images of the leaves, by the leaves' numbers

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()

    def line_at(self, offset: int) -> Line:
        """The last line that begins at or before the offset (the first for offsets before it)."""
        return self.lines[max(0, bisect_right(self.lines, offset, key=lambda line: line.start) - 1)]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1, of an offset in the text."""
        known = self.line_at(offset) if self.lines and self.lines[0].start <= offset else None
        number, start = (known.number, known.start) if known else (1, 0)
        ends = [end.end() for end in _LINE_END.finditer(self.text, start, offset)]
        begin = ends[-1] if ends else self._line_begin(start)
        return number + len(ends), offset - begin + 1

    def _line_begin(self, offset: int) -> int:
        """The offset of the beginning of the line around an offset."""
        begin = max(self.text.rfind("\n", 0, offset), self.text.rfind("\r", 0, offset)) + 1
        return max([begin, *(end.end() for end in _LINE_END.finditer(self.text, begin, offset + 1))])

    @cached_property
    def numbered(self) -> Mapping[int, Line]:
        """The lines by their numbers."""
        return {line.number: line for line in self.lines}

    def markup_between(self, start: int, end: int) -> tuple[Markup, ...]:
        """The markup that a stretch of the text meets."""
        first = bisect_right(self.markup, start, key=lambda mark: mark.end)
        return self.markup[first : bisect_left(self.markup, end, first, key=lambda mark: mark.start)]

    def touched(self, start: int, end: int) -> range:
        """The indices of the lines that a stretch of the text touches."""
        if not self.lines:
            return range(0)
        first = max(0, bisect_right(self.lines, start, key=lambda line: line.start) - 1)
        return range(first, max(first + 1, bisect_left(self.lines, end, first, key=lambda line: line.start)))

    def overlapped(self, start: int, end: int) -> list[int]:
        """The lines that a stretch touches, without the line above it if it begins between two lines."""
        return [i for i in self.touched(start, end) if self.lines[i].end > start]

    def in_tables(self) -> frozenset[int]:
        """The lines of tables whose cells the makers of the text marked."""
        marks = (mark for mark in self.markup if mark.kind in (MarkupKind.CELL, MarkupKind.ROW))
        return frozenset(i for mark in marks for i in self.overlapped(mark.start, mark.end))

    def between(self, first: int, last: int) -> tuple[Line, ...]:
        """The lines that begin from an offset to another."""
        start = bisect_left(self.lines, first, key=lambda line: line.start)
        return self.lines[start : bisect_left(self.lines, last, start, key=lambda line: line.start)]


@lru_cache(maxsize=1)
def of_text(text: str, name: str = "witness") -> Witness:
    """The witness that a text is. LF, CR or both end a line, and so does a form feed between the words of two pages;
    other white space is kept as it is."""
    lines: list[Line] = []
    empty = 0
    for number, (begin, end) in enumerate(_line_spans(text), 1):
        raw = text[begin:end]
        body = raw.strip().removeprefix(BYTE_ORDER_MARK).strip()
        if body:
            start = begin + raw.index(body)
            indented = bool(raw[: start - begin].strip(BYTE_ORDER_MARK))
            lines.append(Line(number, start, start + len(body), body, empty, indented))
            empty = 0
        else:
            empty += 1
    return Witness(name, text, tuple(lines))


def _line_spans(text: str) -> Iterator[tuple[int, int]]:
    """The beginning and end of each line, without its line end."""
    begin = 0
    for end in _LINE_END.finditer(text):
        yield begin, end.start()
        begin = end.end()
    yield begin, len(text)
