"""The files that a witness consists of: one file, a folder of files or a ZIP, any of them gzipped.

Nothing is unpacked to disk, and one file is read at a time. Whatever would take a machine's memory or leave the
place that was named is refused: pipes and devices, symbolic links out of the folder, paths out of a ZIP, files
and archives beyond `MOST_OF_ONE` and `MOST` bytes, whatever their headers claim.

Begin reading at `sources`.
"""

from __future__ import annotations

import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from editio.model.messages import Message, Refusal

MOST_OF_ONE = 200_000_000  # bytes of a file; parsing one takes some four times as much memory
MOST = 2_000_000_000  # bytes of all files together
MOST_FILES = 20_000  # no book has so many leaves
GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
_CHUNK = 1_000_000  # bytes that are unzipped at a time
_EMPTY_ZIP = b"PK\x05\x06"
_LEFTOVERS = re.compile(r"(^|/)(\.[^/]*|__MACOSX|Thumbs\.db|desktop\.ini|ehthumbs\.db)(/|$)", re.IGNORECASE)
_DIGITS = re.compile(r"(\d+)")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    ValueError,
    NotImplementedError,
    EOFError,
    OSError,
    RuntimeError,
)
_ENCRYPTED = 0x1  # flag of a ZIP's entry


@dataclass(frozen=True)
class Source:
    """A file of the witness: its path inside the folder or archive, and its bytes, unzipped."""

    name: str
    read: Callable[[], bytes]

    @property
    def stem(self) -> str:
        """The name without folder and endings: `p_0001.hocr.html.gz` is `p_0001`."""
        return PurePosixPath(self.name).name.split(".")[0]


def sources(path: Path) -> list[Source]:
    """The files at a path in natural order. Raises a Refusal (W001 to W003, W011, W014) if they cannot be read."""
    try:
        if not path.exists():
            raise refusal(str(path), "W001")
        if path.is_dir():
            found = _in_order(_of_folder(path))
            return sources(path / found[0].name) if len(found) == 1 else found
        if not path.is_file():
            raise refusal(str(path), "W002", "It is a pipe or a device.")
        with path.open("rb") as file:
            head = file.read(4)
    except OSError as error:
        raise refusal(str(path), "W002", f"{error.strerror}.") from error
    if head in (ZIP, _EMPTY_ZIP):
        return of_zip(path, str(path))
    return [Source(path.name, lambda: _of_file(path, str(path)))]


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts page 2 before page 10."""
    pieces = (piece for piece in _DIGITS.split(name.casefold()) if piece)
    return tuple((0, int(piece), piece) if piece.isdecimal() else (1, 0, piece) for piece in pieces)


def refusal(file: str, code: str, detail: str = "", line: int = 0, column: int = 0) -> Refusal:
    return Refusal(Message(line, column, code, detail, file))


def _in_order(found: list[Source]) -> list[Source]:
    kept = [source for source in found if not _LEFTOVERS.search(source.name)]
    return sorted(kept, key=lambda source: natural(source.name))


def _of_folder(folder: Path) -> list[Source]:
    within = folder.resolve()
    found: list[Source] = []
    total = 0
    for file in _walk(folder):
        name = file.relative_to(folder).as_posix()
        if _LEFTOVERS.search(name):
            continue
        if not file.resolve().is_relative_to(within):
            raise refusal(name, "W014", f"It leads to {file.resolve()}.")
        if not file.is_file():
            raise refusal(name, "W002", "It is a pipe or a device.")
        total += file.stat().st_size
        found.append(Source(name, lambda file=file, name=name: _of_file(file, name)))  # type: ignore[misc]
        _bounded(len(found), total, str(folder))
    return found


def _walk(folder: Path) -> Iterable[Path]:
    """All that is in a folder and its folders, but nothing behind links to folders."""
    for entry in folder.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            yield from _walk(entry)
        else:
            yield entry


def of_zip(file: Path | BinaryIO, name: str) -> list[Source]:
    """The files of a ZIP in natural order. Raises a Refusal (W011, W014) if they cannot be read."""
    try:
        archive = zipfile.ZipFile(file)
    except _BROKEN as error:
        raise refusal(name, "W011", f"{error}.") from error
    entries = [entry for entry in archive.infolist() if entry.filename and not entry.filename.endswith("/")]
    _bounded(len(entries), sum(entry.file_size for entry in entries), name)
    for entry in entries:
        parts = PurePosixPath(entry.filename.replace("\\", "/"))
        if parts.is_absolute() or ".." in parts.parts or re.match(r"[A-Za-z]:", entry.filename):
            raise refusal(name, "W014", f"{entry.filename} leads out of it.")
        if entry.flag_bits & _ENCRYPTED:
            raise refusal(name, "W011", f"{entry.filename} is encrypted.")

    def reader(entry: zipfile.ZipInfo) -> Callable[[], bytes]:
        return lambda: _of_entry(archive, entry)

    return _in_order([Source(entry.filename, reader(entry)) for entry in entries])


def beside_file(path: Path, name: str) -> Source | None:
    """The file of this name beside a file. A Refusal (W014) when it is read, if it is a link."""
    file = path.parent / name
    if not path.is_file() or not name or "\0" in name or not file.is_file():
        return None

    def read() -> bytes:
        if file.is_symlink():
            raise refusal(name, "W014", f"It leads to {file.resolve()}.")
        return _of_file(file, name)

    return Source(name, read)


def _of_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(entry) as file:
            data = file.read(MOST_OF_ONE + 1)
    except _BROKEN as error:
        raise refusal(entry.filename, "W011", f"{error}.") from error
    return _unpacked(_measured(data, entry.filename), entry.filename)


def _of_file(file: Path, name: str) -> bytes:
    try:
        with file.open("rb") as opened:
            data = opened.read(MOST_OF_ONE + 1)
    except OSError as error:
        raise refusal(name, "W002", f"{error.strerror}.") from error
    return _unpacked(_measured(data, name), name)


def _unpacked(data: bytes, name: str) -> bytes:
    """The content of a gzipped file, or the data as they are."""
    if not data.startswith(GZIP):
        return data
    chunks: list[bytes] = []
    size = 0
    try:
        while data:  # a gzip file may have several members
            member = zlib.decompressobj(wbits=31)
            while not member.eof:
                chunks.append(member.decompress(data, _CHUNK))
                data = member.unconsumed_tail
                size += len(chunks[-1])
                _bounded_one(size, name)
                if not data and not chunks[-1]:
                    raise refusal(name, "W011", "It ends too early.")
            data = member.unused_data.lstrip(b"\0")
    except zlib.error as error:
        raise refusal(name, "W011", f"{error}.") from error
    return b"".join(chunks)


def _measured(data: bytes, name: str) -> bytes:
    _bounded_one(len(data), name)
    return data


def _bounded_one(size: int, name: str) -> None:
    if size > MOST_OF_ONE:
        raise refusal(name, "W011", f"It has more than {MOST_OF_ONE // 1_000_000:,} MB.")


def _bounded(files: int, size: int, name: str) -> None:
    if files > MOST_FILES:
        raise refusal(name, "W011", f"It has more than {MOST_FILES:,} files.")
    if size > MOST:
        raise refusal(name, "W011", f"It has {size // 1_000_000:,} MB.")
