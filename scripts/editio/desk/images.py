"""The images of the printed pages at the desk, even if edition.toml does not publish them.

A picture is made when its page is opened. It is kept in build/images/, where the build keeps its own. Begin reading
at `PageImages.of`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from editio.model.facsimile import PageImage, ScannedLeaf
from editio.model.messages import Refusal
from editio.model.text import Edition
from editio.outputs import facsimile
from editio.outputs.facsimile import Matched
from editio.outputs.places import PrintedPage, printed_pages
from editio.site import page_images


class PageImages:
    """The images of an edition folder. Scans are matched with pages again only if an entry has changed the pages."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._beside: tuple[ScannedLeaf, ...] | None = None
        self._pages: tuple[PrintedPage, ...] = ()
        self._matched: Mapping[str, Matched] = {}

    def of(self, edition: Edition, name: str) -> PageImage | None:
        """The image of a page; None if it has no usable image, which the build explains."""
        try:
            one = self._found(edition).get(name)
            return page_images.picture(one, edition.witness, self._folder) if one else None
        except (Refusal, OSError):
            return None

    def _found(self, edition: Edition) -> Mapping[str, Matched]:
        pages = tuple(printed_pages(edition))
        if self._beside is None:
            self._beside = page_images.beside(edition.witness, self._folder)
        if pages != self._pages:
            self._pages = pages
            self._matched = {one.page.name: one for one in facsimile.matched(edition, self._beside)}
        return self._matched
