"""Archives whose bytes depend on nothing but their files and the edition: no clock, no system.

The EPUB is one, the site for a folder another.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Collection, Iterable
from datetime import UTC, datetime, time

from engine.apparatus import Settings


def modified(settings: Settings) -> datetime:
    """When the edition was made: what SOURCE_DATE_EPOCH says, else the date in edition.toml."""
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        return datetime.fromtimestamp(int(epoch), UTC)
    return datetime.combine(settings.site.date, time(), UTC)


def zipped(files: Iterable[tuple[str, bytes]], when: datetime, stored: Collection[str] = ()) -> bytes:
    """Files, each a name and its content, as ZIP in their order; those in `stored` are not compressed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as container:
        for name, content in files:
            entry = zipfile.ZipInfo(name, when.timetuple()[:6])
            entry.external_attr = 0o644 << 16
            entry.create_system = 3  # the same on every system
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            container.writestr(entry, content)
    return packed.getvalue()
