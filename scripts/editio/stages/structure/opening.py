"""Identify the text before the first heading of a book: a title page, a dedication, or the text of a jacket.

A title page has short lines, and gives the date, place or printer of the book, or its title. A dedication is a few
words to somebody. The text of a jacket is prose about the book; it has the title of the book, and its leaf is not
counted in the pagination. Any other text is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from editio.languages import Language, fold
from editio.model.kinds import Opening
from editio.model.text import Block, plain

_RUNNING = 200  # characters; longer text of a block is prose
_MOST_DEDICATED = 40  # greatest number of words of a dedication
_YEAR = re.compile(r"\b1[4-9]\d\d\b|\b20\d\d\b|\bM[DCLXVI. ]{3,}\b")
_WORD = re.compile(r"[^\W\d_]+")


def name(blocks: Sequence[Block], title: str, language: Language, *, alone: bool, counted: bool) -> Opening:
    """The kind of the blocks before the first heading. `title` is the title of the book. `alone` is true if the book
    has no heading, `counted` if the first page has a number or no pages are known."""
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
