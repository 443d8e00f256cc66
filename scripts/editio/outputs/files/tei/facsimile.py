"""The page images in TEI: a surface for each image, with a zone for each line of the witness that has a box."""

from __future__ import annotations

from lxml import etree

from editio.edition import Built
from editio.model.facsimile import PageImage
from editio.outputs.files.tei.markup import element, lines
from editio.outputs.places import printed_pages


def surface_id(page: str) -> str:
    """The id of the image of a printed page, by the page's name."""
    return f"image-{page}"


def facsimile(built: Built) -> etree._Element | None:
    """The images, or None. Their files are beside the document's folder, as on the site."""
    shown = built.facsimile
    images = [shown.pages[page.name] for page in printed_pages(built.edition) if page.name in shown.pages]
    if not images:
        return None
    rights = element("front", element("div", element("p", shown.statement), type="rights"))
    return element("facsimile", *lines([rights, *(_surface(built, image) for image in images)]))


def _surface(built: Built, image: PageImage) -> etree._Element:
    zoom, printed = image.zoom, built.edition.witness.lines
    graphic = element("graphic", url=f"../{zoom.path}", width=f"{zoom.width}px", height=f"{zoom.height}px")
    zones = (
        element(
            "zone",
            type="line",
            n=str(printed[i].number),
            ulx=str(max(0, box.left)),
            uly=str(max(0, box.top)),
            lrx=str(box.right),
            lry=str(box.bottom),
        )
        for i, box in image.lines.items()
    )
    size = {"ulx": "0", "uly": "0", "lrx": str(zoom.width), "lry": str(zoom.height)}
    return element("surface", *lines([graphic, *zones]), n=image.page, id=surface_id(image.page), **size)
