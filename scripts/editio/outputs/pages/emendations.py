"""The register of emendations as a page: every entry, and every application of a rule.

Errors of the OCR and misprints of the book are separate tables, because the former corrections restore the book and the
latter change it. The page is complete without JavaScript; with it (theme/javascripts/apparatus.js), the form above the
tables filters their rows by `data-` attributes.

The templates are `emendations.jinja` and, for a rule with many applications, `rule.jinja`. Begin reading at `pages`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from editio.inputs.registers import Apparatus, Emendation, OpenQuestion, Recurring
from editio.model import addresses
from editio.model.kinds import Rule
from editio.model.phrases import counted
from editio.model.pieces import Fate, Piece
from editio.model.text import Block, Edition, Part
from editio.outputs import templates
from editio.outputs.elements import deleted, inserted
from editio.outputs.pages.markdown import Page, document, heading, root, within
from editio.outputs.places import Place, PrintedPage, page_starts, places, printed_pages
from editio.stages.restoration import Restoration

TITLE = "Emendations"
_CONTEXT = 2  # words shown on each side of a change by a rule
_UP = root(addresses.EMENDATIONS)
_FRONT = "hide:\n  - toc\n"
_FEW = 8  # applications of a rule that are shown in the register; more have a page of their own


@dataclass(frozen=True)
class Kind:
    """The name of a kind of emendation in the register, and whether the fault is in the printed book."""

    label: str
    printed: bool


KINDS = {
    "misreading": Kind("misreading of the OCR", printed=False),
    "lost mark": Kind("mark lost by the OCR", printed=False),
    "lost diacritic": Kind("diacritic lost by the OCR", printed=False),
    "misprint": Kind("misprint of the book", printed=True),
}

RULES = {  # by their names in the register
    "rule-quotation-mark": (
        "Quotation marks",
        "Straight quotation marks become typographic ones.",
    ),
    "rule-initial": (
        "Large initials",
        "The blank between a large initial and the rest of its word is removed.",
    ),
    "rule-ellipsis": (
        "Ellipses",
        "Two to four points become one sign; of four points, the first is a full stop.",
    ),
    "rule-dash": (
        "Dashes",
        "A dash between words has one form, with blanks around it; a range of figures has a hyphen.",
    ),
    "rule-spacing": (
        "Blanks at marks",
        "Blanks before closing marks and stops and after opening marks are removed; in French they become narrow.",
    ),
    "rule-soft-hyphen": (
        "Soft hyphens",
        "Soft hyphens within a line are removed.",
    ),
    Rule.LINE_END_HYPHEN: (
        "Hyphens kept at a line’s end",
        "If a word keeps its hyphen at a line’s end, the mark printed there becomes a hyphen.",
    ),
    Rule.SPECK: (
        "Specks",
        "A line that is neither text nor the mark of a call is removed.",
    ),
}


@dataclass(frozen=True)
class Change:
    """An emendation at its place. `place` is None if its line is not running text; then `part` is that of the last
    place before it."""

    piece: Piece
    number: int  # of the line in the file
    before: str  # the edited text of the line before it and after it
    after: str
    printed: PrintedPage
    part: Part
    place: Place | None

    @property
    def witness(self) -> str:
        """The address of its line on the page that shows the witness."""
        return f"{self.printed.address}#line{self.number}"


@dataclass(frozen=True)
class Entered:
    """An emendation with the entry that makes it, and which of that entry's places it is, from 1."""

    entry: Emendation | Recurring
    change: Change
    count: int

    @property
    def ident(self) -> str:
        """Its anchor: `e0123`; of a reading that recurs `r0001`, `r0001-2` …"""
        return self.entry.id if self.count == 1 else f"{self.entry.id}-{self.count}"

    @property
    def kind(self) -> Kind:
        return KINDS[self.entry.kind]

    @property
    def part(self) -> str:
        """Its part of the book in filters and their addresses, as `chapters-04`."""
        return _part(self.change.part)

    @property
    def place(self) -> tuple[str, str] | None:
        """The address and the name of its passage, if it is in the running text."""
        place = self.change.place
        return (f"{_UP}{place.address}", block_name(place.block)) if place else None


def changes(edition: Edition, restoration: Restoration) -> Iterator[Change]:
    """Every emendation, of the register or by rule, in the order of the witness."""
    where = places(edition)
    part = edition.parts[0]
    for printed in printed_pages(edition):
        for i in printed.lines:
            pieces, number = restoration.lines[i], restoration.witness.lines[i].number
            for k, piece in enumerate(pieces):
                place = where.get(piece.start)
                part = place.part if place else part
                if piece.fate is Fate.EMENDED:
                    before, after = (_text(side) for side in (pieces[:k], pieces[k + 1 :]))
                    yield Change(piece, number, before, after, printed, part, place)


def entered(found: Iterable[Change], apparatus: Apparatus) -> list[Entered]:
    """The changes that entries of the register make."""
    register = apparatus.readings
    return [
        Entered(register[change.piece.source], change, count)
        for change, count in _counted(found)
        if change.piece.source in register
    ]


@dataclass(frozen=True)
class Question:
    """An open question; `address` leads to its line in the witness, "" if it is at no one place."""

    reading: str
    place: str
    address: str
    question: str


@dataclass(frozen=True)
class Application:
    """An application of a rule, with the words around it."""

    page: str
    address: str
    before: str
    changed: Markup
    after: str


