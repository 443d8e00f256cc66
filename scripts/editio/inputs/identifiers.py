"""Identifiers of persons, places, organizations, works and books in catalogues and databases: their form, their check
digits and the addresses at which they are described.

A check digit finds a slip of the pen, not a mistaken person. Those of ISBN-10 and of GND persons are computed modulo
11 with descending weights, that of ISBN-13 modulo 10. Wikidata, VIAF, GeoNames and OCLC have numbers without check
digits. Begin reading at `fault`.
"""

from __future__ import annotations

import re
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


_FORMS = {
    Scheme.WIKIDATA: (re.compile(r"Q[1-9]\d*"), "Q and a number, such as Q42"),
    Scheme.VIAF: (re.compile(r"[1-9]\d{1,21}"), "a number"),
    Scheme.GND: (re.compile(r"1\d{7,8}[\dX]|[2-7]\d{0,8}-[\dX]|[47]\d{6}-\d|3\d{7}[\dX]"), "as 118540238 or 4005728-8"),
    Scheme.GEONAMES: (re.compile(r"[1-9]\d{0,8}"), "a number"),
    Scheme.ISBN: (re.compile(r"(?:\d[ -]?){9}[\dXx]|(?:\d[ -]?){12}\d"), "10 or 13 figures"),
    Scheme.OCLC: (re.compile(r"[1-9]\d{0,11}"), "a number without ocm or ocn"),
    Scheme.DOI: (re.compile(r"10\.\d{4,9}/\S+"), "such as 10.1000/182, without an address before it"),
}


def fault(scheme: Scheme, value: str) -> str:
    """What is wrong with an identifier, in a phrase; "" if its form and its check digit are right."""
    form, described = _FORMS[scheme]
    if not form.fullmatch(value):
        return f"{value!r} is no identifier of {scheme}: {described}"
    match scheme:
        case Scheme.ISBN:
            right = _isbn(re.sub("[ -]", "", value.upper()))
        case Scheme.GND:
            right = _gnd(value)
        case Scheme.WIKIDATA | Scheme.VIAF | Scheme.GEONAMES | Scheme.OCLC | Scheme.DOI:
            right = True
        case _:
            assert_never(scheme)
    return "" if right else f"the check digit of {value!r} is wrong for {scheme}"


def address(scheme: Scheme, value: str) -> str:
    """The address at which a catalogue describes what it identifies; for an ISBN its URN."""
    match scheme:
        case Scheme.WIKIDATA:
            return f"https://www.wikidata.org/entity/{value}"
        case Scheme.VIAF:
            return f"https://viaf.org/viaf/{value}"
        case Scheme.GND:
            return f"https://d-nb.info/gnd/{value}"
        case Scheme.GEONAMES:
            return f"https://sws.geonames.org/{value}/"
        case Scheme.ISBN:
            return f"urn:isbn:{re.sub('[ -]', '', value)}"
        case Scheme.OCLC:
            return f"https://www.worldcat.org/oclc/{value}"
        case Scheme.DOI:
            return f"https://doi.org/{value}"
        case _:
            assert_never(scheme)


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
