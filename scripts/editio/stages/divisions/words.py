"""The meaning of a line as a heading: the word for a part of a book, its number, and the start of its title.

A line has one of five *forms*:

* `CHAPTER II.`, `CHAP TER II.`, `Erstes Kapitel`, `BOOK THE FIRST`, `APPENDIX.—A.`: a word with a number
  (`NUMBERED`);
* `CHAPTER`, `APPENDIX.`: a word without a number, or with its number on the next line (`WORD`);
* `II.`, `3 Mules`, `A—Royal Kent`, `THREE`: a number without a word (`NUMERAL`);
* `Cm XLV.`: a number after a word misread beyond recognition (`GARBLED`);
* `PREFACE.`, `Author's Preface`, `Index of names`: a word that needs no number (`NAMED`).

Letterspaced lines and words (`C A P V T I V.`, `C H A P. II. Salt`) are read without the blanks.

The words are those of the book's language (`editio.languages`). Words of other languages count too, at a cost, because
a book may be in several languages. A line has several mentions if its number has several readings. This module does not
decide whether the line *is* a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from editio.languages import Term, beside, fold, of
from editio.stages.divisions.numerals import Reading, Style, readings, spoilt

_MARK = "\u0300-\u036f\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963"  # accents, vowel signs
_WORD = re.compile(rf"[^\W_][\w{_MARK}]*(?:[’'\-][^\W_][\w{_MARK}]*)*|(?<!\w)[|!](?=[\s.]|$)")
_SEPARATOR = re.compile(r"[\s.,:;*_\]\)}\-–—―=•·°'’\"”|]*")
_REFERENCE = re.compile(  # the text after `I` in `Book I, Ch. 5.`, `BOOK I, CHAP. V. 88`, `Caput I, 31-32` and `I.31`
    r"(?P<within>\s*,\s*[^\W\d_]{1,8}\.?\s+[\dIVXLCivxlc]+\W*(?P<page>\d{1,3}\W*)?$)|(?:\s*,\s*|[.:])\d{1,3}(?!\d)"
)
_FIGURES = re.compile(r"[IVXLC1]+")
SUPERIOR = (Term.VOLUME, Term.BOOK, Term.PART, Term.TITLE, Term.ACT)  # parts that hold chapters
_NOTE_MARKS = "[(*†‡§¹²³"  # no heading begins with one
_FAR = 160  # characters of a line that are read
_LONGEST_ILLEGIBLE = 30  # characters
_LONGEST_NUMBER = 3  # words
_LONGEST_HEADING = 12  # words of a line that can name a part of a book without a number
_TWO_WORDS = re.compile(r"[^\W\d_]+(?:[\s\-]+[^\W\d_]+){1,2}")
_OTHER_LANGUAGE = 0.4
_ONE_LETTER = 1.0  # `Henry V.`
_EDIT = 0.6  # for each misread letter
_IN_TWO = 0.3  # a blank within the word
_MORE_WORDS = 0.25  # for each word besides the one that names the part
_SHORTEST_MISREAD = 4  # letters
_FEWEST_SPACED = 3  # single letters
_SPACED = 0.75  # of the words of a letterspaced line
_INITIALS = re.compile(r"\W*[A-Z]\. ?[A-Z]\. ?[A-Z]")  # of a name: `J. B. SALTER`
_ILLEGIBLE = 1.0  # the number beside a word is illegible

NUMBERED_TERMS = (
    Term.VOLUME, Term.BOOK, Term.PART, Term.TITLE, Term.ACT, Term.CHAPTER, Term.SECTION, Term.LETTER, Term.SCENE,
    Term.PIECE, Term.APPENDIX, Term.NOTES,
)  # fmt: skip
NAMED_TERMS = (
    Term.CONTENTS, Term.ILLUSTRATIONS, Term.PREFACE, Term.INTRODUCTION, Term.PROLOGUE, Term.EPILOGUE,
    Term.CONCLUSION, Term.DEDICATION, Term.ACKNOWLEDGEMENTS, Term.INDEX, Term.NOTES, Term.BIBLIOGRAPHY,
    Term.CHRONOLOGY, Term.GLOSSARY, Term.ERRATA, Term.APPENDIX,
)  # fmt: skip
_CLOSING = (Term.END, Term.CONTINUED)


class Form(StrEnum):
    """The forms of a line that can be a heading."""

    NUMBERED = "a word with its number"
    WORD = "a word without a number"
    NUMERAL = "a number alone"
    GARBLED = "a number after an illegible word"
    NAMED = "a word that names a part"


@dataclass(frozen=True, slots=True)
class Mention:
    """A possible meaning of a line. `end` is the position in the line after the word and number, `title` the start of
    the title (the length of the line if there is none)."""

    form: Form
    term: Term | None
    numbers: tuple[Reading, ...]
    end: int
    title: int
    cost: float
    lower: bool = False  # whether the word begins with a small letter


@lru_cache(maxsize=1 << 16)
def mentions(text: str, tag: str) -> tuple[Mention, ...]:
    """All meanings that a line can have as a heading, in a book in the language of a tag."""
    words = list(_WORD.finditer(text[:_FAR]))
    if not words or not _begins(text, words[0].start()):
        return ()
    if _letterspaced(words):
        return tuple(_spaced(text, tag)) or tuple(_spaced_word(text, words, tag))
    found = [*_with_word(text, words, tag), *_in_two(text, words, tag)] or list(_spaced_word(text, words, tag))
    found += _without_word(text, words, tag)
    found += [inner for mention in found for inner in _within(text, mention, tag)]
    if not any(mention.form is Form.NUMBERED for mention in found):
        found += _disturbed(text, words, tag)
    if not any(mention.form in (Form.NUMBERED, Form.WORD) for mention in found):
        found += _below_illegible(text, words, tag)
    if not any(mention.form is Form.NUMBERED for mention in found):
        found += _named(text, words, tag)
    return tuple(found)


def closes(text: str, tag: str) -> bool:
    """Whether a line says that something ends or continues: `End of the first act`, `Contents, continued`."""
    functions = of(tag).function_words
    words = (word for word in _WORD.findall(text) if word.lower() not in functions)  # `THE END OF THE FIRST BOOK.`
    return bool((word := next(words, "")) and _resembling(fold(word), tag, _CLOSING))


def may_begin(text: str, tag: str) -> bool:
    """Whether a line begins with a word or number of a heading, apart from an article: a quick test before
    `mentions`."""
    if _letterspaced(list(_WORD.finditer(text[:40]))):
        return True
    words = _WORD.findall(text[:40])[:3]
    functions = of(tag).function_words
    first = next((k for k, word in enumerate(words) if word.lower() not in functions), 0)
    return any(_terms(word, tag) or readings(word, tag) for word in words[first : first + 1])


def _is_reference(text: str, end: int) -> bool:
    """Whether the number that ends at a position is that of a place in a book. In a line of capitals without a page
    number, such as `BOOK I, CHAPTER II.`, it is the number of a heading."""
    match = _REFERENCE.match(text, end)
    return match is not None and not (text.isupper() and match["within"] and not match["page"])


def _letterspaced(words: list[re.Match[str]]) -> bool:
    """Whether a line is letterspaced: nearly all its words are single letters, usually capitals."""
    letters = sum(len(word.group()) == 1 and word.group().isupper() for word in words)
    return letters >= _FEWEST_SPACED and letters >= _SPACED * len(words)


def _spaced(text: str, tag: str) -> Iterator[Mention]:
    """The mentions of a letterspaced line: the cheapest division of its letters into a word and a number."""
    letters = "".join(text.split())
    plain = re.sub(r"[\W_]", "", letters)
    end = len(text)
    best: Mention | None = None
    for at in range(3, len(plain) + 1):
        numbers = readings(plain[at:], tag) if at < len(plain) else ()
        for term, cost in _terms(plain[:at], tag):
            form = Form.NUMBERED if numbers else Form.WORD
            whole = cost + (numbers[0].cost if numbers else 0.0)
            known = best.cost + (best.numbers[0].cost if best.numbers else 0.0) if best else 0.0
            if (numbers or at == len(plain)) and (best is None or whole < known):
                best = Mention(form, term, numbers, end, end, cost)
    if best:
        yield best
        return
    for term, cost in named(fold(plain), tag)[:1]:
        yield Mention(Form.NAMED, term, (), end, end, cost)
    if numbers := tuple(r for r in readings(plain, tag) if r.style is not Style.WORD):
        yield Mention(Form.NUMERAL, None, numbers, end, end, 0.0)


def _begins(text: str, start: int) -> bool:
    """Whether only marks come before the first word."""
    return start <= 4 and not any(c.isalnum() for c in text[:start])


def _with_word(text: str, words: list[re.Match[str]], tag: str) -> Iterator[Mention]:
    """`CHAPTER II`, `PART THE FIRST`, `FIRST BOOK`, `2. Kapitel`, `Ein und zwanzigstes Kapitel`, `CHAPTER`."""
    functions = of(tag).function_words
    for k in (0, 1, 2, 3):
        if k >= len(words):
            return
        if k and not (words[k - 1].group().lower() in functions or _ordinal(words, k, tag)):
            break
        if k and words[0].group()[0].islower():
            break  # a sentence goes on: `the chapters 1, 2, 4`
        for term, cost in _terms(words[k].group(), tag):
            lower = words[k].group()[0].islower()
            before, taken = _number_before(words, k, tag)
            folio = term is Term.APPENDIX and text[: words[k].start()].strip().isdecimal()  # `198 Appendix`
            name = cost >= _EDIT and text[words[k].end() : words[k].end() + 1] == ","  # `1. Carter, J.`
            before = () if folio or name else before
            if before and taken in (k, k - _articles(words, functions)) and _parted(text, words[k].end()):
                end = after_number(text, words[k].end())
                yield Mention(Form.NUMBERED, term, before, end, title_at(text, end), cost, lower)
            if _articles(words, functions) < k:
                continue
            if pieces := _number_in_pieces(text, words[k + 1 :], tag):
                yield Mention(Form.NUMBERED, term, pieces, len(text), len(text), cost, lower)
                continue
            after, last = _number_after(words, k, tag, functions)
            if after and cost >= _EDIT and "," in text[words[k].end() : words[last].start()]:
                continue  # an entry of an index: `Carter, J., 217`
            if after and not _is_reference(text, words[last].end()):
                end = after_number(text, words[last].end())
                yield Mention(Form.NUMBERED, term, after, end, title_at(text, end), cost, lower)
            elif not after and not before:
                end = after_number(text, words[k].end())
                if end == len(text):
                    yield Mention(Form.WORD, term, (), end, end, cost, lower)


def _number_in_pieces(text: str, words: list[re.Match[str]], tag: str) -> tuple[Reading, ...]:
    """The roman number that ends a line, if OCR divided it into several words: `XL IX.`, `LI 1 1`."""
    if len(words) < 2 or not all(_FIGURES.fullmatch(word.group()) for word in words):
        return ()
    between = text[words[0].start() : words[-1].end()]
    joined = "".join(between.split()).replace("1", "I")
    ends = not any(map(str.isalnum, text[words[-1].end() :]))
    return tuple(r for r in readings(joined, tag) if not r.cost) if ends and joined.isalpha() else ()


def _in_two(text: str, words: list[re.Match[str]], tag: str) -> Iterator[Mention]:
    """`CHAP TER II`: a word in capitals that the OCR parted, read without the blank."""
    if len(words) < 2 or not text[words[0].end() : words[1].start()].isspace():
        return
    first, second = words[0].group(), words[1].group()
    if not (first + second).isalpha() or not (first + second).isupper() or len(second) == 1:
        return
    number = any(not reading.cost for reading in readings(second, tag))
    if number or second.lower() in of(tag).function_words:
        return
    yield from _joined(text, text[: words[0].end()] + text[words[1].start() :], _IN_TWO, tag)


def _spaced_word(text: str, words: list[re.Match[str]], tag: str) -> Iterator[Mention]:
    """`C H A P. II. The salt`: a letterspaced word above or before a title that is not."""
    count = next((k for k, w in enumerate(words) if len(w.group()) > 1 or not w.group().isupper()), len(words))
    for n in range(count, _FEWEST_SPACED - 1, -1):
        word = "".join(w.group() for w in words[:n])
        if any(not cost for _, cost in _terms(word, tag)):
            yield from _joined(text, text[: words[0].start()] + word + text[words[n - 1].end() :], 0.0, tag)
            return


def _within(text: str, outer: Mention, tag: str) -> Iterator[Mention]:
    """`BOOK I. CHAPTER II. Salt`: the chapter behind the number of its book or part."""
    if outer.form is not Form.NUMBERED or outer.term not in SUPERIOR or outer.title >= len(text):
        return
    for mention in mentions(text[outer.title :], tag):
        if mention.form is Form.NUMBERED and mention.term not in SUPERIOR and not mention.cost and not mention.lower:
            yield replace(mention, end=mention.end + outer.title, title=mention.title + outer.title)


def _joined(text: str, joined: str, cost: float, tag: str) -> Iterator[Mention]:
    """The mentions of a text whose first word is `joined` in one, with their places in the text as it is."""
    blank = len(text) - len(joined)
    for mention in _with_word(joined, list(_WORD.finditer(joined[:_FAR])), tag):
        if mention.form is Form.NUMBERED:
            yield replace(mention, end=mention.end + blank, title=mention.title + blank, cost=mention.cost + cost)


def _disturbed(text: str, words: list[re.Match[str]], tag: str) -> Iterator[Mention]:
    """`CHAPTER Salt XLIX`: a word and its number with something else between them; `CHAPTER IXXII`: a word with an
    impossible number."""
    if len(words) not in (2, 3) or len(text) > _LONGEST_ILLEGIBLE or "," in text:
        return
    first, number = words[0].group(), words[-1].group()
    if first[0].islower() or after_number(text, words[-1].end()) < len(text):
        return
    roman = tuple(r for r in readings(number, tag) if r.style is Style.ROMAN and r.cost <= 1 and number.isupper())
    for term, cost in _terms(first, tag):
        if len(words) == 2 and spoilt(number):
            yield Mention(Form.WORD, term, (), len(text), len(text), cost + _ILLEGIBLE)
        elif len(words) == 3 and roman and len(number) > 1:
            yield Mention(Form.NUMBERED, term, roman, len(text), len(text), cost + _ILLEGIBLE)


def _below_illegible(text: str, words: list[re.Match[str]], tag: str) -> Iterator[Mention]:
    """`Dri»kes Kapitel.`: a word at the end of a short line, after an illegible number."""
    if len(words) < 2 or len(text) > _LONGEST_ILLEGIBLE or words[0].group()[0].islower():
        return
    functions = of(tag).function_words
    if any(word.group().lower() in functions for word in words[:-1]):
        return
    for term, cost in _terms(words[-1].group(), tag):
        if not cost and len(words[-1].group()) > _SHORTEST_MISREAD:
            yield Mention(Form.WORD, term, (), len(text), len(text), _ILLEGIBLE)


def _parted(text: str, end: int) -> bool:
    """Whether a stop, a dash or nothing follows a position in a line."""
    return not any(c.isalnum() for c in text[end:]) or bool(re.match(r"\s*[.:;,—–-]", text[end:]))


def _articles(words: list[re.Match[str]], functions: frozenset[str]) -> int:
    """The number of function words at the beginning of the line."""
    return next((k for k, word in enumerate(words) if word.group().lower() not in functions), len(words))


def _ordinal(words: list[re.Match[str]], k: int, tag: str) -> bool:
    return bool(readings(words[k - 1].group(), tag))


def _number_before(words: list[re.Match[str]], k: int, tag: str) -> tuple[tuple[Reading, ...], int]:
    """The number in the words before the k-th, and how many words it takes. It is not misread from a function word: `In
    Chapter 4` is not `III Chapter 4`."""
    functions = of(tag).function_words
    for count in (3, 2, 1):
        if count > k or not (found := _number(words[k - count : k], tag)):
            continue
        if words[k - 1].group().lower() not in functions or any(not reading.cost for reading in found):
            return found, count
    return (), 0


def _number_after(
    words: list[re.Match[str]], k: int, tag: str, functions: frozenset[str]
) -> tuple[tuple[Reading, ...], int]:
    """The number in the words after the k-th, without an article (`PART THE FIRST`), and the index of its last word."""
    first = k + 1
    if first < len(words) and words[first].group().lower() in functions and not readings(words[first].group(), tag):
        first += 1
    for count in (3, 2, 1):
        if first + count <= len(words) and (found := _number(words[first : first + count], tag)):
            article = words[first].group().lower() in functions  # `SCENE: A market`
            goes_on = article and not _parted(words[first].string, words[first].end())
            found = tuple(r for r in found if not (goes_on and r.style is Style.LETTER))
            return (found, first + count - 1) if found else ((), k)
    return (), k


def _number(words: list[re.Match[str]], tag: str) -> tuple[Reading, ...]:
    """The readings as a number of one word, or of several that form one number (`twenty first`)."""
    if len(words) == 1:
        return readings(words[0].group(), tag)
    together = "".join(word.group() for word in words)
    return tuple(r for r in readings(together, tag) if r.style is Style.WORD and not r.cost)


def _without_word(text: str, words: list[re.Match[str]], tag: str) -> Iterator[Mention]:
    """`II.`, `3 Mules`, `Cm XLV.`, `THREE` alone in its line."""
    alone = len(words) <= _LONGEST_NUMBER and after_number(text, words[-1].end()) == len(text)
    if alone and (spelt := tuple(r for r in _number(words, tag) if r.style is Style.WORD and not r.cost)):
        yield Mention(Form.NUMERAL, None, spelt, len(text), len(text), 0.0)
    numbers = tuple(r for r in readings(words[0].group(), tag) if r.style is not Style.WORD)
    initials = _INITIALS.match(text) and all(r.cost for r in numbers)
    other = initials or _is_reference(text, words[0].end()) or _is_article(words[0].group(), tag)
    if numbers and not other:
        end = after_number(text, words[0].end())
        yield Mention(Form.NUMERAL, None, numbers, end, title_at(text, end), 0.0)
    if len(words) == 2 and len(words[0].group()) > 1 and words[0].group()[0].isupper() and words[0].group().isalpha():
        second = words[1].group()
        romans = tuple(r for r in readings(second, tag) if r.style is Style.ROMAN and r.cost < 1)
        end = after_number(text, words[1].end())
        if romans and end == len(text):
            yield Mention(Form.GARBLED, None, romans, end, end, _ONE_LETTER if len(second) == 1 else 0.0)


def _is_article(word: str, tag: str) -> bool:
    """Whether a word is a function word with a capital and small letters. A title may begin with `La` or `Il`, which
    are then not the numbers L and II."""
    return word[1:].islower() and word.lower() in of(tag).function_words


def _named(text: str, words: list[re.Match[str]], tag: str) -> Iterator[Mention]:
    """`PREFACE`, `TABLE OF CONTENTS`, `AUTHOR'S PREFACE`, `Index of names`: the word is first or last."""
    count = len(words)
    if count > _LONGEST_HEADING or words[0].group()[0].islower() or text[0] in _NOTE_MARKS or "," in text:
        return
    if not any(_names(word.group(), tag) for word in words):
        return
    if closes(text, tag):
        return
    functions = of(tag).function_words
    best: tuple[float, Term] | None = None
    for first, last in _windows(count):
        window = [word.group() for word in words[first:last]]
        for term, cost in named("".join(map(fold, window)), tag):
            others = [word.group() for word in (*words[:first], *words[last:])]
            if first and last < count:
                continue
            if any(other[0].islower() and other.lower() not in functions for other in others) and first:
                continue
            if cost >= _EDIT and others and not text.isupper():
                continue  # `Agricultural Education` is no misread dedication
            score = cost + _MORE_WORDS * len(others)
            if best is None or score < best[0]:
                best = score, term
    if best:
        yield Mention(Form.NAMED, best[1], (), len(text), len(text), best[0])


def _windows(count: int) -> list[tuple[int, int]]:
    heads = [(0, last) for last in range(1, min(5, count) + 1)]
    tails = [(first, count) for first in range(max(1, count - 4), count)]
    return heads + tails


@lru_cache(maxsize=1 << 16)
def _terms(word: str, tag: str) -> tuple[tuple[Term, float], ...]:
    """The numbered terms that a word can be, each with its cost. A short word is assumed to be misread only if it is in
    capitals, because too many other words resemble it."""
    found = _resembling(fold(word), tag, NUMBERED_TERMS)
    return found if len(word) > _SHORTEST_MISREAD or word.isupper() else tuple(f for f in found if f[1] < _EDIT)


@lru_cache(maxsize=1 << 16)
def _names(word: str, tag: str) -> bool:
    """Whether a word can be the longest word in a name of a part."""
    folded = fold(word)
    return any(OSA.distance(known, folded, score_cutoff=2) <= 2 for known in _longest_words(tag))


@cache
def _longest_words(tag: str) -> frozenset[str]:
    named_ = (word for code in {of(tag).code, *beside(tag)} for term in NAMED_TERMS for word in of(code).terms[term])
    return frozenset(max(map(fold, re.split(r"[\s\-]+", word)), key=len) for word in named_)


@lru_cache(maxsize=1 << 16)
def named(folded: str, tag: str) -> tuple[tuple[Term, float], ...]:
    """The unnumbered terms that some folded words can be, each with its cost."""
    return _resembling(folded, tag, NAMED_TERMS)


def _resembling(folded: str, tag: str, among: tuple[Term, ...]) -> tuple[tuple[Term, float], ...]:
    found: dict[Term, float] = {}
    for term, known, cost in _similar(folded, tag):
        if term not in among:
            continue
        allowed = 0 if cost or len(known) < _SHORTEST_MISREAD else 1 if len(known) < 7 else 2
        distance = OSA.distance(known, folded, score_cutoff=allowed)
        if distance <= allowed and abs(len(known) - len(folded)) < 2:
            found[term] = min(found.get(term, 9.0), cost + _EDIT * distance)
    best = min(found.values(), default=0.0)
    return tuple(sorted(((t, c) for t, c in found.items() if c <= best + _EDIT), key=lambda item: item[1]))


def _similar(folded: str, tag: str) -> Iterator[tuple[Term, str, float]]:
    """The words for parts of a book that begin or end like a word and have about the same length."""
    known = _by_edges(tag)
    yield from {
        entry: None
        for edge in (f"^{folded[:1]}", f"{folded[-2:]}$")
        for length in range(len(folded) - 2, len(folded) + 3)
        for entry in known.get((edge, length), ())
    }


@cache
def _by_edges(tag: str) -> dict[tuple[str, int], list[tuple[Term, str, float]]]:
    found: dict[tuple[str, int], list[tuple[Term, str, float]]] = {}
    for entry in _vocabulary(tag):
        known = entry[1]
        for edge in (f"^{known[:1]}", f"{known[-2:]}$"):
            found.setdefault((edge, len(known)), []).append(entry)
    return found


@cache
def _vocabulary(tag: str) -> tuple[tuple[Term, str, float], ...]:
    """All words for parts of a book, folded: those of the book's language, and those of other languages at a cost. The
    others are all languages with a file; a book in a language without one may use any language whose words are
    known. A word of the book's own language has no other meaning: English `TABLE` is no French contents list."""
    own = of(tag).code
    known = {fold(word) for words in of(own).terms.values() for word in words}
    return tuple(
        (term, fold(word), 0.0 if code == own else _OTHER_LANGUAGE)
        for code in sorted({own, *beside(tag)})
        for term, words in of(code).terms.items()
        for word in words
        if fold(word) and (code == own or fold(word) not in known)
    )


def after_number(text: str, end: int) -> int:
    """The position after the marks that end a word and its number; the end of the line if nothing else follows."""
    rest = text[end:]
    if not any(c.isalnum() for c in rest) and not any(c in rest for c in "([{“‘«„"):
        return len(text)
    match = re.match(r"[.:]", rest)
    return end + (match.end() if match else 0)


def title_at(text: str, end: int) -> int:
    """The start of the title whose number ends at a position."""
    match = _SEPARATOR.match(text, end)
    return match.end() if match else end
