"""The snippets of the front page and of the hand-written pages, of a small book that has some of everything."""

from __future__ import annotations

import re
from functools import cache

import pytest

import salt_road
from editio.inputs.registers import Reporting
from editio.inputs.registers.settings import Missing
from editio.model.witness import of_text
from editio.outputs.pages import front_page, snippets
from editio.outputs.pages.markdown import Page
from printing import SETTINGS, apparatus, built, page, set_type, witness


@cache
def made() -> dict[str, str]:
    return snippets.all_of(*salt_road.edition())


def shown(markup: str) -> str:
    """The words of a snippet."""
    return " ".join(re.sub(r"<[^>]*>", " ", markup).replace("&#38;", "&").split())


def test_a_title_from_right_to_left_is_isolated() -> None:
    """Otherwise a year in brackets after it is drawn before it."""
    book = SETTINGS.book.model_copy(update={"title": "המנורה (1741), a history", "author": "אברהם כהן"})
    text = front_page._title_block(book)
    assert "# <bdi>המנורה</bdi> &#40;1741" in text
    assert '<p class="author"><bdi>אברהם כהן</bdi></p>' in text


def test_the_front_page_promises_printed_pages_only_if_there_are_any() -> None:
    with_pages = (page("CHAPTER", "1 Salt", *set_type("The toll was two pence."), "1"), page("It was.", "2"))
    without = built(of_text("CHAPTER 1\n\nSalt\n\nThe toll was two pence.\n"))
    assert "Every printed page is marked" in snippets.all_of(built(witness(*with_pages)), apparatus())["made.md"]
    assert "printed page" not in snippets.all_of(without, apparatus())["made.md"]


def test_the_title_block_has_title_subtitle_author_and_imprint() -> None:
    text = made()["title-block.md"]
    assert text.startswith("# The Salt Road {: #title }\n")
    assert re.findall(r'<p class="(\w+)">(.*?)</p>', text) == [
        ("subtitle", "A History of Tolls"), ("author", "Ada Chandler"), ("imprint", "Weir, Weir &#38; Sons, 1970"),
    ]  # fmt: skip


def test_a_title_with_a_colon_is_divided_as_title_pages_divide_it() -> None:
    book = SETTINGS.book.model_copy(update={"title": "Salt: The Road"})
    text = front_page._title_block(book)
    assert text.startswith("# Salt {: #title }\n")
    assert '<p class="subtitle">The Road</p>' in text
    assert '<p class="imprint">1970</p>' in text
    whole = front_page._title_block(book.model_copy(update={"subtitle": "A History"}))
    assert whole.startswith("# Salt: The Road {: #title }\n")


def test_reading_starts_at_the_first_chapter_and_what_our_source_lacks_is_said_there() -> None:
    start, missing = made()["start.md"].strip().split("\n\n")
    assert start.startswith("[Start reading](chapters/01/index.md){: .start-reading }")
    assert '<span class="continue-reading"></span>' in start
    assert missing.startswith('<p class="missing-parts"><span class="label">')
    assert shown(missing) == (
        "Missing from our source: the jacket and index of the printed book. The text of 3 of the 4 notes is missing. "
        "The editors have identified the sources of 1."
    )


@pytest.mark.parametrize(
    ("lacks", "notes", "says"),
    [
        ((Missing.JACKET,), False, "Missing from our source: the jacket of the printed book."),
        (
            (Missing.JACKET, Missing.PREFACE, Missing.INDEX),
            True,
            "Missing from our source: the jacket, preface and index of the printed book. "
            "The text of all 2 notes is missing.",
        ),
        ((), True, "Missing from our source: the text of all 2 notes."),
        ((), False, ""),
    ],
)
def test_what_is_missing_is_one_paragraph_or_none(lacks: tuple[Missing, ...], notes: bool, says: str) -> None:
    calls = "12" if notes else ("", "")
    prose = f"The mules{calls[0]} went down the road{calls[1]}."
    text = witness(page("CHAPTER 1", "Salt", *set_type(prose)))
    settings = SETTINGS.model_copy(update={"witness": SETTINGS.witness.model_copy(update={"lacks": lacks})})
    entries = apparatus().model_copy(update={"settings": settings})
    found = list(front_page._missing(built(text, entries).edition, entries))
    assert [shown(paragraph) for paragraph in found] == ([says] if says else [])


def test_the_contents_are_in_groups_with_the_printed_page_of_each_part() -> None:
    text = made()["contents.md"]
    assert text.startswith('<div class="contents-list" markdown="block">\n\n')
    assert text.endswith("\n\n</div>\n")
    lines = re.findall(
        r'<p class="contents-group">(.*?)</p>|- \[(.*?)\]\((.*?)\) <span class="contents-page">(.*)</span>', text
    )
    assert lines == [
        ("Chapters", "", "", ""),
        ("", "1 The Salt Road", "chapters/01/index.md", '<span class="not-seen">p. </span>1'),
        ("", "2 The Toll", "chapters/02/index.md", '<span class="not-seen">p. </span>3'),
        ("Documents", "", "", ""),
        ("", "Appendix 1 The Treaty", "appendices/1/index.md", '<span class="not-seen">p. </span>4'),
    ]


