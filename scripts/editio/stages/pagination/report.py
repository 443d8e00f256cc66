"""Messages about pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from editio.model.messages import Message
from editio.model.pages import Anchor, Page
from editio.model.witness import Witness
from editio.stages.pagination.figures import figures_of
from editio.stages.pagination.labelling import Evidence, Label, clear, runs
from editio.stages.pagination.sights import Place, Sight

_SHOWN = 3
_ITEM = re.compile(r"\W*\d+[.)]\s+\w")  # a note or another entry with its number


def messages(
    witness: Witness,
    evidence: Sequence[Evidence],
    labels: Sequence[Label],
    pages: Sequence[Page],
    furniture: Sequence[Anchor],
    blank: frozenset[str],
) -> Iterator[Message]:
    """All messages about the pages that an editor should read."""
    yield from _inferred(witness, pages)
    stretches = list(runs(labels, [leaf.sheet.position for leaf in evidence], blank))
    yield from _lost(witness, evidence, labels, stretches)
    yield from _misfits(witness, evidence, labels, pages, furniture)
    yield from _out_of_order(witness, labels, pages, stretches)


def _span(pages: Sequence[Page]) -> str:
    """A range of pages in words: "Page 4", "Pages 4 to 9"."""
    return f"Page {pages[0].label}" if len(pages) == 1 else f"Pages {pages[0].label} to {pages[-1].label}"


def _inferred(witness: Witness, pages: Sequence[Page]) -> Iterator[Message]:
    """One message for consecutive pages inferred in the same way."""
    for (certain, ground), group in groupby(pages, key=lambda page: (page.certain, page.ground)):
        if not certain and (inferred := [page for page in group if page.label]):
            yield Message(*witness.place(inferred[0].offset), "P101", f"{_span(inferred)}: {ground}.")


def _lost(
    witness: Witness, evidence: Sequence[Evidence], labels: Sequence[Label], stretches: Sequence[tuple[int, int]]
) -> Iterator[Message]:
    """Places where the numbers rise by more than there are leaves, unless the leaves are elsewhere in the book."""
    known = set(labels)
    for (_, end), (start, _) in pairwise(stretches):
        if labels[end - 1].scheme is not labels[start].scheme:
            continue
        scheme = labels[start].scheme
        numbers_between = range(labels[end - 1].number + 1, labels[start].number)
        missing = sum(Label(scheme, n) not in known for n in numbers_between)
        if missing:
            numbers = [_line(witness, evidence[i]) for i in (end - 1, start)]
            yield Message(numbers[0], 1, "P102", f"{missing} lost between lines {numbers[0]} and {numbers[1]}.")


def _line(witness: Witness, leaf: Evidence) -> int:
    """The number of the first line of a leaf."""
    first = leaf.sheet.leaf.first
    return witness.lines[min(first, len(witness.lines) - 1)].number


def _misfits(
    witness: Witness,
    evidence: Sequence[Evidence],
    labels: Sequence[Label],
    pages: Sequence[Page],
    furniture: Sequence[Anchor],
) -> Iterator[Message]:
    """Numbers at the places of folios that disagree with the label of their page."""
    heads = {anchor.line for anchor in furniture}
    for leaf, its, page in zip(evidence, labels, pages, strict=True):
        if leaf.entered or not its.scheme:
            continue
        scheme, number = its.scheme, its.number
        if any(sight.agreement(scheme, number) >= 0.3 for sight in leaf.sights if sight.place is not Place.CLAIM):
            continue
        for sight in leaf.sights:
            if _ITEM.match(witness.lines[sight.line].text):
                continue
            if clear(sight) and _at_edge(sight, leaf, heads) and sight.value and sight.value[0] is scheme:
                detail = f"It reads {sight.text!r}; the page is {page.label}."
                yield Message(*witness.place(sight.start), "P103", detail)
                break


def _at_edge(sight: Sight, leaf: Evidence, heads: set[int]) -> bool:
    rows = [i for i in leaf.sheet.rows if i not in heads]
    return sight.line in heads or not rows or sight.line in (rows[0], rows[-1])


def _out_of_order(
    witness: Witness, labels: Sequence[Label], pages: Sequence[Page], stretches: Sequence[tuple[int, int]]
) -> Iterator[Message]:
    """Leaves whose numbers are lower than those before them but belong to a gap between these."""
    highest = 0
    for n, (start, end) in enumerate(stretches):
        scheme, number = labels[start].scheme, labels[start].number
        if n and number < highest and labels[stretches[n - 1][0]].scheme is scheme:
            numbers = [its.number for its in labels[:start] if its.scheme is scheme and its.number < number]
            place = f"after page {figures_of(scheme, max(numbers))}" if numbers and scheme else "at the beginning"
            text = f"{_span(pages[start:end])}: by their numbers they belong {place}."
            yield Message(*witness.place(pages[start].offset), "P104", text)
        highest = (
            max(highest, labels[end - 1].number)
            if n and labels[stretches[n - 1][0]].scheme is scheme
            else labels[end - 1].number
        )
