"""A stretch of text shown among the words about it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from editio.model import sentences

_LONGEST = 500  # characters of a sentence on each side; longer ones are cut at a word, with an ellipsis


def around(text: str, start: int, end: int, width: int) -> tuple[str, str]:
    """Whole words before and after characters `start` to `end`, of at most `width` characters each."""
    before, after = text[max(0, start - width) : start], text[end : end + width]
    before = before.partition(" ")[2] if start > width else before
    after = after.rpartition(" ")[0] if end + width < len(text) else after
    return before, after


def sentence(text: str, start: int, end: int) -> tuple[str, str]:
    """The rest of the sentence about characters `start` to `end`, before and after them."""
    ends = sentences.ends(text)
    earlier, later = bisect_right(ends, start), bisect_left(ends, end)
    first = ends[earlier - 1] if earlier else 0
    last = ends[later] if later < len(ends) else len(text)
    before = text[max(first, start - 2 * _LONGEST) : start].lstrip()
    after = text[end : min(last, end + 2 * _LONGEST)].rstrip()
    if len(before) > _LONGEST:
        before = "… " + before[-_LONGEST:].partition(" ")[2]
    if len(after) > _LONGEST:
        after = after[:_LONGEST].rpartition(" ")[0] + " …"
    return before, after
