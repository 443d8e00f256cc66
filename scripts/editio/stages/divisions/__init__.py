"""The parts of the book: where each begins, its kind, the lines of its title, and the evidence for it.

The stage has no knowledge of any one book. It reads the words of lines (`words`, `numerals`) and how they are set
(`layout`). It finds the contents lists (`contents`), their titles in the text (`listed`), headings by a word that only
this book uses (`repeated`), and endnotes grouped by chapter (`endnotes`). It solves all headings as one sequence
(`headings`, `numbered`, `unnumbered`, `sequence`), and finds where each heading ends (`titles`). The text before the
first heading is the jacket or the title pages.

Entries of the register come first: the lines that they name are headings whatever they look like, and the rest of the
sequence is solved around them.

Begin reading at `divide`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from textwrap import shorten

from editio.inputs.registers import Level, LineRole, Role
from editio.inputs.registers.roles import PAGE_ROLES, number_of
from editio.languages import Term, fold, of
from editio.model.kinds import PartKind
from editio.model.messages import Message
from editio.model.pages import Pagination
from editio.model.witness import Line, MarkupKind, Witness
from editio.stages.divisions import candidates, contents, endnotes, headings, listed, numbered, repeated, titles
from editio.stages.divisions.candidates import LISTED
from editio.stages.divisions.contents import Contents, Entry
from editio.stages.divisions.heading import REGISTER, Entered, Heading
from editio.stages.divisions.layout import Layout
from editio.stages.divisions.words import Form, closes, mentions

_SHOWN = 80  # characters of a title, in a message
_LISTS = (PartKind.NOTES, PartKind.BIBLIOGRAPHY, PartKind.INDEX, PartKind.CHRONOLOGY)
_PLAY = (Term.ACT, Term.SCENE)
_FAR = 2.0  # lines of white space between a heading and lines that do not belong to it, in a text without pages
_ORNAMENT = 2  # lines
_ALONE = 1.0  # lines of white space above the title of a part
_EARLY = 0.2  # of the text; a contents list there is above the chapters
_FEW_TITLES = 0.1  # of the chapters
_MOST_ABSORBED = 6  # lines of capitals above the heading of a part
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
    `body`. `number_end` is the offset at which the words of a numbered title begin."""

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


@dataclass(frozen=True)
class _Start:
    """The start of a part, and its properties known before all parts are known."""

    kind: PartKind
    first: int
    body: int
    heading: Heading
    entries: tuple[Entry, ...] = ()
    chapter: int = 0  # the position of the chapter (of an `owner`) whose endnotes it has; 0 if unknown
    chapters: tuple[int, ...] = ()
    before: int = 0
    owner: PartKind = PartKind.CHAPTER


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
    labels = lambda i: pagination.page_of(witness.lines[i].start).label if pagination.pages else ""  # noqa: E731
    named = [found for found in lists if found.term is Term.CONTENTS]
    matched, missing = listed.find(layout, named or endnotes.titles(sections), tag, inside, labels)
    possible = numbered.with_repeated(layout, tag, possible, repeated.find(layout, tag, inside), matched)
    found = headings.find(layout, tag, possible, matched, register)
    firsts = [heading.first for heading in found if heading.kind is PartKind.CHAPTER]
    below = [i for i in endnotes.below_chapters(layout, tag, inside, firsts) if i not in register]
    unnumbered_parts = [*_parts_in_lists(layout, found, lists), *_notes_below(found, below)]
    found = sorted([*found, *unnumbered_parts], key=lambda heading: heading.first)
    apart = beside | {item.first for item in matched if item.entry.within}
    starts = _with_endnotes(layout, _starts(layout, tag, found, lists, apart), sections, tag)
    if below:
        starts = _with_notes_below_chapters(starts)
    starts = _with_numbers(layout, _with_notes_of_all(layout, starts))
    parts = _parts(witness, starts, tag)
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


