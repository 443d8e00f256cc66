"""Marks between pages, and other comments.

* HTML comments, and those among them that begin a leaf: `<!-- Leaf 51, Page: 21 -->`;
* the page breaks of TEI: `<pb n="12"/>`;
* the page separators of proofreaders and converters: `-----File: 012.png---\\proofer\\-----`, `--- Page 12 ---`,
  `{12}----------`;
* lines such as `## Page 12` or `Page 12 of 240`, if their numbers rise through the text;
* rules (`---`), if they are at even distances and within sentences;
* numbers of pages or images in brackets, if they rise through the text: `[2/0020]`, `[Pg 12]`; also `{12}`, `|12|` and
  `[12]`, if they are at even distances and within sentences, as no other numbers are;
* the YAML at the head of a Markdown file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from statistics import median

from editio.model.roman import from_roman
from editio.model.witness import LEAF_BREAK, Markup, MarkupKind

_OF_LEAF = r"(?:leaf|page|pg|image|scan|facsimile|file|folio|feuillet|seite|blatt|bild|pagina|página|foglio|imagen)"
_LEAF_COMMENT = re.compile(rf"<!--\W{{0,9}}(?:{_OF_LEAF}\b\W{{0,9}}(?:\d|[ivxlc]+\b)|page\W?break)", re.IGNORECASE)
_BREAK = re.compile(r"<pb\b[^<>\n]*>", re.IGNORECASE)
_PROOFERS = re.compile(r"^-{3,}[ \t]*File:[ \t]*(?P<image>[^\s\\]+?\.\w{3,4})(?=[\s\\-])[^\r\n]*", re.MULTILINE)
_RULED = re.compile(
    rf"^[-=*#~_]{{2,}}[ \t]*{_OF_LEAF}\b[ \t:.#]{{0,4}}\w+[ \t]*[-=*#~_]{{2,}}(?=[ \t]*\r?$)",
    re.MULTILINE | re.IGNORECASE,
)
_COUNTED = re.compile(r"^\{\d{1,5}\}-{3,}(?=[ \t]*\r?$)", re.MULTILINE)
_TITLED = re.compile(
    rf"^[ \t]*(?:#{{1,6}}[ \t]*)?(?P<bold>\*\*)?{_OF_LEAF}[ \t:.#]{{0,4}}(?P<number>[0-9]{{1,4}}|[ivxlcIVXLC]{{1,9}})"
    r"(?:[ \t]*(?:/|of|von|de|di|sur)[ \t]*[0-9]{1,4})?:?(?(bold)\*\*)(?=[ \t]*\r?$)",
    re.MULTILINE | re.IGNORECASE,
)
_RULE = re.compile(r"^[ \t]*-{3,}(?=[ \t]*\r?$)", re.MULTILINE)
_IMAGES = re.compile(
    r"^[ \t]*[\[{](?:\[?(?:[0-9]{1,4}|[ivxlcIVXLC]{1,9})\]?[ \t]?/0*(?P<number>[0-9]{1,5})|0+(?P<leaf>[0-9]{1,5}))[\]}]"
    r"[ \t]*(?=\r?$)",
    re.MULTILINE,
)
_NAMED = re.compile(r"[\[{](?:Page|Pg|S|p)\b\.?[ \t]?(?P<number>[0-9]{1,4}|[ivxlcIVXLC]{1,9})[\]}]")
_BARE = (
    re.compile(r"\{(?P<number>[0-9]{1,4})\}"),
    re.compile(r"^[ \t]*\[(?P<number>[0-9]{1,4})\][ \t]*(?=\r?$)", re.MULTILINE),
    re.compile(r"^[ \t]*\|[ \t]?(?P<number>[0-9]{1,4})[ \t]?\|[ \t]*(?=\r?$)", re.MULTILINE),
)
_FEWEST = 3  # numbers
_FEWEST_BARE = 8
_RISING = 0.9  # share of the steps between them by which the numbers rise by one
_ALIKE, _WITHIN = 0.55, 0.4  # share of the pages whose length differs by less than this share from the usual one
_SHORTEST = 400  # characters of a page
_IN_SENTENCE = 0.2  # share of the marks that are within a sentence
_ENDS_SENTENCE = re.compile(r"[.!?:;”\"’')\]_*—-]\s*\Z")
_YAML = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?:[\w-]+:.*\n|[ \t]+.*\n|- .*\n)+---(?=[ \t]*\r?$)", re.MULTILINE)
_FIRST = re.compile(r"\s*(\w)")
_NEAR = 9  # characters
_PAGE_ENDS, _PAGE_BEGINS = re.compile(r"\s*\f"), re.compile(r"\f\s*\Z")
_BLANKS = re.compile(r"[ \t]+")


def find(text: str) -> Iterator[Markup]:
    """The comments and separators of a text."""
    if yaml := _YAML.match(text):
        yield Markup(*yaml.span(), MarkupKind.COMMENT)
    for start, end in _comments(text):
        kind = MarkupKind.PAGE_SEPARATOR if _LEAF_COMMENT.match(text, start) else MarkupKind.COMMENT
        yield Markup(start, _with_blank(text, start, end), kind)
    alone = (pattern.finditer(text) for pattern in (_PROOFERS, _RULED, _BREAK, _COUNTED))
    for separator in chain(*alone, _numbered(text), _rules(text)):
        start, end = separator.span()
        yield Markup(start, _with_blank(text, start, end), MarkupKind.PAGE_SEPARATOR)


def leaf_starts(text: str, markup: Iterable[Markup]) -> list[tuple[int, int, str]]:
    """Where the marks of the leaves begin and end, and the names of their images if the marks give them: from page
    separators, else from form feeds. Empty if there are neither."""
    separators = [mark for mark in markup if mark.kind is MarkupKind.PAGE_SEPARATOR]
    return [(mark.start, mark.end, _image(text, mark)) for mark in separators] or _after_feeds(text)


def _comments(text: str) -> Iterator[tuple[int, int]]:
    """The beginning and end of each comment."""
    start = text.find("<!--")
    while start >= 0 and (close := text.find("-->", start + 4)) >= 0:
        yield start, close + 3
        start = text.find("<!--", close + 3)


def _rules(text: str) -> Iterator[re.Match[str]]:
    """The rules, if they are between pages."""
    found = list(_RULE.finditer(text))
    if len(found) >= _FEWEST_BARE and _are_of_pages(text, found):
        yield from found


def _numbered(text: str) -> Iterator[re.Match[str]]:
    """The numbers in brackets or in lines of their own, if nearly all rise by one, as those of pages or images do.
    Numbers of notes or sections may rise too, but have neither zeros before them nor a word. Notes are at uneven
    distances, sections and poems begin after a sentence."""
    for pattern in (_IMAGES, _NAMED, _TITLED, *_BARE):
        found = list(pattern.finditer(text))
        if pattern in (_TITLED, *_BARE) and _are_folios(text, found):
            continue
        if _rise(found) and (pattern not in _BARE or (len(found) >= _FEWEST_BARE and _are_of_pages(text, found))):
            yield from found


def _are_folios(text: str, found: Sequence[re.Match[str]]) -> bool:
    """Whether at least half of some numbers are the first or last lines of pages that form feeds divide."""
    edges = sum(
        bool(_PAGE_ENDS.match(text, one.end()) or _PAGE_BEGINS.search(text, max(0, one.start() - _NEAR), one.start()))
        for one in found
    )
    return 0 < len(found) <= 2 * edges


def _rise(found: Sequence[re.Match[str]]) -> bool:
    figures = [one["number"] or one.groupdict().get("leaf") or "" for one in found]
    numbers = [int(one) if one.isdecimal() else from_roman(one.upper()) for one in figures]
    rising = sum(b - a == 1 for a, b in pairwise(numbers))
    return len(found) >= _FEWEST and rising >= _RISING * (len(found) - 1)


def _are_of_pages(text: str, found: Sequence[re.Match[str]]) -> bool:
    """Whether numbers are at even distances, and some of them within sentences."""
    lengths = [b.start() - a.end() for a, b in pairwise(found)]
    usual = median(lengths)
    alike = sum(abs(length - usual) < _WITHIN * usual for length in lengths)
    within = sum(_is_within(text, one) for one in found)
    return usual >= _SHORTEST and alike >= _ALIKE * len(lengths) and within >= _IN_SENTENCE * len(found)


def _is_within(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark is within a sentence: no end of one precedes it, or a small letter follows, below a note."""
    following = _FIRST.match(text, mark.end())
    goes_on = following is not None and following[1].islower()
    return goes_on or not _ENDS_SENTENCE.search(text, max(0, mark.start() - _NEAR), mark.start())


def _with_blank(text: str, start: int, end: int) -> int:
    """The end of a comment or mark, with the blanks behind it if there are blanks before it too."""
    after = _BLANKS.match(text, end)
    return after.end() if after and text[start - 1 : start] in (" ", "\t") else end


def _image(text: str, mark: Markup) -> str:
    named = _PROOFERS.match(text, mark.start)
    return named["image"] if named else ""


def _after_feeds(text: str) -> list[tuple[int, int, str]]:
    """The beginnings of leaves after form feeds. A form feed at the end of the text only ends the last page."""
    starts = [0, *(feed.end() for feed in re.finditer(LEAF_BREAK, text))]
    if starts[-1] >= len(text.removesuffix("\n")):
        starts.pop()
    return [(start, start, "") for start in starts] if len(starts) > 1 else []
