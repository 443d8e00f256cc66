"""The edition as data: what its schemas say, with the ids of TEI and the text of the model."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from lxml import etree
from pydantic import BaseModel

from conftest import Whole
from editio.edition import Built
from editio.inputs.registers import Apparatus, Site
from editio.model import addresses
from editio.model.kinds import AnnotationKind, BlockKind, NameKind
from editio.model.pieces import Fate
from editio.model.text import FormerAnchor, Part, plain
from editio.outputs.files import data, tei
from editio.outputs.files.data import fields, shapes
from editio.outputs.files.data.shapes import Book, IndexFile, Passage, PassageFile
from editio.outputs.files.tei import markup
from editio.outputs.pages import indexes
from editio.outputs.places import identifier
from editio.stages.linking import citations
from places import REPOSITORY
from printing import apparatus, built, page, witness

ID = "{http://www.w3.org/XML/1998/namespace}id"
INDEXES = {f"{address}index.json" for address in (*map(addresses.index, NameKind), addresses.SUBJECTS)}
Made = tuple[Built, Apparatus, Book]


def made(built: Built, entries: Apparatus) -> Made:
    return built, entries, data.book(built, entries, data.parts(built, entries))


@pytest.fixture(scope="module")
def specimen(specimen_edition: Whole) -> Made:
    return made(*specimen_edition)


@pytest.fixture(scope="module")
def whole(either_edition: Whole) -> Made:
    return made(*either_edition)


def passages(whole: Book) -> list[Passage]:
    return [passage for part in whole.parts for passage in part.passages]


def twins_of(whole: Made) -> dict[str, bytes]:
    """The twins of pages of the book and of their passages."""
    return {path: content for path, content in data.Whole(*whole[:2]).twins() if path not in INDEXES}


def twins_of_indexes(whole: Made) -> dict[str, bytes]:
    return {path: content for path, content in data.Whole(*whole[:2]).twins() if path in INDEXES}


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads(data.schemas()[name]))


def faults(name: str, content: bytes | str) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in validator(name).iter_errors(json.loads(content))]


def test_the_schemas_are_of_the_draft_that_they_name() -> None:
    for schema in data.schemas().values():
        Draft202012Validator.check_schema(json.loads(schema))
        assert json.loads(schema)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_every_file_is_as_its_schema_says(whole: Made) -> None:
    assert faults("book", whole[2].model_dump_json()) == []
    twins = twins_of(whole)
    assert len(twins) == len(whole[2].parts) + len(passages(whole[2]))
    for path, content in twins.items():
        assert faults("part" if path.endswith("/index.json") else "passage", content) == [], path


def test_the_twin_of_an_index_has_its_entries_with_the_passages_that_name_them(whole: Made) -> None:
    made = whole[0]
    twins = twins_of_indexes(whole)
    subjects = twins.pop("subjects/index.json", b"")
    assert not subjects or faults("subjects", subjects) == []
    met = indexes.by_name(indexes.mentions(made.edition, made.links))
    found = {}
    for path, content in twins.items():
        assert faults("index", content) == [], path
        for entry in IndexFile.model_validate_json(content).entries:
            assert entry.address.startswith(path.removesuffix("index.json"))
            found[entry.address.replace("/#", "/")] = set(entry.passages)
    assert found.keys() == met.keys()
    for name, passages_of in found.items():
        assert passages_of == {mention.address for mention in met[name]}


def test_a_schema_refuses_what_it_does_not_describe(specimen: Made) -> None:
    passage = next(content for path, content in twins_of(specimen).items() if path == "chapters/01/p3.json")
    broken = json.loads(passage)
    broken["passage"]["pages"][0]["certain"] = "perhaps"
    del broken["passage"]["text"]
    assert len(faults("passage", json.dumps(broken))) == 2


def test_a_passage_has_the_edited_text(whole: Made) -> None:
    blocks = [
        (f"{d.address}#{b.id}", "\n".join(plain(span.content).strip() for span in b.spans))
        for d in whole[0].edition.parts
        for b in (d.title, *d.blocks)
        if b.spans
    ]
    assert [(passage.address, passage.text) for passage in passages(whole[2])] == blocks


def _former(made: Built) -> Iterator[tuple[Part, FormerAnchor]]:
    """Former addresses: points in the text, and no passages."""
    for part in made.edition.parts:
        for block in (part.title, *part.blocks):
            for span in block.spans:
                yield from ((part, inline) for inline in span.content if isinstance(inline, FormerAnchor))


def test_the_ids_are_those_of_tei(whole: Made) -> None:
    made, entries, book = whole
    text = etree.fromstring(tei.document(made, entries)).find(f"{{{markup.NAMESPACE}}}text")
    assert text is not None
    found = {part.id for part in book.parts} | {note.id for part in book.parts for note in part.notes}
    for passage in passages(book):
        found |= {passage.id, *(s.id for s in passage.page_starts), *(c.id for c in passage.calls)}
        found |= {passage.article} - {""}
    own = {element.get(ID) for element in text.iter() if element.get(ID)}
    own -= {f"{identifier(part.address)}-{anchor.id}" for part, anchor in _former(made)}
    own -= {identifier(f"{citations.page(made.edition)}#{source.key}") for source in entries.sources}
    assert found == {ident for ident in own if not str(ident).startswith("emendations-")}


def test_what_stands_at_a_position_is_what_it_says(whole: Made) -> None:
    made, entries, book = whole
    forms = {name.address.replace("/", "/#"): set(name.forms) for name in entries.names}
    seen = 0
    for passage in passages(book):
        for change in passage.changes:
            assert passage.text[change.start : change.end] == change.edited
        for name in passage.names:
            stands = " ".join(passage.text[name.start : name.end].split())
            seen += stands in forms[name.address]
        for start in passage.page_starts:
            assert start.position <= len(passage.text)
    names = sum(len(passage.names) for passage in passages(book))
    assert names == sum(1 for _ in made.links.of(AnnotationKind.NAME))
    assert seen > 0.95 * names  # the others are decided by the register of ambiguous forms


def test_every_emendation_in_the_text_is_there(whole: Made) -> None:
    made, _, book = whole
    aside = {piece.start for piece in made.edition.aside}
    pieces = sorted(p.start for p in made.edition.pieces() if p.fate is Fate.EMENDED and p.start not in aside)
    assert sum(len(passage.changes) for passage in passages(book)) == len(pieces)
    registered = [c for p in passages(book) for c in p.changes if c.kind != "rule"]
    assert registered
    assert all(re.fullmatch(r"emendations/#[er]\d{4}(-\d+)?", change.address) for change in registered)


def test_an_emendation_names_the_place_in_the_file(whole: Made) -> None:
    made, _, book = whole
    lines = made.edition.witness.text.split("\n")
    changes = [change for passage in passages(book) for change in passage.changes if change.witness]
    assert changes
    for change in changes:
        rest = "\n".join([lines[change.line - 1][change.column - 1 :], *lines[change.line : change.line + 3]])
        assert rest.startswith(change.witness)


def test_a_twin_cites_its_passage_by_the_pages_that_it_stands_on(whole: Made) -> None:
    pages = {p.address: [page.label for page in p.pages if page.label] for p in passages(whole[2])}
    twins = [PassageFile.model_validate_json(c) for path, c in twins_of(whole).items() if "/index." not in path]
    assert len(twins) == len(pages)
    several = 0
    for twin in twins:
        first, _, last = str(twin.citation.csl.get("page", "")).partition("-")
        assert [first] * bool(first) + [last] * bool(last) in (pages[twin.passage.address], ends(pages, twin))
        several += bool(last)
        assert [form.style for form in twin.citation.styles] == ["Chicago", "MLA", "APA"]
        assert twin.citation.url == ""
        assert "URL" not in twin.citation.csl
    assert several > 5


def ends(pages: dict[str, list[str]], twin: PassageFile) -> list[str]:
    """The first and the last page of a passage that stands on more than two."""
    found = pages[twin.passage.address]
    return [found[0], found[-1]] if found else []


def test_a_passage_of_a_published_edition_is_cited_with_its_address(specimen: Made) -> None:
    built, entries, book = specimen
    published = entries.settings.model_copy(update={"site": Site(address="https://salt.example/lamp")})
    files = twins_of((built, entries.model_copy(update={"settings": published}), book))
    cited = PassageFile.model_validate_json(files["chapters/02/p3.json"]).citation
    assert cited.url == cited.csl["URL"] == "https://salt.example/lamp/chapters/02/#p3"
    chicago, mla, apa = cited.styles
    assert chicago.citation.endswith(", 4, https://salt.example/lamp/chapters/02/#p3.")
    assert mla.citation.endswith(" 4)")
    assert apa.citation.endswith(", p. 4)")
    assert all("https://salt.example/lamp" in form.entry and "#p3" not in form.entry for form in cited.styles)


def test_a_note_is_cited_by_its_number(specimen: Made) -> None:
    cited = PassageFile.model_validate_json(twins_of(specimen)["notes/01/note3.json"]).citation
    ends = ("(London: Merrow, 1987), 15n3.", "(Ainslie 15n3)", "(Ainslie, 1987, p. 15, note 3)")
    for form, end in zip(cited.styles, ends, strict=True):
        assert form.citation.endswith(end)


def test_a_note_and_its_call_lead_to_each_other(whole: Made) -> None:
    calls = {call.address: call.note_address for passage in passages(whole[2]) for call in passage.calls}
    notes = [note for part in whole[2].parts for note in part.notes]
    assert notes
    assert all(calls[note.call] == note.address for note in notes)


def test_while_the_rights_are_not_cleared_every_file_says_so() -> None:
    salt, entries = built(witness(page("CHAPTER", "1 Salt", "The mules."))), apparatus()
    assert all(b"Private study copy" in content for content in twins_of(made(salt, entries)).values())


def test_every_field_is_described() -> None:
    described = [
        (shape.__name__, name)
        for shape in vars(shapes).values()
        if isinstance(shape, type) and issubclass(shape, BaseModel)
        for name, field in shape.model_fields.items()
        if not field.description
    ]
    assert described == []
    assert all(f"`{name}`" in fields.tables() for name in Passage.model_fields)


def test_the_tables_say_of_each_field_what_the_schema_says() -> None:
    tables = fields.tables()
    assert "| `csl` | object |" in tables
    assert "| `styles` | list of [Styled](#styled) |" in tables
    assert "| `sources` | list of object |" in tables
    assert "| `latitude` | number or null |" in tables
    assert "| `variants` | list of string |" in tables


def test_events_have_dates_and_places_coordinates(whole: Made) -> None:
    _, entries, book = whole
    events = [p for part in book.parts for p in part.passages if p.kind == BlockKind.EVENT]
    assert events
    assert all(event.date == event.label for event in events)
    known = {f"places/#{one.key}": (one.lat, one.lon) for one in entries.coordinates}
    assert known == {n.address: (n.latitude, n.longitude) for n in book.names if n.latitude is not None}


def test_the_example_of_the_page_has_fields_that_there_are() -> None:
    text = (REPOSITORY / "theme" / "pages" / "data.md").read_text("utf-8")
    file: dict[str, Any] = json.loads(text.split("```json\n", 1)[1].split("```", 1)[0])
    assert set(file) < set(shapes.PassageFile.model_fields)
    assert set(file["citation"]) == set(shapes.Citation.model_fields)
    assert set(file["citation"]["styles"][0]) == set(shapes.Styled.model_fields)
    example = file["passage"]
    assert set(example) <= set(Passage.model_fields)
    assert set(example["changes"][0]) == set(shapes.Change.model_fields)
    assert example["text"][example["dates"][0]["start"] : example["dates"][0]["end"]] == "4 May 1931"
    (change,) = example["changes"]
    assert example["text"][change["start"] : change["end"]] == change["edited"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("aB1 <>&\"'{}\\\x00\x0b\x1b\x85\U0001f600/", min_size=1, max_size=60), min_size=1, max_size=4))
def test_whatever_the_text_holds_it_comes_back(lines: list[str]) -> None:
    made = built(witness(page("CHAPTER", "1 Salt", *lines)))
    whole = data.Whole(made, apparatus())
    assert list(whole.twins())
    back = Book.model_validate_json(whole.encoded())
    texts = [
        "\n".join(plain(span.content).strip() for span in block.spans)
        for part in made.edition.parts
        for block in (part.title, *part.blocks)
        if block.spans
    ]
    assert [passage.text for passage in passages(back)] == texts


def test_an_article_has_the_id_by_which_documents_are_cited() -> None:
    text = witness(
        page("CHAPTER", "1 Salt", "They saw mules."), page("APPENDIX 1", "A Treaty", "Article 2", "Salt is free.")
    )
    entries = apparatus()
    found = {passage.kind: passage.article for passage in passages(made(built(text, entries), entries)[2])}
    assert found["article"] == "appendices-1-art2"
    assert found["paragraph"] == ""
