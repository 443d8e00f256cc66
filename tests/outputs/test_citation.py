"""How the book is cited, compared with the manuals by hand: Chicago 17 (14.100 to 14.103 on books, 14.157 on
notes), MLA 9 (5 on works cited, 6 on citing in the text), APA 7 (10.2 on books, 8.13 on passages)."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import reduce

import pytest
from pydantic import ValidationError

import noted
from editio.inputs import bibliography
from editio.inputs.registers import Apparatus, Book, Document, Reporting, Rights, Settings, Site, WitnessEntry, load
from editio.model.kinds import PartKind
from editio.model.text import PageStart
from editio.model.witness import of_text
from editio.outputs import chapter_notes
from editio.outputs.citation import (
    SHORTENINGS,
    STYLES,
    ByOther,
    Citations,
    Style,
    Where,
    formatted,
    linked,
    meta,
    metadata,
    page_range,
    pages,
    place_in,
    source,
    templates,
    title,
    titles,
    whole,
)
from editio.outputs.pages.markdown import Page
from editio.outputs.places import Extent
from places import REPOSITORY
from printing import PROSE, apparatus, built, page, set_type, witness

BOOK = load(REPOSITORY).settings.book
CHICAGO, MLA, APA = STYLES
URL = "https://example.org/chapters/04/#p12"


def settings(address: str = "", **changes: object) -> Settings:
    return Settings(
        book=BOOK.model_copy(update=changes),
        witness=WitnessEntry(name="w.txt", sha256="0" * 64),
        rights=Rights(cleared=False, statement="Private copy."),
        site=Site(address=address),
    )


@pytest.mark.parametrize(
    ("page", "citation"),
    [
        ("", "(London: I.B. Tauris, 1989), {}."),
        ("57", "(London: I.B. Tauris, 1989), 57, {}."),
        ("57–58", "(London: I.B. Tauris, 1989), 57–58, {}."),
        ("[231]", "(London: I.B. Tauris, 1989), [231], {}."),
        ("xvii", "(London: I.B. Tauris, 1989), xvii, {}."),
    ],
)
def test_chicago_names_the_page_in_the_note_and_the_place_in_both(page: str, citation: str) -> None:
    note, entry = formatted(BOOK, CHICAGO, URL, page)
    assert note == f"Geoffrey Roberts, <i>The Unholy Alliance: Stalin’s Pact with Hitler</i> {citation.format(URL)}"
    assert entry == (
        f"Roberts, Geoffrey. <i>The Unholy Alliance: Stalin’s Pact with Hitler</i>. London: I.B. Tauris, 1989. {URL}."
    )


@pytest.mark.parametrize(
    ("page", "citation"), [("", "(Roberts)"), ("57", "(Roberts 57)"), ("57–58", "(Roberts 57–58)")]
)
def test_mla_has_author_and_page_in_the_text_and_the_whole_name_in_the_list(page: str, citation: str) -> None:
    assert formatted(BOOK, MLA, URL, page) == (
        citation,
        f"Roberts, Geoffrey. <i>The Unholy Alliance: Stalin’s Pact with Hitler</i>. I.B. Tauris, 1989, {URL}.",
    )


@pytest.mark.parametrize(
    ("page", "citation"),
    [("", "(Roberts, 1989)"), ("57", "(Roberts, 1989, p. 57)"), ("57–58", "(Roberts, 1989, pp. 57–58)")],
)
def test_apa_has_the_title_without_capitals_and_no_stop_after_an_address(page: str, citation: str) -> None:
    assert formatted(BOOK, APA, URL, page) == (
        citation,
        f"Roberts, G. (1989). <i>The unholy alliance: Stalin’s pact with Hitler</i>. I.B. Tauris. {URL}",
    )


def test_a_title_and_a_publisher_are_text_and_not_markup() -> None:
    book = BOOK.model_copy(update={"title": "Salt & <i>Roads</i>", "publisher": "Smith & Sons"})
    _, entry = formatted(book, CHICAGO)
    assert entry == "Roberts, Geoffrey. <i>Salt &amp; &lt;i&gt;Roads&lt;/i&gt;</i>. London: Smith &amp; Sons, 1989."


def test_a_subtitle_follows_the_title() -> None:
    book = BOOK.model_copy(update={"title": "The Salt Road", "subtitle": "A History"})
    assert "<i>The Salt Road: A History</i>" in formatted(book, CHICAGO)[1]


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
@pytest.mark.parametrize(
    ("template", "page"),
    [("none", ""), ("page", "57"), ("page", "xvii"), ("page", "[231]"), ("pages", "57–58"), ("pages", "231–32")],
)
def test_a_template_filled_in_is_what_the_style_makes_of_the_real_page(style: Style, template: str, page: str) -> None:
    assert from_templates(style, template, page) == formatted(BOOK, style, URL, page)


def test_a_range_of_roman_numbers_is_of_several_pages_where_citeproc_takes_it_for_one() -> None:
    assert formatted(BOOK, APA, URL, "xvii–xviii")[0] == "(Roberts, 1989, p. xvii–xviii)"
    assert from_templates(APA, "pages", "xvii–xviii")[0] == "(Roberts, 1989, pp. xvii–xviii)"


def from_templates(style: Style, template: str, page: str) -> tuple[str, ...]:
    """Citation and entry as the browser makes them."""
    styles = templates(built(witness(page_of_prose())).edition, settings())["styles"]
    (made,) = [entry for entry in styles if entry["name"] == style.name]
    names = {"{url}": URL, "{pages}": page, "{page}": page}
    return tuple(reduce(lambda text, name: text.replace(name, names[name]), names, f[template]) for f in made["forms"])


@pytest.fixture(scope="module")
def apparatus_of_specimen() -> Apparatus:
    return load(REPOSITORY / "specimen")


def page_of_prose() -> str:
    return page("CHAPTER", "1 Salt", *set_type("The toll was two pence."))


@pytest.mark.parametrize(
    ("first", "last", "chicago", "minimal_two", "expanded"),
    [
        ("57", "57", "57", "57", "57"),
        ("3", "10", "3–10", "3–10", "3–10"),
        ("71", "72", "71–72", "71–72", "71–72"),
        ("100", "104", "100–104", "100–04", "100–104"),
        ("107", "108", "107–8", "107–08", "107–108"),
        ("110", "112", "110–12", "110–12", "110–112"),
        ("157", "158", "157–58", "157–58", "157–158"),
        ("1496", "1504", "1496–504", "1496–504", "1496–1504"),
        ("99", "101", "99–101", "99–101", "99–101"),
        ("xvii", "xviii", "xvii–xviii", "xvii–xviii", "xvii–xviii"),
    ],
)
def test_a_range_of_pages_is_shortened_as_the_style_says(
    first: str, last: str, chicago: str, minimal_two: str, expanded: str
) -> None:
    printed = Extent(PageStart(first, certain=True), PageStart(last, certain=True))
    forms = ("chicago", "minimal-two", "expanded")
    assert tuple(page_range(printed, SHORTENINGS[form]) for form in forms) == (chicago, minimal_two, expanded)


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [(False, False, "[231–32]"), (True, False, "231–[232]"), (False, True, "[231]–232")],
)
def test_inferred_numbers_stand_in_brackets(first: bool, last: bool, text: str) -> None:
    assert page_range(Extent(PageStart("231", first), PageStart("232", last)), SHORTENINGS["chicago"]) == text


def test_what_an_address_holds_is_text_and_no_name_of_a_template() -> None:
    cited = Citations(settings("https://example.org/$page/a&b")).of("chapters/04/#p12", None)
    assert cited.url == "https://example.org/$page/a&b/chapters/04/#p12"
    assert "https://example.org/$page/a&amp;b/chapters/04/#p12" in cited.forms[0][1]


def test_the_styles_shorten_ranges_of_pages_as_their_manuals_say() -> None:
    assert [style.page_range for style in STYLES] == ["chicago", "minimal-two", "expanded"]


def test_the_book_as_data_has_the_address_of_the_edition() -> None:
    entries = apparatus()
    entries = entries.model_copy(update={"settings": settings("https://example.org/book/", isbn="978-1-85043-142-0")})
    files = {made.path: made.text for made in pages(built(witness(page_of_prose())).edition, entries, {})}
    assert "\turl = {https://example.org/book/}" in files["cite/book.bib"]
    assert {"\tyear = {1989},", "\taddress = {London},"} <= set(files["cite/book.bib"].splitlines())
    assert {"\tdate = {1989},", "\tlocation = {London},"} <= set(files["cite/book.biblatex.bib"].splitlines())
    assert "\tauthor = {Roberts, Geoffrey},\n" in files["cite/book.bib"]
    ris = {"AU  - Roberts, Geoffrey", "PY  - 1989", "UR  - https://example.org/book/", "SN  - 978-1-85043-142-0"}
    assert ris <= set(files["cite/book.ris"].splitlines())
    (item,) = json.loads(files["cite/book.json"])
    assert (item["id"], item["type"], item["URL"]) == ("roberts1989", "book", "https://example.org/book/")
    assert item["author"] == [{"family": "Roberts", "given": "Geoffrey"}]
    assert json.loads(files["citations.json"])["history"] == {}


def test_the_data_name_the_version_of_the_edition_and_the_styles_do_not() -> None:
    """No style has a place for it: it is not an edition of the printed book. An emendation is a part of it."""
    site = settings().site.model_copy(update={"version": "2.5.0"})
    made = templates(built(witness(page_of_prose())).edition, settings().model_copy(update={"site": site}))
    assert "version" not in made["book"]  # Zotero and citation-js take a book with a version for software
    assert made["book"]["note"] == "Digital edition, version 2.5.0"
    assert "\tnote = {Digital edition, version 2.5.0{place}},\n" in made["data"]["BibTeX"]["part"]
    assert "N1  - Digital edition, version 2.5.0{place}\n" in made["data"]["RIS"]["part"]
    for style in made["styles"]:
        named = [kind for kind in ("forms", "documents", "emendations") if "2.5.0" in json.dumps(style[kind])]
        assert named == ["emendations"]


def test_a_passage_as_data_is_a_part_of_the_book_with_its_own_key_pages_address_and_the_day() -> None:
    data = templates(built(witness(page_of_prose())).edition, settings())["data"]
    assert data["BibTeX"]["part"].startswith("@incollection{roberts1989-{ident},\n")
    assert data["BibLaTeX"]["part"].startswith("@inbook{roberts1989-{ident},\n")
    assert "\ttitle = {{{title}}},\n" in data["BibTeX"]["part"]
    assert "\tpages = {{pages}},\n\turl = {{url}},\n\turldate = {{date}},\n" in data["BibTeX"]["part"]
    assert {"TY  - CHAP", "TI  - {title}", "SP  - {first}", "EP  - {last}"} <= set(data["RIS"]["part"].splitlines())
    assert "pages" not in data["BibTeX"]["book"]
    assert "SP  -" not in data["RIS"]["book"]


def test_a_passage_without_an_address_is_cited_without_one() -> None:
    made = templates(built(witness(page_of_prose())).edition, settings())
    for style in made["styles"]:
        for form in style["forms"]:
            assert not any("{url}" in text for text in form["local"].values())
            assert not any(", ." in text for text in form["local"].values())


def test_periodicals_and_editors_and_years_arrive_in_both_flavours() -> None:
    text = """
