"""Dates: what the text gives, and what its context completes."""

from __future__ import annotations

import calendar
import re
from pathlib import Path

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from editio import edition, languages
from editio.inputs import plain_text
from editio.inputs.registers import DateEntry, load
from editio.languages import dates as written
from editio.model.kinds import AnnotationKind
from editio.model.messages import Refusal
from editio.model.text import plain
from editio.stages.linking import spans, texts
from editio.stages.linking.dates import _Narrative, _read
from editio.stages.linking.locate import origin
from places import REPOSITORY
from printing import PROSE, apparatus, built, page, set_type, witness


def dates(text: str, title: str = "1 Salt", **registers: object) -> list[tuple[str, str]]:
    """The dates of a chapter with this text: the words and the EDTF."""
    made = built(witness(page("CHAPTER", title, *set_type(text))), apparatus(**registers))
    words = {locus: text for locus, _, text in texts(made.edition)}
    return [(words[a.locus][a.start : a.end], a.target) for a in made.links.of(AnnotationKind.DATE)]


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("23 August 1939", "1939-08-23"),
        ("20-22 May 1938", "1938-05-20/1938-05-22"),
        ("August 1939", "1939-08"),
        ("mid-August 1939", "1939-08~"),
        ("September 1939-June 1941", "1939-09/1941-06"),
        ("summer of 1940", "1940-22"),
        ("1933-4", "1933/1934"),
        ("1930s", "193X"),
        ("1926", "1926"),
    ],
)
def test_a_date_with_a_year_needs_no_context(words: str, edtf: str) -> None:
    found = dates(f"The council met in the {words} and was never heard of again.")
    if "1939-June" in words:
        assert found == [("September 1939", "1939-09"), ("June 1941", "1941-06")]
    else:
        assert found == [(words, edtf)]


def test_a_day_without_a_year_takes_the_year_that_brings_it_nearest() -> None:
    found = dates("They met on 20 December 1937. On 4 January they met again, and on 3 October for the last time.")
    assert [edtf for _, edtf in found] == ["1937-12-20", "1938-01-04", "1937-10-03"]


def test_the_years_of_a_title_bound_the_guess() -> None:
    found = dates("They met on 20 December 1937. In May they met again.", "1 Salt, 1936-7")
    assert found[-1] == ("May", "1937-05")


def test_a_look_outside_the_years_of_the_title_moves_nothing() -> None:
    text = "They met on 2 March 1937. The road of June 1822 was forgotten. On 4 April they met again."
    assert dates(text, "1 Salt, 1936-7")[-1] == ("4 April", "1937-04-04")


def test_relative_dates_are_counted_from_the_date_before() -> None:
    text = (
        "They met on 31 March 1936. The next day it rained, and two days later it snowed. "
        "That same month they left on the 9th."
    )
    assert dates(text)[1:] == [
        ("The next day", "1936-04-01"),
        ("two days later", "1936-04-03"),
        ("That same month", "1936-04"),
        ("9th", "1936-04-09"),
    ]


def test_months_named_together_share_the_year_of_the_last() -> None:
    assert dates("In June and December 1941 it rained, whatever 1912 had been.")[0] == ("June", "1941-06")


def test_what_has_no_context_stays_open() -> None:
    assert dates("On 19 May the council met, and the next day it met again.") == []


def test_a_modal_verb_and_a_marching_army_are_no_months() -> None:
    assert dates("In 1931 they may have come, or march they might have, May Day or not.") == [("1931", "1931")]


def test_the_register_has_the_last_word_and_moves_the_narrative() -> None:
    text = "They met on 2 March 1931. Then on 4 April they met again, and on 5 April once more."
    lines = witness(page("CHAPTER", "1 Salt", *set_type(text))).lines
    line = next(entry.number for entry in lines if "4 April" in entry.text)
    found = dates(text, dates=(DateEntry(line=line, reading="4 April", edtf="1933-04-04", reason="two years on"),))
    assert [edtf for _, edtf in found] == ["1931-03-02", "1933-04-04", "1933-04-05"]


