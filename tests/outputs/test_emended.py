"""The number of emendations: one definition, wherever it is told."""

from __future__ import annotations

import re

from conftest import Whole
from editio.outputs import emended, recognised
from editio.outputs.files import tei
from editio.outputs.pages import emendations, snippets


def test_the_build_the_principles_the_register_and_tei_count_alike(either_edition: Whole) -> None:
    built, entries = either_edition
    counts = emended.counted(built.edition, entries)
    register = emendations.entered(emendations.changes(built.edition, built.restoration), entries)
    document = tei.document(built, entries).decode()
    pages = emendations.pages(built.edition, built.restoration, entries)
    text = snippets.all_of(built, entries)["figures.md"]
    total = counts.kinds.total()
    assert total == len(register) == len(re.findall("<choice xml:id=", document)) > 0
    assert dict(recognised.rows(built, entries))["emendations"] == str(counts)
    assert f"Emendations: {counts}." in document
    assert f"The register changes {total:,} places" in pages[0].text
    assert f"Emendations of the register</th><td>{total:,}</td>" in text
    assert f"Applications of rules</th><td>{counts.rules.total():,}</td>" in text
