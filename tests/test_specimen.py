"""The specimen edition as a whole: what the engine makes of the damaged text is the clean text."""

from __future__ import annotations

from collections import Counter

import pytest

from editio.edition import Built, build
from editio.inputs import plain_text
from editio.inputs.registers import Apparatus, load
from editio.model import witness
from editio.model.kinds import PartKind
from editio.model.messages import Severity
from editio.model.pieces import Fate, Piece
from editio.stages import ledger
from places import SPECIMEN
from printing import written
from transcript import transcript


@pytest.fixture(scope="module")
def apparatus() -> Apparatus:
    return load(SPECIMEN)


@pytest.fixture(scope="module")
def text(apparatus: Apparatus) -> witness.Witness:
    return plain_text.read(SPECIMEN / "witness" / "specimen.txt", apparatus.settings.witness.sha256)


@pytest.fixture(scope="module")
def built(text: witness.Witness, apparatus: Apparatus) -> Built:
    return build(text, apparatus)


def clean() -> list[str]:
    lines = (SPECIMEN / "clean.txt").read_text("utf-8").split("\n")
    return [line for line in lines if line and not line.startswith("##")]


def unsettled(built: Built) -> list[str]:
    return [str(message) for message in built.messages if message.severity is Severity.OPEN]


def test_the_edition_is_the_clean_text_word_for_word(built: Built) -> None:
    assert list(transcript(built.edition)) == clean()


def test_the_ledger_gives_the_specimen_back_byte_for_byte(built: Built) -> None:
    rebuilt = ledger.rebuild(built.edition.pieces())
    assert rebuilt.encode() == (SPECIMEN / "witness" / "specimen.txt").read_bytes()


def test_nothing_is_left_open(built: Built) -> None:
    assert unsettled(built) == []


ROLES = {  # of the spans of each kind of block
    **{kind: {"text"} for kind in ("paragraph", "continued", "section", "quotation", "footnote")},
    **{kind: {"text"} for kind in ("signature", "source", "entry", "group")},
    "epigraph": {"text", "cite"},
    "list": {"marker", "item"},
    "dialogue": {"speaker", "speech"},
    "table": {"header", "cell"},
    "article": {"number", "text"},
    "year": {"date"},
    "event": {"date", "event"},
    "note": {"number", "text"},
}


def test_every_block_has_the_spans_of_its_kind(built: Built) -> None:
    found: dict[str, set[str]] = {}
    for part in built.edition.parts:
        for block in part.blocks:
            found.setdefault(block.kind, set()).update(span.role for span in block.spans)
    assert found == ROLES


def test_a_title_has_its_number_apart_where_the_part_has_one(built: Built) -> None:
    for part in built.edition.parts:
        title = part.title
        assert (title.id, title.kind) == ("title", "title")
        roles = [span.role for span in title.spans]
        numbered = part.kind in (PartKind.CHAPTER, PartKind.APPENDIX)
        assert roles == ([] if part.kind is PartKind.JACKET else ["number", "title"] if numbered else ["title"])


def test_printed_pages_are_numbered(built: Built) -> None:
    labels = [page.label for page in built.edition.pagination.pages]
    assert labels == ["", "vii", "viii", "ix", "xi", "xii", *map(str, range(1, 20))]


def test_pages_between_two_surviving_numbers_are_certain(built: Built) -> None:
    inferred = [page.label for page in built.edition.pagination.pages if not page.certain]
    assert inferred == ["17", "18", "19"]


def test_running_heads_and_folios_glued_to_a_line_are_set_aside(built: Built) -> None:
    furniture = Counter(p.source for p in built.edition.pieces() if p.source in ("folio", "running head"))
    assert furniture == {"folio": 5, "running head": 6}  # of these one of each is glued to a line of text


def test_calls_run_from_1_to_the_last_note_of_the_chapter(built: Built) -> None:
    for chapter, notes in ((1, 14), (2, 17), (3, 18)):
        part = next(d for d in built.edition.parts if (d.kind, d.number) == ("chapter", chapter))
        calls = [
            piece.note
            for block in part.blocks
            for span in block.spans
            for piece in span.content
            if isinstance(piece, Piece) and piece.fate is Fate.CALL and piece.note
        ]
        assert list(dict.fromkeys(calls)) == list(range(1, notes + 1))
        assert len(calls) == notes + (chapter == 2)  # call 7 of chapter 2 is printed twice
        listed = next(d for d in built.edition.parts if (d.kind, d.number) == ("notes", chapter))
        assert [block.label for block in listed.blocks] == [str(n) for n in range(1, notes + 1)]


def test_every_printed_page_begins_on_some_page_of_the_site(built: Built, apparatus: Apparatus) -> None:
    text = "".join(page.text for page in written(built, apparatus))
    labels = [page.label for page in built.edition.pagination.pages if page.label]
    assert [text.count(f'id="page{label}"') for label in labels] == [1] * len(labels)


def test_every_date_of_the_chronology_has_its_event(built: Built) -> None:
    chronology = next(d for d in built.edition.parts if d.kind is PartKind.CHRONOLOGY)
    kinds = Counter(block.kind for block in chronology.blocks)
    assert kinds == {"year": 9, "event": 19}


@pytest.mark.parametrize("register", ["emendations", "calls", "hyphenation", "structure", "displays"])
def test_no_entry_of_a_register_is_idle(register: str, text: witness.Witness, apparatus: Apparatus) -> None:
    """Without any one entry the edition would differ from the clean text, or something would be left
    open: what the engine settles by itself is in no register."""
    entries = getattr(apparatus, register)
    assert entries
    idle = []
    for entry in entries:
        others = tuple(other for other in entries if other is not entry)
        without = build(text, apparatus.model_copy(update={register: others, "digests": ()}))
        if not unsettled(without) and list(transcript(without.edition)) == clean():
            idle.append(entry)
    assert idle == []
