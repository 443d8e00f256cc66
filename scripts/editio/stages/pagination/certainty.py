"""The certainty of each label.

A label is certain if its number was read on the leaf and agrees with another number read on leaves counted with it, or
if the leaf lies between two such numbers that agree with each other. No label is certain behind a leap that no lost
leaves explain: a figure that OCR always misreads makes such numbers agree with each other. Nor is one certain if the
numbers begin again and only few follow: lines of an index may have them. The page numbers that the makers of the file
counted are no evidence here.

Where running heads show the pages, a page whose head was lost is part of the leaf before it. Half of the text of such a
leaf, or more, is not on the page that its label names. So the label is not certain, even if its number was read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from editio.model.kinds import FurnitureKind
from editio.stages.pagination.figures import Scheme, figures_of
from editio.stages.pagination.labelling import UNCOUNTED, Evidence, Label, clear, rise, runs
from editio.stages.pagination.sheets import Sheet
from editio.stages.pagination.sights import Place, values

_AGREES = 0.3
_FAR = 20  # pages; so many may be lost, or stand in another place
_ANEW = 2
_FEW = 6  # fewer numbers may be those of an index or of the publisher's list
_READ = 0.9  # the least agreement of a sight that is the number itself, alone or in a head
_PAGES = 2  # times the usual number of lines; a longer leaf holds further pages


@dataclass(frozen=True)
class Finding:
    certain: bool
    ground: str


_UNDIVIDED = Finding(False, "its text is as long as several pages: the heads of the others were not found")


def undivided(sheets: Sequence[Sheet], labels: Sequence[Label]) -> frozenset[int]:
    """The leaves that hold further pages, whose heads were lost, where running heads show the pages: those with more
    than twice the usual number of lines, and those with the lines of two pages if the numbers also rise by more than
    one."""
    usual = median(len(sheet.rows) for sheet in sheets)
    long = {n for n, sheet in enumerate(sheets) if len(sheet.rows) > _PAGES * usual}
    pairs = enumerate(pairwise(zip(sheets, labels, strict=True)))
    return frozenset(
        long | {n for n, (a, b) in pairs if b[0].position > a[0].position + 1 and (rise(a[1], b[1]) or 0) > 1}
    )


def findings(
    evidence: Sequence[Evidence], labels: Sequence[Label], blank: frozenset[str], long: frozenset[int]
) -> list[Finding]:
    """For each leaf, whether its label is certain, and why. `long` are leaves that hold further pages (`undivided`)."""
    found = [_UNDIVIDED if i in long else Finding(True, "it is not counted") for i in range(len(labels))]
    read = [
        leaf.entered is not None
        or any(s.agreement(its.scheme, its.number) >= _READ for s in leaf.sights if its.scheme and not s.counted)
        for leaf, its in zip(evidence, labels, strict=True)
    ]
    first, last = (
        (min(i for i, r in enumerate(read) if r), max(i for i, r in enumerate(read) if r)) if any(read) else (0, -1)
    )
    last_label, leaps = UNCOUNTED, ""
    for start, end in runs(labels, [leaf.sheet.position for leaf in evidence], blank):
        goes_on = last_label.scheme is labels[start].scheme and labels[start].number > _ANEW
        leaps = _leaps(last_label, labels[start]) or (leaps if goes_on else "")
        begins_again = last_label.scheme is labels[start].scheme and labels[start].number <= _ANEW
        last_label = labels[end - 1]
        numbers = [i for i in range(start, end) if read[i]]
        for i in range(start, end):
            between = bool(numbers) and numbers[0] <= i <= numbers[-1]
            if evidence[i].entered:
                found[i] = Finding(True, "an editor entered it")
            elif i in long:
                found[i] = _UNDIVIDED
            elif begins_again and len(numbers) < _FEW:
                found[i] = Finding(False, "the numbers begin again, but few were read")
            elif leaps:
                found[i] = Finding(False, f"counted behind a leap from page {leaps}")
            elif read[i]:
                alone = "" if len(numbers) > 1 else ", but no other number agrees with it"
                found[i] = Finding(not alone, f"its {_kind(evidence[i], labels[i])} was read{alone}")
            elif between and _contradicted(evidence, labels, i):
                found[i] = Finding(
                    False, "counted between two numbers that were read, but other numbers were read here"
                )
            elif between:
                found[i] = Finding(True, "counted between two numbers that were read")
            elif i < first:
                found[i] = Finding(False, "counted back from the first number that was read")
            elif i > last:
                found[i] = Finding(False, "counted on from the last number that was read")
            else:
                found[i] = Finding(False, "counted from one side only")
    return found


def _leaps(before: Label, after: Label) -> str:
    """The number before a leap, if the numbering neither goes on nor begins again."""
    if not before.scheme or before.scheme is not after.scheme or after.number <= _ANEW:
        return ""
    return figures_of(before.scheme, before.number) if abs(after.number - before.number) > _FAR else ""


def _contradicted(evidence: Sequence[Evidence], labels: Sequence[Label], i: int) -> bool:
    """Whether clear numbers on a leaf and on a leaf beside it disagree with their labels, or agree with each other on
    other labels. One alone was misread."""

    def disagrees(k: int) -> bool:
        scheme, number = labels[k].scheme, labels[k].number
        clearly = [sight for sight in evidence[k].sights if clear(sight)]
        return bool(clearly) and not any(scheme and s.agreement(scheme, number) >= _AGREES for s in clearly)

    def others(k: int) -> set[tuple[Scheme, int]]:
        seen = values(sight for sight in evidence[k].sights if clear(sight) and not sight.counted)
        known = labels[k].scheme, labels[k].number
        return {(scheme, number - evidence[k].sheet.position) for scheme, number in seen if (scheme, number) != known}

    beside = [k for k in (i - 1, i + 1) if 0 <= k < len(labels)]
    return any((disagrees(i) and disagrees(k)) or others(i) & others(k) for k in beside)


def _kind(leaf: Evidence, its: Label) -> FurnitureKind:
    assert its.scheme
    best = max(leaf.sights, key=lambda sight: sight.agreement(its.scheme or Scheme.ARABIC, its.number))
    return FurnitureKind.FOLIO if best.place is Place.ALONE else FurnitureKind.RUNNING_HEAD
