"""Page starts in a plain text that only running heads and folios show.

In printed pages the numbers rise by one, and the number of lines between two heads hardly varies. So we look for the
best chain of lines that may be heads (`possible_heads`). Each candidate scores by how well its number agrees; a misread
number scores less. Each step costs more the further its number of lines is from that of as many pages as the number
rises by, and costs extra for each page whose head is missing. At a fixed cost the chain may break off and begin again,
for example between roman and arabic figures. Only candidates within the last few pages are considered as predecessors,
so the time grows linearly with the text. If OCR spoilt so many heads that this chain covers too little of the text,
candidates up to forty pages apart are linked as well, if their numbers rise with the lines between them (`_bridge`).

A folio may be in a line of its own. A title beside it that repeats beside other folios is the running head of the same
page (`_titles_beside`); otherwise white space and the openings of chapters show whether folios are at the foot
(`_at_foot`).

If the chain lacks heads between two numbers, the lines near the expected places are weighed (`gaps`).

Letters, stanzas and the entries of a list may be numbered too, as evenly as pages are. But only the heads of facing
pages take turns with each other, and only they have even numbers to the left of the words and odd numbers to the right.
A chain that alternates in this way is of pages (`_facing`), even if these divide no sentences or differ in length.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from statistics import median

from rapidfuzz import fuzz

from editio.model.kinds import FurnitureKind
from editio.model.pages import Anchor
from editio.model.witness import Line
from editio.stages.letters import letters
from editio.stages.pagination.figures import Scheme, likeness, value
from editio.stages.pagination.gaps import Gap, filled
from editio.stages.pagination.heads import is_note
from editio.stages.pagination.possible_heads import (
    LONGEST,
    SAME_HEAD,
    SHORTEST,
    PossibleHead,
    ends,
    in_capitals,
    possible_heads,
)
from editio.stages.pagination.words import Words

_PAGE = range(12, 91)  # lines of a page
_FEWEST = 4
_RECURS = 3  # lines with the same title
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
_EVEN = 0.15  # greatest difference of two pages, as a share of their lines
_MORE = 1.5  # times more pages with nearly the same number of lines than by chance
_SHORT_RATIO = 2.5  # the same as _RATIO where the pages have fewer lines: a chapter ends or begins there
_FACING = 12  # heads with words and a number at one end
_ALTERNATE = 0.9  # share of these with even numbers at the left or odd numbers at the right
_TURNS = 2 / 3  # share of the heads that differ from the one before
_RECURRING = 1 / 3  # share of the heads whose words recur
_FACED = 2 / 3  # share of the covered lines that counts at least if the pages are facing pages
_HEAD = 1.25  # weight of a number in a line whose words recur with other numbers

Key = tuple[int, Scheme, int]  # candidate, scheme and number


@dataclass(frozen=True)
class Chain:
    """The lines at which pages start, the heads among them, and whether these are the heads of facing pages."""

    starts: tuple[int, ...]
    heads: Mapping[int, Anchor]
    facing: bool = False


def chained(lines: Sequence[Line], words: Words) -> Chain | None:
    """The page starts shown by heads; None if the heads show none."""
    candidates = possible_heads(lines, words)
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
    for i, is_head in filled(lines, _gaps(candidates, chain, usual), usual, words, texts):
        starts.add(i)
        if is_head:
            heads[i] = _unnumbered(lines, i)
    return Chain(tuple(sorted(starts)), heads, facing)


def _heads(lines: Sequence[Line], candidates: Sequence[PossibleHead], chain: Sequence[Key]) -> dict[int, Anchor]:
    """The heads of a chain. A line without a number is a head if it repeats heads above it: the first of such lines is
    the heading that the others repeat."""
    heads = {}
    known: list[str] = []
    for k, scheme, number in chain:
        c = candidates[k]
        if c.numerals or any(fuzz.ratio(c.letters, text) >= SAME_HEAD for text in known):
            kind = FurnitureKind.RUNNING_HEAD if c.letters else FurnitureKind.FOLIO
            line = lines[c.line]
            heads[c.line] = Anchor(kind, c.line, number, scheme is Scheme.ROMAN, line.start, line.end)
        if c.recurs and c.letters not in known[-_FEWEST:]:
            known.append(c.letters)
    return heads


def _unnumbered(lines: Sequence[Line], i: int) -> Anchor:
    return Anchor(FurnitureKind.RUNNING_HEAD, i, 0, False, lines[i].start, lines[i].end)


def _facing(lines: Sequence[Line], candidates: Sequence[PossibleHead], chain: Sequence[Key]) -> bool:
    """Whether the heads of a chain are those of facing pages: a title recurs and others take turns with it, or the
    numbers are at the outer ends, even ones left and odd ones right of words."""
    titled = [candidates[k] for k, scheme, _ in chain if scheme is Scheme.ARABIC and candidates[k].letters]
    turns = sum(fuzz.ratio(a.letters, b.letters) < SAME_HEAD for a, b in pairwise(titled))
    if (
        len(titled) >= _FACING
        and turns >= _TURNS * len(titled)
        and sum(c.recurs for c in titled) >= _RECURRING * len(titled)
    ):
        return True
    outer = [
        left == (number % 2 == 0)
        for k, scheme, number in chain
        if scheme is Scheme.ARABIC and len(candidates[k].letters) >= SHORTEST
        for left in _side(lines[candidates[k].line].text, number)
    ]
    return len(outer) >= _FACING and sum(outer) >= _ALTERNATE * len(outer)


def _side(text: str, number: int) -> Iterator[bool]:
    """Whether a number is at the left end of a line; nothing if it is at both ends or at none."""
    left, right = ((Scheme.ARABIC, number) in map(value, end) for end in ends(text))
    if left != right:
        yield left


def _covered(
    candidates: Sequence[PossibleHead], chain: Sequence[Key], usual: float, facing: bool, bridging: bool
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


def _usual(candidates: Sequence[PossibleHead]) -> float | None:
    """The usual number of lines between heads with consecutive numbers; None if there are too few, or if they vary too
    much."""
    places: dict[tuple[Scheme, int], list[int]] = {}
    for c in candidates:
        for found in c.numbers:
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


def _best(candidates: Sequence[PossibleHead], usual: float, bridging: bool) -> list[Key]:
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
        exact = dict.fromkeys(candidate.numbers)  # in order: scores tie
        anew = (top[0] - _ANEW, top[1]) if top[0] > _ANEW else (0.0, None)
        worth = _HEAD if candidate.recurs else 1.0
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


def _reread(candidates: Sequence[PossibleHead], chain: Sequence[Key], usual: float) -> list[Key]:
    """The chain with the numbers as they were read, where they fit between the numbers beside them. After a short
    page at the end or the beginning of a chapter, the next head comes early, and its number is wrongly taken for a
    misread one. If the pages on both sides have as many lines as usual, the number was misread indeed."""
    found = list(chain)
    for n, (k, scheme, number) in enumerate(chain[1:-1], 1):
        before, after = found[n - 1], chain[n + 1]
        lines = [candidates[key[0]].line for key in (before, chain[n], after)]
        pages = (number - before[2], after[2] - number)
        read = candidates[k].numbers
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
    candidate: PossibleHead,
    before: Key,
    score: float,
    pages: float,
    worth: float,
) -> None:
    """Try a candidate after another, as the next page or as one of the pages after it."""
    _, scheme, number = before
    for rise in range(max(1, int(pages / _RATIO)), min(int(pages * _SHORT_RATIO), _REACH) + 1):
        like = max((likeness(token, scheme, number + rise) for token in candidate.numerals), default=0.0)
        if candidate.recurs and not candidate.numbers:
            like = max(like, _LEAST)
        least = 1.0 if candidate.small and candidate.long and not candidate.recurs else _LEAST
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


def _titles_beside(lines: Sequence[Line], chain: Sequence[PossibleHead], words: Words) -> frozenset[int]:
    """The lines directly above or below numbers that repeat there: the running heads of a book whose folios are in
    lines of their own. In such a book a line in capitals above a number is a head too, if rare. Empty if most of these
    numbers have no title beside them."""
    alone = [c.line for c in chain if not c.letters]
    near = [(i, j) for i in alone for j in (i - 1, i + 1) if 0 <= j < len(lines) and len(lines[j].text) <= LONGEST]
    titles = [j for _, j in near if not words.is_signature(lines[j].text) and not _number_at_end(lines[j])]
    texts = {j: text for j in titles if len(text := letters(lines[j].text)) >= SHORTEST}
    found: set[int] = set()
    for title, count in Counter(texts.values()).items():
        if count >= _RECURS:
            group = [j for j, text in texts.items() if fuzz.ratio(text, title) >= SAME_HEAD]
            if any(in_capitals(lines[j]) for j in group) or not is_note(lines, group):
                found.update(group)
    if 2 * len({i for i, j in near if j in found}) <= len(chain):
        return frozenset()
    rare = {j for i, j in near if j < i and j in texts and in_capitals(lines[j]) and lines[j].blank_before}
    return frozenset(found | {j for j in rare if not words.is_heading(lines[j].text)})


def _at_foot(lines: Sequence[Line], chain: Sequence[PossibleHead], words: Words) -> bool:
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


def _gaps(candidates: Sequence[PossibleHead], chain: Sequence[Key], usual: float) -> Iterator[Gap]:
    """Pairs of lines between which pages lack heads. Before the first head of the chain, only the page directly before
    it is considered."""
    _, scheme, number = chain[0]
    head = candidates[chain[0][0]].line
    if number > 1 and head > usual:
        yield Gap(int(head - 2 * usual), head, scheme, number - 2, number)
    for (a, before, low), (b, scheme, high) in pairwise(chain):
        if before is scheme and 1 < high - low <= _REACH:
            yield Gap(candidates[a].line, candidates[b].line, scheme, low, high)


def _number_at_end(line: Line) -> bool:
    """Whether a line not in capitals ends with a number, as references in notes do."""
    return line.text[-2:].strip(".,;)")[-1:].isdigit() and not in_capitals(line)
