"""The header and licence of Project Gutenberg, and transcribers' notes.

* Everything up to `*** START OF … ***` and from `*** END OF … ***` on.
* After the start mark, the transcribers' credits ("Produced by …") and remarks. If the header names the title, they end
  at a line with the title; otherwise with the paragraph of the credits.
* `[Transcriber's Note: …]`, and a heading of that kind: near the end with everything after it, near the beginning up to
  a larger gap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from editio.inputs.markup import brackets
from editio.model.witness import Markup, MarkupKind

_START = re.compile(r"^\*\*\*[ ]?START OF (?:THE|THIS) PROJECT GUTENBERG[^*]*\*\*\*[ \t]*", re.MULTILINE)
_SMALL_PRINT = re.compile(r"^\*END[ *]*THE SMALL PRINT![^\n]*", re.MULTILINE)
_END = re.compile(
    r"^(?:End of (?:the |this )?Project Gutenberg[^\n]*\s+)?\*\*\*[ ]?END OF (?:THE|THIS) PROJECT GUTENBERG"
    r"|^End of (?:the |this )?Project Gutenberg",
    re.MULTILINE,
)
_TITLE = re.compile(r"^Title:[ \t]*(\S[^\r\n]*)", re.MULTILINE)
_CREDITS = re.compile(
    r"\s*(?:(?:E-?text|Etext|This e-?text was)\s+(?:prepared|produced)|Produced\s+(?:by|from)|Transcribed\s+(?:by|from)"
    r"|Credits:|Updated editions)\b",
    re.IGNORECASE,
)
_PARAGRAPH_END = re.compile(r"\r?\n[ \t]*\r?\n")
_NOTE = re.compile(r"\[\s*_?Transcriber[’']?s?[’']?\s+Note", re.IGNORECASE)
_NOTE_HEADING = re.compile(
    r"^[ \t_=*|]*Transcriber[’']?s?[’']?[ -]+Notes?\b[ \t_=*:.|]*\r?$", re.MULTILINE | re.IGNORECASE
)
_GAP = re.compile(r"(?:\r?\n[ \t]*){4,}")
_FEWEST = 4  # letters of a title
_MOST_MORE = 40  # letters behind a title in its line
_FAR = 12_000  # characters from the start mark to the title, at most
_LONGEST = 6_000  # characters of a note
_EDGE = 0.05  # of the text at its beginning or end, where transcribers put their notes


def find(text: str) -> Iterator[Markup]:
    """The stretches of a text that its transcribers added."""
    first = _header(text)
    last = _footer(text, first)
    if first:
        yield Markup(0, first, MarkupKind.LICENCE)
    if last < len(text):
        yield Markup(last, len(text), MarkupKind.LICENCE)
    for start, end in (*_bracketed(text), *_headed(text, first, last)):
        yield Markup(start, end, MarkupKind.LICENCE)


def _header(text: str) -> int:
    """The offset of the beginning of the book."""
    start = _START.search(text) or _SMALL_PRINT.search(text)
    if not start:
        return 0
    end = start.end()
    credited = _CREDITS.match(text, end)
    if not credited:
        return end
    if title := _title_line(text, end):
        return title
    paragraph = _PARAGRAPH_END.search(text, credited.end())
    return paragraph.start() if paragraph else end


def _title_line(text: str, start: int) -> int | None:
    """The line after the start mark that begins with the title from the header, or with which the title begins: it may
    go on in the next lines, as `THE` above `SALT ROAD`."""
    named = _TITLE.search(text, 0, start)
    title = _letters(named[1]) if named else ""
    if len(title) < _FEWEST:
        return None
    lines: list[tuple[int, str, bool]] = []
    apart = True
    for line in text[start : start + _FAR].splitlines(keepends=True):
        letters = _letters(line)
        if letters:
            lines.append((start, letters, apart))
        apart = not letters
        start += len(line)
    for k, (at, letters, apart) in enumerate(lines):
        if not apart or len(letters) > len(title) + _MOST_MORE:
            continue  # a line of text
        if len(letters) >= _FEWEST and title.startswith(letters):
            return at
        joined = ""
        for _, following, _ in lines[k:]:
            if joined and not title.startswith(joined):
                break
            joined += following
            if joined.startswith(title):
                return at
    return None


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _footer(text: str, start: int) -> int:
    """The offset of the end of the book."""
    end = _END.search(text, start)
    return end.start() if end and start else len(text)


def _bracketed(text: str) -> Iterator[tuple[int, int]]:
    notes = [note.start() for note in _NOTE.finditer(text)]
    partners = dict(brackets.pairs(text)) if notes else {}
    for start in notes:
        if start in partners and partners[start] - start <= _LONGEST:
            yield start, partners[start] + 1


def _headed(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Notes below a heading of their own, at the beginning or the end of the book."""
    length = last - first
    for heading in _NOTE_HEADING.finditer(text, first, last):
        if heading.start() >= last - max(_EDGE * length, _LONGEST):
            yield heading.start(), last
        elif heading.start() <= first + max(_EDGE * length, _LONGEST):
            gap = _GAP.search(text, heading.end() + 8, min(last, heading.end() + _LONGEST))
            if gap:
                yield heading.start(), gap.start()
