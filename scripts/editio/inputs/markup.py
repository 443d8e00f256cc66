"""What the makers of a plain text put into it besides the words of the book.

* HTML comments, and those among them that begin a leaf: `<!-- Leaf 51, Page: 21 -->`;
* the page separators of proofreaders and of converters: `-----File: 012.png---\\proofer\\-----`, `--- Page 12 ---`;
* the YAML at the head of a Markdown file.

Each stretch becomes a `Markup` with a kind, which the ledger gives as the reason why it is set aside. Begin
reading at `find`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace

from editio.inputs.sheets import LEAF_BREAK
from editio.model.witness import Leaf, Line, Markup, MarkupKind

_OF_LEAF = r"(?:leaf|page|pg|image|scan|facsimile|file|folio|feuillet|seite|blatt|bild|pagina|página|foglio|imagen)"
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LEAF_COMMENT = re.compile(rf"<!--\W*(?:{_OF_LEAF}\b\W*(?:\d|[ivxlc]+\b)|page\W?break)", re.IGNORECASE)
_PROOFERS = re.compile(r"^-{3,}[ \t]*File:[ \t]*(?P<image>[^\s\\]+?\.\w{3,4})(?=[\s\\-]).*$", re.MULTILINE)
_RULED = re.compile(
    rf"^[-=*#~_]{{2,}}[ \t]*{_OF_LEAF}\b\W*\w+[ \t]*[-=*#~_]{{2,}}[ \t]*$", re.MULTILINE | re.IGNORECASE
)
_YAML = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?:[\w-]+:.*\n|[ \t]+.*\n|- .*\n)+---[ \t]*$", re.MULTILINE)


def find(text: str) -> tuple[Markup, ...]:
    """The markup of a text, in order; no two stretches overlap."""
    found: list[Markup] = []
    for mark in sorted(_candidates(text), key=lambda mark: (mark.start, -mark.end)):
        if mark.start >= (found[-1].end if found else 0):
            found.append(mark)
    return tuple(found)


def lines_with_text(lines: tuple[Line, ...], markup: tuple[Markup, ...]) -> tuple[Line, ...]:
    """The lines that hold more than markup. A line of markup does not count as an empty line."""
    starts = [mark.start for mark in markup]
    kept: list[Line] = []
    taken = last = 0
    for line in lines:
        inside = markup[max(0, bisect_right(starts, line.start) - 1) : bisect_left(starts, line.end)]
        if inside and not _remainder(line, inside):
            taken += 1
            continue
        kept.append(replace(line, blank_before=line.number - last - 1 - taken) if taken else line)
        taken, last = 0, line.number
    return tuple(kept)


def leaves(text: str, lines: tuple[Line, ...], markup: tuple[Markup, ...]) -> tuple[Leaf, ...]:
    """The leaves that marks between pages or form feeds show; none if there are neither."""
    starts = [(mark.end, image) for mark, image in _leaf_marks(text, markup)] or _after_feeds(text)
    if not starts:
        return ()
    if lines and lines[0].start < starts[0][0]:
        starts = [(0, ""), *starts]
    firsts = [bisect_left(lines, start, key=lambda line: line.start) for start, _ in starts]
    ends = [*firsts[1:], len(lines)]
    return tuple(
        Leaf(number, first, end, start, image)
        for number, (first, end, (start, image)) in enumerate(zip(firsts, ends, starts, strict=True), 1)
    )


def _candidates(text: str) -> Iterator[Markup]:
    if yaml := _YAML.match(text):
        yield Markup(*yaml.span(), MarkupKind.COMMENT)
    for comment in _COMMENT.finditer(text):
        kind = MarkupKind.PAGE_SEPARATOR if _LEAF_COMMENT.match(comment.group()) else MarkupKind.COMMENT
        yield Markup(*comment.span(), kind)
    for pattern in (_PROOFERS, _RULED):
        for separator in pattern.finditer(text):
            yield Markup(*separator.span(), MarkupKind.PAGE_SEPARATOR)


def _remainder(line: Line, inside: tuple[Markup, ...]) -> str:
    """What a line holds besides markup."""
    text, position = "", line.start
    for mark in inside:
        text += line.text[position - line.start : max(mark.start, position) - line.start]
        position = max(position, mark.end)
    return (text + line.text[position - line.start :]).strip()


def _leaf_marks(text: str, markup: tuple[Markup, ...]) -> Iterator[tuple[Markup, str]]:
    """The marks that begin a leaf, and the names of its image."""
    for mark in markup:
        if mark.kind is MarkupKind.PAGE_SEPARATOR:
            named = _PROOFERS.match(text, mark.start)
            yield mark, named["image"] if named else ""


def _after_feeds(text: str) -> list[tuple[int, str]]:
    """Where a leaf begins by form feeds. A last one without anything behind it only ends the last page."""
    starts = [0, *(feed.end() for feed in re.finditer(LEAF_BREAK, text))]
    if starts[-1] >= len(text.removesuffix("\n")):
        starts.pop()
    return [(start, "") for start in starts] if len(starts) > 1 else []
