"""Find the columns of a leaf from the boxes of its lines.

Two columns are separated by a gutter: a position near the middle of the text that only a few lines cross, such as
titles, with many lines on both sides.
"""

from __future__ import annotations

from collections.abc import Sequence

from editio.model.witness import Line

_ENOUGH = 16  # least number of lines of a leaf with two columns
_SIDES = 0.2  # least share of the lines on each side of a gutter
_CROSSED = 0.12  # greatest share of lines that cross a gutter, such as titles


def columns(own: Sequence[int], lines: Sequence[Line]) -> list[list[int]]:
    """The lines of a leaf by column: one list, or two if a gutter separates them. Lines that cross it are in the
    first."""
    boxes = {i: box for i in own if (box := lines[i].box)}
    if len(boxes) < _ENOUGH:
        return [list(boxes)]
    left, right = min(b.left for b in boxes.values()), max(b.right for b in boxes.values())
    for share in (0.5, 0.47, 0.53, 0.44, 0.56):
        gutter = left + share * (right - left)
        before = [i for i, b in boxes.items() if b.right <= gutter]
        after = [i for i, b in boxes.items() if b.left >= gutter]
        crossing = len(boxes) - len(before) - len(after)
        if min(len(before), len(after)) >= _SIDES * len(boxes) and crossing <= _CROSSED * len(boxes):
            side = set(after)
            return [[i for i in boxes if i not in side], after]
    return [list(boxes)]
