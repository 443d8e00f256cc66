"""Tables, lists and dialogues: by rule where the OCR left them in order, else by the register."""

from __future__ import annotations

import pytest

from editio.inputs.registers import Display, Row, Turn
from editio.model.kinds import BlockKind
from editio.model.messages import Message
from editio.model.text import Block, Supplied, plain
from editio.model.witness import of_text
from editio.stages.structure.displays import by_rule, from_register
from printing import MEASURE, built, composer, page, witness


def ruled(*lines: str) -> list[Block]:
    cut = composer(witness(page(*lines)))
    return [found.block() for found in by_rule(cut, list(range(len(lines))), MEASURE)]


def registered(entry: Display, *lines: str) -> tuple[list[Block], list[Message]]:
    cut = composer(witness(page(*lines)))
    found, messages = from_register(cut, list(range(len(lines))), (entry,))
    return [display.block() for display in found], messages


def cells(block: Block) -> list[tuple[str, int, int, str]]:
    return [(span.role, span.row, span.column, plain(span.content).strip()) for span in block.spans]


def test_three_lines_that_end_in_two_figures_are_a_table() -> None:
    (table,) = ruled("The loads were these.", "Mules 12 30", "Carts 4 9", "Upper bridge 7 11", "So it went on.")
    assert table.kind is BlockKind.TABLE
    assert cells(table)[-3:] == [("cell", 3, 0, "Upper bridge"), ("cell", 3, 1, "7"), ("cell", 3, 2, "11")]


def test_a_short_line_above_without_a_stop_is_its_header_over_the_last_columns() -> None:
    (table,) = ruled("1831 1832", "Mules 12 30", "Carts 4 9", "Bridge 7 11", "So it went on.")
    assert cells(table)[0] == ("cell", 1, 1, "1831")  # two figures: a row of the table like the others
    (table,) = ruled("May June", "Mules 12 30", "Carts 4 9", "Bridge 7 11", "So it went on.")
    assert cells(table)[:2] == [("header", 0, 1, "May"), ("header", 0, 2, "June")]


def test_two_such_lines_are_none() -> None:
    assert ruled("The loads were these.", "Mules 12 30", "Carts 4 9", "So it went on.") == []


def test_three_short_lines_without_stops_below_a_colon_are_a_list() -> None:
    (items,) = ruled("They carried:", "salt", "hams of the bishop", "letters", "and little else of any worth.")
    assert items.kind is BlockKind.LIST
    assert [plain(span.content).strip() for span in items.spans] == ["salt", "hams of the bishop", "letters"]


def test_without_the_colon_they_are_none() -> None:
    assert ruled("They carried", "salt", "hams of the bishop", "letters", "and little else.") == []


def test_the_register_gives_a_dialogue_its_turns_in_order() -> None:
    turns = (Turn(speaker=5, first=1, last=1), Turn(supplied="Driver", first=3, last=3))
    entry = Display(first=1, last=5, turns=turns)
    (dialogue,), messages = registered(entry, "Who goes there?", "A mule.", "Clerk")
    assert [(span.role, plain(span.content).strip()) for span in dialogue.spans] == [
        ("speaker", "Clerk"),
        ("speech", "Who goes there?"),
        ("speaker", "Driver"),
        ("speech", "A mule."),
    ]
    assert Supplied("Driver") in dialogue.spans[2].content
    assert not messages


def test_the_register_gives_a_table_its_cells_by_line_and_words() -> None:
    entry = Display(first=1, last=5, rows=(Row(cells=("1", "5:1")), Row(cells=("3", "5:2-3"))))
    (table,), messages = registered(entry, "Upper bridge", "Lower bridge", "12 3 tons")
    assert cells(table) == [
        ("cell", 1, 0, "Upper bridge"),
        ("cell", 1, 1, "12"),
        ("cell", 2, 0, "Lower bridge"),
        ("cell", 2, 1, "3 tons"),
    ]
    assert not messages


def test_a_cell_may_be_put_together_from_two_lines_and_a_cell_may_be_empty() -> None:
    entry = Display(first=1, last=5, rows=(Row(cells=("1+5", "")), Row(cells=("3", ""))))
    (table,), _ = registered(entry, "Upper", "Lower", "bridge")
    assert cells(table)[:2] == [("cell", 1, 0, "Upper bridge"), ("cell", 1, 1, "")]
    assert [plain(span.content) for span in table.spans] == ["Upper bridge", "", "Lower", ""]


