"""Notes, bibliography and index: lists of entries, each of one line or more.

A note begins with its number, the next in sequence. An entry of the bibliography or the index begins
where the line before ended one: in these lists lines after the first are indented, so that a full line
is followed by its entry's next line; an entry of the bibliography ends with a stop.
"""

from __future__ import annotations

import re

from engine.model import Block, Span
from engine.structure.content import Composer, split

_NUMBER = re.compile(r"(\d{1,3})\.?\s+(?=\S)")


def entries(composer: Composer, kind: str, indices: list[int]) -> list[Block]:
    """The blocks of a list in the back matter."""
    if kind == "notes":
        return _notes(composer, indices)
    if kind == "bibliography":
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
        blocks.append(Block("", "note", (Span("number", head), Span("text", words)), str(number)))
    return blocks


def _bibliography(composer: Composer, indices: list[int]) -> list[Block]:
    blocks: list[Block] = []
    group: list[int] = []
    for i in indices:
        text = composer.text(i)
        if not group and len(text) < 40 and text[-1].isalpha() and text[0].isupper():
            blocks.append(Block("", "group", (Span("text", composer.lines([i])),)))
            continue
        group.append(i)
        if text[-1] in ".)":
            blocks.append(_entry(composer, group))
            group = []
    return [*blocks, _entry(composer, group)] if group else blocks


def _index_groups(composer: Composer, indices: list[int]) -> list[list[int]]:
    """Lines of the index by entry: a new one begins in alphabetical order after a page number."""
    groups: list[list[int]] = []
    for i in indices:
        text = composer.text(i)
        before = composer.text(groups[-1][-1]) if groups else ""
        begun = groups and not re.search(r"(?:\d|[a-z]{3})$", before)
        goes_on = groups and (begun or re.match(r"[a-z\d]", text) or not _follows(composer.text(groups[-1][0]), text))
        if goes_on:
            groups[-1].append(i)
        else:
            groups.append([i])
    return groups


def _follows(entry: str, text: str) -> bool:
    """Whether a line may begin the entry after one: in the alphabet it does not come before it."""
    letters = lambda s: re.sub(r"[^a-z]", "", s.lower())[:3]  # noqa: E731
    return letters(text) >= letters(entry)


def _entry(composer: Composer, lines: list[int]) -> Block:
    return Block("", "entry", (Span("text", composer.lines(lines)),))
