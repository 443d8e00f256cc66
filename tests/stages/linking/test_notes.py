"""Notes: short references resolved to the work they mean, and where each source is cited."""

from __future__ import annotations

from dataclasses import replace

import pytest

from editio import edition
from editio.edition import Built
from editio.inputs import plain_text
from editio.inputs.bibliography import Source
from editio.inputs.registers import Document, Name, Note, load
from editio.model.kinds import AnnotationKind, NameKind, NoteKind
from editio.model.messages import Refusal
from editio.stages.linking import citations, texts
from editio.stages.linking.citations import Citation
from places import REPOSITORY
from printing import apparatus, built, page, set_type
from printing import witness as printed


def source(key: str, title: str, **fields: str) -> Source:
    return Source(key, "book", {"title": title, "keywords": "study, background", "ground": "seen", **fields}, 1)


SOURCES = (
    source("lamps", "Lamps of the North", shorttitle="Lamps", author="Brandt, A."),
    source("tolls", "Tolls and Bridges", author="Brandt, A."),
    source("corn", "Corn 1919–39", author="Lund, K."),
    source("archive", "Salt Archive", shorthand="SA"),
)


def cites(*notes: str) -> list[list[str]]:
    """The keys that each of some notes cites, and what leads to none as its words."""
    called = " ".join(f"the mules{n}" for n in range(1, len(notes) + 1))
    text = printed(
        page("CHAPTER", "1 Salt", *set_type(f"They saw {called} on the road and were glad of it.")),
        page("Notes to Chapter 1", *(line for n, note in enumerate(notes, 1) for line in set_type(f"{n}. {note}"))),
    )
    made = built(text, apparatus(sources=SOURCES))
    found: dict[str, list[str]] = {str(n): [] for n in range(1, len(notes) + 1)}
    labels = {locus: block.label for locus, block, _ in texts(made.edition)}
    for annotation in made.links.of(AnnotationKind.CITATION):
        found[labels[annotation.locus]].append(annotation.target.removeprefix("bibliography/#"))
    dangling = [message for message in made.messages if message.code == "B207"]
    assert len(dangling) == sum(left.kind is AnnotationKind.CITATION for left in made.links.unresolved)
    for message in dangling:
        words, _, note = message.detail.partition(" in note ")
        found[note.split()[0]].append(words)
    return list(found.values())


def test_a_work_is_cited_by_title_abbreviation_or_author_and_short_title() -> None:
    assert cites("A. Brandt, Lamps of the North, p. 3.", "SA, 41.", "Brandt, Lamps, p. 4.") == [
        ["lamps"],
        ["archive"],
        ["lamps"],
    ]


def test_a_short_title_without_its_author_is_no_reference() -> None:
    assert cites("Lamps were dear in those years.") == [[]]


def test_a_hyphen_stands_for_the_dash_of_a_title() -> None:
    assert cites("K. Lund, Corn 1919-39, ch. 6.") == [["corn"]]


def test_op_cit_is_the_work_of_that_author_cited_last() -> None:
    assert cites(
        "Brandt, Lamps, p. 4; Brandt, Tolls and Bridges, p. 9.", "K. Lund, Corn 1919-39.", "Brandt, op. cit., p. 7."
    ) == [["lamps", "tolls"], ["corn"], ["tolls"]]


def test_ibid_in_a_note_is_what_the_note_cited_just_before() -> None:
    assert cites("SA, 3; Brandt, Lamps, p. 1. For the dues see ibid., p. 2.") == [["archive", "lamps", "lamps"]]


def test_ibid_at_the_beginning_is_what_the_note_before_cites_in_its_first_sentence() -> None:
    assert cites("Brandt, Lamps, p. 44. The telegram is in SA, 52.", "Ibid., p. 61.", "Ibid.") == [
        ["lamps", "archive"],
        ["lamps"],
        ["lamps"],
    ]


def test_what_leads_to_no_work_is_reported_and_not_guessed() -> None:
    assert cites("Nobody knows.", "Ibid., p. 4.", "Lund, op. cit., p. 9.") == [[], ["Ibid."], ["Lund, op. cit."]]


def test_the_notes_of_the_specimen() -> None:
    """Its every short reference, against what a reader makes of it."""
    made = specimen()
    loci = {locus: block.label for locus, block, _ in texts(made.edition)}
    short = {
        (a.locus.address, loci[a.locus]): a.target.partition("#")[2]
        for a in made.links.of(AnnotationKind.CITATION)
        if a.ground
    }
    assert short == {
        ("notes/01/", "4"): "brandt",
        ("notes/01/", "7"): "sca",
        ("notes/01/", "12"): "hsa",
        ("notes/02/", "2"): "inquiry",
        ("notes/02/", "3"): "inquiry",
        ("notes/02/", "15"): "pell",
        ("notes/03/", "5"): "tarrant",
    }
    assert not [message for message in made.messages if message.code == "B207"]


