"""TEI: valid, with the ids of the site, and with exactly the edited text."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from conftest import Whole
from editio.edition import Built
from editio.inputs.registers import Apparatus, Emendation
from editio.model.characters import NOT_IN_XML, REPLACEMENT
from editio.model.kinds import BlockKind, PartKind
from editio.model.text import Block, plain
from editio.outputs.files import tei
from editio.outputs.files.tei import markup
from editio.outputs.files.tei.dates import dating
from editio.outputs.pages import emendations, markdown, notes
from editio.outputs.places import emendation_addresses, identifier
from editio.stages.linking import citations
from imaging import imaged
from printing import apparatus, built, page, witness

TEI = f"{{{markup.NAMESPACE}}}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
Made = tuple[Built, Apparatus, etree._Element]


def made(built: Built, entries: Apparatus) -> Made:
    return built, entries, etree.fromstring(tei.document(built, entries))


@pytest.fixture(scope="module")
def whole(either_edition: Whole) -> Made:
    return made(*either_edition)


def read(element: etree._Element) -> str:
    """The edited text of an element: what was emended and what editors say of notes left out."""
    text = element.text or ""
    for child in element:
        said = (child.tag == f"{TEI}note" and child.get("resp")) or child.get("type") == "noteCall"
        if child.tag == f"{TEI}g":
            text += chr(int(child.get("n", "")[2:], 16))
        elif child.tag != f"{TEI}sic" and not said:
            text += read(child)
        text += child.tail or ""
    return text


def squeezed(text: str) -> str:
    return " ".join(text.split())


def edited(block: Block) -> str:
    spans = sorted(block.spans, key=lambda s: (s.row, s.column)) if block.kind is BlockKind.TABLE else block.spans
    return squeezed(" ".join(plain(span.content).strip() for span in spans))


def differing(made: Built, document: etree._Element) -> list[tuple[str, str, str]]:
    """Address, text in TEI and edited text of each block whose two texts are not the same."""
    elements = {element.get(ID): element for element in document.iter() if element.get(ID)}
    found = []
    for part in made.edition.parts:
        for block in (part.title, *part.blocks):
            if block.spans:
                address = f"{part.address}#{block.id}"
                element = elements[identifier(address)]
                head = element.find(f"{TEI}head")
                texts = squeezed(read(element if head is None else head)), edited(block)
                if texts[0] != texts[1]:
                    found.append((address, *texts))
    return found


def test_it_is_valid(whole: Made, tei_schema: etree.RelaxNG) -> None:
    tei_schema.validate(whole[2])
    assert [f"{fault.line}: {fault.message}" for fault in tei_schema.error_log] == []


def test_every_block_has_the_edited_text(whole: Made) -> None:
    assert differing(whole[0], whole[2]) == []


def test_the_ids_are_those_of_the_site(whole: Made) -> None:
    made, entries, document = whole
    site = {
        identifier(f"{page.path.removesuffix('index.md')}#{a or b}")
        for page in [
            *markdown.pages(made.edition, made.links, entries),
            *(p for p in notes.pages(made.edition, made.links, entries) if p.path.endswith(".md")),
        ]
        for a, b in re.findall(r'\bid="([^"]+)"|\{: #([\w-]+)', page.text)
        if not (a.startswith("footnote") or (b == "title" and page.path.startswith(("notes", "jacket"))))
    }
    text = document.find(f"{TEI}text")
    assert text is not None
    own = {element.get(ID) for element in text.iter() if element.get(ID)}
    parts = {identifier(part.address) for part in made.edition.parts}
    parts |= {f"notes-{d.number:02d}" for d in made.edition.parts if d.kind is PartKind.CHAPTER}
    titles = {identifier(f"{d.address}#title") for d in made.edition.parts if d.kind is PartKind.NOTES}
    emended = {identifier(address) for address in emendation_addresses(made.edition, entries).values()}
    sources = {identifier(f"{citations.page(made.edition)}#{source.key}") for source in entries.sources}
    assert site == own - parts - titles - emended - sources
    assert parts <= own


def test_every_pointer_has_its_target(whole: Made) -> None:
    document = whole[2]
    ids = {element.get(ID) for element in document.iter()}
    pointers = [
        pointer
        for element in document.iter()
        for name in ("ref", "target", "resp", "corresp", "datingMethod")
        for pointer in element.get(name, "").split()
    ]
    assert len(pointers) > 100
    assert {pointer for pointer in pointers if pointer.removeprefix("#") not in ids} == set()


def test_every_link_leads_to_the_text_and_to_one_place(whole: Made) -> None:
    """The TEI Consortium's Stylesheets leave standOff out, and CETEIcean makes one link of all targets."""
    document = whole[2]
    text = document.find(f"{TEI}text")
    assert text is not None
    shown = {f"#{element.get(ID)}" for element in text.iter() if element.get(ID)}
    assert {ref.get("target") for ref in text.iter(f"{TEI}ref")} <= shown
    assert [target for ptr in document.iter(f"{TEI}ptr") if " " in (target := ptr.get("target", ""))] == []


