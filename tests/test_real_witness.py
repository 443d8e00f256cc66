"""The book itself, where its witness is at hand: what must hold of the whole edition.

Nothing of the book's text stands here but dates, counts and the first word or two of an event.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest

from conftest import Whole
from editio.edition import Built
from editio.inputs.registers import Apparatus
from editio.model.kinds import BlockKind
from editio.model.pieces import Fate
from editio.model.roman import roman
from editio.model.text import PageStart, Part, plain
from editio.outputs import catalogue as outputs
from editio.stages.ledger import fates, rebuild
from places import REPOSITORY

CALLS = (15, 55, 88, 206, 53, 92, 42, 42, 61, 33, 21, 27, 35, 34, 47, 7)  # the last call of each chapter
EVENTS = (  # date and beginning of each event of the chronology
    ("1933-01-30", "Hitler"),
    ("1933-12-12", "Soviet Communist"),
    ("1934-09-18", "USSR admitted"),
    ("1935-05-02", "Franco-Soviet"),
    ("1935-05-16", "Soviet-Czech"),
    ("1935-07-25", "7th"),
    ("1935-10-02", "Italy invades"),
    ("1936-03-07", "Germany occupies"),
    ("1936-07-18", "Revolt"),
    ("1936-11-25", "Anti-Comintern"),
    ("1937-06-11", "Marshal"),
    ("1937-08-21", "Soviet-Chinese"),
    ("1938-03-13", "Anschluss"),
    ("1938-09-29", "Munich"),
    ("1939-03-15", "German troops"),
    ("1939-03-31", "Britain"),
    ("1939-04-17", "USSR proposes"),
    ("1939-04-17", "Merekalov"),
    ("1939-05-03", "Litvinov"),
    ("1939-08-12", "Military"),
    ("1939-08-23", "Nazi-Soviet"),
    ("1939-09-01", "Germany invades"),
    ("1939-09-17", "USSR invades"),
    ("1939-09-17", "Soviet Union"),
    ("1939-09-28", "Soviet-German"),
    ("1939-11-30", "Soviet-Finnish War"),
    ("1940-03-12", "Soviet-Finnish Peace"),
    ("1940-04-09", "Germany invades"),
    ("1940-06-10", "Italy enters"),
    ("1940-06-22", "France"),
    ("1940-06-25", "USSR proposes"),
    ("1940-06-28", "Bessarabia"),
    ("1940-07-21", "Baltic"),
    ("1940-09-27", "Germany, Italy"),
    ("1940-11-12", "Molotov"),
    ("1941-03-25", "Soviet-Turkish"),
    ("1941-04-05", "Soviet-Yugoslav"),
    ("1941-04-06", "Germany invades"),
    ("1941-04-13", "Soviet-Japanese"),
    ("1941-06-14", "Tass"),
    ("1941-06-22", "Germany invades"),
)


@pytest.fixture(scope="module")
def apparatus(book_edition: Whole) -> Apparatus:
    return book_edition[1]


@pytest.fixture(scope="module")
def built(book_edition: Whole) -> Built:
    return book_edition[0]


def parts(built: Built, kind: str) -> list[Part]:
    return [part for part in built.edition.parts if part.kind == kind]


def page_starts(built: Built) -> Iterator[PageStart]:
    for part in built.edition.parts:
        for block in (part.title, *part.blocks):
            for span in block.spans:
                yield from (inline for inline in span.content if isinstance(inline, PageStart))


def test_the_parts_of_the_book_are_there_in_their_order(built: Built) -> None:
    assert [part.address for part in built.edition.parts] == [
        "jacket/",
        "front/1/",
        "front/2/",
        "chronology/",
        *(f"chapters/{n:02d}/" for n in range(1, 17)),
        *(f"appendices/{n}/" for n in range(1, 6)),
    ]


def test_the_calls_of_each_chapter_are_one_sequence_or_a_message_names_the_hole(built: Built) -> None:
    lines = built.edition.witness.lines
    ends = [lines[-1].number + 1]
    chapters = parts(built, "chapter")
    starts = [built.edition.witness.place(min(c.start for c, _ in part.calls))[0] for part in chapters]
    for part, last, (first, end) in zip(chapters, CALLS, pairwise([*starts, *ends]), strict=True):
        found = {call.note for call, _ in part.calls}
        holes = set(range(1, last + 1)) - found
        named = {
            note
            for message in built.messages
            if message.code == "C301" and first <= message.line < end
            for note in holes
            if message.detail.startswith(f"Call {note},")
        }
        assert holes == named, part.address
        assert max(found | holes) == last, part.address


def test_every_printed_page_starts_once(built: Built) -> None:
    """Page xiv is blank: preface, author’s note and chronology begin on right-hand pages."""
    front = [roman(n).lower() for n in range(11, 19) if n != 14]
    assert [start.label for start in page_starts(built)] == [*front, *map(str, range(1, 234))]


def test_page_starts_stand_in_the_order_of_the_witness(built: Built) -> None:
    offsets = [page.offset for page in built.edition.pagination.pages]
    assert offsets == sorted(set(offsets))


def test_each_event_has_its_date(built: Built) -> None:
    """The dates are those that history gives these events."""
    (chronology,) = parts(built, "chronology")
    events = [
        (block.label, plain(block.spans[-1].content).strip())
        for block in chronology.blocks
        if block.kind is BlockKind.EVENT
    ]
    assert len(events) == len(EVENTS)
    for (date, text), (right, beginning) in zip(events, EVENTS, strict=True):
        assert date == right
        assert text.startswith(beginning)
        assert text.endswith(".")


def test_the_witness_is_rebuilt_byte_for_byte(built: Built, real_witness: Path) -> None:
    assert rebuild(built.edition.pieces()).encode() == real_witness.read_bytes()


def test_every_character_has_one_fate(built: Built) -> None:
    pieces = sorted((p for p in built.edition.pieces() if p.reading), key=lambda piece: piece.start)
    assert [piece.start for piece in pieces] == [0, *(piece.end for piece in pieces[:-1])]
    assert sum(fates(pieces).values()) == len(built.edition.witness.text)
    kinds = Counter(piece.source for piece in pieces if piece.fate is Fate.SET_ASIDE)
    assert set(kinds) == {
        "folio",
        "line break",
        "line-end hyphen",
        "page-start blank",
        "running head",
        "trailing blank",
    }


def test_every_emendation_names_its_entry_or_its_rule(built: Built, apparatus: Apparatus) -> None:
    sources = {piece.source for piece in built.edition.pieces() if piece.fate is Fate.EMENDED}
    assert {source for source in sources if not source.startswith("rule-")} <= set(apparatus.readings)
    assert {entry.id for entry in apparatus.emendations} <= sources
    assert {entry.id for entry in apparatus.recurring} <= sources


def test_no_text_that_is_kept_stands_outside_every_block(built: Built) -> None:
    assert [piece for piece in built.edition.aside if piece.fate is Fate.KEPT and piece.text.strip()] == []


HASHES = """
import hashlib, sys
from pathlib import Path
from editio import edition
from editio.inputs import plain_text
from editio.inputs.registers import load
from editio.outputs import catalogue as outputs
apparatus = load(Path(sys.argv[1]))
built = edition.build(plain_text.read(Path(sys.argv[2])), apparatus)
pages = outputs.pages(built, apparatus)
for page in pages:
    print(page.path, hashlib.sha256(page.text.encode()).hexdigest())