@settings(deadline=None)  # a busy machine is not a fault of the finder
@given(st.dates(min_value=__import__("datetime").date(1600, 1, 1), max_value=__import__("datetime").date(1999, 12, 31)))
def test_every_full_date_is_its_own_edtf(day) -> None:  # type: ignore[no-untyped-def]
    month = calendar.month_name[day.month]
    (found,) = dates(f"It was on {day.day} {month} {day.year} that the council met, and on no other day.")
    assert found == (f"{day.day} {month} {day.year}", day.isoformat())
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", found[1])
    assert parse_edtf(found[1])


def test_a_count_that_opens_a_sentence_is_read_like_any_other() -> None:
    found = dates("They met on 2 March 1937. Two days later the toll was paid.")
    assert found[-1] == ("Two days later", "1937-03-04")


def test_every_day_of_a_list_has_the_month_of_the_last() -> None:
    found = dates("On 2, 10 and 13 June 1937, and between 4 and 6 July, they met.")
    assert found == [
        ("2", "1937-06-02"),
        ("10", "1937-06-10"),
        ("13 June 1937", "1937-06-13"),
        ("4", "1937-07-04"),
        ("6 July", "1937-07-06"),
    ]


def test_a_season_has_the_year_of_the_one_it_is_named_with() -> None:
    found = dates("They met in 1941 to speak of the spring and summer of 1939.")
    assert found[1:] == [("spring", "1939-21"), ("summer of 1939", "1939-22")]


def test_the_name_of_a_war_is_no_date() -> None:
    assert dates("They met on 2 March 1940. The Winter War was over.") == [("2 March 1940", "1940-03-02")]


def test_what_the_context_does_not_tell_is_left_unresolved_and_counted() -> None:
    made = built(witness(page("CHAPTER", "1 Salt", *set_type("They met on 3 May, and a few days later."))))
    words = {locus: text for locus, _, text in texts(made.edition)}
    left = [words[u.locus][u.start : u.end] for u in made.links.unresolved]
    assert left == ["3 May", "a few days later"]


def test_an_entry_that_no_longer_fits_its_line_is_an_error() -> None:
    entry = DateEntry(line=1, reading="3 May", edtf="1937-05-03", row=2, file="apparatus/dates.tsv")
    with pytest.raises(Refusal) as refused:
        dates("They met on 3 May.", dates=(entry,))
    assert [(m.code, m.line) for m in refused.value.messages] == [("N104", 2)]


def test_the_register_may_date_words_that_no_rule_reads() -> None:
    text = "They met on 2 March 1931. Then on Saint Swithin’s they met again, and in May once more."
    lines = witness(page("CHAPTER", "1 Salt", *set_type(text))).lines
    line = next(entry.number for entry in lines if "Saint Swithin’s" in entry.text)
    found = dates(text, dates=(DateEntry(line=line, reading="Saint Swithin’s", edtf="1931-07-15"),))
    assert found == [("2 March 1931", "1931-03-02"), ("Saint Swithin’s", "1931-07-15"), ("May", "1931-05")]


def test_an_entry_where_no_dates_are_read_is_an_error() -> None:
    entry = DateEntry(line=7, reading="March", edtf="1931-03", file="apparatus/dates.tsv", row=4)
    chronology = page("CHRONOLOGY", "1931", "", "2 March", "", "The council met.")
    with pytest.raises(Refusal) as refused:
        built(witness(chronology, page("CHAPTER", "1 Salt", "The salt.")), apparatus(dates=(entry,)))
    assert [(m.code, m.line) for m in refused.value.messages] == [("N104", 4)]


def test_a_look_back_by_days_leaves_the_narrative_where_it_is() -> None:
    found = dates("They met on 15 March 1939. The toll was paid the day before. The next day it rained.")
    assert found[1:] == [("the day before", "1939-03-14"), ("The next day", "1939-03-16")]


