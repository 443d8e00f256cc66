"""The report of what is linked counts what was found and shows what was left."""

from __future__ import annotations

import re

from engine.apparatus import Name, OpenQuestion
from engine.render import coverage
from printing import PROSE, apparatus, built, page, set_type, witness

TEXT = witness(
    page(
        "CHAPTER 1",
        "The Salt Road",
        *set_type(f"{PROSE} On 3 May, and on 4 June 1937 with Tarvin; a day later, as chapter 9 tells, nobody came."),
        "1",
    )
)


def test_each_part_has_its_numbers_and_each_open_passage_its_place() -> None:
    tarvin = Name(key="tarvin", kind="person", name="Tarvin", sort="Tarvin")
    entries = apparatus(names=(tarvin,), open_questions=(OpenQuestion(reading="Tarvin", question="Tarvyn?"),))
    made = built(TEXT, entries)
    text = coverage.pages(made.edition, made.links, entries)[0].text
    row = re.search(r"<tr><th[^>]*><a[^>]*>Chapter 1</a></th>(.*?)</tr>", text)
    assert row is not None
    # two dates of which one is completed, and one open; a name; no reference, and one open; a question
    assert re.findall(r"<td>(.*?)</td>", row[1])[:3] == ["2 · 1 · 1", "1", "0 · 1"]
    assert re.findall(r"<td>(.*?)</td>", row[1])[-1] == "1"
    assert re.findall(r"<mark>(.*?)</mark>", text) == ["3 May", "chapter 9"]
    assert text.count('<a href="../chapters/01/#p1">') == 2
