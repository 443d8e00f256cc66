"""A page for the notes of each chapter: every note with what is known of it, and the way back to its call.

A note's text is the witness's; where the witness lacks it, the one that an editor entered. An
identification is the editors' and says so, with its ground. The same content stands beside the page as
a script, `notes.js`, from which a chapter shows a note in place, on a site without a server too; and with
the chapter itself, for paper (`beside_chapters`). The templates are `notes.jinja` and `notes_on_paper.jinja`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from editio.inputs.bibliography import Source
from editio.inputs.registers import Apparatus
from editio.inputs.registers import Note as Entered
from editio.model import addresses
from editio.model.kinds import BlockKind, CallKind, NoteKind
from editio.model.text import Edition, Mark, Part, Span, calls, noted
from editio.outputs import templates
from editio.outputs.elements import NOTHING, element
from editio.outputs.escaping import escape
from editio.outputs.pages.markdown import WHY_INFERRED, Page, Writer, document, path, root
from editio.stages.linking import Links, citations

_INFERRED = (CallKind.INFERRED, CallKind.NOTE_INFERRED)
LACKING = element("span", Markup("The text of this note is missing."), class_="lacking")
ENDS_BEFORE = (
    "The text of these notes is missing from our source. Each number leads back to its call. A note of which nothing "
    "is known has only its number and the printed page of its call."
)


@dataclass(frozen=True)
class Note:
    """A note of a chapter as HTML; `starts` are page starts before its number. `text` is words, or elements if it has
    several paragraphs."""

    number: int
    page: str
    starts: Markup
    text: Markup
    supplied: Markup
    identifications: Markup
    mark: str = ""  # as printed, of a note that stands in the text
    why: str = ""  # from what its number is inferred
    called: bool = True  # False if its call was not found

    @property
    def known(self) -> Markup:
        """What is known of it."""
        return Markup(" ").join(filter(None, (self.text, self.supplied, self.identifications)))

    @property
    def divided(self) -> bool:
        """Whether its text is paragraphs, which may not stand in a paragraph."""
        return self.text.startswith("<p")

    @property
    def content(self) -> Markup:
        return self.known or LACKING


@dataclass(frozen=True)
class Notes:
    """What the page of a chapter's notes shows; `starts` are the page starts in its title."""

    chapter: Part
    notes: tuple[Note, ...]
    starts: Markup
    printed: bool
    ends_before: str = ENDS_BEFORE

    @property
    def coverage(self) -> str:
        return _coverage(self.notes)

    def address(self, note: Note) -> str:
        """The address of a note's call."""
        return addresses.at(self.chapter.address, addresses.call_id(note.number))

    def call(self, note: Note) -> str:
        """The way to it from the page of notes."""
        return f"{root(addresses.notes(self.chapter.number))}{self.address(note)}"


def pages(edition: Edition, links: Links, apparatus: Apparatus) -> list[Page]:
    """The page of each chapter's notes and its script; none for a chapter without notes."""
    return [page for chapter in noted(edition.parts) for page in _chapter(edition, chapter, links, apparatus)]


def beside_chapters(pages: Iterable[Page], edition: Edition, links: Links, apparatus: Apparatus) -> list[Page]:
    """The pages, each chapter's with the list of its notes as `notes` in its front matter. The template sets
    it after the article, which is the edited text and nothing else; it shows on paper only."""
    pages = list(pages)
    paths = {page.path for page in pages}
    lines: dict[str, str] = {}
    for chapter in noted(edition.parts):
        if (page_path := path(chapter.address)) in paths:
            notes = json.dumps(_for_paper(edition, chapter, links, apparatus), ensure_ascii=False)
            lines[page_path] = f"notes: {notes}\nnotes_page: {addresses.notes(chapter.number)}\n"
    return [
        replace(page, text=page.text.replace("---\n", f"---\n{lines[page.path]}", 1)) if page.path in lines else page
        for page in pages
    ]


def _for_paper(edition: Edition, chapter: Part, links: Links, apparatus: Apparatus) -> str:
    """The notes of which something is known, without any anchor: those of the page of notes are to be cited."""
    printed = _printed(edition, chapter)
    if printed:
        blocks = tuple(replace(block, spans=tuple(map(_unmarked, block.spans))) for block in printed.blocks)
        printed = replace(printed, blocks=blocks)
    write = Writer(printed or chapter, root(chapter.address), links, apparatus.readings)
    found = of_chapter(edition, chapter, printed, write, apparatus)
    return str(templates.page("notes_on_paper", Notes(chapter, tuple(found), NOTHING, bool(printed))))


def _unmarked(span: Span) -> Span:
    return replace(span, content=tuple(inline for inline in span.content if not isinstance(inline, Mark)))