def _parts_in_lists(layout: Layout, found: Sequence[Heading], lists: Sequence[Contents]) -> Iterable[Heading]:
    """The titles of parts without a number: lines in capitals that are alone above the heading of a chapter, below the
    text of another chapter, and also in a contents list."""
    listed = {fold(layout.lines[i].text) for item in lists for i in layout.between(item.first, item.end)}
    known = {i for heading in found for i in (heading.first, heading.last)}
    chapters = [heading.first for heading in found if heading.kind is PartKind.CHAPTER]
    for first in chapters[1:]:
        above = layout.previous(first)
        if above is None or above in known or not layout.capitals(above) or layout.space_before(above) <= _ALONE:
            continue
        if fold(layout.lines[above].text) in listed:
            yield Heading(PartKind.PART, above, above, 0, evidence=(LISTED, "capitals"), title_end=first)


def _starts(
    layout: Layout, tag: str, found: Sequence[Heading], lists: Sequence[Contents], apart: frozenset[int]
) -> list[_Start]:
    """The starts of parts, each with the end of its title. Sidenotes and section headings (`apart`) do not belong to a
    title. Consecutive headings of parts and books without text between them are merged."""
    firsts = frozenset(heading.first for heading in found) | frozenset(item.first for item in lists) | apart
    starts: list[_Start] = []
    for heading in found:
        if heading.evidence != REGISTER and any(item.first <= heading.first < item.end for item in lists):
            continue
        last = heading.last
        head = titles.Beginning(
            last,
            begun=0 < heading.words < len(layout.lines[last].text),
            unnumbered=not heading.words,
            listed=heading.kind in _LISTS or heading.term is Term.ERRATA,
            letter=heading.term is Term.LETTER,
            play=heading.term in _PLAY,
        )
        body = heading.title_end or titles.end(layout, head, firsts, tag)
        before = starts[-1] if starts else None
        if (
            heading.kind is PartKind.PART
            and before
            and before.kind is PartKind.PART
            and _adjoin(layout, before, heading)
        ):
            starts[-1] = replace(before, body=body)
            continue
        starts.append(_Start(heading.kind, heading.first, body, heading))
    starts = _without_rare_titles(layout, _front_above_list(layout, starts, lists))
    last_chapter = max((s.first for s in starts if s.kind is PartKind.CHAPTER), default=-1)
    for item in lists:
        kind = PartKind.BACK if 0 <= last_chapter < item.first else PartKind.FRONT
        heading = Heading(kind, item.first, item.first, 0, item.term, evidence=(f"{len(item.entries)} entries",))
        starts.append(_Start(kind, item.first, item.body, heading, item.entries))
    ordered = sorted(starts, key=lambda start: start.first)
    return [_with_lines_above(layout, tag, start, ordered[k - 1] if k else None) for k, start in enumerate(ordered)]


def _front_above_list(layout: Layout, starts: Sequence[_Start], lists: Sequence[Contents]) -> list[_Start]:
    """The starts. Titles that look like those of chapters are front matter above an early contents list, if chapters
    follow below it."""
    early = (item.first for item in lists if layout.position[item.first] < _EARLY * len(layout.text))
    limit = max(early, default=0)
    chapters = [start.first for start in starts if start.kind is PartKind.CHAPTER]
    if not chapters or max(chapters) < limit:
        return list(starts)
    return [
        replace(start, kind=PartKind.FRONT) if start.first < limit and _is_by_looks(start) else start
        for start in starts
    ]


def _is_by_looks(start: _Start) -> bool:
    """Whether nothing but its looks makes a title that of a chapter."""
    heading = start.heading
    known = heading.words or heading.value or heading.evidence == REGISTER or LISTED in heading.evidence
    return start.kind is PartKind.CHAPTER and not known


