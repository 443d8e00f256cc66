"""The downloads of an edition, and the page that lists them with sizes and checksums.

MkDocs does not know these files; they are written into the finished site (`editio.site.tree`). A further format is one
entry in `offered`. The templates are `downloads.jinja` and `download.jinja`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePosixPath

from markupsafe import Markup

from editio.edition import Built
from editio.inputs.registers import Apparatus, Settings
from editio.model import addresses
from editio.model.phrases import present
from editio.model.text import Edition
from editio.outputs import book, templates
from editio.outputs.files import epub, one_file, plain_text, tei
from editio.outputs.pages import bibliography
from editio.outputs.pages.features import Features
from editio.outputs.pages.markdown import Page, document
from editio.outputs.places import page_starts

SUMS = f"{addresses.DOWNLOADS}SHA256SUMS"
READ, DATA, SOURCES = "To read", "Text and data", "The sources cited"
_WHOLE = "The whole site, without a network"
_THIS_COPY = Markup(  # in the archive, the target of its own entry
    '<li class="this-copy"><p class="format">{} <span class="size">this copy</span></p>'
    "<p>What you read is the archive of the site, unpacked.</p></li>"
).format(_WHOLE)
_REFERENCES = {
    ".bib": ("BibTeX", "Every source that the edition cites, with all that is known about it."),
    ".ris": ("RIS", "The same, for reference managers."),
    ".json": ("CSL-JSON", "The same, for programs that format citations."),
}


@dataclass(frozen=True)
class File:
    """A file of the site that MkDocs does not make; `path` is its path from the site's root."""

    path: str
    content: bytes


@dataclass(frozen=True)
class Entry:
    """An entry of the page: a file for download without its content. `length` is in bytes."""

    path: str
    name: str
    description: str
    group: str
    length: int
    sha256: str

    @property
    def file(self) -> str:
        return PurePosixPath(self.path).name

    @property
    def size(self) -> str:
        return _size(self.length)

    @property
    def item(self) -> Markup:
        """It as an item of the list."""
        return templates.page("download", self)


@dataclass(frozen=True)
class Download(File):
    """A file for download: the name of its format, its content, and its heading on the page."""

    name: str
    description: str
    group: str

    @property
    def entry(self) -> Entry:
        digest = hashlib.sha256(self.content).hexdigest()
        return Entry(self.path, self.name, self.description, self.group, len(self.content), digest)


@dataclass(frozen=True)
class Downloads:
    """The content of the page: the files by their headings. In the archive of the site, its own entry is
    `this_copy`."""

    groups: tuple[tuple[str, tuple[Entry, ...]], ...]
    this_copy: Markup = _THIS_COPY
    with_archive: str = READ
    sums: str = PurePosixPath(SUMS).name


def to_read(built: Built, apparatus: Apparatus, has: Features) -> Iterator[Download]:
    """The whole edition as files for readers."""
    leaves = book.leaves(built, apparatus)
    parts = present(
        (has.notes, "notes"),
        (has.appendices, "documents"),
        (has.names, "indexes"),
        (has.emendations, "emendations"),
    )
    whole = ", ".join(["text", *parts])
    own = present((has.pages, "the page list of the printed book"), (has.notes, "notes that open at their calls"))
    in_book = ", ".join(own)
    yield Download(
        _named("html", apparatus.settings),
        one_file.page(built, apparatus, leaves),
        "One page of HTML",
        f"The whole edition in a single file that any browser opens, without a server or network: {whole}.",
        READ,
    )
    yield Download(
        _named("epub", apparatus.settings),
        epub.package(built, apparatus, leaves),
        "EPUB 3",
        f"The same as an e-book{f': {in_book}' if in_book else ''}.",
        READ,
    )


