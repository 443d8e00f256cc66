"""Markup that the makers of a plain text added to the words of the book.

* `separators`: marks between pages, and other comments;
* `emphasis`: `_italics_`, `=bold=`, `<i>` and other tags;
* `brackets`: `[Illustration: …]`, `[Sidenote: …]`, `/# #/`;
* `markdown`: `# Headings`, `**bold**` and the like;
* `licences`: the header and licence of Project Gutenberg, transcribers' notes;
* `scanners`: the notices of services that scanned the book;
* control characters, if they are few.

Each stretch becomes a `Markup` with a kind, which is the reason in the ledger for setting it aside. A stretch never
contains words of the book: for an illustration with a caption it is only the bracket. One character that looks like
markup is not enough: marks must be in pairs, and so must most marks of their kind. Begin reading at `find`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from editio.inputs.markup import brackets, characters, emphasis, licences, markdown, scanners, separators
from editio.model.witness import Leaf, Line, Markup

_FINDERS = (separators.find, characters.find, brackets.find, markdown.find, emphasis.find)


def find(text: str) -> tuple[Markup, ...]:
    """The markup of a text, in order and without overlaps. Inside a licence, notice or comment no other markup is
    found. If two stretches overlap, the first one counts, or the longer one if they begin together."""
    found = _apart((*licences.find(text), *scanners.find(text)))
    for finder in _FINDERS:
        found = _apart((*found, *_outside(finder(text), found)))
    return tuple(found)


def lines_with_text(lines: tuple[Line, ...], markup: tuple[Markup, ...]) -> tuple[Line, ...]:
    """The lines that hold more than markup. A line of markup does not count as an empty line."""
    starts, ends = [mark.start for mark in markup], [mark.end for mark in markup]
    kept: list[Line] = []
    taken = last = 0
    for line in lines:
        inside = markup[bisect_right(ends, line.start) : bisect_left(starts, line.end)]
        if inside and not _remainder(line, inside):
            taken += 1
            continue
        kept.append(replace(line, blank_before=line.number - last - 1 - taken) if taken else line)
        taken, last = 0, line.number
    return tuple(kept)


def leaves(text: str, lines: tuple[Line, ...], markup: tuple[Markup, ...]) -> tuple[Leaf, ...]:
    """The leaves between page marks or form feeds; empty if there are neither. A line with a mark inside it belongs to
    the leaf above."""
    starts = separators.leaf_starts(text, markup)
    if not starts:
        return ()
    if lines and lines[0].start < starts[0][0]:
        starts = [(0, 0, ""), *starts]
    firsts = [bisect_left(lines, begin, key=lambda line: line.start) for begin, _, _ in starts]
    ends = [*firsts[1:], len(lines)]
    return tuple(
        Leaf(number, first, end, start, image)
        for number, (first, end, (_, start, image)) in enumerate(zip(firsts, ends, starts, strict=True), 1)
    )


def _outside(marks: Iterable[Markup], found: list[Markup]) -> Iterator[Markup]:
    """The marks that overlap no earlier finding."""
    starts, ends = [mark.start for mark in found], [mark.end for mark in found]
    for mark in marks:
        if bisect_left(starts, mark.end) <= bisect_right(ends, mark.start):
            yield mark


def _apart(marks: Iterable[Markup]) -> list[Markup]:
    """Marks in order, except marks that begin inside an earlier one."""
    found: list[Markup] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if mark.start < mark.end and mark.start >= (found[-1].end if found else 0):
            found.append(mark)
    return found


def _remainder(line: Line, inside: tuple[Markup, ...]) -> str:
    """The rest of a line without its markup."""
    text, position = "", line.start
    for mark in inside:
        text += line.text[position - line.start : max(mark.start, position) - line.start]
        position = max(position, mark.end)
    return (text + line.text[position - line.start :]).strip()
