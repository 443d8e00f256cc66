"""A server that listens while a test asks it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

_PATIENCE = 30  # seconds


@contextmanager
def listening(server: uvicorn.Server, door: socket.socket) -> Iterator[int]:
    """The port at which the server answers, until the test is done."""
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]})
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield door.getsockname()[1]
    server.should_exit = True
    thread.join(_PATIENCE)
    assert not thread.is_alive(), "an open stream does not keep the server from ending"
