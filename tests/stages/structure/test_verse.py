"""Verse keeps its lines; nothing else becomes verse."""

from __future__ import annotations

import pytest

from editio.inputs.registers import Apparatus, LineRole, Role
from editio.model.kinds import BlockKind
from editio.model.text import Block, plain
from editio.model.witness import Box, Leaf, Line, Witness, of_text
from printing import FURTHER, apparatus, built, set_type
from printing import PROSE as SALT

PROSE = (
    "The drivers had a song about it, which the clerk of the bridge took down\n"
    "one evening in the year of the great frost, and which was sung by all of\n"
    "them for many years after he was dead and the bridge had fallen down:\n"
)
AFTER = (
    "The town never heard it, or said so, and when the last of the drivers was\n"
    "buried there was nobody left in the valley who knew more than a few words\n"
    "of it; the clerk's book was lost with the ledger of the toll and the seal.\n"
)
SONG = (
    "    Salt of the marsh and salt of the sea,\n"
    "        What will the toll-man take from me?\n"
    "    Sack for the bridge and sack for the bell,\n"
    "        And one for the wolf on the road to hell.\n"
)


def blocks(text: str, entries: Apparatus | None = None) -> list[Block]:
    made = built(witness(text), entries)
    return [block for part in made.edition.parts for block in part.blocks]


def witness(text: str) -> Witness:
    return of_text(f" CHAPTER 1\nThe Road\n\n{text}")


def lines(block: Block) -> list[str]:
    return [plain(span.content).strip() for span in block.spans]


def verse(text: str, entries: Apparatus | None = None) -> list[Block]:
    return [block for block in blocks(text, entries) if block.kind is BlockKind.VERSE]


def test_lines_set_in_are_kept_with_their_indents() -> None:
    (stanza,) = verse(f"{PROSE}\n{SONG}\n{AFTER}")
    assert lines(stanza)[0] == "Salt of the marsh and salt of the sea,"
    assert [span.column for span in stanza.spans] == [0, 2, 0, 2]


def test_a_gap_parts_stanzas() -> None:
    assert len(verse(f"{PROSE}\n{SONG}\n{SONG}\n{AFTER}")) == 2


def test_without_indents_short_lines_with_capitals_are_verse() -> None:
    song = "".join(line.strip() + "\n" for line in SONG.splitlines())
    (stanza,) = verse(f"{PROSE}\n{song}\n{AFTER}")
    assert len(stanza.spans) == 4


def test_a_line_turned_over_is_one_line() -> None:
    song = SONG.replace("on the road to hell.", "on the\n            road to hell.")
    (stanza,) = verse(f"{PROSE}\n{song}\n{AFTER}")
    assert len(stanza.spans) == 4


@pytest.mark.parametrize(
    "text",
    [
        f"{PROSE}{AFTER}",
        f"{PROSE}\n“Who goes there?”\n\n“The toll.”\n\n“What toll?”\n\n“Salt.”\n\n{AFTER}",
        f"{PROSE}\n    " + PROSE.replace("\n", "\n    ") + f"\n{AFTER}",
        f"{PROSE}\n    THE ROAD\n    THE BRIDGE\n\n{AFTER}",
        f"{PROSE}\n    The road 12\n    The bridge 14\n    The toll 17\n\n{AFTER}",
    ],
    ids=["prose", "dialogue", "a displayed quotation", "headings", "a list with pages"],
)
def test_nothing_else_is_verse(text: str) -> None:
    assert verse(text) == []


def test_the_register_makes_lines_verse() -> None:
    first = 4 + PROSE.count("\n") + 1
    role = LineRole(line=first, to=first + 1, role=Role.VERSE)
    text = f"{PROSE}\nthe carts went up.\nthe toll was paid.\n\n{AFTER}"
    (stanza,) = verse(text, apparatus(structure=(role,)))
    assert lines(stanza) == ["the carts went up.", "the toll was paid."]


def test_no_word_is_lost_or_out_of_order() -> None:
    text = f"{PROSE}\n{SONG}\n{AFTER}"
    read = " ".join(line for block in blocks(text) for line in lines(block)).split()
    assert [w.replace("’", "'") for w in read] == text.split()


def test_lines_that_are_set_in_by_turns_are_verse_though_the_others_stand_at_the_margin() -> None:
    song = "".join(line[4:] + "\n" for line in SONG.splitlines())
    (stanza,) = verse(f"The drivers had a song about it:\n\n{song}\nThe town never heard it, or said so.\n")
    assert [span.column for span in stanza.spans] == [0, 2, 0, 2]


