"""How likely a word is at its place: the general language, and the book's own.

It combines three sources:

* the general frequency of the word (wordfreq's list for the language of the book, if it has one);
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
from functools import cache, cached_property
from math import log

from wordfreq import get_frequency_dict

from editio import languages
from editio.languages import Language
from editio.proof.passages import Passage, Word

PRIOR_WORDS = 60_000
UNSEEN = 2e-9  # frequency granted to a word that no list has
_KNOWN = 3e-8  # zipf 1.5: below this a list of the web's words holds its misspellings too
_CAPITAL = 0.02  # share of capitals of a word about whose use the book says nothing
_CAPITAL_WEIGHT = 1.0


@dataclass(frozen=True, eq=False)  # `general` returns the same one for the same tag
class General:
    """A language in general: what is known of it, and the relative frequencies of its words (none without a list)."""

    language: Language
    listed: Mapping[str, float]

    def frequency(self, word: str) -> float:
        """The relative frequency of a word, 0 if the list does not have it. Words of earlier spellings count as those
        of today (long s, `daß`). A word with an elision, as `l'eau`, is as frequent as its rarer part."""
        word = word.replace("ſ", "s")
        found = self.listed.get(word, 0.0) or self.listed.get(word.replace("ß", "ss"), 0.0)
        if not found and self.language.elision and "'" in word:
            return min((self.listed.get(part, 0.0) for part in word.split("'") if part), default=0.0)
        return found

    def is_known(self, word: str) -> bool:
        """Whether the word is in the word list. If the language has no list, every word counts as known."""
        return not self.listed or self.frequency(word) >= _KNOWN

    @cached_property
    def foreign(self) -> frozenset[str]:
        """Words of other languages, which books quote and take names from."""
        lists = {languages.of(code).wordlist for code in languages.described()} - {self.language.wordlist, ""}
        return frozenset(word for code in lists for word in get_frequency_dict(code, "small"))


@cache
def general(tag: str) -> General:
    language = languages.of(tag)
    return General(language, get_frequency_dict(language.wordlist, "best") if language.wordlist else {})


@dataclass(frozen=True)
class Usage:
    """The book's words and pairs, and its language in `general`. `capitals` and `mid` count the words at places where
    no rule requires a capital."""

    general: General
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
        return (seen + PRIOR_WORDS * (self.general.frequency(word) or UNSEEN)) / (self.total + PRIOR_WORDS)

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


def usage(text: Iterable[Passage], tag: str) -> Usage:
    """The usage of a book in the language of a BCP 47 tag."""
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
        general(tag),
        words,
        pairs,
        firsts,
        capitals,
        mid,
        Counter(first for first, _ in pairs),
        forms,
        sum(n for w, n in words.items() if w[0].isalpha()),
    )
