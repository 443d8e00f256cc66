"""Characters that several rooms treat alike."""

from __future__ import annotations

import re

# Letters that Unicode does not decompose, with the plain letters that readers type for them.
BASE_LETTERS = str.maketrans(
    {"ſ": "s", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ﬁ": "fi", "ﬂ": "fl"}
)
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
ON_THE_LINE = {raised: figure for figure, raised in RAISED.items()}  # the same figures, not raised
RAISED_FIGURE = "[⁰¹²³⁴⁵⁶⁷⁸⁹]"  # a regular expression
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production 2
FIGURES = str.maketrans({0x0966 + figure: str(figure) for figure in range(10)})  # Devanagari as European figures
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
