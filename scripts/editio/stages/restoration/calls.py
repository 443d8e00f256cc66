"""Find the calls of endnotes as one sequence per chapter, or through all chapters that share a list of notes.

The printer set calls as small raised figures. The OCR damages them in four ways: it joins them to the text before them
(`power2`, `peace’3`, `192030` for 1920 and call 30), misreads them (`struggles"` for 77, `8/` for 87), tears them out
onto their own line (`4 *3`) and leaves a blank before the stop at their place, or loses them except for that blank
(`powers :`). No pattern for one line can distinguish 1929 from 19 and call 29, but the sequence can, because the calls
of a chapter run 1, 2, 3 … N.

Each possible call is therefore a *candidate* with a cost for each number that it may have. Dynamic programming over the
candidates in order finds the cheapest reading of the whole chapter. Each candidate takes the next number or none. A
number without a candidate is *lost*, at a cost; a number may also be taken twice, at a cost (C303). Begin reading at
`solve`.

Costs are in units of "one thing that went wrong". They were chosen by the meaning of each kind of damage, and apply to
any book with such calls:

* figures of the expected number cost nothing, whatever text they adjoin;
* unexplained figures that adjoin a word cost `_UNUSED_GLUED`, more than most garbles;
* a garble costs `_GARBLE` and the difference of its strokes (`_distance`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from editio.inputs.registers import CallEntry
from editio.model.characters import ON_THE_LINE, RAISED_FIGURE
from editio.model.messages import Message
from editio.model.pieces import Coverage
from editio.model.witness import Raised, Witness
from editio.stages import strokes
from editio.stages.notes import marks
from editio.stages.notes.marks import Alphabet, Frame, Mark, alternatives, exact, label, value

_LOST = 7.0
_LOST_FRAMED = 4.0  # calls between brackets leave more traces, so a misread number is rarer than a lost one
_TWICE = 2.0
_GARBLE = 0.5
_UNUSED_GLUED = 4.0
_UNUSED_CODE = 1.0  # figures that adjoin capitals: a call, or part of a code such as ME-109
_UNUSED_LONG_FIGURE = 3.0
_BLANK_BEFORE_STOP = 3.5
_TORN_OUT = 1.0  # a blank before a stop, below a speck that may be the torn call
_LETTER_FOR_FIGURE = 4.0
_OTHER_PREFIX = 1.5  # the figures before the call are neither a year nor a range
_LONGEST_YEAR = 4  # figures; if the number before a call is not plain, only a longer run may be read as both
_STANDS_APART = 2.5  # figures between a blank and a stop
_REMEMBERED = 4
_FEWEST_FRAMED = 4  # numbers between brackets that run 1, 2, 3 …
_MOST_LOST = 3  # greatest number of calls lost in a row
_MOST_AT_END = 2  # calls lost below the last one found that have a cost: below a torn page there may be many
_HOPELESS = 25.0  # readings that exceed the cheapest one by more are dropped
_NEVER = 1e9
_INFERRED = 0.4  # above this cost the number of a call is inferred

_STOP = r"[.,:;?!)\]’”]"
_FIGURES = re.compile(r"\d+")
_MARKS = re.compile(r"(?:(?<=[^\W\d_])[’”)\]]*|(?<=\d)(?!\d))(?P<mark>[\d\"'’*?/^°\\|]{1,4})(?=[\s.,:;?!)’”]|$)")
_BLANK = re.compile(r"(?<=[^\s.…])(?P<mark> )(?=[.:;,?!](?!\s?\.))|(?<=[’”])(?P<mark2> )(?=[.:;,?!](?!\s?\.))")
_RAISED = re.compile(RAISED_FIGURE + "{1,4}")
_BRACKETS = (Frame.PARENTHESES, Frame.BRACKETS, Frame.CLOSED)
_LETTER = re.compile(r"(?<=\d{4})(?P<mark>[a-zA-Z])(?=[.,:;]|\s|$)")
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_SUSPECT = "\"'*/^°\\|"  # marks that do not occur in running text: a garble even without a figure
_LONE = 4  # characters; a line with no more, and without a word, is a speck or a torn call

# OCR readings of small raised figures, with the figures that each may be.
_LOOKS_LIKE = {
    "'": "71", "’": "571", '"': "71", "*": "346", "?": "27", "/": "7", "^": "43", "l": "1", "I": "1", "i": "1",
    "O": "0", "o": "0", "Q": "9", "S": "58", "s": "583", "n": "27", "B": "8", "Z": "2", "g": "9", "M": "",
}  # fmt: skip
_STROKES = strokes.Strokes(_LOOKS_LIKE, alike=0.6, other=1.0, dropped=0.7)


@dataclass(frozen=True)
class Form:
    """The form of calls between brackets: `(1)` or `a)`."""

    frame: Frame
    alphabet: Alphabet


@dataclass(frozen=True)
class Candidate:
    """A possible call: `mark` is the text of the witness from `start` to `end`. `price` is the cost of reading it as a
    call at all."""

    start: int
    end: int
    mark: str
    price: float
    note: int = 0  # the only number that it may have, if the register enters it
    form: Form | None = None  # of calls between brackets


@dataclass(frozen=True)
class Call:
    """A call: its number, the stretch of its mark in the witness, whether it is inferred, and whether it repeats the
    number of the previous call."""

    note: int
    start: int
    end: int
    inferred: bool
    twice: bool = False


@dataclass(frozen=True)
class Place:
    """All candidates in one stretch of figures or marks. At most one of them is taken; `unused` is the cost if none
    is."""

    start: int
    options: tuple[Candidate, ...]
    unused: float
    entry: CallEntry | None = None  # the entry of the register for this call


class Solution(NamedTuple):
    """The calls in order, the messages about them, and the cost of this reading."""

    calls: list[Call]
    messages: list[Message]
    cost: float


@cache
def solve(
    witness: Witness,
    first: int,
    last: int,
    register: tuple[CallEntry, ...] = (),
    masked: tuple[tuple[int, int], ...] = (),
    raised: tuple[Raised, ...] = (),
    form: Form | None = None,
    before: int = 0,
    listed: int = 0,
) -> Solution:
    """The calls between two offsets of the witness. `masked` stretches (running heads, folios, emended readings) have
    no calls. `raised` are marks found in the images, `form` is that of calls between brackets, `before` the number of
    the note before the first one, and `listed` that of the last note, if there is a list."""
    found, messages = places(witness, first, last, register, masked, raised, form)
    chosen, least = _cheapest(found, before, listed, _LOST_FRAMED if form else _LOST)
    calls = []
    previous = before
    for place, option, note in chosen:
        if option is None:
            if entry := place.entry:
                detail = (
                    f"Call {entry.note} cannot follow call {previous}."
                    if previous > before
                    else f"No chapter begins with call {entry.note}."
                )
                messages.append(Message(entry.row, entry.at("note"), "C305", detail, entry.file))
            elif place.unused >= _UNUSED_LONG_FIGURE:
                messages.append(_message(witness, place.start, "C304", f"It reads {_around(witness, place.start)!r}."))
            continue
        twice = note == previous
        inferred = _cost(option, note) > _INFERRED
        calls.append(Call(note, option.start, option.end, inferred, twice))
        if twice:
            messages.append(_message(witness, option.start, "C303", f"Call {note}."))
        elif inferred:
            reading = _around(witness, option.start)
            messages.append(_message(witness, option.start, "C302", f"Call {note}, where the witness has {reading!r}."))
        for lost in range(previous + 1, note):
            after = calls[-2].end if len(calls) > 1 else first
            place_before = witness.place(after)[0]
            messages.append(
                _message(witness, option.start, "C301", f"Call {lost}, after line {place_before} and before this.")
            )
        previous = note
    return Solution(calls, messages, least)


def places(
    witness: Witness,
    first: int,
    last: int,
    register: Iterable[CallEntry],
    masked: Iterable[tuple[int, int]],
    raised: Iterable[Raised] = (),
    form: Form | None = None,
) -> tuple[list[Place], list[Message]]:
    """Every possible call between two offsets, in order, and messages about entries that do not fit. The places in a
    line do not depend on other lines, except on specks above it."""
    masked = list(masked)
    entered, faults = _entered(witness, first, last, register, Coverage(masked))
    taken = [*masked, *((place.start, place.options[0].end) for place in entered)]
    shown = list(_shown(raised, Coverage(taken)))
    taken += ((place.start, place.options[0].end) for place in shown)
    free = Coverage(taken)
    found = _framed(witness, first, last, free, form) if form else _places(witness, first, last, free)
    return sorted([*found, *shown, *entered], key=lambda place: place.start), faults


def _shown(raised: Iterable[Raised], masked: Coverage) -> Iterator[Place]:
    """The places of raised figures in the images of pages."""
    for mark in raised:
        figures = mark.text.translate(ON_THE_LINE)
        at = max(mark.end, mark.start + 1)  # an empty span is tested with the character after it
        if figures.isdigit() and not mark.opens and not masked.meets(mark.start, at):
            yield Place(mark.start, (Candidate(mark.start, mark.end, figures, 0.0),), _UNUSED_GLUED)


def _message(witness: Witness, offset: int, code: str, detail: str) -> Message:
    return Message(*witness.place(offset), code, detail)


def _around(witness: Witness, offset: int) -> str:
    """The word around an offset, at most a dozen characters on each side."""
    before = re.findall(r"\S*\s?$", witness.text[max(0, offset - 12) : offset])[0]
    after = re.findall(r"^\s?\S*", witness.text[offset : offset + 12])[0]
    return f"{before}{after}".strip()


def _entered(
    witness: Witness, first: int, last: int, register: Iterable[CallEntry], masked: Coverage
) -> tuple[list[Place], list[Message]]:
    """The places entered in the register, and messages about entries that do not fit (C305): marks that overlap another
    entry's or a masked stretch, or whose reading does not occur exactly once."""
    places: list[Place] = []
    faults: list[Message] = []
    for entry in register:
        line = witness.numbered.get(entry.line)
        if line is None or not first <= line.start < last:
            continue
        mark = entry.reading.removeprefix(entry.text)
        start = line.start + line.text.find(entry.reading) + len(entry.text)
        end = start + len(mark)
        once = line.text.count(entry.reading) == 1 and entry.reading.startswith(entry.text)
        free = not any(start < place.options[0].end and place.start < end for place in places)
        if not (once and free) or (mark and masked.meets(start, end)):
            faults.append(
                Message(entry.row, entry.at("reading"), "C305", f"{entry.reading!r} in line {entry.line}.", entry.file)
            )
            continue
        option = Candidate(start, end, mark, 0.0, entry.note)
        places.append(Place(start, (option,), 99.0, entry))
    return places, faults


