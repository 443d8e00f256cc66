"""Each language refers to chapters and appendices with its own words."""

from __future__ import annotations

import pytest

from editio.languages import cross_references


@pytest.mark.parametrize(
    ("language", "text", "chapter", "numbers"),
    [
        ("en-GB", "see chapters 3, 4 and 12 of this book", "chapters", "3, 4 and 12"),
        ("fr", "voir le chapitre 3 ou 4", "chapitre", "3 ou 4"),
        ("de-DE", "wie in Kapitel 3 und 4 gezeigt", "Kapitel", "3 und 4"),
        ("es", "Capítulos 3 y 4", "Capítulos", "3 y 4"),
        ("it", "nei capitoli 3 e 4", "capitoli", "3 e 4"),
    ],
)
def test_a_chapter_is_named_by_its_number(language: str, text: str, chapter: str, numbers: str) -> None:
    words = cross_references.of(language)
    assert words is not None
    match = words.numbered.search(text)
    assert match is not None
    assert (match["chapter"], match["appendix"], match["numbers"]) == (chapter, None, numbers)


@pytest.mark.parametrize(
    ("language", "following", "previous"),
    [
        ("en", "in the following chapter", "In the previous chapter"),
        ("fr", "au chapitre suivant", "au chapitre précédent"),
        ("de", "im nächsten Kapitel", "im vorigen Kapitel"),
        ("es", "en el próximo capítulo", "en el capítulo anterior"),
        ("it", "nel prossimo capitolo", "nel capitolo precedente"),
    ],
)
def test_a_chapter_is_counted(language: str, following: str, previous: str) -> None:
    words = cross_references.of(language)
    assert words is not None
    for text, step in ((following, 1), (previous, -1)):
        assert [found for phrase, found in words.counted if phrase.search(text)] == [step]


def test_a_language_without_a_table_has_none() -> None:
    assert cross_references.of("la") is None
