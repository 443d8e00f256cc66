"""Invented books as leaves with text, for the tests of pagination and divisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from editio.inputs.plain_text import of_bytes
from editio.model.pages import Pagination
from editio.model.witness import Leaf, Witness, of_text
from editio.stages import pagination

_WORDS = (
    *("salt", "road", "toll", "bridge", "mule", "driver", "clerk", "bishop", "council", "frost"),
    *("well", "stone", "winter", "ledger", "chandler", "marsh", "wolf", "sack", "valley", "bailiff"),
)


def text(page: int, count: int = 12) -> list[str]:
    """Lines of text that no other page has."""
    return [
        " ".join(_WORDS[(page * 7 + n * 3 + k * (page + n + 1)) % len(_WORDS)] for k in range(9)) + ","
        for n in range(count)
    ]


def book(leaves: Sequence[Sequence[str]]) -> Witness:
    """The witness of leaves, parted by form feeds."""
    return of_bytes("\f".join("\n".join([*leaf, ""]) for leaf in leaves).encode(), Path("book.txt"))


def numbered(folios: Sequence[str]) -> Witness:
    """A book whose leaves have these folios at their heads, "" for a leaf without one."""
    return book([[*([folio] if folio else []), *text(n)] for n, folio in enumerate(folios)])


def leaved(*pages: list[str]) -> Witness:
    """A witness with a leaf for each page, for the tests of divisions. Each page ends with an empty line, because a
    form feed stands in a line of its own."""
    text, starts = "", []
    for page in pages:
        starts.append(len(text))
        text += "\n".join(page) + "\n\f\n"
    witness = of_text(text)
    firsts = [sum(line.start < start for line in witness.lines) for start in starts]
    ends = [*firsts[1:], len(witness.lines)]
    leaves = (
        Leaf(n, first, end, start) for n, (first, end, start) in enumerate(zip(firsts, ends, starts, strict=True), 1)
    )
    return replace(witness, leaves=tuple(leaves))


def paginate(witness: Witness, title: str, *arguments: Any, **named: Any) -> Pagination:
    """The pages of an English book with this title in its running heads."""
    return pagination.paginate(witness, title, *arguments, language="en", **named)
