"""The book day by day."""

from __future__ import annotations

import re

import pytest

import salt_road
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


def test_passages_have_their_chapter_page_and_paragraph_and_inferred_dates_their_basis() -> None:
    edition, _ = salt_road.edition()
    first, second, third = daybook.dated(edition.edition, edition.links)
    assert [(d.edtf, d.key, d.where, d.basis) for d in (first, second, third)] == [
        ("1937-06-04", ("1937", "06", "04"), "Chapter 1, p. 1, ¶ 1", ""),
        ("1937-06-05", ("1937", "06", "05"), "Chapter 1, p. 1, ¶ 1", "Counted from 4 June 1937"),
        ("1938-07-02", ("1938", "07", "02"), "Chapter 2, p. 3, ¶ 1", ""),
    ]
    assert third.href == "../../../chapters/02/#p1"
    assert third.sentence == ("Ferrow came to Saltby on ", " for the Toll Treaty.")


def test_each_year_leads_to_the_years_beside_it() -> None:
    edition, _ = salt_road.edition()
    days, first, second = daybook.pages(edition.edition, edition.links)
    turns = [re.findall(r'<a rel="(\w+)" href="([^"]+)">([^<]+)</a>', page.text) for page in (first, second)]
    assert turns == [[("next", "../1938/", "1938 →")], [("prev", "../1937/", "← 1937")]]
    assert (days.title, first.title) == ("Day by day", "Day by day: 1937")
    item = r'<li id="([^"]+)"><a href="([^"]+)">([^<]+)</a> <span class="count">(\d+)</span>'
    assert re.findall(item, days.text) == [
        ("m1937-06", "1937/#m1937-06", "June 1937", "2"), ("m1938-07", "1938/#m1938-07", "July 1938", "1"),
    ]  # fmt: skip
    assert "scripts:\n  - javascripts/days.js\n" in days.text
    assert 'within:\n  - title: "Day by day"\n    address: chronology/day-by-day/\n' in first.text


@pytest.mark.parametrize(
    ("date", "begins"),
    [
        ("1939-08-23", ("1939", "08", "23")),
        ("1939-08", ("1939", "08", "")),
        ("1939", ("1939", "", "")),
        ("1939-22", ("1939", "07", "")),
        ("193X", ("1939", "", "")),
        ("1938-05/1939", ("1938", "05", "")),
        ("../1939", ("", "", "")),
    ],
)
def test_a_date_is_sorted_by_its_beginning(date: str, begins: tuple[str, str, str]) -> None:
    assert daybook.parts(date) == begins


@pytest.mark.parametrize(
    ("date", "read"),
    [
        ("1939-08-23", "23 August 1939"), ("1940-22", "summer 1940"), ("1933/1934", "1933 to 1934"), 
        ("1939~", "~ 1939"),
        ("1939?", "1939?"), ("../1939", "../1939"),
    ],
)  # fmt: skip
def test_dates_are_written_for_readers(date: str, read: str) -> None:
    assert daybook.readable(date) == read


def test_a_year_has_four_hundred_passages_on_one_page() -> None:
    group = daybook.Group("1931", "05-1", "m1931-05", "May 1931")
    other = daybook.Group("1931", "06-1", "m1931-06", "June 1931")
    for count, names in ((200, ["1931"]), (201, ["1931-05", "1931-06"])):
        grouped: dict[daybook.Group, list[daybook.Dated]] = {group: [None] * 200, other: [None] * count}  # type: ignore[list-item]
        assert [sheet.name for sheet in daybook._sheets("1931", [group, other], grouped)] == names
    (undated,) = daybook._sheets("", [daybook.Group("", "", "y", "Without a year")], {})
    assert (undated.name, undated.title, undated.address) == (
        "undated", "Without a year", "chronology/day-by-day/undated/",
    )  # fmt: skip


def test_a_decade_and_a_season_have_groups_of_their_own_on_the_page_of_their_year() -> None:
    found = pages("It met in summer 1931. In the 1950s it met.")
    headings = {path: re.findall(r"## (.*?) \{: #(\w[\w-]*) \}", text) for path, text in found.items()}
    assert headings == {
        "chronology/day-by-day/index.md": [("1931", "y1931"), ("1950", "y1950")],
        "chronology/day-by-day/1931/index.md": [("Summer 1931", "s1931-22")],
        "chronology/day-by-day/1950/index.md": [("1950s", "y195X")],
    }
    former = re.findall(r'<li id="([^"]+)">.*?<span id="(\w[\w-]*)"></span>', found[_YEARS])
    assert former == [("s1931-22", "m1931-07"), ("y195X", "y1959")]


def test_a_year_between_two_others_leads_to_both() -> None:
    found = pages("It met on 9 May 1931, on 3 May 1932 and on 4 May 1933.")
    turn = re.findall(r'<a rel="(\w+)" href="([^"]+)">', found["chronology/day-by-day/1932/index.md"])
    assert turn == [("prev", "../1931/"), ("next", "../1933/")]
