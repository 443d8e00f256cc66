"""Characters that several rooms treat alike."""

from __future__ import annotations

import re

# Letters that Unicode does not decompose, with the plain ones for which readers take them.
BASE_LETTERS = str.maketrans(
    {"ſ": "s", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ﬁ": "fi", "ﬂ": "fl"}
)
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production 2
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
