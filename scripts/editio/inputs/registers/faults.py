"""Malformed entries, explained in a sentence for the person who wrote them.

The library identifies a fault by its type and place. Our sentence (`sentence`) names the cell or key, its value and the
expected one, and gives the right form if it can be inferred: `0.5` for `0,5`, `1871/1940` for `1871-1940`, `1.2.0` for
`1.2`, the nearest allowed word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import fuzz, process

from editio.inputs.registers.entry import OF_THE_ENGINE, VERSION, Misfit

_ALIKE = 60  # of 100: below it two names have nothing in common
_OF_THE_LIBRARY = re.compile(r"literal\[|constrained-|function-")  # how it names the members of a union
_LAST = ("since", "until")
_DECIMAL_COMMA = re.compile(r"[-+]?\d+,\d+")
_VERSION = re.compile(r"[vV]?(\d+)(?:\.(\d+))?(?:\.(\d+))?")


def sentence(fault: ErrorDetails, kind: type[BaseModel]) -> str:
    """A fault of an entry, with its place in the entry."""
    loc = [key for key in fault["loc"] if not _OF_THE_LIBRARY.match(str(key))]
    where = _where(loc)
    if fault["type"] == "extra_forbidden":
        return f"{where}: there is no such key or column.{_nearest_key(loc, kind)}"
    what = _what(fault, _description(loc, kind))
    stop = "" if what.endswith("?") else "."
    return f"{where}: {what}{stop}" if where else f"{what[:1].upper()}{what[1:]}{stop}"


def of(error: ValidationError) -> list[ErrorDetails]:
    """The faults of an entry. A list with malformed items counts as too short, which is not a fault of its own."""
    found = error.errors()
    inner = {fault["loc"][:n] for fault in found for n in range(len(fault["loc"]))}
    return [fault for fault in found if fault["type"] != "too_short" or fault["loc"] not in inner]


def _where(loc: Sequence[str | int]) -> str:
    """A place in words, counted from 1: `book.year`, `display 2, last`, `line 1, points, item 3`."""
    steps: list[str] = []
    for n, key in enumerate(loc):
        if isinstance(key, str):
            joined = n and isinstance(loc[n - 1], str)
            steps.append(f"{steps.pop()}.{key}" if joined else key)
        elif isinstance(loc[n + 1] if n + 1 < len(loc) else 0, str):
            steps.append(f"{steps.pop()} {key + 1}")
        else:
            steps.append(f"item {key + 1}")
    return ", ".join(steps)


def place(fault: ErrorDetails) -> tuple[str | int, ...]:
    """The keys that lead to the cell or value with the fault."""
    error = fault.get("ctx", {}).get("error")
    return (*fault["loc"], error.cell) if isinstance(error, Misfit) else fault["loc"]


def _what(fault: ErrorDetails, description: str) -> str:
    """The error of a value."""
    value, limits = fault["input"], fault.get("ctx", {})
    shown = repr(value) if isinstance(value, str) else f"{value}"
    match fault["type"]:
        case "missing":
            return "it is missing"
        case "value_error" | "assertion_error":
            return fault["msg"].partition(", ")[2]
        case "enum" | "literal_error":
            return _none_of(shown, str(value), re.findall(r"'([^']*)'", str(limits.get("expected", ""))))
        case "int_parsing" | "int_type" | "int_from_float" | "int_parsing_size":
            return f"{shown} is not a whole number"
        case "float_parsing" | "float_type" | "finite_number":
            return f"{shown} is not a number{_decimal(value)}"
        case "greater_than_equal":
            return f"{shown} is too small: {limits['ge']} is the least"
        case "less_than_equal":
            return f"{shown} is too large: {limits['le']} is the greatest"
        case "string_too_short" | "too_short":
            return "it is empty" if limits.get("min_length") == 1 else f"it needs {limits.get('min_length')} or more"
        case "string_too_long" | "too_long":
            return f"it is longer than {limits.get('max_length')}: give it shorter"
        case "string_pattern_mismatch":
            return f"{shown} does not fit{_right_form(value, limits)}{f': {description}' if description else ''}"
        case "string_type":
            return "it must be text in quotation marks"
        case "bool_type" | "bool_parsing":
            return "it must be true or false"
        case "tuple_type" | "list_type":
            return 'it must be a list, such as ["one", "two"]'
        case "model_type" | "dict_type" | "model_attributes_type":
            return "it must be a table with keys"
        case "date_type" | "date_parsing" | "date_from_datetime_parsing" | "date_from_datetime_inexact":
            return f"{shown} is not a date: write it as 2026-11-24"
        case _:
            return fault["msg"][:1].lower() + fault["msg"][1:]


def _none_of(shown: str, value: str, words: Sequence[str]) -> str:
    nearest = process.extractOne(value.casefold(), words, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    suggested = f"; did you mean {nearest[0]}?" if nearest else ""
    return f"{shown} is none of {', '.join(words)}{suggested}"


def _decimal(value: object) -> str:
    if isinstance(value, str) and _DECIMAL_COMMA.fullmatch(value.strip()):
        return f": write {value.strip().replace(',', '.')}"
    return ": write degrees with a decimal point, such as 57.1"


def _right_form(value: object, limits: dict[str, Any]) -> str:
    """The form that a value should have, if it is a version."""
    match = _VERSION.fullmatch(str(value).strip())
    if match and VERSION in str(limits.get("pattern")):
        return f", write {match[1]}.{match[2] or 0}.{match[3] or 0}"
    return ""


def _description(loc: Sequence[str | int], kind: type[BaseModel]) -> str:
    """The description of the value in the schema, without its stop."""
    field = None
    for key in loc:
        if isinstance(key, str) and key in kind.model_fields:
            field = kind.model_fields[key]
            kind = _model(field.annotation) or kind
    return (field.description or "").rstrip(".") if field else ""


def _nearest_key(loc: Sequence[str | int], kind: type[BaseModel]) -> str:
    """The name that someone who wrote the last key of `loc` may have meant."""
    for key in loc[:-1]:
        if isinstance(key, str) and key in kind.model_fields:
            kind = _model(kind.model_fields[key].annotation) or kind
    known = columns(kind)
    best = process.extractOne(str(loc[-1]), known, scorer=fuzz.WRatio, score_cutoff=_ALIKE)
    return f" Did you mean {best[0]}?" if best else f" Known are {', '.join(known)}."


def columns(kind: type[BaseModel]) -> tuple[str, ...]:
    """The columns or keys of a kind of entry; those that most kinds share come last."""
    names = [name for name in kind.model_fields if name not in OF_THE_ENGINE]
    return (*(name for name in names if name not in _LAST), *(name for name in names if name in _LAST))


def required(kind: type[BaseModel]) -> tuple[str, ...]:
    return tuple(name for name in columns(kind) if kind.model_fields[name].is_required())


def _model(annotation: object) -> type[BaseModel] | None:
    """The model in a type such as `Row | None` or `tuple[Display, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for of in get_args(annotation) if (found := _model(of))), None)
