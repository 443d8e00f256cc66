"""The labels of all leaves: the cheapest sequence, and the leaves that it leaves open.

The sequence (`labelling`) begins with the first number seen. This module counts the leaves before it back to page 1. It
labels front matter whose numbers are too few for a sequence. It recognises leaves out of order, whose numbers belong to
a gap elsewhere, and then labels again the leaves that took their numbers. It leaves blank leaves at the ends of the
book uncounted. If most numbers disagree with the sequence, the leaves are an extract, and each keeps its own number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from rapidfuzz import fuzz

from editio.model.witness import Line
from editio.stages.pagination.figures import Scheme, figures_of
from editio.stages.pagination.labelling import UNCOUNTED, Evidence, Label, clear, label, runs
from editio.stages.pagination.sheets import Sheet
from editio.stages.pagination.sights import Place, values

_REPEATED = 90  # least rapidfuzz ratio of the lines of a leaf scanned twice
_SCANNED_TWICE = 2  # leaves back
_FEW = 0.05  # share of the leaves whose numbers must agree if there is no sequence
_MOST = 0.5  # the same, for numbers that the format gives
_TWO_PAGES = 1.5  # times the usual number of lines
_MISREAD = 200  # leaves in a row on which the same figure is misread, at most
_OFTEN = 3  # times that one figure was read as another, if it always is
_EXTRACT = 6  # leaves with a clear number, at least, to tell an extract from a book
_SPEAKS = 0.3  # least agreement of a sight that supports a label


def labels(
    evidence: Sequence[Evidence], unnumbered: int, blank: frozenset[str], openings: frozenset[int] = frozenset()
) -> list[Label]:
    """The labels of all leaves. No leaf may have the number of a leaf out of order, so if there are such leaves, the
    others are labelled again. `openings` are the leaves that begin with the heading of a first chapter."""
    evidence = [replace(leaf, begun=0 < unnumbered <= i) for i, leaf in enumerate(evidence)]
    found = label(evidence, blank)
    if _is_extract(found, evidence):
        return completed(label(evidence, blank, extract=True), evidence, unnumbered, blank, openings)
    if displaced := _displaced(found, evidence):
        taken = frozenset(displaced.values())
        evidence = [leaf if i in displaced else replace(leaf, taken=taken) for i, leaf in enumerate(evidence)]
        found = label(evidence, blank)
        for i, its in displaced.items():
            found[i] = found[i] if found[i].counted else its
    if misread := _misread(found, evidence, blank):
        known = frozenset(found)
        evidence = [_reread(leaf, misread[i], known) if i in misread else leaf for i, leaf in enumerate(evidence)]
        found = label(evidence, blank)
    return completed(found, evidence, unnumbered, blank, openings)


def _is_extract(found: Sequence[Label], evidence: Sequence[Evidence]) -> bool:
    """Whether the leaves are an extract: most leaves with text have a clear number at the head, most of these numbers
    disagree with the labels, and most rise from leaf to leaf."""
    text = [i for i, leaf in enumerate(evidence) if not leaf.sheet.scant]
    own = {i: min(at) for i in text if (at := values(s for s in evidence[i].sights if s.top and clear(s)))}
    apart = sum(not _evidenced(evidence[i], found[i]) for i in own)
    rising = sum(own[a][0] is own[b][0] and own[a] < own[b] for a, b in pairwise(own))
    return len(own) >= max(_EXTRACT, len(text) / 2) and 2 * min(apart, rising) > len(own)


def completed(
    labels: Sequence[Label],
    evidence: Sequence[Evidence],
    unnumbered: int,
    blank: frozenset[str],
    openings: frozenset[int] = frozenset(),
) -> list[Label]:
    """The labels, with those of the leaves before the first known numbers added and those of blank leaves at the ends
    of the book removed."""
    found = list(labels)
    _count_all(found, evidence, unnumbered, blank)
    _count_back(found, evidence, Scheme.ARABIC, unnumbered, blank, openings)
    _count_front(found, evidence, unnumbered, blank)
    first = _count_back(found, evidence, Scheme.ROMAN, unnumbered, blank)
    known = [_evidenced(leaf, its) for leaf, its in zip(evidence, found, strict=True)]
    if not unnumbered:
        _clear(found, evidence, known, first)
    last = max((i for i, leaf in enumerate(evidence) if known[i] or not leaf.sheet.scant), default=-1)
    _clear(found, evidence, known, range(len(found) - 1, last + 1, -1))
    found[:unnumbered] = [UNCOUNTED] * min(unnumbered, len(found))
    _unique(found, evidence)
    return found


def after_blank_pages(labels: Sequence[Label], evidence: Sequence[Evidence]) -> list[Label]:
    """The labels of leaves that running heads or empty lines show. If a leaf without a number is one of two pages
    between two numbers, and not as long as both, it is the right-hand page, which is odd: the other one was blank, so
    it left nothing in such a text."""
    found = list(labels)
    usual = median(len(leaf.sheet.rows) for leaf in evidence)
    for i in range(1, len(found) - 1):
        before, its, after = found[i - 1 : i + 2]
        one_lost = its.scheme is after.scheme is before.scheme and after.number == before.number + 3
        even = its.number == before.number + 1 and its.number % 2 == 0 and not _evidenced(evidence[i], its)
        if one_lost and even and len(evidence[i].sheet.rows) <= _TWO_PAGES * usual:
            found[i] = Label(its.scheme, after.number - 1)
    return found


def _count_all(found: list[Label], evidence: Sequence[Evidence], unnumbered: int, blank: frozenset[str]) -> None:
    """Label the leaves of a book with too few numbers for a sequence. The numbers that agree with each other decide, if
    there are enough of them for so many leaves."""
    if any(its.counted for its in found):
        return
    read = Counter[tuple[Scheme, int]]()
    claimed = Counter[tuple[Scheme, int]]()
    for leaf in evidence[unnumbered:]:
        position = leaf.sheet.position
        read.update((s, n - position) for s, n in values(sight for sight in leaf.sights if clear(sight)))
        claims = (sight for sight in leaf.sights if sight.place is Place.CLAIM)
        claimed.update((s, n - position) for s, n in values(claims))
    offsets, least = (read, _FEW) if read else (claimed, _MOST)
    if not offsets:
        return
    (((scheme, offset), count),) = offsets.most_common(1)
    if count < least * len(evidence):
        return
    first = next(i for i, leaf in enumerate(evidence) if (scheme, offset + leaf.sheet.position) in values(leaf.sights))
    number = evidence[first].sheet.position + offset
    for i in range(first, len(found)):
        if i > first:
            number += evidence[i].sheet.position - evidence[i - 1].sheet.position
        while figures_of(scheme, number) in blank:
            number += 1
        found[i] = Label(scheme, number)


def _count_back(
    found: list[Label],
    evidence: Sequence[Evidence],
    scheme: Scheme,
    unnumbered: int,
    blank: frozenset[str],
    openings: frozenset[int] = frozenset(),
) -> range:
    """Label the leaves before the first known number of a scheme, and return their range. Counting back ends at page 1,
    at a leaf known to be numbered otherwise, and at the leaves that an editor says are not numbered. Plates are left
    uncounted if the first chapter then begins on page 1."""
    known = [_evidenced(leaf, its) or bool(leaf.entered) for leaf, its in zip(evidence, found, strict=True)]
    first = next((i for i, its in enumerate(found) if its.scheme is scheme and known[i]), None)
    if first is None:
        return range(0)
    plates: frozenset[int] = frozenset()
    if beside_plates := _beside_plates(found, evidence, scheme, openings):
        first, plates = beside_plates
        known = [_read(leaf, its) or bool(leaf.entered) for leaf, its in zip(evidence, found, strict=True)]
    number, i = found[first].number, first - 1
    while i >= unnumbered and not known[i]:
        if i in plates:
            found[i] = UNCOUNTED
            i -= 1
            continue
        number -= 1 if plates else evidence[i + 1].sheet.position - evidence[i].sheet.position
        while number > 0 and figures_of(scheme, number) in blank:
            number -= 1
        if number < 1:
            break
        found[i] = Label(scheme, number)
        i -= 1
    return range(i + 1, first)


def _beside_plates(
    found: Sequence[Label], evidence: Sequence[Evidence], scheme: Scheme, openings: frozenset[int]
) -> tuple[int, frozenset[int]] | None:
    """The first leaf with a known number, and the plates between the opening of the first chapter and that leaf. Leaves
    with little text are plates if the chapter begins on page 1 without them, and without leaves missing from the
    format, which are their backs. None if a number was read before that leaf; a number that only the format gives was
    counted by a program."""
    opening = max(openings, default=len(found))
    scant: set[int] = set()
    for i in range(opening + 1, len(found)):
        its = found[i]
        begins_on = its.number - (i - opening - len(scant))
        if scant and its.scheme is scheme and _evidenced(evidence[i], its) and begins_on == 1:
            return i, frozenset(scant)
        if _read(evidence[i], its):
            return None
        if evidence[i].sheet.scant:
            scant.add(i)
    return None


def _read(leaf: Evidence, its: Label) -> bool:
    """Whether a number that was read on a leaf supports its label."""
    read = tuple(sight for sight in leaf.sights if sight.place is not Place.CLAIM)
    return _evidenced(replace(leaf, sights=read), its)


def _count_front(found: list[Label], evidence: Sequence[Evidence], unnumbered: int, blank: frozenset[str]) -> None:
    """Label the front matter by its roman numbers if there are too few of them for a sequence."""
    end = next((i for i, its in enumerate(found) if its.scheme is Scheme.ARABIC), 0)
    if any(its.counted for its in found[:end]):
        return
    offsets: Counter[int] = Counter()
    seen: dict[int, int] = {}  # by offset: the first leaf with a number that supports it
    for i in range(unnumbered, end):
        sure = (sight for sight in evidence[i].sights if sight.place in (Place.ALONE, Place.IN_HEAD))
        here = {n - evidence[i].sheet.position for scheme, n in values(sure) if scheme is Scheme.ROMAN}
        offsets.update(here)
        for offset in here:
            seen.setdefault(offset, i)
    if not offsets:
        return
    ((offset, _),) = offsets.most_common(1)
    number = 0
    for i in range(seen[offset], end):
        position = evidence[i].sheet.position
        number = number + position - evidence[i - 1].sheet.position if number else position + offset
        while figures_of(Scheme.ROMAN, number) in blank:
            number += 1
        found[i] = Label(Scheme.ROMAN, number)


def _clear(found: list[Label], evidence: Sequence[Evidence], known: Sequence[bool], leaves: Iterable[int]) -> None:
    """Uncount leaves with little or no text, up to the first leaf that has more text or a known label."""
    for i in leaves:
        if known[i] or not evidence[i].sheet.scant:
            return
        found[i] = UNCOUNTED


def _displaced(found: Sequence[Label], evidence: Sequence[Evidence]) -> dict[int, Label]:
    """Leaves out of order, with their labels: two or more consecutive leaves with text that were not counted but have
    numbers that agree with each other."""
    offsets = [
        {(scheme, number - leaf.sheet.position) for scheme, number in values(leaf.sights)}
        if not its.counted and not leaf.sheet.scant and not leaf.entered
        else set()
        for leaf, its in zip(evidence, found, strict=True)
    ]
    return {
        k: Label(scheme, evidence[k].sheet.position + offset)
        for i, (here, following) in enumerate(pairwise(offsets))
        for scheme, offset in here & following
        if any(its.scheme is scheme for its in found[:i])
        for k in (i, i + 1)
    }


def _misread(found: Sequence[Label], evidence: Sequence[Evidence], blank: frozenset[str]) -> dict[int, int]:
    """The leaves on which the same figure was misread, each with the difference to the right numbers. The pages 40 to
    49, read as 10 to 19, agree with each other. But other leaves have these numbers, and the pages before and after are
    39 and 50, between which they fit if one figure is another."""
    stretches = list(runs(found, [leaf.sheet.position for leaf in evidence], blank))
    known = Counter(found)
    shifts: dict[int, int] = {}
    for k, (_, end) in enumerate(stretches[:-1]):
        if end - 1 in shifts:
            continue
        before = found[end - 1]
        for n in range(k + 2, len(stretches)):
            away = [i for first, last in stretches[k + 1 : n] for i in range(first, last)]
            if shift := _shift(before, [found[i] for i in away], found[stretches[n][0]], known):
                shifts |= dict.fromkeys(away, shift)
                break
            if away[-1] - end > _MISREAD:
                break
        else:
            rest = [i for first, last in stretches[k + 1 :] for i in range(first, last)]
            if shift := _to_the_end(found, evidence, end - 1, rest):
                shifts |= dict.fromkeys(rest, shift)
    return shifts


def _to_the_end(found: Sequence[Label], evidence: Sequence[Evidence], last: int, rest: Sequence[int]) -> int:
    """The difference in the hundreds that lets the leaves up to the end of the book follow the leaf `last`; 0 if there
    is none. Printers erred by a hundred too, so the figure must have been misread in the same way before: 500 follows
    299 if 33 was read as 53."""
    before, after = found[last], found[rest[0]]
    shift = before.number - after.number + evidence[rest[0]].sheet.position - evidence[last].sheet.position
    high, low = divmod(abs(shift), 100)
    if before.scheme is not after.scheme or before.scheme is not Scheme.ARABIC or low or not 0 < high < 10:
        return 0
    read = after.number // 100 % 10
    return shift if _confused(found[: last + 1], evidence, read + shift // 100, read) >= _OFTEN else 0


def _confused(found: Sequence[Label], evidence: Sequence[Evidence], right: int, read: int) -> int:
    """How often a figure of a label was read as another."""
    return sum(
        any(
            (number := sight.value) and _differ(str(its.number), str(number[1])) == (str(right), str(read))
            for sight in leaf.sights
            if clear(sight) and not sight.counted
        )
        for its, leaf in zip(found, evidence, strict=False)
        if its.scheme is Scheme.ARABIC
    )


def _differ(one: str, other: str) -> tuple[str, str] | None:
    """The only figures in which two numbers differ, which may be several times the same."""
    pairs = {(a, b) for a, b in zip(one, other, strict=False) if a != b}
    return next(iter(pairs)) if len(one) == len(other) and len(pairs) == 1 else None


def _shift(before: Label, away: Sequence[Label], after: Label, known: Counter[Label]) -> int:
    """The least difference in one figure, but the last, that puts labels between two others; 0 if there is none, or if
    the labels are there already or belong to no other leaves."""
    low, high = away[0].number, away[-1].number
    if len({its.scheme for its in (before, *away, after)}) > 1 or before.scheme is not Scheme.ARABIC:
        return 0
    rising = all(a.number < b.number for a, b in pairwise(away))
    if not rising or before.number < low <= high < after.number or 2 * sum(known[its] > 1 for its in away) <= len(away):
        return 0
    shifts = [sign * figure * power for power in (10, 100, 1000) for figure in range(1, 10) for sign in (1, -1)]
    return min((s for s in shifts if before.number < low + s and high + s < after.number), key=abs, default=0)


def _reread(leaf: Evidence, shift: int, known: frozenset[Label]) -> Evidence:
    """A leaf whose numbers were misread, with the right ones. It cannot have the number of another leaf."""
    right = [
        replace(sight, text=str(number[1] + shift), counted=True)
        for sight in leaf.sights
        if (number := sight.value) and number[0] is Scheme.ARABIC and number[1] + shift > 0
    ]
    taken = {Label(scheme, number) for scheme, number in values(leaf.sights)} & known
    return replace(leaf, sights=(*leaf.sights, *right), taken=leaf.taken | taken)


def _unique(found: list[Label], evidence: Sequence[Evidence]) -> None:
    """Make each label unique. If two leaves have the same label, the one that can be counted on from the leaf before
    it, to a number that no other leaf has, gets that number. A number that was read stays, and so does one from which
    the next leaf counts on: a second work in the volume or a list of the publisher has page numbers of its own."""
    taken = Counter(its for its in found if its.counted)
    for i in range(1, len(found)):
        if taken[found[i]] < 2 or not found[i - 1].counted:
            continue
        if _read(evidence[i], found[i]) or _begins_count(found, i):
            continue
        rise = evidence[i].sheet.position - evidence[i - 1].sheet.position
        other = Label(found[i - 1].scheme, found[i - 1].number + rise)
        if not taken[other] and not evidence[i].entered:
            taken[found[i]] -= 1
            taken[other] += 1
            found[i] = other


def _begins_count(found: Sequence[Label], i: int) -> bool:
    """Whether a count begins with a label: the next leaf has the next number, and the leaf before has other figures or
    none."""
    its = found[i]
    after = found[i + 1] if i + 1 < len(found) else UNCOUNTED
    return after == Label(its.scheme, its.number + 1) and found[i - 1].scheme is not its.scheme


def _evidenced(leaf: Evidence, found: Label) -> bool:
    """Whether an entry or a sight on a leaf supports its label."""
    if not found.scheme:
        return False
    return bool(leaf.entered) or any(s.agreement(found.scheme, found.number) >= _SPEAKS for s in leaf.sights)


def scanned_twice(lines: Sequence[Line], found: Sequence[Sheet], n: int) -> int:
    """How many leaves back the same leaf was scanned before; 0 if it was not."""
    for back in range(1, min(_SCANNED_TWICE, n) + 1):
        a, b = found[n], found[n - back]
        if a.scant or b.scant or abs(len(a.rows) - len(b.rows)) > 2:
            continue
        pairs = list(zip(a.rows, b.rows, strict=False))[:6]
        if (
            len(pairs) > 2
            and sum(fuzz.ratio(lines[i].text, lines[j].text) > _REPEATED for i, j in pairs) >= len(pairs) - 1
        ):
            return back
    return 0