def _without_rare_titles(layout: Layout, starts: Sequence[_Start]) -> list[_Start]:
    """The starts. If few chapters have a title, one that is set like the text is no title: a short sentence or speech
    below the number of a chapter looks like one, but belongs to the text."""
    titles = [_title(layout, start).strip() for start in starts if _is_numbered_chapter(start)]
    if sum(map(bool, titles)) > len(titles) * _FEW_TITLES:
        return list(starts)
    return [replace(s, body=_below_number(layout, s)) if _is_numbered_chapter(s) else s for s in starts]


def _is_numbered_chapter(start: _Start) -> bool:
    return start.kind is PartKind.CHAPTER and start.heading.words > 0


def _below_number(layout: Layout, start: _Start) -> int:
    """The line below the number of a chapter, unless a title is below it that differs from the text."""
    below = layout.between(start.heading.last + 1, start.body)
    entered = start.heading.title_end or start.heading.evidence == REGISTER
    if not below or entered or any(layout.capitals(i) or layout.other_size(i) or layout.centred(i) for i in below):
        return start.body
    return below[0]


def _with_endnotes(
    layout: Layout, starts: Sequence[_Start], sections: Sequence[endnotes.Section], tag: str
) -> list[_Start]:
    """The starts, including those of endnotes grouped by chapter. The first group has the heading of all endnotes.
    Above the notes of the first chapter, a group may belong to front matter. Notes that belong to no part are back
    matter."""
    if not sections:
        return list(starts)
    ends = _ends(starts, layout.lines)
    chapters = [
        endnotes.Title(_title(layout, start), start.heading.value, end - start.body)
        for start, end in zip(starts, ends, strict=True)
        if start.kind is PartKind.CHAPTER
    ]
    fronts = [_title(layout, start) for start in starts if start.kind is PartKind.FRONT]
    found: list[_Start] = []
    place = 0
    for section in sections:
        belongs, owner = endnotes.place(section, chapters, place, tag), PartKind.CHAPTER
        place = belongs or place
        if not place and (belongs := endnotes.front(section, fronts)):
            owner, fronts[belongs - 1] = PartKind.FRONT, ""
        kind = PartKind.NOTES if belongs else PartKind.BACK
        heading = Heading(kind, section.first, section.first, 0, Term.NOTES, evidence=("numbers from 1",))
        body = section.body if belongs else _below_name(layout, section, tag)
        found.append(_Start(kind, section.first, body, heading, chapter=belongs, owner=owner))
    others = [start for start in starts if not sections[0].first <= start.first < sections[-1].end]
    return sorted([*others, *found], key=lambda start: start.first)


def _ends(starts: Iterable[_Start], lines: Sequence[Line]) -> list[int]:
    """The end of each part: the first line of the next one, or the end of the book."""
    return [*(start.first for start in starts), len(lines)][1:]


def _title(layout: Layout, start: _Start) -> str:
    """The words of the title of a part, without its number."""
    return " ".join(layout.lines[i].text for i in layout.between(start.first, start.body))[start.heading.words :]


def _below_name(layout: Layout, section: endnotes.Section, tag: str) -> int:
    """The line below the title of notes that belong to no chapter. If they are the first of the list, it is the line
    below the name of the whole list, because `Preface` below `Notes` is the heading of a section."""
    names = any(m.form is Form.NAMED and m.term is Term.NOTES for m in mentions(layout.lines[section.first].text, tag))
    below = layout.next(section.first)
    return below if names and below is not None and below < section.body else section.body


def _notes_below(found: Sequence[Heading], lines: Sequence[int]) -> list[Heading]:
    """The headings of notes below chapters that have not been found as parts of the book."""
    known = {i for heading in found for i in range(heading.first, heading.last + 1)}
    return [Heading(PartKind.NOTES, i, i, 0, Term.NOTES, evidence=("numbers from 1",)) for i in lines if i not in known]


