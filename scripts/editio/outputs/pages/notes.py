"""Pages of notes: one for each chapter, and one for each part of the front matter that has notes. Each note has
everything known about it, and a link back to its call.

A note's text is from the witness or, if the witness lacks it, from an editor. An identification is marked as the
editors', with its ground. The script `notes.js` beside the page has the same content, so that a chapter can show a note
in place, even without a server. For paper, the chapter itself has its notes (`beside_chapters`). The templates are
`notes.jinja` and `notes_on_paper.jinja`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from editio.inputs.bibliography import Source
from editio.inputs.registers import Apparatus
from editio.inputs.registers import Note as Entered
from editio.model import addresses
from editio.model.kinds import INFERRED_CALLS, NoteKind, PartKind
from editio.model.text import Edition, Mark, Part, Span, has_paragraphs
from editio.outputs import chapter_notes, templates
from editio.outputs.chapter_notes import ChapterNote, Known
from editio.outputs.elements import NOTHING, element
from editio.outputs.escaping import escape
from editio.outputs.pages.markdown import WHY_INFERRED, Page, Writer, document, path, root
from editio.stages.linking import Links, citations

LACKING = element("span", Markup("The text of this note is missing."), class_="lacking")
ENDS_BEFORE = (
    "The text of these notes is missing from our source. Each number leads back to its call. A note of which nothing "
    "is known has only its number and a link to its call."
)


@dataclass(frozen=True)
class Note:
    """A note as HTML; `starts` are page starts before its number, `words` everything known about it."""

    note: ChapterNote
    starts: Markup
    words: Markup
    page: str = ""  # of its call
    why: str = ""  # how its number was inferred

    @property
    def number(self) -> int:
        return self.note.number

    @property
    def called(self) -> bool:
        return self.note.call is not None

    @property
    def mark(self) -> str:
        """Its printed mark, if the note was printed within the text."""
        return self.note.call.mark if self.note.call else ""

    @property
    def has_text(self) -> bool:
        return self.note.known is Known.PRINTED

    @property
    def has_paragraphs(self) -> bool:
        """Whether its words are paragraphs, which cannot be inside a paragraph."""
        return self.note.printed is not None and has_paragraphs(self.note.printed)

    @property
    def content(self) -> Markup:
        return self.words or LACKING


@dataclass(frozen=True)
class Notes:
    """The content of the page of the notes of a part; `starts` are the page starts in its title."""

    part: Part
    notes: tuple[Note, ...]
    starts: Markup
    printed: bool
    ends_before: str = ENDS_BEFORE

    @property
    def title(self) -> str:
        return chapter_notes.title(self.part)

    @property
    def heading(self) -> Markup:
        """The title for Markdown: that of front matter has words of the book."""
        return escape(self.title)

    @property
    def coverage(self) -> str:
        return _coverage([note.note for note in self.notes])

    def address(self, note: Note) -> str:
        """The address of a note's call."""
        return addresses.at(self.part.address, addresses.call_id(note.number))

    def call(self, note: Note) -> str:
        """The way to it from the page of notes."""
        return f"{root(self.part.notes_address)}{self.address(note)}"


def pages(edition: Edition, links: Links, apparatus: Apparatus) -> list[Page]:
    """The page of each part's notes and its script; none for a part without notes."""
    return [page for part in edition.parts_with_notes for page in _pages(edition, part, links, apparatus)]


def beside_chapters(pages: Iterable[Page], edition: Edition, links: Links, apparatus: Apparatus) -> Iterator[Page]:
    """The pages, each with the list of the notes of its part as `notes` in its front matter. The template sets
    it after the article, which is the edited text and nothing else; it shows on paper only."""
    parts = {path(part.address): part for part in edition.parts_with_notes}
    for page in pages:
        if part := parts.get(page.path):
            notes = json.dumps(_for_paper(edition, part, links, apparatus), ensure_ascii=False)
            front = f"notes: {notes}\nnotes_page: {part.notes_address}\n"
            page = replace(page, text=page.text.replace("---\n", f"---\n{front}", 1))
        yield page


def _for_paper(edition: Edition, part: Part, links: Links, apparatus: Apparatus) -> str:
    """The notes with any content, without anchors, because citations use the anchors of the page of notes."""
    printed = edition.notes_of(part)
    if printed:
        blocks = tuple(replace(block, spans=tuple(map(_unmarked, block.spans))) for block in printed.blocks)
        printed = replace(printed, blocks=blocks)
    write = Writer(printed or part, root(part.address), links, apparatus.readings, _known(edition, part, apparatus))
    return str(templates.page("notes_on_paper", of_part(edition, part, write, apparatus)))


