"""Words divided at a line end: the register decides, then the book, then a dictionary, then the mark."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from editio import languages
from editio.inputs.registers import DividedWord
from editio.model.messages import Message
from editio.model.witness import Line, Witness, of_text
from editio.stages.restoration.hyphens import Division, decide, pairs, running, usage
from printing import page, witness


def text_of(line: Line) -> str:
    return line.text


def never(_: int) -> bool:
    return False


def decided(
    text: Witness,
    *register: DividedWord,
    skip: frozenset[int] = frozenset(),
    footnotes: tuple[tuple[int, ...], ...] = (),
    reading: Callable[[Line], str] = text_of,
    covered: Callable[[int], bool] = never,
    language: str = "en",
) -> tuple[list[Division], list[Message]]:
    book = usage(tuple(text.lines[i] for i in running(text, skip, footnotes)), languages.of(language))
    return decide(text, pairs(text, skip, footnotes), register, reading, covered, book)


def printed(*lines: str) -> Witness:
    return of_text("".join(f"{line} \n\n" for line in lines))


def word(*lines: str) -> tuple[str, str]:
    """The one divided word among these lines and what decided it."""
    (division,), _ = decided(printed(*lines))
    return division.word, division.ground


def test_a_dictionary_joins_what_is_a_word() -> None:
    assert word("They had a long conversa¬", "tions about salt.") == ("conversations", "dictionary")


def test_the_mark_does_not_matter_where_something_else_speaks() -> None:
    assert word("They had a long conversa-", "tions about salt.")[0] == "conversations"


def test_the_book_is_asked_before_the_dictionary() -> None:
    """English has "tollgate"; a book that prints "toll-gate" inside its lines has its own way."""
    divided = ("They shut the toll¬", "gate at night.")
    assert word(*divided, "A toll-gate stood there.") == ("toll-gate", "book")
    assert word(*divided, "A tollgate stood there.") == ("tollgate", "book")


def test_a_word_divided_elsewhere_is_no_example_of_usage() -> None:
    (first, second), _ = decided(printed("The toll-", "gate and the toll-", "gate again."))
    assert (first.ground, second.ground) == ("dictionary", "dictionary")


def test_a_capital_or_a_figure_keeps_its_hyphen() -> None:
    assert word("the Franco¬", "Prussian war over salt") == ("Franco-Prussian", "capital")
    assert word("the toll of 1831¬", "bis was high") == ("1831-bis", "figure")


def test_a_compound_follows_how_the_book_treats_its_halves_in_others() -> None:
    lines = ("The king was anti¬", "salt and said so.", "He was anti-mule and anti-toll.")
    assert word(*lines) == ("anti-salt", "book's compounds")


def test_what_nothing_decides_follows_its_mark_and_is_reported() -> None:
    (division,), (message,) = decided(printed("He spoke of toll¬", "mongering."))
    assert (division.word, division.ground) == ("tollmongering", "mark")
    assert (message.code, message.line, message.column) == ("H201", 1, len("He spoke of toll") + 1)
    (division,), _ = decided(printed("He spoke of toll-", "mongering."))
    assert (division.word, division.ground) == ("toll-mongering", "mark")


def test_the_register_has_the_last_word() -> None:
    text = printed("They had a long conversa¬", "tions about salt.")
    entry = DividedWord(first="conversa", second="tions", word="conversa-tions")
    (division,), messages = decided(text, entry)
    assert (division.word, division.hyphenated, division.ground) == ("conversa-tions", True, "register")
    assert not messages


def test_an_entry_of_the_register_that_fits_no_line_end_is_an_error_that_names_it() -> None:
    entry = DividedWord(first="conver", second="sations", word="conversations", row=4, file="apparatus/hyphenation.tsv")
    (_,), (fault,) = decided(printed("a long conversa¬", "tions about salt."), entry)
    assert (fault.code, fault.file, fault.line) == ("H202", "apparatus/hyphenation.tsv", 4)


def test_a_word_goes_on_below_a_line_that_is_no_text() -> None:
    text = printed("They had a long conversa¬", "57", "tions about salt.")
    (division,), _ = decided(text, skip=frozenset({1}))
    assert (division.line, division.following, division.word) == (0, 2, "conversations")


def test_halves_are_read_as_emended() -> None:
    text = printed("They had a long conuersa¬", "tions about salt.")
    (division,), _ = decided(text, reading=lambda line: line.text.replace("conuersa", "conversa"))
    assert division.word == "conversations"


def test_a_mark_that_an_emendation_covers_divides_no_word() -> None:
    text = printed("They had a long conversa¬", "tions about salt.")
    assert decided(text, covered=lambda at: text.text[at] == "¬") == ([], [])


@pytest.mark.parametrize(
    "lines",
    [("He fell -", "and rose."), ("He paid 4-", "5 crowns."), ("salt -", "Mules")],
    ids=["a dash", "a range", "a dash before a capital"],
)
def test_not_every_hyphen_at_a_line_end_divides_a_word(lines: tuple[str, str]) -> None:
    assert decided(printed(*lines)) == ([], [])


def test_a_footnote_goes_on_in_itself_and_the_text_over_it() -> None:
    text = witness(page("The conversa¬", "* Salt of the moun¬", "tain kind."), page("tions were long."))
    divisions, _ = decided(text, footnotes=((1, 2),))
    assert [(d.word, d.line, d.following) for d in divisions] == [("conversations", 0, 3), ("mountain", 1, 2)]


def test_two_common_words_that_make_no_word_together_keep_their_hyphen() -> None:
    assert word("They bought salt¬", "king for a crown.") == ("salt-king", "dictionary")


def test_what_holds_no_word_at_all_is_joined() -> None:
    assert word("They wrote zqxv¬", "brplk for a crown.") == ("zqxvbrplk", "no word but joined")


def test_of_a_compound_the_two_halves_at_the_break_are_looked_up() -> None:
    assert word("A semi-conver¬", "sation over salt.") == ("semi-conversation", "dictionary")
    assert word("A semi-toll¬", "gate was there.", "The toll-gate fell.") == ("semi-toll-gate", "book")
    assert word("A toll¬", "gate-keeper was there.", "The toll-gate fell.") == ("toll-gate-keeper", "book")


def test_the_book_is_asked_in_whatever_case_it_prints_the_word() -> None:
    assert word("A Toll¬", "gate was there.", "TOLL-GATE") == ("Toll-gate", "book")


def test_a_prefix_that_the_book_sets_with_a_hyphen_keeps_it_even_where_the_dictionary_has_the_word() -> None:
    divided = ("They found an anti¬", "body in it.")
    assert word(*divided) == ("antibody", "dictionary")
    assert word(*divided, "He was anti-mule.") == ("antibody", "dictionary")
    assert word(*divided, "He was anti-mule and anti-toll.") == ("anti-body", "book's compounds")
    assert word(*divided, "He was anti-mule and anti-toll.", "An antihero, an antifreeze and an antitrust.") == (
        "antibody",
        "dictionary",
    )


def test_a_compound_follows_others_with_the_same_last_half() -> None:
    assert word("The toll¬", "monger came.", "A salt-monger and a mule-monger.") == ("toll-monger", "book's compounds")
    assert word("The toll¬", "monger came.", "A salt-monger.") == ("tollmonger", "mark")


def test_a_suspended_half_is_not_divided() -> None:
    assert decided(printed("The pre-", "and post-war toll.")) == ([], [])
    assert decided(printed("The pre-", "or post-war toll.")) == ([], [])
    assert len(decided(printed("The pre-", "andean toll."))[0]) == 1
    for mark in "\u2010\u00ad¬":
        assert decided(printed(f"The pre{mark}", "and post-war toll.")) == ([], [])
    assert decided(printed("Die Vor-", "und Nachteile."), language="de") == ([], [])


def test_a_conjunction_that_completes_a_word_is_its_half() -> None:
    assert word("They paid thous-", "and crowns.") == ("thousand", "dictionary")
    assert word("Of br¬", "and new-fangled tolls.") == ("brand", "dictionary")
    assert word("He went to Skjolb¬", "and for salt.")[0] == "Skjolband"


def test_a_word_that_goes_on_across_a_page_is_no_example_of_usage() -> None:
    """The end of a divided word at the top of a page is not taken for a word of the book."""
    text = witness(page("The toll-"), page("gate fell, the gate-keep."), page("The gate¬", "keep."))
    grounds = [(d.word, d.ground) for d in decided(text)[0]]
    assert grounds[-1] == ("gate-keep", "book")


def test_the_message_shows_both_halves_and_what_was_made_of_them() -> None:
    _, (message,) = decided(printed("Salt.", "He spoke of toll¬", "mongering."))
    assert (message.line, message.column) == (3, len("He spoke of toll") + 1)
    assert message.detail == "toll¬/mongering, printed here as tollmongering."


def test_the_message_on_an_idle_entry_shows_its_halves() -> None:
    entry = DividedWord(first="a", second="b", word="ab", row=4, file="apparatus/hyphenation.tsv")
    _, (fault,) = decided(printed("Salt."), entry)
    assert (fault.line, fault.column, fault.detail) == (4, 1, "a/b.")


@pytest.mark.parametrize("mark", "-¬\u00ad\u2010=⸗")
def test_every_kind_of_hyphen_divides_a_word(mark: str) -> None:
    (division,), _ = decided(printed(f"They had a long conversa{mark}", "tions about salt."))
    assert (division.word, division.hyphenated) == ("conversations", False)


@pytest.mark.parametrize(
    ("language", "lines", "whole"),
    [
        ("fr", ("Les conver-", "sations du soir."), "conversations"),
        ("de", ("Die Gesell-", "schaft von 1831"), "Gesellschaft"),
        ("it", ("una conversa-", "zione lunga"), "conversazione"),
        ("es", ("una conversa-", "ción larga"), "conversación"),
    ],
)
def test_each_language_has_its_own_dictionary(language: str, lines: tuple[str, str], whole: str) -> None:
    (division,), _ = decided(printed(*lines), language=language)
    assert (division.word, division.ground) == (whole, "dictionary")


def test_a_word_whose_hyphen_was_lost_is_joined() -> None:
    text = printed("The king had great posses", "sions of salt, and his possessions grew.")
    (division,), _ = decided(text)
    assert (division.word, division.mark, division.ground) == ("possessions", None, "book")


@pytest.mark.parametrize(
    "lines",
    [
        ("He had a great", "house of salt."),
        ("The man was the", "rapist of words."),
        ("He came to posses", "Sions by sea."),
    ],
)
def test_two_words_are_not_joined(lines: tuple[str, str]) -> None:
    assert decided(printed(*lines))[0] == []


@pytest.mark.parametrize(("lines", "whole"), [(("T", "HE carts went up"), "THE"), (("S", "ALT was dear"), "SALT")])
def test_a_large_initial_on_a_line_of_its_own_is_joined(lines: tuple[str, str], whole: str) -> None:
    (division,), _ = decided(printed(*lines))
    assert division.word == whole


def test_a_lost_hyphen_after_an_elision() -> None:
    """One half is a word; but this book loses its hyphens elsewhere."""
    lost = [line for _ in range(6) for line in ("Ses posses", "sions de sel; ses possessions, ses possessions aussi.")]
    text = printed(*lost, "Il n'a", "vait pas de sel; il avait du vin.")
    assert [d.word for d in decided(text, language="fr")[0]] == ["possessions"] * 6 + ["avait"]
