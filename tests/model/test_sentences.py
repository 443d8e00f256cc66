"""Where sentences end: at stops, but not after an initial or a title."""

from __future__ import annotations

from itertools import pairwise

import pytest

from editio.model import sentences


@pytest.mark.parametrize(
    "whole",
    [
        ["The pans were dry. ", "Nobody came."],
        ["Was it sold? ", "It was! ", "So they say … And left."],
        ["“The road is closed.” ", "He turned back (in May). ", "[It snowed.]"],
        ["Mr. Orrin met J. F. Sandal of the St. Brice inn. ", "They talked."],
        ["It cost 3.50 crowns, i.e. too much."],
        [""],
    ],
)
def test_a_text_is_cut_behind_each_sentence_and_nowhere_else(whole: list[str]) -> None:
    text = "".join(whole)
    cuts = (0, *sentences.ends(text), len(text))
    assert [text[a:b] for a, b in pairwise(cuts)] == whole
