"""Roman figures, written and read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from editio.model.roman import from_roman, roman


@given(st.integers(1, 3999))
def test_what_is_written_is_read_again(number: int) -> None:
    assert from_roman(roman(number)) == number


def test_printers_also_set_four_strokes() -> None:
    assert (roman(4), from_roman("IIII")) == ("IV", 4)


def test_other_letters_are_no_figures() -> None:
    assert [from_roman(text) for text in ("", "A", "XIb", "iv")] == [0, 0, 0, 0]