def specimen() -> Built:
    return edition.build(
        plain_text.read(REPOSITORY / "specimen" / "witness" / "specimen.txt"), load(REPOSITORY / "specimen")
    )


def test_a_source_is_cited_by_name_by_note_and_by_identification() -> None:
    text = printed(page("CHAPTER", "1 Salt", *set_type("The Salt Gazette said1 so, and was believed by the clerk.")))
    work = Name(key="gazette", kind=NameKind.WORK, name="Salt Gazette", sort="Salt Gazette")
    paper = Source(
        "gazette", "periodical", {"title": "Salt Gazette", "authority": "gazette", "keywords": "newspaper"}, 1
    )
    note = Note(file="notes/01.tsv", row=2, note=1, kind=NoteKind.IDENTIFICATION, source="gazette", ground="named")
    entries = apparatus(sources=(paper,), names=(work,), notes=(note,))
    made = built(text, entries)
    annotations = (a for found in made.links.by_locus.values() for a in found)
    assert citations.cited(made.edition, annotations, entries) == {
        "gazette": [
            Citation(citations.TEXT, 1, "chapters/01/#p1", made.edition.pagination.pages[0].label),
            Citation(citations.IDENTIFIED, 1, "notes/01/#note1", "1"),
        ]
    }


@pytest.mark.parametrize(
    ("fields", "code"),
    [({"keywords": "study"}, "B204"), ({"authority": "gazette"}, "B203")],
    ids=["cited nowhere", "an authority that is none"],
)
def test_a_source_that_nothing_leads_to_is_refused(fields: dict[str, str], code: str) -> None:
    text = printed(page("CHAPTER", "1 Salt", *set_type("The mules went down the road and were not seen again.")))
    with pytest.raises(Refusal) as refused:
        built(text, apparatus(sources=(source("lamps", "Lamps of the North", **fields),)))
    assert [message.code for message in refused.value.messages] == [code]


def test_the_bibliography_leaves_its_address_to_the_books_own() -> None:
    assert citations.page(specimen().edition) == "sources/"
    text = printed(page("CHAPTER", "1 Salt", *set_type("The mules went down the road and were not seen again.")))
    assert citations.page(built(text).edition) == "bibliography/"


def test_a_reference_says_what_it_stands_for_and_what_leads_nowhere_where_it_is() -> None:
    notes = ("Brandt, Lamps, p. 44.", "Ibid., p. 61. See ibid.", "Brandt, op. cit., p. 7.", "Pell, op. cit., p. 3.")
    lines = [f"{n}. {note}" for n, note in enumerate(notes, 1)]
    text = printed(
        page("CHAPTER", "1 Salt", *set_type("They saw the mules1 and2 the3 road4 and were glad of it.")),
        page("Notes to Chapter 1", *lines),
    )
    made = built(text, apparatus(sources=SOURCES))
    assert [(a.target, a.ground) for a in made.links.of(AnnotationKind.CITATION)] == [
        ("bibliography/#lamps", ""),
        ("bibliography/#lamps", "ibid., after the note before"),
        ("bibliography/#lamps", "ibid., in the same note"),
        ("bibliography/#lamps", "op. cit."),
    ]
    (message,) = [m for m in made.messages if m.code == "B207"]
    line = next(line for line in text.lines if line.text == lines[3])
    assert (message.line, message.column) == (line.number, line.text.index("op.") + 1)
    assert message.detail == "op. cit. in note 4 to chapter 1."
    words = {locus: text for locus, _, text in texts(made.edition)}
    assert [words[u.locus][u.start : u.end] for u in made.links.unresolved] == ["op. cit."]


def test_an_edited_work_is_cited_by_its_editor() -> None:
    edited = source("papers", "Papers of the Toll", shorttitle="Papers", editor="Quist, D.")
    text = printed(
        page("CHAPTER", "1 Salt", *set_type("They saw the mules1 and2 were glad of it.")),
        page("Notes to Chapter 1", "1. Quist, Papers, p. 3.", "2. Quist, op. cit., p. 4."),
    )
    made = built(text, apparatus(sources=(edited,)))
    assert [a.target for a in made.links.of(AnnotationKind.CITATION)] == ["bibliography/#papers"] * 2