def _framed(witness: Witness, first: int, last: int, masked: Coverage, form: Form) -> list[Place]:
    """Every possible call between brackets, with its damaged forms. Such calls are set on the line, so no other dirt is
    one of them."""
    found = []
    for line in witness.between(first, last):
        for group in alternatives(marks.calls(line.text, form.frame, form.alphabet)):
            options = tuple(
                Candidate(line.start + mark.start, line.start + mark.end, mark.sign, mark.price, form=form)
                for mark in group
                if not masked.meets(line.start + mark.start, line.start + mark.end)
            )
            if options:
                plain = [
                    m for m in group if not m.price and exact(m.sign, form.alphabet) and not _YEAR.fullmatch(m.sign)
                ]
                found.append(Place(options[0].start, options, _UNUSED_GLUED if plain else 0.0))
    return found


def _places(witness: Witness, first: int, last: int, masked: Coverage) -> list[Place]:
    """Every possible call that is a raised figure, between the offsets and outside masked stretches."""
    text = witness.text
    found: list[Place] = []
    taken: set[int] = set()  # offsets of the line that are in a place already

    def add(start: int, options: Iterable[Candidate], unused: float) -> None:
        free = tuple(o for o in options if not masked.meets(o.start, o.end))
        offsets = {offset for option in free for offset in range(option.start, option.end)}
        if free and taken.isdisjoint(offsets):
            taken.update(offsets)
            found.append(Place(start, free, unused))

    torn = False
    for line in witness.between(first, last):
        taken.clear()
        if is_speck(line.text):
            torn = True
            continue
        for match in _RAISED.finditer(line.text):
            start, end = line.start + match.start(), line.start + match.end()
            add(start, [Candidate(start, end, match.group().translate(ON_THE_LINE), 0.0)], _UNUSED_GLUED)
        for match in _MARKS.finditer(line.text):
            start, end = line.start + match.start("mark"), line.start + match.end("mark")
            add(start, _of_marks(text, start, end), _unused(match["mark"], text, start))
        for match in _FIGURES.finditer(line.text):
            start, end = line.start + match.start(), line.start + match.end()
            add(start, _of_figures(text, start, end), _unused(match.group(), text, start))
        for match in _BLANK.finditer(line.text):
            start = line.start + match.start()
            add(start, [Candidate(start, start + 1, " ", _TORN_OUT if torn else _BLANK_BEFORE_STOP)], 0.3)
        for match in _LETTER.finditer(line.text):
            start = line.start + match.start()
            add(start, [Candidate(start, start + 1, match.group(), _LETTER_FOR_FIGURE)], 0.0)
        torn = False
    return sorted(found, key=lambda place: place.start)


