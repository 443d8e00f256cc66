"""The ledger: one fate for every character, and the witness rebuilt from the fates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from editio.model.kinds import CallKind, PartKind
from editio.model.messages import Refusal
from editio.model.pieces import Fate, Piece, coverage, fill, kept, set_aside
from editio.model.text import Edition
from editio.model.witness import of_text
from editio.stages.ledger import check, fates, rebuild
from printing import TITLE, built, page, witness, written

SALT = of_text("Tbe salt2. \n")
WHOLE = (
    Piece(0, "Tbe", "The", Fate.EMENDED, "e0001"),
    kept(3, " salt"),
    Piece(8, "2", "", Fate.CALL, CallKind.PLAIN, 2),
    kept(9, "."),
    set_aside(10, " ", "trailing blank"),
    set_aside(11, "\n", "line break"),
)


def test_the_witness_is_rebuilt_whatever_the_order_of_the_pieces() -> None:
    assert rebuild(WHOLE[::-1]) == SALT.text
    assert check(SALT, WHOLE) is None


def test_text_that_an_editor_supplied_comes_before_the_character_at_its_place() -> None:
    supplied = Piece(9, "", "!", Fate.EMENDED, "e0002")
    assert rebuild([*WHOLE, supplied]) == SALT.text


def test_gaps_are_filled_with_what_is_kept() -> None:
    assert fill(SALT, [WHOLE[0], WHOLE[2], *WHOLE[4:]]) == list(WHOLE)


def test_a_witness_of_which_nothing_is_changed_is_one_kept_piece() -> None:
    assert fill(SALT, []) == [kept(0, SALT.text)]


def test_what_pieces_cover_is_met_from_their_first_character_to_their_last() -> None:
    covered = coverage([kept(7, "toll"), kept(2, "salt")])
    assert [covered.meets(at, at + 1) for at in range(12)] == [2 <= at < 6 or 7 <= at < 11 for at in range(12)]
    assert covered.meets(0, 20)
    assert not coverage([]).meets(0, 20)


def test_a_lost_piece_is_a_fault_that_names_its_place() -> None:
    fault = check(SALT, [piece for piece in WHOLE if piece.fate is not Fate.CALL])
    assert fault is not None
    assert (fault.code, fault.line, fault.column) == ("L701", 1, 9)


def test_characters_claimed_twice_are_a_fault() -> None:
    assert check(SALT, [*WHOLE, kept(4, "salt")]) is not None


def test_a_kept_piece_that_is_not_what_the_witness_has_is_a_fault() -> None:
    assert check(SALT, [kept(0, "The"), *WHOLE[1:]]) is not None


def test_a_kept_piece_whose_text_is_not_its_reading_is_a_fault() -> None:
    """What was kept is read from the edition: the ledger's word for it would prove nothing."""
    fault = check(SALT, [Piece(0, "Tbe", "The", Fate.KEPT), *WHOLE[1:]])
    assert fault is not None
    assert (fault.line, fault.column) == (1, 2)


def test_a_lost_end_is_a_fault_where_the_edition_stops() -> None:
    fault = check(SALT, WHOLE[:4])
    assert fault is not None
    assert (fault.line, fault.column) == (1, 11)
    assert fault.detail == "The first difference is at character 10."


def test_what_an_editor_supplied_covers_nothing_of_the_witness() -> None:
    assert check(SALT, [*WHOLE, Piece(3, "", ",", Fate.EMENDED, "e0002")]) is None


def test_fates_are_counted_in_characters_of_the_witness() -> None:
    assert fates(WHOLE) == {
        "emended": 3,
        "kept": 6,
        "note call": 1,
        "set aside: trailing blank": 1,
        "set aside: line break": 1,
    }


# Everything that some stage takes for a sign of something.
SIGNS = (
    *("CHAPTER", "APPENDIX 1", "1 Salt", "2 Mules", "Chronology of Salt", "Notes", "Index", "Preface"),
    *(TITLE, f"4 {TITLE}", "4", "12", "xii", "*", "* A footnote here.", "Rumour*, they said.", "- carts"),
    *("‘Salt is a mule’s burden.’", "Solomon, Proverbs 1931", "1939", "23 August", "Salt rises.", "May 4"),
    *("power2.", "peace’3", "192030", "4 *3", "powers :", "salt¬", "road-", "out...", "out. . . .", "‘'\""),
    *(
        "tons 12 13 14",
        "mules 1 2",
        "Clerk: Yes.",
        "the following:",
        "(a) one;",
        "(b) two.",
        "1. An article.",
    ),
    *("Article 1", "A. Chandler", "London, 1970.", "é — ü", "a\tb", "a\u2028b", "\ue000", "\ufeff", "x\r"),
)
LINES = st.lists(st.sampled_from(SIGNS) | st.text(st.characters(codec="utf-8", exclude_characters="\n")), max_size=9)
PAGES = st.lists(LINES.map(lambda lines: page(*lines)), max_size=6).map("".join)
RUNS = st.lists(st.sampled_from((*SIGNS, " ", "\n", "\n\n\n\n", "¬\n", "\r\n", "\f")) | st.text(max_size=4)).map(
    "".join
)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PAGES | RUNS)
def test_any_text_is_rebuilt_from_its_edition_with_one_fate_for_every_character(text: str) -> None:
    found = of_text(text)
    assume(found.lines)
    try:
        made = built(found)
    except Refusal as refusal:
        raise AssertionError("Nothing in a text without an apparatus is an error.") from refusal
    pieces = sorted(made.edition.pieces(), key=lambda piece: (piece.start, piece.end))
    assert rebuild(pieces) == text
    covered = [piece for piece in pieces if piece.reading]
    assert [piece.start for piece in covered] == [0, *(piece.end for piece in covered[:-1])]
    assert all(text[piece.start : piece.end] == piece.reading for piece in pieces)
    assert all(piece.text == piece.reading for piece in pieces if piece.fate is Fate.KEPT)
    assert all(not piece.text.strip() for piece in pieces if piece.fate in (Fate.CALL, Fate.SET_ASIDE))
    assert not any(piece.text.strip() for piece in made.edition.aside)
    assert not [*_glued(made.edition)]
    assert len(written(made)) >= sum(part.kind is not PartKind.NOTES for part in made.edition.parts)


def _glued(edition: Edition) -> Iterator[str]:
    """The words that are one in the edition although a blank or a break without a hyphen divides them in the
    witness."""
    spans = (span for part in edition.parts for block in (part.title, *part.blocks) for span in block.spans)
    for span in spans:
        words = [inline for inline in span.content if isinstance(inline, Piece) and inline.text]
        for before, after in pairwise(words):
            between = edition.witness.text[before.end : after.start]
            word = re.search(r"\w{2,}$", before.text)  # one letter may be a large initial
            if word and after.text[0].isalnum() and between[:1].isspace():
                yield before.text + after.text


def test_the_edition_of_a_whole_small_book_explains_every_character() -> None:
    text = witness(
        page("Preface", "Salt is older than kings."),
        page("CHAPTER", "1 Salt", "The mules went down the road to sell their salt¬", "pans2 in the town1."),
        page("2 The Salt Road", "And the king took his toll."),
    )
    counts = fates(built(text).edition.pieces())
    assert sum(counts.values()) == len(text.text)
    assert counts["set aside: running head"] == len("2 The Salt Road")
    assert counts["set aside: line-end hyphen"] + counts["emended"] == 1