def _printed(edition: Edition, chapter: Part) -> Part | None:
    """The chapter's notes as the witness has them, if it has them."""
    return next((d for d in edition.parts if (d.kind, d.number) == ("notes", chapter.number)), None)


def _chapter(edition: Edition, chapter: Part, links: Links, apparatus: Apparatus) -> tuple[Page, Page]:
    address = addresses.notes(chapter.number)
    printed = _printed(edition, chapter)
    write = Writer(printed or chapter, root(address), links, apparatus.readings)
    notes = of_chapter(edition, chapter, printed, write, apparatus)
    starts = NOTHING.join(write.page_starts(span.content) for span in printed.title.spans) if printed else NOTHING
    page = document(
        address,
        f"Notes to chapter {chapter.number}",
        [templates.page("notes", Notes(chapter, tuple(notes), starts, bool(printed)))],
        f"chapter_page: {chapter.address}\n",
    )
    contents = json.dumps({note.number: note.content for note in notes}, ensure_ascii=False, indent=0)
    return page, Page(f"{address}notes.js", "", f"window.editionNotes = {contents}\n")


def of_chapter(
    edition: Edition, chapter: Part, printed: Part | None, write: Writer, apparatus: Apparatus
) -> list[Note]:
    """The notes that the chapter calls, and those in the witness whose calls were not found, in their order."""
    blocks = {block.label: block for block in (printed.blocks if printed else ()) if block.kind is BlockKind.NOTE}
    entered = [note for note in apparatus.notes if note.chapter == chapter.number]
    sources = {source.key: source for source in apparatus.sources}
    to_bibliography = write.root + citations.page(edition)
    found = []
    for call, _ in calls(chapter):
        block = blocks.get(str(call.note))
        of_note = [note for note in entered if note.note == call.note]
        found.append(
            Note(
                number=call.note,
                page=edition.pagination.page_of(call.start).cited,
                starts=write.page_starts(block.spans[0].content) if block else NOTHING,
                text=write.note(block) if block else NOTHING,
                supplied=_supplied(of_note),
                identifications=_identifications(of_note, sources, to_bibliography),
                mark=call.mark,
                why=WHY_INFERRED[call.source] if call.source in _INFERRED else "",
            )
        )
    called = {note.number for note in found}
    for label, block in blocks.items():
        if label.isdecimal() and int(label) not in called:
            starts = write.page_starts(block.spans[0].content)
            found.append(Note(int(label), "", starts, write.note(block), NOTHING, NOTHING, called=False))
    return sorted(found, key=lambda note: note.number)


def _supplied(entered: Iterable[Entered]) -> Markup:
    found = []
    for note in entered:
        if note.kind is NoteKind.TEXT:
            basis = Markup(": {}").format(escape(note.ground)) if note.ground else NOTHING
            ground = element("span", Markup("Supplied by the editors{}.").format(basis), class_="ground")
            found.append(element("span", escape(note.text) + " " + ground, class_="supplied-note apparatus"))
    return Markup(" ").join(found)


def _identifications(entered: Iterable[Entered], sources: Mapping[str, Source], to_bibliography: str) -> Markup:
    label = element("span", Markup("Identified by the editors:"), class_="identified")
    found = [
        (
            _what(note, sources, to_bibliography),
            element("span", Markup("Basis: {}.").format(escape(note.ground)), class_="ground"),
        )
        for note in entered
        if note.kind is NoteKind.IDENTIFICATION
    ]
    return Markup(" ").join(
        element("span", Markup("{} {}. {}").format(label, what, basis), class_="identification apparatus")
        for what, basis in found
    )


def _what(note: Entered, sources: Mapping[str, Source], to_bibliography: str) -> Markup:
    """What an identification cites: the source with a link, and the detail."""
    if not note.source:
        return escape(note.detail)
    source = sources[note.source]
    authors = source.persons("author") or source.persons("editor")
    author = escape(authors[0].family) + ", " if authors else NOTHING
    work = author + element("cite", escape(source["title"]))
    title = element("a", work, class_="citation", href=f"{to_bibliography}#{source.key}")
    return title + ", " + escape(note.detail) if note.detail else title


def _coverage(notes: Sequence[Note]) -> str:
    """How many notes have what."""
    count = Counter(
        "text" if note.text else "supplied" if note.supplied else "identified" if note.identifications else "lacking"
        for note in notes
    )
    phrases = [f"{len(notes)} notes."]
    if count["text"] < len(notes):
        phrases.append(f"Our source has the text of {count['text'] or 'none of them'}.")
    if count["supplied"]:
        phrases.append(f"The editors have supplied the text of {count['supplied']}.")
    if count["identified"]:
        phrases.append(f"We have identified the works cited in {count['identified']}.")
    if count["lacking"]:
        phrases.append(f"Nothing is known of {count['lacking']}.")
    return " ".join(phrases)
