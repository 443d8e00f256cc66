"""The fields of the data as tables of Markdown, made from the JSON Schemas of the shapes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from editio.outputs.files.data.shapes import Book, IndexFile, PartFile, PassageFile, SubjectsFile

_REF = "#/$defs/"
_PLAIN = {
    "string": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "true or false",
    "object": "object",
    "null": "null",
}


@cache
def tables() -> str:
    """A table for each shape, in the order of their first use in a passage, a page, an index and the book."""
    found: dict[str, Mapping[str, Any]] = {}
    for shape in (PassageFile, PartFile, IndexFile, SubjectsFile, Book):
        schema = shape.model_json_schema()
        for name in _met(shape.__name__, schema, schema.get("$defs", {})):
            found.setdefault(name, schema.get("$defs", {}).get(name, schema))
    return "\n".join(_table(name, schema) for name, schema in found.items())


def _met(name: str, schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> Iterator[str]:
    """The names of a shape and of the shapes in its fields, each before those in its own fields."""
    yield name
    for field in schema["properties"].values():
        for target in re.findall(rf"{re.escape(_REF)}(\w+)", str(field)):
            yield from _met(target, definitions[target], definitions)


def _table(name: str, schema: Mapping[str, Any]) -> str:
    fields = schema["properties"].items()
    rows = [f"| `{field}` | {_type(of)} | {of.get('description', '')} |" for field, of in fields]
    title = f"### {_words(name)} {{: #{name.lower()} }}"
    head = "| Field | Type | What it holds |\n|---|---|---|\n"
    return f"{title}\n\n{' '.join(schema.get('description', '').split())}\n\n{head}" + "\n".join(rows) + "\n"


def _type(schema: Mapping[str, Any]) -> str:
    """The type of a schema in words, with a link to the table of another shape."""
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(_REF)
        return f"[{_words(name)}](#{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(map(_type, schema["anyOf"]))
    if schema["type"] == "array":
        return f"list of {_type(schema['items'])}"
    return _PLAIN[schema["type"]]


def _words(name: str) -> str:
    """The name of a shape as words."""
    return re.sub(r"(?<=[a-z])([A-Z])", lambda match: f" {match[1].lower()}", name)
