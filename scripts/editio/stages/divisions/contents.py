"""Contents lists: where they are, and their entries.

A contents list begins with its title and has entries that end in a page number. It ends where a listed heading is
repeated (a second `CHAPTER I.`), where another part of the front matter begins, or where no more page numbers follow.
If no such list is found, a list may be recognised by its form (`lists_by_form`). Its entries are evidence for headings
(`editio.stages.divisions.listed`), and never headings themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

from editio.languages import Term, beside, fold, of
from editio.languages.short_references import SAME_PAGE
from editio.stages.divisions import lists_by_form
from editio.stages.divisions.layout import Layout
from editio.stages.divisions.words import SUPERIOR, Form, Mention, mentions
from editio.stages.letters import letters

_REFERENCE = re.compile(
    r"(?:^|[\s.,»>\-—–_·•…\"“”])(?P<page>\d[\dIlOoSi,.]{0,4})[\s.,;:'’|)*_]*$"
    rf"|(?:[.,»>\-—–_·•…]\s*|\s{{2,}})(?P<other>[ivxlc]{{1,7}}|[IVXLC]{{1,7}}|{SAME_PAGE})[\s.,;:'’|)*_]*$"
    r"|^(?P<alone>(?-i:[ivxlc]{1,7}))$",  # `V` or `v.` is the number of an entry
    re.IGNORECASE,
)
_LEADERS = re.compile(r"(?:[\s.,_·•…»>\-—–=*']{3,}|\s[.»\-—–]+)$")
_LOST = re.compile(
    r"(?:[\s]*[.·•_…\-—–=]){4,}(?:\W*|.{0,3}[\s.][^\W\d_]{1,5}\s?\S{1,3}\W{0,2})$"
)  # or misread: `... page ι`
_ANY_LEADERS = re.compile(r"(?:\s?[.·•_…\-—–]){3,}|…")
_LONGEST_LINE = 300  # characters of an entry without a page number, in a text with a line for each paragraph
_LONGEST_ENTRY = 40  # lines; the chapters of old books have long summaries
_FEWEST_SUMMARIES = 4  # lines that name the summary of a chapter
_FEWEST = 2  # entries with a page number
_STRAY = 0.1  # of the lines of a page that end with a number, as lines of text may
_FEWEST_RANKED = 3  # entries that are indented, and entries that are not
_FEWEST_NAMED, _NAMED = 4, 0.7  # entries, and the share of them with an author
_NAME = re.compile(r"[^\W\d_a-z][\w.’'-]*(?: (?:[^\W\d_a-z][\w.’'-]*|[^\W\d_]{1,3}|&))*")  # small words are short
_EARLY = 0.1  # of the book; there `Index` may mean a contents list
_LISTS = (Term.CONTENTS, Term.ILLUSTRATIONS)
_SURE = 1.2  # cost of a word that names a part


@dataclass(frozen=True)
class Entry:
    """An entry: its lines, its words without the page number, and the page as printed ("" if it has none). `within` is
    true if it is indented below entries that are not: it is a section of one of these."""

    first: int
    end: int
    words: str
    page: str
    within: bool = False


@dataclass(frozen=True)
class Contents:
    """A list of contents or illustrations: the lines from `first` (its title) to `end`. `body` is the line after its
    title. A list without a title begins with its first entry."""

    first: int
    body: int
    end: int
    term: Term
    entries: tuple[Entry, ...]


def find(layout: Layout, tag: str, entered: Mapping[int, int] = MappingProxyType({})) -> tuple[Contents, ...]:
    """The contents lists in order. `entered` gives, by the line at which the register says that a list begins, the line
    after its end (0 if the register does not give one)."""
    found: list[Contents] = []
    summaries = _above_summaries(layout)
    for i in layout.text:
        if found and i < found[-1].end:
            continue
        term = Term.CONTENTS if i in entered else _title(layout, i, tag)
        if term is None or (i in summaries and i not in entered):
            continue
        listed = _read(layout, i, term, tag, entered.get(i, 0))
        if i in entered or len(listed.entries) >= _FEWEST:
            found.append(listed)
    if any(item.term is Term.CONTENTS for item in found):
        return tuple(found)
    excluded = frozenset(i for item in found for i in range(item.first, item.end))
    lines = lists_by_form.find(layout, tag, lambda text: reference(text, tag), _titles(layout, tag), excluded)
    item = [_by_form(layout, lines, tag)] if lines else []
    return tuple(sorted([*found, *item], key=lambda other: other.first))


def _above_summaries(layout: Layout) -> set[int]:
    """The lines that are repeated through the book. Such a line names no list of the whole book: `SUMMARY` above the
    contents of each chapter."""
    places: dict[str, list[int]] = {}
    for i in layout.text:
        if layout.narrow(i):
            places.setdefault(fold(layout.lines[i].text), []).append(i)
    spread = [own for own in places.values() if len(own) >= _FEWEST_SUMMARIES]
    half = len(layout.text) / 2
    return {i for own in spread if layout.position[own[-1]] - layout.position[own[0]] > half for i in own}


def _titles(layout: Layout, tag: str) -> dict[int, Term]:
    """The lines that name a list, whatever is below them."""
    return {
        i: mention.term
        for i in layout.text
        if (layout.narrow(i) or layout.capitals(i)) and layout.space_before(i) > 0
        for mention in mentions(layout.lines[i].text, tag)
        if mention.term in _LISTS and mention.form is Form.NAMED and mention.cost <= _SURE
    }


def _by_form(layout: Layout, known: lists_by_form.Lines, tag: str) -> Contents:
    """A list recognised by its form. If it has no page numbers, each line is an entry, except the continuation lines of
    a title."""
    lines = list(known.lines)
    following = layout.next(lines[-1])
    end = following if following is not None else len(layout.lines)
    if sum(bool(reference(layout.lines[i].text, tag)) for i in lines) >= len(known.entries) / 2:
        return Contents(known.title, lines[0], end, Term.CONTENTS, tuple(_entries(layout, lines, tag)))
    groups: list[list[int]] = []
    for i in lines:
        text = layout.lines[i].text
        begins = i in known.entries or text[0].isdecimal()
        ended = bool(groups) and layout.lines[groups[-1][-1]].text[-1] == "."
        goes_on = not begins and (text[0].islower() or not (layout.lines[i].blank_before or ended))
        if groups and (goes_on or _awaits(layout.lines[groups[-1][-1]].text, tag)):
            groups[-1].append(i)
        else:
            groups.append([i])
    entries = tuple(_entry(layout, group, tag) for group in groups)
    return Contents(known.title, lines[0], end, Term.CONTENTS, entries)


def reference(text: str, tag: str) -> str:
    """The page number at the end of a line; "" if there is none. The number of a chapter is not a page number."""
    match = _REFERENCE.search(text)
    if match and not _awaits(text, tag):
        return match["page"] or match["other"] or match["alone"]
    misread = _misread_page(tag).search(text)
    return misread["page"] if misread else ""


def _listed(text: str, tag: str) -> bool:
    """Whether a line ends like the lines of a list: with a page number, or with leaders whose number was lost."""
    return bool(reference(text, tag) or _LOST.search(text))


def _title(layout: Layout, i: int, tag: str) -> Term | None:
    """The kind of list that line i is the title of; None if it is not the title of a list."""
    line = layout.lines[i]
    if not (layout.narrow(i) or layout.capitals(i)) or layout.space_before(i) <= 0:
        return None
    for mention in mentions(line.text, tag):
        if mention.form is not Form.NAMED or mention.cost > _SURE:
            continue
        early = layout.position[i] < _EARLY * len(layout.text) and not reference(line.text, tag)  # `Index 427`
        if mention.term in _LISTS or (mention.term is Term.INDEX and early and mention.cost < 0.5):
            following = [j for n in range(1, 2 * _LONGEST_ENTRY) if (j := layout.next(i, n)) is not None]
            if sum(bool(_listed(layout.lines[j].text, tag)) for j in following) >= _FEWEST:
                return mention.term if mention.term in _LISTS else Term.CONTENTS
    return None


def _read(layout: Layout, title: int, term: Term, tag: str, stop: int) -> Contents:
    """The list below a title, up to the line `stop` unless that is 0."""
    seen: set[tuple[Term | None, int]] = set()
    last = title
    taken: list[int] = []
    k = layout.position[title] + 1
    for i in layout.text[k:]:
        text = layout.lines[i].text
        said = [m for m in mentions(text, tag) if m.form is Form.NUMBERED or (m.form is Form.NUMERAL and not taken)]
        listed = _listed(text, tag)
        if i >= stop if stop else _ended(layout, i, last, taken, said, seen, listed, tag):
            break
        for mention in said:
            if mention.form is Form.NUMBERED and mention.numbers and mention.cost + mention.numbers[0].cost < 1:
                if mention.term in SUPERIOR:
                    seen -= {key for key in seen if key[0] not in SUPERIOR}
                seen.add((mention.term, mention.numbers[0].value))
        taken.append(i)
        if listed or stop:
            last = i
    lines = [i for i in taken if i <= last]
    following = layout.next(last)
    end = following if following is not None else len(layout.lines)
    body = layout.next(title)
    return Contents(
        title, body if body is not None else end, end, term, _ranked(layout, _entries(layout, lines, tag), tag)
    )


def _ended(
    layout: Layout,
    i: int,
    last: int,
    taken: list[int],
    said: list[Mention],
    seen: set[tuple[Term | None, int]],
    listed: bool,
    tag: str,
) -> bool:
    """Whether the list has ended before line i."""
    if not listed:
        if layout.unbroken and layout.prose(i) and len(layout.lines[i].text) > _LONGEST_LINE:
            return True
        numbered = [mention for mention in said if mention.form is Form.NUMBERED and mention.numbers]
        if any((mention.term, mention.numbers[0].value) in seen for mention in numbered):
            return True
        named = [m for m in mentions(layout.lines[i].text, tag) if m.form is Form.NAMED and m.cost <= _SURE]
        if taken and not layout.paged and i in layout.breaks and _alone(layout, i, tag):
            return True
        lists = any(mention.term in _LISTS for mention in named)
        if taken and named and layout.space_before(i) > 0 and (lists or layout.top(i) or _alone(layout, i, tag)):
            return True
    if len([j for j in taken[-_LONGEST_ENTRY - 1 :] if j > last]) > _LONGEST_ENTRY:
        return True
    if layout.top(i) and taken:
        rest = layout.text[layout.position[i] : layout.position[i] + 60]
        here = [j for j in rest if layout.page(j) == layout.page(i)]
        return len(here) > 3 and sum(_listed(layout.lines[j].text, tag) for j in here) <= _STRAY * len(here)
    return False


def _alone(layout: Layout, i: int, tag: str) -> bool:
    """Whether the next lines have no page number, so that the line is a title and not an entry."""
    following = [j for n in range(1, 4) if (j := layout.next(i, n)) is not None]
    return not any(_listed(layout.lines[j].text, tag) for j in following)


def _entries(layout: Layout, lines: list[int], tag: str) -> Iterator[Entry]:
    """The entries of a list. An entry ends with its page number, or before the next entry if that begins with its
    number."""
    for group in _without_authors(layout, list(_groups(layout, lines, tag))):
        yield _entry(layout, group, tag)


def _groups(layout: Layout, lines: list[int], tag: str) -> Iterator[list[int]]:
    """The lines of each entry."""
    group: list[int] = []
    for i in lines:
        text = layout.lines[i].text
        if _heads(text, tag):
            if group:
                yield group
            group = []
            continue
        numbered = any(m.form is Form.NUMBERED for m in mentions(text, tag))
        if group and numbered and not _awaits(layout.lines[group[-1]].text, tag):
            yield group
            group = []
        group.append(i)
        if _listed(text, tag):
            yield group
            group = []
    if group:
        yield group


def _without_authors(layout: Layout, groups: list[list[int]]) -> list[list[int]]:
    """The lines of each entry, without the name of an author below the title and page of the one before. In such a
    list, nearly all entries but the first seem to begin with a name above a title."""
    titled = [any(letters(layout.lines[i].text) for i in group[1:]) for group in groups]
    named = [
        title and bool(_NAME.fullmatch(layout.lines[group[0]].text))
        for group, title in zip(groups, titled, strict=True)
    ]
    if len(groups) < _FEWEST_NAMED or named[0] or sum(named) < _NAMED * (len(groups) - 1):
        return groups
    return [group[1:] if name else group for group, name in zip(groups, named, strict=True)]


def _ranked(layout: Layout, entries: Iterable[Entry], tag: str) -> tuple[Entry, ...]:
    """The entries, with those indented below a chapter marked. If the indented entries have numbers or the others have
    no pages or name parts of the book, the chapters are the indented ones, and nothing is marked."""
    listed = tuple(entries)
    set_in = [layout.lines[entry.first].indented for entry in listed]
    above = [entry for entry, within in zip(listed, set_in, strict=True) if not within]
    below = [entry for entry, within in zip(listed, set_in, strict=True) if within]
    if not listed or set_in[0] or min(len(above), len(below)) < _FEWEST_RANKED:
        return listed
    numbered = sum(_is_numbered(entry.words, tag) for entry in below)
    if 2 * numbered > len(below) or not all(entry.page and not _is_superior(entry.words, tag) for entry in above):
        return listed
    return tuple(replace(entry, within=within) for entry, within in zip(listed, set_in, strict=True))


def _is_numbered(words: str, tag: str) -> bool:
    return any(m.form in (Form.NUMBERED, Form.NUMERAL) for m in mentions(words, tag))


def _is_superior(words: str, tag: str) -> bool:
    return any(m.form is Form.NUMBERED and m.term in SUPERIOR for m in mentions(words, tag))


def _heads(text: str, tag: str) -> bool:
    """Whether a line is the head of the columns: `CHAPTER … PAGE`, `Page`."""
    words = re.findall(r"[^\W\d_]+", text)
    return 0 < len(words) <= 3 and of(tag).term(words[-1]) is Term.PAGE and not reference(text, tag)


def _awaits(text: str, tag: str) -> bool:
    """Whether a line is only a word with its number, so that its title follows."""
    return not _ANY_LEADERS.search(text) and any(
        m.form is Form.NUMBERED and m.title >= len(text) for m in mentions(text, tag)
    )


@cache
def _word_page(tag: str) -> re.Pattern[str]:
    """A word for "page" at the end of a text, also in other languages: a contents list may be in another language than
    its book."""
    words = "|".join(of(code).any_of(Term.PAGE) for code in (tag, *beside(tag)))
    return re.compile(rf"\b(?:{words})\.?$", re.IGNORECASE)


@cache
def _misread_page(tag: str) -> re.Pattern[str]:
    """A word for "page" and a misread number at the end of a line: `p. I22.`"""
    words = of(tag).any_of(Term.PAGE)
    return re.compile(rf"[,.]\s*(?:{words})\.?\s?(?P<page>[\dIVXLCilvxcmnOoS|]{{1,5}})[\s.,;]*$", re.IGNORECASE)


def _entry(layout: Layout, lines: list[int], tag: str) -> Entry:
    texts = [layout.lines[i].text for i in lines]
    page = reference(texts[-1], tag)
    if page:
        texts[-1] = texts[-1][: texts[-1].rindex(page)]
    joined = ""
    for text in texts:
        bare = text.rstrip()
        joined = (
            joined[:-1] + bare
            if joined.endswith("-") and len(joined) > 1 and joined[-2].isalpha()
            else f"{joined} {bare}"
        )
    words = joined.strip()
    while (shorter := _word_page(tag).sub("", _LEADERS.sub("", words)).rstrip()) != words:
        words = shorter
    return Entry(lines[0], lines[-1] + 1, _ANY_LEADERS.sub(" ", words).strip(), page)
