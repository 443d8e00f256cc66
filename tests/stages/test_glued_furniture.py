"""Folios and running heads that the OCR glued to a page's first or last line of text."""

from __future__ import annotations

from itertools import pairwise

import pytest

from editio.model.pages import Anchor
from printing import page, paged, witness

FEET = [(n, {17: "C", 33: "D", 49: "E"}.get(n, "")) for n in range(15, 51)]
TEXT = ("The mules went down the road and", "the town had its salt that day")


def glued(*pages: str) -> list[tuple[str, str]]:
    """What is set aside of lines that hold text as well: its kind and its characters."""
    text = witness(*pages)
    anchors: tuple[Anchor, ...] = paged(text).furniture
    return [
        (anchor.kind, text.text[anchor.start : anchor.end].strip())
        for anchor in anchors
        if (anchor.start, anchor.end) != (text.lines[anchor.line].start, text.lines[anchor.line].end)
    ]


@pytest.mark.parametrize("head", ["6 The Salt Road", "The Salt Road 6"])
def test_a_running_head_ends_where_the_title_or_its_number_does(head: str) -> None:
    assert glued(page(*TEXT, "5"), page(f"{head} and then the hills", *TEXT)) == [("running head", head)]


def test_a_page_with_a_glued_head_begins_after_it() -> None:
    text = witness(page(*TEXT, "5"), page("The Salt Road 6 and then the hills", *TEXT))
    start = paged(text).pages[1].offset
    assert text.text[start:].startswith("and then the hills")


def test_a_folio_after_the_last_words_is_the_pages_certain_number() -> None:
    assert glued(page(*TEXT, "5"), page(*TEXT[:1], "the town had 6"), page(*TEXT, "7")) == [("folio", "6")]


@pytest.mark.parametrize(
    ("last", "following"),
    [
        ("the town had 9", TEXT[0]),  # not the number of the page
        ("the town had 6.", TEXT[0]),  # the end of a sentence
        ("as was said in Chapter 6", TEXT[0]),  # a reference
        ("the town had salt on 6", "May in that year, and the mules"),  # a date
    ],
)
def test_a_number_of_the_text_stays_where_it_is(last: str, following: str) -> None:
    assert glued(page(*TEXT, "5"), page(TEXT[0], last), page(following, TEXT[1], "7")) == []


def test_a_page_whose_number_is_only_counted_loses_no_figure() -> None:
    assert glued(page(*TEXT, "5"), page(*TEXT[:1], "the town had 6"), page(*TEXT)) == []


def test_a_folio_beside_a_signature_is_set_aside_once_with_it() -> None:
    """The folio at the foot was also taken out of the line of the signature, and the ledger had its figures twice."""
    made = [page("The Salt Road", *TEXT, f"VOL. II {sheet} {n}" if sheet else str(n)) for n, sheet in FEET]
    spans = sorted((anchor.start, anchor.end) for anchor in paged(witness(*made)).furniture)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
