"""From the bytes of one file to its entries: tab-separated tables and TOML, with the place of every fault."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from editio.inputs import encodings
from editio.inputs.registers import faults, tables
from editio.inputs.registers.entry import NO_TEXT, E
from editio.model.messages import Message, Refusal

_MAY_BE_EMPTY = ("edited", "text")  # a reading can be removed altogether


@lru_cache(maxsize=64)
def table(kind: type[E], name: str, text: str) -> tuple[tuple[E, ...], tuple[Message, ...]]:
    """The entries of a register, and its errors. Cached, so that repeated builds get the same entries while the
    register is unchanged."""
    found, malformed = tables.read(text, name, faults.columns(kind), faults.required(kind))
    entries: list[E] = []
    for row in found.rows:
        entry, wrong = _of_row(kind, row, found.header, name)
        malformed += wrong
        if entry is not None:
            entries.append(entry)
    return tuple(entries), tuple(malformed)


def _of_row(kind: type[E], row: tables.Row, header: Sequence[str], name: str) -> tuple[E | None, list[Message]]:
    """The entry in a row, or its error. If the row is too short, this is the likeliest cause."""
    data = {column: cell.text for column, cell in row.cells.items()}
    data |= {column: "" for column in _MAY_BE_EMPTY if column in header and column not in data}
    places = tuple((column, cell.at) for column, cell in row.cells.items())
    try:
        return kind.model_validate({**data, "file": name, "row": row.number, "places": places}), []
    except ValidationError as error:
        at = dict(places)
        wrong = [
            Message(
                row.number,
                at.get(str(next(iter(faults.place(fault)), "")), 1),
                "A002",
                faults.sentence(fault, kind),
                name,
            )
            for fault in faults.of(error)
        ]
        if row.count < len(header):
            first = min(wrong, key=lambda message: message.column)
            detail = f"{tables.lengths(row.count, len(header))} {first.detail}"
            return None, [Message(row.number, first.column, "A002", detail, name)]
        return None, wrong


def entry_of(kind: type[E], data: dict[str, Any], name: str, text: str) -> tuple[E | None, list[Message]]:
    """The entry in a TOML file, or its error."""
    lines = tuple((key, line_of(text, (key,))) for key in data)
    try:
        return kind.model_validate({**data, "file": name, "lines": lines}), []
    except ValidationError as error:
        malformed = []
        for fault in faults.of(error):
            line = line_of(text, faults.place(fault))
            malformed.append(Message(line, 1 if line else 0, "A002", faults.sentence(fault, kind), name))
        return None, malformed


def text_of(data: bytes, name: str) -> str:
    """A file's text, each line ended by LF. It is UTF-8, unless a byte-order mark or the NULs of UTF-16 show
    otherwise."""
    encoding = encodings.wide(data) or "utf-8"
    try:
        text = data.decode(encoding).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line, byte = error.object.count(b"\n", 0, error.start) + 1, error.object[error.start]
        called = encoding.upper()
        raise Refusal(
            Message(line, 1, "A001", f"Byte 0x{byte:02x} is not {called}: save it as UTF-8.", name)
        ) from error
    if character := NO_TEXT.search(text):
        line = text.count("\n", 0, character.start()) + 1
        column = character.start() - text.rfind("\n", 0, character.start())
        raise Refusal(Message(line, column, "A001", f"No text has the character U+{ord(character.group()):04X}.", name))
    return text


def toml(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise Refusal(Message(0, 0, "A001", "Its values are nested too deeply.", name)) from error
    except ValueError as error:  # of the library, which tells the place in its sentence only, or of too long a number
        place = re.search(r" \(at line (\d+), column (\d+)\)", str(error))
        line, column = (int(place[1]), int(place[2])) if place else (text.count("\n") + 1, 1)
        detail = str(error).replace(place.group() if place else " (at end of document)", "")
        raise Refusal(Message(line, column, "A001", f"{detail}.", name)) from error


def line_of(text: str, keys: Sequence[str | int]) -> int:
    """The line of a key in a TOML text, else that of its table's header, else 0. `keys` lead to it, as ("book", "year")
    or, in the third table so named, ("display", 2, "first")."""
    table, key = (re.escape(next((k for k in part if isinstance(k, str)), "")) for part in (keys[:1], keys[1:]))
    nth = next((k for k in keys[1:2] if isinstance(k, int)), 0)
    within = 0
    for number, line in enumerate(text.split("\n"), 1):
        if within and line.lstrip().startswith("["):
            break
        if within and key and re.match(rf"\s*{key}\s*=", line):
            return number
        if re.match(rf"\s*(\[+{table}\]+|{table}\s*=)", line):
            within, nth = (number if nth == 0 else 0), nth - 1
    return within
