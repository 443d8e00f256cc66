"""From the bytes of one file to its entries: tab-separated tables and TOML, with the place of every fault."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import fuzz, process

from editio.inputs.registers.entry import NO_TEXT, E, Entry
from editio.model.messages import Message, Refusal

TOO_MANY = "(too many cells)"
_ALIKE = 60  # of 100: below it two names have nothing in common
_OF_THE_LIBRARY = re.compile(r"literal\[|constrained-|function-")  # how it names the members of a union


@lru_cache(maxsize=64)
def table(kind: type[E], name: str, text: str) -> tuple[tuple[E, ...], tuple[Message, ...]]:
    """The entries of a register, and what is malformed in it. It is kept, so that who builds again and again has
    the same entries while the register is the same."""
    read = [entry_of(kind, data, name, row) for row, data in _rows(text)]
    entries = tuple(entry for entry, _ in read if entry is not None)
    return entries, tuple(message for _, malformed in read for message in malformed)


def entry_of(
    kind: type[E], data: dict[str, Any], name: str, row: int = 0, text: str = ""
) -> tuple[E | None, list[Message]]:
    """An entry of a file, or what is malformed in it."""
    try:
        return kind.model_validate({**data, "file": name, "row": row}), []
    except ValidationError as error:
        malformed = []
        for fault in error.errors():
            line = row or line_of(text, fault["loc"])
            malformed.append(Message(line, 1 if line else 0, "A002", _said(fault, kind), name))
        return None, malformed


def _said(fault: ErrorDetails, kind: type[Entry]) -> str:
    """A fault in a sentence: where in the entry it is, and what is wrong there."""
    loc = [key for key in fault["loc"] if not _OF_THE_LIBRARY.match(str(key))]
    where = ".".join(map(str, loc))
    if fault["type"] == "extra_forbidden" and loc[-1:] != [TOO_MANY]:
        return f"{where}: there is no such key or column.{_nearest(loc, kind)}"
    what = fault["msg"].removeprefix("Value error, ")
    return f"{where}: {what}." if where else f"{what[:1].upper()}{what[1:]}."


def _nearest(loc: Sequence[str | int], kind: type[BaseModel]) -> str:
    """The name that someone who wrote the last key of `loc` may have meant."""
    for key in loc[:-1]:
        if isinstance(key, str) and key in kind.model_fields:
            kind = _model(kind.model_fields[key].annotation) or kind
    known = [name for name in kind.model_fields if name not in ("file", "row")]
    best = process.extractOne(str(loc[-1]), known, scorer=fuzz.WRatio, score_cutoff=_ALIKE)
    return f" Did you mean {best[0]}?" if best else f" Known are {', '.join(known)}."


def _model(annotation: object) -> type[BaseModel] | None:
    """The model in a type such as `Row | None` or `tuple[Display, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for of in get_args(annotation) if (found := _model(of))), None)


def text_of(data: bytes, name: str) -> str:
    """A file's text, without the byte-order mark that some editors put before it, each line ended by LF."""
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line, byte = error.object.count(b"\n", 0, error.start) + 1, error.object[error.start]
        raise Refusal(Message(line, 1, "A001", f"Byte 0x{byte:02x} is not UTF-8.", name)) from error
    if character := NO_TEXT.search(text):
        line = text.count("\n", 0, character.start()) + 1
        raise Refusal(Message(line, 1, "A001", f"No text has the character U+{ord(character.group()):04X}.", name))
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
    """The line of a TOML text in which a key stands, else that of its table's header; 0 where neither
    does. `keys` lead to it, as ("book", "year") or, in the third table so named, ("display", 2, "first")."""
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


def _rows(text: str) -> Iterable[tuple[int, dict[str, str]]]:
    """Row numbers and cells by column name; a cell without text is left out, so that defaults hold."""
    lines = [(n, line) for n, line in enumerate(text.split("\n"), 1) if line and line[0] != "#"]
    if not lines:
        return
    header = lines[0][1].split("\t")
    for row, line in lines[1:]:
        cells = line.split("\t")
        named = dict(zip(header, cells, strict=False))
        if len(cells) > len(header):
            named[TOO_MANY] = cells[len(header)]
        yield row, {name: cell for name, cell in named.items() if cell or name in ("edited", "text")}
