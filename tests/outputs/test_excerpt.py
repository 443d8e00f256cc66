"""Excerpts: the words about a stretch, cut between words and never beyond its sentence."""

from __future__ import annotations

from editio.outputs import excerpt

TEXT = "The mules went down. The salt was weighed twice. Nobody paid."
AT = TEXT.index("weighed")


def test_words_about_a_stretch_are_whole_words_within_the_width() -> None:
    assert excerpt.around(TEXT, AT, AT + 7, 11) == ("salt was ", " twice.")
    assert excerpt.around(TEXT, AT, AT + 7, 12) == ("salt was ", " twice.")


def test_at_an_end_of_the_text_nothing_is_cut() -> None:
    assert excerpt.around("The salt", 4, 8, 4) == ("The ", "")
    assert excerpt.around("The salt", 0, 3, 5) == ("", " salt")


def test_a_sentence_ends_where_the_next_begins() -> None:
    assert excerpt.sentence(TEXT, AT, AT + 7) == ("The salt was ", " twice.")
    first, last = TEXT.index("mules"), TEXT.index("paid")
    assert excerpt.sentence(TEXT, first, first + 5) == ("The ", " went down.")
    assert excerpt.sentence(TEXT, last, last + 4) == ("Nobody ", ".")


def test_a_long_sentence_is_cut_at_words_with_an_ellipsis() -> None:
    long = " ".join(["the salt of the road"] * 60) + " here " + " ".join(["the toll of the king"] * 60) + "."
    at = long.index("here")
    before, after = excerpt.sentence(long, at, at + 4)
    assert before.startswith("… ")
    assert after.endswith(" …")
    assert len(before.removeprefix("… ")) <= 500
    assert len(after.removesuffix(" …")) <= 500
    assert {*before[2:].split(), *after[:-2].split()} == {"the", "salt", "of", "road", "toll", "king"}
