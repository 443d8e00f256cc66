"""A perfect reading: the text layer of the printed pages, written as hOCR or as text."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby

from editio.model.witness import Box, Leaf, Line, Witness


def hocr(ideal: Witness) -> str:
    """The lines of a witness as hOCR, with a paragraph for each stretch of lines without an empty one."""
    pages = "\n".join(_page(ideal, leaf) for leaf in ideal.leaves)
    head = '<meta charset="utf-8"/><meta name="ocr-system" content="press, ideal"/>'
    return f"<html><head>{head}</head><body>\n{pages}\n</body></html>\n"


def text(ideal: Witness) -> str:
    """The lines of a witness, with a form feed between two pages: a reading that knows no places."""
    return "\f".join("".join(f"{line.text}\n" for line in ideal.lines[leaf.first : leaf.end]) for leaf in ideal.leaves)


def _page(ideal: Witness, leaf: Leaf) -> str:
    lines = ideal.lines[leaf.first : leaf.end]
    starts = [n for n, line in enumerate(lines) if line.blank_before or n == 0]
    blocks = groupby(enumerate(lines), key=lambda numbered: sum(start <= numbered[0] for start in starts))
    made = "\n".join(
        f'<p class="ocr_par">{"".join(_line(ideal, line) for _, line in block)}</p>' for _, block in blocks
    )
    return f'<div class="ocr_page" title="bbox 0 0 {leaf.width} {leaf.height}">\n{made}\n</div>'


def _line(ideal: Witness, line: Line) -> str:
    words = " ".join(_words(ideal, line))
    return f'<span class="ocr_line" title="{_box(line.box)}; x_size {line.size:.1f}">{words}</span>\n'


def _words(ideal: Witness, line: Line) -> Iterator[str]:
    for word in line.words:
        text = escape(ideal.text[word.start : word.end])
        yield f'<span class="ocrx_word" title="{_box(word.box)}">{text}</span>'


def _box(box: Box | None) -> str:
    return f"bbox {box.left} {box.top} {box.right} {box.bottom}" if box else "bbox 0 0 0 0"
