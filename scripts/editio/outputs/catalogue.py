"""All pages that an edition generates, in the order of the navigation."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from editio.edition import Built
from editio.inputs.registers import Apparatus
from editio.model.kinds import PartKind
from editio.model.text import Part
from editio.outputs import citation
from editio.outputs.files import data, iiif, plain_text
from editio.outputs.pages import (
    bibliography,
    coverage,
    daybook,
    downloads,
    emendations,
    former_addresses,
    history,
    indexes,
    markdown,
    notes,
    page_images,
    place_map,
    search,
    subjects,
    timeline,
    witness_pages,
)
from editio.outputs.pages import printed_pages as concordance
from editio.outputs.pages.downloads import Download, File
from editio.outputs.pages.markdown import Page
from editio.system import cores


def all_of(built: Built, apparatus: Apparatus) -> tuple[list[File], list[Page]]:
    """Every file and every page; the two are made side by side."""
    makers: tuple[Callable[[Built, Apparatus], Any], ...] = (files, pages)
    beside, made = cores.share(lambda make: make(built, apparatus), makers)
    made += downloads.pages(file for file in beside if isinstance(file, Download))
    return [*beside, *former_addresses.redirects(made, apparatus)], made


def files(built: Built, apparatus: Apparatus) -> list[File]:
    """Every file of the site that MkDocs does not make, including the downloads."""
    whole = data.book(built, apparatus)
    images = iiif.files(built, apparatus)
    offered = downloads.offered(built, apparatus, whole)
    texts = [
        File(f"{part.address}index.txt", plain_text.part(part, apparatus.settings).encode())
        for part in built.edition.parts
    ]
    schemas = [File(f"data/{name}.schema.json", schema) for name, schema in data.schemas().items()]
    twins = [File(path, content) for path, content in (*data.twins(whole, built, apparatus), *data.index_twins(whole))]
    return [*offered, downloads.checksums(offered), *images, *schemas, *texts, *twins]


def pages(built: Built, apparatus: Apparatus) -> list[Page]:
    """Every generated page of the site but that of the downloads, and the data that its scripts read."""
    edition, links, restoration = built.edition, built.links, built.restoration
    made = [
        *markdown.pages(edition, links, apparatus),
        *notes.pages(edition, links, apparatus),
        *bibliography.pages(edition, links, apparatus),
        *citation.pages(edition, apparatus, history.anchors(built.history)),
        *daybook.pages(edition, links),
        *timeline.pages(edition, links, apparatus),
        *indexes.pages(edition, links, apparatus),
        *subjects.pages(built, apparatus),
        *place_map.pages(edition, links, apparatus),
        *search.pages(edition, links, apparatus),
        *emendations.pages(edition, restoration, apparatus),
        *witness_pages.pages(edition, restoration, apparatus, built.facsimile),
        *coverage.pages(built, apparatus),
        *concordance.pages(built),
        *history.pages(built, apparatus),
    ]
    return _complete(made, built, apparatus)


def parts(built: Built, apparatus: Apparatus, parts: Iterable[Part]) -> list[Page]:
    """The pages of some parts of the book, as in the whole site; the notes have pages of their own."""
    texts = [markdown.page(built.edition, d, built.links, apparatus) for d in parts if d.kind is not PartKind.NOTES]
    return _complete(texts, built, apparatus)


def _complete(made: list[Page], built: Built, apparatus: Apparatus) -> list[Page]:
    made = subjects.below_chronologies(made, built.edition, apparatus)
    made = notes.beside_chapters(made, built.edition, built.links, apparatus)
    made = page_images.beside_text(made, built, markdown.path(search.ADDRESS))
    return former_addresses.added(made, apparatus)
