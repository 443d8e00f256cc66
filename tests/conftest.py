"""What all tests share: the real witness where there is one, the two editions, and the switch that rewrites golden
files.

`EDITION_REQUIRE`, a list with commas, names what must be there: `witness` makes tests on the real
witness fail, and not skip, where it is absent (`browser` does so for those in Chromium, `engines` for those in
Firefox and WebKit, `java` for those by epubcheck and the Nu checker, `schema` for those
that need the schema of TEI, `faketime` for builds on another day, `checkers` for those by what comes from npm:
axe-core and the Nu checker).
"""

from __future__ import annotations

import os
from pathlib import Path

import hypothesis
import pytest
from lxml import etree

from editio import edition
from editio.edition import Built
from editio.inputs import plain_text
from editio.inputs.registers import Apparatus, load
from places import REPOSITORY

# How fast something is, `make bench` measures; a busy machine must not fail a test. The same examples are tried each
# time, so that a change, and not chance, makes a test fail; `--hypothesis-profile=random` tries others.
hypothesis.settings.register_profile("random", deadline=None)
hypothesis.settings.register_profile("repeated", deadline=None, derandomize=True)
hypothesis.settings.load_profile("repeated")

# Each program in Java runs for seconds only: its second compiler would take longer to make it faster than it gains.
BRIEF_JAVA = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m")

# The files whose tests take minutes, the longest first: one of them started last would leave the other core idle.
LONGEST = (
    "reading/test_search.py", "reading/test_accessibility.py", "site/test_faults.py", "commands/test_library.py",
    "stages/anchors/test_promise.py", "reading/test_reading.py", "outputs/test_epub.py", "site/test_same_bytes.py",
    "reading/test_engines.py", "reading/test_keyboard.py", "reading/test_cite.py", "commands/test_serve.py",
    "commands/test_publish.py", "test_bad_input.py", "test_real_witness.py", "test_wheel.py", "fuzz/test_targets.py",
    "test_specimen.py", "proof/test_proof.py",
)  # fmt: skip


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    order = {REPOSITORY / "tests" / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.path, len(order)))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="Rewrite the golden files; review them as diffs.")
    parser.addoption("--kills", type=int, default=8, help="How many builds tests/site/test_faults.py kills.")


def lacking(name: str, reason: str) -> None:
    """End a test that needs what is not there: it skips, or fails where EDITION_REQUIRE names it."""
    if name in os.environ.get("EDITION_REQUIRE", "").split(","):
        pytest.fail(f"{reason} EDITION_REQUIRE asks for it.")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def real_witness() -> Path:
    """The OCR text of the book: the file that WITNESS names, else the one beside the repository."""
    if named := os.environ.get("WITNESS"):
        found = [Path(named)] if Path(named).is_file() else []
    else:
        found = sorted((REPOSITORY.parent / "shared" / "witness").glob("*.txt"))
    if not found:
        lacking("witness", "The witness of the book is not here (WITNESS names it).")
    return found[0].resolve()


Whole = tuple[Built, Apparatus]


def _whole(folder: Path, text: Path) -> Whole:
    apparatus = load(folder)
    return edition.build(plain_text.read(text, apparatus.settings.witness.sha256), apparatus), apparatus


@pytest.fixture(scope="session")
def specimen_edition() -> Whole:
    """The specimen, built once for all tests."""
    return _whole(REPOSITORY / "specimen", REPOSITORY / "specimen" / "witness" / "specimen.txt")


@pytest.fixture(scope="session")
def book_edition(real_witness: Path) -> Whole:
    """The book, built once for all tests."""
    return _whole(REPOSITORY, real_witness)


@pytest.fixture(scope="session", params=["specimen", "book"])
def either_edition(request: pytest.FixtureRequest) -> Whole:
    found: Whole = request.getfixturevalue(f"{request.param}_edition")
    return found


@pytest.fixture(scope="session")
def tei_schema() -> etree.RelaxNG:
    """The schema of all of TEI P5: the file beside the repository."""
    file = REPOSITORY.parent / "shared" / "schema" / "tei_all.rng"
    if not file.is_file():
        lacking("schema", "The schema of TEI (shared/schema/tei_all.rng) is not here.")
    return etree.RelaxNG(etree.parse(str(file)))
