"""Rows written into registers: the row is read as it was meant, and nothing else of the file changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editio.desk import rows
from editio.inputs.registers import Emendation, parsing
from editio.inputs.registers.faults import columns

COLUMNS = columns(Emendation)
HEADER = "\t".join(COLUMNS)
VALUES = {"id": "e0001", "line": "4", "reading": "tbe", "edited": "the", "kind": "misreading", "certainty": "certain"}


def test_a_row_is_added_at_the_end_and_all_else_stays() -> None:
    before = f"# a comment\n\n{HEADER}\n# another\n\n"
    after, row = rows.added(before.encode(), COLUMNS, VALUES)
    assert after.decode() == f"{before}{row}\n"
    assert row == "e0001\t4\t\ttbe\tthe\tmisreading\tcertain"


def test_an_empty_register_gets_its_header() -> None:
    after, row = rows.added(b"", COLUMNS, VALUES)
    assert after.decode() == f"{HEADER}\n{row}\n"


def test_a_column_that_the_header_lacks_is_added() -> None:
    before = "line\treading\tid\tedited\tkind\tcertainty\n1\tx\te0001\ty\tmisprint\tcertain\n"
    after, row = rows.added(before.encode(), COLUMNS, VALUES | {"reason": "why"})
    assert after.decode().splitlines()[0] == "line\treading\tid\tedited\tkind\tcertainty\treason"
    assert row == "4\ttbe\te0001\tthe\tmisreading\tcertain\twhy"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", ["\t", ";"])
@pytest.mark.parametrize("last", [True, False])
def test_encoding_line_ends_and_separator_are_kept(encoding: str, end: str, separator: str, last: bool) -> None:
    before = end.join(("# ä", HEADER.replace("\t", separator), "")).removesuffix("" if last else end)
    after, row = rows.added(before.encode(encoding), COLUMNS, VALUES)
    assert after.decode(encoding).replace(end, "\n") == f"{before.replace(end, chr(10)).rstrip()}\n{row}\n"
    assert rows.removed(after, row) == (before.rstrip() + end).encode(encoding)
    (entry,), _ = parsing.table(Emendation, "e.tsv", parsing.text_of(after, "e.tsv"))
    assert entry.edited == "the"


CELLS = st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=20)


@given(CELLS, CELLS, CELLS, st.sampled_from("\t;"))
def test_what_is_written_is_read_as_it_was_meant(reading: str, edited: str, reason: str, separator: str) -> None:
    if reading == edited or "\t" in reason:
        return
    values = VALUES | {"reading": reading, "edited": edited, "reason": reason}
    after, row = rows.added(HEADER.replace("\t", separator).encode(), COLUMNS, values)
    (entry,), faults = parsing.table(Emendation, "e.tsv", parsing.text_of(after, "e.tsv"))
    assert (entry.reading, entry.edited, entry.reason, faults) == (reading, edited, reason, ())
    assert row in after.decode()


def test_only_the_last_of_equal_rows_is_removed() -> None:
    data = b"a\tb\nx\ty\nz\t\nx\ty\n"
    assert rows.removed(data, "x\ty") == b"a\tb\nx\ty\nz\t\n"
    assert rows.removed(data, "y\tx") is None
