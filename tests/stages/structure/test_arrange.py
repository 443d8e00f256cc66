"""Lines put together to blocks, part by part."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from editio.inputs.plain_text import of_bytes
from editio.inputs.registers import Display, LineRole, Role, Row, Turn
from editio.model.kinds import BlockKind, PartKind, SpanRole
from editio.model.messages import Refusal
from editio.model.pieces import Piece
from editio.model.text import PageStart, Part, Supplied, plain
from editio.model.witness import Witness
from editio.stages.structure import _Arrangement
from printing import FURTHER, PROSE, SETTINGS, apparatus, built, display, page, part, set_type, shape, witness

TEXT = set_type(PROSE)
MORE = set_type(FURTHER)
COLON = [*TEXT[:-1], "as the clerk of the council wrote that year:"]
HEADING = ("CHAPTER", "1 Salt")


def chapter(*lines: str) -> Part:
    return part(built(witness(page(*HEADING, *lines))).edition, "chapters/01/")


def appendix(*lines: str) -> Part:
    text = witness(page(*HEADING, *TEXT, *MORE), page("APPENDIX", "1 Tolls", *lines))
    return part(built(text).edition, "appendices/1/")


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
    number, words = part(
        built(witness(page("CHAPTER", "1 The Bishop and", "His Hams", *TEXT))).edition, "chapters/01/"
    ).title.spans
    assert (plain(number.content).strip(), plain(words.content).strip()) == (
        "CHAPTER 1",
        "The Bishop and His Hams",
    )


def test_the_word_chapter_is_supplied_where_it_is_lost_and_the_page_starts_before_it() -> None:
    text = witness(page(*HEADING, *TEXT, "1"), page("2 Mules", *MORE, "2"))
    number, words = part(built(text).edition, "chapters/02/").title.spans
    assert (plain(number.content), plain(words.content).strip()) == ("CHAPTER 2 ", "Mules")
    assert [type(inline) for inline in number.content] == [PageStart, Supplied, Piece]


def test_a_quotation_stands_between_the_halves_of_its_paragraph() -> None:
    rest = set_type("and the council, having read it, went home and slept. " + PROSE, indent=0)
    kinds = [kind for kind, _ in shape(chapter(*COLON, *display(FURTHER), *rest).blocks)]
    assert kinds == ["paragraph", "quotation", "continued"]


def test_bullets_numbers_and_letters_in_sequence_are_a_list() -> None:
    (_, items, _) = chapter(*COLON, "(a) salt for the town;", "(b) hams for the bishop.", *MORE).blocks
    assert items.kind is BlockKind.LIST
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
    assert shape(part(built(text).edition, "front/1/").blocks) == [
        ("paragraph", PROSE),
        ("signature", "A. Chandler"),
        ("signature", "Upper Bridge"),
    ]


def test_below_a_document_stands_its_source() -> None:
    blocks = appendix(*TEXT, "Archive of the Toll, vol. 3, Upper Bridge 1832")
    assert shape(blocks.blocks)[-1] == ("source", "Archive of the Toll, vol. 3, Upper Bridge 1832")


def test_articles_of_a_document_keep_their_numbers() -> None:
    blocks = appendix("Article 1", *TEXT, "Article 2", *MORE).blocks
    assert [(block.kind, block.label) for block in blocks if block.kind is BlockKind.ARTICLE] == [
        ("article", "1"),
        ("article", "2"),
    ]
    blocks = appendix(*COLON, "1. The toll is two crowns.", "2. The bishop is exempt.").blocks
    assert [
        (block.label, plain(block.spans[-1].content).strip()) for block in blocks if block.kind is BlockKind.ARTICLE
    ] == [
        ("1", "The toll is two crowns."),
        ("2", "The bishop is exempt."),
    ]


def test_a_footnote_stands_below_the_block_that_calls_it() -> None:
    called = set_type(PROSE.replace("mules,", "mules*,", 1))
    text = witness(page(*HEADING, *called, *MORE, "* Mules, it should be said, were asses."))
    blocks = part(built(text).edition, "chapters/01/").blocks
    assert [block.kind for block in blocks] == ["paragraph", "footnote", "paragraph"]


def test_two_footnotes_of_a_page_keep_their_order() -> None:
    called = set_type(PROSE.replace("mules,", "mules*,", 1).replace("toll", "toll*", 1))
    text = witness(page(*HEADING, *called, *MORE, "* Mules were asses.", "* The toll was two crowns."))
    blocks = part(built(text).edition, "chapters/01/").blocks
    assert shape(blocks)[1:3] == [("footnote", "Mules were asses."), ("footnote", "The toll was two crowns.")]


def test_a_footnote_without_its_mark_on_the_page_is_reported_and_kept() -> None:
    called = set_type(PROSE.replace("mules,", "mules*,", 1))
    text = witness(page(*HEADING, *called, "* Mules were asses."), page(*MORE, "* The toll was two crowns."))
    made = built(text)
    assert [m.line for m in made.messages if m.code == "C306"] == [line_of(text, "* The toll was two crowns.")]
    assert part(made.edition, "chapters/01/").blocks[-1].kind is BlockKind.FOOTNOTE


def test_the_register_says_where_a_paragraph_begins() -> None:
    text = witness(page(*HEADING, *TEXT, *MORE))
    entry = LineRole(line=line_of(text, TEXT[2]), role=Role.PARAGRAPH)
    blocks = part(built(text, apparatus(structure=(entry,))).edition, "chapters/01/").blocks
    assert [kind for kind, _ in shape(blocks)] == ["paragraph"] * 3
    assert shape(blocks)[1][1].startswith(TEXT[2])


def test_the_register_says_from_where_to_where_a_quotation_goes() -> None:
    text = witness(page(*HEADING, *TEXT, *MORE, *TEXT[:2], "and so it went."))
    entry = LineRole(line=line_of(text, MORE[0]), to=line_of(text, MORE[-1]), role=Role.QUOTATION)
    blocks = part(built(text, apparatus(structure=(entry,))).edition, "chapters/01/").blocks
    assert shape(blocks)[:2] == [("paragraph", PROSE), ("quotation", FURTHER)]
    assert len(blocks) == 3


def test_an_entry_that_names_no_line_of_text_is_refused() -> None:
    entry = LineRole(line=2, role=Role.PARAGRAPH, row=6, file="apparatus/structure.tsv")
    with pytest.raises(Refusal) as refused:
        built(witness(page(*HEADING, *TEXT)), apparatus(structure=(entry,)))
    (fault,) = refused.value.messages
    assert (fault.code, fault.file, fault.line) == ("S503", "apparatus/structure.tsv", 6)


def test_every_printed_page_starts_once() -> None:
    preface = page("Preface", *TEXT, "iii")
    text = witness(preface, page(*HEADING, *TEXT), page(*MORE, "2"), page("3"), page("4", *TEXT))
    made = built(text).edition
    starts = [
        inline.label
        for part in made.parts
        for block in (part.title, *part.blocks)
        for span in block.spans
        for inline in span.content
        if isinstance(inline, PageStart)
    ]
    assert starts == [found.label for found in made.pagination.pages] == ["iii", "1", "2", "3", "4"]


def test_dates_and_notes_have_ids_that_say_what_they_are() -> None:
    text = witness(
        page("Chronology of Salt", "1831", "3 March Toll raised.", "3 March Drivers sit down."),
        page(*HEADING, *TEXT),
        page("Notes", "1. A letter.", "2. Another."),
    )
    made = built(text).edition
    assert [block.id for block in part(made, "chronology/").blocks] == [
        "1831",
        "1831-03-03",
        "1831-03-03-2",
    ]
    (notes,) = [part for part in made.parts if part.kind is PartKind.NOTES]
    assert [(block.id, plain(block.spans[1].content).strip()) for block in notes.blocks] == [
        ("note1", "A letter."),
        ("note2", "Another."),
    ]


def preface(*lines: str) -> list[tuple[str, str]]:
    text = witness(page("Preface", *lines), page(*HEADING, *TEXT))
    return shape(part(built(text).edition, "front/1/").blocks)


def test_initials_may_be_a_signature_but_a_line_with_a_stop_or_a_full_one_is_none() -> None:
    assert preface(*TEXT, "A.C.", "May 1831") == [
        ("paragraph", PROSE),
        ("signature", "A.C."),
        ("signature", "May 1831"),
    ]
    assert preface(*TEXT, "A. Chandler.")[-1][0] != "signature"
    assert preface(*TEXT[:-1])[-1][0] == "paragraph"


@pytest.mark.parametrize(
    "source",
    [
        ("Archive of the Toll, vol. 3, Upper Bridge 1832.",),
        ("Archive of the Toll and of the Upper Bridge and all its mules,", "vol. 3 (Saltby, 1832)."),
        ("Archive of the Toll and of the Upper Bridge and all its mules", "and carts as the clerk", "kept it, 1832"),
    ],
    ids=["one line", "two", "three"],
)
def test_the_source_of_a_document_has_up_to_three_lines_and_ends_with_a_year(source: tuple[str, ...]) -> None:
    assert shape(appendix(*TEXT, *source).blocks)[-1] == ("source", " ".join(source))


@pytest.mark.parametrize(
    "last",
    [
        ("Archive of the Toll, vol. 3, Upper Bridge",),
        ("archive of the Toll, vol. 3, Upper Bridge 1832",),
        ("Archive of the Toll", "and of the Upper Bridge", "and all its mules", "and carts, 1832"),
    ],
    ids=["no year", "no capital", "four lines"],
)
def test_other_last_lines_are_no_source(last: tuple[str, ...]) -> None:
    assert "source" not in {block.kind for block in appendix(*TEXT, *last).blocks}


def test_a_document_of_a_single_line_is_no_source() -> None:
    for line in ("Archive of the Toll, 1832", "Archive of the Toll, 1832."):
        assert [block.kind for block in appendix(line).blocks] != ["source"]


def test_sections_and_dates_are_numbered_one_by_one() -> None:
    blocks = chapter(*TEXT, "The Winter of the Hams", *MORE, "The Spring of the Mules", *TEXT).blocks
    assert [block.id for block in blocks] == ["p1", "s1", "p2", "s2", "p3"]
    assert {block.label for block in blocks} == {""}
    events = ("3 March Toll raised.", "3 March Riot.", "3 March Peace.")
    text = witness(page("Chronology of Salt", "1831", *events), page(*HEADING, *TEXT))
    ids = [block.id for block in part(built(text).edition, "chronology/").blocks]
    assert ids == ["1831", "1831-03-03", "1831-03-03-2", "1831-03-03-3"]


def rows(*lines: str) -> list[tuple[str, list[tuple[str, int, str]]]]:
    """Kind and rows of the lists and dialogues of a chapter."""
    return [
        (block.kind, [(span.role, span.row, plain(span.content).strip()) for span in block.spans])
        for block in chapter(*lines).blocks
        if block.kind in (BlockKind.LIST, BlockKind.DIALOGUE)
    ]


def test_the_turns_of_a_dialogue_are_rows_of_one_block() -> None:
    assert rows(*COLON, "Clerk: Who goes there?", "Driver: A mule, sir,", "and some salt.", *MORE) == [
        (
            "dialogue",
            [
                *[("speaker", 0, "Clerk:"), ("speech", 0, "Who goes there?")],
                *[("speaker", 1, "Driver:"), ("speech", 1, "A mule, sir, and some salt.")],
            ],
        )
    ]


def test_the_items_of_a_list_are_rows_of_one_block() -> None:
    bullets = ("– salt for the town;", "– hams for the bishop,", "and for his clerk;", "– letters.")
    assert rows(*COLON, *bullets, *MORE) == [
        (
            "list",
            [
                *[("marker", 0, "–"), ("item", 0, "salt for the town;")],
                *[("marker", 1, "–"), ("item", 1, "hams for the bishop, and for his clerk;")],
                *[("marker", 2, "–"), ("item", 2, "letters.")],
            ],
        )
    ]


def test_items_in_mid_page_are_told_by_their_sequence() -> None:
    """Below lines that introduce nothing no item would be seen but for the ones that follow it."""
    first, second = set_type("1. " + PROSE), set_type("2. " + FURTHER)
    ((kind, spans),) = rows(*TEXT, *first, *second, *TEXT)
    assert (kind, [text for role, _, text in spans if role == "marker"]) == ("list", ["1.", "2."])
    assert rows(*TEXT, *first, *set_type("4. " + FURTHER), *TEXT) == []
    assert rows(*TEXT, *set_type("2. " + PROSE), *set_type("3. " + FURTHER), *TEXT) == []
    letters = [set_type(f"({letter}) {PROSE}") for letter in "abc"]
    ((_, spans),) = rows(*TEXT, *(line for lines in letters for line in lines), *TEXT)
    assert [text for role, _, text in spans if role == "marker"] == ["(a)", "(b)", "(c)"]


def test_what_is_an_article_in_a_document_is_a_section_or_an_item_in_a_chapter() -> None:
    assert [block.kind for block in chapter(*TEXT, "Article IV", *MORE).blocks] == ["paragraph", "section", "paragraph"]
    blocks = appendix("Article IV", *TEXT, "Article V.", *MORE).blocks
    assert [(block.kind, block.label) for block in blocks if block.kind is not BlockKind.PARAGRAPH] == [
        ("article", "IV"),
        ("article", "V"),
    ]
    articles = appendix(*COLON, "1. The toll is two crowns.", "2. The bishop is exempt.").blocks[1:]
    assert [[(span.role, plain(span.content).strip()) for span in block.spans] for block in articles] == [
        [("number", "1."), ("text", "The toll is two crowns.")],
        [("number", "2."), ("text", "The bishop is exempt.")],
    ]


TABLE = ("Mules 12 30", "Carts 4 9", "Bridge 7 11")


def test_displays_stand_in_their_order_and_the_paragraph_goes_on_below_them() -> None:
    rest = set_type("and the council, having read it, went home and slept. " + PROSE, indent=0)
    text = witness(page(*HEADING, *TEXT, *TABLE, *rest, *TABLE, "Who goes there?", *MORE))
    line = line_of(text, "Who goes there?")
    entry = Display(first=line, last=line, turns=(Turn(supplied="Clerk:", first=line, last=line),))
    made = part(built(text, apparatus(displays=(entry,))).edition, "chapters/01/")
    kinds = [block.kind for block in made.blocks]
    assert kinds == ["paragraph", "table", "continued", "table", "dialogue", "paragraph"]
    assert [block.id for block in made.blocks] == [f"p{n}" for n in range(1, 7)]


def test_a_table_of_the_register_stands_for_the_one_that_a_rule_would_see() -> None:
    text = witness(page(*HEADING, *TEXT, *TABLE, *MORE))
    first, last = line_of(text, TABLE[0]), line_of(text, TABLE[-1])
    lines = tuple(Row(cells=(f"{line_of(text, words)}",)) for words in TABLE)
    entry = Display(first=first, last=last, rows=lines)
    table = part(built(text, apparatus(displays=(entry,))).edition, "chapters/01/").blocks[1]
    assert [plain(span.content).strip() for span in table.spans] == list(TABLE)


def roles(*entries: tuple[str, str], to: str = "") -> list[tuple[str, str]]:
    """The blocks of a chapter whose lines with these words the register gives these roles."""
    text = witness(page(*HEADING, *TEXT, "The Winter of the Hams", *MORE))
    last = line_of(text, to) if to else 0
    register = tuple(
        LineRole.model_validate({"line": line_of(text, words), "role": role, "to": last * (role == "quotation")})
        for words, role in entries
    )
    return shape(part(built(text, apparatus(structure=register)).edition, "chapters/01/").blocks)


def test_each_role_of_the_register_is_what_it_says() -> None:
    heading, third = "The Winter of the Hams", TEXT[2]
    assert [kind for kind, _ in roles()] == ["paragraph", "section", "paragraph"]
    assert {kind for kind, _ in roles((heading, "text"))} == {"paragraph"}
    assert [kind for kind, _ in roles((third, "continues"))][:2] == ["paragraph", "continued"]
    assert roles((third, "section"))[1] == ("section", third)
    assert roles((heading, "paragraph"))[1] == ("paragraph", f"{heading} {FURTHER}")


def test_a_paragraph_within_a_quotation_of_the_register_is_the_quotations() -> None:
    blocks = roles((MORE[0], "quotation"), (MORE[3], "paragraph"), to=MORE[-1])
    assert blocks[-1] == ("quotation", FURTHER)


def test_the_message_on_an_entry_that_names_no_line_says_which() -> None:
    text = witness(page(*HEADING, *TEXT))
    entry = LineRole(line=line_of(text, TEXT[0]), to=999, role=Role.QUOTATION, row=6, file="apparatus/structure.tsv")
    with pytest.raises(Refusal) as refused:
        built(text, apparatus(structure=(entry,)))
    (fault,) = refused.value.messages
    assert (fault.column, fault.detail) == (1, f"Line {line_of(text, TEXT[0])} or 999 holds no text.")


def test_a_footnote_stands_below_the_last_block_of_its_page_that_has_a_mark() -> None:
    """A mark on the page before calls another note."""
    marked = [set_type(text.replace("the", "the*", 1)) for text in (PROSE, FURTHER)]
    text = witness(page(*HEADING, *marked[0], "* First, it was so.", "4"), page(*marked[1], "* Then not.", "5"))
    assert shape(part(built(text).edition, "chapters/01/").blocks) == [
        *[("paragraph", PROSE), ("footnote", "First, it was so.")],
        *[("paragraph", FURTHER), ("footnote", "Then not.")],
    ]


def test_a_second_list_may_begin_with_one_again() -> None:
    first, second = set_type("1. " + PROSE), set_type("2. " + FURTHER)
    lists = rows(*TEXT, *first, *second, *TEXT, *first, *second, *TEXT)
    markers = [text for _, spans in lists for role, _, text in spans if role == "marker"]
    assert markers == ["1.", "2.", "1.", "2."]


def test_every_line_of_a_quotation_of_the_register_is_the_quotations() -> None:
    text = witness(page(*HEADING, *TEXT, "So he wrote.", *MORE, *TEXT))
    entry = LineRole(line=line_of(text, "So he wrote."), to=line_of(text, MORE[-1]), role=Role.QUOTATION)
    blocks = part(built(text, apparatus(structure=(entry,))).edition, "chapters/01/").blocks
    assert shape(blocks) == [("paragraph", PROSE), ("quotation", f"So he wrote. {FURTHER}"), ("paragraph", PROSE)]


def test_a_wide_line_is_no_quotation_in_a_text_too_short_to_have_a_measure() -> None:
    lines = [
        "The toll was raised that year, and nobody",
        "paid it.",
        "A second rising was put down before the harvest was",
        "in.",
    ]
    assert {block.kind for block in chapter(*lines).blocks} == {BlockKind.PARAGRAPH}


def test_figures_in_brackets_number_a_list() -> None:
    (_, items, _) = chapter(*COLON, "(1) salt for the town;", "(2) hams for the bishop.", *MORE).blocks
    assert items.kind is BlockKind.LIST


def test_a_quotation_of_the_register_needs_no_sign() -> None:
    text = witness(page(*HEADING, *TEXT, "So he wrote.", *MORE))
    entry = LineRole(line=line_of(text, "So he wrote."), role=Role.QUOTATION)
    kinds = [block.kind for block in part(built(text, apparatus(structure=(entry,))).edition, "chapters/01/").blocks]
    assert BlockKind.QUOTATION in kinds


def test_what_looks_like_a_heading_above_the_last_short_lines_of_a_letter_is_its_signature() -> None:
    kinds = [block.kind for block in chapter(*set_type(PROSE), "", "Your obedient", "", "Ada Merrow.", "").blocks]
    assert kinds == [BlockKind.PARAGRAPH, BlockKind.SIGNATURE, BlockKind.SIGNATURE]
    headed = chapter(*set_type(PROSE), "", "Your obedient", "", *set_type(FURTHER), "")
    assert [block.kind for block in headed.blocks] == [BlockKind.PARAGRAPH, BlockKind.SECTION, BlockKind.PARAGRAPH]


def test_within_a_part_what_looks_like_a_heading_above_a_name_closes_a_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    above, close, name, below = chapter(*set_type(PROSE), "", "Your obedient", "", "A. MERROW.", "", *MORE).blocks
    heading, name = replace(close, kind=BlockKind.SECTION), replace(name, kind=BlockKind.PARAGRAPH)
    blocks = [above, heading, name, below, below]
    monkeypatch.setattr(_Arrangement, "_is_short", lambda _, block: block in blocks[1:3])
    kinds = [block.kind for block in object.__new__(_Arrangement)._signed(blocks)]
    assert kinds == [BlockKind.PARAGRAPH, *[BlockKind.SIGNATURE] * 2, *[BlockKind.PARAGRAPH] * 2]


@pytest.mark.parametrize("words", ["Of the mules of the upper valley, and what the council said.", "of the toll"])
def test_a_line_that_its_makers_marked_heads_a_section_whatever_its_words(words: str) -> None:
    text = "\n\n".join(["# CHAPTER 1", "# Salt", PROSE, f"## {words}", FURTHER])
    blocks = built(of_bytes(text.encode(), Path("salt.md"))).edition.parts[-1].blocks
    assert shape(blocks) == [("paragraph", PROSE), ("section", words), ("paragraph", FURTHER)]


def test_rows_with_marked_cells_are_a_table_and_never_headings() -> None:
    rows = ["| Chapter | Mules | Toll |", "|---|---|---|", "| I | | 4 d. |", "| II | 98 | 5 d. |"]
    text = "\n\n".join(["# CHAPTER 1", "# Salt", PROSE, "\n".join(rows), FURTHER])
    edition = built(of_bytes(text.encode(), Path("salt.md"))).edition
    (_, table, _) = edition.parts[-1].blocks
    assert table.kind is BlockKind.TABLE
    assert [(span.role, plain(span.content).strip(), span.row, span.column) for span in table.spans] == [
        ("header", "Chapter", 0, 0),
        ("header", "Mules", 0, 1),
        ("header", "Toll", 0, 2),
        ("cell", "I", 1, 0),
        ("cell", "4 d.", 1, 2),
        ("cell", "II", 2, 0),
        ("cell", "98", 2, 1),
        ("cell", "5 d.", 2, 2),
    ]


def test_an_indented_table_does_not_take_the_line_above_and_may_have_a_row_without_words() -> None:
    rows = ["  | Mules | Toll |", "  |---|---|", "  | | |", "  | 98 | 5 d. |"]
    text = "\n\n".join(["# CHAPTER 1", "# Salt", "\n".join([*TEXT, "", *rows]), FURTHER])
    edition = built(of_bytes(text.encode(), Path("salt.md"))).edition
    (above, table, _) = edition.parts[-1].blocks
    assert shape([above]) == [("paragraph", PROSE)]
    assert [plain(span.content).strip() for span in table.spans] == ["Mules", "Toll", "98", "5 d."]


def tagged(*rows: tuple[str, ...], between: str) -> str:
    cells = (f"<tr>{between}{between.join(f'<td>{cell}</td>' for cell in row)}{between}</tr>" for row in rows)
    return f"<table>{between}{between.join(cells)}{between}</table>"


@pytest.mark.parametrize("between", ["", "\n"])
def test_tables_of_html_keep_their_cells_and_the_paragraphs_around_them(between: str) -> None:
    """The cells of a table in one line ran together: 17411201742135."""
    mules = tagged(("1741", "120 mules"), ("", ""), ("1742", "", "135"), between=between)
    tolls = tagged(("salt", "4 d."), ("wool", "5 d."), between=between)
    text = "\n\n".join(["# CHAPTER 1", "# Salt", PROSE, mules, tolls, FURTHER])
    edition = built(of_bytes(text.encode(), Path("salt.md"))).edition
    blocks = edition.parts[-1].blocks
    assert [block.kind for block in blocks] == ["paragraph", "table", "table", "paragraph"]
    assert shape((blocks[0], blocks[3])) == [("paragraph", PROSE), ("paragraph", FURTHER)]
    found = [(plain(span.content).strip(), span.row, span.column) for span in blocks[1].spans if plain(span.content)]
    assert found == [("1741", 1, 0), ("120 mules", 1, 1), ("1742", 3, 0), ("135", 3, 2)]


def test_the_cells_of_the_first_row_are_headers_if_their_tags_say_so() -> None:
    head, body = "<tr><th>Year</th><th>Mules</th></tr>", "<tr><td>1741</td><td>120</td></tr>"
    table = f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"
    text = "\n\n".join(["# CHAPTER 1", "# Salt", PROSE, table, FURTHER])
    (_, block, _) = built(of_bytes(text.encode(), Path("salt.md"))).edition.parts[-1].blocks
    assert [(span.role, plain(span.content).strip(), span.row) for span in block.spans] == [
        ("header", "Year", 0),
        ("header", "Mules", 0),
        ("cell", "1741", 1),
        ("cell", "120", 1),
    ]


@pytest.mark.parametrize("dash", ["-", "–", "—"])
def test_speeches_with_dashes_are_paragraphs_and_no_list(dash: str) -> None:
    speeches = [
        f"{dash} {words}" for words in ("Good day, said the driver.", "Good day, said the clerk, who", "It is full.")
    ]
    lines = [*speeches[:2], "had not expected him.", speeches[2]]
    text = "\n\n".join(["# CHAPTER 1", "# Salt", PROSE, "\n".join(lines), FURTHER])
    book = SETTINGS.book.model_copy(update={"language": "fr"})
    french = apparatus().model_copy(update={"settings": SETTINGS.model_copy(update={"book": book})})
    blocks = built(of_bytes(text.encode(), Path("salt.txt")), french).edition.parts[-1].blocks
    expected = [speeches[0], f"{speeches[1]} had not expected him.", speeches[2]]
    assert shape(blocks[1:4]) == [("paragraph", words.replace(dash, "–")) for words in expected]


@pytest.mark.parametrize(("mark", "rows"), [("•", ["Salt", "Wool", "Wine"]), ("-", ["salt, from the sea;", "wool."])])
def test_bullets_are_items_of_a_list(mark: str, rows: list[str]) -> None:
    text = "\n\n".join(["# CHAPTER 1", "# Salt", PROSE, "\n".join(f"{mark} {row}" for row in rows), FURTHER])
    blocks = built(of_bytes(text.encode(), Path("salt.txt"))).edition.parts[-1].blocks
    assert blocks[1].kind is BlockKind.LIST
    assert [plain(span.content).strip() for span in blocks[1].spans if span.role is SpanRole.ITEM] == rows


KEEPERS = (
    "Place           Keeper       Sacks",
    "Weir Bridge     Ada Orme     1,204",
    "Market          Tom Brim       998",
)
COUNTS = (
    "Mules           12%     14",
    "                ---     --",
    "Carts            9½      4",
    "Bridge          11       7",
)
PAIRS = (
    "the use of a bridge or        the sacks and writes",
    "a road; the salt and          them in the ledger",
    "the mules are sold.           of the town.",
)
MARKS = ("1.  The toll", "2.  The frost", "3.  The thaw")


@pytest.mark.parametrize("rows", [KEEPERS, COUNTS])
def test_columns_that_blanks_keep_apart_are_those_of_a_table(rows: tuple[str, ...]) -> None:
    """A table of words was verse, and the last row of figures a heading."""
    made = part(built(witness(page(*HEADING, *TEXT, "", *rows, "", *MORE))).edition, "chapters/01/")
    table = made.blocks[1]
    assert [block.kind for block in made.blocks] == [BlockKind.PARAGRAPH, BlockKind.TABLE, BlockKind.PARAGRAPH]
    assert [plain(span.content).strip() for span in table.spans] == [
        cell for row in rows for cell in re.split(" {2,}", row) if cell
    ]
    assert {span.column for span in table.spans} == {0, 1, 2}


@pytest.mark.parametrize("rows", [PAIRS, MARKS, KEEPERS[:2]])
def test_columns_of_prose_marks_of_lists_and_two_rows_are_no_table(rows: tuple[str, ...]) -> None:
    made = part(built(witness(page(*HEADING, *TEXT, "", *rows, "", *MORE))).edition, "chapters/01/")
    assert BlockKind.TABLE not in {block.kind for block in made.blocks}