@periodical{tide, title = {The Tide}, date = {1920/1931}, keywords = {newspaper}, ground = {known}}
@book{salt, title = {Salt}, editor = {Brim, Ann}, date = {1957/1977}, keywords = {primary}, ground = {known}}
"""
    sources, faults = bibliography.load(text, "references.bib")
    assert not faults
    for flavour in (bibliography.bibtex(sources), bibliography.biblatex(sources)):
        assert "@misc{tide," in flavour
        assert "editor = {Brim, Ann}" in flavour
    assert "ground" not in bibliography.bibtex(sources)
    assert "year = {1957--1977}" in bibliography.bibtex(sources)
    assert "date = {1957/1977}" in bibliography.biblatex(sources)
    assert "TY  - SER" not in bibliography.ris(sources)


@pytest.mark.parametrize(("language", "value"), [("fr", "{french}"), ("de-AT", "{german}"), ("en-GB", "")])
def test_the_data_of_a_book_in_another_language_than_english_name_it(language: str, value: str) -> None:
    """Readers of BibTeX change the capitals of titles that they take for English: De l'allemagne."""
    made = bibliography.bibtex((source(BOOK.model_copy(update={"language": language})),))
    assert [f"{name} = {value}" in made for name in ("language", "langid")] == [bool(value)] * 2


