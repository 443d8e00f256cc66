"""Annotations: stretches of the edition's text with a kind and a target."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from editio.model.kinds import AnnotationKind
from editio.model.messages import Message
from editio.model.text import Block, Edition, Part, Span, plain


@dataclass(frozen=True, slots=True, order=True)
class Locus:
    """A span of the edition: the address of its part, the id of its block, and its index in the block."""

    address: str
    block: str
    span: int


@dataclass(frozen=True, slots=True, order=True)
class Annotation:
    """Characters `start` to `end` of a span's plain text refer to `target`.

    `target` is EDTF for a date, and an address for every other kind, such as `people/litvinov`. `ground` gives the
    reason for this target if the text alone does not show it. `certain` is false if the text leaves a doubt.
    """

    locus: Locus
    start: int
    end: int
    kind: AnnotationKind
    target: str
    ground: str = ""
    certain: bool = True


@dataclass(frozen=True, slots=True, order=True)
class Unresolved:
    """Characters that look like a date, a name, a reference or a citation without a known target: neither the text nor
    a register gives it. `kind` is the kind of the missing annotation."""

    locus: Locus
    start: int
    end: int
    kind: AnnotationKind


@dataclass(frozen=True)
class Links:
    """All annotations by span, in the order of the text and without overlaps; the unresolved references; and the
    messages of the finders."""

    by_locus: Mapping[Locus, tuple[Annotation, ...]] = field(default_factory=dict)
    unresolved: tuple[Unresolved, ...] = ()
    messages: tuple[Message, ...] = ()

    def of(self, kind: AnnotationKind) -> Iterator[Annotation]:
        """The annotations of a kind, in the order of the book."""
        for found in self.by_locus.values():
            yield from (annotation for annotation in found if annotation.kind is kind)


def spans(edition: Edition) -> Iterator[tuple[Locus, Part, Block, Span]]:
    """Every span of the edition's text in the order of the book, except those of titles."""
    for part in edition.parts:
        for block in part.blocks:
            for k, span in enumerate(block.spans):
                yield Locus(part.address, block.id, k), part, block, span


def texts(edition: Edition) -> Iterator[tuple[Locus, Block, str]]:
    """The plain text of every span, with its locus and block."""
    for locus, _, block, span in spans(edition):
        yield locus, block, plain(span.content)
