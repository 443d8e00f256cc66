"""The edition as data: one JSON of the whole, and a twin in JSON beside every page of the book and for every
passage on it.

    chapters/04/index.json    the twin of chapters/04/
    chapters/04/p12.json      the twin of chapters/04/#p12
    people/index.json         the twin of people/
    subjects/index.json       the twin of subjects/

Ids and addresses are those of the site and of TEI. All passages of a long book take as much memory as its edition, so
the files are made part by part. Begin reading at `Whole`; `shapes` describes the fields.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from pydantic import BaseModel
from pydantic_core import to_json

from editio.edition import Built
from editio.inputs import bibliography, identifiers
from editio.inputs.registers import Apparatus
from editio.model import addresses
from editio.model.kinds import BlockKind, NameKind, NoteKind, PartKind
from editio.model.text import Block, Part, paragraphs, plain
from editio.outputs import chapter_notes
from editio.outputs.citation import ByOther, Citations, is_document, parts_without_pages, place_in, titles
from editio.outputs.files.data.passages import Passages
from editio.outputs.files.data.shapes import (
    About,
    Book,
    Citation,
    Entry,
    Identification,
    Indexed,
    IndexFile,
    Note,
    PartFile,
    Passage,
    PassageFile,
    Styled,
    Subject,
    SubjectsFile,
)
from editio.outputs.files.data.shapes import (
    Part as PartData,
)
from editio.outputs.pages import indexes, subjects
from editio.outputs.pages.markdown import heading
from editio.outputs.places import extent, extents, identifier
from editio.stages.linking import citations

SCHEMAS: Mapping[str, type[BaseModel]] = {
    "book": Book,
    "part": PartFile,
    "passage": PassageFile,
    "index": IndexFile,
    "subjects": SubjectsFile,
}
DRAFT = "https://json-schema.org/draft/2020-12/schema"
_NO_PARTS = b'"parts":[]'  # which no text has, because quotation marks within one are escaped
_HEADINGS = frozenset({BlockKind.SECTION, BlockKind.YEAR, BlockKind.GROUP})


class Whole:
    """The whole edition as JSON, and the twins of its pages and passages. `twins` also encodes the parts of the
    edition, and `encoded` joins these, so read all `twins` before you call `encoded`."""

    def __init__(self, built: Built, apparatus: Apparatus) -> None:
        self._built, self._apparatus = built, apparatus
        self._book = book(built, apparatus)
        self._parts: list[bytes] = []  # encoded
        self._named: dict[str, list[str]] = {}  # the addresses of the passages that name an entry, by its address

    def twins(self) -> Iterator[tuple[str, bytes]]:
        """Path and content of the twin of each page, passage and index."""
        of_part = twins(self._book.about, self._built, self._apparatus)
        for part in parts(self._built, self._apparatus):
            self._parts.append(to_json(part))
            for passage in part.passages:
                for address in dict.fromkeys(name.address for name in passage.names):
                    self._named.setdefault(address, []).append(passage.address)
            yield from of_part(part)
        yield from index_twins(self._book, self._named)

    def encoded(self) -> bytes:
        """A file of the whole edition as JSON."""
        return self._book.encoded().replace(_NO_PARTS, b'"parts":[' + b",".join(self._parts) + b"]", 1)


def book(built: Built, apparatus: Apparatus, parts: Iterable[PartData] = ()) -> Book:
    """The whole edition, with these parts."""
    coordinates = {addresses.name(NameKind.PLACE, one.key): one for one in apparatus.coordinates}
    return Book(
        about=_about(built, apparatus),
        parts=tuple(parts),
        names=tuple(
            Entry(
                id=identifier(name.address),
                address=addresses.entry(name.address),
                kind=name.kind,
                name=name.name,
                sort=name.sort,
                variants=name.variants,
                dates=name.dates,
                office=name.office,
                note=name.note,
                latitude=coordinates[name.address].lat if name.address in coordinates else None,
                longitude=coordinates[name.address].lon if name.address in coordinates else None,
                same_as=tuple(identifiers.address(scheme, value) for scheme, value in name.identifiers),
            )
            for name in sorted(apparatus.names, key=indexes.order)
        ),
        subjects=tuple(_subjects(built, apparatus)),
        sources=tuple(bibliography.csl(source) for source in apparatus.sources),
    )


@cache
def schemas() -> Mapping[str, bytes]:
    """The JSON Schema of each kind of file, by its name."""
    return {name: _schema(name, shape) for name, shape in SCHEMAS.items()}


def _schema(name: str, shape: type[BaseModel]) -> bytes:
    schema = {"$schema": DRAFT, "$id": f"{name}.schema.json", **shape.model_json_schema()}
    return (json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode()


def twins(about: About, built: Built, apparatus: Apparatus) -> Callable[[PartData], Iterator[tuple[str, bytes]]]:
    """A function for path and content of the twins of a part and its passages."""
    cite = Citations(apparatus.settings)
    printed = {part.address: extents(built.edition, part) for part in built.edition.parts}
    named = titles(built.edition)
    marks = {
        (part.notes_address, str(note.number)): note.cited
        for part in built.edition.parts_with_notes
        for note in chapter_notes.of_part(built.edition, part, apparatus)
    }
    places = parts_without_pages(built.edition, apparatus.documents)
    documents = {
        part.address: ByOther(extent(built.edition, part))
        for part in built.edition.parts
        if is_document(part, apparatus.documents)
    }

    def of_part(part: PartData) -> Iterator[tuple[str, bytes]]:
        yield f"{part.address}index.json", PartFile(about=about, part=part).encoded()
        for passage in part.passages:
            ident = passage.address.partition("#")[2]
            note = marks.get((part.address, passage.label), "") if passage.kind == BlockKind.NOTE else ""
            of_passage, document = printed[part.address].get(ident), documents.get(part.address)
            article = passage.label if passage.kind == BlockKind.ARTICLE else ""
            within = places.get(part.address)
            where = () if within is None else place_in(within, ident, article, passage.label if note else "")
            cited = cite.of(passage.address, of_passage, note, named.get(part.address, ""), document, where)
            citation = Citation(
                url=cited.url,
                styles=tuple(Styled(style=style.title, citation=at, entry=entry) for style, at, entry in cited.forms),
                csl=cited.item,
            )
            file = PassageFile(about=about, citation=citation, passage=passage)
            yield f"{part.address}{ident}.json", file.encoded()

    return of_part


def index_twins(whole: Book, named: Mapping[str, list[str]]) -> Iterator[tuple[str, bytes]]:
    """Path and content of the twin of each index that has entries. `named` has the addresses of the passages that name
    an entry, by its address."""
    for index in map(addresses.index, NameKind):
        entries = tuple(
            Indexed(**entry.model_dump(), passages=tuple(named[entry.address]))
            for entry in whole.names
            if entry.address.startswith(index) and entry.address in named
        )
        if entries:
            yield f"{index}index.json", IndexFile(about=whole.about, entries=entries).encoded()
    if whole.subjects:
        yield f"{addresses.SUBJECTS}index.json", SubjectsFile(about=whole.about, entries=whole.subjects).encoded()


def _about(built: Built, apparatus: Apparatus) -> About:
    settings = apparatus.settings
    return About(
        title=settings.book.title,
        author=settings.book.byline,
        version=settings.site.version,
        rights=" ".join(settings.rights.notices),
        witness_sha256=built.edition.witness.sha256,
    )


def _subjects(built: Built, apparatus: Apparatus) -> Iterator[Subject]:
    known = subjects.titles(apparatus)
    for entry in sorted(apparatus.subjects, key=subjects.order):
        yield Subject(
            id=identifier(entry.address),
            address=addresses.entry(entry.address),
            kind=entry.kind,
            name=entry.name,
            dates=entry.dates,
            note=entry.note,
            see=tuple(known[key][0] for key in entry.see),
            also=tuple(known[key][0] for key in entry.also),
            passages=tuple(dict.fromkeys(p.address for p in built.subjects.passages.get(entry.key, ()))),
        )


def parts(built: Built, apparatus: Apparatus) -> Iterator[PartData]:
    """The parts of the book in its order; notes that the witness lacks come last."""
    edition, write = built.edition, Passages(built, apparatus)
    calling = {part.notes_address: part for part in edition.parts_with_notes}
    for part in edition.parts:
        owner = calling.get(part.address)
        yield PartData(
            id=identifier(part.address),
            address=part.address,
            kind=part.kind,
            number=part.number,
            title=heading(part),
            passages=tuple(_passages(part, write)),
            notes=tuple(_notes(owner, built, apparatus)) if owner else (),
        )
    for address, part in calling.items():
        if edition.notes_of(part) is None:
            yield PartData(
                id=identifier(address),
                address=address,
                kind=PartKind.NOTES,
                number=part.number,
                title=chapter_notes.title(part),
                passages=(),
                notes=tuple(_notes(part, built, apparatus)),
            )


def _passages(part: Part, write: Passages) -> Iterator[Passage]:
    section = ""
    for block in (part.title, *part.blocks):
        if block.spans:
            passage = write.passage(part, block, section)
            yield passage
            section = passage.id if block.kind in _HEADINGS else section


def _notes(part: Part, built: Built, apparatus: Apparatus) -> Iterator[Note]:
    bibliography_page = citations.page(built.edition)
    for note in chapter_notes.of_part(built.edition, part, apparatus):
        address = part.note_address(note.number)
        yield Note(
            id=identifier(address),
            address=address,
            number=note.number,
            call=addresses.at(part.address, addresses.call_id(note.number)) if note.call else "",
            text=_text(note.printed) if note.printed else "",
            supplied=tuple(entry.text for entry in note.of_kind(NoteKind.TEXT)),
            identified=tuple(
                Identification(
                    source=f"{bibliography_page}#{entry.source}" if entry.source else "",
                    detail=entry.detail,
                    ground=entry.ground,
                )
                for entry in note.of_kind(NoteKind.IDENTIFICATION)
            ),
        )


def _text(note: Block) -> str:
    """The text of a note: a line for each paragraph and each line of verse."""
    return "\n".join(plain(note.spans[k].content).strip() for spans in paragraphs(note) for k in spans)
