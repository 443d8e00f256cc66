"""Tables, lists and dialogues: by rule where the OCR left them in order, else by the register."""

from __future__ import annotations

from engine.apparatus import Display, Row, Turn
from engine.model import Block, Supplied, plain
from engine.report import Message
from engine.structure.displays import by_rule, from_register
from printing import MEASURE, composer, page, witness


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
    (table,) = ruled(
        "The loads were these.", "Mules 12 30", "Carts 4 9", "Upper bridge 7 11", "So it went on."
    )
    assert table.kind == "table"
    assert cells(table)[-3:] == [("cell", 3, 0, "Upper bridge"), ("cell", 3, 1, "7"), ("cell", 3, 2, "11")]


def test_a_short_line_above_without_a_stop_is_its_header_over_the_last_columns() -> None:
    (table,) = ruled("1831 1832", "Mules 12 30", "Carts 4 9", "Bridge 7 11", "So it went on.")
    assert cells(table)[0] == ("cell", 1, 1, "1831")  # two figures: a row of the table like the others
    (table,) = ruled("May June", "Mules 12 30", "Carts 4 9", "Bridge 7 11", "So it went on.")
    assert cells(table)[:2] == [("header", 0, 1, "May"), ("header", 0, 2, "June")]


def test_two_such_lines_are_none() -> None:
    assert ruled("The loads were these.", "Mules 12 30", "Carts 4 9", "So it went on.") == []


def test_three_short_lines_without_stops_below_a_colon_are_a_list() -> None:
    (items,) = ruled(
        "They carried:", "salt", "hams of the bishop", "letters", "and little else of any worth."
    )
    assert items.kind == "list"
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


def test_an_entry_that_names_a_line_that_is_not_there_is_an_error() -> None:
    entry = Display(first=1, last=9, rows=(Row(cells=("1",)),), file="apparatus/displays.toml")
    blocks, (fault,) = registered(entry, "Upper bridge", "Lower bridge")
    assert (blocks, fault.code, fault.file) == ([], "S503", "apparatus/displays.toml")
    assert "line 9" in fault.detail
