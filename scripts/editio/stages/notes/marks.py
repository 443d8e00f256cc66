"""List the possible marks of notes: those that may begin a note, and those that may call one.

A mark is a *sign* in a *frame*: `(1)` is the figure 1 in parentheses, `†` a symbol without a frame. This module
only lists candidates. Each has a price, the cost of reading it as a mark at all; `distance` is the cost of reading
its sign as the mark of the n-th note. Common misreadings of signs by OCR engines are data (`marks.toml`). Costs are in
units of "one thing that went wrong", as in `editio.stages.restoration.calls`.

Begin reading at `openings` and `calls`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from editio.model.characters import ON_THE_LINE, RAISED_FIGURE
from editio.stages import strokes


class Alphabet(StrEnum):
    """The signs that number notes."""

    FIGURES = "figures"
    LETTERS = "letters"
    SYMBOLS = "symbols"


class Frame(StrEnum):
    """The characters around a sign."""

    BARE = "bare"  # nothing: a raised figure, a symbol
    POINT = "point"  # 1.
    CLOSED = "closed"  # 1)
    PARENTHESES = "parentheses"  # (1)
    BRACKETS = "brackets"  # [1]
    BRACES = "braces"  # {1}
    NONE = "none"  # the mark is lost


@dataclass(frozen=True, order=True, slots=True)
class Mark:
    """A candidate: `text[start:end]` of a line, with the blanks that belong to it. `price` is its cost if it is read as
    a mark, `unused` its cost if it is not."""

    start: int
    end: int
    sign: str
    price: float
    unused: float = 0.0


_DATA = tomllib.loads(files(__package__).joinpath("marks.toml").read_text("utf-8"))
SYMBOLS: tuple[str, ...] = tuple(_DATA["symbols"])
_FIGURES: Mapping[str, str] = _DATA["figures"]
_LETTER: Mapping[str, str] = _DATA["letters"]
_SYMBOL: Mapping[str, Mapping[str, float]] = _DATA["symbol"]
_STROKES = strokes.Strokes(_FIGURES, alike=0.3, other=1.2, dropped=0.9)
_CACHED = 1 << 16
_GARBLE = 0.5
_ANOTHER = 1.0
_RESEMBLES = 1.2  # greatest distance of two numbers if one figure was read as one of similar form
_WRAPPED = 1.0  # a call at the beginning of a line: the printer set a blank before it, at which the line ended
_BEFORE_LINE = 1.8  # the same for a bare figure, which may number the item of a list
_ALONE = 1.1  # a bracketed mark on a line above its note, such as a letter or verse; it may be a page number
_DIRTY = 0.3  # dirt before a mark
_INNER_PRICE = 0.4
_INNER_PLAIN = 1.0  # a figure in a line may belong to its words
_NEVER = 99.0
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LEFT_OUT = frozenset("jvw")  # letters that old printers do not use
_LIKELY = 0.3
_READ_TOGETHER = 0.8  # two asterisks that were read as one quotation mark
_CLOSES = 0.4  # a parenthesis behind a bare symbol: it may belong to the mark, or close one of the line above
_CLOSING = 0.8  # a figure or symbol with the parenthesis that closes an open one
_APOSTROPHE = 1.5  # a raised figure between two letters, which is usually an apostrophe: `qu¹il`
_MANGLED = 1.5  # cost of a mark of which neither sign nor frame is whole
_YEAR = 4  # figures
_GLUED = 1.5  # cost of figures that adjoin a word but do not call or begin a note
_STRAY = 1.5  # cost of a single letter that is no word and no mark, such as the `f` that was read for a dagger
_DAGGERS = frozenset({"f", "t", "-f-"})  # letters that are words in no language, and usual readings of a dagger

_FIGURE = r"[0-9⁰¹²³⁴⁵⁶⁷⁸⁹]"
_CARET = r"\^(?:(?P<caret>\d{1,3})\^?|\{(?P<braced>\d{1,3})\})"  # a raised figure in plain text: `^1`, `^1^`, `^{1}`
_SIGN = {
    Alphabet.FIGURES: rf"{_FIGURE}{{1,4}}",
    Alphabet.LETTERS: r"[a-zA-Z]",
    Alphabet.SYMBOLS: r"\*{4,8}|[*†‡§‖¶]{1,3}|\|\|",  # some printers add an asterisk for each note of a page
}
_WORDS = re.compile(r"[\W_]*(?:[^\W\d_]\W{0,2}){2}|\W*\d+")  # after the mark of a note: words, or at least a figure
_QUOTES = "'’‘\"“”"
_STARS = str.maketrans({'"': "**", "“": "**", "”": "**", "’": "*", "‘": "*"})
_STOPS = tuple(".,;:")
_BEFORE_CALL = frozenset('.,;:!?"”)')  # not an apostrophe, which may precede a letter
_APART_IN_LINE = r"(?<=[\w.,;:)!?\]”“»-]\s)"
_SENTENCE = r"\s?(?=[^\W\da-z_]|[“‘«„]|,,)"
_INNER = {
    (Frame.BARE, Alphabet.FIGURES): re.compile(
        rf"{_APART_IN_LINE}(?:(?P<sign>[¹²³⁴⁵⁶⁷⁸⁹]{RAISED_FIGURE}?)(?:{_SENTENCE}|\s(?=\d))|(?P<plain>[1-9]){_SENTENCE})"
    ),
    (Frame.BARE, Alphabet.SYMBOLS): re.compile(
        rf"{_APART_IN_LINE}(?:(?P<sign>[*†‡§‖]{{1,2}}){_SENTENCE}|(?P<letter>-f-|[ftJX|])\s(?=[^\W\da-z_]|[“‘«]))"
    ),
    (Frame.PARENTHESES, Alphabet.FIGURES): re.compile(rf"{_APART_IN_LINE}\((?P<sign>\d{{1,2}})\){_SENTENCE}"),
    (Frame.PARENTHESES, Alphabet.LETTERS): re.compile(rf"{_APART_IN_LINE}\((?P<sign>[a-z])\){_SENTENCE}"),
    (Frame.CLOSED, Alphabet.FIGURES): re.compile(rf"{_APART_IN_LINE}(?P<sign>{_FIGURE}{{1,2}})\){_SENTENCE}"),
    (Frame.CLOSED, Alphabet.SYMBOLS): re.compile(rf"{_APART_IN_LINE}(?P<sign>[*†‡§]{{1,3}})\){_SENTENCE}"),
}


def label(number: int, alphabet: Alphabet) -> str:
    """The sign of the n-th note."""
    match alphabet:
        case Alphabet.FIGURES:
            return str(number)
        case Alphabet.LETTERS:
            return _letter(number)
        case Alphabet.SYMBOLS:
            return SYMBOLS[(number - 1) % len(SYMBOLS)] * (1 + (number - 1) // len(SYMBOLS))


def framed(sign: str, frame: Frame) -> str:
    """A sign as printed, in its frame."""
    match frame:
        case Frame.BARE:
            return sign
        case Frame.POINT:
            return f"{sign}."
        case Frame.CLOSED:
            return f"{sign})"
        case Frame.PARENTHESES:
            return f"({sign})"
        case Frame.BRACKETS:
            return f"[{sign}]"
        case Frame.BRACES:
            return f"{{{sign}}}"
        case Frame.NONE:
            return ""


@lru_cache(maxsize=_CACHED)
def families(text: str, alphabet: Alphabet) -> tuple[tuple[Mark, ...], ...]:
    """All candidates of a line by frame. Lines with the same candidates are equal to the search for notes."""
    return tuple(candidates(text, frame, alphabet) for frame in Frame for candidates in (openings, calls, inner))


@lru_cache(maxsize=_CACHED)
def distance(sign: str, number: int, alphabet: Alphabet) -> float:
    """The cost of reading a sign as the mark of the n-th note; 0 if it is exactly that sign."""
    match alphabet:
        case Alphabet.FIGURES:
            return _figures(_without_zeros(sign.translate(ON_THE_LINE)), str(number))
        case Alphabet.LETTERS:
            seen, meant = sign.lower(), _letter(number)
            if seen == meant:
                return 0.0
            return _LIKELY if meant in _LETTER.get(seen, "") else 2.0 if len(seen) == 1 else _NEVER
        case Alphabet.SYMBOLS:
            return _symbol(sign, number)


def _letter(number: int) -> str:
    """The letter of the n-th note. After the last letter, the first one follows."""
    return _LETTERS[(number - 1) % len(_LETTERS)]


def skipped(last: int, number: int, alphabet: Alphabet) -> int:
    """How many marks are missing between two numbers. Letters that old printers do not use are none."""
    count = number - last - 1
    if alphabet is Alphabet.LETTERS and 0 < count < len(_LETTERS):
        return sum(_letter(n) not in _LEFT_OUT for n in range(last + 1, number))
    return count


def ahead(sign: str, last: int, alphabet: Alphabet) -> int:
    """The next number after the last one that a plain sign reads; 0 if there is none."""
    if alphabet is Alphabet.LETTERS and exact(sign, alphabet):
        return last + 1 + (_LETTERS.index(sign.lower()) - last) % len(_LETTERS)
    return value(sign, alphabet)


def _without_zeros(sign: str) -> str:
    """A sign without leading zeros: `[01]` is note 1, because makers of plain texts pad numbers."""
    return sign.lstrip("0") or sign


def _figures(sign: str, number: str) -> float:
    """The cost of reading a sign as a number. It includes `_GARBLE` unless each character of the sign is a usual
    reading of a figure, and `_ANOTHER` if the sign is a number that it does not resemble."""
    away = _strokes(sign, number)
    usual = len(sign) == len(number) and all(
        seen == meant or (not seen.isdigit() and meant in _FIGURES.get(seen, ""))
        for seen, meant in zip(sign, number, strict=True)
    )
    if usual or not away:
        return away
    return away + _GARBLE + (_ANOTHER if sign.isdigit() and away > _RESEMBLES else 0.0)


def likely(sign: str, alphabet: Alphabet) -> bool:
    """Whether a sign is easily read as the mark of one of the first nine notes."""
    return any(distance(sign, number, alphabet) <= _LIKELY for number in range(1, 10))


def said(sign: str, alphabet: Alphabet) -> int:
    """The number that a sign plainly reads, or easily as one of the first six; 0 if there is none."""
    if alphabet is Alphabet.LETTERS:
        return _LETTERS.find(sign.lower()) + 1 if len(sign) == 1 else 0
    return value(sign, alphabet) or next((n for n in range(1, 7) if distance(sign, n, alphabet) <= _LIKELY), 0)


@lru_cache(maxsize=_CACHED)
def value(sign: str, alphabet: Alphabet) -> int:
    """The value of a sign that consists of figures; 0 otherwise."""
    plain = sign.translate(ON_THE_LINE)
    return int(plain) if alphabet is Alphabet.FIGURES and plain.isascii() and plain.isdigit() else 0


def _symbol(sign: str, number: int) -> float:
    """The cost of reading a sign as the n-th symbol. Symbols have a fixed order, but some printers use one asterisk for
    every note, or one more for each note."""
    usual = label(number, Alphabet.SYMBOLS)
    best = _SYMBOL[usual[0]].get(sign, _NEVER) if len(usual) == 1 else 0.0 if sign == usual else _NEVER
    stars = sign.translate(_STARS)
    if set(stars) == {"*"}:
        away = 0.2 if len(stars) == number else 0.6 if len(stars) == 1 else 1.5
        best = min(best, away + (0.0 if stars == sign else _READ_TOGETHER))
    return best


@lru_cache(maxsize=_CACHED)
def plain_symbol(sign: str) -> str:
    """The symbol that a sign is, or that it plainly shows, such as `‖` for `||`; empty if there is none."""
    return next((symbol for symbol in SYMBOLS if _SYMBOL[symbol].get(sign, _NEVER) <= _LIKELY), "")


@lru_cache(maxsize=_CACHED)
def _strokes(sign: str, number: str) -> float:
    """The weighted edit distance between a sign as read and a number."""
    return strokes.distance(sign, number, _STROKES)


def exact(sign: str, alphabet: Alphabet) -> bool:
    """Whether a sign belongs to the alphabet without correction."""
    return re.fullmatch(_SIGN[alphabet], sign) is not None


_PARENTHESES = re.compile(r"(?P<open>[(\[{<])?\s?['‘’]?(?P<sign>[^\s()\[\]{}]{1,3}?)\s?(?P<close>[)\]}>])\s*")
_LIKE_OPEN = "ilcCtfI|!<"  # OCR readings of an opening parenthesis
_TORN_PARENTHESES = re.compile(r"(?P<open>\()\s?(?P<sign>[^\s()\[\]{}]{1,2})(?P<close>)\s+")
# `[Footnote 1:` is markup, in English for books in every language, as distributed plain texts have it.
_BRACKETS = re.compile(r"\[(?:(?:Foot)?note |\^)?(?P<sign>[^\s\[\]]{1,4}?)(?:\]:?|:)\s*", re.IGNORECASE)
_BRACES = re.compile(r"\{(?P<sign>\d{1,4})\}\s*")
_CLOSED = re.compile(r"(?P<sign>\*{4,8}|[^\s()\[\]{}]{1,3}?)\s?\)\s*")
_POINT = re.compile(r"(?P<sign>[^\s()\[\]{}.,]{1,3})[.,:](?:\s+|$)")
_BARE_FIGURES = re.compile(
    rf"(?P<sign>{_FIGURE}{{1,3}})(?:\s+|$|(?=[^\W\d_“‘«\"(]))"
    rf"|{_CARET}\s*|(?P<garble>[*'\"‘’“^°!|]{{1,2}})\s?"
)
_MANGLED_FIGURES = re.compile(  # `l7 The`, `Z See`; a letter that is a word in some language is none
    rf"(?P<sign>(?=[^\W\d_]?{_FIGURE}|{_FIGURE})[^\s.,;:()\[\]]{{2,3}}|[lIZzSsBGgqbtjr?/])\s(?=[A-ZÀ-ÖØ-Þ“‘«])"
)
_RUN = re.compile(r"(?P<sign>[¹²³⁴⁵⁶⁷⁸⁹]['’‘\"“”·\u0387.^]{1,3})\s(?=[A-Z“‘])")  # a mark that was read twice
_FOREIGN = re.compile(r"(?P<sign>[\u0370-\u04ff\u1f00-\u1fff])\s(?=[A-Z“‘])")  # dirt read as Greek or Cyrillic
_BARE_LETTERS = re.compile(r"(?P<sign>[a-z])\s+(?=[^\W\d_a-z])")
_BARE_SYMBOLS = re.compile(
    r"(?P<sign>(?!§\s?\d)[*†‡§‖¶]{1,3}|\|\|)\s*|(?P<garble>[+•°^×✱＊∗$]|(?:-f-|[ftJXISTj]|II)(?=\s))\s*"
)


@lru_cache(maxsize=_CACHED)  # schemes share frames, and an editor changes few lines between two builds
def openings(text: str, frame: Frame, alphabet: Alphabet) -> tuple[Mark, ...]:
    """The marks of notes that may begin a line."""
    dirt = _DIRT.match(text) if frame in (Frame.PARENTHESES, Frame.CLOSED, Frame.BRACKETS) else None
    marks = _openings(text, frame, alphabet)
    if dirt and (clean := tuple(_openings(text[dirt.end() :], frame, alphabet))):
        marks = (replace(m, end=m.end + dirt.end(), price=m.price + _DIRTY) for m in clean)
    return tuple(
        mark
        for mark in marks
        if (_WORDS.match(text, mark.end) or (mark.end == len(text) and _may_stand_alone(mark, alphabet)))
        and (frame is not Frame.BARE or text[mark.end : mark.end + 1] not in (*_STOPS, ")"))
    )


# Dirt before a mark, but no sign that begins a sentence, a note or the item of a list.
_DIRT = re.compile(r"(?:[^\w\s(\[{«»„“‚\"—–*†‡§‖¶•]{1,2}\s?){1,4}(?=[(\[\w])")


def _may_stand_alone(mark: Mark, alphabet: Alphabet) -> bool:
    """Whether a mark may be the whole line above its note. A symbol in a line of its own is an ornament or dirt."""
    return alphabet is not Alphabet.SYMBOLS and exact(mark.sign, alphabet)


@lru_cache(maxsize=_CACHED)
def inner(text: str, frame: Frame, alphabet: Alphabet) -> tuple[Mark, ...]:
    """The marks of notes that may occur within a line, because short notes share one or two columns were read as one: a
    plain sign, or a letter read for a symbol, after a blank and before the possible beginning of a sentence."""
    pattern = _INNER.get((frame, alphabet))
    return tuple(
        Mark(match.start(), match.end(), sign, _INNER_PLAIN if group == "plain" else _INNER_PRICE, _stray(sign))
        for match in (pattern.finditer(text) if pattern else ())
        if (group := match.lastgroup) and (sign := match[group])
    )


def _stray(sign: str) -> float:
    """The cost of a sign that is read as text, if it is no word and usually a dagger."""
    return _STRAY if sign in _DAGGERS else 0.0


def _openings(text: str, frame: Frame, alphabet: Alphabet) -> Iterator[Mark]:
    match frame:
        case Frame.PARENTHESES:
            if match := _PARENTHESES.match(text):
                whole = match["open"] == "(" and match["close"] == ")"
                sign = match["sign"]
                if match["open"] or exact(sign, alphabet):
                    yield Mark(0, match.end(), sign, 0.0 if whole else 1.0)
                elif len(sign) > 1 and sign[0] in _LIKE_OPEN and alphabet is Alphabet.FIGURES and not sign.isalpha():
                    yield Mark(0, match.end(), sign[1:].lstrip("."), 1.2)
                elif not sign.islower() and (len(sign) == 1 or (len(sign) == 2 and not sign.isalpha())):
                    yield Mark(0, match.end(), sign, _MANGLED)  # `iv)` and `a)` number the items of lists
            elif match := _TORN_PARENTHESES.match(text):
                yield Mark(0, match.end(), match["sign"], 1.2)
        case Frame.BRACKETS:
            if match := _BRACKETS.match(text):
                yield Mark(0, match.end(), match["sign"], 0.0 if match.end() < len(text) else _ALONE)
        case Frame.BRACES:
            if match := _BRACES.match(text):
                yield Mark(0, match.end(), match["sign"], 0.0)
        case Frame.CLOSED:
            if match := _CLOSED.match(text):
                yield Mark(0, match.end(), match["sign"], 0.0)
        case Frame.POINT:
            if match := _POINT.match(text):
                yield Mark(0, match.end(), match["sign"], 0.0)
        case Frame.BARE:
            yield from _bare_openings(text, alphabet)
        case Frame.NONE:
            return


def _bare_openings(text: str, alphabet: Alphabet) -> Iterator[Mark]:
    match alphabet:
        case Alphabet.FIGURES:
            if match := _BARE_FIGURES.match(text):
                after = text[match.end() : match.end() + 1]
                caret = match["caret"] or match["braced"]
                sign = match["sign"] or caret or match["garble"]
                likely = after.isupper() or after in _QUOTES + "«("
                raised = bool(caret) or (not sign.isascii() and bool(match["sign"]))
                price = 0.0 if raised else 0.3 if match["sign"] else 0.8 if text[match.end() - 1] == " " else 1.4
                glued = bool(match["sign"]) and not raised and after.isupper() and text[match.end() - 1] != " "
                unused = _GLUED if glued else 0.0
                yield Mark(0, match.end(), sign, price + (0.0 if likely or raised else 1.0), unused)
            elif match := _FOREIGN.match(text):
                yield Mark(0, match.end(), match["sign"], 1.4)
            elif match := _RUN.match(text):
                yield Mark(0, match.end(), match["sign"], 0.2)
            elif match := _MANGLED_FIGURES.match(text):
                yield Mark(0, match.end(), match["sign"], _MANGLED)
        case Alphabet.LETTERS:
            if match := _BARE_LETTERS.match(text):
                yield Mark(0, match.end(), match["sign"], 0.5)
        case Alphabet.SYMBOLS:
            if (match := _BARE_SYMBOLS.match(text)) and not _EMPHASIS.match(text):
                sign = match["sign"] or match["garble"]
                yield Mark(
                    0, match.end(), sign, 0.0, _stray(sign) if text[match.end() : match.end() + 1].isupper() else 0.0
                )


_CALL_PARENTHESES = re.compile(
    r"\s?(?P<open>[(\[{])\s?['‘’]?(?P<sign>[^\s()\[\]{}]{1,3}?|\d{4})\s?(?P<close>[)\]}])"  # four figures may be a year
)
_CALL_TORN = re.compile(
    rf"\s?\((?P<sign>{_FIGURE}{{1,2}}|[il!'’*†‡])(?=[\s.,;:]|$)|(?<=\w)\s?(?P<other>{_FIGURE}{{1,2}}|[il!'’])\)"
)
_CALL_BRACKETS = re.compile(r"\s?\[\^?(?P<sign>[^\s\[\]]{1,4}?)\]")
_CALL_BRACES = re.compile(r"\s?\{(?P<sign>\d{1,4})\}")
_CALL_CLOSED = re.compile(  # not the last figures of a number
    rf"(?:(?<=[^\W\d_])|(?<=[.,;:!?»”’\"])|(?<=[\w.,;:!?»”’\"])\s)(?P<sign>{_FIGURE}{{1,3}}|\*{{4,8}}|[*†‡§]{{1,3}}|[a-z])\)(?!\w)"
)
_CALL_CLOSED_GARBLED = re.compile(
    r"(?<=\S)\s(?P<sign>(?=\S?\d|\d)[^\s()\[\]{}.,;:]{2,3}|[A-Z'’\"|!^°?/])\)(?!\w)"
    r"|(?<=\S)\s(?P<brace>\d{1,3})\}"
    r"|(?<=[^\W\d_]{2})(?P<glued>['’‘\"“”?^°*]{1,2})\)(?!\w)"
)
_CALL_RAISED = re.compile(rf"\s?(?P<sign>{RAISED_FIGURE}{{1,3}})|(?<!\d){_CARET}")
_CALL_GLUED = re.compile(
    rf"(?<=[^\W\d_])(?P<letter>{_FIGURE}{{1,3}})(?=[\s.,;:!?)»”’—–]|$)"
    rf"|(?:(?<=[.,;:!?)»”’])|(?<=\S[“\"]))(?P<stop>{_FIGURE}{{1,3}})(?=[\s)»”’—–]|$)"
    rf"|(?<!\S)[“‘«\"]?(?P<before>{_FIGURE}{{1,2}})(?=\[[^\W\d_]{{2}}|[^\W\d_]{{3}})"  # not `2nd`
)
_INITIAL = re.compile(r"(?<![^\W\d_])[A-Z]$")  # a capital that names something with its number, such as `B7`
_WORD_END = re.compile(r"[^\W\d_]{4}[.,;:!?)»”’]{1,2}$")  # long enough not to be an abbreviation
_WORD_BEGIN = re.compile(r"[^\W\d_]{4}")  # long enough not to make an ordinal such as `2ten`
_CALL_APART = re.compile(rf"(?<=[^\W\d_.,;:])\s(?P<sign>{_FIGURE}{{1,2}})(?=[.,;:]?(?:\s|$))")
_CALL_APART_AT_STOP = re.compile(  # after a word long enough not to be an abbreviation, such as `vol. 1`
    rf"(?:(?<=[^\W\d_]{{4}}[.!?;:,”’)])\s|^)(?P<sign>{_FIGURE}{{1,3}})(?=\s+[^\W\da-z_]|\s*$)"
)
_CALL_GARBLED = re.compile(
    r"(?<=[^\W\d_])(?P<after>[*\"'’^°]{1,2})(?=[\s.,;:!?]|$)"
    r"|(?<!\S)(?P<before>[*\"'’‘^°]{1,2})\s?(?=[^\W\d_]{2})"
    r"|(?<=[.,;:])(?P<stop>[*\"'’^°]{1,2})(?=\s|$)"
    r"|(?<![^\s‘“«\"])(?P<letter>[a-z])(?=[A-Z][a-z]{3})"  # no word begins like `aCountor`
)
_CALL_SYMBOL = re.compile(
    r"(?<=\S)\s?(?P<sign>(?!§\s\d)[*†‡§‖¶]{1,3}|\|\|)(?=[\s.,;:!?)»”’\"\-—]|$)"
    r"|(?<=\s)(?P<before>[*†‡§‖¶])(?=\w)"
)
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=\w)[^*]{1,60}(?<=[\w.])\*(?![\w*])")  # `*these words*`, not marks of notes
_CALL_SYMBOL_GARBLED = re.compile(
    r"(?<=\S)\s(?P<apart>\+|•|×|-f-|[ftXJS$]|II)(?=[\s.,;:!?]|$)"
    r"|(?<=[.,;:!?\"”’)])(?P<stop>-f-|[ftX+•$])(?=[\s.,;:]|$)"
    r"|(?<=[^\W\d_]{2})(?P<glued>[+•^×$])(?=[\s.,;:!?]|$)"
)


@lru_cache(maxsize=_CACHED)
def calls(text: str, frame: Frame, alphabet: Alphabet) -> tuple[Mark, ...]:
    """The marks that may call notes in a line of text, if calls have this frame."""
    found = _raised(text, alphabet) if frame is Frame.BARE else _framed(text, frame, alphabet)
    return tuple(sorted(found, key=lambda mark: (mark.start, mark.price, -mark.end)))


def alternatives(marks: Iterable[Mark]) -> Iterator[list[Mark]]:
    """Marks in order, grouped if they share characters: at most one mark of a group is a call."""
    group: list[Mark] = []
    for mark in marks:
        if group and mark.start >= max(other.end for other in group):
            yield group
            group = []
        group.append(mark)
    if group:
        yield group


def _framed(text: str, frame: Frame, alphabet: Alphabet) -> Iterator[Mark]:
    match frame:
        case Frame.PARENTHESES:
            yield from _parenthesised(text, alphabet)
        case Frame.BRACKETS:
            for match in _CALL_BRACKETS.finditer(text):
                if match.start():
                    unused = 1.5 if exact(match["sign"], alphabet) else 0.0
                    yield Mark(match.start(), match.end(), match["sign"], 0.0, unused)
                elif text[match.end() :][:1] in ("", " "):
                    yield Mark(0, match.end(), match["sign"], _WRAPPED)
        case Frame.BRACES:
            for match in _CALL_BRACES.finditer(text):
                if match.start():
                    yield Mark(match.start(), match.end(), match["sign"], 0.0, 1.5)
        case Frame.CLOSED:
            for match in _CALL_CLOSED.finditer(text):
                if alphabet is Alphabet.FIGURES and text[: match.start() + 1][-2:].isalpha():
                    continue  # the last letter of a word
                closes = _is_open(text, match.start())  # its parenthesis may be another's
                yield Mark(match.start(), match.end(), match["sign"], *((_CLOSING, 0.0) if closes else (0.0, 1.0)))
            for match in _CALL_CLOSED_GARBLED.finditer(text) if alphabet is not Alphabet.LETTERS else ():
                sign = match[match.lastgroup or "sign"]
                if match["glued"] and _is_open(text, match.start()):
                    continue  # it closes a parenthesis
                if not sign.isdigit() or match["brace"]:
                    price = 0.8 if match["brace"] else 0.4 if match["glued"] else 0.0
                    yield Mark(match.start(), match.end(), sign, price)
            yield from _parenthesised(text, alphabet, 0.6)
        case Frame.BARE | Frame.POINT | Frame.NONE:
            return


def _is_open(text: str, position: int) -> bool:
    """Whether a parenthesis of the line is open at a position."""
    return text.count("(", 0, position) > text.count(")", 0, position)


def _parenthesised(text: str, alphabet: Alphabet, price: float = 0.0) -> Iterator[Mark]:
    taken = []
    for match in _CALL_PARENTHESES.finditer(text):
        whole = match["open"] == "(" and match["close"] == ")"
        unused = 0.0
        if whole and alphabet is not Alphabet.LETTERS and len(match["sign"]) < _YEAR:
            unused = 0.8 if exact(match["sign"], alphabet) else 0.3 if likely(match["sign"], alphabet) else 0.0
        taken.append(match.end())
        if match.start():
            yield Mark(match.start(), match.end(), match["sign"], price + (0.0 if whole else 0.8), unused)
        elif whole and text[match.end() :].startswith(" "):
            yield Mark(0, match.end(), match["sign"], price + _WRAPPED)
    for match in _CALL_TORN.finditer(text):
        if match.start() and match.end() not in taken:
            yield Mark(match.start(), match.end(), match["sign"] or match["other"], price + 1.2)


def _raised(text: str, alphabet: Alphabet) -> Iterator[Mark]:
    match alphabet:
        case Alphabet.FIGURES:
            yield from _raised_figures(text)
        case Alphabet.LETTERS:
            return
        case Alphabet.SYMBOLS:
            emphasis = {at for match in _EMPHASIS.finditer(text) for at in (match.start(), match.end() - 1)}
            for match in _CALL_SYMBOL.finditer(text):
                if match.start() and emphasis.isdisjoint(range(match.start(), match.end())):
                    sign = match["sign"] or match["before"]
                    closes = text[match.end() :].startswith(")") and not _is_open(text, match.start())
                    yield Mark(match.start(), match.end(), sign, _CLOSES if closes else 0.0, 0.5)
            for match in _CALL_SYMBOL_GARBLED.finditer(text):
                price = 0.5 if match["apart"] else 0.8 if match["stop"] else 1.2
                sign = match[match.lastgroup or 0]
                below_stop = text[match.start() - 1] in _BEFORE_CALL
                yield Mark(match.start(), match.end(), sign, price, _stray(sign) if below_stop else 0.0)


def _raised_figures(text: str) -> Iterator[Mark]:
    for match in _CALL_RAISED.finditer(text):
        within = text[: match.start()][-1:].isalpha() and text[match.end() :][:1].isalpha()
        price, unused = (_APOSTROPHE, 0.0) if within else (0.0, 1.5)
        yield Mark(match.start(), match.end(), match[match.lastgroup or "sign"], price, unused)
    for match in _CALL_GLUED.finditer(text):
        group = match.lastgroup or "letter"
        if group == "letter" and _INITIAL.search(text, 0, match.start()):
            continue
        price = {"letter": 0.2, "stop": 0.6, "before": 0.3}[group]
        unused = 1.0 if group == "letter" else 0.4
        if group == "stop" and _WORD_END.search(text, 0, match.start(group)):
            price, unused = 0.3, _GLUED
        elif group == "before" and _WORD_BEGIN.match(text, match.end(group)):
            unused = _GLUED
        yield Mark(match.start(group), match.end(group), match[group], price, unused)
    for match in _CALL_APART.finditer(text):
        yield Mark(match.start(), match.end(), match["sign"], 2.0)
    for match in _CALL_APART_AT_STOP.finditer(text):
        price, unused = (0.8, 0.4) if match.start() else (_BEFORE_LINE, 0.0)
        yield Mark(match.start(), match.end(), match["sign"], price, unused)
    for match in _CALL_GARBLED.finditer(text):
        group = match.lastgroup or "after"
        if match.start():
            price = {"after": 1.2, "before": 1.8, "stop": 1.5, "letter": 1.8}[group]
            yield Mark(match.start(group), match.end(), match[group], price)
