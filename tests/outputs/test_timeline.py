"""The months that each chapter treats, as a picture with its cards and as a table."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import salt_road
from editio.edition import build
from editio.inputs.registers import Document
from editio.outputs.pages import timeline
from editio.outputs.pages.timeline_picture import Mark
from printing import PROSE, apparatus, page, set_type, witness

TEXT = (
    "The council met on 9 May 1931 and on 2 March 1931. It met again in April 1931, on 3 April, on 4 April, "
    "on 5 April, on 6 April, on 7 April, and in 1932 it met no more. A letter of July 1988 says so."
)


def made(text: str = TEXT) -> dict[str, str]:
    document = Document(kind="protocol", edtf="1931-04-05", ground="The town’s own copy.")
    pages = (
        page("CHRONOLOGY", "1931", "5 April The toll is raised."),
        page("CHAPTER", "1 Salt", *set_type(text)),
        page("APPENDIX 1", "The Toll Protocol", *set_type("The toll is two coins.")),
    )
    register = apparatus(documents={1: document})
    built = build(witness(*pages), register)
    return {p.path: p.text for p in timeline.pages(built.edition, built.links, register)}


def cards() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(made()["timeline.json"])
    return found


def picture(text: str) -> str:
    return html.unescape(text.partition('<svg class="lanes"')[2].partition("</svg>")[0])


def test_the_table_counts_the_passages_of_a_month_and_leads_to_the_first() -> None:
    table = made()["chronology/timeline/table/index.md"].partition("<table")[2]
    assert 'href="../../../chapters/01/#p1" aria-label="Chapter 1, April 1931: 6">6</a>' in table
    assert "July 1988: 1" in table
    assert "1932" not in table  # a year without a month


def test_chapters_without_a_passage_in_a_month_share_one_cell() -> None:
    figures = [timeline.Figure(count=n) for n in (0, 0, 2, 0, 1)]
    assert [(f.count, f.chapters) for f in timeline._joined(figures)] == [(0, 2), (2, 1), (0, 1), (1, 1)]


def test_a_month_of_the_picture_leads_to_its_first_passage() -> None:
    drawn = picture(made()["chronology/timeline/index.md"])
    assert re.search(
        r'<a class="shade-3" href="../../chapters/01/#p1" data-key="chapters/01/1931-04" '
        r'aria-label="Chapter 1, April 1931: 6 passages">',
        drawn,
    )


def test_a_bar_leads_to_the_month_in_the_book_day_by_day() -> None:
    drawn = picture(made()["chronology/timeline/index.md"])
    assert 'href="../../chronology/day-by-day/#m1931-05"' in drawn


def test_what_the_picture_has_no_place_for_is_counted() -> None:
    text = made()["chronology/timeline/index.md"]
    assert "1 passage whose date gives no month" in text
    assert 'aria-label="Chapter 1, other years: 1 passage"' in picture(text)


def test_events_and_documents_stand_in_picture_and_table() -> None:
    pages = made()
    table = pages["chronology/timeline/table/index.md"].replace("../../../", "../../")
    for part in (picture(pages["chronology/timeline/index.md"]), table):
        assert 'href="../../chronology/#1931-04-05"' in part
        assert 'href="../../appendices/1/"' in part


def test_every_mark_of_the_picture_has_a_name_and_every_key_but_of_other_years_a_card() -> None:
    links = re.findall(r"<a [^>]*>", picture(made()["chronology/timeline/index.md"]))
    assert links
    assert all(re.search(r'aria-label="[^"]', link) for link in links)
    keys = {found[1] for link in links if (found := re.search(r'data-key="([^"]*)"', link))}
    assert keys - cards().keys() == {"chapters/01/other"}


def test_two_events_of_one_day_are_told_apart() -> None:
    marks = [Mark(1939, 8, 23, "", f"events/1939-08-23{more}", "") for more in ("", "-2")]
    assert [mark.nth for mark in marks] == ["", " (event 2)"]
    assert Mark(1939, 8, 23, "", "documents/3", "", 3).nth == ""


def test_a_card_shows_the_first_passages_and_where_the_rest_is() -> None:
    card = cards()["chapters/01/1931-04"]
    assert card["text"] == "6 dated passages"
    assert [passage[1] for passage in card["passages"]] == ["April 1931", "3 April 1931", "4 April 1931"]
    assert card["days"] == "m1931-04"


def test_the_card_of_an_event_says_what_happened() -> None:
    assert cards()["events/1931-04-05"] == {"title": "5 April 1931", "text": "The toll is raised."}


def test_a_book_without_dated_months_has_no_such_page() -> None:
    document = page("CHAPTER", "1 Salt", *set_type("The council met in 1931 and met again."))
    built = build(witness(document), apparatus())
    assert timeline.pages(built.edition, built.links, apparatus()) == []


def test_a_figure_of_the_table_is_bolder_from_three_and_eight_passages_on() -> None:
    assert [timeline.Figure(count).weight for count in (1, 2, 3, 7, 8, 90)] == [1, 1, 2, 2, 3, 3]


def small() -> dict[str, str]:
    built, entries = salt_road.edition()
    return {page.path: page.text for page in timeline.pages(built.edition, built.links, entries)}


def test_the_cards_of_a_small_book() -> None:
    assert json.loads(small()["timeline.json"]) == {
        "1937-06": {"title": "June 1937", "text": "2 dated passages in chapter 1"},
        "appendices/1/": {"title": "Appendix 1 The Treaty", "of": "13 June 1931, Saltby", "text": "treaty"},
        "chapters/01/1937-06": {
            "title": "June 1937",
            "of": "Chapter 1 The Salt Road",
            "text": "2 dated passages",
            "days": "m1937-06",
            "passages": [
                ["p1", "4 June 1937", "to be had at any price but the clerk’s. On 3 May, and on ", "4 June 1937",
                 " with Tarvin; a day later, as Appendix 1 says, nobody came"],
                ["p1", "5 June 1937", "but the clerk’s. On 3 May, and on 4 June 1937 with Tarvin; ", "a day later",
                 ", as Appendix 1 says, nobody came to the Toll Treaty."],
            ],
        },
    }  # fmt: skip


def test_the_table_has_a_row_for_each_month_even_outside_the_picture() -> None:
    table = small()["chronology/timeline/table/index.md"]
    assert re.findall(r'<th colspan="4" scope="rowgroup">(\d+)</th>', table) == ["1931", "1937", "1938"]
    assert re.findall(r'<th scope="row">(\w+)</th>(.*?)<td class="events">', table) == [
        ("Jun", '<td colspan="2"></td>'),
        ("Jun", '<td class="weight-1"><a href="../../../chapters/01/#p1" '
                'aria-label="Chapter 1, June 1937: 2">2</a></td><td></td>'),
        ("Jul", '<td></td><td class="weight-1"><a href="../../../chapters/02/#p1" '
                'aria-label="Chapter 2, July 1938: 1">1</a></td>'),
    ]  # fmt: skip
    assert "13 June 1931" in table


def test_a_month_names_all_chapters_that_treat_it_and_years_are_cells_where_months_are_too_narrow() -> None:
    many = "".join(f" It met on {day} June 1939." for day in range(1, 29)) * 3
    pages = (
        page("CHAPTER", "1 Salt", *set_type(f"It met in May 1925, in June 1925 and in July 1925.{many}")),
        page("CHAPTER", "2 Snow", *set_type(f"{PROSE} It met on 3 May 1925 and on 1 June 1939.")),
    )
    built = build(witness(*pages), apparatus())
    made = {p.path: p.text for p in timeline.pages(built.edition, built.links, apparatus())}
    cards = json.loads(made["timeline.json"])
    assert cards["1925"] == {"title": "1925", "text": "4 dated passages in chapters 1, 2"}
    assert cards["chapters/01/1925"]["days"] == "y1925"
    assert (
        "Up to 1938 each cell is a year, and each bar the mean of its months." in made["chronology/timeline/index.md"]
    )
    assert "The scale of time changes at the heavy lines (1925–1938, 1939)." in made["chronology/timeline/index.md"]
    assert "Dates outside 1925–1939 are counted in the last column." in made["chronology/timeline/index.md"]


def test_an_axis_of_one_year_is_named_by_it() -> None:
    assert "Dates outside 1937 are counted" in small()["chronology/timeline/index.md"]
    assert "heavy lines" not in small()["chronology/timeline/index.md"]


def test_the_legend_has_the_passages_of_each_shade() -> None:
    assert timeline._shades() == ("1", "2–3", "4–7", "8–15", "16 and more passages")


def test_the_page_says_what_is_drawn_where() -> None:
    text = small()["chronology/timeline/index.md"]
    assert "A shaded month leads to the first passage that the chapter dates in it" in text
    assert "A date of several days is placed at its first day, a season at its middle month." in text
    assert "gives no month" not in text
