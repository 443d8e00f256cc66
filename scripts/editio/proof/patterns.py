"""Marks and figures where no printer sets them: a table of patterns, each with its prior.

A pattern is matched against the edited text of a passage, with `CALL` where a note call stands. What a
match is suspected of is its whole text; `hint` says in few words what may have been printed. The
priors are estimates of how often such a place is wrong: near 1 for what print never has (`^` between
figures), small for what is often right.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from editio.proof.passages import Passage
from editio.proof.suspect import Finding, Found

CALL = "\ue001"
_NOT_ABBREVIATED = r"(?<![A-Z])" + "".join(
    rf"(?<!\b{word})" for word in ("a\\.m", "p\\.m", "etc", "ibid", "Ibid", "cit", "ed", "eds", "f", "ff", "vol", "no")
)
_DETERMINER = r"(?:the|a|an|my|our|your|their|its|of|very)"


@dataclass(frozen=True)
class Pattern:
    kind: str
    pattern: re.Pattern[str]
    prior: float
    hint: str


def _table(*rows: tuple[str, str, float, str]) -> tuple[Pattern, ...]:
    return tuple(Pattern(kind, re.compile(pattern), prior, hint) for kind, pattern, prior, hint in rows)


PATTERNS = _table(
    ("stray mark", r"\S{0,80}[\^#\\|~_{}<>=§•■°©®™$%+@«»]\S{0,80}", 0.6, "a mark of the scan, or a misread letter"),
    ("stray mark", r"[^\W\d_]+[“”‘\"!?;:*][^\W\d_]+", 0.8, "a mark within a word"),
    (
        "stray mark",
        r"\S{0,80}\w[\"']\S{0,80}|(?<!\w)'\S{0,80}|\S{0,80}[\ufffd\ue000]\S{0,80}",
        0.5,
        "a straight mark that no rule settled",
    ),
    (
        "stray mark",
        r"(?:(?<=\s)|^)[*/](?=\s|$)|\S{0,80}[’”.,;:!?]/\S{0,80}|\S{0,80}/[.,;:’”]\S{0,80}|\S{0,80}\*\S{0,80}",
        0.6,
        "a mark of the scan",
    ),
    (
        "digits in a word",
        r"\b(?!\d{1,3}(?:st|nd|rd|th)\b|\d+s\b)(?=\w*\d)(?=\w*[^\W\d_])\w+",
        0.4,
        "letters or figures",
    ),
    ("digits in a word", r"\b\d{5,}\b", 0.4, "a note call in the figures?"),
    (
        "capital in a word",
        r"\b(?!Ma?c|O’|D’)[^\W\d_]*[a-zà-ÿ][A-Z][^\W\d_]*",
        0.9,
        "words run together, or a misread letter",
    ),
    (
        "capital in a word",
        r"\b[A-Z]{2,}[a-z](?!s?\b)[a-z]*|\b[A-Z]{2}\.[A-Z]\.(?=\W)",
        0.7,
        "a lost blank or stop",
    ),
    ("spacing", r"[^\W\d_]+- (?!and\b|or\b|to\b|und\b|–)\S{1,80}", 0.5, "a hyphen and a blank"),
    ("spacing", r"\w+ -\w+", 0.5, "a blank and a hyphen"),
    ("spacing", r"\w+ [,;:!?.’”)\]](?!\.)(?!\w)", 0.6, "a blank before a mark"),
    ("spacing", r"[\w’”)\]]+[,;:!?](?=[^\W\d_])[^\W\d_]+", 0.6, "no blank after a mark"),
    ("spacing", r"[a-zà-ÿ’)]{2,}\.[A-Z][a-zà-ÿ]+", 0.6, "no blank after a stop"),
    ("spacing", r"[([‘“] \S{1,80}|\S{1,80} [)\]]", 0.6, "a blank within brackets or quotation marks"),
    ("spacing", r"\S{1,80} {2,}\S{1,80}", 0.3, "more than one blank"),
    ("spacing", r"\w+[(\[]\w+|\w[)\]]\w+", 0.3, "no blank beside a bracket"),
    ("stray letter", r"(?<![\w’.-])(?:[b-hj-np-z]|[B-HJ-Z](?=\s+[a-z]))(?![\w’.)-])", 0.3, "a letter alone"),
    ("stray letter", r"(?<![\w’.(])i(?![\w’.)])", 0.6, "I, or a mark of the scan"),
    (
        "punctuation",
        rf"{_NOT_ABBREVIATED}[.,;:]{{2,}}|[,;:]\.|\.[;:]|[(\[][.,;:!?]+\S{{0,80}}",
        0.5,
        "marks that do not go together",
    ),
    (
        "punctuation",
        rf"(?<!\w){_DETERMINER}[,;:.](?!\s?…)(?=[\s’”])",
        0.3,
        "a mark after a word that wants another",
    ),
    ("punctuation", r"\w+-the\b|\b(?:of|in|on|to)-the\b", 0.5, "a hyphen for a blank"),
    ("punctuation", r"\b(?:[12]?\d)-[A-Z][a-z]+", 0.1, "a hyphen after a figure"),
    ("punctuation", r"\w+;\s+‘\w+", 0.15, "a colon?"),
    ("punctuation", r"(?<!\S)[.,;:!?]\w\S{0,80}|(?<!\S)[,;:](?=\s)", 0.6, "a mark before a word"),
)


def matches(text: tuple[Passage, ...]) -> Found:
    found: Found = []
    for passage in text:
        marked = _marked(passage)
        calls = [at for at, character in enumerate(marked) if character == CALL]
        for row in PATTERNS:
            for match in row.pattern.finditer(marked):
                start = match.start() - bisect_left(calls, match.start())
                end = start + len(match.group().replace(CALL, ""))
                if end > start:
                    found.append((passage, Finding(row.kind, start, end, row.hint, row.prior)))
    return found


def _marked(passage: Passage) -> str:
    text, at = "", 0
    for call in sorted(passage.calls):
        text, at = text + passage.text[at:call] + CALL, call
    return text + passage.text[at:]
