"""Lines that can be headings, each with its meaning and its weight.

A weight is a sum of log odds. Above 0 the line looks like a heading by itself; below 0 only its place in the sequence
can make it one. The odds come from printing in general: a line that is alone, above white space, in capitals, or
centred is a heading; a line that continues in the next line with a small letter is text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from editio.languages import Term
from editio.stages.divisions.layout import Layout
from editio.stages.divisions.listed import Found
from editio.stages.divisions.numerals import Style
from editio.stages.divisions.words import Form, Mention, may_begin, mentions

_FORM = {Form.NUMBERED: 3.0, Form.WORD: 0.5, Form.NAMED: 1.5, Form.NUMERAL: -2.5, Form.GARBLED: -3.0}
_TITLE_IN_LINE = -1.0
_SPACE_ABOVE, _NO_SPACE_ABOVE = 1.5, -1.5
_SPACE_BELOW, _NO_SPACE_BELOW = 1.0, -0.5
_TOP = 0.5
_FOLIO = -2.0  # arabic figures alone at the edge of a page
_CLOSED = -2.5  # `1)` marks a note or an item
_CAPITALS = 1.0
_SMALL_LETTER = -2.5
_CENTRED = 1.0
_LARGER_TYPE, _LARGER_SIZE = 1.5, 1.2  # type of at least this size, relative to that of the text
_LONG = -2.0
_GOES_ON = -2.0
_TORN = -1.0
_TITLE_GOES_ON = -5.0
_FIGURES = -8.0  # only figures are after the number of a heading
_FOLIO_GOES_ON = re.compile(r"\d\W*$")
_FOLIO_BESIDE = re.compile(r"\d{1,3}\W*")
_ENTRY = -6.0  # a row of dots, as between the titles and pages of a contents list
_INTRODUCES = -2.0  # a colon at the end of a line without a title
_DOTS = re.compile(r"(?:[ \t]?[.·•…]){4,}")
_LISTED_BELOW = 3  # lines below a number
_HOPELESS = -3.5  # lines of less weight are never headings
_MARKED = 3.0  # added by a mark such as `##`
_REPEATED = 3.0  # added by the running heads
_LISTED = 3.0  # added by the contents list
_SECTIONED = 3.0  # added by the numbers of sections
_FIRST_SECTION = re.compile(r"(\d{1,2})\.1\.?\s+[^\W\d_]")
_FEWEST_WITH_SECTIONS = 2  # chapters
_MISREAD = 0.6  # least cost of a misread word
_FEWEST_SAME = 2  # lines
REPEATED = "running heads repeat its title"
LISTED = "its title stands in the contents list"
AGAIN = "the numbers of chapters begin again"
LARGER = "larger type"
MARKED = "it is marked as a heading"


@dataclass(frozen=True)
class Candidate:
    """A heading that may begin at line `first`. Its word and number end in line `last`. `entered` is true if the
    register says that it is a heading."""

    first: int
    last: int
    mention: Mention
    weight: float
    evidence: tuple[str, ...]
    entered: bool = False


def find(layout: Layout, tag: str, excluded: frozenset[int]) -> list[Candidate]:
    """The candidates in order. A line with several possible meanings gives several candidates. Lines in `excluded`,
    such as those of contents lists, are skipped."""
    found: list[Candidate] = []
    for i in layout.text:
        if i in excluded or (layout.prose(i) and not may_begin(layout.lines[i].text, tag)):
            continue
        for mention in mentions(layout.lines[i].text, tag):
            if _is_guess(mention, layout.lines[i].text):
                continue
            if mention.form is Form.NUMERAL and layout.foot(i) and layout.lines[i].text[-1] != ".":
                continue  # the signature of a sheet, such as `4 P`
            candidate = weighed(layout, i, i, mention)
            if candidate.weight > _HOPELESS:
                joined = list(_with_number_below(layout, candidate, tag))
                clear = any(not reading.cost for c in joined for reading in c.mention.numbers)
                found += joined if clear else [*joined, candidate]
    names = _names(layout, found)
    return _with_sections(layout, [c for c in found if c not in names])


def _is_guess(mention: Mention, text: str) -> bool:
    """Whether a line in small letters is a heading only if its word is misread, and its number is doubtful too. The
    number may have to be misread as well (`Tu parti?` for `III. parte`), or it is the initial of a name (`Carter B.
    Salter` for `Chapter B.`) or the mark of a note (`[13] Brook.` for `13. Book`)."""
    note = text[0] == "["
    unsure = note or all(r.cost >= _MISREAD or r.style is Style.LETTER for r in mention.numbers)
    misread = mention.cost >= _MISREAD and mention.numbers and unsure
    letters = [c for c in text[: mention.end] if c.isalpha()]
    return bool(misread) and 2 * sum(map(str.isupper, letters)) < len(letters)


def _names(layout: Layout, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates without a number whose misread word is the same in several lines: the name of a speaker, such as
    `CARTER.` for `CHAPTER`. OCR would misread a word in several ways."""
    words = {c: layout.lines[c.first].text for c in found if c.mention.form is Form.WORD and c.mention.cost >= _MISREAD}
    again = Counter(words.values())
    return [c for c, word in words.items() if again[word] >= _FEWEST_SAME]


