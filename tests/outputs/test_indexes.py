"""The indexes: every name's passages with their printed pages, what stands beside it, and the picture."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import salt_road
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


def test_a_form_is_listed_once_however_its_accents_are_encoded() -> None:
    """The witness may be in decomposed Unicode, while the emendations are in composed Unicode."""
    both = unicodedata.normalize("NFD", "So said Brimé.") + " " + unicodedata.normalize("NFC", "Brimé wept.")
    names = apparatus(names=(BRIM.model_copy(update={"variants": ("Brimé",)}),))
    text = built(witness(page("CHAPTER", "1 Salt", *set_type(f"{both} {PROSE}"))), names)
    people = indexes.pages(text.edition, text.links, names)[0].text
    assert "In the text: Brim&#233;</p>" in people or "In the text: Brimé</p>" in people


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


def test_the_indexes_of_a_small_book_say_where_else_a_name_is() -> None:
    edition, registers = salt_road.edition()
    pages = {page.path: page.text for page in indexes.pages(edition.edition, edition.links, registers)}
    assert '<a href="../map/#saltby">On the map</a>' in pages["places/index.md"]
    assert 'Its text: <a href="../appendices/1/">Appendix 1</a>' in pages["works/index.md"]
    assert "1 entry." in pages["places/index.md"]
    assert "2 entries." in pages["people/index.md"]
    tarvin = entry(pages["people/index.md"], "tarvin")
    assert '<p class="note">Toll keeper. He kept the toll.</p>' in tarvin
    assert '<p class="forms">Also: Tarvyn</p>' in tarvin
    assert ">GND</a>" in tarvin
    assert "In the text" not in tarvin  # which has the heading alone
    assert 'data-sought="tarvin tarvyn"' in tarvin


@pytest.mark.parametrize(
    ("sort", "letter"), [("Øden", "O"), ("Émile", "E"), ("“Salt”", "S"), ("1931 Treaty", "0–9"), ("…", "0–9")]
)
def test_an_entry_is_under_its_letter(sort: str, letter: str) -> None:
    assert indexes.letter(sort) == letter


def test_people_of_one_surname_have_their_whole_names_in_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexes, "_MATRIX_FEWEST", 1)
    people = tuple(
        Name(key=key, kind=NameKind.PERSON, name=name, sort=sort)
        for key, name, sort in (
            ("tom", "Tom Brim", "Brim, Tom"), ("ada", "Ada Brim", "Brim, Ada"), ("weir", "Ida Weir", "Weir, Ida"),
        )
    )  # fmt: skip
    text = witness(
        page("CHAPTER", "1 Salt", *set_type(f"Ada Brim, Tom Brim and Ida Weir. Ida Weir left. {PROSE}"), "1")
    )
    registers = apparatus(names=people)
    edition = built(text, registers)
    pages = {page.path: page.text for page in indexes.pages(edition.edition, edition.links, registers)}
    rows = re.findall(r'<th scope="row"><a href="\.\./#(\w+)">(.*?)</a></th>', pages["people/by-chapter/index.md"])
    assert rows == [("weir", "Weir"), ("ada", "Brim, Ada"), ("tom", "Brim, Tom")]


def test_lists_that_fit_into_the_room_of_the_page_are_in_the_index() -> None:
    """A list costs two elements for each part of the book and one for each passage."""
    part = salt_road.edition()[0].edition.parts[0]

    def met(count: int) -> list[indexes.Mention]:
        first = next(indexes.mentions(salt_road.edition()[0].edition, salt_road.edition()[0].links))
        return [replace(first, part=part, block=replace(first.block, id=f"p{n}")) for n in range(count)]

    assert indexes.most_in_index([met(5)], 7) == 5
    assert indexes.most_in_index([met(5)], 6) == 3
    assert indexes.most_in_index([met(5), met(9)], 18) == 9
    assert indexes.most_in_index([met(9), met(5)], 17) == 5
    assert indexes.most_in_index([met(1)], 3) == 3


def test_a_further_paragraph_on_the_same_page_or_outside_the_numbered_pages_is_given_by_its_number() -> None:
    edition = salt_road.edition()[0]
    first = next(indexes.mentions(edition.edition, edition.links))

    def at(ident: str, page_: str) -> indexes.Mention:
        return replace(first, block=replace(first.block, id=ident), page=page_)

    ((part, found),) = indexes.passages(
        [at("p1", "1"), at("p1", "1"), at("p2", "1"), at("p3", "2"), at("title", "2"), at("p9", "")]
    )
    assert part == "Chapter 1"
    assert found == [
        ("chapters/01/#p1", "1"), ("chapters/01/#p2", "¶2"), ("chapters/01/#p3", "2"), ("chapters/01/#title", "2"),
        ("chapters/01/#p9", "¶9"),
    ]  # fmt: skip


def test_events_on_the_same_page_are_told_apart_by_their_days(made: Built) -> None:
    first = next(iter(indexes.mentions(made.edition, made.links)))

    def at(ident: str) -> indexes.Mention:
        return replace(first, block=replace(first.block, id=ident), page="xviii")

    ((_, found),) = indexes.passages([at("1939-05-03"), at("1939-06-07"), at("1939-07"), at("1939-07-2")])
    assert [text for _, text in found] == ["xviii", "7 June 1939", "July 1939", "July 1939 (event 2)"]


def test_two_events_of_one_day_are_told_apart(made: Built) -> None:
    """The entry of a name had “23 August 1939, 23 August 1939”."""
    first = next(iter(indexes.mentions(made.edition, made.links)))
    met = [replace(first, block=replace(first.block, id=day), page="") for day in ("1939-08-23", "1939-08-23-2")]
    ((_, found),) = indexes.passages(met)
    assert [text for _, text in found] == ["23 August 1939", "23 August 1939 (event 2)"]


def test_a_person_named_five_times_is_in_the_table_and_one_named_four_times_is_not() -> None:
    people = tuple(Name(key=name.lower(), kind=NameKind.PERSON, name=name, sort=name) for name in ("Brim", "Weir"))
    prose = f"Brim, Brim, Brim, Brim and Brim. Weir, Weir, Weir and Weir. {PROSE}"
    registers = apparatus(names=people)
    edition = built(witness(page("CHAPTER", "1 Salt", *set_type(prose), "1")), registers)
    pages = {page.path: page.text for page in indexes.pages(edition.edition, edition.links, registers)}
    assert re.findall(r'<th scope="row"><a href="\.\./#(\w+)">', pages["people/by-chapter/index.md"]) == ["brim"]
    assert "at least 5 times" in pages["people/by-chapter/index.md"]
