"""The pages of the witness: every line of it, unchanged, beside what the edition has for it."""

from __future__ import annotations

import html
import re
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown  # type: ignore[import-untyped]

import salt_road
from editio import edition
from editio.edition import Built
from editio.inputs.plain_text import read
from editio.inputs.registers import Apparatus, Emendation, load
from editio.model.kinds import CallKind, Certainty, Damage
from editio.model.messages import Refusal
from editio.model.pages import PageMark
from editio.model.pieces import Fate, Piece
from editio.model.witness import Witness, of_text
from editio.outputs.pages import witness_pages
from editio.outputs.pages.markdown import Page
from editio.outputs.places import printed_pages
from places import REPOSITORY
from printing import apparatus, built, page, witness

SALT = witness(
    page(
        "CHAPTER 1",
        "The Toll",
        "The town lived by its salt1. Tbe drivers sat down in the",
        "road, and the council, whose patience had been praised in",
        "many a letter2, raised the toll at the upper bridge for a con¬",
    ),
    page(
        "2 The Salt Road",
        "siderable while. Nobody paid it3.",
        "#",
        "The frost came early, and the passes were closed.",
    ),
)
REGISTERS = apparatus(
    emendations=(
        Emendation(
            id="e0001", line=5, reading="Tbe", edited="The", kind=Damage.MISREADING, certainty=Certainty.CERTAIN
        ),
    )
)


def pages(made: Built, registers: Apparatus) -> dict[str, Page]:
    """The pages by their addresses."""
    made_pages = witness_pages.pages(made.edition, made.restoration, registers)
    return {made_page.path.removesuffix("index.md"): made_page for made_page in made_pages}


