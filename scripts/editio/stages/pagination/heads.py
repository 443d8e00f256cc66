"""Running heads: lines that repeat at the same place on pages.

The first lines of a page are compared with those of the next six pages, without figures and marks, since page numbers
change and OCR misreads them. Similar lines are linked, and in a set of three or more linked lines each line is a
running head. So the heads of left and right pages, and the chapter titles above the pages of each chapter, are found
separately, with or without a number. The last lines are compared in the same way for heads at the foot. The conditions
there are stricter, because notes repeat too (`Ibid.`).

If boxes show how high heads are, lines as high as these are heads too, and lower ones are headings (`bands`).

A line is a head only if nothing but furniture is between it and the edge of the page. The heading of a chapter is the
first of the lines that repeat it, and is not a head itself (`_is_heading`).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median

from rapidfuzz import fuzz

from editio.model.witness import Line
from editio.stages.letters import SHORTEST, letters
from editio.stages.pagination import bands
from editio.stages.pagination.figures import value
from editio.stages.pagination.sheets import Sheet
from editio.stages.pagination.sights import HEAD_CAPITALS, capitals, extent

_REACH = 6  # pages
_ALIKE = 75  # rapidfuzz ratio
_SAME = 95
_LONGEST = 90  # characters
_FEWEST = 3
_LONG = 0.85  # of the usual line
_FOOT_DENSITY = 0.4  # of the pages that a group of heads at the foot spans
_NUMBERED = 0.5  # share of lines with a number; if more have one, a line without a number is a heading
_MANY, _MOST_NUMBERED = 40, 0.7  # heads, and the share of them with a number
_FEW = 8  # lines that repeat without a number
_COUNTING = 0.6  # share of the steps between lines that count by one
_SPOILT_NUMBER = 3  # characters
_MOST_WORDS = 4  # before a number, including it
_LOWER = 0.06  # of the page's height: a heading is lower than the heads
_LARGER = 1.25  # ratio of the type of a heading to that of the heads
_FACING = 2  # pages; heads on left pages only are so far apart
_NUMERAL = re.compile(r"(?:\d{1,4}\W+)?(?P<numeral>[IVXLC]+)\.?(?:\W+\d{1,4})?")
_STOPPED = re.compile(r"\W*\d{1,4}[.)]")
_YEAR_AT_END = re.compile(r"\b1[4-9]\d\d\W*$|\b20\d\d\W*$")
_NUMBER_AT_END = re.compile(r"^\W*(\d{1,4})\b|\b(\d{1,4})\W*$")


def repeated(
    lines: Sequence[Line], sheets: Sequence[Sheet], heading: Callable[[str], bool]
) -> tuple[frozenset[int], frozenset[int], frozenset[int]]:
    """The running heads at the head of pages, those at the foot, and the headings that they repeat, with the numbers of
    chapters alone above them, as line indices. `heading` tells whether the text of a line begins a chapter or another
    part, such as `CHAPTER II`."""
    place = {i: n for n, sheet in enumerate(sheets) for i in sheet.rows}
    tops = _without_text(lines, sheets, place, _groups(lines, [sheet.head for sheet in sheets]), top=True)
    high = bands.at_their_height(lines, sheets, tops, heading)
    found: set[int] = set(high)
    headings: set[int] = set()
    members = {i for group in tops for i in group}
    numbered = _numbered(lines, sheets, tops, place)
    for group in tops:
        if len(group) < _FEWEST and not _covers(tops, sheets):
            continue
        if _begin_titles(lines, sheets, group, place, numbered):
            continue
        headings |= _headings(lines, sheets, group, place, heading, members - set(group)) - high
        headings |= _numbers_above(lines, sheets, group, headings, place)
        found |= set(group) - headings
    for group in _numerals(lines, sheets, place):
        lower = _lower(lines, sheets, group, group, place)
        opening = {group[0]} if lower is None else lower
        headings |= opening
        found |= set(group) - opening
    feet: set[int] = set()
    for group in _without_text(lines, sheets, place, _groups(lines, [sheet.foot[:2] for sheet in sheets]), top=False):
        span = place[group[-1]] - place[group[0]] + 1
        dense = len(group) >= _FEWEST and len(group) >= _FOOT_DENSITY * span
        if dense and not is_note(lines, group) and not _end_parts(lines, sheets, group, place, heading):
            feet |= set(group)
    return frozenset(found), frozenset(feet), frozenset(headings)


def _numbered(
    lines: Sequence[Line], sheets: Sequence[Sheet], groups: Iterable[Sequence[int]], place: Mapping[int, int]
) -> float:
    """The share of running heads that have a page number; 0 if there are few heads."""
    numbers = [_has_number(lines, sheets[place[i]], i) for group in groups if len(group) >= _FEWEST for i in group]
    return sum(numbers) / len(numbers) if len(numbers) >= _MANY else 0.0


def _begin_titles(
    lines: Sequence[Line], sheets: Sequence[Sheet], group: Sequence[int], place: Mapping[int, int], numbered: float
) -> bool:
    """Whether a few lines in capitals that repeat begin titles, such as `EPITAPH` above the names of several persons.
    None of them has a page number, although most heads of the book have one, and none interrupts a sentence."""
    if numbered < _MOST_NUMBERED or len(group) > _FEW:
        return False
    if any(capitals(lines[i].text) < HEAD_CAPITALS for i in group):
        return False
    return not any(_has_number(lines, sheets[place[i]], i) or starts_within(lines, sheets[place[i]], i) for i in group)


def _end_parts(
    lines: Sequence[Line],
    sheets: Sequence[Sheet],
    group: Sequence[int],
    place: Mapping[int, int],
    heading: Callable[[str], bool],
) -> bool:
    """Whether a part begins on the page after most of the lines. Then they are the signatures of letters or the sources
    of documents, each of which has a page of its own."""
    following = [sheets[place[i] + 1].rows[:1] for i in group if place[i] + 1 < len(sheets)]
    return 2 * sum(heading(lines[row].text) for rows in following for row in rows) > len(following)


def _numerals(lines: Sequence[Line], sheets: Sequence[Sheet], place: Mapping[int, int]) -> Iterator[list[int]]:
    """Groups of lines that are only the number of a chapter, in roman figures and with or without a folio, at the heads
    of pages near each other. Pages are not numbered with one number twice. The first line may be the heading."""
    groups: dict[str, list[int]] = {}
    tops = [i for sheet in sheets for i in sheet.head[:1]]
    for i, match in ((i, match) for i in tops if (match := _NUMERAL.fullmatch(lines[i].text))):
        text = match["numeral"]
        if text in groups and place[i] - place[groups[text][-1]] <= _FACING:
            groups[text].append(i)
            continue
        if len(groups.get(text, ())) >= _FEWEST:
            yield groups[text]
        groups[text] = [i]
    yield from (group for group in groups.values() if len(group) >= _FEWEST)


def _groups(lines: Sequence[Line], edges: Sequence[Sequence[int]]) -> list[list[int]]:
    """Groups of lines at the edges of pages that repeat one another, each in the order of the pages."""
    texts = {i: letters(lines[i].text) for edge in edges for i in edge}
    texts = {i: t for i, t in texts.items() if len(t) >= SHORTEST and extent(lines[i].text) <= _LONGEST}
    parent: dict[int, int] = {i: i for i in texts}

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for n, edge in enumerate(edges):
        for i in edge:
            if i not in texts:
                continue
            for other in edges[n + 1 : n + 1 + _REACH]:
                for j in other:
                    if j in texts and root(i) != root(j) and _alike(texts[i], texts[j]):
                        parent[root(j)] = root(i)
    groups: dict[int, list[int]] = defaultdict(list)
    for edge in edges:
        for i in edge:
            if i in texts:
                groups[root(i)].append(i)
    return [group for group in groups.values() if len(group) > 1]


def _without_text(
    lines: Sequence[Line],
    sheets: Sequence[Sheet],
    place: Mapping[int, int],
    groups: Sequence[Sequence[int]],
    *,
    top: bool,
) -> list[Sequence[int]]:
    """The groups whose lines are not text. Lines are text if most are as long as other lines, or begin with small
    letters: such are the ends of paragraphs. They are also text if, for most of them, all lines at the edge of the page
    repeat: then whole pages repeat, not only their heads. Lines in capitals are heads in any case, and long lines may
    be heads if they have a number."""
    usual = median(extent(lines[i].text) for i in place) if place else 0
    repeating = {i for group in groups for i in group}

    def whole(i: int) -> bool:
        edge = sheets[place[i]].head if top else sheets[place[i]].foot[:2]
        return all(j in repeating or len(letters(lines[j].text)) < SHORTEST for j in edge)

    def long(i: int) -> bool:
        text = lines[i].text
        return extent(text) > _LONG * usual and not (text[0].isdigit() or text[-1].isdigit())

    def begins_small(i: int) -> bool:
        first = lines[i].text.split()[0]
        return first[0].islower() and not value(first.strip(".,:;"))

    def most(which: Callable[[int], bool], group: Sequence[int]) -> bool:
        return 2 * sum(map(which, group)) > len(group)

    return [
        group
        for group in groups
        if most(lambda i: capitals(lines[i].text) >= HEAD_CAPITALS, group)
        or not (most(whole, group) or most(long, group) or most(begins_small, group))
    ]


def _alike(a: str, b: str) -> bool:
    return abs(len(a) - len(b)) <= 0.3 * max(len(a), len(b)) and fuzz.ratio(a, b, score_cutoff=_ALIKE) > 0


def _covers(groups: Iterable[Sequence[int]], sheets: Sequence[Sheet]) -> bool:
    """Whether every page begins with a line that repeats. Then two similar lines are enough, for example in an
    excerpt."""
    first = {i for group in groups for i in group}
    with_text = [sheet for sheet in sheets if sheet.rows]
    return len(with_text) > 3 and all(sheet.head[0] in first for sheet in with_text)


def _headings(
    lines: Sequence[Line],
    sheets: Sequence[Sheet],
    group: Sequence[int],
    place: Mapping[int, int],
    heading: Callable[[str], bool],
    other_heads: set[int],
) -> set[int]:
    """The headings of a group. If its lines name chapters, the first line of each chapter is its heading. It must not
    have a page number, nor must it be both between pages with others of the group and above text that begins within a
    sentence. Lines below another head are headings too, if they are at most half of the group or no two in a row name
    the same chapter. If the lines name no chapters, the first line is a heading if it is set like one, or if it is the
    only one below another head. Lines above dates are the headings of letters. A line below another of the group on the
    same page is a heading in any case."""
    found = {b for a, b in pairwise(group) if place[a] == place[b] and not bands.level(lines[a], lines[b])}
    if any(heading(lines[i].text) or heading(_last_two(lines[i].text)) for i in group):
        names = {i: _name(lines[i].text, heading) for i in group}
        frequency = Counter(names.values())
        once = {i for i, name in names.items() if frequency[name] < _FEWEST}
        first = {*{name: i for i, name in reversed(names.items())}.values()}
        plain = {i for i in group if not _has_number_besides(lines[i].text, heading)}
        plain -= _with_folios(lines, group, place)
        plain -= {i for i in _within_runs(group, place) if starts_within(lines, sheets[place[i]], i)}
        bare = {i for i in group if len(lines[i].text.split()) == 1 and not _has_number(lines, sheets[place[i]], i)}
        below = [i for i in group if _above(sheets[place[i]], i) in other_heads and heading(lines[i].text)]
        turning = all(names[a] != names[b] for a, b in pairwise(below))
        named = ((once | first | bare) & plain) | (_lower(lines, sheets, group, group, place) or set())
        return found | named | ({*below} if turning or 2 * len(below) <= len(group) else set())
    found |= _alone_above(lines, sheets, group, place)
    if _above_dates(lines, sheets, group, place):
        return found | set(group)
    if counted := _counted(lines, group, place):
        return found | counted
    first_line = group[0]
    if _is_heading(lines, sheets, first_line, group[1:], place, heading) or (
        _below(other_heads, sheets, first_line, place)
        and not any(_below(other_heads, sheets, i, place) for i in group[1:])
    ):
        found.add(first_line)
    return found | (_lower(lines, sheets, group[1:], group, place) or set())


def _above_dates(
    lines: Sequence[Line], sheets: Sequence[Sheet], group: Sequence[int], place: Mapping[int, int]
) -> bool:
    """Whether most lines of a group have a line below them that ends with a year, as the date of a letter does: `Salter
    to Merrow` stands above each of Salter's letters."""
    rows = [sheets[place[i]].rows for i in group]
    below = [its[k] for its, i in zip(rows, group, strict=True) if (k := its.index(i) + 1) < len(its)]
    return 2 * sum(bool(_YEAR_AT_END.search(lines[j].text)) for j in below) > len(group)


