"""What TEI says about a small book and its names, and the element that each kind of block and note becomes."""

from __future__ import annotations

from functools import cache

import pytest
from lxml import etree

import salt_road
from editio.inputs.bibliography import Source
from editio.inputs.registers import Name
from editio.model.kinds import NameKind
from editio.outputs.files import tei
from editio.outputs.files.tei import authorities
from noted import FIRST, SECOND, SONG, made
from printing import apparatus

TEI = "{http://www.tei-c.org/ns/1.0}"


def text(element: etree._Element) -> str:
    """An element without its namespace, as it is written."""
    etree.cleanup_namespaces(element)
    return etree.tostring(element, encoding="unicode", with_tail=False).replace(
        ' xmlns="http://www.tei-c.org/ns/1.0"', ""
    )


@cache
def document() -> etree._Element:
    return etree.fromstring(tei.document(*salt_road.edition()))


def found(*path: str) -> list[str]:
    return [text(element) for element in document().iterfind("/".join(f"{TEI}{name}" for name in path))]


def test_the_header_names_the_book_and_who_is_responsible() -> None:
    statement = ("teiHeader", "fileDesc", "titleStmt")
    assert found(*statement, "title") == [
        '<title type="main">The Salt Road</title>', '<title type="sub">A History of Tolls</title>',
    ]  # fmt: skip
    assert found(*statement, "author") == ["<author>Ada Chandler</author>"]
    assert found(*statement, "respStmt") == [
        '<respStmt xml:id="editors"><resp>emendation and markup</resp>\n<name>Tom Brim</name>\n'
        "<name>Ida Weir</name></respStmt>",
        '<respStmt xml:id="ocr"><resp>transcription</resp>\n<name>optical character recognition</name></respStmt>',
    ]


def test_the_header_says_which_version_it_is_and_where_it_is_published() -> None:
    assert found("teiHeader", "fileDesc", "editionStmt", "edition") == ['<edition n="1.2.0">Version 1.2.0</edition>']
    publication = ("teiHeader", "fileDesc", "publicationStmt")
    assert found(*publication, "publisher") == ["<publisher>Tom Brim, Ida Weir</publisher>"]
    assert found(*publication, "date") == ['<date when="2026-03-04">2026-03-04</date>']
    assert found(*publication, "idno") == ['<idno type="URI">https://salt.example/</idno>']
    assert found("teiHeader", "revisionDesc", "change") == [
        '<change n="1.2.0" when="2026-03-04">Emendations: 2 of the register, 0 by rule.</change>'
    ]
    assert found("teiHeader", "profileDesc", "langUsage", "language") == ['<language ident="en-GB">en-GB</language>']


def test_the_header_describes_the_print_and_the_witness() -> None:
    source = ("teiHeader", "fileDesc", "sourceDesc")
    assert found(*source, "bibl") == [
        '<bibl type="print"><author>Ada Chandler</author>\n<title>The Salt Road</title>\n<pubPlace>Weir</pubPlace>\n'
        "<publisher>Weir &amp; Sons</publisher>\n<date>1970</date></bibl>"
    ]
    witness = salt_road.TEXT
    assert found(*source, "listWit", "witness") == [
        f'<witness xml:id="witness">The OCR text of one printed copy, {len(witness.text):,} characters. It lacks: '
        f'jacket, index. <idno type="file">salt.txt</idno> <idno type="SHA-256">{witness.sha256}</idno></witness>'
    ]


def test_each_kind_of_emendation_and_each_rule_has_its_category() -> None:
    taxonomies = document().iterfind(f".//{TEI}taxonomy")
    categories = {t.get("n"): [c.get("n") for c in t] for t in taxonomies}
    assert categories["emendations"] == ["misreading", "lost-mark", "lost-diacritic", "misprint"]
    rules = categories["rules"]
    assert len(rules) == len(set(rules)) == 8
    assert all(name and name.startswith("rule-") for name in rules)
    principles = document().find(f".//{TEI}editorialDecl")
    assert principles is not None
    assert [child.tag.removeprefix(TEI) for child in principles] == [
        "correction", "normalization", "hyphenation", "segmentation", "interpretation",
    ]  # fmt: skip


def test_a_person_has_every_form_and_what_is_known_of_the_life() -> None:
    tarvin, ferrow = document().iterfind(f"{TEI}standOff/{TEI}listPerson/{TEI}person")
    assert [text(one) for one in tarvin] == [
        '<persName type="main">Tarvin</persName>', '<persName type="sort">Tarvin</persName>',
        '<persName type="other">Tarvyn</persName>', '<idno type="GND">118540238</idno>', '<birth when="1850"/>',
        '<death when="1901"/>', '<note type="office">Toll keeper</note>', '<note type="note">He kept the toll.</note>',
    ]  # fmt: skip
    assert [text(one) for one in ferrow] == [
        '<persName type="main">Ada Ferrow</persName>', '<persName type="sort">Ferrow, Ada</persName>',
        '<persName type="variant">Ferrow</persName>',
    ]  # fmt: skip
    xml_id = "{http://www.w3.org/XML/1998/namespace}id"
    assert [person.get(xml_id) for person in (tarvin, ferrow)] == ["people-tarvin", "people-ferrow"]


