"""Identifiers of catalogues: their form, their check digits, their addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editio.inputs import bibliography
from editio.inputs.identifiers import Scheme, address, fault
from editio.inputs.registers import Name
from editio.model.kinds import NameKind

BOOK = """@book{salt,
  title = {Salt},
  keywords = {study},
  ground = {invented},
  isbn = {978-0-306-40615-7},
  oclc = {12345},
}
"""


@pytest.mark.parametrize(
    ("scheme", "value"),
    [
        (Scheme.WIKIDATA, "Q42"),
        (Scheme.VIAF, "113230702"),
        (Scheme.GND, "118540238"),
        (Scheme.GND, "4005728-8"),
        (Scheme.GEONAMES, "2950159"),
        (Scheme.ISBN, "0-306-40615-2"),
        (Scheme.ISBN, "978-0-306-40615-7"),
        (Scheme.ISBN, "080442957X"),
        (Scheme.OCLC, "12345"),
        (Scheme.DOI, "10.1000/182"),
    ],
)
def test_a_right_identifier_has_no_fault_and_an_address(scheme: Scheme, value: str) -> None:
    assert fault(scheme, value) == ""
    assert address(scheme, value).endswith((value, f"{value}/", value.replace("-", "")))


@pytest.mark.parametrize(
    ("scheme", "value"),
    [
        (Scheme.WIKIDATA, "42"),
        (Scheme.WIKIDATA, "https://www.wikidata.org/wiki/Q42"),
        (Scheme.VIAF, "viaf/1"),
        (Scheme.GND, "118540239"),
        (Scheme.GND, "4005728-7"),
        (Scheme.GEONAMES, "0"),
        (Scheme.ISBN, "0-306-40615-3"),
        (Scheme.ISBN, "978-0-306-40615-8"),
        (Scheme.ISBN, "12345"),
        (Scheme.OCLC, "ocm12345"),
        (Scheme.DOI, "doi.org/10.1000/182"),
    ],
)
def test_a_wrong_form_or_check_digit_is_a_fault(scheme: Scheme, value: str) -> None:
    assert value in fault(scheme, value)


@given(st.integers(min_value=0, max_value=8), st.integers(min_value=1, max_value=9))
def test_one_wrong_figure_of_an_isbn_is_always_found(place: int, more: int) -> None:
    right = "0306406152"
    wrong = f"{right[:place]}{(int(right[place]) + more) % 10}{right[place + 1 :]}"
    assert fault(Scheme.ISBN, wrong)


def test_a_name_has_its_identifiers_and_refuses_wrong_ones() -> None:
    cells = {"key": "brim", "kind": NameKind.PERSON, "name": "Brim", "sort": "Brim"}
    brim = Name.model_validate({**cells, "wikidata": "Q42", "gnd": "118540238"})
    assert brim.identifiers == ((Scheme.WIKIDATA, "Q42"), (Scheme.GND, "118540238"))
    with pytest.raises(ValueError, match="not an identifier of VIAF"):
        Name.model_validate({**cells, "viaf": "Q42"})


def test_a_source_has_its_identifiers_and_reports_wrong_ones() -> None:
    (source,), faults = bibliography.load(BOOK, "references.bib")
    assert not faults
    assert source.identifiers == ((Scheme.ISBN, "978-0-306-40615-7"), (Scheme.OCLC, "12345"))
    assert bibliography.csl(source)["note"] == "OCLC: 12345"
    _, faults = bibliography.load(BOOK.replace("615-7", "615-8"), "references.bib")
    assert [(message.code, message.line) for message in faults] == [("B203", 5)]
