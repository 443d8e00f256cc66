"""The ends of the sentences of a text.

A sentence ends at a stop, closing marks and a blank before a capital. A short word with a capital before the stop
counts as an initial or an abbreviation ("Mr.", "J. Smith"). An ellipsis does not end a sentence either, because it
is as common inside sentences as at their ends. A sentence that is too long does less harm than a fragment.
"""

from __future__ import annotations

import re
from functools import lru_cache

_END = re.compile(r"(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?][’”»)\]]*\s+(?=[‘“«(\[]*[^\W_a-z])")


@lru_cache(maxsize=16)  # a long text is asked about each of its names and dates, which come in its order
def ends(text: str) -> tuple[int, ...]:
    """The offset of the end of each sentence except the last, including the blanks after it."""
    return tuple(match.end() for match in _END.finditer(text))
