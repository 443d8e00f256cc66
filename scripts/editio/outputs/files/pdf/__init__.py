"""The edition as a PDF for print: the leaves of the book in one document that WeasyPrint sets in pages.

Every id of the site is a destination of the PDF, named by its address (`chapters-04-p12`); the pages of the printed
book stand in the margin. The labels of its own pages are the numbers that they show; those before the first leaf,
which show none, have roman ones. It is set in the typeface of the site. WeasyPrint needs Pango, a library of the
system, so it is no part of what the site needs. Begin reading at `pdf`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from editio.edition import Built
from editio.inputs.registers import Apparatus
from editio.model.messages import Message, Refusal
from editio.outputs import archive, book
from editio.outputs.files import epub
from editio.outputs.places import identifier
from editio.system.resources import THEME

_HERE = Path(__file__).parent
_FACES = (("normal", "literata-regular.woff2"), ("italic", "literata-italic.woff2"))


def pdf(built: Built, apparatus: Apparatus) -> bytes:
    """The PDF's bytes; a Refusal (M804) where WeasyPrint or what it needs is not there."""
    try:
        from weasyprint import HTML  # type: ignore[import-untyped]
    except (ImportError, OSError) as error:
        raise Refusal(Message(0, 0, "M804", f"{error}".split("\n")[0])) from error
    first = identifier(book.leaves(built, apparatus)[0].address)
    made: bytes = HTML(string=document(built, apparatus), base_url=f"{_HERE}/").write_pdf(
        pdf_variant="pdf/ua-1",
        pdf_identifier=epub.identifier(apparatus.settings).encode(),
        finisher=lambda set_pages, file: _label(set_pages, file, first),
    )
    return made


def _label(document: Any, file: Any, first: str) -> None:
    """Give the pages their labels; `first` is the id of the first leaf."""
    from pydyf import Array, Dictionary  # type: ignore[import-untyped]

    before = next((k for k, page in enumerate(document.pages) if first in page.anchors), 0)
    numbers = [before, Dictionary({"S": "/D", "St": before + 1})]
    labels = [0, Dictionary({"S": "/r"}), *numbers] if before else numbers
    file.catalog["PageLabels"] = Dictionary({"Nums": Array(labels)})


def document(built: Built, apparatus: Apparatus) -> str:
    """The whole book as one page of HTML, its ids as `identifier` names them."""
    leaves = book.leaves(built, apparatus)
    targets = {leaf.address for leaf in leaves}
    templates = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    settings = apparatus.settings
    return templates.get_template("book.html").render(
        settings=settings,
        book=settings.book,
        source=epub.source(settings),
        faces=[(style, (THEME / "fonts" / name).as_uri()) for style, name in _FACES],
        made=archive.modified(settings).strftime("%Y-%m-%d"),
        leaves=[(identifier(leaf.address), leaf, book.as_html(book.joined(leaf, targets))) for leaf in leaves],
    )
