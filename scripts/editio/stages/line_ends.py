"""Test how a line of text ends: with the end of a sentence, or with the introduction of a display.

The searches for marks of notes and for titles need more specific tests and have their own patterns.
"""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"[.?!…:।॥](?:\s?[’”»“\"')\]_]*|«)$|[’”»\"]\.?$")
_INTRODUCTION = re.compile(r":\W*$")  # "She wrote:", "She wrote:—"


def ends_sentence(text: str) -> bool:
    """Whether a paragraph may end with this line, at a stop, a colon or a closing quotation mark."""
    return _SENTENCE.search(text) is not None


def introduces(text: str) -> bool:
    """Whether a line introduces a quotation, verse or a list."""
    return _INTRODUCTION.search(text) is not None
