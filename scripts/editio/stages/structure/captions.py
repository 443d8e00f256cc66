"""Find the captions of pictures and separate them from the running text.

Proofreaders put captions in brackets (`[Illustration: The bridge]`). Other captions begin with a label: a word for a
figure, plate or map in the language of the book, and a number with a stop, a dash or the end of the line after it
(`Fig. 3.—The toll bridge`). So `Fig. 3 shows the bridge` is text. A label within a sentence does not begin a caption,
unless white space or smaller type separates it from the text. If a label is alone on its line, a line in capitals below
it belongs to the caption. A leaf outside the count between two pages of the text is a plate, and its lines are a
caption.

The register (apparatus/structure.tsv) overrides the rules: lines with the role caption are captions, and lines with any
other role are not. Begin reading at `by_rule`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby, pairwise

from editio.languages import Language, Term
from editio.model.kinds import BlockKind, SpanRole
from editio.model.text import Block, Span
from editio.model.witness import MarkupKind
from editio.stages.line_ends import ends_sentence
from editio.stages.structure.content import Composer
from editio.stages.structure.displays import Found
from editio.stages.structure.signals import Place
from editio.stages.type_metrics import width

_MOST = 5  # greatest number of lines of a caption
_SMALLER = 0.93  # share of the usual type size; below it type is smaller
_PARTED = 0.6  # share of lines with an empty line above; beyond it, empty lines separate lines instead of blocks
_NARROW = 0.85  # in measures; a line this short ends a caption


def by_rule(
    composer: Composer,
    indices: Sequence[int],
    full: float,
    places: Mapping[int, Place],
    language: Language,
    taken: Collection[int],
) -> list[Found]:
    """The captions among the lines of a part. `taken` are the lines with a role in the register."""
    spans = [
        *_bracketed(composer, indices),
        *_labelled(composer, indices, full, places, language),
        *_on_plates(composer, indices, full),
    ]
    free = [(first, end) for first, end in spans if not any(i in taken for i in indices[first:end])]
    apart: list[tuple[int, int]] = []
    for first, end in sorted(free):
        if not apart or first >= apart[-1][1]:
            apart.append((first, end))
    return [Found(first, end, block(composer, indices[first:end])) for first, end in apart]


def block(composer: Composer, lines: Sequence[int]) -> Callable[[], Block]:
    """A function that makes a caption from lines."""

    def build() -> Block:
        return Block("", BlockKind.CAPTION, (Span(SpanRole.TEXT, composer.lines(lines)),))

    return build


def _bracketed(composer: Composer, indices: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and last (exclusive) positions of lines in brackets, if no other text is on these lines."""
    witness = composer.restoration.witness
    starts = [witness.lines[i].start for i in indices]
    ends = [witness.lines[i].end for i in indices]
    if not indices:
        return
    brackets = [mark for mark in witness.markup_between(starts[0], ends[-1]) if mark.kind is MarkupKind.ILLUSTRATION]
    for opening, closing in pairwise(brackets):
        if witness.text[closing.start] != "]":
            continue
        first, last = bisect_left(ends, opening.start + 1), bisect_left(starts, closing.end) - 1
        outside = witness.text[starts[first] : opening.start] if starts[first] < opening.start else ""
        behind = witness.text[closing.end : ends[last]] if closing.end < ends[last] else ""
        if first <= last and not outside.strip() and not behind.strip(" ."):
            yield first, last + 1


def _on_plates(composer: Composer, indices: Sequence[int], full: float) -> Iterator[tuple[int, int]]:
    """The first and last (exclusive) positions of the lines of each plate: a leaf outside the count, between counted
    pages of the text, which has only a few short lines."""
    lines, page_of = composer.restoration.witness.lines, composer.pagination.page_of
    pages = [
        (page, [k for k, _ in own])
        for page, own in groupby(enumerate(indices), lambda one: page_of(lines[one[1]].start))
    ]
    for (before, _), (page, own), (after, _) in zip(pages, pages[1:], pages[2:], strict=False):
        short = all(width(composer.text(indices[k])) < _NARROW * full for k in own)
        if before.label and not page.label and after.label and len(own) <= _MOST and short:
            yield own[0], own[-1] + 1


def _labelled(
    composer: Composer,
    indices: Sequence[int],
    full: float,
    places: Mapping[int, Place],
    language: Language,
) -> Iterator[tuple[int, int]]:
    """The first and last (exclusive) positions of captions that begin with a label."""
    texts = [composer.text(i) for i in indices]
    label = _label(language)
    own = [places[i] for i in indices]
    known = [place.blank for place in own if place.blank is not None]
    parted = sum(known) < _PARTED * len(known)
    for k, text in enumerate(texts):
        named = label.match(text)
        if not named:
            continue
        apart = _apart(own[k], parted)
        if k and not ends_sentence(texts[k - 1]) and not apart:
            continue
        end = k + 1
        while end < len(texts) and end - k < _MOST and _goes_on(texts, own, end, parted, full):
            end += 1
        bare = named.end() == len(text.rstrip()) and end == k + 1
        if bare and end < len(texts) and texts[end].isupper() and width(texts[end]) < full:
            end += 1
        if end == len(texts) or bare or apart or ends_sentence(texts[end - 1]):
            yield k, end


def _apart(place: Place, parted: bool) -> bool:
    """Whether white space or smaller type separates a line from the text above it."""
    return bool(parted and place.blank) or _small(place)


def _goes_on(texts: Sequence[str], own: Sequence[Place], k: int, parted: bool, full: float) -> bool:
    """Whether line k continues the caption above it."""
    if parted and own[k].blank is not None:
        return not own[k].blank
    if _small(own[k - 1]):
        return _small(own[k])
    return not ends_sentence(texts[k - 1]) and width(texts[k - 1]) > _NARROW * full


def _small(place: Place) -> bool:
    return place.size is not None and place.size < _SMALLER


@cache
def _label(language: Language) -> re.Pattern[str]:
    # `no` and `n°`: the Latin numero, in all languages
    words = language.any_of(Term.FIGURE, Term.PLATE, Term.MAP)
    return re.compile(
        rf"(?:(?i:{words}))\b\.?\s*(?:n[o°]\.?\s*)?(?:\d{{1,3}}[a-z]?|[IVXLC]+)\b[.:)]?(?:\s*$|(?<=[.:)])\s*(?:[—–-]+\s*)?"
        rf"(?=[^\w\s]*[A-ZÀ-ÖØ-Þ\d])|\s*[—–]+\s*(?=[^\w\s]*[A-ZÀ-ÖØ-Þ\d]))"
    )
