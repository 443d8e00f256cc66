"""Two columns that were read across are seen; tables are none."""

from __future__ import annotations

import pytest

from editio.inputs import columns
from editio.model.witness import of_text

LEFT = ["The ham was weighed and the", "clerk wrote it down in the", "ledger, where it may be read"]
RIGHT = ["The bridge stood for nine", "years after that, and no man", "paid at it but the bishop."]


def across(text: str) -> int:
    return len(columns.across(of_text(text).lines))


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\n\n"])
@pytest.mark.parametrize("lead", ["", "   "])
def test_two_columns_are_seen(ends: str, lead: str) -> None:
    assert across(ends.join(f"{lead}{a:32}{b}" for a, b in zip(LEFT, RIGHT, strict=True))) == 3


def test_a_line_may_have_one_half_only() -> None:
    assert across("\n".join(f"{a:32}{b}\n{'':32}and so on" for a, b in zip(LEFT, RIGHT, strict=True))) == 3


@pytest.mark.parametrize(
    "rows",
    [
        [("Year", "Salt"), ("1801", "412"), ("1802", "398")],
        [("John Orme", "toll-man"), ("Peter Lisle", "clerk"), ("Anne Ferrow", "keeper of hams")],
        [("The ham was weighed", ""), ("by the clerk", ""), ("of the town", "")],
    ],
)
def test_tables_are_not(rows: list[tuple[str, str]]) -> None:
    assert across("\n".join(f"{a:32}{b}" for a, b in rows)) == 0
