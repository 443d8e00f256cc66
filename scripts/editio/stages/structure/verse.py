"""Verse: find lines whose breaks must be kept.

Prose fills its lines and breaks them anywhere; the breaks of verse are part of the poem. Lines that are set in, do not
fill the measure and begin with capitals are verse, and two of them are enough. So are lines with alternating indents,
even if they begin at the margin (`by_rule`). At the margin, the layout (`editio.stages.structure.layout`) finds lines
that the author ended. Four of them are verse, or two below an introduction (`of_lines`); fewer are a date, the close of
a letter, or the name of a speaker.

Lines between line numbers are verse too (`verse_numbers`).

A turnover is the rest of the line above it: it begins with a small letter and a deeper indent, or with the rest of a
divided word. A gap separates stanzas, and each stanza is a block. The indents of lines are kept as levels.

The register (apparatus/structure.tsv) overrides the rules: lines with the role verse are verse, and lines with any
other role are not. Begin reading at `by_rule`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from statistics import median

from editio.model.kinds import BlockKind, SpanRole
from editio.model.text import Block, Span
from editio.stages.line_ends import introduces
from editio.stages.structure.content import Composer
from editio.stages.structure.displays import Found
from editio.stages.structure.layout import MARKER, State
from editio.stages.structure.signals import DEEP, INDENTED, SHORT, Evidence, Place
from editio.stages.type_metrics import width

DEEPEST = 6  # greatest level of indent
_FEWEST_ALTERNATING = 4  # least number of lines with alternating indents
_LEVEL = 0.7  # ems; closer margins are the same margin on a slanted scan
_UNFILLED = 0.93  # in measures; greatest width of verse if the right ends of lines are unknown
_CAPITALS = 0.75  # least share of lines with a capital, without turnovers
_FEWEST_PLAIN = (4, 2)  # least number of lines without indents: usually, and below an introduction
_SENTENCES = 0.6  # share of lines with a full stop; above it they are short paragraphs
_PROSE = 1.8  # ems by which short paragraphs are less indented than verse
_STANZA = 1.45  # distance between stanzas, in usual line distances
_CAPITAL = re.compile(r"[^\w]*(?:[’'][a-z]\w*\s)?[A-ZÀ-ÖØ-Þ]")  # also 'Tis, and ’mid Thy
_STOPPED = re.compile(r"[.?!][’”»“\"'\s)\]_]*$")
_FIGURES = re.compile(r"\d[\d,.]*$")
_INTRODUCED = re.compile(r"[:;—–-]\W*$")
_SPEECH = re.compile(r"[“\"«„—–-]")


@dataclass(frozen=True)
class Lines:
    """The lines of a part in order, with the properties that the rules for verse use."""

    indices: Sequence[int]
    texts: Sequence[str]
    places: Sequence[Place]
    ratios: Sequence[float]  # widths, in measures
    fixed: Sequence[bool | None]  # true for verse in the register or with line numbers, false for another role
    counted: frozenset[int]  # positions of lines with line numbers, which are no turnovers
    held: Sequence[bool]  # whether a line begins with the rest of a divided word
    alternate: frozenset[int]  # positions of lines with alternating indents


def by_rule(
    composer: Composer,
    indices: list[int],
    full: float,
    places: Mapping[int, Place],
    found: Evidence,
    roles: Mapping[int, frozenset[State]],
    entered: frozenset[int],
    numbered: frozenset[int] = frozenset(),
) -> list[Found]:
    """The stanzas among the lines of a part. `entered` are the lines with the role verse in the register; `numbered`
    are the lines that line numbers show to be verse."""
    divided = composer.restoration.divided
    texts = [composer.text(i) or " " for i in indices]
    lines = Lines(
        indices,
        texts,
        [places[i] for i in indices],
        [width(text) / full for text in texts],
        [True if i in entered else False if i in roles else (i in numbered) or None for i in indices],
        frozenset(k for k, i in enumerate(indices) if i in numbered),
        [False, *(i in divided for i in indices[:-1])],
        _alternating(texts, [places[i] for i in indices]),
    )
    stanzas: list[Found] = []
    k = 0
    while k < len(indices):
        run = _run(lines, k)
        first, end = _without_prose(lines, k, run, found)
        if end > first and _is_verse(lines, first, end, found):
            runs = _stanzas(composer, lines, first, end)
            stanzas += [Found(a, b, partial(_block, composer, _rows(lines, a, b), places)) for a, b in runs]
        k = max(k + 1, end)
    return stanzas


def _alternating(texts: Sequence[str], places: Sequence[Place]) -> frozenset[int]:
    """The positions of lines with alternating indents: runs of at least four lines that begin with capitals and have no
    empty line between them. An indent after the end of a sentence may begin a paragraph, so it does not count."""
    found: set[int] = set()
    run: list[int] = []
    for k, place in enumerate(places):
        fits = place.indent is not None and bool(_CAPITAL.match(texts[k]))
        step = _step(places[run[-1]], place) if run else 0.0
        turns = abs(step) > _LEVEL and (len(run) < 2 or (step > 0) is (_step(places[run[-2]], places[run[-1]]) < 0))
        paragraph = step > 0 and bool(_STOPPED.search(texts[k - 1]))
        if not turns or not fits or place.blank or paragraph:
            run = []
        if fits:
            run.append(k)
        if len(run) >= _FEWEST_ALTERNATING:
            found.update(run)
    return frozenset(found)


def _step(above: Place, below: Place) -> float:
    """The difference between the indents of two lines, in ems; positive if the lower line is deeper."""
    return (below.indent or 0.0) - (above.indent or 0.0)


def _without_prose(lines: Lines, first: int, end: int, found: Evidence) -> tuple[int, int]:
    """The first stretch of verse in a run, without prose. Short paragraphs above, between and below verse are less
    indented than the verse, and a line above may introduce it."""
    if any(lines.fixed[first:end]):
        return first, end
    while first < end and introduces(lines.texts[first]):
        first += 1
    indents = [place.indent for place in lines.places[first:end] if place.indent is not None]
    if not found.indent or len(indents) < end - first or len(indents) < 2:
        return first, end
    margin = min(DEEP / 2, median(indents) - _PROSE)
    while first < end and (lines.places[first].indent or 0.0) < margin:
        first += 1
    last = next((k for k in range(first, end) if (lines.places[k].indent or 0.0) < margin), end)
    return first, last


def _run(lines: Lines, k: int) -> int:
    """The end of the run of possible verse that begins at line k."""
    end = k
    own = lines.fixed[k] is True  # verse from the register is a separate run
    while end < len(lines.indices) and _may_be(lines, end) and (end > k or not lines.held[end]):
        if (lines.fixed[end] is True) is not own:
            break
        end += 1
    while end > k and end < len(lines.indices) and lines.held[end]:
        end -= 1  # the last line ends with a divided word
    return end


def _may_be(lines: Lines, k: int) -> bool:
    if lines.fixed[k] is not None:
        return bool(lines.fixed[k])
    if k in lines.alternate:
        return True
    place, ratio, text = lines.places[k], lines.ratios[k], lines.texts[k]
    if not any(c.isalpha() for c in text) or (text.isupper() and len(text) > 3):
        return False
    unfilled = ratio < _UNFILLED if place.short is None else place.short > 0.8 * SHORT
    return _set_in(place) and unfilled


def _set_in(place: Place) -> bool:
    return place.indent is not None and place.indent > 1.5 * INDENTED


def _is_verse(lines: Lines, first: int, end: int, found: Evidence) -> bool:
    if lines.fixed[first]:
        return True
    texts = [lines.texts[k] for k in range(first, end)]
    own = [k for k in range(first, end) if not _turned_over(lines, first, k)]
    capitals = sum(bool(_CAPITAL.match(lines.texts[k])) for k in own) / len(own)
    if _listed(texts) or lines.held[first]:
        return False
    if len(own) < 2 or capitals < _CAPITALS or _centred(lines, first, end):
        return False
    as_paragraphs = found.indent is not None and all(
        (place.indent or 0.0) < DEEP / 2 for place in lines.places[first:end]
    )
    return not (as_paragraphs and (_ended(texts) > _SENTENCES or _speeches(texts))) and _aligned(lines, own)


def _listed(texts: Sequence[str]) -> bool:
    """Whether at least half of the lines end with figures or begin with the marker of a list."""
    return sum(bool(_FIGURES.search(text) or MARKER.match(text)) for text in texts) * 2 >= len(texts)


def _ended(texts: Sequence[str]) -> float:
    """The share of lines with a full stop, without the last line."""
    return sum(bool(_STOPPED.search(text)) for text in texts[:-1]) / max(1, len(texts) - 1)


def _turned_over(lines: Lines, first: int, k: int) -> bool:
    """Whether line k is a turnover, the rest of the line above it."""
    if k == first:
        return False
    above, own = lines.places[k - 1].indent or 0.0, lines.places[k].indent or 0.0
    small = not _CAPITAL.match(lines.texts[k]) and k not in lines.counted
    return lines.held[k] or (small and own > above + _LEVEL) or lines.texts[k].startswith("[")


def _speeches(texts: Sequence[str]) -> bool:
    """Whether most of the lines begin like speeches, with a quotation mark or dash."""
    return sum(bool(_SPEECH.match(text)) for text in texts) * 2 > len(texts)


def _centred(lines: Lines, first: int, end: int) -> bool:
    """Whether lines of different lengths are centred, like titles and inscriptions."""
    places = lines.places[first:end]
    if any(place.short is None for place in places):
        return False
    off = [abs((place.indent or 0.0) - (place.short or 0.0)) for place in places]
    indents = [place.indent or 0.0 for place in places]
    return max(off) < 1.5 and max(indents) - min(indents) > 2 * _LEVEL and len(places) < 6


def _aligned(lines: Lines, own: Sequence[int]) -> bool:
    """Whether the lines share a few margins."""
    levels = sorted(lines.places[k].indent or 0.0 for k in own)
    margins = 1 + sum(b - a > _LEVEL for a, b in pairwise(levels))
    return margins <= max(2, len(own) // 2 + 1)


def of_lines(composer: Composer, rows: Sequence[Sequence[int]], places: Mapping[int, Place], above: str) -> list[Block]:
    """The stanzas of lines that the author ended, each with the lines that continue it; an empty list if they are no
    verse. `above` is the text of the line before them."""
    texts = [composer.text(row[0]) for row in rows]
    fewest = _FEWEST_PLAIN[bool(_INTRODUCED.search(above))]
    capitals = sum(text.isupper() for text in texts) * 2 > len(texts)
    if len(rows) < fewest or capitals or _listed(texts) or _ended(texts) > _SENTENCES or _speeches(texts):
        return []
    gaps = _gaps(composer, [row[0] for row in rows])
    starts = [0, *(k + 1 for k, gap in enumerate(gaps) if gap), len(rows)]
    return [_block(composer, rows[a:b], places) for a, b in pairwise(starts)]


def _stanzas(composer: Composer, lines: Lines, first: int, end: int) -> list[tuple[int, int]]:
    """The beginning and the end (exclusive) of each stanza in a run."""
    gaps = _gaps(composer, lines.indices[first:end])
    starts = [first, *(k for k in range(first + 1, end) if gaps[k - first - 1] and not _turned_over(lines, first, k))]
    return list(pairwise([*starts, end]))


def _gaps(composer: Composer, indices: Sequence[int]) -> list[bool]:
    """For each line except the first, whether there is a gap above it. A gap is white space if all lines have boxes,
    otherwise an empty line."""
    printed = composer.restoration.witness.lines
    boxes = [printed[i].box for i in indices]
    if all(boxes):
        steps = [b.top - a.top for a, b in pairwise(box for box in boxes if box)]
        usual = median([step for step in steps if step > 0] or [1])
        return [step > _STANZA * usual for step in steps]
    blanks = [i == before + 1 and printed[i].blank_before > 0 for before, i in pairwise(indices)]
    return [False] * len(blanks) if blanks and all(blanks) and len(blanks) > 1 else blanks


def _rows(lines: Lines, first: int, end: int) -> list[list[int]]:
    """The lines of a stanza, each with its turnovers."""
    rows: list[list[int]] = []
    for k in range(first, end):
        if rows and _turned_over(lines, first, k):
            rows[-1].append(lines.indices[k])
        else:
            rows.append([lines.indices[k]])
    return rows


def _block(composer: Composer, rows: Sequence[Sequence[int]], places: Mapping[int, Place]) -> Block:
    indents = [places[row[0]].indent or 0.0 for row in rows]
    margin = min(indents)
    spans = []
    for n, (row, indent) in enumerate(zip(rows, indents, strict=True)):
        level = min(DEEPEST, round(indent - margin)) if indent - margin > _LEVEL else 0
        spans.append(Span(SpanRole.LINE, composer.lines(row), n, level))
    return Block("", BlockKind.VERSE, tuple(spans))
