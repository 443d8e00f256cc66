"""Every count of the page about the state of the edition: what is counted, where, and which passages are listed."""

from __future__ import annotations

from functools import cache

import salt_road
from editio.model import addresses
from editio.model.kinds import NameKind
from editio.outputs.pages.tallies import Tally, tallies
from printing import apparatus, built, page, set_type, witness

COUNTS = {
    ("Dates", "given"): 2, ("Dates", "completed"): 1, ("Dates", "left open"): 2,
    ("Names", "linked"): 6, ("Names", "decided"): 0, ("Names", "left open"): 0,
    ("References", "linked"): 2, ("References", "left open"): 1,
    ("Documents", "discussed"): 2,
    ("Notes", "with text"): 1, ("Notes", "identified"): 1, ("Notes", "lacking"): 2,
    ("Sources", "linked"): 0, ("Sources", "left open"): 0,
    ("Calls", "legible"): 2, ("Calls", "inferred"): 2, ("Calls", "missing"): 0,
    ("Pages", "numbered"): 3, ("Pages", "inferred"): 0,
    ("Emendations", "certain"): 1, ("Emendations", "probable"): 1,
    ("Questions", "open"): 2, ("Messages", "unsettled"): 1,
}  # fmt: skip


@cache
def found() -> dict[tuple[str, str], Tally]:
    return {(tally.kind, tally.state): tally for tally in tallies(*salt_road.edition())}


def passages(kind: str, state: str) -> list[tuple[str, str, str, str]]:
    """Part, address, words and remark of each passage."""
    return [(p.part, p.address, p.words, p.note) for p in found()[kind, state].passages]


def test_everything_is_counted_kind_by_kind() -> None:
    assert {key: tally.total for key, tally in found().items()} == COUNTS


def test_counts_lead_to_the_page_that_shows_what_they_count() -> None:
    assert {key: tally.where for key, tally in found().items() if tally.where} == {
        ("Dates", "given"): addresses.DAYS, ("Dates", "completed"): addresses.DAYS,
        ("Names", "linked"): addresses.index(NameKind.PERSON), ("Names", "decided"): addresses.index(NameKind.PERSON),
        ("Sources", "linked"): addresses.BIBLIOGRAPHY,
        ("Pages", "numbered"): addresses.WITNESS, ("Emendations", "certain"): addresses.EMENDATIONS,
    }  # fmt: skip


def test_each_state_says_what_it_means_in_words_of_its_own() -> None:
    meanings = [tally.meaning for tally in found().values()]
    assert len(set(meanings)) == len(meanings) == len(COUNTS)
    assert {key: tally.meaning for key, tally in found().items() if key[0] in ("Pages", "Emendations", "Calls")} == {
        ("Calls", "legible"): "the OCR text has the number",
        ("Calls", "inferred"): "the number follows from the sequence",
        ("Calls", "missing"): "expected by the sequence, but not found in the OCR text",
        ("Pages", "numbered"): "the number survives, or its neighbours confirm it",
        ("Pages", "inferred"): "the number was found by counting",
        ("Emendations", "certain"): "nothing else can have been printed",
        ("Emendations", "probable"): "something else is possible but less likely",
    }


def test_counts_are_kept_by_the_part_of_the_book() -> None:
    assert found()["Dates", "given"].by_part == {"chapters/01/": 1, "chapters/02/": 1}
    assert found()["Names", "linked"].by_part == {"chapters/01/": 3, "chapters/02/": 3}
    assert found()["Pages", "numbered"].by_part == {"chapters/01/": 1, "chapters/02/": 1, "appendices/1/": 1}
    assert found()["Emendations", "certain"].by_part == {"chapters/01/": 1}
    assert found()["Calls", "legible"].by_part["chapters/01/"] == 2


def test_what_is_left_open_is_listed_with_its_sentence() -> None:
    first, _ = found()["Dates", "left open"].passages
    assert (first.before, first.words) == ("On ", "3 May")
    assert first.after.startswith(", and on 4 June 1937 with Tarvin; a day later, as Appendix 1")
    assert passages("References", "left open") == [("chapters/01/", "chapters/01/#p1", "chapter 9", "")]


def test_a_reference_says_where_it_leads() -> None:
    assert passages("References", "linked") == [
        ("chapters/01/", "chapters/01/#p1", "Appendix 1", "Appendix 1"),
        ("chapters/01/", "chapters/01/#p1", "chapter 2", "Chapter 2"),
    ]


def test_a_paragraph_about_a_document_counts_once_whether_it_names_the_appendix_or_the_work() -> None:
    assert passages("Documents", "discussed") == [
        ("chapters/01/", "chapters/01/#p1", "Appendix 1", "Appendix 1"),
        ("chapters/02/", "chapters/02/#p1", "Toll Treaty", "Appendix 1"),
    ]


def test_notes_are_listed_at_their_own_addresses() -> None:
    assert passages("Notes", "with text") == [("chapters/01/", "notes/01/#note2", "2", "")]
    assert passages("Notes", "identified") == [("chapters/01/", "notes/01/#note1", "1", "")]
    assert [address for _, address, _, _ in passages("Notes", "lacking")] == ["notes/01/#note3", "notes/01/#note4"]


def test_a_call_is_listed_where_it_stands_and_a_missing_one_at_its_chapter() -> None:
    assert passages("Calls", "inferred") == [
        ("chapters/01/", "chapters/01/#call3", "3", ""), ("chapters/01/", "chapters/01/#call4", "4", ""),
    ]  # fmt: skip


def test_a_probable_emendation_says_what_it_changes_and_why() -> None:
    assert passages("Emendations", "probable") == [
        ("chapters/01/", "emendations/#e0001", "sa1t → salt", "A figure in a word.")
    ]


def test_a_question_about_one_line_is_listed_there_and_another_at_its_first_place() -> None:
    assert passages("Questions", "open") == [
        ("chapters/01/", "chapters/01/#p1", "Tarvin", "Tarvyn?"),
        ("chapters/02/", "chapters/02/#p1", "Ferrow", "Which?"),
    ]  # fmt: skip


def test_a_message_is_listed_with_its_code_at_the_place_that_it_is_about() -> None:
    ((part, address, words, code),) = passages("Messages", "unsettled")
    assert (part, address, code) == ("chapters/01/", "chapters/01/#title", "P102")
    assert words.startswith("witness, line 1: ")


def test_a_page_whose_number_was_counted_is_listed_by_its_label() -> None:
    text = witness(
        page("CHAPTER 1", "Salt", *set_type("The mules went down the road."), "1"),
        page(*set_type("Nobody counted them.")),
        page(*set_type("The frost came early."), "3"),
    )
    pages = {t.state: t for t in tallies(built(text), apparatus()) if t.kind == "Pages"}
    assert (pages["numbered"].total, pages["inferred"].total) == (3, 0)
    alone = witness(page("CHAPTER 1", "Salt", *set_type("The mules went down the road."), "1"), page("It froze."))
    counted = {t.state: t for t in tallies(built(alone), apparatus()) if t.kind == "Pages"}["inferred"]
    assert [(p.part, p.address, p.words) for p in counted.passages] == [
        ("chapters/01/", "chapters/01/#page1", "1"), ("chapters/01/", "chapters/01/#page2", "2"),
    ]  # fmt: skip
