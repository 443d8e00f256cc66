"""The IIIF manifest of a small book, whose last page has no image; and the parts of the book beside their images."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from markupsafe import Markup

import salt_road
from editio.outputs.files import iiif
from editio.outputs.pages import markdown, page_images
from editio.outputs.pages.markdown import Page
from editio.outputs.places import printed_pages
from imaging import imaged

SITE = "https://salt.example/"
IMAGE = {"type": "Image", "format": "image/jpeg"}


@pytest.fixture(scope="module")
def files() -> dict[str, Any]:
    built, entries = salt_road.edition()
    return {file.path: json.loads(file.content) for file in iiif.files(imaged(built), entries)}


def test_the_manifest_describes_the_book(files: dict[str, Any]) -> None:
    manifest = files["iiif/manifest.json"]
    described = {name: value for name, value in manifest.items() if name not in ("items", "structures")}
    assert described == {
        "@context": "http://iiif.io/api/presentation/3/context.json",
        "id": f"{SITE}iiif/manifest.json",
        "type": "Manifest",
        "label": {"en-GB": ["The Salt Road: A History of Tolls"]},
        "metadata": [
            {"label": {"en": ["Author"]}, "value": {"none": ["Ada Chandler"]}},
            {"label": {"en": ["Published"]}, "value": {"none": ["Weir, Weir & Sons, 1970"]}},
        ],
        "requiredStatement": {
            "label": {"en": ["Rights in the images"]}, "value": {"en": ["Drawn for the tests <freely>."]},
        },
        "rights": "http://creativecommons.org/licenses/by/4.0/",
        "homepage": [
            {"id": SITE, "type": "Text", "label": {"en-GB": ["The Salt Road"]}, "format": "text/html"}
        ],
        "behavior": ["paged"],
    }  # fmt: skip


def test_a_canvas_has_the_image_its_page_and_its_lines(files: dict[str, Any]) -> None:
    first, second = files["iiif/manifest.json"]["items"]
    canvas = f"{SITE}iiif/canvas/1"
    page = {"id": f"{SITE}witness/page/1/", "type": "Text", "format": "text/html"}
    painting = {
        "id": f"{canvas}/image",
        "type": "Annotation",
        "motivation": "painting",
        "body": {**IMAGE, "id": f"{SITE}images/zoom/1.jpg", "width": 1500, "height": 3000},
        "target": canvas,
    }
    assert first == {
        "id": canvas,
        "type": "Canvas",
        "label": {"none": ["1"]},
        "width": 1500,
        "height": 3000,
        "thumbnail": [{**IMAGE, "id": f"{SITE}images/reading/1.jpg", "width": 1000, "height": 2000}],
        "homepage": [{**page, "label": {"en": ["Printed page 1"]}}],
        "rendering": [{**page, "label": {"en": ["Image, OCR and edited text"]}}],
        "items": [{"id": f"{canvas}/images", "type": "AnnotationPage", "items": [painting]}],
        "annotations": [{"id": f"{SITE}iiif/page/1.json", "type": "AnnotationPage"}],
    }
    assert second["id"] == f"{SITE}iiif/canvas/3"


def test_a_range_has_the_canvases_of_a_part_that_has_any(files: dict[str, Any]) -> None:
    assert files["iiif/manifest.json"]["structures"] == [
        {
            "id": f"{SITE}iiif/range/chapters/{number}",
            "type": "Range",
            "label": {"en-GB": [title]},
            "items": [{"id": f"{SITE}iiif/canvas/{page}", "type": "Canvas"}],
        }
        for number, title, page in (("01", "1 The Salt Road", 1), ("02", "2 The Toll", 3))
    ]


def test_each_line_has_its_edited_text_where_it_is_printed(files: dict[str, Any]) -> None:
    assert list(files) == ["iiif/manifest.json", "iiif/page/1.json", "iiif/page/3.json"]
    lines = files["iiif/page/1.json"]
    assert {name: lines[name] for name in ("@context", "id", "type")} == {
        "@context": "http://iiif.io/api/presentation/3/context.json",
        "id": f"{SITE}iiif/page/1.json",
        "type": "AnnotationPage",
    }
    assert lines["items"][0] == {
        "id": f"{SITE}iiif/canvas/1/line/1",
        "type": "Annotation",
        "motivation": "supplementing",
        "body": {"type": "TextualBody", "value": "CHAPTER 1", "format": "text/plain", "language": "en-GB"},
        "target": f"{SITE}iiif/canvas/1#xywh=0,0,90,40",
    }
    (emended,) = (one for one in lines["items"] if "the salt" in one["body"]["value"])
    (line,) = (line for line in salt_road.TEXT.lines if "sa1t" in line.text)
    assert emended["id"].endswith(f"/line/{line.number}")
    assert emended["target"].rpartition(",")[0].endswith(f",{10 * len(line.text.strip())}")


# The parts of the book beside their images


def front(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(page.text.split("---\n")[1])
    return found


def test_a_part_knows_the_images_of_its_pages_and_a_part_without_any_knows_none() -> None:
    built, entries = salt_road.edition()
    pages = [*markdown.pages(built.edition, built.links, entries), Page("search/index.md", "", "---\ntitle: S\n---\n")]
    made = {page.path: page for page in page_images.beside_text(pages, imaged(built), "search/index.md")}
    first = front(made["chapters/01/index.md"])
    assert (first["page_image"], first["page_first"], first["scripts"]) == (
        "witness/page/1/", "1", ["javascripts/page-panel.js"],
    )  # fmt: skip
    assert json.loads(first["page_images"]) == [["1", 1000, 2000, 1]]
    assert json.loads(front(made["chapters/02/index.md"])["page_images"]) == [["3", 1000, 2000, 1]]
    assert "page_image" not in front(made["appendices/1/index.md"])
    assert front(made["search/index.md"]) == {"images": True, "title": "S"}
    assert page_images.beside_text(pages, built, "search/index.md") == pages


def test_the_figure_of_a_page_has_the_boxes_of_its_words_in_their_order() -> None:
    built = imaged(salt_road.edition()[0])
    printed = printed_pages(built.edition)[0]
    marker = page_images.Marker(built.facsimile.pages[printed.name])
    text = page_images.figure(printed, marker, built.facsimile, "../../../")
    (boxes,) = (part.partition('"')[0] for part in text.split('data-boxes="')[1:])
    assert boxes.split(";")[:3] == ["0 0 70 40", "80 0 90 40", "0 50 30 90"]
    assert 'alt="Image of printed page 1"' in text
    assert 'data-width="1500" data-height="3000"' in text
    assert (
        '<a href="../../../images/zoom/1.jpg"><img src="../../../images/reading/1.jpg" width="1000" height="2000"'
        in text
    )
    assert "Drawn for the tests &lt;freely&gt;." in text or "Drawn for the tests &#60;freely&#62;." in text


def test_a_word_is_marked_with_its_number_and_what_is_between_words_is_not() -> None:
    built = imaged(salt_road.edition()[0])
    marker = page_images.Marker(built.facsimile.pages["1"])
    assert marker.kept(1, "CHAPTER 1 ") == '<span data-w="0">CHAPTER</span> <span data-w="1">1</span> '
    assert marker.kept(4, "PTER") == '<span data-w="0">PTER</span>'
    assert marker.whole(1, 10, Markup("x")) == '<span data-w="0 1">x</span>'
    assert marker.whole(8, 8, Markup("x")) == "x"
    assert page_images.Marker().kept(1, "CHAPTER 1") == "CHAPTER 1"
    assert marker.whole(1, 10, Markup()) == ""
