"""From bytes to text.

A byte-order mark decides. Otherwise, valid UTF-8 is UTF-8, since other text is rarely valid by chance. For the rest:

* Half of the bytes NUL: UTF-16 without its mark.
* Some UTF-8 characters and a few invalid bytes: a damaged file, which is refused (`decode` raises
  `UnicodeDecodeError`), because a guess would spoil the good characters.
* Otherwise an encoding from before Unicode: Windows-1252, Mac Roman or DOS 850, whichever makes the text look most like
  a language (`charset-normalizer` compares them).

Every choice except UTF-8 is reported, so that editors can convert a file if it is wrong. All these encodings are
reversible: `Decoded.text.encode(Decoded.encoding)` is the file.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import charset_normalizer

UTF_8 = "utf-8"
_MARKS = (
    (codecs.BOM_UTF8, UTF_8),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']|<meta[^>]*?charset\s*=\s*["']?([\w.:-]+)""")
_HEAD = 4_096
_OLD = ("cp1252", "mac_roman", "cp850")
_LAST = "latin-1"  # every byte is a character in it
_NOT_OF_FILES = frozenset({"idna", "punycode", "unicode_escape", "unicode-escape", "raw_unicode_escape"})
_NAMES = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman", "cp850": "DOS 850", "latin-1": "Latin-1"}
_BEYOND_ASCII = re.compile(rb".{0,40}[\x80-\xff][\x00-\xff]{0,40}")
_SAMPLE = 64_000  # bytes that tell the encoding
_NULS = 0.4  # share of NULs at every second byte; UTF-16 of a Western language has nearly all


@dataclass(frozen=True)
class Decoded:
    """The text of a file, and the encoding that gives its bytes back."""

    text: str
    encoding: str = UTF_8

    @property
    def name(self) -> str:
        """The encoding as people call it."""
        return _NAMES.get(self.encoding, self.encoding.upper())


def decode(data: bytes) -> Decoded:
    """The text of a plain text file. A UnicodeDecodeError if it is damaged UTF-8 or UTF-16."""
    encoding = wide(data)
    if encoding:
        return Decoded(data.decode(encoding), encoding)
    try:
        return Decoded(data.decode(UTF_8))
    except UnicodeDecodeError:
        if _mostly_utf8(data):
            raise
    for encoding in (_likeliest(data), _LAST):
        try:
            return Decoded(data.decode(encoding), encoding)
        except UnicodeDecodeError:
            continue
    raise AssertionError("every byte is a character of Latin-1")


def decode_markup(data: bytes) -> str:
    """The text of an XML or HTML file: by its byte-order mark, as UTF-8 if it is that, whatever it declares (a
    converted file often keeps its old declaration), else as it declares."""
    if encoding := wide(data):
        return data.decode(encoding, "replace")
    declared = _DECLARED.search(data[:_HEAD])
    name = (declared[1] or declared[2]).decode("ascii").lower() if declared else _OLD[0]
    for encoding in (UTF_8, _OLD[0] if name in _NOT_OF_FILES else name, _OLD[0]):
        try:
            return data.decode(encoding)
        except (LookupError, UnicodeError):
            continue
    return data.decode(_LAST)


def marked(data: bytes) -> str | None:
    """The encoding that the byte-order mark tells."""
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def wide(data: bytes) -> str | None:
    """The encoding that the byte-order mark or the NULs of UTF-16 tell."""
    return marked(data) or _unmarked(data)


def _unmarked(data: bytes) -> str | None:
    """UTF-16 without a mark: nearly every second byte is NUL."""
    head = data[: _HEAD - len(data) % 2]
    if len(head) < 4 or len(data) % 2:
        return None
    even, odd = (head[n::2].count(0) / (len(head) / 2) for n in (0, 1))
    if odd > _NULS and not even:
        return "utf-16-le"
    return "utf-16-be" if even > _NULS and not odd else None


def _mostly_utf8(data: bytes) -> bool:
    """Whether most of the bytes beyond ASCII are valid UTF-8."""
    text = data.decode(UTF_8, "replace")
    wrong = text.count("\ufffd")
    return len(text) - len(text.encode("ascii", "ignore")) > 2 * wrong


def _likeliest(data: bytes) -> str:
    """The encoding from before Unicode that makes the best words around the bytes beyond ASCII."""
    sample, size = [], 0
    for words in _BEYOND_ASCII.finditer(data):
        sample.append(words.group())
        size += len(words.group())
        if size > _SAMPLE:
            break
    best = charset_normalizer.from_bytes(b"\n".join(sample)[:_SAMPLE], cp_isolation=list(_OLD)).best()
    return best.encoding if best else _OLD[0]
