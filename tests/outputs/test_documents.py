"""A document's page: what is known of it, and where the book refers to it."""

from __future__ import annotations

from editio.inputs.registers import Apparatus, Document, Name
from editio.model.kinds import NameKind
from printing import FIRST_PAGE, PROSE, apparatus, built, page, set_type, witness, written

SIGNED = "The treaty (see Appendix 1) was signed on the bridge."


def document_page(entries: Apparatus, *prose: str) -> str:
    text = witness(
        page("CHAPTER", "1 Salt", *(line for text in prose or (SIGNED,) for line in set_type(text))),
        page("APPENDIX", "1 The Toll Treaty", *set_type("1. The toll is two pence.")),
    )
    made = built(text, entries)
    return next(p.text for p in written(made, entries) if p.path == "appendices/1/index.md")


def test_what_is_known_is_shown_as_the_editors_and_what_is_not_is_left_out() -> None:
    known = Document(kind="treaty", edtf="1931-06-13", ground="its heading")
    text = document_page(apparatus(structure=(FIRST_PAGE,), documents={1: known}))
    assert '<aside class="document-data apparatus"' in text
    assert "<dt>Date</dt><dd>13 June 1931</dd>" in text
    assert "<dt>Place</dt>" not in text


def test_the_passages_that_refer_to_it_are_linked_back_with_their_printed_page() -> None:
    text = document_page(apparatus(structure=(FIRST_PAGE,)))
    assert '<a href="../../chapters/01/#p1">p. 1</a>' in text


def test_further_paragraphs_on_a_page_are_given_by_their_numbers() -> None:
    """They were listed as p. 1, p. 1, p. 1."""
    text = document_page(apparatus(structure=(FIRST_PAGE,)), f"Appendix 1 was signed. {PROSE}", "Appendix 1 was kept.")
    assert '">p. 1</a>, <a href="../../chapters/01/#p2">¶2</a>' in text


def test_a_paragraph_that_refers_to_it_twice_is_listed_once() -> None:
    text = document_page(apparatus(structure=(FIRST_PAGE,)), "Appendix 1 was signed, and Appendix 1 was kept.")
    assert text.count('href="../../chapters/01/#p1"') == 1


def test_passages_that_name_the_work_it_belongs_to_have_a_list_of_their_own() -> None:
    toll = Name(key="toll-treaty", kind=NameKind.WORK, name="Toll Treaty", sort="Toll Treaty")
    known = Document(kind="protocol", work="toll-treaty", ground="its heading")
    entries = apparatus(structure=(FIRST_PAGE,), documents={1: known}, names=(toll,))
    text = document_page(entries, "The Toll Treaty was signed on the bridge.")
    assert '<dt>Part of</dt><dd><a href="../../works/#toll-treaty">' in text
    assert "<p>Passages that name the work it belongs to</p>" in text
    assert "<p>Discussed in the book</p>" not in text