def test_a_place_has_its_coordinates_and_a_work_its_title() -> None:
    assert found("standOff", "listPlace", "place") == [
        '<place xml:id="places-saltby"><placeName type="main">Saltby</placeName>\n'
        '<placeName type="sort">Saltby</placeName>\n<location><geo>52.2 -2.5</geo></location></place>'
    ]
    assert found("standOff", "listBibl", "bibl") == [
        '<bibl xml:id="works-toll-treaty"><title type="main">Toll Treaty</title>\n'
        '<title type="sort">Toll Treaty</title></bibl>'
    ]
    lists = document().find(f"{TEI}standOff")
    assert lists is not None
    assert {child.get("type") for child in lists} == {"names"}


def test_dates_of_a_life_that_are_no_birth_and_death_are_a_note() -> None:
    work = Name(key="w", kind=NameKind.WORK, name="Toll", sort="Toll", dates="1931")
    *_, dates = authorities._name(work, "title", "")
    assert text(dates) == '<note type="dates"><date when="1931">1931</date></note>'
    born = Name(key="p", kind=NameKind.PERSON, name="Brim", sort="Brim", dates="1850/..")
    assert [text(one) for one in authorities._name(born, "persName", "1 2")][2:] == ['<birth when="1850"/>']


def test_a_source_has_each_of_its_facts() -> None:
    fields = {
        "author": "Ferrow, Ada and Brim, Tom", "editor": "Weir, Ida", "title": "Salt", "journaltitle": "Tolls",
        "volume": "3", "number": "2", "pages": "5--9", "location": "Weir", "publisher": "Sons", "date": "1931",
        "doi": "10.1000/182",
    }  # fmt: skip
    assert [text(one) for one in authorities._source(Source("ferrow", "article", fields, 1))] == [
        "<author>Ferrow, Ada</author>", "<author>Brim, Tom</author>", "<editor>Weir, Ida</editor>",
        "<title>Salt</title>", '<title level="j">Tolls</title>', '<biblScope unit="volume">3</biblScope>',
        '<biblScope unit="issue">2</biblScope>', '<biblScope unit="page">5--9</biblScope>',
        "<pubPlace>Weir</pubPlace>", "<publisher>Sons</publisher>", '<idno type="DOI">10.1000/182</idno>',
        '<date when="1931">1931</date>',
    ]  # fmt: skip


# Notes and marked words


@pytest.mark.parametrize(
    ("says", "lines"),
    [
        (FIRST, [[FIRST]]),
        (f"<p>{FIRST}</p> <p>{SECOND}</p>", [[FIRST], [SECOND]]),
    ],
)
def test_a_note_of_several_paragraphs_has_them_as_elements(says: str, lines: list[list[str]]) -> None:
    built = made(*lines)
    notes = etree.fromstring(tei.document(built, apparatus())).iterfind(f".//{TEI}note")
    first = next(note for note in notes if note.get("n") == "1")
    assert text(first) == (
        '<note type="endnote" place="end" n="1" target="#chapters-01-call1" xml:id="notes-01-note1">'
        f"<label/> {says}</note>"
    )


def test_verse_in_a_note_is_a_group_of_lines() -> None:
    notes = etree.fromstring(tei.document(made([FIRST], SONG), apparatus())).iterfind(f".//{TEI}note")
    first = next(note for note in notes if note.get("n") == "1")
    assert [line.text for line in first.iterfind(f"{TEI}lg/{TEI}l")] == SONG


def test_notes_of_the_editors_say_whose_they_are() -> None:
    notes = [text(note) for note in document().iterfind(f".//{TEI}div[@type='notes']/{TEI}note")]
    start = '<note type="endnote" place="end" n="{0}" target="#chapters-01-call{0}" xml:id="notes-01-note{0}">'
    assert notes == [
        start.format(1) + '<note type="identification" resp="#editors">The toll book <note type="ground">named</note>'
        "</note></note>",
        start.format(2) + '<note type="supplied" resp="#editors">By the clerk. <note type="ground">his own copy</note>'
        "</note></note>",
        start.format(3) + '<gap reason="lacking"/></note>',
        start.format(4) + '<gap reason="lacking"/></note>',
    ]
    assert found("text", "back", "div", "head")[-1] == '<head resp="#editors">Notes to chapter 1</head>'


def test_names_dates_references_calls_and_emendations_are_marked_in_the_text() -> None:
    (paragraph,) = document().iterfind(f".//{TEI}div[@n='1'][@type='chapter']/{TEI}p")
    marked = text(paragraph)
    for expected in (
        '<date when="1937-06-04">4 June 1937</date>',
        '<persName ref="#people-tarvin">Tarvin</persName>',
        '<ref type="noteCall" n="1" target="#notes-01-note1" xml:id="chapters-01-call1">1</ref>',
        '<ref type="noteCall" n="3" target="#notes-01-note3" xml:id="chapters-01-call3" cert="medium">3</ref>',
        '<ref type="xref" target="#appendices-1">Appendix 1</ref>',
        '<title ref="#works-toll-treaty">Toll Treaty</title>',
        '<choice xml:id="emendations-e0001"><sic resp="#ocr">sa1t</sic>'
        '<corr type="misreading" resp="#editors" cert="medium">salt</corr></choice>',
        '<corr type="misreading" resp="#editors" cert="high">The</corr>',
    ):
        assert expected in marked
    assert found("text", "body", "div", "head") == [
        '<head xml:id="chapters-01-title"><label type="number"><pb n="1" xml:id="chapters-01-page1"/>CHAPTER 1</label> '
        "The Salt Road</head>",
        '<head xml:id="chapters-02-title"><label type="number"><pb n="3" xml:id="chapters-02-page3"/>CHAPTER 2</label> '
        "The Toll</head>",
    ]
