"""One style for marks that the OCR gives in many forms; every application in the ledger."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editio import languages
from editio.inputs.registers import Dashes
from editio.model.kinds import CallKind
from editio.model.messages import Message
from editio.model.pieces import Fate, Piece, fill
from editio.model.witness import Witness, of_text
from editio.stages.ledger import rebuild
from editio.stages.restoration.quotation import sides
from editio.stages.restoration.typography import Style, normalise

HOUSE = Style(languages.of("en-GB"), Dashes.SPACED)


def normalised(text: Witness, *taken: Piece, style: Style = HOUSE) -> tuple[list[Piece], list[Message]]:
    return normalise(text, text.lines, taken, style, sides(text.lines))


def styled(line: str, *taken: Piece, style: Style = HOUSE) -> str:
    text = of_text(line)
    pieces, _ = normalised(text, *taken, style=style)
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


def test_two_marks_about_one_blank_do_not_both_take_it() -> None:
    assert styled('" "') == "“”"


def test_a_mark_of_which_neither_side_tells_is_left_and_reported() -> None:
    text = of_text("He said ' and went")
    pieces, (message,) = normalised(text)
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
    call = Piece(line.index(" :"), " ", "", Fate.CALL, CallKind.INFERRED, 43)
    assert styled(line, call) == "that year: the king"


@settings(deadline=None)
@given(st.text(st.sampled_from("ab1 .'\"‘’“”(),-—–…"), max_size=30))
def test_the_style_loses_no_letter_and_is_settled_after_one_time(line: str) -> None:
    if not line.strip():
        return
    letters = [c for c in line if c.isalnum()]
    assert [c for c in styled(line) if c.isalnum()] == letters


@pytest.mark.parametrize(
    ("witness", "edition"),
    [
        ("'Salt' and \"toll\"", "‘Salt’ and “toll”"),
        ("a 'toll'; the (\"toll\")", "a ‘toll’; the (“toll”)"),
        ('the ‘"toll"’', "the ‘“toll”’"),
        ("salt-'toll' – 'toll'", "salt-‘toll’ – ‘toll’"),
        ("' toll", "' toll"),
        ("the toll '", "the toll '"),
    ],
)
def test_a_mark_opens_after_a_blank_a_bracket_a_dash_or_another_mark(witness: str, edition: str) -> None:
    assert styled(witness) == edition


@pytest.mark.parametrize(
    ("witness", "edition"),
    [
        ("the king ...", "the king …"),
        ("... the king", "… the king"),
        ("the king...; he", "the king …; he"),
        ("(...) the king", "(…) the king"),
        ("the king ....", "the king. …"),
        ("the king..he", "the king … he"),
        ("the king.....he", "the king.....he"),  # five points are not an ellipsis
        ("the king ... , he", "the king …, he"),
    ],
)
def test_an_ellipsis_is_spaced_as_a_word_but_for_the_marks_beside_it(witness: str, edition: str) -> None:
    assert styled(witness) == edition


@pytest.mark.parametrize(
    ("witness", "edition"),
    [
        ("- the salt", "– the salt"),
        ("1831 — 33", "1831 – 33"),
        ("salt —and", "salt – and"),
        ("salt— and", "salt – and"),
        ("1831–33", "1831-33"),
        ("the salt , the toll ; so : why ? no !", "the salt, the toll; so: why? no!"),
        ("the (salt ) and ‘toll ’.", "the (salt) and ‘toll’."),
        ("[ the salt", "[the salt"),
        ("“ the salt", "“the salt"),
        ("the king … .", "the king … ."),
    ],
)
def test_blanks_stand_about_dashes_and_not_inside_brackets(witness: str, edition: str) -> None:
    assert styled(witness) == edition


def test_every_application_says_which_rule_it_was() -> None:
    text = of_text("'Salt'... — so , ( it")
    pieces, messages = normalised(text)
    assert [(piece.reading, piece.text, piece.source, piece.fate) for piece in pieces] == [
        ("'", "‘", "rule-quotation-mark", Fate.EMENDED),
        ("'", "’", "rule-quotation-mark", Fate.EMENDED),
        ("... ", " … ", "rule-ellipsis", Fate.EMENDED),
        ("—", "–", "rule-dash", Fate.EMENDED),
        (" ", "", "rule-spacing", Fate.EMENDED),
        (" ", "", "rule-spacing", Fate.EMENDED),
    ]
    assert messages == []


def test_the_message_on_a_mark_shows_eight_characters_to_each_side() -> None:
    text = of_text("The clerk said\n\nthat he had said ' and went away")
    _, (message,) = normalised(text)
    assert (message.line, message.column, message.detail) == (3, 18, 'It stands in "ad said \' and wen".')
    text = of_text("so ' it")
    assert normalised(text)[1][0].detail == 'It stands in "so \' it".'


def test_a_call_beside_a_mark_is_no_letter() -> None:
    """The quotation mark after a call closes, and no blank is put between an ellipsis and a call."""
    line = "the king...3 and 'so'4"
    calls = [Piece(line.index(n), n, "", Fate.CALL, CallKind.PLAIN, int(n)) for n in "34"]
    assert styled(line, *calls) == "the king … and ‘so’"


def test_an_emended_reading_stands_like_a_letter_and_a_call_like_nothing() -> None:
    """So an ellipsis keeps its distance from a word that the register emends, but not from a call."""
    line = "the king...b and"
    assert styled(line, Piece(line.index("b"), "b", "but", Fate.EMENDED, "e0001")) == "the king … but and"
    assert styled(line, Piece(line.index("b"), "b", "", Fate.CALL, CallKind.INFERRED, 3)) == "the king … and"


def printed(line: str, language: str) -> str:
    return styled(line, style=Style(languages.of(language)))


@pytest.mark.parametrize(
    "line",
    [
        "salt—and mules",
        "salt — and",
        "salt - and",
        "1831—33",
        "the king … took",
        "the king . . . . . 14",
        "the king. . . .",
    ],
)
def test_dashes_and_leaders_stay_as_printed_unless_the_edition_asks_for_its_own(line: str) -> None:
    assert printed(line, "en") == line


def test_three_points_become_an_ellipsis_where_they_stand() -> None:
    assert printed("the king... took . . . it", "en") == "the king… took … it"


@pytest.mark.parametrize(
    ("language", "witness", "edition"),
    [
        ("fr", "Il dit : « Payez donc ! » et", "Il dit\u202f: «\u202fPayez donc\u202f!\u202f» et"),
        ("fr", "Vous le boirez ; puis", "Vous le boirez\u202f; puis"),
        ("fr", "le sel , et", "le sel, et"),
        ("fr", 'l\'eau de "sel"', 'l’eau de "sel"'),
        ("de", "das „ Salz “ und", "das „Salz“ und"),
        ("de", 'er sagte "Salz" und', "er sagte „Salz“ und"),
        ("de", "das Salz : es", "das Salz: es"),
        ("it", "« sale » dell'uomo", "«sale» dell’uomo"),
        ("xx", 'l\'eau : "sel" — et...', 'l\'eau : "sel" — et...'),
    ],
)
def test_each_language_has_its_own_marks_and_blanks(language: str, witness: str, edition: str) -> None:
    assert printed(witness, language) == edition


def test_soft_hyphens_within_a_line_are_dropped() -> None:
    assert printed("the sa\u00adlt", "xx") == "the salt"


@pytest.mark.parametrize("mark", "¬\u00ad\u2010\u2011⸗")
@pytest.mark.parametrize("language", ["en", "xx"])
def test_a_mark_at_the_end_of_a_line_that_divides_no_word_is_a_hyphen(mark: str, language: str) -> None:
    """A soft hyphen would be invisible: the pre and post-war toll."""
    assert printed(f"the pre{mark}\nand post-war toll", language) == "the pre-\nand post-war toll"
    assert printed("a =", language) == "a ="


@pytest.mark.parametrize(
    ("witness", "edition"),
    [
        ('The word " toll " is old', "The word “toll” is old"),
        ('" We pay, " said he, " and you. " So', "“We pay,” said he, “and you.” So"),
        ('a " toll "\n and " salt " too', "a “toll”\n and “salt” too"),
        ('he said "\nSalt " and left', "he said “\nSalt” and left"),
        ('a " b " c " d " and " We pay, "said he', "a “b” c “d” and “We pay,” said he"),
    ],
)
def test_marks_with_blanks_on_both_sides_alternate(witness: str, edition: str) -> None:
    assert printed(witness, "en") == edition


def test_each_paragraph_of_a_long_quotation_may_open_anew() -> None:
    assert printed('" Salt is dear.\n" Toll is dearer. "', "en") == "“Salt is dear.\n“Toll is dearer.”"


@settings(deadline=None)
@given(
    st.text(st.sampled_from("ab1 .'\"‘’“”«»„(),-—–…;:!?\n\u00ad"), max_size=40),
    st.sampled_from(["en", "fr", "de", "it", "es", "la", "nl"]),
)
def test_no_language_loses_a_letter(text: str, language: str) -> None:
    if not text.strip():
        return
    assert [c for c in printed(text, language) if c.isalnum()] == [c for c in text if c.isalnum()]