def form_of(witness: Witness, chapters: Collection[tuple[int, int]], alphabet: Alphabet) -> Form | None:
    """The form of the calls of a book with endnotes, if they are between brackets. Its chapters are between these
    offsets. In one kind of brackets numbers run 1, 2, 3 …, in each chapter or through the book, and figures that adjoin
    words are rarer. Otherwise None: such numbers are items."""
    adjoining = 0
    runs: Counter[Form] = Counter()
    texts = [list(witness.between(first, last)) for first, last in chapters]
    for form in (Form(frame, alphabet) for frame in _BRACKETS):
        signs = [[mark.sign for line in lines for mark in _plain(line.text, form)] for lines in texts]
        anew = sum(_run(own, form) for own in signs)
        runs[form] = max(anew, _run([sign for own in signs for sign in own], form))
    for line in (line for lines in texts for line in lines):
        for match in _MARKS.finditer(line.text):
            start = line.start + match.start("mark")
            adjoining += _unused(match["mark"], witness.text, start) == _UNUSED_GLUED
        adjoining += len(_RAISED.findall(line.text))
    ((form, count),) = runs.most_common(1)
    return form if count >= _FEWEST_FRAMED and count > 2 * adjoining else None


def _plain(text: str, form: Form) -> Iterator[Mark]:
    """The undamaged marks between brackets in a line."""
    found = marks.calls(text, form.frame, form.alphabet)
    return (mark for mark in found if not mark.price and exact(mark.sign, form.alphabet))


