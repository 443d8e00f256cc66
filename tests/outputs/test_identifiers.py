"""One set of identifiers: what has an id in the model has it on the site and in its archive, in the EPUB, the PDF,
the one file, TEI and JSON."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

from editio.edition import Built
from editio.inputs.registers import Apparatus
from editio.model.addresses import SUBJECTS, index
from editio.model.kinds import BlockKind, NameKind, PartKind
from editio.model.text import PageStart
from editio.outputs import archive
from editio.outputs import catalogue as outputs
from editio.outputs.files import epub, pdf
from editio.outputs.files.data.shapes import Book, PartFile, Passage, PassageFile
from editio.outputs.places import identifier
from editio.site import offline
from editio.site import tree as site
from places import REPOSITORY

SPECIMEN = REPOSITORY / "specimen"


def addresses(built: Built) -> dict[str, set[str]]:
    """The address of every paragraph or other block, page, note, call and article of the edition, by kind."""
    found: dict[str, set[str]] = {kind: set() for kind in ("block", "page", "note", "call", "article")}
    for part in built.edition.parts:
        at = part.address
        for block in (part.title, *part.blocks):
            starts = (i for span in block.spans for i in span.content if isinstance(i, PageStart))
            found["page"] |= {f"{at}#page{start.label}" for start in starts}
        if part.kind is PartKind.NOTES:
            found["note"] |= {f"{at}#note{block.label}" for block in part.blocks if block.kind is BlockKind.NOTE}
            continue
        found["block"] |= {f"{at}#{block.id}" for block in part.blocks}
        found["article"] |= {f"{at}#art{block.label}" for block in part.blocks if block.kind is BlockKind.ARTICLE}
        if part.kind is PartKind.CHAPTER:
            found["call"] |= {f"{at}#call{call.note}" for call, _ in part.calls}
    return found


@pytest.fixture(scope="module")
def files(built: Built, apparatus: Apparatus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished site, with all that it offers."""
    folder = tmp_path_factory.mktemp("edition") / "specimen"
    shutil.copytree(SPECIMEN, folder, ignore=shutil.ignore_patterns("build"))
    target = site.Target(folder)
    target.build.mkdir()
    files = site.files(target)
    pages = outputs.all_of(built, apparatus, partial(site.keep, files))
    config = site.write(target, built, apparatus, pages)
    when = archive.modified(apparatus.settings)
    site.render(target, config, when, files, lambda new: offline.offer(new, "specimen", when))
    return target.site


def on_pages(pages: Mapping[str, bytes]) -> set[str]:
    """The addresses on the pages of a site, each under its path. A page that leads on has no article."""
    found = set()
    for path, page in pages.items():
        address = path.removesuffix("index.html")
        for article in html.document_fromstring(page).iter("article"):
            found |= {f"{address}#{ident}" for element in article.iter() if (ident := element.get("id"))}
    return found


def on_the_site(files: Path) -> set[str]:
    return on_pages({f.relative_to(files).as_posix(): f.read_bytes() for f in files.rglob("index.html")})


def in_the_archive(files: Path) -> set[str]:
    with zipfile.ZipFile(files / "downloads" / "specimen-offline.zip") as container:
        names = [name for name in container.namelist() if name.endswith("/index.html")]
        return on_pages({name.removeprefix("specimen/"): container.read(name) for name in names})


def in_the_epub(files: Path) -> set[str]:
    found = set()
    with zipfile.ZipFile(files / "downloads" / "specimen.epub") as container:
        for name in container.namelist():
            if name.endswith(".xhtml"):
                page = etree.fromstring(container.read(name))
                file = name.removeprefix("EPUB/")
                found |= {f"{file}#{ident}" for element in page.iter() if (ident := element.get("id"))}
    return found


def in_html(page: str | bytes) -> set[str]:
    return {ident for element in html.document_fromstring(page).iter() if (ident := element.get("id"))}


def in_nodes(node: Any) -> set[str]:
    """The ids in what the layout of the PDF reads: nested lists, in which ids are values of the key `id`."""
    match node:
        case dict():
            return {str(node.get("id", ""))} | in_nodes(list(node.values()))
        case list():
            return set().union(*map(in_nodes, node))
        case _:
            return set()


def in_tei(files: Path) -> set[str]:
    document = etree.parse(files / "downloads" / "specimen.tei.xml")
    name = "{http://www.w3.org/XML/1998/namespace}id"
    return {str(ident) for element in document.iter() if (ident := element.get(name))}


def in_passage(passage: Passage) -> set[str]:
    marks = {start.id for start in passage.page_starts} | {call.id for call in passage.calls}
    return ({passage.id, passage.article} | marks) - {""}


def in_json(files: Path) -> set[str]:
    whole = Book.model_validate_json((files / "downloads" / "specimen.json").read_bytes())
    found = {note.id for part in whole.parts for note in part.notes}
    return found.union(*(in_passage(passage) for part in whole.parts for passage in part.passages))


def in_the_twins(files: Path) -> set[str]:
    """The ids in the twins of pages and of passages; what has an address has its twin there."""
    found = set()
    for twin in files.rglob("index.json"):
        page = f"{twin.parent.relative_to(files).as_posix()}/"
        if page in {*map(index, NameKind), SUBJECTS}:  # the twins of indexes have no passages
            continue
        part = PartFile.model_validate_json(twin.read_bytes()).part
        assert part.address == page
        found |= {note.id for note in part.notes}
        for of_page in part.passages:
            page, _, ident = of_page.address.partition("#")
            passage = PassageFile.model_validate_json((files / page / f"{ident}.json").read_bytes()).passage
            assert passage == of_page
            found |= in_passage(passage)
    return found


def test_every_output_has_the_same_ids(built: Built, apparatus: Apparatus, files: Path) -> None:
    kinds = addresses(built)
    assert all(len(found) > 10 for found in kinds.values())
    by_address = (on_the_site(files), in_the_archive(files))
    of_epub = in_the_epub(files)
    by_name = {
        "PDF": in_nodes(pdf.layout(built, apparatus)["groups"]),  # `test_pdf` shows that each is a destination
        "one file": in_html((files / "downloads" / "specimen.html").read_bytes()),
        "TEI": in_tei(files),
        "JSON": in_json(files),
        "twins": in_the_twins(files),
    }
    for kind, found in kinds.items():
        assert all(found <= known for known in by_address), kind
        assert {epub.file(address) for address in found} <= of_epub, kind
        for output, ids in by_name.items():
            assert {identifier(address) for address in found} <= ids, (kind, output)


def test_the_books_and_the_data_have_no_block_page_or_note_that_the_site_has_not(built: Built, files: Path) -> None:
    known = {address for found in addresses(built).values() for address in found}
    ours = re.compile(r"[#-](p|s|art|page|note|call)\d+$")
    assert {at for at in in_the_epub(files) if ours.search(at)} <= {epub.file(address) for address in known}
    named = in_html((files / "downloads" / "specimen.html").read_bytes()) | in_json(files) | in_tei(files)
    assert {ident for ident in named if ours.search(ident)} <= {identifier(address) for address in known}
