"""What stands before the first heading of a book: a title page, a dedication, the text of a jacket.

A title page has short lines and says when, where or by whom the book was printed, or what it is called. A dedication is
a few words to somebody. The text of a jacket is prose about the book, which it names, on a leaf outside the count of
the pages. Nothing else has a name of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from editio.languages import Language, fold
from editio.model.kinds import Opening
from editio.model.text import Block, plain

_RUNNING = 200  # characters of a block: a paragraph of prose
_MOST_DEDICATED = 40  # words
_YEAR = re.compile(r"\b1[4-9]\d\d\b|\b20\d\d\b|\bM[DCLXVI. ]{3,}\b")
_WORD = re.compile(r"[^\W\d_]+")


def name(blocks: Sequence[Block], title: str, language: Language, *, alone: bool, counted: bool) -> Opening:
    """What the blocks before the first heading are. `title` is the title of the book; `alone` says that the book has
    no heading, `counted` that the first page has a number or that no pages are known."""
    if alone:
        return Opening.WHOLE
    texts = [" ".join(plain(span.content) for span in block.spans) for block in blocks]
    words = [fold(word) for text in texts for word in _WORD.findall(text)]
    if not words:
        return Opening.UNKNOWN
    named = bool(fold(title)) and fold(title) in fold(" ".join(texts))
    running = sum(len(text) for text in texts if len(text) > _RUNNING)
    if 2 * running > sum(map(len, texts)):
        return Opening.JACKET if named and not counted else Opening.UNKNOWN
    printed = not language.imprint.isdisjoint(words) or any(_YEAR.search(text) for text in texts)
    if not printed and words[0] in language.dedicating and len(words) <= _MOST_DEDICATED:
        return Opening.DEDICATION
    return Opening.TITLE_PAGE if printed or named else Opening.UNKNOWN
