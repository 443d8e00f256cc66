"""A span's content, cut at the ends of its annotations. Every output of running text begins with this."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from editio.model.pieces import Fate, Piece
from editio.model.text import Content, Inline, Mark
from editio.stages.linking import Annotation

_start = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of an inline under one annotation, or under none; `text` is its edited text, "" for a mark or call. An
    inline is cut wherever an annotation begins or ends inside it."""

    inline: Inline
    text: str
    annotation: Annotation | None


def fragments(content: Content, annotations: tuple[Annotation, ...]) -> Iterator[Fragment]:
    """The content in its order. A mark or call belongs to the annotation around it."""
    position = 0
    passed = 0  # annotations that end before the position
    for inline in content:
        while passed < len(annotations) and annotations[passed].end <= position:
            passed += 1
        text = (
            "" if isinstance(inline, Mark) or (isinstance(inline, Piece) and inline.fate is Fate.CALL) else inline.text
        )
        end = position + len(text)
        if not text:
            within = next((a for a in annotations[passed : passed + 1] if a.start < position), None)
            yield Fragment(inline, "", within)
            continue
        here = annotations[passed : bisect_left(annotations, end, passed, key=_start)]
        cuts = {c for a in here for c in (a.start, a.end) if position < c < end}
        first = 0  # annotations here that end before the cut
        for start, stop in pairwise(sorted({position, *cuts, end})):
            while first < len(here) and here[first].end <= start:
                first += 1
            covering = next((a for a in here[first : first + 1] if a.start <= start and stop <= a.end), None)
            yield Fragment(inline, text[start - position : stop - position], covering)
        position = end


def trimmed(found: Iterator[Fragment]) -> list[Fragment]:
    """Fragments without the blanks at the beginning and end of their text."""
    kept = list(found)
    for order, strip in ((range(len(kept)), str.lstrip), (range(len(kept) - 1, -1, -1), str.rstrip)):
        for k in order:
            text = strip(kept[k].text)
            kept[k] = Fragment(kept[k].inline, text, kept[k].annotation)
            if text:
                break
    return kept
