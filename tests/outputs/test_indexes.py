"""The indexes: every name's passages with their printed pages, what stands beside it, and the picture."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editio.edition import Built
from editio.inputs.registers import Apparatus, Name
from editio.inputs.registers.settings import Indexes
from editio.model.kinds import AnnotationKind, NameKind
from editio.outputs.pages import indexes, markdown
from editio.outputs.pages.cooccurrence import companions, likelihood_ratio
from printing import PROSE, apparatus, built, page, set_type, witness

BRIM = Name(key="brim", kind=NameKind.PERSON, name="Tom Brim", sort="Brim, Tom", variants=("Brim",), also=("Brym",),
            dates="1850/1901", note="Kept the toll")  # fmt: skip
ODEN = Name(key="oden", kind=NameKind.PERSON, name="Øden", sort="Øden")
SALTBY = Name(key="saltby", kind=NameKind.PLACE, name="Saltby", sort="Saltby")


def entries() -> Apparatus:
    return apparatus(names=(BRIM, ODEN, SALTBY))


def book() -> Built:
    """Two chapters; in the first Brim is named on both pages and twice on the second."""
    return built(
        witness(
            page("CHAPTER", "1 Salt", *set_type(f"Tom Brim of Saltby. {PROSE}"), "1"),
            page(*set_type(f"Then Brim spoke, and Øden. {PROSE}"), *set_type(f"Brim left Saltby. {PROSE}"), "2"),
            page("CHAPTER", "2 Tolls", *set_type(f"It was Øden who paid. {PROSE}"), "3"),
        ),
        entries(),
    )


@pytest.fixture(scope="module")
def made() -> Built:
    return book()


@pytest.fixture(scope="module")
def written(made: Built) -> dict[str, markdown.Page]:
    return {found.path: found for found in indexes.pages(made.edition, made.links, entries())}


def entry(page_text: str, key: str) -> str:
    found = re.search(rf'<section class="name-entry" id="{key}".*?</section>', page_text, re.DOTALL)
    assert found
    return found.group()


def test_there_is_a_page_for_each_kind_that_is_named(written: dict[str, markdown.Page]) -> None:
    assert list(written) == ["people/index.md", "people/by-chapter/index.md", "places/index.md", "names.json"]


def test_a_book_without_names_has_no_index() -> None:
    text = witness(page("CHAPTER", "1 Salt", *set_type(PROSE)))
    plain = built(text)
    assert indexes.pages(plain.edition, plain.links, apparatus()) == []


def test_each_passage_leads_to_its_paragraph_by_its_printed_page(written: dict[str, markdown.Page]) -> None:
    passages = re.findall(r'<a href="\.\./(chapters[^"]+)">([^<]+)</a>', entry(written["people/index.md"].text, "brim"))
    assert passages == [("chapters/01/#p1", "1"), ("chapters/01/#p2", "2"), ("chapters/01/#p3", "¶3")]


def test_every_passage_is_there_and_has_its_paragraph(made: Built, written: dict[str, markdown.Page]) -> None:
    blocks = {f"{d.address}#{b.id}" for d in made.edition.parts for b in d.blocks}
    for key, name in (("brim", BRIM), ("oden", ODEN)):
        expected = {
            m.address for m in indexes.mentions(made.edition, made.links) if m.annotation.target == name.address
        }
        linked = set(re.findall(r'href="\.\./(chapters[^"]+#p\d+)"', entry(written["people/index.md"].text, key)))
        assert linked == expected <= blocks


def test_an_entry_says_what_is_known_and_how_the_text_has_it(written: dict[str, markdown.Page]) -> None:
    text = entry(written["people/index.md"].text, "brim")
    assert "1850–1901" in text
    assert "Kept the toll." in text
    assert "In the text: Brim, Tom Brim" in text
    assert "3 mentions in 3 passages" in text


def test_an_entry_is_found_by_what_readers_type(written: dict[str, markdown.Page]) -> None:
    people = written["people/index.md"].text
    assert "brym" in re.findall(r'id="brim" data-sought="([^"]*)"', people)[0]
    assert "oden" in re.findall(r'id="oden" data-sought="([^"]*)"', people)[0]


def test_letters_lead_to_their_entries(written: dict[str, markdown.Page]) -> None:
    people = written["people/index.md"].text
    assert re.findall(r'<a href="#letter-(\w+)">(\w)</a>', people) == [("b", "B"), ("o", "O")]
    assert people.index("#letter-b }") < people.index('id="brim"') < people.index("#letter-o }")


def test_the_picture_is_a_table_with_its_figures(
    written: dict[str, markdown.Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert '<table class="matrix">' in written["people/by-chapter/index.md"].text
    monkeypatch.setattr(indexes, "_MATRIX_FEWEST", 2)
    again = book()
    found = {page.path: page.text for page in indexes.pages(again.edition, again.links, entries())}
    people = found["people/by-chapter/index.md"]
    rows = re.findall(r'<tr><th scope="row"><a href="../#(\w+)">.*?</th>(.*?)</tr>', people)
    cells = {key: re.findall(r"<td[^>]*>(\d*)</td>", row) for key, row in rows}
    assert cells == {"brim": ["3", "", "3"], "oden": ["1", "1", "2"]}


def test_an_index_without_room_gives_long_lists_pages_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexes, "_ROOM", 0)
    monkeypatch.setattr(indexes, "_FEW", 2)
    again = book()
    found = {page.path: page.text for page in indexes.pages(again.edition, again.links, entries())}
    assert '<a href="brim/">3 mentions in 3 passages</a>' in entry(found["people/index.md"], "brim")
    assert re.findall(r'href="\.\./\.\./(chapters[^"]+)"', found["people/brim/index.md"]) == [
        "chapters/01/#p1", "chapters/01/#p2", "chapters/01/#p3",
    ]  # fmt: skip
    assert "people/oden/index.md" not in found


def test_the_cards_have_every_name_of_the_text(made: Built, written: dict[str, markdown.Page]) -> None:
    cards = json.loads(written["names.json"].text)
    assert set(cards) == {a.target for a in made.links.of(AnnotationKind.NAME)}
    assert cards["people/brim"] == {
        "name": "Tom Brim", "dates": "1850–1901", "office": "", "note": "Kept the toll", "passages": 3,
    }  # fmt: skip


# What stands together


def test_what_stands_together_oftener_than_chance_comes_before_what_is_everywhere() -> None:
    paragraphs = [frozenset(names) for names in ("abz", "abz", "abz", "acz", "cz", "dz", "dz", "d", "cz", "z")]
    assert companions(paragraphs, 1)["a"] == [("b", 3)]


def test_two_that_met_once_are_no_companions() -> None:
    assert companions([frozenset("ab"), frozenset("c")], 10)["a"] == []


@given(st.lists(st.frozensets(st.sampled_from("abcde")), max_size=30))
def test_companions_are_mutual_and_counted(paragraphs: list[frozenset[str]]) -> None:
    found = companions(paragraphs, 10)
    for name, others in found.items():
        for other, both in others:
            assert both == sum({name, other} <= names for names in paragraphs)
            assert (name, both) in found[other]


def test_names_that_keep_their_own_frequency_weigh_nothing() -> None:
    assert likelihood_ratio(25, 50, 50, 100) == pytest.approx(0)
    assert likelihood_ratio(40, 50, 50, 100) > likelihood_ratio(30, 50, 50, 100) > 0


def test_the_edition_says_what_an_index_lists_and_how_the_works_are_called() -> None:
    site = apparatus(names=(BRIM,)).settings
    told = site.model_copy(update={"indexes": Indexes(about_people="Toll keepers.", works_title="Works and tolls")})
    assert indexes.introductions(told)[NameKind.PERSON] == "Toll keepers."
    assert indexes.titles(told)[NameKind.WORK] == "Works and tolls"
    assert indexes.titles(site)[NameKind.WORK] == "Works"


def test_a_cell_of_the_table_is_darker_from_one_three_seven_and_fifteen_mentions_on() -> None:
    shades = [indexes.Matrix((), ()).shade(count) for count in (0, 1, 2, 3, 6, 7, 14, 15, 99)]
    assert shades == [0, 1, 1, 2, 2, 3, 3, 4, 4]
