"""Books of random design: a seed always gives the same book, its truth is right, and so is what the engine makes of
three of them."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from editio.inputs import ocr
from editio.inputs.containers import Source
from press import ideal, setting, truth, words
from press.__main__ import figures, totals
from press.book import Book, Paragraph, Quotation
from press.drawn import draw

BOOKS = [draw(seed) for seed in range(40)]

# Books in which all is right, and what they stand for.
RIGHT = {
    216: "English: two parts; chapters in words that run on, with epigraphs; notes (1) on each page; folios above",
    244: "French: two parts; ragged lines; chapters with summaries; endnotes by chapter; head and folio in one",
    253: "German: untitled chapters that run on; notes *) on each page; folios with dashes at the foot; lists; index",
}
right = pytest.mark.parametrize("seed", RIGHT, ids=RIGHT.get)


@dataclass(frozen=True)
class Printed:
    reading: str  # perfect, as hOCR
    told: dict[str, Any]


@cache
def printed(seed: int) -> Printed:
    book = draw(seed)
    pdf, labels = setting.pdf(book)
    witness = ocr.of_sources([Source(book.key, lambda: pdf)], Path(book.key))
    return Printed(ideal.hocr(witness), json.loads(json.dumps(truth.of(book, witness, labels))))


def source(book: Book) -> str:
    """The source without the marks of drop capitals and with single blanks."""
    return " ".join(re.sub(r"#text\(size: 24pt\)\[(.)\]", r"\1", setting.source(book)).split())


def passages(book: Book) -> Iterator[str]:
    """What the source says in sentences, in its order: footnotes stand behind their calls, endnotes behind the text."""
    place = book.design.notes.place if book.design.notes else ""
    for part in book.parts:
        yield from part.epigraph[:1]
        for block in part.blocks:
            match block:
                case Paragraph(sentences):
                    notes = dict(block.notes) if place == "foot of the page" else {}
                    for n, sentence in enumerate(sentences):
                        yield from (sentence, notes[n]) if n in notes else (sentence,)
                case Quotation(text):
                    yield text
                case _:
                    pass
        if place == "end of the chapter":
            yield from part.notes()
    if place == "end of the book":
        yield from (note for part in book.parts for note in part.notes())


def in_order(passages: Iterable[str], text: str) -> bool:
    at = 0
    for passage in passages:
        at = text.find(passage, at) + 1
        if not at:
            return False
    return True


def test_a_seed_gives_the_same_book_each_time_and_each_seed_another_design() -> None:
    assert [draw(seed) for seed in range(40)] == BOOKS
    assert len({repr(book.design) for book in BOOKS}) == len(BOOKS)


def test_every_sentence_is_set_once_and_in_its_place() -> None:
    for book in BOOKS:
        subjects, rest = words.TABLES[book.language][0], source(book)
        for passage in passages(book):
            between, found, rest = rest.partition(passage)
            assert found, (book.key, passage)
            assert not [subject for subject in subjects if subject in between], (book.key, between)
        assert not [subject for subject in subjects if subject in rest], (book.key, rest)


@right
def test_the_truth_says_what_the_source_says(seed: int) -> None:
    text, told = source(draw(seed)), printed(seed).told
    assert in_order(told["paragraphs"], text)
    assert in_order(told["verse"], text)
    assert in_order([note["text"] for note in told["notes"]], text)
    assert in_order([part["opens"] for part in told["parts"] if part["opens"]], text)


@right
def test_all_is_right(seed: int, tmp_path: Path) -> None:
    reading = tmp_path / "ideal.hocr.gz"
    reading.write_bytes(gzip.compress(printed(seed).reading.encode(), mtime=0))
    found = figures(reading, printed(seed).told)
    assert not {figure.name: figure.wrong for figure in found if figure.wrong}
    assert totals([{reading.name: found}])[reading.name][-1].right == 1
