"""Notes of proofreaders in brackets, and their marks around blocks.

`[Illustration: The bridge]` is the caption of a picture: its words belong to the book, the bracket does not. The same
holds for `[Sidenote: …]`. A bracket without words is set aside as a whole. `/# … #/`, `/* … */` and the like are alone
on their lines, in pairs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from editio.model.witness import Markup, MarkupKind

_PICTURES = r"(?:Full[- ]page )?Illustrations?|Illustrazione|Ilustración|Abbildung|Illus\.|Image|Figure|Plate|Map"
_ORNAMENTS = r"Decoration|Decorative \w+|Ornament|Vignette|Tailpiece|Headpiece|Blank Page|Unnumbered|Music|Handwritten"
_OPENING = re.compile(rf"\[(?P<kind>{_PICTURES}|Sidenote|Side-note)\s?:\s*", re.IGNORECASE)
_EMPTY = re.compile(rf"\[(?:{_PICTURES}|{_ORNAMENTS})\s?:?\s*\]", re.IGNORECASE)
_BRACKET = re.compile(r"[\[\]]")
_LONGEST = 4_000  # characters of a caption
_BLOCK = re.compile(
    r"^(?:/(?P<opens>[#*$]|[PXFCRLpxfcrl])(?:\[[\d.,]*\])?|(?P<closes>[#*$]|[PXFCRLpxfcrl])/)(?=[ \t]*\r?$)",
    re.MULTILINE,
)


def find(text: str) -> Iterator[Markup]:
    """The brackets and block marks of a text."""
    for empty in _EMPTY.finditer(text):
        yield Markup(*empty.span(), MarkupKind.ILLUSTRATION)
    partners = dict(pairs(text))
    for opening in _OPENING.finditer(text):
        end = partners.get(opening.start())
        kind = MarkupKind.SIDENOTE if opening["kind"].lower().startswith("side") else MarkupKind.ILLUSTRATION
        if end is not None and end - opening.start() <= _LONGEST:
            yield Markup(*opening.span(), kind)
            yield Markup(end, end + 1, kind)
    yield from _blocks(text)


def pairs(text: str) -> Iterator[tuple[int, int]]:
    """The offsets of each bracket and of the one that closes it."""
    opened: list[int] = []
    for bracket in _BRACKET.finditer(text):
        if bracket.group() == "[":
            opened.append(bracket.start())
        elif opened:
            yield opened.pop(), bracket.start()


def _blocks(text: str) -> Iterator[Markup]:
    """The marks around blocks that have their partners; they may be nested."""
    opened: list[re.Match[str]] = []
    for mark in _BLOCK.finditer(text):
        if mark["opens"]:
            opened.append(mark)
        elif mark["closes"].lower() in (known := [one["opens"].lower() for one in opened]):
            at = len(known) - 1 - known[::-1].index(mark["closes"].lower())
            yield Markup(*opened[at].span(), MarkupKind.FORMAT)
            yield Markup(*mark.span(), MarkupKind.FORMAT)
            del opened[at:]
