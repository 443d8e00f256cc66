"""The port of a local server, as a command is told it."""

from __future__ import annotations

import socket
from typing import Annotated

import typer

from editio.desk import server

_LAST = 65535


def _port(given: str | int) -> int:
    text = str(given)  # the default, a number, comes here too
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= _LAST):
        raise typer.BadParameter(f"{text!r} is not a port; give a whole number from 1 to {_LAST}")
    return int(text)


Port = Annotated[int, typer.Option(help="Port of the local server.", parser=_port, metavar="NUMBER")]


def door(port: int) -> socket.socket:
    """Open a socket on a port. If the port is taken, raise an error that suggests another."""
    try:
        return server.bound(port)
    except OSError as error:
        raise typer.BadParameter(
            f"{port}: {error.strerror}. Name another one: --port {port + 1} (with make: PORT={port + 1})"
        ) from error
