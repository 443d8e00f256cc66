"""Notes, bibliography and index: where one entry ends and the next begins."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pytest

from editio import languages
from editio.model.kinds import PartKind
from editio.model.text import Block, paragraphs, plain
from editio.stages.structure.backmatter import entries
from editio.stages.structure.content import Composer
from editio.stages.structure.layout import Book
from editio.stages.structure.notes import Layout
from editio.stages.structure.signals import NO_EVIDENCE, Evidence, Place, Sign
from printing import MEASURE, composer, page, witness

NONE: Mapping[int, float] = MappingProxyType({})


def entered(kind: str, *lines: str, language: str = "en") -> list[Block]:
    text = composer(witness(page(*lines)))
    return entries(layout(text, len(lines)), PartKind(kind), list(range(len(lines))), languages.of(language))


def layout(text: Composer, lines: int, evidence: Evidence = NO_EVIDENCE, indents: Mapping[int, float] = NONE) -> Layout:
    """The lines at the margin, apart from those with an indent."""
    places = {i: Place(indent=indents.get(i, 0.0)) for i in range(lines)}
    return Layout(text, MEASURE, places, Book(languages.of("en"), evidence), {}, frozenset())


def listed(kind: str, *lines: str) -> list[str]:
    return [" ".join(plain(span.content).strip() for span in block.spans) for block in entered(kind, *lines)]


def test_a_note_goes_on_until_a_line_begins_with_the_next_number() -> None:
    blocks = entered(
        "notes", "1. The clerk to the council,", "12 May 1831.", "2 The bishop, in", "3 letters.", "3. So."
    )
    assert [block.label for block in blocks] == ["1", "2", "3"]
    assert [[(span.role, plain(span.content).strip()) for span in block.spans] for block in blocks] == [
        [("number", "1."), ("text", "The clerk to the council, 12 May 1831.")],
        [("number", "2"), ("text", "The bishop, in 3 letters.")],
        [("number", "3."), ("text", "So.")],
    ]
    assert {(block.id, block.kind) for block in blocks} == {("", "note")}


def test_a_note_at_the_end_of_the_book_keeps_its_paragraphs() -> None:
    """As one at the end of a chapter does: an indent below the end of a sentence begins one."""
    lines = ("1. The clerk could not write.", "He drew the loads,", "all of them.", "2. The bishop.")
    text = composer(witness(page(*lines)))
    indented = layout(text, len(lines), Evidence(indent=Sign(0.9, 0.02)), {1: 1.0})
    first, second = entries(indented, PartKind.NOTES, list(range(len(lines))), languages.of("en"))
    words = [[plain(first.spans[k].content).strip() for k in one] for one in paragraphs(first)]
    assert words == [["The clerk could not write."], ["He drew the loads, all of them."]]
    assert len(paragraphs(second)) == 1


@pytest.mark.parametrize("garbled", ["33.", "5.", "S.", "3,", "8."])
def test_a_misread_number_takes_its_place_in_the_sequence(garbled: str) -> None:
    blocks = entered("notes", "1. The clerk.", "2. The bishop.", f"{garbled} A letter.", "4. The mill.", "5. A toll.")
    assert [block.label for block in blocks] == ["1", "2", "3", "4", "5"]


def test_a_number_that_is_missing_leaves_the_later_notes_theirs() -> None:
    blocks = entered("notes", "1. The clerk.", "2. The bishop.", "4. The mill.", "5. A toll.")
    assert [block.label for block in blocks] == ["1", "2", "4", "5"]


def test_a_first_note_whose_number_is_lost_is_the_first_all_the_same() -> None:
    blocks = entered("notes", "The clerk to the council.", "2. The bishop.")
    assert [(block.label, plain(block.spans[1].content).strip()) for block in blocks] == [
        ("1", "The clerk to the council."),
        ("2", "The bishop."),
    ]
    assert plain(blocks[0].spans[0].content) == ""


def test_an_entry_of_the_bibliography_ends_with_a_stop_or_bracket_and_a_short_line_without_is_a_groups_name() -> None:
    lines = (
        *("Books and articles", "Brandt, A., Lamps and Ledgers of the whole", "North (Saltby, 1931)."),
        *("Lund, K., Corn (Saltby)", "Newspapers", "Salt Gazette"),
    )
    assert [(block.kind, plain(block.spans[0].content).strip()) for block in entered("bibliography", *lines)] == [
        ("group", "Books and articles"),
        ("entry", "Brandt, A., Lamps and Ledgers of the whole North (Saltby, 1931)."),
        ("entry", "Lund, K., Corn (Saltby)"),
        ("group", "Newspapers"),
        ("group", "Salt Gazette"),
    ]
    assert {span.role for block in entered("bibliography", *lines) for span in block.spans} == {"text"}


@pytest.mark.parametrize(
    "line",
    ["Records of the toll and of the upper bridge", "records of the toll", "Records of the toll, 1831"],
    ids=["too long", "no capital", "ends with a figure"],
)
def test_other_lines_begin_an_entry_and_no_group(line: str) -> None:
    assert listed("bibliography", line, "in the archive.", "Salt.") == [f"{line} in the archive.", "Salt."]


def test_the_last_entry_of_the_bibliography_may_lack_its_stop() -> None:
    assert listed("bibliography", "Lund, K., Corn.", "Salt, a gazette,") == ["Lund, K., Corn.", "Salt, a gazette,"]


def test_an_entry_of_the_index_ends_with_a_page_and_the_next_comes_not_before_it_in_the_alphabet() -> None:
    assert listed(
        *("index", "Bishop, his hams 4, 12", "and his letter 13", "Bridge, upper 3,", "9, 10", "Carts 7", "Ædile 8"),
        *("Drivers, see Mules", "and carts", "Hams, see also", "Bishop", "Mules 2"),
    ) == [
        "Bishop, his hams 4, 12 and his letter 13",
        "Bridge, upper 3, 9, 10",
        "Carts 7 Ædile 8",
        "Drivers, see Mules and carts",
        "Hams, see also Bishop",
        "Mules 2",
    ]


def test_letters_with_strokes_and_accents_stand_in_the_alphabet_as_those_below_them() -> None:
    lines = ("Øde, A. 1", "Ofen 2", "Óspak 3", "Øster 4", "Łaski 5", "Pass 6")
    assert listed("index", *lines) == ["Øde, A. 1", "Ofen 2", "Óspak 3", "Øster 4 Łaski 5", "Pass 6"]


def test_an_entry_of_the_index_may_end_in_a_reference_to_another_in_the_language_of_the_book() -> None:
    lines = ("Marais, voir Salines", "Mulets 12", "Neige", "et gel 14")
    assert len(entered("index", *lines, language="fr")) == 3
    assert len(entered("index", *lines)) == 2


def test_a_list_without_lines_has_no_entries() -> None:
    assert all(
        entries(layout(composer(witness(page("Salt."))), 1), kind, [], languages.of("en")) == []
        for kind in (PartKind.NOTES, PartKind.BIBLIOGRAPHY, PartKind.INDEX)
    )
