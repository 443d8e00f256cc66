"""The part of a line that repeats: its letters, without the number of a page beside them.

Running heads are found by it, and titles are compared with those of a contents list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

_GLUED = re.compile(r"\d{1,4}[^\W\d]{3,}|[^\W\d]{3,}\d{1,4}")  # a number without a blank between it and a word
_LETTERSPACED = 4  # letters with blanks between them, at least
SHORTEST = 4  # letters; fewer are too few to recognise a line by


def letters(text: str) -> str:
    """The letters of a line, without a possible number at its ends: the part that repeats."""
    whole = words = _apart(_closed_up(text.split()))
    while words and _may_be_number(words[0]):
        words = words[1:]
    while words and _may_be_number(words[-1]):
        words = words[:-1]
    if words and len(_alphabetic(words)) < SHORTEST and not any(map(str.isdigit, text)):
        words = whole  # short words, as in `IS HE MAD?`
    return _alphabetic(words)


def _closed_up(words: Iterable[str]) -> list[str]:
    """The words, with a letterspaced one such as `H I S T O R Y` closed up."""
    found: list[str] = []
    for single, group in groupby(
        words, key=lambda word: re.sub(r"\W", "", word).isupper() and len(_alphabetic([word])) == 1
    ):
        run = list(group)
        found += ["".join(run)] if single and len(run) >= _LETTERSPACED else run
    return found


def _apart(words: list[str]) -> list[str]:
    """The words of a line. If its only number is glued to the first or last word, as in `THE BRIDGE13`, the number is
    left out."""
    numbered = [k for k, word in enumerate(words) if any(map(str.isdigit, word))]
    if len(numbered) != 1 or numbered[0] not in (0, len(words) - 1) or not _GLUED.fullmatch(words[numbered[0]]):
        return words
    return [re.sub(r"\d", "", word) for word in words]


def _alphabetic(words: Iterable[str]) -> str:
    return "".join(c for c in "".join(words).casefold() if c.isalpha())


def _may_be_number(word: str) -> bool:
    bare = re.sub(r"\W", "", word)
    return len(bare) <= 2 or any(map(str.isdigit, bare)) or bool(re.fullmatch(r"[ivxlc]+", bare, re.I))
