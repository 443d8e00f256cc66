"""Numbers at the places of folios.

A *sight* is a number, or characters that may be a misread number, at the head or foot of a page: alone in its line,
with or without dashes and brackets around it, or at an end of a running head or of another short line. A page number
that the format gives is a sight too, but a weak one, since a program may have counted it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from statistics import median

from editio.model.pages import Anchor
from editio.model.witness import Line
from editio.stages.pagination.figures import Scheme, figures_of, likeness, value
from editio.stages.pagination.sheets import Sheet
from editio.stages.pagination.words import Words

ORNAMENT = " \t—–-−_=~.,:;·\u0387•*°'’‘\"“”«»()[]{}<>|\\/^"
_LONGEST_FOLIO = 9  # characters of a number alone in its line, without ornament
_LONGEST_MISREAD = 4  # characters of a misread number in a running head
_LARGER = 1.15  # ratio of the type of a chapter's number to that of the text
_ORNAMENT = 5  # letters that OCR takes an ornament beside a folio for, at most
HEAD_CAPITALS = 0.6  # share of capitals in the letters of a running head
_LONGEST_LINE = 70  # characters; a longer line is text
_TOKEN = re.compile(r"\S+")
_GLUED = re.compile(r"\A\d{1,4}(?=[^\W\d]{3})|(?<=[^\W\d]{3})\d{1,4}\Z")  # a number with no blank before its head
_CAPITAL_ROMAN = re.compile(r"[IVXLC]+\.?")


class Place(Enum):
    """The place of a number. The value is its weight as evidence, from 0 to 1."""

    ALONE = 1.0
    IN_HEAD = 0.99
    IN_LINE = 0.4
    CLAIM = 0.45
    LETTER = 0.25  # one letter at the foot, which may be a signature
    CHAPTER = 0.2  # a roman numeral alone above a title, which may number a chapter


OF_FOLIOS = (Place.ALONE, Place.IN_HEAD)  # the places that only folios take


@dataclass(frozen=True)
class Sight:
    """Characters that may be a page number: `witness.text[start:end]` in line `line`."""

    text: str
    place: Place
    line: int
    start: int
    end: int
    top: bool
    counted: bool = False  # not read: its head was recognised by its words or its place, and counted from other heads

    @property
    def value(self) -> tuple[Scheme, int] | None:
        return value(self.text)

    def agreement(self, scheme: Scheme, number: int) -> float:
        """How strongly the sight supports a number, from 0 to 1."""
        like = likeness(self.text, scheme, number)
        if like < 1 and self.place in (Place.IN_LINE, Place.CLAIM, Place.LETTER, Place.CHAPTER):
            return 0.0
        return like * self.place.value


def sights(
    lines: Sequence[Line],
    sheet: Sheet,
    heads: Mapping[int, Anchor],
    words: Words,
) -> tuple[Sight, ...]:
    """The sights of a leaf. `heads` are the known running heads."""
    found: list[Sight] = []
    for edge, top in ((sheet.head, True), (sheet.foot, False)):
        for depth, i in enumerate(edge):
            head = heads.get(i)
            if head and head.number:
                continue
            folio = head is not None or any(words.is_front(lines[j].text) for j in _beside(sheet, i))
            found += _in_line(lines, sheet, i, top, depth, head is not None, folio, words)
    for i in (*sheet.head, *sheet.foot):
        if (head := heads.get(i)) and head.number:
            found += _of_head(lines, head, i in sheet.head)
    if sheet.claim:
        first = sheet.leaf.start
        found.append(Sight(sheet.claim, Place.CLAIM, -1, first, first, True))
    return tuple(dict.fromkeys(found))


def with_letter_folios(seen: Sequence[tuple[Sight, ...]]) -> list[tuple[Sight, ...]]:
    """The sights of all leaves. A letter at the foot is a folio, and no signature, if the folio of the leaf before or
    after it is the neighbouring number: `v` before `vi`."""
    plain = [values(s for s in its if s.place in OF_FOLIOS) for its in seen]

    def is_folio(n: int, sight: Sight) -> bool:
        beside = ((n + step, step) for step in (-1, 1) if 0 <= n + step < len(plain))
        own = sight.value
        return own is not None and any((own[0], own[1] + step) in plain[at] for at, step in beside)

    return [
        tuple(replace(s, place=Place.ALONE) if s.place is Place.LETTER and is_folio(n, s) else s for s in its)
        for n, its in enumerate(seen)
    ]


def _beside(sheet: Sheet, i: int) -> tuple[int, ...]:
    """The lines above and below a line on its page."""
    at = sheet.rows.index(i)
    return sheet.rows[max(0, at - 1) : at] + sheet.rows[at + 1 : at + 2]


def _of_head(lines: Sequence[Line], head: Anchor, top: bool) -> Iterator[Sight]:
    """The sights of a running head whose number is known. It may have been counted from other heads, which a page that
    OCR lost makes wrong, so another number that was read in the head is better evidence."""
    line = lines[head.line]
    known = Scheme.ROMAN if head.roman else Scheme.ARABIC, head.number
    figures = figures_of(*known)
    tokens = [
        (text, line.at(token.start()), line.at(token.end() - 1) + 1)
        for token in _TOKEN.finditer(line.text)
        if line.at(token.start()) < head.end and (text := token.group().strip(ORNAMENT))
    ]
    ends = tokens[:1] + tokens[1:][-1:]
    others = [(text, start, end) for text, start, end in ends if (number := value(text)) and number[0] is known[0]]
    if not others or any(value(text) == known for text, *_ in others):
        yield Sight(figures, Place.IN_HEAD, head.line, head.start, head.end, top, not others)
        return
    for text, start, end in others:
        yield Sight(text, Place.IN_HEAD, head.line, start, end, top)


def _in_line(
    lines: Sequence[Line],
    sheet: Sheet,
    i: int,
    top: bool,
    depth: int,
    is_head: bool,
    folio: bool,
    words: Words,
) -> Iterator[Sight]:
    """The sights of a line. `is_head` tells whether it is a running head, `folio` whether a roman numeral alone in it
    is a folio and not the number of a chapter."""
    line = lines[i]
    if number := words.of_page(line.text):
        yield Sight(number, Place.ALONE, i, line.start, line.end, top)
        return
    bare = line.text.strip(ORNAMENT)
    of_chapter = is_head and " " in bare and any(map(_CAPITAL_ROMAN.fullmatch, bare.split()))  # the number of a chapter
    if (
        bare
        and not of_chapter
        and len(bare) <= _LONGEST_FOLIO
        and _may_be_number(joined := re.sub(r"(?<=\w) (?=\w\b)", "", bare))
    ):
        if top and not depth and not value(joined) and (number := _beside_ornament(line.text, words)):
            joined = number
        letter = len(joined) == 1 and joined.isalpha() and not top
        place = Place.LETTER if letter else Place.ALONE
        chapter = _CAPITAL_ROMAN.fullmatch(bare) and not folio and top
        if chapter and (_title_follows(lines, sheet, i) or _larger(lines, sheet, i)):
            place = Place.CHAPTER
        yield Sight(joined, place, i, line.start, line.end, top)
        return
    if extent(line.text) > _LONGEST_LINE or ((depth or not top) and not is_head):
        return  # a number that begins a line at the foot is the mark of a note
    tokens = list(_TOKEN.finditer(line.text))
    for glued in _GLUED.finditer(line.text):
        if is_head or (not depth and top and capitals(line.text) >= HEAD_CAPITALS):
            yield Sight(glued.group(), Place.IN_HEAD, i, line.at(glued.start()), line.at(glued.end() - 1) + 1, top)
    if len(tokens) < 2:
        return
    for token, beside, rest in (
        (tokens[0], "", line.text[tokens[0].end() :]),
        (tokens[-1], tokens[-2].group(), line.text[: tokens[-1].start()]),
    ):
        text = token.group().strip(ORNAMENT) or token.group()
        if words.is_ordinal(line.text) or (beside and words.numbers_something(beside.strip(ORNAMENT))):
            continue
        in_head = is_head or (not depth and top and capitals(rest) >= HEAD_CAPITALS)
        place = Place.IN_HEAD if in_head else Place.IN_LINE
        if _CAPITAL_ROMAN.fullmatch(text) and not is_head and _is_of_chapter(token.group(), len(tokens), beside):
            place = Place.CHAPTER
        if value(text) or (in_head and len(text) <= _LONGEST_MISREAD):
            yield Sight(text, place, i, line.at(token.start()), line.at(token.end() - 1) + 1, top)


def _is_of_chapter(token: str, tokens: int, beside: str) -> bool:
    """Whether a roman numeral in capitals at an end of a line, with so many tokens, numbers a chapter: after a word
    alone, or before a title, if it has a stop."""
    return tokens == 2 if beside else token.endswith(".")


def _beside_ornament(text: str, words: Words) -> str:
    """The number at one end of a short line whose other characters are an ornament that OCR took for capitals:
    `FEIE 9`, `18 KTZ-`; "" if it is not such a line."""
    parts = [bare for token in text.split() if (bare := token.strip(ORNAMENT))]
    numbers = [part for part in parts if value(part)]
    others = [part for part in parts if not value(part)]
    plain = len(numbers) == 1 and numbers[0].isdecimal() and numbers[0] in (parts[0], parts[-1])
    ornament = all(part.isupper() and len(part) <= _ORNAMENT and not words.numbers_something(part) for part in others)
    return numbers[0] if plain and ornament else ""


def extent(text: str) -> int:
    """The length of a text in characters. Consecutive blanks count as one, since some OCR keeps columns apart with
    them."""
    return len(" ".join(text.split()))


def capitals(text: str) -> float:
    """The share of capitals in the letters of a text."""
    found = [c for c in text if c.isalpha()]
    return sum(c.isupper() for c in found) / len(found) if found else 0.0


def _may_be_number(text: str) -> bool:
    """Whether the text may be OCR's reading of a number: it has few characters, and is not a word."""
    return bool(value(text)) or len(text) <= 2 or bool(re.search(r"[0-9]", text)) or not re.search(r"[^\W\d]{3}", text)


def _title_follows(lines: Sequence[Line], sheet: Sheet, i: int) -> bool:
    """Whether the next line is set like a title: short, and in capitals or below an empty line."""
    at = sheet.rows.index(i) + 1
    if at >= len(sheet.rows):
        return False
    following = lines[sheet.rows[at]]
    level = lines[i].box, following.box
    if level[0] and level[1] and level[1].top < level[0].bottom:
        return False  # the running head beside it
    return len(following.text) < _LONGEST_LINE * 0.6 and (following.text.isupper() or following.blank_before > 0)


def _larger(lines: Sequence[Line], sheet: Sheet, i: int) -> bool:
    """Whether a line is in larger type than its page, which no folio is."""
    sizes = [lines[j].size for j in sheet.rows if lines[j].size]
    return bool(sizes) and lines[i].size > _LARGER * median(sizes)


def values(found: Iterable[Sight]) -> set[tuple[Scheme, int]]:
    """The numbers of the sights, if they were read well."""
    return {number for sight in found if (number := sight.value)}