def test_the_day_before_or_after_an_event_is_not_counted_from_the_narrative() -> None:
    assert dates("They met on 15 March 1939. The day after the flood they left.") == [("15 March 1939", "1939-03-15")]


def test_the_months_before_an_event_are_a_span_and_no_date() -> None:
    assert dates("They met in March 1939. In the six months before the flood it rained.")[1:] == []


def test_the_end_of_the_month_is_that_month_roughly_and_moves_nothing() -> None:
    found = dates("They met on 22 March 1939. By the end of the month it was over. The next day it rained.")
    assert found[1:] == [("end of the month", "1939-03~"), ("The next day", "1939-03-23")]


def test_a_year_later_is_the_same_month_roughly_and_moves_nothing() -> None:
    found = dates("They met in March 1939. A year later it was over. In April it rained.")
    assert found[1:] == [("A year later", "1940-03~"), ("April", "1939-04")]


def test_the_dates_of_passages_that_were_read_for_them_are_found_as_the_reader_gave_them(real_witness: Path) -> None:
    sample = Path(__file__).with_name("dates_read.tsv").read_text("utf-8").splitlines()
    read = {tuple(row.split("\t")) for row in sample if row[0].isdigit()}
    registers = load(REPOSITORY)
    made = edition.build(plain_text.read(real_witness, registers.settings.witness.sha256), registers)
    contents = {locus: span.content for locus, _, _, span in spans(made.edition)}
    found = set()
    for date in made.links.of(AnnotationKind.DATE):
        content = contents[date.locus]
        line, _ = made.edition.witness.place(origin(content, date.start))
        found.add((str(line), plain(content)[date.start : date.end], date.target))
    assert read - found == set()


