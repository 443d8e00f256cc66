"""Notes, bibliography and index: lists of entries, each with one or more lines.

A note begins with its number, the next in sequence (`endnotes`). It may have paragraphs and verse, like notes in the
text (`notes`). An entry of the bibliography ends with a stop. An entry of the index ends with a page number, or with
the words of a cross-reference, and the next entry does not precede it in the alphabet.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from editio.languages import Language, Term
from editio.model.characters import BASE_LETTERS
from editio.model.kinds import BlockKind, PartKind, SpanRole
from editio.model.messages import Message
from editio.model.text import Block, Part, Span
from editio.stages.notes import endnotes
from editio.stages.restoration import Share
from editio.stages.structure.content import Composer, split
from editio.stages.structure.notes import Layout, numbered, spans_of

_SORTED = 3  # first letters that are compared to sort two entries


def entries(layout: Layout, kind: PartKind, indices: list[int], language: Language, before: int = 0) -> list[Block]:
    """The blocks of a list in the back matter. `layout` is the layout of the notes, and `before` the number of the note
    before the first one."""
    composer = layout.composer
    if kind is PartKind.NOTES:
        return _notes(layout, indices, before)
    if kind is PartKind.BIBLIOGRAPHY:
        return _bibliography(composer, indices)
    return [_entry(composer, group) for group in _index_groups(composer, indices, language)]


def _notes(layout: Layout, indices: list[int], before: int) -> list[Block]:
    found = endnotes.starts([layout.composer.text(i) for i in indices], before)
    ends = [*(start.index for start in found), len(indices)][1:]
    blocks = []
    for start, end in zip(found, ends, strict=True):
        first, *others = spans_of(layout, indices[start.index : end])
        spans = numbered(first, split(first.content, start.length), others)
        blocks.append(Block("", BlockKind.NOTE, spans, str(start.number)))
    return blocks


def misread(composer: Composer, indices: list[int], before: int) -> list[Message]:
    """Messages about endnotes with misread numbers and about missing endnotes. `before` is the number of the note
    before the first one."""
    witness = composer.restoration.witness
    found = endnotes.starts([composer.text(i) for i in indices], before)
    messages = []
    last = before
    for start in found:
        line = witness.lines[indices[start.index]]
        if start.inferred:
            seen = composer.text(indices[start.index])[: start.length].strip()
            messages.append(Message(line.number, 1, "C308", f"Note {start.number}, where the witness has {seen!r}."))
        if start.number > last + 1:
            lost = f"{last + 1} to {start.number - 1}" if start.number > last + 2 else str(last + 1)
            messages.append(Message(line.number, 1, "C309", f"Before note {start.number}: {lost}."))
        last = start.number
    return messages


def by_chapter(part: Part, shares: Sequence[Share]) -> Iterator[Part]:
    """The notes of a list that several chapters share, as one part for each of them. A note that no chapter calls
    belongs to the chapter of the note before it. The heading of the list belongs to the first chapter."""
    ends = [*(share.first for share in shares[1:]), None]
    title, start = part.title, 0
    for share, first in zip(shares, ends, strict=True):
        own = (k for k in range(start, len(part.blocks)) if first is not None and int(part.blocks[k].label) >= first)
        end = next(own, len(part.blocks))
        if start < end:
            yield Part(part.kind, share.chapter, title, part.blocks[start:end])
            title = Block(title.id, title.kind, ())
        start = end


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


def _index_groups(composer: Composer, indices: list[int], language: Language) -> list[list[int]]:
    """The lines of the index, grouped by entry."""
    reference = re.compile(rf"\b(?:{language.any_of(Term.SEE)}) \S", re.IGNORECASE)
    groups: list[list[int]] = []
    for i in indices:
        entry = " ".join(map(composer.text, groups[-1])) if groups else ""
        if entry and not (_complete(entry, reference) and _sorted(composer.text(i)) >= _sorted(entry)):
            groups[-1].append(i)
        else:
            groups.append([i])
    return groups


def _complete(entry: str, reference: re.Pattern[str]) -> bool:
    """Whether an entry may end here: with a page number, or with a cross-reference."""
    return entry[-1].isdigit() or (bool(reference.search(entry)) and entry[-1].isalpha())


def _sorted(text: str) -> str:
    """The sort key of a line: its first letters without diacritics."""
    plain = unicodedata.normalize("NFD", text.lower().translate(BASE_LETTERS))
    return re.sub(r"[^a-z]", "", plain)[:_SORTED]


def _entry(composer: Composer, lines: list[int]) -> Block:
    return Block("", BlockKind.ENTRY, (Span(SpanRole.TEXT, composer.lines(lines)),))
