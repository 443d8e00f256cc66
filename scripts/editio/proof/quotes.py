"""Quotation marks and brackets without their other half.

Every opening mark needs a closing one after it in the same block, and every closing mark needs an opening one before
it. `’` between letters or before figures is an apostrophe. Between an s and a blank it may be the possessive of a
plural; it then closes a quotation only if one is open and no other mark closes it. If an opening mark is lost, its
likely place is the beginning of the sentence that the closing mark ends. In a quotation of several paragraphs each
paragraph opens with a mark, and only the last one closes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from itertools import pairwise

from editio.model.kinds import Suspicion
from editio.proof.passages import Passage
from editio.proof.suspect import Finding, Found

_LOST_OPENING, _LOST_CLOSING, _LIKELY_PLACE, _BRACKET = 0.4, 0.4, 0.5, 0.6
_BEGINS = re.compile(r"(?:^|[:.?!]\s+)(?=([A-Z][^\W\d_’]*))")
_PAIRS = {")": "(", "]": "["}


class Role(StrEnum):
    """How a mark can be read in its place."""

    OPENS = "opens"
    CLOSES = "closes"
    EITHER = "closes, or is an apostrophe"
    APOSTROPHE = "apostrophe"


def unbalanced(text: tuple[Passage, ...]) -> Found:
    found: Found = []
    for passage, following in pairwise((*text, None)):
        assert passage is not None
        runs_on = following is not None and following.text[:1] in "‘“" and following.block == passage.block
        found += [(passage, finding) for finding in _quotes(passage.text, runs_on)]
        found += [(passage, finding) for finding in _brackets(passage.text)]
    return found


def _quotes(text: str, runs_on: bool) -> Iterator[Finding]:
    single = [(m.start(), _role(text, m.start())) for m in re.finditer("[‘’]", text)]
    double = [(m.start(), Role.OPENS if m.group() == "“" else Role.CLOSES) for m in re.finditer("[“”]", text)]
    yield from _walk(text, "‘", "’", single, runs_on)
    yield from _walk(text, "“", "”", double, runs_on)


def _role(text: str, at: int) -> Role:
    if text[at] == "‘":
        return Role.OPENS
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if after.isalnum() and (before.isalpha() or not before.strip()):
        return Role.APOSTROPHE
    return Role.EITHER if before == "s" and after == " " else Role.CLOSES


def _walk(text: str, opening: str, closing: str, marks: list[tuple[int, Role]], runs_on: bool) -> Iterator[Finding]:
    opened = -1
    last = 0  # end of the last quotation
    for i, (at, role) in enumerate(marks):
        if role is Role.OPENS:
            if opened >= 0:
                yield _unclosed(text, opened, closing)
            opened = at
        elif role is Role.CLOSES or (role is Role.EITHER and opened >= 0 and not _closes_later(marks[i + 1 :])):
            if opened < 0:
                yield _unopened(text, last, at, opening)
            opened, last = -1, at + 1
    if opened >= 0 and not runs_on:
        yield _unclosed(text, opened, closing)


def _closes_later(marks: list[tuple[int, Role]]) -> bool:
    return next((role is Role.CLOSES for _, role in marks if role in (Role.OPENS, Role.CLOSES)), False)


def _unclosed(text: str, opened: int, closing: str) -> Finding:
    word = re.match(r".\S*", text[opened:])
    assert word is not None
    return Finding(Suspicion.QUOTATION_MARK, opened, opened + word.end(), f"its {closing} is lost", _LOST_CLOSING)


def _unopened(text: str, last: int, at: int, opening: str) -> Finding:
    start = text.rfind(" ", 0, max(0, at - 1)) + 1
    places = list(_BEGINS.finditer(text, last, at))
    if places:
        begins = places[-1]
        hint = f"{opening}{begins.group(1)}, for the mark in {text[start : at + 1]}"
        return Finding(Suspicion.QUOTATION_MARK, begins.start(1), begins.end(1), hint, _LIKELY_PLACE)
    return Finding(Suspicion.QUOTATION_MARK, start, at + 1, f"its {opening} is lost", _LOST_OPENING)


def _brackets(text: str) -> Iterator[Finding]:
    stack: list[int] = []
    for match in re.finditer(r"[()\[\]]", text):
        at, mark = match.start(), match.group()
        if mark in "([":
            stack.append(at)
        elif stack and text[stack[-1]] == _PAIRS[mark]:
            stack.pop()
        elif not re.search(r"(?:^|\s)(?:\w|\d\d|[ivx]+)$", text[:at]):  # a) b) 1) number an item
            start = text.rfind(" ", 0, at) + 1
            yield Finding(Suspicion.BRACKET, start, at + 1, f"its {_PAIRS[mark]} is lost", _BRACKET)
    for at in stack:
        word = re.match(r".\S*", text[at:])
        assert word is not None
        yield Finding(Suspicion.BRACKET, at, at + word.end(), "its other half is lost", _BRACKET)
