"""Restoration as a whole: what becomes of each line, and what stands between the lines."""

from __future__ import annotations

from pathlib import Path

from editio.inputs import plain_text
from editio.inputs.registers import CallEntry, Emendation
from editio.model.kinds import FOOTNOTE_CALLS, Certainty, Damage, PartKind
from editio.model.pages import Pagination
from editio.model.pieces import Fate
from editio.model.witness import Witness, of_text
from editio.stages.divisions import PartLines
from editio.stages.ledger import check
from editio.stages.notes.found import Note, Notes, Stretch
from editio.stages.restoration import Restoration, restore
from printing import apparatus, page, staged, witness

HEADING = ("CHAPTER", "1 Salt")


def restored(text: Witness) -> Restoration:
    return staged(text)[2]


def texts(made: Restoration) -> list[str]:
    return [made.text(i) for i in range(len(made.lines)) if i not in made.apart]


def aside(made: Restoration) -> dict[str, str]:
    """What of the lines' text is set aside, by kind."""
    return {p.source: p.reading for line in made.lines for p in line if p.fate is Fate.SET_ASIDE}


def test_running_heads_and_folios_are_set_aside() -> None:
    text = witness(page(*HEADING, "The mules", "went down"), page("2 The Salt Road", "the road.", "2"))
    made = restored(text)
    assert texts(made)[2:] == ["The mules", "went down", "the road."]
    assert aside(made) == {"running head": "2 The Salt Road", "folio": "2"}


def test_between_two_lines_stands_a_blank_and_in_a_divided_word_nothing() -> None:
    made = restored(witness(page("The conversa¬", "tions were", "long.")))
    joints = ["".join(piece.text for piece in gap) for gap in made.between]
    assert joints[:2] == ["", " "]
    assert made.divided == {0}
    assert aside(made) == {"line-end hyphen": "¬"}


def test_a_form_feed_alone_divides_two_words() -> None:
    made = restored(plain_text.of_bytes(b"The mules went\fdown the road.", Path("book.txt")))
    assert "".join(piece.text for piece in made.between[0]) == " "


def test_a_word_that_keeps_its_hyphen_has_a_hyphen_whatever_the_mark() -> None:
    made = restored(witness(page("The Franco¬", "Prussian and the Franco-", "Russian war.")))
    (soft,) = [piece for piece in made.lines[0] if piece.fate is Fate.EMENDED]
    assert (soft.reading, soft.text, soft.source) == ("¬", "-", "rule-line-end-hyphen")
    assert texts(made) == ["The Franco-", "Prussian and the Franco-", "Russian war."]


def test_a_speck_is_emended_away_and_a_torn_call_is_part_of_its_call() -> None:
    lines = (
        "the mules1.",
        "the road2.",
        "3*",
        "that year : the king",
        "*",
        "the toll4.",
        "the salt5.",
        "the end6.",
    )
    made = restored(witness(page(*HEADING, *lines)))
    fates = {piece.reading: (piece.fate, piece.source) for line in made.lines for piece in line}
    assert fates["3*"] == (Fate.CALL, "torn from the next line")
    assert fates["*"] == (Fate.EMENDED, "rule-speck")
    assert texts(made)[2:] == [
        *("the mules.", "the road.", "that year: the king", "the toll.", "the salt.", "the end."),
    ]


def test_a_line_that_the_register_emends_is_no_speck_wherever_in_it_the_reading_stands() -> None:
    text = witness(page(*HEADING, "the mules.", "4*", "the road."))
    number = next(line.number for line in text.lines if line.text == "4*")
    entry = Emendation(
        id="e0001", line=number, reading="*", edited="th", kind=Damage.MISREADING, certainty=Certainty.CERTAIN
    )
    made = staged(text, apparatus(emendations=(entry,)))[2]
    assert "4th" in texts(made)


def footnotes(made: Restoration) -> list[tuple[int, ...]]:
    """The lines of each note in the text."""
    return [note.lines for note in made.notes.notes]


