"""The additions to the page of a document: facts about it, and the passages that discuss it.

Both are by the editors and marked as such (`apparatus`). Begin reading at `known` and `discussed`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from editio.inputs.registers import Document, Name
from editio.model import addresses
from editio.model.edtf import readable
from editio.model.kinds import AnnotationKind, NameKind, PartKind
from editio.model.text import Edition
from editio.outputs import templates
from editio.outputs.elements import NOTHING
from editio.outputs.escaping import escape
from editio.outputs.places import told_apart
from editio.stages.linking import Links, Locus, spans
from editio.stages.linking.locate import origin


@dataclass(frozen=True)
class Passages:
    """The passages of one part of the book, each with its address and its printed page, or, for a further passage on
    the same page, its number."""

    part: str
    passages: tuple[tuple[str, str], ...]


def known(document: Document, names: Iterable[Name], to_root: str) -> Markup:
    """The document's known facts as a list of terms. `names` has the name of its work."""
    address = addresses.name(NameKind.WORK, document.work)
    name = next((name.name for name in names if name.address == address), document.work)
    work = Markup('<a href="{}{}">{}</a>').format(to_root, addresses.entry(address), escape(name))
    rows = (
        ("Kind", document.kind),
        ("Date", readable(document.edtf) if document.edtf else ""),
        ("Place", document.place),
        ("Parties", ", ".join(document.parties)),
        ("Signed by", ", ".join(document.signatories)),
        ("Language", document.language),
        ("Part of", work if document.work else ""),
        ("Basis", document.ground),
    )
    return templates.page("document_data", [(term, text) for term, text in rows if text])


def discussed(edition: Edition, links: Links, document: Document | None, address: str, to_root: str) -> Markup:
    """The passages that refer to a document or name its work, by chapter, with their printed pages; may be empty."""
    refer = [a.locus for a in links.of(AnnotationKind.XREF) if a.target.partition("#")[0] == address]
    work = addresses.name(NameKind.WORK, document.work) if document and document.work else ""
    name = [a.locus for a in links.of(AnnotationKind.NAME) if a.target == work]
    listed = (
        ("Discussed in the book", refer),
        ("Passages that name the work it belongs to", [locus for locus in name if locus not in refer]),
    )
    lists = [
        (title, _passages(edition, loci, to_root))
        for title, found in listed
        if (loci := [locus for locus in found if locus.address != address])
    ]
    return templates.page("discussed", lists) if lists else NOTHING


def _passages(edition: Edition, loci: Iterable[Locus], to_root: str) -> list[Passages]:
    begins = {(locus.address, locus.block): span.content for locus, _, _, span in spans(edition) if locus.span == 0}
    titles = {
        d.address: f"Chapter {d.label or d.number}" if d.kind is PartKind.CHAPTER else "Elsewhere"
        for d in edition.parts
    }
    found = dict.fromkeys((locus.address, locus.block) for locus in loci)

    def printed(place: tuple[str, str]) -> str:
        return edition.pagination.page_of(origin(begins[place], 0)).label

    lists = []
    for part, group in groupby(found, key=lambda place: titles[place[0]]):
        places = list(group)
        shown = told_apart(((place[1], printed(place)) for place in places), "p. ")
        links = (f"{to_root}{address}#{block}" for address, block in places)
        lists.append(Passages(part, tuple(zip(links, shown, strict=True))))
    return lists
