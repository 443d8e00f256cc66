"""Notes of a preface in each output: they have a page of their own, and the chapter of the same number has another."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from editio.edition import Built
from editio.inputs import plain_text
from editio.model.kinds import PartKind
from editio.outputs import book, chapter_notes
from editio.outputs.files import data, tei
from editio.outputs.pages import former_addresses, markdown, navigation, notes, search
from printing import FURTHER, PROSE, apparatus, built, part, set_type

PARTS = {"Preface": "preface", "Chapter I": "first", "Chapter II": "second"}


@cache
def made() -> Built:
    """A preface and two chapters, each with two notes at the end of the book."""
    texts, lists = [], []
    for head, name in PARTS.items():
        called = (PROSE.replace("by them.", f"by them{n}.", 1) for n in (1, 2))
        texts += [
            head.upper(),
            "",
            *(line for text in (*called, FURTHER) for line in (*set_type(text, indent=0), "")),
            "",
        ]
        lists += [head, "", *(f"{n}. See the {name} ledger, leaf {n}." for n in (1, 2)), ""]
    text = "\n".join([*texts, "NOTES", "", *lists])
    return built(plain_text.of_bytes(text.encode(), Path("salt.txt")))


def test_they_have_a_page_of_their_own() -> None:
    pages = {page.path: page for page in notes.pages(made().edition, made().links, apparatus())}
    page = pages["notes/front/1/index.md"]
    assert page.title == "Notes to “PREFACE”"
    assert "front_page: front/1/\n" in page.text
    assert re.findall(r'<li id="(\w+)" value="\d"><a class="backlink" href="([^"]*)"', page.text) == [
        ("note1", "../../../front/1/#call1"),
        ("note2", "../../../front/1/#call2"),
    ]
    assert "preface ledger" in page.text
    assert "first ledger" in pages["notes/01/index.md"].text
    assert "preface ledger" in json.loads(pages["notes/front/1/notes.js"].text.partition(" = ")[2])["1"]


def test_the_preface_leads_to_them_and_the_first_chapter_to_its_own() -> None:
    texts = {page.path: page.text for page in markdown.pages(made().edition, made().links, apparatus())}
    assert '<a href="../../notes/front/1/#note2"' in texts["front/1/index.md"]
    assert '<a href="../../notes/01/#note2"' in texts["chapters/01/index.md"]


def test_the_menu_lists_them_first() -> None:
    groups = navigation.listed(made().edition, Path(), ())
    (listed,) = (group for group in groups if group.group.title == "Notes")
    assert [entry.path for entry in listed.entries] == [f"notes/{name}/index.md" for name in ("front/1", "01", "02")]


def test_their_folder_leads_to_the_list_of_all_notes() -> None:
    """For a reader who shortens the address of a note."""
    (redirect,) = former_addresses.redirects(notes.pages(made().edition, made().links, apparatus()), apparatus())
    assert redirect.path == "notes/front/index.html"
    assert 'url=../../notes/"' in redirect.content.decode()


def test_the_search_finds_them() -> None:
    found = "".join(page.text for page in search.pages(made().edition, made().links, apparatus()))
    assert "notes/front/1/" in found
    assert "preface ledger" in found


def test_the_data_have_them_with_their_calls() -> None:
    parts = {one.address: one for one in data.parts(made(), apparatus())}
    assert [(note.address, note.call) for note in parts["notes/front/1/"].notes] == [
        (f"notes/front/1/#note{n}", f"front/1/#call{n}") for n in (1, 2)
    ]
    calls = [call.note_address for passage in parts["front/1/"].passages for call in passage.calls]
    assert calls == ["notes/front/1/#note1", "notes/front/1/#note2"]


def test_in_tei_call_and_note_lead_to_each_other() -> None:
    text = tei.document(made(), apparatus()).decode()
    assert 'type="notes" n="front 1" xml:id="notes-front-1"' in text
    assert 'target="#front-1-call2"' in text
    assert 'target="#notes-front-1-note2"' in text
    assert text.count('xml:id="notes-01-note1"') == 1


def test_an_e_book_has_a_leaf_for_them() -> None:
    leaves = {leaf.name: leaf for leaf in book.leaves(made(), apparatus())}
    assert {"notes-front-1", "notes-01", "notes-02"} <= leaves.keys()
    assert {"note1", "note2"} <= set(leaves["notes-front-1"].ids)


def test_editors_enter_notes_of_chapters_only() -> None:
    """The file `notes/01.tsv` is about the first chapter, not about the first part of the front matter."""
    edition = made().edition
    preface = part(edition, "front/1/")
    assert preface.kind is PartKind.FRONT
    assert all(not note.entered for note in chapter_notes.of_part(edition, preface, apparatus()))
