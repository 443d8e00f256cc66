"""Endnotes at the end of the book, grouped by chapter.

One heading (`Notes`) is followed by the notes of all chapters, with each group below the title or number of its
chapter. Their numbers would disturb the sequence of the chapters, and their headings repeat those of the chapters, so
these lists are found first. Such a list is a line that names notes, followed by lines that begin with 1, 2, 3 … several
times over. Each 1 begins a section, and the lines set apart above it are the heading of the section. The section
belongs to the chapter with the same title or number, or else to the chapter after that of the previous section.

Begin reading at `find`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from rapidfuzz import fuzz

from editio.languages import Term, fold
from editio.model.characters import ON_THE_LINE, RAISED_FIGURE
from editio.stages.divisions.contents import Contents, Entry
from editio.stages.divisions.layout import Layout
from editio.stages.divisions.words import Form, mentions
from editio.stages.line_ends import ends_sentence

_NUMBER = re.compile(
    r"(?:[(\[]?(?P<number>\d{1,4})(?:[.)\]:]{1,2}\s*|\s+)"
    rf"|(?P<raised>{RAISED_FIGURE}{{1,4}})\s*)"
    r"(?=[^\W\d_]|[\"“‘«„(\[])"
)
_LETTER = re.compile(r"[(\[]?(?P<letter>[a-z])[)\]][.:]?\s*(?=[^\W\d_]|[\"“‘«„(\[])")
_MARK = re.compile(r"(?!\S?[^\W\d_]{2})\S{1,3}\s")  # a number or what is left of it, but not a word
_FRAMED = re.compile(r"[\[{](\d{1,4})[\]}]")
_CALLED = 0.8  # of the notes in a list numbered through the book
_ONCE = 0.9  # of the numbers of such a list
_FEWEST_SECTIONS = 2
_FEWEST_NOTES = 4
_FEWEST_IN_LIST = 2  # numbers below a line that names notes
_SKIPPED = 3  # consecutive notes with misread numbers
_NEAR = 6  # lines from the heading to the first note
_LONG_NOTE = 12  # lines
_HEADING = 3  # lines at most above the first note of a chapter
_SPACE = 0.3  # lines of white space above a heading
_ALIKE = 85.0  # of 100, for two forms of one title
_ALPHABET = 26  # letters that number notes
_CLOSING = (Term.INDEX, Term.BIBLIOGRAPHY, Term.APPENDIX, Term.CHRONOLOGY)


@dataclass(frozen=True)
class Section:
    """The notes of one chapter: its heading from line `first`, its notes from `body` to `end`."""

    first: int
    body: int
    end: int
    words: str


@dataclass(frozen=True)
class Title:
    """A chapter as named in its heading."""

    words: str
    number: int  # as printed; 0 if none is printed
    length: int = 0  # lines of its text


def find(layout: Layout, tag: str, excluded: Collection[int]) -> tuple[Section, ...]:
    """The sections of the last list of endnotes that is grouped by chapter; empty if there is no such list."""
    lists = (sections for sections in _lists(layout, tag, excluded) if not _name_notes(layout, tag, sections))
    return next(lists, ())


def below_chapters(layout: Layout, tag: str, excluded: Collection[int], chapters: Sequence[int]) -> list[int]:
    """The lines that name notes if chapters have their own notes below them: numbers that begin again or run on from
    list to list follow at least two such lines, and a chapter begins between them. (The running heads of one list name
    notes too.) `chapters` are the first lines of chapters."""
    named = _named(layout, tag, excluded)
    found: set[int] = set()
    above, last = 0, 0  # the heading of the list above, and its last number
    for heading, end in pairwise((*named, len(layout.lines))):
        lines = layout.between(heading + 1, end)
        runs = [_run(layout, lines, before) for before in dict.fromkeys((0, last))]
        run = max(runs, key=lambda run: len(run.lines))
        if len(run.lines) < _FEWEST_IN_LIST or run.lines[0] not in lines[:_NEAR]:
            continue
        if above and any(above < first < heading for first in chapters):
            found |= {above, heading}
        above, last = heading, run.last
    return sorted(found)


def numbered_on(layout: Layout, lists: Sequence[tuple[int, int]]) -> list[int]:
    """For each list of notes between two lines, the last number of the list before it; zeros if more lines fit numbers
    that begin again in each list."""
    found: list[int] = []
    on = anew = last = 0
    for body, end in lists:
        lines = layout.between(body, end)
        run = _run(layout, lines, last)
        found.append(last)
        on, anew, last = on + len(run.lines), anew + len(_run(layout, lines, 0).lines), run.last
    return found if on > anew else [0] * len(found)


@dataclass(frozen=True)
class _Run:
    """The lines that begin with numbers in sequence, and the last number."""

    lines: tuple[int, ...]
    last: int


def _run(layout: Layout, lines: Sequence[int], before: int) -> _Run:
    """The lines that begin with the numbers after `before`."""
    found: list[int] = []
    last = before
    lettered = _marked_by_letters([layout.lines[i].text for i in lines])
    for i in lines:
        if 0 < (number := _following(layout.lines[i].text, last, lettered)) - last <= _SKIPPED:
            last = number
            found.append(i)
    return _Run(tuple(found), last)


def _named(layout: Layout, tag: str, excluded: Collection[int]) -> list[int]:
    """The lines that name notes."""
    return [i for i in layout.text if i not in excluded and _names(layout, i, tag, (Term.NOTES,))]


def _lists(layout: Layout, tag: str, excluded: Collection[int]) -> Iterator[tuple[Section, ...]]:
    """The groups of notes below each line that names notes, those below the last line first."""
    for heading in reversed(_named(layout, tag, excluded)):
        if sections := _sections(layout, tag, heading, _end(layout, heading, tag)):
            yield sections


def _name_notes(layout: Layout, tag: str, sections: Sequence[Section]) -> bool:
    """Whether the heading of a group below the first names notes, not a chapter."""
    return any(_names(layout, section.first, tag, (Term.NOTES,)) for section in sections[1:])


def titles(sections: Sequence[Section]) -> list[Contents]:
    """The headings of the sections as a contents list, since they name the chapters."""
    entries = tuple(
        Entry(section.first + (n == 0), section.body, section.words, "") for n, section in enumerate(sections)
    )
    return (
        [Contents(sections[0].first, sections[0].first + 1, sections[-1].end, Term.NOTES, entries)] if entries else []
    )


def place(section: Section, chapters: Sequence[Title], before: int, tag: str) -> int:
    """The position, from 1, of the chapter that a section belongs to; 0 if it belongs to none. `before` is the position
    for the previous section."""
    title = fold(section.words)
    numbers = _numbers(section.words, tag)
    alike = [k for k, c in enumerate(chapters, 1) if c.words and fuzz.ratio(fold(c.words), title) >= _ALIKE]
    within = [k for k, c in enumerate(chapters, 1) if len(fold(c.words)) > _NEAR and fold(c.words) in title]
    numbered = [k for k, c in enumerate(chapters, 1) if c.number in numbers]
    for found in (alike, within, longest(numbered, [c.length for c in chapters])):
        if later := [k for k in found if k > before]:
            return later[0]
    return before + 1 if numbers and before < len(chapters) else 0


def longest(found: Iterable[int], lengths: Sequence[int]) -> Iterator[int]:
    """Of chapters in a row with one number, the longest: the others are headings without their text. Chapters are given
    by their positions, from 1."""
    for _, run in groupby(enumerate(found), key=lambda item: item[1] - item[0]):
        yield max((k for _, k in run), key=lambda k: lengths[k - 1])


def front(section: Section, titles: Sequence[str]) -> int:
    """The position, from 1, of the part of the front matter whose title a section has, in full or its first words; 0 if
    none has it."""
    named = fold(section.words)
    found = (k for k, title in enumerate(map(fold, titles), 1) if title and named and _same(title, named))
    return next(found, 0)


def _same(title: str, named: str) -> bool:
    """Whether the heading of a section names the part with a title. It may have fewer words (`Preface`) or more ones
    (`Notes to the Preface`)."""
    return fuzz.ratio(title, named) >= _ALIKE or title.startswith(named) or (len(title) > _NEAR and title in named)


def _numbers(words: str, tag: str) -> set[int]:
    """The number in a heading, in its possible readings. Words may come before it (`Notes to Chapter 1`)."""
    for start in (0, *(match.end() for match in re.finditer(r"\s+", words))):
        for mention in mentions(words[start:], tag):
            if mention.form is Form.NUMBERED or (mention.form is Form.NUMERAL and not start):
                return {reading.value for reading in mention.numbers if not reading.cost}
    return set()


def _names(layout: Layout, i: int, tag: str, terms: Collection[Term]) -> bool:
    """Whether a line names a part of the back matter and nothing else, with white space above it."""
    if not (layout.narrow(i) and layout.space_before(i) > _SPACE):
        return False
    return any(m.form is Form.NAMED and m.term in terms and not m.cost for m in mentions(layout.lines[i].text, tag))


def _end(layout: Layout, heading: int, tag: str) -> int:
    """The line of the heading after the list, or the end of the book."""
    following = layout.between(heading + 1, len(layout.lines))
    return next((i for i in following if _names(layout, i, tag, _CLOSING)), len(layout.lines))


def _sections(layout: Layout, tag: str, heading: int, end: int) -> tuple[Section, ...]:
    lines = layout.between(heading + 1, end)
    firsts, count = _firsts(layout, tag, lines)
    if len(firsts) < _FEWEST_SECTIONS or count < _FEWEST_NOTES or lines.index(firsts[0]) > _NEAR:
        return ()
    begins = [_begin(layout, tag, lines, first, heading + 1) for first in firsts]
    if any(begin == first for begin, first in zip(begins[1:], firsts[1:], strict=True)):
        return ()  # a 1 without a heading above it: a list within a note, or notes numbered by page
    ends = [*begins[1:], end]
    return tuple(
        Section(heading if begin == begins[0] else begin, first, stop, _words(layout, begin, first))
        for begin, first, stop in zip(begins, firsts, ends, strict=True)
    )


def _firsts(layout: Layout, tag: str, lines: Sequence[int]) -> tuple[list[int], int]:
    """The first notes of chapters, and the number of lines that begin notes. A first note begins with 1, which may be
    misread below the number of a chapter, or it runs on below a heading that numbers a chapter."""
    firsts: list[int] = []
    count = last = 0
    lettered = _marked_by_letters([layout.lines[i].text for i in lines])
    for i in lines:
        text, misread = layout.lines[i].text, 0
        if firsts and 0 < (number := _following(text, last, lettered)) - last <= _SKIPPED and not _heads(layout, i):
            if _below_number(layout, tag, i, lettered) and layout.space_before(i) > _SPACE:
                firsts.append(i)
            last = number
            count += 1
        elif (_following(text, 0, lettered) == 1 and last != 1 and not _heads(layout, i)) or (
            misread := _first_misread(layout, tag, lines, i, lettered, last)
        ):
            firsts.append(i)
            last = misread or 1
            count += 1
    return firsts, count


def _first_misread(layout: Layout, tag: str, lines: Sequence[int], i: int, lettered: bool, last: int) -> int:
    """The number of a chapter's first note if its mark was misread, else 0. Such a line begins with a mark, directly
    below the number of the chapter. The note below it shows its number: that note is the second of the chapter, or the
    second after the `last` one if the numbers do not begin again."""
    if not _MARK.match(layout.lines[i].text) or not _below_number(layout, tag, i, lettered):
        return 0
    below = [layout.lines[j].text for j in lines[lines.index(i) + 1 :][:_LONG_NOTE]]
    for number in (1, last + 1):
        found = next((n for text in below if (n := _following(text, number, lettered))), 0)
        if 0 < found - number < _SKIPPED:
            return number
    return 0


def _below_number(layout: Layout, tag: str, i: int, lettered: bool) -> bool:
    """Whether a line is directly below a short line that numbers a chapter and is no note itself."""
    above = layout.previous(i)
    if above is None or not layout.narrow(above) or _following(layout.lines[above].text, 0, lettered):
        return False
    return bool(_numbers(layout.lines[above].text, tag))


def through_the_book(layout: Layout, body: int, end: int) -> bool:
    """Whether the notes of a list are numbered through the book: its lines begin with numbers between brackets that
    never begin again, and the text above calls these numbers."""
    listed = [m[1] for i in layout.between(body, end) if (m := _FRAMED.match(layout.lines[i].text))]
    once = set(listed)
    if not listed or len(once) < _ONCE * len(listed):
        return False
    above = layout.between(0, body)
    called = {number for i in above for number in _FRAMED.findall(layout.lines[i].text)}
    return len(called & once) >= _CALLED * len(once)


def _heads(layout: Layout, i: int) -> bool:
    """Whether a numbered line is the heading of a section: short, set apart, and directly above a note numbered 1."""
    below = layout.next(i)
    if below is None or not layout.narrow(i) or layout.lines[i].text.endswith("."):
        return False
    return _number(layout.lines[below].text) == 1 and _apart(layout, i)


def _apart(layout: Layout, i: int) -> bool:
    """Whether a heading may begin with a line of a list: it has white space above it, or, since empty lines are often
    lost in plain texts, it is narrow, ends without a stop and is below the end of a sentence."""
    if layout.space_before(i) > _SPACE:
        return True
    text, above = layout.lines[i].text, layout.previous(i)
    if above is None or layout.lines[i].box:
        return False
    whole = not text[:1].islower() and not ends_sentence(text)
    return whole and layout.narrow(i) and ends_sentence(layout.lines[above].text)


def _number(text: str) -> int:
    """The number that begins a line, or 0."""
    match = _NUMBER.match(text)
    return int((match["number"] or match["raised"]).translate(ON_THE_LINE)) if match else 0


def _marked_by_letters(texts: Collection[str]) -> bool:
    """Whether most marks at the beginning of lines are letters."""
    letters = sum(_LETTER.match(text) is not None for text in texts)
    return letters > sum(_NUMBER.match(text) is not None for text in texts)


def _following(text: str, last: int, lettered: bool) -> int:
    """The number that begins a line, or 0. A letter has the first number after `last` that it may have: after `z` the
    alphabet begins again."""
    if not lettered:
        return _number(text)
    match = _LETTER.match(text)
    return last + 1 + (ord(match["letter"]) - ord("a") - last) % _ALPHABET if match else 0


def _begin(layout: Layout, tag: str, lines: Sequence[int], first: int, floor: int) -> int:
    """The line at which the heading above the first note of a section begins: at most at the line with the number of
    the chapter, since the short line above that is the last note of another chapter."""
    k = lines.index(first)
    found = first
    for above in lines[max(0, k - _HEADING) : k][::-1]:
        if above < floor or not (layout.narrow(above) or layout.capitals(above) or _names_chapter(layout, tag, above)):
            break
        if _apart(layout, above):
            found = above
            if _numbers(layout.lines[above].text, tag):
                break
    return found


def _names_chapter(layout: Layout, tag: str, i: int) -> bool:
    """Whether a line set apart begins with the word and number of a chapter, as a heading in a full line does."""
    return _apart(layout, i) and any(m.form is Form.NUMBERED for m in mentions(layout.lines[i].text, tag))


def _words(layout: Layout, begin: int, first: int) -> str:
    return " ".join(layout.lines[i].text for i in layout.between(begin, first))


def inside(sections: Iterable[Section]) -> Iterator[int]:
    """The lines of a list, except the line that names it."""
    for n, section in enumerate(sections):
        yield from range(section.first + (n == 0), section.end)
