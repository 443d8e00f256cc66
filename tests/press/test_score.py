"""The scorer: a site in which all is right has every figure, one in which all is wrong has none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from press import score

TRUTH: dict[str, Any] = {
    "parts": [{"kind": "chapter", "number": "I", "title": "The Salt Office", "opens": "The mules went down by night"}],
    "pages": [{"label": "2", "opens": "counted the sacks there"}],
    "notes": [{"page": None, "mark": None, "after": "down by night.", "text": "See the town ledger"}],
    "heads": [{"page": "2", "text": "THE SALT ROAD", "after": "counted the sacks"}],
    "paragraphs": ["The mules went down"],
    "joins": ["toll-men counted the"],
    "runs": ["sacks there and"],
    "verse": ["The grass grew green"],
}
RIGHT = """<article><h1 id="title"><span class="chapter-number">CHAPTER I.</span> The Salt Office</h1>
<p id="p1">The mules went down by night.<sup class="note-call" id="call1"><a href="../../notes/01/#note1">1</a></sup>
Toll-men <span class="page-start" id="page2" data-page="2"></span>counted the sacks there and left.</p>
<blockquote>O keeper,<br>The grass grew green</blockquote></article>"""
WRONG = """<article><h1 id="title">Front matter</h1><p>Salt. The mules went down by night.1 Toll-men</p>
<p>THE SALT ROAD</p><p>counted the sacks <span class="page-start" data-page="3"></span> there</p><p>and left. O keeper,
The grass grew green</p></article>"""
NOTES = '<article><h1>Notes</h1><ol><li id="note1">See the town ledger.</li></ol></article>'


def figures(folder: Path, chapter: str) -> dict[str, tuple[int, int]]:
    for address, page in (("chapters/01", chapter), ("notes/01", NOTES)):
        (folder / address).mkdir(parents=True)
        (folder / address / "index.html").write_text(f"<html><body>{page}</body></html>", "utf-8")
    return {figure.name: (figure.right, figure.of) for figure in score.score(score.read(folder), TRUTH)}


def found(heading: str, **part: str) -> bool:
    site = score.of(
        {"chapters/01": f"<html><body><article>{heading}<p>The mules went down</p></article></body></html>"}
    )
    truth = TRUTH | {"parts": [{"kind": "chapter", "title": "", "opens": "The mules went", **part}]}
    return score.score(site, truth)[0].right == 1


def test_a_number_counts_in_capitals_and_in_small_letters() -> None:
    assert found("<h1>Chapter One</h1>", number="ONE")
    assert not found("<h1>Chapter Two</h1>", number="ONE")


def test_a_summary_below_a_title_is_no_part_of_it() -> None:
    summary = " ".join(["Of the salt, the mules and the toll;"] * 4)
    assert found(f'<h1>The Toll <span class="summary">{summary}</span></h1>', number="I", title="The Toll")
    assert not found(f"<h1>The Toll {summary}</h1>", number="I", title="The Toll")


def test_a_head_is_in_the_text_with_its_folio_or_without() -> None:
    assert score.left_in("The Salt Road", "counted the", score.fold("sacks THE SALT ROAD 12 counted the rest"))
    assert score.left_in("The Salt Road", "counted the", score.fold("sacks THE SALT ROAD counted the rest"))
    assert not score.left_in("The Salt Road", "counted the", score.fold("On the salt road they counted the rest"))


def test_what_is_right_counts(tmp_path: Path) -> None:
    assert all(right == of for right, of in figures(tmp_path, RIGHT).values())


def test_what_is_wrong_does_not(tmp_path: Path) -> None:
    found = figures(tmp_path, WRONG)
    assert all(right == 0 for right, _ in found.values()), found
