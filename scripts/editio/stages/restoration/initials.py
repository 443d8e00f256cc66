"""Large initials: the first letter of a text, two or more lines high.

The OCR separates such a letter from its word: the letter is on its own line above the rest (`T` / `HE carts`), or
before it with a blank (`T HE carts`). The two are joined if, by the word frequencies of the language, one word is far
likelier than a word of one letter and another word. So `A MAN` and `I WAS` are not changed.

Initials with ornaments are often misread or lost. A part is reported (`damaged`) if it begins with a small letter, with
a symbol before capitals, or with capitals that only another first letter makes a word.

Begin reading at `one_word`.
"""

from __future__ import annotations

import re

from editio.languages import Language
from editio.model.witness import Witness

_QUOTES = "“”‘’\"'«»„‚"
LONE = re.compile(rf"[{_QUOTES}]?\s?([A-ZÀ-ÖØ-Þ])")  # a line with only an initial
APART = re.compile(rf"(?<=^[A-ZÀ-ÖØ-Þ])\s+(?=[^\W\d_])|(?<=^[{_QUOTES}][A-ZÀ-ÖØ-Þ])\s+(?=[^\W\d_])")
_WORD = re.compile(r"[^\W\d_]+")
_KNOWN = 3.0  # Zipf frequency of a common word
_FAR_LIKELIER = 2.0  # powers of ten by which one word must be likelier than two
_FAR_LIKELIER_OF_A_WORD = 3.0  # the same if the letter is a word of the language, such as `A`
_COMMONEST = 6.0  # least Zipf frequency of a word joined from two separate letters, such as `A T`
_A_WORD = 6.9  # least Zipf frequency of a letter that is a word, such as `I`
_TWO_STROKES = {"II", "IL", "LI", "TI", "IT", "VV", "IV", "VI"}  # OCR readings of one letter with two stems
_SIGN = re.compile(r"[^\w\s.,…‘’“”\"'«»„‚(\[*†‡§¶&—–-]\W?\s?[A-ZÀ-ÖØ-Þ]{2}")
_NO_WORD = 1.5  # Zipf frequency; below it letters are not a word


def one_word(letter: str, rest: str, language: Language) -> bool:
    """Whether a capital and the letters at the beginning of `rest` are one word."""
    word = _WORD.match(rest)
    if not word or not language.wordlist:
        return False
    first, second = letter.lower(), word.group().lower()
    whole = language.frequency(first + second)
    further = whole - language.frequency(first) - language.frequency(second) + 9
    if whole < (_KNOWN if len(second) > 1 else _COMMONEST):
        return False
    if len(second) == 1:
        return True
    if first not in language.function_words and language.frequency(first) < _A_WORD:
        return further >= _FAR_LIKELIER
    return further >= _FAR_LIKELIER_OF_A_WORD


def lone(witness: Witness, i: int, language: Language) -> bool:
    """Whether line i has only the initial of the line below it."""
    initial = LONE.fullmatch(witness.lines[i].text)
    below = witness.lines[i + 1].text if i + 1 < len(witness.lines) else ""
    return bool(initial and one_word(initial[1], below, language))


def damaged(text: str, language: Language) -> bool:
    """Whether the first line of a part has lost its initial, or part of it."""
    text = text.lstrip(_QUOTES + " ")
    words = text.split(maxsplit=2)
    if not words or not language.wordlist:
        return False
    if _SIGN.match(text):
        return True
    if not (first := _WORD.fullmatch(words[0].rstrip(".,;:!?"))):
        return False
    word = first.group()
    if word.islower():
        return not language.capital_nouns or language.frequency(word) > _KNOWN
    if len(word) < 2 or not word.isupper() or not words[1:] or not words[-1].islower():
        return False
    if language.frequency(word.lower()) >= _NO_WORD:
        return False
    lost = (0, 1, 2) if word[:2] in _TWO_STROKES else (0, 1)
    completed = (letter + word[k:].lower() for letter in language.initials for k in lost)
    return any(language.frequency(one) > (_KNOWN + 1 if len(one) > 2 else _COMMONEST) for one in completed)
