"""The edition as one page of HTML: whole, with nothing outside it, its words the text's to the letter."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from hashlib import sha256

import pytest
from lxml import etree, html

from editio.edition import Built
from editio.inputs.registers import Apparatus
from editio.model.kinds import BlockKind
from editio.model.text import plain
from editio.outputs import book
from editio.outputs.files import one_file
from editio.outputs.places import identifier


@pytest.fixture(scope="module")
def source(built: Built, apparatus: Apparatus) -> str:
    return one_file.page(built, apparatus, book.leaves(built, apparatus)).decode()


@pytest.fixture(scope="module")
def page(source: str) -> html.HtmlElement:
    return html.document_fromstring(source)


def words(element: html.HtmlElement) -> str:
    """The words of an element without calls and the mark of a footnote."""
    copy = deepcopy(element)
    for mark in copy.iter("span"):
        if mark.get("class") == "not-text":
            mark.text = None
    etree.strip_elements(copy, "sup", with_tail=False)
    return book.words(copy)


def outside(page: html.HtmlElement) -> Iterator[str]:
    """Whatever the page would load, or lead to, that is not in it."""
    for element in page.iter():
        yield from (value for name in ("src", "srcset", "poster", "data") if (value := element.get(name)))
        href = element.get("href", "#")
        if href == "data:,":  # the empty icon
            continue
        if element.tag == "link" or not href.startswith(("#", "https://")):
            yield href


def test_it_needs_no_other_file(page: html.HtmlElement, source: str) -> None:
    assert list(outside(page)) == []
    assert set(re.findall(r"url\(\"?([^\"),]*)", source)) == {"data:font/woff2;base64"}
    assert "@import" not in source


def test_its_policy_lets_in_its_own_style_and_script_and_nothing_else(page: html.HtmlElement) -> None:
    (meta,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']")
    policy = dict(entry.split(" ", 1) for entry in meta.get("content").split("; "))
    for name, tag in (("style-src", "style"), ("script-src", "script")):
        (element,) = page.iter(tag)
        assert policy.pop(name) == f"'sha256-{b64encode(sha256(element.text.encode()).digest()).decode()}'"
    assert policy.pop("img-src") == "data:"  # an empty icon, so that no browser asks for one
    assert policy == {"default-src": "'none'", "font-src": "data:", "base-uri": "'none'", "form-action": "'none'"}
    assert page.xpath("//*[@style]") == []
    assert [name for e in page.iter() for name in e.attrib if name.startswith("on")] == []


def test_every_link_in_it_leads_to_one_place(page: html.HtmlElement) -> None:
    ids = Counter(ident for element in page.iter() if (ident := element.get("id")))
    assert max(ids.values()) == 1
    links = {href.removeprefix("#") for a in page.iter("a") if (href := a.get("href")).startswith("#")}
    assert len(links) > 200
    assert links <= ids.keys()
    labelled = {element.get("aria-labelledby") for element in page.xpath("//*[@aria-labelledby]")}
    assert labelled <= ids.keys()


def test_a_paragraph_has_the_words_of_the_text_and_a_number_that_is_drawn(page: html.HtmlElement, built: Built) -> None:
    found = 0
    for part in built.edition.parts:
        for block in part.blocks:
            if block.kind in (BlockKind.PARAGRAPH, BlockKind.CONTINUED):
                (paragraph,) = page.xpath(f"//*[@id='{identifier(f'{part.address}#{block.id}')}']")
                assert words(paragraph) == " ".join(plain(block.spans[0].content).split())
                assert paragraph[0].get("href") == f"#{paragraph.get('id')}"
                assert paragraph[0].get("data-n") == block.id.removeprefix("p")
                found += 1
    assert found > 50


def test_the_contents_have_every_part_and_every_printed_page(page: html.HtmlElement, built: Built) -> None:
    (contents,) = page.xpath("//nav[@id='contents']")
    links = {a.get("href") for a in contents.iter("a")}
    assert {f"#{identifier(part.address)}" for part in built.edition.parts} <= links
    printed = contents.xpath(".//ul[@class='pages']//a")
    labels = [link.text for link in printed]
    assert labels == [p.label for p in built.edition.pagination.pages if p.label in labels]
    inferred = {p.label for p in built.edition.pagination.pages if not p.certain}
    assert inferred & set(labels) == {link.text for link in printed if link.get("class") == "inferred"}


def test_a_private_copy_says_so_and_asks_not_to_be_indexed(built: Built, apparatus: Apparatus) -> None:
    rights = apparatus.settings.rights

    def made(cleared: bool) -> str:
        settings = apparatus.settings.model_copy(update={"rights": rights.model_copy(update={"cleared": cleared})})
        entries = apparatus.model_copy(update={"settings": settings})
        return one_file.page(built, entries, book.leaves(built, entries)).decode()

    assert "Private study copy" in made(cleared=False)
    assert '<meta name="robots" content="noindex">' in made(cleared=False)
    assert "Private study copy" not in made(cleared=True)
    assert "noindex" not in made(cleared=True)


def test_the_same_edition_gives_the_same_page(source: str, built: Built, apparatus: Apparatus) -> None:
    assert one_file.page(built, apparatus, book.leaves(built, apparatus)).decode() == source
