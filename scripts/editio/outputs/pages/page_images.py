"""The image of a printed page: its figure on the page of the witness, and the words that are linked to their places on
it.

Each word that has a box is marked with its number on the page, both in the OCR text and in the edited text. The ledger
gives the OCR words of each piece of the edited text, and the piece has their numbers, so readers find emended words on
the image too. The boxes are listed once, in the order of the numbers. Begin reading at `figure` and `Marker`.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from markupsafe import Markup

from editio.edition import Built
from editio.model import addresses
from editio.model.facsimile import Facsimile, PageImage
from editio.model.kinds import PartKind
from editio.model.text import PageStart, Part
from editio.model.witness import Word
from editio.outputs import elements, templates
from editio.outputs.escaping import escape
from editio.outputs.pages.markdown import Page, path
from editio.outputs.places import PrintedPage, printed_pages

_FRONT_OF_SEARCH = "images: true\n"
VIEWER, PANEL = "javascripts/page-view.js", "javascripts/page-panel.js"


@dataclass(frozen=True)
class Marker:
    """Marks the words of a printed page that have boxes; marks nothing without an image."""

    image: PageImage | None = None

    @cached_property
    def words(self) -> list[Word]:
        """The words in the order of the witness; their numbers count from 0."""
        found = (word for words in (self.image.words.values() if self.image else ()) for word in words)
        return sorted(found, key=lambda word: word.start)

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self.words]

    @cached_property
    def _ends(self) -> list[int]:
        return [word.end for word in self.words]

    def kept(self, start: int, text: str) -> Markup:
        """Text from an offset of the witness, with each word marked."""
        made, at = elements.NOTHING, start
        for number in self._met(start, start + len(text)):
            word = self.words[number]
            first, last = max(word.start, at), min(word.end, start + len(text))
            made += escape(text[at - start : first - start])
            made += _marked(str(number), escape(text[first - start : last - start]))
            at = last
        return made + escape(text[at - start :])

    def whole(self, start: int, end: int, markup: Markup) -> Markup:
        """Markup for a stretch of the witness, marked with the words in it."""
        numbers = self._met(start, max(end, start + 1))
        return _marked(" ".join(map(str, numbers)), markup) if numbers and markup else markup

    def _met(self, start: int, end: int) -> range:
        """The numbers of the words that a stretch of the witness meets."""
        return range(bisect_right(self._ends, start), bisect_left(self._starts, end))


def _marked(numbers: str, markup: Markup) -> Markup:
    return elements.element("span", markup, data_w=numbers) if markup else markup


@dataclass(frozen=True)
class Figure:
    """The image of a page; `boxes` are the boxes of its words in the order of their numbers, `root` leads to the root
    of the site."""

    image: PageImage
    title: str
    boxes: str
    shown: Facsimile
    root: str


def figure(printed: PrintedPage, marker: Marker, shown: Facsimile, up: str) -> Markup:
    """The image of a page with a link to the larger one, and the statement of its rights."""
    image = marker.image
    assert image is not None
    boxes = ";".join(f"{w.box.left} {w.box.top} {w.box.right} {w.box.bottom}" for w in marker.words)
    return templates.page("page_image", Figure(image, _lower(printed.title), boxes, shown, up))


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]


def beside_text(pages: Iterable[Page], built: Built, search: str) -> Iterable[Page]:
    """The pages, with data for the panel that shows the image of the page being read: each part of the book gets its
    printed pages with an image, the size of the picture, and 1 if there is a larger one. The page at the path `search`
    gets a flag that it can show results on images."""
    shown = built.facsimile
    if not shown:
        return pages
    names = {printed.page.label: printed.name for printed in printed_pages(built.edition) if printed.page.label}
    front = {search: _FRONT_OF_SEARCH} | {
        path(part.address): text
        for part in built.edition.parts
        if part.kind is not PartKind.NOTES and (text := _front(built, part, names))
    }
    return (
        replace(page, text=page.text.replace("---\n", f"---\n{front[page.path]}", 1)) if page.path in front else page
        for page in pages
    )


def _front(built: Built, part: Part, names: dict[str, str]) -> str:
    shown = built.facsimile.pages
    first = built.edition.pagination.page_of(part.start).label
    labels = dict.fromkeys((first, *_starts(part)))
    images = [_picture(label, shown[names[label]]) for label in labels if names.get(label) in shown]
    if not images:
        return ""
    opening = addresses.witness_page(names[str(images[0][0])])
    return (
        f"page_image: {opening}\npage_images: {json.dumps(json.dumps(images))}\npage_first: {json.dumps(first)}\n"
        f"scripts:\n  - {PANEL}\n"
    )


def _picture(label: str, image: PageImage) -> list[str | int]:
    return [label, image.reading.width, image.reading.height, int(image.zoom != image.reading)]


def _starts(part: Part) -> Iterator[str]:
    for block in (part.title, *part.blocks):
        for span in block.spans:
            yield from (inline.label for inline in span.content if isinstance(inline, PageStart))
