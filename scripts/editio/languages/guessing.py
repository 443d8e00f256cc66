"""The language of a text, from the small words of its grammar."""

from __future__ import annotations

import re
from collections import Counter

from editio.languages import described, of

_LEAST = 0.1  # of the words; in every language a third or more are such words
_ENOUGH = 2**20  # characters


def guess(text: str) -> str:
    """The code of the language whose small words the text has most of, such as "fr"; "" if it has hardly any."""
    words = Counter(re.findall(r"[^\W\d_]+", text[:_ENOUGH].casefold()))
    shares = {code: sum(words[word] for word in of(code).function_words) for code in described()}
    best = max(shares, key=lambda code: shares[code])
    return best if words and shares[best] / words.total() > _LEAST else ""
