"""Sets the pages with Typst and names the destinations.

Typst names only headings as destinations, so the others are added afterwards: the template marks each id by metadata,
Typst reports the places of the marks, and pikepdf writes the names. pikepdf also tags the first cell of each row of a
table as its header, which Typst cannot do, drops the empty labels that Typst gives to the items of lists without marks,
and packs the objects, which reduces the file to a third.

Fonts are those of the site and of Typst, so that every machine makes the same file. Typst does not read WOFF2, so the
fonts of the site are unpacked. Characters missing from them are taken from system fonts. If these lack a character too,
the file does not claim to meet PDF/UA, and the text concerned is returned with it.

Begin reading at `set_pages`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pikepdf
import typst
from fontTools.ttLib import woff2

from editio.system.resources import THEME

_TEMPLATE = Path(__file__).parent / "book.typ"
_PLACES = (
    "query(metadata).filter(mark => type(mark.value) == str).map(mark => "
    "{ let at = mark.location().position(); (mark.value, at.page, at.x.pt(), at.y.pt()) })"
)
_ABOVE = 12.0  # points from the line of a mark up to the top of the view
_LACKING = re.compile(r'the text `"(?P<text>.*?)"` could not be displayed with font', re.S)  # as Typst reports it
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")  # a character that Typst does not print


class Place(NamedTuple):
    """The place of an id: the page, from 1, and points from its left and upper edges."""

    ident: str
    page: int
    x: float
    y: float


class Set(NamedTuple):
    """The PDF, and the text that no font can show: if there is any, the file makes no claim to meet PDF/UA."""

    content: bytes
    lacking: str


def set_pages(book: str, made: datetime) -> Set:
    """The PDF of the edition that `book` holds as JSON, dated `made`."""
    with TemporaryDirectory() as fonts:
        for packed in sorted((THEME / "fonts").glob("*.woff2")):
            woff2.decompress(str(packed), str(Path(fonts) / f"{packed.stem}.ttf"))
        compiler, pages, lacking = _compiled(book, fonts, made)
        places = [Place(*mark) for mark in json.loads(compiler.eval(_PLACES))]
    return Set(_named(pages, places), lacking)


def _compiled(book: str, fonts: str, made: datetime) -> tuple[typst.Compiler, bytes, str]:
    attempts: tuple[tuple[bool, list[Any]], ...] = ((True, ["ua-1"]), (False, ["ua-1"]), (False, []))
    lacking = ""
    for ours_alone, standards in attempts:
        compiler = typst.Compiler(
            str(_TEMPLATE), font_paths=[fonts], ignore_system_fonts=ours_alone, sys_inputs={"book": book}
        )
        try:
            pages: Any = compiler.compile(pdf_standards=standards, timestamp=int(made.timestamp()))
            return compiler, pages, "" if standards else lacking
        except typst.TypstError as error:
            found = _LACKING.search(str(error))
            if not standards or not found:
                raise
            lacking = _ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), found["text"])
    raise AssertionError("the last attempt returns or raises")


def _named(made: bytes, places: Iterable[Place]) -> bytes:
    """The file with a destination for each place."""
    packed = BytesIO()
    with pikepdf.open(BytesIO(made)) as file:
        names: list[pikepdf.Object] = []
        sheets = [page.obj for page in file.pages]
        for place in sorted(places):
            sheet = sheets[place.page - 1]
            top = float(sheet.MediaBox[3]) - max(0, place.y - _ABOVE)
            view = [sheet, pikepdf.Name.XYZ, round(place.x, 2), round(top, 2), None]
            names += [pikepdf.String(place.ident), pikepdf.Array(view)]
        tree = pikepdf.Dictionary(Names=pikepdf.Array(names))
        file.Root.Names = pikepdf.Dictionary(Dests=file.make_indirect(tree))
        _tag_row_headers(file)
        _drop_empty_tags(file)
        file.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return packed.getvalue()


def _tag_row_headers(file: pikepdf.Pdf) -> None:
    """An empty cell is a header of nothing."""
    for row in file.objects:
        if not isinstance(row, pikepdf.Dictionary) or row.get("/S") != pikepdf.Name.TR:
            continue
        first = row.K[0] if isinstance(row.get("/K"), pikepdf.Array) and len(row.K) else None
        if isinstance(first, pikepdf.Dictionary) and first.get("/S") == pikepdf.Name.TD and first.get("/K"):
            known = first.get("/A", pikepdf.Array())
            scope = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)
            first.S = pikepdf.Name.TH
            first.A = pikepdf.Array([*(known if isinstance(known, pikepdf.Array) else [known]), scope])


def _drop_empty_tags(file: pikepdf.Pdf) -> None:
    """Take labels and paragraphs without content out of the structure; programs that read aloud stop at each."""
    for element in file.objects:
        if isinstance(element, pikepdf.Dictionary) and "/S" in element and isinstance(element.get("/K"), pikepdf.Array):
            kept = [child for child in element.K if not _is_empty(child)]
            if len(kept) < len(element.K):
                element.K = pikepdf.Array(kept)


def _is_empty(child: Any) -> bool:
    tags = (pikepdf.Name.Lbl, pikepdf.Name.P)
    return isinstance(child, pikepdf.Dictionary) and child.get("/S") in tags and not child.get("/K")
