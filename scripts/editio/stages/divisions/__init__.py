"""The parts of the book: where each begins, its kind, the lines of its title, and the evidence for it.

The stage has no knowledge of any one book. It reads the words of lines (`words`, `numerals`) and how they are set
(`layout`). It finds the contents lists (`contents`), their titles in the text (`listed`), headings by a word that only
this book uses (`repeated`), and endnotes grouped by chapter (`endnotes`). It solves all headings as one sequence
(`headings`, `numbered`, `unnumbered`, `sequence`), finds where each heading ends (`starts`, `titles`), and the chapters
to which lists of notes belong (`note_lists`). The text before the first heading is the jacket or the title pages.

Entries of the register come first: the lines that they name are headings whatever they look like, and the rest of the
sequence is solved around them.

Begin reading at `divide`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from textwrap import shorten

from editio.inputs.registers import Level, LineRole, Role
from editio.inputs.registers.roles import PAGE_ROLES, number_of
from editio.languages import Term, fold, of
from editio.model.kinds import PartKind
from editio.model.messages import Message
from editio.model.pages import Pagination
from editio.model.witness import MarkupKind, Witness
from editio.stages.divisions import (
    candidates,
    contents,
    endnotes,
    headings,
    listed,
    note_lists,
    numbered,
    repeated,
)
from editio.stages.divisions.candidates import AGAIN, LISTED
from editio.stages.divisions.contents import Contents, Entry
from editio.stages.divisions.heading import Entered, Heading
from editio.stages.divisions.layout import Layout
from editio.stages.divisions.starts import Start, ends_of, of_headings, summary_of

_SHOWN = 80  # characters of a title, in a message
_ALONE = 1.0  # lines of white space above the title of a part
_KINDS = {
    Level.FRONT: PartKind.FRONT,
    Level.PART: PartKind.PART,
    Level.CHAPTER: PartKind.CHAPTER,
    Level.APPENDIX: PartKind.APPENDIX,
    Level.BACK: PartKind.BACK,
}
_HEADINGS = {Role.PART: PartKind.PART, Role.CHAPTER: PartKind.CHAPTER}


@dataclass(frozen=True)
class PartLines:
    """A part: lines `first` to `end` (exclusive; indices in Witness.lines). Its title is in the lines from `first` to
    `body`. `number_end` is the offset at which the words of a numbered title begin, and `summary` that at which the
    summary below them begins; 0 if there is none."""

    kind: PartKind
    number: int  # counted through the book within its kind, from 1
    first: int
    body: int
    end: int
    number_end: int
    label: str = ""  # its number as printed, in the figures of its sequence
    printed: int = 0  # the same number as an integer; 0 if none is printed
    supplied: str = ""  # the word missing from its heading but present in those of its neighbours
    evidence: tuple[str, ...] = ()
    certain: bool = True
    entries: tuple[Entry, ...] = ()  # of a contents list
    chapters: tuple[int, ...] = ()  # of a list of endnotes: the numbers of the parts that may call them
    before: int = 0  # of a list of endnotes numbered on from the previous list: the last number of that
    owner: PartKind = PartKind.CHAPTER  # of a list of endnotes: the kind of the parts that may call them
    summary: int = 0


def entered(witness: Witness, register: Iterable[LineRole]) -> list[Entered]:
    """The entries of the register that make lines headings or rule them out."""
    indices = {line.number: i for i, line in enumerate(witness.lines)}
    found: list[Entered] = []
    for entry in register:
        if entry.line not in indices or entry.role in PAGE_ROLES:
            continue
        first, last = indices[entry.line], indices.get(entry.to, indices[entry.line])
        end = last + 1 if entry.to else 0
        if entry.role is Role.TITLE:
            kind = _KINDS[Level(entry.value) if entry.value else Level.CHAPTER]
            found.append(Entered(first, kind, 0, end, numbered=False))
        elif entry.role is Role.CONTENTS:
            found.append(Entered(first, None, 0, end, contents=True))
        elif entry.role in _HEADINGS:
            found.append(Entered(first, _HEADINGS[entry.role], number_of(entry.value) or 0, end))
        else:
            found += [Entered(i, None) for i in range(first, last + 1)]
    return found


def divide(
    witness: Witness,
    pagination: Pagination,
    entered: Iterable[Entered],
    tag: str,
) -> tuple[tuple[PartLines, ...], tuple[Message, ...]]:
    """The parts of the book in order, and messages about them. `witness` is the reading; `entered` are the register's
    entries by their lines; `tag` names the language of the book."""

    def label(i: int) -> str:
        return pagination.page_of(witness.lines[i].start).label if pagination.pages else ""

    layout = Layout(witness, pagination)
    if not layout.text:
        return (PartLines(PartKind.JACKET, 1, 0, 0, len(witness.lines), 0),), ()
    register = {entry.line: entry for entry in entered}
    lists = contents.find(layout, tag, {i: e.end for i, e in register.items() if e.contents})
    inside = frozenset(i for found in lists for i in range(found.first, found.end)) - register.keys()
    inside |= (beside := _beside(witness))
    sections = endnotes.find(layout, tag, inside)
    if any(register.keys() & set(endnotes.inside(sections))):
        sections = ()  # editors divide them
    inside |= frozenset(endnotes.inside(sections))
    possible = candidates.find(layout, tag, inside)
    named = [found for found in lists if found.term is Term.CONTENTS]
    matched, missing = listed.find(layout, named or endnotes.titles(sections), tag, inside, label)
    possible = numbered.with_repeated(layout, tag, possible, repeated.find(layout, tag, inside), matched)
    found = headings.find(layout, tag, possible, matched, register)
    firsts = [heading.first for heading in found if heading.kind is PartKind.CHAPTER]
    below = [i for i in endnotes.below_chapters(layout, tag, inside, firsts) if i not in register]
    unnumbered_parts = [*_named_parts(layout, found, lists), *note_lists.notes_below(found, below)]
    found = sorted([*found, *unnumbered_parts], key=lambda heading: heading.first)
    apart = beside | {item.first for item in matched if item.entry.within}
    starts = note_lists.with_endnotes(layout, of_headings(layout, tag, found, lists, apart), sections, tag)
    if below:
        starts = note_lists.with_notes_below_chapters(starts)
    starts = note_lists.with_numbers(layout, note_lists.with_notes_of_all(layout, starts))
    parts = _parts(layout, witness, starts, tag)
    return parts, tuple(sorted(_messages(witness, parts, found, missing if named else ())))


def _beside(witness: Witness) -> frozenset[int]:
    """The lines of sidenotes and captions printed between brackets in the text, and the rows of tables. They are never
    headings or parts of a title."""
    found = set(witness.in_tables())
    for kind in (MarkupKind.SIDENOTE, MarkupKind.ILLUSTRATION):
        marks = [mark for mark in witness.markup if mark.kind is kind]
        pairs = (pair for pair in pairwise(marks) if witness.text[pair[1].start] == "]")
        found.update(i for opening, closing in pairs for i in witness.touched(opening.start, closing.end))
    return frozenset(found)


def _named_parts(layout: Layout, found: Sequence[Heading], lists: Sequence[Contents]) -> Iterable[Heading]:
    """The titles of parts without a number: lines in capitals that are alone above the heading of a chapter and below
    the text of another. Either a contents list has them too, or the numbers of the chapters begin again below each."""
    listed = {fold(layout.lines[i].text) for item in lists for i in layout.between(item.first, item.end)}
    known = {i for heading in found for i in (heading.first, heading.last)}
    chapters = [heading for heading in found if heading.kind is PartKind.CHAPTER]
    titles = {
        chapter: above
        for chapter in chapters
        if (above := layout.previous(chapter.first)) is not None
        and above not in known
        and layout.capitals(above)
        and layout.space_before(above) > _ALONE
    }
    again = [b for a, b in pairwise(chapters) if b.value == 1 and a.value > 1]
    if len(again) > 1 and all(chapter in titles for chapter in again):
        firsts = [*chapters[:1], *again] if not any(h.kind is PartKind.PART for h in found) else []
        for chapter in firsts:
            if (title := titles.get(chapter)) is not None:
                yield Heading(PartKind.PART, title, title, 0, evidence=(AGAIN, "capitals"), title_end=chapter.first)
        if firsts:
            return
    for chapter, title in titles.items():
        if chapter is not chapters[0] and fold(layout.lines[title].text) in listed:
            yield Heading(PartKind.PART, title, title, 0, evidence=(LISTED, "capitals"), title_end=chapter.first)


def _parts(layout: Layout, witness: Witness, starts: Sequence[Start], tag: str) -> tuple[PartLines, ...]:
    """The parts, numbered within their kinds."""
    lines = witness.lines
    ends = ends_of(starts, lines)
    words = {kind: any(s.kind is kind and not s.heading.wordless for s in starts) for kind in PartKind}
    chapters = _chapter_numbers(starts, ends)
    counts: Counter[PartKind] = Counter()
    parts = []
    if not starts or starts[0].first > 0:
        end = starts[0].first if starts else len(lines)
        parts.append(PartLines(PartKind.JACKET, 1, 0, 0, end, lines[0].start))
    taken: dict[PartKind, set[int]] = {kind: set() for kind in PartKind}  # the numbers of notes, by owner
    for start, end in zip(starts, ends, strict=True):
        heading = start.heading
        if start.kind is PartKind.NOTES:
            number = _free(start.chapter or chapters.get(heading.value, heading.value), taken[start.owner])
        else:
            counts[start.kind] += 1
            number = counts[start.kind]
        supplied = ""
        if heading.wordless and words[start.kind] and start.kind in (PartKind.CHAPTER, PartKind.APPENDIX):
            supplied = next(iter(of(tag).terms[Term(start.kind.value)]), start.kind.value).upper()
        parts.append(
            PartLines(
                start.kind,
                number,
                start.first,
                min(start.body, end),
                end,
                lines[heading.last].at(heading.words) if heading.words else lines[start.first].start,
                heading.label,
                heading.value,
                supplied,
                heading.evidence,
                heading.certain,
                start.entries,
                start.chapters,
                start.before,
                start.owner,
                _summary(layout, start),
            )
        )
    return tuple(parts)


def _summary(layout: Layout, start: Start) -> int:
    """The offset at which the summary of a chapter begins; 0 if it has none."""
    first = summary_of(layout, start)
    return layout.lines[first].start if first < start.body else 0


def _chapter_numbers(starts: Sequence[Start], ends: Sequence[int]) -> dict[int, int]:
    """The position of each chapter by its printed number. If several chapters have the same number, those of the first
    part count."""
    chapters = [
        (s.heading.value, end - s.body) for s, end in zip(starts, ends, strict=True) if s.kind is PartKind.CHAPTER
    ]
    numbered: dict[int, list[int]] = {}
    for position, (value, _) in enumerate(chapters, 1):
        if value:
            numbered.setdefault(value, []).append(position)
    lengths = [length for _, length in chapters]
    return {value: next(endnotes.longest(found, lengths)) for value, found in numbered.items()}


def _free(number: int, taken: set[int]) -> int:
    """The number, or the next one that no notes have yet."""
    number = max(1, number)
    while number in taken:
        number += 1
    taken.add(number)
    return number


def _messages(
    witness: Witness,
    parts: Sequence[PartLines],
    found: Sequence[Heading],
    missing: Sequence[Entry],
) -> Iterable[Message]:
    lines = witness.lines
    yield from _gaps(witness, parts)
    for heading in found:
        if heading.repaired:
            line = lines[heading.last]
            yield Message(line.number, 1, "S506", f"{line.text!r} is taken as {heading.kind} {heading.label}.")
    for entry in missing:
        yield Message(lines[entry.first].number, 1, "S507", f"{shorten(entry.words, _SHOWN, placeholder='…')!r}.")


def _gaps(witness: Witness, parts: Sequence[PartLines]) -> Iterable[Message]:
    """Messages about consecutive parts whose numbers are not consecutive. Numbers may begin again at 1."""
    for kind in (PartKind.CHAPTER, PartKind.APPENDIX):
        series = [part for part in parts if part.kind is kind and part.printed]
        for before, after in pairwise(series):
            if after.printed not in (before.printed + 1, 1):
                line = witness.lines[after.first].number
                detail = f"{kind.capitalize()} {before.label} is followed by {after.label}."
                yield Message(line, 1, "S501", detail)
