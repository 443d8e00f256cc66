"""The notes of a chapter, as every output takes them: also those whose call was not found."""

from __future__ import annotations

from dataclasses import replace

from editio.inputs.registers import Note
from editio.model.kinds import NoteKind, PartKind
from editio.model.pieces import Piece
from editio.model.text import Edition, Part
from editio.outputs import chapter_notes
from editio.outputs.chapter_notes import Known
from editio.outputs.files import data
from editio.outputs.pages import search
from noted import FIRST, made
from printing import apparatus, part

MADE = made([FIRST])
ENTERED = (
    Note(file="notes/01.tsv", note=2, kind=NoteKind.TEXT, text="By the clerk himself."),
    Note(file="notes/01.tsv", note=3, kind=NoteKind.IDENTIFICATION, detail="The ledger", ground="named in the text"),
)


def without_call(number: int) -> Edition:
    """The edition as if the call of a note had not been found."""
    chapter = part(MADE.edition, "chapters/01/")

    def emptied(inline: object) -> bool:
        return isinstance(inline, Piece) and inline.note == number

    blocks = tuple(
        replace(b, spans=tuple(replace(s, content=tuple(i for i in s.content if not emptied(i))) for s in b.spans))
        for b in chapter.blocks
    )
    parts = tuple(replace(chapter, blocks=blocks) if one is chapter else one for one in MADE.edition.parts)
    return replace(MADE.edition, parts=parts)


def without_text(edition: Edition) -> Edition:
    return replace(edition, parts=tuple(one for one in edition.parts if one.kind is not PartKind.NOTES))


def chapter_of(edition: Edition) -> Part:
    return part(edition, "chapters/01/")


def test_how_much_is_known_of_each() -> None:
    lacking = without_text(MADE.edition)
    found = chapter_notes.of_part(lacking, chapter_of(lacking), apparatus(notes=ENTERED))
    assert [note.known for note in found] == [Known.NOTHING, Known.SUPPLIED, Known.IDENTIFIED]
    found = chapter_notes.of_part(MADE.edition, chapter_of(MADE.edition), apparatus(notes=ENTERED))
    assert {note.known for note in found} == {Known.PRINTED}


def test_a_printed_note_is_one_of_the_chapter_although_its_call_was_not_found() -> None:
    edition = without_call(2)
    found = chapter_notes.of_part(edition, chapter_of(edition), apparatus())
    assert [(note.number, note.call is None, note.known) for note in found][1] == (2, True, Known.PRINTED)


def test_it_is_in_the_data_and_the_search_finds_it() -> None:
    """Both asked for the calls of the chapter only, so that such a note was on its page and nowhere else."""
    edition = replace(MADE, edition=without_call(2))
    (notes,) = (one.notes for one in data.parts(edition, apparatus()) if one.kind == PartKind.NOTES)
    assert [(note.number, bool(note.call)) for note in notes] == [(1, True), (2, False), (3, True)]
    pages = search.pages(edition.edition, edition.links, apparatus())
    assert any("note2" in page.text for page in pages)
