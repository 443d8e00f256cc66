"""Which scan shows which page, and where the words are on it."""

from __future__ import annotations

from pathlib import Path

from editio.inputs.ocr_pages import OcrPage, Row, Token
from editio.inputs.ocr_pages import witness as composed
from editio.model.facsimile import Picture, ScannedLeaf
from editio.model.witness import Box, Scan
from editio.outputs.facsimile import matched, placed, unmatched
from leaves import book, text
from printing import SETTINGS, apparatus, built

READING, ZOOM = Picture("images/reading/1.jpg", 1000, 1500), Picture("images/zoom/1.jpg", 2000, 3000)
PAGED = apparatus().model_copy(
    update={"settings": SETTINGS.model_copy(update={"witness": SETTINGS.witness.model_copy(update={"pages": None})})}
)


def scan(name: str, words: str = "") -> ScannedLeaf:
    """A scan of 1000 × 1500 pixels; its words stand one below the other."""
    boxes = ((word, Box(10, 10 * n, 50, 10 * n + 8)) for n, word in enumerate(words.split()))
    return ScannedLeaf(Scan(name, bytes), 1000, 1500, tuple(boxes))


LEAVES = [["1", *text(1)], ["2", *text(2)], ["3", *text(3)]]
PRINTED = built(book(LEAVES), PAGED).edition


def names(*beside: ScannedLeaf) -> dict[str, str]:
    return {one.page.name: one.leaf.scan.name for one in matched(PRINTED, beside)}


def test_a_scan_is_matched_by_its_name() -> None:
    assert names(scan("3.png"), scan("1.JPG"), scan("title.png")) == {"1": "1.JPG", "3": "3.png"}
    found = matched(PRINTED, [scan("3.png"), scan("title.png")])
    assert unmatched(found, [scan("3.png"), scan("title.png")]) == ["title.png"]


def test_as_many_scans_as_pages_are_matched_in_order() -> None:
    assert names(scan("a.png"), scan("b.png"), scan("c.png")) == {"1": "a.png", "2": "b.png", "3": "c.png"}


def test_other_scans_are_matched_by_their_words() -> None:
    unlike = ScannedLeaf(Scan("plate.png", bytes), 1000, 1500, scan("", "Engraved frontispiece portrait").words)
    pages = built(book([["1", "The ledgers were burned"], ["2", "Nobody counted mules"]]), PAGED).edition
    found = matched(pages, [unlike, scan("b", "2 Nobody connted mules"), scan("a", "1 The ledgers were burned")])
    assert {one.page.name: one.leaf.scan.name for one in found} == {"1": "a", "2": "b"}


def test_words_are_aligned_and_a_misread_one_has_the_box_between_its_neighbours() -> None:
    pages = built(book([["1", "Tbe salt came down"], ["2", "Nobody counted mules"]]), PAGED).edition
    first = matched(pages, [scan("1.png", "1 The salt came slowly down")])[0]
    image = placed(first, pages.witness, READING, ZOOM)
    boxes = {
        pages.witness.text[word.start : word.end]: word.box.top for words in image.words.values() for word in words
    }
    assert boxes == {"1": 0, "Tbe": 20, "salt": 40, "came": 60, "down": 100}
    assert image.lines[1] == Box(20, 20, 100, 116)


def test_boxes_of_the_witness_are_those_of_the_image() -> None:
    row = Row((Token("salt", Box(400, 300, 800, 360)),), Box(400, 300, 800, 360))
    pages = [
        OcrPage(((row,),), "a.tif", 4000, 6000),
        OcrPage(((row._replace(tokens=(Token("toll"),)),),), "b.tif", 0, 0),
    ]
    witness = composed("salt", pages)
    scans = {1: Scan("a.tif", bytes), 2: Scan("b.tif", bytes)}
    edition = built(
        type(witness)(witness.name, witness.text, witness.lines, witness.leaves, scans=scans), PAGED
    ).edition
    one, two = (placed(found, edition.witness, READING, ZOOM) for found in matched(edition, ()))
    assert [word.box for words in one.words.values() for word in words] == [Box(200, 150, 400, 180)]
    assert two.words == {}


def test_a_book_without_scans_has_no_images() -> None:
    assert matched(PRINTED, ()) == ()
    assert Path(READING.path).suffix == ".jpg"


def test_a_leaf_shares_more_than_two_fifths_of_its_long_words_with_its_page() -> None:
    pages = built(
        book([["1", "ledgers burned nobody mules counted"], ["2", "winter valley frost wolves"]]), PAGED
    ).edition
    two_of_five = scan("a", "ledgers burned xxxxx yyyyy zzzzz")
    three_of_five = scan("b", "ledgers burned nobody yyyyy zzzzz")
    plate = scan("c", "Engraved")
    assert [one.leaf.scan.name for one in matched(pages, [two_of_five, plate, plate])] == []
    assert [one.leaf.scan.name for one in matched(pages, [three_of_five, plate, plate])] == ["b"]
    assert [
        one.leaf.scan.name for one in matched(pages, [three_of_five, scan("d", "ledgers burned nobody"), plate])
    ] == ["d"]


def test_words_of_less_than_five_letters_tell_no_page_from_another() -> None:
    pages = built(book([["1", "salt came down toll wolves"], ["2", "winter valley frost bridge"]]), PAGED).edition
    plate = scan("c", "Engraved")
    assert matched(pages, [scan("a", "salt came down toll xxxxx"), plate, plate]) == ()
    found = matched(pages, [scan("a", "frost xxxx"), plate, plate])
    assert [one.page.name for one in found] == ["2"]


def test_misread_words_have_boxes_where_there_are_as_many_and_no_others() -> None:
    pages = built(book([["1", "Tbe sa1t came down"], ["2", "Nobody counted mules"]]), PAGED).edition
    as_many, fewer = scan("1.png", "1 The salt came down"), scan("1.png", "1 Thesalt came down")
    words = []
    for one in (as_many, fewer):
        image = placed(matched(pages, [one])[0], pages.witness, READING, ZOOM)
        words.append([pages.witness.text[w.start : w.end] for its in image.words.values() for w in its])
    assert words == [["1", "Tbe", "sa1t", "came", "down"], ["1", "came", "down"]]


def test_a_line_has_the_box_about_its_words_scaled_to_the_image() -> None:
    pages = built(book([["1", "The salt came"], ["2", "Nobody counted mules"]]), PAGED).edition
    image = placed(matched(pages, [scan("1.png", "1 The salt came")])[0], pages.witness, READING, ZOOM)
    assert image.lines == {0: Box(20, 0, 100, 16), 1: Box(20, 20, 100, 76)}
    assert (image.reading, image.zoom) == (READING, ZOOM)
