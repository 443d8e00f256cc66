"""What stands before the first heading has the name that its own words give it."""

from __future__ import annotations

import pytest

from editio import languages
from editio.languages import described
from editio.model.kinds import BlockKind, Opening, SpanRole
from editio.model.pieces import Fate, Piece
from editio.model.text import Block, Span
from editio.stages.structure import opening

TITLE = "The Salt Road"
PROSE = (
    "For nine winters the bishop of Ferrow carried salt over the pass, and nobody in the town below asked him who paid "
    "the toll. This book is the first to ask. It follows each of the mules from the pans to the last of the customs "
    "houses, and finds in their bells a quarrel that outlived them all. "
)


def named(*texts: str, language: str = "en", alone: bool = False, counted: bool = False) -> Opening:
    blocks = [
        Block(f"p{n}", BlockKind.PARAGRAPH, (Span(SpanRole.TEXT, (Piece(0, text, text, Fate.KEPT),)),))
        for n, text in enumerate(texts, 1)
    ]
    return opening.name(blocks, TITLE, languages.of(language), alone=alone, counted=counted)


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        (("The Salt Road", "by", "Ada Merrow"), "en"),
        (("A HISTORY OF SALT", "FERROW", "1884"), "en"),
        (("A HISTORY OF SALT", "FERROW", "MDCCCLXXXIV"), "en"),
        (("SALT", "Printed by the widow Merrow"), "en"),
        (("DAS SALZ", "Verlag der Witwe Merrow"), "de"),
        (("LE SEL", "Imprimerie de la veuve Merrow"), "fr"),
    ],
)
def test_a_title_page_says_what_the_book_is_called_or_when_and_by_whom_it_was_printed(
    texts: tuple[str, ...], language: str
) -> None:
    assert named(*texts, language=language) is Opening.TITLE_PAGE


def test_a_dedication_is_a_few_words_to_somebody() -> None:
    assert named("TO", "THE MULES OF FERROW") is Opening.DEDICATION
    assert named("DEN MAULTIEREN", language="de") is Opening.DEDICATION


def test_a_jacket_is_prose_about_the_book_on_a_leaf_that_is_not_counted() -> None:
    assert named(PROSE + "The Salt Road is a study of small things.") is Opening.JACKET
    assert named(PROSE + "The Salt Road is a study of small things.", counted=True) is Opening.UNKNOWN
    assert named(PROSE) is Opening.UNKNOWN


def test_other_pages_and_a_book_without_headings_are_called_neither() -> None:
    assert named("Salt", "Mules") is Opening.UNKNOWN
    assert named() is Opening.UNKNOWN
    assert named(PROSE, alone=True) is Opening.WHOLE


@pytest.mark.parametrize("code", described())
def test_each_language_has_words_of_title_pages(code: str) -> None:
    language = languages.of(code)
    assert language.imprint
    assert language.dedicating
