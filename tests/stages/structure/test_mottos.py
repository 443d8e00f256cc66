"""Mottos below a chapter's title, each with its attribution."""

from __future__ import annotations

import pytest

from editio import languages
from editio.model.kinds import BlockKind
from editio.model.text import plain
from editio.stages.structure.layout import State
from editio.stages.structure.mottos import mottos
from editio.stages.structure.signals import NOWHERE, Place
from editio.stages.type_metrics import width
from printing import MEASURE, composer, page, set_type, witness

TEXT = tuple(set_type("The salt came down from the hills on the backs of mules, and nobody could doubt it."))


def found(
    *lines: str, roles: dict[int, frozenset[State]] | None = None, language: str = "en"
) -> tuple[list[list[str]], list[str]]:
    """The spans of each motto, and the lines below them."""
    text = witness(page(*lines))
    plain_text = dict.fromkeys(range(len(lines)), NOWHERE)
    indices = list(range(len(lines)))
    blocks, rest = mottos(composer(text), indices, MEASURE, roles or {}, languages.of(language), plain_text)
    assert all(block.kind is BlockKind.EPIGRAPH for block in blocks)
    assert all([span.role for span in block.spans] == ["text", "cite"] for block in blocks)
    return [[plain(span.content).strip() for span in block.spans] for block in blocks], [
        text.lines[i].text for i in rest
    ]


def test_the_attribution_may_follow_on_the_next_line() -> None:
    motto, rest = found("‘Salt is the mule’s burden", "and the king’s bread.’", "Old saying", *TEXT)
    assert motto == [["‘Salt is the mule’s burden and the king’s bread.’", "Old saying"]]
    assert rest == list(TEXT)


def test_or_in_the_line_in_which_the_motto_ends() -> None:
    motto, rest = found("‘Salt is bread.’ The Bishop, 1831", *TEXT)
    assert motto == [["‘Salt is bread.’", "The Bishop, 1831"]]
    assert rest == list(TEXT)


def test_an_attribution_goes_on_where_it_cannot_end() -> None:
    motto, rest = found("‘Salt is bread.’", "The Bishop, in a letter to", "the council, 1831", *TEXT)
    assert motto == [["‘Salt is bread.’", "The Bishop, in a letter to the council, 1831"]]
    assert rest == list(TEXT)


@pytest.mark.parametrize(
    ("language", "first"),
    [("en", "Orrin, The Pans, Act"), ("en", "An Old Song of the"), ("fr", "Un vieux chant de la")],
)
def test_it_cannot_end_before_a_number_or_a_name_in_the_language_of_the_book(language: str, first: str) -> None:
    motto, _ = found("‘Salt is bread.’", first, "III, 1831", *TEXT, language=language)
    assert motto == [["‘Salt is bread.’", f"{first} III, 1831"]]


def test_there_may_be_more_than_one() -> None:
    motto, rest = found("‘Salt is bread.’", "The Bishop, 1831", "‘Bread is salt.’", "The Clerk, 1832", *TEXT)
    assert [cite for _, cite in motto] == ["The Bishop, 1831", "The Clerk, 1832"]
    assert rest == list(TEXT)


def test_that_its_opening_mark_is_lost_is_no_hindrance() -> None:
    motto, _ = found("Salt is bread.’", "The Bishop, 1831", *TEXT)
    assert motto == [["Salt is bread.’", "The Bishop, 1831"]]


def test_a_chapter_that_begins_with_its_text_has_none() -> None:
    assert found(*TEXT) == ([], list(TEXT))


def test_a_text_that_begins_with_a_quotation_has_none() -> None:
    lines = ("‘Salt’, said the bishop, and he said it with some", *TEXT)
    assert found(*lines) == ([], list(lines))


def test_the_register_may_say_that_the_text_begins() -> None:
    lines = ("‘Salt is bread.’", "The Bishop, 1831", *TEXT)
    assert found(*lines, roles={0: frozenset({State.FIRST})}) == ([], list(lines))


def test_a_motto_has_nine_lines_at_most() -> None:
    lines = [f"salt and bread and mule number {n}" for n in range(1, 9)]
    short = ("‘Here is", *lines[:7], "the end.’", "Old saying", *TEXT)
    assert found(*short)[1] == list(TEXT)
    long = ("‘Here is", *lines, "the end.’", "Old saying", *TEXT)
    assert found(*long) == ([], list(long))