def test_a_part_without_numbered_pages_has_no_page_in_the_contents() -> None:
    text = witness("CHAPTER 1\n\nSalt\n\nThe mules went down the road.\n")
    contents = front_page._contents(built(text).edition)
    assert "chapters/01/index.md" in contents
    assert "contents-page" not in contents


def test_the_example_is_the_line_with_most_emendations_in_both_texts() -> None:
    text = made()["sample.md"]
    (line,) = (line for line in salt_road.TEXT.lines if "sa1t" in line.text)
    ocr, edited = re.findall(r"<p><span class=\"sample-label\">(?:OCR text|This edition)</span> (.*?)</p>", text)
    assert ocr == line.text.strip()
    assert "the <mark>salt</mark>.<sup>4</sup> See" in edited
    assert "surprised.<sup>3</sup>" in edited
    assert "[Page 1, line by line](witness/page/1/index.md)" in text


def test_a_book_without_emendations_has_no_example() -> None:
    text = witness(page("CHAPTER 1", "Salt", *set_type("The mules went down the road.")))
    assert front_page._sample(built(text).edition, apparatus()) == ""


def test_ways_lead_to_pages_that_are_there() -> None:
    edition, entries = salt_road.edition()
    there = [Page("search/index.md", "", ""), Page("people/index.md", "", "")]
    text = front_page.snippets(edition, entries, there)["ways.md"]
    assert re.findall(r'<a href="([^"]+)">(.*?)</a> <span class="line">(.*?)</span>', text) == [
        ("search/", "Search", "Words, phrases, dates, and names in any spelling."),
        ("people/", "People", "Who they were, and every passage that names them."),
        ("documents/", "Documents", "The texts printed as appendices."),
    ]


# Snippets of the hand-written pages


def test_the_title_line_is_the_imprint() -> None:
    line = "Ada Chandler, *The Salt Road: A History of Tolls* (Weir, Weir &#38; Sons, 1970)."
    assert made()["title-line.md"] == f"{line}\n"
    head, below, description = made()["title.md"].strip().split("\n\n")
    assert (head, below) == ("# The Salt Road: A History of Tolls {: #title }", line)
    assert "[every change](emendations/index.md)" in description
    bare = snippets._title_line(SETTINGS.book)
    assert bare == "A. Chandler, *The Salt Road* (1970)."


def test_what_the_source_lacks_is_listed() -> None:
    assert made()["lacking.md"].endswith(": jacket, index.\n")
    assert ":" not in snippets._lacking(SETTINGS)


@pytest.mark.parametrize(
    ("to", "how"),
    [
        ("mailto:a@salt.example", 'Write to <a href="mailto:a&#64;salt.example">a&#64;salt.example</a>.'),
        ("https://salt.example/report?words={body}", "The window opens the editors’ form, filled in."),
        ("", "The editors give no address here; the window lets you copy the report and send it yourself."),
    ],
)
def test_the_page_of_contact_says_who_the_editors_are_and_how_a_report_reaches_them(to: str, how: str) -> None:
    settings = salt_road.entries().settings.model_copy(update={"report": Reporting(to=to)})
    names, report = snippets._contact(settings).strip().split("\n\n")
    assert names == "Editors: Tom Brim, Ida Weir."
    assert report.startswith("To report an error, select the words and choose *Cite these words*")
    assert report.endswith(how)
    assert snippets._contact(SETTINGS).startswith("No editor is named.\n")


def test_the_figures_add_up() -> None:
    rows = re.findall(r'<tr><th scope="row">(.*?)</th><td>(.*?)</td></tr>', made()["figures.md"])
    numbers = {name: int(number.replace(",", "")) for name, number in rows}
    whole = numbers.pop("Characters of the witness")
    assert whole == len(salt_road.TEXT.text)
    kept, emended, calls, apart = (
        "kept as they are",
        "emended",
        "marks of note calls",
        "set aside with the printed page",
    )
    assert sum(numbers.pop(name) for name in (kept, emended, calls, apart)) == whole
    assert dict(rows)[emended] == str(len("sa1t") + len("Tbe"))
    assert dict(rows)[calls] == "4"
    assert numbers == {
        "Printed pages": 3, "with a number that is certain": 3, "with a number that is inferred": 0,
        "Note calls": 4, "with a number inferred from the sequence": 2, "of which no trace was found": 0,
        "Emendations of the register": 2, "misreading": 2, "Applications of rules": 0,
    }  # fmt: skip
