"""What the data of a small book say of each passage, note and name."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import salt_road
from editio.outputs.files import data
from editio.outputs.pages import printed_pages

ABOUT = {
    "title": "The Salt Road",
    "author": "Ada Chandler",
    "version": "1.2.0",
    "rights": "Private study copy: not for distribution. Private copy.",
    "witness_sha256": salt_road.TEXT.sha256,
}


@cache
def made() -> tuple[dict[str, Any], dict[str, Any]]:
    """The whole edition and its twins."""
    whole = data.Whole(*salt_road.edition())
    twins = {path: json.loads(content) for path, content in whole.twins()}
    return json.loads(whole.encoded()), twins


def whole() -> dict[str, Any]:
    return made()[0]


def twins() -> dict[str, Any]:
    return made()[1]


def passage(part: int, number: int) -> dict[str, Any]:
    found: dict[str, Any] = whole()["parts"][part]["passages"][number]
    return found


def words(found: dict[str, Any], kind: str) -> list[str]:
    return [found["text"][one["start"] : one["end"]] for one in found[kind]]


def test_parts_are_in_the_order_of_the_book_with_their_kinds() -> None:
    assert whole()["about"] == ABOUT
    assert [(p["id"], p["address"], p["kind"], p["number"], p["title"]) for p in whole()["parts"]] == [
        ("chapters-01", "chapters/01/", "chapter", 1, "1 The Salt Road"),
        ("chapters-02", "chapters/02/", "chapter", 2, "2 The Toll"),
        ("appendices-1", "appendices/1/", "appendix", 1, "Appendix 1 The Treaty"),
        ("notes-01", "notes/01/", "notes", 1, "Notes to chapter 1"),
    ]
    assert (whole()["sources"], whole()["subjects"]) == ([], [])


def test_a_title_has_its_spans_and_the_start_of_its_page() -> None:
    title = passage(0, 0)
    assert (title["text"], title["kind"], title["id"]) == ("CHAPTER 1\nThe Salt Road", "title", "chapters-01-title")
    assert title["spans"] == [
        {"start": 0, "end": 9, "role": "number", "row": 0, "column": 0},
        {"start": 10, "end": 23, "role": "title", "row": 0, "column": 0},
    ]
    assert title["page_starts"] == [
        {"id": "chapters-01-page1", "address": "chapters/01/#page1", "position": 0, "label": "1", "certain": True}
    ]
    assert title["pages"] == [{"label": "1", "certain": True}]


def test_calls_stand_where_they_are_in_the_text_and_inferred_ones_are_not_certain() -> None:
    text = passage(0, 1)["text"]
    found = [(text[: c["position"]][-6:], c["note"], c["certain"]) for c in passage(0, 1)["calls"]]
    assert found == [("arvin;", 1, True), ("reaty.", 2, True), ("rised.", 3, False), (" salt.", 4, False)]
    first = passage(0, 1)["calls"][0]
    assert (first["id"], first["address"], first["note_address"]) == (
        "chapters-01-call1", "chapters/01/#call1", "notes/01/#note1",
    )  # fmt: skip


def test_names_dates_and_references_have_their_words() -> None:
    found = passage(0, 1)
    assert words(found, "names") == ["Tarvin", "Toll Treaty", "Ferrow"]
    assert [name["address"] for name in found["names"]] == ["people/#tarvin", "works/#toll-treaty", "people/#ferrow"]
    assert words(found, "dates") == ["4 June 1937", "a day later"]
    assert [(date["edtf"], date["ground"]) for date in found["dates"]] == [
        ("1937-06-04", ""), ("1937-06-05", "from 1937-06-04"),
    ]  # fmt: skip
    assert words(found, "links") == ["Appendix 1", "chapter 2"]
    assert [(link["kind"], link["address"]) for link in found["links"]] == [
        ("xref", "appendices/1/"), ("xref", "chapters/02/"),
    ]  # fmt: skip


def test_an_emendation_has_its_entry_and_its_place_in_the_witness() -> None:
    first, second = passage(0, 1)["changes"]
    assert words(passage(0, 1), "changes") == ["salt", "The"]
    line = next(line for line in salt_road.TEXT.lines if "sa1t" in line.text)
    assert {name: value for name, value in first.items() if name not in ("start", "end")} == {
        "id": "e0001",
        "address": "emendations/#e0001",
        "witness": "sa1t",
        "edited": "salt",
        "kind": "misreading",
        "certainty": "probable",
        "reason": "A figure in a word.",
        "line": line.number,
        "column": line.text.index("sa1t") + 1,
        "witness_address": f"witness/page/1/#line{line.number}",
    }
    assert (second["certainty"], second["reason"]) == ("certain", "")


def test_a_note_has_what_is_known_of_it() -> None:
    first, second, third, _ = whole()["parts"][3]["notes"]
    assert first == {
        "id": "notes-01-note1",
        "address": "notes/01/#note1",
        "number": 1,
        "text": "",
        "call": "chapters/01/#call1",
        "supplied": [],
        "identified": [{"source": "", "detail": "The toll book", "ground": "named"}],
    }
    assert (second["supplied"], second["identified"]) == (["By the clerk."], [])
    assert (third["supplied"], third["identified"], third["call"]) == ([], [], "chapters/01/#call3")


def test_a_name_has_what_the_authority_list_knows() -> None:
    names = {name["id"]: name for name in whole()["names"]}
    assert list(names) == ["people-ferrow", "places-saltby", "people-tarvin", "works-toll-treaty"]
    assert names["people-tarvin"] == {
        "id": "people-tarvin",
        "address": "people/#tarvin",
        "kind": "person",
        "name": "Tarvin",
        "sort": "Tarvin",
        "variants": [],
        "dates": "1850/1901",
        "office": "Toll keeper",
        "note": "He kept the toll.",
        "latitude": None,
        "longitude": None,
        "same_as": ["https://d-nb.info/gnd/118540238"],
    }
    assert (names["places-saltby"]["latitude"], names["places-saltby"]["longitude"]) == (52.2, -2.5)


def test_each_page_has_a_twin_beside_it() -> None:
    assert list(twins()) == [
        "chapters/01/index.json", "chapters/01/title.json", "chapters/01/p1.json", "chapters/02/index.json",
        "chapters/02/title.json", "chapters/02/p1.json", "appendices/1/index.json", "appendices/1/title.json",
        "appendices/1/p1.json", "notes/01/index.json", "people/index.json", "places/index.json", "works/index.json",
    ]  # fmt: skip
    assert twins()["chapters/01/index.json"] == {"about": ABOUT, "part": whole()["parts"][0]}
    people = twins()["people/index.json"]
    assert people["about"] == ABOUT
    assert {entry["id"]: entry["passages"] for entry in people["entries"]} == {
        "people-ferrow": ["chapters/01/#p1", "chapters/02/#p1"], "people-tarvin": ["chapters/01/#p1"],
    }  # fmt: skip


def test_printed_pages_are_listed_with_their_text_and_their_lines() -> None:
    table, numbers = printed_pages.pages(salt_road.edition()[0])
    assert json.loads(numbers.text) == {
        "1": "chapters/01/#page1", "3": "chapters/02/#page3", "4": "appendices/1/#page4",
    }  # fmt: skip
    assert (table.path, numbers.path) == ("pages/index.md", "pages.json")
    assert "search:\n  exclude: true\n" in table.text
    for label, part in (("1", "chapters/01/"), ("3", "chapters/02/"), ("4", "appendices/1/")):
        assert f'<a href="../{part}#page{label}"' in table.text
        assert f'<a href="../witness/page/{label}/"' in table.text


def test_the_whole_has_its_parts_whatever_the_title_says() -> None:
    """The parts are put in their place as text."""
    built, entries = salt_road.edition()
    settings = entries.settings
    named = settings.model_copy(update={"book": settings.book.model_copy(update={"title": '"parts":[]'})})
    edition = data.Whole(built, entries.model_copy(update={"settings": named}))
    twins = dict(edition.twins())
    found = json.loads(edition.encoded())
    assert found["about"]["title"] == '"parts":[]'
    assert [json.loads(twins[f"{part['address']}index.json"])["part"] for part in found["parts"]] == found["parts"]
    assert len(found["parts"]) == 4
