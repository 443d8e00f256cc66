"""Line numbers of verse.

Editions of poems number every fifth or tenth line in the margin, and OCR puts the number at an end of the line. Such
lines are verse, even if they fill the measure, begin with small letters and run over many pages without a stanza. Prose
may have line numbers too, but they begin again on each page, so in a book of verse some number is higher than a page is
long. The numbers of a list are no line numbers: most of the lines between them have numbers as well.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence

_EVERY = 5
_STEPS = (5, 10)
_NEARLY = 1  # line, such as a turnover, that is not counted
_CHAIN = 3  # numbers
_PAGE = 60  # lines
_LISTED = 0.5  # share of numbers followed by the next number
_NUMBER = re.compile(r"(\d{1,4})\s+\D.*|.*\D\s+(\d{1,4})")


def numbered(texts: Mapping[int, str], tops: Collection[int]) -> frozenset[int]:
    """The lines of verse among the lines of the running text, by index. `tops` are the lines that begin a page."""
    order = list(texts)
    numbers = [_number(texts[i]) for i in order]
    chains = [chain for chain in _chains(numbers) if not _listed(numbers, chain)]
    if all(numbers[k] <= _PAGE for chain in chains for k in chain):
        return frozenset()
    starts = [k for k, i in enumerate(order) if i in tops]
    found: set[int] = set()
    for chain in chains:
        first, end = _page(starts, len(order), chain[0])[0], _page(starts, len(order), chain[-1])[1]
        found.update(order[max(first, chain[0] - _EVERY + 1) : min(end, chain[-1] + _EVERY)])
    return frozenset(found)


def _number(text: str) -> int:
    """The number at an end of a line; 0 if there is none."""
    match = _NUMBER.fullmatch(text)
    return int(match[1] or match[2]) if match else 0


def _chains(numbers: Sequence[int]) -> Iterator[list[int]]:
    """The positions of numbers that are as far apart as the lines that they count."""
    chain: list[int] = []
    for k, number in enumerate(numbers):
        if not number or number % _EVERY:
            continue
        step = number - numbers[chain[-1]] if chain else 0
        if step not in _STEPS or abs(k - chain[-1] - step) > _NEARLY:
            if len(chain) >= _CHAIN:
                yield chain
            chain = []
        chain.append(k)
    if len(chain) >= _CHAIN:
        yield chain


def _listed(numbers: Sequence[int], chain: Sequence[int]) -> bool:
    """Whether most lines of a chain are followed by the next number."""
    return sum(numbers[k + 1] == numbers[k] + 1 for k in chain[:-1]) > _LISTED * len(chain)


def _page(starts: Sequence[int], count: int, k: int) -> tuple[int, int]:
    """The first line and the end of the page of a line."""
    at = bisect_right(starts, k)
    return starts[at - 1] if at else 0, starts[at] if at < len(starts) else count