def unresolved(text: str) -> list[str]:
    """The words of a chapter with this text that look like a date and have none."""
    made = built(witness(page("CHAPTER", "1 Salt", *set_type(text))))
    words = {locus: text for locus, _, text in texts(made.edition)}
    return [words[u.locus][u.start : u.end] for u in made.links.unresolved]


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("23rd August, 1939", "1939-08-23"),
        ("August 23, 1939", "1939-08-23"),
        ("August 3rd, 1939", "1939-08-03"),
        ("1st–3rd May 1938", None),  # a range is written with plain numbers
        ("late June 1941", "1941-06~"),
        ("the end of May 1940", "1940-05~"),
        ("August of 1939", "1939-08"),
        ("June/July 1941", "1941-06/1941-07"),
        ("December-January 1941", "1940-12/1941-01"),
        ("1933-41", "1933/1941"),
        ("1939-1941", "1939/1941"),
        ("Winter 1940", "1940-24"),
        ("autumn, 1939", "1939-23"),
        ("spring of 1939", "1939-21"),
    ],
)
def test_the_parts_of_a_date_may_be_written_in_many_ways(words: str, edtf: str | None) -> None:
    found = dates(f"They met in the {words} and went home.")
    assert found == ([(words, edtf)] if edtf else [("3rd May 1938", "1938-05-03")])


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        # The nearest year, of two as near the later one
        ("They met in January 1938. In July it rained.", "July", "1938-07"),
        ("They met in August 1938. In February it rained.", "February", "1939-02"),
        ("They met in August 1938. In March it rained.", "March", "1938-03"),
        ("They met in the summer of 1940. In March it rained.", "March", "1940-03"),
        ("They met in the winter of 1940. In November it rained.", "November", "1939-11"),
        ("They met on 2 May 1938. On 20-22 May it rained.", "20-22 May", "1938-05-20/1938-05-22"),
        ("They met on 2 May 1940. On 29 February it rained.", "29 February", "1940-02-29"),
        ("They met on 2 May 1938. In late June it rained.", "late June", "1938-06~"),
        ("They met on 2 May 1938. End of June: it rained.", "End of June", "1938-06~"),
        ("They met on 2 May 1938. Early June was wet.", "Early June", "1938-06~"),
        ("They met on 2 May 1938. In June/July it rained.", "June/July", "1938-06/1938-07"),
        ("They met on 2 May 1938. In December-January it rained.", "December-January", "1937-12/1938-01"),
        ("They met in November 1938. That winter it rained.", "winter", "1939-24"),
        # A year alone counts from its middle where it opens a sentence, and not at all where it does not
        ("In 1934 they met. In December it rained.", "December", "1934-12"),
        ("It was dear. By 1934 they met. In May it rained.", "May", "1934-05"),
        ("They met on 2 March 1937. The road of 1822 was old. In May it rained.", "May", "1937-05"),
        ("In 1933-4 they met. In May it rained.", "May", "1933-05"),
        # Said to lie ahead or behind
        ("They met in May 1938. They met again the next March.", "March", "1939-03"),
        ("They met in May 1938. They met again the following July.", "July", "1938-07"),
        ("They met in May 1938. They met again the next May.", "May", "1939-05"),
        ("They met in May 1938. They had met the previous July.", "July", "1937-07"),
        ("They met in May 1938. They had met last March.", "March", "1938-03"),
        ("They met in May 1938. They had met last May.", "May", "1937-05"),
        ("They met in May 1938. They had met the previous autumn.", "autumn", "1937-23"),
        ("They met in May 1938. They met again the following spring.", "spring", "1939-21"),
        ("They met in December 1938. In January of the same year it rained.", "January of the same year", "1938-01"),
        # Days
        ("They met on 2 May 1938. That same day it rained.", "That same day", "1938-05-02"),
        ("They met on 2 May 1938. Later that day it rained.", "Later that day", "1938-05-02"),
        ("They met on 2 May 1938. The following day it rained.", "The following day", "1938-05-03"),
        ("They met on 1 May 1938. The previous day it rained.", "The previous day", "1938-04-30"),
        ("They met on 2 May 1938. It rained the day after.", "the day after", "1938-05-03"),
        ("They met on August 31, 1938. The next day it rained.", "The next day", "1938-09-01"),
        ("They met on 2 May 1938. It rained on the 9th, and snowed.", "9th", "1938-05-09"),
        # Counted
        ("They met on 30 April 1938. Three days later it rained.", "Three days later", "1938-05-03"),
        ("They met on 2 May 1938. It had rained 3 days earlier.", "3 days earlier", "1938-04-29"),
        ("They met on 2 May 1938. A week later it rained.", "A week later", "1938-05-09~"),
        ("They met on 2 May 1938. It had rained two weeks before.", "two weeks before", "1938-04-18~"),
        ("They met on 2 May 1938. A fortnight afterwards it rained.", "A fortnight afterwards", "1938-05-16~"),
        ("They met in November 1938. Three months later it rained.", "Three months later", "1939-02~"),
        ("They met in January 1938. It had rained two months previously.", "two months previously", "1937-11~"),
        ("They met in May 1938. It had rained a year earlier.", "a year earlier", "1937-05~"),
        # Months and years
        ("They met on 2 May 1938. It rained that month.", "that month", "1938-05"),
        ("They met on 2 December 1938. The next month it rained.", "The next month", "1939-01"),
        ("They met on 2 January 1938. The previous month it rained.", "The previous month", "1937-12"),
        ("They met on 2 May 1938. The following year it rained.", "The following year", "1939"),
        ("They met on 2 May 1938. The previous year it rained.", "The previous year", "1937"),
        ("They met on 2 May 1938. It rained that year.", "that year", "1938"),
        ("They met on 2 May 1938. By the end of that year it rained.", "end of that year", "1938~"),
        ("They met on 2 May 1938. They spoke of June and December 1941 at length.", "June", "1941-06"),
    ],
)
def test_what_a_date_does_not_say_is_taken_from_the_date_before_it(text: str, words: str, edtf: str) -> None:
    found = dates(text)
    assert (words, edtf) in found[1:]


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("They met in the 1930s.", False),
        ("They met on 30 April 1938, and the day before.", True),
        ("They met on 29 April 1938, and the next day.", True),
        ("They met on 30 April 1938. That year it rained.", True),
        ("They met on 30 April 1938. That month it rained.", False),  # which leaves no day to count from
        ("They met on 30 April 1938. The following year it rained.", False),
        ("They met in April 1938.", False),
        ("They met on 2 May 1938. On 30 April it rained.", True),
        ("They met on 31 April 1938.", False),  # which April has not
    ],
)
def test_a_day_is_counted_only_where_the_date_before_it_has_one(text: str, moved: bool) -> None:
    found = dates(f"{text} The next day they left.")
    assert found[-1] == ("The next day", "1938-05-01") if moved else found[-1][0] != "The next day"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They met on 2 May 1938, and on 31 April once more.", "31 April"),
        ("They met on 2 May 1938. On 29 February it rained.", "29 February"),
        ("They met on 2 April 1938. It rained on the 31st, and snowed.", "on the 31st"),
        ("They met on 2 May 1938. Several days later it rained.", "Several days later"),
        ("They met in May 1938. Two days later it rained.", "Two days later"),
        ("They met in May 1938. Two weeks later it rained.", "Two weeks later"),
        ("In 1938 they met. Two months later it rained.", "Two months later"),
        ("In 1938 they met. That month it rained.", "That month"),
        ("In 1938 they met. It rained on the 9th, and snowed.", "on the 9th"),
        ("The council met. In May it rained.", "May"),
        ("The council met. In the summer it rained.", "summer"),
        ("The council met. That year it rained.", "That year"),
        ("The council met. A year later it rained.", "A year later"),
        ("They met on 31 and 30 April 1938.", "31"),
    ],
)
def test_what_cannot_be_completed_or_is_no_day_of_its_month_stays_open(text: str, words: str) -> None:
    assert unresolved(text) == [words]