def _with_notes_below_chapters(starts: Sequence[_Start]) -> list[_Start]:
    """The starts. Notes whose heading names no chapter belong to the chapter above them; above the first chapter, they
    belong to the front matter directly above them."""
    above: Counter[PartKind] = Counter()
    found: list[_Start] = []
    for start in starts:
        if start.kind is PartKind.NOTES and not (start.chapter or start.heading.value):
            front = not above[PartKind.CHAPTER] and bool(found) and found[-1].kind is PartKind.FRONT
            owner = PartKind.FRONT if front else PartKind.CHAPTER
            found.append(replace(start, chapter=above[owner], owner=owner))
        else:
            found.append(start)
        above[start.kind] += 1
    return found


def _with_notes_of_all(layout: Layout, starts: Sequence[_Start]) -> list[_Start]:
    """The starts. A list of notes numbered through the book belongs to no single chapter, so it becomes back matter.
    Calls between brackets show such a list; its notes are found together with their calls (`editio.stages.notes`)."""
    ends = _ends(starts, layout.lines)
    return [
        replace(start, kind=PartKind.BACK)
        if start.kind is PartKind.NOTES and not start.chapter and endnotes.through_the_book(layout, start.body, end)
        else start
        for start, end in zip(starts, ends, strict=True)
    ]


def _with_numbers(layout: Layout, starts: Sequence[_Start]) -> list[_Start]:
    """The starts, with what is known of the numbers of endnotes: the chapters that may call the notes of a list, which
    are all chapters since the previous list if its heading names none, and where numbers run on from list to list, the
    last number before it."""
    chapters = list(accumulate(start.kind is PartKind.CHAPTER for start in starts))
    ends = _ends(starts, layout.lines)
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


def _adjoin(layout: Layout, before: _Start, heading: Heading) -> bool:
    """Whether there is no text between two headings, or at most an ornament that OCR read as letters."""
    between = layout.between(before.body, heading.first)
    return len(between) <= _ORNAMENT and not any(layout.prose(i) for i in between)


def _with_lines_above(layout: Layout, tag: str, start: _Start, before: _Start | None) -> _Start:
    """A start that includes the lines above its heading: for a part, the lines of capitals directly above it (the title
    that it shares with others); for a numbered chapter, the book's title printed again above it."""
    first = start.first
    floor = before.body if before else 0
    if start.kind is PartKind.CHAPTER and start.heading.words:
        return replace(start, first=_drop_head(layout, start, floor))
    if start.kind is not PartKind.PART or start.heading.term is Term.ACT:
        return start  # the list of persons above the first act of a play is not part of its heading
    for _ in range(_MOST_ABSORBED):
        above = layout.previous(first)
        if above is None or above < floor or layout.top(first):
            break
        if not layout.paged and layout.space_before(first) > _FAR:
            break
        words = sum(c.isalpha() for c in layout.lines[above].text)
        if (words > 1 and not layout.capitals(above)) or closes(layout.lines[above].text, tag):
            break
        first = above
    return start if first == start.first else replace(start, first=first, heading=replace(start.heading, words=0))


def _drop_head(layout: Layout, start: _Start, floor: int) -> int:
    """The first line of the book's title, printed again above its first chapter: the lines between the top of a page
    and the number of a chapter on it. It is the start's own first line if any of these lines is text."""
    first = start.first
    for _ in range(_MOST_ABSORBED // 2):
        above = layout.previous(first)
        if layout.top(first) or above is None or above < floor:
            break
        if layout.prose(above) or not (layout.capitals(above) or layout.centred(above)):
            return start.first
        first = above
    return first if layout.top(first) else start.first


def _parts(witness: Witness, starts: Sequence[_Start], tag: str) -> tuple[PartLines, ...]:
    """The parts, numbered within their kinds."""
    lines = witness.lines
    ends = _ends(starts, lines)
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
            )
        )
    return tuple(parts)


def _chapter_numbers(starts: Sequence[_Start], ends: Sequence[int]) -> dict[int, int]:
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
