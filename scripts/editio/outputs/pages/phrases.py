"""Phrases that several pages use."""

from __future__ import annotations


def counted(count: int, one: str, more: str = "") -> str:
    """A number with its noun: `1 passage`, `3 passages`. `more` is a plural that does not only add an s."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"
