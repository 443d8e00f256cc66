"""Notes, bibliography and index: lists of entries, each of one line or more.

A note begins with its number, the next in sequence. An entry of the bibliography ends with a stop. An
entry of the index ends with a page number, or in the words of a reference to another entry, and the
next one does not come before it in the alphabet.
"""

from __future__ import annotations

import re
import unicodedata

from editio.model.kinds import BlockKind, PartKind, SpanRole
from editio.model.text import Block, Span
from editio.stages.structure.content import Composer, split

_NUMBER = re.compile(r"(\d{1,3})\.?\s+(?=\S)")
_REFERENCE = re.compile(r"\bsee (?:also )?\S")
_BASE_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ł": "l", "đ": "d", "ı": "i"})
_SORTED = 3  # letters by which two entries are compared


def entries(composer: Composer, kind: PartKind, indices: list[int]) -> list[Block]:
    """The blocks of a list in the back matter."""
    if kind is PartKind.NOTES:
        return _notes(composer, indices)
    if kind is PartKind.BIBLIOGRAPHY:
        return _bibliography(composer, indices)
    return [_entry(composer, group) for group in _index_groups(composer, indices)]


def _notes(composer: Composer, indices: list[int]) -> list[Block]:
    groups: list[list[int]] = []
    for i in indices:
        match = _NUMBER.match(composer.text(i))
        if match and int(match[1]) == len(groups) + 1:
            groups.append([i])
        elif groups:
            groups[-1].append(i)
        else:
            groups.append([i])
    blocks = []
    for number, group in enumerate(groups, 1):
        match = _NUMBER.match(composer.text(group[0]))
        head, words = split(composer.lines(group), match.end() if match else 0)
        blocks.append(Block("", BlockKind.NOTE, (Span(SpanRole.NUMBER, head), Span(SpanRole.TEXT, words)), str(number)))
    return blocks


def _bibliography(composer: Composer, indices: list[int]) -> list[Block]:
    blocks: list[Block] = []
    group: list[int] = []
    for i in indices:
        text = composer.text(i)
        if not group and len(text) < 40 and text[-1].isalpha() and text[0].isupper():
            blocks.append(Block("", BlockKind.GROUP, (Span(SpanRole.TEXT, composer.lines([i])),)))
            continue
        group.append(i)
        if text[-1] in ".)":
            blocks.append(_entry(composer, group))
            group = []
    return [*blocks, _entry(composer, group)] if group else blocks


def _index_groups(composer: Composer, indices: list[int]) -> list[list[int]]:
    """Lines of the index by entry."""
    groups: list[list[int]] = []
    for i in indices:
        entry = " ".join(map(composer.text, groups[-1])) if groups else ""
        if entry and not (_complete(entry) and _sorted(composer.text(i)) >= _sorted(entry)):
            groups[-1].append(i)
        else:
            groups.append([i])
    return groups


def _complete(entry: str) -> bool:
    """Whether an entry may end here: with a page number, or in a reference to another entry."""
    return entry[-1].isdigit() or (bool(_REFERENCE.search(entry)) and entry[-1].isalpha())


def _sorted(text: str) -> str:
    """The letters by which a line stands in the alphabet, without their diacritics."""
    plain = unicodedata.normalize("NFD", text.lower().translate(_BASE_LETTERS))
    return re.sub(r"[^a-z]", "", plain)[:_SORTED]


def _entry(composer: Composer, lines: list[int]) -> Block:
    return Block("", BlockKind.ENTRY, (Span(SpanRole.TEXT, composer.lines(lines)),))
