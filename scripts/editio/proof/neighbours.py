"""Which words a word may be a misreading of: one stroke of the OCR away, or one slip of the printer's."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from rapidfuzz.distance import OSA

SLIP = 2e-5  # how readily a printer drops, adds, changes or turns a letter, per word


@dataclass(frozen=True)
class Stroke:
    printed: str
    read: str
    ease: float


@cache
def strokes() -> tuple[Stroke, ...]:
    table = resources.files("editio.proof").joinpath("strokes.tsv").read_text("utf-8")
    rows = csv.reader((line for line in table.splitlines() if line[:1] != "#"), delimiter="\t", quoting=csv.QUOTE_NONE)
    next(rows)
    return tuple(Stroke(printed, read, float(ease)) for printed, read, ease in rows)


def misread(word: str) -> Iterator[tuple[str, Stroke]]:
    """The words that OCR may have misread as `word`, each with the confusion of letters."""
    for stroke in strokes():
        at = word.find(stroke.read)
        while at >= 0:
            yield word[:at] + stroke.printed + word[at + len(stroke.read) :], stroke
            at = word.find(stroke.read, at + 1)


class Vocabulary:
    """Words, indexed by all their forms without one letter."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        self._short: defaultdict[str, list[str]] = defaultdict(list)
        for word in self.words:
            for short in _shorter(word):
                self._short[short].append(word)

    def slips(self, word: str) -> set[str]:
        """Every word of the vocabulary that one letter dropped, added, changed or two turned make of it."""
        near = {other for short in _shorter(word) for other in self._short.get(short, ())}
        return {other for other in near if other != word and OSA.distance(word, other, score_cutoff=1) == 1}


def _shorter(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def candidates(word: str, *vocabularies: Vocabulary) -> dict[str, Stroke]:
    """The words of the vocabularies that may have been misread as `word`, each with the easiest confusion."""
    found = {other: Stroke("", "", SLIP) for vocabulary in vocabularies for other in vocabulary.slips(word)}
    for printed, stroke in misread(word):
        listed = printed != word and any(printed in vocabulary.words for vocabulary in vocabularies)
        if listed and (printed not in found or found[printed].ease < stroke.ease):
            found[printed] = stroke
    return found
