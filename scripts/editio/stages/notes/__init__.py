"""Find the notes that are printed within the text, together with their calls.

A book prints its notes at the foot of the page, below the paragraph or section, or at the end of a chapter or of
the book. The notes at the end are parts of the book (`editio.stages.divisions`). All others are among the lines
of the text, and this module finds them in these steps:

1. the lines of the text become rows, without running heads and folios (`rows`);
2. `_schemes` proposes schemes of marking notes, from the marks at the beginning of lines;
3. `solve` finds calls and notes together under each scheme, and the scheme that explains most is kept; if the ends of
   pages are unknown, notes whose numbers rise through the book (`rising`) are preferred to a scheme that finds few;
4. this first solution shows the type size of the notes and the rate of lost calls; both are used to solve it again;
5. steps 2 to 4 are repeated for notes with symbols, on the remaining lines;
6. on the lines that still remain, notes that were put between numbered ones are found (`inserted`), and blocks in
   smaller type at the foot of pages are notes with lost marks (`unmarked`);
7. calls are tied to the notes with their numbers (`tie`).

Begin reading at `find`.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import chain, groupby
from operator import itemgetter
from statistics import median

from editio.inputs.registers import LineRole
from editio.model.kinds import LISTS, PartKind
from editio.model.pages import Pagination
from editio.model.witness import Witness
from editio.stages.divisions import PartLines
from editio.stages.notes import inserted, rising, unmarked
from editio.stages.notes.endnotes import starts
from editio.stages.notes.found import Called, Note, Notes, Stretch
from editio.stages.notes.marks import Alphabet, Frame, calls, exact, openings, said
from editio.stages.notes.rows import Row, Sizes, rows, sizes
from editio.stages.notes.solve import (
    UNEXPLAINED,
    Begin,
    Continues,
    Costs,
    Numbering,
    Place,
    Problem,
    Reading,
    Scheme,
    candidates,
    solve,
)
from editio.stages.notes.tie import tie

__all__ = ["Called", "Note", "Notes", "Stretch", "find"]

_FRAMES = {
    Alphabet.FIGURES: (Frame.BRACKETS, Frame.BRACES, Frame.PARENTHESES, Frame.CLOSED, Frame.POINT, Frame.BARE),
    Alphabet.LETTERS: (Frame.PARENTHESES, Frame.CLOSED, Frame.BRACKETS),
    Alphabet.SYMBOLS: (Frame.BARE, Frame.CLOSED, Frame.PARENTHESES, Frame.BRACKETS),
}
_PRICE = {  # the cost of accepting a scheme: higher if its marks are frequent in text without notes
    Frame.BRACKETS: 4.0,
    Frame.BRACES: 4.0,
    Frame.PARENTHESES: 6.0,
    Frame.CLOSED: 8.0,
    Frame.POINT: 10.0,
    Frame.BARE: 8.0,
}
_LETTER_PRICE = 4.0  # extra cost of letters: text refers to the items of its lists by them
_SYMBOL_PRICE = 1.0
_LONG = 500  # rows; a text of so many has the full prices
_BELOW = {  # extra cost of other places than the foot of known pages: higher if the place fits more text
    Place.FOOT: 0.0,
    Place.PARAGRAPH: 5.0,
    Place.SECTION: 8.0,
}
_MID_PAGE = 0.25  # median share of a page from its first note to its end; below it notes are at the foot of pages
_WORTH = 3.0  # the most cost that a note with its call can save
_COVERED = 0.3  # least share of possible first lines, and of plain marks, that a scheme explains
_SEED = 0.3  # greatest cost of the mark of a possible first line
_PAGE = 40  # lines: notes that are longer on average are text below dirt that was read for marks
_NEAR = 2  # greatest step from one of the last numbers to that of a possible first line
_REMEMBERED = 4
_MANY = 12
_SPOILT = 2.5  # least cost of a lost call if marks were read as text; a misread call is likelier then, and costs less
_PLAINEST = 4.0  # upper limit of `Costs.unexplained`, which rises the fewer lines of text begin with a mark
_CALLED = 0.8  # `Costs.called` when the scheme is known
_APART = 4.0  # upper limit of `Costs.apart`
_FEW = 0.3  # share of the notes: with fewer calls in the frame of the notes, calls have another frame
_MORE = 2  # times more notes with rising numbers than the solver finds are preferred: it reads them to their ends
_REPEATED = 0.15  # share of the notes: if more of them repeat a number, the numbering restarts


def find(
    reading: Witness, pagination: Pagination, parts: Sequence[PartLines], entries: Sequence[LineRole] = ()
) -> Notes:
    """The notes in the text of a book, with their calls. `entries` are the editors' entries of the role note."""
    text, pages, owners = _text(reading, pagination, parts)
    titles = {i for part in parts for i in range(part.first, part.body)}
    whole = tuple(rows(reading.lines, text, pages, owners, titles))
    paged = len({row.page for row in whole}) > 1
    endnotes = _endnotes(reading, parts)
    found: list[tuple[Reading, tuple[Row, ...]]] = []
    left = whole
    for alphabets in ((Alphabet.FIGURES, Alphabet.LETTERS), (Alphabet.SYMBOLS,)):
        best = _best(left, alphabets, paged)
        risen = rising.solve(left) if Alphabet.FIGURES in alphabets and not reading.leaves else None
        if risen is not None and (best is None or risen.begun > _MORE * best.begun):
            best = risen
        if best is not None and (best.scheme.alphabet is Alphabet.SYMBOLS or best.begun > endnotes):
            found.append((best, left))
            left = _without(left, best)
    if between := inserted.solve(left):
        found.append((between, left))
        left = _without(left, between)
    if paged and (lost := unmarked.solve(left)) and lost.begun > endnotes:
        found.append((lost, left))
    return tie(reading, parts, whole, found, entries)


