"""The addresses of the edition, as DESIGN promises them."""

from __future__ import annotations

import re

import pytest

from editio.model import addresses
from editio.model.kinds import PartKind
from places import REPOSITORY


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (addresses.part(PartKind.CHAPTER, 4), "chapters/04/"),
        (addresses.part(PartKind.APPENDIX, 3), "appendices/3/"),
        (addresses.part(PartKind.FRONT, 1), "front/1/"),
        (addresses.part(PartKind.NOTES, 4), "notes/04/"),
        (addresses.part(PartKind.CHRONOLOGY, 1), "chronology/"),
        (addresses.part(PartKind.CHRONOLOGY, 2), "chronology/2/"),
        (addresses.note(4, 57), "notes/04/#note57"),
        (addresses.at(addresses.chapter(4), addresses.call_id(57)), "chapters/04/#call57"),
        (addresses.call_id(57, again=True), "call57-again"),
        (addresses.at(addresses.chapter(4), addresses.page_id("xii")), "chapters/04/#pagexii"),
        (addresses.witness_page("57"), "witness/page/57/"),
        (addresses.emendation("e0123"), "emendations/#e0123"),
        (addresses.emendation("r0001", 2), "emendations/#r0001-2"),
        (addresses.article_id("2"), "art2"),
    ],
)
def test_each_thing_has_the_address_that_is_promised(written: str, address: str) -> None:
    assert written == address


def test_no_other_module_writes_an_address_of_a_numbered_page() -> None:
    form = re.compile(r"(?:chapters|notes|appendices|front|witness/page)/\{[^{}]*\}/|#(?:note|call|page)\{")
    own = REPOSITORY / "scripts/editio/model/addresses.py"
    modules = (path for path in (REPOSITORY / "scripts/editio").rglob("*.py") if path != own)
    assert [path.name for path in modules if form.search(path.read_text("utf-8"))] == []
