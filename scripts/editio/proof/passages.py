"""The edited text as passages and words that know their place in the witness."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from editio.model.kinds import BlockKind, SpanRole
from editio.model.pieces import Fate, Piece
from editio.model.text import Edition, Mark, Span

WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_TOKEN = re.compile(rf"(?P<word>{WORD.pattern})|(?P<figure>\d+)|(?P<mark>[^\w\s])")
_STOP = re.compile(r"[.?!:…][’”)\]]*\s*[‘“(\[]*$|^\W*$|[‘“]$|\s–\s$")
NUMBER = "#"  # represents any figure among the neighbours of a word


@dataclass(frozen=True)
class Passage:
    """A span of a block as one string. `offsets[i]` is the offset of text[i] in the witness (for emended text: the
    beginning of its reading); `calls` are the indices of note calls in the text."""

    address: str
    block: BlockKind
    role: SpanRole
    follower: BlockKind | None  # the kind of the next block, if the part has one
    text: str
    offsets: tuple[int, ...]
    calls: frozenset[int]

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return tuple(_words(self.text))


@dataclass(frozen=True, slots=True)
class Word:
    """A word with the keys of its neighbours. `initial`: at its place, any word has a capital."""

    text: str
    start: int
    before: str
    after: str
    initial: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def key(self) -> str:
        return key(self.text)


def key(word: str) -> str:
    """The word as frequency lists know it: small, with a straight apostrophe, without the possessive s."""
    return word.lower().replace("’", "'").removesuffix("'s")


def passages(edition: Edition) -> Iterator[Passage]:
    """Every span of text of the edition, headings included, in reading order."""
    for part in edition.parts:
        blocks = (part.title, *part.blocks)
        for block, following in zip(blocks, (*blocks[1:], None), strict=True):
            address = part.address if block is part.title else f"{part.address}#{block.id}"
            for span in block.spans:
                kind = BlockKind.TITLE if block is part.title else block.kind
                passage = of_span(address, kind, span, following.kind if following else None)
                if passage.text.strip():
                    yield passage


def of_span(address: str, block: BlockKind, span: Span, follower: BlockKind | None) -> Passage:
    """The text of a span; `block` and `follower` are the kinds of its block and the next."""
    text, offsets, calls = "", [], set()
    for inline in span.content:
        if isinstance(inline, Mark):
            continue
        if isinstance(inline, Piece):
            if inline.fate is Fate.CALL:
                calls.add(len(text))
            step = inline.fate is Fate.KEPT
            offsets += [inline.start + i * step for i in range(len(inline.text))]
        else:
            offsets += [offsets[-1] if offsets else 0] * len(inline.text)
        text += inline.text
    return Passage(address, block, span.role, follower, text, tuple(offsets), frozenset(calls))


def _words(text: str) -> Iterator[Word]:
    tokens = list(_TOKEN.finditer(text))
    keys = [_neighbour(token) for token in tokens]
    for i, token in enumerate(tokens):
        if token.lastgroup == "word":
            before = keys[i - 1] if i else ""
            after = keys[i + 1] if i + 1 < len(keys) else ""
            initial = bool(_STOP.search(text, max(0, token.start() - 4), token.start()))
            yield Word(token.group(), token.start(), before, after, initial)


def _neighbour(token: re.Match[str]) -> str:
    return {"word": key(token.group()), "figure": NUMBER}.get(token.lastgroup or "", token.group())