def _with_sections(layout: Layout, found: list[Candidate]) -> list[Candidate]:
    """The candidates. Numbers without a word are more likely those of chapters if their sections have them too: `2 The
    Sea` above `2.1 The Ship`."""
    firsts: dict[int, int] = {}
    for i in layout.text:
        if (
            (section := _FIRST_SECTION.match(layout.lines[i].text))
            and layout.narrow(i)
            and layout.space_before(i) > 0.3
        ):
            firsts.setdefault(int(section[1]), i)
    if len(firsts) < _FEWEST_WITH_SECTIONS:
        return found
    above: dict[int, Candidate] = {}
    for c in found:
        for r in c.mention.numbers:
            if c.mention.form is Form.NUMERAL and not r.cost and c.first < firsts.get(r.value, -1):
                above[r.value] = c
    chosen = {id(c) for c in above.values()}
    return [replace(c, weight=c.weight + _SECTIONED) if id(c) in chosen else c for c in found]


def _with_number_below(layout: Layout, candidate: Candidate, tag: str) -> Iterable[Candidate]:
    """A word with its number on the next line: `CHAPTER` above `1 Salt`, or `APPENDIX.` above `A—Royal Kent`."""
    following = layout.next(candidate.last)
    mention = candidate.mention
    alone = mention.form is Form.WORD or (
        mention.form is Form.NAMED and mention.term is Term.APPENDIX and not mention.cost
    )
    if not alone or following is None or layout.page(following) != layout.page(candidate.first):
        return
    for below in mentions(layout.lines[following].text, tag):
        if below.form is Form.NUMERAL:
            joined = replace(below, form=Form.NUMBERED, term=mention.term, cost=mention.cost, lower=mention.lower)
            yield replace(weighed(layout, candidate.first, following, joined), first=candidate.first)


def weighed(layout: Layout, first: int, last: int, mention: Mention) -> Candidate:
    """A candidate with its weight and evidence."""
    text = layout.lines[last].text
    title = text[mention.title :]
    evidence = [mention.form.value]
    weight = _FORM[mention.form] - mention.cost
    if mention.form is not Form.NAMED and title:
        weight += _TITLE_IN_LINE
        divided = _FOLIO_GOES_ON.search(text, 0, mention.title) and title[0].isdecimal()
        if mention.form is Form.NUMBERED and (divided or _FOLIO_BESIDE.fullmatch(title)):
            weight += _FIGURES  # `APPENDIX. 2 4 1`, `PART II. 7`: a folio, or the number of a sheet
        if title[0].islower():
            weight += _TITLE_GOES_ON
    above = layout.space_before(first)
    weight += _SPACE_ABOVE if above > 0.3 else _NO_SPACE_ABOVE
    if (
        mention.form is Form.NUMERAL
        and not title
        and layout.edge(first)
        and text[0].isdecimal()
        and layout.may_be_folio(first)
    ):
        weight += _FOLIO
    if is_closed(layout, last, mention):
        weight += _CLOSED
    if layout.top(first):
        weight += _TOP
        evidence.append("it begins a page")
    elif above > 0.3:
        evidence.append("white space above it")
    weight += _SPACE_BELOW if layout.space_after(last) > 0.3 else _NO_SPACE_BELOW
    if first in layout.levels:
        weight += _MARKED
        evidence.append(MARKED)
    if layout.capitals(first):
        weight += _CAPITALS
        evidence.append("capitals")
    if layout.size(first) >= _LARGER_SIZE:
        weight += _LARGER_TYPE
        evidence.append(LARGER)
    if mention.lower:
        weight += _SMALL_LETTER
    if layout.centred(first):
        weight += _CENTRED
        evidence.append("it stands in the middle of the line")
    elif not layout.narrow(last) and not layout.capitals(last) and not layout.unbroken:
        weight += _LONG
    if _DOTS.search(text):
        weight += _ENTRY
    if text[-1] == ":" and not title:
        weight += _INTRODUCES
    before, after = layout.previous(first), layout.next(last)
    if layout.repeated_by_heads(first, title or (layout.lines[after].text if after is not None else "")):
        weight += _REPEATED
        evidence.append(REPEATED)
    if before is not None and above <= 0.3 and layout.lines[before].text[-1] in "-¬­,":
        weight += _TORN
    if after is not None and not title and layout.lines[after].text[0].islower():
        weight += _GOES_ON
    return Candidate(first, last, mention, weight, tuple(evidence))


def is_closed(layout: Layout, i: int, mention: Mention) -> bool:
    """Whether a bracket closes the number of a line: `1) Salt`."""
    text = layout.lines[i].text
    return mention.form is Form.NUMERAL and ")" in text[mention.end - 1 : mention.end + 1]


def supported(layout: Layout, tag: str, candidates: Sequence[Candidate], listed: Sequence[Found]) -> list[Candidate]:
    """The candidates. Those that begin a title of the contents list have that as additional evidence. Another title may
    come between a number and the listed one if the list gives that the same number."""
    starts = {item.first: item for item in listed}
    found = []
    for candidate in candidates:
        below = [layout.next(candidate.last, n) for n in range(1, _LISTED_BELOW + 1)]
        directly = any(i in starts for i in (candidate.first, candidate.last, below[0]))
        if not directly and not any(i in starts and _same_number(candidate, starts[i], tag) for i in below if i):
            found.append(candidate)
        else:
            evidence = (*candidate.evidence, LISTED)
            found.append(replace(candidate, weight=candidate.weight + _LISTED, evidence=evidence))
    return found


def _same_number(candidate: Candidate, item: Found, tag: str) -> bool:
    """Whether an entry of the contents list begins with the number of a candidate."""
    said = next((m for m in mentions(item.entry.words, tag) if m.form in (Form.NUMBERED, Form.NUMERAL)), None)
    clear = {reading.value for reading in candidate.mention.numbers if not reading.cost}
    return said is not None and any(reading.value in clear and not reading.cost for reading in said.numbers)
