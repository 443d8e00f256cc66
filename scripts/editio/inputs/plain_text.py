"""One text file as a witness."""

from __future__ import annotations

import re
from pathlib import Path

from editio.model.messages import Message, Refusal
from editio.model.witness import Witness, of_text

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")


def read(path: Path, sha256: str | None = None) -> Witness:
    """The witness in a file; a Refusal (W001 to W006) says what is wrong with it."""
    try:
        if not path.exists():
            raise _refusal(str(path), "W001")
        if not path.is_file():
            what = "It is a directory." if path.is_dir() else "It is a pipe or a device."
            raise _refusal(str(path), "W002", what)
        data = path.read_bytes()
    except OSError as error:
        raise _refusal(str(path), "W002", f"{error.strerror}.") from error
    return of_bytes(data, path, sha256)


def of_bytes(data: bytes, path: Path, sha256: str | None = None) -> Witness:
    """The witness that the bytes of the file at `path` are; a Refusal (W003 to W006) where they are none."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        detail = f"Byte 0x{data[error.start]:02x} cannot be decoded."
        raise _refusal(str(path), "W004", detail, line, column) from error
    witness = of_text(text, path.name)
    if not witness.lines:
        raise _refusal(str(path), "W003")
    if control := _CONTROL.search(text):
        line, column = witness.place(control.start())
        raise _refusal(str(path), "W005", f"Character U+{ord(control.group()):04X}.", line, column)
    if sha256 and witness.sha256 != sha256:
        raise _refusal(str(path), "W006", f"It has {witness.sha256}, edition.toml says {sha256}.")
    return witness


def _refusal(file: str, code: str, detail: str = "", line: int = 0, column: int = 0) -> Refusal:
    return Refusal(Message(line, column, code, detail, file))
