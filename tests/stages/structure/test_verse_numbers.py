"""Line numbers show which lines are verse."""

from __future__ import annotations

from editio.model.kinds import BlockKind
from editio.stages.structure.verse_numbers import numbered
from leaves import text
from printing import built, page, witness

LINE = "when the mules went down the road"


def lines(first: int, count: int, every: int = 5) -> list[str]:
    """Lines that fill the measure and begin with small letters; every fifth has its number."""
    return [f"{text(n)[0]} {n}" if n % every == 0 else text(n)[0] for n in range(first, first + count)]


def test_lines_between_line_numbers_are_verse() -> None:
    made = built(witness(page("CHAPTER 1", "The Road"), page(*lines(96, 30)))).edition
    (stanza,) = (block for part in made.parts for block in part.blocks if block.kind is BlockKind.VERSE)
    assert len(stanza.spans) == 30


def test_prose_on_the_facing_page_is_none() -> None:
    texts = dict(enumerate([*lines(96, 30), *[LINE] * 30, *lines(126, 30)]))
    assert numbered(texts, {0, 30, 60}) == {*range(30), *range(60, 90)}


def test_prose_whose_lines_are_numbered_on_each_page_is_none() -> None:
    texts = dict(enumerate([*lines(1, 30), *lines(1, 30), *lines(1, 30)]))
    assert not numbered(texts, {0, 30, 60})


def test_numbered_items_of_a_list_are_none() -> None:
    assert not numbered(dict(enumerate(lines(96, 40, every=1))), {0})