def test_the_key_is_the_family_name_and_the_year() -> None:
    book = BOOK.model_copy(update={"author": "Ludwig van Beethoven", "year": 1808})
    assert source(book).key == "beethoven1808"


@pytest.mark.parametrize(("author", "key"), [("Karin Bäckström", "backstrom1808"), ("Рой Медведев", "book1808")])
def test_the_key_is_of_letters_that_every_program_reads(author: str, key: str) -> None:
    """BibTeX and older LaTeX read ASCII keys only."""
    assert source(BOOK.model_copy(update={"author": author, "year": 1808})).key == key


@pytest.mark.parametrize(
    ("author", "entry", "in_document"),
    [
        ("אברהם כהן", "<bdi>כהן, א</bdi>. (1989)", "In <bdi>א. כהן</bdi>, <i>"),
        ("Jean-Paul Moreau", "Moreau, J.-P. (1989)", "In J.-P. Moreau, <i>"),
        ("Ada Mary Ferrow", "Ferrow, A. M. (1989)", "In A. M. Ferrow, <i>"),
        ("山田, 太郎", "山田, 太郎 (1989)", "In 太郎 山田, <i>"),
        ("Э́мма Ро́зова", "Ро́зова, Э. (1989)", "In Э. Ро́зова, <i>"),
    ],
)
def test_apa_has_initials_in_every_script_that_has_some(author: str, entry: str, in_document: str) -> None:
    """A script without capitals has initials too, and Chinese names have none."""
    book = settings(author=author, sentence_title="The salt road")
    assert formatted(book.book, APA)[1].startswith(entry)
    listed = Citations(book).of("appendices/1/#p1", None, "", "Salt Treaty", ByOther(None)).forms[2][2]
    assert listed.startswith(f"Salt Treaty. (1989). {in_document}")


