"""The books of the press as they were read: every reading is a witness of which nothing is lost."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from editio import edition
from editio.inputs import ocr
from editio.inputs.containers import Source
from editio.inputs.registers import Apparatus
from editio.stages import ledger
from fuzz.targets import APPARATUS
from press import ideal, setting, truth
from press.book import Book
from press.designs import books

HERE = Path(__file__).parent
READINGS = sorted(file for file in HERE.glob("*/*") if file.suffix in (".gz", ".txt"))


def test_every_book_has_its_truth_and_three_readings() -> None:
    assert {folder.name for folder in HERE.iterdir() if folder.is_dir() and "__" not in folder.name} == {
        book.key for book in books()
    }
    assert len(READINGS) == 3 * len(books())


@pytest.mark.parametrize("book", books(), ids=lambda book: book.key)
def test_the_press_still_sets_the_book_that_was_read(book: Book) -> None:
    pdf, labels = setting.pdf(book)
    witness = ocr.of_sources([Source(book.key, lambda: pdf)], Path(book.key))
    folder = HERE / book.key
    assert ideal.hocr(witness) == gzip.decompress((folder / "ideal.hocr.gz").read_bytes()).decode()
    assert truth.of(book, witness, labels) == json.loads((folder / "truth.json").read_text("utf-8"))


@pytest.mark.parametrize("file", READINGS, ids=lambda file: f"{file.parent.name}-{file.name}")
def test_a_reading_has_the_pages_of_the_book_and_loses_nothing(file: Path) -> None:
    truth = json.loads((file.parent / "truth.json").read_text("utf-8"))
    witness = ocr.read(file)
    assert len(truth["pages"]) <= len(witness.leaves) <= len(truth["pages"]) + 6  # plates, the contents list
    assert all(line.box for line in witness.lines) == (file.suffix == ".gz")
    made, *_ = edition.text(witness, Apparatus.model_construct(settings=APPARATUS.settings))
    assert ledger.check(witness, made.pieces()) is None
