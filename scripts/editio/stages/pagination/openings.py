"""The numbers of chapters that are alone at the heads of pages, as folios are.

Modern books set `7` or `VII` above the first page of a chapter, and no folio there. Such a number differs from a folio:
numbers of pages near it do not count on from it, and it rises by one from chapter to chapter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from editio.model.witness import Line
from editio.stages.pagination.figures import Scheme, value
from editio.stages.pagination.sheets import Sheet

_ENOUGH = 8  # pages; in so many, a folio would not be the only number alone at the head of a page
_FEWEST = 3  # chapters
_NEAR = 6  # leaves
_FOLIATED = 2  # leaves from one number to the next if a book counts leaves and not pages
_STOPS = " ."
_TITLED = re.compile(r"([1-9]\d?)\.? [^\W\d_].{0,50}")


def find(lines: Sequence[Line], found: Sequence[Sheet]) -> frozenset[int]:
    """The lines with such numbers."""
    return _first(lines, found) | _all(lines, found)


def _alone(lines: Sequence[Line], found: Sequence[Sheet]) -> Iterator[tuple[int, int, Scheme, int]]:
    """The numbers alone in the first lines of leaves: the leaf, the line, and the number with its scheme."""
    for n, sheet in enumerate(found):
        for i in sheet.head[:1]:
            if number := value(lines[i].text.strip(_STOPS)):
                yield n, i, *number


def _first(lines: Sequence[Line], found: Sequence[Sheet]) -> frozenset[int]:
    """The number of the first chapter: `I` or `1`. It counts only if `2` follows some pages later and no page has at
    its head a number alone that counts on from page 1."""
    alone = {n: (i, number) for n, i, _, number in _alone(lines, found)}
    ones = [n for n, (_, number) in alone.items() if number == 1]
    if len(found) < _ENOUGH or len(ones) != 1:
        return frozenset()
    first = ones[0]
    folios = any(number == 1 + n - first for n, (_, number) in alone.items() if n != first)
    follows = any(number == 2 and n > first + 1 for n, (_, number) in alone.items())
    return frozenset({alone[first][0]}) if follows and not folios else frozenset()


def _all(lines: Sequence[Line], found: Sequence[Sheet]) -> frozenset[int]:
    """The numbers of several chapters, which may begin again in each part of the book. Below the title of a part, the
    first number is not in the first line."""
    counted = [_offsets(lines, n, sheet) for n, sheet in enumerate(found)]
    numbers = list(_alone(lines, found))
    titled = list(_titled(lines, found))
    runs: list[list[tuple[int, int]]] = []
    for own, scheme in ((numbers, Scheme.ARABIC), (numbers, Scheme.ROMAN), (titled, Scheme.ARABIC)):
        runs.append([])
        following = 0
        for n, i, its, number in own:
            if its is not scheme:
                continue
            near = range(max(0, n - _NEAR), min(len(found), n + _NEAR + 1))
            folio = any((scheme, number - n) in counted[m] for m in near if m != n)
            if number == following and not folio and n > runs[-1][-1][0] + 1:
                runs[-1].append((n, i))
            elif number == 1 or (number == 2 and not folio):
                runs.append([(n, i)])
            else:
                continue
            following = number + 1
    return frozenset(i for run in runs if len(run) >= _FEWEST and not _counts_leaves(run) for _, i in run)


def _titled(lines: Sequence[Line], found: Sequence[Sheet]) -> Iterator[tuple[int, int, Scheme, int]]:
    """The same for numbers before a title: `1 The Town`."""
    for n, sheet in enumerate(found):
        for i in sheet.head[:1]:
            match = _TITLED.fullmatch(lines[i].text)
            if match and (number := value(match[1])):
                yield n, i, *number


def _offsets(lines: Sequence[Line], n: int, sheet: Sheet) -> frozenset[tuple[Scheme, int]]:
    """The numbers at the ends of the first and last lines of a leaf, each less the index of the leaf."""
    words = [word for i in (*sheet.head[:1], *sheet.foot[:1]) for word in lines[i].text.split()]
    numbers = [number for word in {*words[:1], *words[-1:]} if (number := value(word.strip(_STOPS)))]
    return frozenset((scheme, number - n) for scheme, number in numbers)


def _counts_leaves(run: Sequence[tuple[int, int]]) -> bool:
    return all(after - before == _FOLIATED for (before, _), (after, _) in pairwise(run))