def _alone_above(
    lines: Sequence[Line], sheets: Sequence[Sheet], group: Sequence[int], place: Mapping[int, int]
) -> set[int]:
    """The lines of a group that are alone on a page before all lines with a number: a chapter has its title on a page
    of its own, and the heads of the pages after it repeat that."""
    found: set[int] = set()
    for i in group:
        if _has_number(lines, sheets[place[i]], i):
            return found
        if len(sheets[place[i]].rows) == 1:
            found.add(i)
    return set()


def _counted(lines: Sequence[Line], group: Sequence[int], place: Mapping[int, int]) -> set[int]:
    """The headings of a group whose word is unknown, but whose numbers count something other than pages: `No. 7.
    SATURDAY` is followed by `No. 8. MONDAY` some pages later. If most lines have a number at an end, as heads do, then
    a line without one is a heading if it is the first with its inner number: `HOOFDSTUK II.` is a heading, and
    `HOOFDSTUK II. 31` is not."""
    said = {i: number for i in group if (number := _number_inside(lines[i].text))}
    steps = [(said[b] - said[a], place[b] - place[a]) for a, b in pairwise(group) if a in said and b in said]
    counting = sum(numbers == 1 < pages for numbers, pages in steps)
    if len(steps) >= _FEWEST - 1 and counting > _COUNTING * (len(group) - 1):
        return set(group)
    ended = [i for i in group if _NUMBER_AT_END.search(lines[i].text)]
    if 2 * len(ended) <= len(group):
        return set()
    first = {number: i for i, number in reversed(said.items())}
    bare = {i for i in first.values() if i not in ended}
    return bare if len(bare) >= _FEWEST - 1 else set()


