"""What the pages of a small book say of themselves to machines: Highwire's and Dublin Core's tags, Open Graph and
schema.org, and the templates of its citations as data."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

import salt_road
from editio.inputs import bibliography
from editio.inputs.registers import Document
from editio.outputs import citation
from editio.outputs.pages import indexes

SITE = "https://salt.example/"
TITLE = "The Salt Road: A History of Tolls"
WHOLE = f"Ada Chandler, {TITLE} (Weir, Weir & Sons, 1970)"
IMPRINT = [
    ["citation_author", "Chandler, Ada"],
    ["citation_publication_date", "1970"],
    ["citation_publisher", "Weir & Sons"],
    ["citation_language", "en-GB"],
    ["eprints.place_of_pub", "Weir"],
    ["DC.creator", "Chandler, Ada"],
    ["DC.publisher", "Weir & Sons"],
    ["DC.date", "1970"],
    ["DC.language", "en-GB"],
    ["DC.rights", "Private copy."],
]
EDITORS = [
    {"@type": "Person", "@id": f"{SITE}#editor1", "name": "Tom Brim"},
    {"@type": "Person", "@id": f"{SITE}#editor2", "name": "Ida Weir"},
]
BOOK = {
    "@type": "Book",
    "@id": f"{SITE}#book",
    "name": TITLE,
    "author": {
        "@type": "Person",
        "@id": f"{SITE}#author",
        "name": "Ada Chandler",
        "givenName": "Ada",
        "familyName": "Chandler",
    },
    "publisher": {"@type": "Organization", "name": "Weir & Sons", "location": {"@type": "Place", "name": "Weir"}},
    "datePublished": "1970",
    "inLanguage": "en-GB",
    "isbn": "978-0-00-000000-2",
    "url": SITE,
    "version": "1.2.0",
    "editor": EDITORS,
    "dateModified": "2026-03-04",
    "usageInfo": "Private copy.",
}


def chapter(address: str, name: str, page: str) -> dict[str, str]:
    return {
        "@type": "Chapter",
        "@id": f"{SITE}{address}",
        "name": name,
        "pageStart": page,
        "pageEnd": page,
        "pagination": page,
        "url": f"{SITE}{address}",
    }


def open_graph(kind: str, title: str = "") -> list[list[str]]:
    titled = [["og:title", title]] if title else []
    return [["og:type", kind], *titled, ["og:site_name", TITLE], ["og:locale", "en_GB"]]


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    built, entries = salt_road.edition()
    return citation.metadata(built.edition, entries, indexes.pages(built.edition, built.links, entries))


def test_an_edition_without_known_pages_is_not_said_to_follow_them() -> None:
    built, entries = salt_road.edition()
    without = replace(built.edition, parts=())
    assert citation.metadata(without, entries)["book"]["description"] == f"{WHOLE}. A digital edition."


def test_the_home_page_is_the_book_with_its_chapters(made: dict[str, Any]) -> None:
    chapters = [
        chapter("chapters/01/", "1 The Salt Road", "1"),
        chapter("chapters/02/", "2 The Toll", "3"),
        chapter("appendices/1/", "Appendix 1 The Treaty", "4"),
    ]
    assert made["book"] == {
        "author": "Ada Chandler",
        "description": f"{WHOLE}. A digital edition by printed pages.",
        "meta": [
            ["citation_title", TITLE],
            *IMPRINT,
            ["citation_isbn", "978-0-00-000000-2"],
            ["DC.type", "book"],
            ["DC.title", TITLE],
            ["DC.identifier", "urn:isbn:978-0-00-000000-2"],
        ],
        "open": open_graph("book", TITLE),
        "linked": {"@context": "https://schema.org", **BOOK, "hasPart": chapters},
    }


@pytest.mark.parametrize(
    ("author", "byline", "creators", "linked"),
    [
        ("Chandler, Ada", "Ada Chandler", ["Chandler, Ada"], ["Person"]),
        ("Ada Chandler and Brim, Tom", "Ada Chandler and Tom Brim", ["Chandler, Ada", "Brim, Tom"], 2 * ["Person"]),
        ("{Weir & Sons}", "Weir & Sons", ["Weir & Sons,"], ["Organization"]),
        ("Hrotsvitha", "Hrotsvitha", ["Hrotsvitha"], ["Person"]),
        ("A. Weir and B. Brim and C. Hope", "A. Weir, B. Brim and C. Hope", ["Weir, A.", "Brim, B.", "Hope, C."],
         3 * ["Person"]),
    ],
)  # fmt: skip
def test_authors_are_named_as_on_a_title_page_and_each_by_itself(
    author: str, byline: str, creators: list[str], linked: list[str]
) -> None:
    """The front page showed braces and family names first, and reference managers got two authors as one."""
    settings = salt_road.entries().settings
    book = settings.book.model_copy(update={"author": author})
    settings = settings.model_copy(update={"book": book})
    assert book.byline == byline
    found = citation.meta(settings)
    for name in ("citation_author", "DC.creator"):
        assert [content for key, content in found if key == name] == creators
    authors = citation.linked(settings)["author"]
    assert [one["@type"] for one in (authors if isinstance(authors, list) else [authors])] == linked


def test_editor_translator_series_and_volume_are_cited_and_named() -> None:
    settings = salt_road.entries().settings
    more = {"editor": "Brim, Tom", "translator": "Ida Weir", "series": "Salt Books 15", "volume": "2", "year": 1890}
    book = settings.book.model_copy(update={"title": "Salt", "subtitle": "", **more})
    assert book.contributors == "edited by Tom Brim, translated by Ida Weir"
    assert book.imprint == "vol. 2, Salt Books 15, Weir, Weir & Sons, 1890"
    chicago, mla, apa = (citation.formatted(book, style)[1] for style in citation.STYLES)
    assert chicago == (
        "Chandler, Ada. <i>Salt</i>. Edited by Tom Brim. Translated by Ida Weir. Vol. 2. Salt Books 15. "
        "Weir: Weir &amp; Sons, 1890."
    )
    assert mla == (
        "Chandler, Ada. <i>Salt</i>. Edited by Tom Brim, translated by Ida Weir, vol. 2, Weir &amp; Sons, 1890."
    )
    assert apa == "Chandler, A. (1890). <i>Salt</i> (T. Brim, Ed.; I. Weir, Trans.; Vol. 2). Weir &amp; Sons."
    several = book.model_copy(update={"editor": "Tom Brim and Ada Ferrow", "translator": ""})
    assert "(T. Brim &amp; A. Ferrow, Eds.; Vol. 2)" in citation.formatted(several, citation.STYLES[2])[1]
    translated = book.model_copy(update={"editor": ""})
    assert "<i>Salt</i>. Translated by Ida Weir, vol. 2" in citation.formatted(translated, citation.STYLES[1])[1]
    plain = book.model_copy(update={"editor": "", "translator": ""})
    assert "<i>Salt</i>. Vol. 2, Weir" in citation.formatted(plain, citation.STYLES[1])[1]
    record = bibliography.ris((citation.source(book),))
    assert "A3  - Brim, Tom" in record
    assert "A4  - Weir, Ida" in record
    assert "T3  - Salt Books 15" in record
    emendation = citation.emendation_source(settings.model_copy(update={"book": book}), "Emendation e1")
    assert not {"translator", "series", "volume"} & emendation.fields.keys()
    assert emendation["editor"] == "Tom Brim and Ida Weir"  # those of the digital edition


def test_a_chapter_is_a_part_of_the_book_by_its_author(made: dict[str, Any]) -> None:
    assert made["parts"]["chapters/01/"] == {
        "author": "Ada Chandler",
        "description": f"1 The Salt Road: in {WHOLE}, p. 1",
        "meta": [
            ["citation_title", "The Salt Road"],
            ["citation_inbook_title", TITLE],
            *IMPRINT,
            ["citation_isbn", "978-0-00-000000-2"],
            ["citation_firstpage", "1"],
            ["DC.title", "The Salt Road"],
            ["DC.isPartOf", TITLE],
        ],
        "open": open_graph("article", "1 The Salt Road"),
        "linked": {
            "@context": "https://schema.org",
            **chapter("chapters/01/", "1 The Salt Road", "1"),
            "isPartOf": BOOK,
        },
    }


def test_a_document_is_by_its_parties_and_the_book_only_its_place(made: dict[str, Any]) -> None:
    found = made["parts"]["appendices/1/"]
    described = f"Appendix 1 The Treaty: in {WHOLE}, p. 4"
    assert (found["author"], found["description"]) == ("The Town, The Bishop", described)
    assert found["meta"] == [
        ["DC.type", "document"],
        ["DC.title", "The Treaty"],
        ["DC.date", "1931-06-13"],
        ["DC.contributor", "The Town,"],
        ["DC.contributor", "The Bishop,"],
        ["DC.language", "en"],
        ["DC.source", described],
    ]
    assert found["open"] == open_graph("article", "Appendix 1 The Treaty")
    assert found["linked"]["mainEntity"] == {
        "@type": "CreativeWork",
        "name": "The Treaty",
        "genre": "treaty",
        "dateCreated": "1931-06-13",
        "locationCreated": {"@type": "Place", "name": "Saltby"},
        "inLanguage": "en",
        "contributor": [
            {"@type": "Organization", "name": "The Town"},
            {"@type": "Organization", "name": "The Bishop"},
            {"@type": "Person", "name": "Ada Ferrow"},
        ],
    }


def test_a_date_that_iso_8601_does_not_have_is_the_time_that_the_document_is_of() -> None:
    about = citation._linked_document("The Treaty", Document(kind="treaty", edtf="1931-06~", ground="its heading"))
    assert about == {"@type": "CreativeWork", "name": "The Treaty", "genre": "treaty", "temporal": "1931-06~"}


def test_the_page_of_people_lists_them_with_what_is_known(made: dict[str, Any]) -> None:
    page = made["indexes"]["people/"]["linked"]
    assert page["mainEntity"] == {
        "@type": "ItemList",
        "itemListElement": [
            {
                "@type": "Person",
                "@id": f"{SITE}people/#tarvin",
                "name": "Tarvin",
                "birthDate": "1850",
                "deathDate": "1901",
                "jobTitle": "Toll keeper",
                "sameAs": ["https://d-nb.info/gnd/118540238"],
            },
            {"@type": "Person", "@id": f"{SITE}people/#ferrow", "name": "Ada Ferrow", "alternateName": ["Ferrow"]},
        ],
    }
    assert (page["@type"], page["about"]) == ("WebPage", BOOK)


def test_the_page_of_places_has_their_coordinates_and_no_offices(made: dict[str, Any]) -> None:
    assert made["indexes"]["places/"]["linked"]["mainEntity"]["itemListElement"] == [
        {
            "@type": "Place",
            "@id": f"{SITE}places/#saltby",
            "name": "Saltby",
            "geo": {"@type": "GeoCoordinates", "latitude": 52.2, "longitude": -2.5},
        }
    ]
    assert list(made["indexes"]) == ["people/", "places/"]


@pytest.mark.parametrize(
    ("dates", "life"),
    [
        ("1850/1901", {"birthDate": "1850", "deathDate": "1901"}),
        ("1850-03/1901-04-05", {"birthDate": "1850-03", "deathDate": "1901-04-05"}),
        ("1850~/1901", {"deathDate": "1901"}),
        ("1850/..", {"birthDate": "1850"}),
        ("1850", {}),
        ("", {}),
    ],
)
def test_a_life_has_the_dates_that_iso_8601_can_write(dates: str, life: dict[str, str]) -> None:
    assert citation._life(dates) == life


def test_any_other_page_is_the_editors_own(made: dict[str, Any]) -> None:
    assert made["editorial"] == {
        "titled": True,
        "author": "Tom Brim, Ida Weir",
        "description": f"Part of the digital edition of {WHOLE}",
        "meta": [
            ["citation_author", "Brim, Tom"],
            ["citation_author", "Weir, Ida"],
            ["DC.creator", "Brim, Tom"],
            ["DC.creator", "Weir, Ida"],
            ["DC.type", "webpage"],
            ["DC.date", "2026-03-04"],
            ["DC.relation", TITLE],
            ["DC.language", "en"],
        ],
        "open": open_graph("website"),
        "linked": {"@context": "https://schema.org", "@type": "WebPage", "author": EDITORS, "about": BOOK},
    }


# What the browser makes citations from


@pytest.fixture(scope="module")
def templates() -> dict[str, Any]:
    built, entries = salt_road.edition()
    return citation.templates(built.edition, entries.settings, entries.documents)


def test_the_data_say_where_the_site_is_and_what_its_parts_are_called(templates: dict[str, Any]) -> None:
    known = ("address", "version", "report", "titles", "documents", "begins")
    assert {name: templates[name] for name in known} == {
        "address": SITE,
        "version": "1.2.0",
        "report": "mailto:a@salt.example",
        "titles": {
            "notes/01/": "The Salt Road",
            "chapters/01/": "The Salt Road",
            "chapters/02/": "The Toll",
            "appendices/1/": "The Treaty",
            "emendations/": "Emendation {id}",
        },
        "documents": {
            "appendices/1/": {"first": {"page": "4", "inferred": False}, "last": {"page": "4", "inferred": False}},
        },
        "begins": {},
    }
    assert templates["book"] == {
        "id": "chandler1970",
        "type": "book",
        "title": TITLE,
        "title-short": "The Salt Road",
        "author": [{"family": "Chandler", "given": "Ada"}],
        "issued": {"date-parts": [[1970]]},
        "publisher": "Weir & Sons",
        "publisher-place": "Weir",
        "ISBN": "978-0-00-000000-2",
        "note": "Digital edition, version 1.2.0",
    }


def test_each_style_has_its_two_forms_with_and_without_an_address(templates: dict[str, Any]) -> None:
    chicago, mla, apa = templates["styles"]
    assert [(style["name"], style["title"], style["note"]) for style in (chicago, mla, apa)] == [
        ("chicago", "Chicago", "n{note}"),
        ("mla", "MLA", "n{note}"),
        ("apa", "APA", ", note {note}"),
    ]
    titles = [[form["title"] for form in style["forms"]] for style in (chicago, mla, apa)]
    assert titles == [["Note", "Bibliography"], ["In the text", "Works cited"], ["In the text", "References"]]
    note, entry = chicago["forms"]
    cited = "Ada Chandler, <i>The Salt Road: A History of Tolls</i> (Weir: Weir &amp; Sons, 1970)"
    assert {name: note[name] for name in ("none", "page", "pages")} == {
        "none": f"{cited}, {{url}}.",
        "page": f"{cited}, {{page}}, {{url}}.",
        "pages": f"{cited}, {{pages}}, {{url}}.",
    }
    assert note["local"] == {
        "none": f"{cited}.",
        "page": f"{cited}, {{page}}.",
        "pages": f"{cited}, {{pages}}.",
        "place": f"{cited}, {{place}}.",
    }
    assert entry["local"]["page"] == (
        "Chandler, Ada. <i>The Salt Road: A History of Tolls</i>. Weir: Weir &amp; Sons, 1970."
    )
    _, listed = mla["documents"]
    assert (listed["page"], listed["local"]["none"]) == (
        f"“{{sentence}}” <i>{TITLE}</i>, by Ada Chandler, Weir &amp; Sons, 1970, p. {{page}}, {{url}}.",
        f"“{{sentence}}” <i>{TITLE}</i>, by Ada Chandler, Weir &amp; Sons, 1970.",
    )
    in_text = apa["forms"][0]
    assert (in_text["page"], in_text["pages"]) == ("(Chandler, 1970, p. {page})", "(Chandler, 1970, pp. {pages})")


def test_data_formats_leave_places_for_a_passage_of_a_part_and_for_the_book(templates: dict[str, Any]) -> None:
    assert list(templates["data"]) == ["BibTeX", "BibLaTeX", "RIS"]
    part, book = templates["data"]["BibLaTeX"]["part"], templates["data"]["BibLaTeX"]["book"]
    assert part.startswith("@inbook{chandler1970-{ident},\n")
    assert book.startswith("@book{chandler1970,\n")
    for line in ("title = {{{title}}}", "pages = {{pages}}", "url = {{url}}", "urldate = {{date}}",
                 f"booktitle = {{{{{TITLE}}}}}", "note = {Digital edition, version 1.2.0{place}}"):  # fmt: skip
        assert f"\t{line}" in part
    assert "shorttitle" not in part
    assert "\tshorttitle = {{The Salt Road}}" in book
    assert "pages" not in book
    ris = templates["data"]["RIS"]["part"].splitlines()
    assert {"TY  - CHAP", "ID  - chandler1970-{ident}", "TI  - {title}", f"T2  - {TITLE}", "SP  - {first}",
            "EP  - {last}", "UR  - {url}", "Y2  - {date}"} <= set(ris)  # fmt: skip


def test_the_book_lies_beside_the_page_on_citing_in_four_formats() -> None:
    built, entries = salt_road.edition()
    made = {page.path: page for page in citation.pages(built.edition, entries, {"chapters/01/#p1": "history/#c01-p1"})}
    assert [*made] == [
        "cite/book.bib",
        "cite/book.biblatex.bib",
        "cite/book.ris",
        "cite/book.json",
        "citations.json",
    ]
    assert "@book{chandler1970," in made["cite/book.bib"].text
    assert "year = {1970}" in made["cite/book.bib"].text
    assert "date = {1970}" in made["cite/book.biblatex.bib"].text
    assert made["cite/book.ris"].text.startswith("TY  - BOOK")
    (item,) = json.loads(made["cite/book.json"].text)
    assert (item["id"], item["URL"]) == ("chandler1970", SITE)
    assert json.loads(made["citations.json"].text)["history"] == {"chapters/01/#p1": "history/#c01-p1"}


def test_a_running_title_like_the_title_is_no_short_title() -> None:
    book = salt_road.entries().settings.book
    assert citation.source(book)["shorttitle"] == "The Salt Road"
    same = book.model_copy(update={"subtitle": ""})
    assert "shorttitle" not in citation.source(same).fields
