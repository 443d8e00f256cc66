"""Words that fit their place worse than a word that OCR or the printer may have changed into them.

For a word w and each word w' that may have been misread as w, the odds that w' was printed are

    ease(w' → w) · P(w') / P(w) · fit(w' | neighbours) / fit(w | neighbours)

with `editio.proof.language` for P and fit; a second hypothesis is that *every* w in the book is w' (`_alone`), so even
a word that occurs ten times can be suspect. A confusion that explains many unknown words is a habit of this OCR and
counts more everywhere (`_habits`). The odds of all w' are added. An unknown word is suspect by itself, with odds by its
form (`_unknown`): higher in small letters than for a name, lower if it recurs or belongs to another language, higher if
its spelling is unusual.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from math import exp, inf, log

from editio.model.kinds import Suspicion
from editio.proof.language import UNSEEN, General, Usage
from editio.proof.neighbours import SLIP, Stroke, Vocabulary, candidates
from editio.proof.passages import Passage, Word
from editio.proof.suspect import Finding, Found, probability

_VOCABULARY = 3e-7  # a word that something may be a misreading of is met once in three million words
_ORDINARY = 1e-6  # frequency of words that show what words look like: once in a million
_ALL = 0.3  # ease of a stroke that spoils every occurrence, as a share of that which spoils one
_FIT = 2.0  # more than neighbours give a word that the book never has beside them
_LEAST = -7.0  # log-odds below which nothing is worth keeping


@cache
def _listed(general: General) -> Vocabulary:
    return Vocabulary(w for w, f in general.listed.items() if f >= _VOCABULARY and len(w) > 1)


@cache
def _shape(general: General) -> Shape:
    return Shape(w for w, f in general.listed.items() if f >= _ORDINARY)


def misreadings(text: tuple[Passage, ...], book: Usage) -> Found:
    own = Vocabulary(w for w, n in book.words.items() if n >= 2 and len(w) > 1)
    listed = _listed(book.general)
    near = {w: candidates(w, listed, own) for w in book.words if len(w) > 1}
    habits = _habits(near, book)
    weighed = {
        w: {other: _alone(w, other, stroke.ease * (1 + habits[stroke]), book) for other, stroke in others.items()}
        for w, others in near.items()
    }
    return [
        (passage, finding)
        for passage in text
        for word in passage.words
        if word.key in weighed
        for finding in _judge(word, book, weighed[word.key])
    ]


def _habits(near: Mapping[str, Mapping[str, Stroke]], book: Usage) -> Counter[Stroke]:
    """How many different unknown words each confusion explains best, which shows the habits of this OCR. A printer's
    slip is not a habit."""
    habits: Counter[Stroke] = Counter()
    for w, others in near.items():
        if others and not book.general.is_known(w):
            best = max(others, key=lambda other: others[other].ease * book.frequency(other))
            habits[others[best]] += others[best].ease > SLIP
    return habits


def _judge(word: Word, book: Usage, near: dict[str, tuple[float, float]]) -> Iterator[Finding]:
    w = word.key
    own = log(book.frequency(w, 1)) + book.fit(w, word, True)
    odds = {}
    for other, (once, always) in near.items():
        if book.liked(other, word) or max(once - own + _FIT, always) > _LEAST:
            fit = book.fit(other, word, False)
            odds[other] = max(once + fit - own, always + book.case(other, word))
    best = max(odds, key=odds.__getitem__, default="")
    misread = sum(map(exp, odds.values()))
    unknown = exp(_unknown(word, book)) if not book.general.is_known(w) else 0.0
    total = log(misread + unknown + 1e-12)
    if total >= _LEAST:
        kind = Suspicion.UNKNOWN_WORD if unknown else Suspicion.MISREADING
        suggestion = _as(word.text, best, book) if best and odds[best] > log(0.02) else ""
        yield Finding(kind, word.start, word.end, suggestion, probability(total))


def _alone(w: str, other: str, ease: float, book: Usage) -> tuple[float, float]:
    """Log odds of the other word before its neighbours are considered: that it was printed here, and that it was
    printed at every w of the book. A recurring misreading has a cause in the letters; a printer's slip rarely recurs,
    and only in words that do not exist."""
    once = log(ease * book.frequency(other))
    if book.words[w] < 2 or (ease <= SLIP and book.general.is_known(w)):
        return once, -inf
    again = log(_ALL) * (1 if ease > SLIP else book.words[w] - 1)
    return once, once + again - log(book.general.frequency(w) or UNSEEN)


def _unknown(word: Word, book: Usage) -> float:
    """Log-odds that a word of no list is wrong."""
    w = word.key
    name = word.text[0].isupper()
    seen = book.words[w]
    odds = log(0.03 if name else 0.4)
    odds -= 2.0 * log(seen)
    odds -= 2.0 * (w in book.general.foreign)
    if book.general.frequency(w):
        odds -= 1.0
    return odds + _shape(book.general).strangeness(w)


def _as(printed: str, other: str, book: Usage) -> str:
    """The other word with the capitals and the possessive of the printed one."""
    form = book.forms[other].most_common(1)[0][0].removesuffix("’s") if other in book.forms else other
    if printed.isupper():
        form = form.upper()
    elif printed[0].isupper():
        form = form[0].upper() + form[1:]
    return form + ("’s" if printed.endswith("’s") else "")


class Shape:
    """Which letters follow which in words: trigrams over a list of words, each counted once."""

    def __init__(self, words: Iterable[str]) -> None:
        self._three: Counter[str] = Counter()
        self._two: Counter[str] = Counter()
        for word in words:
            padded = f"  {word} "
            for i in range(len(padded) - 2):
                self._three[padded[i : i + 3]] += 1
                self._two[padded[i : i + 2]] += 1

    def strangeness(self, word: str) -> float:
        """About 0 for a word like any other, more for one whose rarest letters no word has together."""
        padded = f"  {word} "
        steps = sorted(
            log((self._three[padded[i : i + 3]] + 0.2) / (self._two[padded[i : i + 2]] + 6))
            for i in range(len(padded) - 2)
        )
        return min(3.0, max(-1.0, -0.5 * (sum(steps[:2]) / 2 + 5)))
