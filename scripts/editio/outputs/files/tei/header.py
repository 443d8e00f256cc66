"""The header: the book, the witness, the editorial principles and the rights."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from editio.edition import Built
from editio.inputs.registers import Apparatus
from editio.outputs import emended
from editio.outputs.files.tei.dates import METHOD
from editio.outputs.files.tei.markup import element, lines
from editio.outputs.pages.emendations import KINDS, RULES

_PRINCIPLES = {
    "correction": (
        "A reading of the witness is changed only if it was not in the printed book, or was there by mistake. Each "
        "change in the register is a choice. For a misprint, sic has the printed reading; for an error of the OCR, sic "
        "has the reading of the OCR, and its resp says so. The type of corr is the kind of emendation. Its cert says "
        "whether another reading can have been printed. A change that a page break or the end of a block divides is "
        "several choices; the later ones have corresp instead of an id, and all count as one."
    ),
    "normalization": (
        "Rules bring quotation marks, dashes, ellipses and the blanks around marks to one form, and remove specks. "
        "These changes are not marked in the text; each is in the register of the edition."
    ),
    "hyphenation": (
        "Words divided at the end of a line are joined in the form that the book has inside lines. If a page break "
        "divides a word, pb follows the word."
    ),
    "segmentation": (
        "The id of every block of text corresponds to its address on the site: chapters-04-p12 is the block p12 of "
        "the page chapters/04/. A number stays with its passage and is never given to another."
    ),
    "interpretation": (
        "A note call is a ref of the type noteCall with the printed number, and page breaks are empty elements. So the "
        "text of a block without sic, note calls and notes of the editors is exactly the edited text. An inferred page "
        "number, and a call whose place or number is inferred, have cert."
    ),
}
_LEDGER = (
    "Every character of the witness has one fate: kept, emended, read as the mark of a note call, or set aside with "
    "the printed page. Each build reconstructs the witness from the edition and this ledger, and compares it with the "
    "file."
)


def header(built: Built, apparatus: Apparatus, editors: str, ocr: str) -> etree._Element:
    """The teiHeader; `editors` and `ocr` are the ids of those who are responsible for the text."""
    description = [
        element("titleStmt", *lines(_title(apparatus, editors, ocr))),
        element(
            "editionStmt",
            element("edition", f"Version {apparatus.settings.site.version}", n=apparatus.settings.site.version),
        ),
        element("publicationStmt", *lines(_publication(apparatus))),
        element("sourceDesc", *lines(_source(built, apparatus))),
    ]
    language = apparatus.settings.book.language
    profile = [
        element(
            "calendarDesc", element("calendar", element("p", "Extended Date/Time Format (ISO 8601-2)."), id=METHOD)
        ),
        element("langUsage", element("language", language, ident=language)),
    ]
    site = apparatus.settings.site
    change = element("change", _counts(built, apparatus), n=site.version, when=site.day)
    return element(
        "teiHeader",
        *lines(
            [
                element("fileDesc", *lines(description)),
                element("encodingDesc", *lines(_encoding())),
                element("profileDesc", *lines(profile)),
                element("revisionDesc", change),
            ]
        ),
    )


def _title(apparatus: Apparatus, editors: str, ocr: str) -> Iterator[etree._Element]:
    book = apparatus.settings.book
    yield element("title", book.title, type="main")
    if book.subtitle:
        yield element("title", book.subtitle, type="sub")
    yield from (element("author", author.direct) for author in book.authors)
    names = apparatus.settings.site.editors or ("the editors",)
    people = [element("name", name) for name in names]
    yield element("respStmt", *lines([element("resp", "emendation and markup"), *people]), id=editors)
    yield element(
        "respStmt",
        *lines([element("resp", "transcription"), element("name", "optical character recognition")]),
        id=ocr,
    )


def _publication(apparatus: Apparatus) -> Iterator[etree._Element]:
    settings = apparatus.settings
    yield element("publisher", ", ".join(settings.site.editors) or "The editors")
    if day := settings.site.day:
        yield element("date", day, when=day)
    if settings.site.address:
        yield element("idno", settings.site.address, type="URI")
    status = "free" if settings.rights.cleared else "restricted"
    name = "licence" if settings.rights.cleared else "p"
    yield element(
        "availability", *lines(element(name, sentence) for sentence in settings.rights.notices), status=status
    )


def _source(built: Built, apparatus: Apparatus) -> Iterator[etree._Element]:
    book, entry = apparatus.settings.book, apparatus.settings.witness
    printed = [
        *(element("author", author.direct) for author in book.authors),
        *(element("editor", editor.direct) for editor in book.editors),
        *(element("editor", translator.direct, role="translator") for translator in book.translators),
        element("title", book.title),
        *([element("title", book.series, level="s")] if book.series else []),
        *([element("biblScope", book.volume, unit="volume")] if book.volume else []),
        *([element("pubPlace", book.place)] if book.place else []),
        *([element("publisher", book.publisher)] if book.publisher else []),
        element("date", str(book.year)),
    ]
    yield element("bibl", *lines(printed), type="print")
    lacks = f" It lacks: {', '.join(entry.lacks)}." if entry.lacks else ""
    witness = built.edition.witness
    described = f"The OCR text of one printed copy, {len(witness.text):,} characters.{lacks}"
    checksum = element("idno", witness.sha256, type="SHA-256")
    yield element(
        "listWit",
        element("witness", described, " ", element("idno", entry.name, type="file"), " ", checksum, id="witness"),
    )


def _encoding() -> Iterator[etree._Element]:
    yield element("projectDesc", element("p", _LEDGER))
    yield element("editorialDecl", *lines(element(name, element("p", words)) for name, words in _PRINCIPLES.items()))
    kinds = (
        element("category", element("catDesc", kind.label), n=name.replace(" ", "-")) for name, kind in KINDS.items()
    )
    rules = (
        element("category", element("catDesc", f"{title}: {what}"), n=name) for name, (title, what) in RULES.items()
    )
    yield element(
        "classDecl",
        *lines(
            [
                element("taxonomy", *lines(kinds), n="emendations"),
                element("taxonomy", *lines(rules), n="rules"),
            ]
        ),
    )


def _counts(built: Built, apparatus: Apparatus) -> str:
    return f"Emendations: {emended.counted(built.edition, apparatus)}."
