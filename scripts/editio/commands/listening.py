"""The port of a local server, as a command is told it."""

from __future__ import annotations

import socket

import typer

from editio.desk import server


def door(port: int) -> socket.socket:
    """The socket of a port; a port that is taken is an error of the command line, which names another."""
    try:
        return server.bound(port)
    except OSError as error:
        raise typer.BadParameter(f"{port}: {error.strerror}. Name another one: --port {port + 1}") from error
