"""The names of common formats that cannot be read, so that a refusal can name the format.

RTF, JSON and tables are made of plain text and would otherwise be read as a book.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_STARTS = (
    (re.compile(r"\{\\rtf\d"), "a document of a word processor (RTF)"),
    (re.compile(r"level\tpage_num\tblock_num\t"), "a table of Tesseract (TSV); give its plain text or hOCR"),
    (re.compile(r'[{\[]\s*(?:"(?:[^"\\]|\\.)*"\s*[:,])'), "data (JSON)"),
)
_ROOTS = {  # in small letters
    "html": "a web page without the marks of OCR (hOCR)",
    "tei": "a TEI document",
    "document": "XML of a word processor or of ABBYY FineReader",
}
_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PACKED = {  # a file that a ZIP of this kind holds
    "word/document.xml": "a document of a word processor (DOCX)",
    "[Content_Types].xml": "an office document",
    "META-INF/container.xml": "an e-book (EPUB)",
    "META-INF/manifest.xml": "a document of a word processor (ODT)",
    "content.xml": "a document of a word processor (ODT)",
}
_MOBI = b"BOOKMOBI"
_MOBI_AT = slice(60, 68)


def text(head: str) -> str:
    """The format of a file that looks like plain text, from its beginning; "" if it is plain text."""
    start = head.lstrip("\ufeff \r\n\t")
    return next((name for pattern, name in _STARTS if pattern.match(start)), "")


def other(data: bytes, root: str) -> str:
    """The format of a file that is neither text nor supported, from its bytes and its root element; "" if unknown."""
    if data.startswith(_WORD):
        return "a document of a word processor (DOC)"
    if data[_MOBI_AT] == _MOBI:
        return "an e-book (MOBI)"
    return _ROOTS.get(root.casefold(), "")


def packed(names: Iterable[str]) -> str:
    """The format of an archive with files of these names; "" if it may hold pages."""
    held = frozenset(names)
    return next((name for file, name in _PACKED.items() if file in held), "")
