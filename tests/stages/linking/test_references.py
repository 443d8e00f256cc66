"""Cross-references: what names a chapter or document becomes a link to it, and nothing else does."""

from __future__ import annotations

import pytest

from editio.edition import Built
from editio.inputs.registers import Reference
from editio.model.kinds import AnnotationKind
from editio.model.messages import Refusal
from editio.stages.linking import texts
from printing import PROSE, apparatus, built, page, set_type, witness


def book(first: str, second: str = PROSE) -> Built:
    """Two chapters and a document, a page each."""
    text = witness(
        page("CHAPTER", "1 Salt", *set_type(first)),
        page("CHAPTER", "2 Tolls", *set_type(second)),
        page("APPENDIX", "1 The Toll Treaty", *set_type("1. The toll is two pence. It is paid at the bridge.")),
    )
    return built(text)


def references(made: Built) -> list[tuple[str, str]]:
    """The words that refer, and their targets."""
    words = {locus: text for locus, _, text in texts(made.edition)}
    return [(words[a.locus][a.start : a.end], a.target) for a in made.links.of(AnnotationKind.XREF)]


def test_a_number_names_its_chapter_or_document() -> None:
    made = book("The toll is the matter of Chapter 2 and its text stands in Appendix 1 below.")
    assert references(made) == [("Chapter 2", "chapters/02/"), ("Appendix 1", "appendices/1/")]


def test_a_number_that_no_part_has_is_left() -> None:
    assert references(book("His own account fills Chapter 9 of the memoirs, which nobody has read.")) == []


def test_the_next_chapter_is_counted_from_where_it_stands() -> None:
    made = book("It is told in the next chapter. " + PROSE, "It was told in the previous chapter. " + PROSE)
    assert references(made) == [
        ("the next chapter", "chapters/02/"),
        ("the previous chapter", "chapters/01/"),
    ]


def test_a_chapter_after_the_last_one_is_left_open() -> None:
    made = book(PROSE, f"It is told in the next chapter. {PROSE}")
    assert references(made) == []
    assert [(left.kind, left.start, left.end) for left in made.links.unresolved] == [("xref", 14, 30)]


def test_the_register_decides_what_other_words_mean() -> None:
    text = witness(page("CHAPTER", "1 Salt", *set_type("They signed the toll treaty, and went home. " + PROSE)),
                   page("APPENDIX", "1 The Toll Treaty", *set_type("It is paid at the bridge.")))  # fmt: skip
    line = next(entry.number for entry in text.lines if "toll treaty" in entry.text)
    entry = Reference(line=line, reading="toll treaty", target="appendices/1/", reason="the only one")
    made = built(text, apparatus(references=(entry,)))
    assert references(made) == [("toll treaty", "appendices/1/")]


def left(made: Built) -> list[str]:
    """The words that refer to what the edition has not."""
    words = {locus: text for locus, _, text in texts(made.edition)}
    assert {u.kind for u in made.links.unresolved} <= {"xref"}
    return [words[u.locus][u.start : u.end] for u in made.links.unresolved]


def test_each_of_several_numbers_leads_to_its_own_target() -> None:
    made = book("It is told in chapters 2, 9 and 2, in Chapters 2 or 9, and in Appendices 1 and 2. " + PROSE)
    assert references(made) == [
        *[("chapters 2", "chapters/02/"), ("2", "chapters/02/"), ("Chapters 2", "chapters/02/")],
    ]
    assert left(made) == ["9", "9"]


def test_a_part_does_not_refer_to_itself() -> None:
    made = book("It is the matter of Chapter 1 and of appendix 1. " + PROSE)
    assert references(made) == [("appendix 1", "appendices/1/")]
    assert left(made) == []


def test_chapters_are_counted_whichever_words_say_so_and_the_ground_says_from_where() -> None:
    made = book("It is told in the following chapter. " + PROSE, "It was told in the preceding chapter. " + PROSE)
    assert references(made) == [("the following chapter", "chapters/02/"), ("the preceding chapter", "chapters/01/")]
    assert [a.ground for a in made.links.of(AnnotationKind.XREF)] == [
        "counted from chapter 1",
        "counted from chapter 2",
    ]
    assert left(book("It was told in the previous chapter. " + PROSE)) == ["the previous chapter"]


@pytest.mark.parametrize(
    ("entry", "detail"),
    [
        (Reference(line=5, reading="toll treaty", target="appendices/7/", reason="so"),
         " leads to appendices/7/, which is not in the edition."),
        (Reference(line=5, reading="salt treaty", target="appendices/1/", reason="so"), "."),
    ],
)  # fmt: skip
def test_an_entry_of_the_register_that_does_not_fit_is_an_error(entry: Reference, detail: str) -> None:
    text = witness(page("CHAPTER", "1 Salt", *set_type("They signed the toll treaty, and went home. " + PROSE)),
                   page("APPENDIX", "1 The Toll Treaty", *set_type("It is paid at the bridge.")))  # fmt: skip
    entry = entry.model_copy(update={"row": 4, "file": "apparatus/references.tsv"})
    with pytest.raises(Refusal) as refused:
        built(text, apparatus(references=(entry,)))
    (fault,) = refused.value.messages
    assert (fault.code, fault.line, fault.detail) == ("N104", 4, f"line 5: {entry.reading!r}{detail}")


def test_a_part_of_a_target_is_the_targets_and_the_reason_is_the_ground() -> None:
    text = witness(page("CHAPTER", "1 Salt", *set_type("They signed the toll treaty, and went home. " + PROSE)),
                   page("APPENDIX", "1 The Toll Treaty", *set_type(PROSE)))  # fmt: skip
    entry = Reference(line=5, reading="toll treaty", target="appendices/1/#p1", reason="the only one")
    (found,) = built(text, apparatus(references=(entry,))).links.of(AnnotationKind.XREF)
    assert (found.target, found.ground) == ("appendices/1/#p1", "the only one")