def test_an_entry_that_names_a_line_that_is_not_there_is_an_error() -> None:
    entry = Display(first=1, last=9, rows=(Row(cells=("1",)),), file="apparatus/displays.toml")
    blocks, (fault,) = registered(entry, "Upper bridge", "Lower bridge")
    assert (blocks, fault.code, fault.file) == ([], "S503", "apparatus/displays.toml")
    assert "line 9" in fault.detail


def test_a_row_of_a_table_may_lack_its_label_or_all_but_one_of_its_figures() -> None:
    (table,) = ruled("Mules 12 30", "4.5 m. 1,900", "Upper bridge 7", "So it went on.")
    assert cells(table) == [
        *[("cell", 1, 0, "Mules"), ("cell", 1, 1, "12"), ("cell", 1, 2, "30")],
        *[("cell", 2, 1, "4.5 m."), ("cell", 2, 2, "1,900")],
        *[("cell", 3, 0, "Upper bridge"), ("cell", 3, 1, "7")],
    ]
    assert (table.id, table.kind) == ("", "table")


def test_a_header_of_more_words_than_columns_begins_with_the_first_column() -> None:
    (table,) = ruled("Load of May June July", "Mules 12 30", "Carts 4 9", "Bridge 7 11", "So it went on.")
    assert cells(table)[:5] == [
        ("header", 0, column, word) for column, word in enumerate(("Load", "of", "May", "June", "July"))
    ]


@pytest.mark.parametrize("above", ["The loads of the mules, of the carts and of the whole bridge", "The loads:"])
def test_a_full_line_or_one_with_a_stop_is_no_header(above: str) -> None:
    (table,) = ruled(above, "Mules 12 30", "Carts 4 9", "Bridge 7 11")
    assert {role for role, _, _, _ in cells(table)} == {"cell"}


def test_lines_with_one_figure_each_or_too_long_for_a_row_are_no_table() -> None:
    assert ruled("Mules 12", "Carts 4", "Bridges 7", "So it went on.") == []
    assert ruled("Mules 12", "Carts 4 9", "Bridges 7 8", "So it went on.") == []
    long = "and of the carts that went over the upper bridge in that year 4 9"
    assert ruled("Mules 12 30", long, "Bridge 7 11", "Toll 4 8", "So it went on.") == []


def test_text_parts_two_tables_and_a_table_may_end_the_part() -> None:
    rows = ("Mules 12 30", "Carts 4 9", "Bridge 7 11")
    first, second = ruled("It was so.", *rows, "And then it was otherwise.", *rows)
    assert cells(first) == cells(second)


@pytest.mark.parametrize(
    "last",
    [
        "letters of the bishop to the council of the upper bridge and",
        *("letters.", "letters,", "letters;", "letters?", "letters…", "‘letters’", "letters¬"),
    ],
)
def test_a_list_without_markers_ends_before_a_full_line_or_one_with_a_stop(last: str) -> None:
    assert ruled("They carried:", "salt", "hams of the bishop", last, "went down.") == []
    (items,) = ruled("They carried:", "salt", "hams", "toll", last, "went down.")
    assert [(span.role, span.row, plain(span.content).strip()) for span in items.spans] == [
        ("item", 0, "salt"),
        ("item", 1, "hams"),
        ("item", 2, "toll"),
    ]
    assert (items.id, items.kind) == ("", "list")


def test_a_bare_list_may_end_the_part_and_another_may_follow() -> None:
    first, second = ruled("They carried:", "salt", "hams", "toll", "They brought back:", "salt", "mules", "news")
    assert [len(items.spans) for items in (first, second)] == [3, 3]


def test_a_table_of_the_register_may_have_a_header_and_cells_in_another_order_than_their_words() -> None:
    rows = (Row(cells=("3:3", "3:1-2")), Row(cells=("5", "")))
    entry = Display(first=1, last=5, header=Row(cells=("1:1", "1:2")), rows=rows)
    (table,), messages = registered(entry, "Load Bridge", "the upper salt", "hams of the bishop")
    assert cells(table) == [
        *[("header", 0, 0, "Load"), ("header", 0, 1, "Bridge")],
        *[("cell", 1, 0, "salt"), ("cell", 1, 1, "the upper")],
        *[("cell", 2, 0, "hams of the bishop"), ("cell", 2, 1, "")],
    ]
    assert (table.id, table.kind, messages) == ("", "table", [])