def _endnotes(reading: Witness, parts: Sequence[PartLines]) -> int:
    """The number of endnotes in the book's lists. Figures call either these or notes printed within the text, not both.
    If fewer seem to be printed within the text, they are items of a list: the first calls of endnotes happen to have
    the numbers of the items."""
    lists = [part for part in parts if part.kind is PartKind.NOTES]
    texts = [[line.text for line in reading.lines[part.body : part.end] if line.text] for part in lists]
    return sum(len(starts(own, part.before)) for own, part in zip(texts, lists, strict=True))


def _without(rows: Sequence[Row], reading: Reading) -> tuple[Row, ...]:
    """The rows that are in no note."""
    return tuple(row for row, taken in zip(rows, reading.in_note, strict=True) if not taken)


def _text(
    reading: Witness, pagination: Pagination, parts: Sequence[PartLines]
) -> tuple[list[int], list[int], list[int]]:
    """The lines of running text, and for each line of the book the indices of its page and its part."""
    lines = reading.lines
    away = {a.line for a in pagination.furniture if a.start <= lines[a.line].start and a.end >= lines[a.line].end}
    starts = [leaf.start for leaf in reading.leaves] or [page.offset for page in pagination.pages]
    pages = [bisect_right(starts, line.start) for line in lines]
    owners = [0] * len(lines)
    text = []
    for k, part in enumerate(parts):
        for i in range(part.first, part.end):
            owners[i] = k
            if part.kind not in LISTS and not part.entries and i not in away and lines[i].text:
                text.append(i)
    return text, pages, owners


def _best(rows: tuple[Row, ...], alphabets: tuple[Alphabet, ...], paged: bool) -> Reading | None:
    """The reading of the scheme that explains most, solved twice; None if no scheme explains enough."""
    first = _first(Problem(rows, alphabets), paged)
    return first and _again(rows, *first)