@dataclass(frozen=True)
class Applied:
    """A rule with its applications; if `address` is not "", they are on a page of their own there."""

    name: str
    title: str
    meaning: str
    address: str
    applications: tuple[Application, ...]

    @property
    def count(self) -> str:
        return counted(len(self.applications), "place")


@dataclass(frozen=True)
class Register:
    """The content of the page of emendations."""

    entered: tuple[Entered, ...]
    withdrawn: tuple[Emendation | Recurring, ...]
    questions: tuple[Question, ...]
    rules: tuple[Applied, ...]
    numbered: bool  # whether printed pages have numbers
    root: str = root(addresses.EMENDATIONS)

    @property
    def tables(self) -> Iterator[tuple[str, str, list[tuple[str, list[Entered]]]]]:
        """The tables that have entries: id, title, and the entries by the part of the book."""
        for ident, title, printed in (
            ("misreadings", "Faults of the OCR", False),
            ("misprints", "Misprints of the book", True),
        ):
            found = [entered for entered in self.entered if entered.kind.printed is printed]
            if found:
                parts = groupby(found, key=lambda entered: heading(entered.change.part))
                yield ident, title, [(part, list(members)) for part, members in parts]

    @property
    def counts(self) -> str:
        """How many places of each kind are emended."""
        counts: Counter[str] = Counter(entered.entry.kind for entered in self.entered)
        return ", ".join(counted(counts[kind], kind) for kind in KINDS if counts[kind])

    @property
    def places(self) -> str:
        return counted(len(self.entered), "place")

    @property
    def entries(self) -> str:
        return counted(len({entered.entry.id for entered in self.entered}), "entry", "entries")

    @property
    def recur(self) -> bool:
        return any(isinstance(entered.entry, Recurring) for entered in self.entered)

    @property
    def kinds(self) -> Iterator[tuple[str, list[str]]]:
        """The choices of the filter of kinds, in their groups."""
        present = {entered.entry.kind for entered in self.entered}
        for label, printed in (("Faults of the OCR", False), ("Of the printed book", True)):
            if names := [name for name, kind in KINDS.items() if name in present and kind.printed is printed]:
                yield label, names

    @property
    def parts(self) -> dict[str, str]:
        """The choices of the filter of parts: names and headings."""
        return {entered.part: heading(entered.change.part) for entered in self.entered}

    @property
    def certainties(self) -> list[str]:
        return sorted({entered.entry.certainty for entered in self.entered})


def pages(edition: Edition, restoration: Restoration, apparatus: Apparatus) -> list[Page]:
    """The register, and a page for each rule with many applications."""
    found = list(changes(edition, restoration))
    ruled = _ruled(change for change in found if change.piece.source not in apparatus.readings)
    rules = [_applied(name, members) for name, members in ruled.items()]
    shown = Register(
        tuple(entered(found, apparatus)),
        tuple(apparatus.ended.readings.values()),
        tuple(_questions(apparatus.open_questions, edition)),
        tuple(rules),
        bool(page_starts(edition)),
    )
    return [
        document(addresses.EMENDATIONS, TITLE, [templates.page("emendations", shown)], _FRONT),
        *(
            document(
                rule.address, rule.title, [templates.page("rule", rule)], _FRONT + within(TITLE, addresses.EMENDATIONS)
            )
            for rule in rules
            if rule.address
        ),
    ]


def _questions(questions: Iterable[OpenQuestion], edition: Edition) -> Iterator[Question]:
    """The questions that the witness cannot settle."""
    lines = edition.witness.lines
    pages = {lines[i].number: printed for printed in printed_pages(edition) for i in printed.lines}
    for question in questions:
        printed = pages.get(question.line)
        place = f"line {question.line}" if question.line else "wherever it stands"
        address = f"{_UP}{printed.address}#line{question.line}" if printed else ""
        yield Question(question.reading, place, address, question.question)


def _counted(found: Iterable[Change]) -> Iterator[tuple[Change, int]]:
    seen: Counter[str] = Counter()
    for change in found:
        seen[change.piece.source] += 1
        yield change, seen[change.piece.source]


def _text(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def _part(part: Part) -> str:
    return part.address.strip("/").replace("/", "-")


def block_name(block: Block) -> str:
    """A block as one cites it: ¶ 12 for p12, § 2 for s2, else its id: title, a date."""
    return re.sub(r"^([ps])(?=\d+$)", lambda match: {"p": "¶ ", "s": "§ "}[match[1]], block.id)


def _ruled(changes: Iterable[Change]) -> Mapping[str, list[Change]]:
    """The changes that each rule made."""
    ruled: dict[str, list[Change]] = {name: [] for name in RULES}
    for change in changes:
        ruled[change.piece.source].append(change)
    return ruled


def _applied(name: str, members: Sequence[Change]) -> Applied:
    title, meaning = RULES[name]
    address = f"{addresses.EMENDATIONS}{name}/" if len(members) > _FEW else ""
    up = root(address or addresses.EMENDATIONS)
    return Applied(name, title, meaning, address, tuple(_application(change, up) for change in members))


def _application(change: Change, up: str) -> Application:
    before = "".join(re.findall(r"\S+\s*", change.before)[-_CONTEXT:])
    after = "".join(re.findall(r"\s*\S+", change.after)[:_CONTEXT])
    changed = deleted(change.piece.reading) + inserted(change.piece.text)
    return Application(change.printed.cited, f"{up}{change.witness}", before, changed, after)