print(hashlib.sha256("".join(map(str, built.messages)).encode()).hexdigest())
"""


def test_two_builds_give_the_same_markdown_whatever_the_order_of_sets(book_edition: Whole, real_witness: Path) -> None:
    """That of this process, and that of another one."""
    other = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"
    there = subprocess.Popen(
        [sys.executable, "-c", HASHES, REPOSITORY, real_witness],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "scripts"), "PYTHONHASHSEED": other},
        stdout=subprocess.PIPE,
        text=True,
    )
    built, apparatus = book_edition
    here = [f"{page.path} {sha256(page.text.encode()).hexdigest()}" for page in outputs.pages(built, apparatus)]
    here.append(sha256("".join(map(str, built.messages)).encode()).hexdigest())
    assert len(here) > 200
    assert there.communicate()[0].splitlines() == here


def test_no_committed_file_holds_ten_words_of_the_book_in_a_row(real_witness: Path) -> None:
    def words(text: str) -> list[str]:
        return re.findall(r"[a-z0-9]+", text.lower())

    book = words(real_witness.read_text("utf-8"))
    runs = {tuple(book[i : i + 10]) for i in range(len(book) - 9)}
    listed = subprocess.run(["git", "ls-files"], cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout
    for name in listed.splitlines():
        try:
            found = words((REPOSITORY / name).read_text("utf-8"))
        except (UnicodeDecodeError, FileNotFoundError):
            continue
        assert not any(tuple(found[i : i + 10]) in runs for i in range(len(found) - 9)), name
