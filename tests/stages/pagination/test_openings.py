"""The numbers of chapters alone at the heads of pages, in books with and without folios."""

from __future__ import annotations

import pytest

from editio.model.kinds import PartKind
from editio.model.roman import roman
from editio.model.witness import Witness
from editio.stages.divisions import divide
from leaves import book, paginate, text

TITLES = ("The Salt Road", "A Winter of Wolves", "The Toll", "Hams and Bishops", "The Frost", "The Mill")


def made(heads: list[list[str]], *, folios: bool) -> Witness:
    """A book with chapters of five pages below these lines, whose other pages may have folios."""
    pages: list[list[str]] = []
    for head in heads:
        for k in range(5):
            n = len(pages) + 1
            first, *others = text(n)
            above = [str(n)] if folios else []
            pages.append([*above, first, *others] if k else [*head, "", first.capitalize(), *others])
    return book([["THE SALT BOOK"], ["PREFACE", *text(100)], *pages])


def found(witness: Witness) -> list[tuple[str, str]]:
    parts, _ = divide(witness, paginate(witness, ""), (), "en")
    return [(part.kind, part.label) for part in parts if part.kind in (PartKind.PART, PartKind.CHAPTER)]


@pytest.mark.parametrize("folios", [True, False])
@pytest.mark.parametrize("titled", [True, False])
@pytest.mark.parametrize("form", [str, roman])
def test_a_number_above_the_first_page_of_a_chapter_is_no_folio(form: object, titled: bool, folios: bool) -> None:
    """Each was set aside as a misread folio, and the book had no chapters. The first page had the label i."""
    numbers = [roman(n) if form is roman else str(n) for n in range(1, 7)]
    witness = made(
        [[n, *([title, ""] if titled else [])] for n, title in zip(numbers, TITLES, strict=True)], folios=folios
    )
    assert found(witness) == [("chapter", n) for n in numbers]
    if folios:
        assert [page.label for page in paginate(witness, "").pages][2:] == [str(n) for n in range(1, 31)]


def test_the_number_may_be_before_the_title_or_begin_again_in_each_part() -> None:
    assert found(made([[f"{n} {title}"] for n, title in enumerate(TITLES, 1)], folios=True)) == [
        ("chapter", str(n)) for n in range(1, 7)
    ]
    heads = [[str(n), TITLES[n - 1]] for n in (1, 2, 3, 4, 1, 2, 3, 4)]
    heads[0], heads[4] = ["PART ONE", "Salt", "", *heads[0]], ["PART TWO", "Snow", "", *heads[4]]
    chapters = [("chapter", str(n)) for n in (1, 2, 3, 4)]
    assert found(made(heads, folios=True)) == [("part", "1"), *chapters, ("part", "2"), *chapters]


def test_numbers_of_leaves_are_folios() -> None:
    """A book may count leaves: every other page has a number, which rises by one."""
    pages = [[*([str(n // 2 + 1)] if n % 2 == 0 else []), *text(n)] for n in range(40)]
    assert found(book(pages)) == []
