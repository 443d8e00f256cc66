"""What a document's page has beside its text: what is known of it, and where the book discusses it.

Both are the editors', and marked so (`apparatus`): the page's text is the document's alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from editio.inputs.registers import Document
from editio.model.kinds import AnnotationKind, PartKind
from editio.model.text import Edition
from editio.outputs.escaping import escape
from editio.stages.linking import Links, Locus, spans
from editio.stages.linking.locate import origin


def known(document: Document, to_root: str) -> str:
    """The document's data as a list of terms; what is not known is not there."""
    treaty = f'<a href="{to_root}works/#{document.treaty}">in the index</a>' if document.treaty else ""
    rows = (
        ("Kind", escape(document.kind)),
        ("Date", escape(document.edtf)),
        ("Place", escape(document.place)),
        ("Parties", escape(", ".join(document.parties))),
        ("Signed by", escape(", ".join(document.signatories))),
        ("Language", escape(document.language)),
        ("Its treaty", treaty),
        ("Ground", escape(document.ground)),
    )
    items = "".join(f"<dt>{term}</dt><dd>{text}</dd>" for term, text in rows if text)
    return f'<aside class="document-data apparatus" aria-label="About the document">\n<dl>{items}</dl>\n</aside>'


def discussed(edition: Edition, links: Links, document: Document | None, address: str, to_root: str) -> str:
    """The passages that refer to a document, and those that name the treaty it belongs to, by chapter, with
    their printed pages; "" where none does."""
    refer = [a.locus for a in links.of(AnnotationKind.XREF) if a.target.partition("#")[0] == address]
    treaty = f"works/{document.treaty}" if document and document.treaty else ""
    name = [a.locus for a in links.of(AnnotationKind.NAME) if a.target == treaty]
    listed = (
        ("Discussed in the book", refer),
        ("Passages that name its treaty", [locus for locus in name if locus not in refer]),
    )
    lists = [
        f"<p>{title}</p>\n<ul>\n{_passages(edition, loci, to_root)}\n</ul>"
        for title, found in listed
        if (loci := [locus for locus in found if locus.address != address])
    ]
    if not lists:
        return ""
    body = "\n".join(lists)
    return f'<aside class="discussed apparatus" aria-label="Discussed in the book">\n{body}\n</aside>'


def _passages(edition: Edition, loci: Iterable[Locus], to_root: str) -> str:
    """The items of a list of passages, one for each part of the book."""
    begins = {(locus.address, locus.block): span.content for locus, _, _, span in spans(edition) if locus.span == 0}
    titles = {d.address: f"Chapter {d.number}" if d.kind is PartKind.CHAPTER else "Elsewhere" for d in edition.parts}

    def printed(page: str, block: str) -> str:
        label = edition.pagination.page_of(origin(begins[page, block], 0)).label
        return f"p. {label}" if label else block

    found = dict.fromkeys((locus.address, locus.block) for locus in loci)
    lines = []
    for part, passages in groupby(found, key=lambda passage: titles[passage[0]]):
        pages = ", ".join(f'<a href="{to_root}{page}#{block}">{printed(page, block)}</a>' for page, block in passages)
        lines.append(f"<li>{part}: {pages}</li>")
    return "\n".join(lines)
