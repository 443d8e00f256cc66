"""Headings without numbers: those with a word of their own (preface, index), titles of the contents list, entries of
the register, dates, and lines that look like titles.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from editio.languages import Term, fold, of
from editio.model.kinds import PartKind
from editio.stages.divisions.candidates import AGAIN, LISTED, MARKED, Candidate
from editio.stages.divisions.heading import KINDS, LEAST_BY_WORD, REGISTER, Entered, Heading, of_word
from editio.stages.divisions.layout import Layout
from editio.stages.divisions.listed import Found
from editio.stages.divisions.numerals import readings
from editio.stages.divisions.words import Form, mentions

_WITHIN = (Term.INTRODUCTION, Term.PROLOGUE, Term.EPILOGUE, Term.CONCLUSION)  # can be chapters without a number
_MOST_ALIKE = 0.7  # of the titles of a contents list
_FEWEST_LETTERS = 12  # of a title recognised by its capitals
_SURE_LIKENESS = 90.0
_FEWEST_RANKED = 3  # titles with wide white space above, and titles without
_NEAR = 8  # lines below a title within which text must begin
_FEWEST_VERSES = 8  # of a poem
_LONGEST_TITLE = 42  # characters of a title without a number or contents list
EARLY = 0.1  # of the text; front matter begins there
_BETWEEN_TEXTS = 0.6  # of the titles
_QUOTES, _CLOSING = "'\"“‘«„", "'\"”’»“"
_YEAR = re.compile(r"\b(?:1[4-9]|20)\d\d\b")
_LETTERS = re.compile(r"[^\W\d_]+")
_RUNNING_NUMBER = re.compile(r"\d+$|(?<=\w{4})[ivxl]+$")  # the number that a running head adds to the title
_PLAIN_SPACE, _WIDE_SPACE = 0.31, 2.0  # lines of white space above a title, and above one at the head of a page


def by_name(layout: Layout, tag: str, candidates: Sequence[Candidate], found: Sequence[Heading]) -> list[Heading]:
    """Parts that need no number. If the words of such a part are repeated above its pages, only the first is a heading;
    the others are running heads. But in a text without chapters, a word such as `Bibliography` in the first half is
    only in its contents list if the second half has it too."""
    body = [heading for heading in found if heading.kind in (PartKind.CHAPTER, PartKind.PART)]
    chapters = [heading.first for heading in body if heading.kind is PartKind.CHAPTER]
    first, last = (body[0].first, chapters[-1] if chapters else body[-1].first) if body else (len(layout.lines), -1)
    appendix = min((h.first for h in found if h.kind is PartKind.APPENDIX), default=len(layout.lines))
    headed = {i for h in found for i in (h.first, h.last, layout.next(h.last))}
    half = len(layout.text) / 2
    lists = [c.first for c in candidates if c.mention.form is Form.NAMED and c.mention.term in KINDS]
    behind = {fold(layout.lines[i].text) for i in lists if not body and layout.position[i] > half}
    named: list[Heading] = []
    seen: set[str] = set()
    for candidate in candidates:
        term = candidate.mention.term
        i = candidate.first
        if candidate.mention.form is not Form.NAMED or term in (None, Term.APPENDIX, Term.CONTENTS) or i in headed:
            continue
        notes = notes_of(layout.lines[i].text, tag)
        words = fold(layout.lines[i].text) if notes else _RUNNING_NUMBER.sub("", fold(layout.lines[i].text))
        misread = term is Term.NOTES and not notes and candidate.mention.cost >= 0.3
        if words in seen or misread or (candidate.weight < LEAST_BY_WORD and not notes):
            continue
        late = not body and layout.position[i] > half
        if not late and term in KINDS and words in behind:
            continue
        kind = KINDS.get(term, PartKind.BACK if late else PartKind.FRONT) if term else PartKind.FRONT
        if first <= i < last and not notes:
            if not (layout.top(i) and not candidate.mention.cost and _fits(term, i, body)):
                continue
            kind = PartKind.CHAPTER
        elif i > last >= 0 or i > appendix:
            kind = KINDS.get(term, PartKind.BACK) if term not in _WITHIN or i > appendix else PartKind.CHAPTER
        elif term is Term.NOTES and not notes:
            continue
        seen.add(words)
        named.append(replace(of_word(kind, term, candidate), value=notes or 0))
    return named


def _fits(term: Term | None, i: int, body: Sequence[Heading]) -> bool:
    """Whether a part without a number can be among chapters: an introduction directly below the heading of a part or
    book, or a conclusion directly above the next such heading."""
    if term in (Term.INTRODUCTION, Term.PROLOGUE):
        before = max((h for h in body if h.first < i), key=lambda h: h.first, default=None)
        return before is not None and before.kind is PartKind.PART
    if term in (Term.EPILOGUE, Term.CONCLUSION):
        after = min((h for h in body if h.first > i), key=lambda h: h.first, default=None)
        return after is not None and after.kind is PartKind.PART
    return False


def notes_of(text: str, tag: str) -> int:
    """The number of the chapter in headings such as `Notes to Chapter 3`; 0 for other headings."""
    words = text.replace(".", " ").split()
    if len(words) > 6:
        return 0
    said = mentions(text, tag)
    if not any(m.term is Term.NOTES and m.form is Form.NAMED for m in said):
        return 0
    for k in range(1, len(words)):
        for mention in mentions(" ".join(words[k:]), tag):
            if mention.form is Form.NUMBERED and mention.term is Term.CHAPTER and mention.numbers:
                return mention.numbers[0].value
    return 0


def by_list(layout: Layout, tag: str, listed: Sequence[Found], found: Sequence[Heading]) -> list[Heading]:
    """Titles of the contents list that have no other heading. They are chapters if they are most of the list, if the
    list sets them out like the chapters with other entries indented below, if they look like the chapters' headings,
    if the numbers of chapters leave a gap for them, or if none of them is between two chapters. The others are
    sections, which the structure of the text shows."""
    lines = {i for heading in found for i in (heading.first, heading.last, layout.next(heading.last))}
    titles = {fold(layout.lines[i].text) for heading in found for i in (heading.last, layout.next(heading.last)) if i}
    values = {heading.value for heading in found if heading.value}
    rest = [
        item
        for item in listed
        if not item.entry.within
        and item.first not in lines
        and layout.previous(item.first) not in _lasts(found)
        and fold(layout.lines[item.first].text) not in titles  # a running head
        and not _is_summary(layout, item.first, found)
        and not values & _numbers(item, tag)
    ]
    chapters = [heading for heading in found if heading.kind is PartKind.CHAPTER]
    rest = _prominent(layout, rest) if not chapters else rest
    if not rest:
        return []
    within = {i for item in listed if item.entry.within for i in range(item.first, item.end)}
    ranked = bool(within) and any(LISTED in heading.evidence for heading in chapters)
    most = len(rest) > 2 and (ranked or len(rest) > len(chapters))
    appendix = min((h.first for h in found if h.kind is PartKind.APPENDIX), default=len(layout.lines))
    first = min((h.first for h in chapters), default=0)
    last = max((h.first for h in chapters), default=0)
    outer = bool(chapters) and not any(first < item.first < last for item in rest)  # front and back matter
    at_top = bool(chapters) and all(layout.top(h.first) for h in chapters)
    early = 2 * sum(item.first > item.entry.first for item in rest) > len(rest)  # the list is before what it lists
    missing = _in_gaps(rest, chapters)
    headings = []
    for item in rest:
        sure = item.likeness > _SURE_LIKENESS
        if not (most or (outer and sure) or (at_top and layout.top(item.first)) or item in missing):
            continue
        before = early and item.first < item.entry.first if most else item.first < first
        kind = PartKind.FRONT if before else PartKind.APPENDIX if item.first > appendix else PartKind.CHAPTER
        if kind is PartKind.APPENDIX:
            continue
        begin, end = _whole(layout, item.first, item.end)
        evidence = (LISTED, *_looks(layout, begin))
        headings.append(Heading(kind, begin, begin, 0, evidence=evidence, certain=sure, title_end=end))
    if not most or not headings:
        return headings
    lists = [h.first for h in found if h.kind in KINDS.values() and h.first > headings[-1].first]
    limit = min([appendix, *lists])  # the names in an index are no titles
    return [*headings, *_set_alike(layout, tag, headings, found, limit, within)]


def _in_gaps(items: Sequence[Found], chapters: Sequence[Heading]) -> list[Found]:
    """The titles between two chapters whose numbers leave a gap, if the gap has a number for each: the lines with these
    numbers were lost."""
    found: list[Found] = []
    for before, after in pairwise(chapters):
        between = [item for item in items if before.last < item.first < after.first]
        if before.value and len(between) < after.value - before.value:
            found += between
    return found


def _prominent(layout: Layout, items: list[Found]) -> list[Found]:
    """The titles of a list that are chapters. A text without pages has more white space above chapters than above the
    sections that its list gives too. Sections are at least a few, and not much fewer than the chapters."""
    wide = [item for item in items if item.first in layout.breaks]
    sections = len(items) - len(wide)
    if layout.paged or len(wide) < _FEWEST_RANKED or sections < max(_FEWEST_RANKED, len(wide) / 2):
        return items
    return wide


def _is_summary(layout: Layout, i: int, found: Sequence[Heading]) -> bool:
    """Whether a line is a few lines below the heading of a chapter or book, with no text between them: its summary,
    which the contents list repeats."""
    numbered = [h for h in found if h.kind is PartKind.CHAPTER or (h.kind is PartKind.PART and h.value)]
    above = max((h.last for h in numbered if h.last < i), default=-1)
    return (
        above >= 0
        and len(layout.between(above, i)) < _NEAR
        and not any(map(layout.prose, layout.between(above + 1, i)))
    )


def works(layout: Layout, listed: Sequence[Found], found: Sequence[Heading]) -> list[Heading]:
    """The titles of the works of a book, such as its plays: titles of the contents list above a chapter 1 each, if the
    numbers of chapters begin again without a heading of a part. The other listed titles are works without
    chapters."""
    if any(heading.kind is PartKind.PART for heading in found):
        return []
    body = [heading for heading in found if heading.kind is PartKind.CHAPTER]
    starts = [k for k, heading in enumerate(body) if heading.value == 1]
    above = []
    for k in starts:
        first, last = body[k - 1].last if k else -1, body[k].first
        known = [heading.last for heading in found if first < heading.first < last]
        items = [item for item in listed if max([first, *known]) < item.first < last and not item.entry.within]
        above += items[-1:]
    if len(starts) < 2 or len(above) < len(starts):
        return []
    evidence = (LISTED, AGAIN)
    parts = [Heading(PartKind.PART, i.first, i.first, 0, evidence=evidence, title_end=i.end) for i in above]
    others = [
        Heading(PartKind.CHAPTER, i.first, i.first, 0, evidence=(LISTED, *_looks(layout, i.first)), title_end=i.end)
        for i in listed
        if i not in above and not i.entry.within
    ]
    return [*parts, *others]


def _whole(layout: Layout, first: int, end: int) -> tuple[int, int]:
    """The first line and the end of a title that was partly found. A title in capitals includes the lines of capitals
    directly above and below, but not a line of text below that repeats its words."""
    if not layout.capitals(first):
        return first, end
    last = layout.between(first, end)[-1]
    while last > first and layout.prose(last) and layout.space_before(last) > 0.3:
        last, end = layout.previous(last) or first, last
    above = layout.previous(first)
    while above is not None and layout.capitals(above) and not layout.top(first) and layout.space_before(first) < 1:
        first, above = above, layout.previous(above)
    below = layout.next(end - 1)
    while below is not None and below not in layout.tops and layout.capitals(below) and layout.space_before(below) < 1:
        end, below = below + 1, layout.next(below)
    return first, end


def _set_alike(
    layout: Layout, tag: str, listed: Sequence[Heading], found: Sequence[Heading], limit: int, within: set[int]
) -> Iterable[Heading]:
    """Titles missing from the contents list, or whose entry was not recognised. If most of the listed titles are in
    capitals with white space above, other such lines above running text are titles too. Lines that the list has
    `within` a chapter are excluded, and so are lines with less white space above than any of the listed titles, and
    numbered sections such as scenes."""
    apart = [h for h in listed if layout.capitals(h.first) and layout.space_before(h.first) > 0.3]
    if not listed or len(apart) < _MOST_ALIKE * len(listed) or layout.unbroken:
        return
    taken = {i for h in (*listed, *found) for i in range(h.first, max(h.last + 1, h.title_end))} | within
    space = max(_PLAIN_SPACE, min(_WIDE_SPACE, *(layout.space_before(h.first) for h in apart)))
    numbers = {h.last for h in found if h.value}  # the line below is the title of the same chapter
    repeated = Counter(fold(layout.lines[i].text) for i in layout.text if layout.capitals(i))
    for i in layout.between(listed[0].first, limit):
        letters = sum(c.isalpha() for c in layout.lines[i].text)
        if i in taken or letters < _FEWEST_LETTERS or not layout.capitals(i):
            continue
        if _is_numbered(layout.lines[i].text, tag):
            continue
        initial = _initial(layout, i)
        if layout.space_before(i if initial is None else initial) < space:
            continue
        first, end = _whole(layout, i, i + 1)
        first = first if initial is None else min(first, initial)
        below = layout.next(end - 1)
        text = below is not None and layout.prose(below) and layout.previous(first) not in numbers
        if text and not taken & set(range(first, end)) and repeated[fold(layout.lines[i].text)] == 1:
            taken |= set(range(first, end))
            yield Heading(PartKind.CHAPTER, first, first, 0, evidence=_looks(layout, first), title_end=end)


def _is_numbered(text: str, tag: str) -> bool:
    """Whether a line begins with a word and number, or with a number and a stop: `FIRST SCENE`, `II. THE MILLER`."""
    return any(
        m.form is Form.NUMBERED or (m.form is Form.NUMERAL and text[m.end - 1] == ".") for m in mentions(text, tag)
    )


def _initial(layout: Layout, i: int) -> int | None:
    """The line directly above line i if it is the large initial of its first word, read as a separate line; else
    None."""
    above = layout.previous(i)
    if above is None or layout.top(i) or layout.space_before(i) > 0.3:
        return None
    return above if len(layout.lines[above].text) == 1 and layout.lines[above].text.isalpha() else None


def _numbers(item: Found, tag: str) -> set[int]:
    """The number of a chapter that an entry of the contents list states clearly, in its possible readings."""
    said = [m for m in mentions(item.entry.words, tag) if m.form in (Form.NUMBERED, Form.NUMERAL)]
    return {r.value for m in said[:1] for r in m.numbers if not r.cost}


def _lasts(found: Iterable[Heading]) -> set[int | None]:
    return {heading.last for heading in found}


def by_entry(layout: Layout, tag: str, found: Sequence[Heading], entered: Mapping[int, Entered]) -> list[Heading]:
    """Entries of the register that are in no sequence: headings without a number."""
    known = {i for heading in found for i in (heading.first, heading.last)}
    headings = []
    for i, entry in entered.items():
        if entry.kind is None or i in known:
            continue
        text = layout.lines[i].text
        said = [m for m in mentions(text, tag) if m.form in (Form.NUMBERED, Form.NUMERAL)]
        words = said[0].title if said and entry.value else 0
        named = [m.term for m in mentions(text, tag) if m.form is Form.NAMED and m.term not in (None, Term.CONTENTS)]
        matter = entry.kind in (PartKind.FRONT, PartKind.BACK)
        kind: PartKind = KINDS.get(named[0], entry.kind) if matter and named and named[0] else entry.kind
        headings.append(
            Heading(
                kind,
                i,
                i,
                words,
                value=entry.value,
                label=str(entry.value) if entry.value else "",
                evidence=REGISTER,
                certain=True,
                title_end=entry.end,
            )
        )
    return headings


def by_marks(layout: Layout, found: Sequence[Heading], taken: set[int]) -> list[Heading]:
    """The lines that the makers of the text marked as headings, such as `## Of the Toll`: those of the highest level
    that has several, since the title of the book may have a level of its own. If most chapters are marked already,
    their level counts, below the first of them."""
    chapters = [heading for heading in found if heading.kind is PartKind.CHAPTER]
    firsts = _marked(layout, found, taken)
    counts = Counter(layout.levels[i] for i in firsts)
    level = level_of(layout, chapters) if chapters else min((n for n, count in counts.items() if count > 1), default=0)
    start = chapters[0].first if chapters else 0
    return [
        Heading(PartKind.CHAPTER, i, i, 0, evidence=(MARKED, *_looks(layout, i)))
        for i in firsts
        if layout.levels[i] == level and i >= start
    ]


def level_of(layout: Layout, chapters: Sequence[Heading]) -> int:
    """The level at which at least half of the chapters are marked, if the marks tell chapters from their sections:
    there are at least as many lines of lower levels. Else 0."""
    levels = Counter(layout.levels.get(heading.first, 0) for heading in chapters)
    level, count = levels.most_common(1)[0] if levels else (0, 0)
    lower = sum(other > level for other in layout.levels.values())
    own = sum(other == level for other in layout.levels.values())
    return level if 2 * count >= len(chapters) and lower >= own else 0


def _marked(layout: Layout, found: Sequence[Heading], taken: set[int]) -> list[int]:
    """The marked lines that begin a title and are in no other heading. A line directly below another of its level
    belongs to the same title."""
    known = taken | {i for heading in found for i in range(heading.first, heading.last + 1)}
    marked = [i for i in sorted(layout.levels) if i in layout.position and i not in known]
    words = Counter(fold(layout.lines[i].text) for i in marked)
    above = {i: layout.levels.get(before) if (before := layout.previous(i)) is not None else None for i in marked}
    return [i for i in marked if words[fold(layout.lines[i].text)] == 1 and above[i] != layout.levels[i]]


def by_date(layout: Layout, i: int) -> Heading:
    return _in_one_line(layout, i, "a date")


def by_receiver(layout: Layout, i: int) -> Heading:
    return _in_one_line(layout, i, "it says to whom a letter is")


def _in_one_line(layout: Layout, i: int, sign: str) -> Heading:
    evidence = (sign, *_looks(layout, i))
    return Heading(PartKind.CHAPTER, i, i, 0, evidence=evidence, title_end=layout.next(i) or len(layout.lines))


def by_looks(layout: Layout, found: Sequence[Heading], kind: PartKind, taken: set[int]) -> list[Heading]:
    """Titles without a number or a word: short lines at the top of a page with text below them. Lines that begin
    several pages are running heads. Such titles before all other parts are front matter; if the book has no chapters,
    they are its chapters."""
    front = max((h.first for h in found if h.kind is PartKind.FRONT), default=-1)
    back = min((h.first for h in found if h.kind is not PartKind.FRONT), default=len(layout.lines))
    if kind is PartKind.FRONT and not any(h.kind in (PartKind.CHAPTER, PartKind.PART) for h in found):
        back = min(back, layout.text[int(EARLY * len(layout.text))])
    firsts = sorted(_below_brackets(layout, i) for i in layout.breaks)
    words = {i: _repeatable(layout, i) for i in firsts}
    repeated = Counter(words.values())
    headings = []
    for i in firsts:
        if i in taken or not is_title(layout, i) or repeated[words[i]] > 1:
            continue
        inside = i < back and (kind is PartKind.FRONT or front < i)
        following = {layout.next(i, n) for n in range(1, _NEAR)}
        text = _has_text(layout, i) or (kind is PartKind.CHAPTER and _heads_poem(layout, i))
        if inside and text and not following & {h.first for h in found}:
            headings.append(Heading(kind, i, i, 0, evidence=_looks(layout, i)))
    return headings if kind is PartKind.FRONT or (len(headings) > 1 and _divide_text(layout, headings)) else []


def _divide_text(layout: Layout, headings: Sequence[Heading]) -> bool:
    """Whether the text ends above most of the titles and begins again below them. Verses may end with any mark."""
    between = sum(not _has_text(layout, h.first) or layout.between_texts(h.first, h.last) for h in headings)
    return between >= _BETWEEN_TEXTS * len(headings)


def _below_brackets(layout: Layout, i: int) -> int:
    """The line below the captions and remarks between brackets that begin with line i: `[Begun in No. 53.]`"""
    first = i
    while layout.lines[i].text[0] == "[":
        while layout.lines[i].text[-1] != "]" and (below := layout.next(i)) is not None and below not in layout.breaks:
            i = below
        below = layout.next(i)
        if layout.lines[i].text[-1] != "]" or below is None or below in layout.breaks:
            return first
        i = below
    return i


def _repeatable(layout: Layout, i: int) -> str:
    """The letters of a line that would be the same in a running head. A text without pages has hardly any heads: a line
    that repeats there is the title of a series, and the line below it differs, as in `The salt road` above `First
    journey` and later above `Second journey`."""
    below = layout.next(i)
    series = "" if layout.paged or below is None else fold(layout.lines[below].text)
    return _RUNNING_NUMBER.sub("", fold(layout.lines[i].text)) + series


def is_imprint(text: str, tag: str) -> bool:
    """Whether a line says when and by whom the book was printed, such as `Copyright 1912 by Ada Merrow`."""
    words = {fold(word) for word in _LETTERS.findall(text)}
    return bool(_YEAR.search(text)) and not of(tag).imprint.isdisjoint(words)


def _has_text(layout: Layout, i: int) -> bool:
    """Whether running text follows within a few lines on the page, with no other beginning before it."""
    following = [
        j for n in range(1, _NEAR) if (j := layout.next(i, n)) is not None and layout.page(j) == layout.page(i)
    ]
    prose = [j for j in following if layout.prose(j)]
    return len(prose) > 1 and not any(j in layout.breaks for j in layout.between(i + 1, prose[0]))


def _heads_poem(layout: Layout, i: int) -> bool:
    """Whether a line of capitals in a text without pages is the title of a poem: several short lines follow it, up to
    the next wide white space."""
    if layout.paged or not layout.capitals(i):
        return False
    below = [j for n in range(1, _FEWEST_VERSES + 1) if (j := layout.next(i, n)) is not None]
    return len(below) == _FEWEST_VERSES and layout.breaks.isdisjoint(below)


def is_title(layout: Layout, i: int) -> bool:
    """Whether a title may begin at a line: a short line without a stop at its end, or with a comma if the title
    continues in the next line."""
    text = layout.lines[i].text.strip("_*")
    if len(text) > _LONGEST_TITLE or not layout.narrow(i):
        return False
    if layout.capitals(i):
        text = text.lstrip(_QUOTES)  # `'ARRY IN THE HILLS`; other lines with quotation marks are speeches
    if not text[:1].isupper():
        return False
    following = layout.next(i)
    if following is None or layout.page(following) != layout.page(i) or readings(text.strip(" .-—"), ""):
        return False
    if text[-1] == "," and not layout.lines[following].blank_before:
        return is_title(layout, following)
    set_off = layout.capitals(i) or layout.centred(i) or layout.other_size(i) or layout.space_after(i) > 0.3
    if layout.lines[i].box and not set_off:
        return False  # a verse
    stands_off = text[-1] == "." and not layout.paged and i in layout.breaks and layout.space_after(i) > 0.3
    return (text.rstrip(_CLOSING)[-1] not in ".,;¬-" or stands_off or layout.capitals(i)) and _has_word(text)


def _has_word(text: str) -> bool:
    """Whether a line has a word of at least three letters. If OCR reads an ornament as words, they are shorter:
    `GR SY XS`."""
    return any(len(word) > 2 for word in _LETTERS.findall(text))


def _looks(layout: Layout, i: int) -> tuple[str, ...]:
    signs = (
        (layout.top(i), "it begins a page"),
        (not layout.top(i) and layout.space_before(i) > 0.3, "white space above it"),
        (layout.capitals(i), "capitals"),
        (layout.centred(i), "it stands in the middle of the line"),
    )
    return tuple(words for holds, words in signs if holds)
