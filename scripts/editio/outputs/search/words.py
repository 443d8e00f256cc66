"""The words of a text as the search compares them.

`theme/javascripts/search-words.js` does the same in the browser; a test compares the two. Words are compared folded:
without case, diacritics, ligatures, long s, possessive, soft hyphens and zero-width characters, and with one spelling
for -ise and -ize. Initials that follow each other are one word, with or without blanks and stops: "A. J. P." is "ajp".
A name that does not occur is compared by its sound.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from editio.model.characters import BASE_LETTERS

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_MARKS = "\u0300-\u036f"
_LETTER = r"[^\W\d_]"
_INITIALS = rf"(?<![^\W_]){_LETTER}\.(?:[ \u00a0\u202f]?{_LETTER}\.)+"
_LETTERS = rf"[^\W_](?:[^\W_]|[{_MARKS}{_INVISIBLE}])*"
_WORD = re.compile(rf"{_INITIALS}|{_LETTERS}(?:[’']{_LETTER}(?:{_LETTER}|[{_MARKS}])*)*")
_WORD_OR_ELISION = re.compile(rf"{_INITIALS}|{_LETTERS}")
_POSSESSIVE = re.compile(r"[’']s$")
_DROPPED = re.compile(rf"[{_MARKS}’'.\s{_INVISIBLE}]")
_ISE = re.compile(r"is(?=(?:e[drs]?|ing|ation)$)")
_ALIKE = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        ("tsch", "c"),
        ("shch|sch|sh|sz", "s"),
        ("tch|ch|cz", "c"),
        ("zh", "z"),
        ("kh", "h"),
        ("ph", "f"),
        ("th", "t"),
        ("ck|q", "k"),
        ("x", "ks"),
        ("w", "v"),
        ("ff$", "v"),
        ("[yj]", "i"),
        ("[aio]e", "e"),
        ("ue|ou", "u"),
        (r"(.)\1+", r"\1"),
    )
)


@dataclass(frozen=True, slots=True)
class Token:
    form: str  # folded
    start: int
    end: int


def tokens(text: str, elided: bool = False) -> Iterator[Token]:
    """The words of a text with their places in it. If words are `elided` in its language, an apostrophe parts them, so
    that "l'eau" is found as "eau"."""
    for match in (_WORD_OR_ELISION if elided else _WORD).finditer(text):
        yield Token(fold(match[0]), match.start(), match.end())


@cache
def fold(word: str) -> str:
    """A word without the differences that the search ignores."""
    small = word.lower()
    if small.isascii() and small.isalnum():
        return _ISE.sub("iz", small)
    plain = unicodedata.normalize("NFKD", small.translate(BASE_LETTERS))
    return _ISE.sub("iz", _DROPPED.sub("", _POSSESSIVE.sub("", plain)))


def sound(form: str) -> str:
    """The approximate sound of a folded name, equal for its spellings in different languages."""
    for pattern, by in _ALIKE:
        form = pattern.sub(by, form)
    return form
