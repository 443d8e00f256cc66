"""The witness of a book, from its OCR in any supported format.

The content of a file decides its format, never its name. The files of a folder or archive must all be pages of one
format. Records about the book (METS, MODS, Dublin Core) and images may be beside them and are not read; a message names
the records. Begin reading at `read`.

The SHA-256 of a witness in `edition.toml` is that of `Witness.text` in UTF-8. For a single text file in UTF-8 it is the
digest of the file. For other formats it does not change if the same pages are packed again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import chain
from pathlib import Path, PurePosixPath

from editio.inputs import alto, djvu_xml, encodings, foreign, hocr, markup_language, page_xml, pdf, plain_text
from editio.inputs.containers import GZIP, MOST_FILES, ZIP, Source, beside_file, refusal, sources
from editio.inputs.ocr_pages import OcrPage, witness
from editio.model.messages import Message
from editio.model.witness import Leaf, Scan, Witness


class Format(StrEnum):
    """The formats of files; editors see these values."""

    TEXT = "plain text"
    ALTO = "ALTO"
    HOCR = "hOCR"
    PAGE_XML = "PAGE XML"
    DJVU_XML = "DjVu XML"
    PDF = "PDF"
    RECORD = "a record"
    IMAGE = "an image"
    ARCHIVE = "an archive"
    OTHER = "of no format that is read"


_READERS: dict[Format, Callable[[bytes, str], Iterator[OcrPage]]] = {
    Format.ALTO: alto.pages,
    Format.HOCR: hocr.pages,
    Format.PAGE_XML: page_xml.pages,
    Format.DJVU_XML: djvu_xml.pages,
    Format.PDF: pdf.pages,
}
_IMAGES = (
    b"\xff\xd8\xff",
    b"\x89PNG\r\n",
    b"GIF8",
    b"II*\0",
    b"MM\0*",
    b"BM",
    b"\0\0\0\x0cjP  ",
    b"AT&TFORM",
)
_ARCHIVES = (ZIP, GZIP, b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")
_IMAGE_NAME = re.compile(r"\.(jpe?g|png|gif|tiff?|jp2|jpx|webp|avif|bmp|djvu)$", re.IGNORECASE)
_RECORDS = frozenset({"mets", "mods", "modsCollection", "dc", "record", "metadata", "RDF", "teiHeader", "premis"})
MOST_TEXT = 30_000_000  # bytes of plain text; the longest books have a fifth of it
_HEAD = 20_000  # bytes that tell the format
_BEFORE_NUMBER = re.compile(r"\D*(?=\d)")
_NAMED = 3  # files, in a message


def read(path: Path, sha256: str | None = None) -> Witness:
    """Read the witness at a path: a file, a folder or an archive. `sha256` is its digest in edition.toml. Raises a
    Refusal (W001 to W019) if it cannot be read."""
    found = of_sources(sources(path), path)
    if sha256 and found.sha256 != sha256:
        raise refusal(str(path), "W006", f"It has {found.sha256}, edition.toml says {sha256}.")
    return found


def of_sources(files: list[Source], path: Path) -> Witness:
    """The witness that files make."""
    if len(files) > 1 and (what := foreign.packed(file.name for file in files)):
        raise refusal(str(path), "W007", f"It is {what}.")
    beside = _Beside({file.stem: file.name for file in files if len(files) > 1 and _IMAGE_NAME.search(file.name)})
    pages = _pages(files, path, beside)
    first = next(pages, None)
    if first is None:
        raise refusal(str(path), "W007" if beside.images else "W003", _only(beside.images))
    rest = chain((first,), pages)
    if first.kind is Format.TEXT:
        texts = [(page.source.name, page.data) for page in _bounded(rest, path)]
        found = plain_text.of_bytes(texts[0][1], path) if len(texts) == 1 else plain_text.of_pages(texts, path)
    else:
        found = witness(path.name, _ocr_pages(rest, beside))
    if not found.lines:
        raise refusal(str(path), "W012" if first.kind is Format.PDF else "W003")
    if len(found.leaves) > MOST_FILES:
        raise refusal(str(path), "W011", f"It has {len(found.leaves):,} pages.")
    if stray := _stray(beside.pages):
        raise refusal(str(path), "W008", stray)
    scans = _Scans(files, beside, path).of(found.leaves)
    return replace(found, messages=(*_messages(beside), *found.messages), scans=scans)


@dataclass(frozen=True)
class _Page:
    source: Source
    kind: Format
    data: bytes
    name: str  # in messages


@dataclass
class _Beside:
    """Other files that were found among the pages."""

    images: dict[str, str]  # their names, by the names without ending
    records: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    rendered: list[Scan] = field(default_factory=list)  # the pages of PDFs, which are their own images


def _pages(files: list[Source], path: Path, beside: _Beside) -> Iterator[_Page]:
    """The files of pages, each read in its turn. Raises a Refusal if they have two formats (W008), or an unknown one
    (W007)."""
    kinds: dict[Format, str] = {}
    for file in files:
        if beside.images.get(file.stem) == file.name:
            continue
        data = file.read()
        name = f"{path.name}/{file.name}" if len(files) > 1 else str(path)
        match kind := format_of(data):
            case Format.RECORD if len(files) > 1:
                beside.records.append(file.name)
                continue
            case Format.IMAGE if len(files) > 1:
                beside.images[file.stem] = file.name
                continue
            case Format.RECORD | Format.IMAGE | Format.ARCHIVE | Format.OTHER:
                raise refusal(name, "W007", f"It is {_called(data, kind)}.")
            case Format.TEXT | Format.ALTO | Format.HOCR | Format.PAGE_XML | Format.DJVU_XML | Format.PDF:
                kinds.setdefault(kind, file.name)
        if len(kinds) > 1:
            raise refusal(str(path), "W008", f"{_list(f'{name} is {kind}' for kind, name in kinds.items())}.")
        beside.pages.append(file.name)
        yield _Page(file, kind, data, name)


def _bounded(pages: Iterable[_Page], path: Path) -> Iterator[_Page]:
    """The pages of plain text; a Refusal (W011) as soon as they have more text than any book."""
    total = 0
    for page in pages:
        total += len(page.data)
        if total > MOST_TEXT:
            raise refusal(str(path), "W011", f"It has more than {MOST_TEXT // 1_000_000:,} MB of text.")
        yield page


def _ocr_pages(files: Iterable[_Page], beside: _Beside) -> Iterator[OcrPage]:
    for page in files:
        for n, found in enumerate(_READERS[page.kind](page.data, page.name), 1):
            if page.kind is Format.PDF:
                beside.rendered.append(Scan(f"{page.source.name}, page {n}", page.source.read, n))
            image = beside.images.get(page.source.stem)
            yield replace(found, image=image) if image else found


class _Scans:
    """Finds the image of each leaf: the page of its PDF, the file that the format names, or the one whose name
    differs from that only in its ending. A name never leads out of the folder or archive of the witness."""

    def __init__(self, files: list[Source], beside: _Beside, path: Path) -> None:
        self._beside, self._path, self._single = beside, path, len(files) == 1
        images = [file for file in files if is_image_name(file.name)]
        self._by_name = {PurePosixPath(file.name).name.casefold(): file for file in images}
        self._by_stem = {file.stem.casefold(): file for file in images}

    def of(self, leaves: tuple[Leaf, ...]) -> dict[int, Scan]:
        """The images by the numbers of the leaves."""
        if self._beside.rendered:
            return {leaf.number: scan for leaf, scan in zip(leaves, self._beside.rendered, strict=True)}
        if len(leaves) == len(self._beside.pages) and not any(leaf.image for leaf in leaves):
            names = [self._beside.images.get(Source(name, bytes).stem, "") for name in self._beside.pages]
        else:
            names = [leaf.image for leaf in leaves]
        found = {leaf.number: self._file(name) for leaf, name in zip(leaves, names, strict=True) if name}
        return {number: Scan(file.name, file.read) for number, file in found.items() if file}

    def _file(self, name: str) -> Source | None:
        name = PurePosixPath(name).name
        if self._single and not self._by_name:
            return beside_file(self._path, name) if is_image_name(name) else None
        return self._by_name.get(name.casefold()) or self._by_stem.get(Source(name, bytes).stem.casefold())


def is_image_name(name: str) -> bool:
    """Whether a file has the name of an image."""
    return bool(_IMAGE_NAME.search(name))


def format_of(data: bytes) -> Format:
    """The format of a file, from its content."""
    if data.startswith(_IMAGES) or data[8:12] == b"WEBP" or data[4:12] in (b"ftypavif", b"ftypheic"):
        return Format.IMAGE
    if data.startswith(_ARCHIVES) or data[257:262] == b"ustar":
        return Format.ARCHIVE
    if pdf.MAGIC in data[:1024]:
        return Format.PDF
    head = encodings.decode_markup(data[:_HEAD])
    match markup_language.root(head):
        case "" if head.lstrip("\ufeff \r\n\t").startswith(("<?xml", "<!DOCTYPE")):
            return Format.OTHER  # XML whose declarations are longer than the head
        case "":
            return Format.OTHER if _no_text(data) or foreign.text(head) else Format.TEXT
        case "alto":
            return Format.ALTO
        case "PcGts":
            return Format.PAGE_XML
        case root if root.casefold() == djvu_xml.ROOT:
            return Format.DJVU_XML
        case root if root.casefold() == "html":
            return Format.HOCR if hocr.PAGE.encode() in data or hocr.PAGE in head else Format.OTHER
        case root if root in _RECORDS:
            return Format.RECORD
        case _:
            return Format.OTHER if head.lstrip("\ufeff \r\n\t").startswith("<?xml") else Format.TEXT


def _no_text(data: bytes) -> bool:
    return b"\0" in data[:_HEAD] and not encodings.wide(data)


def _called(data: bytes, kind: Format) -> str:
    """The common name of the format of an unreadable file."""
    head = encodings.decode_markup(data[:_HEAD])
    known = foreign.text(head) or foreign.other(data, markup_language.root(head)) if kind is Format.OTHER else ""
    return known or str(kind)


def _stray(names: list[str]) -> str:
    """Why the files are not the pages of a book, "" if they are: every name must have a number, and at least one other
    name the same letters before it, such as `f001` to `f012` for front matter and `p001` to `p340`."""
    if len(names) < 2:
        return ""
    starts = [_BEFORE_NUMBER.match(PurePosixPath(name).name) for name in names]
    known = Counter(start[0] for start in starts if start)
    stray = [name for name, start in zip(names, starts, strict=True) if start is None or known[start[0]] == 1]
    paged = next((name for name in names if name not in stray), "")
    if not stray:
        return ""
    return f"Not named like {paged}: {_list(stray)}." if paged else f"Not named like pages: {_list(stray)}."


def _messages(beside: _Beside) -> Iterator[Message]:
    if beside.records:
        yield Message(0, 0, "W020", f"{_list(beside.records)}.")


def _only(images: dict[str, str]) -> str:
    return f"It holds only images: {_list(images.values())}." if images else ""


def _list(names: Iterable[str]) -> str:
    given = list(names)
    return ", ".join(given[:_NAMED]) + (f" and {len(given) - _NAMED:,} more" if len(given) > _NAMED else "")
