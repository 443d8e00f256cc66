"""Notes that stand in the text: their paragraphs and their verse."""

from __future__ import annotations

from pathlib import Path

from editio.inputs import plain_text
from editio.inputs.registers import LineRole, Role
from editio.model.text import Block, paragraphs, plain
from editio.stages import effects, ledger
from noted import FIRST, SECOND, SONG, THIRD, entered, made, noted, of_note
from printing import PROSE, built, part, set_type


def shown(block: Block) -> list[list[tuple[str, str]]]:
    """The paragraphs of a note, each with the roles and the words of its spans."""
    return [[(block.spans[k].role, plain(block.spans[k].content).strip()) for k in ks] for ks in paragraphs(block)]


def test_a_note_of_one_paragraph_has_one_span_after_its_number() -> None:
    note = of_note(made([FIRST]), 1)
    assert [span.role for span in note.spans] == ["number", "text"]


def test_an_empty_line_below_a_stop_begins_a_paragraph_in_a_note() -> None:
    note = of_note(made([FIRST], [SECOND], [THIRD]), 1)
    assert shown(note) == [[("text", " ".join(lines))] for lines in ([FIRST], [SECOND], [THIRD])]
    assert note.id == "note1"


def test_an_empty_line_in_a_sentence_begins_none() -> None:
    """An OCR engine leaves empty lines also where the paper is stained."""
    note = of_note(made(["The ferryman wrote in the ledger"], ["Of tolls that nobody had paid."]), 1)
    assert len(paragraphs(note)) == 1


def test_a_paragraph_may_follow_what_introduces_it() -> None:
    note = of_note(made(["The ferryman wrote in the ledger:--"], [FIRST]), 1)
    assert len(paragraphs(note)) == 2


def test_verse_in_a_note_keeps_its_lines() -> None:
    note = of_note(made([FIRST, "The drivers sang:"], SONG, [SECOND]), 1)
    assert shown(note) == [
        [("text", f"{FIRST} The drivers sang:")],
        [("line", line) for line in SONG],
        [("text", SECOND)],
    ]


def test_the_number_of_a_note_may_stand_on_a_line_of_its_own_above_verse() -> None:
    note = of_note(made([""], SONG), 1)
    assert [span.role for span in note.spans] == ["number", *["line"] * len(SONG)]


def test_short_lines_from_the_mark_on_are_no_verse() -> None:
    """Many notes consist of one short title that takes two or three lines."""
    note = of_note(made(["Ferry Ledger,", "Weir Town,", "Old Series"]), 1)
    assert shown(note) == [[("text", "Ferry Ledger, Weir Town, Old Series")]]


def test_the_ledger_explains_every_character_of_such_notes() -> None:
    edition = made([FIRST], SONG, [SECOND], [THIRD]).edition
    assert ledger.check(edition.witness, edition.pieces()) is None


def shown_with(role: Role, words: str, *stretches: list[str]) -> list[list[tuple[str, str]]]:
    """The first note if the register gives a role to the line with these words."""
    text = noted(*stretches)
    line = next(line.number for line in text.lines if words in line.text)
    return shown(of_note(built(text, entered(text, LineRole(line=line, role=role))), 1))


def test_the_register_says_where_a_paragraph_of_a_note_begins() -> None:
    assert shown_with(Role.PARAGRAPH, SECOND, [FIRST, SECOND]) == [[("text", FIRST)], [("text", SECOND)]]
    assert shown_with(Role.TEXT, SECOND, [FIRST], [SECOND]) == [[("text", f"{FIRST} {SECOND}")]]


def test_the_register_says_what_is_verse_in_a_note() -> None:
    words = ("the lamp was lit", "the boat was gone")
    text = noted([FIRST, *words])
    first, last = (next(line.number for line in text.lines if line.text == one) for one in words)
    entry = LineRole(line=first, to=last, role=Role.VERSE)
    edition = built(text, entered(text, entry))
    assert shown(of_note(edition, 1))[1:] == [[("line", one) for one in words]]
    assert list(effects.faults(edition.edition, [entry])) == []


def test_a_note_that_begins_in_the_line_of_another_is_shown_below_its_own_call() -> None:
    """Daggers are read as `f` or `-f-`; at the end of a line the latter divides no word."""
    page = "{}*\n{}, -f-\n{}\n\n* Ferry Ledger, p. 3. f Ibid. p. 4.\n"
    prose = set_type(PROSE, indent=0)
    texts = [page.format(prose[0], prose[1].rstrip(",."), "\n".join(prose[2:])) for _ in range(3)]
    witness = plain_text.of_bytes("\f".join(["CHAPTER I\n\nTHE CROSSING\n", *texts]).encode(), Path("ferry.txt"))
    edition = built(witness).edition
    assert ledger.check(edition.witness, edition.pieces()) is None
    shown = [plain(span.content) for block in part(edition, "chapters/01/").blocks for span in block.spans]
    assert [text.strip() for text in shown if "Ledger" in text or "Ibid." in text] == [
        "Ferry Ledger, p. 3.",
        "Ibid. p. 4.",
    ] * 3
