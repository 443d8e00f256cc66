"""One style for marks that the OCR gives in many forms; every application in the ledger."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.ledger import Fate, Piece, fill, rebuild
from engine.restoration.typography import normalise
from engine.witness import of_text


def styled(line: str, *taken: Piece) -> str:
    text = of_text(line)
    pieces, _ = normalise(text, text.lines, taken)
    whole = fill(text, [*pieces, *taken])
    assert rebuild(whole) == line
    return "".join(piece.text for piece in whole)


@pytest.mark.parametrize(
    ("witness", "edition"),
    [
        ("He said 'no'.", "He said ‘no’."),
        ('He said "no".', "He said “no”."),
        ("('salt')", "(‘salt’)"),
        ("the king's salt", "the king’s salt"),
        ("'Salt' is dear", "‘Salt’ is dear"),
        ("already ‘salt’ and so", "already ‘salt’ and so"),
    ],
)
def test_straight_marks_open_or_close_as_their_neighbours_tell(witness: str, edition: str) -> None:
    assert styled(witness) == edition


def test_a_mark_of_which_neither_side_tells_is_left_and_reported() -> None:
    text = of_text("He said ' and went")
    pieces, (message,) = normalise(text, text.lines, ())
    assert (pieces, message.code, message.line, message.column) == ([], "T601", 1, 9)


@pytest.mark.parametrize(
    ("witness", "edition"),
    [
        ("the king... took it", "the king … took it"),
        ("the king . . . took it", "the king … took it"),
        ("the king. . . . He took", "the king. … He took"),
        ("‘... took it", "‘… took it"),
        ("took it...’", "took it …’"),
        ("The king. He", "The king. He"),
    ],
)
def test_points_become_an_ellipsis_after_four_the_stop_first(witness: str, edition: str) -> None:
    assert styled(witness) == edition


@pytest.mark.parametrize(
    ("witness", "edition"),
    [
        ("salt - and mules", "salt – and mules"),
        ("salt—and mules", "salt – and mules"),
        ("salt — and mules", "salt – and mules"),
        ("1831—33", "1831-33"),
        ("salt-pan", "salt-pan"),
        ("the salt -", "the salt –"),
    ],
)
def test_dashes_between_words_are_spaced_en_rules_and_ranges_have_hyphens(witness: str, edition: str) -> None:
    assert styled(witness) == edition


@pytest.mark.parametrize(
    ("witness", "edition"),
    [
        ("the salt , and", "the salt, and"),
        ("the salt .", "the salt."),
        ("( the salt", "(the salt"),
        ("the ‘ salt", "the ‘salt"),
    ],
)
def test_no_blank_before_a_closing_mark_or_after_an_opening_one(witness: str, edition: str) -> None:
    assert styled(witness) == edition


def test_what_earlier_stages_settled_is_left_alone() -> None:
    line = "He said 'no'..."
    register = Piece(line.index("'no'"), "'no'", "'no'", Fate.EMENDED, "e0001")
    assert styled(line, register) == "He said 'no' …"


def test_a_call_counts_as_standing_where_it_stands() -> None:
    """The blank that a torn-out call left is the call's, and no blank before a stop."""
    line = "that year : the king"
    call = Piece(line.index(" :"), " ", "", Fate.CALL, "inferred", 43)
    assert styled(line, call) == "that year: the king"


@settings(deadline=None)
@given(st.text(st.sampled_from("ab1 .'\"‘’“”(),-—–…"), max_size=30))
def test_the_style_loses_no_letter_and_is_settled_after_one_time(line: str) -> None:
    if not line.strip():
        return
    letters = [c for c in line if c.isalnum()]
    assert [c for c in styled(line) if c.isalnum()] == letters