def _number_inside(text: str) -> int:
    """The number after the first words of a line, in arabic or capital roman figures; 0 if there is none."""
    for word in text.split()[1:_MOST_WORDS]:  # a number at the beginning is a page number
        bare = word.strip(".,:;]()[—-")
        if (bare.isdecimal() or bare.isupper()) and (number := value(bare)):
            return number[1]
    return 0


def _with_folios(lines: Sequence[Line], group: Sequence[int], place: Mapping[int, int]) -> set[int]:
    """The lines of a group whose numbers rise like page numbers. Either they rise over more than one page at a time
    (`12 LIBER`, `14 LIBER` are above left pages and are not headings), or they are at the left end of some lines and at
    the right end of others (`12 THE SALT BOOK`, `THE SALT BOOK 13`)."""
    found = {i: match for i in group if (match := _NUMBER_AT_END.search(lines[i].text))}
    numbers = {i: _number(match) for i, match in found.items()}
    away = Counter(number - place[i] for i, number in numbers.items())
    usual, count = away.most_common(1)[0] if away else (0, 0)
    rising = [i for i, number in numbers.items() if number - place[i] == usual]
    apart = sum(place[b] - place[a] > 1 for a, b in pairwise(rising))
    left = sum(bool(found[i][1]) for i in rising)
    outside = min(left, len(rising) - left) > 1
    return {*rising} if count >= _FEWEST and (outside or 2 * apart >= len(rising) - 1) else set()


