"""Images of the printed pages, and the position of each word on them.

A `Scan` is an image as it was received: a file, or a page of a PDF. A `ScannedLeaf` is a scan with the words that OCR
read on it. A `PageImage` is the image that the site shows of one printed page, in two sizes, with a box for each word
of the witness. All boxes of a `PageImage` are in pixels of its larger picture.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from editio.model.witness import Box, Scan, Word


@dataclass(frozen=True)
class ScannedLeaf:
    """A scan, and the words on it in the order of its OCR; empty if no OCR read it."""

    scan: Scan
    width: int = 0  # in the unit of the boxes; 0 if unknown
    height: int = 0
    words: tuple[tuple[str, Box], ...] = ()


@dataclass(frozen=True)
class Picture:
    """An image file of the site: its path from the site's root, its size in pixels, and the file that the build
    made."""

    path: str
    width: int
    height: int
    made: str = ""


@dataclass(frozen=True)
class PageImage:
    """The image of a printed page: to read, and to look at closely (the same picture if the scan is small). `words`
    and `lines` are boxes by the index of a line in `Witness.lines`."""

    page: str  # the name of the printed page
    reading: Picture
    zoom: Picture
    words: Mapping[int, tuple[Word, ...]] = field(default_factory=dict)
    lines: Mapping[int, Box] = field(default_factory=dict)


@dataclass(frozen=True)
class Facsimile:
    """The images of the printed pages by the names of the pages, and the statement of their rights."""

    pages: Mapping[str, PageImage] = field(default_factory=dict)
    statement: str = ""
    licence: str = ""

    def __bool__(self) -> bool:
        return bool(self.pages)
