"""Control characters in a text.

Converters leave some, for example for hyphens that they did not understand. A few are set aside; a file with many, or
with NUL, is not text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from editio.model.witness import Markup, MarkupKind

CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]+")
_FEW = 0.001  # of the characters


def find(text: str) -> Iterator[Markup]:
    """The control characters of a text."""
    for control in CONTROL.finditer(text):
        yield Markup(*control.span(), MarkupKind.CONTROL)


def intolerable(text: str) -> int | None:
    """The offset of the first control character, if there are so many that this is no text."""
    first = CONTROL.search(text)
    if first is None:
        return None
    count = sum(len(control.group()) for control in CONTROL.finditer(text))
    return first.start() if "\0" in text or count > _FEW * len(text) else None
