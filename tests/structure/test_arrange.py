"""Lines put together to blocks, part by part."""

from __future__ import annotations

import pytest

from engine.apparatus import LineRole
from engine.ledger import Piece
from engine.model import Division, PageStart, Supplied, plain
from engine.report import Refusal
from engine.witness import Witness
from printing import FURTHER, PROSE, apparatus, built, display, division, page, set_type, shape, witness

TEXT = set_type(PROSE)
MORE = set_type(FURTHER)
COLON = [*TEXT[:-1], "as the clerk of the council wrote that year:"]
HEADING = ("CHAPTER", "1 Salt")


def chapter(*lines: str) -> Division:
    return division(built(witness(page(*HEADING, *lines))).edition, "chapters/01/")


def appendix(*lines: str) -> Division:
    text = witness(page(*HEADING, *TEXT, *MORE), page("APPENDIX", "1 Tolls", *lines))
    return division(built(text).edition, "appendices/1/")


def line_of(text: Witness, words: str) -> int:
    return next(line.number for line in text.lines if line.text == words)


def test_paragraphs_are_numbered_in_reading_order() -> None:
    blocks = chapter(*TEXT, *MORE).blocks
    assert shape(blocks) == [("paragraph", PROSE), ("paragraph", FURTHER)]
    assert [block.id for block in blocks] == ["p1", "p2"]


def test_sections_have_numbers_of_their_own() -> None:
    blocks = chapter(*TEXT, "The Winter of the Hams", *MORE).blocks
    assert [(block.kind, block.id) for block in blocks] == [
        ("paragraph", "p1"),
        ("section", "s1"),
        ("paragraph", "p2"),
    ]


def test_a_title_has_its_number_apart_and_its_lines_joined() -> None:
    number, words = division(
        built(witness(page("CHAPTER", "1 The Bishop and", "His Hams", *TEXT))).edition, "chapters/01/"
    ).title.spans
    assert (plain(number.content).strip(), plain(words.content).strip()) == (
        "CHAPTER 1",
        "The Bishop and His Hams",
    )


def test_the_word_chapter_is_supplied_where_it_is_lost_and_the_page_starts_before_it() -> None:
    text = witness(page(*HEADING, *TEXT), page("2 Mules", *MORE))
    number, words = division(built(text).edition, "chapters/02/").title.spans
    assert (plain(number.content), plain(words.content).strip()) == ("CHAPTER 2 ", "Mules")
    assert [type(inline) for inline in number.content] == [PageStart, Supplied, Piece]


def test_a_quotation_stands_between_the_halves_of_its_paragraph() -> None:
    rest = set_type("and the council, having read it, went home and slept. " + PROSE, indent=0)
    kinds = [kind for kind, _ in shape(chapter(*COLON, *display(FURTHER), *rest).blocks)]
    assert kinds == ["paragraph", "quotation", "continued"]


def test_bullets_numbers_and_letters_in_sequence_are_a_list() -> None:
    (_, items, _) = chapter(*COLON, "(a) salt for the town;", "(b) hams for the bishop.", *MORE).blocks
    assert items.kind == "list"
    assert [(span.role, plain(span.content).strip()) for span in items.spans] == [
        ("marker", "(a)"),
        ("item", "salt for the town;"),
        ("marker", "(b)"),
        ("item", "hams for the bishop."),
    ]


def test_letters_in_mid_sentence_make_no_list_although_they_begin_lines() -> None:
    lines = [*TEXT[:2], "(a) " + TEXT[2], TEXT[3], "(b) " + TEXT[4], *TEXT[5:]]
    assert [kind for kind, _ in shape(chapter(*lines, *MORE).blocks)] == ["paragraph", "paragraph"]


def test_one_number_alone_makes_no_list() -> None:
    lines = [*TEXT[:2], TEXT[2] + ".", "1. " + TEXT[3], *TEXT[4:]]
    assert [kind for kind, _ in shape(chapter(*lines, *MORE).blocks)] == ["paragraph", "paragraph"]


def test_mottos_stand_before_the_text() -> None:
    blocks = chapter("‘Salt is bread.’", "The Bishop, 1831", *TEXT).blocks
    assert [(block.kind, block.id) for block in blocks] == [("epigraph", "p1"), ("paragraph", "p2")]


def test_below_a_preface_stand_name_and_place() -> None:
    text = witness(page("Preface", *TEXT, "A. Chandler", "Upper Bridge"), page(*HEADING, *TEXT))
    assert shape(division(built(text).edition, "front/1/").blocks) == [
        ("paragraph", PROSE),
        ("signature", "A. Chandler"),
        ("signature", "Upper Bridge"),
    ]


def test_below_a_document_stands_its_source() -> None:
    blocks = appendix(*TEXT, "Archive of the Toll, vol. 3, Upper Bridge 1832")
    assert shape(blocks.blocks)[-1] == ("source", "Archive of the Toll, vol. 3, Upper Bridge 1832")