def table(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(re.search(r"<table.*</table>", text, re.DOTALL).group())  # type: ignore[union-attr]


def cells(text: str) -> dict[int, tuple[ElementTree.Element, ElementTree.Element]]:
    """By the number of the line: what the witness has, what the edition has."""
    found = {}
    for row in table(text).iterfind("tbody/tr"):
        theirs, ours = row.findall("td")
        found[int(row.attrib["id"].removeprefix("line"))] = theirs, ours
    return found


def words(element: ElementTree.Element) -> str:
    return "".join(element.itertext())


@pytest.fixture(scope="module")
def salt() -> dict[str, Page]:
    return pages(built(SALT, REGISTERS), REGISTERS)


def test_there_is_an_index_and_a_page_for_each_printed_page(salt: dict[str, Page]) -> None:
    assert list(salt) == ["witness/", "witness/page/1/", "witness/page/2/"]
    index = salt["witness/"].text
    assert SALT.sha256 in index
    assert f"{len(SALT.text):,} characters and {len(SALT.lines):,} lines" in index
    assert '<a href="page/2/">[2]</a>' in index.split("## 1 The Toll")[1]


def test_a_difference_is_marked_on_both_sides(salt: dict[str, Page]) -> None:
    theirs, ours = cells(salt["witness/page/1/"].text)[5]
    assert [words(deleted) for deleted in theirs.iter("del")] == ["Tbe"]
    assert [words(inserted) for inserted in ours.iter("ins")] == ["The"]
    link = next(a for a in ours.iter("a") if a.get("class") == "entry")
    assert link.attrib["href"] == "../../../emendations/#e0001"
    assert link.attrib["title"] == "e0001: misreading of the OCR, certain"


def test_a_call_is_a_mark_in_the_witness_and_a_link_in_the_edition(salt: dict[str, Page]) -> None:
    theirs, ours = cells(salt["witness/page/1/"].text)[5]
    assert [words(mark) for mark in theirs.iter("mark")] == ["1"]
    assert [(words(a), a.attrib["href"]) for sup in ours.iter("sup") for a in sup.iter("a")] == [
        ("1", "../../../chapters/01/#call1")
    ]


def test_a_hyphen_at_the_lines_end_is_set_aside_and_the_word_goes_on(salt: dict[str, Page]) -> None:
    theirs, ours = cells(salt["witness/page/1/"].text)[9]
    hyphen = theirs.find("span")
    assert hyphen is not None
    assert hyphen.attrib["title"] == "line-end hyphen, set aside: considerable"
    assert words(ours).endswith("a con")
    assert ours[-1].attrib["class"] == "joint"


def test_a_line_without_text_says_what_became_of_it(salt: dict[str, Page]) -> None:
    found = cells(salt["witness/page/2/"].text)
    assert [words(cell) for cell in found[11]] == ["2 The Salt Road", "running head, set aside"]
    assert [words(cell) for cell in found[15]] == ["#", "left out, by rule: specks"]
    assert {
        row.attrib["id"] for row in table(salt["witness/page/2/"].text).iter("tr") if row.get("class") == "apart"
    } == {
        "line11",
        "line15",
    }


def test_a_page_leads_to_its_neighbours_and_to_its_text(salt: dict[str, Page]) -> None:
    first, second = salt["witness/page/1/"].text, salt["witness/page/2/"].text
    assert 'rel="prev"' not in first
    assert '<a rel="next" href="../2/">[2] →</a>' in first
    assert '<a rel="prev" href="../1/">← [1]</a>' in second
    assert '<a href="../../../chapters/01/#page2">1 The Toll</a>' in second
    assert "number is inferred: its running head was read" in second
    assert "number is inferred: counted back" in first


def test_a_page_lists_its_emendations(salt: dict[str, Page]) -> None:
    listed = salt["witness/page/1/"].text.split("## Emendations")[1]
    assert '<a href="../../../emendations/#e0001">e0001</a> <del>Tbe</del> <ins>The</ins>' in listed
    assert 'emendations/#rule-speck">specks</a>, 1' in salt["witness/page/2/"].text.split("## Emendations")[1]


def test_leaves_without_a_number_have_names_of_their_own() -> None:
    toll = page("CHAPTER 1", "The Toll", "The end.", "1"), page("No, it went on.", "2")
    text = witness(page("A book about salt."), page("More about it."), *toll)
    jacketed = apparatus()
    jacketed = jacketed.model_copy(
        update={
            "settings": jacketed.settings.model_copy(
                update={"pages": jacketed.settings.pages.model_copy(update={"unnumbered": 2})}
            )
        }
    )
    assert [printed.name for printed in printed_pages(built(text, jacketed).edition)] == [
        "leaf-1",
        "leaf-2",
        "1",
        "2",
    ]


def test_the_one_leaf_before_the_numbered_pages_is_the_jacket() -> None:
    text = witness(page("A book about salt."), page("CHAPTER 1", "The Toll", "Day.", "1"), page("Night.", "2"))
    assert [printed.name for printed in printed_pages(built(text).edition)] == ["jacket", "1", "2"]


def test_a_text_without_pages_is_shown_in_pieces() -> None:
    text = of_text("CHAPTER 1\nThe Toll\n" + "".join(f"The mules came down in year {n}.\n" for n in range(998)))
    entries = apparatus()
    unpaged = entries.settings.witness.model_copy(update={"pages": PageMark.NONE})
    entries = entries.model_copy(update={"settings": entries.settings.model_copy(update={"witness": unpaged})})
    pieces = printed_pages(built(text, entries).edition)
    assert [printed.name for printed in pieces] == ["lines-1", "lines-401", "lines-801"]
    assert [i for printed in pieces for i in printed.lines] == list(range(1000))


# Whatever the witness has


@cache
def _converter() -> Markdown:
    """Python-Markdown with the extensions of mkdocs.yml but the one that includes files."""
    configured = yaml.safe_load((REPOSITORY / "mkdocs.yml").read_text("utf-8"))["markdown_extensions"]
    names = [name if isinstance(name, str) else next(iter(name)) for name in configured]
    return Markdown(extensions=[name for name in names if name != "pymdownx.snippets"])


_LINES = st.lists(st.text("ab1 -*_<>&#`[](){}|\\\"':.~^=$!+/\u00a0é¬", min_size=1, max_size=12), min_size=1, max_size=4)


@given(_LINES)
@settings(deadline=None)
def test_no_word_of_the_witness_acts_as_markup(lines: list[str]) -> None:
    text = of_text("".join(f"{line} \n\n" for line in ("CHAPTER 1", "The Toll", "Salt was dear.", *lines)))
    try:
        made = built(text)
    except Refusal:
        return
    _assert_whole(text, made, apparatus(), lambda source: _converter().reset().convert(source.split("---\n\n", 1)[1]))


def test_every_line_of_the_specimen_stands_beside_its_edited_text() -> None:
    registers = load(REPOSITORY / "specimen")
    text = read(REPOSITORY / "specimen" / "witness" / "specimen.txt")
    _assert_whole(text, edition.build(text, registers), registers)


def test_every_line_of_the_real_witness_stands_beside_its_edited_text(real_witness: Path) -> None:
    registers = load(REPOSITORY)
    text = read(real_witness, registers.settings.witness.sha256)
    made = edition.build(text, registers)
    _assert_whole(text, made, registers)
    assert {"witness/page/jacket/", "witness/page/xi/", "witness/page/57/"} < set(pages(made, registers))


def _assert_whole(text: Witness, made: Built, registers: Apparatus, convert: object = None) -> None:
    """Each line stands once, its witness cell is the line, its edition cell the edited text and calls."""
    seen: list[int] = []
    numbers = {line.number: i for i, line in enumerate(text.lines)}
    for address, made_page in pages(made, registers).items():
        if address == "witness/":
            continue
        source = convert(made_page.text) if callable(convert) else made_page.text
        if "<tbody>\n\n</tbody>" in source:
            continue
        for number, (theirs, ours) in cells(_as_xml(source)).items():
            i = numbers[number]
            seen.append(number)
            assert words(theirs) == text.lines[i].text
            for call in list(ours.iter("sup")):
                for part in call.iter():
                    part.text = ""
            if i not in made.restoration.apart:
                assert words(ours) == made.restoration.text(i)
            ours_only = {element.tag for cell in (theirs, ours) for element in cell.iter()}
            assert ours_only <= {"td", "span", "mark", "del", "ins", "a", "sup"}
            changed = [piece for piece in made.restoration.lines[i] if piece.fate is Fate.EMENDED and piece.reading]
            assert [words(deleted) for deleted in theirs.iter("del")] == [piece.reading for piece in changed]
    assert seen == [line.number for line in text.lines]


def _as_xml(source: str) -> str:
    """HTML's named entities, of which XML knows five, as characters."""
    return re.sub(r"&(?!(?:amp|lt|gt|quot|apos);|#)\w+;", lambda match: html.unescape(match.group()), source)


def test_a_small_book_line_by_line() -> None:
    made, registers = salt_road.edition()
    index, first, _, last = witness_pages.pages(made.edition, made.restoration, registers)
    assert re.findall(r"## (.*?) \{: #(.*?) \}\n\n<ul[^>]*>\n<li><a href=\"(.*?)\">(.*?)</a></li>", index.text) == [
        ("1 The Salt Road", "chapters-01", "page/1/", "1"), ("2 The Toll", "chapters-02", "page/3/", "3"),
        ("Appendix 1 The Treaty", "appendices-1", "page/4/", "4"),
    ]  # fmt: skip
    theirs, ours = cells(first.text)[salt_road.line_of("sa1t")]
    calls = [(mark.attrib["class"], mark.attrib["title"], words(mark)) for mark in theirs.iter("mark")]
    assert calls == [("call", "call of note 3, inferred", "4"), ("call", "call of note 4, inferred", "5")]
    marked = [(sup.attrib["class"], words(sup), sup[0].attrib["href"]) for sup in ours.iter("sup")]
    assert marked == [
        ("note-call inferred", "3", "../../../chapters/01/#call3"),
        ("note-call inferred", "4", "../../../chapters/01/#call4"),
    ]
    plainly, _ = cells(first.text)[salt_road.line_of("Tarvin;")]
    assert [mark.attrib["title"] for mark in plainly.iter("mark")] == ["call of note 1"]
    folio = max(cells(first.text))
    set_aside, fate = cells(first.text)[folio]
    assert [(s.attrib["class"], s.attrib["title"], words(s)) for s in set_aside.iter("span")] == [
        ("set-aside", "folio, set aside", "1")
    ]
    assert [(s.attrib["class"], words(s)) for s in fate.iter("span")] == [("fate", "folio, set aside")]
    assert 'rel="next"' not in last.text
    assert '<a href="../../../appendices/1/#page4">Appendix 1 The Treaty</a>' in last.text


@pytest.mark.parametrize(
    ("source", "note", "mark", "title", "shown"),
    [
        (CallKind.PLAIN, 7, "", "call of note 7", '<sup class="note-call">7</sup>'),
        (CallKind.INFERRED, 7, "", "call of note 7, inferred", '<sup class="note-call inferred">7</sup>'),
        (CallKind.NOTE_IN_NOTE, 7, "", f"call of note 7, {CallKind.NOTE_IN_NOTE}", '<sup class="note-call">7</sup>'),
        (CallKind.FOOTNOTE_CALL, 0, "*", CallKind.FOOTNOTE_CALL, '<sup class="footnote-call">&#42;</sup>'),
        ("unread", 0, "", "call unread", ""),
    ],
)
def test_each_kind_of_call_is_told_apart(source: str, note: int, mark: str, title: str, shown: str) -> None:
    piece = Piece(5, "*", "", Fate.CALL, source, note, mark)
    links = witness_pages._Links({}, {}, {}, {})
    assert witness_pages._call_title(piece) == title
    assert witness_pages._call(piece, links) == shown
