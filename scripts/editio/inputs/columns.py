"""Plain text whose two columns were read across, so that each line has half a line of both.

A wide blank separates the halves, and the second halves of adjacent lines begin at one column. Tables look like that
too, but in columns of prose both halves have many words, and most lines fill their column. Only editors can get the
text in the right order, so the lines are reported. Begin reading at `across`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from editio.model.witness import Line

_GUTTER = re.compile(r"(?<=\S)(?:[ \u00a0]{3,}|[ \u00a0]*\t+\s*)(?=\S)")
_AT = 2  # characters by which the second halves may begin before or after the usual place
_NEAR = 4  # lines; those between may have only one half
_FEWEST = 3  # lines
_WORDS = 2.5  # on average, in each half
_FILLED = 0.6  # of the longest half; most halves are longer
_LETTERS = re.compile(r"[^\W\d_]{2,}")


def across(lines: Sequence[Line]) -> list[Line]:
    """The lines that hold text of two columns."""
    found: list[Line] = []
    for run in _runs(lines):
        halves = [_halves(line) for line in run]
        if len(run) >= _FEWEST and all(_prose([half[side] for half in halves]) for side in (0, 1)):
            found += run
    return found


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines near to one another whose second halves begin at one column."""
    run: list[tuple[int, int, Line]] = []
    for k, line in enumerate(lines):
        gutters = list(_GUTTER.finditer(line.text))
        if len(gutters) != 1:
            continue
        at = line.indented + gutters[0].end()
        if run and (k - run[-1][0] > _NEAR or abs(at - run[0][1]) > _AT):
            yield [line for *_, line in run]
            run = []
        run.append((k, at, line))
    yield [line for *_, line in run]


def _halves(line: Line) -> tuple[str, str]:
    gutter = _GUTTER.search(line.text)
    return (line.text[: gutter.start()], line.text[gutter.end() :]) if gutter else (line.text, "")


def _prose(halves: Sequence[str]) -> bool:
    words = sum(len(_LETTERS.findall(half)) for half in halves)
    longest = max(map(len, halves))
    filled = sum(len(half) >= _FILLED * longest for half in halves)
    return words >= _WORDS * len(halves) and filled * 2 > len(halves)
