"""Registers as people and their spreadsheets write them: each kind of mistake is tolerated or named once, in plain
words, at the cell where it is."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.editions import SETTINGS
from editio.inputs.registers import (
    Anchor,
    Coordinates,
    Emendation,
    Entry,
    LineRole,
    Name,
    Published,
    Settled,
    parsing,
)
from editio.inputs.registers.entry import OF_THE_ENGINE, E
from editio.inputs.registers.reading import of_files
from editio.inputs.registers.schema import Lines
from editio.model.messages import Refusal

HEADER = "id\tline\tcolumn\treading\tedited\tkind\tcertainty\treason\tsince\tuntil"
ROW = "e0001\t4\t\tlampighter\tlamplighter\tmisreading\tcertain\t\t\t"
NAMES = "key\tkind\tname\tsort\tvariants\talso\tdates"
PLACES = "key\tlat\tlon\textent\tnote"
FILE = "apparatus/x.tsv"
FINE = "[[3, 57.1], [4, 57]]"
SETTLED = "line\treading\tkind\n4\tlamp\tmisreading\n5\tlamp\tmisreading\n4\tlamp\tname\n4\tlamp\tmisreading\n"


def read(kind: type[E], *rows: str) -> tuple[E, ...]:
    entries, malformed = parsing.table(kind, FILE, "\n".join((*rows, "")))
    assert malformed == (), malformed
    return entries


def faults(kind: type[Entry], *rows: str) -> list[tuple[int, int, str]]:
    _, malformed = parsing.table(kind, FILE, "\n".join((*rows, "")))
    assert malformed
    assert all(message.code == "A002" for message in malformed)
    return [(message.line, message.column, message.detail) for message in malformed]


def details(kind: type[Entry], *rows: str) -> list[str]:
    return [detail for _, _, detail in faults(kind, *rows)]


# --- what is tolerated --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rows",
    [
        (HEADER, ROW),
        (HEADER.replace("\t", ";"), ROW.replace("\t", ";")),
        (HEADER.upper(), ROW),
        (HEADER + "\t\t", ROW + "\t\t"),
        (HEADER + " ", ROW.rstrip()),
        (HEADER, "", "\t\t\t\t\t", ROW, "  "),
        ('"' + HEADER.replace("\t", '"\t"') + '"', '"' + ROW.replace("\t", '"\t"') + '"'),
        (HEADER, ROW.replace("lampighter", '"lampighter"').replace("certain", ' "certain"'.strip())),
        ("# a comment", '"# another; of a spreadsheet"\t\t', HEADER, "#\t\t", ROW),
        (HEADER, ROW.replace("certain", " certain ").replace("e0001", "e0001\u00a0")),
    ],
    ids=["tabs", "semicolons", "capitals", "more cells", "short", "empty rows", "quoted", "one", "comments", "blanks"],
)
def test_what_spreadsheets_and_editors_make_of_a_register_is_read(rows: tuple[str, ...]) -> None:
    (entry,) = read(Emendation, *rows)
    assert (entry.id, entry.line, entry.reading, entry.edited) == ("e0001", 4, "lampighter", "lamplighter")
    assert (entry.kind, entry.certainty, entry.reason) == ("misreading", "certain", "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_encoding_of_unicode_is_read(encoding: str, end: str) -> None:
    text = end.join((HEADER, ROW.replace("lampighter", "lämpighter"), ""))
    found = parsing.text_of(text.encode(encoding), FILE)
    assert found.splitlines() == [HEADER, ROW.replace("lampighter", "lämpighter")]


def test_another_encoding_is_refused_with_the_way_out() -> None:
    with pytest.raises(Refusal, match="Byte 0xe4 is not UTF-8: save it as UTF-8"):
        parsing.text_of(f"{HEADER}\n{ROW}\nl\u00e4mp".encode("latin-1"), FILE)


def test_quotation_marks_that_quote_nothing_are_text() -> None:
    (entry,) = read(Emendation, HEADER, ROW.replace("lampighter", '"lamp').replace("lamplighter", '"""lamp"""'))
    assert (entry.reading, entry.edited) == ('"lamp', '"lamp"')


def test_a_separator_may_stand_in_a_quoted_cell() -> None:
    (entry,) = read(Emendation, HEADER.replace("\t", ";"), 'e0001;4;;"a; b";a b;misprint;certain;"why; not"')
    assert (entry.reading, entry.reason) == ("a; b", "why; not")


CELLS = st.text(st.characters(categories=("L", "N", "P", "Zs"), exclude_characters="\u00a0"), min_size=1, max_size=12)


@given(
    CELLS.filter(str.strip),
    CELLS.filter(str.strip),
    st.sampled_from("\t;"),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
def test_what_a_spreadsheet_writes_is_read_as_it_was(reading: str, edited: str, separator: str, quoting: int) -> None:
    if reading == edited or reading.startswith("#"):
        return
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, quoting=quoting, lineterminator="\n")  # type: ignore[arg-type]
    writer.writerow(HEADER.split("\t"))
    writer.writerow(["e0001", "4", "", reading, edited, "misprint", "certain", "", "", ""])
    (entry,) = read(Emendation, *out.getvalue().splitlines())
    assert (entry.reading, entry.edited) == (reading, edited)


# --- one message for a file ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "rows", "said"),
    [
        (HEADER.replace("\t", ","), ROW.replace("\t", ","), "Its columns are separated by commas: put a tab between"),
        (HEADER.replace("\t", "  "), ROW.replace("\t", "  "), "Its columns are separated by blanks: put a tab between"),
        (HEADER, ROW.replace("\t", ","), "The header has 10 cells, and no row has more than one: put a tab between"),
        (HEADER.replace("certainty", "certanty"), ROW, "There is no column 'certanty'. Did you mean certainty?"),
        (HEADER.replace("\treading", ""), ROW, "The column reading is missing."),
        ("id\tline\treason", ROW, "The columns reading, edited, kind and certainty are missing."),
        (ROW, ROW, "The first row must name the columns: id, line, column, reading, edited, kind, certainty, reason,"),
        (HEADER.replace("until", "line"), ROW, "The column line stands there twice."),
        (HEADER, ROW + "\tmore", "11 cells, the header has 10. 299 other rows have the same, the last in row 301."),
    ],
)  # fmt: skip
def test_a_fault_of_a_file_is_one_message(header: str, rows: str, said: str) -> None:
    (detail,) = details(Emendation, header, *[rows] * 300)
    assert said in detail


# --- rows of the wrong length -------------------------------------------------------------------------


def test_a_row_that_lacks_a_tab_says_how_many_cells_it_has() -> None:
    (found,) = faults(Emendation, HEADER, ROW, ROW.replace("\t\tlampighter", "\tlampighter"))
    assert found[0] == 3
    assert found[2].startswith("9 cells, the header has 10.")


def test_a_word_that_is_nearly_right_is_suggested() -> None:
    (detail,) = details(Emendation, HEADER, ROW.replace("misreading", "misread"))
    assert detail.endswith("misprint; did you mean misreading?")


def test_cells_that_are_missing_at_the_end_are_empty() -> None:
    (entry,) = read(Emendation, HEADER, ROW.rstrip("\t"))
    assert entry.reason == ""


# --- cells --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "column", "said"),
    [
        ("\t4\t", "\t4l2\t", 7, "line: '4l2' is not a whole number."),
        ("\t4\t", "\t0\t", 7, "line: '0' is too small: 1 is the least."),
        ("misreading", "misreeding", 33, "kind: 'misreeding' is none of misreading, lost mark, lost diac"),
        ("certain", "sure thing", 44, "certainty: 'sure thing' is none of certain, probable"),
        ("certain\t\t", "certain\t\t1.2", 53, "since: '1.2' does not fit, write 1.2.0: three numbers, such as 1.2.0."),
        ("certain\t\t", "certain\t\tsoon", 53, "since: 'soon' does not fit: three numbers, such as 1.2.0."),
        ("e0001", "e1", 1, "id: 'e1' does not fit: the letter e and four figures, such as e0871."),
        ("lamplighter", "lampighter", 21, "Reading and edited are both 'lampighter', so the entry changes nothing."),
        ("lampighter", "", 1, "reading: it is missing."),
        ("lampighter", "x" * 81, 10, "reading: it is longer than 80: give it shorter."),
    ],
)  # fmt: skip
def test_a_fault_of_a_cell_is_told_in_plain_words_at_the_cell(old: str, new: str, column: int, said: str) -> None:
    row, at, detail = faults(Emendation, HEADER, ROW.replace(old, new))[0]
    assert (row, at) == (2, column)
    assert detail.startswith(said)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1871-1940", "1871/1940"),
        ("1871–1940", "1871/1940"),
        ("c. 1890", "1890~"),
        ("1929-5-3", "1929-05-03"),
        ("3.5.1929", "1929-05-03"),
    ],
)
def test_a_date_that_is_not_in_edtf_is_answered_with_the_right_form(written: str, meant: str) -> None:
    (detail,) = details(Name, NAMES, f"quay\tperson\tOtto Quay\tQuay, Otto\t\t\t{written}")
    assert detail == f"dates: '{written}' is not an EDTF date: write {meant}."


def test_forms_separated_by_commas_are_noticed() -> None:
    rows = NAMES, "quay\tperson\tOtto Quay\tQuay, Otto\tQuay, Councillor Quay\t\t"
    (detail,) = details(Name, *rows)
    assert "forms are separated by |: write Quay | Councillor Quay" in detail
    (entry,) = read(Name, rows[0], rows[1].replace("Councillor Quay\t", "Councillor Quay |\t"))
    assert entry.variants == ("Quay, Councillor Quay",)


@pytest.mark.parametrize(
    ("lat", "lon", "said"),
    [
        ("57,1", "3.4", "lat: '57,1' is not a number: write 57.1."),
        ("57.1", "north", "lon: 'north' is not a number: write degrees with a decimal point, such as 57.1."),
        ("139.7", "35.7", "lat: 139.7 is not a latitude, which is at most 90: lat and lon may be swapped."),
        ("57.1", "181", "lon: '181' is too large: 180.0 is the greatest."),
    ],
)
def test_coordinates_as_people_write_them(lat: str, lon: str, said: str) -> None:
    assert details(Coordinates, PLACES, f"quay\t{lat}\t{lon}\tpoint\t") == [said]


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ("[[3, 57.1], [3, 157]]", "line 2, points, item 2: 157.0 is not a latitude, which is at most 90: write [long"),
        ("[[181, 57.1], [3, 57]]", "line 2, points, item 1: 181.0 is not a longitude, which is at most 180: write"),
        ("[[3, 57.1], [3, nan]]", "line 2, points, item 2: nan is not a latitude"),
        ("[[3, 57.1], [3]]", "line 2, points, item 2, item 2: it is missing."),
        ("[[3, 57.1]]", "line 2, points: it needs 2 or more."),
    ],
)
def test_a_fault_in_a_list_is_told_once_and_counted_from_1(points: str, said: str) -> None:
    lines = (f'[[line]]\nlabel = "A"\ndocument = "appendices/1/"\nnote = "b"\npoints = {p}\n' for p in (FINE, points))
    text = "".join(lines)
    _, malformed = parsing.entry_of(Lines, parsing.toml(text, FILE), FILE, text)
    assert [message.line for message in malformed] == [10]
    assert malformed[0].detail.startswith(said)


def test_a_kind_of_suspicion_is_one_of_those_that_the_proof_has() -> None:
    (detail,) = details(Settled, "line\treading\tkind", "4\tlamp\tmisreeding")
    assert detail.endswith("did you mean misreading?")


def test_a_suspect_is_settled_once() -> None:
    with pytest.raises(Refusal) as refused:
        of_files({"edition.toml": SETTINGS.encode(), "apparatus/settled.tsv": SETTLED.encode()})
    (message,) = refused.value.messages
    assert (message.code, message.line) == ("A003", 5)
    assert message.detail == "'lamp' of line 4, misreading, stands in row 2 too."


@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), max_size=30), max_size=5),
    st.sampled_from([Emendation, Name, Coordinates, LineRole]),
)
def test_whatever_a_register_holds_no_jargon_is_shown(rows: list[str], kind: type[Entry]) -> None:
    header = "\t".join(name for name in kind.model_fields if name not in OF_THE_ENGINE)
    for text in ("\n".join(rows), "\n".join((header, *rows))):
        _, malformed = parsing.table(kind, FILE, text)
        for message in malformed:
            for jargon in ("Input should", "constrained", "string", "pattern", "literal", "Value error", "Field"):
                assert jargon not in message.detail.replace(text, "")
            assert 1 <= message.line <= len(text.split("\n"))


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("#REF!", "'#REF!' is an error of the spreadsheet: type the value again."),
        ("Err:502", "'Err:502' is an error of the spreadsheet: type the value again."),
        ('="lamplighter"', "is a formula of the spreadsheet: replace it by its value."),
        ("=CONCATENATE(A2;B2)", "is a formula of the spreadsheet: replace it by its value."),
        ("lamp\u200blighter", "has the character U+200B, which nobody sees: type it again"),
        ("lamp\u00adlighter", "has the character U+00AD, which nobody sees: type it again"),
    ],
)
def test_what_a_spreadsheet_failed_to_compute_is_no_reading(cell: str, said: str) -> None:
    """Both would be printed in the edition's text."""
    ((line, column, detail),) = faults(Emendation, HEADER, ROW.replace("lamplighter", cell))
    assert (line, column) == (2, 21)
    assert said in detail


