"""Classify each line of a part: recover the layout that the OCR lost, from the widths of lines and their wording.

The OCR kept the printed lines, but neither their indents nor their type sizes. Both follow from the *measure*: printers
justify lines to one width, so the natural width of a full line (the sum of the widths of its letters,
`editio.stages.type_metrics`) is close to the measure. A line well short of it ends a paragraph. The first line of a
paragraph is narrower by its indent. The lines of a displayed quotation, in smaller type, are wider by the ratio of the
sizes. Wording is further evidence: a paragraph begins with a capital and ends with a stop, a display usually follows a
colon, a section heading has no stop. The book itself shows how its sentences follow each other within paragraphs and
how new paragraphs begin (`editio.stages.structure.wording`). Lines of verse, dates and the close of a letter end where
the author wished: they begin with a capital, and the next word would often have fitted.

Boxes, indents and empty lines of the witness are evidence too, if they divide the paragraphs of this book
(`editio.stages.structure.signals`).

No evidence is certain for a single line, so all lines of a part are classified together: each line has one of the
states of `State`, and the Viterbi algorithm finds the likeliest sequence of states. The probabilities in `_Odds` are
estimates for printed books; the measure comes from the witness itself, and in a book without such signs also the
indent, the widths of full lines and the wording. The register (apparatus/structure.tsv) can fix the state of any line.

Begin reading at `decode`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, cached_property
from itertools import pairwise
from statistics import median

from editio.languages import Language
from editio.stages.line_ends import ends_sentence
from editio.stages.structure.signals import CASELESS, DEEP, INDENTED, NO_EVIDENCE, NOWHERE, SHORT, Evidence, Place
from editio.stages.structure.wording import NO_WORDING, Wording
from editio.stages.type_metrics import width


class State(IntEnum):
    """The role of a line in its block."""

    FIRST = 0  # first line of a paragraph
    BODY = 1  # line of a paragraph
    AFTER = 2  # line after a display that continues the paragraph
    HEAD = 3  # section heading
    QUOTE_FIRST = 4  # first line of a displayed quotation
    QUOTE = 5  # line of a displayed quotation
    QUOTE_PARA = 6  # first line of a further paragraph of a quotation
    ITEM = 7  # first line of a list item or speech
    ITEM_RUN = 8  # line of a list item or speech
    LINE = 9  # line that the author ended: of verse, of an inscription, a date, the close of a letter
    LINE_RUN = 10  # rest of such a line, turned over


S = State
_QUOTES = (S.QUOTE_FIRST, S.QUOTE, S.QUOTE_PARA)
_ITEMS = (S.ITEM, S.ITEM_RUN)
LINES = (S.LINE, S.LINE_RUN)
_BREAKS = (S.FIRST, S.AFTER, S.HEAD, S.QUOTE_FIRST, S.QUOTE_PARA, S.ITEM, S.LINE)  # the previous line ends its block
_PARAGRAPHS = (S.FIRST, S.AFTER, S.QUOTE_PARA)  # not displays: their colon is evidence already

_MEASURED = 40  # lines; with fewer, it is not known whether the text is verse
_CONTINUED = 0.1  # least share of lines that continue with a small letter in prose
_WIDER = 1.2  # in widths of the longest lines of verse: the measure of a book in verse
_MOST_SINGLE = 0.1  # upper limit of `single`; above it, single lines without a stop would no longer be headings
_OFTEN = 0.4  # upper limit of the probability that a new paragraph follows a line of a paragraph
_SHORT = 0.8  # in measures; a shorter line ends a paragraph
_STEP = 0.01  # in measures; the densities of widths are stored at this distance
_SMOOTHING = (0.05, 0.25, 0.4, 0.25, 0.05)  # the weights of neighbouring steps
_WEIGHT = 100  # the usual density of widths counts as much as so many lines of the book
_INDENTS = (0.015, 0.09)  # credible values of `Setting.indent`

# The probability of each state after another, without further evidence. Missing pairs are impossible.
_NEXT: Mapping[State, Mapping[State, float]] = {
    S.FIRST: {S.BODY: 0.966, S.FIRST: 0.01, S.QUOTE_FIRST: 0.012, S.HEAD: 0.004, S.ITEM: 0.004, S.LINE: 0.004},
    S.BODY: {S.BODY: 0.876, S.FIRST: 0.083, S.QUOTE_FIRST: 0.022, S.HEAD: 0.009, S.ITEM: 0.004, S.LINE: 0.006},
    S.AFTER: {S.BODY: 0.896, S.FIRST: 0.07, S.QUOTE_FIRST: 0.02, S.HEAD: 0.006, S.ITEM: 0.004, S.LINE: 0.004},
    S.HEAD: {S.FIRST: 0.97, S.LINE: 0.03},
    S.QUOTE_FIRST: {S.QUOTE: 0.985, S.FIRST: 0.006, S.AFTER: 0.003, S.QUOTE_PARA: 0.003, S.ITEM: 0.003},
    S.QUOTE: {S.QUOTE: 0.8, S.FIRST: 0.12, S.AFTER: 0.04, S.QUOTE_PARA: 0.03, S.HEAD: 0.005, S.ITEM: 0.005},
    S.QUOTE_PARA: {S.QUOTE: 0.96, S.FIRST: 0.02, S.AFTER: 0.01, S.QUOTE_PARA: 0.01},
    S.ITEM: {S.ITEM_RUN: 0.6, S.ITEM: 0.3, S.FIRST: 0.07, S.AFTER: 0.02, S.HEAD: 0.01},
    S.ITEM_RUN: {S.ITEM_RUN: 0.6, S.ITEM: 0.25, S.FIRST: 0.1, S.AFTER: 0.04, S.HEAD: 0.01},
    S.LINE: {S.LINE: 0.75, S.FIRST: 0.16, S.AFTER: 0.02, S.HEAD: 0.02, S.ITEM: 0.01, S.LINE_RUN: 0.04},
    S.LINE_RUN: {S.LINE: 0.79, S.FIRST: 0.16, S.AFTER: 0.02, S.HEAD: 0.02, S.LINE_RUN: 0.01},
}


@dataclass(frozen=True)
class _Odds:
    """The probabilities of the properties of lines, by state. Widths are in measures."""

    display: float = 1.065  # width of a full line in smaller type
    spread: float = 0.030  # standard deviation of the natural width of full lines
    loose: float = 0.12  # lines set loose or tight because a long word did not fit
    underfull: float = 0.02  # lines that end although the next word would have fitted
    head: float = 0.88  # greatest width of section headings
    capital: tuple[float, float] = (0.985, 0.2)  # begins with a capital: a line that opens a block, any other line
    capital_after_stop: float = 0.97  # begins with a capital: a line that continues after the end of a sentence
    stop: float = 0.98  # ends with a stop: a line before a break; for other lines, `Wording` knows
    colon_before_display: tuple[float, float] = (0.88, 0.004)
    colon_before_lines: float = 0.3  # a colon before the first of the lines that the author ended
    capital_of_display: float = 0.85  # displayed quotations may begin within a sentence
    hanging: float = 0.05  # hanging indent of list items
    quoted_display: float = 0.02  # displayed quotations rarely have quotation marks around them
    apart: tuple[float, float] = (0.2, 0.03)  # has no empty line before it: a last line, any other line
    stopless_head: float = 0.995  # section headings have no stop
    apart_head: float = 0.9999  # section headings have white space around them if paragraphs have
    close_head: float = 0.8  # greatest width, with the next word, of a heading with white space above it only
    worded_head: float = 0.9999  # section headings have words or figures
    capital_head: float = 0.999999  # section headings begin with a capital or a figure
    ended_head: float = 0.999  # the text below section headings begins with a capital
    short: tuple[float, float] = (0.85, 0.02)  # ends before the right margin: a last line, any other line
    indented_display: float = 0.8  # all lines of displayed quotations are indented
    capital_of_line: float = 0.999  # lines that the author ended begin with a capital; their rests are turned over
    figure_of_line: float = 0.05  # they begin with a figure
    stop_of_line: float = 0.4  # lines that the author ended have a stop
    short_line: float = 0.85  # they end before the right margin
    unfilled: float = 0.9  # their usual greatest width
    turned: float = 0.6  # greatest width of the rest of a line that was turned over
    set_in: tuple[float, float] = (0.95, 0.05)  # has an indent that begins no paragraph: a quotation, any other line


ODDS = _Odds()
_COLON = re.compile(r"[:;][’”]?$")
_QUOTED = '‘“„«»›‹"'  # marks that open a quotation in some language
_UNFINISHED = re.compile(r"[.,;:?!…¬—–-][’”»«“\"')\]]*$")  # no heading ends like this
_BROKEN_OFF = re.compile(r"(?:--|[–—])[’”»“\"')\]]*$")  # ends like interrupted speech, or within a sentence
_SIGNATURE = r"([A-Za-z])(?: ?\1){0,2} \d|([A-Za-z])(?: \2){1,2}|\d ?[A-Z]"
_OPENS = re.compile(r"(?:»|[‘“\"'«„(\[_—–]*\s?)[A-ZÀ-ÖØ-Þ0-9…]")
MARKER = re.compile(r"[-–•]\s|\((?:[a-z]{1,2}|[ivx]+|\d{1,2})\)\s|\d{1,2}[.)]\s")
SPEAKER = re.compile(r"[A-Z][\w.’]*(?: [A-Z][\w.’]*){0,2}:\s")


@dataclass(frozen=True)
class TextLine:
    """A line as input for the layout. `text` is the edited text without calls, `close` is true if no empty line
    precedes it in the witness, and `fixed` has the states that the register allows, if it has an entry."""

    text: str
    close: bool
    fixed: frozenset[State] | None = None
    place: Place = NOWHERE


@dataclass(frozen=True)
class Setting:
    """How the running text of a book is set. Full lines differ in natural width because the compositor changes the
    spaces between words, and he does so more in one book than in another."""

    indent: float = 0.036  # indent of the first line of a paragraph, in measures
    density: tuple[float, ...] = ()  # the density of the widths of full lines, at each `_STEP`
    lines: int = 0  # the number of lines in `density`

    def full(self, ratio: float, usual: float) -> float:
        """The density of full lines with the width `ratio`. The fewer lines were measured, the closer it is to the
        usual density."""
        k = int(ratio / _STEP)
        own = self.density[k] if k < len(self.density) else 0.0
        return (self.lines * own + _WEIGHT * usual) / (self.lines + _WEIGHT)


USUAL = Setting()


@dataclass(frozen=True)
class Book:
    """The facts for all lines of a book: its language, the signs that divide its paragraphs, whether its measure is
    known, its lines of verse that line numbers show, the wording at the beginnings of its paragraphs, and its setting.
    """

    language: Language
    evidence: Evidence = NO_EVIDENCE
    measured: bool = True  # whether the book is long enough to distinguish its measure from that of smaller type
    numbered: frozenset[int] = frozenset()
    wording: Wording = NO_WORDING
    setting: Setting = USUAL

    @cached_property
    def wordless(self) -> re.Pattern[str]:
        """A row of stars, a remark, one of the lines beside a brace, or a signature of a sheet."""
        signature = rf"{_SIGNATURE}|{self.language.volume}[A-Z]{{1,2}} ?\d?"
        return re.compile(rf"[\W_]*$|\[.*\]$|.*[{{}}]$|\W*(?:{signature})\W*$")


@dataclass(frozen=True)
class _Seen:
    """The evidence for the state of a line. `ratio` is the width of the line and `word` the width of the first word of
    the next line, both in measures."""

    ratio: float
    word: float
    close: bool
    stop: bool
    broken_off: bool
    listed: bool  # ends with a comma or semicolon, as a list item may
    stopless: bool
    worded: bool  # has words of the book, as a heading must
    joined: bool  # no empty line follows
    goes_on: bool  # the next line begins with a small letter
    colon: bool
    capital: bool | None  # None in a script without capitals
    figure: bool  # begins with a figure
    quoted: bool
    marked: bool
    speech: bool
    fixed: frozenset[State] | None
    place: Place
    wording: float  # evidence of the wording for a new paragraph


def measure(lines: Sequence[TextLine]) -> float:
    """The measure of the running text: the median width of its fuller lines. A line is full for certain only if the
    next one begins with a small letter. If there are hardly any such lines, the text is verse, which never fills the
    measure: all that is known is that the measure is wider."""
    widths = sorted(width(line.text) for line in lines)
    continued = sorted(width(a.text) for a, b in pairwise(lines) if b.text[:1].islower())
    cased = sum(not CASELESS.match(line.text) for line in lines)
    if cased > _MEASURED and len(continued) < _CONTINUED * cased:
        return _WIDER * widths[int(0.95 * (len(widths) - 1))]
    fuller = [w for w in widths if w > 0.8 * widths[int(0.9 * (len(widths) - 1))]] if widths else []
    return median(fuller) if fuller else 1.0


def setting(texts: Sequence[str], full: float) -> Setting:
    """The setting of running text, from its lines; `full` is the measure. Only lines above a line that begins with a
    small letter are measured, because they are certainly full. Such a line is the first of a paragraph if it begins a
    sentence below a short line, and within a paragraph if it begins with a small letter itself."""
    ratios = [width(text) / full for text in texts]
    first: list[float] = []
    within: list[float] = []
    for k in range(1, len(texts) - 1):
        if not texts[k + 1][:1].islower():
            continue
        if texts[k][:1].islower():
            within.append(ratios[k])
        elif ratios[k - 1] < _SHORT and ends_sentence(texts[k - 1]) and _OPENS.match(texts[k]):
            first.append(ratios[k])
    if min(len(first), len(within)) < _MEASURED:
        return USUAL
    least, most = _INDENTS
    indent = min(max(median(within) - median(first), least), most)
    return Setting(indent, _density(within), len(within))


def _density(ratios: Sequence[float]) -> tuple[float, ...]:
    """The smoothed density of the values, at each `_STEP`."""
    counts = Counter(int(ratio / _STEP) for ratio in ratios)
    reach = len(_SMOOTHING) // 2
    return tuple(
        sum(share * counts[k + d] for d, share in enumerate(_SMOOTHING, -reach)) / len(ratios) / _STEP
        for k in range(max(counts) + reach + 1)
    )


@cache
def decode(lines: tuple[TextLine, ...], full: float, after: bool, book: Book) -> list[State]:
    """The likeliest state of each line. `full` is the measure. `after` is true if a display precedes the lines, so they
    may continue a paragraph."""
    if not lines:
        return []
    seen = _see(lines, full, book)
    priors = _priors(max(book.evidence.single, book.wording.single), book.wording.begun)
    opening = (S.FIRST, S.HEAD, S.ITEM, S.LINE, *((S.AFTER,) if after else ()))
    scores = [
        {
            state: _OPENING.get(state, 0.0)
            + _starts(None, seen[0], state, "")
            + _space(seen[0].place, state, book.evidence)
            + _indent(seen[0].place, state, book.evidence)
            for state in seen[0].fixed or opening
        }
    ]
    came: list[dict[State, State]] = [{}]
    for i in range(1, len(seen)):
        ends = {
            before: (score + _ends(seen[i - 1], before, False, book), score + _ends(seen[i - 1], before, True, book))
            for before, score in scores[-1].items()
        }
        now: dict[State, float] = {}
        back: dict[State, State] = {}
        for state in seen[i].fixed or State:
            space, indent = _space(seen[i].place, state, book.evidence), _indent(seen[i].place, state, book.evidence)
            starts = {
                within: space + indent + _starts(seen[i - 1], seen[i], state, within)
                for within in ("", "items", "quotation", "lines")
            }
            starts["heading"] = starts[""] - space  # a heading may be close to its text
            for before, (running, ended) in ends.items():
                prior = priors.get((before, state), _FORCED if seen[i].fixed else None)
                if prior is None:
                    continue
                score = prior + (ended if state in _BREAKS else running) + starts[_WITHIN[before]]
                if state not in now or score > now[state]:
                    now[state], back[state] = score, before
        scores.append(now)
        came.append(back)
    state = max(scores[-1], key=lambda s: scores[-1][s] + _ends(seen[-1], s, True, book))
    states = [state]
    for back in reversed(came[1:]):
        state = back[state]
        states.append(state)
    return states[::-1]


_WITHIN = {
    state: "items" if state in _ITEMS else "quotation" if state in _QUOTES else "lines" if state in LINES else ""
    for state in State
} | {S.HEAD: "heading"}
_OPENING = {S.LINE: math.log(_NEXT[S.HEAD][S.LINE])}  # a part may begin with verse, as the text below a heading may
_FORCED = math.log(1e-4)  # a step that is otherwise impossible but that the register requires


@cache
def _priors(single: float, begun: float) -> Mapping[tuple[State, State], float]:
    """The logarithms of `_NEXT` for a book in which the share `begun` of lines begins a paragraph, and the share
    `single` of paragraphs has one line."""
    first, body = _NEXT[S.FIRST], _NEXT[S.BODY]
    often = max(1.0, min(begun / (1 - begun), _OFTEN) / body[S.FIRST])
    steps = {
        **_NEXT,
        S.FIRST: _moved(first, {S.FIRST: max(first[S.FIRST], min(single, _MOST_SINGLE))}),
        S.BODY: _moved(body, {state: often * body[state] for state in (S.FIRST, S.HEAD)}),
    }
    return {(a, b): math.log(p) for a, following in steps.items() for b, p in following.items()}


def _moved(following: Mapping[State, float], breaks: Mapping[State, float]) -> Mapping[State, float]:
    """The probabilities after a line of a paragraph, with those in `breaks` changed and that of another line of the
    paragraph lowered by as much."""
    more = sum(p - following[state] for state, p in breaks.items())
    return {**following, **breaks, S.BODY: following[S.BODY] - more}


def _see(lines: Sequence[TextLine], full: float, book: Book) -> list[_Seen]:
    words = [width(" " + line.text.split()[0]) / full for line in lines[1:]] + [0.0]
    unfinished = book.language.unfinished
    close = [False, *(line.close for line in lines), False]
    return [
        _Seen(
            ratio=width(line.text) / full,
            word=word,
            close=line.close and not (close[k] and close[k + 2]),  # no evidence if both neighbours are close too
            stop=ends_sentence(line.text),
            broken_off=bool(_BROKEN_OFF.search(line.text)),
            listed=line.text[-1] in ";,",
            stopless=not (_UNFINISHED.search(line.text) or line.text.split()[-1].lower() in unfinished),
            worded=not book.wordless.match(line.text),
            joined=k + 1 < len(lines) and lines[k + 1].place.blank is False,
            goes_on=k + 1 < len(lines) and lines[k + 1].text[0].islower(),
            colon=bool(_COLON.search(line.text)),
            capital=None if CASELESS.match(line.text) else bool(_OPENS.match(line.text)),
            figure=line.text[0].isdigit(),
            quoted=line.text[0] in _QUOTED,
            marked=bool(MARKER.match(line.text)),
            speech=bool(SPEAKER.match(line.text)),
            fixed=line.fixed,
            place=line.place,
            wording=book.wording.evidence(lines[k - 1].text, line.text) if k else 0.0,
        )
        for k, (line, word) in enumerate(zip(lines, words, strict=True))
    ]


def _ends(line: _Seen, state: State, last: bool, book: Book) -> float:
    """Log likelihood of the width and end of a line, given its state and whether it ends its block."""
    if state is S.HEAD:
        likely = _log(line.stopless, ODDS.stopless_head) + _log(line.ratio < ODDS.head, 0.98)
        close = line.place.blank is not False and line.ratio + line.word < ODDS.close_head
        if book.evidence.blank and line.joined and not close:
            likely += _log(False, ODDS.apart_head)
        return likely + _log(line.worded, ODDS.worded_head) + _log(not line.goes_on, ODDS.ended_head)
    score = 0.0 if book.evidence.blank else _log(line.close, ODDS.apart[0] if last else ODDS.apart[1])
    if state in LINES:
        return score + _line_ends(line, state)
    if line.place.short is not None:
        short = line.place.short > SHORT
        return score + _log(short, ODDS.short[0] if last else ODDS.short[1]) + _stops(line, state, last, book)
    if state in _ITEMS:
        settings = (1 - ODDS.hanging, 1.0, ODDS.display)  # the setting is unknown, so the densities are averaged
        density = sum(math.exp(_width(line, expected, last, book.setting)) for expected in settings) / len(settings)
        return score + math.log(density) + _stops(line, state, last, book)
    expected = ODDS.display if state in _QUOTES else 1 - book.setting.indent if state is S.FIRST else 1.0
    return score + _width(line, expected, last, book.setting) + _stops(line, state, last, book)


def _line_ends(line: _Seen, state: State) -> float:
    """Log likelihood of the width and end of a line that the author ended, or of its rest. It has any width, and may
    have any stop or none."""
    score = _log(line.stop, ODDS.stop_of_line) + _log(line.figure, ODDS.figure_of_line)
    if line.place.short is not None:
        return score + _log(line.place.short > SHORT, ODDS.short_line)
    most = ODDS.unfilled if state is S.LINE else ODDS.turned
    return score + math.log(0.95 / most if line.ratio <= most else 0.15)


def _stops(line: _Seen, state: State, last: bool, book: Book) -> float:
    if line.broken_off:
        return 0.0
    ends = line.stop or (state in _ITEMS and last and line.listed)
    return _log(ends, ODDS.stop if last else book.wording.stop)


def _space(place: Place, state: State, found: Evidence) -> float:
    """Log likelihood of the white space above a line, given its state, if it divides paragraphs in this book."""
    if not found.blank or place.blank is None:
        return 0.0
    apart = 0.3 if state is S.LINE else found.blank.begins if state in _BREAKS else found.blank.goes_on
    return _log(place.blank, ODDS.apart_head if state is S.HEAD else apart)


def _indent(place: Place, state: State, found: Evidence) -> float:
    """Log likelihood of the indent of a line, given its state, as far as indents divide paragraphs in this book."""
    if place.indent is None:
        return 0.0
    if state in LINES:
        return _log(place.indent > INDENTED, 0.5 if state is S.LINE else 0.9)
    if not (found.indent or found.geometry):
        return _log(place.indent > INDENTED, ODDS.set_in[0] if state in _QUOTES else ODDS.set_in[1])
    if state in _QUOTES:
        return _log(place.indent > INDENTED, ODDS.indented_display)
    if state is S.HEAD:
        return _log(place.indent > INDENTED, 0.7)
    if not found.indent:
        return _log(place.indent > DEEP, 0.01)
    begins = state in (S.FIRST, S.ITEM)
    if place.indent > DEEP:
        return math.log(0.01)
    return _log(place.indent > INDENTED, found.indent.begins if begins else found.indent.goes_on)


def _starts(previous: _Seen | None, line: _Seen, state: State, within: str) -> float:
    """Log likelihood of the beginning of a line, given its state, the previous line, and the kind of block that the
    previous line is in (`within`)."""
    colon = previous is not None and previous.colon
    after_stop = previous is not None and previous.stop
    wording = line.wording if state in _PARAGRAPHS else 0.0
    return wording + _beginning(state, within, colon, after_stop, line.capital, line.quoted, line.marked, line.speech)


@cache
def _beginning(
    state: State,
    within: str,
    colon: bool,
    after_stop: bool,
    capital: bool | None,
    quoted: bool,
    marked: bool,
    named: bool,
) -> float:
    """The log likelihood for `_starts`, from the properties of both lines."""
    speech = named and (colon or within == "items")
    if state in (S.FIRST, S.HEAD, S.QUOTE_PARA):
        score = _capital(capital, ODDS.capital_head if state is S.HEAD else ODDS.capital[0])
    elif state is S.LINE:
        score = _capital(capital, ODDS.capital_of_line)
    elif state in (S.QUOTE_FIRST, S.AFTER):
        score = _capital(capital, ODDS.capital_of_display)
    else:
        score = _capital(capital, ODDS.capital_after_stop if after_stop else ODDS.capital[1])
    if state is S.ITEM:
        begun = within == "items" or colon or after_stop
        return score + math.log(0.98 if marked or speech else 1e-6) + math.log(0.5 if begun else 1e-4)
    if speech or (marked and (colon or within == "items")):
        score += math.log(0.02)
    if state is S.QUOTE_FIRST:
        return score + _log(colon, ODDS.colon_before_display[0]) + _log(quoted, ODDS.quoted_display)
    if state is S.LINE and not within:
        score += _log(colon, ODDS.colon_before_lines)
    elif state not in _QUOTES and not within:
        score += _log(colon, ODDS.colon_before_display[1])
    return score


def _width(line: _Seen, expected: float, last: bool, setting: Setting) -> float:
    """Log density of the natural width of a line. A last line may have any width up to the full one. Most other lines
    are close to the measure. Some are loose because the next word did not fit, and a few end although it would have.
    A long book shows itself how its full lines vary, but not those of its few displays."""
    if last:
        return math.log(1 / expected if line.ratio <= expected + 0.09 else 0.01)
    z = (line.ratio - expected) / ODDS.spread
    near = math.exp(-0.5 * z * z) / (ODDS.spread * 2.5066)
    fits = expected - line.word <= line.ratio <= expected + 2 * ODDS.spread
    loose = 1 / line.word if fits and line.word else 0.0
    least = ODDS.underfull * 0.2
    usual = (1 - ODDS.loose) * near + ODDS.loose * loose + least
    return math.log(usual if expected > 1 else max(setting.full(line.ratio / expected, usual), least))


def _capital(seen: bool | None, probability: float) -> float:
    return 0.0 if seen is None else _log(seen, probability)


def _log(seen: bool, probability: float) -> float:
    return math.log(probability if seen else 1 - probability)
