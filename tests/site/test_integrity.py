"""A built site is whole, or the fault is named with page and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from editio.inputs.registers import Anchor
from editio.site import integrity


def site(tmp_path: Path, **pages: str) -> Path:
    """A site of these pages: `chapters_01` is chapters/01/index.html."""
    for name, body in pages.items():
        file = tmp_path.joinpath(*name.split("_"), "index.html")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"<!doctype html><title>x</title>\n<body>\n{body}\n</body>", "utf-8")
    return tmp_path


def codes(folder: Path) -> list[tuple[str, str, int]]:
    return [(fault.code, fault.file, fault.line) for fault in integrity.faults(folder)]


WHOLE = {
    "chapters_01": '<p id="p1">Salt <sup id="call1"><a href="../../notes/01/#note1">1</a></sup></p>',
    "notes_01": '<ol><li id="note1"><a href="../../chapters/01/#call1">1</a></li></ol>',
}


def test_a_whole_site_has_no_fault(tmp_path: Path) -> None:
    assert codes(site(tmp_path, **WHOLE)) == []


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("../02/", "I01"),  # no such page
        ("#p2", "I01"),  # no such place on this page
        ("../../notes/01/#note2", "I01"),  # nor on another
        ("../../../elsewhere/", "I01"),  # out of the site
    ],
)
def test_a_link_that_leads_nowhere_is_named_with_its_line(tmp_path: Path, link: str, code: str) -> None:
    pages = WHOLE | {"chapters_01": WHOLE["chapters_01"] + f'\n<a href="{link}">there</a>'}
    assert codes(site(tmp_path, **pages)) == [(code, "chapters/01/index.html", 4)]


def test_an_id_stands_once(tmp_path: Path) -> None:
    pages = WHOLE | {"chapters_01": WHOLE["chapters_01"] + '<p id="p1">again</p>'}
    assert [code for code, _, _ in codes(site(tmp_path, **pages))] == ["I02"]


def test_calls_and_notes_answer_each_other(tmp_path: Path) -> None:
    pages = WHOLE | {"notes_01": '<ol><li id="note1">1</li><li id="note2">2</li></ol>'}
    assert codes(site(tmp_path, **pages)) == [("I03", "chapters/01/index.html", 0)]


@pytest.mark.parametrize("element", ['<img src="https://x.example/a.png">', '<script src="//x.example/a.js"></script>'])
def test_a_page_asks_no_other_host(tmp_path: Path, element: str) -> None:
    pages = WHOLE | {"chapters_01": WHOLE["chapters_01"] + element}
    assert [code for code, _, _ in codes(site(tmp_path, **pages))] == ["I04"]


def test_a_link_that_a_reader_may_follow_to_another_host_is_none_of_its_business(tmp_path: Path) -> None:
    pages = WHOLE | {"chapters_01": WHOLE["chapters_01"] + '<a href="https://x.example/">there</a>'}
    assert codes(site(tmp_path, **pages)) == []


def test_a_published_address_that_the_site_has_not_is_named(tmp_path: Path) -> None:
    there = Anchor(file="anchors.tsv", row=2, page="chapters/01/", id="p1")
    gone = Anchor(file="anchors.tsv", row=3, page="chapters/01/", id="p9")
    found = integrity.faults(site(tmp_path, **WHOLE), [there, gone])
    assert [(fault.code, fault.file, fault.line) for fault in found] == [("X101", "anchors.tsv", 3)]