def _known(edition: Edition, part: Part, apparatus: Apparatus) -> dict[int, Known]:
    return {note.number: note.known for note in chapter_notes.of_part(edition, part, apparatus)}


def _unmarked(span: Span) -> Span:
    return replace(span, content=tuple(inline for inline in span.content if not isinstance(inline, Mark)))


def _pages(edition: Edition, part: Part, links: Links, apparatus: Apparatus) -> tuple[Page, Page]:
    address = part.notes_address
    listed = edition.notes_of(part) or part
    write = Writer(listed, root(address), links, apparatus.readings, _known(edition, part, apparatus))
    shown = of_part(edition, part, write, apparatus)
    of = "chapter" if part.kind is PartKind.CHAPTER else "front"
    page = document(address, shown.title, [templates.page("notes", shown)], f"{of}_page: {part.address}\n")
    contents = json.dumps({note.number: note.content for note in shown.notes}, ensure_ascii=False, indent=0)
    return page, Page(f"{address}notes.js", "", f"window.editionNotes = {contents}\n")


def of_part(edition: Edition, part: Part, write: Writer, apparatus: Apparatus) -> Notes:
    """The notes of a part. `write` writes the list that our source has of them, or the part itself if it has none."""
    sources = {source.key: source for source in apparatus.sources}
    to_bibliography = write.root + citations.page(edition)
    found = []
    for note in chapter_notes.of_part(edition, part, apparatus):
        text = write.note(note.printed) if note.printed else NOTHING
        entered = _supplied(note), _identifications(note, sources, to_bibliography)
        found.append(
            Note(
                note,
                starts=write.page_starts(note.printed.spans[0].content) if note.printed else NOTHING,
                words=Markup(" ").join(filter(None, (text, *entered))),
                page=edition.pagination.page_of(note.call.start).cited if note.call else "",
                why=WHY_INFERRED[note.call.source] if note.call and note.call.source in INFERRED_CALLS else "",
            )
        )
    printed = edition.notes_of(part)
    starts = NOTHING.join(write.page_starts(span.content) for span in printed.title.spans) if printed else NOTHING
    if found and found[0].words:  # the heading is not the printed one, so the page begins with the first note
        found[0], starts = replace(found[0], starts=starts + found[0].starts), NOTHING
    return Notes(part, tuple(found), starts, bool(printed))


def _supplied(note: ChapterNote) -> Markup:
    found = []
    for entry in note.of_kind(NoteKind.TEXT):
        basis = Markup(": {}").format(escape(entry.ground)) if entry.ground else NOTHING
        ground = element("span", Markup("Supplied by the editors{}.").format(basis), class_="ground")
        found.append(element("span", escape(entry.text) + " " + ground, class_="supplied-note apparatus"))
    return Markup(" ").join(found)


def _identifications(note: ChapterNote, sources: Mapping[str, Source], to_bibliography: str) -> Markup:
    label = element("span", Markup("Identified by the editors:"), class_="identified")
    found = [
        (
            _what(entry, sources, to_bibliography),
            element("span", Markup("Basis: {}.").format(escape(entry.ground)), class_="ground"),
        )
        for entry in note.of_kind(NoteKind.IDENTIFICATION)
    ]
    return Markup(" ").join(
        element("span", Markup("{} {}. {}").format(label, what, basis), class_="identification apparatus")
        for what, basis in found
    )


def _what(note: Entered, sources: Mapping[str, Source], to_bibliography: str) -> Markup:
    """The source that an identification names, with a link, and the detail."""
    if not note.source:
        return escape(note.detail)
    source = sources[note.source]
    authors = source.persons("author") or source.persons("editor")
    author = escape(authors[0].family) + ", " if authors else NOTHING
    work = author + element("cite", escape(source["title"]))
    title = element("a", work, class_="citation", href=f"{to_bibliography}#{source.key}")
    return title + ", " + escape(note.detail) if note.detail else title


def _coverage(notes: Sequence[ChapterNote]) -> str:
    """The numbers of notes by what is known about them."""
    count = Counter(note.known for note in notes)
    phrases = [f"{len(notes)} notes."]
    if count[Known.PRINTED] < len(notes):
        phrases.append(f"Our source has the text of {count[Known.PRINTED] or 'none of them'}.")
    if count[Known.SUPPLIED]:
        phrases.append(f"The editors have supplied the text of {count[Known.SUPPLIED]}.")
    if count[Known.IDENTIFIED]:
        phrases.append(f"We have identified the works cited in {count[Known.IDENTIFIED]}.")
    if count[Known.NOTHING]:
        phrases.append(f"Nothing is known of {count[Known.NOTHING]}.")
    return " ".join(phrases)
