"""Names with more than one spelling in the book.

The book's list of names is learned from it: words with a capital inside sentences, seen often and hardly ever small. A
rare name that differs by one or two letters from a commoner one is suspect: the longer the names, the greater the
difference in frequency, and the less known the rare name, the more.
"""

from __future__ import annotations

from collections.abc import Collection
from math import log

from rapidfuzz.distance import OSA

from editio.model.kinds import Suspicion
from editio.proof.language import Usage
from editio.proof.passages import Passage
from editio.proof.suspect import Finding, Found, probability

_LONG = 5  # letters of a name, at least; short ones are near each other by chance
_FAR = 2  # letters by which two spellings may differ


def names(book: Usage) -> dict[str, int]:
    """The book's names with their counts inside sentences."""
    return {w: n for w, n in book.capitals.items() if n >= 0.8 * book.mid[w] and len(w) >= _LONG}


def variants(text: tuple[Passage, ...], book: Usage) -> Found:
    if book.general.language.capital_nouns:  # then capitals show no names
        return []
    listed = names(book)
    endings = book.general.language.name_endings
    spelt: dict[str, tuple[str, float]] = {}
    common = [w for w in listed if book.words[w] >= 3]
    for rare in listed:
        near = [
            (w, OSA.distance(rare, w, score_cutoff=_FAR))
            for w in common
            if w != rare and not _derived(rare, w, endings)
        ]
        rated = [
            (_odds(rare, w, distance, book), w)
            for w, distance in near
            if distance <= _FAR and book.words[w] > 2 * book.words[rare]
        ]
        if rated:
            odds, other = max(rated)
            spelt[rare] = book.forms[other].most_common(1)[0][0], probability(odds)
    return [
        (passage, Finding(Suspicion.NAME, word.start, word.end, spelt[word.key][0], spelt[word.key][1]))
        for passage in text
        for word in passage.words
        if word.key in spelt and word.text[0].isupper()
    ]


def _odds(rare: str, other: str, distance: int, book: Usage) -> float:
    return (
        log(0.05)
        + 0.5 * (min(len(rare), 10) - 6)
        - 2.5 * (distance - 1)
        - 1.5 * book.general.is_known(rare)
        + 0.5 * log(book.words[other] / book.words[rare])
    )


def _derived(one: str, two: str, endings: Collection[str]) -> bool:
    """Whether the two differ only in an ending, as a country and its people do."""
    stem = 0
    while stem < min(len(one), len(two)) and one[stem] == two[stem]:
        stem += 1
    return all(rest == "" or rest in endings for rest in (one[stem:], two[stem:]))
