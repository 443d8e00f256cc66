"""The register as a page: every entry with its place, misprints apart, and every application of a rule."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

import salt_road
from editio import edition
from editio.edition import Built
from editio.inputs.plain_text import read
from editio.inputs.registers import Apparatus, Emendation, Ended, OpenQuestion, Recurring, load
from editio.model.kinds import BlockKind, Certainty, Damage
from editio.model.pieces import Fate
from editio.model.text import Block
from editio.outputs.pages import emendations
from editio.stages.restoration import typography
from places import REPOSITORY
from printing import FIRST_PAGE, apparatus, built, page, witness

PROSE = witness(
    page(
        "CHAPTER 1",
        "The Toll",
        "Tbe drivers sat dovvn in the road, and the council said",
        "no more than '1 regret it'. The toll stood at thc upper",
        "bridge, thc lower one - it had no keeper - being free,",
        "and and so it went on for the whole of the winter.",
        "~~~~",
        "Then the frost came, and nobody asked for any salt.",
    )
)


def entry(ident: str, line: int, reading: str, edited: str, **more: object) -> Emendation:
    return Emendation.model_validate(
        {
            "id": ident,
            "line": line,
            "reading": reading,
            "edited": edited,
            "kind": "misreading",
            "certainty": "certain",
        }
        | more
    )


REGISTERS = apparatus(
    structure=(FIRST_PAGE,),
    emendations=(
        entry("e0001", 5, "Tbe", "The", reason="h read as b; <b>not</b> bold"),
        entry("e0002", 5, "dovvn", "down", certainty=Certainty.PROBABLE),
        entry("e0003", 11, "and and", "and", kind=Damage.MISPRINT),
        entry("e0004", 13, "~~~~", ""),
    ),
    recurring=(Recurring(id="r0001", reading="thc", edited="the", kind=Damage.MISREADING),),
)


def markdown(made: Built, registers: Apparatus) -> str:
    pages = emendations.pages(made.edition, made.restoration, registers)
    assert pages[0].path == "emendations/index.md"
    return "\n".join(page.text for page in pages)


def elements(text: str, start: str, end: str) -> list[ElementTree.Element]:
    """The elements of a page from their first line to their last; a file that is not XML is not one of our pages."""
    return [ElementTree.fromstring(start + part.split(end)[0] + end) for part in text.split(start)[1:]]


def tables(text: str) -> list[ElementTree.Element]:
    return elements(text, '<table class="register">', "</table>")


def rows(table: ElementTree.Element) -> dict[str, dict[str, str]]:
    """The rows of a register's table by their anchors: each cell's text by its class."""
    return {
        row.attrib["id"]: {cell.attrib["class"]: "".join(cell.itertext()) for cell in row.findall("td")}
        for row in table.iter("tr")
        if "id" in row.attrib
    }


@pytest.fixture(scope="module")
def text() -> str:
    return markdown(built(PROSE, REGISTERS), REGISTERS)


def test_an_entry_says_where_it_stands_and_what_it_changes(text: str) -> None:
    faults, _ = map(rows, tables(text))
    assert faults["e0001"] == {
        "page": "1",
        "place": "¶ 1",
        "reading": "Tbe",
        "edited": "The",
        "kind": "misreading of the OCR",
        "certainty": "certain",
        "reason": "h read as b; <b>not</b> bold",
    }


def test_an_entry_leads_to_the_passage_and_to_the_line_of_the_witness(text: str) -> None:
    faults, _ = tables(text)
    row = next(row for row in faults.iter("tr") if row.get("id") == "e0002")
    links = [link.attrib["href"] for link in row.iter("a")]
    assert links == ["#e0002", "../witness/page/1/#line5", "../chapters/01/#p1"]


def test_misprints_of_the_book_stand_apart_from_faults_of_the_ocr(text: str) -> None:
    faults, misprints = map(rows, tables(text))
    assert list(misprints) == ["e0003"]
    assert misprints["e0003"]["kind"] == "misprint of the book"
    assert "e0003" not in faults


def test_a_reading_that_recurs_has_a_row_for_each_of_its_places(text: str) -> None:
    faults, _ = map(rows, tables(text))
    assert [ident for ident in faults if ident.startswith("r")] == ["r0001", "r0001-2"]
    assert "6 places with 5 entries: 5 misreadings, 1 misprint" in text


def test_a_line_that_is_left_out_has_no_passage(text: str) -> None:
    faults, _ = map(rows, tables(text))
    assert (faults["e0004"]["place"], faults["e0004"]["edited"]) == ("–", "left out")


def test_rows_carry_what_the_filters_ask_for(text: str) -> None:
    (form,) = elements(text, '<form class="register-filter"', "</form>")
    for select in form.iter("select"):
        offered = {option.attrib["value"] for option in select.iter("option")} - {""}
        there = {
            row.attrib[f"data-{select.attrib['name']}"]
            for t in tables(text)
            for row in t.iter("tr")
            if "id" in row.attrib
        }
        assert offered == there
    assert [select.attrib["name"] for select in form.iter("select")] == ["kind", "chapter", "certainty"]


def test_a_rule_shows_each_of_its_places_with_the_words_about_it(text: str) -> None:
    dashes = text.split("{: #rule-dash }")[1].split("### ")[0]
    places = elements(dashes, '<li><a href="../witness/page/1/#line9">', "</li>")
    assert ["".join(place.itertext()) for place in places] == [
        "p. 1 lower one -– it had",
        "p. 1 no keeper -– being free,",
    ]
    assert "Nowhere applied." in text.split("{: #rule-ellipsis }")[1].split("### ")[0]


def test_without_entries_there_is_nothing_to_filter() -> None:
    plain = apparatus()
    text = markdown(built(PROSE, plain), plain)
    assert "The register has no entry" in text
    assert "<form" not in text
    assert not tables(text)


def test_every_kind_and_every_rule_has_a_name() -> None:
    assert set(emendations.KINDS) == set(Damage)
    others = {"rule-line-end-hyphen", "rule-speck"}  # the rules of hyphens and of calls
    assert set(emendations.RULES) == set(typography.NAMES) | others


def test_no_change_of_the_real_witness_is_missing(real_witness: Path) -> None:
    registers = load(REPOSITORY)
    made = edition.build(read(real_witness, registers.settings.witness.sha256), registers)
    shown = list(emendations.changes(made.edition, made.restoration))
    changed = [piece for piece in made.edition.pieces() if piece.fate is Fate.EMENDED and piece.reading]
    assert sorted((c.piece.start, c.piece.source) for c in shown) == sorted((p.start, p.source) for p in changed)
    text = markdown(made, registers)
    idents = [ident for table in tables(text) for ident in rows(table)]
    assert len(set(idents)) == len(idents) == sum(c.piece.source in registers.readings for c in shown)
    assert set(registers.readings) <= set(idents)


def test_open_questions_are_told_with_their_place_and_none_makes_no_table() -> None:
    text = witness(page("CHAPTER", "1 Salt", "The mules of Benes", "went down the road."))
    asked = apparatus(open_questions=(OpenQuestion(reading="Benes", question="perhaps with a caron"),))
    made = built(text, asked)
    (shown,) = emendations.pages(made.edition, made.restoration, asked)
    assert "<td>Benes</td><td>wherever it stands</td><td>perhaps with a caron</td>" in shown.text
    (none,) = emendations.pages(made.edition, made.restoration, apparatus())
    assert "Open questions" not in none.text


def test_a_withdrawn_entry_keeps_its_address_and_says_why(text: str) -> None:
    gone = entry("e0009", 5, "sat", "sate", since="1.0.0", until="1.1.0", reason="no older form is meant")
    registers = REGISTERS.model_copy(update={"ended": Ended(emendations=(gone,))})
    with_it = markdown(built(PROSE, REGISTERS), registers)
    (row,) = elements(with_it, '<tr id="e0009">', "</tr>")
    assert ["".join(cell.itertext()) for cell in row] == ["e0009", "5", "sat", "sate", "1.1.0", gone.reason]
    assert "Withdrawn" not in text


def test_an_entry_that_came_later_says_since_which_version_and_leads_to_the_history() -> None:
    later = entry("e0002", 5, "dovvn", "down", since="1.1.0", reason="w read as vv")
    site = REGISTERS.settings.site.model_copy(update={"version": "1.1.0"})
    settings = REGISTERS.settings.model_copy(update={"site": site})
    registers = REGISTERS.model_copy(update={"emendations": (later,), "recurring": (), "settings": settings})
    (table,) = tables(markdown(built(PROSE, registers), registers))
    assert rows(table)["e0002"]["reason"] == "w read as vv (since version 1.1.0)"
    assert "../history/" in [link.attrib["href"] for link in table.iter("a")]


def test_an_open_question_about_a_line_leads_to_it_though_nothing_is_changed_there() -> None:
    made, registers = salt_road.edition()
    first, second = emendations._questions(registers.open_questions, made.edition)
    assert (first.reading, first.place, first.address, first.question) == (
        "Tarvin",
        "wherever it stands",
        "",
        "Tarvyn?",
    )
    number = salt_road.line_of("Ferrow came")
    assert (second.place, second.address) == (f"line {number}", f"../witness/page/3/#line{number}")


def test_the_register_of_a_small_book() -> None:
    made, registers = salt_road.edition()
    (register,) = emendations.pages(made.edition, made.restoration, registers)
    assert "The register changes 2 places with 2 entries: 2 misreadings." in register.text
    (table,) = tables(register.text)
    assert list(rows(table).values()) == [
        {
            "page": "1", "place": "¶ 1", "reading": reading, "edited": edited, "kind": "misreading of the OCR",
            "certainty": certainty, "reason": reason,
        }
        for reading, edited, certainty, reason in (
            ("sa1t", "salt", "probable", "A figure in a word."), ("Tbe", "The", "certain", ""),
        )
    ]  # fmt: skip
    links = [[link.attrib["href"] for link in row.iter("a")] for row in table.iter("tr") if "id" in row.attrib]
    lines = (salt_road.line_of("sa1t"), salt_road.line_of("Tbe"))
    assert links == [
        [f"#e000{n}", f"../witness/page/1/#line{line}", "../chapters/01/#p1"] for n, line in enumerate(lines, 1)
    ]


def test_a_rule_with_more_than_eight_places_has_a_page_of_its_own_with_two_words_about_each() -> None:
    for count, own in ((8, False), (9, True)):
        lines = [f"The toll {n} was 'raised' at the bridge and the road." for n in range(count // 2)]
        odd = ["The toll was 'raised at the bridge and the road."] if count % 2 else []
        made = built(witness(page("CHAPTER 1", "The Toll", *lines, *odd)))
        found = emendations.pages(made.edition, made.restoration, apparatus())
        assert [page_.path for page_ in found[1:]] == (["emendations/rule-quotation-mark/index.md"] if own else [])
    text = found[1].text
    assert 'within:\n  - title: "Emendations"\n    address: emendations/\n' in text
    assert "9 places" in found[0].text
    first = emendations._application(next(emendations.changes(made.edition, made.restoration)), "../")
    assert (first.before, first.after) == ("0 was ", "raised’ at")
    assert first.address.startswith("../witness/page/")


@pytest.mark.parametrize(
    ("ident", "name"),
    [("p12", "¶ 12"), ("s2", "§ 2"), ("title", "title"), ("1931-04-05", "1931-04-05"), ("p1a", "p1a")],
)
def test_a_block_is_named_as_one_cites_it(ident: str, name: str) -> None:
    assert emendations.block_name(Block(ident, BlockKind.PARAGRAPH, ())) == name
