"""The Markdown as a browser shows it: the HTML contract, and text that stays text whatever it holds."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import markdown as python_markdown  # type: ignore[import-untyped]
import pytest
import yaml
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from mkdocs.utils import meta

import salt_road
from editio.inputs.registers import Emendation
from editio.model.kinds import AnnotationKind, BlockKind, CallKind, Certainty, Damage, PartKind, SpanRole
from editio.model.pages import Page as PrintedPage
from editio.model.pages import Pagination
from editio.model.pieces import Fate, Piece, kept, set_aside
from editio.model.text import Block, Content, Edition, PageStart, Part, Span, Supplied
from editio.model.witness import of_text
from editio.outputs.chapter_notes import Known
from editio.outputs.escaping import attribute, isolated
from editio.outputs.pages.markdown import Writer, _time, document, pages, root, within
from editio.stages.linking import Annotation, Links, Locus
from places import REPOSITORY
from printing import apparatus, built, page, set_type, witness, written
from rendered import Rendered, read


def extensions() -> tuple[list[str], dict[str, Any]]:
    """Those of mkdocs.yml, which renders the real pages; no snippet may be found."""
    names, configs = [], {}
    for entry in yaml.safe_load((REPOSITORY / "mkdocs.yml").read_text("utf-8"))["markdown_extensions"]:
        name, config = next(iter(entry.items())) if isinstance(entry, dict) else (entry, {})
        names.append(name)
        configs[name] = config | ({"base_path": ["nowhere"]} if name == "pymdownx.snippets" else {})
    return names, configs


NAMES, CONFIGS = extensions()


def html(source: str) -> str:
    """A page as MkDocs renders it: front matter taken off, the rest through Python-Markdown."""
    text, _ = meta.get_data(source)
    rendered: str = python_markdown.markdown(text, extensions=NAMES, extension_configs=CONFIGS)
    return rendered


def edition(*blocks: Block, title: Block | None = None, kind: str = "chapter") -> Edition:
    title = title or Block(
        "title",
        BlockKind.TITLE,
        (Span(SpanRole.NUMBER, (kept(0, "CHAPTER 4 "),)), Span(SpanRole.TITLE, (kept(9, "Salt"),))),
    )
    part = Part(PartKind(kind), 4, title, blocks)
    return Edition(of_text("Salt"), Pagination((PrintedPage("1", 0, True, ""),), (), ()), (part,), ())


def render(made: Edition, links: Links | None = None, *emendations: Emendation) -> tuple[Rendered, str]:
    (first, *_) = pages(made, links or Links({}), apparatus(emendations=emendations))
    rendered = html(first.text)
    return read(rendered), rendered


def paragraph(*content: Any) -> tuple[Rendered, str]:
    return render(edition(Block("p1", BlockKind.PARAGRAPH, (Span(SpanRole.TEXT, tuple(content)),)), kind="jacket"))


def every_block(content: Content) -> Edition:
    """A chapter with a block of every kind that holds the content in each of its spans."""

    def block(number: int, kind: str, *roles: str, label: str = "") -> Block:
        spans = tuple(Span(SpanRole(role), content, row=k // 2, column=k % 2) for k, role in enumerate(roles))
        return Block(f"p{number}", BlockKind(kind), spans, label)

    title = Block("title", BlockKind.TITLE, (Span(SpanRole.NUMBER, content), Span(SpanRole.TITLE, content)))
    return edition(
        block(1, "paragraph", "text"),
        block(2, "continued", "text"),
        block(3, "quotation", "text", "text"),
        block(4, "epigraph", "text", "cite"),
        Block("s1", BlockKind.SECTION, (Span(SpanRole.TEXT, content),)),
        block(5, "list", "marker", "item", "marker", "item"),
        block(6, "dialogue", "speaker", "speech"),
        block(7, "table", "header", "header", "cell", "cell"),
        block(8, "footnote", "text"),
        block(9, "signature", "text"),
        block(10, "source", "text"),
        block(11, "article", "number", "text", label="1"),
        block(12, "article", "number", label="2"),
        title=title,
    )


SYNTAX = (
    *(
        "<script>alert(1)</script>",
        "&amp; &lt;",
        "<!-- a -->",
        "<br>",
        "{{ page.title }}",
        "{% raw %}",
        "{: #p9 .x }",
    ),
    *(
        "[a](javascript:b)",
        "![a](b)",
        "[a]: b",
        "[^1]",
        "*a* _b_ **c** __d__ ~~e~~",
        "`a` ``b``",
        "\\*a\\* \\",
        "***",
    ),
    *(
        "# a",
        "## a {#b}",
        "> a",
        "- a",
        "+ a",
        "1. a",
        "1) a",
        "1.",
        ": a",
        "| a | b |",
        "a|b",
        "---",
        "===",
        "~~~",
        "```",
    ),
    *(
        '--8<-- "a"',
        ";--8<--",
        "*[HTML]: a",
        "^a^ ==b== ++c++",
        "@a #1",
        "http://a.b <http://a.b>",
        "$a$ $$b$$",
    ),
    *(
        "a  b",
        "\ta",
        "    a",
        "a\r",
        "---\na: b\n---",
        "\u2028",
        "\x85",
        "\xa0",
        "'a' \"b\"",
        "…",
        "a &#42; b",
        "&copy;",
        "/// a",
    ),
    *(
        "klzzwxh:0001",
        "wzxhzdk:1",
        "[TOC]",
        "!!! note",
        "??? a",
        '=== "a"',
        ":smile:",
        "(c) (tm)",
        "a -- b",
        "<p markdown=1>",
    ),
)
TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "M", "N", "P", "S", "Z", "Cf", "Co", "Cn"))) | st.lists(
    st.sampled_from(SYNTAX)
).map(" ".join)


def blanks(text: str) -> str:
    """As a browser shows blanks."""
    return " ".join(text.split())


SALT, _ = render(every_block((kept(0, "salt"),)))
FIGURE, _ = render(every_block((kept(0, "4"),)))  # cells of figures are set as such


@settings(deadline=None, max_examples=150)
@given(TEXTS)
@example(" ".join(SYNTAX))
def test_words_of_the_witness_never_act_as_anything_but_text(text: str) -> None:
    text = text.replace("\n", " ").strip()
    assume(text)
    found, _ = render(every_block((kept(0, text),)))
    assert found.elements == (FIGURE if text[0].isdecimal() else SALT).elements
    assert {ident: blanks(words) for ident, words in found.texts.items()} == {
        ident: blanks(words.replace("salt", blanks(text))) for ident, words in SALT.texts.items()
    }


@settings(deadline=None)
@given(st.sampled_from(SYNTAX))
def test_each_sign_by_itself_is_text_in_a_paragraph_to_the_character(text: str) -> None:
    text = " ".join(text.split("\n")).strip(" \t\r\n\u2028\x85\xa0")
    assume(text)
    found, _ = paragraph(kept(0, text))
    assert found.texts["p1"] == text


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_signs_that_a_call_or_an_emendation_divides_are_text_too(before: str, after: str) -> None:
    before, after = blanks(before) or "a", blanks(after) or "b"
    call = Piece(0, "1", "", Fate.CALL, CallKind.PLAIN, 1)
    torn = Piece(1, before, after, Fate.EMENDED, "e0001")
    found, _ = paragraph(kept(0, before), call, torn, kept(1, after))
    assert blanks(found.texts["p1"]) == blanks(f"{before}1{after}{after}")


@settings(deadline=None)
@given(TEXTS)
def test_a_witness_reading_in_an_attribute_is_text(text: str) -> None:
    rendered = read(f'<p id="a" data-witness="{attribute(text)}">x</p>')
    assert rendered.elements == [("p", ("id", "data-witness"))]
    assert rendered.texts == {"a": "x"}


def test_blocks_have_the_elements_and_ids_of_the_contract() -> None:
    tags = [tag for tag, _ in SALT.elements]
    for tag, count in {
        "blockquote": 2,
        "cite": 1,
        "ul": 1,
        "li": 2,
        "table": 1,
        "aside": 1,
    }.items():
        assert tags.count(tag) == count
    assert ("div", ("class", "id")) in SALT.elements  # the dialogue
    assert list(SALT.texts) == [
        *(
            "title",
            "p1",
            "p2",
            "p3",
            "p4",
            "s1",
            "p5",
            "p6",
            "p7",
            "p8",
            "p9",
            "p10",
            "p11",
            "art1",
            "p12",
            "art2",
        ),
    ]


@pytest.mark.parametrize(
    ("ident", "kind"),
    [("p5", "display"), ("p6", "dialogue"), ("p7", "display"), ("p8", "footnote"), ("p9", "signature")],
)
def test_each_display_has_the_class_that_the_contract_names(ident: str, kind: str) -> None:
    _, rendered = render(every_block((kept(0, "Salt"),)))
    (tag,) = re.findall(rf'<[a-z]+[^>]*id="{ident}"[^>]*>', rendered)
    assert f'class="{kind}"' in tag
    assert ('role="doc-footnote"' in tag) == (kind == "footnote")


def test_each_part_of_a_display_has_its_own_class() -> None:
    _, rendered = render(every_block((kept(0, "Salt"),)))
    for part in ('<span class="marker">Salt</span>', '<span class="speaker">Salt</span>', '<th scope="col">Salt</th>'):
        assert part in rendered


def test_a_page_that_begins_where_another_begins_has_its_number_below_that_one() -> None:
    """The numbers of a blank page and of the next were printed over each other."""
    starts = (PageStart("38", True), PageStart("39", True))
    _, source = paragraph(*starts, kept(0, "salt"), PageStart("40", True))
    assert re.findall(r'class="(page-start[^"]*)" id="page(\d+)"', source) == [
        ("page-start", "38"), ("page-start after", "39"), ("page-start", "40"),
    ]  # fmt: skip


def test_a_call_leads_to_its_note_and_a_page_start_to_its_page() -> None:
    call = Piece(4, "57", "", Fate.CALL, CallKind.PLAIN, 57)
    made = edition(
        Block("p1", BlockKind.PARAGRAPH, (Span(SpanRole.TEXT, (PageStart("57", True), kept(0, "salt"), call)),))
    )
    _, source = render(made)
    link = '<a href="../../notes/04/#note57" role="doc-noteref" aria-label="Note 57, text missing">57</a>'
    assert f'<sup class="note-call missing" id="call57">{link}</sup>' in source
    assert (
        '<span class="page-start" id="page57" data-page="57"><span role="doc-pagebreak" title="57"></span><a' in source
    )


def test_what_is_inferred_says_so_and_a_call_printed_twice_has_one_id() -> None:
    first = Piece(4, "5?", "", Fate.CALL, CallKind.INFERRED, 57)
    again = Piece(9, "57", "", Fate.CALL, CallKind.PRINTED_TWICE, 57)
    found, source = paragraph(PageStart("5", False), kept(0, "salt"), first, kept(5, "and"), again)
    assert {"page5", "call57", "call57-again"} <= set(found.texts)
    assert 'class="note-call inferred"' in source
    assert 'class="page-start inferred"' in source


def test_an_emendation_shows_its_entry_and_what_the_witness_has() -> None:
    entry = Emendation(
        id="e0001", line=1, reading="Tbe", edited="The", kind=Damage.MISREADING, certainty=Certainty.CERTAIN
    )
    block = Block("p1", BlockKind.PARAGRAPH, (Span(SpanRole.TEXT, (Piece(0, 'T"be', "The", Fate.EMENDED, "e0001"),)),))
    (first, *_) = pages(edition(block), Links({}), apparatus(emendations=(entry,)))
    shown = 'data-emendation="e0001" data-witness="T&#34;be" data-kind="misreading">The</span>'
    assert f'<span class="emended" {shown}' in first.text


def test_changes_of_style_are_not_marked() -> None:
    found, source = paragraph(kept(0, "salt"), Piece(4, " - ", " – ", Fate.EMENDED, "rule-dash"), kept(7, "hams"))
    assert found.texts["p1"] == "salt – hams"
    assert "emended" not in source


def test_a_line_break_is_a_blank_and_what_is_set_aside_is_not_there() -> None:
    found, _ = paragraph(
        kept(0, "salt"), set_aside(4, "\n\n", "line break", " "), set_aside(6, "4", "folio"), kept(8, "hams")
    )
    assert found.texts["p1"] == "salt hams"


def test_what_editors_supplied_is_marked() -> None:
    found, source = paragraph(Supplied("Clerk"), Supplied(" "), kept(0, "salt"))
    assert found.texts["p1"] == "Clerk salt"
    assert '<span class="supplied apparatus">Clerk</span>' in source


@pytest.mark.parametrize(
    ("annotation", "link"),
    [
        (Annotation(Locus("jacket/4/", "p1", 0), 5, 9, AnnotationKind.NAME, "people/bishop"), '<a class="name" '),
        (Annotation(Locus("jacket/4/", "p1", 0), 5, 9, AnnotationKind.XREF, "chapters/02/#p3"), '<a class="xref" '),
        (
            Annotation(Locus("jacket/4/", "p1", 0), 5, 9, AnnotationKind.DATE, "1831-03-03"),
            '<time datetime="1831-03-03">',
        ),
    ],
    ids=["name", "reference", "date"],
)
def test_a_link_covers_its_words_but_no_call_within_them(annotation: Annotation, link: str) -> None:
    call = Piece(7, "1", "", Fate.CALL, CallKind.PLAIN, 1)
    block = Block("p1", BlockKind.PARAGRAPH, (Span(SpanRole.TEXT, (kept(0, "salt ha"), call, kept(8, "ms"))),))
    found, source = render(edition(block, kind="jacket"), Links({annotation.locus: (annotation,)}))
    assert found.texts["p1"] == "salt ha1ms"
    assert source.count(link) == 2


def test_root_climbs_from_an_address_to_the_top() -> None:
    assert (root("chapters/04/"), root("chronology/")) == ("../../", "../")


TEXT = witness(
    page("Chronology of Salt", "1831", "3 March Toll raised.", "It snows."),
    page(
        "CHAPTER",
        "1 Salt",
        *set_type("The mules1 went down the road2, and the town had its salt2 and its hams3."),
    ),
    page("Notes", "1. A letter.", "2. Another <b>letter</b>.", "3. A third."),
)


def test_a_chronology_is_a_table_of_its_years() -> None:
    source = next(found.text for found in written(built(TEXT)) if found.path.startswith("chronology"))
    found = read(html(source))
    assert {ident: blanks(text) for ident, text in found.texts.items() if text and ident != "title"} == {
        "1831": "1831",
        "1831-03-03": "3 MarchToll raised.",
        "1831-03-03-2": "It snows.",
    }
    assert '<time datetime="1831-03-03">3 March</time>' in source


def test_a_call_printed_twice_counts_once() -> None:
    (chapter,) = [part for part in built(TEXT).edition.parts if part.kind is PartKind.CHAPTER]
    assert [call.note for call, _ in chapter.calls] == [1, 2, 3]


@pytest.mark.parametrize(
    ("edtf", "markup"),
    [
        ("1939-08~", '<time datetime="1939-08" data-edtf="1939-08~">then</time>'),
        ("1939-21", '<time datetime="1939" data-edtf="1939-21">then</time>'),
        ("1933/1934", '<time datetime="1933" data-edtf="1933/1934">then</time>'),
        ("193X", '<span class="date" data-edtf="193X">then</span>'),
    ],
)
def test_a_date_that_html_cannot_say_keeps_its_edtf_beside_it(edtf: str, markup: str) -> None:
    assert unescape(_time(edtf, Markup("then"))) == markup


@pytest.mark.parametrize(
    ("ground", "basis"),
    [
        ("from 1938-10 in #p27", "Counted from October 1938, in paragraph 27"),
        ("from 1938-10-02 in #s2", "Counted from 2 October 1938, in the heading"),
        ("from 1938-22", "Counted from summer 1938"),
        ("the year of the flood", "The year of the flood"),
    ],
)
def test_an_inferred_date_says_what_it_is_inferred_from(ground: str, basis: str) -> None:
    markup = unescape(_time("1938-11~", Markup("November"), ground))
    assert markup == (
        '<time class="inferred" datetime="1938-11" data-edtf="1938-11~" data-date="about November 1938"'
        f' data-basis="{basis}" tabindex="0">November</time>'
    )
    assert unescape(_time("193X", Markup("then"), ground)).startswith(
        '<span class="date inferred" data-edtf="193X" data-date='
    )


def test_words_that_run_from_right_to_left_are_isolated() -> None:
    """Else the year is drawn before them."""
    assert isolated(Markup("in שלום עולם (1741), and")) == "in <bdi>שלום עולם</bdi> (1741), and"
    assert isolated(Markup("السلام عليكم")) == "<bdi>السلام عليكم</bdi>"
    assert isolated(Markup("Σπάρτη &#40;1741&#41;")) == "Σπάρτη &#40;1741&#41;"


def small() -> dict[str, str]:
    made, entries = salt_road.edition()
    return {page.path: page.text for page in pages(made.edition, made.links, entries)}


def test_a_page_has_its_title_as_front_matter_and_as_heading() -> None:
    text = small()["chapters/01/index.md"]
    front, heading = text.removeprefix("---\n").split("\n---\n\n", 1)
    assert yaml.safe_load(front) == {"title": "1 The Salt Road"}
    assert heading.startswith('# <span class="chapter-number">')
    assert 'CHAPTER 1</span> <span class="title">The Salt Road</span> {: #title }\n' in heading
    assert 'id="page1" data-page="1"' in heading
    assert '<a href="../../witness/page/1/" aria-label="Printed page 1"></a>' in heading
    made = document("a/b/", "Salt & <Toll>", ["one", "two"], "hide: [toc]\n")
    assert made.path == "a/b/index.md"
    assert made.text == '---\ntitle: "Salt &amp; &lt;Toll&gt;"\nhide: [toc]\n---\n\none\n\ntwo\n'
    assert within("Salt “road”", "a/") == 'within:\n  - title: "Salt “road”"\n    address: a/\n'


def test_a_call_of_a_note_says_what_is_known_of_it() -> None:
    call = r'<sup class="([^"]*)" id="call(\d)"[^>]*><a href="([^"]*)"[^>]*aria-label="([^"]*)"'
    calls = re.findall(call, small()["chapters/01/index.md"])
    assert calls == [
        ("note-call identified", "1", "../../notes/01/#note1", "Note 1, source identified by the editors"),
        ("note-call", "2", "../../notes/01/#note2", "Note 2"),
        ("note-call inferred missing", "3", "../../notes/01/#note3", "Note 3, text missing"),
        ("note-call inferred missing", "4", "../../notes/01/#note4", "Note 4, text missing"),
    ]


def test_a_document_has_its_facts_above_it_and_its_passages_below() -> None:
    text = small()["appendices/1/index.md"]
    assert text.index("document-data") < text.index("{: #p1 }") < text.index("Discussed in the book")
    assert "document-data" not in small()["chapters/01/index.md"]
    assert "<dt>Signed by</dt><dd>Ada Ferrow</dd>" in text
    assert '<dt>Part of</dt><dd><a href="../../works/#toll-treaty">Toll Treaty</a></dd>' in text
    assert '<li>Chapter 1: <a href="../../chapters/01/#p1">p. 1</a></li>' in text
    assert '<li>Chapter 2: <a href="../../chapters/02/#p1">p. 3</a></li>' in text


@pytest.mark.parametrize("mark", ["1", "*"])
def test_the_name_of_a_footnote_s_call_has_its_printed_mark(mark: str) -> None:
    """Who speaks to a computer says what is seen."""
    call = Piece(0, mark, "", Fate.CALL, CallKind.FOOTNOTE_CALL, mark=mark, footnote=1)
    book = edition(Block("p1", BlockKind.PARAGRAPH, (Span(SpanRole.TEXT, (kept(0, "Salt"), call)),)))
    (page_,) = pages(book, Links({}), apparatus())
    assert f'role="doc-noteref" aria-label="Footnote {mark}"' in unescape(page_.text)


def test_the_call_of_a_footnote_says_that_it_is_inferred() -> None:
    call = Piece(0, "*", "", Fate.CALL, CallKind.FOOTNOTE_INFERRED, mark="*", footnote=1)
    part = Part(PartKind.CHAPTER, 4, Block("title", BlockKind.TITLE, ()), ())
    source = Writer(part, "", Links({}), {}, {}).inline((call,))
    assert '<sup class="note-call footnote-call inferred" title="A mark is misread, or another' in source


def test_a_call_in_a_note_leads_to_a_note_that_is_there_and_has_no_address_itself() -> None:
    """Two books had dead links to the notes that OCR lost, and from lost notes to calls that have no address."""
    call = Piece(0, "8", "", Fate.CALL, CallKind.NOTE_IN_NOTE, 8)
    part = Part(PartKind.CHAPTER, 4, Block("title", BlockKind.TITLE, ()), (
        Block("p1", BlockKind.FOOTNOTE, (Span(SpanRole.TEXT, (call, kept(1, "Salt"))),)),
    ))  # fmt: skip
    assert part.calls == ()
    without = Writer(part, "", Links({}), {}, {7: Known.PRINTED})
    assert without.inline((call,)) == '<sup class="note-call">8</sup>'
    found = Writer(part, "", Links({}), {}, {8: Known.PRINTED})
    assert 'href="notes/04/#note8"' in found.inline((call,))