def test_a_season_that_the_register_gives_is_counted_from_its_own_month() -> None:
    text = "They met on 2 March 1925. Then on Saint Swithin’s they met again. In November it rained."
    lines = witness(page("CHAPTER", "1 Salt", *set_type(text))).lines
    line = next(entry.number for entry in lines if "Saint Swithin’s" in entry.text)
    for edtf, november in (("1931-24", "1930-11"), ("1931-22", "1931-11")):
        entry = DateEntry(line=line, reading="Saint Swithin’s", edtf=edtf)
        assert dates(text, dates=(entry,))[-1] == ("November", november)


def test_the_dates_of_a_chronology_are_its_own_and_those_of_the_chapters_below_it_are_read() -> None:
    chronology = page("CHRONOLOGY", "1931", "2 March The council met on 4 May 1931.")
    made = built(witness(chronology, page("CHAPTER", "1 Salt", *set_type("They met on 2 May 1938. " + PROSE))))
    assert [a.target for a in made.links.of(AnnotationKind.DATE)] == ["1938-05-02"]


def grounds(*paragraphs: str, **registers: object) -> list[tuple[str, str, bool]]:
    """EDTF, ground and certainty of each date of a chapter."""
    lines = [line for text in paragraphs for line in set_type(text)]
    made = built(witness(page("CHAPTER", "1 Salt", *lines)), apparatus(**registers))
    return [(a.target, a.ground, a.certain) for a in made.links.of(AnnotationKind.DATE)]


def test_a_date_that_was_completed_says_from_which_and_whether_it_is_sure() -> None:
    assert grounds(
        "They met on 2 May 1938. Two days later they left. A week later it rained. In June it snowed.",
        "In July they met again, to speak of the spring and autumn of 1936 and of May and June 1935. It had been so "
        "on 4 and 5 March 1934. Two months later they wept, and a year earlier. In June/July 1937 it rained, "
        "and on August 23, 1939.",
    ) == [
        ("1938-05-02", "", True),
        ("1938-05-04", "from 1938-05-02", True),
        ("1938-05-11~", "from 1938-05-04", False),
        ("1938-06", "from 1938-05-11", True),
        ("1938-07", "from 1938-06 in #p1", True),
        ("1936-21", "year of the season it is named with", True),
        ("1936-23", "", True),
        ("1935-05", "year of the month it is named with", True),
        ("1935-06", "", True),
        ("1934-03-04", "month of the day it is named with", True),
        ("1934-03-05", "", True),
        ("1934-05~", "from 1934-03-05", False),
        ("1933-05~", "from 1934-05", False),
        ("1937-06/1937-07", "", True),
        ("1939-08-23", "", True),
    ]


