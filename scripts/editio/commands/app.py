"""The command line: each command is the function `run` of the module that is named like it.

A module is loaded only if its command is run, because most of them load the whole engine.
"""

from __future__ import annotations

import ast
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

COMMANDS = {
    "new": "editio.commands.new",
    "site": "editio.commands.site",
    "serve": "editio.commands.serve",
    "desk": "editio.commands.desk",
    "report": "editio.commands.report",
    "trace": "editio.commands.trace",
    "proof": "editio.commands.proof",
    "check": "editio.commands.check",
    "pdf": "editio.commands.pdf",
    "offline": "editio.commands.offline",
    "publish": "editio.commands.publish",
    "anchors": "editio.commands.anchors",
    "version": "editio.commands.version",
    "library": "editio.commands.library.command",
    "schema": "editio.commands.schema",
}


class _Commands(TyperGroup):
    """The commands, in the order of the table above."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        described = [TyperCommand(name, help=_description(module)) for name, module in COMMANDS.items()]
        TyperGroup(commands=described).format_commands(ctx, formatter)

    def get_command(self, ctx: Any, cmd_name: str) -> TyperCommand | None:
        if cmd_name not in COMMANDS:
            return None
        alone = typer.Typer(pretty_exceptions_enable=False, rich_markup_mode=None, add_completion=False)
        alone.command(cmd_name)(import_module(COMMANDS[cmd_name]).run)
        command = typer.main.get_command(alone)
        assert isinstance(command, TyperCommand)  # as of every Typer with one command
        return command


def _description(module: str) -> str | None:
    """The docstring of a command, read from its source."""
    spec = find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    written = ast.parse(Path(spec.origin).read_bytes())
    (run,) = (node for node in written.body if isinstance(node, ast.FunctionDef) and node.name == "run")
    return ast.get_docstring(run)


app = typer.Typer(
    cls=_Commands, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None, add_completion=False
)


@app.callback()
def _help() -> None:
    """Build a static scholarly edition from the OCR text of a printed book."""