@lru_cache(maxsize=8)  # editors change a line and rebuild, and most changes affect no marks
def _first(problem: Problem, paged: bool) -> tuple[Reading, tuple[int, ...]] | None:
    """The reading of the scheme that explains most, and the indices of the rows used to try it."""
    rows = problem.rows
    best: tuple[Reading, tuple[int, ...]] | None = None
    for scheme, seeds in _schemes(rows, problem.alphabets, paged):
        leading = best and best[0].scheme
        other = leading is not None and (leading.frame, leading.alphabet) != (scheme.frame, scheme.alphabet)
        if best is not None and other and seeds * _WORTH <= _worth(best[0], len(rows), paged):
            continue
        bare_instead = scheme.calls is Frame.BARE and leading is not None and leading.calls is not Frame.BARE
        if bare_instead and not other:
            continue  # bare figures and dirt are so many that they would explain notes with any other calls too
        tried = _near_marks(rows, scheme.frame, scheme.alphabet) if paged else tuple(range(len(rows)))
        own = tuple(rows[k] for k in tried)
        reading = solve(own, scheme, Sizes(), Costs())
        if scheme.place is not Place.FOOT and ((paged and not _plain(reading)) or _listed(reading)):
            continue
        if sum(reading.in_note) > _PAGE * reading.begun:
            continue
        least = _worth(best[0], len(rows), paged) if best else 0.0
        if _worth(reading, len(rows), paged) > least and _covers(reading, rows, tried, seeds):
            best = reading, tried
    return best


@lru_cache(maxsize=4)
def _near_marks(rows: tuple[Row, ...], frame: Frame, alphabet: Alphabet) -> tuple[int, ...]:
    """The indices of the rows on pages where a note may begin, and on the pages beside them, where it may be called or
    continue. All schemes with these marks are tried on the same rows, so that their gains can be compared. Only the
    best scheme is solved on all rows."""
    pages = {
        row.page
        for k, row in enumerate(rows)
        if (row.gap or rows[k - 1].stops) and any(mark.price <= _SEED for mark in openings(row.text, frame, alphabet))
    }
    return tuple(k for k, row in enumerate(rows) if not pages.isdisjoint((row.page - 1, row.page, row.page + 1)))


def _price(frame: Frame, alphabet: Alphabet, count: int) -> float:
    """The cost of accepting marks of a kind for marks of notes in so many rows. The more rows a text has, the more of
    them have such marks by chance."""
    share = min(1.0, math.log(1 + count) / math.log(1 + _LONG))
    match alphabet:
        case Alphabet.FIGURES:
            return share * _PRICE[frame]
        case Alphabet.LETTERS:
            return share * (_PRICE[frame] + _LETTER_PRICE)
        case Alphabet.SYMBOLS:
            return share * _SYMBOL_PRICE


def _worth(reading: Reading, count: int, paged: bool) -> float:
    """The gain of a reading of so many rows beyond the cost of accepting its scheme."""
    scheme = reading.scheme
    price = _price(scheme.frame, scheme.alphabet, count) + (_BELOW[scheme.place] if paged else 0.0)
    if scheme.frame not in (Frame.BARE, Frame.POINT) and scheme.calls is Frame.BARE:
        price += _price(scheme.calls, scheme.alphabet, count)  # marks of both frames are taken for marks of notes
    return reading.gain - price


def _again(rows: tuple[Row, ...], first: Reading, tried: tuple[int, ...]) -> Reading:
    """Solve the same scheme on all rows, with the type sizes and the losses found in the first solution."""
    notes = [rows[k] for k, taken in zip(tried, first.in_note, strict=True) if taken]
    others = [rows[k] for k, taken in zip(tried, first.in_note, strict=True) if not taken]
    called = first.begun - first.uncalled
    seen = [rows[k] for k in tried]
    left = _left(seen, first)
    rate = (first.uncalled + 1) / (first.begun + 2)
    lost = min(4.0, max(1.0, -math.log2(rate))) if called > 1 else 4.0
    if left:
        lost = min(lost, max(_SPOILT, -math.log2((first.uncalled + left + 1) / (first.begun + left + 2))))
    unexplained = UNEXPLAINED
    if first.scheme.alphabet is not Alphabet.SYMBOLS:
        unexplained = max(UNEXPLAINED, min(_PLAINEST, UNEXPLAINED + math.log2((called + 1) / (left + 1))))
    costs = Costs(lost_call=lost, called=_CALLED, unexplained=unexplained, apart=_apart(seen, first))
    problem = Problem(rows, (first.scheme.alphabet,), sizes(others, notes))
    return _solved(problem, first.scheme, costs)


