"""All pages that an edition generates, in the order of the navigation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any

from editio.edition import Built
from editio.inputs.registers import Apparatus
from editio.model import addresses
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
from editio.outputs.pages.downloads import Download, Entry, File
from editio.outputs.pages.markdown import Page
from editio.system import cores


def all_of(built: Built, apparatus: Apparatus, keep: Callable[[File], None]) -> list[Page]:
    """Make every file and every page, both at the same time. Returns the pages; `keep` gets each file as soon as it is
    made, because all of them together take as much memory as the edition."""

    def kept() -> list[Entry]:
        listed = []
        for file in files(built, apparatus):
            keep(file)
            if isinstance(file, Download):
                listed.append(file.entry)
        return listed

    makers: tuple[Callable[[], Any], ...] = (kept, lambda: pages(built, apparatus))
    made: list[Page]
    listed, made = cores.share(lambda make: make(), makers)
    made += downloads.pages(listed)
    for file in (downloads.checksums(listed), *former_addresses.redirects(made, apparatus)):
        keep(file)
    return made


def files(built: Built, apparatus: Apparatus) -> Iterator[File]:
    """Every file of the site that MkDocs does not make, except the checksums. The downloads are among them."""
    yield from downloads.to_read(built, apparatus)
    yield downloads.as_tei(built, apparatus)
    whole = data.book(built, apparatus)  # only now, because TEI and this together are twice the edition
    yield from downloads.as_data(built.edition, apparatus, whole)
    yield from iiif.files(built, apparatus)
    for name, schema in data.schemas().items():
        yield File(f"{addresses.DATA}{name}.schema.json", schema)
    for part in built.edition.parts:
        yield File(f"{part.address}index.txt", plain_text.part(part, apparatus.settings).encode())
    for path, content in chain(data.twins(whole, built, apparatus), data.index_twins(whole)):
        yield File(path, content)


def pages(built: Built, apparatus: Apparatus) -> list[Page]:
    """Every generated page of the site but that of the downloads, and the data that its scripts read."""
    edition, links, restoration = built.edition, built.links, built.restoration
    return _complete(
        [  # without a name, which would keep the pages a second time while they are completed
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
        ],
        built,
        apparatus,
    )


def parts(built: Built, apparatus: Apparatus, parts: Iterable[Part]) -> list[Page]:
    """The pages of some parts of the book, as in the whole site; the notes have pages of their own."""
    texts = [markdown.page(built.edition, d, built.links, apparatus) for d in parts if d.kind is not PartKind.NOTES]
    return _complete(texts, built, apparatus)


def _complete(made: list[Page], built: Built, apparatus: Apparatus) -> list[Page]:
    made = subjects.below_chronologies(made, built.edition, apparatus)
    made = notes.beside_chapters(made, built.edition, built.links, apparatus)
    made = page_images.beside_text(made, built, markdown.path(addresses.SEARCH))
    return former_addresses.added(made, apparatus)
