"""The language of a text, from the function words of each language."""

from __future__ import annotations

import re
from collections import Counter

from editio.languages import fold, function_words

_LEAST = 0.1  # of the words; in every language a quarter or more are function words
_ENOUGH = 2**20  # characters


def guess(text: str) -> str:
    """The code of the language whose function words the text has most of, such as "fr"; "" if it has hardly any."""
    words = Counter(map(fold, re.findall(r"[^\W\d_]+", text[:_ENOUGH])))
    counts = {code: sum(words[word] for word in of_language) for code, of_language in function_words().items()}
    best = max(counts, key=lambda code: counts[code])
    return best if words and counts[best] / words.total() > _LEAST else ""
