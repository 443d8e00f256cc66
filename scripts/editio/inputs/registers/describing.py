"""Descriptions of edition.toml, made from its schema: as a reference, as a JSON Schema, as comments of a new file."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from editio.inputs.registers.entry import OF_THE_ENGINE
from editio.inputs.registers.settings import Settings

SCHEMA = "edition.schema.json"  # beside edition.toml
_WIDTH = 100


def tables() -> Iterator[tuple[str, type[BaseModel], dict[str, FieldInfo]]]:
    """Each table of edition.toml with its keys."""
    for name, field in Settings.model_fields.items():
        if name not in OF_THE_ENGINE and isinstance(field.annotation, type):
            model = field.annotation
            assert issubclass(model, BaseModel)
            yield name, model, {key: info for key, info in model.model_fields.items() if key not in OF_THE_ENGINE}


def reference() -> str:
    """The tables and keys as Markdown."""
    lines = []
    for name, model, keys in tables():
        lines += [
            f"### `[{name}]`",
            "",
            (model.__doc__ or "").strip(),
            "",
            "| key | meaning | without it |",
            "|---|---|---|",
        ]
        lines += [f"| `{key}` | {info.description} | {_default(info)} |" for key, info in keys.items()]
        lines.append("")
    return "\n".join(lines).rstrip()


def json_schema() -> str:
    """The JSON Schema of edition.toml, for editors that complete and check it."""
    schema = Settings.model_json_schema()
    for part in (schema, *schema.get("$defs", {}).values()):
        for key in OF_THE_ENGINE:
            part.get("properties", {}).pop(key, None)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "edition.toml"}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def commented(values: Mapping[str, Mapping[str, Any]]) -> str:
    """An edition.toml with these values. Every other key is there as a comment, and each has its description."""
    lines = [
        f"#:schema ./{SCHEMA}",
        "# What this edition is. Lines that begin with # are comments; remove the # to set a key.",
    ]
    for name, model, keys in tables():
        given = values.get(name, {})
        lines += ["", *_comment((model.__doc__ or "").strip()), f"[{name}]"]
        for key, info in keys.items():
            lines += _comment(info.description or "")
            value = given.get(key, None if info.is_required() else info.default)
            lines.append(f"{'' if key in given else '# '}{key} = {_toml(value)}")
    return "\n".join(lines) + "\n"


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in textwrap.wrap(text, _WIDTH)]


def _default(info: FieldInfo) -> str:
    if info.is_required():
        return "required"
    return f"`{_toml(info.default)}`" if info.default else "–"


def _toml(value: Any) -> str:
    """A value as TOML writes it."""
    match value:
        case None:
            return '""'
        case bool():
            return str(value).lower()
        case tuple() | list():
            return f"[{', '.join(_toml(item) for item in value)}]"
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case _:
            return str(value)
