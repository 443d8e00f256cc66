"""The words that refer to other parts of a book, by language (`cross_references.toml`).

Begin reading at `of`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from editio.languages import data


@dataclass(frozen=True)
class CrossReferences:
    """Patterns of one language. `numbered` has the groups `chapter` and `appendix` (one of them matches) and `numbers`;
    `counted` gives the step from a chapter to the one that a phrase means, such as 1 for "the next chapter"."""

    numbered: re.Pattern[str]
    counted: tuple[tuple[re.Pattern[str], int], ...]


@cache
def of(tag: str) -> CrossReferences | None:
    """The patterns of the language of a BCP 47 tag; None for a language without a table."""
    table = data("cross_references").get(tag.partition("-")[0].lower())
    if table is None:
        return None
    between = _alternatives(table["and"])
    numbered = (
        rf"\b(?:(?P<chapter>{_words(table['chapter'])})|(?P<appendix>{_words(table['appendix'])}))\s+"
        rf"(?P<numbers>\d{{1,2}}(?:(?:,| {between}|,? {between})\s\d{{1,2}})*)\b"
    )
    steps = ((table["next"], 1), (table["previous"], -1))
    counted = tuple((re.compile(rf"\b{phrase}\b", re.IGNORECASE), step) for phrase, step in steps)
    return CrossReferences(re.compile(numbered), counted)


def _words(words: Iterable[str]) -> str:
    """Any of the words, with or without a capital, the longest first."""
    spelled = {form for word in words for form in (word, word[0].upper() + word[1:])}
    return _alternatives(sorted(spelled, key=lambda word: (-len(word), word)))


def _alternatives(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, words))})"
