"""Where the sentences of a text end.

A sentence ends at a stop, closing marks and a blank before a capital. A short word with a capital before the stop is
taken for an initial or an abbreviation ("Mr.", "J. Smith"), and an ellipsis stands as often within a sentence: one that
is too long does less harm than a fragment.
"""

from __future__ import annotations

import re
from functools import lru_cache

_END = re.compile(r"(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?][’”»)\]]*\s+(?=[‘“«(\[]*[^\W_a-z])")


@lru_cache(maxsize=16)  # a long text is asked about each of its names and dates, which come in its order
def ends(text: str) -> tuple[int, ...]:
    """The offset at which each sentence but the last one ends, the blanks after it included."""
    return tuple(match.end() for match in _END.finditer(text))
