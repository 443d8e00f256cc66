"""The columns of a leaf, from the boxes of its lines.

Two columns are parted by a gutter: a place near the middle of the text which few lines cross (titles do), with a good
part of the lines to either side of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from editio.model.witness import Line

_ENOUGH = 16  # lines; fewer make no columns
_SIDES = 0.2  # of the lines of a leaf: fewer beside a gutter make no column
_CROSSED = 0.12  # of the lines: those that cross the gutter of two columns, as titles do


def columns(own: Sequence[int], lines: Sequence[Line]) -> list[list[int]]:
    """The lines of a leaf by column: one list, or two if a gutter parts them."""
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
