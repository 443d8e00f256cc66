"""The pages of notes and of the bibliography, and the data beside them."""

from __future__ import annotations

import json
import re

import pytest
import yaml

import salt_road
from editio.inputs.bibliography import Source
from editio.inputs.registers import Apparatus, Note
from editio.model.kinds import NoteKind
from editio.outputs.pages import bibliography, markdown, notes
from editio.outputs.pages.markdown import Page
from printing import FIRST_PAGE, apparatus, built, page, set_type, witness
from rendered import read

LACKING = witness(page("CHAPTER", "1 Salt", *set_type("The mules1 went down the road2, and so did the bishop3.")))
PRINTED = witness(
    page("CHAPTER", "1 Salt", *set_type("The mules1 went down the road2, and the town had its salt2 and its hams3.")),
    page("Notes", "1. A letter.", "2. Another <b>letter</b>.", "3. A third."),
)
GAZETTE = Source(
    "gazette", "periodical", {"title": "Salt & Toll", "keywords": "newspaper", "ground": "chapters/01/#p1"}, 1
)
WALK = Source(
    "walk",
    "book",
    {
        "title": "A Walk",
        "author": "Ferrow, A.",
        "date": "1901",
        "keywords": "study, background",
        "ground": "seen",
        "annotation": "Rare.",
    },
    9,
)


def note(number: int, kind: str, **fields: str) -> Note:
    return Note.model_validate({"file": "notes/01.tsv", "row": number + 1, "note": number, "kind": kind, **fields})


KNOWN = apparatus(
    structure=(FIRST_PAGE,),
    sources=(GAZETTE, WALK),
    notes=(
        note(1, "identification", source="gazette", detail="3 May 1831", ground="the sentence names <it>"),
        note(2, "text", text="A letter_to_ the clerk."),
    ),
)


def made(text: object = LACKING, entries: Apparatus | None = None) -> dict[str, Page]:
    """The pages of the notes and the bibliography by their paths."""
    entries = entries or KNOWN
    edition = built(text, entries)  # type: ignore[arg-type]
    found = notes.pages(edition.edition, edition.links, entries)
    return {p.path: p for p in (*found, *bibliography.pages(edition.edition, edition.links, entries))}


def texts(source: str) -> dict[str, str]:
    return {ident: " ".join(text.split()) for ident, text in read(source).texts.items()}


def test_each_note_leads_back_to_its_call() -> None:
    source = made(PRINTED, apparatus(structure=(FIRST_PAGE,)))["notes/01/index.md"].text
    assert {ident: text for ident, text in texts(source).items() if text} == {
        "note1": "1 A letter. p. 1",
        "note2": "2 Another <b>letter</b>. p. 1",
        "note3": "3 A third. p. 1",
    }
    assert 'href="../../chapters/01/#call2"' in source


def test_notes_that_the_witness_lacks_have_their_places() -> None:
    source = made(LACKING, apparatus())["notes/01/index.md"].text
    found = texts(source)
    assert [ident for ident in found if ident.startswith("note")] == ["note1", "note2", "note3"]
    assert found["note1"] == "1"  # only its number, and its page if that is known


def test_what_editors_know_stands_with_the_note_and_says_so() -> None:
    source = made()["notes/01/index.md"].text
    found = texts(source)
    assert found["note1"] == (
        "1 Identified by the editors: Salt & Toll, 3 May 1831. Basis: the sentence names <it>. p. 1"
    )
    assert found["note2"] == "2 A letter_to_ the clerk. Supplied by the editors. p. 1"
    assert found["note3"] == "3 p. 1"
    assert 'href="../../bibliography/#gazette"' in source


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            LACKING,
            "3 notes. Our source has the text of none of them. The editors have supplied the text of 1. "
            "We have identified the works cited in 1. Nothing is known of 1.",
        ),
        (PRINTED, "3 notes."),
    ],
    ids=["lacking", "printed"],
)
def test_the_page_says_how_many_notes_have_what(text: object, says: str) -> None:
    assert f">{says}</p>" in made(text)["notes/01/index.md"].text


def test_the_script_beside_the_page_has_every_note() -> None:
    script = made()["notes/01/notes.js"].text
    contents = json.loads(script.removeprefix("window.editionNotes = "))
    assert list(contents) == ["1", "2", "3"]
    assert "Identified by the editors" in contents["1"]
    assert contents["3"] == notes.LACKING


def test_the_bibliography_has_each_entry_with_its_places_and_grounds() -> None:
    source = made()["bibliography/index.md"].text
    found = texts(source)
    assert found["gazette"] == (
        "Salt & Toll.Cited in notes, as the editors identify them, 1.1.Facts from: Chapter 1, ¶ 1."
    )
    assert found["walk"] == "Ferrow, A. A Walk, 1901.Rare.Cited not by a note or by name.Facts from: seen."
    assert '<a href="../notes/01/#note1">1.1</a>' in source
    assert '<a href="../chapters/01/#p1">Chapter 1, ¶ 1</a>' in source
    assert source.index("## Newspapers") < source.index("## Books")


def test_the_data_lie_beside_the_bibliography() -> None:
    files = bibliography.files(built(LACKING, KNOWN).edition, KNOWN)
    assert [item["id"] for item in json.loads(files["bibliography/references.json"])] == ["gazette", "walk"]
    assert files["bibliography/references.bib"].count("@") == 2
    assert files["bibliography/references.ris"].count("TY  - ") == 2


