"""The edition as an EPUB 3: a file for each leaf of the book, with the ids of the site.

`chapters/04/#p12` of the site is `chapters-04.xhtml#p12` here. The same edition gives the same bytes:
its time is that of `SOURCE_DATE_EPOCH` or else the date of edition.toml, its identifier is made from the
witness and the version. Begin reading at `package`.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path

from lxml import etree
from markupsafe import Markup

from editio.edition import Built
from editio.inputs.registers import Apparatus, Settings
from editio.outputs import book, templates
from editio.outputs.archive import modified, zipped
from editio.outputs.book import EPUB, XHTML, EpubType, Leaf
from editio.outputs.files import style_of
from editio.outputs.files.epub import cover

_HERE = Path(__file__).parent
_NAMESPACE = uuid.UUID("5ec1a1e6-3b0c-5f6e-9d4e-1f0f7a8f6f52")  # of the identifiers of our e-books
_SUMMARY = (
    "Reflowable text, with the cover as the only picture. It has headings, a table of contents, landmarks, {pages}"
    "notes linked in both directions, and tables with headers. By its makers’ own assessment it conforms to EPUB "
    "Accessibility 1.1 at WCAG 2.1 level AA; nobody else has certified it."
)
_PAGES = "the page list and page breaks of the printed book, "
_FEATURES = ("ARIA", "displayTransformability", "readingOrder", "structuralNavigation", "tableOfContents")
_PAGE_FEATURES = ("pageBreakMarkers", "pageNavigation", "printPageNumbers")
_DIVISIONS = {"Chapters": "bodymatter", "Notes": "endnotes", "Indexes": "index"}  # landmarks by groups
_LANDMARKS = {"bodymatter": "Start of the text", "endnotes": "Notes", "index": "Indexes"}


def package(built: Built, apparatus: Apparatus, leaves: tuple[Leaf, ...]) -> bytes:
    """The EPUB's bytes."""
    settings = apparatus.settings
    picture = cover.picture(settings.book, private=not settings.rights.cleared)
    shown = "cover.png" if picture else "cover.svg"
    landmarks = _landmarks(leaves)
    pages = {label: file(at) for label, at in book.page_addresses(built.edition, leaves).items()}
    features = (*_FEATURES, *(("index",) if "index" in landmarks else ()), *(_PAGE_FEATURES if pages else ()))
    found = templates.environment(_HERE)
    stated = {
        "settings": settings,
        "book": settings.book,
        "identifier": identifier(settings),
        "source": source(settings),
        "summary": _SUMMARY.format(pages=_PAGES if pages else ""),
        "features": sorted(features, key=str.lower),
        "modified": modified(settings).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "lines": cover.lines_of_title(settings.book.full_title),
        "cover": shown,
        "leaves": leaves,
        "groups": [(name, list(members)) for name, members in groupby(leaves, key=lambda leaf: leaf.group)],
        "landmarks": landmarks,
        "pages": pages,
        "inferred": sum(bool(page.label) and not page.certain for page in built.edition.pagination.pages),
    }
    made = {
        name: found.get_template(name).render(stated).encode()
        for name in ("package.opf", "nav.xhtml", "cover.xhtml", "titlepage.xhtml", "colophon.xhtml")
    }
    made[shown] = picture or found.get_template("cover.svg").render(stated).encode()
    page = found.get_template("page.xhtml")
    targets = {leaf.address for leaf in leaves}
    for leaf in leaves:
        body = book.linked(leaf, lambda at: file(at) if at.partition("#")[0] in targets else None)
        text = etree.tostring(body, encoding="unicode")
        made[f"{leaf.name}.xhtml"] = page.render(stated, title=leaf.title, body=Markup(_plain(text))).encode()
    made["style.css"] = style_of(_HERE).encode()
    container = (_HERE / "container.xml").read_bytes()
    files = {"mimetype": b"application/epub+zip", "META-INF/container.xml": container}
    files |= {f"EPUB/{name}": made[name] for name in sorted(made)}
    # The first file identifies the container, uncompressed.
    return zipped(files.items(), modified(settings), stored={"mimetype"})


def identifier(settings: Settings) -> str:
    """The e-book's name in the world: one for each witness and version."""
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, f'{settings.witness.sha256} {settings.site.version}')}"


def source(settings: Settings) -> str:
    """The printed book, whose pages the page list has."""
    book = settings.book
    imprint = ": ".join(filter(None, (book.place, book.publisher)))
    return f"{book.byline}, {book.title} ({', '.join(filter(None, (imprint, str(book.year))))})"


def file(address: str) -> str:
    """An address of the site as one of the e-book."""
    page, mark, ident = address.partition("#")
    return f"{page.strip('/').replace('/', '-')}.xhtml{mark}{ident}"


def _plain(text: str) -> str:
    """Without the namespaces that the page declares."""
    return text.replace(f' xmlns="{XHTML}"', "", 1).replace(f' xmlns:epub="{EPUB}"', "", 1)


def _landmarks(leaves: Iterable[Leaf]) -> Mapping[str, tuple[str, str]]:
    """The first file of each of the book's divisions that a reader may want to go to, with its name."""
    found: dict[str, tuple[str, str]] = {}
    for leaf in leaves:
        kind = _DIVISIONS.get(leaf.group) or (leaf.kind if leaf.kind is EpubType.BIBLIOGRAPHY else "")
        if kind:
            found.setdefault(kind, (f"{leaf.name}.xhtml", _LANDMARKS.get(kind, leaf.title)))
    return found
