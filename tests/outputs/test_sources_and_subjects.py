"""A small book with sources, subjects and leaves outside the page numbers, in every output that lists them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from lxml import etree

from editio.edition import Built
from editio.inputs.bibliography import Source
from editio.inputs.registers import Apparatus, Document, Note, Subject
from editio.model.kinds import NoteKind, SubjectKind
from editio.outputs import book, citation, places
from editio.outputs.files import epub, tei
from editio.outputs.pages import bibliography, downloads, navigation, search, subjects
from editio.outputs.places import printed_pages
from printing import FIRST_PAGE, FURTHER, PROSE, apparatus, built, page, set_type, witness

TEXT = witness(
    page("CHAPTER 1", "Salt", *set_type(f"{PROSE} The flood came.1 The Margaret sank in the flood.2"), "1"),
    page(*set_type(f"{FURTHER} The toll keeper left."), "2"),
    page("APPENDIX 1", "The Treaty", *set_type(PROSE), "3"),
)
SOURCES = (
    Source("ferrow", "book", {"author": "Ferrow, Ada", "title": "Salt & Tolls", "date": "1931", "publisher": "Sons",
                              "location": "Weir", "keywords": "study", "ground": "seen", "isbn": "0-306-40615-2"}, 1),
    Source("gazette", "periodical", {"title": "Gazette", "keywords": "newspaper, background",
                                     "ground": "chapters/01/#p1"}, 2),
)  # fmt: skip
SUBJECTS = (
    Subject(key="flood", kind=SubjectKind.EVENT, name="Flood", forms=("flood*",), dates="1931-05", note="Of the Weir."),
    Subject(key="margaret", kind=SubjectKind.SHIP, name="Margaret", forms=("Margaret",), also=("flood",)),
    Subject(key="keeper", kind=SubjectKind.OFFICE, name="Toll keeper", forms=("toll keeper",)),
    Subject(key="water", kind=SubjectKind.SUBJECT, name="Water", see=("flood", "margaret")),
)


def entries() -> Apparatus:
    return apparatus(
        structure=(FIRST_PAGE,),
        sources=SOURCES,
        subjects=SUBJECTS,
        documents={1: Document(kind="treaty", source="ferrow", ground="its heading")},
        notes=(
            Note(file="notes/01.tsv", note=1, kind=NoteKind.IDENTIFICATION, source="ferrow", detail="p. 5", ground="x"),
        ),
    )


@cache
def made() -> tuple[Built, Apparatus]:
    return built(TEXT, entries()), entries()


def entry(key: str) -> str:
    (index,) = subjects.pages(*made())
    found = re.search(rf'<section class="name-entry" id="{key}".*?</section>', index.text, re.DOTALL)
    assert found
    return found.group()


def test_an_entry_of_the_index_has_its_facts_passages_and_cross_references() -> None:
    assert 'data-sought="flood flood"' in entry("flood")
    assert '<span class="dates">May 1931</span>' in entry("flood")
    assert "Of the Weir." in entry("flood")
    assert re.findall(r'href="(\.\./chapters[^"]+)">([^<]+)</a>', entry("flood")) == [("../chapters/01/#p1", "1")]
    assert '<span class="dates">ship</span>' in entry("margaret")
    assert '<i>See also</i> <a href="../subjects/#flood">Flood</a>' in entry("margaret")
    assert '<i>See</i> <a href="../subjects/#flood">Flood</a>' in entry("water")
    assert [subjects.facts(one) for one in SUBJECTS] == ["May 1931", "ship", "office", ""]
    dated = SUBJECTS[1].model_copy(update={"dates": "1931"})
    assert subjects.facts(dated) == "ship, 1931"


def test_the_search_has_subjects_with_what_they_are_and_where_they_lead_to() -> None:
    found = {passage.anchor: passage.text for passage in search._subjects(entries()).passages}
    assert found == {
        "flood": "Flood May 1931. Of the Weir.", "margaret": "Margaret.", "keeper": "Toll keeper.",
        "water": "Water. See Flood, Margaret.",
    }  # fmt: skip


def test_the_search_has_sources_and_what_notes_cite() -> None:
    edition, registers = made()
    page_ = search._sources(edition.edition, registers.sources)
    assert [(p.anchor, p.kind, p.text) for p in page_.passages] == [
        ("ferrow", "source-entry", "Ada Ferrow, Salt & Tolls."), ("gazette", "source-entry", "Gazette."),
    ]  # fmt: skip
    assert (page_.title, page_.group) == ("Works named in the book", "indexes")
    (notes,) = search._notes(edition.edition, registers)
    assert [(p.anchor, p.text) for p in notes.passages] == [("note1", "Ada Ferrow, Salt & Tolls, p. 5")]


def test_the_bibliography_says_where_a_source_is_cited_and_how_that_is_known() -> None:
    edition, registers = made()
    (page_,) = bibliography.pages(edition.edition, edition.links, registers)
    assert page_.title == "Works named in the book"
    text = " ".join(re.sub("<[^>]*>", "", page_.text).split())
    assert "in notes, as the editors identify them, 1.1" in text
    assert "as the source of appendix 1" in text
    assert "Cited not by a note or by name" in text or "not by a note or by name" in text
    assert '<a href="../notes/01/#note1">1.1</a>' in page_.text
    assert '<a href="../chapters/01/#p1">Chapter 1, ¶ 1</a>' in page_.text
    assert "ISBN 0-306-40615-2" in page_.text


def test_sources_can_be_taken_along_in_three_formats() -> None:
    edition, registers = made()
    files = list(downloads.as_data(edition.edition, registers, b"{}"))[3:]
    assert [(file.path.rpartition("/")[2], file.name, file.group) for file in files] == [
        ("references.bib", "BibTeX", "The sources cited"), ("references.biblatex.bib", "BibTeX", "The sources cited"),
        ("references.ris", "RIS", "The sources cited"), ("references.json", "CSL-JSON", "The sources cited"),
    ]  # fmt: skip


def test_the_e_book_has_sources_and_subjects_and_a_way_to_them() -> None:
    leaves = {leaf.title: leaf for leaf in book.leaves(*made())}
    assert str(leaves["Works named in the book"].kind) == "bibliography"
    assert leaves["Works named in the book"].group == "Back matter"
    assert "Salt & Tolls" in book.words(leaves["Works named in the book"].body)
    listed = book.words(leaves["Events and subjects"].body)
    assert "Flood May 1931 Chapter 1: 1" in listed
    assert "See Flood" in listed
    landmarks = epub._landmarks(leaves.values())
    assert landmarks["bibliography"] == (f"{leaves['Works named in the book'].name}.xhtml", "Works named in the book")
    assert list(landmarks) == ["bodymatter", "endnotes", "bibliography", "index"]
    assert (landmarks["bodymatter"][1], landmarks["endnotes"][1]) == ("Start of the text", "Notes")


def test_tei_has_sources_and_subjects_with_pointers() -> None:
    text = tei.document(*made()).decode()
    assert 'ferrow"><author>Ferrow, Ada</author>\n<title>Salt &amp; Tolls</title>\n' in text
    assert (
        '<item xml:id="subjects-flood"><term type="event">Flood</term>\n<date when="1931-05">1931-05</date>\n'
        '<note>Of the Weir.</note>\n<ptr type="passages" target="#chapters-01-p1"/></item>'
    ) in text
    assert '<ptr type="also" target="#subjects-flood"/>' in text
    assert '<ptr type="see" target="#subjects-flood"/>\n<ptr type="see" target="#subjects-margaret"/>' in text
    assert re.search(
        r'<note type="identification" resp="#editors"><bibl corresp="#[\w-]+ferrow">'
        r'<title>Salt &amp; Tolls</title></bibl> p\. 5 <note type="ground">x</note></note>',
        text,
    )


def test_the_menu_has_the_sources_and_the_subjects(tmp_path: Path) -> None:
    edition, registers = made()
    generated = [*bibliography.pages(edition.edition, edition.links, registers), *subjects.pages(edition, registers)]
    found = {one.group.title: one for one in navigation.listed(edition.edition, tmp_path, generated)}
    assert [(e.title, e.line) for e in found["Indexes"].entries] == [
        ("Works named in the book", "The works that the book cites or names, as full references."),
        ("Events and subjects", "What the book is about, with every passage on it."),
    ]


# Citations of passages


def test_a_passage_of_several_pages_is_cited_by_its_range() -> None:
    edition, registers = made()
    part = edition.edition.parts[0]
    extent = places.extent(edition.edition, part)
    assert extent is not None
    cited = citation.Citations(registers.settings).of("chapters/01/#p1", extent, title="Salt")
    assert (cited.item["page"], cited.url) == ("1-2", "")
    assert [citing for _, citing, _ in cited.forms] == [
        "A. Chandler, <i>The Salt Road</i>, 1970, 1–2.", "(Chandler 1–2)", "(Chandler, 1970, pp. 1–2)",
    ]  # fmt: skip
    whole = citation.Citations(registers.settings).of("chapters/01/", None, note="4")
    assert [citing for _, citing, _ in whole.forms] == [
        "A. Chandler, <i>The Salt Road</i>, 1970.", "(Chandler)", "(Chandler, 1970)",
    ]  # fmt: skip
    assert "page" not in whole.item
    by_other = citation.ByOther(None)
    document = citation.Citations(registers.settings).of("appendices/1/", None, title="The Treaty", document=by_other)
    assert document.forms[0][1] == "“The Treaty,” in <i>The Salt Road</i>, by A. Chandler, 1970."
    one = citation.metadata(edition.edition, registers)["parts"]["chapters/01/"]
    assert one["description"].endswith(", pp. 1–2")
    assert one["linked"]["@id"] == "#chapters-01"
    assert "url" not in one["linked"]


# Leaves outside the page numbers


def test_leaves_without_a_number_are_called_by_their_place() -> None:
    text = witness(page("A book about salt."), page("More about it."), page("CHAPTER 1", "Salt", *set_type(PROSE), "1"),
                   page(*set_type(FURTHER), "2"))  # fmt: skip
    edition = built(text).edition
    shown = [(one.name, one.title, one.short, one.cited) for one in printed_pages(edition)]
    assert shown == [
        ("leaf-1", "Leaf outside the page numbers", "leaf 1", "leaf 1"),
        ("leaf-2", "Leaf outside the page numbers", "leaf 2", "leaf 2"),
        ("1", "Printed page 1", "1", "p. 1"),
        ("2", "Printed page 2", "2", "p. 2"),
    ]


def test_tei_has_the_sources_in_the_text_where_tools_that_make_pages_find_them() -> None:
    document = etree.fromstring(tei.document(*made()))
    names = {"t": "http://www.tei-c.org/ns/1.0"}
    division = document.find("t:text/t:back/t:div[@type='sources']", names)
    assert division is not None
    assert division.get("resp") == "#editors"
    sources = division.iterfind("t:listBibl/t:bibl", names)
    assert [source.get("{http://www.w3.org/XML/1998/namespace}id") for source in sources] == [
        "bibliography-ferrow", "bibliography-gazette",
    ]  # fmt: skip
