"""The shapes of the edition's data. The JSON Schemas, and the lists of fields on the page about the data, are made from
these classes."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import to_json


class Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    def encoded(self) -> bytes:
        """A file of this as JSON."""
        return to_json(self) + b"\n"


class About(Shape):
    """The origin of the data, and the rights in them."""

    title: Annotated[str, Field(description="of the book")]
    author: Annotated[str, Field(description="of the book")]
    version: Annotated[str, Field(description="the version of the edition")]
    rights: Annotated[str, Field(description="what may be done with the text")]
    witness_sha256: Annotated[str, Field(description="the checksum of the OCR text from which the edition is made")]


class Range(Shape):
    """Characters of the passage's text."""

    start: Annotated[int, Field(ge=0, description="the first character, from 0, counted in Unicode code points")]
    end: Annotated[int, Field(ge=0, description="the character after the last")]


class Span(Range):
    """A part of the passage with a function of its own: `text`, `cite`, `marker` and `item`, `speaker` and `speech`,
    `header` and `cell`, `date` and `event`, `number`."""

    role: Annotated[str, Field(description="its function")]
    row: Annotated[int, Field(description="of a list, dialogue or table, from 0")]
    column: Annotated[int, Field(description="of a table, from 0")]


class PrintedPage(Shape):
    """A page of the printed book."""

    label: Annotated[str, Field(description="its number; empty for a leaf outside the count")]
    certain: Annotated[bool, Field(description="false where the number is inferred")]


class PageStart(PrintedPage):
    """Where a printed page starts within the passage."""

    id: Annotated[str, Field(description="as `chapters-01-page3`")]
    address: Annotated[str, Field(description="as `chapters/01/#page3`")]
    position: Annotated[int, Field(ge=0, description="how many characters of the text are before it")]


class NoteCall(Shape):
    """The call of an endnote."""

    id: Annotated[str, Field(description="as `chapters-01-call3`")]
    address: Annotated[str, Field(description="as `chapters/01/#call3`")]
    position: Annotated[int, Field(ge=0, description="how many characters of the text are before it")]
    note: Annotated[int, Field(ge=1, description="the number of its note")]
    note_address: Annotated[str, Field(description="as `notes/01/#note3`")]
    certain: Annotated[bool, Field(description="false if its number or place is inferred")]


class Name(Range):
    """A name of a person, place, organization or work."""

    address: Annotated[str, Field(description="its entry in the index")]
    ground: Annotated[str, Field(description="the reason for this target, if the words alone do not show it")]


class Date(Range):
    """A date of the text."""

    edtf: Annotated[str, Field(description="in the Extended Date/Time Format")]
    certain: Annotated[bool, Field(description="false where the text leaves a doubt")]
    ground: Annotated[str, Field(description="the reason for this target, if the words alone do not show it")]


class Link(Range):
    """A reference to a part of the edition, or the citation of a source."""

    kind: Annotated[str, Field(description="`xref` or `citation`")]
    address: Annotated[str, Field(description="what is referred to")]
    ground: Annotated[str, Field(description="the reason for this target, if the words alone do not show it")]


class Change(Range):
    """A place where the edited text differs from the witness."""

    id: Annotated[
        str, Field(description="the id of the entry in the register, or the name of the rule that was applied")
    ]
    address: Annotated[str, Field(description="the address of the entry in the register, or of the list of rules")]
    witness: Annotated[str, Field(description="the reading of the witness")]
    edited: Annotated[str, Field(description="the text of the edition in this passage")]
    kind: Annotated[str, Field(description="`misreading`, `lost mark`, `lost diacritic`, `misprint` or `rule`")]
    certainty: Annotated[str, Field(description="`certain` or `probable`")]
    reason: Annotated[str, Field(description="what the editors say for it")]
    line: Annotated[int, Field(ge=1, description="of the file of the witness")]
    column: Annotated[int, Field(ge=1, description="where in that line the reading begins")]
    witness_address: Annotated[str, Field(description="the line on the page that shows the witness")]


