"""The editors' index of events and subjects, and the list of its events below the book's chronology.

An entry has its dates, what the editors add, every passage grouped by the part of the book with its printed page as
text, and its cross-references: *see* leads from a term that readers may look for to the entry that has the passages,
*see also* to related entries of this index and of the indexes of names. An entry with more passages than the page has
room for has a page of its own. Begin reading at `pages`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import assert_never

from editio.edition import Built
from editio.inputs.registers import Apparatus, Subject
from editio.model.edtf import readable
from editio.model.kinds import PartKind, SubjectKind
from editio.model.text import Edition, Part
from editio.outputs.escaping import attribute, escape
from editio.outputs.pages import indexes
from editio.outputs.pages.indexes import counted, folded, passage_count
from editio.outputs.pages.markdown import Page, document, path, root, within
from editio.stages.subjects import Passage

ADDRESS = "subjects/"
TITLE = "Events and subjects"
_ROOM = 450  # elements of the page for lists of passages
_INTRODUCTION = (
    "The editors’ index: what passages are about, whether or not they use the word. It includes persons whom the text "
    "names only by their office, and ships."
)


@dataclass(frozen=True)
class Reference:
    """A passage to which the index leads, with the label of its printed page."""

    part: Part
    page: str
    address: str


def references(edition: Edition, passages: Iterable[Passage]) -> list[Reference]:
    """The passages with their parts of the book and their pages."""
    parts = _parts(edition)
    return [
        Reference(parts[p.address.partition("#")[0]], edition.pagination.page_of(p.offset).label, p.address)
        for p in passages
    ]


@cache
def _parts(edition: Edition) -> Mapping[str, Part]:
    return {part.address: part for part in edition.parts}


def order(entry: Subject) -> tuple[str, str]:
    return folded(entry.name), entry.key


def titles(apparatus: Apparatus) -> dict[str, tuple[str, str]]:
    """The address and the heading of every entry that a cross-reference can lead to, by its key."""
    names = {name.key: (name.address.replace("/", "/#"), name.sort) for name in apparatus.names}
    return names | {entry.key: (entry.address.replace("/", "/#"), entry.name) for entry in apparatus.subjects}


def pages(built: Built, apparatus: Apparatus) -> list[Page]:
    """The index, with a page for each entry that has too many passages; none for an edition without entries."""
    entries = sorted(apparatus.subjects, key=order)
    if not entries:
        return []
    met = {key: references(built.edition, found) for key, found in built.subjects.passages.items()}
    most = indexes.most_in_index(met.values(), _ROOM)
    known = titles(apparatus)
    long = [entry for entry in entries if passage_count(met.get(entry.key, ())) > most]
    shown = {
        letter: [_entry(entry, met.get(entry.key, []), known, entry in long) for entry in group]
        for letter, group in groupby(entries, key=lambda entry: indexes.letter(entry.name))
    }
    lines = [
        f"# {TITLE} {{: #title }}",
        f"{_INTRODUCTION} {len(entries):,} entries. Each page number leads to the "
        "passage; a further paragraph on the same page is given by its number (¶).",
        *indexes.by_letters(shown),
    ]
    return [document(ADDRESS, TITLE, lines), *(_own_page(entry, met[entry.key]) for entry in long)]


def facts(entry: Subject) -> str:
    """What stands behind the heading: the dates of an event, the kind of a ship or office."""
    match entry.kind:
        case SubjectKind.EVENT | SubjectKind.SUBJECT:
            kind = ""
        case SubjectKind.OFFICE | SubjectKind.SHIP:
            kind = str(entry.kind)
        case _:
            assert_never(entry.kind)
    return ", ".join(filter(None, (kind, readable(entry.dates) if entry.dates else "")))


def _entry(entry: Subject, met: Sequence[Reference], known: Mapping[str, tuple[str, str]], long: bool) -> str:
    """An entry; one with many passages leads to its own page."""
    said = facts(entry)
    sought = folded(" ".join((entry.name, *(form.replace("*", "") for form in entry.forms))))
    lines = [
        f'<section class="name-entry" id="{entry.key}" data-sought="{attribute(sought)}">',
        f'<h3><a href="#{entry.key}">{escape(entry.name)}</a>'
        + (f' <span class="dates">{escape(said)}</span>' if said else "")
        + "</h3>",
    ]
    if entry.note:
        lines.append(f'<p class="note">{escape(entry.note.rstrip("."))}.</p>')
    if long:
        count = counted(passage_count(met), "passage")
        lines.append(f'<p class="count"><a href="{entry.key}/">{count}</a></p>')
    elif met:
        lines.append(indexes.linked(met, "../"))
    lines.append(cross_references(entry, known, "../"))
    return "\n".join(filter(None, [*lines, "</section>"]))


def cross_references(entry: Subject, known: Mapping[str, tuple[str, str]], up: str) -> str:
    """The lines *see* and *see also* of an entry; `known` are the `titles`, `up` is the way to the root."""
    lines = []
    for words, keys in (("See", entry.see), ("See also", entry.also)):
        links = "; ".join(
            f'<a href="{up}{address}">{escape(name)}</a>' for address, name in (known[key] for key in keys)
        )
        if links:
            lines.append(f'<p class="beside"><i>{words}</i> {links}</p>')
    return "\n".join(lines)


def _own_page(entry: Subject, met: Sequence[Reference]) -> Page:
    """Every passage of an entry that has too many for the index."""
    lines = [
        f"# {escape(entry.name)} {{: #title }}",
        f"[Entry in the index](../index.md#{entry.key}). Each page number leads to the passage; a further paragraph on "
        "the same page is given by its number (¶).",
        indexes.linked(met, "../../"),
    ]
    return document(f"{entry.address}/", entry.name, lines, "hide: [toc]\n" + within(TITLE, ADDRESS))


def below_chronologies(pages: Iterable[Page], edition: Edition, apparatus: Apparatus) -> list[Page]:
    """The pages; at the foot of each chronology of the book, the events of the index."""
    listed = {path(part.address): root(part.address) for part in edition.parts if part.kind is PartKind.CHRONOLOGY}
    return [
        replace(page, text=f"{page.text}\n{_events(apparatus, listed[page.path])}") if page.path in listed else page
        for page in pages
    ]


def _events(apparatus: Apparatus, up: str) -> str:
    """The dated events of the index in their order; "" if there are none."""
    dated = [entry for entry in apparatus.subjects if entry.kind is SubjectKind.EVENT and entry.dates and not entry.see]
    if not dated:
        return ""
    rows = "\n".join(
        f'<li><span class="part">{escape(readable(entry.dates))}</span> '
        f'<a href="{up}{entry.address.replace("/", "/#")}">{escape(entry.name)}</a></li>'
        for entry in sorted(dated, key=lambda entry: (entry.dates.removeprefix("../"), order(entry)))
    )
    return (
        '<nav class="apparatus" aria-label="Events in the index">\n<p>In the index of events and subjects:</p>\n'
        f'<ul class="passages">\n{rows}\n</ul>\n</nav>\n'
    )
