"""The editors' index of events and subjects, and the list of its events below the book's chronology.

An entry has its dates, a note, every passage (a printed page number, grouped by part of the book), and its
cross-references: *see* leads to the entry that has the passages, *see also* to related entries of this index and of the
indexes of names. An entry with very many passages has a page of its own. The templates are `subjects.jinja`,
`subject.jinja` and `events.jinja`. Begin reading at `pages`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import assert_never

from markupsafe import Markup

from editio.edition import Built
from editio.inputs.registers import Apparatus, Subject
from editio.model import addresses
from editio.model.edtf import readable
from editio.model.kinds import PartKind, SubjectKind
from editio.model.phrases import counted
from editio.model.text import Edition, Part
from editio.outputs import templates
from editio.outputs.pages import indexes
from editio.outputs.pages.indexes import folded, passage_count
from editio.outputs.pages.markdown import Page, document, path, root, within
from editio.outputs.places import page_starts
from editio.stages.subjects import Passage

TITLE = "Events and subjects"
_ROOM = 450  # elements of the page for lists of passages
_INTRODUCTION = (
    "The editors’ index: what passages are about, whether or not they use the word. It includes persons whom the text "
    "names only by their office, and ships."
)


@dataclass(frozen=True)
class Reference:
    """A passage in the index, with the label of its printed page."""

    part: Part
    page: str
    address: str


@dataclass(frozen=True)
class Entry:
    """An entry of the index; if `long`, its passages are on a page of their own. `see` and `also` are its
    cross-references: addresses without the way to the root, and headings."""

    subject: Subject
    met: tuple[Reference, ...]
    see: tuple[tuple[str, str], ...]
    also: tuple[tuple[str, str], ...]
    long: bool

    @property
    def sought(self) -> str:
        """Its words for the filter of the page."""
        return folded(" ".join((self.subject.name, *(form.replace("*", "") for form in self.subject.forms))))

    @property
    def facts(self) -> str:
        return facts(self.subject)

    @property
    def passages(self) -> list[tuple[str, list[tuple[str, str]]]]:
        return list(indexes.passages(self.met))

    @property
    def total(self) -> str:
        return counted(passage_count(self.met), "passage")


@dataclass(frozen=True)
class Index:
    """The index: its entries by their letters."""

    letters: Mapping[str, list[Entry]]
    numbered: bool = True  # whether printed pages have numbers
    introduction: str = _INTRODUCTION

    @property
    def explained(self) -> str:
        return indexes.explained(self.numbered)

    @property
    def count(self) -> int:
        return sum(map(len, self.letters.values()))


def references(edition: Edition, passages: Iterable[Passage]) -> list[Reference]:
    """The passages with their parts of the book and their pages."""
    parts = {part.address: part for part in edition.parts}
    return [
        Reference(parts[p.address.partition("#")[0]], edition.pagination.page_of(p.offset).label, p.address)
        for p in passages
    ]


def order(entry: Subject) -> tuple[str, str]:
    return folded(entry.name), entry.key


def titles(apparatus: Apparatus) -> dict[str, tuple[str, str]]:
    """The address and the heading of every entry that a cross-reference can lead to, by its key."""
    names = {name.key: (addresses.entry(name.address), name.sort) for name in apparatus.names}
    return names | {entry.key: (addresses.entry(entry.address), entry.name) for entry in apparatus.subjects}


def pages(built: Built, apparatus: Apparatus) -> list[Page]:
    """The index, and a page for each entry with too many passages; none without entries."""
    entries = sorted(apparatus.subjects, key=order)
    if not entries:
        return []
    met = {key: references(built.edition, found) for key, found in built.subjects.passages.items()}
    most = indexes.most_in_index(met.values(), _ROOM)
    known = titles(apparatus)
    shown = [_entry(entry, met.get(entry.key, []), known, most) for entry in entries]
    by_letter = groupby(shown, key=lambda entry: indexes.letter(entry.subject.name))
    index = Index({letter: list(group) for letter, group in by_letter}, bool(page_starts(built.edition)))
    return [
        document(addresses.SUBJECTS, TITLE, [templates.page("subjects", index)]),
        *(_own_page(entry) for entry in shown if entry.long),
    ]


def facts(entry: Subject) -> str:
    """The words after the heading: the dates of an event, or the kind of a ship or office."""
    match entry.kind:
        case SubjectKind.EVENT | SubjectKind.SUBJECT:
            kind = ""
        case SubjectKind.OFFICE | SubjectKind.SHIP:
            kind = str(entry.kind)
        case _:
            assert_never(entry.kind)
    return ", ".join(filter(None, (kind, readable(entry.dates) if entry.dates else "")))


def _entry(subject: Subject, met: Sequence[Reference], known: Mapping[str, tuple[str, str]], most: int) -> Entry:
    see, also = (tuple(known[key] for key in keys) for keys in (subject.see, subject.also))
    return Entry(subject, tuple(met), see, also, passage_count(met) > most)


def cross_references(subject: Subject, known: Mapping[str, tuple[str, str]]) -> Markup:
    """The lines *see* and *see also* of an entry, for a page at the root; `known` are the `titles`."""
    return templates.page("cross_references", _entry(subject, (), known, 0))


def _own_page(entry: Entry) -> Page:
    """Every passage of an entry that has too many for the index."""
    subject = entry.subject
    front = "hide: [toc]\n" + within(TITLE, addresses.SUBJECTS)
    return document(addresses.own_page(subject.address), subject.name, [templates.page("subject", entry)], front)


def below_chronologies(pages: Iterable[Page], edition: Edition, apparatus: Apparatus) -> Iterator[Page]:
    """The pages; at the foot of each chronology of the book, the events of the index."""
    listed = {path(part.address): root(part.address) for part in edition.parts if part.kind is PartKind.CHRONOLOGY}
    for page in pages:
        up = listed.get(page.path)
        yield page if up is None else replace(page, text=f"{page.text}\n{_events(apparatus, up)}")


def _events(apparatus: Apparatus, up: str) -> str:
    """The dated events of the index in their order, or ""."""
    dated = [entry for entry in apparatus.subjects if entry.kind is SubjectKind.EVENT and entry.dates and not entry.see]
    if not dated:
        return ""
    dated.sort(key=lambda entry: (entry.dates.removeprefix("../"), order(entry)))
    links = [(readable(entry.dates), f"{up}{addresses.entry(entry.address)}", entry.name) for entry in dated]
    return f"{templates.page('events', links)}\n"