class Passage(Shape):
    """A block of the text: a paragraph, displayed quotation, list, table, heading."""

    id: Annotated[str, Field(description="the same in all data of the edition, as `chapters-01-p3`")]
    address: Annotated[str, Field(description="from the root of the site, as `chapters/01/#p3`")]
    kind: Annotated[
        str,
        Field(
            description="`paragraph`, `continued` (going on after a display), `quotation`, `epigraph`, `section`, "
            "`list`, `dialogue`, `table`, `footnote`, `signature`, `source`, `article`, `year`, `event`, `note`, "
            "`entry`, `group`, `title`"
        ),
    ]
    label: Annotated[str, Field(description="the number of a note or article, the date of a dated event")]
    date: Annotated[str, Field(description="the date of a dated event in the Extended Date/Time Format")]
    article: Annotated[str, Field(description="the id of the article that begins here, as `appendices-1-art2`")]
    section: Annotated[str, Field(description="the id of its section; empty before the first section")]
    text: Annotated[str, Field(description="the edited text, with line breaks between cells, items and the like")]
    pages: Annotated[tuple[PrintedPage, ...], Field(description="the printed pages on which it stands")]
    former: Annotated[tuple[str, ...], Field(description="published addresses whose passage is now part of it")]
    spans: Annotated[tuple[Span, ...], Field(description="its parts in their order")]
    page_starts: Annotated[tuple[PageStart, ...], Field(description="printed pages that start in it")]
    calls: Annotated[tuple[NoteCall, ...], Field(description="note calls")]
    names: Annotated[tuple[Name, ...], Field(description="names of the authority list")]
    dates: Annotated[tuple[Date, ...], Field(description="dates, in the order of the text")]
    links: Annotated[tuple[Link, ...], Field(description="references and citations")]
    changes: Annotated[tuple[Change, ...], Field(description="every emendation, of the register and by rule")]


class Styled(Shape):
    """A citation in a style, as HTML with no element but `<i>`. It has the printed page, and the address if the edition
    is published."""

    style: Annotated[str, Field(description="`Chicago`, `MLA` or `APA`")]
    citation: Annotated[str, Field(description="the citation in a note (Chicago) or in the text (other styles)")]
    entry: Annotated[
        str, Field(description="the book, or the document that the book prints, in the list of works cited")
    ]


class Citation(Shape):
    """How the passage is cited."""

    url: Annotated[str, Field(description="its address on the published site; empty before publication")]
    styles: Annotated[
        tuple[Styled, ...], Field(description="one for each style, with inferred page numbers in square brackets")
    ]
    csl: Annotated[dict[str, Any], Field(description="the same as an item of CSL-JSON")]


class PassageFile(Shape):
    """The twin of a passage, as `/chapters/01/p3.json`."""

    about: Annotated[About, Field(description="the edition")]
    citation: Annotated[Citation, Field(description="how the passage is cited")]
    passage: Annotated[Passage, Field(description="the passage")]


class Identification(Shape):
    """The source that a note must have cited, as the passage shows."""

    source: Annotated[str, Field(description="the address in the bibliography; empty if it has no entry there")]
    detail: Annotated[str, Field(description="what of the source is cited")]
    ground: Annotated[str, Field(description="what tells")]


class Note(Shape):
    """A note of a chapter."""

    id: Annotated[str, Field(description="as `notes-01-note3`")]
    address: Annotated[str, Field(description="as `notes/01/#note3`")]
    number: Annotated[int, Field(description="in its chapter")]
    call: Annotated[str, Field(description="the address of its call; empty if no call was found")]
    text: Annotated[
        str,
        Field(
            description="its text in the witness, with line breaks between paragraphs; empty if the witness lacks it"
        ),
    ]
    supplied: Annotated[tuple[str, ...], Field(description="its text as editors supplied it")]
    identified: Annotated[tuple[Identification, ...], Field(description="its source as editors identified it")]


