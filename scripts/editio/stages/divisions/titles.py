"""Where a heading ends and the text below it begins.

Below the word and number of a heading the title can stand in the same line, in the next lines, or nowhere; a
summary can follow it (`Arrival — The bridge — A frost`). Each line that follows is weighed as part of the title
against the first line of the text, and the best place for the border wins. So a chapter without a title keeps
its first line.
"""

from __future__ import annotations

import re
from statistics import median

from editio.stages.divisions.layout import Layout

_MOST_LINES = 9
_SHORTEST_END = 4  # characters; less is a letter of the alphabet above the entries that begin with it
_CAPITALS = 3.0
_CENTRED = 1.5
_NARROW, _MEDIUM, _MEDIUM_APART, _WIDE = 1.0, -0.5, 0.5, -2.5
_SHORT, _FULL = 0.72, 0.85  # of the measure
_OTHER_SIZE, _SAME_SIZE = 2.0, -0.5
_SUMMARY = 1.5
_SUMMARY_WIDTH = 0.6  # of the measure; a summary is rarely narrower
_NO_CAPITALS = -1.5  # the line above it was in capitals
_AFTER_CAPITALS = -1.0  # a motto below a title in capitals and its author in capitals, not more of the title
_OTHER = 0.15
_INTRODUCES = 0.6  # of the measure
_BRACKETED = 3.0  # a title that the editor supplied
_SMALL_LETTER = -1.0
_STOP_WITHOUT_SPACE = -1.5
_EACH_LINE = -0.2
_HOPELESS = -2.5  # narrow lines below a full line of text are its verses or the end of its paragraph
_SPACE_BELOW, _NO_SPACE_BELOW = 1.0, -0.5
_TEXT_GOES_ON = -3.0
_SET_AS_PARAGRAPH = -4.0
_WIDER = 0.5  # lines of white space
_MOST_OF_BLOCK = 5  # lines that a title begun behind its number may go on for, up to white space
_ENDS_SENTENCE = re.compile(r"[.!?:;,…¬-][\"'”’»)\]_]*$")
_DASHES = re.compile(r"[.\w]\s*[—–]{1,2}\s*\w|[—–]{1,2}$|\s--?\s")
_OPENS = "‘'“\"«„\\("
_INITIAL = re.compile(r"[^\W\d_]")
_STANZA = re.compile(r"[IVXLC]+\.?")
_OPENS_LETTER = re.compile(r"(?:\b1\d{3}|,)\W{0,3}$|,$")
_DATE = re.compile(r"\d{4}|\d{1,2} \w+|[Aa]rticle (?:\d{1,2}|[IVXL]{1,6})\.?")


def end(
    layout: Layout,
    last: int,
    stops: frozenset[int],
    begun: bool,
    unnumbered: bool,
    listed: bool,
    letter: bool = False,
    play: bool = False,
) -> int:
    """The line at which the text of a part begins whose word and number end in line `last`. `stops` are lines
    at which something else begins. If the title has `begun` in line `last` behind a number, and above the entries of
    a list (`listed`), only a line that follows closely belongs to it; if it is `unnumbered`, line `last` is its
    first. Below the number of an act or a scene (`play`) stand a stage direction and a speaker."""
    if begun and not (listed or play) and (border := _below_block(layout, last, stops)) is not None:
        return border
    lines: list[int] = []
    for n in range(1, _MOST_LINES + 1):
        i = layout.next(last, n)
        if i is None or i in stops or layout.page(i) != layout.page(last):
            break
        apart = layout.space_before(i) > 0 or layout.lines[i].blank_before > 0
        if play and ((apart and not _is_shouted(layout, i)) or layout.lines[i].text.lstrip("_")[:1] in "[("):
            break
        if listed and apart and not (not lines and _unfinished(layout, last, i)):
            break
        if begun and not lines and layout.space_before(i) > 0.3:
            break
        text = layout.lines[i].text
        if (text[0] in _OPENS and not layout.capitals(i)) or (
            _DATE.fullmatch(text) and (layout.lines[i].blank_before or layout.space_before(i) > 0)
        ):
            break
        if (
            (text[-1] == ":" and _introduces(layout, i))
            or (not unnumbered and _STANZA.fullmatch(text))
            or (letter and _OPENS_LETTER.search(text))
        ):
            break  # it introduces a display, or numbers a stanza, or gives the place and day or greets
        if _INITIAL.fullmatch(text):
            break  # the large initial of the text
        if lines and _stands_off(layout, lines[0], i):
            break  # a paragraph of one line
        lines.append(i)
    best, border, score, bracketed = 0.0, 0, 0.0, False
    size = _text_size(layout, last)
    shouted, left = False, False  # whether the title is set in capitals, and whether the lines have left them
    for count, i in enumerate(lines, 1):
        text = layout.lines[i].text
        left = left or (shouted and not layout.capitals(i) and layout.space_before(i) > 0.3)
        shouted = layout.capitals(i) and not left
        bracketed = (count == 1 and text[0] == "[") or bracketed
        score += (
            _BRACKETED
            if bracketed
            else _AFTER_CAPITALS
            if left and layout.capitals(i)
            else _weight(layout, i, lines[count - 2] if count > 1 else last if unnumbered or begun else None, size)
            + (_AFTER_CAPITALS if left and not _is_summary(layout, i) else 0.0)
        )
        bracketed = bracketed and "]" not in text
        if score < _HOPELESS and not (count < len(lines) and _is_summary(layout, lines[count])):
            break
        worth = score + _border(layout, i)
        if worth > best:
            best, border = worth, count
    following = layout.next(lines[border - 1] if border else last)
    return following if following is not None else len(layout.lines)


