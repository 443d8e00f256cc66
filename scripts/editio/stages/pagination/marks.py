"""The page mark of a plain text.

If the format has no pages, some mark in the text may show them: form feeds, a blank before the first line of each page,
a number of empty lines, or running heads and folios with their numbers. Each candidate divides the text into pages.
Since printed pages have nearly equal numbers of lines, candidates are compared by their lines per page and the spread
of these; the mark with the least spread is chosen if it is plausible. A blank before every line, indented paragraphs,
verse and doubled empty lines give pages that are too short or too unequal. Empty lines followed by headings divide
chapters, and so do marks that are never within a sentence, except the heads of facing pages: in verse, each line may
begin with a capital. If no candidate is plausible, the text has no pages. The
choice is reported (P105), and editors can name the mark in `edition.toml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from editio.model.messages import Message
from editio.model.pages import Anchor, PageMark
from editio.model.witness import Leaf, Witness
from editio.stages.line_ends import ends_sentence
from editio.stages.pagination.chain import chained
from editio.stages.pagination.figures import Scheme, value
from editio.stages.pagination.traces import traced
from editio.stages.pagination.words import Words

_FEWEST = 4  # pages
_LONG = 200  # lines; a shorter text may be one page
_LINES = range(10, 91)  # of a page
_SPREAD = 0.3  # median deviation from the usual number of lines, as a share of it
_ALIKE = 0.55  # share of pages within two fifths of the usual number of lines
_WITHIN = 0.4
_GAPS = range(1, 9)  # empty lines that may mark a page
_HEADED = 0.5  # share of headings among the lines after such empty lines; if more are, they divide chapters
_DIVIDED = 0.1  # share of such empty lines that are within a sentence; parts, stanzas and entries never begin there
_PAGE_GAP = 3  # empty lines that mark a page whose blank the OCR left out
_INDENTED = 0.2  # greatest share of lines with a blank before them if the blank marks pages


@dataclass(frozen=True)
class Leaves:
    """The leaves of a book, empty if the text has no pages. `heads` are running heads found on the way."""

    leaves: tuple[Leaf, ...] = ()
    heads: Mapping[int, Anchor] = field(default_factory=dict)
    messages: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """The lines at which pages would start according to a mark."""

    mark: PageMark
    starts: tuple[int, ...]
    lines: int  # of the whole text
    heads: Mapping[int, Anchor] = field(default_factory=dict)

    @property
    def lengths(self) -> list[int]:
        """The number of lines of each page."""
        ends = [*self.starts[1:], self.lines]
        return [end - start for start, end in zip(self.starts, ends, strict=True)]

    @property
    def usual(self) -> float:
        return median(self.lengths)

    @property
    def spread(self) -> float:
        """The inequality of the pages: 0 if all have the same number of lines."""
        return median(abs(length - self.usual) for length in self.lengths) / self.usual

    @property
    def plausible(self) -> bool:
        if len(self.starts) < _FEWEST or round(self.usual) not in _LINES or self.spread > _SPREAD:
            return False
        alike = sum(abs(length - self.usual) <= _WITHIN * self.usual for length in self.lengths)
        return alike >= _ALIKE * len(self.lengths)


def leaves(witness: Witness, title: str, starts: frozenset[int], mark: PageMark | None, words: Words) -> Leaves:
    """The leaves of a witness. `starts` are the numbers of lines at which an editor says that a page starts; `words`
    tell the number of a chapter from that of a page."""
    entered = {i for i, line in enumerate(witness.lines) if line.number in starts}
    if witness.leaves and mark in (None, PageMark.FORM_FEED):
        return Leaves(tuple(_split(witness, entered)))
    if mark is PageMark.NONE or not witness.lines:
        return Leaves()
    found = list(_candidates(witness, title, entered, mark, words))
    plausible = [c for c in found if c.plausible or mark]
    if not plausible:
        return Leaves(
            _of_starts(witness, entered) if entered else (),
            {},
            () if entered or len(witness.lines) < _LONG else (Message(0, 0, "P106", ""),),
        )
    best = min(plausible, key=lambda c: c.spread)
    messages = () if mark else (_chosen(best),)
    return Leaves(_of_starts(witness, best.starts), best.heads, messages)


def _split(witness: Witness, entered: set[int]) -> Iterator[Leaf]:
    """The leaves of the format, divided where an editor says that another page starts. A form feed before the first
    page or after the last does not begin a page."""
    leaves = witness.leaves
    if len(leaves) > 1 and _nothing(leaves[-1]):
        leaves = leaves[:-1]
    if len(leaves) > 1 and _nothing(leaves[0]):
        leaves = leaves[1:]
    for leaf in leaves:
        inside = sorted(i for i in entered if leaf.first < i < leaf.end)
        edges = [leaf.first, *inside, leaf.end]
        for first, end in pairwise(edges):
            start = leaf.start if first == leaf.first else witness.lines[first].start
            yield Leaf(leaf.number, first, end, start, leaf.image, leaf.width, leaf.height)


def _nothing(leaf: Leaf) -> bool:
    """Whether a leaf has neither text nor an image."""
    return leaf.first == leaf.end and not leaf.width and not leaf.image


def _of_starts(witness: Witness, starts: Iterable[int]) -> tuple[Leaf, ...]:
    """The leaves that start at these lines. The first leaf starts with the text."""
    firsts = sorted({0, *starts})
    ends = [*firsts[1:], len(witness.lines)]
    return tuple(
        Leaf(n, first, end, witness.lines[first].start if n > 1 else 0)
        for n, (first, end) in enumerate(zip(firsts, ends, strict=True), 1)
    )


def _candidates(
    witness: Witness, title: str, entered: set[int], mark: PageMark | None, words: Words
) -> Iterator[Candidate]:
    """The candidates of all marks, or only of the mark that an editor named."""
    lines = witness.lines
    count = len(lines)
    wanted = (mark,) if mark else tuple(PageMark)
    if PageMark.FORM_FEED in wanted and "\f" in witness.text:
        after = {i for i in range(1, count) if "\f" in witness.text[lines[i - 1].end : lines[i].start]}
        yield Candidate(PageMark.FORM_FEED, tuple(sorted({0, *after, *entered})), count)
    indented = [i for i, line in enumerate(lines) if line.indented]
    if PageMark.INDENT in wanted and (mark or 0 < len(indented) <= _INDENTED * count):
        marked = {0, *indented, *entered, *(i for i, line in enumerate(lines) if line.blank_before >= _PAGE_GAP)}
        if mark or Candidate(PageMark.INDENT, tuple(sorted(marked)), count).plausible:
            found, heads = traced(lines, marked, title, words)
            yield Candidate(PageMark.INDENT, tuple(found), count, heads)
    if PageMark.EMPTY_LINES in wanted:
        yield from _empty_lines(witness, entered, bool(mark), words.is_heading)
    if PageMark.RUNNING_HEADS in wanted and (chain := chained(lines, words)):
        if not mark and sum(_roman(lines[i].text) for i in chain.heads) > _HEADED * len(chain.heads):
            return
        below = [next(i for i in range(start, len(lines) + 1) if i not in chain.heads) for start in chain.starts]
        last = [max(start, i - 1) for start, i in zip(chain.starts, below, strict=True)]
        if not mark and not chain.facing and not _divide_sentences(witness, last):
            return
        starts = tuple(sorted({0, *chain.starts, *entered}))
        yield Candidate(PageMark.RUNNING_HEADS, starts, count, chain.heads)


def _empty_lines(
    witness: Witness, entered: set[int], named: bool, heading: Callable[[str], bool]
) -> Iterator[Candidate]:
    """A candidate for each number of empty lines that does not divide chapters. One empty line is a mark only if more
    are none, because it may follow a title too. If an editor named the mark, only the best of all numbers."""
    found: dict[int, Candidate] = {}
    for gap in _GAPS:
        starts = [i for i, line in enumerate(witness.lines) if line.blank_before >= gap and i]
        headed = sum(heading(text) or _roman(text) for text in (witness.lines[i].text for i in starts))
        if starts and (named or (headed <= _HEADED * len(starts) and _divide_sentences(witness, starts))):
            found[gap] = Candidate(PageMark.EMPTY_LINES, (0, *sorted({*starts, *entered})), len(witness.lines))
    if any(candidate.plausible for gap, candidate in found.items() if gap > 1):
        found.pop(1, None)
    if named and found:
        yield min(found.values(), key=lambda c: (not c.plausible, c.spread))
    else:
        yield from found.values()


def _divide_sentences(witness: Witness, starts: Sequence[int]) -> bool:
    """Whether some of the pages that would start at these lines, or below them, begin within a sentence, as some
    printed pages do."""
    return sum(_within(witness, i) or _within(witness, i + 1) for i in starts) >= _DIVIDED * len(starts)


def _within(witness: Witness, i: int) -> bool:
    """Whether line i continues a sentence: it begins with a small letter, or, in a script without capitals, the line
    before it does not end with a stop."""
    if i >= len(witness.lines):
        return False
    first = next((c for c in witness.lines[i].text if c.isalpha()), "")
    if first.islower():
        return True
    return bool(first) and not first.isupper() and not ends_sentence(witness.lines[i - 1].text)


def _roman(text: str) -> bool:
    """Whether a line is only a roman number. Few pages of a book have roman folios, but many chapters have such
    numbers."""
    found = value(text.rstrip("."))
    return found is not None and found[0] is Scheme.ROMAN


def _chosen(best: Candidate) -> Message:
    detail = f"{len(best.starts):,} pages by the mark “{best.mark}”, most of {best.usual:.0f} lines."
    return Message(0, 0, "P105", detail)
