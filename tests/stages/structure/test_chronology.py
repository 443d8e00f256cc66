"""Dates and events that the OCR read column by column, paired again."""

from __future__ import annotations

import calendar

from hypothesis import given, settings
from hypothesis import strategies as st

from editio import languages
from editio.languages import dates
from editio.model.kinds import BlockKind
from editio.model.messages import Message
from editio.model.text import Block, plain
from editio.stages.structure.chronology import pair
from printing import composer, page, witness

MONTHS = calendar.month_name[1:]


def paired(*lines: str, language: str = "en") -> tuple[list[Block], list[Message]]:
    cut = composer(witness(page(*lines)))
    return pair(cut, list(range(len(lines))), dates.of(languages.of(language)))


def events(*lines: str) -> list[tuple[str, str]]:
    return [
        (block.label, plain(block.spans[-1].content).strip())
        for block in paired(*lines)[0]
        if block.kind is BlockKind.EVENT
    ]


def test_dates_and_then_as_many_events() -> None:
    assert events("1831", "3 March", "14 May", "Toll raised.", "Drivers sit down.") == [
        ("1831-03-03", "Toll raised."),
        ("1831-05-14", "Drivers sit down."),
    ]


def test_a_date_may_stand_in_the_line_of_its_event() -> None:
    assert events("1831", "3 March Toll raised", "at the bridge.") == [("1831-03-03", "Toll raised at the bridge.")]


def test_an_event_ends_with_its_stop_however_many_lines_it_has() -> None:
    assert events("1831", "3 March", "14 May", "Toll raised at the", "upper bridge.", "Drivers sit down.") == [
        ("1831-03-03", "Toll raised at the upper bridge."),
        ("1831-05-14", "Drivers sit down."),
    ]


def test_a_spare_event_at_the_head_of_a_stretch_belongs_to_the_date_before() -> None:
    lines = ("1831", "3 March Toll raised.", "14 May", "Toll lowered again.", "Drivers sit down.")
    assert events(*lines) == [
        ("1831-03-03", "Toll raised."),
        ("1831-03-03", "Toll lowered again."),
        ("1831-05-14", "Drivers sit down."),
    ]


def test_an_event_before_any_date_has_its_year() -> None:
    assert events("1831", "A hard winter.", "1832") == [("1831", "A hard winter.")]


def test_stretches_follow_one_another_and_years_part_them() -> None:
    blocks, messages = paired(
        *("1831", "3 March", "Toll raised.", "14 May", "2 June", "Drivers sit down.", "Snow."),
        *("1832", "1 January", "Thaw."),
    )
    assert [block.label for block in blocks] == [
        "1831",
        "1831-03-03",
        "1831-05-14",
        "1831-06-02",
        "1832",
        "1832-01-01",
    ]
    assert [block.kind for block in blocks].count(BlockKind.YEAR) == 2
    assert not messages


def test_a_date_without_an_event_is_reported_and_kept() -> None:
    blocks, (message,) = paired("1831", "3 March", "14 May", "Toll raised.", "1832")
    assert message.code == "S502"
    assert {block.label for block in blocks} == {"1831", "1831-03-03", "1831-05-14", "1832"}


def test_the_message_names_the_line_and_the_date() -> None:
    _, (message,) = paired("1831", "A hard winter.", "3 March", "1832", "4 May", "Toll raised.")
    assert (message.line, message.column, message.detail) == (5, 1, "The date 1831-03-03 has no event.")
    _, (message,) = paired("3 March", "1832", "4 May Toll raised.")
    assert message.line == 1


def test_an_event_of_the_same_day_goes_with_the_one_above_it_and_takes_no_date() -> None:
    for day in ("the same day", "that same night", "the same evening"):
        said = f"A riot {day}."
        assert events("1831", "3 March", "14 May", "Toll raised.", said, "Drivers sit down.") == [
            ("1831-03-03", "Toll raised."),
            ("1831-03-03", said),
            ("1831-05-14", "Drivers sit down."),
        ]


def test_two_spare_events_belong_both_to_the_date_before() -> None:
    lines = ("1831", "3 March", "Toll raised.", "14 May", "A riot.", "Another riot.", "Drivers sit down.")
    assert [edtf for edtf, _ in events(*lines)] == ["1831-03-03", "1831-03-03", "1831-03-03", "1831-05-14"]


def test_an_event_before_any_year_has_no_date() -> None:
    assert events("A hard winter.", "1831", "3 March Toll raised.") == [
        ("", "A hard winter."),
        ("1831-03-03", "Toll raised."),
    ]


def test_an_event_in_its_dates_line_goes_on_until_its_stop() -> None:
    lines = ("1831", "3 March Toll raised", "at the upper", "bridge.", "4 March Riot.", "5 March", "Peace.")
    assert events(*lines) == [
        ("1831-03-03", "Toll raised at the upper bridge."),
        ("1831-03-04", "Riot."),
        ("1831-03-05", "Peace."),
    ]


def test_a_block_has_its_date_and_its_event_apart() -> None:
    lines = ("1831", "3 March Toll raised", "again.", "Riot.", "5 March", "Peace.")
    spans = [[(span.role, plain(span.content).strip()) for span in block.spans] for block in paired(*lines)[0]]
    assert spans == [
        [("date", "1831")],
        [("date", "3 March"), ("event", "Toll raised again.")],
        [("date", ""), ("event", "Riot.")],
        [("date", "5 March"), ("event", "Peace.")],
    ]
    assert {(block.id, block.kind) for block in paired(*lines)[0]} == {("", "year"), ("", "event")}


Entry = tuple[str, str, int]


@st.composite
def chronologies(draw: st.DrawFn) -> list[tuple[str, list[list[Entry]]]]:
    """Years with stretches of (date, event, lines of the event), dates rising through the year."""
    years = []
    for year in range(1831, 1831 + draw(st.integers(1, 3))):
        days = sorted(draw(st.sets(st.tuples(st.integers(0, 11), st.integers(1, 28)), min_size=1, max_size=6)))
        entries = [
            (
                f"{day} {MONTHS[month]}",
                f"Event of year {year} month {month} day {day}",
                draw(st.integers(1, 2)),
            )
            for month, day in days
        ]
        cuts = sorted(draw(st.sets(st.integers(1, len(entries)), max_size=3)) | {len(entries)})
        stretches = [entries[a:b] for a, b in zip([0, *cuts[:-1]], cuts, strict=True) if a < b]
        years.append((str(year), stretches))
    return years


@settings(deadline=None)
@given(chronologies())
def test_a_chronology_pulled_apart_column_by_column_is_paired_again(
    years: list[tuple[str, list[list[Entry]]]],
) -> None:
    lines: list[str] = []
    expected: list[tuple[str, str]] = []
    for year, stretches in years:
        lines.append(year)
        for stretch in stretches:
            lines += [date for date, _, _ in stretch]
            for date, event, count in stretch:
                lines += [event + "."] if count == 1 else [event, "and the rest of it."]
                day, month = date.split()
                edtf = f"{year}-{MONTHS.index(month) + 1:02d}-{int(day):02d}"
                expected.append((edtf, lines[-1] if count == 1 else f"{event} {lines[-1]}"))
    assert events(*lines) == expected


def test_other_languages_have_their_own_months() -> None:
    blocks, _ = paired("1831", "1er août Le péage est levé.", "14 Mars Les voituriers s’assoient.", language="fr")
    assert [block.label for block in blocks if block.kind is BlockKind.EVENT] == ["1831-08-01", "1831-03-14"]