def test_an_emendation_has_the_id_of_its_entry_in_the_register(whole: Made) -> None:
    made, entries, document = whole
    register = "".join(page.text for page in emendations.pages(made.edition, made.restoration, entries))
    listed = set(re.findall(r'<tr id="([er]\d{4}(?:-\d+)?)"', register))
    listed -= entries.ended.readings.keys()  # withdrawn: in the register, not in the text
    assert {a.partition("#")[2] for a in emendation_addresses(made.edition, entries).values()} == listed
    choices = {element.get(ID) for element in document.iter(f"{TEI}choice")} - {None}
    assert choices
    assert choices <= {f"emendations-{ident}" for ident in listed}


def test_a_misprint_is_the_books_and_a_misreading_is_not() -> None:
    text = witness(page("CHAPTER", "1 Salt", "The mulse went dovvn the road."))
    fields = {"line": 5, "certainty": "certain"}
    entries = (
        {"id": "e0001", "reading": "mulse", "edited": "mules", "kind": "misprint", **fields},
        {"id": "e0002", "reading": "dovvn", "edited": "down", "kind": "misreading", **fields},
    )
    register = apparatus(emendations=tuple(map(Emendation.model_validate, entries)))
    document = tei.document(built(text, register), register).decode()
    assert (
        '<choice xml:id="emendations-e0001"><sic>mulse</sic>'
        '<corr type="misprint" resp="#editors" cert="high">mules</corr></choice>'
    ) in document
    assert (
        '<choice xml:id="emendations-e0002"><sic resp="#ocr">dovvn</sic>'
        '<corr type="misreading" resp="#editors" cert="high">down</corr></choice>'
    ) in document


def test_the_header_says_what_may_be_done_with_it() -> None:
    document = tei.document(built(witness(page("CHAPTER", "1 Salt", "The mules."))), apparatus()).decode()
    assert '<availability status="restricted"><p>Private study copy' in document


@pytest.mark.parametrize(
    ("edtf", "attributes"),
    [
        ("1939-08-23", {"when": "1939-08-23"}),
        ("1939-05/1939-08", {"from_": "1939-05", "to": "1939-08"}),
        ("1939/..", {"from_": "1939"}),
        ("1939-07~", {"when": "1939-07", "cert": "medium", "when_custom": "1939-07~", "datingMethod": "#edtf"}),
        ("1939-22", {"when": "1939", "when_custom": "1939-22", "datingMethod": "#edtf"}),
        ("193X", {"notBefore": "1930", "notAfter": "1939", "when_custom": "193X", "datingMethod": "#edtf"}),
        ("[1667,1668]", {"when_custom": "[1667,1668]", "datingMethod": "#edtf"}),
    ],
)
def test_dates(edtf: str, attributes: dict[str, str]) -> None:
    assert dating(edtf) == attributes


@given(st.text(), st.text())
def test_markup_gives_any_text_back(words: str, value: str) -> None:
    element = etree.fromstring(etree.tostring(markup.element("p", words, n=value)))
    assert read(element) == words
    assert element.get("n", "") == NOT_IN_XML.sub(REPLACEMENT, value)


HOSTILE = st.text("aB1 <>&\"'{}]]>\x00\x0b\x1b\x85￾&#;%", min_size=1, max_size=60)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(HOSTILE, min_size=1, max_size=4), st.text("a<&\"'", max_size=6))
def test_whatever_the_text_holds_the_document_is_valid_and_has_it(
    tei_schema: etree.RelaxNG, lines: list[str], title: str
) -> None:
    made = built(witness(page("CHAPTER", f"1 Salt{title}", *lines)))
    document = etree.fromstring(tei.document(made, apparatus()))
    tei_schema.validate(document)
    assert list(tei_schema.error_log) == []
    assert differing(made, document) == []


def test_the_images_of_the_pages_are_surfaces_and_page_starts_lead_to_them(
    specimen_edition: Whole, tei_schema: etree.RelaxNG
) -> None:
    found, entries = specimen_edition
    document = etree.fromstring(tei.document(imaged(found), entries))
    assert tei_schema.validate(document), tei_schema.error_log
    surfaces = {surface.get(ID): surface for surface in document.iter(f"{TEI}surface")}
    assert surfaces["image-7"].find(f"{TEI}graphic").get("url") == "../images/zoom/7.jpg"  # type: ignore[union-attr]
    leading = {start.get("n"): start.get("facs") for start in document.iter(f"{TEI}pb")}
    assert leading["7"] == "#image-7"
    assert {target[1:] for target in leading.values() if target} <= surfaces.keys()
    zones = surfaces["image-7"].findall(f"{TEI}zone")
    assert [zone.get("type") for zone in zones] == ["line"] * len(zones)


def test_a_note_without_a_call_points_nowhere() -> None:
    text = witness(
        page("CHAPTER", "1 Salt", "They saw the mules1."), page("Notes to Chapter 1", "1. Nobody knows.", "2. A clerk.")
    )
    document = etree.fromstring(tei.document(built(text), apparatus()))
    notes = {note.get("n"): note.get("target") for note in document.iter(f"{{{markup.NAMESPACE}}}note")}
    assert notes == {"1": "#chapters-01-call1", "2": None}
