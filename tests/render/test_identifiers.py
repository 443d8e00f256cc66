"""One set of identifiers: what has an id in the model has it on the site, in the EPUB, the PDF, one file and TEI."""

from __future__ import annotations

import re
import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree, html

from conftest import REPOSITORY
from engine import archive, edition, site, witness
from engine.apparatus import Apparatus, load
from engine.edition import Built
from engine.model import PageStart, calls
from engine.render import book, epub, one_file, outputs, pdf, tei
from engine.render.places import identifier

SPECIMEN = REPOSITORY / "specimen"


@pytest.fixture(scope="module")
def apparatus() -> Apparatus:
    return load(SPECIMEN)


@pytest.fixture(scope="module")
def built(apparatus: Apparatus) -> Built:
    return edition.build(witness.read(SPECIMEN / "witness" / "specimen.txt"), apparatus)


def addresses(built: Built) -> dict[str, set[str]]:
    """The address of every paragraph or other block, page, note, call and article of the edition, by kind."""
    found: dict[str, set[str]] = {kind: set() for kind in ("block", "page", "note", "call", "article")}
    for division in built.edition.divisions:
        at = division.address
        for block in (division.title, *division.blocks):
            starts = (i for span in block.spans for i in span.content if isinstance(i, PageStart))
            found["page"] |= {f"{at}#page{start.label}" for start in starts}
        if division.kind == "notes":
            found["note"] |= {f"{at}#note{block.label}" for block in division.blocks if block.kind == "note"}
            continue
        found["block"] |= {f"{at}#{block.id}" for block in division.blocks}
        found["article"] |= {f"{at}#art{block.label}" for block in division.blocks if block.kind == "article"}
        if division.kind == "chapter":
            found["call"] |= {f"{at}#call{call.note}" for call, _ in calls(division)}
    return found


def on_the_site(built: Built, apparatus: Apparatus, folder: Path) -> set[str]:
    shutil.copytree(SPECIMEN, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("build"))
    target = site.Target(folder)
    target.build.mkdir()
    config = site.write(target, built.edition, apparatus, outputs.pages(built, apparatus), built.messages)
    site.render(target, config, archive.modified(apparatus.settings))
    found = set()
    for file in target.site.rglob("index.html"):
        (article,) = html.document_fromstring(file.read_bytes()).iter("article")
        address = f"{file.parent.relative_to(target.site).as_posix()}/"
        found |= {f"{address}#{ident}" for element in article.iter() if (ident := element.get("id"))}
    return found


def in_the_epub(built: Built, apparatus: Apparatus) -> set[str]:
    found = set()
    with zipfile.ZipFile(BytesIO(epub.package(built, apparatus, book.leaves(built, apparatus)))) as container:
        for name in container.namelist():
            if name.endswith(".xhtml"):
                page = etree.fromstring(container.read(name))
                file = name.removeprefix("EPUB/")
                found |= {f"{file}#{ident}" for element in page.iter() if (ident := element.get("id"))}
    return found


def in_the_pdf(built: Built, apparatus: Apparatus) -> set[str]:
    """The ids of its document; `test_pdf` shows that each is a destination."""
    document = html.document_fromstring(pdf.document(built, apparatus))
    return {ident for element in document.iter() if (ident := element.get("id"))}


def in_one_file(built: Built, apparatus: Apparatus) -> set[str]:
    document = html.document_fromstring(one_file.page(built, apparatus, book.leaves(built, apparatus)))
    return {ident for element in document.iter() if (ident := element.get("id"))}


def in_tei(built: Built, apparatus: Apparatus) -> set[str]:
    document = etree.fromstring(tei.document(built, apparatus).encode())
    name = "{http://www.w3.org/XML/1998/namespace}id"
    return {ident for element in document.iter() if (ident := element.get(name))}


def test_every_output_has_the_same_ids(built: Built, apparatus: Apparatus, tmp_path: Path) -> None:
    kinds = addresses(built)
    assert all(len(found) > 10 for found in kinds.values())
    on_site = on_the_site(built, apparatus, tmp_path / "edition")
    of_epub = in_the_epub(built, apparatus)
    named = [ids(built, apparatus) for ids in (in_the_pdf, in_one_file, in_tei)]
    for kind, found in kinds.items():
        assert found <= on_site, kind
        assert {epub.file(address) for address in found} <= of_epub, kind
        for ids in named:
            assert {identifier(address) for address in found} <= ids, kind


def test_the_books_have_no_block_page_or_note_that_the_site_has_not(built: Built, apparatus: Apparatus) -> None:
    known = {epub.file(address) for found in addresses(built).values() for address in found}
    ours = {at for at in in_the_epub(built, apparatus) if re.search(r"#(p|s|art|page|note|call)\d+$", at)}
    assert ours <= known
