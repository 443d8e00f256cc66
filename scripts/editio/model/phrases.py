"""English phrases of messages and pages."""

from __future__ import annotations

from collections.abc import Iterable


def counted(count: int, one: str, more: str = "") -> str:
    """A number with its noun: `1 passage`, `3 passages`. `more` is a plural that does not only add an s."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"


def enumerated(words: Iterable[str], last: str = "and") -> str:
    """Words as a list in a sentence: `a, b and c`. `last` is the word before the last of them."""
    *others, final = words
    return f"{', '.join(others)} {last} {final}" if others else final


def present(*every: tuple[object, str]) -> list[str]:
    """The words for what is there: each is given with a value that is false if it is not."""
    return [words for there, words in every if there]
