"""The list of the printed pages, with links to the start of each in the edition and to its lines of the witness. The
form "Go to a printed page" uses the same data, `pages.json`. The template of the table is `printed_pages.jinja`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import groupby

from editio.edition import Built
from editio.model import addresses
from editio.model.text import Part
from editio.outputs import templates
from editio.outputs.pages.markdown import Page, document, heading, root
from editio.outputs.places import PrintedPage, page_starts, parts_by_page, printed_pages, start

TITLE = "Printed pages"
_FRONT = "search:\n  exclude: true\n"


@dataclass(frozen=True)
class Row:
    """A printed page, the part of the book that begins or goes on there, and the address of its first words."""

    printed: PrintedPage
    part: Part
    address: str


@dataclass(frozen=True)
class Concordance:
    """The rows of the table."""

    rows: tuple[Row, ...]
    root: str = root(addresses.PRINTED_PAGES)

    @property
    def parts(self) -> list[tuple[str, list[Row]]]:
        return [(heading(part), list(rows)) for part, rows in groupby(self.rows, key=lambda row: row.part)]


def pages(built: Built) -> list[Page]:
    """The table, unless no page has a number, and the data: the address of the start of each numbered page, by its
    printed number."""
    parts = parts_by_page(built.edition, built.restoration)
    starts = page_starts(built.edition)
    found: list[Row] = []
    for printed in printed_pages(built.edition):
        here = parts[printed.name]
        place = next((p for p in here if p.part is starts.get(printed.page.label)), here[0])
        found.append(Row(printed, place.part, start(printed, place, starts)))
    linked = {row.printed.page.label: row.address for row in found if row.printed.page.label}
    table = templates.page("printed_pages", Concordance(tuple(found)))
    list_of_pages = [document(addresses.PRINTED_PAGES, TITLE, [table], _FRONT)] if linked else []
    return [*list_of_pages, Page("pages.json", "", json.dumps(linked, indent=0) + "\n")]