def test_of_two_titles_of_which_one_begins_the_other_the_longer_is_cited() -> None:
    sources = (source("salt", "Salt and Toll"), source("more", "Salt and Toll Roads"))
    text = printed(
        page("CHAPTER", "1 Salt", *set_type("They saw the mules1 and2 were glad of it.")),
        page("Notes to Chapter 1", "1. Salt and Toll Roads, p. 3.", "2. Salt and Toll, p. 4; Salt and Tolls."),
    )
    made = built(text, apparatus(sources=sources))
    assert [a.target.partition("#")[2] for a in made.links.of(AnnotationKind.CITATION)] == ["more", "salt"]


def test_ibid_after_a_note_that_cites_nothing_leads_to_nothing() -> None:
    assert cites("Brandt, Lamps, p. 4.", "Nobody knows.", "Ibid., p. 4.") == [["lamps"], [], ["Ibid."]]


def test_a_book_without_a_bibliography_leaves_its_notes_alone() -> None:
    text = printed(page("CHAPTER", "1 Salt", "They saw the mules1."), page("Notes to Chapter 1", "1. Ibid."))
    assert not [message for message in built(text).messages if message.code == "B207"]


def test_a_note_of_the_witness_and_a_document_cite_where_they_stand() -> None:
    text = printed(
        page("Preface", *set_type("The Salt Gazette is quoted throughout and nobody else is.")),
        page("CHAPTER", "1 Salt", *set_type("They saw the mules1 and were glad of it.")),
        page("APPENDIX", "1 The Toll Treaty", *set_type("It is paid at the bridge by the Salt Gazette.")),
        page("Notes to Chapter 1", "1. Salt Gazette, 4 May; Salt Gazette, 5 May."),
    )
    work = Name(key="gazette", kind=NameKind.WORK, name="Salt Gazette", sort="Salt Gazette")
    paper = source("gazette", "Salt Gazette", authority="gazette")
    document = Document(kind="treaty", source="gazette", ground="seen")
    entries = apparatus(sources=(paper,), names=(work,), documents={1: document})
    made = built(text, entries)
    annotations = (a for found in made.links.by_locus.values() for a in found)
    labels = [found.label for found in made.edition.pagination.pages]
    assert citations.cited(made.edition, annotations, entries)["gazette"] == [
        Citation(citations.TEXT, 0, "front/1/#p1", labels[0]),
        Citation(citations.TEXT, 0, "appendices/1/#p1", labels[2]),
        Citation(citations.NOTE, 1, "notes/01/#note1", "1"),
        Citation(citations.DOCUMENT, 1, "appendices/1/", ""),
    ]


def refused(**registers: object) -> list[tuple[str, str, int, int, str]]:
    text = printed(page("CHAPTER", "1 Salt", *set_type("They saw the mules1 on the road and were glad of it.")))
    with pytest.raises(Refusal) as refusal:
        built(text, apparatus(**registers))
    return [(m.code, m.file, m.line, m.column, m.detail) for m in refusal.value.messages]


def test_messages_on_sources_and_notes_name_their_file_and_line() -> None:
    lamps = replace(source("lamps", "Lamps", keywords="study"), line=7)
    paper = replace(source("paper", "Paper", authority="gazette", keywords="newspaper"), line=9)
    orphans = "No note or document cites "
    bib = "notes/references.bib"
    assert refused(sources=(lamps, paper)) == [
        ("B204", bib, 7, 1, f"{orphans}lamps."),
        ("B203", bib, 9, 1, "paper: the authority list has no work gazette."),
        ("B204", bib, 9, 1, f"{orphans}paper, and the text does not name gazette of the authority list."),
    ]
    note = Note(file="notes/01.tsv", row=2, note=4, kind=NoteKind.IDENTIFICATION, source="nobody", ground="named")
    assert refused(notes=(note,)) == [
        ("B205", "notes/01.tsv", 2, 1, "nobody, of note 4."),
        ("B206", "notes/01.tsv", 2, 1, "Note 4 of chapter 1."),
    ]
    document = Document(kind="treaty", source="nobody", ground="seen", file="appendices/1.toml")
    assert refused(documents={1: document}) == [
        ("A008", "appendices/1.toml", 0, 0, "appendices/1/."),
        ("B205", "appendices/1.toml", 0, 0, "nobody."),
    ]
    document = document.model_copy(update={"row": 3})
    assert ("B205", "appendices/1.toml", 3, 1, "nobody.") in refused(documents={1: document})


def test_a_person_of_the_authority_list_is_no_works_authority() -> None:
    brim = Name(key="gazette", kind=NameKind.PERSON, name="They", sort="They")
    paper = source("paper", "Paper", authority="gazette")
    assert [code for code, *_ in refused(sources=(paper,), names=(brim,))] == ["B203"]
