"""How sentences end and begin in this book: within a paragraph, and where a new one begins.

If the last line of a paragraph is full and the OCR lost the indents, little but the wording shows the next paragraph.
Books differ in it, but each book shows its own habits at certain places. A sentence in the middle of a line never
begins a paragraph. A sentence below a line that is well short of the measure nearly always begins one. `learn` counts
how sentences end and begin at both kinds of places, and `Wording.evidence` compares the frequencies. In most novels, a
speech that follows another speech begins a paragraph. In most books, a name begins one more often than `But` or `He`.

Printers break lines anywhere, so some lines within a paragraph end with a sentence by chance. How often they do is
counted in the middles of lines.

Begin reading at `learn`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from editio.languages import Language
from editio.stages.line_ends import ends_sentence
from editio.stages.structure.signals import CAPITAL

_STOP = (0.065, 300)  # the usual share of gaps between words at which a sentence ends, and its weight in gaps
_BEGUN = (0.0766, 100)  # the usual share of lines that begin a paragraph, and its weight in lines
_NARROW = 0.8  # the share of last lines that are well short of the measure
_PAIRS = 2.0  # weight of the proportion in the whole book, in sentences with the same end and beginning
_WORDS = 6.0  # the same, in sentences with the same first word
_WITHIN = re.compile(r"[.?!…:](?:\s?[\"”»«’](?!\w))?\s+(?=\S)")  # between two sentences of a line
_QUOTED = "\"“„«»‘'"
_CLOSING = "\"”»«“’'"
_DASHES = "—–-"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, eq=False)
class Wording:
    """The habits of a book. Compared by identity, so that a book with its wording is a cheap cache key."""

    stop: float = _STOP[0]  # the share of lines within paragraphs that end with a sentence
    begun: float = _BEGUN[0]  # the share of lines that begin a paragraph
    single: float = 0.0  # the share of paragraphs with one line
    ends: Mapping[Hashable, float] = field(default_factory=dict)  # log odds by end of a sentence and kind of beginning
    words: Mapping[Hashable, float] = field(default_factory=dict)  # log odds by first word
    abbreviated: re.Pattern[str] = re.compile(r"(?!)")

    def evidence(self, before: str, text: str) -> float:
        """The log likelihood ratio of a new paragraph between two lines. It is 0 unless the first ends a sentence and
        the second begins one."""
        if not _parted(before, text):
            return 0.0
        end, begin, word = _sorts(before, text, self.abbreviated)
        return self.ends.get((end, begin), 0.0) + self.words.get(word, 0.0)


NO_WORDING = Wording()


def learn(texts: Sequence[str], narrow: Sequence[bool], language: Language) -> Wording:
    """The wording of running text, in lines. A line that does not belong to it is empty. `narrow` says which lines are
    well short of the measure."""
    abbreviated = language.abbreviated
    gaps = stops = 0
    inside: list[tuple[str, str, str]] = []
    for text in texts:
        gaps += text.count(" ")
        for found in _WITHIN.finditer(text):
            stops += 1
            before, after = text[: found.end()].rstrip(), text[found.end() :]
            if CAPITAL.match(after):
                inside.append(_sorts(before, after, abbreviated))
    below = [short and _parted(*two) for two, short in zip(pairwise(texts), narrow, strict=False)]
    begun = [_sorts(*two, abbreviated) for two, new in zip(pairwise(texts), below, strict=True) if new]
    return Wording(
        _share(stops, gaps, *_STOP),
        _share(len(begun) / _NARROW, sum(map(bool, texts)), *_BEGUN),
        sum(a and b for a, b in pairwise(below)) / max(1, len(begun)),
        _odds((s[:2] for s in inside), (s[:2] for s in begun), _PAIRS),
        _odds((word for *_, word in inside if word), (word for *_, word in begun if word), _WORDS),
        abbreviated,
    )


def _share(count: float, total: int, usual: float, weight: int) -> float:
    """The count as a share of the total. The smaller the total is, the closer the result is to the usual share."""
    return (count + usual * weight) / (total + weight)


def _parted(before: str, text: str) -> bool:
    """Whether the first line ends a sentence and the line below it begins one."""
    return ends_sentence(before) and CAPITAL.match(text) is not None


def _sorts(before: str, text: str, abbreviated: re.Pattern[str]) -> tuple[str, str, str]:
    """How a sentence ends, how the next begins, and its first word, if it begins with a word."""
    begin = "quotation" if text[0] in _QUOTED else "dash" if text[0] in _DASHES else "word"
    found = _WORD.search(text) if begin == "word" else None
    return _end(before, abbreviated), begin, found.group() if found else ""


def _end(text: str, abbreviated: re.Pattern[str]) -> str:
    """The last stop, and whether a quotation ends with it."""
    if abbreviated.search(text):
        return "abbreviation"
    stop = text.rstrip(_CLOSING + ")]_ ")[-1:]
    kind = "!" if stop in ("?", "!") else stop if stop in (".", "…", ":") else ""
    return kind + ("”" if text[-1:] in _CLOSING else "")


def _odds(inside: Iterable[Hashable], begun: Iterable[Hashable], weight: float) -> dict[Hashable, float]:
    """For each kind of sentence, the log odds that it begins a paragraph, less those of all sentences. They are counted
    as if `weight` more sentences of this kind had been seen, in the proportion of all, because a single sentence proves
    little."""
    within, new = Counter(inside), Counter(begun)
    usual = (new.total() + 1) / (within.total() + new.total() + 2)
    return {
        kind: math.log((new[kind] + weight * usual) / (within[kind] + weight * (1 - usual)) * (1 - usual) / usual)
        for kind in {*within, *new}
    }
