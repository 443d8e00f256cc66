"""The layout read from the lengths and the sense of lines, all lines of a part together."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from editio.languages import of as language
from editio.model.witness import of_text
from editio.stages.structure.layout import Book, State, TextLine, decode, measure
from editio.stages.structure.signals import evidence, places
from editio.stages.type_metrics import width
from printing import FURTHER, MEASURE, PROSE, SMALLER, display, set_type

S = State
ENGLISH = Book(language("en"))
FIRST = set_type(PROSE)
SECOND = set_type(FURTHER)
LINES_OF_TEXT = [S.FIRST, *[S.BODY] * (len(FIRST) - 1)]


def states(*lines: str, fixed: dict[int, State] | None = None, after: bool = False) -> list[State]:
    seen = [
        TextLine(line, False, frozenset({(fixed or {})[k]}) if k in (fixed or {}) else None)
        for k, line in enumerate(lines)
    ]
    return decode(tuple(seen), MEASURE, after, ENGLISH)


def paragraph(lines: list[str]) -> list[State]:
    return [S.FIRST, *[S.BODY] * (len(lines) - 1)]


def quotation(lines: list[str]) -> list[State]:
    return [S.QUOTE_FIRST, *[S.QUOTE] * (len(lines) - 1)]


def test_the_measure_is_that_of_the_fuller_lines() -> None:
    lines = [TextLine(line, False) for line in (*FIRST, *SECOND, "Short.", "A heading")]
    assert measure(lines) == pytest.approx(MEASURE, rel=0.05)


def test_a_line_well_short_of_the_measure_ends_a_paragraph() -> None:
    assert width(FIRST[-1]) < 0.9 * MEASURE
    assert states(*FIRST, *SECOND) == [*paragraph(FIRST), *paragraph(SECOND)]


def test_speeches_in_german_quotation_marks_are_paragraphs() -> None:
    """`»` opens a speech and `«` closes it, the other way round than in French."""
    first, second = (["»" + lines[0], *lines[1:-1], lines[-1] + "«"] for lines in (FIRST, SECOND))
    assert states(*first, *second) == [*paragraph(first), *paragraph(second)]


def test_a_full_line_that_ends_a_sentence_does_not() -> None:
    lines = [line.removesuffix(",") + "." if k == 2 else line for k, line in enumerate(FIRST)]
    lines[3] = lines[3][0].upper() + lines[3][1:]
    assert width(lines[2]) > 0.93 * MEASURE
    assert states(*lines, *SECOND) == [*paragraph(FIRST), *paragraph(SECOND)]


def test_a_displayed_quotation_follows_a_colon_and_has_wider_lines() -> None:
    before = [*FIRST[:-1], "as the clerk of the council wrote that year:"]
    quoted = display(FURTHER)
    assert states(*before, *quoted, *FIRST) == [*paragraph(before), *quotation(quoted), *paragraph(FIRST)]


def test_the_paragraph_may_go_on_below_it() -> None:
    before = [*FIRST[:-1], "as the clerk of the council wrote that year:"]
    quoted = display(FURTHER)
    rest = set_type("and the council, having read it, went home to its hams and slept. " + PROSE, indent=0)
    assert states(*before, *quoted, *rest) == [
        *paragraph(before),
        *quotation(quoted),
        S.AFTER,
        *[S.BODY] * (len(rest) - 1),
    ]


def test_a_section_heading_is_short_and_has_no_stop() -> None:
    assert states(*FIRST, "The Winter of the Hams", *SECOND) == [
        *paragraph(FIRST),
        S.HEAD,
        *paragraph(SECOND),
    ]


def test_a_last_line_without_a_capital_is_no_heading() -> None:
    assert S.HEAD not in states(*FIRST[:-1], "salt to be had", *SECOND)


def test_the_register_fixes_what_a_line_is() -> None:
    at = len(FIRST) - 2
    assert states(*FIRST, *SECOND, fixed={at: S.FIRST})[at] is S.FIRST
    assert states(*FIRST, "The Winter of the Hams", *SECOND, fixed={len(FIRST): S.BODY})[len(FIRST)] is S.BODY


def test_below_a_display_text_may_go_on_in_mid_sentence() -> None:
    rest = set_type("and so the council kept its toll. " + PROSE, indent=0)
    assert states(*rest, after=True)[0] is S.AFTER
    assert states(*rest)[0] is S.FIRST


def test_no_lines_have_no_states() -> None:
    assert decode((), MEASURE, False, ENGLISH) == []


SENTENCES = [sentence.strip() + "." for sentence in (PROSE + " " + FURTHER).split(".") if sentence.strip()]


@settings(deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(st.lists(st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=4).map(" ".join), min_size=1, max_size=4))
def test_paragraphs_whose_last_lines_are_short_are_told_apart(paragraphs: list[str]) -> None:
    printed = [set_type(text) for text in paragraphs]
    assume(all(width(lines[-1]) < 0.8 * MEASURE for lines in printed))
    assume(not any(line.endswith(".") for lines in printed for line in lines[:-1]))
    expected = [state for lines in printed for state in paragraph(lines)]
    assert states(*(line for lines in printed for line in lines)) == expected


@settings(deadline=None)
@given(
    st.lists(st.text(min_size=1, max_size=80).map(str.strip).filter(bool), min_size=1, max_size=20),
    st.booleans(),
)
def test_any_lines_have_a_state_each(lines: list[str], after: bool) -> None:
    found = states(*lines, after=after)
    assert len(found) == len(lines)
    assert found[0] in (S.FIRST, S.HEAD, S.ITEM, S.LINE, S.AFTER)


def test_the_type_is_set_as_these_tests_suppose() -> None:
    assert all(0.93 * MEASURE < width(line) < 1.07 * MEASURE for line in (*FIRST[1:-1], *SECOND[1:-1]))
    assert max(map(width, display(FURTHER))) > SMALLER * max(map(width, SECOND)) * 0.97


def closely(lines: list[str], *close: int) -> list[State]:
    """The states of lines of which these have no empty line before them in the witness."""
    return decode(tuple(TextLine(line, k in close) for k, line in enumerate(lines)), MEASURE, False, ENGLISH)


def test_a_line_read_without_the_empty_line_before_it_is_likelier_a_last_line() -> None:
    """So the OCR gives short lines; a page that it gives so throughout says nothing."""
    lines = [*FIRST[:2], "graze among the vines, and nobody said anything to them all then.", *FIRST[3:]]
    lines[3] = lines[3][0].upper() + lines[3][1:]
    assert width(lines[2]) > 0.97 * MEASURE
    assert closely(lines)[3] is S.BODY
    assert closely(lines, 2)[3] is S.FIRST
    assert closely(lines, 1)[3] is closely(lines, 3)[3] is closely(lines, *range(8))[3] is S.BODY


COLON = [*FIRST[:-1], "as the clerk of the council wrote that year:"]


def test_a_displayed_quotation_has_no_quotation_marks_round_it() -> None:
    """Lines a little wider than others are a quotation below a colon; not where they open with a mark."""
    wider = set_type(FURTHER, MEASURE * 1.015, 0)
    assert states(*COLON, *wider, *FIRST)[len(COLON)] is S.QUOTE_FIRST
    assert states(*COLON, "‘" + wider[0], *wider[1:], *FIRST)[len(COLON)] is S.FIRST
    assert states(*FIRST, *wider, *FIRST)[len(FIRST)] is S.FIRST


def test_speeches_stand_below_a_colon_or_another_speech() -> None:
    speeches = ["Clerk: Who goes there?", "Driver: A mule, sir, and some salt."]
    assert states(*COLON, *speeches, *SECOND)[len(COLON) :][:3] == [S.ITEM, S.ITEM, S.FIRST]
    assert S.ITEM not in states(*FIRST, *speeches, *SECOND)


def test_items_with_a_bullet_stand_anywhere_and_go_on_in_lines_that_hang() -> None:
    items = ["– salt for the town;", "– hams for the bishop,", "and for his clerk."]
    expected = [S.ITEM, S.ITEM, S.ITEM_RUN, S.FIRST]
    assert states(*COLON, *items, *SECOND)[len(COLON) :][:4] == expected
    assert states(*FIRST, *items, *SECOND)[len(FIRST) :][:4] == expected


def test_what_the_register_fixes_holds_even_where_no_layout_has_it() -> None:
    fixed = {len(FIRST): S.HEAD, len(FIRST) + 1: S.AFTER}
    found = states(*FIRST, "The Winter of the Hams", *SECOND, fixed=fixed)
    assert {k: found[k] for k in fixed} == fixed


def test_a_measure_of_no_lines_is_one_em() -> None:
    assert measure([]) == 1.0


def test_a_script_without_capitals_has_paragraphs_by_their_lengths_and_stops() -> None:
    """The danda ends a sentence; no line begins with a capital."""
    word = "नमक"
    full = " ".join([word] * 12)
    lines = [TextLine(text, True) for text in (full, full, f"{word} {word}।", full, full, f"{word}।")]
    expected = [S.FIRST, S.BODY, S.BODY, S.FIRST, S.BODY, S.BODY]
    assert decode(tuple(lines), width(full), False, ENGLISH) == expected


SAID = """“Did the carts go up?” asked the toll-man, who had slept at the
bridge and had heard nothing of the salt.

