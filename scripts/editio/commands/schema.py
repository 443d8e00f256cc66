"""`schema`: print the JSON Schema of edition.toml."""

from __future__ import annotations

from editio.commands.terminal import refusals
from editio.inputs.registers import describing


def run() -> None:
    """Print the JSON Schema of edition.toml, for text editors that check it and complete its keys."""
    with refusals():
        print(describing.json_schema(), end="")
