"""Citations of an invented book, written by hand by the manuals: Chicago 17 (14.100 to 14.103 on books, 14.150 to
14.157 on pages and notes, 9.61 on ranges), MLA 9 (5 on works cited, 6.30 on pages, 6.42 on notes), APA 7 (10.2 on
books, 8.13 on passages, 8.23 on titles).

Each passage is cited at its place by three styles; the entry in the list is of the whole book and the same for all, but
that of a document is of the document.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from editio.inputs.registers import Book, Rights, Settings, Site, WitnessEntry
from editio.model.text import PageStart
from editio.outputs.citation import STYLES, ByOther, Citations, _of_emendations
from editio.outputs.places import Extent
from places import REPOSITORY

BOOK = Book(
    title="The Salt Road",
    subtitle="A History of the Tarrant Toll",
    sentence_title="The salt road: A history of the Tarrant toll",
    author="Ada Ferrow",
    publisher="Lund & Holst",
    place="Tarrant",
    year=1903,
)
IN_NOTE = "Ada Ferrow, <i>The Salt Road: A History of the Tarrant Toll</i> (Tarrant: Lund &amp; Holst, 1903)"
SITE = "https://example.org/salt/"
ENTRIES = (
    f"Ferrow, Ada. <i>The Salt Road: A History of the Tarrant Toll</i>. Tarrant: Lund &amp; Holst, 1903. {SITE}.",
    f"Ferrow, Ada. <i>The Salt Road: A History of the Tarrant Toll</i>. Lund &amp; Holst, 1903, {SITE}.",
    f"Ferrow, A. (1903). <i>The salt road: A history of the Tarrant toll</i>. Lund &amp; Holst. {SITE}",
)
LOCAL_ENTRIES = tuple(re.sub(r",? https://\S*?/(\.?)$", r"\1", entry).replace("..", ".") for entry in ENTRIES)


def settings(address: str) -> Settings:
    return Settings(
        book=BOOK,
        witness=WitnessEntry(name="w.txt", sha256="0" * 64),
        rights=Rights(cleared=True, statement="Free."),
        site=Site(address=address),
    )


def pages(first: str, last: str = "") -> Extent:
    """The pages between two labels; those in square brackets are inferred."""

    def start(label: str) -> PageStart:
        return PageStart(label.strip("[]"), not label.startswith("["))

    return Extent(start(first), start(last or first))


# What is cited: its address, its pages, the number of a note; then the citation by each style.
CHAPTER, NOTES = "chapters/04/#p12", "notes/04/#note9"
CASES = [
    ("a passage of a chapter", CHAPTER, pages("57"), "", "57", "57", "p. 57"),
    ("the first page of a chapter", "chapters/01/#p1", pages("3"), "", "3", "3", "p. 3"),
    ("a range", CHAPTER, pages("57", "58"), "", "57–58", "57–58", "pp. 57–58"),
    ("a range below ten", CHAPTER, pages("3", "10"), "", "3–10", "3–10", "pp. 3–10"),
    ("a range that begins a hundred", CHAPTER, pages("100", "104"), "", "100–104", "100–04", "pp. 100–104"),
    ("a range after a hundred", CHAPTER, pages("107", "108"), "", "107–8", "107–08", "pp. 107–108"),
    ("a range within a hundred", CHAPTER, pages("231", "235"), "", "231–35", "231–35", "pp. 231–235"),
    ("a range across a hundred", CHAPTER, pages("198", "203"), "", "198–203", "198–203", "pp. 198–203"),
    ("an inferred page", CHAPTER, pages("[60]"), "", "[60]", "[60]", "p. [60]"),
    ("an inferred range", CHAPTER, pages("[231]", "[232]"), "", "[231–32]", "[231–32]", "pp. [231–232]"),
    ("a range half inferred", CHAPTER, pages("59", "[60]"), "", "59–[60]", "59–[60]", "pp. 59–[60]"),
    ("a roman page", "front/1/#p2", pages("xi"), "", "xi", "xi", "p. xi"),
    ("roman pages", "front/1/#p2", pages("xi", "xii"), "", "xi–xii", "xi–xii", "pp. xi–xii"),
    ("from roman to arabic", "front/1/#p9", pages("xvi", "1"), "", "xvi–1", "xvi–1", "pp. xvi–1"),
    ("an inferred roman page", "front/1/#p1", pages("[x]"), "", "[x]", "[x]", "p. [x]"),
    ("a note", NOTES, pages("212"), "9", "212n9", "212n9", "p. 212, note 9"),
    ("a note over two pages", NOTES, pages("212", "213"), "9", "212–13n9", "212–13n9", "pp. 212–213, note 9"),
    ("a note on an inferred page", NOTES, pages("[212]"), "9", "[212]n9", "[212]n9", "p. [212], note 9"),
    ("a note whose text is missing", NOTES, pages("57"), "", "57", "57", "p. 57"),
]


@pytest.mark.parametrize(("what", "at", "printed", "note", "chicago", "mla", "apa"), CASES)
def test_a_passage_is_cited_as_the_manuals_have_it(
    what: str, at: str, printed: Extent, note: str, chicago: str, mla: str, apa: str
) -> None:
    cited = Citations(settings(SITE)).of(at, printed, note, "A Chapter")
    expected = (f"{IN_NOTE}, {chicago}, {SITE}{at}.", f"(Ferrow {mla})", f"(Ferrow, 1903, {apa})")
    assert tuple(citation for _, citation, _ in cited.forms) == expected, what
    assert tuple(entry for _, _, entry in cited.forms) == ENTRIES, what


@pytest.mark.parametrize(("what", "at", "printed", "note", "chicago", "mla", "apa"), CASES)
def test_a_passage_of_a_copy_without_an_address_is_cited_without_one(
    what: str, at: str, printed: Extent, note: str, chicago: str, mla: str, apa: str
) -> None:
    cited = Citations(settings("")).of(at, printed, note, "A Chapter")
    expected = (f"{IN_NOTE}, {chicago}.", f"(Ferrow {mla})", f"(Ferrow, 1903, {apa})")
    assert tuple(citation for _, citation, _ in cited.forms) == expected, what
    assert tuple(entry for _, _, entry in cited.forms) == LOCAL_ENTRIES, what


# A document that the book prints on pages 190 to 193: its title and the pages cited; then citation and entry by style.
TREATY = "appendices/2/"
TITLE = "The Salt Road: A History of the Tarrant Toll"
SENTENCE = "The salt road: A history of the Tarrant toll"
DOCUMENTS = [
    (
        "a page",
        "Salt Treaty, 3 May 1841",
        pages("190"),
        f"“Salt Treaty, 3 May 1841,” in <i>{TITLE}</i>, by Ada Ferrow (Tarrant: Lund &amp; Holst, 1903), 190",
        f"“Salt Treaty, 3 May 1841.” In <i>{TITLE}</i>, by Ada Ferrow, 190–93. Tarrant: Lund &amp; Holst, 1903.",
        "(“Salt Treaty, 3 May 1841” 190)",
        f"“Salt Treaty, 3 May 1841.” <i>{TITLE}</i>, by Ada Ferrow, Lund &amp; Holst, 1903, pp. 190–93",
        "(“Salt Treaty, 3 May 1841,” 1903, p. 190)",
        f"Salt Treaty, 3 May 1841. (1903). In A. Ferrow, <i>{SENTENCE}</i> (pp. 190–193). Lund &amp; Holst.",
    ),
    (
        "pages, of a title with marks",
        "Tolls & Dues?",
        pages("190", "[191]"),
        f"“Tolls &amp; Dues?,” in <i>{TITLE}</i>, by Ada Ferrow (Tarrant: Lund &amp; Holst, 1903), 190–[191]",
        f"“Tolls &amp; Dues?” In <i>{TITLE}</i>, by Ada Ferrow, 190–93. Tarrant: Lund &amp; Holst, 1903.",
        "(“Tolls &amp; Dues?” 190–[191])",
        f"“Tolls &amp; Dues?” <i>{TITLE}</i>, by Ada Ferrow, Lund &amp; Holst, 1903, pp. 190–93",
        "(“Tolls &amp; Dues?,” 1903, pp. 190–[191])",
        f"Tolls &amp; Dues? (1903). In A. Ferrow, <i>{SENTENCE}</i> (pp. 190–193). Lund &amp; Holst.",
    ),
    (
        "no page",
        "Salt Treaty",
        None,
        f"“Salt Treaty,” in <i>{TITLE}</i>, by Ada Ferrow (Tarrant: Lund &amp; Holst, 1903)",
        f"“Salt Treaty.” In <i>{TITLE}</i>, by Ada Ferrow. Tarrant: Lund &amp; Holst, 1903.",
        "(“Salt Treaty”)",
        f"“Salt Treaty.” <i>{TITLE}</i>, by Ada Ferrow, Lund &amp; Holst, 1903",
        "(“Salt Treaty,” 1903)",
        f"Salt Treaty. (1903). In A. Ferrow, <i>{SENTENCE}</i>. Lund &amp; Holst.",
    ),
]


@pytest.mark.parametrize("case", DOCUMENTS, ids=lambda case: case[0])
def test_a_document_is_cited_by_its_own_title_and_in_the_list_with_its_own_pages(case: tuple[Any, ...]) -> None:
    """The author of the book did not write it."""
    _, title, printed, note, in_bibliography, in_text, work, in_brackets, reference = case
    at, document = f"{TREATY}#art3", ByOther(printed and pages("190", "193"))
    cited = Citations(settings(SITE)).of(at, printed, "", title, document)
    assert [form[1:] for form in cited.forms] == [
        (f"{note}, {SITE}{at}.", f"{in_bibliography} {SITE}{TREATY}."),
        (in_text, f"{work}, {SITE}{TREATY}."),
        (in_brackets, f"{reference} {SITE}{TREATY}"),
    ]
    alone = Citations(settings("")).of(at, printed, "", title, document)
    assert [form[1:] for form in alone.forms] == [
        (f"{note}.", in_bibliography),
        (in_text, f"{work}."),
        (in_brackets, reference),
    ]


AT = f"{SITE}emendations/#e7"
EMENDATIONS = [
    (
        (),
        f"“Emendation e7,” in <i>{TITLE}</i>, by Ada Ferrow, digital edition, version 1.2.0, 2026, 57, {AT}.",
        f"“Emendation e7.” In <i>{TITLE}</i>, by Ada Ferrow, digital edition, version 1.2.0, 2026. {AT}.",
        "(“Emendation e7” 57)",
        f"“Emendation e7.” <i>{TITLE}</i>, by Ada Ferrow, digital ed., version 1.2.0, 2026, p. 57, {AT}.",
        "(“Emendation e7,” 2026, p. 57)",
        f"Emendation e7. (2026). In A. Ferrow, <i>{TITLE}</i> (Digital ed., Version 1.2.0, p. 57). {AT} "
        "(Original work published 1903)",
    ),
    (
        ("Ann Brim", "Tom Quill"),
        f"“Emendation e7,” in <i>{TITLE}</i>, by Ada Ferrow, digital edition, version 1.2.0, ed. Ann Brim and "
        f"Tom Quill, 2026, 57, {AT}.",
        f"“Emendation e7.” In <i>{TITLE}</i>, by Ada Ferrow, digital edition, version 1.2.0, edited by Ann Brim and "
        f"Tom Quill, 2026. {AT}.",
        "(“Emendation e7” 57)",
        f"“Emendation e7.” <i>{TITLE}</i>, by Ada Ferrow, digital ed., version 1.2.0, edited by Ann Brim and "
        f"Tom Quill, 2026, p. 57, {AT}.",
        "(“Emendation e7,” 2026, p. 57)",
        f"Emendation e7. (2026). In A. Ferrow, <i>{TITLE}</i> (A. Brim & T. Quill, Eds.; Digital ed., Version 1.2.0, "
        f"p. 57). {AT} (Original work published 1903)",
    ),
]


@pytest.mark.parametrize("case", EMENDATIONS, ids=["without editors", "with editors"])
def test_an_emendation_of_an_edition_without_a_date_is_cited_without_one(case: tuple[Any, ...]) -> None:
    editors, *expected = case
    site = Site(address=SITE, version="1.2.0", editors=editors)
    made = [form["page"] for style in STYLES for form in _of_emendations(BOOK, site, style)]
    names = {"{title}": "Emendation e7", "{sentence}": "Emendation e7.", "{page}": "57", "{url}": AT, "&amp;": "&"}
    for name, value in names.items():
        made = [text.replace(name, value) for text in made]
    dates = [("2026", "n.d."), ("2026", "n.d."), (", 2026", ""), (", 2026", ""), ("2026", "n.d."), ("2026", "n.d.")]
    undated = [text.replace(*date) for text, date in zip(expected, dates, strict=True)]
    assert [text.replace(SENTENCE, TITLE) for text in made] == undated


@pytest.mark.parametrize("case", EMENDATIONS, ids=["without editors", "with editors"])
def test_an_emendation_is_cited_in_the_digital_edition_of_its_editors(case: tuple[Any, ...]) -> None:
    """The publisher of the book did not make it. Chicago 17 (14.114 on editions, 14.207 on pages of a site), MLA 9
    (5.51 on versions), APA 7 (9.41 on works published again)."""
    editors, *expected = case
    site = Site(address=SITE, version="1.2.0", date=date(2026, 11, 24), editors=editors)
    names = {"title": "Emendation e7", "sentence": "Emendation e7.", "page": "57", "url": AT}
    made = [form["page"].format(**names) for style in STYLES for form in _of_emendations(BOOK, site, style)]
    assert [text.replace("&amp;", "&").replace(SENTENCE, TITLE) for text in made] == expected


# Chicago 17 (14.160 on books without pages), MLA 9 (6.20 on other numbers than pages), APA 7 (8.28 on the same).
PREFACE = (("title", "Author’s Preface"), ("paragraph", "3"))
PLACES = [
    ("a title", PREFACE[:1], "“Author’s Preface”", "“Author’s Preface”", "Author’s Preface section"),
    ("a paragraph", PREFACE, "“Author’s Preface,” para. 3", "“Author’s Preface,” par. 3",
     "Author’s Preface section, para. 3"),
    ("a paragraph of a chapter", (("chapter", "4"), ("paragraph", "12")), "chap. 4, para. 12", "ch. 4, par. 12",
     "Chapter 4, para. 12"),
    ("paragraphs", (("chapter", "4"), ("paragraphs", "12–13")), "chap. 4, paras. 12–13", "ch. 4, pars. 12–13",
     "Chapter 4, paras. 12–13"),
    ("an article", (("appendix", "A"), ("article", "3")), "app. A, art. 3", "app. A, art. 3",
     "Appendix A, Article 3"),
    ("a note", (("chapter", "4"), ("note", "9")), "chap. 4, n. 9", "ch. 4, note 9", "Chapter 4, note 9"),
]  # fmt: skip


@pytest.mark.parametrize("case", PLACES, ids=lambda case: case[0])
def test_a_passage_without_a_page_is_cited_by_chapter_and_paragraph(case: tuple[Any, ...]) -> None:
    _, where, chicago, mla, apa = case
    cited = Citations(settings(SITE)).of("chapters/04/#p12", None, title="A Chapter", where=where)
    expected = (f"{IN_NOTE}, {chicago}, {SITE}chapters/04/#p12.", f"(Ferrow, {mla})", f"(Ferrow, 1903, {apa})")
    assert tuple(citation for _, citation, _ in cited.forms) == expected
    assert tuple(entry for _, _, entry in cited.forms) == ENTRIES
    assert (cited.item["note"], cited.item["URL"]) == (f"Digital edition, version 0.1.0; {chicago}", cited.url)


def test_a_document_without_pages_is_cited_by_its_articles() -> None:
    cited = Citations(settings("")).of(f"{TREATY}#art3", None, "", "Salt Treaty", ByOther(None), (("article", "3"),))
    imprint = "(Tarrant: Lund &amp; Holst, 1903)"
    expected = (
        f"“Salt Treaty,” in <i>{TITLE}</i>, by Ada Ferrow {imprint}, art. 3.",
        "(“Salt Treaty,” art. 3)",
        "(“Salt Treaty,” 1903, Article 3)",
    )
    assert tuple(citation for _, citation, _ in cited.forms) == expected


def test_chicago_is_of_one_edition_throughout() -> None:
    files = sorted((REPOSITORY / "scripts" / "editio" / "outputs").rglob("chicago*.csl"))
    assert [style.name for style in STYLES] == ["chicago", "mla", "apa"]
    assert len(files) == 2
    for file in files:
        assert "<title>Chicago Manual of Style 17th edition" in file.read_text("utf-8")
