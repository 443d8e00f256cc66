"""From bytes to text."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']|<meta[^>]*?charset\s*=\s*["']?([\w.:-]+)""")
_HEAD = 4_096
_LAST = "cp1252"  # every byte is a character in it, but for five that Latin-1 has


def decode_markup(data: bytes) -> str:
    """The text of an XML or HTML file: by its byte-order mark, as UTF-8 if it is that, whatever it declares (a
    converted file often keeps its old declaration), else as it declares."""
    if encoding := marked(data):
        return data.decode(encoding, "replace")
    if data[:4:2] == b"<?" and data[1:4:2] == b"\0\0":
        return data.decode("utf-16-le", "replace")
    if data[1:4:2] == b"<?" and data[:4:2] == b"\0\0":
        return data.decode("utf-16-be", "replace")
    declared = _DECLARED.search(data[:_HEAD])
    name = (declared[1] or declared[2]).decode("ascii") if declared else _LAST
    for encoding in ("utf-8", name, _LAST):
        try:
            if codecs.lookup(encoding)._is_text_encoding:
                return data.decode(encoding)
        except (LookupError, UnicodeError):
            continue
    return data.decode("latin-1")


def marked(data: bytes) -> str | None:
    """The encoding that the byte-order mark tells."""
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
