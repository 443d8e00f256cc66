"""The fields of the data as tables of Markdown, made from the shapes themselves."""

from __future__ import annotations

import re
from typing import get_args

from pydantic import BaseModel

from editio.outputs.files.data.shapes import Book, IndexFile, PartFile, PassageFile


def tables() -> str:
    """A table for each shape, in the order in which one meets them in a passage, a page, an index and the book."""
    found: dict[str, type[BaseModel]] = {}
    for shape in (PassageFile, PartFile, IndexFile, Book):
        _collect(shape, found)
    return "\n".join(map(_table, found.values()))


def _collect(shape: type[BaseModel], found: dict[str, type[BaseModel]]) -> None:
    if shape.__name__ in found:
        return
    found[shape.__name__] = shape
    for field in shape.model_fields.values():
        for part in (field.annotation, *get_args(field.annotation)):
            if isinstance(part, type) and issubclass(part, BaseModel):
                _collect(part, found)


def _table(shape: type[BaseModel]) -> str:
    rows = []
    for name, field in shape.model_fields.items():
        inner = next((a for a in get_args(field.annotation) if isinstance(a, type)), None)
        kind = inner or field.annotation
        many = "list of " if inner and field.annotation is not dict else ""
        rows.append(f"| `{name}` | {many}{_kind(kind)} | {field.description or ''} |")
    said = " ".join((shape.__doc__ or "").split())
    title = f"### {_words(shape.__name__)} {{: #{shape.__name__.lower()} }}"
    head = "| Field | Type | What it holds |\n|---|---|---|\n"
    return f"{title}\n\n{said}\n\n{head}" + "\n".join(rows) + "\n"


_PLAIN = {str: "string", int: "integer", bool: "true or false", dict: "object"}


def _kind(kind: object) -> str:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return f"[{_words(kind.__name__)}](#{kind.__name__.lower()})"
    return _PLAIN.get(kind, "object") if isinstance(kind, type) else "object"


def _words(name: str) -> str:
    """The name of a shape as words."""
    return re.sub(r"(?<=[a-z])([A-Z])", lambda match: f" {match[1].lower()}", name)
