"""The common part of the readers of OCR formats: make a witness from pages of blocks of lines of words.

A reader yields an `OcrPage` for each page it finds, in the format's reading order. `witness` joins them to the witness
text: the lines of a block one below the other, an empty line between blocks, and between leaves a line that holds only
a form feed. Boxes, type sizes and confidences are attributes of the lines and words, so the text is the same for stages
that ignore the geometry.

Begin reading at `witness`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from editio.model.messages import Message
from editio.model.witness import LEAF_BREAK, Box, Leaf, Line, Witness, Word

HYPHEN = "-"
_BLANKS = re.compile(r"\s+")
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufeff\ufffe\uffff]")  # nor can a text file hold it
_PAGE_SHARE = 0.5  # of a leaf; Tesseract gives a picture that it takes for a word such a box
_NAMED_LEAVES = 5  # in a message


class Token(NamedTuple):
    """A word of a line; `spaced` says whether a blank precedes it (never the first)."""

    text: str
    box: Box | None = None
    confidence: float = 1.0
    spaced: bool = True


class Row(NamedTuple):
    """A line of type."""

    tokens: tuple[Token, ...]
    box: Box | None = None
    size: float = 0.0


Block = tuple[Row, ...]


@dataclass(frozen=True)
class OcrPage:
    """A page as its format has it."""

    blocks: tuple[Block, ...]
    image: str = ""
    width: int = 0
    height: int = 0


@dataclass
class _Composed:
    """The witness as far as it is composed."""

    parts: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    leaves: list[Leaf] = field(default_factory=list)
    position: int = 0
    number: int = 1  # of the line that begins at `position`
    empty: int = 0  # lines without text before it
    disordered: list[int] = field(default_factory=list)  # leaves

    def add(self, text: str) -> None:
        """Add a line to the text."""
        self.parts.append(text)
        self.position += len(text) + 1
        self.number += 1


def witness(name: str, pages: Iterable[OcrPage], messages: Iterable[Message] = ()) -> Witness:
    """The witness that pages make, each of them a leaf."""
    made = _Composed()
    for page in pages:
        if made.leaves:
            made.add(LEAF_BREAK)
            made.empty += 1
        _compose(made, page)
    text = "\n".join([*made.parts, ""])
    found = (*messages, *_out_of_order(made.disordered))
    return Witness(name, text, tuple(made.lines), tuple(made.leaves), messages=found)


def box(left: float, top: float, right: float, bottom: float) -> Box | None:
    """A box with integer coordinates; None if it is empty."""
    return Box(round(left), round(top), round(right), round(bottom)) if right > left and bottom > top else None


def around(boxes: Iterable[Box | None]) -> Box | None:
    """The smallest box around others."""
    known = [one for one in boxes if one]
    if not known:
        return None
    return Box(
        min(one.left for one in known),
        min(one.top for one in known),
        max(one.right for one in known),
        max(one.bottom for one in known),
    )


def number(text: str | None, otherwise: float = 0.0) -> float:
    """The number in an attribute; `otherwise` if it is not a number that a page can have."""
    try:
        value = float(text or "")
    except ValueError:
        return otherwise
    return value if abs(value) < 1e7 else otherwise  # neither infinite nor no number


def middle(values: Iterable[float]) -> float:
    """The median of the known sizes; 0 if all are unknown."""
    known = sorted(value for value in values if value > 0)
    return known[len(known) // 2] if known else 0.0


def _compose(made: _Composed, page: OcrPage) -> None:
    first, start = len(made.lines), made.position
    number = len(made.leaves) + 1
    rows: list[Row] = []
    for block in page.blocks:
        kept = [row for row in (_cleaned(row, page) for row in block) if row.tokens]
        if rows and kept:
            made.add("")
            made.empty += 1
        for row in kept:
            _compose_row(made, row)
        rows += kept
    made.leaves.append(Leaf(number, first, len(made.lines), start, page.image, page.width, page.height))
    if _climbs(rows):
        made.disordered.append(number)


def _compose_row(made: _Composed, row: Row) -> None:
    start, text, words = made.position, "", []
    for token in row.tokens:
        text += " " * (bool(text) and token.spaced)
        at = start + len(text)
        text += token.text
        if token.box:
            words.append(Word(at, at + len(token.text), token.box, token.confidence))
    found = row.box or around(token.box for token in row.tokens)
    line = Line(made.number, start, start + len(text), text, made.empty, False, found, row.size, tuple(words))
    made.lines.append(line)
    made.empty = 0
    made.add(text)


def _cleaned(row: Row, page: OcrPage) -> Row:
    """A row without words that have no text, and without boxes that cannot be those of a word."""
    tokens = tuple(
        token._replace(text=text, box=token.box if token.box and not _covers(token.box, page) else None)
        for token in row.tokens
        if (text := _BLANKS.sub(" ", _NO_TEXT.sub("", token.text)).strip())
    )
    found = row.box if row.box and not _covers(row.box, page) else None
    return Row(tokens, found, row.size)


def _covers(found: Box, page: OcrPage) -> bool:
    """Whether a box is as large as a page, so that it says nothing about a word."""
    area = (found.right - found.left) * (found.bottom - found.top)
    return page.width * page.height > 0 and area > _PAGE_SHARE * page.width * page.height


def _climbs(rows: list[Row]) -> bool:
    """Whether a line is above the line that precedes it in the format, in the same column."""
    boxes = [row.box or around(token.box for token in row.tokens) for row in rows]
    return any(
        before.left < after.right and after.left < before.right and after.bottom <= before.top
        for before, after in pairwise(one for one in boxes if one)
    )


def _out_of_order(leaves: list[int]) -> Iterator[Message]:
    if leaves:
        named = ", ".join(map(str, leaves[:_NAMED_LEAVES])) + (" ..." if len(leaves) > _NAMED_LEAVES else "")
        yield Message(0, 0, "W022", f"{len(leaves)} leaves: {named}.")
