"""Mottos below a chapter's title, each with its attribution."""

from __future__ import annotations

from engine.model import plain
from engine.structure.layout import State
from engine.structure.mottos import mottos
from printing import MEASURE, composer, page, set_type, witness

TEXT = tuple(set_type("The salt came down from the hills on the backs of mules, and nobody could doubt it."))


def found(*lines: str, roles: dict[int, frozenset[State]] | None = None) -> tuple[list[list[str]], list[str]]:
    """The spans of each motto, and the lines below them."""
    text = witness(page(*lines))
    blocks, rest = mottos(composer(text), list(range(len(lines))), MEASURE, roles or {})
    assert all(block.kind == "epigraph" for block in blocks)
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
