"""The notices of the services that scanned a book are no text of it."""

from __future__ import annotations

import pytest

from editio.inputs.markup import find, scanners
from editio.model.witness import MarkupKind

PROSE = (
    "The salt came down from the hills upon the backs of the mules,\nand nobody in the valley was to read the ledger.\n"
)
NOTICE = """Google

This is a digital copy of a book lhal was preserved for general ions on
library shelves before il was carefully scanned by us. Usage guidelines
follow here, and more of them, for some lines.

About the search

The full text of this book is found at http : //books . google . com/
"""


def kept(text: str) -> str:
    """The text without the notices."""
    for mark in reversed(list(scanners.find(text))):
        text = text[: mark.start] + text[mark.end :]
    return text


def test_the_notice_on_the_first_pages_is_set_aside_up_to_its_address() -> None:
    assert kept(f"{NOTICE}\f{PROSE}") == f"\n\f{PROSE}"


def test_a_notice_without_its_address_is_kept() -> None:
    assert kept(f"{NOTICE[:-40]}\f{PROSE}") == f"{NOTICE[:-40]}\f{PROSE}"


@pytest.mark.parametrize(
    "notice",
    [
        "Digitized by Google",
        "Digitized by VjOOQIC",
        "Digitized by LjOOQ IC",
        "DigitizedbyGoOglC",
        "Digitized by\n\nGoogle",
        "Digitized by\nGoO^lc",
        "Digitized by the Internet Archive",
        "Digitized by the Internet Archive\n\nin 2007 with funding from\n\nA Library\n\n\nhttp://www.archive.org/details/saltroad00ferr",
    ],
)
def test_the_line_of_a_service_is_set_aside_with_its_name(notice: str) -> None:
    assert kept(f"{PROSE}\n{notice}\n\f{PROSE}") == f"{PROSE}\n\n\f{PROSE}"


@pytest.mark.parametrize(
    "line", ["Digitized by nobody, as the clerk has said of the whole of the book.", "digitized by hand"]
)
def test_a_sentence_of_the_book_is_kept(line: str) -> None:
    assert kept(f"{PROSE}{line}\n{PROSE}") == f"{PROSE}{line}\n{PROSE}"


def test_the_word_below_a_line_without_a_name_is_kept_if_it_is_no_name() -> None:
    assert kept(f"{PROSE}Digitized by\n\nThe ledger\n") == f"{PROSE}\n\nThe ledger\n"


def test_they_are_a_kind_of_their_own() -> None:
    assert [mark.kind for mark in find(f"{PROSE}Digitized by Google\n{PROSE}")] == [MarkupKind.SCANNER]