def _run(signs: Iterable[str], form: Form) -> int:
    """How many signs continue the sequence of one of the last signs, since several calls in a row may be damaged."""
    last = [0]
    count = 0
    for sign in signs:
        following = {n for number in last for n in range(number + 1, number + 1 + _MOST_LOST)}
        found = sorted(n for n in following if label(n, form.alphabet) == sign)
        count += bool(found)
        number = found[0] if found else value(sign, form.alphabet)
        last = [*last[1 - _REMEMBERED :], number] if number else last
    return count


def is_speck(text: str) -> bool:
    """Whether a line is not text but a torn call or dirt. Words of two or more small letters, or in a script without
    capitals, are text, and so are lines of figures or of a roman number only."""
    small = [c.isalpha() and not c.isupper() for c in text]
    worded = any(a and b for a, b in pairwise(small)) or any(map(_is_caseless, text))
    return len(text) <= _LONE and not worded and not re.fullmatch(r"\d+|[A-Z]\w*[.:]|\(\w\)|- .*|[IVX]{2,4}", text)


def _is_caseless(character: str) -> bool:
    """Whether a character is a letter of a script without capitals. `ª` and `º` are raised letters of others."""
    return character.isalpha() and character.lower() == character.upper() and character not in "ªº"


def _of_figures(text: str, start: int, end: int) -> Iterable[Candidate]:
    """The readings of a run of figures as a call, or as a number with a call after it."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isupper() and (_YEAR.fullmatch(text[start - 5 : start - 1]) or text[start - 2 : start - 1] in "’”"):
        yield Candidate(start - 1, end, text[start - 1 : end], 0.0)  # the letter is neither text nor part of the number
        return
    if after.isalpha() or (after in ".,-" and text[end + 1 : end + 2].isdigit()):
        return
    for length in range(1, min(3, end - start) + 1):
        at = end - length
        if text[at] == "0":
            continue
        prefix = text[start:at]
        if not prefix and before.isspace() and re.match(r"[.,:;]\s", text[end : end + 2]):
            yield Candidate(at, end, text[at:end], _STANDS_APART)
        if not prefix and (
            before.isspace() or before in "-‘(" or (before in ".," and text[start - 2 : start - 1].isdigit())
        ):
            continue
        ranged = before == "-" and len(prefix) in (1, 2, 4)
        grouped = before == "," and len(prefix) == 3
        year = _YEAR.fullmatch(prefix) or (before in "Il" and _YEAR.fullmatch("1" + prefix))
        plain = not prefix or ranged or grouped or year
        if plain or end - start > _LONGEST_YEAR:
            yield Candidate(at, end, text[at:end], 0.0 if plain else _OTHER_PREFIX)


def _of_marks(text: str, start: int, end: int) -> Iterable[Candidate]:
    """The readings of mixed figures and marks at the end of a word: the whole, or only the figures at either end."""
    mark = text[start:end]
    if mark.isdigit():
        yield from _of_figures(text, start, end)
        return
    price = 0.0 if any(c.isdigit() for c in mark) else 1.0 if any(c in _SUSPECT for c in mark) else 5.5
    yield Candidate(start, end, mark, price)
    for figures in _FIGURES.finditer(mark):
        if figures.start() == 0 or figures.end() == len(mark):
            yield from _of_figures(text, start + figures.start(), start + figures.end())


def _unused(mark: str, text: str, start: int) -> float:
    """The cost of leaving figures or marks as text: high if they adjoin a word."""
    before = text[start - 1 : start]
    if not any(c.isdigit() for c in mark):
        return 0.5 if any(c in _SUSPECT for c in mark) else 0.0
    glued = before.isalpha() or before in "’”)].,:;?!"
    code = re.search(r"[A-Z]{1,3}$|\d[.,]$|[A-Z]\.$", text[max(0, start - 4) : start])
    if glued:
        return _UNUSED_CODE if code else _UNUSED_GLUED
    return _UNUSED_LONG_FIGURE if len(mark) > 4 and before.isspace() else 0.0


def _plainly(option: Candidate, note: int) -> bool:
    """Whether a candidate is the plain mark of a note."""
    return option.mark == (label(note, option.form.alphabet) if option.form else str(note))


def _cost(option: Candidate, note: int) -> float:
    if option.note:
        return -20.0 if option.note == note else 99.0
    if option.mark == " ":
        return option.price
    if option.form:
        return option.price + marks.distance(option.mark, note, option.form.alphabet)
    distance = _distance(option.mark, str(note))
    return option.price + (_GARBLE + distance if distance else 0.0)


@lru_cache(maxsize=1 << 16)
def _distance(mark: str, number: str) -> float:
    """The weighted edit distance between the strokes of a mark and of a number."""
    return strokes.distance(mark, number, _STROKES)


def _cheapest(
    places: list[Place], before: int, listed: int, lost: float
) -> tuple[list[tuple[Place, Candidate | None, int]], float]:
    """The cheapest reading: for each place, the candidate taken (or None) and the number of the last call; and its
    cost. The first call has the number after `before`, and the last one the number `listed`, unless calls are lost.

    `best` maps n to the least cost of a reading of the places so far whose last call is n. Readings that cost
    `_HOPELESS` more than the cheapest are dropped. `came` has the steps for backtracking.
    """
    best = {before: 0.0}
    came: list[dict[int, tuple[Candidate | None, int]]] = []
    for place in places:
        following = {n: cost + place.unused for n, cost in best.items()}
        steps: dict[int, tuple[Candidate | None, int]] = {n: (None, n) for n in best}
        for option in place.options:
            for previous, so_far in best.items():
                for n in range(previous, previous + _MOST_LOST + 2):
                    if n == previous and not _plainly(option, n):
                        continue
                    skipped = _TWICE if n == previous else lost * (n - previous - 1)
                    cost = so_far + skipped + _cost(option, n)
                    if cost < following.get(n, _NEVER):
                        following[n], steps[n] = cost, (option, previous)
        limit = min(following.values()) + _HOPELESS
        best = {n: cost for n, cost in following.items() if cost <= limit}
        came.append(steps)
    if listed and places:
        best = {n: cost + lost * min(abs(listed - n), _MOST_AT_END) for n, cost in best.items()}
    n = min(best, key=lambda k: best[k])
    least = best[n]
    chosen: list[tuple[Place, Candidate | None, int]] = []
    for place, steps in zip(reversed(places), reversed(came), strict=True):
        taken, previous = steps[n]
        chosen.append((place, taken, n))
        n = previous
    return chosen[::-1], least
