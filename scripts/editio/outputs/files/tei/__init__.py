"""The whole book as one TEI P5 document, valid against the schema of all of TEI.

Jacket, front matter and chronology are its front, the chapters its body, and documents, notes, bibliography and index
its back; the sources that the editors list are there too. Notes missing from the witness are in it, so that each call
leads to its note: it has a gap instead of its text, and the entries of the editors. Begin reading at `document`; `body`
writes the blocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from editio.edition import Built
from editio.inputs.registers import Apparatus
from editio.model.kinds import PartKind
from editio.outputs import chapter_notes
from editio.outputs.files.tei import authorities
from editio.outputs.files.tei.body import EDITORS, OCR, Body
from editio.outputs.files.tei.facsimile import facsimile
from editio.outputs.files.tei.header import header
from editio.outputs.files.tei.markup import element, lines

_FRONT = (PartKind.JACKET, PartKind.FRONT, PartKind.CHRONOLOGY)
_BODY = (PartKind.PART, PartKind.CHAPTER)


def document(built: Built, apparatus: Apparatus) -> bytes:
    """The document in UTF-8, ending with a line break."""
    body = Body(built, apparatus)
    parts = built.edition.parts
    front = [body.part(d) for d in parts if d.kind in _FRONT]
    last = max((k for k, d in enumerate(parts) if d.kind is PartKind.CHAPTER), default=len(parts))
    chapters = [body.part(d) for k, d in enumerate(parts) if d.kind in _BODY and k <= last]
    back = [
        *(body.part(d) for k, d in enumerate(parts) if d.kind is PartKind.APPENDIX or (d.kind in _BODY and k > last)),
        *_notes(built, apparatus, body),
        *(body.part(d) for d in parts if d.kind not in (*_FRONT, *_BODY, PartKind.APPENDIX, PartKind.NOTES)),
        *authorities.sources(built, apparatus, EDITORS),
    ]
    sections = [
        element("front", *lines(front)) if front else None,
        element("body", *lines(chapters or [element("div")])),
        element("back", *lines(back)) if back else None,
    ]
    whole = [
        header(built, apparatus, EDITORS, OCR),
        facsimile(built),
        authorities.standoff(built, apparatus),
        element("text", *lines(_present(sections)), lang=apparatus.settings.book.language),
    ]
    root = element("TEI", *lines(_present(whole)))
    root.tail = "\n"
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(root, encoding="UTF-8", xml_declaration=False)


def _present(found: Iterable[etree._Element | None]) -> Iterator[etree._Element]:
    return (element for element in found if element is not None)


def _notes(built: Built, apparatus: Apparatus, body: Body) -> Iterator[etree._Element]:
    """The notes of each part, in the witness or only called, those of front matter first; and notes that no part
    calls."""
    printed = {(d.owner, d.number): d for d in built.edition.parts if d.kind is PartKind.NOTES}
    calling = {(d.kind, d.number): d for d in built.edition.parts_with_notes}
    for key in sorted(printed.keys() | calling.keys(), key=lambda key: (key[0] is PartKind.CHAPTER, key[1])):
        found = chapter_notes.of_part(built.edition, calling[key], apparatus) if key in calling else ()
        yield body.notes(calling.get(key) or printed[key], printed.get(key), found)
