"""The port of a local server, as a command is told it."""

from __future__ import annotations

import socket

import typer

from editio.desk import server


def door(port: int) -> socket.socket:
    """Open a socket on a port. If the port is taken, raise an error that suggests another."""
    try:
        return server.bound(port)
    except OSError as error:
        raise typer.BadParameter(f"{port}: {error.strerror}. Name another one: --port {port + 1}") from error