def _within_runs(group: Sequence[int], place: Mapping[int, int]) -> set[int]:
    """The lines of a group that have others of the group on the page before and on the page after."""
    pages = {place[i] for i in group}
    return {i for i in group if {place[i] - 1, place[i] + 1} <= pages}


def starts_within(lines: Sequence[Line], sheet: Sheet, i: int) -> bool:
    """Whether the text below a line begins within a sentence, which it never does below a heading."""
    at = sheet.rows.index(i) + 1
    return at < len(sheet.rows) and lines[sheet.rows[at]].text[:1].islower()


def _above(sheet: Sheet, i: int) -> int | None:
    """The line above a line on its page."""
    at = sheet.rows.index(i)
    return sheet.rows[at - 1] if at else None


def _below(heads: set[int], sheets: Sequence[Sheet], i: int, place: Mapping[int, int]) -> bool:
    """Whether one of the heads is above a line on its page."""
    rows = sheets[place[i]].rows
    return any(j in heads for j in rows[: rows.index(i)])


def _name(text: str, heading: Callable[[str], bool]) -> str:
    """The chapter that a line names, without a possible misread page number after it: `CHAPTER III u`."""
    words = text.casefold().split()
    named = " ".join(words[:2])
    spoilt = len(words) == 3 and len(words[2]) <= _SPOILT_NUMBER
    return (named if spoilt and heading(named) else text.casefold()).strip(" .,:;-—")


