"""The site's navigation, and a page for each of its groups.

Readers shorten addresses, for example `chapters/04/` to `chapters/`. So each group of the menu has a page that lists
its pages, each with its first printed page or a line about it. The name of the group in the menu links to it. The
template is `group.jinja`. Begin reading at `listed`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from editio.model import addresses
from editio.model.kinds import NameKind, PartKind, SpanRole
from editio.model.phrases import counted
from editio.model.text import Edition, Part, plain
from editio.outputs import chapter_notes, templates
from editio.outputs.pages import (
    coverage,
    history,
    printed_pages,
    witness_pages,
)
from editio.outputs.pages.markdown import Page, document, heading, path, root
from editio.outputs.pages.parts import (
    BACK,
    CHAPTERS,
    DOCUMENTS,
    EDITION,
    FRONT,
    INDEXES,
    NOTES,
    WITHIN_PARTS,
    Group,
    grouped,
)
from editio.outputs.places import first_page
from editio.stages.linking import citations

_GENERATED = frozenset(
    map(
        path,
        (
            addresses.EMENDATIONS,
            addresses.HISTORY,
            addresses.WITNESS,
            addresses.COVERAGE,
            addresses.DOWNLOADS,
        ),
    )
)
_NAMES = {
    NameKind.PERSON: "Who they were, and every passage that names them.",
    NameKind.PLACE: "Towns and countries, with every passage that names them.",
    NameKind.ORGANIZATION: "Parties, ministries, armies and other bodies, with every passage that names them.",
    NameKind.WORK: "Books, newspapers and treaties that the text names.",
}
_INDEXES = {  # pages, each with a line about it
    path(addresses.DAYS): "Every dated passage, in order of date.",
    path(addresses.TIMELINE): "The months that each chapter covers, as a picture and as a table.",
    path(addresses.MAP): "The places that the book names, on a map.",
    path(addresses.SUBJECTS): "What the book is about, with every passage on it.",
    **{path(addresses.index(kind)): line for kind, line in _NAMES.items()},
}
_SOURCES = "The works that the book cites or names, as full references."
_ABOUT = (  # pages about the edition, in the order of the navigation
    ("about.md", "About the edition", "About the book, and how this edition was made."),
    ("principles.md", "Editorial principles", "Which changes were made to the text, and what is missing."),
    (path(addresses.EMENDATIONS), "Emendations", "Every change to the OCR text, with its reason."),
    (path(addresses.HISTORY), history.TITLE, "The published versions, and what changed in each."),
    (path(addresses.WITNESS), witness_pages.TITLE, "The OCR text beside the edition, line by line."),
    (path(addresses.PRINTED_PAGES), printed_pages.TITLE, "Where each page of the printed book begins."),
    (path(addresses.COVERAGE), coverage.TITLE, "How many dates, names and notes are certain, inferred or open."),
    ("cite.md", "How to cite", "A passage or the whole book."),
    ("data.md", "Data", "Everything as JSON and plain text, and what the fields mean."),
    (path(addresses.DOWNLOADS), "Downloads", "The book as EPUB, plain text and data, and this site as an archive."),
    ("accessibility.md", "Accessibility", "What works without a mouse, without JavaScript and with a screen reader."),
    ("contact.md", "Contact", "Who the editors are, and how to report an error."),
    ("messages.md", "Messages of the build", "What the messages mean that editors see."),
)

_BEGINS = "The number beside each is the printed page on which it begins."
_INTRODUCTIONS = {
    FRONT: "The parts of the book before its main text: title page, preface and the like.",
    CHAPTERS: "The chapters of the book.",
    DOCUMENTS: "The texts that the book prints as appendices.",
    BACK: "The parts of the book after its main text: notes, bibliography, index and the like.",
    NOTES: "Each chapter with notes has a page of them. Each note number in a chapter links to its note, and the "
    "note links back.",
    INDEXES: "Ways into the book besides its contents. Each entry leads to its passages in the text.",
    EDITION: "How this edition was made, how far it can be trusted, and how to cite and download it.",
}


@dataclass(frozen=True)
class Entry:
    """A page in a group: its file, its name, a line about it, and its first printed page. Chapters are `within` the
    part of the book before them."""

    path: str
    title: str
    line: str = ""
    printed: str = ""
    heads: bool = False
    within: bool = False

    @property
    def address(self) -> str:
        return self.path.removesuffix("index.md").removesuffix(".md").rstrip("/") + "/"


@dataclass(frozen=True)
class Listed:
    """A group with its pages."""

    group: Group
    entries: tuple[Entry, ...]

    @property
    def introduction(self) -> str:
        numbered = any(entry.printed for entry in self.entries)
        return f"{_INTRODUCTIONS[self.group]} {_BEGINS}" if numbered else _INTRODUCTIONS[self.group]

    @property
    def root(self) -> str:
        return root(self.group.address)


def listed(edition: Edition, written: Path, generated: Iterable[Page]) -> list[Listed]:
    """The groups in the order of the menu: the book in its order, the notes, the indexes, and the pages about the
    edition (hand-written ones are in the folder `written`)."""
    groups: dict[Group, list[Entry]] = {}
    for part, group in grouped(edition.parts):
        members = groups.setdefault(group, [])
        entry = Entry(path(part.address), heading(part), "", first_page(edition, part))
        if part.kind is PartKind.PART:
            entry = replace(entry, heads=True)
        elif members and part.kind in WITHIN_PARTS:
            entry = replace(entry, within=members[-1].heads or members[-1].within)
        members.append(entry)
    groups[NOTES] = [_notes(part) for part in edition.parts_with_notes]
    lines = {path(citations.page(edition)): _SOURCES} | _INDEXES
    pages = list(generated)
    there = _GENERATED | {page.path for page in pages}
    groups[INDEXES] = [Entry(page.path, page.title, lines[page.path]) for page in pages if page.path in lines]
    groups[EDITION] = [
        Entry(name, _own_title(written / name) or title, line)
        for name, title, line in _ABOUT
        if name in there or (written / name).exists()
    ]
    return [Listed(group, tuple(entries)) for group, entries in groups.items() if entries]


def _own_title(page: Path) -> str:
    """The heading of a hand-written page, which is its name in the menu, or ""."""
    heads = (line for line in page.read_text("utf-8").splitlines() if line.startswith("# ")) if page.exists() else ()
    return re.sub(r"\s*\{:.*\}$|[*_`]", "", next(iter(heads), "")[2:])


def _notes(part: Part) -> Entry:
    title = " ".join(plain(span.content).strip() for span in part.title.spans if span.role is SpanRole.TITLE)
    number = len(part.calls)
    line = ": ".join(filter(None, (title, counted(number, "note") if number else "no calls")))
    return Entry(path(part.notes_address), chapter_notes.title(part), line)


def menu(groups: Iterable[Listed]) -> list[dict[str, Any]]:
    """The navigation as mkdocs.yml has it; the first page of a group is the one that lists it."""
    return [{"Home": "index.md"}, *({one.group.title: _members(one)} for one in groups)]


def _members(one: Listed) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [{one.group.title: path(one.group.address)}]
    below: list[dict[str, Any]] = []
    for entry in one.entries:
        page = {html.escape(entry.title, quote=False): entry.path}
        if entry.heads:
            below = [page]
            found.append({next(iter(page)): below})
        else:
            (below if entry.within else found).append(page)
    return found


def pages(groups: Sequence[Listed]) -> Iterator[Page]:
    """The page of each group."""
    for one in groups:
        yield document(one.group.address, one.group.title, [templates.page("group", one)], "hide: [toc]\n")
