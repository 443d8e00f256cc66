"""The fuzzer's targets without the fuzzer: its seeds, all that once broke a target, and inputs made by hypothesis.

What a target accepts is taken through every output here.
"""

from __future__ import annotations

import io
import json
import zipfile
from ast import literal_eval
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from editio.edition import Built
from editio.inputs.registers import Apparatus
from editio.outputs import catalogue as outputs
from editio.outputs import citation
from editio.outputs.pages import snippets
from fuzz.targets import HERE, TARGETS, limited

PATIENCE = 20.0  # seconds of the processor's time; whoever needs them all hangs
SEEDS = sorted((HERE / "seeds").glob("*/*"))
FOUND = sorted((HERE / "found").glob("*/*"))


def title(file: Path) -> str:
    return f"{file.parent.name}-{file.name}"


def tokens(name: str) -> list[bytes]:
    """The words of a target's dictionary."""
    lines = (HERE / "tokens" / f"{name}.dict").read_text().splitlines()
    return [literal_eval(f"b{line}") for line in lines if line]


def mutants(name: str) -> st.SearchStrategy[bytes]:
    """The seeds of a target with bytes cut out at some places and others put in."""
    piece = st.sampled_from(tokens(name)) | st.binary(max_size=3) | st.text(max_size=3).map(str.encode)
    cuts = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), piece), max_size=4)
    seeds = [file.read_bytes() for file in (*SEEDS, *FOUND) if file.parent.name == name]

    def mutated(seed: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
        for where, cut, put in changes:
            at = int(where * len(seed))
            seed = seed[:at] + put + seed[at + cut :]
        return seed

    return st.builds(mutated, st.sampled_from(seeds), cuts)


def in_every_output(built: Built, apparatus: Apparatus) -> None:
    """Whatever is made of an edition can be made, and is what it calls itself."""
    for file in outputs.files(built, apparatus):
        well_formed(file.path, file.content)
    for page in outputs.pages(built, apparatus):
        well_formed(page.path, page.text.encode())
    snippets.all_of(built, apparatus)
    metadata = citation.metadata(built.edition, apparatus)
    assert yaml.safe_load(yaml.safe_dump(metadata, allow_unicode=True)).keys() == metadata.keys()


def well_formed(path: str, content: bytes) -> None:
    match Path(path).suffix:
        case ".xml" | ".xhtml" | ".opf" | ".svg":
            etree.fromstring(content)
        case ".json":
            json.loads(content)
        case ".epub":
            with zipfile.ZipFile(io.BytesIO(content)) as book:
                for name in book.namelist():
                    well_formed(name, book.read(name))


def test_there_are_seeds_and_tokens_for_every_target() -> None:
    assert {file.parent.name for file in SEEDS} == set(TARGETS)
    assert all(tokens(name) for name in TARGETS)


@pytest.mark.parametrize("file", SEEDS, ids=title)
def test_a_seed_is_accepted_and_goes_into_every_output(file: Path) -> None:
    made = TARGETS[file.parent.name](file.read_bytes())
    assert made is not None  # a seed that is refused leads the fuzzer nowhere
    in_every_output(*made)


@pytest.mark.parametrize("file", FOUND, ids=title)
def test_what_once_broke_a_target_breaks_it_no_more(file: Path) -> None:
    with limited(PATIENCE):
        made = TARGETS[file.parent.name](file.read_bytes())
        if made:
            in_every_output(*made)


@pytest.mark.parametrize("name", TARGETS)
def test_what_hypothesis_makes_is_an_edition_or_a_refusal(name: str) -> None:
    @settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
    @given(mutants(name))
    def holds(data: bytes) -> None:
        with limited(PATIENCE):
            TARGETS[name](data)

    holds()


@pytest.mark.parametrize("name", TARGETS)
def test_what_is_accepted_goes_into_every_output(name: str) -> None:
    @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
    @given(mutants(name))
    def holds(data: bytes) -> None:
        if made := TARGETS[name](data):
            in_every_output(*made)

    holds()
