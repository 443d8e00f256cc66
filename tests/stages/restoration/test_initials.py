"""Large initials belong to their words; those that are lost are reported."""

from __future__ import annotations

import pytest

from editio import languages
from editio.model.text import plain
from editio.model.witness import of_text
from editio.stages.restoration import initials
from printing import built

REST = "went up by night, and in the morning the toll-men\ncounted the sacks at the bridge.\n"


@pytest.mark.parametrize(
    ("letter", "rest", "language", "one"),
    [
        ("T", "HE carts", "en", True),
        ("I", "N the spring", "en", True),
        ("A", "T last", "en", True),
        ("A", "MAN of the marsh", "en", False),
        ("A", "round table", "en", False),
        ("I", "WAS born", "en", False),
        ("L", "ES voitures", "fr", True),
        ("A", "U matin", "fr", True),
        ("D", "er Zöllner", "de", True),
        ("E", "s war einmal", "de", True),
        ("T", "HE carts", "tlh", False),
    ],
)
def test_a_letter_and_the_rest_are_one_word_if_that_is_far_likelier(
    letter: str, rest: str, language: str, one: bool
) -> None:
    assert initials.one_word(letter, rest, languages.of(language)) is one


@pytest.mark.parametrize("opening", ["T\nHE carts ", "T\n\nHE carts ", "T HE carts ", "“T HE carts "])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_an_initial_is_joined_and_is_neither_title_nor_speck(opening: str, ends: str) -> None:
    made = built(of_text(f" CHAPTER I.\n\n{opening}{REST}".replace("\n", ends)))
    (chapter,) = made.edition.parts
    assert "THE carts went" in plain(chapter.blocks[0].spans[0].content)
    assert [plain(span.content).strip() for span in chapter.title.spans] == ["CHAPTER I."]


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("OTHING was paid", True),
        ("| HE carts went", True),
        ("othing was paid", True),
        ("THE carts went", False),
        ("“THE carts went", False),
        ("The carts went", False),
        ("… and so it was", False),
        ("1801 was the year", False),
    ],
)
def test_a_lost_initial_is_seen(text: str, lost: bool) -> None:
    assert initials.damaged(text, languages.of("en")) is lost
