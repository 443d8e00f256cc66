"""A stretch of text shown among the words about it."""

from __future__ import annotations


def around(text: str, start: int, end: int, width: int) -> tuple[str, str]:
    """Whole words before and after characters `start` to `end`, of at most `width` characters each."""
    before, after = text[max(0, start - width) : start], text[end : end + width]
    before = before.partition(" ")[2] if start > width else before
    after = after.rpartition(" ")[0] if end + width < len(text) else after
    return before, after