DOCUMENT = ("appendices/1/#p2", Extent(PageStart("7", True), PageStart("8", True)), "", "Salt Treaty")


def test_a_document_has_the_author_of_the_book_as_that_of_the_book_in_every_format() -> None:
    """A treaty is not by the historian who prints it."""
    item = Citations(settings()).of(*DOCUMENT, ByOther(DOCUMENT[1])).item
    assert "author" not in item
    assert item["container-author"] == [{"family": "Roberts", "given": "Geoffrey"}]
    assert (item["type"], item["title"], item["page"]) == ("chapter", "Salt Treaty", "7-8")
    data = templates(built(witness(page_of_prose())).edition, settings())["data"]
    biblatex, classic, ris = (data[name]["document"] for name in ("BibLaTeX", "BibTeX", "RIS"))
    assert "\tbookauthor = {Roberts, Geoffrey},\n" in biblatex
    assert "\tauthor" not in biblatex + classic
    assert classic.startswith("@incollection{roberts1989-{ident},\n")
    assert "\tnote = {In a book by Geoffrey Roberts. Digital edition" in classic  # styles know no author of the book
    assert "C2  - Roberts, Geoffrey" in ris  # Zotero's author of the book
    assert not re.search("^(A[U123]|ED)  -", ris, re.MULTILINE)


