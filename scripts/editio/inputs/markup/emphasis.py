"""Emphasis in plain text: `_italics_`, `=bold=`, `~other~`, `1^{st}`, lines of `===` or `---` below titles, and the
tags of HTML and of proofreaders.

OCR also reads specks as underscores. So a mark counts only at the beginning of a word, with a partner at the end of a
word at most `_LONGEST` characters later, and only if most marks of its kind in the text are such pairs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from editio.model.witness import Markup, MarkupKind

_MARKS = "_=~"
_LONGEST = 3_000  # characters of one emphasis; poems in italics run over stanzas
_PAIRED = 0.8  # of the marks of a kind
_LEAST = {"_": 2, "=": 4, "~": 4}  # marks; the underscore is common, the other conventions are rarer
_OPENS = r"(?<![\w{0}]){0}(?=[^\s{0}])"
_CLOSES = r"(?<=[^\s{0}]){0}(?![\w{0}])"
_RAISED = re.compile(r"[\^_]\{[^{}\s]{1,12}\}")
_UNDERLINE = re.compile(  # below a line that is alone
    r"(?:\A|\n)[ \t]*\r?\n[^\n]{1,80}\n(?P<rule>[ \t]*(?:={3,}|-{3,}|~{3,})[ \t]*)(?=\r?\n[ \t]*\r?\n)"
)
_AMPERSAND = re.compile(r"(?<=&)amp;")  # the character remains
_TAG = re.compile(
    r"</?(?:i|b|em|strong|sc|smcap|g|f|u|big|small|sup|sub|span|font|cite|a)(?:\s[^<>\n]*)?/?>", re.IGNORECASE
)
_BLOCK_TAG = re.compile(
    r"</?(?:p|br|hr|div|center|h[1-6]|blockquote|ul|ol|li|tb|table|tr|td|th|pb|body|html|nowiki|pre)"
    r"(?:\s[^<>\n]*)?/?>",
    re.IGNORECASE,
)
_HEADING_TAG = re.compile(r"<h[1-6]\b", re.IGNORECASE)


def find(text: str) -> Iterator[Markup]:
    """The marks of emphasis in a text, underlines, and tags."""
    for mark in _MARKS:
        yield from _pairs(text, mark)
    for raised in _RAISED.finditer(text):
        yield Markup(raised.start(), raised.start() + 2, MarkupKind.FORMAT)
        yield Markup(raised.end() - 1, raised.end(), MarkupKind.FORMAT)
    for underline in _UNDERLINE.finditer(text):
        yield Markup(*underline.span("rule"), MarkupKind.FORMAT)
    for ampersand in _AMPERSAND.finditer(text):
        yield Markup(*ampersand.span(), MarkupKind.FORMAT)
    for tag in _TAG.finditer(text):
        yield Markup(*tag.span(), MarkupKind.EMPHASIS)
    for tag in _BLOCK_TAG.finditer(text):
        heading = _HEADING_TAG.match(text, tag.start())
        yield Markup(*tag.span(), MarkupKind.HEADING if heading else MarkupKind.FORMAT)


def _pairs(text: str, mark: str) -> Iterator[Markup]:
    total = len(re.findall(f"(?<!{mark}){mark}(?!{mark})", text))
    if total < _LEAST[mark]:
        return
    found = list(_matched(text, mark))
    if 2 * len(found) >= max(_PAIRED * total, _LEAST[mark]):
        for start, end in found:
            yield Markup(start, start + 1, MarkupKind.EMPHASIS)
            yield Markup(end, end + 1, MarkupKind.EMPHASIS)


def _matched(text: str, mark: str) -> Iterator[tuple[int, int]]:
    """The offsets of marks that belong together: a mark that opens with the next one that closes."""
    opens, closes = (re.compile(pattern.format(re.escape(mark))) for pattern in (_OPENS, _CLOSES))
    opened: int | None = None
    for found in re.finditer(re.escape(mark), text):
        at = found.start()
        if opened is not None and at - opened <= _LONGEST and closes.match(text, at):
            yield opened, at
            opened = None
        elif opens.match(text, at):
            opened = at