{line}

The toll-man took the lamp from the wall and went out to count the
sacks, of which there were fewer than the ledger of the pans said.

"""


def apart(text: str) -> tuple[list[str], Book]:
    """The lines of a text that are headings, and the signs that divide its paragraphs."""
    witness = of_text(text)
    texts = {i: one.text for i, one in enumerate(witness.lines)}
    found = places(witness, list(texts), {0})
    book = Book(language("en"), evidence(texts, found, {i: width(text) < 20 for i, text in texts.items()}))
    lines = tuple(TextLine(text, False, place=found[i]) for i, text in texts.items())
    states = decode(lines, measure(lines), False, book)
    return [texts[i] for i, state in enumerate(states) if state is State.HEAD], book


@pytest.mark.parametrize(
    "line",
    [
        *(
            "“They went.”",
            "“By night!” said he.",
            "“But the carts--”",
            "No, I--",
            "And in the old song we have—",
            "[Picture: a cart.]",
            "[Map]",
            "* * *",
        ),
        *("T T 2", "x x", "3 G", "VOL. II. K"),  # signatures that stand above other lines at the foot of a page
    ],
)
def test_a_line_by_itself_is_no_heading_if_it_is_speech_a_remark_or_a_row_of_stars(line: str) -> None:
    """In a book whose paragraphs stand apart a speech of one line stands as a heading does."""
    text = (SAID.format(line=line) + SAID.format(line="“So.”")) * 12 + SAID.format(line="The Second Night")
    headings, book = apart(text)
    assert book.evidence.blank is not None
    assert headings == ["The Second Night"]


def test_where_paragraphs_stand_apart_a_heading_does_too() -> None:
    """Short lines of a song that the margin does not set in are not headings of one another."""
    song = "The carts went up by night\nThe salt was white as snow\nWith never lamp nor light"
    text = (SAID.format(line="“They went.”") + SAID.format(line=song)) * 12 + SAID.format(line="The Toll")
    assert apart(text)[0] == ["The Toll"]


def test_a_heading_with_white_space_above_it_may_be_close_to_its_text() -> None:
    said = SAID.format(line="“They went.”")
    assert apart(f"{said * 12}The Toll of the Town\n{said * 2}")[0] == ["The Toll of the Town"]


@pytest.mark.parametrize("heading", ["The bishop’s hams", "1831", "“The Ferrow toll”"])
def test_a_section_heading_begins_with_a_capital_or_a_figure(heading: str) -> None:
    assert states(*FIRST, heading, *SECOND)[len(FIRST)] is S.HEAD


@pytest.mark.parametrize(
    ("line", "below"),
    [
        ("that never saw the sea", SECOND),  # a line of verse
        ("Let nobody move them", ["who cannot carry", "the salt of Ferrow.", *SECOND]),
        ("JENNY. }", SECOND),  # one of several speakers, bracketed together
    ],
)
def test_verse_and_bracketed_speakers_are_no_section_headings(line: str, below: list[str]) -> None:
    assert states(*FIRST, line, *below)[len(FIRST)] is not S.HEAD