class Part(Shape):
    """A part of the book, or the notes of a chapter."""

    id: Annotated[str, Field(description="as `chapters-01`")]
    address: Annotated[str, Field(description="as `chapters/01/`")]
    kind: Annotated[
        str,
        Field(
            description="`jacket`, `front`, `part`, `chronology`, `chapter`, `appendix`, `notes`, `bibliography`, "
            "`index`, `back`"
        ),
    ]
    number: Annotated[int, Field(description="its number among the parts of its kind; 0 if it is the only one")]
    title: Annotated[str, Field(description="as the contents list it")]
    passages: Annotated[tuple[Passage, ...], Field(description="its title and its blocks in the order of the book")]
    notes: Annotated[tuple[Note, ...], Field(description="only in the notes of a chapter")]


class PartFile(Shape):
    """The twin of a page of the book, as `/chapters/01/index.json`."""

    about: Annotated[About, Field(description="the edition")]
    part: Annotated[Part, Field(description="the part")]


class Entry(Shape):
    """An entry of the indexes."""

    id: Annotated[str, Field(description="as `people-mueller`")]
    address: Annotated[str, Field(description="as `people/#mueller`")]
    kind: Annotated[str, Field(description="`person`, `place`, `organization` or `work`")]
    name: Annotated[str, Field(description="as the book has it")]
    sort: Annotated[str, Field(description="as the index orders it")]
    variants: Annotated[tuple[str, ...], Field(description="further forms that the text has")]
    dates: Annotated[str, Field(description="of a life or existence, as EDTF")]
    office: Annotated[str, Field(description="held at the time of the book")]
    note: Annotated[str, Field(description="what the editors add")]
    latitude: Annotated[float | None, Field(description="of a place, in degrees")]
    longitude: Annotated[float | None, Field(description="of a place, in degrees")]
    same_as: Annotated[tuple[str, ...], Field(description="its addresses in Wikidata, VIAF, GND and GeoNames")]


class Indexed(Entry):
    """An entry of an index with what the index leads to."""

    passages: Annotated[tuple[str, ...], Field(description="the addresses of the passages that name it")]


class Subject(Shape):
    """An entry of the index of events and subjects."""

    id: Annotated[str, Field(description="as `subjects-neutrality`")]
    address: Annotated[str, Field(description="as `subjects/#neutrality`")]
    kind: Annotated[str, Field(description="`event`, `subject`, `office` or `ship`")]
    name: Annotated[str, Field(description="its heading")]
    dates: Annotated[str, Field(description="of an event, as EDTF")]
    note: Annotated[str, Field(description="what the editors add")]
    see: Annotated[tuple[str, ...], Field(description="the addresses of the entries that have its passages")]
    also: Annotated[tuple[str, ...], Field(description="the addresses of related entries")]
    passages: Annotated[tuple[str, ...], Field(description="the addresses of the passages about it")]


class SubjectsFile(Shape):
    """The twin of the index of events and subjects, `/subjects/index.json`."""

    about: Annotated[About, Field(description="the edition")]
    entries: Annotated[tuple[Subject, ...], Field(description="all entries, as the index orders them")]


class IndexFile(Shape):
    """The twin of an index, as `/people/index.json`."""

    about: Annotated[About, Field(description="the edition")]
    entries: Annotated[
        tuple[Indexed, ...], Field(description="the entries that the text names, in the order of the index")
    ]


class Book(Shape):
    """The whole edition."""

    about: Annotated[About, Field(description="the edition")]
    parts: Annotated[tuple[Part, ...], Field(description="the parts of the book, and the notes of each chapter")]
    names: Annotated[tuple[Entry, ...], Field(description="the authority list")]
    subjects: Annotated[tuple[Subject, ...], Field(description="the index of events and subjects")]
    sources: Annotated[tuple[dict[str, Any], ...], Field(description="the bibliography, as items of CSL-JSON")]