def test_a_quotation_within_a_motto_does_not_end_it() -> None:
    lines = ("‘He said “salt” and", "they heard “bread”.’", "Old saying", *TEXT)
    assert found(*lines) == ([["‘He said “salt” and they heard “bread”.’", "Old saying"]], list(TEXT))


def test_a_text_that_quotes_below_a_motto_is_no_second_one() -> None:
    lines = ("‘Salt is bread.’", "The Bishop, 1831", "He said that ‘bread is salt.’ The Clerk", "heard it.", *TEXT)
    assert found(*lines) == ([["‘Salt is bread.’", "The Bishop, 1831"]], list(lines[2:]))


def test_an_attribution_ends_with_a_year_or_a_word_and_its_stop_and_has_four_lines_at_most() -> None:
    for last in ("council in 1831.", "council of the upper bridge."):
        lines = ("‘Salt is bread.’", "The Bishop, in", "his letter to the", last, "The mules went down.", *TEXT)
        motto, rest = found(*lines)
        assert motto[0][1] == f"The Bishop, in his letter to the {last}"
        assert rest == ["The mules went down.", *TEXT]
    lines = (
        "‘Salt is bread.’",
        "The Bishop, in",
        "his letter to",
        "the council of",
        "the bridge in",
        "Saltby, of",
        *TEXT,
    )
    assert found(*lines)[0][0][1] == "The Bishop, in his letter to the council of the bridge in"


def test_a_full_line_of_an_attribution_goes_on() -> None:
    full = "The Bishop of the Upper Bridge at his hams, written to Saltby"
    assert width(full) > 0.86 * MEASURE
    motto, rest = found("‘Salt is bread.’ Speech", "‘Bread.’ " + full, "and Salting", *TEXT)
    assert motto == [["‘Salt is bread.’", "Speech"], ["‘Bread.’", f"{full} and Salting"]]
    assert rest == list(TEXT)


@pytest.mark.parametrize("below", [TEXT[0], "and so he went home;", "and so he went home.", "so it was told"], ids=str)
def test_what_stands_below_a_quotation_may_be_no_attribution(below: str) -> None:
    lines = ("‘Salt is bread.’", below, *TEXT)
    assert found(*lines) == ([], list(lines))


def test_a_quotation_with_nothing_below_it_is_no_motto() -> None:
    assert found("‘Salt is bread.’") == ([], ["‘Salt is bread.’"])


def test_an_attribution_may_begin_with_a_stroke() -> None:
    """So the OCR reads an italic capital."""
    assert found("‘Salt is bread.’", "/saac, a driver", *TEXT)[0] == [["‘Salt is bread.’", "/saac, a driver"]]


def test_an_attribution_may_end_the_part() -> None:
    assert found("‘Salt is bread.’", "The Bishop, in a letter to") == (
        [["‘Salt is bread.’", "The Bishop, in a letter to"]],
        [],
    )


def test_a_motto_that_says_the_same_twice_ends_with_the_second() -> None:
    motto, _ = found("‘Salt is bread.’ ‘Salt is bread.’ The Bishop", *TEXT)
    assert motto == [["‘Salt is bread.’ ‘Salt is bread.’", "The Bishop"]]


def test_a_first_motto_whose_opening_mark_is_lost_may_quote() -> None:
    lines = ("He said ‘salt is bread’ and so it is.’", "The Bishop, 1831", *TEXT)
    assert found(*lines) == ([[lines[0], lines[1]]], list(TEXT))


def test_a_sentence_behind_a_mark_that_closes_nothing_is_no_attribution() -> None:
    """The mark is what OCR made of the raised call of a note."""
    lines = (
        "The salt came down.’ Every farmer had long remembered an oath",
        "of the drivers, and no answer came.",
        *TEXT,
    )
    assert found(*lines) == ([], list(lines))


@pytest.mark.parametrize(("lines", "cites"), [(("Salt is the burden", "of mules.", "Old saying"), 1), (("Salt.",), 0)])
def test_a_motto_at_the_right_in_small_type_needs_no_marks(lines: tuple[str, ...], cites: int) -> None:
    text = witness(page(*lines, *TEXT))
    indices = list(range(len(lines) + len(TEXT)))
    places = {i: Place(indent=10.0, size=0.8) if i < len(lines) else Place(indent=0.0, size=1.0) for i in indices}
    (block,), rest = mottos(composer(text), indices, MEASURE, {}, languages.of("en"), places)
    assert block.kind is BlockKind.EPIGRAPH
    assert len(block.spans) == 1 + cites
    assert rest == indices[len(lines) :]