def test_paragraphs_of_two_lines_are_no_verse() -> None:
    pairs = "".join(
        f"    The {name} said that no one ought to go by night to the bridge, and\nThe Toll was closed then.\n"
        for name in ("miller", "bishop", "driver")
    )
    assert verse(f"{PROSE}\n{pairs}\n{AFTER}") == []


def test_lines_that_alternate_between_two_margins_are_verse_though_all_are_set_in() -> None:
    deeper = "".join(f"  {line}" for line in SONG.splitlines(keepends=True))
    (stanza,) = verse(f"{PROSE}\nThe clerk wrote it down:\n\n{deeper}\nNobody sang it.\n")
    assert len(stanza.spans) == 4


def test_stanzas_without_indents_are_verse_in_a_text_with_empty_lines() -> None:
    song = "".join(line.strip() + "\n" for line in SONG.splitlines())
    assert [len(stanza.spans) for stanza in verse(f"{PROSE}\n{song}\n{song}\n{AFTER}")] == [4, 4]


def test_verse_at_the_margin_is_verse_in_a_book_with_indented_paragraphs() -> None:
    song = "".join(line.strip() + "\n" for line in SONG.splitlines())
    paragraphs = f"   {PROSE}   {AFTER}" * 12
    (stanza,) = verse(f"{paragraphs}   {PROSE}\n{song}\n   {AFTER}")
    assert len(stanza.spans) == 4


def test_lines_of_a_book_in_verse_are_kept_though_they_are_as_wide_as_its_measure() -> None:
    pairs = (
        "The hills have kept their counsel since the flood,",
        "And no man counts the lanterns on the quay,",
        "Where once the ferry waited for the dawn",
        "A little smoke above the tannery.",
    )
    stanzas = verse("".join(line + "\n" for line in pairs * 15))
    assert sum(len(stanza.spans) for stanza in stanzas) >= 59  # the first line may be a heading


def test_the_date_and_the_close_of_a_letter_are_lines_of_their_own() -> None:
    letter = "Upper Bridge, May 3, 1831.\nMy dear Sir,\n{}Your obedient servant,\nA. CHANDLER.\n"
    made = blocks("".join(letter.format(PROSE.replace("down:", "down.") + AFTER) for _ in range(6)) + AFTER)
    texts = [" ".join(lines(block)) for block in made]
    for line in ("Upper Bridge, May 3, 1831.", "My dear Sir,", "Your obedient servant,", "A. CHANDLER."):
        assert texts.count(line) == 6, line


STANZA = ("Fetters for the mules to wear,", "Salt to sell and none to spare,", "Bells to ring and tolls to pay,")


def boxed(*pages: list[tuple[int, str]]) -> Witness:
    """Leaves of lines with boxes, each line with its indent in ems."""
    whole = ""
    lines: list[Line] = []
    leaves: list[Leaf] = []
    for n, page in enumerate(pages, 1):
        leaves.append(Leaf(n, len(lines), len(lines) + len(page), len(whole)))
        for top, (indent, words) in enumerate(page, 2):
            box = Box(30 * indent, 40 * top, 30 * indent + 13 * len(words), 40 * top + 30)
            lines.append(Line(len(lines) + 1, len(whole), len(whole) + len(words), words, 0, False, box))
            whole += f"{words}\n"
    return Witness("song", whole, tuple(lines), tuple(leaves))


@pytest.mark.parametrize(
    ("indent", "first", "sizes"),
    [
        (0, "Is it bread that we must break", [18, 19]),
        (6, "The Song of the Drivers", [18, 18]),
        (0, "THE SONG OF THE DRIVERS", [18, 18]),
    ],
)
def test_the_first_line_of_a_page_of_verse_is_no_heading(indent: int, first: str, sizes: list[int]) -> None:
    prose = [(1 - min(k, 1), line) for words in (SALT, FURTHER) * 3 for k, line in enumerate(set_type(words))]
    head = [(8, "CHAPTER 1"), (8, "The Road"), *prose]
    song = [(0, line) for line in STANZA * 6]
    starts = (len(head) + 1, len(head) + len(song) + 2)
    register = apparatus(
        structure=tuple(LineRole(line=start, to=start + len(song) - 1, role=Role.VERSE) for start in starts)
    )
    made = built(boxed(head, song, [(indent, first), *song], prose), register).edition
    blocks = [block for part in made.parts for block in part.blocks]
    assert [len(block.spans) for block in blocks if block.kind is BlockKind.VERSE] == sizes