def test_a_footnote_runs_from_its_mark_to_the_end_of_its_page_and_its_mark_in_the_text_calls_it() -> None:
    text = witness(
        page("Rumour* it was,", "they said.", "* Rumour, it should be said,", "was never weighed.", "4"),
        page("So."),
    )
    made = restored(text)
    assert footnotes(made) == [(2, 3)]
    marks = [piece for line in made.lines for piece in line if piece.source.startswith("footnote")]
    assert [(mark.source, mark.reading) for mark in marks] == [("footnote call", "*"), ("footnote", "* ")]
    assert texts(made)[0] == "Rumour it was,"


def test_two_footnotes_of_a_page_are_called_in_their_order() -> None:
    text = witness(page("Rumour* it was* they said.", "* Rumour is light.", "* Salt is heavy."))
    made = restored(text)
    assert footnotes(made) == [(1,), (2,)]
    assert [piece.source for piece in made.lines[0] if piece.fate is Fate.CALL] == ["footnote call"] * 2


def test_a_footnote_ends_with_its_part() -> None:
    text = witness(
        page("CHAPTER", "1 Salt", "Rumour* it was.", "* Rumour is light."), page("CHAPTER", "2 Mules", "So.")
    )
    assert footnotes(restored(text)) == [(3,)]


def test_a_running_head_that_begins_with_the_mark_of_footnotes_is_none() -> None:
    made = restored(of_text("CHAPTER 1\nSalt\n\nThe mules.\n\n*heSaltRoad 1\n"))
    assert texts(made)[2:] == ["The mules."]
    assert footnotes(made) == []


def test_a_line_that_the_register_empties_is_no_text() -> None:
    text = witness(page("The mules", "zzqx", "went down."))
    entry = Emendation(
        id="e0001", line=3, reading="zzqx", edited="", kind=Damage.MISREADING, certainty=Certainty.CERTAIN
    )
    made = staged(text, apparatus(emendations=(entry,)))[2]
    assert texts(made) == ["The mules", "went down."]
    assert made.apart == {1}


def test_an_emended_place_holds_no_call_and_gets_no_other_style() -> None:
    text = witness(page(*HEADING, "the mules1.", "the KV2 cart's wheel2."))
    entry = Emendation(
        id="e0001", line=7, reading="KV2", edited="KV'2", kind=Damage.MISREADING, certainty=Certainty.CERTAIN
    )
    made = staged(text, apparatus(emendations=(entry,)))[2]
    assert texts(made)[2:] == ["the mules.", "the KV'2 cart’s wheel."]


def test_an_entry_of_the_register_of_calls_outside_every_chapter_is_an_error() -> None:
    text = witness(page("Preface", "Salt is old."), page(*HEADING, "the mules1."))
    entries = apparatus(
        calls=(CallEntry(line=3, reading="old", text="old", note=1, row=2, file="apparatus/calls.tsv"),)
    )
    pages, parts, _ = staged(text)
    _, messages = restore(text, pages, parts, entries)
    assert [(m.code, m.line, m.file) for m in messages if m.code == "C305"] == [("C305", 2, "apparatus/calls.tsv")]


def test_an_entry_for_a_call_of_a_preface_is_an_error_where_the_notes_are_in_the_text() -> None:
    """In such a book, a list of notes below the preface is not read, so the entry had no effect."""
    text = of_text("Preface\nSalt is old.\n1 By the clerk.\nCHAPTER 1\nThe mules were fed.\n1 By the smith.\n")
    parts = (
        PartLines(PartKind.FRONT, 1, 0, 1, 2, 0),
        PartLines(PartKind.NOTES, 1, 2, 2, 3, 0, chapters=(1,), owner=PartKind.FRONT),
        PartLines(PartKind.CHAPTER, 1, 3, 4, 6, 0),
    )
    entries = apparatus(
        calls=(CallEntry(line=2, reading="old", text="old", note=1, row=2, file="apparatus/calls.tsv"),)
    )

    def refused(found: Notes) -> list[int]:
        _, messages = restore(text, Pagination((), (), ()), parts, entries, found)
        return [message.line for message in messages if message.code == "C305"]

    assert refused(Notes()) == []
    mark = text.text.rindex("1")
    smith = Note(2, 1, 5, "1", Stretch(mark, mark + 2), (5,), (), False)
    assert refused(Notes((smith,), numbered=True)) == [2]


