"""Notes whose marks the OCR lost: the blocks at the foot of pages in smaller type, kept as notes with their page."""

from __future__ import annotations

from editio.model.kinds import PartKind
from editio.model.pages import Page, Pagination
from editio.model.witness import Box, Line, Witness, of_text
from editio.stages import notes
from editio.stages.divisions import PartLines
from editio.stages.notes.unmarked import mark_left

TEXT = "the salt road went down to the pans and nobody paid the toll"
SMALL = "the ledger of the old salt office says so on a leaf that the clerk tore out in haste"
PAGES = 6


def found(pages: list[str]) -> tuple[notes.Notes, Witness]:
    starts, text = [], ""
    for page in pages:
        starts.append(len(text))
        text += page + "\n\n"
    witness = of_text(text)
    pagination = Pagination(tuple(Page(str(n + 1), start, True, "") for n, start in enumerate(starts)), (), ())
    part = PartLines(PartKind.CHAPTER, 1, 0, 0, len(witness.lines), 0)
    return notes.find(witness, pagination, (part,)), witness


def page(*below: str) -> str:
    text = "\n".join([f"{TEXT.capitalize()}", TEXT, f"{TEXT[:30]}."])
    return "\n\n".join([text, text, *below])


def note(mark: str, number: int) -> str:
    return f"{mark}Note {number} that {SMALL},\nas the miller told {number}."


def test_blocks_at_the_foot_are_kept_as_notes_of_their_page() -> None:
    marks = ["® ", "“", "", "^ ", "7", "", "° "]
    made, witness = found([page(note(mark, n)) for n, mark in enumerate(marks)])
    assert len(made.notes) == len(marks)
    for n, one in enumerate(made.notes):
        assert f"Note {n} that" in witness.lines[one.lines[0]].text
        assert len(one.lines) == 2
        assert one.calls == ()
        assert witness.text[one.mark.start : one.mark.end].strip() in marks[n].strip()
    assert [m.code for m in made.messages] == ["C306"]


def test_a_note_that_breaks_off_goes_on_at_the_foot_of_the_next_page() -> None:
    broken = f"® Note 1 that {SMALL}\nand then the miller told"
    made, witness = found(
        [page(note("® ", 0)), page(broken), page(f"{SMALL}\nhow it ended.", note("“", 2)), page(note("° ", 3))]
    )
    texts = [" ".join(witness.lines[i].text for i in one.lines) for one in made.notes]
    assert len(texts) == 4
    assert "miller told the ledger" in texts[1]


def test_wide_blocks_in_the_midst_of_pages_are_quotations_and_so_are_those_at_the_foot() -> None:
    text = "\n".join([TEXT.capitalize(), TEXT, "and so on."])
    pages = [f"{text}\n\n{note('“', n)}\n\n{text}" for n in range(4)] + [page(note("“", n)) for n in range(4)]
    assert found(pages)[0].notes == ()


def test_blocks_without_any_rest_of_a_mark_are_no_notes() -> None:
    assert found([page(note("", n)) for n in range(PAGES)])[0].notes == ()


def test_small_type_makes_no_notes_of_a_book_with_more_endnotes() -> None:
    """Three lists in small type at the foot of pages were notes without calls, and none of 46 endnotes had a call."""
    pages = [page(note("® ", n)) for n in range(PAGES)]
    listed = [f"{n}. Note {n} of the old salt office." for n in range(1, PAGES + 3)]
    text = "\n\n".join([*pages, *listed])
    starts = [text.index(own) for own in pages]
    witness = of_text(text)
    pagination = Pagination(tuple(Page(str(n + 1), start, True, "") for n, start in enumerate(starts)), (), ())
    end = next(i for i, line in enumerate(witness.lines) if line.text == listed[0])
    parts = (
        PartLines(PartKind.CHAPTER, 1, 0, 0, end, 0),
        PartLines(PartKind.NOTES, 1, end, end, len(witness.lines), 0),
    )
    assert notes.find(witness, pagination, parts).notes == ()
    assert len(notes.find(witness, pagination, parts[:1]).notes) == PAGES


def test_boxes_tell_the_size_of_a_single_line() -> None:
    lines: list[Line] = []
    text = ""
    tops = {"text": 10.0, "note": 8.0}
    starts = []
    for n in range(PAGES):
        starts.append(len(text))
        for k, (kind, words) in enumerate(
            [("text", TEXT)] * 4 + [("note", f"“Note {n} of the old salt office and the toll.")]
        ):
            width = round(len(words) * tops[kind] / 2)
            box = Box(
                10, 50 * k + (90 if kind == "note" else 0), 10 + width, 50 * k + 30 + (90 if kind == "note" else 0)
            )
            lines.append(
                Line(len(lines) + 1, len(text), len(text) + len(words), words, int(kind == "note"), False, box)
            )
            text += words + "\n"
    witness = Witness("w", text, tuple(lines))
    pagination = Pagination(tuple(Page(str(n + 1), start, True, "") for n, start in enumerate(starts)), (), ())
    made = notes.find(witness, pagination, (PartLines(PartKind.CHAPTER, 1, 0, 0, len(lines), 0),))
    assert [one.lines for one in made.notes] == [(5 * n + 4,) for n in range(PAGES)]


def test_notes_without_white_space_between_them_are_divided_at_what_is_left_of_their_marks() -> None:
    pages = [page(f"{note('', n)}\n{note('® ', n + 50)}") for n in range(PAGES)]
    made, witness = found(pages)
    assert [len(one.lines) for one in made.notes] == [2] * 2 * PAGES
    assert [witness.text[one.mark.start : one.mark.end].strip() for one in made.notes] == ["", "®"] * PAGES


def test_what_may_be_left_of_a_mark() -> None:
    left = {"® A letter": "® ", "“Une lettre": "“", "7Le bac": "7", "*) Der Zoll": "*) ", "a )Der": "", "An honest": ""}
    for text, mark in left.items():
        assert text[: mark_left(text)] == mark
    assert mark_left("“Go,” said the miller") == 0
