"""Plain text as a witness: one file for the book, or one for each page.

A single file is the witness text as it is, so that the ledger reconstructs it byte for byte. Leaves begin at form feeds
and at the marks that its makers put between pages (`editio.inputs.markup`). Without these the witness has no leaves,
and `editio.stages.pagination` looks for the pages.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from editio.inputs import columns, encodings, markup
from editio.inputs.containers import refusal
from editio.inputs.encodings import UTF_8, Decoded
from editio.inputs.markup import characters
from editio.model.messages import Message
from editio.model.witness import BYTE_ORDER_MARK, LEAF_BREAK, Line, Markup, Witness, of_text


def read(path: Path, sha256: str | None = None) -> Witness:
    """Read a text file as a witness. Raises a Refusal (W001 to W006) if it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise refusal(str(path), "W001" if isinstance(error, FileNotFoundError) else "W002") from error
    return of_bytes(data, path, sha256)


def of_bytes(data: bytes, path: Path, sha256: str | None = None) -> Witness:
    """Read the bytes of the file at `path` as a witness. Raises a Refusal (W003 to W006) if they are not text."""
    decoded = _decoded(data, str(path))
    made = _understood(of_text(decoded.text, path.name))
    witness = replace(made, encoding=decoded.encoding, messages=(*_guessed({path.name: decoded}), *made.messages))
    if not witness.lines:
        raise refusal(str(path), "W003")
    if sha256 and witness.sha256 != sha256:
        raise refusal(str(path), "W006", f"It has {witness.sha256}, edition.toml says {sha256}.")
    return witness


def of_pages(pages: Iterable[tuple[str, bytes]], path: Path) -> Witness:
    """The witness that text files make, one for each leaf, in order and with the names that messages give them.
    A line that holds only a form feed parts them; line ends and encodings become the same."""
    decoded = {name: _decoded(data, name) for name, data in pages}
    witness = _understood(of_text(f"{LEAF_BREAK}\n".join(_page(one.text) for one in decoded.values()), path.name))
    return replace(witness, messages=(*_guessed(decoded), *witness.messages))


def _page(text: str) -> str:
    """The text of a page file with LF after each line, as in the witness text."""
    lines = text.removeprefix(BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n").rstrip("\f")
    return lines if lines.endswith("\n") else f"{lines}\n"


def _decoded(data: bytes, name: str) -> Decoded:
    """The text of a file. A Refusal if it is damaged (W004) or no text (W005)."""
    try:
        decoded = encodings.decode(data)
    except UnicodeDecodeError as error:
        detail = f"Byte 0x{data[error.start]:02x} cannot be decoded as {error.encoding.upper()}."
        raise refusal(name, "W004", detail, *_place(data.decode("latin-1"), error.start)) from error
    control = characters.intolerable(decoded.text)
    if control is not None:
        place = _place(decoded.text, control)
        raise refusal(name, "W005", f"Character U+{ord(decoded.text[control]):04X}.", *place)
    return decoded


def _guessed(decoded: Mapping[str, Decoded]) -> Iterator[Message]:
    """The encodings that were found out by other means than UTF-8's own."""
    names: dict[str, list[str]] = defaultdict(list)
    for file, one in decoded.items():
        if one.encoding != UTF_8:
            names[one.name].append(file)
    for name, files in names.items():
        more = f" and {len(files) - 1:,} more" if len(files) > 1 else ""
        yield Message(0, 0, "W021", f"{files[0]}{more}: read as {name}.")


def _place(text: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1."""
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


def _understood(witness: Witness) -> Witness:
    """The witness with the marks in its text found, and without the lines that hold nothing else."""
    found = markup.find(witness.text)
    lines = markup.lines_with_text(witness.lines, found)
    leaves = markup.leaves(witness.text, lines, found)
    return replace(witness, lines=lines, markup=found, leaves=leaves, messages=(*_set_aside(found), *_across(lines)))


def _set_aside(found: Iterable[Markup]) -> Iterator[Message]:
    counts = Counter(mark.kind for mark in found)
    if counts:
        yield Message(0, 0, "W023", f"{', '.join(f'{kind}: {count:,}' for kind, count in counts.most_common())}.")


def _across(lines: Sequence[Line]) -> Iterator[Message]:
    if across := columns.across(lines):
        yield Message(across[0].number, 1, "W024", f"{len(across):,} lines, of which this is the first.")
