"""The search's data: every passage once, with its printed pages and the names in it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from editio.edition import Built
from editio.inputs.registers import Apparatus, Name
from editio.model.kinds import NameKind
from editio.outputs.pages import search
from printing import PROSE, apparatus, built, page, set_type, witness

BRIM = Name(key="brim", kind=NameKind.PERSON, name="Tom Brim", sort="Brim, Tom", variants=("Brim",), also=("Brym",),
            note="Kept the toll.")  # fmt: skip


def entries() -> Apparatus:
    return apparatus(names=(BRIM,))


def book() -> Built:
    return built(
        witness(
            page("CHAPTER", "1 Salt", *set_type(f"Then Tom Brim spoke. {PROSE}"), "1"),
            page(*set_type(f"Old Brim left. {PROSE}"), "2"),
        ),
        entries(),
    )


@pytest.fixture(scope="module")
def data() -> Any:
    edition = book()
    found = {page.path: page.text for page in search.pages(edition.edition, edition.links, entries())}
    assert "search/index.md" in found
    return json.loads(found["passages.json"])


def passages(data: Any, address: str) -> list[Any]:
    return [passage[1:] for passage in data["passages"] if data["parts"][passage[0]][0] == address]


def test_each_block_is_a_passage_and_the_title_is_one(data: Any) -> None:
    title, first, *others = passages(data, "chapters/01/")
    assert title[:2] == ["title", "title"]
    assert title[3] == "1 Salt"
    assert [passage[0] for passage in (first, *others)] == [f"p{n}" for n in range(1, 2 + len(others))]
    assert first[3].startswith("Then Tom Brim spoke.")


def test_a_printed_page_stands_at_the_place_where_it_begins(data: Any) -> None:
    starts: dict[str, str] = {}
    for _, _, _, text, pages, _ in passages(data, "chapters/01/"):
        starts |= {label: text[at:] for at, label in zip(pages[::2], pages[1::2], strict=True)}
    assert starts["2"].lstrip().startswith("Old Brim left.")


def test_mentions_say_where_the_words_of_a_name_stand(data: Any) -> None:
    found = [
        (data["names"][mentions[i]][0], text[mentions[i + 1] : mentions[i + 2]])
        for _, _, _, text, _, mentions in passages(data, "chapters/01/")
        for i in range(0, len(mentions), 3)
    ]
    assert found == [("people/#brim", "Tom Brim"), ("people/#brim", "Brim")]


def test_a_name_has_every_form_that_a_reader_may_look_for(data: Any) -> None:
    assert data["names"] == [["people/#brim", ["Tom Brim", "Brim", "Brim, Tom", "Brym"]]]


def test_an_entry_of_the_index_is_a_passage(data: Any) -> None:
    ((anchor, kind, _, text, _, _),) = passages(data, "people/")
    assert (anchor, kind, text) == ("brim", "entry", "Brim, Tom. Kept the toll. Also: Brym.")
