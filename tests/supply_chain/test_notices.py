"""A site has the licences of the software in it."""

from __future__ import annotations

import json
import re
from importlib import metadata
from pathlib import Path

import material  # type: ignore[import-untyped]
import pytest

from places import REPOSITORY
from supply_chain.parts import NOT_SHIPPED, parts

NOTICES = "theme/licences/software.txt"
ASSETS = Path(material.__file__).parent / "templates" / "assets"


@pytest.fixture(scope="module")
def notices() -> str:
    return (REPOSITORY / NOTICES).read_text("utf-8")


def test_the_theme_is_there_with_the_licence_that_it_brings(notices: str) -> None:
    files = metadata.files("mkdocs-material") or []
    (licence,) = (file for file in files if str(file).endswith(".dist-info/licenses/LICENSE"))
    assert licence.read_text().strip() in notices


def test_every_part_is_there_by_its_name(notices: str) -> None:
    titles = re.findall(r"^=+\n(.+?)(?:: .+)?\n=+$", notices, re.MULTILINE)
    named = " ".join(titles).lower()
    for part in parts():
        if part.text == NOTICES and part.within:
            assert part.name.lower() in named, part.name


def test_everything_that_the_theme_bundles_is_a_part() -> None:
    bundled = set()
    for file in ASSETS.rglob("*.map"):
        for source in json.loads(file.read_text("utf-8"))["sources"]:
            bundled |= set(re.findall(r"node_modules/((?:@[^/]+/)?[^/]+)/", source))
    assert {"rxjs", "lunr"} < bundled
    assert bundled <= {part.name for part in parts()}
    assert {part.name for part in parts() if part.note == NOT_SHIPPED} == {"lunr", "lunr-languages"}