def test_an_emendation_is_a_part_of_the_digital_edition_in_every_format() -> None:
    """Reference managers had it as published by the publisher of the book, in the year of the book."""
    made = templates(built(witness(page_of_prose())).edition, settings())
    assert "publisher" not in made["emendation"]
    assert "issued" not in made["emendation"]  # this edition names no day
    for name in ("BibTeX", "BibLaTeX", "RIS"):
        text = made["data"][name]["emendation"]
        assert "Tauris" in text.partition("Printed edition")[2]
        assert "Tauris" not in text.partition("Printed edition")[0]
        assert not re.search(r"^(\tpublisher|PB)", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("heading", "where"),
    [("CHAPTER 1\n\nSalt", (("chapter", "1"),)), ("PREFACE", (("title", "PREFACE"),))],
)
def test_a_part_that_begins_on_no_printed_page_is_a_place(heading: str, where: tuple[tuple[str, str], ...]) -> None:
    text = f"{heading}\n\n{PROSE}\n\n{PROSE}\n"
    made = built(of_text(text)).edition
    (part,) = [part for part in made.parts if part.title.spans]
    assert templates(made, settings())["places"][part.address] == where
    assert templates(made, settings())["places"][part.notes_address] == where


def test_a_part_of_a_book_with_pages_is_no_place() -> None:
    pages = (page("CHAPTER", "1 Salt", *set_type(PROSE), "1"), page(*set_type(PROSE), "2"))
    assert templates(built(witness(*pages)).edition, settings())["places"] == {}


@pytest.mark.parametrize(
    ("ident", "article", "note", "own"),
    [
        ("p12", "", "", (("paragraph", "12"),)),
        ("p12", "3", "", (("article", "3"),)),
        ("note9", "", "9", (("note", "9"),)),
        ("note9", "", "", ()),  # its text is missing
        ("s2", "", "", ()),
    ],
)
def test_a_block_is_placed_by_its_own_number(ident: str, article: str, note: str, own: Where) -> None:
    assert place_in((("chapter", "4"),), ident, article, note) == (("chapter", "4"), *own)


def test_names_from_right_to_left_are_isolated() -> None:
    """Otherwise the year or page after one is drawn on its wrong side."""
    book = BOOK.model_copy(update={"author": "אברהם כהן", "title": "המנורה", "sentence_title": ""})
    cited, entry = formatted(book, CHICAGO)
    assert cited.startswith("<bdi>אברהם כהן</bdi>, <i><bdi>המנורה</bdi>")
    assert entry.startswith("<bdi>כהן, אברהם</bdi>. <i>")


def test_a_note_that_the_witness_lacks_is_exported_as_a_part_of_the_chapter_that_calls_it() -> None:
    """It has the page of its call. As the whole book it would lose this page and its own key."""
    paragraph = "The toll was two pence1. " + "So it stayed for many a year, as the clerk wrote. " * 8
    edition = built(witness(page("CHAPTER", "1 Salt", *set_type(paragraph)))).edition
    assert edition.parts_with_notes
    assert templates(edition, settings())["titles"]["notes/01/"] == "Salt"


def test_a_note_printed_within_a_chapter_is_in_it_and_cited_by_its_printed_mark() -> None:
    """The reader of the printed page finds no other number there."""
    edition = noted.made([noted.FIRST], [noted.SECOND]).edition
    (part,) = edition.parts_with_notes
    assert titles(edition)[part.notes_address] == title(part) == "THE CROSSING"
    note = chapter_notes.of_part(edition, part, apparatus())[0]
    assert note.call
    marks = ("", "[1]", "(4)", "*", "a.")
    calls = [replace(note, number=7, call=replace(note.call, mark=mark)) for mark in marks]
    assert [one.cited for one in calls] == ["7", "1", "4", "*", "a"]


