"""Invented books: an edition of one gives back what the generator knows of it, whatever the seed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from editio.edition import Built, build
from editio.inputs import plain_text
from editio.inputs.registers import load
from editio.model.kinds import PartKind
from editio.model.messages import Severity
from editio.model.text import Block, plain
from invention import folder
from invention.folder import Invented, invent

SEEDS = (1, 2, 3, 4)
SIZE = (4, 8)  # chapters, pages of each


@pytest.fixture(scope="module", params=SEEDS)
def book(request: pytest.FixtureRequest) -> Invented:
    return invent(request.param, *SIZE)


@pytest.fixture(scope="module")
def built(book: Invented, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The edition, whose ledger the build has checked."""
    where = tmp_path_factory.mktemp("invented")
    folder.write(book, where)
    apparatus = load(where)
    (file,) = (where / "witness").iterdir()
    return build(plain_text.read(file, apparatus.settings.witness.sha256), apparatus)


def words(blocks: tuple[Block, ...]) -> list[str]:
    return " ".join(plain(span.content) for block in blocks for span in block.spans).split()


def test_its_pages_have_their_numbers(book: Invented, built: Built) -> None:
    assert tuple(page.label for page in built.edition.pagination.pages) == book.truth.labels


def test_its_parts_are_found(book: Invented, built: Built) -> None:
    assert [(d.kind, d.number) for d in built.edition.parts] == [part[:2] for part in book.truth.parts]


def test_its_calls_run_from_1_without_a_hole(book: Invented, built: Built) -> None:
    chapters = [d for d in built.edition.parts if d.kind is PartKind.CHAPTER]
    found = [[call.note for call, _ in chapter.calls] for chapter in chapters]
    assert found == [list(range(1, count + 1)) for count in book.truth.calls]


def test_its_text_is_the_text_before_the_damage(book: Invented, built: Built) -> None:
    for division, (kind, number, _, text) in zip(built.edition.parts, book.truth.parts, strict=True):
        same = sorted if kind == "chronology" else list  # which pairs its dates and events anew
        assert same(words(division.blocks)) == same(text.split()), f"{kind} {number}"


def test_nearly_all_its_blocks_are_what_was_printed(book: Invented, built: Built) -> None:
    """Where a paragraph ends is at times a guess, as it is for a reader of the OCR text."""
    chapters = [
        (Counter(str(block.kind) for block in division.blocks), Counter(kinds))
        for division, (kind, _, kinds, _) in zip(built.edition.parts, book.truth.parts, strict=True)
        if kind == "chapter"
    ]
    wrong = sum(((found - true) + (true - found)).total() for found, true in chapters)
    assert wrong <= 0.1 * sum(true.total() for _, true in chapters)


def test_nothing_is_left_open(built: Built) -> None:
    assert [str(message) for message in built.messages if message.severity is Severity.OPEN] == []


def test_the_same_seed_and_size_give_the_same_book_and_no_other_does() -> None:
    assert invent(1, 2, 4) == invent(1, 2, 4)
    texts = {invent(*numbers).files["edition.toml"] for numbers in ((1, 2, 4), (2, 2, 4), (1, 3, 4), (1, 2, 5))}
    assert len(texts) == 4


@pytest.mark.parametrize(("chapters", "pages"), [(0, 10), (100, 10), (10, 1), (10, 201)])
def test_a_size_that_no_book_has_is_refused(chapters: int, pages: int) -> None:
    with pytest.raises(ValueError, match="A book has 1 to 99 chapters of 2 to 200 pages"):
        invent(1, chapters, pages)


def test_a_book_as_large_as_the_edition_of_this_repository_has_every_kind_of_damage() -> None:
    book = invent(1, 16, 15)
    text = book.files["witness/specimen-1.txt"]
    assert 500_000 < len(text) < 600_000
    assert 800 < sum(book.truth.calls) < 920
    registers = [name for name in book.files if name.startswith("apparatus/")]
    assert [name for name in registers if book.files[name].count("\n") < 2] == []
    kinds = {row.split("\t")[5] for row in book.files["apparatus/emendations.tsv"].split("\n")[1:-1]}
    assert kinds == {"misreading", "misprint", "lost mark", "lost diacritic"}
    printed = {kind for _, _, kinds, _ in book.truth.parts for kind in kinds}
    assert {"epigraph", "section", "quotation", "continued", "list", "table", "dialogue", "footnote"} <= printed


def test_files_are_written_below_the_folder(tmp_path: Path) -> None:
    book = invent(1, 1, 2)
    folder.write(book, tmp_path / "new")
    written = {p.relative_to(tmp_path / "new").as_posix(): p.read_text("utf-8") for p in tmp_path.rglob("*.*")}
    assert written == book.files
