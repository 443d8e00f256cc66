"""The labels of all leaves as one cheapest sequence.

A leaf is counted in arabic or roman figures, or it is not counted, as plates and their blank backs. A state is a scheme
and an *offset*: the page number less the position of the leaf. The offset stays the same while leaves are counted one
by one; an uncounted leaf lowers it by one.

A leaf costs something if no sight on it agrees with its number, and more if a clear number there disagrees. A change of
the offset costs as much as the fault in the book or its scan is unlikely: an uncounted leaf costs little if it is blank
or nearly so, a leaf that is lost or scanned twice costs more, and any other leap costs most. The numbering is the
cheapest sequence of states over all leaves (Viterbi). States much dearer than the best are dropped, so the time grows
linearly with the number of leaves.

A leap needs evidence: only leaps to a number seen on the leaf are tried. The unit of cost is one clearly seen number; a
leap of any kind must explain several. The leaves of an *extract* are taken from different places of a book, so there a
leap costs less than a clear number that disagrees.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from editio.stages.pagination.figures import Scheme, figures_of
from editio.stages.pagination.sheets import Sheet
from editio.stages.pagination.sights import OF_FOLIOS, Place, Sight, values

_UNSEEN = 0.9  # no sight on a leaf with text agrees
_UNSEEN_SCANT = 0.6  # on a leaf with little text
_UNSEEN_BLANK = 0.2
_CONTRADICTED = 0.3  # a clear number disagrees as well
_UNCOUNTED = 1.6  # a leaf with text that is not counted
_UNCOUNTED_SCANT = 0.6
_UNEXPLAINED = 1.2  # a clear number on a leaf that is not counted
_DOUBTED = 0.1  # the format gives another number
_DOUBTED_UNCOUNTED = 0.0
_TAKEN = 3.0  # the number is known to belong to another leaf
_UNCOUNTED_BLANK = 0.35
_ENTER = 0.5  # for the first of several uncounted leaves
_BEFORE = 0.75  # a leaf with text before the numbering begins
_BEGIN = 0.8  # the numbering begins with a number other than 1
_MANY_LOST = 1.5  # a first number greater than that of its leaf: leaves are missing, or it is no page number
_FEW_LOST = 20  # leaves that a book may lack, such as blank ones and those before a title
_FIRST_PAGE = 0.3  # arabic figures begin with 1
_OMITTED = 0.4  # leaves missing from the format are not counted
_TWICE = 0.2  # a leaf that repeats an earlier one was scanned twice
_LOST = 1.7  # one or two leaves are missing
_BACK = 2.6  # one or two leaves too many
_NEAR = 2.4  # a leap by up to ten
_ANEW = 2.3  # the numbering begins again at 1 or 2
_FAR = 3.0
_APART = 0.8  # between two leaves of an extract
_YEAR = 1400  # a greater number alone in a line is more often a year
_BEAM = 6.0
_CLAIMED = 0.4  # least agreement of a well-read number
_MOST_STATES = 100  # that are kept on a leaf: in a long stretch without numbers they would be more and more
_REACH = 3.0  # states dearer than this do not spread
_REQUIRED = 50.0


@dataclass(frozen=True)
class State:
    """The numbering of a leaf. The number is `offset` plus the position of the leaf; on an uncounted leaf it is that of
    the last counted leaf."""

    scheme: Scheme | None  # None before the numbering begins
    offset: int = 0
    counted: bool = False


_BEFORE_ALL = State(None)


@dataclass(frozen=True)
class Label:
    """The label of a leaf. `scheme` is None if the leaf is not counted."""

    scheme: Scheme | None
    number: int = 0

    @property
    def counted(self) -> bool:
        return self.scheme is not None


UNCOUNTED = Label(None)


@dataclass(frozen=True)
class Evidence:
    """The evidence on a leaf: its sights; how many leaves back it was scanned before (`repeats`, 0 if it was not); the
    label that an editor entered; labels that it cannot have because they belong to other leaves; and whether an editor
    says that the numbering has begun before it."""

    sheet: Sheet
    sights: tuple[Sight, ...]
    repeats: int = 0
    entered: Label | None = None
    taken: frozenset[Label] = frozenset()
    begun: bool = False


def label(evidence: Sequence[Evidence], blank: frozenset[str] = frozenset(), *, extract: bool = False) -> list[Label]:
    """The label of each leaf. `blank` are labels that no leaf has, because the witness lacks blank pages. In an
    `extract`, most leaves do not follow the leaf before them."""
    layers: list[dict[State, tuple[float, State | None]]] = []
    costs: dict[State, tuple[float, State | None]] = {_BEFORE_ALL: (0.0, None)}
    last = evidence[0].sheet.position - 1 if evidence else 0
    for leaf in evidence:
        gap = leaf.sheet.position - last - 1
        last = leaf.sheet.position
        costs = _step(costs, leaf, gap, blank, _APART if extract else _FAR)
        layers.append(costs)
    return _trace(layers, evidence)


def _step(
    costs: Mapping[State, tuple[float, State | None]],
    leaf: Evidence,
    gap: int,
    blank: frozenset[str],
    dearest: float,
) -> dict[State, tuple[float, State | None]]:
    """The cheapest way to each state at a leaf, and the state before it. No leap costs more than `dearest`."""
    position = leaf.sheet.position
    seen = sorted((scheme, number - position) for scheme, number in _expected(leaf))
    best = min(cost for cost, _ in costs.values())
    after: dict[State, tuple[float, State | None]] = {}
    known: dict[State, float] = {}

    def reach(state: State, cost: float, before: State) -> None:
        if state.counted and state.offset + position < 1:
            return
        if state not in known:
            known[state] = _cost(leaf, state)
        whole = cost + known[state]
        if state not in after or whole < after[state][0]:
            after[state] = whole, before

    for before, (cost, _) in costs.items():
        near = cost <= best + _REACH
        if before.scheme is None:
            reach(before, cost, before)
            folios = {n - position for its, n in _expected(leaf, of_chapters=False) if its is Scheme.ROMAN}
            for scheme, offset in seen if near else ():
                lost = _FEW_LOST if scheme is Scheme.ARABIC or offset in folios else 0
                reach(State(scheme, offset, True), cost + _beginning(offset, position, lost), before)
            continue
        offset = before.offset
        while blank and offset + position > 0 and figures_of(before.scheme, offset + position) in blank:
            offset += 1
        reach(State(before.scheme, offset, True), cost, before)
        if not near:
            continue
        entering = _ENTER if before.counted else 0.0
        reach(State(before.scheme, before.offset - 1), cost + entering, before)
        for omitted in range(1, min(gap, 8) + 1):
            reach(State(before.scheme, before.offset - omitted, True), cost + _OMITTED, before)
            reach(State(before.scheme, before.offset - omitted - 1), cost + _OMITTED + entering, before)
        if before.scheme is Scheme.ROMAN:
            reach(State(Scheme.ARABIC, 1 - position, True), cost + _FIRST_PAGE, before)
        for scheme, offset in seen:
            leap = min(dearest, _leap(before, scheme, offset, position, leaf.repeats))
            reach(State(scheme, offset, True), cost + leap, before)
    limit = min(cost for cost, _ in after.values()) + _BEAM
    kept = {state: found for state, found in after.items() if found[0] <= limit}
    if len(kept) <= _MOST_STATES:
        return kept
    return dict(nsmallest(_MOST_STATES, kept.items(), key=lambda item: item[1][0]))


def _beginning(offset: int, position: int, lost: int) -> float:
    """The cost of the first number; `lost` is the number of leaves that may be missing before it."""
    begin = _FIRST_PAGE if offset + position == 1 else _BEGIN
    return begin + _MANY_LOST if offset > lost else begin


def _expected(leaf: Evidence, *, of_chapters: bool = True) -> set[tuple[Scheme, int]]:
    """The numbers with which a leaf may begin a new count. Without `of_chapters`, roman numbers in capitals and single
    letters are left out, because they may be the numbers of chapters."""
    if leaf.entered and leaf.entered.scheme:
        return {(leaf.entered.scheme, leaf.entered.number)}
    sights = (sight for sight in leaf.sights if sight.place not in (Place.CHAPTER, Place.LETTER))
    return values(sight for sight in sights if of_chapters or (sight.text.islower() and len(sight.text) > 1))


def _leap(before: State, scheme: Scheme, offset: int, position: int, repeats: int) -> float:
    """The cost of a change of the offset between two counted leaves."""
    number, leap = position + offset, offset - before.offset
    if scheme is not before.scheme:
        begins = _FIRST_PAGE if number == 1 else _BEGIN
        return begins if scheme is Scheme.ARABIC else _FAR + begins
    if not leap:
        return 0.0
    if repeats and leap == -repeats:
        return _TWICE
    if 0 < leap <= 2:
        return _LOST
    if -2 <= leap < 0:
        return _BACK
    return _ANEW if number <= 2 else _NEAR if abs(leap) <= 10 else _FAR


def _cost(leaf: Evidence, state: State) -> float:
    """The cost of a leaf in a state."""
    sheet, number = leaf.sheet, leaf.sheet.position + state.offset
    if leaf.entered:
        wanted = Label(state.scheme, number) if state.counted else UNCOUNTED
        return 0.0 if leaf.entered == wanted else _REQUIRED
    numbered = any(clear(sight) for sight in leaf.sights)
    if state.scheme is None:
        before = _uncounted(sheet) if leaf.begun else 0.05 if sheet.blank else 0.1 if sheet.scant else _BEFORE
        return before + _UNEXPLAINED * (numbered and not sheet.blank)
    if not state.counted:
        unexplained = _UNEXPLAINED if numbered else _DOUBTED_UNCOUNTED if sheet.claim else 0.0
        return unexplained + _uncounted(sheet)
    scheme = state.scheme
    unseen = _UNSEEN_BLANK if sheet.blank else _UNSEEN_SCANT if sheet.scant else _UNSEEN
    agreement = max((sight.agreement(scheme, number) for sight in leaf.sights), default=0.0)
    doubted = _CONTRADICTED if numbered else _DOUBTED if sheet.claim else 0.0
    taken = _TAKEN if Label(scheme, number) in leaf.taken else 0.0
    return unseen * (1 - agreement) + (doubted if agreement < _CLAIMED else 0.0) + taken


def _uncounted(sheet: Sheet) -> float:
    return _UNCOUNTED_BLANK if sheet.blank else _UNCOUNTED_SCANT if sheet.scant else _UNCOUNTED


def clear(sight: Sight) -> bool:
    """Whether a sight is a number at a place that only folios take."""
    number = sight.value
    return number is not None and number[1] < _YEAR and sight.place in OF_FOLIOS


def _trace(layers: Sequence[Mapping[State, tuple[float, State | None]]], evidence: Sequence[Evidence]) -> list[Label]:
    """The labels along the cheapest sequence."""
    if not layers:
        return []
    state: State | None = min(layers[-1], key=lambda s: layers[-1][s][0])
    found: list[Label] = []
    for layer, leaf in zip(reversed(layers), reversed(evidence), strict=True):
        assert state is not None
        counted = state.counted and state.scheme is not None
        found.append(Label(state.scheme, leaf.sheet.position + state.offset) if counted else UNCOUNTED)
        state = layer[state][1]
    return found[::-1]


def runs(
    labels: Sequence[Label], positions: Sequence[int], blank: frozenset[str] = frozenset()
) -> Iterator[tuple[int, int]]:
    """Stretches of counted leaves, from first to end (exclusive), in which numbers rise with the positions. Labels that
    no leaf has are skipped."""
    first = 0
    for i in range(1, len(labels) + 1):
        if i < len(labels) and rise(labels[i - 1], labels[i], blank) == positions[i] - positions[i - 1]:
            continue
        if labels[first].counted:
            yield first, i
        first = i


def rise(before: Label, after: Label, blank: frozenset[str] = frozenset()) -> int | None:
    """The number of leaves from one label to the other, without those with `blank` labels; None if they are not in the
    same scheme."""
    if not before.scheme or before.scheme is not after.scheme:
        return None
    between = range(before.number + 1, after.number) if blank else range(0)
    return after.number - before.number - sum(figures_of(before.scheme, n) in blank for n in between)