@pytest.mark.parametrize(
    ("printed", "cited"),
    [
        ("The Toll.", "The Toll"),
        ("Salt & Co.", "Salt & Co."),
        ("Who Paid?", "Who Paid?"),
        ("Salt--and Tolls.", "Salt—and Tolls"),
    ],
)
def test_a_title_is_cited_without_the_stop_after_it_and_with_its_dashes(printed: str, cited: str) -> None:
    (part,) = built(witness(page("CHAPTER I", printed, *set_type("The toll was two pence.")))).edition.parts
    assert title(part) == cited


def test_papers_of_an_archive_are_manuscripts_in_every_format_that_has_these() -> None:
    text = "@unpublished{tra, title = {Toll Papers}, keywords = {archive}, ground = {known}}"
    sources, _ = bibliography.load(text, "references.bib")
    assert bibliography.csl(sources[0])["type"] == "manuscript"
    assert bibliography.ris(sources).startswith("TY  - MANSCPT")


def test_the_page_on_citing_has_both_forms_of_each_style() -> None:
    rows = whole(BOOK).splitlines()[2:]
    assert [row.split(" | ")[:2] for row in rows] == [
        [f"| {style.title}", form] for style in STYLES for form in (style.citation, style.entry)
    ]


# What pages say of themselves


def test_pages_tell_of_the_book_and_leave_out_what_edition_toml_has_not() -> None:
    pairs = dict(meta(settings(publisher="", isbn="")))
    assert pairs["citation_title"] == pairs["DC.title"] == "The Unholy Alliance: Stalin’s Pact with Hitler"
    assert pairs["citation_author"] == pairs["DC.creator"] == "Roberts, Geoffrey"
    assert pairs["citation_publication_date"] == "1989"
    assert pairs["DC.type"] == "book"
    assert pairs["eprints.place_of_pub"] == "London"
    assert not {"citation_isbn", "citation_publisher", "DC.identifier"} & pairs.keys()
    assert dict(meta(settings(isbn="978-1-85043-142-0")))["citation_isbn"] == "978-1-85043-142-0"


def test_a_chapter_is_a_part_of_the_book_with_its_pages() -> None:
    prose = set_type("The toll was two pence. " * 12)
    text = witness(page("CHAPTER", "1 Salt", *prose, "1"), page(*prose, "2"))
    entries = apparatus().model_copy(update={"settings": settings("https://example.org/book/")})
    made = metadata(built(text).edition, entries)
    (part,) = made["parts"].values()
    pairs = dict(part["meta"])
    assert pairs["citation_title"] == pairs["DC.title"] == "Salt"
    assert pairs["citation_inbook_title"] == "The Unholy Alliance: Stalin’s Pact with Hitler"
    assert (pairs["citation_firstpage"], pairs["citation_lastpage"]) == ("1", "2")
    assert "DC.type" not in pairs
    assert "1 Salt: in Geoffrey Roberts" in part["description"]
    chapter = part["linked"]
    assert (chapter["@type"], chapter["name"], chapter["pagination"]) == ("Chapter", "1 Salt", "1–2")
    assert chapter["@id"] == chapter["url"] == "https://example.org/book/chapters/01/"
    assert chapter["isPartOf"] == linked(settings("https://example.org/book/"))
    assert [one["@id"] for one in made["book"]["linked"]["hasPart"]] == [chapter["@id"]]


def test_other_pages_are_pages_of_the_web_by_the_editors() -> None:
    site = settings().site.model_copy(update={"editors": ("Ann Brim",)})
    entries = apparatus().model_copy(update={"settings": settings().model_copy(update={"site": site})})
    page = metadata(built(witness(page_of_prose())).edition, entries)["editorial"]
    pairs = dict(page["meta"])
    assert (pairs["DC.type"], pairs["citation_author"], page["author"]) == ("webpage", "Brim, Ann", "Ann Brim")
    assert "citation_title" not in pairs


