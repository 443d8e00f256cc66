"""How far what was read is from a number."""

from __future__ import annotations

from editio.stages.strokes import Strokes, distance

STROKES = Strokes({"l": "1", "S": "5"}, alike=0.3, other=1.0, dropped=0.7)


def test_the_number_itself_costs_nothing() -> None:
    assert distance("15", "15", STROKES) == 0.0


def test_a_character_that_looks_like_the_figure_costs_less_than_another() -> None:
    assert distance("lS", "15", STROKES) == 0.6
    assert distance("xS", "15", STROKES) == 1.3


def test_figures_that_ocr_confuses_cost_less_than_others() -> None:
    assert distance("3", "8", STROKES) < distance("2", "8", STROKES)


def test_a_mark_beside_the_number_is_dropped() -> None:
    assert distance("15*", "15", STROKES) == 0.7
