"""How likely a word is at its place: the general language, and the book's own.

Three sources, none of which knows the answer alone:

* the general frequency of the word (wordfreq's English list);
* the book's own words: c times seen, less the occurrence that is being judged;
* the book's own pairs of neighbours, marks and figures included.

A probability mixes them as a Dirichlet prior does: the general language counts like a text of
`PRIOR_WORDS` words read before the book, a pair's first word like `PRIOR_PAIRS` pairs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import lgamma, log

from wordfreq import get_frequency_dict

from engine.proof.passages import Passage, Word

PRIOR_WORDS = 20_000
PRIOR_PAIRS = 4.0
UNSEEN = 2e-9  # frequency granted to a word that no list has
_KNOWN = 3e-8  # zipf 1.5: below this a list of the web's words holds its misspellings too
_BURST = 0.2  # shape of the gamma by which words come in bursts: a subject's words recur
_CAPITAL = 0.02  # share of capitals of a word about whose use the book says nothing
_CAPITAL_WEIGHT = 1.0


@cache
def general() -> Mapping[str, float]:
    """Relative frequencies of the words of English."""
    return get_frequency_dict("en", "large")


@cache
def foreign() -> frozenset[str]:
    """Words of the languages from which an English history quotes and takes its names."""
    return frozenset(word for code in ("fr", "de", "it", "es") for word in get_frequency_dict(code, "small"))


def is_known(word: str) -> bool:
    return general().get(word, 0.0) >= _KNOWN


@dataclass(frozen=True)
class Usage:
    """The book's words and pairs; `capitals` and `mid` count the words where no rule asks for a capital."""

    words: Counter[str]
    pairs: Counter[tuple[str, str]]
    firsts: Counter[str]
    capitals: Counter[str]
    mid: Counter[str]
    forms: Mapping[str, Counter[str]]
    total: int

    def frequency(self, word: str, less: int = 0) -> float:
        """Of all words of the book and the general language, `less` of its occurrences set apart."""
        seen = self.words[word] - less
        return (seen + PRIOR_WORDS * general().get(word, UNSEEN)) / (self.total + PRIOR_WORDS)

    def fit(self, word: str, place: Word, itself: bool) -> float:
        """Log of how much better the neighbours like the word than chance; `itself`: it stands there."""
        less = int(itself)
        return self._pair(place.before, word, less) + self._pair(word, place.after, less) + self._case(word, place, less)

    def _pair(self, first: str, second: str, less: int) -> float:
        if not first or not second:
            return 0.0
        expected = self.frequency(second, 0) if len(second) > 1 or second in "ai" else self.words_or_marks(second)
        seen = self.pairs[first, second] - less
        return log((seen + PRIOR_PAIRS * expected) / (self.firsts[first] - less + PRIOR_PAIRS) / expected)

    def words_or_marks(self, mark: str) -> float:
        return (self.firsts[mark] + 1) / (self.total + PRIOR_WORDS)

    def _case(self, word: str, place: Word, less: int) -> float:
        """Log probability that the word has the capital, or not, that stands at its place."""
        if place.initial:
            return 0.0
        capital = place.text[0].isupper()
        capitals = self.capitals[word] - less * capital
        share = (capitals + _CAPITAL_WEIGHT * _CAPITAL) / (self.mid[word] - less + _CAPITAL_WEIGHT)
        return log(share if capital else 1 - share + 1e-3)

    def burst(self, word: str, other: str) -> float:
        """Log of how much likelier the book's counts are if all its `word` were misread `other`: a
        word of general rarity that recurs beside a common one that is hardly there."""
        seen, others = self.words[word], self.words[other]
        rate, other_rate = (self.total * general().get(w, UNSEEN) for w in (word, other))
        misread = _burst(0, rate) + _burst(seen + others, other_rate)
        return misread - _burst(seen, rate) - _burst(others, other_rate)


def _burst(count: int, mean: float) -> float:
    """Log probability of a count under a negative binomial of this mean."""
    return (
        lgamma(count + _BURST) - lgamma(_BURST) - lgamma(count + 1)
        + _BURST * log(_BURST / (_BURST + mean)) + count * log(mean / (_BURST + mean))
    )


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
            if word.before and not word.before[0].isalpha():
                pairs[word.before, k] += 1
                firsts[word.before] += 1
            if not word.initial:
                mid[k] += 1
                capitals[k] += word.text[0].isupper()
    return Usage(words, pairs, firsts, capitals, mid, forms, sum(words.values()))