@pytest.mark.parametrize(
    ("edtf", "july"),
    [
        ("1931-04/1932-06", "1932-07"),  # the end of a span is where it leaves the story
        ("1931-22", "1931-07"),
        ("1935", "1935-07"),
        ("1935-02-03", "1935-07"),
        ("", "1925-07"),  # no date of the story
    ],
)
def test_the_story_goes_on_from_what_the_register_says(edtf: str, july: str) -> None:
    text = "They met on 2 March 1925. Then on Saint Swithin’s they met again. In July it rained."
    lines = witness(page("CHAPTER", "1 Salt", *set_type(text))).lines
    line = next(entry.number for entry in lines if "Saint Swithin’s" in entry.text)
    entry = DateEntry(line=line, reading="Saint Swithin’s", edtf=edtf)
    expected = ["1925-03-02", *([edtf] if edtf else []), july]
    found = grounds(text, dates=(entry,))
    assert [target for target, _, _ in found] == expected
    assert not edtf or found[1] == (edtf, "register", True)


@pytest.mark.parametrize(
    ("title", "may"),
    [
        ("1 Salt in 1936", "1936-05"),
        ("1 Salt, 1934 to 1936", "1936-05"),
        ("1 Salt, 1936-41", "1937-05"),
        ("1 Salt in the 1920s", "1937-05"),
    ],
)
def test_a_title_bounds_the_guess_by_the_first_and_the_last_year_that_it_says(title: str, may: str) -> None:
    assert dates("They met on 20 November 1936. In May they met again.", title)[-1] == ("May", may)


def test_the_years_of_a_sections_heading_bound_the_guess_below_it() -> None:
    text = set_type("They met on 20 November 1936, and it rained. " + PROSE)
    more = set_type("In May they met again, and it rained. " + PROSE)

    def found(*lines: str) -> list[str]:
        made = built(witness(page("CHAPTER", "1 Salt", *text, *lines, *more)))
        return [a.target for a in made.links.of(AnnotationKind.DATE)]

    assert found()[-1] == "1937-05"
    assert found("The Toll in 1936")[-1] == "1936-05"


def test_every_chapter_begins_its_story_anew() -> None:
    pages = [
        page("CHAPTER", "1 Salt", *set_type("They met on 2 May 1938. " + PROSE)),
        page("CHAPTER", "2 Tolls", *set_type("In June they met again. " + PROSE)),
    ]
    assert [a.target for a in built(witness(*pages)).links.of(AnnotationKind.DATE)] == ["1938-05-02"]


@pytest.mark.parametrize(
    ("language", "text", "date"),
    [
        ("fr", "Il mourut le 3 août 1532 à Cuzco.", "1532-08-03"),
        ("fr", "Le 1er MARS 1533 il partit.", "1533-03-01"),
        ("de", "Am 12. Oktober 1871 kam er.", "1871-10-12"),
        ("it", "il 24 di agosto 1526 e poi", "1526-08-24"),
        ("es", "el 2 de mayo de 1808 fue", "1808-05-02"),
        ("la", "mense Martio aut Martii 1540 obiit", "1540-03"),
        ("nl", "in maart 1602 kwam hij", "1602-03"),
        ("xx", "um 1602 kam", "1602"),
    ],
)
def test_other_languages_have_their_months(language: str, text: str, date: str) -> None:
    words = written.of(languages.of(language))
    assert [found.edtf for found in _read(text, _Narrative(), (), words)] == [date]
