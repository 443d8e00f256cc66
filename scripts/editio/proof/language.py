"""How likely a word is at its place: the general language, and the book's own.

It combines three sources:

* the general frequency of the word (wordfreq's English list);
* the book's own words: their counts, without the occurrence that is being judged;
* the book's own pairs of neighbours, marks and figures included.

A probability mixes them as a Dirichlet prior does: the general language counts like a text of
`PRIOR_WORDS` words read before the book, and after a word that has had n different followers the next
new one is expected as often as n of them were (Witten and Bell).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import log

from wordfreq import get_frequency_dict

from editio.proof.passages import Passage, Word

PRIOR_WORDS = 60_000
UNSEEN = 2e-9  # frequency granted to a word that no list has
_KNOWN = 3e-8  # zipf 1.5: below this a list of the web's words holds its misspellings too
_CAPITAL = 0.02  # share of capitals of a word about whose use the book says nothing
_CAPITAL_WEIGHT = 1.0


@cache
def general() -> Mapping[str, float]:
    """Relative frequencies of the words of English."""
    return get_frequency_dict("en", "large")


@cache
def foreign() -> frozenset[str]:
    """Words of the languages that English books of history quote and take names from."""
    return frozenset(word for code in ("fr", "de", "it", "es") for word in get_frequency_dict(code, "small"))


def is_known(word: str) -> bool:
    return general().get(word, 0.0) >= _KNOWN


@dataclass(frozen=True)
class Usage:
    """The book's words and pairs; `capitals` and `mid` count the words at places where no rule requires a capital."""

    words: Counter[str]
    pairs: Counter[tuple[str, str]]
    firsts: Counter[str]
    capitals: Counter[str]
    mid: Counter[str]
    followers: Counter[str]  # different words and marks that come after
    forms: Mapping[str, Counter[str]]
    total: int

    def frequency(self, word: str, less: int = 0) -> float:
        """Of all words of the book and the general language, `less` of its occurrences set apart."""
        seen = self.words[word] - less
        return (seen + PRIOR_WORDS * general().get(word, UNSEEN)) / (self.total + PRIOR_WORDS)

    def fit(self, word: str, place: Word, itself: bool) -> float:
        """Log ratio of the probability of the word beside its neighbours to its probability by chance; `itself`: it is
        the word in the text."""
        less = int(itself)
        before = self._pair(place.before, word, less) if place.before else 0.0
        after = self._pair(word, place.after, less) if place.after else 0.0
        return before + after + self.case(word, place, less)

    def liked(self, word: str, place: Word) -> bool:
        """Whether the book has the word beside either of the neighbours."""
        return (place.before, word) in self.pairs or (word, place.after) in self.pairs

    def _pair(self, first: str, second: str, less: int) -> float:
        expected = self.frequency(second)
        seen = self.pairs.get((first, second), 0) - less
        followers = self.followers.get(first, 0) + 1
        return log((seen + followers * expected) / (self.firsts.get(first, 0) - less + followers) / expected)

    def case(self, word: str, place: Word, less: int = 0) -> float:
        """Log probability that the word has, or lacks, a capital as it does in the text."""
        if place.initial:
            return 0.0
        capital = place.text[0].isupper()
        capitals = self.capitals[word] - less * capital
        share = (capitals + _CAPITAL_WEIGHT * _CAPITAL) / (self.mid[word] - less + _CAPITAL_WEIGHT)
        return log(share if capital else 1 - share + 1e-3)


def usage(text: Iterable[Passage]) -> Usage:
    words: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    firsts: Counter[str] = Counter()
    capitals: Counter[str] = Counter()
    mid: Counter[str] = Counter()
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for passage in text:
        for word in passage.words:
            k = word.key
            words[k] += 1
            forms[k][word.text] += 1
            if word.after:
                pairs[k, word.after] += 1
                firsts[k] += 1
                words[word.after] += not word.after[0].isalpha()
            if word.before and not word.before[0].isalpha():
                pairs[word.before, k] += 1
                firsts[word.before] += 1
            if not word.initial:
                mid[k] += 1
                capitals[k] += word.text[0].isupper()
    return Usage(
        words,
        pairs,
        firsts,
        capitals,
        mid,
        Counter(first for first, _ in pairs),
        forms,
        sum(n for w, n in words.items() if w[0].isalpha()),
    )
