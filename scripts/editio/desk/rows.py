"""Write rows into registers, and leave everything else in the file as it is.

Comments, the order of rows, line ends, encoding, byte-order mark, separator and unknown columns are kept. A row is
added at the end; a column that the header lacks is added after the others. A row is changed or taken out in its place.
Begin reading at `added`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from editio.inputs import encodings
from editio.inputs.registers.tables import cells_of, is_comment


@dataclass(frozen=True)
class _File:
    """A register as lines, and how they were written."""

    lines: tuple[str, ...]  # without their ends
    end: str
    encoding: str
    mark: str

    def encoded(self) -> bytes:
        return (self.mark + "".join(line + self.end for line in self.lines)).encode(self.encoding)


def added(data: bytes, columns: Sequence[str], values: Mapping[str, str]) -> tuple[bytes, str]:
    """A register with one more row, and the row. `columns` are used if the register is still empty."""
    file, row = _row(data, columns, values)
    return replace(file, lines=(*file.lines, row)).encoded(), row


def _row(data: bytes, columns: Sequence[str], values: Mapping[str, str]) -> tuple[_File, str]:
    """A register with every column that a row needs, and the row as it is written there."""
    file = _read(data)
    at = next((i for i, line in enumerate(file.lines) if line.strip() and not is_comment(line)), None)
    lines = list(file.lines)
    if at is None:
        at = len(lines)
        lines.append("\t".join(columns))
    separator, header = _header(lines[at])
    if lacking := [name for name, value in values.items() if value and name not in header]:
        lines[at] = separator.join((lines[at].rstrip(separator), *lacking))
        header = [name for name in header if name] + lacking
    row = separator.join(_cell(values.get(name, ""), separator) for name in header)
    if not any(line.endswith(separator) for line in lines[at + 1 :]):
        row = row.rstrip(separator)
    return replace(file, lines=tuple(lines)), row


def removed(data: bytes, row: str) -> bytes | None:
    """A register without the last row with this text; None if there is no such row."""
    return exchanged(data, row, None)


def exchanged(data: bytes, old: str, new: str | None) -> bytes | None:
    """A register with another row in place of the last one with the text `old`; None if there is no such row."""
    at = place(data, old)
    if at is None:
        return None
    file = _read(data)
    put = () if new is None else (new,)
    return replace(file, lines=(*file.lines[:at], *put, *file.lines[at + 1 :])).encoded()


def place(data: bytes, row: str) -> int | None:
    """The index of the last line that reads so."""
    lines = _read(data).lines
    return next((i for i in reversed(range(len(lines))) if lines[i] == row), None)


def inserted(data: bytes, at: int, row: str) -> bytes:
    """A register with a row before its line `at`, or at its end if it is shorter."""
    file = _read(data)
    return replace(file, lines=(*file.lines[:at], row, *file.lines[at:])).encoded()


def changed(data: bytes, columns: Sequence[str], row: str, values: Mapping[str, str]) -> tuple[bytes, str] | None:
    """A register with other values in a row, and the row as it is then; None if there is no such row."""
    at = place(data, row)
    if at is None:
        return None
    file, new = _row(data, columns, values)
    return replace(file, lines=(*file.lines[:at], new, *file.lines[at + 1 :])).encoded(), new


def entries(data: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of a register as written, with their values by column."""
    lines = [line for line in _read(data).lines if line.strip() and not is_comment(line)]
    if lines:
        separator, header = _header(lines[0])
        for line in lines[1:]:
            texts = [cell.text for cell in cells_of(line, separator)]
            yield line, {name: text for name, text in zip_longest(header, texts[: len(header)], fillvalue="") if name}


def _header(line: str) -> tuple[str, list[str]]:
    """The separator of a register, and the names of its columns."""
    separator = "\t" if "\t" in line or ";" not in line else ";"
    return separator, [name.strip().strip('"').casefold() for name in line.split(separator)]


def _read(data: bytes) -> _File:
    encoding = encodings.wide(data) or "utf-8"
    text = data.decode(encoding)
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    text = text.removeprefix(mark)
    end = next((end for end in ("\r\n", "\n", "\r") if end in text), "\n")
    lines = text.removesuffix(end).split(end) if text else []
    return _File(tuple(lines), end, encoding, mark)


def _cell(value: str, separator: str) -> str:
    """A cell on one line, quoted as spreadsheets quote if it could be taken for something else."""
    value = " ".join(value.split("\n"))
    quoted = len(value) > 1 and value.startswith('"') and value.endswith('"')
    if quoted or separator in value:
        return '"' + value.replace('"', '""') + '"'
    return value
