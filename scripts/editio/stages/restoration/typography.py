"""One typographic style for marks that the OCR gives in many forms.

Rules, each applied to what no other stage has touched, each application in the ledger:

* `rule-quotation-mark`: straight marks become the curly ones they stand for; which, the neighbours
  tell (after a blank or an opening bracket and before a letter it opens, else it closes);
* `rule-ellipsis`: two to four points, spaced or not, become `…`, after four the full stop first;
* `rule-dash`: a hyphen or dash between blanks becomes a spaced en rule; a long dash between figures
  becomes the hyphen that the witness has in all other ranges;
* `rule-spacing`: no blank before a closing mark or stop, none after an opening one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from editio.model.messages import Message
from editio.model.pieces import Fate, Piece
from editio.model.witness import Line, Witness

EMENDED_MARK = "\ue000"  # stands for characters that the register emends: like a letter
CALL_MARK = "\ue001"  # stands for a note call

_OPENS = re.compile(r"(^|[\s(\[‘“–-])$")


@dataclass(frozen=True)
class Rule:
    """`edit` gives what a match becomes, from the match and the line around it; None leaves it."""

    name: str
    pattern: re.Pattern[str]
    edit: Callable[[re.Match[str]], str | None]


def _neighbours(match: re.Match[str]) -> tuple[str, str]:
    """The characters before and after a match, "" at the line's ends."""
    start, end = match.span()
    return match.string[max(0, start - 1) : start], match.string[end : end + 1]


def _straight(match: re.Match[str]) -> str | None:
    before, after = _neighbours(match)
    double = match.group() == '"'
    opens = bool(_OPENS.search(before)) and after[:1].strip() != ""
    closes = before[-1:].strip() != ""
    if not opens and not closes:
        return None
    return ("“" if double else "‘") if opens else ("”" if double else "’")


def _ellipsis(match: re.Match[str]) -> str:
    points = match.group().count(".")
    before, after = _neighbours(match)
    lead = "" if not before or before[-1] in "‘“([" else " "
    tail = " " if after[:1] and after[0] not in "’”)],;:?!" and after[0] != CALL_MARK else ""
    stop = "." if points == 4 else ""
    return f"{stop}{lead}…{tail}"


RULES = (
    Rule("rule-ellipsis", re.compile(r"(?:(?<!\s)\s+)?(?<![.…])\.(?: ?\.){1,3}(?!\.)\s*"), _ellipsis),
    Rule("rule-dash", re.compile(r"(?<=\s)[-—](?=\s|$)|^[-—](?=\s)|(?<=\S )[-—]$"), lambda _: "–"),
    Rule("rule-dash", re.compile(r"(?<=\d)[—–](?=\d)"), lambda _: "-"),
    Rule("rule-dash", re.compile(r"(?:(?<!\s)\s+)?(?<!\d)—(?!\d)\s*"), lambda _: " – "),
    Rule(
        "rule-spacing",
        re.compile(r"(?<=\S) +(?=[,;:?!)\]’”](?:\s|$|[.,;:?!)’”]))|(?<=[^\s.…]) +(?=\.(?:\s|$|[’”)]))"),
        lambda _: "",
    ),
    Rule("rule-spacing", re.compile(r"(?<=[(\[‘“]) +"), lambda _: ""),
    Rule("rule-quotation-mark", re.compile(r"['\"]"), _straight),
)


def normalise(witness: Witness, lines: Iterable[Line], taken: Iterable[Piece]) -> tuple[list[Piece], list[Message]]:
    """The pieces that the rules make in these lines, and marks that no rule settles (T601).
    `taken` are the pieces that earlier stages made; rules leave them alone."""
    masked = _masked(witness.text, taken)
    pieces: list[Piece] = []
    messages: list[Message] = []
    for line in lines:
        current = masked[line.start : line.end]
        for match, rule in _matches(current):
            edited = rule.edit(match)
            start = line.start + match.start()
            if edited is None:
                place = line.number, line.column(start)
                messages.append(
                    Message(
                        *place,
                        "T601",
                        f"It stands in {current[max(0, match.start() - 8) : match.end() + 8]!r}.",
                    )
                )
            elif edited != match.group():
                pieces.append(Piece(start, match.group(), edited, Fate.EMENDED, rule.name))
    return pieces, messages


def _masked(text: str, taken: Iterable[Piece]) -> str:
    """The text with a mark for each character that is taken."""
    parts: list[str] = []
    position = 0
    for piece in sorted(taken, key=lambda p: p.start):
        mark = CALL_MARK if piece.fate is Fate.CALL else EMENDED_MARK
        parts += (text[position : piece.start], mark * (piece.end - max(position, piece.start)))
        position = max(position, piece.end)
    return "".join((*parts, text[position:]))


@cache
def _matches(text: str) -> tuple[tuple[re.Match[str], Rule], ...]:
    """The matches of all rules in a line, the earlier rule first where two overlap."""
    found: list[tuple[re.Match[str], Rule]] = []
    covered = bytearray(len(text))
    for rule in RULES:
        for match in rule.pattern.finditer(text):
            masked = any(mark in match.group() for mark in (CALL_MARK, EMENDED_MARK))
            start, end = match.span()
            if match.group() and not masked and not any(covered[start:end]):
                covered[start:end] = b"\1" * (end - start)
                found.append((match, rule))
    return tuple(sorted(found, key=lambda f: f[0].start()))
