"""Cross-references: what names a chapter or document becomes a link to it, and nothing else does."""

from __future__ import annotations

from engine.apparatus import Reference
from engine.edition import Built
from engine.linking import texts
from printing import PROSE, apparatus, built, page, set_type, witness


def book(first: str, second: str = PROSE) -> Built:
    """Two chapters and a document, a page each."""
    text = witness(
        page("CHAPTER", "1 Salt", *set_type(first)),
        page("CHAPTER", "2 Tolls", *set_type(second)),
        page(
            "APPENDIX", "1 The Toll Treaty", *set_type("1. The toll is two pence. It is paid at the bridge.")
        ),
    )
    return built(text)


def references(made: Built) -> list[tuple[str, str]]:
    """The words that refer, and their targets."""
    words = {locus: text for locus, _, text in texts(made.edition)}
    return [(words[a.locus][a.start : a.end], a.target) for a in made.links.of("xref")]


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
