"""The reading: the witness's lines as editors read them, each character with its place in the witness."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from editio.inputs.registers import Emendation, Recurring
from editio.model.kinds import Certainty, Damage
from editio.model.witness import Markup, MarkupKind, Witness, of_text
from editio.stages.reading import read


def emendation(line: int, reading: str, edited: str) -> Emendation:
    return Emendation(
        id="e0001", line=line, reading=reading, edited=edited, kind=Damage.MISREADING, certainty=Certainty.CERTAIN
    )


def marked(text: str, *marks: str) -> Witness:
    """A witness in which each of these stretches is markup."""
    made = of_text(text)
    found = ((text.index(mark), text.index(mark) + len(mark)) for mark in marks)
    return replace(made, markup=tuple(Markup(start, end, MarkupKind.EMPHASIS) for start, end in found))


def test_a_witness_that_nobody_changed_is_read_as_it_is() -> None:
    text = of_text("The carts went up.\n")
    assert read(text, (), ()) is text


def test_an_emendation_is_read_and_its_characters_keep_their_place() -> None:
    text = of_text("CHAPTEE II\nThe carts went up.\n")
    line = read(text, [emendation(1, "CHAPTEE", "CHAPTER")], ()).lines[0]
    assert line.text == "CHAPTER II"
    assert text.text[line.at(line.text.index("II"))] == "I"
    assert line.at(0) == 0
    assert line.at(len(line.text)) == line.end


def test_a_recurring_reading_is_corrected_in_every_line() -> None:
    text = of_text("tbe carts\nand tbe sacks\n")
    rule = Recurring(id="r0001", reading="tbe", edited="the", kind=Damage.MISREADING)
    assert [line.text for line in read(text, (), [rule]).lines] == ["the carts", "and the sacks"]


def test_markup_is_not_read() -> None:
    text = marked("The _carts went up\nby_ night.\n", "_carts"[:1], "_ night"[:1])
    assert next(line.text for line in read(text, (), ()).lines) == "The carts went up"


def test_a_line_that_an_editor_took_out_stays_with_its_index() -> None:
    text = of_text("The carts\n~\nwent up.\n")
    lines = read(text, [emendation(2, "~", "")], ()).lines
    assert [line.text for line in lines] == ["The carts", "", "went up."]


def test_an_entry_that_does_not_fit_changes_nothing() -> None:
    text = of_text("The carts\n")
    assert read(text, [emendation(1, "sacks", "socks"), emendation(7, "The", "A")], ()) is text


@settings(deadline=None)
@given(st.lists(st.text("ab _~", max_size=8), min_size=1, max_size=5), st.data())
def test_every_character_that_is_kept_is_that_of_the_witness(lines: list[str], data: st.DataObject) -> None:
    text = "\n".join(["x", *lines])
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    marks = [Markup(a, b, MarkupKind.FORMAT) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    witness = replace(of_text(text), markup=tuple(marks))
    found = read(witness, (), ())
    assert len(found.lines) == len(witness.lines)
    for raw, line in zip(witness.lines, found.lines, strict=True):
        outside = [at for at in range(raw.start, raw.end) if not any(mark.start <= at < mark.end for mark in marks)]
        assert line.text == "".join(text[at] for at in outside).strip()
        assert all(text[line.at(k)] == character for k, character in enumerate(line.text))
