"""The furniture of pages: running heads, folios, signatures and catchwords.

Each page is read from its edges inwards, as long as the lines are furniture. The head of a page has running heads and
folios. A line there that resembles neither is furniture too, if most pages nearby have furniture at that place and the
line is as short and as spoilt as a misread head (`_also_furniture`). The foot has folios, signatures (`B 2`, `15. 4`)
and catchwords, which repeat the first word of the next page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from rapidfuzz import fuzz

from editio.model.kinds import FurnitureKind
from editio.model.pages import Anchor
from editio.model.witness import Line
from editio.stages.letters import letters
from editio.stages.pagination.bands import level
from editio.stages.pagination.figures import Scheme, figures_of, value
from editio.stages.pagination.heads import starts_within
from editio.stages.pagination.labelling import Label
from editio.stages.pagination.sheets import EDGE, Sheet
from editio.stages.pagination.sights import HEAD_CAPITALS, ORNAMENT, Place, Sight, capitals, extent
from editio.stages.pagination.words import Words

_AGREES = 0.3  # least agreement of the sight that is the page's folio
_AGREES_IN_LINE = 0.35
_NEIGHBOURS = 6  # pages to either side
_MOST = 0.5  # of the neighbours
_SPOILT_FOLIO = 4  # characters
_SPOILT_HEAD = 60  # rapidfuzz ratio of a head to the heads nearby, if most pages have one
_MISREAD_HEAD = 80  # the same, for a line that may be a heading, since it lacks the number of the other heads
_FACING = 2  # pages; heads on left pages only are so far apart
_TITLE_SPACE = 4.0  # heights of a line
_SHORT = 0.75  # of the usual line; a head is shorter
_SHORT_PAGE = 0.8  # of the usual number of lines; the page on which a chapter begins has fewer
_ENDS_SENTENCE = re.compile(r"[.!?…:][\W\d]*$")
_FEWEST_SIGNATURES = 3
_CATCHWORD = re.compile(r"(?:[A-Z][A-Za-z]?\.? ?[0-9]{0,2} +)?(?P<word>[^\W\d]{2,}[-¬.,;:’']{0,2}(?: [^\W\d]+)?)")


@dataclass(frozen=True)
class Face:
    """A leaf with its sights and label."""

    sheet: Sheet
    sights: tuple[Sight, ...]
    label: Label

    def agreeing(self, line: int) -> Sight | None:
        """The sight in a line that agrees best with the label; None if none agrees."""
        if not self.label.scheme:
            return None
        scheme, number = self.label.scheme, self.label.number
        here = [sight for sight in self.sights if sight.line == line]
        best = max(here, key=lambda sight: sight.agreement(scheme, number), default=None)
        return best if best and best.agreement(scheme, number) >= _AGREES else None


@dataclass(frozen=True)
class Known:
    """The furniture known before the pages have labels: lines that repeat at the head or foot of pages, and pieces of
    lines that are heads for other reasons or that an editor entered."""

    heads: frozenset[int]
    feet: frozenset[int]
    pieces: Mapping[int, Anchor]
    text: frozenset[int]  # lines that an editor entered as text or as headings
    openings: frozenset[int] = frozenset()  # lines that may be titles, for they begin a short page below a sentence


def find(lines: Sequence[Line], faces: Sequence[Face], known: Known, words: Words) -> tuple[Anchor, ...]:
    """The furniture of all pages, in the order of the lines."""
    heading = words.is_heading
    text = known.text | (_half_titles(lines, faces) - {*known.pieces})
    known = replace(known, text=text, openings=_openings(lines, faces))
    tops = [_head(lines, face, known, heading, frozenset()) for face in faces]
    for n, face in enumerate(faces):
        nearby = _nearby(lines, faces, tops, n)
        if nearby and (usual := frozenset(_also_furniture(lines, face, tops[n], nearby, heading)) - known.text):
            tops[n] = _head(lines, face, known, heading, usual)
    tops = list(_without_titles(lines, faces, tops, known.text, words))
    is_signature = words.is_signature if _has_signatures(lines, faces, words) else lambda _: False
    found: list[Anchor] = []
    for n, face in enumerate(faces):
        above = {anchor.line for anchor in tops[n]}
        following = _opening(lines, faces[n + 1], tops[n + 1]) if n + 1 < len(faces) else ""
        found += tops[n]
        found += _foot(lines, face, known, above, following, is_signature, words.is_volume)
    return tuple(sorted(found, key=lambda anchor: anchor.start))


def _half_titles(lines: Sequence[Line], faces: Sequence[Face]) -> frozenset[int]:
    """The lines of pages without a number that have only a title, in one line or in a few lines in capitals. A title
    that repeats a line at the head of a page before it is a running head."""
    found: set[int] = set()
    for n, face in enumerate(faces):
        rows = face.sheet.rows
        if not rows or len(rows) > EDGE or any(face.agreeing(i) for i in rows):
            continue
        in_capitals = all(capitals(lines[i].text) >= HEAD_CAPITALS for i in rows)
        above = [lines[i].text for earlier in faces[max(0, n - _NEIGHBOURS) : n] for i in earlier.sheet.head]
        again = any(fuzz.ratio(letters(lines[rows[0]].text), letters(text)) >= _MISREAD_HEAD for text in above)
        if (len(rows) == 1 or in_capitals) and not again:
            found.update(rows)
    return frozenset(found)


def _openings(lines: Sequence[Line], faces: Sequence[Face]) -> frozenset[int]:
    """The first lines of pages on which a chapter may begin: they have fewer lines than most pages, and the page before
    ends with a sentence. The text below a title may begin with a small letter, since OCR often loses a large initial:
    `alt was dear` below `THE SALT ROAD`."""
    full = [len(face.sheet.rows) for face in faces if len(face.sheet.rows) > EDGE_LINES]
    most = _SHORT_PAGE * median(full) if full else 0.0
    found: set[int] = set()
    for before, face in pairwise(face for face in faces if face.sheet.rows):
        last = next((i for i in reversed(before.sheet.rows) if len(letters(lines[i].text)) > _SPOILT_FOLIO), None)
        ended = last is None or _ENDS_SENTENCE.search(lines[last].text)
        if ended and len(face.sheet.rows) <= most:
            found.add(face.sheet.rows[0])
    return frozenset(found)


def _without_titles(
    lines: Sequence[Line], faces: Sequence[Face], tops: Sequence[list[Anchor]], text: frozenset[int], words: Words
) -> Iterator[list[Anchor]]:
    """The furniture at the head of each page without titles such as `PREFACE`: the first line of this kind at the head
    of a page, without a number there, is the title that the heads of later pages repeat. Below a number on one of the
    next pages it is a head, even if the labels of the leaves do not explain the number."""
    last: dict[str, int] = {}
    for n, (face, top) in enumerate(zip(faces, tops, strict=True)):
        above = face.sheet.head[: len(top) + 2]
        found = [i for i in above if words.is_title(lines[i].text)]
        new = {i for i in found if letters(lines[i].text) not in last}
        again = [i for i in found if i not in new | text and n - last[letters(lines[i].text)] <= _FACING]
        last |= {letters(lines[i].text): n for i in found}
        if any(anchor.number for anchor in top):
            below = [i for i in above[len(top) : len(top) + 1] if i in again]
            yield [*top, *(_whole(lines, FurnitureKind.RUNNING_HEAD, i, face) for i in below)]
        elif again and not top and again == [*above[1:2]] and value(lines[above[0]].text.strip(ORNAMENT)):
            kinds = (FurnitureKind.FOLIO, FurnitureKind.RUNNING_HEAD)
            yield [_whole(lines, kind, i, face) for kind, i in zip(kinds, above, strict=True)]
        else:
            yield top[: next((k for k, anchor in enumerate(top) if anchor.line in new), len(top))]


def _whole(lines: Sequence[Line], kind: FurnitureKind, i: int, face: Face) -> Anchor:
    sight = face.agreeing(i)
    number = face.label.number if sight else 0
    return Anchor(kind, i, number, face.label.scheme is Scheme.ROMAN, lines[i].start, lines[i].end)


def _head(
    lines: Sequence[Line],
    face: Face,
    known: Known,
    heading: Callable[[str], bool],
    also: frozenset[int],
) -> list[Anchor]:
    """The furniture at the head of a page; `also` are lines that are furniture because of the neighbouring pages."""
    found: list[Anchor] = []
    for i in face.sheet.head:
        if i in known.text:
            break
        if piece := known.pieces.get(i):
            found.append(piece)
            if piece.end < lines[i].end:
                break
            continue
        sight = face.agreeing(i)
        if i in known.heads:
            found.append(_whole(lines, FurnitureKind.RUNNING_HEAD, i, face))
        elif sight and sight.place is Place.ALONE:
            found.append(_whole(lines, FurnitureKind.FOLIO, i, face))
        elif (
            (sight and _is_head_with(lines, face, i, sight, heading))
            or (
                i not in known.openings
                and all(above.kind is FurnitureKind.FOLIO for above in found)
                and _interrupts(lines, face, i, heading)
            )
            or (not found and _above_folio(lines, face, i, heading))
        ):
            found.append(_whole(lines, FurnitureKind.RUNNING_HEAD, i, face))
        elif i in also:
            short = len(letters(lines[i].text)) < 3 and len(lines[i].text) <= 2 * _SPOILT_FOLIO
            found.append(_whole(lines, FurnitureKind.FOLIO if short else FurnitureKind.RUNNING_HEAD, i, face))
        elif _is_dirt(lines[i].text) and _below(face, i) in known.heads - known.text:
            found.append(_whole(lines, FurnitureKind.RUNNING_HEAD, i, face))
        else:
            break
    return found


def _below(face: Face, i: int) -> int | None:
    """The line below a line on its page."""
    at = face.sheet.rows.index(i) + 1
    return face.sheet.rows[at] if at < len(face.sheet.rows) else None


def _above_folio(lines: Sequence[Line], face: Face, i: int, heading: Callable[[str], bool]) -> bool:
    """Whether a line in capitals is directly above the folio at the head of a page with text. A title is never
    there."""
    at = face.sheet.rows.index(i) + 1
    if len(face.sheet.rows) <= 2 * EDGE or heading(lines[i].text) or capitals(lines[i].text) < HEAD_CAPITALS:
        return False
    sight = face.agreeing(face.sheet.rows[at])
    return sight is not None and sight.place is Place.ALONE and sight.value == (face.label.scheme, face.label.number)


def _interrupts(lines: Sequence[Line], face: Face, i: int, heading: Callable[[str], bool]) -> bool:
    """Whether the first line of a page is a head that interrupts the text. It must be in capitals, and either have a
    misread number at an end or be followed by the middle of a sentence, which never follows a heading."""
    text = lines[i].text
    words = text.split()
    long = " ".join(word for word in words if len(word) > _SPOILT_FOLIO) or text
    if heading(text) or len(letters(text)) < _SPOILT_FOLIO or capitals(long) < HEAD_CAPITALS:
        return False
    if extent(text) > _SHORT * _usual_length(lines, face.sheet) or _is_title(lines, face.sheet, i):
        return False
    return starts_within(lines, face.sheet, i) or _has_spoilt_number(text)


def _has_spoilt_number(text: str) -> bool:
    """Whether a line in capitals begins or ends with a few characters that are not capitals, such as a misread
    number."""
    words = text.split()
    ends = [word for word in (words[0], words[-1]) if len(word) <= _SPOILT_FOLIO]
    return len(words) > 1 and any(not value(word) and not word.isupper() and not word.istitle() for word in ends)


def _is_head_with(lines: Sequence[Line], face: Face, i: int, sight: Sight, heading: Callable[[str], bool]) -> bool:
    """Whether a line with the page's number at an end is a running head. It must not be the heading of a chapter, and
    must be in capitals or be followed by the middle of a sentence."""
    rest = lines[i].text.replace(sight.text, "", 1).strip()
    if heading(rest):
        return False
    return capitals(rest) >= HEAD_CAPITALS or (rest[:1].isupper() and starts_within(lines, face.sheet, i))


@dataclass(frozen=True)
class _Nearby:
    """The furniture at the heads of the pages around a page, if most of these pages have some."""

    lines: tuple[Line, ...]
    titles: tuple[Line, ...]  # the running heads among them
    heads: frozenset[str]  # their letters
    earlier: frozenset[str]  # those of the pages before
    folios: bool  # whether most pages have a folio in a line of its own
    numbered: bool  # whether most running heads have a figure
    most: int  # the greatest number of lines on one page

    def resemble(self, text: str, bare: bool) -> bool:
        """Whether a line is like one of the heads. A `bare` line could be a title that the heads of later pages repeat,
        so it is compared more strictly, and only with earlier heads."""
        words, known = letters(text), self.earlier if bare else self.heads
        like = max((fuzz.ratio(words, head) for head in known), default=0.0) if len(words) > 3 else 0.0
        return like >= (_MISREAD_HEAD if bare else _SPOILT_HEAD)


def _nearby(lines: Sequence[Line], faces: Sequence[Face], tops: Sequence[Sequence[Anchor]], n: int) -> _Nearby | None:
    around = [m for m in (*range(n - _NEIGHBOURS, n), *range(n + 1, n + _NEIGHBOURS + 1)) if 0 <= m < len(faces)]
    with_text = [m for m in around if not faces[m].sheet.blank]
    furnished = [m for m in with_text if tops[m]]
    if not with_text or len(furnished) < _MOST * len(with_text):
        return None
    folios = sum(any(a.kind is FurnitureKind.FOLIO for a in tops[m]) for m in furnished)
    titles = tuple(lines[a.line] for m in furnished for a in tops[m] if a.kind is FurnitureKind.RUNNING_HEAD)
    return _Nearby(
        tuple(lines[anchor.line] for m in furnished for anchor in tops[m]),
        titles,
        frozenset(letters(lines[anchor.line].text) for m in furnished for anchor in tops[m]) - {""},
        frozenset(letters(lines[anchor.line].text) for m in furnished if m < n for anchor in tops[m]) - {""},
        folios >= _MOST * len(with_text),
        2 * sum(_has_figure(line.text) for line in titles) > len(titles),
        max(len(tops[m]) for m in furnished),
    )


def _also_furniture(
    lines: Sequence[Line], face: Face, top: Sequence[Anchor], nearby: _Nearby, heading: Callable[[str], bool]
) -> Iterator[int]:
    """The lines at the head of a page that are running heads or folios, as the pages around it have these there.
    A plate has neither."""
    if face.sheet.scant and not face.label.scheme:
        return
    here = {anchor.line for anchor in top}
    usual = _usual_length(lines, face.sheet)
    for depth, i in enumerate(face.sheet.head[:2]):
        if i in here:
            continue
        line = lines[i]
        if heading(line.text) or extent(line.text) > _SHORT * usual or _is_title(lines, face.sheet, i):
            return
        if _names_chapter(line.text, heading) and not any(_names_chapter(it.text, heading) for it in nearby.titles):
            return  # `CHAPTER I. THE ROAD` is the heading that heads such as `THE ROAD` repeat
        within = _has_figure(line.text) or starts_within(lines, face.sheet, i)
        words = len(letters(line.text)) >= _SPOILT_FOLIO
        spoilt_folio = (nearby.folios and not depth and _is_spoilt_folio(line.text)) or (
            nearby.numbered and not here and _has_spoilt_folio(line.text, face.label)
        )
        like_a_head = (
            spoilt_folio
            or (within and _level(line, nearby.titles if words else nearby.lines))
            or nearby.resemble(line.text, bare=nearby.numbered and not within)
        )
        if not (
            (here and (nearby.titles or not words) and any(level(line, lines[j]) for j in here))
            or face.agreeing(i)
            or (like_a_head and len(here) < nearby.most)  # a further line is a heading below the heads
        ):
            return
        yield i


def _names_chapter(text: str, heading: Callable[[str], bool]) -> bool:
    """Whether a line begins with the word and number of a chapter."""
    return heading(" ".join(text.split()[:2]))


def _is_spoilt_folio(text: str) -> bool:
    """Whether a line is short and has no word."""
    return len(text) <= _SPOILT_FOLIO and not re.search(r"[^\W\d]{3}", text)


def _is_dirt(text: str) -> bool:
    """Whether a line has neither a word nor a figure."""
    return _is_spoilt_folio(text) and not any(map(str.isdigit, text))


def _has_spoilt_folio(text: str, label: Label) -> bool:
    """Whether a line in capitals begins or ends with as many figures as the page number has, and some of them are
    right: `THE MARSH. J 57` on page 167. Letters read for figures count too. A year would have one figure too many."""
    if not label.scheme or capitals(text) < HEAD_CAPITALS:
        return False
    printed, words = figures_of(label.scheme, label.number), text.split()
    for token in (words[0], words[-1], "".join(words[:2]), "".join(words[-2:])):
        bare = re.sub(r"\W", "", token)
        right = sum(a == b for a, b in zip(bare, printed, strict=False))
        if len(bare) == len(printed) > 1 and right and sum(c.isdigit() for c in bare) >= len(bare) - 1:
            return True
    return False


def _has_figure(text: str) -> bool:
    words = text.split()
    return any(c.isdigit() for c in words[0] + words[-1])


def _usual_length(lines: Sequence[Line], sheet: Sheet) -> float:
    return median(extent(lines[i].text) for i in sheet.rows) if len(sheet.rows) > EDGE_LINES else 60.0


EDGE_LINES = 5  # lines; a shorter page does not show the usual length of its lines


def _level(line: Line, nearby: Iterable[Line]) -> bool:
    """Whether a line is at the height of the furniture of the neighbouring pages."""
    tops = [other.box.top for other in nearby if other.box]
    if not line.box or not tops:
        return False
    height = line.box.bottom - line.box.top
    return min(tops) - height <= line.box.top <= max(tops) + height / 2


def _is_title(lines: Sequence[Line], sheet: Sheet, i: int) -> bool:
    """Whether boxes show much more white space below a line than below a running head, as below the title of a chapter
    that the heads of its pages repeat."""
    following = next((lines[j].box for j in sheet.rows[sheet.rows.index(i) + 1 :]), None)
    box = lines[i].box
    if not box or not following or len(letters(lines[i].text)) < _SPOILT_FOLIO:
        return False
    return following.top - box.bottom > _TITLE_SPACE * (box.bottom - box.top)


def _opening(lines: Sequence[Line], face: Face, top: Iterable[Anchor]) -> str:
    """The text that begins a page, below its furniture."""
    ends = {anchor.line: anchor.end for anchor in top}
    for i in face.sheet.rows:
        if i not in ends:
            return lines[i].text
        if ends[i] < lines[i].end:
            return lines[i].text[ends[i] - lines[i].start :].strip()
    return ""


def _has_signatures(lines: Sequence[Line], faces: Sequence[Face], words: Words) -> bool:
    """Whether the book has signatures: several pages end in a line that may be one."""
    lasts = (lines[face.sheet.rows[-1]].text for face in faces if face.sheet.rows)
    return sum(map(words.is_signature, lasts)) >= _FEWEST_SIGNATURES


def _foot(
    lines: Sequence[Line],
    face: Face,
    known: Known,
    above: set[int],
    following: str,
    is_signature: Callable[[str], bool],
    is_volume: Callable[[str], bool],
) -> Iterator[Anchor]:
    """The furniture at the foot of a page, at most one line of each kind; the volume of a signature may be in a line of
    its own. `following` is the text that begins the next page."""
    seen: set[tuple[FurnitureKind, bool]] = set()
    for i in face.sheet.foot:
        if i in above or i in known.text or len(above) + len(seen) + 1 >= len(face.sheet.rows):
            return
        if piece := known.pieces.get(i):
            seen.add((piece.kind, False))
            yield piece
            continue
        text, sight = lines[i].text, face.agreeing(i)
        if i in known.feet:
            kind = FurnitureKind.RUNNING_HEAD
        elif sight and sight.place is Place.ALONE:
            kind = FurnitureKind.FOLIO
        elif _is_catchword(text, following):
            kind = FurnitureKind.CATCHWORD
        elif is_signature(text):
            kind = FurnitureKind.SIGNATURE
        else:
            return
        if (kind, is_volume(text)) in seen:
            return
        seen.add((kind, is_volume(text)))
        yield _whole(lines, kind, i, face)


def _is_catchword(text: str, following: str) -> bool:
    match = _CATCHWORD.fullmatch(text)
    if not match or not following:
        return False
    word, opening = (re.sub(r"[\W_]", "", t).casefold() for t in (match["word"], following[: len(text) + 8]))
    return len(word) >= 2 and opening.startswith(word) and _ends_word(match["word"], following)


def _ends_word(word: str, following: str) -> bool:
    """Whether the catchword consists of whole words of the next page, or of their beginning with a hyphen."""
    if word[-1] in "-¬":
        return True
    words = re.findall(r"[^\W\d_]+", following)
    mine = re.findall(r"[^\W\d_]+", word)
    return [w.casefold() for w in words[: len(mine)]] == [w.casefold() for w in mine]


def glued_folios(
    lines: Sequence[Line],
    faces: Sequence[Face],
    certain: Sequence[bool],
    placed: Iterable[Anchor],
    words: Words,
) -> list[Anchor]:
    """Folios at the end of a page's last line of text: the certain number of the page, apart from the words and without
    a stop. A number belongs to the text instead if it goes with the word before it or the month after it, or if the
    page has its number elsewhere. A whole line that is set aside, such as the signature `VOL. II C 17`, has no text."""
    found: list[Anchor] = []
    numbered = {anchor.line for anchor in placed if anchor.number}
    away = {anchor.line for anchor in placed if anchor.end == lines[anchor.line].end}
    for n, (face, sure) in enumerate(zip(faces, certain, strict=True)):
        rows = face.sheet.rows
        if not sure or face.label.scheme is not Scheme.ARABIC or not rows or numbered & set(rows):
            continue
        following = next((lines[later.sheet.rows[0]].text for later in faces[n + 1 :] if later.sheet.rows), None)
        last = max(rows)
        match = re.search(rf"\s+{face.label.number}$", lines[last].text)
        if match is None or last in away or following is None or words.month.match(following):
            continue
        if words.numbers_something(lines[last].text[: match.start()].rsplit(maxsplit=1)[-1]):
            continue
        start = lines[last].at(match.start())
        found.append(Anchor(FurnitureKind.FOLIO, last, face.label.number, False, start, lines[last].end))
    return found
