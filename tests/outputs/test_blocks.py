"""What each kind of block becomes in each output: one part that has them all."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from lxml import etree

import salt_road
from editio.edition import Built
from editio.model.kinds import BlockKind, PartKind, SpanRole
from editio.model.pieces import kept
from editio.model.text import Block, Part, Span
from editio.outputs import book
from editio.outputs.files import plain_text
from editio.outputs.files.tei.body import Body
from editio.outputs.pages import markdown


def block(ident: str, kind: BlockKind, *spans: tuple[SpanRole, str] | Span, label: str = "") -> Block:
    made = (one if isinstance(one, Span) else span(*one) for one in spans)
    return Block(ident, kind, tuple(made), label)


def span(role: SpanRole, words: str, row: int = 0, column: int = 0) -> Span:
    return Span(role, (kept(0, words),), row=row, column=column)


TEXT, ITEM, MARKER = SpanRole.TEXT, SpanRole.ITEM, SpanRole.MARKER
BLOCKS = (
    block("p1", BlockKind.EPIGRAPH, (TEXT, "Salt is bread."), (SpanRole.CITE, "A driver")),
    block("p2", BlockKind.PARAGRAPH, (TEXT, "The road.")),
    block("p3", BlockKind.CONTINUED, (TEXT, "and on.")),
    block("p4", BlockKind.QUOTATION, (TEXT, "First."), (TEXT, "Second.")),
    block("p5", BlockKind.LIST, span(MARKER, "a)", 0), span(ITEM, "mules", 0, 1), span(ITEM, "carts", 1)),
    block("p6", BlockKind.DIALOGUE, span(SpanRole.SPEAKER, "CLERK", 0), span(SpanRole.SPEECH, "Pay.", 0, 1),
          span(SpanRole.SPEECH, "Now.", 1)),
    block("p7", BlockKind.TABLE, span(SpanRole.HEADER, "Year", 0, 0), span(SpanRole.HEADER, "Toll", 0, 1),
          span(SpanRole.CELL, "May", 1, 0), span(SpanRole.CELL, "12", 1, 1), span(SpanRole.CELL, "none", 2, 1)),
    block("p8", BlockKind.VERSE, span(SpanRole.LINE, "Salt came down,", 0, 0), span(SpanRole.LINE, "and over.", 1, 2)),
    block("p9", BlockKind.CAPTION, (TEXT, "The bridge.")),
    block("p10", BlockKind.SOURCE, (TEXT, "Town book.")),
    block("s1", BlockKind.SECTION, (TEXT, "The toll")),
    block("p11", BlockKind.ARTICLE, (SpanRole.NUMBER, "Article 1"), (TEXT, "Two pence."), label="1"),
    block("p12", BlockKind.ARTICLE, (SpanRole.NUMBER, "Article 2"), label="2"),
    block("p13", BlockKind.EPIGRAPH, (TEXT, "No salt."), (SpanRole.CITE, "A clerk")),
    block("p14", BlockKind.SIGNATURE, (TEXT, "In the text.")),
    block("p15", BlockKind.PARAGRAPH, (TEXT, "The end.")),
    block("p16", BlockKind.SIGNATURE, (TEXT, "A. Ferrow")),
)  # fmt: skip


def part(kind: PartKind = PartKind.CHAPTER, blocks: tuple[Block, ...] = BLOCKS, number: int = 7) -> Part:
    return Part(kind, number, block("title", BlockKind.TITLE, (SpanRole.TITLE, "Salt")), blocks)


@cache
def made(of: Part) -> Built:
    built, _ = salt_road.edition()
    return replace(built, edition=replace(built.edition, parts=(of,)))


def bare(markup: str) -> str:
    for namespace in ("http://www.tei-c.org/ns/1.0", "http://www.w3.org/1999/xhtml"):
        markup = markup.replace(f' xmlns="{namespace}"', "")
    return markup.replace(' xmlns:epub="http://www.idpf.org/2007/ops"', "")


def in_tei(of: Part) -> str:
    return bare(str(etree.tostring(Body(made(of), salt_road.entries()).part(of), encoding="unicode")))


NUMBER = '<a class="paragraph-number" href="#p{0}" aria-label="Paragraph {0}" data-n="{0}"></a>'
SHARED = {  # what pages and leaves have in the same form
    "p1": '<blockquote class="epigraph" id="p1">\n<p>{number}Salt is bread.</p>\n<cite>A driver</cite>\n</blockquote>',
    "p5": '<ul class="display" id="p5">\n<li>{number}<span class="marker">a&#41;</span> mules</li>\n'
          "<li>carts</li>\n</ul>",
    "p6": '<div class="dialogue" id="p6">\n<p>{number}<span class="speaker">CLERK</span> Pay.</p>\n<p>Now.</p>\n</div>',
    "p7": '<div class="table-wrapper" tabindex="0" role="region" aria-label="Table, paragraph 7">\n{number}\n'
          '<table class="display" id="p7">\n<tr><th scope="col">Year</th><th scope="col">Toll</th></tr>\n'
          '<tr><th scope="row">May</th><td class="number">12</td></tr>\n<tr><td></td><td>none</td></tr>\n'
          "</table>\n</div>",
    "p8": '<p class="verse" id="p8"><span class="line">{number}Salt came down,</span><br>\n'
          '<span class="line indent-2">and over.</span></p>',
    "p12": '<h2 class="article-heading" id="p12"><span id="art2">Article 2</span></h2>',
    "p13": '<blockquote class="epigraph" id="p13">\n<p>{number}No salt.</p>\n<cite>A clerk</cite>\n</blockquote>',
}  # fmt: skip
PAGE = SHARED | {
    "p2": "{number}The road.\n{{: #p2 }}",
    "p3": "{number}and on.\n{{: #p3 .continued }}",
    "p4": '<blockquote id="p4" markdown="block">\n\n{number}First.\n\nSecond.\n\n</blockquote>',
    "p9": "{number}The bridge.\n{{: #p9 .caption }}",
    "p10": "{number}Town book.\n{{: #p10 .source }}",
    "s1": "## The toll {{: #s1 }}",
    "p11": '{number}<span class="marker" id="art1">Article 1</span> Two pence.\n{{: #p11 .article }}',
    "p14": "{number}In the text.\n{{: #p14 .signature }}",
    "p15": "{number}The end.\n{{: #p15 }}",
    "p16": "{number}A. Ferrow\n{{: #p16 .signature }}",
}
LEAF = SHARED | {
    "p2": '<p id="p2">The road.</p>',
    "p3": '<p id="p3" class="continued">and on.</p>',
    "p4": '<blockquote id="p4">\n<p>First.</p>\n<p>Second.</p>\n</blockquote>',
    "p9": '<p id="p9" class="caption">The bridge.</p>',
    "p10": '<p id="p10" class="source">Town book.</p>',
    "s1": '<h2 id="s1">The toll</h2>',
    "p11": '<p class="article" id="p11"><span class="marker" id="art1">Article 1</span> Two pence.</p>',
    "p14": '<p id="p14" class="signature">In the text.</p>',
    "p15": '<p id="p15">The end.</p>',
    "p16": '<p id="p16" class="signature">A. Ferrow</p>',
}


@pytest.mark.parametrize("block", BLOCKS, ids=lambda one: f"{one.id}-{one.kind}")
def test_on_a_page_and_on_a_leaf_it_has_its_elements_its_id_and_its_number(block: Block) -> None:
    number = NUMBER.format(block.id.removeprefix("p"))
    page = markdown.Writer(part(), "../", made(part()).links, {})
    leaf = book._Writer(part(), made(part()), salt_road.entries())
    assert page.block(block) == PAGE[block.id].format(number=number)
    assert leaf.block(block) == LEAF[block.id].format(number=number)


def test_in_plain_text_displays_are_indented_and_each_line_is_its_own() -> None:
    assert plain_text._part(part(), marked=True).split("\n\n") == [
        "Salt",
        "    Salt is bread.\n    A driver",
        "The road.",
        "and on.",
        "    First.\n    Second.",
        "    a) mules\n    carts",
        "    CLERK Pay.\n    Now.",
        "    Year\tToll\n    May\t12\n    none",
        "    Salt came down,\n        and over.",
        "The bridge.",
        "Town book.",
        "The toll",
        "Article 1 Two pence.",
        "Article 2",
        "    No salt.\n    A clerk",
        "In the text.",
        "The end.",
        "A. Ferrow",
    ]


def test_in_tei_mottos_above_a_text_are_epigraphs_and_signatures_below_it_closers() -> None:
    assert in_tei(part()).replace(' xml:id="chapters-07-', ' id="').split("\n<") == [
        '<div type="chapter" n="7" xml:id="chapters-07"><head id="title">Salt</head>',
        'epigraph id="p1"><quote><p>Salt is bread.</p></quote>',
        "bibl>A driver</bibl></epigraph>",
        'p id="p2">The road.</p>',
        'p rend="continued" id="p3">and on.</p>',
        'quote id="p4"><p>First.</p>',
        "p>Second.</p></quote>",
        'list id="p5"><item><label>a)</label> mules</item>',
        "item>carts</item></list>",
        'quote type="dialogue" id="p6"><sp><speaker>CLERK</speaker>',
        "p>Pay.</p></sp>",
        "sp><p>Now.</p></sp></quote>",
        'table rows="3" cols="2" id="p7"><row role="label"><cell>Year</cell>',
        "cell>Toll</cell></row>",
        'row><cell role="label">May</cell>',
        "cell>12</cell></row>",
        'row><cell role="label"/>',
        "cell>none</cell></row></table>",
        'lg id="p8"><l>Salt came down,</l>',
        'l rend="indent(2)">and over.</l></lg>',
        'ab type="caption" id="p9">The bridge.</ab>',
        'bibl type="source" id="p10">Town book.</bibl>',
        'div type="section" id="s1"><head>The toll</head>',
        'p rend="article" id="p11"><label id="art1">Article 1</label> Two pence.</p>',
        'p rend="article" id="p12"><label id="art2">Article 2</label></p>',
        'quote type="epigraph" id="p13"><p>No salt.</p>',
        "bibl>A clerk</bibl></quote>",
        'ab type="signature" id="p14">In the text.</ab>',
        'p id="p15">The end.</p>',
        'closer id="p16"><signed>A. Ferrow</signed></closer></div></div>',
    ]


CHRONOLOGY = part(
    PartKind.CHRONOLOGY,
    (
        block("y1931", BlockKind.YEAR, (TEXT, "1931")),
        block("1931-04", BlockKind.EVENT, (SpanRole.DATE, "April"), (SpanRole.EVENT, "The toll."), label="1931-04"),
        block("e2", BlockKind.EVENT, (SpanRole.DATE, "Later"), (SpanRole.EVENT, "Salt.")),
    ),
    1,
)
INDEX = part(
    PartKind.INDEX,
    (
        block("g1", BlockKind.GROUP, (TEXT, "F")),
        block("p1", BlockKind.ENTRY, (TEXT, "Ferrow, 1")),
        block("p2", BlockKind.ENTRY, (TEXT, "Frost, 2")),
    ),
    7,
)


def on_page(of: Part) -> str:
    return markdown.page(made(of).edition, of, made(of).links, salt_road.entries()).text.split("---\n\n")[1]


def test_a_chronology_is_a_list_of_dated_events_and_a_table_of_years() -> None:
    assert in_tei(CHRONOLOGY) == (
        '<div type="chronology" n="1" xml:id="chronology"><head xml:id="chronology-title">Salt</head>\n'
        '<div type="year" xml:id="chronology-y1931"><head>1931</head>\n<list type="chronology">'
        '<item xml:id="chronology-1931-04"><label><date when="1931-04">April</date></label> The toll.</item>\n'
        '<item xml:id="chronology-e2"><label><date>Later</date></label> Salt.</item></list></div></div>'
    )
    assert on_page(CHRONOLOGY).endswith(
        '<table class="chronology">\n<tbody>\n<tr id="y1931"><th scope="rowgroup">1931</th><td></td></tr>\n'
        '<tr id="1931-04"><th scope="row"><time datetime="1931-04">April</time></th><td>The toll.</td></tr>\n'
        '<tr id="e2"><th scope="row">Later</th><td>Salt.</td></tr>\n</tbody>\n</table>\n'
    )
    assert plain_text._part(CHRONOLOGY, marked=False) == "Salt\n\n1931\n\nApril The toll.\n\nLater Salt."


def test_entries_of_a_printed_index_and_bibliography_are_lists_in_their_groups() -> None:
    groups = '<div type="group" xml:id="{0}-g1"><head>F</head>\n<{1}><{2} xml:id="{0}-p1">Ferrow, 1</{2}>\n'
    end = '<{2} xml:id="{0}-p2">Frost, 2</{2}></{1}></div></div>'
    assert in_tei(INDEX).endswith((groups + end).format("index-7", "list", "item"))
    assert in_tei(replace(INDEX, kind=PartKind.BIBLIOGRAPHY)).endswith(
        (groups + end).format("bibliography-7", "listBibl", "bibl")
    )
    assert "\n\n## F {: #g1 }\n\n" in on_page(INDEX)
    assert on_page(INDEX).endswith("Ferrow, 1\n{: #p1 .entry }\n\n" + NUMBER.format(2) + "Frost, 2\n{: #p2 .entry }\n")
