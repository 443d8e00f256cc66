"""A note of several paragraphs, one of them verse, has them in every output."""

from __future__ import annotations

import json
from collections.abc import Iterable

import pytest
from lxml import etree, html

from editio.inputs.bibliography import Source
from editio.model.kinds import AnnotationKind, BlockKind
from editio.model.text import Block, Part
from editio.outputs import book
from editio.outputs.book import XHTML
from editio.outputs.files import data, pdf, plain_text, tei
from editio.outputs.files.tei.markup import NAMESPACE
from editio.outputs.pages import markdown, notes
from editio.outputs.pages.markdown import Writer
from noted import FIRST, SECOND, SONG, entered, made, noted, of_note
from printing import apparatus, built, part

MADE = made([FIRST], SONG, [SECOND])
KNOWN = apparatus()
TEI = f"{{{NAMESPACE}}}"


def words(elements: Iterable[etree._Element]) -> list[str]:
    return [" ".join("".join(map(str, element.itertext())).split()) for element in elements]


def elements(tree: etree._Element, path: str) -> list[etree._Element]:
    return tree.xpath(path)  # type: ignore[return-value]


PARAGRAPHS = [FIRST, " ".join(SONG), SECOND]


def page_of_notes() -> dict[str, markdown.Page]:
    return {page.path: page for page in notes.pages(MADE.edition, MADE.links, KNOWN)}


def test_on_the_page_of_notes_each_is_a_paragraph_at_the_address_of_the_note() -> None:
    tree = html.fromstring(page_of_notes()["notes/01/index.md"].text.partition("---\n\n")[2])
    (note,) = elements(tree, "//li[@id='note1']")
    assert words(note.findall("p")) == PARAGRAPHS
    assert [len(verse.findall("br")) for verse in elements(note, "p[@class='verse']")] == [len(SONG) - 1]
    (other,) = elements(tree, "//li[@id='note2']")
    assert other.findall("p") == []  # a note of one paragraph is that


def test_the_card_shows_them() -> None:
    script = page_of_notes()["notes/01/notes.js"].text
    contents = json.loads(script.removeprefix("window.editionNotes = "))
    assert words(html.fragments_fromstring(contents["1"])) == PARAGRAPHS


def test_on_paper_they_stand_with_the_chapter() -> None:
    pages = markdown.pages(MADE.edition, MADE.links, KNOWN)
    beside = {page.path: page.text for page in notes.beside_chapters(pages, MADE.edition, MADE.links, KNOWN)}
    line = next(line for line in beside["chapters/01/index.md"].split("\n") if line.startswith("notes: "))
    tree = html.fromstring(json.loads(line.removeprefix("notes: ")))
    assert words(elements(tree, "//li[1]/p")) == PARAGRAPHS


def footnote() -> tuple[Part, Block]:
    """The same note as one of the page's foot."""
    chapter = part(MADE.edition, "chapters/01/")
    note = of_note(MADE, 1)
    return chapter, Block("p9", BlockKind.FOOTNOTE, note.spans[1:])


def test_a_footnote_below_its_block_has_them() -> None:
    chapter, block = footnote()
    aside = html.fromstring(Writer(chapter, "../../", MADE.links, {}).block(block))
    assert (aside.get("id"), words(aside.findall("p"))) == ("p9", PARAGRAPHS)
    assert [bool(elements(p, "a[@href='#p9']")) for p in aside.findall("p")] == [True, False, False]


def test_in_the_epub_the_note_is_one_element_with_its_paragraphs() -> None:
    leaf = next(leaf for leaf in book.leaves(MADE, KNOWN) if leaf.address == "notes/01/")
    (note,) = elements(leaf.body, "//*[@id='note1']")
    assert note.tag == f"{{{XHTML}}}div"
    assert words(note.findall(f"{{{XHTML}}}p")) == PARAGRAPHS
    (other,) = elements(leaf.body, "//*[@id='note2']")
    assert other.tag == f"{{{XHTML}}}p"


def test_in_the_pdf_they_are_paragraphs() -> None:
    groups = pdf.layout(MADE, KNOWN)["groups"]
    leaf = next(leaf for group in groups for leaf in group if leaf["id"] == "notes-01")
    (notes_list,) = (node for node in leaf["body"] if node[0] == "ol")
    note, *_ = notes_list[2:]
    paragraphs = [node for node in note[2:] if node[0] == "p"]
    assert len(paragraphs) == len(note[2:]) == len(PARAGRAPHS) + 1  # the last one is the way back
    assert paragraphs[0][1] == {"id": "notes-01-note1", "class": ["beside-number"]}
    assert paragraphs[1][1]["class"] == ["verse"]


def test_in_tei_they_are_paragraphs_and_a_stanza(tei_schema: etree.RelaxNG) -> None:
    document = etree.fromstring(tei.document(MADE, KNOWN))
    tei_schema.validate(document)
    assert [fault.message for fault in tei_schema.error_log] == []
    note = next(e for e in document.iter(f"{TEI}note") if e.get("n") == "1")
    assert [child.tag.removeprefix(TEI) for child in note] == ["label", "p", "lg", "p"]
    assert words(note)[1:] == PARAGRAPHS
    assert words(note.iter(f"{TEI}l")) == SONG
    other = next(e for e in document.iter(f"{TEI}note") if e.get("n") == "2")
    assert [child.tag.removeprefix(TEI) for child in other] == ["label"]


def test_the_data_part_them_by_line_breaks() -> None:
    found = next(part for part in data.parts(MADE, KNOWN) if part.address == "notes/01/")
    assert found.notes[0].text.split("\n") == [FIRST, *SONG, SECOND]
    assert [span.role for span in found.passages[0].spans] == ["number", "text", *["line"] * len(SONG), "text"]


def test_in_plain_text_each_is_a_line() -> None:
    lines = plain_text.part(part(MADE.edition, "notes/01/"), KNOWN.settings).split("\n")
    at = lines.index(FIRST)
    assert lines[at : at + 6] == [FIRST, *(f"    {line}" for line in SONG), SECOND]


@pytest.mark.parametrize("place", [0, 1])
def test_a_source_cited_in_any_of_them_is_linked_there(place: int) -> None:
    source = Source("lamps", "book", {"title": "Lamps of the North", "keywords": "study", "ground": "seen"}, 1)
    stretches = [[FIRST], [SECOND]]
    stretches[place] = ["The clerk owned Lamps of the North, and read it."]
    text = noted(*stretches)
    known = entered(text)
    edition = built(text, known.model_copy(update={"sources": (source,)}))
    (found,) = edition.links.of(AnnotationKind.CITATION)
    assert (found.locus.span, stretches[place][0][found.start : found.end]) == (place + 1, "Lamps of the North")
