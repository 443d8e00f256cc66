"""Where lines stand, and which signs divide the paragraphs of a book."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from editio.model.witness import Box, Leaf, Line, Witness, of_text
from editio.stages.columns import columns
from editio.stages.structure.signals import NO_EVIDENCE, evidence, places

EM, WIDTH, LEFT = 30, 900, 100


def boxed(rows: list[tuple[str, float, float]], slant: float = 0.0, left: int = LEFT) -> Witness:
    """One leaf of lines, each with its indent and how far it is short, in ems."""
    text = "\n".join(words for words, _, _ in rows)
    lines, start = [], 0
    for n, (words, indent, short) in enumerate(rows):
        top = 100 + 40 * n
        margin = left + slant * top
        box = Box(int(margin + indent * EM), top, int(margin + WIDTH - short * EM), top + EM)
        lines.append(Line(n + 1, start, start + len(words), words, 0, False, box))
        start += len(words) + 1
    return Witness("w", text, tuple(lines), (Leaf(1, 0, len(lines), 0),))


def paragraphs(count: int) -> list[tuple[str, float, float]]:
    """Paragraphs of four lines with indented first lines; every third last line is full."""
    return [
        row
        for n in range(count)
        for row in (
            ("The carts went up by night and in", 1.0, 0.0),
            ("the morning the toll-men counted the", 0.0, 0.0),
            ("sacks at the bridge and wrote the", 0.0, 0.0),
            ("number of them in the ledger.", 0.0, 0.0 if n % 3 == 0 else 12.0),
        )
    ]


def test_indents_are_measured_from_a_slanted_margin() -> None:
    witness = boxed(paragraphs(12), slant=0.02)
    found = places(witness, range(len(witness.lines)), {0})
    assert all((place.indent or 0.0) > 0.6 for i, place in found.items() if i % 4 == 0)
    assert all(abs(place.indent or 0.0) < 0.4 for i, place in found.items() if i % 4)


def test_indents_that_begin_paragraphs_are_evidence() -> None:
    witness = boxed(paragraphs(20))
    found = places(witness, range(len(witness.lines)), {0})
    learned = evidence({i: line.text for i, line in enumerate(witness.lines)}, found, {})
    assert learned.geometry
    assert learned.indent is not None
    assert learned.indent.begins > 0.9
    assert learned.indent.goes_on < 0.1


def test_quotations_that_are_set_in_are_no_evidence_against_indents() -> None:
    rows = paragraphs(20)
    quoted = [("who swore the oath of the drivers and", 3.0, 3.0)] * 4
    mixed = [row for n in range(0, len(rows), 4) for row in (*rows[n : n + 4], ("He wrote to the", 1.0, 9.0), *quoted)]
    witness = boxed(mixed)
    learned = evidence(
        {i: line.text for i, line in enumerate(witness.lines)}, places(witness, range(len(mixed)), {0}), {}
    )
    assert learned.indent is not None
    assert learned.indent.goes_on < 0.3


def test_empty_lines_between_all_lines_are_no_evidence() -> None:
    witness = of_text("\n\n".join(words for words, _, _ in paragraphs(20)))
    found = places(witness, range(len(witness.lines)), {0})
    assert evidence({i: line.text for i, line in enumerate(witness.lines)}, found, {}).blank is None


def test_empty_lines_between_paragraphs_are() -> None:
    rows = [words for words, _, _ in paragraphs(20)]
    witness = of_text("".join(("\n" if n % 4 == 0 else "") + row + "\n" for n, row in enumerate(rows)))
    texts = {i: line.text for i, line in enumerate(witness.lines)}
    found = places(witness, range(len(witness.lines)), {0})
    learned = evidence(texts, found, {i: i % 4 == 3 for i in texts})
    assert learned.blank is not None
    assert learned.blank.begins > 0.9


def test_paragraphs_of_one_line_are_counted_by_the_sign_that_divides_them() -> None:
    rows = [words for words, _, _ in paragraphs(20)]
    spoken = "“Count them again.”"
    witness = of_text("".join(f"\n{spoken}\n\n{row}\n" if n % 4 == 0 else row + "\n" for n, row in enumerate(rows)))
    texts = {i: line.text for i, line in enumerate(witness.lines)}
    learned = evidence(
        texts, places(witness, list(texts), {0}), {i: text.endswith("ledger.") for i, text in texts.items()}
    )
    assert learned.blank is not None
    assert 0.45 < learned.single < 0.55


def test_a_blank_before_every_line_is_no_indent() -> None:
    witness = of_text("".join(f" {words}\n" for words, _, _ in paragraphs(6)))
    found = places(witness, range(len(witness.lines)), {0})
    assert {place.indent for place in found.values()} == {None}


def test_an_empty_line_at_the_top_of_a_page_says_nothing() -> None:
    witness = of_text("the toll\n\nwas paid")
    assert places(witness, [0, 1], {0, 1})[1].blank is None
    assert places(witness, [0, 1], {0})[1].blank is True


def test_in_a_short_text_empty_lines_between_sentences_are_enough() -> None:
    rows = [words for words, _, _ in paragraphs(2)]
    witness = of_text("\n".join([*rows[:4], "", *rows[4:]]))
    texts = {i: line.text for i, line in enumerate(witness.lines)}
    found = places(witness, range(len(witness.lines)), {0})
    assert evidence(texts, found, {}).blank is not None
    within = of_text("\n".join([*rows[:2], "", *rows[2:]]))
    assert evidence(texts, places(within, range(len(within.lines)), {0}), {}).blank is None


def test_two_columns_have_two_margins() -> None:
    left = [(f"toll {n}", 0.0, 16.0) for n in range(20)]
    right = [(f"salt {n}", 16.0, 0.0) for n in range(20)]
    witness = boxed([*left, *right])
    assert columns(range(40), witness.lines) == [list(range(20)), list(range(20, 40))]
    found = places(witness, range(40), {0})
    assert all(abs(place.indent or 0.0) < 0.1 for place in found.values())


def test_without_lines_there_is_no_evidence() -> None:
    assert evidence({}, {}, {}) == NO_EVIDENCE


@given(st.lists(st.tuples(st.text("ab. ", min_size=1, max_size=9), st.floats(-5, 20), st.floats(-5, 20)), max_size=30))
def test_any_boxes_have_places(rows: list[tuple[str, float, float]]) -> None:
    witness = boxed(rows)
    assert set(places(witness, range(len(rows)), set())) == set(range(len(rows)))


def test_the_empty_lines_around_a_note_divide_the_lines_above_and_below_it() -> None:
    witness = of_text("The salt was weighed.\n\n[1] In the town.\n\nThe mules went up.")
    note = next(i for i, line in enumerate(witness.lines) if line.text.startswith("["))
    running = [i for i, line in enumerate(witness.lines) if line.text and i != note]
    assert [places(witness, running, ())[i].blank for i in running] == [None, True]


def test_ornaments_among_few_paragraphs_do_not_make_empty_lines_meaningless() -> None:
    """Paragraphs whose last line is full were joined in a short text with a row of stars."""
    paragraph = "\n".join(words for words, _, _ in paragraphs(1))
    witness = of_text("\n\n".join((paragraph, paragraph, "* * * * *", paragraph, paragraph)))
    learned = evidence(
        {i: line.text for i, line in enumerate(witness.lines)}, places(witness, range(len(witness.lines)), {0}), {}
    )
    assert learned.blank is not None


def test_entries_of_one_line_are_paragraphs_between_empty_lines() -> None:
    """More lines were below an empty line than not, as in a text with one below every line."""
    entries = (
        "ALE, a drink; see BEER.",
        "BAILIFF, the officer of the town, who kept\nthe ledger.",
        "BEER, see ALE.",
        "BRIDGE, a way.",
    )
    witness = of_text("\n\n".join(entries))
    learned = evidence(
        {i: line.text for i, line in enumerate(witness.lines)}, places(witness, range(len(witness.lines)), {0}), {}
    )
    assert learned.blank is not None
    assert learned.single > 0.3