def as_tei(built: Built, apparatus: Apparatus, has: Features) -> Download:
    """The whole edition as TEI."""
    parts = present(
        (has.notes, "notes"),
        (has.pages, "page starts"),
        (has.emendations, "every emendation of the register with the reading of the witness"),
        (has.names, "names and dates identified"),
        (bool(apparatus.sources), "the bibliography"),
    )
    content = ", ".join(["text", *parts])
    return Download(
        _named("tei.xml", apparatus.settings),
        tei.document(built, apparatus),
        "TEI P5",
        f"The whole edition as XML: {content}.",
        DATA,
    )


def as_data(edition: Edition, apparatus: Apparatus, encoded: bytes) -> Iterator[Download]:
    """The whole edition as files for programs, `encoded` as JSON among them, and the sources that it cites."""
    settings = apparatus.settings
    fields = present((apparatus.names, "names"), (True, "dates"), (edition.parts_with_notes, "notes"))
    listed = ", ".join(fields)
    marks = present(
        (edition.parts_with_notes, "[57] for the call of note 57"),
        (page_starts(edition), "[p. 57] where printed page 57 begins"),
    )
    marked = " and ".join(marks)
    yield Download(
        _named("json", settings),
        encoded,
        "JSON",
        f"The whole edition as data: each passage with its {listed} and place. The page Data describes it.",
        DATA,
    )
    yield Download(
        _named("txt", settings),
        plain_text.whole(edition, settings, marked=False).encode(),
        "Plain text, to read",
        "Only the words: each paragraph on one line, with empty lines between paragraphs and displayed text indented.",
        DATA,
    )
    if marked:
        yield Download(
            _named("marked.txt", settings),
            plain_text.whole(edition, settings, marked=True).encode(),
            "Plain text, to cite from",
            f"The same with {marked}.",
            DATA,
        )
    for path, text in bibliography.files(edition, apparatus).items():
        yield Download(path, text.encode(), *_REFERENCES[PurePosixPath(path).suffix], SOURCES)


def _named(ending: str, settings: Settings) -> str:
    """The path of a download. It is named after the witness, so that files of two editions can be in one folder."""
    return f"{addresses.DOWNLOADS}{PurePosixPath(settings.witness.name).stem}.{ending}"


def archive(stem: str) -> str:
    """The path of the archive of the whole site, named for its witness."""
    return f"{addresses.DOWNLOADS}{stem}-offline.zip"


def whole_site(stem: str, length: int, sha256: str) -> Entry:
    """The entry of the archive of the whole site, which has this length in bytes and this checksum."""
    phrase = f"These pages as they are, with their search, in a folder: unpack the archive and open {stem}/index.html."
    return Entry(archive(stem), _WHOLE, phrase, READ, length, sha256)


def with_archive(page: str, packed: Entry) -> str:
    """The page of downloads, as the archive has it, with the archive on its list."""
    before, mark, after = page.partition(_THIS_COPY)
    if not mark:
        raise ValueError("The page of downloads has no place for the archive of the site.")
    return before + str(packed.item) + after


def checksums(downloads: Iterable[Entry]) -> File:
    """Checksums of the files in the same folder, in the format of `sha256sum -c`."""
    lines = "".join(
        f"{d.sha256}  {PurePosixPath(d.path).name}\n" for d in downloads if d.path.startswith(addresses.DOWNLOADS)
    )
    return File(SUMS, lines.encode())


def pages(downloads: Iterable[Entry]) -> list[Page]:
    """The page; none without downloads."""
    groups = groupby(downloads, key=lambda download: download.group)
    shown = Downloads(tuple((name, tuple(members)) for name, members in groups))
    return (
        [document(addresses.DOWNLOADS, "Downloads", [templates.page("downloads", shown)], "hide:\n  - toc\n")]
        if shown.groups
        else []
    )


def _size(count: int) -> str:
    """A number of bytes as people say it, in powers of 1000."""
    for unit, size in (("MB", 1_000_000), ("kB", 1_000)):
        if count >= size:
            return f"{count / size:.1f} {unit}"
    return f"{count} bytes"