def _has_number_besides(text: str, heading: Callable[[str], bool]) -> bool:
    """Whether a line that names a chapter has figures at an end besides the chapter's number. In `CHAPTER 2`, `2.
    KAPITEL` and `Notes to Chapter 2` the figures are the chapter's number."""
    if len(text.split()) == 2 or not re.match(r"\W*\d|.*\d\W*$", text):
        return False
    return bool(re.match(r"\W*\d", text)) or not heading(_last_two(text))


def _last_two(text: str) -> str:
    return " ".join(text.split()[-2:])


def _is_heading(
    lines: Sequence[Line],
    sheets: Sequence[Sheet],
    i: int,
    others: Sequence[int],
    place: Mapping[int, int],
    heading: Callable[[str], bool],
) -> bool:
    """Whether the first of several similar lines is the heading that the others repeat."""
    sheet = sheets[place[i]]
    at = sheet.rows.index(i)
    if at and heading(lines[sheet.rows[at - 1]].text):
        return True
    line, rest = lines[i], [lines[j] for j in others]
    if line.size and (usual := [other.size for other in rest if other.size]) and line.size > _LARGER * median(usual):
        return True
    lower = _lower(lines, sheets, [i], others, place) if line.box and sheet.leaf.height else None
    if lower is not None:
        return i in lower
    if _has_number(lines, sheet, i) and not _counts_chapters(lines, sheet, i, others, place):
        return False
    numbered = sum(_has_number(lines, sheets[place[j]], j) for j in others)
    return numbered > _NUMBERED * len(others)


def _numbers_above(
    lines: Sequence[Line], sheets: Sequence[Sheet], group: Sequence[int], headings: set[int], place: Mapping[int, int]
) -> set[int]:
    """The lines above the headings of a group that hold only the number of a chapter."""
    return {
        above
        for i in group
        if i in headings
        and (above := _above(sheets[place[i]], i)) is not None
        and not _NUMBER_AT_END.search(lines[i].text)
        and _counts_chapters(lines, sheets[place[i]], i, [k for k in group if k != i], place)
    }


