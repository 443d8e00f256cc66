"""The books of the press as they were read: every reading is a witness of which nothing is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from editio import edition
from editio.inputs import ocr
from editio.inputs.registers import Apparatus
from editio.stages import ledger
from fuzz.targets import APPARATUS
from press.designs import books

HERE = Path(__file__).parent
READINGS = sorted(file for file in HERE.glob("*/*") if file.suffix in (".gz", ".txt"))


def test_every_book_has_its_truth_and_three_readings() -> None:
    assert {folder.name for folder in HERE.iterdir() if folder.is_dir() and "__" not in folder.name} == {
        book.key for book in books()
    }
    assert len(READINGS) == 3 * len(books())


@pytest.mark.parametrize("file", READINGS, ids=lambda file: f"{file.parent.name}-{file.name}")
def test_a_reading_has_the_pages_of_the_book_and_loses_nothing(file: Path) -> None:
    truth = json.loads((file.parent / "truth.json").read_text("utf-8"))
    witness = ocr.read(file)
    assert len(truth["pages"]) <= len(witness.leaves) <= len(truth["pages"]) + 6  # plates, the contents list
    assert all(line.box for line in witness.lines) == (file.suffix == ".gz")
    made, *_ = edition.text(witness, Apparatus.model_construct(settings=APPARATUS.settings))
    assert ledger.check(witness, made.pieces()) is None
