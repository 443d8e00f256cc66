"""Page starts in a plain text that lost some of its page marks.

If OCR lost the mark of a page, a running head or a folio may still show where the page starts. Either may be joined to
the first line of text. A running head consists of a number and a title: that of the book, or one that opens a page
nearby. The lone numbers that are folios are found as the most numerous run in which the page numbers never fall behind
the count of marks (`_accepted`).

Begin reading at `traced`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from rapidfuzz import fuzz

from editio.model.kinds import FurnitureKind
from editio.model.pages import Anchor
from editio.model.witness import Line
from editio.stages.pagination.figures import Scheme, value
from editio.stages.pagination.words import Words

_NUMBER = r"\d{1,3}|[ivxlc]{1,9}"
_HEAD = re.compile(rf"(?P<left>{_NUMBER})\s+(?P<after>\D.*)|(?P<before>.*\S)\s+(?P<right>\d{{1,3}})")
_HEADING_LINES = 4  # lines of a title at most
_LONGEST_LINE = 50  # characters of a line of a title, which is in larger type, at most
_REACH = 200  # pages; a running head does not repeat a title further away
_SHORTEST_TITLE = 10  # letters; shorter words with a number are dates or rows of tables
_LONGEST_TITLE = 12  # words of a running head, including its number
_SAME_TITLE = 88  # rapidfuzz ratio above which a running head is a title of the book


def traced(
    lines: tuple[Line, ...], marks: Iterable[int], title: str, words: Words
) -> tuple[list[int], Mapping[int, Anchor]]:
    """The lines at which pages start, given the lines that have a page mark; and the running heads among them."""
    starts = sorted(marks)
    heads = _running_heads(lines, starts, title, words)
    candidates = sorted([*heads, *_lone_numbers(lines)], key=lambda anchor: anchor.line)
    anchors = _accepted(candidates, starts)
    below = {a.line + 1 for a in anchors if a.kind is FurnitureKind.RUNNING_HEAD and a.end == lines[a.line].end}
    starts = sorted({*starts, *_betrayed(anchors, starts, len(lines))} - below)
    found = [anchor for anchor in _accepted(candidates, starts) if anchor.kind is FurnitureKind.RUNNING_HEAD]
    return starts, {anchor.line: anchor for anchor in found}


def _running_heads(lines: tuple[Line, ...], marks: list[int], title: str, words: Words) -> list[Anchor]:
    """Lines that consist of a number and a title (that of the book or one that opens a page), and first lines of pages
    that begin with these."""
    titles: list[tuple[int, int, str]] = []  # the first line and the end of each title, and its letters
    for mark in marks:
        opening = [line.text for line in lines[mark : mark + _HEADING_LINES + 1]]
        numbered = re.fullmatch(r"(.*\S)\s+\d{1,3}", opening[0])
        if len(opening[0]) > _LONGEST_LINE or (numbered and not words.numbers_something(_last(numbered[1]))):
            continue  # text, or a running head itself
        titles += [(mark, mark + n, _letters(" ".join(opening[:n]), words)) for n in range(1, len(opening) + 1)]
    tops = set(marks)
    whole = _letters(title, words)

    def known(i: int) -> list[str]:
        """The titles that a running head at line i may repeat: that of the book, and those that opened pages nearby."""
        page = bisect_right(marks, i)
        reach = marks[max(0, page - _REACH)], marks[min(len(marks), page + _REACH) - 1]
        near = titles[bisect_left(titles, (reach[0],)) : bisect_left(titles, (reach[1] + 1,))]
        return [whole, *(letters for first, end, letters in near if not first <= i < end)]

    heads = []
    for i, line in enumerate(lines):
        above = lines[i - 1].text.split() if i else []
        if 0 < len(above) <= 2 and words.keyword.fullmatch(above[0]):
            continue
        if head := _head(line.text, partial(known, i), i in tops, words):
            length, number, is_roman = head
            heads.append(Anchor(FurnitureKind.RUNNING_HEAD, i, number, is_roman, line.start, line.start + length))
    return heads


def _head(text: str, known: Callable[[], list[str]], top: bool, words: Words) -> tuple[int, int, bool] | None:
    """The length of the running head in a line, its number, and whether the number is roman. Only at the top of a page
    may the head be shorter than the line. Only there may it have few letters; then it must be the whole line and begin
    a title."""
    ends = [match.end() for match in re.finditer(r"\S+\s*", text)][1:_LONGEST_TITLE] if top else []
    best: tuple[float, int, tuple[int, bool]] | None = None
    titles: list[str] = []
    for end in {*ends, len(text)}:
        match = _HEAD.fullmatch(text[:end].rstrip())
        number = match and _value(match["left"] or match["right"])
        if not match or not number:
            continue
        if match["before"] and (words.numbers_something(_last(match["before"])) or words.month.match(text, end)):
            continue  # the number of a chapter or a day
        letters = _letters(match["after"] or match["before"], words)
        titles = titles or known()
        if len(letters) >= _SHORTEST_TITLE:
            likeness = max(fuzz.ratio(letters, title[: len(letters)]) for title in titles)
        else:
            whole = top and end == len(text) and len(letters) >= _SHORTEST_TITLE // 2
            likeness = 100.0 * (whole and any(title.startswith(letters) for title in titles))
        if likeness >= _SAME_TITLE:
            best = max(best or (0.0, 0, number), (likeness, end, number))
    return (best[1], *best[2]) if best else None


def _last(text: str) -> str:
    """The last word of a text."""
    return text.rsplit(maxsplit=1)[-1]


def _letters(text: str, words: Words) -> str:
    """The letters of a title, without the word that numbers it: the part that a running head repeats."""
    return re.sub(r"[\W\d_]+", "", words.keyword.sub("", text.lower()))


def _lone_numbers(lines: tuple[Line, ...]) -> list[Anchor]:
    """Lines that consist of a number."""
    return [
        Anchor(FurnitureKind.FOLIO, i, *value, line.start, line.end)
        for i, line in enumerate(lines)
        if re.fullmatch(_NUMBER, line.text) and (value := _value(line.text))
    ]


def _value(figures: str) -> tuple[int, bool] | None:
    """A page number and whether it is roman; None if the letters are not a roman number."""
    found = value(figures) if figures.islower() or figures.isdigit() else None
    return (found[1], found[0] is Scheme.ROMAN) if found else None


def _page_index(anchor: Anchor, marks: list[int]) -> int:
    """The index of the mark at which the anchor's page begins."""
    return bisect_right(marks, anchor.line) - 1


