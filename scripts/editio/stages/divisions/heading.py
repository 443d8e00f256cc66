"""A heading of the book, and an entry of the register for one."""

from __future__ import annotations

from dataclasses import dataclass

from editio.languages import Term
from editio.model.kinds import PartKind
from editio.stages.divisions.candidates import Candidate
from editio.stages.divisions.numerals import Style
from editio.stages.divisions.words import Form

REGISTER = ("the register says so",)
LEAST_BY_WORD = 1.5  # weight of a heading that only its word shows
KINDS = {
    Term.CHRONOLOGY: PartKind.CHRONOLOGY,
    Term.NOTES: PartKind.NOTES,
    Term.BIBLIOGRAPHY: PartKind.BIBLIOGRAPHY,
    Term.INDEX: PartKind.INDEX,
}


@dataclass(frozen=True)
class Heading:
    """A heading that begins at line `first`. Its word and number end in line `last` at position `words`, where the
    words of its title begin. `value` is its number (0 if it has none), `label` the number as printed. `title_end` is
    the line after its title, if known (else 0)."""

    kind: PartKind
    first: int
    last: int
    words: int
    term: Term | None = None
    value: int = 0
    label: str = ""
    style: Style = Style.ARABIC
    wordless: bool = False  # its word was lost or never printed
    evidence: tuple[str, ...] = ()
    certain: bool = False
    title_end: int = 0
    repaired: bool = False


@dataclass(frozen=True)
class Entered:
    """An entry of the register: a heading of a kind at a line, or no heading at all (`kind` is None)."""

    line: int  # index
    kind: PartKind | None
    value: int = 0
    end: int = 0  # the line after its title, if the register says so
    numbered: bool = True  # whether the line may have a number
    contents: bool = False  # whether a contents list, which is not a heading, begins there


def of_word(kind: PartKind, term: Term | None, candidate: Candidate) -> Heading:
    """The heading of a candidate whose word says what it is."""
    words = candidate.mention.title if candidate.mention.form is not Form.NAMED else 0
    sure = candidate.mention.cost < 0.3 and candidate.weight > 2 * LEAST_BY_WORD
    return Heading(kind, candidate.first, candidate.last, words, term, evidence=candidate.evidence, certain=sure)
