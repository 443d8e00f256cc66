"""The page images as a IIIF manifest (Presentation API 3) of static files, with the edited text as annotations.

`iiif/manifest.json` has a canvas for each printed page that has an image and a range for each part of the book. The
lines of a page are in a file of their own, `iiif/page/57.json`, which viewers fetch when they show the page: each is an
annotation with its place on the canvas and the text of the edition. Universal Viewer 4 shows no annotations of a
manifest, only the results of a search server, so each canvas also has the page with its text as a `rendering`, which
that viewer offers for download. IIIF requires absolute addresses; until
edition.toml names the address of the site, they are those of `make serve`.

Begin reading at `files`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from editio.edition import Built
from editio.inputs.registers import Apparatus
from editio.model.facsimile import PageImage, Picture
from editio.model.kinds import PartKind, Removed
from editio.model.pieces import Fate, Piece
from editio.model.witness import Box
from editio.outputs.pages.downloads import Download, File
from editio.outputs.pages.markdown import heading
from editio.outputs.places import PrintedPage, parts_by_page, printed_pages

MANIFEST = "iiif/manifest.json"
IMAGES = "Page images"  # the heading of the manifest on the page of downloads
SERVED = "http://127.0.0.1:8000/"  # the address of `make serve`
_TEXT = "Image, OCR and edited text"  # of a page
_CONTEXT = "http://iiif.io/api/presentation/3/context.json"

Data = dict[str, Any]


def files(built: Built, apparatus: Apparatus) -> list[File]:
    """The manifest, which readers may take along, and the annotations of each page; nothing without images."""
    shown = built.facsimile.pages
    if not shown:
        return []
    write = _Writer(built, apparatus)
    pages = [(printed, shown[printed.name]) for printed in printed_pages(built.edition) if printed.name in shown]
    manifest = Download(
        MANIFEST,
        _json(write.manifest(pages)),
        "IIIF manifest",
        "The images of the printed pages, each line with its text, for viewers such as Mirador and Universal Viewer.",
        IMAGES,
    )
    lines = [File(write.lines_path(page), _json(write.lines(page, image))) for page, image in pages if image.lines]
    return [manifest, *lines]


class _Writer:
    """Writes the manifest of one edition."""

    def __init__(self, built: Built, apparatus: Apparatus) -> None:
        self._built, self._settings = built, apparatus.settings
        self._base = f"{(apparatus.settings.site.address or SERVED).rstrip('/')}/"
        self._language = apparatus.settings.book.language

    def manifest(self, pages: list[tuple[PrintedPage, PageImage]]) -> Data:
        book, shown = self._settings.book, self._built.facsimile
        published = ", ".join(filter(None, (book.place, book.publisher, str(book.year))))
        facts = (("Author", book.byline), ("Published", published))
        home = {"id": self._base, "type": "Text", "label": self._own(book.title), "format": "text/html"}
        return {
            "@context": _CONTEXT,
            "id": f"{self._base}{MANIFEST}",
            "type": "Manifest",
            "label": self._own(book.full_title),
            "metadata": [{"label": _english(name), "value": {"none": [value]}} for name, value in facts],
            "requiredStatement": {"label": _english("Rights in the images"), "value": _english(shown.statement)},
            **({"rights": shown.licence} if shown.licence else {}),
            "homepage": [home],
            "behavior": ["paged"],
            "items": [self._canvas(printed, image) for printed, image in pages],
            "structures": list(self._ranges({printed.name for printed, _ in pages})),
        }

    def _canvas(self, printed: PrintedPage, image: PageImage) -> Data:
        canvas, zoom = self._canvas_id(printed.name), image.zoom
        painting = {
            "id": f"{canvas}/image",
            "type": "Annotation",
            "motivation": "painting",
            "body": self._picture(zoom),
            "target": canvas,
        }
        address = f"{self._base}{printed.address}"
        page = {"id": address, "type": "Text", "label": _english(printed.title), "format": "text/html"}
        return {
            "id": canvas,
            "type": "Canvas",
            "label": {"none": [printed.short]},
            "width": zoom.width,
            "height": zoom.height,
            "thumbnail": [self._picture(image.reading)],
            "homepage": [page],
            "rendering": [{**page, "label": _english(_TEXT)}],
            "items": [{"id": f"{canvas}/images", "type": "AnnotationPage", "items": [painting]}],
            **({"annotations": [{"id": self._lines_id(printed), "type": "AnnotationPage"}]} if image.lines else {}),
        }

    def _picture(self, picture: Picture) -> Data:
        return {
            "id": f"{self._base}{picture.path}",
            "type": "Image",
            "format": "image/jpeg",
            "width": picture.width,
            "height": picture.height,
        }

    def lines(self, printed: PrintedPage, image: PageImage) -> Data:
        """The lines of a page as annotations."""
        canvas = self._canvas_id(printed.name)
        ours = ((i, box, self._text(i)) for i, box in image.lines.items())
        return {
            "@context": _CONTEXT,
            "id": self._lines_id(printed),
            "type": "AnnotationPage",
            "items": [
                {
                    "id": f"{canvas}/line/{self._built.edition.witness.lines[i].number}",
                    "type": "Annotation",
                    "motivation": "supplementing",
                    "body": {"type": "TextualBody", "value": text, "format": "text/plain", "language": self._language},
                    "target": f"{canvas}#xywh={_extent(box)}",
                }
                for i, box, text in ours
                if text
            ],
        }

    def _text(self, i: int) -> str:
        """The edited text of a line; for a line in no block, the text of the witness."""
        restored = self._built.restoration
        if i in restored.apart:
            return restored.witness.lines[i].text
        return "".join(map(_printed, restored.lines[i])).strip()

    def _ranges(self, shown: set[str]) -> Iterator[Data]:
        by_page = parts_by_page(self._built.edition, self._built.restoration)
        for part in self._built.edition.parts:
            names = [n for n, places in by_page.items() if n in shown and any(place.part is part for place in places)]
            if names and part.kind is not PartKind.PART:
                yield {
                    "id": f"{self._base}iiif/range/{part.address.strip('/')}",
                    "type": "Range",
                    "label": self._own(heading(part)),
                    "items": [{"id": self._canvas_id(name), "type": "Canvas"} for name in names],
                }

    def _canvas_id(self, name: str) -> str:
        return f"{self._base}iiif/canvas/{name}"

    def _lines_id(self, printed: PrintedPage) -> str:
        return f"{self._base}{self.lines_path(printed)}"

    @staticmethod
    def lines_path(printed: PrintedPage) -> str:
        return f"iiif/page/{printed.name}.json"

    def _own(self, text: str) -> Data:
        return {self._language: [text]}


def _printed(piece: Piece) -> str:
    """The text of a piece in its line: a word that continues in the next line has its hyphen."""
    return "-" if piece.fate is Fate.SET_ASIDE and piece.source == Removed.LINE_END_HYPHEN else piece.text


def _english(text: str) -> Data:
    return {"en": [text]}


def _extent(box: Box) -> str:
    return f"{box.left},{box.top},{box.right - box.left},{box.bottom - box.top}"


def _json(data: Data) -> bytes:
    return f"{json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n".encode()