def _accepted(candidates: list[Anchor], marks: list[int]) -> list[Anchor]:
    """The anchors that fit: the most numerous run in which the page numbers never fall behind the count of marks, with
    the roman numbers before the arabic."""
    arabic = _longest_run([a for a in candidates if not a.roman], marks)
    first = min((_page_index(a, marks) - a.number + 1 for a in arabic), default=len(marks))
    front = _longest_run([a for a in candidates if a.roman and _page_index(a, marks) < first], marks)
    return [*front, *arabic]


def _longest_run(anchors: list[Anchor], marks: list[int]) -> list[Anchor]:
    """The longest run of anchors in which the number less the page index never falls. Running heads count double, since
    their words are evidence as well as their numbers."""
    best: list[tuple[int, int | None]] = []  # weight of the best run ending here, and its predecessor
    steps: list[int] = []  # ascending excesses, each with the best run so far that ends at it or below
    tops: list[tuple[int, int, int]] = []  # its weight, excess and last anchor: the greatest is the best
    excess = [anchor.number - _page_index(anchor, marks) for anchor in anchors]
    for k, anchor in enumerate(anchors):
        own = 2 if anchor.kind == FurnitureKind.RUNNING_HEAD else 1
        at = bisect_right(steps, excess[k])
        weight, _, previous = tops[at - 1] if at else (0, 0, None)
        weight += own - _lost_pages(excess, previous, k)
        best.append((weight, previous))
        run_here = weight, excess[k], k
        if not at or tops[at - 1] < run_here:
            beaten = at - (at > 0 and steps[at - 1] == excess[k])
            while at < len(tops) and tops[at] < run_here:
                at += 1
            steps[beaten:at], tops[beaten:at] = [excess[k]], [run_here]
    run: list[Anchor] = []
    k_: int | None = max(range(len(best)), key=lambda j: best[j][0], default=None)
    while k_ is not None:
        run.append(anchors[k_])
        k_ = best[k_][1]
    return run[::-1]


def _lost_pages(excess: list[int], previous: int | None, k: int) -> int:
    """The cost to a run of the page marks that it assumes lost: one point for each mark beyond the first."""
    return 0 if previous is None else max(0, excess[k] - excess[previous] - 1)


def _betrayed(anchors: list[Anchor], marks: list[int], count: int) -> Iterable[int]:
    """Page starts without a mark that an anchor shows: at a running head, below a folio at the foot of a page, and at a
    folio whose number is already that of the next page."""
    excess: int | None = None
    known = set(marks)
    for anchor in anchors:
        own = anchor.number - _page_index(anchor, marks) - (len(known) - len(marks))
        at_foot = anchor.line + 1 in known
        at_head = anchor.line in known or (excess is not None and own > excess and not at_foot)
        start = anchor.line if at_head or anchor.kind == FurnitureKind.RUNNING_HEAD else anchor.line + 1
        if start < count and start not in known:
            known.add(start)
            own -= start == anchor.line
            yield start
        excess = own
