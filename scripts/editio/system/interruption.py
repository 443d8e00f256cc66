"""Ctrl-C and termination: print the state of the outputs in one line and exit at once.

No cleanup is needed: each output changes in one step (`editio.system.atomic`), the lock ends with the process, and the
next build removes leftovers. No exception is raised, because it could arise inside a library and be lost there.
"""

from __future__ import annotations

import os
import signal
from types import FrameType

_SAID = "\n{name}: ended. Every output is whole, the earlier one or the new one.\n"


def end_at_once() -> None:
    """From now on end at SIGINT and SIGTERM, with 128 and the signal's number as exit code, as shells do."""
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is not signal.SIG_IGN:  # as for a process in the background
            signal.signal(number, _end)


def raise_again() -> None:
    """From now on Ctrl-C is a KeyboardInterrupt again: for a server, which ends no other way."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _end(number: int, _: FrameType | None) -> None:
    os.write(2, _SAID.format(name=signal.Signals(number).name).encode())
    os._exit(128 + number)
