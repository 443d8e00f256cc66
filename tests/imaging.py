"""An edition with invented images of its pages, for the tests of outputs that name them."""

from __future__ import annotations

from dataclasses import replace

from editio.edition import Built
from editio.inputs.ocr_pages import around
from editio.model import addresses
from editio.model.facsimile import Facsimile, PageImage, Picture
from editio.model.witness import Box, Word
from editio.outputs.places import PrintedPage, printed_pages


def imaged(built: Built) -> Built:
    """The edition with an image for each printed page but the last; each character is 10 pixels wide, each line 50
    high."""
    pages = printed_pages(built.edition)[:-1]
    images = {page.name: _image(built, page) for page in pages}
    licence = "http://creativecommons.org/licenses/by/4.0/"
    return replace(built, facsimile=Facsimile(images, "Drawn for the tests <freely>.", licence))


def _image(built: Built, page: PrintedPage) -> PageImage:
    reading, zoom = (
        Picture(addresses.page_image(page.name, size), width, width * 2)
        for size, width in (("reading", 1000), ("zoom", 1500))
    )
    words: dict[int, tuple[Word, ...]] = {}
    for n, i in enumerate(page.lines):
        line, at, found = built.edition.witness.lines[i], 0, []
        for word in line.text.split():
            at = line.text.index(word, at)
            box = Box(10 * at, 50 * n, 10 * (at + len(word)), 50 * n + 40)
            found.append(Word(line.start + at, line.start + at + len(word), box))
            at += len(word)
        words[i] = tuple(found)
    lines = {i: around(word.box for word in its) for i, its in words.items()}
    return PageImage(page.name, reading, zoom, words, {i: box for i, box in lines.items() if box})
