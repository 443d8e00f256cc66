"""The facts of a build and its warnings, each on a text that has the fault and on one that has not."""

from __future__ import annotations

from pathlib import Path

import pytest

from editio import edition
from editio.edition import Built
from editio.inputs import plain_text
from editio.model.pages import PageMark
from editio.stages import survey
from printing import FURTHER, PROSE, apparatus, set_type

TEXT, MORE = set_type(PROSE), set_type(FURTHER)


def built(*pages: tuple[str, ...], language: str = "en-GB") -> Built:
    text = "\f".join("\n".join(page) + "\n" for page in pages)
    registers = apparatus()
    book = registers.settings.book.model_copy(update={"language": language})
    paged = registers.settings.witness.model_copy(update={"pages": PageMark.FORM_FEED})
    settings = registers.settings.model_copy(update={"book": book, "witness": paged})
    witness = plain_text.of_bytes(text.encode(), Path("w.txt"))
    return edition.build(witness, registers.model_copy(update={"settings": settings}))


def page(*head: str) -> tuple[str, ...]:
    return (*head, "", *TEXT, "", *MORE, "", *TEXT, "", *MORE)


def codes(of: Built) -> set[str]:
    return {warning.code for warning in of.survey.warnings}


STARTS = ("Winter came early.", "Nobody paid the toll.", "A letter arrived.", "Then the ice broke.")
GOOD = built(page("CHAPTER I", "", "The Crossing"), *(page(start) for start in STARTS))


def test_a_book_in_order_has_no_warning() -> None:
    assert codes(GOOD) == set()
    assert GOOD.survey.facts.parts == {"chapter": ["CHAPTER I The Crossing"]}


def test_pages_with_a_line_for_each_paragraph_are_as_long_as_printed() -> None:
    paragraphs = [" ".join([PROSE, FURTHER]), "", " ".join([FURTHER, PROSE])] * 2
    made = built(("CHAPTER I", "", "The Crossing", "", *paragraphs), *(tuple(paragraphs) for _ in range(4)))
    assert "Q102" not in codes(made)
    assert made.survey.facts.lines_per_page > 10


def test_no_chapter_names_the_lines_that_look_like_headings() -> None:
    made = built(*(page() for _ in range(3)), (*page(), "", "THE WINTER FAIR", "", *TEXT))
    (warning,) = [w for w in made.survey.warnings if w.code == "Q101"]
    assert "THE WINTER FAIR (line " in warning.detail


@pytest.mark.parametrize("markup", ["<b>ferry</b>", "&hellip; ferry", "&#8212;ferry"])
def test_what_looks_like_markup_is_counted_if_it_is_in_the_text(markup: str) -> None:
    made = built(page("CHAPTER I", "", "The Crossing"), *((f"The {markup} crossed.", *page()) for _ in range(4)))
    shown = made.survey.facts.markup_left
    assert ("Q105" in codes(made)) == (shown >= 3)


def test_a_text_of_another_language_is_noticed() -> None:
    made = built(page("CHAPTER I", "", "The Crossing"), *(page() for _ in range(4)), language="fr")
    assert "Q106" in codes(made)
    assert "The text looks English; edition.toml says French." in next(
        w.detail for w in made.survey.warnings if w.code == "Q106"
    )


def test_a_language_without_words_gives_no_share_of_unknown_words() -> None:
    assert built(page("CHAPTER I", "", "The Crossing"), page(), language="cop").survey.facts.unknown_words == 0


def test_the_facts_are_those_of_the_edition() -> None:
    facts = GOOD.survey.facts
    assert facts.characters == len(GOOD.edition.witness.text)
    assert facts.pages == len(GOOD.edition.pagination.pages) == 5
    assert facts.blocks == sum(len(part.blocks) for part in GOOD.edition.parts)


def test_a_long_text_in_one_line_has_no_chapter_and_says_so() -> None:
    assert "Q101" in codes(built((" ".join((*TEXT, *MORE) * 30),)))


def test_one_chapter_for_a_long_text_is_probably_not_the_only_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(survey, "_LONGEST_CHAPTER", 100)
    (warning,) = [w for w in built(("CHAPTER I", "", *TEXT)).survey.warnings if w.code == "Q111"]
    assert warning.detail.startswith("1 chapter is too few for")