def test_an_entry_whose_id_a_spreadsheet_could_not_compute_is_no_comment() -> None:
    assert faults(Emendation, HEADER, ROW.replace("e0001", "#NAME?"))[0][:2] == (2, 1)
    assert read(Emendation, HEADER, "# NAME? a comment", "#NAME is a comment too", ROW)[0].id == "e0001"


def test_an_equals_sign_alone_is_a_reading() -> None:
    assert read(Emendation, HEADER, ROW.replace("lamplighter", "= 3"))[0].edited == "= 3"


@pytest.mark.parametrize("cell", ["1_022", "2_4"])
def test_a_low_line_is_no_part_of_a_number(cell: str) -> None:
    ((_, column, detail),) = faults(Emendation, HEADER, ROW.replace("\t4\t", f"\t{cell}\t"))
    assert (column, detail) == (7, f"'{cell}' is not a number.")


def test_a_version_that_became_a_date_is_none() -> None:
    assert (
        "'01.01.2000' does not fit" in faults(Published, "version\tdate\tchanges", "01.01.2000\t2030-01-01\tall")[0][2]
    )


def test_a_fingerprint_that_was_truncated_is_named() -> None:
    whole = "AoC3BR10_QgYwnMoDjvJNBS9Xk8bBtdSBYRKXhUSxWA"
    header = "page\tid\tfingerprint\tnow"
    assert read(Anchor, header, f"chapters/02/\tp7\t{whole}")[0].fingerprint == whole
    for length in (1, 8, 20, 41):
        ((_, column, detail),) = faults(Anchor, header, f"chapters/02/\tp7\t{whole[:length]}")
        assert (column, "he line was cut or changed" in detail) == (17, True)


@pytest.mark.parametrize("character", ["\ufeff", "\u2028"])
def test_a_character_that_no_editor_shows_is_refused_at_its_place(character: str) -> None:
    with pytest.raises(Refusal, match="A001") as refused:
        parsing.text_of(f"{HEADER}\n{ROW}\n{character}{ROW}\n".encode(), FILE)
    assert (refused.value.messages[0].line, refused.value.messages[0].column) == (3, 1)