def test_what_stands_between_lines_is_set_aside_by_its_kind() -> None:
    text = of_text(" The mules \n\nwent\r\n\n down.\t \n")
    made = restored(text)
    kinds = [[(piece.source, piece.reading, piece.text) for piece in gap] for gap in (made.before, *made.between)]
    assert kinds == [
        [("page-start blank", " ", "")],
        [("trailing blank", " ", ""), ("line break", "\n\n", " ")],
        [("line break", "\r\n\n", " "), ("page-start blank", " ", "")],
        [("trailing blank", "\t ", ""), ("line break", "\n", " ")],
    ]
    assert all(piece.fate is Fate.SET_ASIDE for gap in (made.before, *made.between) for piece in gap)


def test_a_break_before_the_first_line_is_no_blank() -> None:
    made = restored(of_text("\n\n The mules"))
    assert [(piece.source, piece.text) for piece in made.before] == [("line break", ""), ("page-start blank", "")]


def test_a_call_says_how_it_was_found() -> None:
    lines = ("mules1.", "road2.", "road2.", "king3.", "salt/.", "toll5.", "end6.", "town7.")
    made = restored(witness(page(*HEADING, *lines)))
    calls = [(p.note, p.source, p.reading) for line in made.lines for p in line if p.fate is Fate.CALL]
    assert calls == [
        *[(1, "plain", "1"), (2, "plain", "2"), (2, "printed twice", "2"), (3, "plain", "3")],
        *[(4, "inferred", "/"), *((n, "plain", str(n)) for n in (5, 6, 7))],
    ]


def test_a_call_that_the_register_enters_at_the_end_of_a_line_stands_in_that_line() -> None:
    text = witness(page(*HEADING, "the mules1.", "the king", "the salt3."))
    entry = CallEntry(line=7, reading="the king", text="the king", note=2)
    made = staged(text, apparatus(calls=(entry,)))[2]
    assert [piece.note for piece in made.lines[3] if piece.fate is Fate.CALL] == [2]
    assert [piece.source for piece in made.between[3]] == ["trailing blank", "line break"]


def test_what_the_register_empties_in_part_leaves_its_line_text() -> None:
    text = witness(page("The mules", "zzqx went", "down."))
    entry = Emendation(
        id="e0001", line=3, reading="zzqx", edited="", kind=Damage.MISREADING, certainty=Certainty.CERTAIN
    )
    made = staged(text, apparatus(emendations=(entry,)))[2]
    assert made.apart == frozenset()
    assert texts(made)[1] == " went"


def test_words_are_joined_as_the_register_reads_their_halves() -> None:
    text = witness(page("The mules had a conuer¬", "sotion there.", "Then they, tbe kin¬", "gs, went."))

    def entry(n: int, line: int, reading: str, edited: str) -> Emendation:
        return Emendation(
            id=f"e000{n}",
            line=line,
            reading=reading,
            edited=edited,
            kind=Damage.MISREADING,
            certainty=Certainty.CERTAIN,
        )

    register = (entry(1, 1, "conuer", "conver"), entry(2, 3, "sotion", "sation"), entry(3, 5, "tbe", "the"))
    made = staged(text, apparatus(emendations=register))[2]
    assert [divided.word for divided in made.divisions] == ["conversation", "kings"]


def test_a_mark_calls_only_a_footnote_of_its_own_page_and_the_last_marks_do() -> None:
    text = witness(page("The mules* went.", "4"), page("Salt* and carts* went*.", "* One.", "* Two.", "5"))
    made = restored(text)
    calls = [p.start for line in made.lines for p in line if p.source in FOOTNOTE_CALLS]
    assert calls == [text.text.index("* went*"), text.text.index("*.")]
    assert footnotes(made) == [(3,), (4,)]


