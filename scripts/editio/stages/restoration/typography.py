"""Normalise marks that the OCR gives in many forms to one typographic style, set by the language and the edition.

The rules apply only to text that no other stage has changed, and each application is in the ledger:

* `rule-quotation-mark`: straight marks become curly ones, if the language has them. The adjacent characters decide: a
  mark opens after a blank or an opening bracket and before a letter, otherwise it closes. Marks with blanks on both
  sides are decided together (`editio.stages.restoration.quotation`);
* `rule-ellipsis`: three points, spaced or not, become `…`;
* `rule-dash`, only if `[typography] dashes = "spaced"`: a hyphen or dash between blanks becomes a spaced en rule, and a
  long dash between figures becomes a hyphen, as in other ranges of the witness. Ellipses are then spaced like words,
  and four points become a full stop and an ellipsis;
* `rule-spacing`: there is no blank before a closing mark or stop, and none after an opening mark. If the language sets
  narrow blanks there (French), a blank becomes a narrow no-break space;
* `rule-soft-hyphen`: soft hyphens within a line are dropped, because they are invisible in print;
* `rule-line-end-hyphen`: another mark than the hyphen that ends a line and divides no word becomes a hyphen.

The neutral profile, for a language without a file, has only the last two rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from editio.inputs.registers import Dashes
from editio.languages import Language, Quotation
from editio.model import kinds
from editio.model.messages import Message
from editio.model.pieces import Fate, Piece
from editio.model.witness import Line, Witness
from editio.stages.restoration import initials
from editio.stages.restoration.quotation import Side

EMENDED_MARK = "\ue000"  # placeholder for emended characters; treated like a letter
CALL_MARK = "\ue001"  # placeholder for a note call
NARROW_BLANK = "\u202f"  # narrow no-break space
SOFT_HYPHEN = "\u00ad"

NAMES = ("rule-initial", "rule-ellipsis", "rule-dash", "rule-spacing", "rule-quotation-mark", "rule-soft-hyphen")


@dataclass(frozen=True)
class Style:
    """The settings that determine the rules."""

    language: Language
    dashes: Dashes = Dashes.PRINTED


@dataclass(frozen=True)
class Rule:
    """A rule for all matches of `pattern`. `edit` returns the replacement of a match, or None if it cannot decide."""

    name: str
    pattern: re.Pattern[str]
    edit: Callable[[re.Match[str]], str | None]


def _neighbours(match: re.Match[str]) -> tuple[str, str]:
    """The characters before and after a match; "" at the ends of the line."""
    start, end = match.span()
    return match.string[max(0, start - 1) : start], match.string[end : end + 1]


def _straight(language: Language) -> Callable[[re.Match[str]], str | None]:
    marks = language.straight
    opens_after = re.compile(rf"(^|[\s(\[–—{re.escape(marks.opening + marks.inner_opening)}-])$")

    def edit(match: re.Match[str]) -> str | None:
        before, after = _neighbours(match)
        double = match.group() == '"'
        opens = bool(opens_after.search(before)) and after[:1].strip() != ""
        closes = before[-1:].strip() != ""
        if not opens and not closes:
            return None
        if opens:
            return marks.opening if double else marks.inner_opening
        apostrophe = not double and after[:1].isalpha() and before[-1:].isalpha()
        return marks.closing if double else "’" if apostrophe else marks.inner_closing

    return edit


def _apostrophe(_: re.Match[str]) -> str:
    return "’"


def _ellipsis(match: re.Match[str]) -> str:
    points = match.group().count(".")
    before, after = _neighbours(match)
    lead = "" if not before or before[-1] in "‘“([" else " "
    tail = " " if after[:1] and after[0] not in "’”)],;:?!" and after[0] != CALL_MARK else ""
    stop = "." if points == 4 else ""
    return f"{stop}{lead}…{tail}"


_SPACED = (
    Rule("rule-ellipsis", re.compile(r"(?:(?<!\s)\s+)?(?<![.…])\.(?: ?\.){1,3}(?!\.)\s*"), _ellipsis),
    Rule("rule-dash", re.compile(r"(?<=\s)[-—](?=\s|$)|^[-—](?=\s)|(?<=\S )[-—]$"), lambda _: "–"),
    Rule("rule-dash", re.compile(r"(?<=\d)[—–](?=\d)"), lambda _: "-"),
    Rule("rule-dash", re.compile(r"(?:(?<!\s)\s+)?(?<!\d)—(?!\d)\s*"), lambda _: " – "),
)
_AS_PRINTED = (Rule("rule-ellipsis", re.compile(r"(?<![.…])(?<!\. )\.(?:\.\.| \. \.)(?! ?\.)"), lambda _: "…"),)
_INVISIBLE = Rule("rule-soft-hyphen", re.compile(f"{SOFT_HYPHEN}(?!$)"), lambda _: "")
# An equals sign is none, unless it divides a word.
_LAST = Rule(kinds.Rule.LINE_END_HYPHEN.value, re.compile(rf"(?<=[^\W_])[¬{SOFT_HYPHEN}\u2010\u2011⸗]$"), lambda _: "-")


def _initial(language: Language) -> Callable[[re.Match[str]], str]:
    def edit(match: re.Match[str]) -> str:
        letter, rest = match.string[match.start() - 1], match.string[match.end() :]
        return "" if initials.one_word(letter, rest, language) else match.group()

    return edit


def _none(_: re.Match[str]) -> str:
    return ""


@cache
def rules(style: Style) -> tuple[Rule, ...]:
    """The rules of a style. If matches of two rules overlap, the earlier rule wins."""
    language = style.language
    if not language.described:
        return (_INVISIBLE, _LAST)
    found = [_INVISIBLE, _LAST, Rule("rule-initial", initials.APART, _initial(language))]
    found += [*(_SPACED if style.dashes is Dashes.SPACED else _AS_PRINTED)]
    found += _narrow(language) if language.blank_inside else ()
    found += _spacing(language)
    if language.straight.known:
        found.append(Rule("rule-quotation-mark", re.compile(r"['\"]"), _straight(language)))
    else:
        found.append(Rule("rule-quotation-mark", re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])"), _apostrophe))
    return tuple(found)


def _narrow(language: Language) -> list[Rule]:
    """The rule that makes blanks narrow before marks of the language and inside its quotation marks."""
    marks = language.quotation
    before = re.escape(language.blank_before + marks.closing)
    narrow = re.compile(
        rf"(?<=\S)[ \u00a0]+(?=[{before}](?![{before}]*[^\W_]))|(?<={re.escape(marks.opening)})[ \u00a0]+(?=\S)"
    )
    return [Rule("rule-spacing", narrow, lambda _: NARROW_BLANK)]


def _spacing(language: Language) -> list[Rule]:
    """The rules that remove blanks before closing marks and stops, and after opening marks."""
    spaced = language.blank_before + (language.quotation.closing if language.blank_inside else "")
    own = language.quotation
    closing = {own.closing, own.inner_closing} - ({own.closing} if language.blank_inside else set())
    opening = {own.opening, own.inner_opening} - ({own.opening} if language.blank_inside else set())
    ends = re.escape("".join(sorted(closing | set(",;:?!)]") - set(spaced))))
    stops = re.escape("".join(sorted(closing | set(".,;:?!)"))))
    after = re.escape("".join(sorted(closing | {")"})))
    begins = re.escape("".join(sorted(opening | set("(["))))
    return [
        Rule(
            "rule-spacing",
            re.compile(rf"(?<=\S) +(?=[{ends}](?:\s|$|[{stops}]))|(?<=[^\s.…]) +(?=\.(?! ?\.)(?:\s|$|[{after}]))"),
            _none,
        ),
        Rule("rule-spacing", re.compile(rf"(?<=[{begins}]) +"), _none),
    ]


def normalise(
    witness: Witness, lines: Iterable[Line], taken: Iterable[Piece], style: Style, sides: Mapping[int, Side]
) -> tuple[list[Piece], list[Message]]:
    """The pieces that the rules make in these lines, and messages about undecided marks (T601). The rules do not change
    `taken`, the pieces of earlier stages. `sides` are quotation marks that are decided already, by offset."""
    masked = _masked(witness.text, taken)
    quotation = style.language.straight
    pieces: list[Piece] = []
    messages: list[Message] = []
    for line in lines:
        current = masked[line.start : line.end]
        matches = _matches(current, style)
        free = bytearray(b"\1" * len(current))
        for match, _ in matches:
            free[match.start() : match.end()] = bytes(match.end() - match.start())
        for match, rule in matches:
            start = line.start + match.start()
            if start in sides and quotation.known and match.group() in "'\"":
                pieces += _sided(match, start, sides[start], free, quotation)
                continue
            edited = rule.edit(match)
            if edited is None:
                place = line.number, line.column(start)
                shown = current[max(0, match.start() - 8) : match.end() + 8]
                messages.append(Message(*place, "T601", f"It stands in {shown!r}."))
            elif edited != match.group():
                pieces.append(Piece(start, match.group(), edited, Fate.EMENDED, rule.name))
    return pieces, messages


def _sided(match: re.Match[str], start: int, side: Side, free: bytearray, quotation: Quotation) -> Iterable[Piece]:
    """The pieces for a mark with a known side. A blank inside the quotation is removed, and added outside if it is
    missing there. A removed blank is no longer `free`, because two marks may adjoin the same blank."""
    text, (first, end) = match.string, match.span()
    before = first > 0 and text[first - 1] == " " and free[first - 1]
    after = end < len(text) and text[end] == " " and free[end]
    missing_after = side is Side.CLOSES and before and text[end : end + 1].isalpha()
    missing_before = side is Side.OPENS and after and text[first - 1 : first].isalpha()
    double = match.group() == '"'
    opening = quotation.opening if double else quotation.inner_opening
    closing = quotation.closing if double else quotation.inner_closing
    mark = opening if side is Side.OPENS else closing
    mark = (" " if missing_before else "") + mark + (" " if missing_after else "")
    if side is Side.CLOSES and before:
        free[first - 1] = False
        yield Piece(start - 1, " ", "", Fate.EMENDED, "rule-spacing")
    yield Piece(start, match.group(), mark, Fate.EMENDED, "rule-quotation-mark")
    if side is Side.OPENS and after:
        free[end] = False
        yield Piece(start + 1, " ", "", Fate.EMENDED, "rule-spacing")


def _masked(text: str, taken: Iterable[Piece]) -> str:
    """The text with a placeholder for each character in `taken`."""
    parts: list[str] = []
    position = 0
    for piece in sorted(taken, key=lambda p: p.start):
        mark = CALL_MARK if piece.fate is Fate.CALL else EMENDED_MARK
        parts += (text[position : piece.start], mark * (piece.end - max(position, piece.start)))
        position = max(position, piece.end)
    return "".join((*parts, text[position:]))


@lru_cache(maxsize=1 << 16)
def _matches(text: str, style: Style) -> tuple[tuple[re.Match[str], Rule], ...]:
    """The matches of all rules in a line, in order. If two overlap, the match of the earlier rule is kept."""
    found: list[tuple[re.Match[str], Rule]] = []
    covered = bytearray(len(text))
    for rule in rules(style):
        for match in rule.pattern.finditer(text):
            masked = any(mark in match.group() for mark in (CALL_MARK, EMENDED_MARK))
            start, end = match.span()
            if match.group() and not masked and not any(covered[start:end]):
                covered[start:end] = b"\1" * (end - start)
                found.append((match, rule))
    return tuple(sorted(found, key=lambda f: f[0].start()))