def _left(rows: Sequence[Row], reading: Reading) -> int:
    """The number of lines with a plain mark below white space that were read as text, as notes without calls are. It is
    0 for symbols, because they do not begin lines of text."""
    scheme = reading.scheme
    if scheme.alphabet is Alphabet.SYMBOLS:
        return 0
    return sum(
        row.gap > 0
        and not taken
        and any(mark.price <= _SEED for mark in openings(row.text, scheme.frame, scheme.alphabet))
        for row, taken in zip(rows, reading.in_note, strict=True)
    )


def _apart(rows: Sequence[Row], reading: Reading) -> float:
    """The evidence for a note from white space wider than that between paragraphs: how much more often the first note
    of a page is below such space than a line of text is, as a logarithm to base 2."""
    begun = {event.row for event in reading.events if isinstance(event, Begin)}
    inner = [k for k in range(1, len(rows)) if rows[k].page == rows[k - 1].page and not reading.in_note[k - 1]]
    notes = [rows[k].gap > 1 for k in inner if k in begun]
    text = [rows[k].gap > 1 for k in inner if not reading.in_note[k]]
    ratio = (sum(notes) + 1) / (len(notes) + 2) / ((sum(text) + 1) / (len(text) + 2))
    return min(_APART, max(0.0, math.log2(ratio))) if len(notes) >= _MANY else 0.0


@lru_cache(maxsize=8)
def _solved(problem: Problem, scheme: Scheme, costs: Costs) -> Reading:
    return solve(problem.rows, scheme, problem.sizes, costs)


def _schemes(rows: Sequence[Row], alphabets: Collection[Alphabet], paged: bool) -> Iterator[tuple[Scheme, int]]:
    """The possible schemes of the book, those with the most possible first lines first. Each comes with the number of
    these lines; schemes with too few are left out."""
    families = [
        (seeds, frame, alphabet)
        for alphabet in alphabets
        for frame in _FRAMES[alphabet]
        if len(seeds := _seeds(rows, frame, alphabet)) * _WORTH > _price(frame, alphabet, len(rows))
    ]
    for seeds, frame, alphabet in sorted(families, key=lambda family: -len(family[0])):
        frames = _calls(rows, frame, alphabet, len(seeds))
        places = (Place.FOOT,) if paged else ()
        if not paged or _mid_page(rows, frame, alphabet):
            places = (*places, Place.PARAGRAPH, Place.SECTION)
        for called in frames:
            for numbering in _numberings(seeds, alphabet):
                for place in places:
                    yield Scheme(frame, alphabet, numbering, place, called), len(seeds)


def _mid_page(rows: Sequence[Row], frame: Frame, alphabet: Alphabet) -> bool:
    """Whether the notes may begin so far from the foot of pages that they are below paragraphs or sections. It compares
    the place of the first plain mark on each page with the length of the page."""
    shares = []
    for _, page in groupby(_plainly(rows, frame, alphabet), key=itemgetter(1)):
        own = list(page)
        first = next((n for n, (_, _, number) in enumerate(own) if number), None)
        if first is not None:
            shares.append(1 - first / len(own))
    return bool(shares) and median(shares) > _MID_PAGE


def _covers(reading: Reading, rows: tuple[Row, ...], tried: Sequence[int], seeds: int) -> bool:
    """Whether a reading of the tried rows explains enough possible first lines, because the others are items of lists.
    Unless its notes have numbers and are at the foot of pages, it must also explain enough of all marks in the text:
    others are dirt, such as the asterisks and raised figures that an OCR engine reads for specks."""
    if reading.begun < _COVERED * seeds:
        return False
    numbers_at_foot = reading.scheme.place is Place.FOOT and reading.scheme.alphabet is not Alphabet.SYMBOLS
    return numbers_at_foot or _explained(reading, rows, tried) >= _COVERED