def test_a_page_of_editors_without_names_has_no_author_at_all() -> None:
    """Not the author of the book, and not its title."""
    page = metadata(built(witness(page_of_prose())).edition, apparatus())["editorial"]
    assert page["author"] == ""
    assert not {name for name, _ in page["meta"]} & {"citation_author", "DC.creator"}


def test_a_document_is_saved_as_a_document_with_its_title_date_and_parties() -> None:
    text = witness(
        page("CHAPTER", "1 Salt", *set_type("The toll was two pence.")),
        page("APPENDIX", "Appendix 1", "Salt Treaty", *set_type("Salt is free.")),
    )
    treaty = Document(kind="treaty", edtf="1841-05-03", parties=("Free Port of Tarrant", "Quay"), ground="its text")
    entries = apparatus().model_copy(update={"documents": {1: treaty}, "settings": settings("https://example.org/")})
    edition = built(text).edition
    (address,) = (part.address for part in edition.parts if part.kind is PartKind.APPENDIX)
    saved = metadata(edition, entries)["parts"][address]
    pairs = dict(saved["meta"])
    assert (pairs["DC.type"], pairs["DC.title"], pairs["DC.date"]) == ("document", "Salt Treaty", "1841-05-03")
    parties = [value for name, value in saved["meta"] if name == "DC.contributor"]
    assert parties == ["Free Port of Tarrant,", "Quay"]  # without the comma Zotero makes Tarrant a family name
    assert not [name for name in pairs if name.startswith("citation_")]  # with these it is saved as a chapter
    assert saved["author"] == "Free Port of Tarrant, Quay"
    entity = saved["linked"]["mainEntity"]
    assert (entity["dateCreated"], entity["genre"], len(entity["contributor"])) == ("1841-05-03", "treaty", 2)
    assert templates(edition, settings(), entries.documents)["documents"][address] is None  # no page is known


def test_one_page_is_no_range() -> None:
    (part,) = metadata(
        built(
            witness(page(*set_type("The toll was two pence. " * 12), "1"), page(*set_type("It rose. " * 30), "2"))
        ).edition,
        apparatus(),
    )["parts"].values()
    (alone,) = metadata(built(witness(page_of_prose())).edition, apparatus())["parts"].values()
    assert {"citation_firstpage", "citation_lastpage"} <= dict(part["meta"]).keys()
    assert "citation_lastpage" not in dict(alone["meta"])


def test_the_pages_of_people_and_places_list_them_by_schema_org(apparatus_of_specimen: Apparatus) -> None:
    entries = apparatus_of_specimen
    text = "".join(f'<li id="{name.key}">' for name in entries.names)
    edition = built(witness(page_of_prose())).edition
    made = metadata(edition, entries, [Page("people/index.md", "", text), Page("places/index.md", "", text)])
    people = made["indexes"]["people/"]["linked"]["mainEntity"]["itemListElement"]
    assert {one["@type"] for one in people} == {"Person"}
    assert len({one["@id"] for one in people}) == len(people) > 3
    places = made["indexes"]["places/"]["linked"]["mainEntity"]["itemListElement"]
    assert {one["@type"] for one in places} == {"Place"}
    assert metadata(edition, entries)["indexes"] == {}


# Where errors are reported


@pytest.mark.parametrize("to", ["", "mailto:editors@example.org", "https://example.org/new?title={title}&body={body}"])
def test_reports_go_to_mail_or_a_form(to: str) -> None:
    assert Reporting(to=to).to == to


@pytest.mark.parametrize(
    "to", ["editors@example.org", "mailto:editors", "mailto:e@example.org?subject=x", "https://example.org/new"]
)
def test_what_no_report_can_be_sent_to_is_refused(to: str) -> None:
    with pytest.raises(ValidationError, match="to\n"):
        Reporting(to=to)


def test_an_address_of_the_site_is_one_of_the_web() -> None:
    with pytest.raises(ValidationError, match="address\n"):
        Site(address="example.org")


def test_book_has_a_full_title() -> None:
    assert Book(title="A", subtitle="B", running_title="A", author="C D", year=1).full_title == "A: B"
