"""The state of the edition: what is linked and what is open, by kind, by part, and by passage.

The numbers are those of `editio.outputs.pages.tallies`. What no stage found (such as a date in words unknown to every
rule) cannot be counted; samples read by hand estimate it (page Editorial principles). `Coverage` is the content of the
page; its template is `coverage.jinja`. Begin reading at `pages`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from editio.edition import Built
from editio.inputs.registers import Apparatus
from editio.model import addresses
from editio.model.messages import CODES, Severity
from editio.model.text import Part
from editio.outputs import templates
from editio.outputs.pages.indexes import short_title
from editio.outputs.pages.markdown import Page, document, root
from editio.outputs.pages.tallies import Passage, Tally, tallies
from editio.outputs.recognised import rows

TITLE = "State of the edition"
_OF_EDITORS = frozenset({"Emendations", "Questions", "Messages"})


@dataclass(frozen=True)
class Cell:
    """How many of a part's passages are in a state; `target` leads to them if they are listed."""

    count: int
    target: str


@dataclass(frozen=True)
class Row:
    """A part of the book, with a cell for each state that occurs."""

    address: str
    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Listed:
    """The passages of a part that are in a state."""

    ident: str
    title: str
    passages: tuple[Passage, ...]

    @property
    def is_short(self) -> bool:
        """Whether they fit in one line, because they are mere numbers."""
        return all(passage.words.isalnum() and not passage.note for passage in self.passages)


@dataclass(frozen=True)
class Counted:
    """A code of the build's messages, and their number."""

    code: str
    count: int
    meaning: str


@dataclass(frozen=True)
class Coverage:
    """The content of the page. `tallies` are all states of all kinds, including those that do not occur."""

    tallies: tuple[Tally, ...]
    parts: tuple[Part, ...]
    facts: tuple[tuple[str, str], ...]
    messages: tuple[Counted, ...]
    sampled: bool  # whether principles of the edition's own estimate from samples what no rule found
    root: str = root(addresses.COVERAGE)

    @property
    def kinds(self) -> list[tuple[str, list[Tally]]]:
        """The kinds that the book has; of the editors' own work also what it lacks."""
        kinds = [(kind, list(group)) for kind, group in groupby(self.tallies, key=lambda tally: tally.kind)]
        return [(kind, group) for kind, group in kinds if kind in _OF_EDITORS or any(tally.total for tally in group)]

    @property
    def shown(self) -> list[Tally]:
        """The states that occur."""
        return [tally for tally in self.tallies if tally.total]

    @property
    def shown_kinds(self) -> list[tuple[str, int]]:
        """Their kinds, each with the number of its states."""
        return [(kind, len(list(group))) for kind, group in groupby(self.shown, key=lambda tally: tally.kind)]

    @property
    def rows(self) -> list[Row]:
        """The parts of the book with anything counted."""
        shown = [(tally, tally.by_part) for tally in self.shown]
        rows = [
            Row(
                part.address,
                short_title(part),
                tuple(
                    Cell(numbers.get(part.address, 0), f"#{_group(tally, part)}" if tally.passages else "")
                    for tally, numbers in shown
                ),
            )
            for part in self.parts
        ]
        return [row for row in rows if any(cell.count for cell in row.cells)]

    @property
    def lists(self) -> Iterator[tuple[Tally, list[Listed]]]:
        """The states that have a list, each with its passages by the part of the book."""
        for tally in self.tallies:
            if tally.passages:
                yield tally, [found for part in self.parts if (found := _listed(tally, part)).passages]

    def target(self, tally: Tally) -> str:
        """The target of the number of a state: its list on this page, or the page that shows what is counted."""
        return f"#{tally.ident}" if tally.passages else f"{self.root}{tally.where}" if tally.where else ""


def pages(built: Built, apparatus: Apparatus) -> list[Page]:
    """The one page."""
    shown = Coverage(
        tuple(tallies(built, apparatus)),
        built.edition.parts,
        tuple(rows(built, apparatus)),
        tuple(_messages(built)),
        any(page.name == "principles.md" and not page.template for page in apparatus.written),
    )
    return [document(addresses.COVERAGE, TITLE, [templates.page("coverage", shown)], "hide: [toc]\n")]


def _messages(built: Built) -> Iterator[Counted]:
    """The warnings and open messages of the build, by code."""
    messages = (*built.survey.warnings, *(m for m in built.messages if m.severity is Severity.OPEN))
    for code, count in sorted(Counter(message.code for message in messages).items()):
        yield Counted(code, count, CODES[code].meaning)


def _listed(tally: Tally, part: Part) -> Listed:
    passages = tuple(passage for passage in tally.passages if passage.part == part.address)
    return Listed(_group(tally, part), short_title(part), passages)


def _group(tally: Tally, part: Part) -> str:
    """The id of a part in a list, as `dates-left-open-chapters-04`."""
    return f"{tally.ident}-{part.address.strip('/').replace('/', '-')}"