def _explained(reading: Reading, rows: tuple[Row, ...], tried: Sequence[int]) -> float:
    """The share of the plain marks in all rows that call or begin notes in the reading of the tried rows."""
    scheme = reading.scheme
    found = candidates(rows, scheme.frame, scheme.alphabet, scheme.calls)
    plain = {
        (k, mark.start)
        for k, marks in enumerate(zip(found.openings, found.calls, strict=True))
        for mark in chain(*marks)
        if k not in found.items and mark.price <= _SEED and exact(mark.sign, scheme.alphabet)
    }
    used = {(tried[event.row], event.mark.start) for event in reading.events if not isinstance(event, Continues)}
    return len(plain & used) / max(1, len(plain))


def _plain(reading: Reading) -> bool:
    """Whether most notes begin with plain marks. Dirt and quotation marks may begin paragraphs anywhere, so they are
    evidence only at the foot of pages."""
    marks = [event.mark for event in reading.events if isinstance(event, Begin)]
    plain = sum(mark.price <= _SEED and exact(mark.sign, reading.scheme.alphabet) for mark in marks)
    return plain * 2 > len(marks)


def _listed(reading: Reading) -> bool:
    """Whether nothing calls most of the notes, so that they are items of lists. Symbols begin no such items."""
    return reading.scheme.alphabet is not Alphabet.SYMBOLS and 2 * reading.uncalled > reading.begun


def _seeds(rows: Sequence[Row], frame: Frame, alphabet: Alphabet) -> list[int]:
    """The numbers of plain marks at the beginning of lines. A number counts if it is 1 or follows one of the last
    numbers."""
    found: list[int] = []
    last: list[int] = []
    for _, _, number in _plainly(rows, frame, alphabet):
        if number:
            if number == 1 or any(0 < number - before <= _NEAR for before in last):
                found.append(number)
            last = [*last[1 - _REMEMBERED :], number]
    return found


def _plainly(rows: Sequence[Row], frame: Frame, alphabet: Alphabet) -> Iterator[tuple[int, int, int]]:
    """The index and the page of each row, with the number of the plain mark that begins it, below white space or a line
    that may end a note; 0 without such a mark."""
    for k, row in enumerate(rows):
        number = 0
        if row.gap or rows[k - 1].stops:
            marks = (mark for mark in openings(row.text, frame, alphabet) if mark.price <= _SEED)
            number = next((n for mark in marks if (n := said(mark.sign, alphabet))), 0)
        yield k, row.page, number


def _calls(rows: Sequence[Row], frame: Frame, alphabet: Alphabet, seeds: int) -> tuple[Frame, ...]:
    """The possible frames of calls: the frame of the notes, unless the text has too few such marks."""
    if frame is Frame.BARE:
        return (Frame.BARE,)
    own = Frame.PARENTHESES if frame is Frame.POINT else frame
    count = sum(len(calls(row.text, own, alphabet)) for row in rows)
    if frame not in (Frame.POINT, Frame.CLOSED) and count >= _FEW * seeds:
        return (own,)
    return (own, Frame.BARE) if count else (Frame.BARE,)


def _numberings(seeds: Sequence[int], alphabet: Alphabet) -> tuple[Numbering, ...]:
    """Where the numbering may restart. Numbers without repeats run through the book; symbols restart on each page."""
    if alphabet is Alphabet.SYMBOLS:
        return (Numbering.PAGE,)
    if alphabet is Alphabet.LETTERS:
        return (Numbering.BOOK, Numbering.PART, Numbering.PAGE)  # after the last letter, the first one follows
    repeated = len(seeds) - len(set(seeds))
    if repeated > _REPEATED * len(seeds):
        return (Numbering.PAGE, Numbering.PART)
    return (Numbering.BOOK,) if len(seeds) >= _MANY else (Numbering.BOOK, Numbering.PART, Numbering.PAGE)
