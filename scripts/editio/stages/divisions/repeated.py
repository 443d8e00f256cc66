"""Headings with a word that no language file has: `STAVE I`, `HOOFDSTUK I`, `No. 12. SATURDAY`, `3. luku`.

In any language, the headings of one level look alike: the same words, with a number that rises from one to the next,
set apart from the text, through the whole book. So lines set apart are grouped by the words before their number, or by
the single word after it. The numbers of each group are solved as a sequence. A group counts if its sequence is long
enough, spans most of the book, and has text below its headings. Captions, notes and dates also count upwards, but their
words are known, or they are set like paragraphs.

If two such groups are both set like headings, the rarer one numbers the parts and the other the chapters. A group that
is left alone numbers the chapters.

Begin reading at `find`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise
from statistics import median

from rapidfuzz import fuzz

from editio.languages import Term, described, every_code, fold, of
from editio.stages.divisions import sequence
from editio.stages.divisions.candidates import Candidate, weighed
from editio.stages.divisions.layout import Layout
from editio.stages.divisions.numerals import Reading, Style, readings
from editio.stages.divisions.words import NUMBERED_TERMS, Form, Mention, after_number, closes, mentions, title_at

_TOKEN = re.compile(r"[^\W_]+")
_MOST_WORDS = 5  # before the number
_LONGEST = 40  # characters of them
_FEWEST = 3  # headings of one level
_FEWEST_LATE = 5  # the same, if the sequence does not begin near 1: a selection
_MOST_AGAIN = 2  # lines for each heading
_LARGEST_FIRST = 2
_SPAN = 0.5  # of the text of the book
_FEWEST_LINES = 4  # of text below a heading (median)
_SET_APART = 0.6  # of the headings of a level
_SHORTEST_MISREAD = 5  # letters
_ALIKE = 75  # rapidfuzz ratio of words to their misreadings
_CLEAR = 0.3  # greatest cost of a well-read number
_NOT_HEADINGS = (Term.FIGURE, Term.PLATE, Term.MAP, Term.TABLE, Term.PAGE, Term.NOTES, Term.ARTICLE)
_ABBREVIATED = re.compile(r".*[^\W\d]\.\s*\S+\.$")  # a word and a number with stops
_OPENING = "[(*†‡§¹²³{"


@dataclass(frozen=True)
class _Level:
    """The headings with the same words, in order."""

    found: tuple[Candidate, ...]
    apart: float  # share of them set like headings
    score: float


def find(layout: Layout, tag: str, excluded: frozenset[int]) -> list[Candidate]:
    """The headings of one or two levels, as chapters (`Term.PIECE`) and parts."""
    groups: dict[str, list[Candidate]] = {}
    for i in layout.text:
        if i in excluded or layout.space_before(i) <= 0.3 or layout.lines[i].text[0] in _OPENING:
            continue
        if layout.foot(i):
            continue  # the signature of a sheet, `HUNT, SALT. 2`, also repeats with rising numbers
        text = layout.lines[i].text
        if closes(text, tag) or any(m.form is Form.NUMBERED for m in mentions(text, tag)):
            continue
        for words, mention in _said(text, tag):
            if words not in _known(of(tag).code) and not _is_date(text, mention, words, tag):
                groups.setdefault(words, []).append(weighed(layout, i, i, mention))
    paragraph = _paragraph(layout)
    levels: list[_Level] = []
    for group in sorted((g for g in _with_misread(groups) if len(g) >= _FEWEST), key=len):
        boundaries = [c.last for c in levels[0].found] if levels else []
        level = _level(layout, group, boundaries, paragraph)
        if level:
            levels.append(level)
    if not levels:
        return []
    upper = max(levels, key=lambda level: level.score)
    above = [level for level in levels if level is not upper and len(level.found) < len(upper.found)]
    found = [_as(Term.PIECE, c) for c in upper.found]
    if above:
        parts = max(above, key=lambda level: level.score)
        found = [*(_as(Term.PART, c) for c in parts.found), *found]
    return sorted(found, key=lambda c: c.first)


def _with_misread(groups: Mapping[str, Sequence[Candidate]]) -> list[list[Candidate]]:
    """The groups, each merged with the groups whose words are misreadings of its own."""
    whole: dict[str, list[Candidate]] = {}
    for words, group in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])):
        known = [w for w in whole if len(words) >= _SHORTEST_MISREAD and fuzz.ratio(w, words) >= _ALIKE]
        whole.setdefault(known[0] if known else words, []).extend(group)
    return [sorted(group, key=lambda c: c.first) for group in whole.values()]


def _as(term: Term, candidate: Candidate) -> Candidate:
    return replace(candidate, mention=replace(candidate.mention, term=term))


def _said(text: str, tag: str) -> Iterable[tuple[str, Mention]]:
    """The words, folded, and the mention of a line that can be a heading."""
    tokens = list(_TOKEN.finditer(text[: 2 * _LONGEST]))
    for k, token in enumerate(tokens[: _MOST_WORDS + 1]):
        numbers = _numbers(token.group(), tag)
        if not numbers:
            continue
        if k and token.start() <= _LONGEST and text[0].isupper() and tokens[k - 1].end() < token.start():
            words = fold(text[: token.start()])
            if any(c.isalpha() for c in words):
                end = after_number(text, token.end())
                yield words, Mention(Form.NUMBERED, None, numbers, end, title_at(text, end), 0.0)
        elif not k and len(tokens) == 2 and tokens[1].group().isalpha() and token.start() <= 1:
            end = len(text)
            yield "#" + fold(tokens[1].group()), Mention(Form.NUMBERED, None, numbers, end, end, 0.0)
        return


@lru_cache(maxsize=1 << 16)
def _numbers(token: str, tag: str) -> tuple[Reading, ...]:
    """The readings of a word as a well-read number: arabic or capital roman figures, or a number word."""
    return tuple(
        r
        for r in readings(token, tag)
        if r.cost <= _CLEAR and r.style is not Style.LETTER and not (r.style is Style.ROMAN and token.islower())
    )


@cache
def _known(code: str) -> frozenset[str]:
    """The words that number something other than chapters, and the words that `words` knows. The former count in all
    languages, since they may be abbreviations in any."""
    never = {fold(word) for other in every_code() for term in _NOT_HEADINGS for word in of(other).terms[term]}
    own = {fold(word) for other in {code, *described()} for term in NUMBERED_TERMS for word in of(other).terms[term]}
    return frozenset(never | own | {"#" + word for word in never | own})


def _is_date(text: str, mention: Mention, words: str, tag: str) -> bool:
    """Whether the number of a line is the day of a date: `MARCH 3`, `Merrow, Friday 3 March 1671`, `den 3. Mai`."""
    language = of(tag)
    bare = words.removeprefix("#")
    if bare in language.months or bare in language.weekdays:
        return True
    if _ABBREVIATED.match(text[: mention.end]):
        return False  # `No. 12. May 1711`
    return _month_follows(tag).match(text, mention.end) is not None


@cache
def _month_follows(tag: str) -> re.Pattern[str]:
    """A pattern of the name of a month, with or without a year, that ends its line."""
    return re.compile(rf"\s*(?:\w{{1,3}}\s+)?{of(tag).any_month}\.?(?:\W+(?:\w{{1,3}}\s+)?\d{{4}})?\W*$", re.IGNORECASE)


def _paragraph(layout: Layout) -> float:
    """The white space above most paragraphs that have any."""
    spaces = [layout.space_before(i) for i in layout.text if layout.prose(i) and not layout.top(i)]
    apart = Counter(round(space, 1) for space in spaces if space > 0.3)
    return apart.most_common(1)[0][0] if apart else 0.0


def _level(layout: Layout, group: Sequence[Candidate], boundaries: Sequence[int], paragraph: float) -> _Level | None:
    """The headings of a group as one level; None if they are not headings."""
    text_before = layout.text_before
    score, solved = sequence.solve(group, boundaries, text_before)
    found = [n.candidate for n in solved if not n.repaired]
    values = [n.value for n in solved if not n.repaired]
    late = bool(values) and values[0] > _LARGEST_FIRST
    if len(group) > _MOST_AGAIN * len(found):
        return None  # `First Man` above each of his speeches
    if len(found) < (_FEWEST_LATE if late else _FEWEST) or len(set(values)) < _FEWEST or score <= 0:
        return None
    ends = [*(c.first for c in found[1:]), len(layout.lines)]
    below = [text_before[end] - text_before[c.last] for c, end in zip(found, ends, strict=True)]
    if text_before[-1] - text_before[found[0].first] < _SPAN * text_before[-1] or median(below) < _FEWEST_LINES:
        return None
    if sum(below[:-1]) < _SPAN / 2 * text_before[-1] or _count_pages(layout, found, values):
        return None
    apart = sum(_is_apart(layout, c, paragraph) for c in found) / len(found)
    return _Level(tuple(found), apart, score) if apart >= _SET_APART else None


def _count_pages(layout: Layout, found: Sequence[Candidate], values: Sequence[int]) -> bool:
    """Whether the numbers rise as the pages do: a running head that was not recognised."""
    if not layout.paged:
        return False
    steps = list(zip(pairwise(values), pairwise([layout.page(c.first) for c in found]), strict=True))
    return 2 * sum(b - a == d - c for (a, b), (c, d) in steps) > len(steps)


def _is_apart(layout: Layout, candidate: Candidate, paragraph: float) -> bool:
    """Whether a line is set like a heading and unlike a paragraph."""
    i = candidate.first
    alone = candidate.mention.title >= len(layout.lines[i].text)
    capitals = layout.capitals(i)
    return (
        layout.top(i)
        or layout.space_before(i) > paragraph + 0.3
        or layout.centred(i)
        or ((alone or capitals) and layout.narrow(i) and layout.space_after(i) > 0.3)
    )
