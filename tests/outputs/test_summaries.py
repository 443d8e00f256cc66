"""The summary of a chapter, printed below its title, in the names of the chapter and in every output."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lxml import etree

from editio.edition import Built
from editio.inputs.plain_text import of_bytes
from editio.model.text import plain
from editio.outputs import book, citation
from editio.outputs.files import plain_text, tei
from editio.outputs.pages import markdown
from printing import apparatus, built

LINES = "The mules – A letter of the Bishop –\nFrost on the upper road – The hams."
SUMMARY = LINES.replace("\n", " ")
TITLES = {"I": "SALT\n\n", "II": "HAMS\n\n", "III": ""}
TEXT = (
    "The mules went down the road with salt for the town below, and the town\nbelow it had salt to sell to the sea.\n"
)


@cache
def made() -> Built:
    chapters = (f"CHAPTER {number}.\n\n{title}{LINES}\n\n{TEXT * 8}" for number, title in TITLES.items())
    return built(of_bytes("\n\n\n".join(chapters).encode(), Path("salt.txt")))


def test_a_summary_is_no_part_of_the_title_above_it() -> None:
    first, second, third = made().edition.parts[-3:]
    assert [[span.role for span in part.title.spans] for part in (first, second, third)] == [
        ["number", "title", "summary"], ["number", "title", "summary"], ["number", "title"],
    ]  # fmt: skip
    assert plain(first.title.spans[-1].content).strip() == SUMMARY
    assert [citation.title(part) for part in (first, second)] == ["SALT", "HAMS"]
    assert markdown.heading(second) == "II HAMS"


def test_every_output_has_the_summary_below_the_title() -> None:
    entries = apparatus()
    page = next(page for page in markdown.pages(made().edition, made().links, entries) if "chapters/01" in page.path)
    assert f'<span class="summary">{SUMMARY}</span>' in page.text
    leaf = next(leaf for leaf in book.leaves(made(), entries) if "chapters/01" in leaf.address)
    assert [e.text for e in leaf.body[0].iter(f"{{{book.XHTML}}}span") if e.get("class") == "summary"] == [SUMMARY]
    document = etree.fromstring(tei.document(made(), entries))
    found = document.findall(".//t:div/t:argument/t:p", {"t": "http://www.tei-c.org/ns/1.0"})
    assert ["".join(map(str, paragraph.itertext())).strip() for paragraph in found] == [SUMMARY, SUMMARY]
    assert f"SALT {SUMMARY}" in " ".join(plain_text.part(made().edition.parts[-3], entries.settings).split())
