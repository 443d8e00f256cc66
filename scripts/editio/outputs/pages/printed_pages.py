"""The concordance of the printed pages: where each begins in the edition, and where its lines of the witness
are shown. The same as data, `pages.json`, is what the form "Go to a printed page" goes by.
"""

from __future__ import annotations

import json
from itertools import groupby

from editio.edition import Built
from editio.model.text import Part
from editio.outputs.escaping import escape
from editio.outputs.pages.markdown import Page, document, heading, root
from editio.outputs.places import PrintedPage, page_starts, parts_by_page, printed_pages, start

ADDRESS = "pages/"
TITLE = "Printed pages"
_UP = root(ADDRESS)
_FRONT = "search:\n  exclude: true\n"


def pages(built: Built) -> list[Page]:
    """The table, and the data: the address at which each numbered page starts, by its number as printed."""
    parts = parts_by_page(built.edition, built.restoration)
    starts = page_starts(built.edition)
    found: list[tuple[PrintedPage, Part, str]] = []
    for printed in printed_pages(built.edition):
        here = parts[printed.name]
        place = next((p for p in here if p.part is starts.get(printed.page.label)), here[0])
        found.append((printed, place.part, start(printed, place, starts)))
    addresses = {printed.page.label: address for printed, _, address in found if printed.page.label}
    return [_table(found), Page("pages.json", "", json.dumps(addresses, indent=0) + "\n")]


def _table(found: list[tuple[PrintedPage, Part, str]]) -> Page:
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Page", "In the edition", "In the witness"))
    bodies = []
    for part, rows in groupby(found, key=lambda row: row[1]):
        title = f'<tr><th scope="rowgroup" colspan="3">{escape(heading(part))}</th></tr>'
        bodies.append("<tbody>\n" + "\n".join([title, *map(_row, rows)]) + "\n</tbody>")
    table = f'<table class="concordance">\n<thead><tr>{head}</tr></thead>\n' + "\n".join(bodies) + "\n</table>"
    lines = [
        f"# {TITLE} {{: #title }}",
        "Where each page of the printed book begins in this edition, and where its lines are shown as they stand "
        "in the witness. A number in square brackets is inferred by counting.",
        table,
    ]
    return document(ADDRESS, TITLE, lines, _FRONT)


def _row(row: tuple[PrintedPage, Part, str]) -> str:
    printed, _, address = row
    ident = f' id="page{printed.page.label}"' if printed.page.label else ""
    return (
        f'<tr{ident}><th scope="row">{printed.short}</th><td><a href="{_UP}{address}">{address}</a></td>'
        f'<td><a href="{_UP}{printed.address}" aria-label="{printed.title}, line by line">line by line</a></td></tr>'
    )