def _counts_chapters(
    lines: Sequence[Line], sheet: Sheet, i: int, others: Sequence[int], place: Mapping[int, int]
) -> bool:
    """Whether the number before a line, or alone above it, is that of a chapter. Most of the others have page numbers
    at their ends, and it does not rise to these, or only it has a stop, or it is the 1 above the first page."""
    found = {j: match for j in others if (match := _NUMBER_AT_END.search(lines[j].text))}
    if 2 * len(found) <= len(others):
        return False
    away = {_number(match) - place[j] for j, match in found.items()}
    here, above = _NUMBER_AT_END.search(lines[i].text), _above(sheet, i)
    if here is None:
        number = value(lines[above].text.strip(" .")) if above is not None else None
        return number is not None and (number[1] == 1 or number[1] - place[i] not in away)
    if not here[1]:
        return False
    if _STOPPED.match(lines[i].text) and not any(_STOPPED.match(lines[j].text) for j in found):
        return True
    return not any(match[1] for match in found.values()) and _number(here) - place[i] not in away


def _number(match: re.Match[str]) -> int:
    """The page number that `_NUMBER_AT_END` found."""
    return int(match[1] or match[2])


def _tops(
    lines: Sequence[Line], sheets: Sequence[Sheet], group: Sequence[int], place: Mapping[int, int]
) -> list[float]:
    """How far down their pages the lines with boxes are, as shares of the height of the page."""
    boxes = [(lines[i].box, sheets[place[i]].leaf.height or 1) for i in group]
    return [box.top / height for box, height in boxes if box]


def _lower(
    lines: Sequence[Line],
    sheets: Sequence[Sheet],
    those: Iterable[int],
    group: Sequence[int],
    place: Mapping[int, int],
) -> set[int] | None:
    """The lines whose boxes are further down their pages than those of a group, as those of headings are; None if no
    line of the group has a box."""
    tops = sorted(_tops(lines, sheets, group, place))
    if not tops:
        return None
    lowest = tops[len(tops) // 4] + _LOWER  # a short chapter has few heads, besides its heading and its entry in a list
    boxes = ((i, lines[i].box, sheets[place[i]].leaf.height) for i in those)
    return {i for i, box, height in boxes if box and height and box.top / height > lowest}


def _has_number(lines: Sequence[Line], sheet: Sheet, i: int) -> bool:
    """Whether a line has a number at an end, or a number alone beside it: in the line above or below, unless boxes show
    that this is higher or lower."""
    at = sheet.rows.index(i)
    near = [j for j in sheet.rows[max(0, at - 1) : at + 2] if j != i]
    beside = [lines[j].text for j in near if not (lines[i].box and lines[j].box) or bands.level(lines[i], lines[j])]
    tokens = lines[i].text.split()
    return any(_may_be_folio(token) for token in (tokens[0], tokens[-1])) or any(
        len(text) <= 4 and _may_be_folio(text) for text in beside
    )


def _may_be_folio(text: str) -> bool:
    bare = text.strip(" .,:;")
    return any(c.isdigit() for c in bare) or (bare.islower() and value(bare) is not None)


def is_note(lines: Sequence[Line], group: Sequence[int]) -> bool:
    """Whether lines at the foot are notes: many begin with a mark, or most end a sentence after a small letter."""
    marked = sum(bool(re.match(r"\W*\d{1,3}[.)\s]|[*†‡§¹²³(\[]", lines[i].text)) for i in group)
    sentences = sum(bool(re.search(r"[a-zà-ÿ0-9][.,;]\W*$", lines[i].text)) for i in group)
    return marked > len(group) / 3 or sentences > len(group) / 2
