"""The end of a heading, where the text below it begins.

The title may be in the same line as the word and number of a heading, in the next lines, or missing. A summary may
follow it (`Arrival — The bridge — A frost`). Each of the following lines is weighed as part of the title against the
first line of the text, and the border with the best score is chosen. So a chapter without a title keeps its first line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from statistics import median

from editio.languages import of
from editio.stages.divisions.layout import Layout

_MOST_LINES = 9
_SHORTEST_END = 4  # characters; a shorter line is a letter of the alphabet above its entries
_CAPITALS = 3.0
_CENTRED = 1.5
_NARROW, _MEDIUM, _MEDIUM_APART, _WIDE = 1.0, -0.5, 0.5, -2.5
_SHORT, _FULL = 0.72, 0.85  # of the measure
_OTHER_SIZE, _SAME_SIZE = 2.0, -0.5
_SUMMARY = 1.5
_SUMMARY_WIDTH = 0.6  # of the measure; summaries are rarely narrower
_NO_CAPITALS = -1.5  # the line above is in capitals
_AFTER_CAPITALS = -1.0  # below a title in capitals: a motto, and its author in capitals
_OTHER = 0.15
_INTRODUCES = 0.6  # of the measure
_BRACKETED = 3.0  # a title supplied by an editor
_SMALL_LETTER = -1.0
_STOP_WITHOUT_SPACE = -1.5
_EACH_LINE = -0.2
_HOPELESS = -2.5  # narrow lines below a full line of text are verses or the end of its paragraph
_SPACE_BELOW, _NO_SPACE_BELOW = 1.0, -0.5
_TEXT_GOES_ON = -3.0
_SET_AS_PARAGRAPH = -4.0
_WIDER = 0.5  # lines of white space
_MOST_OF_BLOCK = 5  # lines up to white space over which a title begun after its number may extend
_MOST_WIDE = 3  # the same, for a title as wide as the text
_FEWEST_VERSES = 3
_OTHER_MATTER = -3.0  # of verses, of a date, or of lines that are set in below a title that is not
_ENDS_SENTENCE = re.compile(r"[.!?:;,…¬—–-][\"'”’»)\]_]*$")
_DASHES = re.compile(r"[.\w]\s*[—–]{1,2}\s*\w|[—–]{1,2}$|\s--?\s")
_SPEAKS = "—–"
_OPENS = "‘'“\"«„\\("
_INITIAL = re.compile(r"[^\W\d_]")
_SECTION = re.compile(r"(?:[IVXLC]+|\d{1,2})\.?")  # the number of a stanza, or of a section of the chapter
_OPENS_LETTER = re.compile(r"(?:\b1\d{3}|,)\W{0,3}$|,$")
_STARS = re.compile(r"(?:[*•·.]\s*){3,}")
_DATE = re.compile(r"\d{4}|\d{1,2} \w+")


@dataclass(frozen=True)
class Beginning:
    """The line with the word and number of a heading, or the first line of its title if it is `unnumbered`."""

    line: int
    begun: bool  # whether the title begins in this line, after the number
    unnumbered: bool
    listed: bool = False  # whether the entries of a list follow
    letter: bool = False  # whether place, date and greeting may follow
    play: bool = False  # of an act or scene: a stage direction and a speaker may follow


def end(layout: Layout, head: Beginning, stops: frozenset[int], tag: str) -> int:
    """The line at which the text below a heading begins. `stops` are lines at which something else begins, `tag` is
    the language of the book."""
    if head.begun and not (head.listed or head.play) and (border := _below_block(layout, head.line, stops)) is not None:
        return border
    lines = _possible(layout, head, stops, tag)
    last = layout.next(lines[-1]) if lines else None
    alone = last is None or last in stops  # nothing follows the possible lines of the title
    title = _title(layout, lines, _weights(layout, head, lines, tag), alone)
    following = layout.next(title[-1] if title else head.line)
    return following if following is not None else len(layout.lines)


def summary(layout: Layout, last: int, body: int, *, begun: bool) -> int:
    """The line at which the summary below the title of a chapter begins; `body` if it has none. The number is in line
    `last`, and the title has `begun` there or is below it. A summary has dashes, and white space, smaller type or the
    end of the capitals separates it from the title. If the chapter has no title, its summary is used as the title."""
    title = [last] if begun else []
    below = layout.between(last + 1, body)
    for k, i in enumerate(below):
        if title and not any(_is_summary(layout, j) for j in title) and _is_set_off(layout, title[-1], i):
            text = " ".join(layout.lines[j].text for j in below[k:])
            return i if _DASHES.search(text) else body
        title.append(i)
    return body


def _is_set_off(layout: Layout, before: int, i: int) -> bool:
    """Whether a line is set otherwise than the line before it, which is part of the title."""
    smaller = layout.size(i) < (1 - _OTHER) * layout.size(before)
    return layout.space_before(i) > 0.3 or smaller or (layout.capitals(before) and not layout.capitals(i))


def _possible(layout: Layout, head: Beginning, stops: frozenset[int], tag: str) -> list[int]:
    """The lines below a heading that may belong to its title."""
    lines: list[int] = []
    for n in range(1, _MOST_LINES + 1):
        i = layout.next(head.line, n)
        if i is None or i in stops or layout.page(i) != layout.page(head.line):
            break
        if _is_text(layout, head, lines, i, tag):
            break
        lines.append(i)
    return lines


def _is_text(layout: Layout, head: Beginning, title: list[int], i: int, tag: str) -> bool:
    """Whether a line cannot belong to the title, which may have the lines above it."""
    text = layout.lines[i].text
    apart = layout.space_before(i) > 0 or layout.lines[i].blank_before > 0
    return bool(
        (head.play and ((apart and not _is_shouted(layout, i)) or text.lstrip("_")[:1] in "[("))  # a stage direction
        or (head.listed and apart and (title or not _unfinished(layout, head.line, i)))  # an entry of the list
        or (head.begun and not title and layout.space_before(i) > 0.3)
        or (text[0] in _OPENS and not layout.capitals(i))  # a motto or a quotation
        or (text[0] in _SPEAKS and not title and not head.begun and not layout.capitals(i))  # a speech
        or (apart and _DATE.fullmatch(text))  # of the first entry of a chronology
        or (apart and of(tag).article.fullmatch(text))  # the first one of a document
        or (text[-1] == ":" and _introduces(layout, i, below=bool(title) and apart))  # a display follows
        or (_SECTION.fullmatch(text) and not head.unnumbered)
        or (head.letter and _OPENS_LETTER.search(text))
        or _INITIAL.fullmatch(text)  # the large initial of the text
        or (title and _dateline(tag).fullmatch(text))  # of a letter
        or _STARS.fullmatch(text)
        or (title and _stands_off(layout, title[0], i))  # a paragraph of one line
        or (i not in layout.levels and _is_marked(layout, head, title))
    )


def _is_marked(layout: Layout, head: Beginning, title: list[int]) -> bool:
    """Whether the makers of the text marked a line with words of the title as a heading."""
    worded = [head.line] if head.begun or head.unnumbered else []
    return any(i in layout.levels for i in (*worded, *title))


def _title(layout: Layout, lines: list[int], weights: Iterable[float], alone: bool) -> list[int]:
    """The first of these lines, up to the border with the best score. If they stand `alone` and end like a sentence,
    the last of them are text."""
    best, border, score = 0.0, 0, 0.0
    for count, (i, weight) in enumerate(zip(lines, weights, strict=True), 1):
        score += weight
        if score < _HOPELESS and not (count < len(lines) and _is_summary(layout, lines[count])):
            break
        if alone and count == len(lines) > 1 and not layout.capitals(i) and layout.lines[i].text[-1] in ".?!":
            break
        worth = score + _border(layout, i)
        if worth > best:
            best, border = worth, count
    return lines[:border]


def _weights(layout: Layout, head: Beginning, lines: list[int], tag: str) -> Iterator[float]:
    """The weight of each line as part of the title, given the lines above it."""
    size = _text_size(layout, head.line)
    bracketed = bool(lines) and layout.lines[lines[0]].text[0] == "["
    shouted, left = False, False  # whether the title is in capitals, and whether its capitals have ended
    before = head.line if head.unnumbered or head.begun else None
    flush = not any(layout.lines[i].indented for i in (head.line, *lines[:1]))
    block: list[int] = []
    for i in lines:
        if i not in block:
            block = _block(layout, i)
            set_in = flush and all(layout.lines[j].indented for j in block)
            other = set_in or _are_verses(layout, block)
            motto = _is_motto(layout, block, size)
            wide = before is None and _is_wide_title(layout, block)
        left = left or (shouted and not layout.capitals(i) and layout.space_before(i) > 0.3)
        shouted = layout.capitals(i) and not left
        if bracketed:
            yield _BRACKETED
        elif left and layout.capitals(i):
            yield _AFTER_CAPITALS
        elif motto or (before is not None and (other or _is_dated(layout, block, tag))):
            yield _OTHER_MATTER
        elif wide:
            yield _NARROW
        else:
            below = _AFTER_CAPITALS if left and not _is_summary(layout, i) else 0.0
            yield _weight(layout, i, before, size) + below
        bracketed = bracketed and "]" not in layout.lines[i].text
        before = i


def _block(layout: Layout, first: int) -> list[int]:
    """The lines from `first` to the next white space."""
    lines = [first]
    while (i := layout.next(lines[-1])) is not None and layout.space_before(i) <= 0.3:
        lines.append(i)
    return lines


def _are_verses(layout: Layout, block: list[int]) -> bool:
    """Whether each line of a block begins like a verse, and some line above the last ends with a stop or comma."""
    texts = [layout.lines[i].text for i in block]
    begun = all((initial := _INITIAL.search(text)) and initial[0].isupper() for text in texts)
    stops = any(_ENDS_SENTENCE.search(text) for text in texts[:-1])
    shouted = any(map(layout.capitals, block))
    return len(block) >= _FEWEST_VERSES and begun and stops and not shouted and not _is_summary(layout, block[0])


def _is_motto(layout: Layout, block: list[int], size: float) -> bool:
    """Whether a block is set at the right, in smaller type than the text, whose type has `size`."""
    return all(layout.size(i) < size * (1 - _OTHER) and not layout.capitals(i) and layout.right(i) for i in block)


def _is_wide_title(layout: Layout, block: list[int]) -> bool:
    """Whether a block as wide as the text is a title, in a text without boxes: a paragraph would end with a stop."""
    if layout.lines[block[0]].box:
        return False
    last = layout.lines[block[-1]].text
    below = layout.next(block[-1])
    whole = below is not None and layout.page(below) == layout.page(block[-1]) and layout.space_before(block[0]) > 0.3
    return whole and len(block) <= _MOST_WIDE and layout.prose(block[0]) and not _ENDS_SENTENCE.search(last)


def _is_dated(layout: Layout, block: list[int], tag: str) -> bool:
    """Whether a block is one line that ends with a date."""
    return len(block) == 1 and bool(_dated(tag).search(layout.lines[block[0]].text))


@cache
def _dated(tag: str) -> re.Pattern[str]:
    """A day, month and year at the end of a line."""
    months = of(tag).any_month
    return re.compile(rf"(?:\d{{1,2}}\.? {months}|\b{months}\.? \d{{1,2}}),? \d{{4}}\W*$", re.IGNORECASE)


@cache
def _dateline(tag: str) -> re.Pattern[str]:
    """The place and date above a letter: `Merrow, 3 March, 1781.`"""
    month, day = of(tag).any_month, r"\d{1,2}\w{0,2}"
    date = rf"(?:\w+ )?(?:{day}\.? {month}|{month}\.? {day}),? \d{{4}}"
    return re.compile(rf"[^\W\d_][\w .’'-]{{1,30}}, {date}\W*", re.IGNORECASE)


def _below_block(layout: Layout, last: int, stops: frozenset[int]) -> int | None:
    """The line below the white space that ends a title of several lines, begun after its number; None if there is no
    such title. Text that begins after the number would end its paragraph with a stop, and is usually longer."""
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
    """Whether a line is a sentence with more white space above it than the title, whose first line is `first`, has
    below its number."""
    wider = layout.space_before(i) > layout.space_before(first) + _WIDER
    sentence = layout.lines[i].text[-1] in ".?!" and not layout.capitals(i)
    return wider and sentence and not _is_summary(layout, i)


def _is_shouted(layout: Layout, i: int) -> bool:
    """Whether a line in capitals is followed by white space, as the title of an act is and the name of a speaker is
    not."""
    return layout.capitals(i) and layout.space_after(i) > 0 and layout.lines[i].text[-1] not in ".:"


def _introduces(layout: Layout, i: int, *, below: bool) -> bool:
    """Whether a line that ends with a colon belongs to the text and not to the title. A narrow line may begin a title,
    but it belongs to the text if a title is above it, with white space between them (`below`)."""
    narrow = layout.width(i) < _INTRODUCES and not below
    return not (layout.capitals(i) or layout.other_size(i) or layout.centred(i) or narrow)


def _unfinished(layout: Layout, last: int, i: int) -> bool:
    """Whether line i ends the title of a list that line `last` began, as in `Chronology of the Salt` above `Question`:
    it has few words and no figure, and the entries below it begin with figures."""
    below = layout.next(i)
    words, text = layout.lines[last].text.split(), layout.lines[i].text
    few = len(words) > 2 and layout.narrow(i) and len(text) >= _SHORTEST_END and not re.search(r"\d", text)
    return few and below is not None and layout.lines[below].text[0].isdigit()


def _text_size(layout: Layout, last: int) -> float:
    """The type size of the text below a heading, relative to that of the book. Notes may follow after a few lines, so a
    third of the lines in the type of the book are enough."""
    following = [j for n in range(_MOST_LINES // 2, 2 * _MOST_LINES) if (j := layout.next(last, n)) is not None]
    sizes = [layout.size(j) for j in following if not layout.capitals(j) and not layout.narrow(j)]
    usual = sum(abs(size - 1) <= _OTHER for size in sizes)
    return 1.0 if 3 * usual >= len(sizes) else median(sizes)


def _weight(layout: Layout, i: int, before: int | None, size: float) -> float:
    """The log odds that a line belongs to the title and not to the text, which has type of `size`. `before` is the line
    of the title before it."""
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
    """Whether a line has the dashes of a summary: at least one, or two in a narrow line."""
    return len(_DASHES.findall(layout.lines[i].text)) > (layout.width(i) < _SUMMARY_WIDTH)


def _border(layout: Layout, i: int) -> float:
    """The evidence for the border below line i."""
    following = layout.next(i)
    if following is None:
        return 0.0
    score = _SPACE_BELOW if layout.space_after(i) > 0.3 else _NO_SPACE_BELOW
    if layout.lines[following].text[0].islower() or layout.lines[i].text[-1] in "-¬­":
        score += _TEXT_GOES_ON
    return score
