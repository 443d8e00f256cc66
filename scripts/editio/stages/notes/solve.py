"""Find calls and notes together, as the cheapest reading of the lines.

A *scheme* is the way in which a book marks its notes: the frame and alphabet of the marks, the places where the
numbering restarts (each page, each part, nowhere), and the place of the notes (at the foot of the page, below the
paragraph, below the section). Under one scheme the lines are read in order. Each line is text or part of a note. A line
of text may call the next notes; a line with the mark of the next note may begin it. Dynamic programming over lines and
candidates finds the cheapest reading of the whole book. A state consists mainly of four values: whether the previous
line was in a note, the number of the last note, the number of the last call, and whether a note of the previous page
may continue. If the numbering restarts within a page, the notes of both chapters are at its foot, so the state also has
the notes that the earlier chapter is still owed there.

Costs are in units of "one thing that went wrong":

* a call without its note costs `Costs.lost_note`, a note without its call `Costs.lost_call`;
* a misread mark costs the difference of its strokes (`marks.distance`), but at most `Costs.called` if a call precedes
  the note;
* a plain mark that begins a line but is read as text costs `Costs.unexplained`, and less if such marks are often dirt.
  Any mark costs `Costs.apart` if it is below white space of the kind that this book has above its notes;
* text below a note, and a note that continues without a mark, have a cost that depends on the place of the notes. Where
  they are below paragraphs, each paragraph that ends without a note it called costs `_ASTRAY`. A reading with the wrong
  place is therefore dearer than one with the right place;
* the numbering of a chapter runs on in the next at the cost `_THROUGH`. Within one, it restarts or leaps at the cost
  `_RESTART`: some headings are not found, others divide a chapter, and all marks of some pages are misread;
* a line whose type size contradicts the reading has a cost by that size (`rows.Sizes`).

The reading without any notes has a cost in the same units. A mark that is not explained costs the same in text and in
notes, since otherwise dirt would make notes of text. Begin reading at `solve`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, cached_property, lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from editio.stages.notes.marks import (
    SYMBOLS,
    Alphabet,
    Frame,
    Mark,
    ahead,
    alternatives,
    calls,
    distance,
    exact,
    families,
    inner,
    likely,
    openings,
    plain_symbol,
    skipped,
    value,
)
from editio.stages.notes.rows import Row, Sizes

UNEXPLAINED = 2.0
_NEXT = 2.5  # cost of reading the number of the next note as text of the note above it
_NEXT_RAISED = 4.5
_SYMBOL = 6.5  # cost of reading a symbol as text: no line of text begins with one
_NO_GAP = 1.0  # the first note of a block directly below a line of text
_TEXT_BELOW = 8.0  # text below a note at the foot of the page
_HEADING_BELOW = 1.0  # a heading below a note: a note of the previous page has ended above it
_RUNNING = 1.0  # a note begins although no sentence ends on the line above
_BROKE_OFF, _ENDED, _FILLS, _CONTINUED = 1, 2, 3, 4  # values of `State.goes_on`
_GOES_ON = {_BROKE_OFF: 1.0, _ENDED: 3.5, _FILLS: 1.0}  # a note continues from the previous page
_CAPITAL = 1.0  # a note continues within a sentence, but without a small letter at the beginning
_UNMEASURED = 1.5  # a note continues without a mark, and the type size is no evidence
_IN_NOTE = 0.02  # cost of each line of a note: of two equal readings, the one with the shorter note wins
_RESUMES = -0.5  # a note resumes its sentence below white space: a little better than text that does
_PARAGRAPH = 2.0  # a paragraph in a note that continues without a mark, if the type size is no evidence
_WHOLE_PAGE = 2.0  # a note continues on a page without text above it
_THROUGH = 1.0  # the numbering runs on into the next part: its heading divides a chapter, or is none
_RESTART = 5.0  # the numbering restarts within a part, because a heading was not found, or leaps
_NESTED = 0.8  # cost of a call within a note
_ASTRAY = 1.0  # a paragraph ends without the note that it called, though notes are below paragraphs
_TWICE = 1.0  # a mark that repeats the last number, such as a note that explains a word in several places
_FEWEST_ITEMS = 4  # lines of a list
_PLAIN = 0.3  # greatest cost of a plain mark, such as one that repeats a number
_RESEMBLES = 0.8  # greatest distance of a misread mark within a line
_MOST = 4.5  # greatest cost of a call: beyond it a lost call is cheaper
_UNUSED = 1.5  # the printer left out a symbol
_SKIP = 3  # greatest number of notes or calls lost in a row
_LEAP = 99  # the farthest step to plain figures after a greater loss
_MOST_LOSS = 2  # so many marks lost in a row have their full cost; each further one costs little
_RUNS_ON = 2.5  # text below the paragraph or section of a note continues a sentence on the next page
_WIDE = 2  # the white space between two blocks of lines (`Row.gap`)
_NEW_PAGE = 0.5  # text below a note begins a page
_BEAM = 11.0
_NEVER = 1e9
_STATES = 32


class Numbering(StrEnum):
    PAGE = "page"
    PART = "part"
    BOOK = "book"


class Place(StrEnum):
    FOOT = "foot"
    PARAGRAPH = "paragraph"
    SECTION = "section"


_BELOW_NOTE = {  # the cost of text below a note, by the white space between them
    Place.PARAGRAPH: (5.0, 0.1, 1.0),
    Place.SECTION: (5.0, 1.5, 0.0),
}
_STAYS = {  # the cost of a line that continues a note, by the white space above it
    Place.FOOT: (0.0, 0.1, 1.0),
    Place.PARAGRAPH: (0.0, 1.0, 3.0),
    Place.SECTION: (0.0, 0.1, 2.0),
}


@dataclass(frozen=True)
class Scheme:
    frame: Frame  # frame of the marks of notes
    alphabet: Alphabet
    numbering: Numbering
    place: Place
    calls: Frame  # frame of the marks of calls


@dataclass(frozen=True)
class Costs:
    lost_call: float = 4.0
    lost_note: float = 4.0
    called: float = _NEVER  # upper limit of the cost of a misread note mark if its number was called
    unexplained: float = UNEXPLAINED
    apart: float = 0.0  # cost of text for a line with a mark below more white space than between paragraphs


class State(NamedTuple):
    in_note: bool
    note: int  # the last note
    call: int  # the last call
    goes_on: int  # whether a note of the previous page may continue: 0 if not, `_BROKE_OFF` if its sentence broke off,
    # `_FILLS` if that of the text did not, so that the note may fill the next page, `_ENDED` if it ended with a stop,
    # `_CONTINUED` in a note that does continue
    open: bool = False  # whether the sentence of the text above the note breaks off
    owed: Owed | None = None  # what the chapter that ended on this page is owed at its foot


class Owed(NamedTuple):
    """The notes between `note` and `call` of a chapter that ended in the middle of a page."""

    note: int  # its last note
    call: int  # its last call


class Begin(NamedTuple):
    """A line begins note `number`, which belongs to the chapter that ended on this page if it is `earlier`."""

    row: int
    mark: Mark
    number: int
    earlier: bool = False


class CallEvent(NamedTuple):
    """A candidate calls note `number`, for a second time if `twice`."""

    row: int
    mark: Mark
    number: int
    twice: bool


class Continues(NamedTuple):
    """A line continues a note of the previous page."""

    row: int


@dataclass(frozen=True)
class Reading:
    """The reading of the lines under a scheme: events in order, whether each row is in a note, and the cost."""

    scheme: Scheme
    events: tuple[Begin | CallEvent | Continues, ...]
    in_note: tuple[bool, ...]
    cost: float
    without: float  # the cost of the reading without notes

    @property
    def begun(self) -> int:
        """The number of notes that begin."""
        return sum(isinstance(event, Begin) for event in self.events)

    @property
    def uncalled(self) -> int:
        """The number of notes without a call."""
        called = 0
        pending: set[int] = set()
        for event in self.events:
            match event:
                case CallEvent():
                    pending.add(event.number)
                case Begin():
                    called += event.number in pending
                    pending.discard(event.number)
                case Continues():
                    pass
        return self.begun - called

    @property
    def gain(self) -> float:
        return self.without - self.cost


Action = Begin | CallEvent | Continues | None
Step = dict[State, tuple[State, Action]]


@dataclass(frozen=True)
class Candidates:
    """The marks that may begin each row, and the marks in each row that may be calls."""

    openings: tuple[tuple[Mark, ...], ...]
    calls: tuple[tuple[Mark, ...], ...]
    inner: tuple[tuple[Mark, ...], ...]  # marks that may begin a note within the row
    items: frozenset[int]  # the rows that may be items of a list marked with asterisks
    closed: frozenset[int]  # the rows that close a bracket opened by the mark of a note: `[Footnote 1: Ibid.]`


@lru_cache(maxsize=4)
def candidates(rows: tuple[Row, ...], frame: Frame, alphabet: Alphabet, called: Frame) -> Candidates:
    """The candidates in rows, for notes and calls with marks in the given frames."""
    beginnings = tuple(() if row.heading else openings(row.text, frame, alphabet) for row in rows)
    return Candidates(
        beginnings,
        tuple(calls(row.text, called, alphabet) for row in rows),
        tuple(() if row.heading else inner(row.text, frame, alphabet) for row in rows),
        frozenset(_items(beginnings) if alphabet is Alphabet.SYMBOLS else ()),
        frozenset(_closing(rows, beginnings) if frame is Frame.BRACKETS else ()),
    )


def _items(beginnings: Sequence[Sequence[Mark]]) -> Iterator[int]:
    """The rows that begin with one asterisk, if enough such rows follow each other to be a list."""
    for marked, run in groupby(range(len(beginnings)), key=lambda k: any(m.sign == "*" for m in beginnings[k])):
        rows = list(run)
        if marked and len(rows) >= _FEWEST_ITEMS:
            yield from rows


def _closing(rows: Sequence[Row], beginnings: Sequence[Sequence[Mark]]) -> Iterator[int]:
    """The rows that close a bracket opened by the mark of a note."""
    for first, marks in enumerate(beginnings):
        if not any(rows[first].text[: mark.end].rstrip().endswith(":") for mark in marks):
            continue
        depth = 0
        for k in range(first, len(rows)):
            depth += _opened(rows[k].text)
            if depth <= 0:
                yield k
            if depth <= 0 or (k > first and beginnings[k]):
                break


def _opened(text: str) -> int:
    """The number of brackets that a line opens and does not close."""
    return text.count("[") - text.count("]")


@dataclass(frozen=True, eq=False)
class Problem:
    """Rows to be solved. Problems are equal if they are the same to the solver: it does not see the words of rows, only
    their marks, places and evidence from type sizes. A cached solution therefore stays valid after an editor has
    corrected a word. Marks are compared only in rows whose words differ."""

    rows: tuple[Row, ...]
    alphabets: tuple[Alphabet, ...]  # alphabets of the schemes to try
    sizes: Sizes = field(default_factory=Sizes)

    def __hash__(self) -> int:
        return hash((len(self.rows), self.alphabets))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Problem)
            and len(self.rows) == len(other.rows)
            and self.alphabets == other.alphabets
            and (self.sizes.tell, self.sizes.measured) == (other.sizes.tell, other.sizes.measured)
            and all(map(self._alike, self.rows, other.rows))
            and self.small == other.small
        )

    @cached_property
    def small(self) -> tuple[float, ...]:
        return tuple(self.sizes.small(row) for row in self.rows) if self.sizes.tell else ()

    def _alike(self, one: Row, other: Row) -> bool:
        return (
            one.page == other.page
            and one.part == other.part
            and one.gap == other.gap
            and one.stops == other.stops
            and one.short == other.short
            and one.heading == other.heading
            and (
                one.text == other.text
                or (
                    one.text[:1].islower() == other.text[:1].islower()
                    and _opened(one.text) == _opened(other.text)
                    and all(families(one.text, each) == families(other.text, each) for each in self.alphabets)
                )
            )
        )


def solve(rows: tuple[Row, ...], scheme: Scheme, sizes: Sizes, costs: Costs) -> Reading:
    """The cheapest reading of the lines under a scheme."""
    solver = _Solver(rows, scheme, sizes, costs)
    for k in range(len(rows)):
        solver.line(k)
    return solver.reading()


@cache
def _lost(price: float, count: int) -> float:
    """The cost of consecutive lost marks: a torn page costs less than the same number of separate losses."""
    return price * min(count, _MOST_LOSS) + 0.1 * max(0, count - _MOST_LOSS)


@lru_cache(maxsize=1 << 16)
def _numbers(sign: str, last: int, alphabet: Alphabet) -> tuple[tuple[int, float], ...]:
    """The numbers that a sign may have after the last number, each with its distance from the sign. These are the next
    few numbers, and the number that the sign reads."""
    said = ahead(sign, last, alphabet)
    near = list(range(last + 1, last + 2 + _SKIP))
    numbers = [*near, said] if near[-1] < said <= last + _LEAP else near
    return tuple((number, distance(sign, number, alphabet)) for number in numbers)


def _may_be_in_note(states: Iterable[State]) -> bool:
    """Whether a note may continue in some of the states."""
    return any(state.in_note or state.goes_on for state in states)


def _keep_cheaper(following: dict[State, float], step: Step, after: State, cost: float, before: State) -> None:
    if cost < following.get(after, _NEVER):
        following[after], step[after] = cost, (before, None)


def _after(state: State, last: State | Owed, number: int, is_open: bool) -> State:
    """The state after a note of its own chapter or of the one that ended on this page begins."""
    if isinstance(last, State):
        return State(True, number, max(number, state.call), 0, is_open)
    owed = Owed(number, last.call) if number < last.call else None
    return state._replace(in_note=True, goes_on=0, open=is_open, owed=owed)


class _Solver:
    def __init__(self, rows: tuple[Row, ...], scheme: Scheme, sizes: Sizes, costs: Costs) -> None:
        self.rows, self.scheme, self.sizes, self.costs = rows, scheme, sizes, costs
        self.candidates = candidates(rows, scheme.frame, scheme.alphabet, scheme.calls)
        self.best: dict[State, float] = {State(False, 0, 0, 0): 0.0}
        self.steps: list[Step | None] = []  # the states that changed; None if none did
        self.lines: list[int] = []  # the index of the step that decided each row
        self.without = 0.0
        self.plain = self._share_of_beginnings()
        self.small = sizes.evidence(rows)

    def _share_of_beginnings(self) -> float:
        """The share of the plain marks at the beginning of lines that may begin notes. The others are dirt:
        the sentence of the line above continues with a small letter."""
        dirt = beginnings = 0
        for k, row in enumerate(self.rows):
            for mark in self.candidates.openings[k]:
                if mark.price <= _PLAIN and exact(mark.sign, self.scheme.alphabet):
                    within = k > 0 and not self.rows[k - 1].stops
                    dirty = within and row.text[mark.end : mark.end + 1].islower()
                    dirt, beginnings = dirt + dirty, beginnings + (not dirty)
        return (beginnings + 1) / (beginnings + dirt + 1)

    def line(self, k: int) -> None:
        row, before = self.rows[k], self.rows[k - 1] if k else None
        if before is not None:
            self._boundary(before, row)
        found = self.candidates.openings[k]
        stops = before is not None and before.stops
        small = self.small[k]
        as_text, as_note = max(0.0, small), max(0.0, -small) + _IN_NOTE
        unexplained = max((self._unexplained(mark, k, stops) for mark in found), default=0.0)
        if found and row.gap > 1 and not self._top(k):
            unexplained = max(unexplained, self.costs.apart)
        self.without += as_text + unexplained
        ends = self.scheme.place is Place.PARAGRAPH and row.gap > 0 and not self._runs_on(k)
        if not ends and not found and not _may_be_in_note(self.best):
            if as_text:
                self.best = {state: cost + as_text for state, cost in self.best.items()}
            self.lines.append(-1)  # -1: only text is possible, so the row has no step
            self._calls(k)
            return
        following: dict[State, float] = {}
        step: Step = {}
        at_foot = self.scheme.place is Place.FOOT
        back, stays = self._back_to_text(k), self._stays(k)
        if k - 1 in self.candidates.closed:
            back, stays = 0.0, stays + _TEXT_BELOW
        entry = {in_note: self._entry(in_note, k) for in_note in (False, True)} if found else {}
        for state, cost in self.best.items():
            if state.in_note:
                after, price = self._text(state), cost + as_text + unexplained + back
                if not after.note:
                    price += self._missing(state)
                if price < following.get(after, _NEVER):
                    following[after], step[after] = price, (state, None)
                price = cost + as_note + max(unexplained, self._next(found, (state.owed or state).note + 1)) + stays
                if state.goes_on == _CONTINUED and row.gap and not self.sizes.tell:
                    price += _PARAGRAPH
                if not row.heading and price < following.get(state, _NEVER):
                    following[state], step[state] = price, (state, None)
            else:
                price = cost + as_text + unexplained + (_ASTRAY if ends and state.call > state.note else 0.0)
                if price < following.get(state, _NEVER):
                    following[state], step[state] = price, (state, None)
                if state.goes_on and at_foot and not row.heading:
                    after = state._replace(in_note=True, goes_on=_CONTINUED, open=self._open(state, k))
                    price = cost + as_note + self._goes_on(state, k)
                    if price < following.get(after, _NEVER):
                        following[after], step[after] = price, (state, Continues(k))
            for mark in found:
                own = mark.price + as_note + entry[state.in_note]
                for after, price, begin in self._begun(state, k, mark):
                    price += cost + own
                    if price < following.get(after, _NEVER):
                        following[after], step[after] = price, (state, begin)
        self._keep(following, step)
        self.lines.append(len(self.steps) - 1)
        self._inner(k)
        if not at_foot or any(not state.in_note for state in self.best):
            self._calls(k)

    def _begun(self, state: State, k: int, mark: Mark) -> Iterator[tuple[State, float, Begin]]:
        """The states after a row that begins a note with a mark, each with its cost beyond that of the mark."""
        alphabet, costs = self.scheme.alphabet, self.costs
        figures = alphabet is Alphabet.FIGURES  # not symbols: their order survives a lost one
        series: list[State | Owed] = [state, state.owed] if state.owed else [state]
        for last in series:
            for number, away in _numbers(mark.sign, last.note, alphabet):
                if figures and number == last.note + 1 <= last.call and not value(mark.sign, Alphabet.FIGURES):
                    away = min(away, costs.called)
                lost = _lost(self._skipped(mark, costs.lost_note), skipped(last.note, number, alphabet))
                uncalled = _lost(costs.lost_call, max(0, number - max(last.call, last.note)))
                after, begin = (
                    _after(state, last, number, self._open(state, k)),
                    Begin(k, mark, number, last is not state),
                )
                yield after, away + lost + uncalled + (self._still_owed(state) if last is state else 0.0), begin

    def _missing(self, state: State) -> float:
        """The cost of the notes that were called but have not begun, if they can no longer follow."""
        return _lost(self.costs.lost_note, max(0, state.call - state.note)) + self._still_owed(state)

    def _still_owed(self, state: State) -> float:
        """The cost of the notes of the earlier chapter of the page, if they can no longer follow."""
        return _lost(self.costs.lost_note, state.owed.call - state.owed.note) if state.owed else 0.0

    def _boundary(self, before: Row, row: Row) -> None:
        """Update the states between two rows if a page, a part or the numbering of notes ends there."""
        scheme = self.scheme
        page = before.page != row.page and scheme.place is Place.FOOT
        part = before.part != row.part
        anew = (scheme.numbering is Numbering.PAGE and page) or (scheme.numbering is Numbering.PART and part)
        if not (page or anew):
            return
        following: dict[State, float] = {}
        step: Step = {}
        for state, cost in self.best.items():
            if anew and scheme.numbering is Numbering.PART and state.note:
                in_note = state.in_note and not page
                owed = None if page else state.owed
                through = state._replace(in_note=in_note, goes_on=0, open=state.open and in_note, owed=owed)
                _keep_cheaper(following, step, through, cost + _THROUGH, state)
            if not page and not state.in_note:
                after, lost = self._next_chapter(state)
                _keep_cheaper(following, step, after, cost + lost, state)
                continue
            lost = self._missing(state)
            broke_off = _BROKE_OFF if state.open else _FILLS
            goes_on = (0 if part else _ENDED) if before.stops else broke_off
            count = 0 if anew else max(state.note, state.call)
            after = State(state.in_note and not page, count, count, goes_on if state.in_note and page else 0)
            _keep_cheaper(following, step, after, cost + lost, state)
        self._keep(following, step)

    def _next_chapter(self, state: State) -> tuple[State, float]:
        """The state after the numbering restarts within a page, whose foot has the notes of both chapters. The cost is
        that of notes that can no longer follow."""
        if self.scheme.place is not Place.FOOT:
            return State(False, 0, 0, 0), self._missing(state)
        if state.call <= state.note:
            return State(False, 0, 0, state.goes_on, owed=state.owed), 0.0
        return State(False, 0, 0, state.goes_on, owed=Owed(state.note, state.call)), self._still_owed(state)

    def _inner(self, k: int) -> None:
        """Update the states for notes that begin within a row of a note."""
        alphabet = self.scheme.alphabet
        for mark in self.candidates.inner[k] if self.scheme.place is Place.FOOT else ():
            following: dict[State, float] = {}
            step: Step = {}
            for state, cost in self.best.items():
                unused = cost + (mark.unused if state.in_note else 0.0)
                if unused < following.get(state, _NEVER):
                    following[state], step[state] = unused, (state, None)
                last = state.owed or state
                number = last.note + 1
                away = distance(mark.sign, number, alphabet)
                most = _PLAIN if exact(mark.sign, alphabet) else _RESEMBLES
                if not state.in_note or last.call < number or away > most:
                    continue
                after, price = _after(state, last, number, state.open), cost + mark.price + away
                if price < following.get(after, _NEVER):
                    following[after], step[after] = price, (state, Begin(k, mark, number, last is not state))
            self._keep(following, step)

    def _unexplained(self, mark: Mark, k: int, below_stop: bool) -> float:
        """The cost of reading the mark at the beginning of a line as text. Bare figures are unexplained only where a
        sentence may begin."""
        row = self.rows[k]
        if mark.price > _PLAIN or (mark.price and not (row.gap or below_stop)):
            return mark.unused
        if exact(mark.sign, self.scheme.alphabet):
            if self.scheme.alphabet is Alphabet.SYMBOLS and k not in self.candidates.items:
                return _SYMBOL * self.plain
            return self.costs.unexplained * self.plain
        framed = self.scheme.frame not in (Frame.BARE, Frame.POINT)
        return (
            self.costs.unexplained / 2
            if framed and row.gap and likely(mark.sign, self.scheme.alphabet)
            else mark.unused
        )

    def _next(self, found: Iterable[Mark], number: int) -> float:
        """The cost of reading the plain mark of the next note as text of the note above it."""
        if self.scheme.alphabet is not Alphabet.FIGURES:
            return 0.0
        plain = [mark.sign for mark in found if mark.price <= _PLAIN and value(mark.sign, Alphabet.FIGURES) == number]
        return (_NEXT if plain[0].isascii() else _NEXT_RAISED) if plain else 0.0

    def _text(self, state: State) -> State:
        """The state after a line of text. Unless notes are at the foot of pages, text below one begins a new unit."""
        if not state.in_note:
            return state
        if self.scheme.numbering is Numbering.PAGE and self.scheme.place is not Place.FOOT:
            return State(False, 0, 0, 0)
        return State(False, state.note, state.call, 0, owed=state.owed)

    def _skipped(self, mark: Mark, lost: float) -> float:
        """The cost of each number skipped before a mark. It is lower for symbols, because some printers do not use all
        of them: their first mark on a page is a dagger."""
        unused = self.scheme.alphabet is Alphabet.SYMBOLS and plain_symbol(mark.sign) not in ("", SYMBOLS[0])
        return min(lost, _UNUSED) if unused else lost

    def _runs_on(self, k: int) -> bool:
        """Whether a row at the top of a page continues a sentence. The white space above such a row is unknown."""
        return self._top(k) and self.rows[k].text[:1].islower()

    def _back_to_text(self, k: int) -> float:
        """The cost of a line of text below a note."""
        row, place = self.rows[k], self.scheme.place
        if place is Place.FOOT:
            return _HEADING_BELOW if row.heading else _TEXT_BELOW
        if self._top(k):
            return _RUNS_ON if self._runs_on(k) else _NEW_PAGE
        return _BELOW_NOTE[place][row.gap]

    def _stays(self, k: int) -> float:
        """The cost of a line that continues a note."""
        place = self.scheme.place
        if place is not Place.FOOT and self._top(k):
            return 0.0 if self._runs_on(k) else _STAYS[place][1]
        return _STAYS[place][self.rows[k].gap]

    def _goes_on(self, state: State, k: int) -> float:
        """The cost of a line that continues a note of the previous page. At the top of a page, this is possible only if
        the note broke off there and the text did not: otherwise the lines are text, even in the type of quotations."""
        row = self.rows[k]
        if self._top(k) and state.goes_on != _FILLS:
            return _NEVER
        if not self._top(k) and not row.gap and self.small[k - 1] > 0:
            return _NEVER  # no white space, and the type is that of the line above
        if self._resumes(state, k):
            return _RESUMES
        price = _GOES_ON[state.goes_on] + (0.0 if row.gap else 1.5)
        if not self.sizes.tell:
            price += _UNMEASURED
        new = state.goes_on == _ENDED  # it begins a paragraph of the note
        if (new and (row.short or row.gap < _WIDE)) or (not self.sizes.measured and (new or self._top(k))):
            price += _TEXT_BELOW  # a quotation at the end of a page, such as verse, is set in the type of notes too
        if self._top(k):
            price += _WHOLE_PAGE
        if not new and not row.text[:1].islower():
            price += _CAPITAL
        return price

    def _resumes(self, state: State, k: int) -> bool:
        """Whether a row below white space, and below the end of a sentence, begins with a small letter, while a note of
        the previous page broke off. Without type sizes this is the evidence that the note continues: only a quotation
        or a formula interrupts a sentence of the text in this way. A last line without a stop may be a catchword."""
        row = self.rows[k]
        if self.sizes.tell or state.goes_on not in (_BROKE_OFF, _FILLS) or self._top(k):
            return False
        last = k + 1 == len(self.rows) or self.rows[k + 1].page != row.page
        return row.gap > 0 and row.text[:1].islower() and self.rows[k - 1].stops and (row.stops or not last)

    def _open(self, state: State, k: int) -> bool:
        """Whether the sentence of the text above a note that begins or goes on in a row breaks off."""
        if state.in_note:
            return state.open
        before = self.rows[k - 1]
        return not self._top(k) and not before.stops and not before.heading

    def _top(self, k: int) -> bool:
        return k == 0 or self.rows[k - 1].page != self.rows[k].page

    def _entry(self, in_note: bool, k: int) -> float:
        row = self.rows[k]
        if in_note:
            return 0.0 if row.gap or self.rows[k - 1].stops else _RUNNING
        return 0.0 if row.gap else _NO_GAP

    def _calls(self, k: int) -> None:
        scheme, costs = self.scheme, self.costs
        beginnings = (*self.candidates.openings[k], *self.candidates.inner[k])  # whose figures call no note
        for marks in alternatives(self.candidates.calls[k]):
            unused = max(mark.unused for mark in marks)
            begins = any(own.start < mark.end and mark.start < own.end for mark in marks for own in beginnings)
            self.without += unused
            following: dict[State, float] = {}
            step: Step = {}
            useful = False
            for state, cost in self.best.items():  # if costs are equal, the calls of the last marks are kept
                uncalled = cost + (0.0 if state.in_note and begins else unused)
                if uncalled < following.get(state, _NEVER):
                    following[state], step[state] = uncalled, (state, None)
                for mark in marks:
                    if state.in_note and (mark.price or scheme.place is Place.FOOT):
                        continue
                    nested = _NESTED if state.in_note else 0.0
                    for number, away in _numbers(mark.sign, state.call, scheme.alphabet):
                        price = mark.price + away
                        if price > _MOST:
                            continue
                        missing = skipped(state.call, number, scheme.alphabet)
                        price += cost + nested + _lost(self._skipped(mark, costs.lost_call), missing)
                        after = state._replace(call=number)
                        if price < following.get(after, _NEVER):
                            following[after], step[after] = price, (state, CallEvent(k, mark, number, False))
                            useful = True
                    for number in () if state.in_note or mark.price > _PLAIN else self._elsewhere(mark.sign, state):
                        leaps = State(False, number - 1, number, state.goes_on), self._missing(state)
                        after, lost = self._next_chapter(state) if number == 1 else leaps
                        after = after._replace(call=number)
                        price = cost + _RESTART + lost + mark.price
                        if price < following.get(after, _NEVER):
                            following[after], step[after] = price, (state, CallEvent(k, mark, number, False))
                            useful = True
                    if (
                        state.call > 0
                        and not state.in_note
                        and not distance(mark.sign, state.call, scheme.alphabet)
                        and mark.price <= _PLAIN
                    ):
                        price = cost + _TWICE + mark.price
                        if price < following[state]:
                            following[state], step[state] = price, (state, CallEvent(k, mark, state.call, True))
            if useful or unused:
                self._keep(following, step)

    def _elsewhere(self, sign: str, state: State) -> Iterator[int]:
        """The numbers with which a call may take up the numbering elsewhere: the first one, because a heading was not
        found, or a later one, because the calls and notes before it were lost."""
        numbering, alphabet = self.scheme.numbering, self.scheme.alphabet
        if numbering is Numbering.PART and state.call > 1 and not distance(sign, 1, alphabet):
            yield 1
        last = max(state.note, state.call)
        if numbering is not Numbering.PAGE and last + 1 < (number := ahead(sign, last, alphabet)) <= last + _LEAP:
            yield number

    def _keep(self, following: dict[State, float], step: Step) -> None:
        limit = min(following.values()) + _BEAM
        kept = {state: cost for state, cost in following.items() if cost <= limit}
        if len(kept) > _STATES:
            kept = dict(sorted(kept.items(), key=itemgetter(1))[:_STATES])
        self.best = kept
        # The steps of a long book need most of its memory, and at most lines few states change.
        changed = {state: step[state] for state in kept if step[state] != (state, None)}
        self.steps.append(changed or None)

    def reading(self) -> Reading:
        ends = {state: cost + self._missing(state) for state, cost in self.best.items()}
        state = min(ends, key=lambda s: ends[s])
        cost = ends[state]
        events: list[Begin | CallEvent | Continues] = []
        in_note = [False] * len(self.rows)
        row = len(self.rows) - 1
        for k in range(len(self.steps) - 1, -1, -1):
            while row >= 0 and self.lines[row] < 0:
                row -= 1
            if row >= 0 and self.lines[row] == k:
                in_note[row] = state.in_note
                row -= 1
            if step := self.steps[k]:
                state, action = step.get(state, (state, None))
                if action is not None:
                    events.append(action)
        return Reading(self.scheme, tuple(reversed(events)), tuple(in_note), cost, self.without)
