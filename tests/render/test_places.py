"""Identifiers: one name for one passage in every output, and an XML name."""

from __future__ import annotations

import re

import pytest

from engine.render.places import identifier


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("chapters/04/#p12", "chapters-04-p12"),
        ("chapters/04/#page57", "chapters-04-page57"),
        ("notes/04/#note57", "notes-04-note57"),
        ("chapters/04/", "chapters-04"),
        ("chronology/#1939-08-23", "chronology-1939-08-23"),
        ("people/#litvinov", "people-litvinov"),
        ("chronology/#1939-08~/1940", "chronology-1939-08_7e__2f_1940"),
    ],
)
def test_an_address_is_an_xml_name(address: str, name: str) -> None:
    assert identifier(address) == name
    assert re.fullmatch(r"[A-Za-z_][\w.-]*", name)