def test_articles_of_a_document_keep_their_numbers() -> None:
    blocks = appendix("Article 1", *TEXT, "Article 2", *MORE).blocks
    assert [(block.kind, block.label) for block in blocks if block.kind == "article"] == [
        ("article", "1"),
        ("article", "2"),
    ]
    blocks = appendix(*COLON, "1. The toll is two crowns.", "2. The bishop is exempt.").blocks
    assert [
        (block.label, plain(block.spans[-1].content).strip()) for block in blocks if block.kind == "article"
    ] == [
        ("1", "The toll is two crowns."),
        ("2", "The bishop is exempt."),
    ]


def test_a_footnote_stands_below_the_block_that_calls_it() -> None:
    called = set_type(PROSE.replace("mules,", "mules*,", 1))
    text = witness(page(*HEADING, *called, *MORE, "* Mules, it should be said, were asses."))
    blocks = division(built(text).edition, "chapters/01/").blocks
    assert [block.kind for block in blocks] == ["paragraph", "footnote", "paragraph"]


def test_two_footnotes_of_a_page_keep_their_order() -> None:
    called = set_type(PROSE.replace("mules,", "mules*,", 1).replace("toll", "toll*", 1))
    text = witness(page(*HEADING, *called, *MORE, "* Mules were asses.", "* The toll was two crowns."))
    blocks = division(built(text).edition, "chapters/01/").blocks
    assert shape(blocks)[1:3] == [("footnote", "Mules were asses."), ("footnote", "The toll was two crowns.")]


def test_a_footnote_without_its_mark_on_the_page_is_reported_and_kept() -> None:
    called = set_type(PROSE.replace("mules,", "mules*,", 1))
    text = witness(page(*HEADING, *called, "* Mules were asses."), page(*MORE, "* The toll was two crowns."))
    made = built(text)
    assert [(m.code, m.line) for m in made.messages if m.code == "S504"] == [
        ("S504", line_of(text, "* The toll was two crowns."))
    ]
    assert division(made.edition, "chapters/01/").blocks[-1].kind == "footnote"


def test_the_register_says_where_a_paragraph_begins() -> None:
    text = witness(page(*HEADING, *TEXT, *MORE))
    entry = LineRole(line=line_of(text, TEXT[2]), role="paragraph")
    blocks = division(built(text, apparatus(structure=(entry,))).edition, "chapters/01/").blocks
    assert [kind for kind, _ in shape(blocks)] == ["paragraph"] * 3
    assert shape(blocks)[1][1].startswith(TEXT[2])


def test_the_register_says_from_where_to_where_a_quotation_goes() -> None:
    text = witness(page(*HEADING, *TEXT, *MORE, *TEXT[:2], "and so it went."))
    entry = LineRole(line=line_of(text, MORE[0]), to=line_of(text, MORE[-1]), role="quotation")
    blocks = division(built(text, apparatus(structure=(entry,))).edition, "chapters/01/").blocks
    assert shape(blocks)[:2] == [("paragraph", PROSE), ("quotation", FURTHER)]
    assert len(blocks) == 3


def test_an_entry_that_names_no_line_of_text_is_refused() -> None:
    entry = LineRole(line=2, role="paragraph", row=6, file="apparatus/structure.tsv")
    with pytest.raises(Refusal) as refused:
        built(witness(page(*HEADING, *TEXT)), apparatus(structure=(entry,)))
    (fault,) = refused.value.messages
    assert (fault.code, fault.file, fault.line) == ("S503", "apparatus/structure.tsv", 6)


def test_every_printed_page_starts_once() -> None:
    text = witness(
        page("Preface", *TEXT), page(*HEADING, *TEXT), page(*MORE, "2"), page("3"), page("4", *TEXT)
    )
    made = built(text).edition
    starts = [
        inline.label
        for part in made.divisions
        for block in (part.title, *part.blocks)
        for span in block.spans
        for inline in span.content
        if isinstance(inline, PageStart)
    ]
    assert starts == [found.label for found in made.pagination.pages] == ["i", "1", "2", "3", "4"]


def test_dates_and_notes_have_ids_that_say_what_they_are() -> None:
    text = witness(
        page("Chronology of Salt", "1831", "3 March Toll raised.", "3 March Drivers sit down."),
        page(*HEADING, *TEXT),
        page("Notes", "1. A letter.", "2. Another."),
    )
    made = built(text).edition
    assert [block.id for block in division(made, "chronology/").blocks] == [
        "1831",
        "1831-03-03",
        "1831-03-03-2",
    ]
    (notes,) = [part for part in made.divisions if part.kind == "notes"]
    assert [(block.id, plain(block.spans[1].content).strip()) for block in notes.blocks] == [
        ("note1", "A letter."),
        ("note2", "Another."),
    ]
