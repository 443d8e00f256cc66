"""The marks of Markdown, which engines and converters write: `# Headings`, `**bold**`, `*italics*`, `![](pictures)`.

OCR reads specks as such marks too, and books mark notes with asterisks. So a mark counts only if most of its kind in
the text are used as Markdown has them: asterisks in pairs around words of one paragraph, `#` above or below an empty
line. Begin reading at `find`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from editio.model.witness import Markup, MarkupKind

_HEADING = re.compile(r"^#{1,6}[ \t]+(?=\S)", re.MULTILINE)
_CLOSING = re.compile(r"[ \t]+#+(?=[ \t]*\r?$)", re.MULTILINE)
_QUOTATION = re.compile(r"^(?:>[ \t]?)+", re.MULTILINE)
_PICTURE = re.compile(r"!\[(?P<words>[^\[\]\n]*)\]\([^()\s]*\)")
_ESCAPE = re.compile(r"\\(?=[`*_{}\[\]()#+.!|>~-])|\\+(?=[ \t]*\r?$)", re.MULTILINE)  # or a forced line end
_ASTERISKS = re.compile(r"\*+")
_MOST_ASTERISKS = 3
_FEWEST = 2  # headings, or lines of quotations
_FEWEST_PAIRS = 2
_MOST = 0.8  # share of the marks of a kind that are used as Markdown has them
_EMPTY = re.compile(r"\n[ \t]*\r?\n")
_ORNAMENT = re.compile(r"^[ \t]*\*[ \t*]*\r?$", re.MULTILINE)


def find(text: str) -> Iterator[Markup]:
    """The marks of Markdown in a text."""
    headings = [match for match in _HEADING.finditer(text) if _apart(text, match.start())]
    if len(headings) >= max(_FEWEST, _MOST * len(re.findall(r"^#", text, re.MULTILINE))):
        for heading in headings:
            yield Markup(*heading.span(), MarkupKind.HEADING)
            end = text.find("\n", heading.end())
            if closing := _CLOSING.search(text, heading.end(), end if end >= 0 else len(text)):
                yield Markup(*closing.span(), MarkupKind.FORMAT)
        yield from (Markup(*escape.span(), MarkupKind.FORMAT) for escape in _ESCAPE.finditer(text))
        yield from (Markup(*quotation.span(), MarkupKind.FORMAT) for quotation in _QUOTATION.finditer(text))
    for picture in _PICTURE.finditer(text):
        yield from _without_words(picture)
    for count in range(1, _MOST_ASTERISKS + 1):
        yield from _pairs(text, count)


def _apart(text: str, start: int) -> bool:
    """Whether a line is at an edge of the text or beside an empty line."""
    end = text.find("\n", start)
    above = not text[:start].strip() or _EMPTY.search(text, max(0, start - 8), start) is not None
    return above or end < 0 or _EMPTY.match(text, end) is not None


def _without_words(picture: re.Match[str]) -> Iterator[Markup]:
    """The marks around the words that describe a picture, or the whole mark of a picture without any."""
    start, end = picture.span("words")
    if not picture["words"].strip() or "." in picture["words"][-5:]:  # the name of a file is not of the book
        yield Markup(*picture.span(), MarkupKind.ILLUSTRATION)
    else:
        yield Markup(picture.start(), start, MarkupKind.ILLUSTRATION)
        yield Markup(end, picture.end(), MarkupKind.ILLUSTRATION)


def _pairs(text: str, count: int) -> Iterator[Markup]:
    """The runs of so many asterisks that stand in pairs around words."""
    ornaments = {i for line in _ORNAMENT.finditer(text) for i in range(*line.span())}
    runs = [run for run in _ASTERISKS.finditer(text) if len(run.group()) == count and run.start() not in ornaments]
    found: list[tuple[re.Match[str], re.Match[str]]] = []
    opened: re.Match[str] | None = None
    for run in runs:
        before, after = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
        closes = bool(before.strip()) and not after.isalnum()
        if opened and closes and not _EMPTY.search(text, opened.end(), run.start()):
            found.append((opened, run))
            opened = None
        elif after.strip() and not before.isalnum():
            opened = run
    if 2 * len(found) >= max(_MOST * len(runs), 2 * _FEWEST_PAIRS):
        for pair in found:
            yield from (Markup(*run.span(), MarkupKind.EMPHASIS) for run in pair)
