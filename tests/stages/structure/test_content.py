"""Content cut from lines: nothing is lost in cutting, and page starts stand where pages start."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from editio.model.kinds import CallKind, Removed
from editio.model.pieces import Fate, Piece, kept, set_aside
from editio.model.text import Content, Inline, PageStart, Supplied, plain
from editio.stages.ledger import rebuild
from editio.stages.structure.content import split, split_at, strip
from printing import TITLE, composer, page, witness

CALL = Piece(4, "1", "", Fate.CALL, CallKind.PLAIN, 1)
CONTENT: Content = (
    PageStart("5", True),
    kept(0, "salt"),
    CALL,
    kept(5, " and "),
    Piece(10, "tbe", "the", Fate.EMENDED, "e0001"),
)


def texts(content: Content) -> list[str]:
    return [i.label if isinstance(i, PageStart) else plain((i,)) for i in content]


def test_calls_and_page_starts_at_the_place_stay_with_what_is_before_them() -> None:
    left, right = split(CONTENT, 4)
    assert texts(left) == ["5", "salt", ""]
    assert texts(right) == [" and ", "the"]


def test_a_kept_piece_is_cut_in_the_witness_too() -> None:
    left, right = split(CONTENT, 2)
    assert left[-1] == kept(0, "sa")
    assert right[0] == kept(2, "lt")


def test_what_the_witness_has_for_a_changed_piece_stays_with_its_first_half() -> None:
    left, right = split(CONTENT, 11)
    assert left[-1] == Piece(10, "tbe", "th", Fate.EMENDED, "e0001")
    assert right == (Piece(13, "", "e", Fate.EMENDED, "e0001"),)


def test_content_is_cut_at_an_offset_of_the_witness() -> None:
    assert texts(split_at(CONTENT, 6)[0]) == ["5", "salt", "", " "]
    assert texts(split_at(CONTENT, 10)[1]) == ["the"]


def test_strip_gives_the_blanks_at_the_two_ends_apart() -> None:
    lead, core, tail = strip((kept(0, " salt "), kept(6, " ")))
    assert [plain(part) for part in (lead, core, tail)] == [" ", "salt", "  "]


@st.composite
def contents(draw: st.DrawFn) -> Content:
    """Pieces that follow one another in a witness, with page starts and supplied words between them."""
    position = 0
    content: list[Inline] = []
    for kind in draw(st.lists(st.sampled_from(("kept", "emended", "call", "break", "page", "supplied")), max_size=8)):
        reading = draw(st.text("ab ¬", min_size=1, max_size=5))
        if kind == "page":
            content.append(PageStart(reading, True))
            continue
        if kind == "supplied":
            content.append(Supplied(reading))
            continue
        if kind == "kept":
            content.append(kept(position, reading))
        elif kind == "emended":
            content.append(Piece(position, reading, draw(st.text("xy", max_size=4)), Fate.EMENDED, "e0001"))
        elif kind == "call":
            content.append(Piece(position, reading, "", Fate.CALL, CallKind.PLAIN, 1))
        else:
            content.append(set_aside(position, reading, Removed.LINE_BREAK, " "))
        position += len(reading)
    return tuple(content)


def of_witness(content: Content) -> str:
    return rebuild(inline for inline in content if isinstance(inline, Piece))


def marks(content: Content) -> list[Inline]:
    """What stands in content besides text."""
    return [replace(i, text="") if isinstance(i, Piece) else i for i in content if not plain((i,))]


@settings(deadline=None)
@given(contents(), st.integers(0, 30))
def test_splitting_loses_nothing(content: Content, at: int) -> None:
    left, right = split(content, at)
    assert plain(left) == plain(content)[:at]
    assert plain(right) == plain(content)[at:]
    assert of_witness((*left, *right)) == of_witness(content)
    assert marks((*left, *right)) == marks(content)


@settings(deadline=None)
@given(contents())
def test_stripping_loses_nothing(content: Content) -> None:
    lead, core, tail = strip(content)
    assert plain(core) == plain(content).strip()
    assert of_witness((*lead, *core, *tail)) == of_witness(content)


def test_lines_of_a_block_are_joined_and_the_page_starts_before_its_first_word() -> None:
    text = witness(page("the mules went", "4"), page("down the road.", "5"))
    content = composer(text).lines([0, 2])
    assert plain(content) == "the mules went down the road."
    at = next(k for k, inline in enumerate(content) if inline == PageStart("5", True))
    assert plain(content[:at]) == "the mules went "


def test_a_page_that_starts_within_a_word_starts_after_it() -> None:
    text = witness(page("a long conversa¬", "4"), page("tions, and so on.", "5"))
    content = composer(text).lines([0, 2])
    at = content.index(PageStart("5", True))
    assert plain(content[:at]) == "a long conversations,"
    assert plain(content) == "a long conversations, and so on."


def test_a_page_without_text_of_its_own_starts_with_the_next() -> None:
    text = witness(page("the mules.", "4"), page("5"), page("the road.", "6"), page("the toll.", "7"))
    content = composer(text).lines([3])
    assert content[:2] == (PageStart("5", True), PageStart("6", True))


def test_a_page_whose_first_line_is_no_text_starts_at_its_second() -> None:
    text = witness(page("CHAPTER", "1 Salt", "the mules.", "4"), page("*", "the road.", "5"))
    assert composer(text).lines([5])[0] == PageStart("5", True)


def test_what_no_block_took_stands_aside_and_with_it_rebuilds_the_witness() -> None:
    text = witness(page("the mules went", f"4 {TITLE}", "down the road."), page("and back."))
    cut = composer(text)
    taken = (*cut.lines([0]), *cut.lines([2, 3]))
    assert rebuild([*cut.aside(), *(inline for inline in taken if isinstance(inline, Piece))]) == text.text
    assert "running head" in {piece.source for piece in cut.aside()}
    assert {piece.text for piece in cut.aside() if piece.source == Removed.LINE_BREAK} == {
        ""
    }  # no blank joins anything


def test_supplied_words_are_cut_like_others() -> None:
    assert split((Supplied("CHAPTER 2"),), 7) == ((Supplied("CHAPTER"),), (Supplied(" 2"),))


def test_an_offset_beyond_what_was_supplied_counts_it() -> None:
    content: Content = (Supplied("CHAPTER "), kept(4, "2 Mules"), PageStart("5", True))
    assert split_at(content, 6)[0] == (Supplied("CHAPTER "), kept(4, "2 "))


def test_only_blanks_at_the_two_ends_are_taken_off() -> None:
    content: Content = (kept(0, "salt"), CALL)
    assert strip(content) == ((), content, ())
