"""Parse the text of a register into rows, as people and spreadsheets write it.

Cells are separated by tabs, or by semicolons if the header has no tab. The first row names the columns, in any order
and case. Empty rows and lines that begin with `#` are ignored, and there may be empty cells after the last column. A
cell is quoted as in spreadsheets if it begins and ends with a quotation mark and each one inside it is doubled: the
marks are not part of it, and it may contain the separator. Any other quotation mark is text. A row may be shorter than
the header, because editors remove tabs at line ends; its missing cells are empty.

An error of the whole file is one message: wrong separators, or unknown or missing columns. Begin reading at `read`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rapidfuzz import fuzz, process

from editio.model.messages import Message

_SEPARATORS = ("\t", ";")
_OTHERS = {",": "commas", "|": "vertical bars", "  ": "blanks", " ": "blanks"}
_BETWEEN = "put a tab between two cells (in a spreadsheet: save as text with tabs)."
_QUOTED = r'"(?:[^"]|"")*"'
_ALIKE = 60  # of 100: below it two names have nothing in common
# What a spreadsheet shows in a cell that it cannot compute, and a formula that was saved instead of its value.
_ERROR = re.compile(r"#(?:NAME\?|REF!|VALUE!|DIV/0!|N/A|NUM!|NULL!|SPILL!)|Err:[0-9]{3}")
_FORMULA = re.compile(r'=(?:"|[A-Z][A-Z.]*\(|\$?[A-Z]{1,2}\$?[0-9])')
_AS_WRITTEN = frozenset({"reading", "edited", "text", "first", "second", "word"})  # a blank in them is a blank


@dataclass(frozen=True)
class Cell:
    """The text of a cell, and its column in its line (from 1)."""

    text: str
    at: int


@dataclass(frozen=True)
class Row:
    """The cells of a row by the names of their columns, without the empty ones."""

    number: int
    cells: dict[str, Cell]
    count: int  # of all its cells


@dataclass(frozen=True)
class Table:
    header: tuple[str, ...]
    rows: tuple[Row, ...]


def read(text: str, name: str, known: Sequence[str], required: Sequence[str]) -> tuple[Table, list[Message]]:
    """The rows of a register with these columns, and errors of the whole file (A002)."""
    lines = [(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip("\t; \u00a0\r")]
    lines = [(n, line) for n, line in lines if not is_comment(line)]
    if not lines:
        return Table((), ()), []
    number, first = lines[0]
    separator = next((found for found in _SEPARATORS if found in first), "\t")
    header = _header(cells_of(first, separator), known)
    if fault := _misnamed(first, header, known, required):
        return Table((), ()), [Message(number, 1, "A002", fault, name)]
    split = [(n, cells_of(line, separator)) for n, line in lines[1:]]
    if len(header) > 1 and split and all(len(cells) == 1 for _, cells in split):
        detail = f"The header has {_counted(len(header))}, and no row has more than one: {_BETWEEN}"
        return Table((), ()), [Message(split[0][0], 1, "A002", detail, name)]
    rows, faults = [], []
    for n, cells in split:
        while len(cells) > len(header) and not cells[-1].text:
            cells.pop()
        if len(cells) > len(header):
            faults.append((n, cells[len(header)].at, lengths(len(cells), len(header))))
            continue
        if computed := next((cell for cell in cells if fault_of_spreadsheet(cell.text)), None):
            faults.append((n, computed.at, fault_of_spreadsheet(computed.text)))
            continue
        named = {c: _stripped(c, cell) for c, cell in zip(header, cells, strict=False)}
        rows.append(Row(n, {c: cell for c, cell in named.items() if cell.text}, len(cells)))
    return Table(header, tuple(rows)), list(_together(faults, name))


def is_comment(line: str) -> bool:
    """Whether a line of a register is a comment, which a spreadsheet may have quoted."""
    return line.lstrip('"').startswith("#") and not _ERROR.fullmatch(re.split("[\t;]", line, maxsplit=1)[0])


def fault_of_spreadsheet(cell: str) -> str:
    """A sentence on a cell that a spreadsheet failed to compute or to save; "" for any other."""
    if _ERROR.fullmatch(cell.strip()):
        return f"{cell.strip()!r} is an error of the spreadsheet: type the value again."
    if _FORMULA.match(cell.strip()):
        return f"{cell.strip()!r} is a formula of the spreadsheet: replace it by its value."
    return ""


def lengths(cells: int, header: int) -> str:
    return f"{_counted(cells)}, the header has {header}."


def _counted(cells: int) -> str:
    return "1 cell" if cells == 1 else f"{cells} cells"


def cells_of(line: str, separator: str) -> list[Cell]:
    """The cells of a line."""
    found, at = [], 0
    cell = re.compile(rf"({_QUOTED})(?={separator}|$)|([^{separator}]*)")
    while at <= len(line):
        match = cell.match(line, at)
        assert match is not None  # since the second form may be empty
        text = match[1][1:-1].replace('""', '"') if match[1] else match[2]
        found.append(Cell(text, at + 1))
        at = match.end() + 1
    return found


def _stripped(column: str, cell: Cell) -> Cell:
    """A cell without the blanks around it, unless they may be text of the witness."""
    if cell.text.strip() and column in _AS_WRITTEN:
        return cell
    return Cell(cell.text.strip(), cell.at)


def _header(cells: Iterable[Cell], known: Sequence[str]) -> tuple[str, ...]:
    """The names of the columns, spelt as the engine spells them."""
    names = [" ".join(cell.text.split()) for cell in cells]
    while names and not names[-1]:
        names.pop()
    return tuple(name.casefold() if name.casefold() in known else name for name in names)


def _misnamed(line: str, header: Sequence[str], known: Sequence[str], required: Sequence[str]) -> str:
    """The errors of a header in sentences; "" if there are none."""
    if not set(header) & set(known):
        for separator, called in _OTHERS.items():
            cells = {cell.strip().strip('"').casefold() for cell in line.split(separator)}
            if len(cells) > 1 and cells & set(known):
                return f"Its columns are separated by {called}: {_BETWEEN}"
        return f"The first row must name the columns: {', '.join(known)}."
    faults = []
    missing = [name for name in required if name not in header]
    for name in header:
        if name in known:
            continue
        likely = process.extractOne(name, [k for k in known if k not in header], scorer=fuzz.WRatio)
        if likely and likely[1] >= _ALIKE:
            faults.append(f"There is no column {name!r}. Did you mean {likely[0]}?")
            missing = [other for other in missing if other != likely[0]]
        elif name:
            faults.append(f"There is no column {name!r}; the columns are {', '.join(known)}.")
        else:
            faults.append("A column has no name.")
    faults += [f"The column {name} stands there twice." for name, n in Counter(header).items() if n > 1 and name]
    if missing:
        faults.append(f"The column {missing[0]} is missing." if len(missing) == 1 else _all_missing(missing))
    return " ".join(faults)


def _all_missing(names: Sequence[str]) -> str:
    return f"The columns {', '.join(names[:-1])} and {names[-1]} are missing."


def _together(faults: Iterable[tuple[int, int, str]], name: str) -> Iterator[Message]:
    """One message for all rows with the same fault."""
    for detail, of in groupby(sorted(faults, key=lambda fault: fault[2]), key=lambda fault: fault[2]):
        (row, column, _), *others = sorted(of)
        more = f" {_others(len(others))} the same, the last in row {others[-1][0]}." if others else ""
        yield Message(row, column, "A002", detail + more, name)


def _others(count: int) -> str:
    return "1 other row has" if count == 1 else f"{count} other rows have"
