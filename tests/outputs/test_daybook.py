"""The book day by day."""

from __future__ import annotations

from editio.outputs.pages import daybook
from printing import built, page, set_type, witness

TEXT = (
    "The council met on 9 May 1931 and on 2 March 1931. It met again in April 1931, on 3 April, on 4 April, "
    "on 5 April, on 6 April, on 7 April, and in 1932 it met no more."
)


def pages() -> dict[str, str]:
    made = built(witness(page("CHAPTER", "1 Salt", *set_type(TEXT))))
    return {p.path: p.text for p in daybook.pages(made.edition, made.links)}


def test_passages_stand_in_the_order_of_their_dates() -> None:
    text = pages()["chronology/day-by-day/index.md"]
    order = [
        text.index(words) for words in ("2 March 1931</span>", "3 April 1931</span>", "9 May 1931</span>", "## 1932")
    ]
    assert order == sorted(order)
    assert 'href="../../chapters/01/#p1"' in text


def test_a_book_without_dates_has_no_such_page() -> None:
    made = built(witness(page("CHAPTER", "1 Salt", *set_type("The council met and met again."))))
    assert daybook.pages(made.edition, made.links) == []
