"""A limit for the size of one block.

Figures in a paragraph could be dates, and some marks could be Markdown syntax. The time to make a page grows with the
square of their number in one paragraph. A whole chapter in one paragraph has some thousands of them. A paragraph with
many more is damaged or an attack, and the build would take minutes for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from editio.model.messages import Message
from editio.model.pieces import Piece
from editio.model.text import Edition, plain
from editio.model.witness import Witness

MOST = 15_000  # figures and marks in a block; a page with so many takes about half a minute
_MARK = re.compile(r"[\\`*_{}\[\]()<>#&|~^=$@\"!+]|\d+")


def faults(witness: Witness, edition: Edition) -> Iterator[Message]:
    """The blocks above the limit (S509), including titles."""
    for part in edition.parts:
        for block in (part.title, *part.blocks):
            marks = sum(len(_MARK.findall(plain(span.content))) for span in block.spans)
            if marks > MOST:
                start = min(piece.start for span in block.spans for piece in span.content if isinstance(piece, Piece))
                yield Message(
                    witness.line_at(start).number, 1, "S509", f"{marks:,} figures and marks from this line on."
                )
