"""The wording and the setting of paragraphs, learnt from the lines of a book."""

from __future__ import annotations

import pytest

from editio import languages
from editio.stages.line_ends import ends_sentence
from editio.stages.structure import wording
from editio.stages.structure.layout import USUAL, Book, State, TextLine, decode, measure, setting
from editio.stages.type_metrics import width

ENGLISH = languages.of("en-GB")
# A speech begins each paragraph, and sentences within paragraphs begin with "He". Two last lines of five are full.
SPEECHES = [
    "“We could have taken the lower road to the salt pans,” she told the man at",
    "the gate. He did not look up from the ledger that lay open on his knees. He",
    "turned a page.",
    "“Nobody has taken the lower road since the bridge fell in,” he said at last",
    "and counted the bags. He wrote their number down. He had time for all that.",
]
FULL = "He wrote their number down. He had time for all that."


def learnt(texts: list[str]) -> wording.Wording:
    full = measure([TextLine(text, True) for text in texts])
    return wording.learn(texts, [width(text) < 0.85 * full for text in texts], ENGLISH)


def test_the_first_word_and_the_quotation_mark_count_as_in_the_book() -> None:
    habits = learnt(SPEECHES * 20)
    assert habits.evidence(FULL, "“Nobody has") > 1 > 0 > habits.evidence(FULL, "He had time")


def test_a_word_seen_once_proves_little() -> None:
    habits = learnt([*SPEECHES * 20, "went in. Harrow sat down.", "Merrow spoke to the"])
    once = [habits.words[word] for word in ("Harrow", "Merrow")]
    assert -1 < once[0] < 0 < once[1] < 3


def test_there_is_no_evidence_within_a_sentence_or_without_a_capital() -> None:
    habits = learnt(SPEECHES * 20)
    assert habits.evidence("the road to the", "Salt Pans") == 0
    assert habits.evidence("He wrote it down.", "salt, he said") == 0


def test_abbreviations_are_no_usual_ends_of_paragraphs() -> None:
    texts = [
        "He saw Mr. Harrow at the gate and Mrs. Harrow behind him, and he",
        "went in. He sat down.",
        "Nobody spoke.",
    ]
    habits = learnt(texts * 20)
    assert habits.evidence("the house of Mr.", "Harrow") < habits.evidence("the house. He sat down.", "Nobody")


def test_speeches_below_full_lines_begin_paragraphs() -> None:
    """Without an indent, only the wording tells them from sentences that continue their paragraph."""
    texts = SPEECHES * 20
    given = tuple(TextLine(text, True) for text in texts)
    states = decode(given, measure(given), False, Book(ENGLISH, wording=learnt(texts)))
    assert [state is State.FIRST for state in states] == [text.startswith("“") for text in texts]


def test_a_book_without_text_has_the_usual_habits() -> None:
    habits, usual = learnt([]), wording.NO_WORDING
    assert (habits.stop, habits.begun, habits.single) == (usual.stop, usual.begun, 0.0)


def test_lines_of_displays_part_no_sentences() -> None:
    """A line that is not running text is empty, so the lines above and below it are not compared."""
    shown, apart = learnt(["It ended.", "He went on"] * 20), learnt(["It ended.", "", "He went on", ""] * 20)
    assert shown.words
    assert not apart.words


def test_the_indent_and_the_widths_of_full_lines_are_those_of_the_book() -> None:
    """The first lines of the paragraphs are narrower by four letters of 65."""
    first, within = "A" + "n" * 60, "n" * 65
    paragraph = [first, within, within, "n" * 20 + "."]
    found = setting(paragraph * 50, width(within))
    assert 0.04 < found.indent < 0.09
    assert found.full(1.0, 1.0) > 20 > 1 > found.full(0.9, 1.0)
    assert setting(paragraph * 2, width(within)) is USUAL


@pytest.mark.parametrize("text", ["»Das ist alles.«", "« C’est tout. »", "“That is all.”"])
def test_a_sentence_may_end_with_a_closing_mark(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["Il disait : «", "‘It will not do’,", "“It will not do”,"])
def test_a_speech_before_a_comma_ends_no_sentence(text: str) -> None:
    assert not ends_sentence(text)