@pytest.mark.parametrize(
    "cells",
    [("1:1", "1:2"), ("1:1", "1:3"), ("1:1-2", "1:2-4"), ("1:1-4", "1:5"), ("1", "1:4"), ("1:2-1", "1:2-4"), ("",)],
    ids=["the end left", "a gap", "one twice", "one too many", "the whole and one", "backwards", "nothing"],
)
def test_every_word_of_a_line_must_stand_in_a_cell_and_once(cells: tuple[str, ...]) -> None:
    entry = Display(first=1, last=1, rows=(Row(cells=cells),))
    blocks, (fault,) = registered(entry, "salt hams and more")
    assert blocks == []
    assert fault.detail == "Display from line 1: every word of line 1 must stand in it, and only once."
    fits = Display(first=1, last=1, rows=(Row(cells=("1:1", "1:2-4")),))
    assert registered(fits, "salt hams and more")[1] == []


def test_a_turn_may_have_several_lines_and_no_speaker() -> None:
    turns = (Turn(speaker=1, first=3, last=5), Turn(first=7, last=7), Turn(supplied="Clerk", first=9, last=9))
    lines = ("Clerk", "Who goes", "there?", "A mule.", "Pass.")
    (dialogue,), _ = registered(Display(first=1, last=9, turns=turns), *lines)
    assert [(span.role, span.row, plain(span.content).strip()) for span in dialogue.spans] == [
        ("speaker", 0, "Clerk"),
        ("speech", 0, "Who goes there?"),
        ("speech", 1, "A mule."),
        ("speaker", 2, "Clerk"),
        ("speech", 2, "Pass."),
    ]
    assert (dialogue.id, dialogue.kind) == ("", "dialogue")


@pytest.mark.parametrize(
    ("entry", "missing"),
    [
        (Display(first=1, last=3, turns=(Turn(speaker=8, first=1, last=3),)), 8),
        (Display(first=1, last=3, turns=(Turn(first=1, last=6),)), 6),
        (Display(first=1, last=3, header=Row(cells=("6",)), rows=(Row(cells=("1",)),)), 6),
        (Display(first=1, last=3, rows=(Row(cells=("1", "8+6:2")),)), 8),
    ],
)
def test_the_message_names_the_first_line_that_is_not_there(entry: Display, missing: int) -> None:
    entry = entry.model_copy(update={"row": 7, "file": "apparatus/displays.toml"})
    blocks, (fault,) = registered(entry, "Upper bridge", "Lower bridge")
    assert blocks == []
    assert (fault.line, fault.column, fault.file) == (7, 1, "apparatus/displays.toml")
    assert fault.detail == f"Display from line 1: no text of this part in line {missing}."


def test_a_display_of_whose_lines_another_has_some_is_a_fault_and_hinders_no_other() -> None:
    cut = composer(witness(page("Upper bridge", "Lower bridge", "salt", "hams")))
    both = (Row(cells=("3",)), Row(cells=("5",)))
    entries = (
        Display(first=3, last=9, rows=both),
        Display(first=3, last=5, rows=both),
        Display(first=5, last=5, rows=both[1:]),
        Display(first=7, last=7, rows=(Row(cells=("7",)),)),
        Display(first=7, last=7, rows=(Row(cells=("5",)),)),
    )
    found, faults = from_register(cut, [1, 2, 3], entries)
    assert [(display.first, display.end) for display in found] == [(0, 2), (2, 3)]
    assert [fault.detail for fault in faults] == [
        "Display from line 3: no text of this part in line 9.",
        "Display from line 5: another has its lines.",
        "Display from line 7: line 5 is none of its lines.",
    ]
    assert {fault.code for fault in faults} == {"S503"}


def test_a_line_that_is_only_the_call_of_a_note_is_no_item_of_a_list() -> None:
    road = "The road went down to the pans and nobody paid.\n" * 6
    lines = "The mules carried these three things:\n¹\nsalt\nhams\nletters\n"
    pages = [f"{lines}\n{road}\n¹ See the ledger of {year}.\n" for year in range(1700, 1709)]
    assert built(of_text("\f".join(pages))).edition.parts
