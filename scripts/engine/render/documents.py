"""What a document's page has beside its text: what is known of it, and where the book discusses it.

Both are the editors', and marked so (`apparatus`): the page's text is the document's alone.
"""

from __future__ import annotations

from itertools import groupby

from engine.apparatus import Document
from engine.linking import Links, spans
from engine.linking.locate import origin
from engine.model import Edition
from engine.render.escaping import escape


def known(document: Document) -> str:
    """The document's data as a list of terms; what is not known is not there."""
    rows = (
        ("Kind", document.kind),
        ("Date", document.edtf),
        ("Place", document.place),
        ("Parties", ", ".join(document.parties)),
        ("Signed by", ", ".join(document.signatories)),
        ("Language", document.language),
        ("Ground", document.ground),
    )
    items = "".join(f"<dt>{term}</dt><dd>{escape(text)}</dd>" for term, text in rows if text)
    return f'<aside class="document-data apparatus" aria-label="About the document">\n<dl>{items}</dl>\n</aside>'


def discussed(edition: Edition, links: Links, address: str, to_root: str) -> str:
    """The passages that refer to a part, by chapter, with their printed pages; "" where none does."""
    begins = {(locus.address, locus.block): span.content for locus, _, _, span in spans(edition) if locus.span == 0}

    def printed(page: str, block: str) -> str:
        return edition.pagination.page_of(origin(begins[page, block], 0)).label

    found = dict.fromkeys(
        (a.locus.address, a.locus.block)
        for a in links.of("xref")
        if a.target.partition("#")[0] == address and a.locus.address != address
    )
    titles = {d.address: f"Chapter {d.number}" if d.kind == "chapter" else "Elsewhere" for d in edition.divisions}
    lines = []
    for part, passages in groupby(found, key=lambda passage: titles[passage[0]]):
        pages = ", ".join(
            f'<a href="{to_root}{page}#{block}">p. {printed(page, block)}</a>' for page, block in passages
        )
        lines.append(f"<li>{part}: {pages}</li>")
    if not lines:
        return ""
    body = "\n".join(lines)
    return (
        '<aside class="discussed apparatus" aria-label="Discussed in the book">\n'
        f"<p>Discussed in the book</p>\n<ul>\n{body}\n</ul>\n</aside>"
    )
