"""The book day by day."""

from __future__ import annotations

import re

from editio.outputs.pages import daybook
from printing import built, page, set_type, witness

TEXT = (
    "The council met on 9 May 1931 and on 2 March 1931. It met again in April 1931, on 3 April, on 4 April, "
    "on 5 April, on 6 April, on 7 April, and in 1932 it met no more. Mr. Toll wrote in the summer of 1931. "
    "In the 1930s nobody paid."
)
_YEARS = "chronology/day-by-day/index.md"


def pages(text: str = TEXT) -> dict[str, str]:
    made = built(witness(page("CHAPTER", "1 Salt", *set_type(text))))
    return {p.path: p.text for p in daybook.pages(made.edition, made.links)}


def test_each_year_has_a_page_in_the_order_of_its_dates() -> None:
    made = pages()
    text = made["chronology/day-by-day/1931/index.md"]
    order = [text.index(f"<dt>{words}</dt>") for words in ("2 March 1931", "3 April 1931", "9 May 1931")]
    assert order == sorted(order)
    assert 'href="../../../chapters/01/#p1"' in text
    assert 'href="1931/#m1931-03"' in made[_YEARS]
    assert 'href="1932/#m1932-99"' in made[_YEARS]


def test_a_passage_is_a_whole_sentence_with_its_page_and_paragraph() -> None:
    found = re.search(
        r"<dd>([^<]*)<mark[^>]*>summer of 1931</mark>([^<]*) <a", pages()["chronology/day-by-day/1931/index.md"]
    )
    assert found
    assert found.groups() == ("Mr. Toll wrote in the ", ".")
    assert re.search(r">Chapter 1, (p\. \S+, )?¶ 1</a>", pages()["chronology/day-by-day/1931/index.md"])


def test_a_date_is_printed_once_for_all_its_passages() -> None:
    text = pages("On 9 May 1931 it rained. On 9 May 1931 it snowed.")["chronology/day-by-day/1931/index.md"]
    assert text.count("<dt>9 May 1931</dt>") == 1
    assert text.count("<dd>") == 2


def test_a_season_comes_before_its_first_month_and_a_decade_before_its_years() -> None:
    text = pages("It met in June 1931. It met in summer 1931. In 1930 and in the 1930s it met.")[_YEARS]
    order = [text.index(f">{name}</a>") for name in ("1930s", "1930, without a month", "Summer 1931", "June 1931")]
    assert order == sorted(order)


def test_every_address_of_the_page_that_had_all_years_is_still_there() -> None:
    text = pages("It met in summer 1931. In the 1950s it met.")[_YEARS]
    for ident in ("y1931", "m1931-07", "y1959", "m1959-99"):
        assert re.search(rf'(id="|#){ident}\b', text)


def test_a_year_with_very_many_passages_has_a_page_for_each_month() -> None:
    dates = " ".join(f"On {day} {month} 1931 it met." for month in ("May", "June") for day in range(1, 29))
    made = pages(" ".join([dates] * 8))
    assert {"chronology/day-by-day/1931-05/index.md", "chronology/day-by-day/1931-06/index.md"} <= made.keys()


def test_a_book_without_dates_has_no_such_page() -> None:
    assert pages("The council met and met again.") == {}
