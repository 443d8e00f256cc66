"""Linking: what the text refers to, found and tied to its target.

A *finder* is a module of this package with one function, `find(edition, apparatus)`, that yields
annotations: stretches of the text with a kind and a target. Annotations stand beside the text and
change nothing in it; where two finders claim the same words the one that stands first in `_FINDERS`
has them. Begin reading at `link`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from engine.apparatus import Apparatus
from engine.model import Block, Division, Edition, Span, plain


@dataclass(frozen=True, slots=True, order=True)
class Locus:
    """A span of the edition: the address of its part, its block's id, which span of the block."""

    address: str
    block: str
    span: int


@dataclass(frozen=True, slots=True, order=True)
class Annotation:
    """Characters `start` to `end` of a span's plain text refer to `target`.

    kinds: "xref" (a part or document; target is an address), "date" (target is EDTF), "name" (target
    is `kind/key` of the authority list, as `people/litvinov`). `ground` says why, where it is not
    plain; `certain` whether the text leaves no doubt.
    """

    locus: Locus
    start: int
    end: int
    kind: str
    target: str
    ground: str = ""
    certain: bool = True


@dataclass(frozen=True)
class Links:
    """All annotations, by span, in the order of the text and none overlapping another."""

    by_locus: Mapping[Locus, tuple[Annotation, ...]] = field(default_factory=dict)

    def of(self, kind: str) -> Iterator[Annotation]:
        """The annotations of a kind, in the order of the book."""
        for annotations in self.by_locus.values():
            yield from (annotation for annotation in annotations if annotation.kind == kind)


Finder = Callable[[Edition, Apparatus], Iterable[Annotation]]
_FINDERS: tuple[Finder, ...] = ()


def link(edition: Edition, apparatus: Apparatus) -> Links:
    """Everything that the finders find."""
    taken: dict[Locus, list[Annotation]] = {locus: [] for locus, _, _, _ in spans(edition)}
    for find in _FINDERS:
        for annotation in find(edition, apparatus):
            others = taken[annotation.locus]
            if not any(a.start < annotation.end and annotation.start < a.end for a in others):
                others.append(annotation)
    return Links({locus: tuple(sorted(found)) for locus, found in taken.items() if found})


def spans(edition: Edition) -> Iterator[tuple[Locus, Division, Block, Span]]:
    """Every span of the edition's text in the order of the book, titles left out."""
    for division in edition.divisions:
        for block in division.blocks:
            for k, span in enumerate(block.spans):
                yield Locus(division.address, block.id, k), division, block, span


def texts(edition: Edition) -> Iterator[tuple[Locus, Block, str]]:
    """Every span's plain text."""
    for locus, _, block, span in spans(edition):
        yield locus, block, plain(span.content)
