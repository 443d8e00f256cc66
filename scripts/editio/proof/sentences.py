"""Sentences that begin small, capitals within them, doubled words, paragraphs without a stop."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from editio.languages import Language
from editio.model.kinds import BlockKind, SpanRole, Suspicion
from editio.proof.language import Usage
from editio.proof.passages import Passage
from editio.proof.suspect import Finding, Found

_RUNNING = (BlockKind.PARAGRAPH, BlockKind.CONTINUED, BlockKind.QUOTATION)
_VOWEL = re.compile(
    r"(?!eu|uni(?!n|m)|u[bk]i|us[aeiu]|ut[eio]|ur[aeio]|one|once)[aeiou]|hour|honest|honour|heir",
    re.IGNORECASE,
)
_ENGLISH = "en"  # the only language with articles whose form we check
_COMMON = 3e-6  # frequency of an ordinary word, if the book has no other example
_DISPLAYED = (BlockKind.QUOTATION, BlockKind.LIST, BlockKind.DIALOGUE, BlockKind.TABLE, BlockKind.VERSE)
_TITLES = (
    BlockKind.TITLE,
    BlockKind.SECTION,
    BlockKind.EPIGRAPH,
    BlockKind.SOURCE,
    BlockKind.SIGNATURE,
    BlockKind.ARTICLE,
)


def odd(text: tuple[Passage, ...], book: Usage) -> Found:
    language = book.general.language
    return [
        (p, f)
        for p in text
        for f in (
            *_doubled(p, language),
            *(_articles(p) if language.code == _ENGLISH else ()),
            *_small(p, language),
            *(() if language.capital_nouns else _capitals(p, book)),
            *_end(p),
        )
    ]


def _doubled(passage: Passage, language: Language) -> Iterator[Finding]:
    for one, two in pairwise(passage.words):
        if one.key == two.key and passage.text[one.end : two.start].isspace() and not one.text.isupper():
            score = 0.2 if one.key in language.doubled else 0.9
            yield Finding(Suspicion.DOUBLED_WORD, one.start, two.end, one.text, score)


def _articles(passage: Passage) -> Iterator[Finding]:
    """The English articles `a` and `an` before the wrong sound."""
    for one, two in pairwise(passage.words):
        if one.text in ("a", "an") and passage.text[one.end : two.start] == " ":
            vowel = bool(_VOWEL.match(two.text))
            if (one.text == "an") != vowel and not (two.text[0] == "h" or two.text.isupper()):
                yield Finding(Suspicion.ARTICLE, one.start, two.end, f"{'an' if vowel else 'a'} {two.text}", 0.5)


def _small(passage: Passage, language: Language) -> Iterator[Finding]:
    if passage.block is BlockKind.PARAGRAPH and re.match(r"[a-zà-ÿ]", passage.text):
        word = passage.words[0]
        yield Finding(Suspicion.SMALL_BEGINNING, word.start, word.end, word.text.capitalize(), 0.15)
    for match in re.finditer(r"(?<![^\s.])[^\s.]{1,80}[.?!][’”)]{0,9}\s+([a-zà-ÿ][^\W\d_]*)", passage.text):
        before = match.group().split()[0]
        if before[-1] in ".?!" and not language.abbreviated.search(before):
            score = 0.3 if before[-1] == "." else 0.05
            yield Finding(Suspicion.SMALL_BEGINNING, match.start(), match.end(1), "a capital, or no stop", score)


def _capitals(passage: Passage, book: Usage) -> Iterator[Finding]:
    """Capitals within a sentence of words that are not names; after a comma or a semicolon one more
    often begins a sentence or a quotation whose mark is wrong or lost."""
    if passage.block in _TITLES or passage.role is SpanRole.CITE:
        return
    words = passage.words
    for i, (one, word) in enumerate(pairwise(words), 1):
        if word.initial or not word.text[0].isupper() or word.text.isupper():
            continue
        mid, capitals = book.mid[word.key] - 1, book.capitals[word.key] - 1
        mark = passage.text[one.end : word.start].strip()
        alone = not any(near.text[0].isupper() for near in words[i + 1 : i + 3])
        plain = capitals <= 0.3 * mid and book.general.frequency(word.key) >= _COMMON
        if alone and plain and mark.endswith((",", ";")):
            hint = f"‘{word.text}, or another mark before it"
            yield Finding(Suspicion.CAPITAL_IN_A_SENTENCE, word.start, word.end, hint, 0.4)
        elif alone and mid >= 4 and capitals <= 0.05 * mid and not one.text[0].isupper():
            yield Finding(Suspicion.CAPITAL_IN_A_SENTENCE, word.start, word.end, word.text.lower(), 0.2)


def _end(passage: Passage) -> Iterator[Finding]:
    text = passage.text.rstrip()
    if passage.block not in _RUNNING or passage.role is not SpanRole.TEXT or not passage.words:
        return
    last = passage.words[-1]
    displayed = passage.follower in _DISPLAYED
    if displayed and passage.block is not BlockKind.QUOTATION:
        if text[-1] in ",;":
            yield Finding(Suspicion.END_OF_A_PARAGRAPH, last.start, len(text), f"{last.text}:", 0.5)
        elif text[-1] != ":":
            yield Finding(
                Suspicion.END_OF_A_PARAGRAPH,
                last.start,
                len(text),
                f"{last.text}:",
                0.12 if text[-1] in ".…" else 0.3,
            )
    elif not re.search(r"[.?!…][’”)\]]*$|[.?!…:]$", text) and not re.search(r"[’”)\]][.?!…]$", text):
        score = 0.25 if passage.block is not BlockKind.QUOTATION else 0.1
        yield Finding(Suspicion.END_OF_A_PARAGRAPH, last.start, len(text), f"{last.text}.", score)
