"""Natural widths of lines of type, in parts of an em.

The widths are those of Times Roman (Adobe Font Metrics, AFM, in thousandths of an em); letters of the same width are
grouped. They serve for any roman book face, because only ratios between lines are used.
"""

from __future__ import annotations

from collections import defaultdict

_BY_WIDTH = {
    250: " .,",
    278: "ijlt:;/|",
    333: "‘’'frI()[]-!",
    389: "sJ",
    444: "acezé“”?",
    500: "bdghknopquvxy0123456789–*",
    556: "FPS",
    611: "ELTZ",
    667: "BCR",
    722: "ADGHKNOQUVXYw&",
    778: "m",
    889: "M",
    944: "W",
    1000: "…—",
}
_OTHER = 500
_WIDTHS = defaultdict(
    lambda: _OTHER, {letter: thousandths for thousandths, letters in _BY_WIDTH.items() for letter in letters}
)


def width(text: str) -> float:
    """The width of a line of text, in ems."""
    return sum(map(_WIDTHS.__getitem__, text)) / 1000
