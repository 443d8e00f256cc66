"""Plain text as a witness: one file for the book, or one for each page.

One file is the witness text as it is, so that the ledger gives it back byte for byte. Form feeds in it begin
leaves, and so do the marks that its makers put between pages (`editio.inputs.markup`); without either the witness
has no leaves, and the pages are for `editio.stages.pagination` to find.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from editio.inputs import markup
from editio.inputs.sheets import LEAF_BREAK
from editio.model.messages import Message, Refusal
from editio.model.witness import BYTE_ORDER_MARK, Witness, of_text

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")


def read(path: Path, sha256: str | None = None) -> Witness:
    """The witness that a text file is; a Refusal (W001 to W006) says what is wrong with it."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _refusal(str(path), "W001" if isinstance(error, FileNotFoundError) else "W002") from error
    return of_bytes(data, path, sha256)


def of_bytes(data: bytes, path: Path, sha256: str | None = None) -> Witness:
    """The witness that the bytes of the file at `path` are; a Refusal (W003 to W006) says why they are none."""
    witness = _understood(of_text(_decoded(data, str(path)), path.name))
    if not witness.lines:
        raise _refusal(str(path), "W003")
    if sha256 and witness.sha256 != sha256:
        raise _refusal(str(path), "W006", f"It has {witness.sha256}, edition.toml says {sha256}.")
    return witness


def of_pages(pages: Iterable[tuple[str, bytes]], path: Path) -> Witness:
    """The witness that text files make, one for each leaf, in order and with the names that messages give them.
    A line that holds only a form feed parts them."""
    texts = [_decoded(data, name).removeprefix(BYTE_ORDER_MARK).replace("\r\n", "\n") for name, data in pages]
    leaves = [text if text.endswith("\n") else f"{text}\n" for text in texts]
    return _understood(of_text(f"{LEAF_BREAK}\n".join(leaves), path.name))


def _decoded(data: bytes, name: str) -> str:
    """The text of a file. A Refusal if it is not UTF-8 (W004) or no text (W005)."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        detail = f"Byte 0x{data[error.start]:02x} cannot be decoded."
        raise _refusal(name, "W004", detail, *_place(data.decode("latin-1"), error.start)) from error
    if control := _CONTROL.search(text):
        raise _refusal(name, "W005", f"Character U+{ord(control.group()):04X}.", *_place(text, control.start()))
    return text


def _place(text: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1."""
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


def _understood(witness: Witness) -> Witness:
    """The witness with the marks in its text found, and without the lines that hold nothing else."""
    found = markup.find(witness.text)
    lines = markup.lines_with_text(witness.lines, found)
    return replace(witness, lines=lines, markup=found, leaves=markup.leaves(witness.text, lines, found))


def _refusal(file: str, code: str, detail: str = "", line: int = 0, column: int = 0) -> Refusal:
    return Refusal(Message(line, column, code, detail, file))