def test_a_footnote_ends_before_the_folio_of_its_page() -> None:
    made = restored(witness(page("Rumour* it was.", "* Rumour is light,", "it is said.", "4"), page("So.", "5")))
    assert footnotes(made) == [(1, 2)]


def test_a_line_of_a_mark_alone_is_no_footnote() -> None:
    assert footnotes(restored(witness(page("Rumour* it was.", "*", "So.")))) == []


def test_the_message_on_an_entry_outside_every_chapter_names_its_line() -> None:
    text = witness(page("Preface", "Salt is old."), page(*HEADING, "The mules1."))
    entry = CallEntry(line=3, reading="old", text="old", note=1, row=2, file="apparatus/calls.tsv")
    pages, parts, _ = staged(text)
    (message,) = restore(text, pages, parts, apparatus(calls=(entry,)))[1]
    assert (message.column, message.detail) == (1, "Line 3 holds no text of a chapter.")


def test_a_call_that_the_register_enters_at_the_very_end_of_the_witness_is_not_lost() -> None:
    text = of_text("CHAPTER\n1 Salt\n\nthe mules went down the road to the town1.\nthe king took his toll of the salt")
    entry = CallEntry(line=5, reading="salt", text="salt", note=2)
    made = staged(text, apparatus(calls=(entry,)))[2]
    assert [piece.note for line in made.lines for piece in line if piece.fate is Fate.CALL] == [1, 2]


def test_of_two_breaks_between_two_lines_the_first_is_the_blank() -> None:
    made = restored(of_text("The mules\n \nwent"))
    assert [(piece.source, piece.text) for piece in made.between[0]] == [
        ("line break", " "),
        ("page-start blank", ""),
        ("line break", ""),
    ]


def test_markup_inside_and_between_lines_is_set_aside_with_its_kind() -> None:
    text = plain_text.of_bytes(
        b"<!-- Leaf 1 -->\nThe _mules_ <!-- a\nb --> went\n--- Page 2 ---\ndown.\n", Path("w.txt")
    )
    made = restored(text)
    pieces = [piece for line in (*made.lines, *made.between, made.before) for piece in line]
    ordered = sorted(pieces, key=lambda piece: piece.start)
    assert "".join(piece.reading for piece in ordered) == text.text
    assert "".join(piece.text for piece in ordered).split() == ["The", "mules", "went", "down."]
    kinds = {piece.source for piece in pieces if piece.reading.strip() and not piece.text}
    assert kinds == {"mark of emphasis", "page separator", "comment"}


def test_an_equals_sign_of_markup_at_a_line_end_is_no_hyphen() -> None:
    text = plain_text.of_bytes(b"=by\n\nAnna Miller=\n\nNo reprint was made.\n\n=Three titles=\n", Path("w.txt"))
    made = restored(text)
    pieces = [piece for line in (*made.lines, *made.between, made.before) for piece in line]
    assert check(text, pieces) is None
    assert not made.divisions


def test_numbered_items_of_a_book_without_notes_are_text() -> None:
    goods = ", ".join(f"({n}) {what}" for n, what in enumerate(("salt", "iron", "wool", "wine", "corn"), 1))
    text = of_text("\n".join(f"CHAPTER {n}\n\nThe mules carried {goods} to the town.\n" for n in ("I", "II", "III")))
    assert sum(f"carried {goods} to" in line for line in texts(restored(text))) == 3


def test_the_call_of_a_footnote_says_whether_it_is_inferred() -> None:
    """Only the messages said so; the site, TEI and data called every such link certain."""
    pages = [page("The mules* went.", str(n)) + page("* Salt.") for n in (1, 2)]
    text = witness(*pages, page("The mules* went* down.", "3"), page("* Salt."))
    kinds = [p.source for line in restored(text).lines for p in line if p.source in FOOTNOTE_CALLS]
    assert kinds == ["footnote call", "footnote call", "footnote call inferred"]


def test_a_common_word_in_capitals_is_no_speck() -> None:
    """The greeting of a letter was left out."""
    made = texts(restored(witness(page(*HEADING, "A letter:", "SIR,", "the mules are sold.", "TI,", "*"))))
    assert "SIR," in made
    assert "TI," not in made
