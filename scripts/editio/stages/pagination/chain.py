"""Page starts in a plain text that only running heads and folios show.

A candidate is a line set apart that has a number at one of its ends, or is only a number. In printed pages the numbers
rise by one, and the number of lines between two heads hardly varies. So we look for the best chain of candidates. Each
candidate scores by how well its number agrees; a misread number scores less. Each step costs more the further its
number of lines is from that of as many pages as the number rises by, and costs extra for each page whose head is
missing. At a fixed cost the chain may break off and begin again, for example between roman and arabic figures. Only
candidates within the last few pages are considered as predecessors, so the time grows linearly with the text. If OCR
spoilt so many heads that this chain covers too little of the text, candidates up to forty pages apart are linked as
well, if their numbers rise with the lines between them (`_bridge`).

A folio may be in a line of its own. A title beside it that repeats beside other folios is the running head of the same
page (`_titles_beside`); otherwise white space and the openings of chapters show whether folios are at the foot
(`_at_foot`).

If the chain lacks heads between two numbers, each line set apart near an expected place is weighed: whether it has the
number of the page, repeats other heads, or has nearly the number. The best line divides the gap, and shows where the
other pages are to be expected (`_filled`). A page that begins a chapter has no head: it begins with the chapter's
heading, if there is one at that place.

Other things have numbers too. The entries of an index are left out because each page has many of
them (`_without_entries`). Letters, stanzas and the entries of a list may be numbered too, as evenly as pages are. But
only the heads of facing pages take turns with each other, and only they have even numbers to the left of the words and
odd numbers to the right. A chain that alternates in this way is of pages (`_facing`), even if these divide no sentences
or differ in length.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil, log
from statistics import median

from rapidfuzz import fuzz

from editio.model.kinds import FurnitureKind
from editio.model.pages import Anchor
from editio.model.witness import Line
from editio.stages.pagination.figures import Scheme, figures_of, likeness, value
from editio.stages.pagination.heads import is_note, letters
from editio.stages.pagination.sights import HEAD_CAPITALS, ORNAMENT, capitals
from editio.stages.pagination.words import Words

_PAGE = range(12, 91)  # lines of a page
_FEWEST = 4
_SHORTEST = 4  # letters of a head
_REACH = 8  # pages
_BRIDGED = 40  # pages: the longest gap whose numbers are compared with the lines between
_BRIDGE = 2.0  # for such a gap
_BETWEEN = 0.5  # weight of its lines
_STEADY = 0.12  # greatest difference of the logarithms over it
_UNEVEN = 2.0  # times the logarithm of the ratio between the lines and those of so many pages
_MISSING = 0.4  # for each page without its head
_ANEW = 3.0
_KEPT = 4  # numbers followed for each candidate
_LEAST = 0.35  # likeness of a misread number
_RATIO = 1.9  # greatest ratio between the lines and those of the pages
_COVERED = 1 / 3  # share of the text that the chain covers at least
_CHANCE = 0.3  # mean difference of the logarithms if numbers have nothing to do with pages
_LONGEST = 90  # characters of a head at most
_REPEATS = 70  # rapidfuzz ratio
_RECURS = 3  # different numbers beside the words of a head
_SAME_HEAD = 80  # rapidfuzz ratio
_EVEN = 0.15  # greatest difference of two pages, as a share of their lines
_MORE = 1.5  # times more pages with nearly the same number of lines than by chance
_NEAR = 0.3  # of a page: greatest distance of a missing head from its expected place
_LATE = 0.7  # the same for the heading of a chapter below it, if the pages there have less text than usual
_SCANT = 0.9  # of the usual number of lines
_TITLE, _HEADING, _NEARLY, _REPEATED, _READ = 0, 1, 2, 3, 300  # evidence that a line begins a page, from weak to strong
_SHORT_RATIO = 2.5  # the same as _RATIO where the pages have fewer lines: a chapter ends or begins there
_FACING = 12  # heads with words and a number at one end
_ALTERNATE = 0.9  # share of these with even numbers at the left or odd numbers at the right
_TURNS = 2 / 3  # share of the heads that differ from the one before
_RECURRING = 1 / 3  # share of the heads whose words recur
_FACED = 2 / 3  # share of the covered lines that counts at least if the pages are facing pages
_HEAD = 1.25  # weight of a number in a line whose words recur with other numbers
_FEW_PAGES = 40  # lines, at most three pages
_ENTRIES = 14  # lines with a number among these; so many are the entries of an index
_LEADERS = re.compile(r"(?:[.·•] ?){4}")
_SPECK = re.compile(r"(?<=\d)['’‘`´·.,^°](?=\d)")  # dirt within a number

Key = tuple[int, Scheme, int]  # candidate, scheme and number


@dataclass(frozen=True)
class _Candidate:
    line: int
    tokens: tuple[str, ...]
    letters: str
    head: bool = False  # whether its words recur with other numbers
    small: bool = False  # whether it has words in small letters, as entries of an index have
    long: bool = False  # whether it is as long as a line of text


@dataclass(frozen=True)
class _Gap:
    """Two lines with the numbers of the pages that they begin, between which pages lack heads."""

    first: int
    last: int
    scheme: Scheme
    low: int
    high: int


@dataclass(frozen=True)
class _Start:
    """A line that may begin the page with a number, and whether it is a head. `distance` is how many lines it is from
    the place at which the page is expected."""

    line: int
    number: int
    evidence: float
    distance: float
    is_head: bool


@dataclass(frozen=True)
class Chain:
    """The lines at which pages start, the heads among them, and whether these are the heads of facing pages."""

    starts: tuple[int, ...]
    heads: Mapping[int, Anchor]
    facing: bool = False


def chained(lines: Sequence[Line], words: Words) -> Chain | None:
    """The page starts shown by heads; None if the heads show none."""
    candidates = list(_without_entries([*_candidates(lines, words)]))
    usual = _usual(candidates)
    if usual is None:
        return None
    for bridging in (False, True):
        chain = _best(candidates, usual, bridging)
        if len(chain) < _FEWEST:
            return None
        facing = _facing(lines, candidates, chain)
        if _covered(candidates, chain, usual, facing, bridging) >= _COVERED * len(lines):
            break
    else:
        return None
    numbered = [candidates[k] for k, _, _ in chain]
    titles = _titles_beside(lines, numbered, words)
    heads = _heads(lines, candidates, chain) | {i: _unnumbered(lines, i) for i in titles}
    if not titles and _at_foot(lines, numbered, words):
        return Chain(tuple(c.line + 1 for c in numbered if c.line + 1 < len(lines)), heads, facing)
    starts = {c.line - (c.line - 1 in titles) for c in numbered}
    texts = {c.line: c.letters for c in numbered} | {i: letters(lines[i].text) for i in titles}
    for i, is_head in _missing(lines, candidates, chain, usual, words, texts):
        starts.add(i)
        if is_head:
            heads[i] = _unnumbered(lines, i)
    return Chain(tuple(sorted(starts)), heads, facing)


def _heads(lines: Sequence[Line], candidates: Sequence[_Candidate], chain: Sequence[Key]) -> dict[int, Anchor]:
    """The heads of a chain. A line without a number is a head if it repeats heads above it: the first of such lines is
    the heading that the others repeat."""
    heads = {}
    known: list[str] = []
    for k, scheme, number in chain:
        c = candidates[k]
        if c.tokens or any(fuzz.ratio(c.letters, text) >= _SAME_HEAD for text in known):
            kind = FurnitureKind.RUNNING_HEAD if c.letters else FurnitureKind.FOLIO
            line = lines[c.line]
            heads[c.line] = Anchor(kind, c.line, number, scheme is Scheme.ROMAN, line.start, line.end)
        if c.head and c.letters not in known[-_FEWEST:]:
            known.append(c.letters)
    return heads


def _unnumbered(lines: Sequence[Line], i: int) -> Anchor:
    return Anchor(FurnitureKind.RUNNING_HEAD, i, 0, False, lines[i].start, lines[i].end)


def _facing(lines: Sequence[Line], candidates: Sequence[_Candidate], chain: Sequence[Key]) -> bool:
    """Whether the heads of a chain are those of facing pages: a title recurs and others take turns with it, or the
    numbers are at the outer ends, even ones left and odd ones right of words."""
    titled = [candidates[k] for k, scheme, _ in chain if scheme is Scheme.ARABIC and candidates[k].letters]
    turns = sum(fuzz.ratio(a.letters, b.letters) < _SAME_HEAD for a, b in pairwise(titled))
    if (
        len(titled) >= _FACING
        and turns >= _TURNS * len(titled)
        and sum(c.head for c in titled) >= _RECURRING * len(titled)
    ):
        return True
    outer = [
        left == (number % 2 == 0)
        for k, scheme, number in chain
        if scheme is Scheme.ARABIC and len(candidates[k].letters) >= _SHORTEST
        for left in _side(lines[candidates[k].line].text, number)
    ]
    return len(outer) >= _FACING and sum(outer) >= _ALTERNATE * len(outer)


def _side(text: str, number: int) -> Iterator[bool]:
    """Whether a number is at the left end of a line; nothing if it is at both ends or at none."""
    left, right = ((Scheme.ARABIC, number) in (value(_bare(part)) for part in end) for end in _ends(text))
    if left != right:
        yield left


def _covered(
    candidates: Sequence[_Candidate], chain: Sequence[Key], usual: float, facing: bool, bridging: bool
) -> float:
    """The lines that a chain covers, and fewer the more its pages differ in length: so do the numbered entries of a
    list, the letters of a collection, and other things that are counted but are not pages. Facing pages are
    pages whatever their length, so most of their lines count. With `bridging`, half of the lines of the gaps that it
    bridges count too."""
    steps = [(candidates[b[0]].line - candidates[a[0]].line, b[2] - a[2]) for a, b in pairwise(chain)]
    differ = [abs(log(lines / usual / rise)) for lines, rise in steps if 0 < rise <= _REACH]
    if not differ:
        return 0.0
    covered = sum(min(lines, 2 * usual) for lines, _ in steps)
    if bridging:
        gaps = (lines for lines, rise in steps if rise > _REACH and abs(log(lines / usual / rise)) <= _STEADY)
        covered += _BETWEEN * sum(gaps)
    return covered * max(_FACED if facing else 0.0, 1 - sum(differ) / len(differ) / _CHANCE)


def _short(lines: Sequence[Line]) -> Iterator[tuple[int, bool]]:
    """The short lines with white space above or below, and whether each is set apart. In a text whose lines have no
    white space between them, a line of words must have it below: only above it, it begins a paragraph."""
    if not lines:
        return
    gap = Counter(line.blank_before for line in lines[1:]).most_common(1)[0][0] if len(lines) > 1 else 0
    length = median(len(line.text) for line in lines)
    for i, line in enumerate(lines):
        above = not i or line.blank_before > gap
        below = i + 1 == len(lines) or lines[i + 1].blank_before > gap
        whole = bool(gap) or len(line.text) >= _SHORTEST or line.text.isdecimal()  # no scrap of a contents list
        apart = bool(gap) or below or not any(map(str.isalpha, line.text))
        if (above or (below and whole)) and len(line.text) <= (_LONGEST if above and not gap else 0.75 * length):
            yield i, apart


def _candidates(lines: Sequence[Line], words: Words) -> Iterator[_Candidate]:
    """Lines set apart that have a number, or something like one, at an end, and lines below white space that repeat the
    words of several of them: OCR misreads the numbers of heads more often than their words. Lines that only say
    `CHAPTER II.` are left out: their number is that of the chapter."""
    short = [(i, apart, _tokens(lines[i].text), letters(lines[i].text)) for i, apart in _short(lines)]
    counts = Counter(text for _, _, _, text in short)
    numbers: dict[str, set[tuple[Scheme, int]]] = {}
    kept = []
    for i, apart, tokens, text in short:
        read = {found for token in tokens if (found := value(token))}
        if _LEADERS.search(lines[i].text):
            continue  # an entry of a contents list
        if words.is_heading(lines[i].text) and not any(n > counts[text] for s, n in read if s is Scheme.ARABIC):
            continue  # a number above the count of such lines, as in `APPENDIX. 197`, is that of the page
        kept.append((i, apart, tokens, text))
        if len(text) >= _SHORTEST:
            numbers.setdefault(text, set()).update(read)
    heads = [text for text, found in numbers.items() if len(found) >= _RECURS]
    length = median(len(line.text) for line in lines) if lines else 0
    for i, apart, tokens, text in kept:
        head = len(text) >= _SHORTEST and any(fuzz.ratio(text, other) >= _SAME_HEAD for other in heads)
        if head or (apart and tokens):
            small = any(map(str.isalpha, lines[i].text)) and capitals(lines[i].text) < HEAD_CAPITALS
            yield _Candidate(i, tokens, text, head, small, len(lines[i].text) >= length)


def _without_entries(candidates: Sequence[_Candidate]) -> Iterator[_Candidate]:
    """The candidates without the entries of an index or a list, which look like heads but are many on each page."""
    small = [c.line for c in candidates if c.small]
    for c in candidates:
        before, here, after = (bisect_left(small, c.line + n) for n in (-_FEW_PAGES, 0, _FEW_PAGES))
        if not c.small or max(here - before, after - here) <= _ENTRIES:
            yield c


def _tokens(text: str) -> tuple[str, ...]:
    """What may be a number at the ends of a line."""
    parts = dict.fromkeys(part for end in _ends(text) for part in end)
    tokens = [bare for part in parts if (bare := _bare(part)) and len(bare) <= 5]
    return tuple(t for t in tokens if value(t) or any(c.isdigit() for c in t))


def _ends(text: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """The first word of a line and the first two as one; the last word and the last two as one."""
    parts = text.split()
    return (parts[0], "".join(parts[:2])), (parts[-1], "".join(parts[-2:]))


def _bare(part: str) -> str:
    """The end of a line without ornaments and dirt."""
    return _SPECK.sub("", part.strip(ORNAMENT))


def _usual(candidates: Sequence[_Candidate]) -> float | None:
    """The usual number of lines between heads with consecutive numbers; None if there are too few, or if they vary too
    much."""
    places: dict[tuple[Scheme, int], list[int]] = {}
    for c in candidates:
        for token in c.tokens:
            if found := value(token):
                places.setdefault(found, []).append(c.line)
    steps: list[int] = []
    for (scheme, number), at in places.items():
        for line in at:
            after = places.get((scheme, number + 1), [])
            k = bisect_left(after, line + 1)
            if k < len(after) and after[k] - line in _PAGE:
                steps.append(after[k] - line)
    if len(steps) < _FEWEST - 1:
        return None
    near = max((_near(steps, step) for step in set(steps)), key=len)
    chance = len(steps) * 2 * _EVEN * median(near) / (_PAGE.stop - _PAGE.start)
    return median(near) if len(near) >= _FEWEST - 1 and len(near) >= _MORE * chance else None


def _near(steps: Sequence[int], step: int) -> list[int]:
    return [other for other in steps if abs(other - step) <= _EVEN * step]


def _best(candidates: Sequence[_Candidate], usual: float, bridging: bool) -> list[Key]:
    """The best chain of candidates, with their numbers."""
    scores: list[dict[tuple[Scheme, int], tuple[float, Key | None]]] = []
    top: tuple[float, Key | None] = (0.0, None)
    first = far = 0
    for k, candidate in enumerate(candidates):
        while candidates[first].line < candidate.line - _REACH * _RATIO * usual:
            first += 1
        while candidates[far].line < candidate.line - _BRIDGED * usual:
            far += 1
        here: dict[tuple[Scheme, int], tuple[float, Key | None]] = {}
        exact = dict.fromkeys(found for token in candidate.tokens if (found := value(token)))  # in order: scores tie
        anew = (top[0] - _ANEW, top[1]) if top[0] > _ANEW else (0.0, None)
        worth = _HEAD if candidate.head else 1.0
        for found in exact:
            here[found] = (anew[0] + worth, anew[1])
        for i in range(first, k):
            for (scheme, number), (score, _) in scores[i].items():
                if score < top[0] - _ANEW:
                    continue
                pages = (candidate.line - candidates[i].line) / usual
                _extend(here, candidate, (i, scheme, number), score, pages, worth)
        for i in range(far, k) if bridging and exact else ():
            for (scheme, number), (score, _) in scores[i].items():
                pages = (candidate.line - candidates[i].line) / usual
                _bridge(here, exact, (i, scheme, number), score + worth, pages)
        here = dict(sorted(here.items(), key=lambda item: -item[1][0])[:_KEPT])
        scores.append(here)
        for (scheme, number), (score, _) in here.items():
            if score > top[0]:
                top = score, (k, scheme, number)
    chain: list[Key] = []
    key = top[1]
    while key is not None:
        chain.append(key)
        key = scores[key[0]][key[1], key[2]][1]
    return _reread(candidates, chain[::-1], usual)


def _reread(candidates: Sequence[_Candidate], chain: Sequence[Key], usual: float) -> list[Key]:
    """The chain with the numbers as they were read, where they fit between the numbers beside them. After a short
    page at the end or the beginning of a chapter, the next head comes early, and its number is wrongly taken for a
    misread one. If the pages on both sides have as many lines as usual, the number was misread indeed."""
    found = list(chain)
    for n, (k, scheme, number) in enumerate(chain[1:-1], 1):
        before, after = found[n - 1], chain[n + 1]
        lines = [candidates[key[0]].line for key in (before, chain[n], after)]
        pages = (number - before[2], after[2] - number)
        read = {its for token in candidates[k].tokens if (its := value(token))}
        fitting = [its for its in read if its[0] is scheme is before[1] is after[1] and before[2] < its[1] < after[2]]
        uneven = any(
            abs(b - a - rise * usual) > _EVEN * rise * usual
            for (a, b), rise in zip(pairwise(lines), pages, strict=True)
        )
        if fitting and uneven and (scheme, number) not in read:
            found[n] = k, *fitting[0]
    return found


def _extend(
    here: dict[tuple[Scheme, int], tuple[float, Key | None]],
    candidate: _Candidate,
    before: Key,
    score: float,
    pages: float,
    worth: float,
) -> None:
    """Try a candidate after another, as the next page or as one of the pages after it."""
    _, scheme, number = before
    for rise in range(max(1, int(pages / _RATIO)), min(int(pages * _SHORT_RATIO), _REACH) + 1):
        like = max((likeness(token, scheme, number + rise) for token in candidate.tokens), default=0.0)
        if candidate.head and not any(map(value, candidate.tokens)):
            like = max(like, _LEAST)
        least = 1.0 if candidate.small and candidate.long and not candidate.head else _LEAST
        if like < least or not 1 / _SHORT_RATIO <= pages / rise <= _RATIO:
            continue
        whole = score + worth * like - _UNEVEN * abs(log(pages / rise)) - _MISSING * (rise - 1)
        known = here.get((scheme, number + rise))
        if known is None or whole > known[0]:
            here[scheme, number + rise] = whole, before


def _bridge(
    here: dict[tuple[Scheme, int], tuple[float, Key | None]],
    exact: Iterable[tuple[Scheme, int]],
    before: Key,
    score: float,
    pages: float,
) -> None:
    """Try the numbers of a candidate after another, from which a longer gap divides them. They must rise by as many as
    there are pages in between."""
    for scheme, number in exact:
        rise = number - before[2]
        if scheme is not before[1] or rise <= _REACH or abs(uneven := log(pages / rise)) > _STEADY:
            continue
        whole = score - _BRIDGE - _UNEVEN * abs(uneven)
        known = here.get((scheme, number))
        if known is None or whole > known[0]:
            here[scheme, number] = whole, before


def _titles_beside(lines: Sequence[Line], chain: Sequence[_Candidate], words: Words) -> frozenset[int]:
    """The lines directly above or below numbers that repeat there: the running heads of a book whose folios are in
    lines of their own. In such a book a line in capitals above a number is a head too, if rare. Empty if most of these
    numbers have no title beside them."""
    alone = [c.line for c in chain if not c.letters]
    near = [(i, j) for i in alone for j in (i - 1, i + 1) if 0 <= j < len(lines) and len(lines[j].text) <= _LONGEST]
    titles = [j for _, j in near if not words.is_signature(lines[j].text) and not _number_at_end(lines[j])]
    texts = {j: text for j in titles if len(text := letters(lines[j].text)) >= _SHORTEST}
    found: set[int] = set()
    for title, count in Counter(texts.values()).items():
        if count >= _RECURS:
            group = [j for j, text in texts.items() if fuzz.ratio(text, title) >= _SAME_HEAD]
            in_capitals = any(_is_capitals(lines[j]) for j in group)
            found.update(group if in_capitals or not is_note(lines, group) else ())
    if 2 * len({i for i, j in near if j in found}) <= len(chain):
        return frozenset()
    rare = {j for i, j in near if j < i and j in texts and _is_capitals(lines[j]) and lines[j].blank_before}
    return frozenset(found | {j for j in rare if not words.is_heading(lines[j].text)})


def _at_foot(lines: Sequence[Line], chain: Sequence[_Candidate], words: Words) -> bool:
    """Whether the numbers stand at the foot of pages: alone in their lines, with more white space below than above. If
    there is as much above, they do if most chapters begin directly below a number: a folio at the head is left out on
    the first page of a chapter. A number above all text is at a head, and one below all text is at a foot."""
    if sum(not c.letters for c in chain) < len(chain) / 2 or not chain[0].line:
        return False
    if chain[-1].line + 1 == len(lines):
        return True
    inner = [c.line for c in chain if c.line + 1 < len(lines)]
    lower = sum(lines[i + 1].blank_before < lines[i].blank_before for i in inner)
    higher = sum(lines[i + 1].blank_before > lines[i].blank_before for i in inner)
    if higher != lower:
        return higher > lower
    openings = [i for i, line in enumerate(lines) if words.is_heading(line.text) and inner[0] < i <= inner[-1] + 1]
    return 2 * len({i - 1 for i in openings} & {*inner}) > len(openings)


def _missing(
    lines: Sequence[Line],
    candidates: Sequence[_Candidate],
    chain: Sequence[Key],
    usual: float,
    words: Words,
    heads: Mapping[int, str],
) -> Iterator[tuple[int, bool]]:
    """The lines that begin the pages whose heads the chain lacks, each with whether it is a head. `heads` are the lines
    of known heads with their letters."""
    known = [(i, text) for i, text in sorted(heads.items()) if len(text) >= _SHORTEST]
    for gap in _gaps(candidates, chain, usual):
        yield from _filled(lines, gap, usual, words, known)


def _filled(
    lines: Sequence[Line], gap: _Gap, usual: float, words: Words, known: Sequence[tuple[int, str]]
) -> Iterator[tuple[int, bool]]:
    """The lines that begin the pages of a gap. The line with the best evidence divides the gap, so that it shows where
    the pages before and after it are to be expected."""
    found = [
        start for number in range(gap.low + 1, gap.high) for start in _starts(lines, gap, number, usual, words, known)
    ]
    if not found:
        return
    best = max(found, key=lambda start: (start.evidence, -start.distance))
    yield best.line, best.is_head
    yield from _filled(lines, replace(gap, last=best.line, high=best.number), usual, words, known)
    yield from _filled(lines, replace(gap, first=best.line, low=best.number), usual, words, known)


def _gaps(candidates: Sequence[_Candidate], chain: Sequence[Key], usual: float) -> Iterator[_Gap]:
    """Pairs of lines between which pages lack heads. Before the first head of the chain, only the page directly before
    it is considered."""
    _, scheme, number = chain[0]
    head = candidates[chain[0][0]].line
    if number > 1 and head > usual:
        yield _Gap(int(head - 2 * usual), head, scheme, number - 2, number)
    for (a, before, low), (b, scheme, high) in pairwise(chain):
        if before is scheme and 1 < high - low <= _REACH:
            yield _Gap(candidates[a].line, candidates[b].line, scheme, low, high)


def _starts(
    lines: Sequence[Line],
    gap: _Gap,
    number: int,
    usual: float,
    words: Words,
    known: Sequence[tuple[int, str]],
) -> Iterator[_Start]:
    """The lines that may begin a page of a gap. Pages with less text than usual begin or end chapters, so such a page
    may begin further from its place.

    A line is a head if it has the number of the page, if it repeats other heads and either has a number or is below
    heads with the same words, or if its number is nearly that of the page. Otherwise it is a heading: one such as
    `CHAPTER II.`, a title that the later heads repeat, or the only title there."""
    page = (gap.last - gap.first) / (gap.high - gap.low)
    place = gap.first + (number - gap.low) * page
    scant = page < _SCANT * usual
    reach = (_LATE if scant else _NEAR) * usual
    within = range(max(1, gap.first + 1, ceil(place - reach)), min(gap.last, int(place + reach) + 1))
    near = [i for i in within if _may_begin_page(lines[i], words)]
    since, until = place - _NEAR * usual, place + _NEAR * usual
    printed = figures_of(gap.scheme, number)
    tokens = {i: parts for i in near if (parts := _tokens(lines[i].text))}
    texts = [text for _, text in known]
    repeating = {i: likeness for i in near if (likeness := _repeats(lines[i], texts)) >= _REPEATS}
    chapters = [i for i in near if words.is_heading(lines[i].text) and " " in lines[i].text]  # not that of a list
    titles = {_top(lines, i) for i in near if i >= since and _is_capitals(lines[i])} if scant else ()
    headings = [i for i in chapters if i >= since] or [
        _top(lines, i) for i in repeating if i >= since and i not in tokens
    ]
    nearly = [i for i in tokens if any(_nearly(token, printed) for token in tokens[i])]
    found: dict[int, tuple[float, bool]] = {}
    if len(titles) == 1:
        found |= dict.fromkeys(titles, (_TITLE, False))
    found |= dict.fromkeys(headings[:1], (_HEADING, False))
    if len(nearly) == 1 and not repeating:
        found[nearly[0]] = _NEARLY, True
    for i, likeness in repeating.items():
        above = [text for j, text in known if j < i]
        here = since <= i <= until and (i in tokens or _repeats(lines[i], above) >= _REPEATS)
        if (here or i in nearly) and not {i - 1, i - 2} & {*headings}:
            found[i - (i - 1 in tokens and not letters(lines[i - 1].text))] = (
                _REPEATED + likeness * (1 + (i in nearly)),
                True,
            )
    found |= {i: (_READ, True) for i in tokens if i not in chapters and any(_reads(t, printed) for t in tokens[i])}
    yield from (_Start(i, number, evidence, abs(i - place), head) for i, (evidence, head) in found.items())


def _may_begin_page(line: Line, words: Words) -> bool:
    """Whether a line is short and set apart, and neither an entry of a list nor a signature."""
    return (
        line.blank_before > 0
        and len(line.text) <= _LONGEST
        and not _LEADERS.search(line.text)
        and not _belongs(line.text, words)
        and not words.is_signature(line.text)
    )


def _top(lines: Sequence[Line], i: int) -> int:
    """The first of the lines set apart in capitals that end with line i: a title may be below the word and number of
    its chapter."""
    while i and lines[i].blank_before and _is_capitals(lines[i - 1]) and lines[i - 1].blank_before:
        i -= 1
    return i


def _number_at_end(line: Line) -> bool:
    """Whether a line not in capitals ends with a number, as references in notes do."""
    return line.text[-2:].strip(".,;)")[-1:].isdigit() and not _is_capitals(line)


def _is_capitals(line: Line) -> bool:
    return len(letters(line.text)) >= _SHORTEST and capitals(line.text) >= HEAD_CAPITALS


def _belongs(text: str, words: Words) -> bool:
    parts = text.split()
    return len(parts) > 2 and words.numbers_something(parts[-2].strip(ORNAMENT))


def _reads(token: str, printed: str) -> bool:
    """Whether the figures of a token are those of the printed number."""
    return token == printed or re.sub(r"\D", "", token) == printed


def _nearly(token: str, printed: str) -> bool:
    """Whether at least half of the figures are those of the printed number, or the token has all of them and more."""
    same = sum(a == b for a, b in zip(token, printed, strict=False))
    alike = len(token) == len(printed) and 2 * same >= len(printed)
    return len(printed) > 1 and (alike or printed in re.sub(r"\D", "", token))


def _repeats(line: Line, heads: Sequence[str]) -> float:
    words = letters(line.text)
    return max((fuzz.ratio(words, head) for head in heads), default=0.0) if len(words) >= _SHORTEST else 0.0
