"""Marks between pages, and other comments.

* HTML comments, and those among them that begin a leaf: `<!-- Leaf 51, Page: 21 -->`;
* the page separators of proofreaders and converters: `-----File: 012.png---\\proofer\\-----`, `--- Page 12 ---`;
* numbers of pages or images in brackets, alone in their lines, if they rise through the text: `[2/0020]`, `[Pg 12]`;
* the YAML at the head of a Markdown file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from editio.model.roman import from_roman
from editio.model.witness import LEAF_BREAK, Markup, MarkupKind

_OF_LEAF = r"(?:leaf|page|pg|image|scan|facsimile|file|folio|feuillet|seite|blatt|bild|pagina|página|foglio|imagen)"
_LEAF_COMMENT = re.compile(rf"<!--\W{{0,9}}(?:{_OF_LEAF}\b\W{{0,9}}(?:\d|[ivxlc]+\b)|page\W?break)", re.IGNORECASE)
_PROOFERS = re.compile(r"^-{3,}[ \t]*File:[ \t]*(?P<image>[^\s\\]+?\.\w{3,4})(?=[\s\\-])[^\r\n]*", re.MULTILINE)
_RULED = re.compile(
    rf"^[-=*#~_]{{2,}}[ \t]*{_OF_LEAF}\b[ \t:.#]{{0,4}}\w+[ \t]*[-=*#~_]{{2,}}(?=[ \t]*\r?$)",
    re.MULTILINE | re.IGNORECASE,
)
_BRACKETED = re.compile(
    r"^[ \t]*[\[{](?:\[?(?:[0-9]{1,4}|[ivxlcIVXLC]{1,9})\]?[ \t]?/0*(?P<image>[0-9]{1,5})|0+(?P<leaf>[0-9]{1,5})"
    r"|(?:Page|Pg|S|p)\b\.?[ \t]?(?P<page>[0-9]{1,4}|[ivxlcIVXLC]{1,9}))[\]}][ \t]*(?=\r?$)",
    re.MULTILINE,
)
_FEWEST = 4  # brackets
_RISING = 0.9  # share of the steps between them by which the numbers rise by one
_YAML = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?:[\w-]+:.*\n|[ \t]+.*\n|- .*\n)+---(?=[ \t]*\r?$)", re.MULTILINE)
_BLANKS = re.compile(r"[ \t]+")


def find(text: str) -> Iterator[Markup]:
    """The comments and separators of a text."""
    if yaml := _YAML.match(text):
        yield Markup(*yaml.span(), MarkupKind.COMMENT)
    for start, end in _comments(text):
        kind = MarkupKind.PAGE_SEPARATOR if _LEAF_COMMENT.match(text, start) else MarkupKind.COMMENT
        yield Markup(start, _with_blank(text, start, end), kind)
    for separator in (*_PROOFERS.finditer(text), *_RULED.finditer(text), *_bracketed(text)):
        yield Markup(*separator.span(), MarkupKind.PAGE_SEPARATOR)


def leaf_starts(text: str, markup: Iterable[Markup]) -> list[tuple[int, str]]:
    """The beginnings of the leaves, and the names of their images if the marks give them: from page separators, else
    from form feeds. Empty if there are neither."""
    marks = [(mark.end, _image(text, mark)) for mark in markup if mark.kind is MarkupKind.PAGE_SEPARATOR]
    return marks or _after_feeds(text)


def _comments(text: str) -> Iterator[tuple[int, int]]:
    """The beginning and end of each comment."""
    start = text.find("<!--")
    while start >= 0 and (close := text.find("-->", start + 4)) >= 0:
        yield start, close + 3
        start = text.find("<!--", close + 3)


def _bracketed(text: str) -> Sequence[re.Match[str]]:
    """The numbers in brackets, if nearly all rise by one, as those of pages or images do. Numbers of notes or sections
    may rise too, but have neither zeros before them nor a word."""
    found = list(_BRACKETED.finditer(text))
    figures = [one["image"] or one["leaf"] or one["page"] for one in found]
    numbers = [int(one) if one.isdecimal() else from_roman(one.upper()) for one in figures]
    rising = sum(b - a == 1 for a, b in pairwise(numbers))
    return found if len(found) >= _FEWEST and rising >= _RISING * (len(found) - 1) else ()


def _with_blank(text: str, start: int, end: int) -> int:
    """The end of a comment, with the blanks behind it if there are blanks before it too."""
    after = _BLANKS.match(text, end)
    return after.end() if after and text[start - 1 : start] in (" ", "\t") else end


def _image(text: str, mark: Markup) -> str:
    named = _PROOFERS.match(text, mark.start)
    return named["image"] if named else ""


def _after_feeds(text: str) -> list[tuple[int, str]]:
    """The beginnings of leaves after form feeds. A form feed at the end of the text only ends the last page."""
    starts = [0, *(feed.end() for feed in re.finditer(LEAF_BREAK, text))]
    if starts[-1] >= len(text.removesuffix("\n")):
        starts.pop()
    return [(start, "") for start in starts] if len(starts) > 1 else []
