"""From a place in the witness to the edition's text, and back."""

from __future__ import annotations

import pytest

from editio.inputs.registers import Emendation, Reference
from editio.model.kinds import CallKind, Certainty, Damage
from editio.model.pieces import Fate, Piece, kept
from editio.model.text import Content, PageStart, Supplied, plain
from editio.stages.linking.annotation import spans
from editio.stages.linking.locate import Locator, origin, unfit
from printing import apparatus, built, page, witness

CONTENT: Content = (
    Supplied("SALT "),
    PageStart("5", True),
    kept(10, "a toll "),
    Piece(17, "0f", "of", Fate.EMENDED, "e0001"),
    kept(19, " "),
    Piece(20, "twoo", "two", Fate.EMENDED, "e0002"),
    Piece(24, "3", "", Fate.CALL, CallKind.PLAIN, 3),
    Piece(25, "", ",", Fate.EMENDED, "e0003"),
    kept(25, " crowns"),
)


@pytest.mark.parametrize(
    ("words", "offset"),
    [
        ("a toll", 10),
        ("toll", 12),
        ("of", 17),
        ("f ", 18),  # as long as what stood there, so character by character
        ("two", 20),
        ("wo", 20),  # longer: where the piece begins
        (", crowns", 25),
        ("crowns", 26),
    ],
)
def test_words_of_the_edition_lead_to_where_they_come_from(words: str, offset: int) -> None:
    assert origin(CONTENT, plain(CONTENT).index(words)) == offset


def test_what_editors_supplied_leads_to_what_stands_beside_it() -> None:
    assert origin(CONTENT, 0) == 10
    assert origin((kept(4, "ab"), Supplied("c")), 2) == 4
    assert origin((Supplied("c"),), 0) == 0


TEXT = witness(page("CHAPTER", "1 Salt", "the toll 0f twoo crowns was paid at the upper bridge,",
               "toll was paid, and tbe king of the hills was glad of it", "and went home."))  # fmt: skip
REGISTER = tuple(
    Emendation(
        id=f"e000{n}", line=line, reading=reading, edited=edited, kind=Damage.MISREADING, certainty=Certainty.CERTAIN
    )
    for n, (line, reading, edited) in enumerate(((5, "0f", "of"), (5, "twoo", "two"), (7, "tbe", "the")), 1)
)
MADE = built(TEXT, apparatus(emendations=REGISTER)).edition


def located(line: int, reading: str) -> str | None:
    """The words of the edition that stand for a reading of a line."""
    found = Locator(MADE).find(line, reading)
    if found is None:
        return None
    locus, start, end = found
    return next(plain(span.content) for where, _, _, span in spans(MADE) if where == locus)[start:end]


@pytest.mark.parametrize(
    ("line", "reading", "words"),
    [
        (5, "toll", "toll"),
        (5, "the toll 0f", "the toll of"),
        (5, "0f", "of"),
        (5, "f twoo cr", "f two cr"),
        (5, "twoo", "two"),
        (5, "wo", "two"),  # of a reading of another length all that stands for it
        (7, "toll was", "toll was"),
        (7, "tbe king", "the king"),
        (9, "home.", "home."),
    ],
)
def test_a_reading_of_a_line_leads_to_the_words_that_stand_for_it(line: int, reading: str, words: str) -> None:
    assert located(line, reading) == words


@pytest.mark.parametrize(
    ("line", "reading"),
    [(5, "the"), (5, "king"), (6, "toll"), (99, "toll"), (3, "Salt"), (1, "CHAPTER")],
    ids=["twice in its line", "in another", "no line of text", "no line", "a title", "a title's keyword"],
)
def test_what_is_not_there_once_in_the_text_leads_nowhere(line: int, reading: str) -> None:
    assert located(line, reading) is None


def test_a_reading_for_which_the_edition_has_nothing_leads_nowhere() -> None:
    made = built(witness(page("CHAPTER", "1 Salt", "the mules1.", "the king2.")), apparatus()).edition
    line = next(line.number for line in made.witness.lines if "king2" in line.text)
    assert Locator(made).find(line, "king2") is not None
    assert Locator(made).find(line, "2") is None  # a call


def test_the_message_on_an_entry_that_does_not_fit_names_its_row_and_reading() -> None:
    entry = Reference(line=5, reading="king", target="chapters/01/", row=3, file="apparatus/references.tsv")
    fault = unfit(entry)
    assert (fault.line, fault.column, fault.code, fault.file) == (3, 1, "N104", "apparatus/references.tsv")
    assert fault.detail == "line 5: 'king'."
    assert unfit(entry, " is absurd").detail == "line 5: 'king' is absurd."
