"""All pages that an edition generates, in the order of the navigation."""

from __future__ import annotations

from collections.abc import Iterable

from engine.apparatus import Apparatus
from engine.edition import Built
from engine.render import (
    bibliography,
    citation,
    concordance,
    coverage,
    daybook,
    downloads,
    emendations,
    former_addresses,
    indexes,
    markdown,
    notes,
    place_map,
    search,
    timeline,
    witness_pages,
)
from engine.render.downloads import Download, File
from engine.render.markdown import Page


def files(offered: Iterable[Download]) -> list[File]:
    """Every file that is written into the finished site."""
    given = list(offered)
    return [*given, downloads.checksums(given)]


def pages(built: Built, apparatus: Apparatus, offered: Iterable[Download] = ()) -> list[Page]:
    """Every generated page and data file of the site; `offered` are the files that can be taken along."""
    edition, links, restoration = built.edition, built.links, built.restoration
    made = [
        *markdown.pages(edition, links, apparatus),
        *notes.pages(edition, links, apparatus),
        *bibliography.pages(edition, links, apparatus),
        *citation.pages(edition, apparatus),
        *daybook.pages(edition, links),
        *timeline.pages(edition, links, apparatus),
        *indexes.pages(edition, links, apparatus),
        *place_map.pages(edition, links, apparatus),
        *search.pages(edition, links, apparatus),
        *emendations.pages(edition, restoration, apparatus),
        *witness_pages.pages(edition, restoration, apparatus),
        *coverage.pages(built, apparatus),
        *downloads.pages(offered),
        *concordance.pages(built),
    ]
    return former_addresses.added(notes.beside_chapters(made, edition, links, apparatus), apparatus)
