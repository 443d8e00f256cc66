"""Match scans with printed pages, and the words of the witness with their places on the scan.

If the format of the witness has images, each printed page is the leaf of its lines, with their boxes. Otherwise the
scans of the folder images/ are matched: by name, if any is named for a page; in order, if there are as many as pages;
by their words, if they have an OCR. Then the words of both texts are aligned: equal words in the same order share a
box, and so do misread words between them if their number is equal. A word without a counterpart has no box, which is
better than a wrong one.

Begin reading at `matched`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from editio.inputs.ocr_pages import around
from editio.model.facsimile import PageImage, Picture, ScannedLeaf
from editio.model.text import Edition
from editio.model.witness import Box, Leaf, Line, Witness, Word
from editio.outputs.places import PrintedPage, printed_pages

_WORD = re.compile(r"\S+")
_LETTERS = re.compile(r"[\W_]+")
_TELLING = 5  # letters of a word that tells pages apart
_ALIKE = 0.4  # of a leaf's distinctive words that a matching page must have


@dataclass(frozen=True)
class Matched:
    """A printed page and its scan. `boxed` says that the lines of the witness have the boxes themselves."""

    page: PrintedPage
    leaf: ScannedLeaf
    boxed: bool


def matched(edition: Edition, beside: Sequence[ScannedLeaf]) -> tuple[Matched, ...]:
    """The printed pages that have a scan; `beside` are the scans of the folder images/."""
    pages, witness = printed_pages(edition), edition.witness
    if witness.scans:
        leaves = _leaves(pages, witness)
        return tuple(
            Matched(page, ScannedLeaf(witness.scans[leaf.number], leaf.width, leaf.height), True)
            for page in pages
            if (leaf := leaves.get(page.name)) and leaf.number in witness.scans
        )
    found = _by_name(pages, beside) or _in_order(pages, beside) or _by_words(pages, beside, witness)
    leaves = _leaves(pages, witness)
    return tuple(_boxed(page, found[page.name], leaves.get(page.name)) for page in pages if page.name in found)


def unmatched(found: Iterable[Matched], beside: Sequence[ScannedLeaf]) -> list[str]:
    """The names of the scans in the folder images/ that show no printed page."""
    used = {one.leaf.scan.name for one in found}
    return [leaf.scan.name for leaf in beside if leaf.scan.name not in used]


def placed(one: Matched, witness: Witness, reading: Picture, zoom: Picture) -> PageImage:
    """The image of a page with its words, in pixels of the larger picture."""
    lines = {i: witness.lines[i] for i in one.page.lines}
    words = {i: line.words for i, line in lines.items()} if one.boxed else _aligned(lines, one.leaf.words)
    across = zoom.width / (one.leaf.width or zoom.width)
    down = zoom.height / (one.leaf.height or zoom.height)
    scaled = {
        i: tuple(Word(w.start, w.end, _scaled(w.box, across, down), w.confidence) for w in its)
        for i, its in words.items()
        if its
    }
    own = {i: line.box for i, line in lines.items() if line.box} if one.boxed else {}
    boxes = {i: around(word.box for word in its) for i, its in scaled.items()}
    boxes |= {i: _scaled(box, across, down) for i, box in own.items()}
    return PageImage(one.page.name, reading, zoom, scaled, {i: box for i, box in sorted(boxes.items()) if box})


def _scaled(box: Box, across: float, down: float) -> Box:
    return Box(round(box.left * across), round(box.top * down), round(box.right * across), round(box.bottom * down))


def _boxed(page: PrintedPage, scan: ScannedLeaf, own: Leaf | None) -> Matched:
    """A page with a scan from the folder images/. Its boxes come from the witness if the scan has none."""
    if scan.words or not own or not own.width:
        return Matched(page, scan, False)
    return Matched(page, replace(scan, width=own.width, height=own.height), True)


def _leaves(pages: Sequence[PrintedPage], witness: Witness) -> Mapping[str, Leaf]:
    """The leaf of each printed page. If there are as many pages as leaves, each leaf is a page, even one without text;
    otherwise a page is the leaf of its first line."""
    if len(pages) == len(witness.leaves):
        return {page.name: leaf for page, leaf in zip(pages, witness.leaves, strict=True)}
    of_line = {i: leaf for leaf in witness.leaves for i in range(leaf.first, leaf.end)}
    return {page.name: of_line[page.lines[0]] for page in pages if page.lines and page.lines[0] in of_line}


def _by_name(pages: Sequence[PrintedPage], beside: Sequence[ScannedLeaf]) -> Mapping[str, ScannedLeaf]:
    named = {leaf.scan.stem.casefold(): leaf for leaf in reversed(beside) if not leaf.scan.page}
    return {page.name: named[page.name.casefold()] for page in pages if page.name.casefold() in named}


def _in_order(pages: Sequence[PrintedPage], beside: Sequence[ScannedLeaf]) -> Mapping[str, ScannedLeaf]:
    if len(pages) != len(beside):
        return {}
    return {page.name: leaf for page, leaf in zip(pages, beside, strict=True)}


def _by_words(
    pages: Sequence[PrintedPage], beside: Sequence[ScannedLeaf], witness: Witness
) -> Mapping[str, ScannedLeaf]:
    """The scan of each page that shares most of its words with it."""
    where: dict[str, list[str]] = {}
    for page in pages:
        for word in {_plain(word) for i in page.lines for word in witness.lines[i].text.split()}:
            where.setdefault(word, []).append(page.name)
    found: dict[str, tuple[float, ScannedLeaf]] = {}
    for leaf in beside:
        telling = {word for text, _ in leaf.words if len(word := _plain(text)) >= _TELLING}
        votes = Counter(name for word in telling for name in where.get(word, ()))
        for name, count in votes.most_common(1):
            share = count / len(telling)
            if share > max(_ALIKE, found[name][0] if name in found else 0):
                found[name] = share, leaf
    return {name: leaf for name, (_, leaf) in found.items()}


def _aligned(lines: Mapping[int, Line], seen: Sequence[tuple[str, Box]]) -> dict[int, tuple[Word, ...]]:
    """The words of some lines with the boxes of the words that an engine saw on their page."""
    ours = [(i, line.at(m.start()), line.at(m.end()), m[0]) for i, line in lines.items() for m in _words(line)]
    match = SequenceMatcher(None, [_plain(word) for *_, word in ours], [_plain(word) for word, _ in seen], False)
    found: dict[int, list[Word]] = {}
    for change, a, b, c, d in match.get_opcodes():
        if change == "equal" or (change == "replace" and b - a == d - c):
            for (i, start, end, _), (_, box) in zip(ours[a:b], seen[c:d], strict=True):
                found.setdefault(i, []).append(Word(start, end, box))
    return {i: tuple(words) for i, words in found.items()}


def _words(line: Line) -> Iterable[re.Match[str]]:
    return _WORD.finditer(line.text)


def _plain(word: str) -> str:
    """The letters of a word, or the whole word if it has no letters."""
    return _LETTERS.sub("", word).casefold() or word
