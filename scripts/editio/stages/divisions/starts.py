"""The starts of parts: each heading with the lines of its title and the lines above that belong to it.

Begin reading at `of_headings`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from editio.languages import Term
from editio.model.kinds import LISTS, PartKind
from editio.model.witness import Line
from editio.stages.divisions import titles
from editio.stages.divisions.candidates import LISTED
from editio.stages.divisions.contents import Contents, Entry
from editio.stages.divisions.heading import REGISTER, Heading
from editio.stages.divisions.layout import Layout
from editio.stages.divisions.words import closes

_LISTS = (*LISTS, PartKind.CHRONOLOGY)
_PLAY = (Term.ACT, Term.SCENE)
_FAR = 2.0  # lines of white space between a heading and lines that do not belong to it, in a text without pages
_ORNAMENT = 2  # lines
_EARLY = 0.2  # of the text; a contents list there is above the chapters
_FEW_TITLES = 0.1  # of the chapters
_MOST_ABSORBED = 6  # lines of capitals above the heading of a part


@dataclass(frozen=True)
class Start:
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


def of_headings(
    layout: Layout, tag: str, found: Sequence[Heading], lists: Sequence[Contents], apart: frozenset[int]
) -> list[Start]:
    """The starts of parts, each with the end of its title. Sidenotes and section headings (`apart`) do not belong to a
    title. Consecutive headings of parts and books without text between them are merged."""
    firsts = frozenset(heading.first for heading in found) | frozenset(item.first for item in lists) | apart
    starts: list[Start] = []
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
        starts.append(Start(heading.kind, heading.first, body, heading))
    starts = _without_rare_titles(layout, _front_above_list(layout, starts, lists))
    last_chapter = max((s.first for s in starts if s.kind is PartKind.CHAPTER), default=-1)
    for item in lists:
        kind = PartKind.BACK if 0 <= last_chapter < item.first else PartKind.FRONT
        heading = Heading(kind, item.first, item.first, 0, item.term, evidence=(f"{len(item.entries)} entries",))
        starts.append(Start(kind, item.first, item.body, heading, item.entries))
    ordered = sorted(starts, key=lambda start: start.first)
    return [_with_lines_above(layout, tag, start, ordered[k - 1] if k else None) for k, start in enumerate(ordered)]


def _front_above_list(layout: Layout, starts: Sequence[Start], lists: Sequence[Contents]) -> list[Start]:
    """The starts. Above an early contents list, titles that look like those of chapters are front matter if chapters
    follow below the list."""
    early = (item.first for item in lists if layout.position[item.first] < _EARLY * len(layout.text))
    limit = max(early, default=0)
    chapters = [start.first for start in starts if start.kind is PartKind.CHAPTER]
    if not chapters or max(chapters) < limit:
        return list(starts)
    return [
        replace(start, kind=PartKind.FRONT) if start.first < limit and _is_by_looks(start) else start
        for start in starts
    ]


def _is_by_looks(start: Start) -> bool:
    """Whether nothing but its looks makes a title that of a chapter."""
    heading = start.heading
    known = heading.words or heading.value or heading.evidence == REGISTER or LISTED in heading.evidence
    return start.kind is PartKind.CHAPTER and not known


def _without_rare_titles(layout: Layout, starts: Sequence[Start]) -> list[Start]:
    """The starts. If few chapters have a title, one that is set like the text is no title: a short sentence or speech
    below the number of a chapter looks like one, but belongs to the text."""
    titles = [title_of(layout, start).strip() for start in starts if _is_numbered_chapter(start)]
    if sum(map(bool, titles)) > len(titles) * _FEW_TITLES:
        return list(starts)
    return [replace(s, body=_below_number(layout, s)) if _is_numbered_chapter(s) else s for s in starts]


def _is_numbered_chapter(start: Start) -> bool:
    return start.kind is PartKind.CHAPTER and start.heading.words > 0


def _below_number(layout: Layout, start: Start) -> int:
    """The line below the number of a chapter, unless a title is below it that differs from the text."""
    below = layout.between(start.heading.last + 1, start.body)
    entered = start.heading.title_end or start.heading.evidence == REGISTER
    if not below or entered or any(layout.capitals(i) or layout.other_size(i) or layout.centred(i) for i in below):
        return start.body
    return below[0]


def _adjoin(layout: Layout, before: Start, heading: Heading) -> bool:
    """Whether there is no text between two headings, or at most an ornament that OCR read as letters."""
    between = layout.between(before.body, heading.first)
    return len(between) <= _ORNAMENT and not any(layout.prose(i) for i in between)


def _with_lines_above(layout: Layout, tag: str, start: Start, before: Start | None) -> Start:
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


def _drop_head(layout: Layout, start: Start, floor: int) -> int:
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


def title_of(layout: Layout, start: Start) -> str:
    """The words of the title of a part, without its number and its summary."""
    lines = layout.between(start.first, summary_of(layout, start))
    return " ".join(layout.lines[i].text for i in lines)[start.heading.words :]


def summary_of(layout: Layout, start: Start) -> int:
    """The line at which the summary of a numbered chapter begins, or else the first line of its text."""
    heading = start.heading
    if start.kind is not PartKind.CHAPTER or not heading.words:
        return start.body
    begun = heading.words < len(layout.lines[heading.last].text)
    return titles.summary(layout, heading.last, start.body, begun=begun)


def ends_of(starts: Iterable[Start], lines: Sequence[Line]) -> list[int]:
    """The end of each part: the first line of the next one, or the end of the book."""
    return [*(start.first for start in starts), len(lines)][1:]
