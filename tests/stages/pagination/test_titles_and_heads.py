"""Short titles at the heads of pages, which are no running heads."""

from __future__ import annotations

from editio.stages.pagination import paginate
from leaves import book, text


def test_a_title_that_resembles_the_numbered_heads_nearby_is_text() -> None:
    pages = [[f"{n} The Salt Book" if n % 2 == 0 else f"The Salt Book {n}", *text(n)] for n in range(1, 15)]
    pages[0][:2] = ["Salt and Snow", text(1)[0].capitalize()]
    pages[7][:2] = ["The Flood", text(8)[0].capitalize()]
    witness = book(pages)
    heads = {witness.lines[anchor.line].text for anchor in paginate(witness, "").furniture}
    assert not heads & {"Salt and Snow", "The Flood"}
    assert {"4 The Salt Book", "The Salt Book 13"} <= heads
