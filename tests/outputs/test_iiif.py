"""The IIIF manifest: what the Presentation API asks for, absolute addresses, the edited lines at their places."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from editio.edition import Built
from editio.inputs.registers import Apparatus
from editio.outputs.files import iiif
from editio.outputs.pages.downloads import Download
from imaging import imaged


@pytest.fixture(scope="module")
def made(built: Built, apparatus: Apparatus) -> dict[str, Any]:
    """The files by their paths, parsed."""
    return {file.path: json.loads(file.content) for file in iiif.files(imaged(built), apparatus)}


def ids(data: object) -> Iterator[str]:
    if isinstance(data, dict):
        yield from (str(data[key]) for key in ("id", "@context") if key in data)
        for value in data.values():
            yield from ids(value)
    elif isinstance(data, list):
        for value in data:
            yield from ids(value)


def test_a_book_without_images_has_no_manifest(built: Built, apparatus: Apparatus) -> None:
    assert iiif.files(built, apparatus) == []


def test_the_manifest_has_what_the_api_requires(made: dict[str, Any]) -> None:
    manifest = made[iiif.MANIFEST]
    assert manifest["@context"] == "http://iiif.io/api/presentation/3/context.json"
    assert manifest["type"] == "Manifest"
    assert manifest["label"] == {"en-GB": ["The Lamp and the Ledger: The Skarholm Question 1926–1934"]}
    assert manifest["requiredStatement"]["value"] == {"en": ["Drawn for the tests <freely>."]}
    assert manifest["rights"] == "http://creativecommons.org/licenses/by/4.0/"
    for canvas in manifest["items"]:
        assert (canvas["type"], canvas["width"], canvas["height"]) == ("Canvas", 1500, 3000)
        (page,) = canvas["items"]
        (painting,) = page["items"]
        assert (painting["motivation"], painting["target"]) == ("painting", canvas["id"])
        assert painting["body"]["id"].endswith(".jpg")


def test_the_manifest_says_whose_book_it_is_and_where_its_edition_is(made: dict[str, Any]) -> None:
    manifest = made[iiif.MANIFEST]
    assert [(fact["label"], fact["value"]) for fact in manifest["metadata"]] == [
        ({"en": ["Author"]}, {"none": ["Harriet Ainslie"]}),
        ({"en": ["Published"]}, {"none": ["London, Merrow, 1987"]}),
    ]
    (home,) = manifest["homepage"]
    assert (home["type"], home["format"], home["label"]) == ("Text", "text/html", manifest["label"])
    canvas = manifest["items"][0]
    (page,) = canvas["homepage"]
    assert (page["type"], page["format"]) == ("Text", "text/html")
    assert canvas["label"] == {"none": ["jacket"]}
    assert page["label"] == {"en": ["Leaf outside the page numbers"]}


def test_each_canvas_leads_to_its_page(made: dict[str, Any]) -> None:
    """Mirador shows the annotations; Universal Viewer 4 shows none, but offers what renders the canvas."""
    for canvas in made[iiif.MANIFEST]["items"]:
        (page,), (rendering,) = canvas["homepage"], canvas["rendering"]
        assert rendering["id"] == page["id"]
        assert rendering["label"] == {"en": ["Image, OCR and edited text"]}


def test_every_id_is_absolute_and_that_of_one_thing(made: dict[str, Any]) -> None:
    manifest = made[iiif.MANIFEST]
    assert all(one.startswith("http") for one in ids(made))
    canvases = [canvas["id"] for canvas in manifest["items"]]
    assert len(set(canvases)) == len(canvases)
    named = [item["id"] for part in manifest["structures"] for item in part["items"]]
    assert set(named) <= set(canvases)


def test_the_site_gives_its_address(built: Built, apparatus: Apparatus) -> None:
    site = apparatus.settings.site.model_copy(update={"address": "https://salt.example/book"})
    settings = apparatus.settings.model_copy(update={"site": site})
    manifest = iiif.files(imaged(built), apparatus.model_copy(update={"settings": settings}))[0]
    assert isinstance(manifest, Download)
    assert json.loads(manifest.content)["id"] == "https://salt.example/book/iiif/manifest.json"


def test_each_line_has_its_edited_text_and_its_place(made: dict[str, Any]) -> None:
    jacket = made["iiif/page/jacket.json"]
    values = [item["body"]["value"] for item in jacket["items"]]
    assert any("teaches modern history" in value for value in values)
    assert all(item["motivation"] == "supplementing" for item in jacket["items"])
    assert jacket["items"][1]["target"].endswith("iiif/canvas/jacket#xywh=0,50,550,40")
    canvas = next(one for one in made[iiif.MANIFEST]["items"] if one["label"] == {"none": ["jacket"]})
    assert canvas["annotations"] == [{"id": jacket["id"], "type": "AnnotationPage"}]


def test_a_word_that_goes_on_in_the_next_line_has_its_hyphen(made: dict[str, Any]) -> None:
    values = [item["body"]["value"] for page in made.values() for item in page["items"] if "body" in item]
    assert any(value.endswith("-") for value in values)
    assert not any("¬" in value for value in values)