def test_without_sources_there_is_no_bibliography() -> None:
    assert [path for path in made(LACKING, apparatus()) if "notes/" not in path] == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"title": "Salt", "editor": "Degg, J.", "volume": "3"}, "Degg, J., ed. <i>Salt</i>. Vol. 3."),
        ({"title": "Salt", "volumes": "2", "location": "Tarrant", "publisher": "Lund & Holst", "date": "1901"},
         "<i>Salt</i>. 2 vols. Tarrant: Lund &amp; Holst, 1901."),
        ({"title": "Diplomatiya mira", "langid": "russian"}, "<i>Diplomatiya mira</i>."),
    ],
)  # fmt: skip
def test_entries_are_formatted_in_the_chicago_style(fields: dict[str, str], expected: str) -> None:
    assert bibliography.formatted((Source("salt", "book", fields, 1),)) == {"salt": expected}


def test_a_call_says_that_nothing_is_known_of_its_note_or_that_its_source_is_identified() -> None:
    source = built(LACKING, KNOWN)
    text = next(p.text for p in markdown.pages(source.edition, source.links, KNOWN) if p.path == "chapters/01/index.md")
    link = '<a href="../../notes/01/#note3" role="doc-noteref" aria-label="Note 3, text missing">'
    assert f'<sup class="note-call missing" id="call3">{link}' in text
    assert '<sup class="note-call identified" id="call1">' in text


def test_a_note_whose_call_was_not_found_keeps_its_text_and_leads_nowhere() -> None:
    text = witness(
        page("CHAPTER", "1 Salt", *set_type("The mules1 went down the road2, and the town had its salt.")),
        page("Notes", "1. A letter.", "2. Another letter.", "3. A third."),
    )
    source = made(text, apparatus(structure=(FIRST_PAGE,)))["notes/01/index.md"].text
    assert texts(source)["note3"] == "3 A third."
    assert "#call2" in source
    assert "#call3" not in source


def test_the_page_of_notes_of_a_small_book() -> None:
    edition, entries = salt_road.edition()
    page, script = notes.pages(edition.edition, edition.links, entries)
    assert (page.path, page.title, script.path) == ("notes/01/index.md", "Notes to chapter 1", "notes/01/notes.js")
    assert page.text.startswith('---\ntitle: "Notes to chapter 1"\nchapter_page: chapters/01/\n---\n')
    coverage = re.search('<p class="coverage apparatus">(.*?)</p>', page.text)
    assert coverage
    assert coverage[1] == (
        "4 notes. Our source has the text of none of them. The editors have supplied the text of 1. "
        "We have identified the works cited in 1. Nothing is known of 2."
    )
    items = re.findall(r'<li id="(\w+)" value="(\d)" class="([^"]*)"><a class="backlink" href="([^"]*)"', page.text)
    assert items == [
        ("note1", "1", "without-text", "../../chapters/01/#call1"),
        ("note2", "2", "without-text", "../../chapters/01/#call2"),
        ("note3", "3", "without-text nothing-known", "../../chapters/01/#call3"),
        ("note4", "4", "without-text nothing-known", "../../chapters/01/#call4"),
    ]
    assert page.text.count('<span class="note-page">p. 1</span>') == 4
    assert page.text.count("The number is inferred from the sequence.") == 2
    contents = json.loads(script.text.removeprefix("window.editionNotes = "))
    assert contents["3"] == contents["4"] == '<span class="lacking">The text of this note is missing.</span>'
    assert contents["2"] == (
        '<span class="supplied-note apparatus">By the clerk. '
        '<span class="ground">Supplied by the editors: his own copy.</span></span>'
    )
    assert contents["1"] == (
        '<span class="identification apparatus"><span class="identified">Identified by the editors:</span> '
        'The toll book. <span class="ground">Basis: named.</span></span>'
    )


def test_on_paper_a_chapter_has_its_notes_with_any_content_after_it() -> None:
    edition, entries = salt_road.edition()
    pages = markdown.pages(edition.edition, edition.links, entries)
    first, second, _ = notes.beside_chapters(pages, edition.edition, edition.links, entries)
    front = yaml.safe_load(first.text.split("---\n")[1])
    assert front["notes_page"] == "notes/01/"
    assert re.findall(r'<li><span class="number">(\d)</span>', front["notes"]) == ["1", "2"]
    assert "id=" not in front["notes"]
    assert second == pages[1]


def test_a_source_is_named_by_its_author_or_editor_with_its_title_and_the_detail() -> None:
    fields = {"author": "Ferrow, Ada", "title": "Salt & Tolls"}
    entry = Note(file="notes/01.tsv", note=1, kind=NoteKind.IDENTIFICATION, source="ferrow", detail="p. 5", ground="x")
    source = Source("ferrow", "book", fields, 1)
    shown = notes._what(entry, {"ferrow": source}, "../../bibliography/")
    assert shown == (
        '<a class="citation" href="../../bibliography/#ferrow">Ferrow, <cite>Salt &#38; Tolls</cite></a>, p. 5'
    )
    edited = Source("ferrow", "book", {"editor": "Weir, Ida", "title": "Salt"}, 1)
    bare = entry.model_copy(update={"detail": ""})
    assert notes._what(bare, {"ferrow": edited}, "") == '<a class="citation" href="#ferrow">Weir, <cite>Salt</cite></a>'
    nobody = Source("ferrow", "book", {"title": "Salt"}, 1)
    assert notes._what(bare, {"ferrow": nobody}, "") == '<a class="citation" href="#ferrow"><cite>Salt</cite></a>'
    assert notes._what(entry.model_copy(update={"source": ""}), {}, "") == "p. 5"
