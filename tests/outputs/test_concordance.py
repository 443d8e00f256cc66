"""The concordance of printed pages: each leads to where it begins, and to its lines of the witness."""

from __future__ import annotations

import json
import re

from editio.outputs.pages import markdown
from editio.outputs.pages import printed_pages as concordance
from editio.outputs.places import printed_pages
from printing import apparatus, built, page, witness

TIDE = witness(
    page(
        "CHAPTER 1",
        "The Tide Table",
        "The table hung in the toll house, and nobody in the town",
        "had ever seen it right.",
    ),
    page(
        "2 The Salt Road",
        "The harbour master, who had drawn it up, blamed the moon",
        "and was believed.",
    ),
)


def test_each_numbered_page_has_the_address_of_its_start() -> None:
    made = built(TIDE)
    _, data = concordance.pages(made)
    (chapter,) = (p for p in markdown.pages(made.edition, made.links, apparatus()) if p.path.startswith("chapters/"))
    addresses = json.loads(data.text)
    assert list(addresses) == [printed.page.label for printed in printed_pages(made.edition)]
    for label, address in addresses.items():
        assert address == f"chapters/01/#page{label}"
        assert f'id="page{label}"' in chapter.text


def test_the_table_leads_to_the_text_and_to_the_witness() -> None:
    table, _ = concordance.pages(built(TIDE))
    rows = re.findall(r'<tr id="page(\w+)">.*?href="([^"]+)".*?href="([^"]+)"', table.text)
    assert rows == [
        ("1", "../chapters/01/#page1", "../witness/page/1/"),
        ("2", "../chapters/01/#page2", "../witness/page/2/"),
    ]
