"""Linking: find what the text refers to, and link it to its target.

A *finder* is a module of this package with one function, `find(edition, apparatus, locator)`. It yields annotations
(stretches of the text with a kind and a target), unresolved references, and messages about questions that an editor
should settle.

Annotations are kept apart from the text and do not change it. If two finders claim the same words, the finder listed
first in `_FINDERS` gets them. Begin reading at `link`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable

from editio.inputs.registers import Apparatus
from editio.model.messages import Message
from editio.model.text import Edition
from editio.stages.linking import citations, dates, names, notes, references
from editio.stages.linking.annotation import Annotation, Links, Locus, Unresolved, spans, texts
from editio.stages.linking.locate import Locator

__all__ = ["Annotation", "Links", "Locus", "Unresolved", "link", "spans", "texts"]

Finder = Callable[[Edition, Apparatus, Locator], Iterable[Annotation | Unresolved | Message]]
_FINDERS: tuple[Finder, ...] = (references.find, notes.find, names.find, dates.find)


def link(edition: Edition, apparatus: Apparatus) -> Links:
    """Run all finders. If two annotations overlap, the first is kept. Unresolved references that overlap an annotation
    are dropped."""
    taken: dict[Locus, list[Annotation]] = {locus: [] for locus, _, _, _ in spans(edition)}
    unresolved: list[Unresolved] = []
    messages: list[Message] = []
    locator = Locator(edition)
    for find in _FINDERS:
        for found in find(edition, apparatus, locator):
            if isinstance(found, Message):
                messages.append(found)
                continue
            if isinstance(found, Unresolved):
                unresolved.append(found)
                continue
            _add(taken[found.locus], found)
    annotations = [annotation for others in taken.values() for annotation in others]
    messages += citations.check(edition, annotations, apparatus)
    left = tuple(each for each in unresolved if _place(taken[each.locus], each.start, each.end) is not None)
    by_locus = {locus: tuple(others) for locus, others in taken.items() if others}
    return Links(by_locus, left, tuple(messages))


def _add(taken: list[Annotation], found: Annotation) -> None:
    """Insert an annotation into the annotations of a span, which are in order and do not overlap. One that would
    overlap is ignored."""
    at = _place(taken, found.start, found.end)
    if at is not None:
        taken.insert(at, found)


def _place(taken: list[Annotation], start: int, end: int) -> int | None:
    """The index at which a stretch belongs among annotations in order; None if it overlaps one of them."""
    at = bisect_left(taken, end, key=lambda annotation: annotation.start)
    return None if at and taken[at - 1].end > start else at
