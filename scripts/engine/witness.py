"""The witness: the bytes of one OCR text as lines with offsets.

Everything later stages say about the text they say in offsets of `Witness.text`, the decoded
characters of the file with nothing changed (a byte-order mark and carriage returns included), so
that `text.encode()` is the file again, byte for byte.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from engine.report import Message, Refusal

BYTE_ORDER_MARK = "\ufeff"
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True)
class Line:
    """A line that holds text. `text` is without the line's surrounding blanks;
    `witness.text[start:end]` is that text, `number` its line in the file, from 1."""

    number: int
    start: int
    end: int
    text: str
    blank_before: int  # empty lines between this line and the last one that holds text
    indented: bool  # whether a blank stands before the text

    def column(self, offset: int) -> int:
        """The column, from 1, of an offset within the line as an editor shows it."""
        return offset - self.start + 1 + self.indented


@dataclass(frozen=True, eq=False)  # of one text there is one witness (`of_text`): a quick key for what is kept of it
class Witness:
    name: str
    text: str
    lines: tuple[Line, ...]

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()

    def line_at(self, offset: int) -> Line:
        """The last line that begins at or before the offset (the first for offsets before it)."""
        return self.lines[max(0, bisect_right(self.lines, offset, key=lambda line: line.start) - 1)]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1, of an offset in the file."""
        known = self.line_at(offset) if self.lines and self.lines[0].start <= offset else None
        number, start = (known.number, known.start) if known else (1, 0)
        return number + self.text.count("\n", start, offset), offset - (self.text.rfind("\n", 0, offset) + 1) + 1

    @cached_property
    def numbered(self) -> Mapping[int, Line]:
        """The lines by their numbers."""
        return {line.number: line for line in self.lines}

    def between(self, first: int, last: int) -> tuple[Line, ...]:
        """The lines that begin from an offset to another."""
        start = bisect_left(self.lines, first, key=lambda line: line.start)
        return self.lines[start : bisect_left(self.lines, last, start, key=lambda line: line.start)]


def read(path: Path, sha256: str | None = None) -> Witness:
    """The witness in a file; a Refusal (W001 to W006) says what is wrong with it."""
    try:
        if not path.exists():
            raise _refusal(str(path), "W001")
        if not path.is_file():
            what = "It is a directory." if path.is_dir() else "It is a pipe or a device."
            raise _refusal(str(path), "W002", what)
        data = path.read_bytes()
    except OSError as error:
        raise _refusal(str(path), "W002", f"{error.strerror}.") from error
    return of_bytes(data, path, sha256)


def of_bytes(data: bytes, path: Path, sha256: str | None = None) -> Witness:
    """The witness that the bytes of the file at `path` are; a Refusal (W003 to W006) where they are none."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        detail = f"Byte 0x{data[error.start]:02x} cannot be decoded."
        raise _refusal(str(path), "W004", detail, line, column) from error
    witness = of_text(text, path.name)
    if not witness.lines:
        raise _refusal(str(path), "W003")
    if control := _CONTROL.search(text):
        line, column = witness.place(control.start())
        raise _refusal(str(path), "W005", f"Character U+{ord(control.group()):04X}.", line, column)
    if sha256 and witness.sha256 != sha256:
        raise _refusal(str(path), "W006", f"It has {witness.sha256}, edition.toml says {sha256}.")
    return witness


def _refusal(file: str, code: str, detail: str = "", line: int = 0, column: int = 0) -> Refusal:
    return Refusal(Message(line, column, code, detail, file))


@lru_cache(maxsize=1)
def of_text(text: str, name: str = "witness") -> Witness:
    """The witness that a text is. Only LF ends a line; other white space is kept as it is."""
    lines: list[Line] = []
    position = empty = 0
    for number, raw in enumerate(text.split("\n"), 1):
        body = raw.strip().removeprefix(BYTE_ORDER_MARK).strip()
        if body:
            start = position + raw.index(body)
            indented = bool(raw[: start - position].strip(BYTE_ORDER_MARK))
            lines.append(Line(number, start, start + len(body), body, empty, indented))
            empty = 0
        else:
            empty += 1
        position += len(raw) + 1
    return Witness(name, text, tuple(lines))
