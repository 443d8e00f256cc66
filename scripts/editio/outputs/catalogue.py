"""All pages that an edition generates, in the order of the navigation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

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
    features,
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


def all_of(built: Built, apparatus: Apparatus, keep: Callable[[File], None]) -> Iterator[Page]:
    """Make every file and every page, both at the same time. Each is passed on as soon as it is made, a file to `keep`,
    because all of them together take as much memory as the edition."""

    def kept() -> list[Entry]:
        listed = []
        for file in files(built, apparatus):
            keep(file)
            if isinstance(file, Download):
                listed.append(file.entry)
        return listed

    named: list[Page] = []  # the pages without their texts
    with cores.beside(kept) as entries:
        for page in pages(built, apparatus):
            named.append(replace(page, text=""))
            yield page
        listed = entries()
    for page in downloads.pages(listed):
        named.append(page)
        yield page
    for file in (downloads.checksums(listed), *former_addresses.redirects(named, apparatus)):
        keep(file)


def files(built: Built, apparatus: Apparatus) -> Iterator[File]:
    """Every file of the site that MkDocs does not make, except the checksums. The downloads are among them."""
    has = features.of(built.edition, built.links, apparatus)
    yield from downloads.to_read(built, apparatus, has)
    yield downloads.as_tei(built, apparatus, has)
    whole = data.Whole(built, apparatus)
    yield from (File(path, content) for path, content in whole.twins())
    yield from downloads.as_data(built.edition, apparatus, whole.encoded())
    yield from iiif.files(built, apparatus)
    for name, schema in data.schemas().items():
        yield File(f"{addresses.DATA}{name}.schema.json", schema)
    for part in built.edition.parts:
        yield File(f"{part.address}index.txt", plain_text.part(part, apparatus.settings).encode())


def pages(built: Built, apparatus: Apparatus) -> Iterator[Page]:
    """Every generated page of the site but that of the downloads, and the data that its scripts read."""
    return _complete(_pages(built, apparatus), built, apparatus)


def _pages(built: Built, apparatus: Apparatus) -> Iterator[Page]:
    edition, links, restoration = built.edition, built.links, built.restoration
    yield from markdown.pages(edition, links, apparatus)
    yield from notes.pages(edition, links, apparatus)
    yield from bibliography.pages(edition, links, apparatus)
    yield from citation.pages(edition, apparatus, history.anchors(built.history))
    yield from daybook.pages(edition, links)
    yield from timeline.pages(edition, links, apparatus)
    yield from indexes.pages(edition, links, apparatus)
    yield from subjects.pages(built, apparatus)
    yield from place_map.pages(edition, links, apparatus)
    yield from search.pages(edition, links, apparatus)
    yield from emendations.pages(edition, restoration, apparatus)
    yield from witness_pages.pages(edition, restoration, apparatus, built.facsimile)
    yield from coverage.pages(built, apparatus)
    yield from concordance.pages(built)
    yield from history.pages(built, apparatus)


def parts(built: Built, apparatus: Apparatus, parts: Iterable[Part]) -> Iterator[Page]:
    """The pages of some parts of the book, as in the whole site; the notes have pages of their own."""
    texts = (markdown.page(built.edition, d, built.links, apparatus) for d in parts if d.kind is not PartKind.NOTES)
    return _complete(texts, built, apparatus)


def _complete(made: Iterable[Page], built: Built, apparatus: Apparatus) -> Iterator[Page]:
    made = subjects.below_chronologies(made, built.edition, apparatus)
    made = notes.beside_chapters(made, built.edition, built.links, apparatus)
    made = page_images.beside_text(made, built, markdown.path(addresses.SEARCH))
    return former_addresses.added(made, apparatus)