def _below_block(layout: Layout, last: int, stops: frozenset[int]) -> int | None:
    """The line below the white space that ends a title of several lines, begun behind its number. A text that begins
    there too ends its paragraph with a stop, and as a rule goes on for longer."""
    i = last
    for n in range(_MOST_OF_BLOCK):
        following = layout.next(i)
        if following is None or following in stops or layout.page(following) != layout.page(last):
            return None
        if layout.space_before(following) > 0.3 or layout.lines[following].blank_before > layout.usual_blank:
            return following if n and not _ENDS_SENTENCE.search(layout.lines[i].text) else None
        i = following
    return None


def _stands_off(layout: Layout, first: int, i: int) -> bool:
    """Whether a sentence stands further below a title than this, whose first line is `first`, below its number."""
    wider = layout.space_before(i) > layout.space_before(first) + _WIDER
    sentence = layout.lines[i].text[-1] in ".?!" and not layout.capitals(i)
    return wider and sentence and not _is_summary(layout, i)


def _is_shouted(layout: Layout, i: int) -> bool:
    """Whether a line in capitals stands between white space, as the title of an act does and the name of a speaker
    does not."""
    return layout.capitals(i) and layout.space_after(i) > 0 and layout.lines[i].text[-1] not in ".:"


def _introduces(layout: Layout, i: int) -> bool:
    """Whether a line that ends with a colon is of the text and not the first line of a title."""
    return not (layout.capitals(i) or layout.other_size(i) or layout.centred(i) or layout.width(i) < _INTRODUCES)


def _unfinished(layout: Layout, last: int, i: int) -> bool:
    """Whether line i ends the title of a list that line `last` began, as `Chronology of the Salt` above `Question`:
    a few words without a figure, and the entries begin with figures below it."""
    below = layout.next(i)
    words, text = layout.lines[last].text.split(), layout.lines[i].text
    few = len(words) > 2 and layout.narrow(i) and len(text) >= _SHORTEST_END and not re.search(r"\d", text)
    return few and below is not None and layout.lines[below].text[0].isdigit()


def _text_size(layout: Layout, last: int) -> float:
    """The type size of the text below a heading, in parts of the book's."""
    following = [j for n in range(_MOST_LINES // 2, 2 * _MOST_LINES) if (j := layout.next(last, n)) is not None]
    sizes = [layout.size(j) for j in following if not layout.capitals(j) and not layout.narrow(j)]
    return median(sizes) if sizes else 1.0


def _weight(layout: Layout, i: int, before: int | None, size: float) -> float:
    """Log odds of a line to belong to a title and not to the text, which is of a size. `before` is the line of the
    title before it."""
    text = layout.lines[i].text
    weight = _EACH_LINE
    if layout.capitals(i):
        return weight + _CAPITALS
    other = abs(layout.size(i) / size - 1) > _OTHER
    if before is not None and layout.capitals(before) and layout.space_before(i) > 0.3:
        weight += _NO_CAPITALS
    if other:
        weight += _OTHER_SIZE
    elif layout.size(i) != 1.0:
        weight += _SAME_SIZE
    if layout.centred(i) and layout.narrow(i):
        weight += _CENTRED
    elif not other:
        weight += _SET_AS_PARAGRAPH * layout.begins_paragraph(i)
        width = layout.width(i)
        apart = _MEDIUM_APART if layout.space_before(i) > 0.3 else _MEDIUM
        weight += _NARROW if width < _SHORT else apart if width < _FULL else _WIDE
    if _is_summary(layout, i):
        weight += _SUMMARY
    if text[0].islower() and before is None:
        weight += _SMALL_LETTER
    if text[-1] in ".;" and layout.space_after(i) <= 0 and not other:
        weight += _STOP_WITHOUT_SPACE
    return weight


def _is_summary(layout: Layout, i: int) -> bool:
    """Whether a line has the dashes of a summary: one, or two in a narrow line."""
    return len(_DASHES.findall(layout.lines[i].text)) > (layout.width(i) < _SUMMARY_WIDTH)


def _border(layout: Layout, i: int) -> float:
    """What speaks for the border below line i."""
    following = layout.next(i)
    if following is None:
        return 0.0
    score = _SPACE_BELOW if layout.space_after(i) > 0.3 else _NO_SPACE_BELOW
    if layout.lines[following].text[0].islower() or layout.lines[i].text[-1] in "-¬­":
        score += _TEXT_GOES_ON
    return score
