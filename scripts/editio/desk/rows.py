"""Rows written into registers: everything else in the file stays as it is.

Comments, the order of rows, line ends, encoding, byte-order mark, separator and unknown columns are kept. A row is
added at the end; a column that the header lacks is added after the others. Begin reading at `added`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from editio.inputs import encodings
from editio.inputs.registers.tables import is_comment


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
    """A register with one more row, and the row. `columns` are those of a register that is still empty."""
    file = _read(data)
    at = next((i for i, line in enumerate(file.lines) if line.strip() and not is_comment(line)), None)
    lines = list(file.lines)
    if at is None:
        at = len(lines)
        lines.append("\t".join(columns))
    separator = "\t" if "\t" in lines[at] or ";" not in lines[at] else ";"
    header = [name.strip().strip('"').casefold() for name in lines[at].split(separator)]
    if lacking := [name for name, value in values.items() if value and name not in header]:
        lines[at] = separator.join((lines[at].rstrip(separator), *lacking))
        header = [name for name in header if name] + lacking
    row = separator.join(_cell(values.get(name, ""), separator) for name in header)
    if not any(line.endswith(separator) for line in lines[at + 1 :]):
        row = row.rstrip(separator)
    return replace(file, lines=(*lines, row)).encoded(), row


def removed(data: bytes, row: str) -> bytes | None:
    """A register without the last row that reads so; None if there is none."""
    file = _read(data)
    for i in reversed(range(len(file.lines))):
        if file.lines[i] == row:
            return replace(file, lines=(*file.lines[:i], *file.lines[i + 1 :])).encoded()
    return None


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
