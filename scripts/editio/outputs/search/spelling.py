"""Real words that the search must not take for spelling errors.

The search replaces a word that does not occur in the edition by a similar one: a word that differs in one letter, a
long name that differs in two after its first letter, or a name that sounds alike. If no names of the edition are known,
any word that sounds alike will do. A third of the common words that a book does not have are that similar to one of its
words, as "prison" is to "poison" and "jury" to "Yuri". These are listed here, from wordfreq's list of the language, so
that a search for "prison" says that the edition does not have the word. Begin reading at `real`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA
from wordfreq import available_languages, get_frequency_dict

from editio.outputs.search.words import fold, sound

SHORTEST = 5  # letters of a word that is corrected
SHORTEST_HEARD = 4  # letters of a name that is found by its sound
LONG_NAME = 7  # letters; a name this long may have two errors
_LONGEST = 40  # letters: nobody types longer words, and the work grows with the square of the length
_COMMON = 1e-6  # frequency: below it the web's words include its misspellings


def real(vocabulary: Collection[str], names: Collection[str], language: str) -> list[str]:
    """The common words of a language, folded, that could be corrected to a word or name of the edition; empty if no
    list of the language is known."""
    known = {*vocabulary, *names}
    code = language.partition("-")[0].lower()
    words = _common(code) - known
    heard = {sound(name) for name in names if len(name) >= SHORTEST_HEARD}
    if not names:  # its words are corrected by their sound instead
        heard = {sound(word) for word in vocabulary if SHORTEST <= len(word) <= _LONGEST}
    near = _near(words, known) | (_sounding(code, heard) - known)
    long = defaultdict(list)
    for name in names:
        if len(name) >= LONG_NAME:
            long[name[0]].append(name)
    return sorted(near | {word for word in words if word not in near and _near_long(word, long.get(word[0], ()))})


def between(words: Sequence[str], firsts: Sequence[str]) -> list[Sequence[str]]:
    """Words in alphabetical order, divided at these, so that a word is in the file that would have it if it occurred.
    The words before the first are in its file too."""
    bounds = [0, *(bisect_left(words, first) for first in firsts[1:]), len(words)]
    return [words[begin:end] for begin, end in pairwise(bounds)]


@cache
def _common(code: str) -> frozenset[str]:
    if code not in available_languages():
        return frozenset()
    frequencies = get_frequency_dict(code, "best")
    words = (word for word, frequency in frequencies.items() if frequency >= _COMMON)
    return frozenset(form for word in words if len(form := fold(word)) >= SHORTEST_HEARD - 1 and form.isalpha())


def _sounding(code: str, heard: Collection[str]) -> set[str]:
    """The common words of a language that sound like one of these."""
    return {word for word, its in _sounds(code).items() if its in heard} if heard else set()


@cache
def _sounds(code: str) -> Mapping[str, str]:
    return {word: sound(word) for word in _common(code)}


def _near(words: Iterable[str], others: Iterable[str]) -> set[str]:
    """The words with one edit to another word: two such words become equal if at most one letter is dropped from
    each. The `words` are kept with a letter dropped, because a language has fewer common words than a long book with
    misread ones."""
    left: dict[str, list[str]] = defaultdict(list)
    for word in words:
        if len(word) >= SHORTEST - 1:
            for rest in _one_less(word):
                left[rest].append(word)
    found: set[str] = set()
    for other in others:
        if SHORTEST - 1 <= len(other) <= _LONGEST:
            alike = {word for rest in _one_less(other) for word in left.get(rest, ())} - found
            found |= {word for word in alike if OSA.distance(word, other, score_cutoff=1) <= 1}
    return found


def _near_long(word: str, names: Collection[str]) -> bool:
    """Whether a word is within two edits of a long name with the same first letter."""
    return bool(names) and process.extractOne(word, names, scorer=OSA.distance, score_cutoff=2) is not None


def _one_less(word: str) -> list[str]:
    return [word, *[word[:k] + word[k + 1 :] for k in range(len(word))]]
