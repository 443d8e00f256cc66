"""Marks and figures at places where no printer sets them: a table of patterns, each with its prior.

A pattern is matched against the edited text of a passage, with `CALL_MARK` where a note call stands. The whole text of
a match is suspect; `hint` briefly suggests the printed text. The priors estimate how often such a place is wrong: near
1 for text that is never printed (`^` between figures), small for text that is often right.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from editio.languages import Language
from editio.languages.short_references import STOPPED
from editio.model.kinds import Suspicion
from editio.proof.passages import Passage
from editio.proof.suspect import Finding, Found
from editio.stages.restoration.typography import CALL_MARK


@dataclass(frozen=True)
class Pattern:
    kind: Suspicion
    pattern: re.Pattern[str]
    prior: float
    hint: str


# Names in braces, such as `{ordinals}`, stand for what `_of` has for them in the language of the book.
_TABLE: tuple[tuple[Suspicion, str, float, str], ...] = (
    (
        Suspicion.STRAY_MARK,
        r"\S{0,80}[\^#\\|~_{}<>=§•■°©®™$%+@{other_quotes}]\S{0,80}",
        0.6,
        "a mark of the scan, or a misread letter",
    ),
    (Suspicion.STRAY_MARK, r"[^\W\d_]+[“”‘\"!?;:*][^\W\d_]+", 0.8, "a mark within a word"),
    (
        Suspicion.STRAY_MARK,
        r"\S{0,80}\w[\"']\S{0,80}|(?<!\w)'\S{0,80}|\S{0,80}[\ufffd\ue000]\S{0,80}",
        0.5,
        "a straight mark that no rule settled",
    ),
    (
        Suspicion.STRAY_MARK,
        r"(?:(?<=\s)|^)[*/](?=\s|$)|\S{0,80}[’”.,;:!?]/\S{0,80}|\S{0,80}/[.,;:’”]\S{0,80}|\S{0,80}\*\S{0,80}",
        0.6,
        "a mark of the scan",
    ),
    (
        Suspicion.DIGITS_IN_A_WORD,
        r"\b(?!\d+(?:{ordinals})\b)(?=\w*\d)(?=\w*[^\W\d_])\w+",
        0.4,
        "letters or figures",
    ),
    (Suspicion.DIGITS_IN_A_WORD, r"\b\d{5,}\b", 0.4, "a note call in the figures?"),
    (
        Suspicion.CAPITAL_IN_A_WORD,
        r"\b(?!Ma?c|O’|D’)[^\W\d_]*[a-zà-ÿ][A-Z][^\W\d_]*",
        0.9,
        "words run together, or a misread letter",
    ),
    (
        Suspicion.CAPITAL_IN_A_WORD,
        r"\b[A-Z]{2,}[a-z](?!s?\b)[a-z]*|\b[A-Z]{2}\.[A-Z]\.(?=\W)",
        0.7,
        "a lost blank or stop",
    ),
    (Suspicion.SPACING, r"[^\W\d_]+- (?!(?:{conjunctions})\b|–)\S{1,80}", 0.5, "a hyphen and a blank"),
    (Suspicion.SPACING, r"\w+ -\w+", 0.5, "a blank and a hyphen"),
    (Suspicion.SPACING, r"\w+ [,;:!?.’”)\]](?!\.)(?!\w)", 0.6, "a blank before a mark"),
    (Suspicion.SPACING, r"[\w’”)\]]+[,;:!?](?=[^\W\d_])[^\W\d_]+", 0.6, "no blank after a mark"),
    (Suspicion.SPACING, r"[a-zà-ÿ’)]{2,}\.[A-Z][a-zà-ÿ]+", 0.6, "no blank after a stop"),
    (Suspicion.SPACING, r"[([‘“] \S{1,80}|\S{1,80} [)\]]", 0.6, "a blank within brackets or quotation marks"),
    (Suspicion.SPACING, r"\S{1,80} {2,}\S{1,80}", 0.3, "more than one blank"),
    (Suspicion.SPACING, r"\w+[(\[]\w+|\w[)\]]\w+", 0.3, "no blank beside a bracket"),
    (
        Suspicion.STRAY_LETTER,
        r"(?<![\w’.-])(?!(?:{letters})\b)(?:[b-hj-np-z]|[B-HJ-Z](?=\s+[a-z]))(?![\w’.)-])",
        0.3,
        "a letter alone",
    ),
    (Suspicion.STRAY_LETTER, r"(?<![\w’.(])i(?![\w’.)])", 0.6, "I, or a mark of the scan"),
    (
        Suspicion.PUNCTUATION,
        r"(?<![A-Z]){abbreviated}[.,;:]{2,}|[,;:]\.|\.[;:]|[(\[][.,;:!?]+\S{0,80}",
        0.5,
        "marks that do not go together",
    ),
    (
        Suspicion.PUNCTUATION,
        r"(?<!\w)(?:{never_last})[,;:.](?!\s?…)(?=[\s’”])",
        0.3,
        "a mark after a word that wants another",
    ),
    (Suspicion.PUNCTUATION, r"\w+-(?:{unhyphenated})\b", 0.5, "a hyphen for a blank"),
    (Suspicion.PUNCTUATION, r"\b(?:[12]?\d)-[A-Z][a-z]+", 0.1, "a hyphen after a figure"),
    (Suspicion.PUNCTUATION, r"\w+;\s+‘\w+", 0.15, "a colon?"),
    (Suspicion.PUNCTUATION, r"(?<!\S)[.,;:!?]\w\S{0,80}|(?<!\S)[,;:](?=\s)", 0.6, "a mark before a word"),
)


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) or r"(?!)"


@cache
def _of(language: Language) -> tuple[Pattern, ...]:
    """The patterns for a language."""
    quotation = language.quotation
    stopped = [form for word in (*language.abbreviations, *STOPPED) for form in (word, word.capitalize())]
    words = {
        "{ordinals}": _any_of(language.figure_endings),
        "{conjunctions}": _any_of(language.conjunctions),
        "{abbreviated}": "".join(
            rf"(?<!\b{re.escape(form)})" for word in stopped for form in (word, word.capitalize())
        ),
        "{letters}": _any_of(word for word in language.function_words if len(word) == 1),
        "{never_last}": _any_of(language.never_last),
        "{unhyphenated}": _any_of(language.unhyphenated),
        "{other_quotes}": "".join(mark for mark in "«»" if mark not in (quotation.opening, quotation.closing)),
    }
    found = []
    for kind, pattern, prior, hint in _TABLE:
        for name, alternatives in words.items():
            pattern = pattern.replace(name, alternatives)
        found.append(Pattern(kind, re.compile(pattern), prior, hint))
    return tuple(found)


def matches(text: tuple[Passage, ...], language: Language) -> Found:
    found: Found = []
    for passage in text:
        marked = _marked(passage)
        calls = [at for at, character in enumerate(marked) if character == CALL_MARK]
        for row in _of(language):
            for match in row.pattern.finditer(marked):
                start = match.start() - bisect_left(calls, match.start())
                end = start + len(match.group().replace(CALL_MARK, ""))
                if end > start:
                    found.append((passage, Finding(row.kind, start, end, row.hint, row.prior)))
    return found


def _marked(passage: Passage) -> str:
    text, at = "", 0
    for call in sorted(passage.calls):
        text, at = text + passage.text[at:call] + CALL_MARK, call
    return text + passage.text[at:]
