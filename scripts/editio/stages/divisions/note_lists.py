"""Lists of notes among the parts: the parts that may call their notes, and the numbers with which they begin.

A list belongs to the chapter that its heading names, or else to the chapter above it. A list of notes numbered through
the book belongs to no single chapter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from editio.languages import Term
from editio.model.kinds import PartKind
from editio.stages.divisions import endnotes
from editio.stages.divisions.heading import Heading
from editio.stages.divisions.layout import Layout
from editio.stages.divisions.starts import Start, ends_of, title_of
from editio.stages.divisions.words import Form, mentions


def with_endnotes(
    layout: Layout, starts: Sequence[Start], sections: Sequence[endnotes.Section], tag: str
) -> list[Start]:
    """The starts, including those of endnotes grouped by chapter. The first group has the heading of all endnotes.
    Above the notes of the first chapter, a group may belong to front matter. Notes that belong to no part are back
    matter."""
    if not sections:
        return list(starts)
    ends = ends_of(starts, layout.lines)
    chapters = [
        endnotes.Title(title_of(layout, start), start.heading.value, end - start.body)
        for start, end in zip(starts, ends, strict=True)
        if start.kind is PartKind.CHAPTER
    ]
    fronts = [title_of(layout, start) for start in starts if start.kind is PartKind.FRONT]
    found: list[Start] = []
    place = 0
    for section in sections:
        belongs, owner = endnotes.place(section, chapters, place, tag), PartKind.CHAPTER
        place = belongs or place
        if not place and (belongs := endnotes.front(section, fronts)):
            owner, fronts[belongs - 1] = PartKind.FRONT, ""
        kind = PartKind.NOTES if belongs else PartKind.BACK
        heading = Heading(kind, section.first, section.first, 0, Term.NOTES, evidence=("numbers from 1",))
        body = section.body if belongs else _below_name(layout, section, tag)
        found.append(Start(kind, section.first, body, heading, chapter=belongs, owner=owner))
    others = [start for start in starts if not sections[0].first <= start.first < sections[-1].end]
    return sorted([*others, *found], key=lambda start: start.first)


def _below_name(layout: Layout, section: endnotes.Section, tag: str) -> int:
    """The line below the title of notes that belong to no chapter. If they are the first of the list, it is the line
    below the name of the whole list, because `Preface` below `Notes` is the heading of a section."""
    names = any(m.form is Form.NAMED and m.term is Term.NOTES for m in mentions(layout.lines[section.first].text, tag))
    below = layout.next(section.first)
    return below if names and below is not None and below < section.body else section.body


def notes_below(found: Sequence[Heading], lines: Sequence[int]) -> list[Heading]:
    """The headings of notes below chapters that have not been found as parts of the book."""
    known = {i for heading in found for i in range(heading.first, heading.last + 1)}
    return [Heading(PartKind.NOTES, i, i, 0, Term.NOTES, evidence=("numbers from 1",)) for i in lines if i not in known]


def with_notes_below_chapters(starts: Sequence[Start]) -> list[Start]:
    """The starts. Notes whose heading names no chapter belong to the chapter above them; above the first chapter, they
    belong to the front matter directly above them."""
    above: Counter[PartKind] = Counter()
    found: list[Start] = []
    for start in starts:
        if start.kind is PartKind.NOTES and not (start.chapter or start.heading.value):
            front = not above[PartKind.CHAPTER] and bool(found) and found[-1].kind is PartKind.FRONT
            owner = PartKind.FRONT if front else PartKind.CHAPTER
            found.append(replace(start, chapter=above[owner], owner=owner))
        else:
            found.append(start)
        above[start.kind] += 1
    return found


def with_notes_of_all(layout: Layout, starts: Sequence[Start]) -> list[Start]:
    """The starts. A list of notes numbered through the book belongs to no single chapter, so it becomes back matter.
    Calls between brackets show such a list; its notes are found together with their calls (`editio.stages.notes`)."""
    ends = ends_of(starts, layout.lines)
    return [
        replace(start, kind=PartKind.BACK)
        if start.kind is PartKind.NOTES and not start.chapter and endnotes.through_the_book(layout, start.body, end)
        else start
        for start, end in zip(starts, ends, strict=True)
    ]


def with_numbers(layout: Layout, starts: Sequence[Start]) -> list[Start]:
    """The starts, with what is known of the numbers of endnotes: the chapters that may call the notes of a list, which
    are all chapters since the previous list if its heading names none, and where numbers run on from list to list, the
    last number before it."""
    chapters = list(accumulate(start.kind is PartKind.CHAPTER for start in starts))
    ends = ends_of(starts, layout.lines)
    lists = [k for k, start in enumerate(starts) if start.kind is PartKind.NOTES]
    found = list(starts)
    last = endnotes.numbered_on(layout, [(starts[k].body, ends[k]) for k in lists])
    served = 0
    for k, before in zip(lists, last, strict=True):
        if starts[k].owner is PartKind.FRONT:
            found[k] = replace(starts[k], chapters=(starts[k].chapter,), before=before)
            continue
        own = chapters[k] if starts[k].chapter in (0, chapters[k]) and not starts[k].heading.value else 0
        found[k] = replace(starts[k], chapters=tuple(range(served + 1, own + 1)) or (starts[k].chapter,), before=before)
        served = max(served, own, starts[k].chapter)
    return found
