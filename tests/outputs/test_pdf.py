"""The PDF: every id of the edition is a destination, its pages bear the book's, its outline has the parts."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfua
import pikepdf
import pypdfium2
import pytest
from lxml import etree
from pypdf import PdfReader

from editio.edition import Built
from editio.inputs.registers import Apparatus
from editio.outputs import book
from editio.outputs.files import pdf
from editio.outputs.files.pdf import nodes, setting
from editio.outputs.places import identifier


@pytest.fixture(scope="module")
def made(built: Built, apparatus: Apparatus) -> bytes:
    return pdf.pdf(built, apparatus).content


@pytest.fixture(scope="module")
def read(made: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(made))


@pytest.fixture(scope="module")
def pages(made: bytes) -> list[str]:
    """The words of each page."""
    with pypdfium2.PdfDocument(made) as file:
        texts = [page.get_textpage().get_text_range() for page in file]
    return [" ".join(re.sub(r"[-\ufffe]\r\n|\ufffe", "", text).split()) for text in texts]


def comparable(text: str) -> str:
    """The text without what PDFium cannot tell: it takes any hyphen at the end of a line for one that divides a word,
    and finds a blank between a raised number and a full stop."""
    return re.sub(r"(?<=\d) (?=[.:,;])", "", " ".join(text.replace("-", "").split()))


def paragraphs(node: Any) -> Iterator[tuple[str, str]]:
    """The id and the words of each paragraph and heading in a node."""
    if isinstance(node, str):
        return
    name, attributes, *inner = node
    if name in ("p", "h2") and "id" in attributes:
        yield attributes["id"], "".join(map(spoken, inner))
    for child in inner:
        yield from paragraphs(child)


def spoken(node: Any) -> str:
    if isinstance(node, str):
        return node
    name, attributes, *inner = node
    if name in ("footnote", "br"):
        return str(attributes.get("mark", " "))
    text = "".join(map(spoken, inner))
    return f"[{text}]" if "supplied" in attributes.get("class", ()) else text


def test_every_id_of_the_book_is_a_destination(read: PdfReader, built: Built, apparatus: Apparatus) -> None:
    leaves = book.leaves(built, apparatus)
    named = {identifier(f"{leaf.address}#{ident}") for leaf in leaves for ident in leaf.ids}
    assert named | {identifier(leaf.address) for leaf in leaves} <= set(read.named_destinations)
    assert {"chapters-01-p1", "chapters-02-page5", "notes-01-note1", "appendices-1-art2"} <= named


def test_a_destination_is_where_its_paragraph_is(read: PdfReader, pages: list[str]) -> None:
    found = read.get_destination_page_number(read.named_destinations["chapters-01-p1"])
    assert found is not None
    assert "The Skarholm is a shelf of grey rock" in pages[found]


def test_every_paragraph_is_there_word_for_word(
    read: PdfReader, pages: list[str], built: Built, apparatus: Apparatus
) -> None:
    """Those that stand on one page. An arrow to a page of the copy belongs to no paragraph."""
    groups = pdf.layout(built, apparatus)["groups"]
    every = [paragraph for group in groups for leaf in group for node in leaf["body"] for paragraph in paragraphs(node)]
    begins = {ident: read.get_destination_page_number(at) for ident, at in read.named_destinations.items()}
    whole = [(words, begins[ident]) for (ident, words), (after, _) in pairwise(every) if begins[ident] == begins[after]]
    texts = [comparable(re.sub(r" → \d+", "", text)) for text in pages]
    assert len(whole) > 50
    assert not [words for words, page in whole if page is not None and comparable(words) not in texts[page]]


def test_the_outline_has_every_part_with_its_sections(read: PdfReader, built: Built, apparatus: Apparatus) -> None:
    tops = [re.sub(r"[][]", "", f"{entry.title}") for entry in read.outline if not isinstance(entry, list)]
    assert tops[1:] == [book.words(leaf.body[0]) for leaf in book.leaves(built, apparatus)]
    assert tops[0] == "Contents"


def test_a_page_of_the_print_stands_where_its_destination_is(read: PdfReader, pages: list[str]) -> None:
    start = read.named_destinations["chapters-02-page5"]
    number = read.get_destination_page_number(start)
    assert number is not None
    assert "5" in pages[number].split()


def test_a_note_says_the_page_of_its_call(read: PdfReader, pages: list[str]) -> None:
    """By the number that stands on that page."""

    def page(name: str) -> int:
        found = read.get_destination_page_number(read.named_destinations[name])
        assert found is not None
        return found

    call, note = page("chapters-01-call1"), page("notes-01-note1")
    assert f"→ {call + 1}" in pages[note]
    assert str(call + 1) in pages[call].split()


def test_running_heads(read: PdfReader, pages: list[str]) -> None:
    number = read.get_destination_page_number(read.named_destinations["chapters-02"])
    assert number is not None
    left, right = sorted(pages[number + 1 : number + 3], key=lambda text: "The Price of Oil" in text)
    assert "The Lamp and the Ledger" in left
    assert "The Price of Oil: The Sound Commission" in right


def test_it_meets_pdf_ua(made: bytes, read: PdfReader, tmp_path: Path) -> None:
    """Typst refuses to write a file that does not; a second checker knows fewer rules."""
    (tmp_path / "book.pdf").write_bytes(made)
    assert not pdfua.validate(str(tmp_path / "book.pdf")).findings
    root: Any = read.root_object
    assert (str(root["/MarkInfo"]["/Marked"]), str(root["/Lang"])) == ("True", "en-GB")
    assert read.metadata is not None
    assert read.metadata.title == "The Lamp and the Ledger: The Skarholm Question 1926–1934"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_rows_of_tables_have_headers(made: bytes) -> None:
    """Those of the chronology and of other tables."""
    with pikepdf.open(io.BytesIO(made)) as file:
        tagged = [o for o in file.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == pikepdf.Name.TH]
        scopes = [str(a.Scope) for o in tagged for a in o.get("/A", []) if "/Scope" in a]
    assert scopes.count("/Row") > 10
    assert scopes.count("/Column") > 2


def test_a_year_of_the_chronology_is_no_row(made: bytes, pages: list[str]) -> None:
    """A row with nothing but a header is one of nothing, and nine of them are taken for a table that was torn up."""
    with pikepdf.open(io.BytesIO(made)) as file:
        rows = [o for o in file.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == pikepdf.Name.TR]
        assert [len(row.K) for row in rows if len(row.K) < 2] == []
    assert any(re.search(r"1926 .* 1927 ", page) for page in pages)


def test_nothing_is_tagged_that_has_no_content(made: bytes) -> None:
    """Typst gives a label to each item of a list, also where the list has no marks: 136 of them."""
    with pikepdf.open(io.BytesIO(made)) as file:
        tags = (pikepdf.Name.Lbl, pikepdf.Name.P)
        tree = [element for element in file.objects if isinstance(element, pikepdf.Dictionary) and "/S" in element]
        children = [child for element in tree for child in element.get("/K", []) if hasattr(child, "S")]
        found = [child.S for child in children]
        assert [child.S for child in children if child.S in tags and not child.get("/K")] == []
        assert found.count(pikepdf.Name.LBody) > 100


def test_the_same_edition_gives_the_same_pdf(made: bytes, built: Built, apparatus: Apparatus) -> None:
    assert pdf.pdf(built, apparatus) == (made, ())


def test_pages_have_the_numbers_that_they_show_as_labels(read: PdfReader) -> None:
    """Those before the first leaf show none and have roman ones."""
    labels = read.page_labels
    before = labels.index("4")
    assert labels[:before] == ["i", "ii", "iii"][:before]
    assert labels[before:] == [str(number) for number in range(before + 1, len(labels) + 1)]


def test_it_is_set_in_the_typeface_of_the_site(read: PdfReader) -> None:
    resources: list[Any] = [page["/Resources"] for page in read.pages]
    fonts = {
        font.get_object()["/BaseFont"].partition("+")[2]
        for of_page in resources
        for font in of_page.get("/Font", {}).values()
    }
    assert {"Literata", "Literata-Italic"} <= {name.replace("-Regular", "") for name in fonts}


def test_no_page_has_a_single_line(made: bytes) -> None:
    with pypdfium2.PdfDocument(made) as file:
        for page in file:
            text = page.get_textpage()
            found = [text.get_rect(k) for k in range(text.count_rects())]
            body = [(left, bottom) for left, bottom, _, top in found if left > 70 and top < page.get_height() - 60]
            assert len({round(bottom / 6) for _, bottom in body}) > 1


def section(text: str) -> etree._Element:
    return etree.fromstring(f'<section xmlns="{book.XHTML}">{text}</section>')


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p id='a'> one\n <em> two</em> </p>", [["p", {"id": "a"}, "one ", ["em", {}, "two"]]]),
        ("<h1>T</h1> loose <b>words</b>", [["h1", {}, "T"], ["p", {}, "loose ", ["b", {}, "words"]]]),
        ("<p id='a'>x</p><p id='a'>y</p>", [["p", {"id": "a"}, "x"], ["p", {}, "y"]]),
        ("<p><a href='#none'>x</a><!-- no --></p>", [["p", {}, ["a", {}, "x"]]]),
        (
            "<ul><li><p id='n'>x</p> <i>y</i></li></ul>",
            [["ul", {}, ["li", {}, ["span", {"id": "n"}, "x"], " ", ["i", {}, "y"]]]],
        ),
        (
            "<ul><li><div id='d'><p class='a'>x</p><p>y</p></div> z</li></ul>",
            [
                [
                    "ul",
                    {},
                    [
                        "li",
                        {},
                        ["p", {"id": "d", "class": ["a", "beside-number"]}, "x"],
                        ["p", {}, "y"],
                        ["p", {}, "z"],
                    ],
                ]
            ],
        ),
        ("<ul><li><p>x</p><p>y</p></li></ul>", [["ul", {}, ["li", {}, ["p", {}, "x"], ["p", {}, "y"]]]]),
        ("<p>a <b> b </b> c</p>", [["p", {}, "a ", ["b", {}, "b "], "c"]]),
        ("<p>a<span/><span id='i'/> <br/> b </p>", [["p", {}, "a", ["span", {"id": "i"}], ["br", {}], "b"]]),
        (
            "<p><a href='#p'>x</a> <a href='https://x.example'>y</a></p><p id='p'>z</p>",
            [
                ["p", {}, ["a", {"href": "#p"}, "x"], " ", ["a", {"href": "https://x.example"}, "y"]],
                ["p", {"id": "p"}, "z"],
            ],
        ),
        (
            "<table><tr><th scope='row' colspan='2'>x</th></tr></table>",
            [["table", {}, ["tr", {}, ["th", {"colspan": "2", "scope": "row"}, "x"]]]],
        ),
        (
            "<div> a <p>b</p> c <em>d</em> <p>e</p> f</div>",
            [
                [
                    "div",
                    {},
                    ["p", {}, "a"],
                    ["p", {}, "b"],
                    ["p", {}, "c ", ["em", {}, "d"]],
                    ["p", {}, "e"],
                    ["p", {}, "f"],
                ]
            ],
        ),
        (
            "<p lang='de-AT'>x<br/> y</p><p lang='zxx-x-1'/>",
            [["p", {"lang": "de"}, "x", ["br", {}], "y"], ["p", {"lang": "zxx"}]],
        ),
    ],
)
def test_nodes(text: str, expected: list[Any]) -> None:
    assert nodes.bodies([section(text)]) == [expected]


def test_a_footnote_stands_where_it_is_called() -> None:
    note = "<aside class='footnote' id='n'><p><span class='not-text' id='m'>* </span>Below.</p></aside>"
    found = nodes.bodies([section(f"<p>a<sup><a href='#n' id='c'>*</a></sup> b</p>{note}<p>c</p>")])[0]
    attributes = {"id": "n", "mark": "*", "class": ["footnote"]}
    below = ["p", {}, ["span", {"id": "m", "class": ["not-text"]}], "Below."]
    called = ["p", {}, "a", ["span", {"id": "c"}], ["footnote", attributes, below], " b"]
    assert found == [called, ["p", {}, "c"]]


def test_a_footnote_that_calls_itself_stays_below() -> None:
    note = "<aside class='footnote' id='n'><p>x<sup><a href='#n'>*</a></sup></p></aside>"
    assert [node[0] for node in nodes.bodies([section(f"{note}<p>c</p>")])[0]] == ["aside", "p"]


def test_words_of_a_book_are_no_syntax_and_characters_that_no_font_has_do_no_harm(
    built: Built, apparatus: Apparatus
) -> None:
    """Cuneiform, private and right-to-left characters; a file with some that no font has makes no claim to PDF/UA."""
    words = '#panic("x") $x$ *a* _b_ `c` \\ @d <e> // f \U00012000 \ue123 \u05d0'
    leaf = {"id": "a", "title": words, "heading": words, "runs-on": False}
    body = [["h1", {}, words], ["p", {}, words, ["bdi", {}, "\u05d0\u05d1"]]]
    data = {**pdf.layout(built, apparatus), "lang": "xx", "region": None, "groups": [[{**leaf, "body": body}]]}
    made, lacking = setting.set_pages(json.dumps(data), datetime(2026, 1, 1, tzinfo=UTC))
    assert lacking
    assert set(lacking) <= set(words)
    with pypdfium2.PdfDocument(made) as file:
        assert '#panic("x") $x$ *a* _b_ `c` \\ @d <e> // f' in file[3].get_textpage().get_text_range()


def test_no_entry_of_an_index_is_parted_from_its_pages(built: Built, apparatus: Apparatus) -> None:
    """Its heading stood alone at the foot of one column in ten."""
    entries = [["li", {}, ["p", {}, f"Entry {k}"], ["p", {}, "104, " * (1 + k % 23)]] for k in range(200)]
    leaf = {"id": "a", "title": "Index", "heading": "Index", "runs-on": False}
    body = [["h1", {}, "Index"], ["ul", {"class": ["names"]}, *entries]]
    data = {**pdf.layout(built, apparatus), "groups": [[{**leaf, "body": body}]]}
    made, _ = setting.set_pages(json.dumps(data), datetime(2026, 1, 1, tzinfo=UTC))
    with pypdfium2.PdfDocument(made) as file:
        lines = [(n, *line) for n, page in enumerate(file) for line in lines_of(page)]
    parted = [this for this, after in pairwise(lines) if "Entry" in this[2] and this[:2] != after[:2]]
    assert sum("Entry" in line for _, _, line in lines) == 200
    assert parted == []


def test_pages_that_begin_at_one_place_have_their_numbers_below_each_other(built: Built, apparatus: Apparatus) -> None:
    starts = [["span", {"class": ["page-start"], "data-page": number}] for number in ("438", "439")]
    leaf = {"id": "a", "title": "Salt", "heading": "Salt", "runs-on": False}
    body = [["h1", {}, "Salt"], ["p", {}, *starts, "The toll was two pence."]]
    data = {**pdf.layout(built, apparatus), "groups": [[{**leaf, "body": body}]]}
    made, _ = setting.set_pages(json.dumps(data), datetime(2026, 1, 1, tzinfo=UTC))
    with pypdfium2.PdfDocument(made) as file:
        text = file[3].get_textpage()
        found = [text.get_rect(k) for k in range(text.count_rects())]
        lowest = {text.get_text_bounded(*rect).strip(): round(rect[1]) for rect in found}
    assert lowest["438"] - lowest["439"] == 8


def lines_of(page: pypdfium2.PdfPage) -> Iterator[tuple[bool, str]]:
    """The lines of a page, each with its column."""
    text = page.get_textpage()
    for k in range(text.count_rects()):
        rect = text.get_rect(k)
        yield rect[0] > page.get_width() / 2, text.get_text_bounded(*rect)


@pytest.mark.parametrize("name", sorted(nodes._BLOCKS))
def test_each_block_of_html_parts_the_words_about_it(name: str) -> None:
    """By the rendering section of the HTML standard, which gives these display: block, list-item or of tables."""
    assert name in {
        "address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "figure", "h1", "h2", "h3", "h4", "h5",
        "h6", "li", "nav", "ol", "p", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    }  # fmt: skip
    assert nodes.bodies([section(f"a <{name}>b</{name}> c")]) == [[["p", {}, "a"], [name, {}, "b"], ["p", {}, "c"]]]


def test_characters_that_no_font_has_are_read_from_the_message() -> None:
    assert setting._ESCAPED.sub(lambda found: chr(int(found[1], 16)), r"a\u{e123}b") == "a\ue123b"
