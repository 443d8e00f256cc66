"""Identifiers of persons, places, organizations, works and books in catalogues and databases: their form, their check
digits and the addresses of their descriptions.

A check digit finds a typing error, not a wrong person. Those of ISBN-10 and of GND persons are computed modulo 11 with
descending weights, that of ISBN-13 modulo 10. Wikidata, VIAF, GeoNames and OCLC have numbers without check digits.
Begin reading at `fault`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never


class Scheme(StrEnum):
    """A catalogue; the values are the names that readers see."""

    WIKIDATA = "Wikidata"
    VIAF = "VIAF"
    GND = "GND"
    GEONAMES = "GeoNames"
    ISBN = "ISBN"
    OCLC = "OCLC"
    DOI = "DOI"


@dataclass(frozen=True)
class _Catalogue:
    """The form of a catalogue's identifiers, as a pattern and in words, and the template of their addresses."""

    form: re.Pattern[str]
    described: str
    address: str


_GND = re.compile(r"1\d{7,8}[\dX]|[2-7]\d{0,8}-[\dX]|[47]\d{6}-\d|3\d{7}[\dX]")
_ISBN = re.compile(r"(?:\d[ -]?){9}[\dXx]|(?:\d[ -]?){12}\d")
_CATALOGUES = {
    Scheme.WIKIDATA: _Catalogue(
        re.compile(r"Q[1-9]\d*"), "Q and a number, such as Q42", "https://www.wikidata.org/entity/{}"
    ),
    Scheme.VIAF: _Catalogue(re.compile(r"[1-9]\d{1,21}"), "a number", "https://viaf.org/viaf/{}"),
    Scheme.GND: _Catalogue(_GND, "as 118540238 or 4005728-8", "https://d-nb.info/gnd/{}"),
    Scheme.GEONAMES: _Catalogue(re.compile(r"[1-9]\d{0,8}"), "a number", "https://sws.geonames.org/{}/"),
    Scheme.ISBN: _Catalogue(_ISBN, "10 or 13 figures", "urn:isbn:{}"),
    Scheme.OCLC: _Catalogue(
        re.compile(r"[1-9]\d{0,11}"), "a number without ocm or ocn", "https://www.worldcat.org/oclc/{}"
    ),
    Scheme.DOI: _Catalogue(
        re.compile(r"10\.\d{4,9}/\S+"), "such as 10.1000/182, without an address before it", "https://doi.org/{}"
    ),
}


def fault(scheme: Scheme, value: str) -> str:
    """The error of an identifier as a phrase; "" if its form and its check digit are right."""
    catalogue = _CATALOGUES[scheme]
    if not catalogue.form.fullmatch(value):
        return f"{value!r} is not an identifier of {scheme}: {catalogue.described}"
    match scheme:
        case Scheme.ISBN:
            right = _isbn(_bare(value.upper()))
        case Scheme.GND:
            right = _gnd(value)
        case Scheme.WIKIDATA | Scheme.VIAF | Scheme.GEONAMES | Scheme.OCLC | Scheme.DOI:
            right = True
        case _:
            assert_never(scheme)
    return "" if right else f"the check digit of {value!r} is wrong for {scheme}"


def address(scheme: Scheme, value: str) -> str:
    """The address of the description in the catalogue; for an ISBN its URN."""
    plain = _bare(value) if scheme is Scheme.ISBN else value
    return _CATALOGUES[scheme].address.format(plain)


def _bare(isbn: str) -> str:
    """An ISBN without the blanks and hyphens that part its figures."""
    return re.sub("[ -]", "", isbn)


def _isbn(figures: str) -> bool:
    if len(figures) == 13:
        return sum(int(figure) * (1, 3)[n % 2] for n, figure in enumerate(figures)) % 10 == 0
    return _weighted(figures[:-1]) == (11 - _figure(figures[-1])) % 11


def _gnd(value: str) -> bool:
    """Persons and their newer kin have the check digit of ISBN-10; subjects and places (4…, 7…) its complement. The
    older numbers of corporate bodies are not checked."""
    figures, hyphen, check = value.rpartition("-")
    if not hyphen:
        return _weighted(value[:-1]) == (11 - _figure(value[-1])) % 11
    return value[0] not in "47" or _weighted(figures) == _figure(check)


def _weighted(figures: str) -> int:
    """The sum of the figures, weighted from 2 on from the right, modulo 11."""
    return sum(int(figure) * weight for weight, figure in enumerate(reversed(figures), 2)) % 11


def _figure(character: str) -> int:
    return 10 if character == "X" else int(character)
