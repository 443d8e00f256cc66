"""Archives whose bytes depend on nothing but their files and the edition: no clock, no system.

The EPUB is one, the site for a folder another.
"""

from __future__ import annotations

import io
import os
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time
from typing import IO

from editio.inputs.registers import Settings
from editio.model.messages import Message, Refusal

_EPOCH = "SOURCE_DATE_EPOCH"  # reproducible-builds.org: seconds since 1970
_YEARS = range(1970, 2106)  # that gzip can write
_FIRST = datetime(1980, 1, 1, tzinfo=UTC)  # that ZIP can write


def modified(settings: Settings) -> datetime:
    """The time of the edition: SOURCE_DATE_EPOCH, else the date in edition.toml. Raises a Refusal (M805) if the
    variable is not a time."""
    if not (epoch := os.environ.get(_EPOCH)):
        return datetime.combine(settings.site.stamp, time(), UTC)
    try:
        when = datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        when = None
    if when is None or when.year not in _YEARS:
        raise Refusal(Message(0, 0, "M805", f"It is “{epoch}”.", _EPOCH))
    return when


@contextmanager
def dated(when: datetime) -> Iterator[None]:
    """Let libraries that write the time of day write this time."""
    before = os.environ.get(_EPOCH)
    os.environ[_EPOCH] = str(int(when.timestamp()))
    try:
        yield
    finally:
        if before is None:
            del os.environ[_EPOCH]
        else:
            os.environ[_EPOCH] = before


def zipped(
    files: Iterable[tuple[str, bytes]],
    when: datetime,
    stored: Collection[str] = (),
) -> bytes:
    """A ZIP of files, in memory (see `pack`)."""
    packed = io.BytesIO()
    pack(packed, files, when, stored)
    return packed.getvalue()


def pack(
    into: IO[bytes],
    files: Iterable[tuple[str, bytes]],
    when: datetime,
    stored: Collection[str],
    level: int = zlib.Z_DEFAULT_COMPRESSION,
) -> None:
    """Write a ZIP of files (names and contents) in their order. The files in `stored` are not compressed."""
    with zipfile.ZipFile(into, "w") as container:
        for name, content in files:
            entry = zipfile.ZipInfo(name, max(when, _FIRST).timetuple()[:6])
            entry.external_attr = 0o644 << 16
            entry.create_system = 3  # the same on every system
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            container.writestr(entry, content, compresslevel=level)
