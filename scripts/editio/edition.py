"""From a witness and an apparatus to the edition: the stages in order, and nothing else.

witness → reading → pagination, divisions → restoration → structure → anchors → ledger checked → history → linking →
subjects
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from editio.inputs import raised
from editio.inputs.registers import Apparatus, Role
from editio.model.facsimile import Facsimile
from editio.model.messages import Message, Refusal, Severity
from editio.model.text import Edition
from editio.model.witness import Witness
from editio.stages import (
    anchors,
    divisions,
    effects,
    history,
    ledger,
    linking,
    notes,
    pagination,
    reading,
    restoration,
    structure,
    subjects,
    survey,
    versions,
)
from editio.stages.notes import images
from editio.stages.structure import limits
from editio.system import garbage


@dataclass(frozen=True)
class Built:
    """The edition and what there is to say about it, in the order of the witness."""

    edition: Edition
    links: linking.Links
    restoration: restoration.Restoration
    messages: tuple[Message, ...]
    history: tuple[history.Compared, ...] = ()
    language: str = "en-GB"  # of the book
    facsimile: Facsimile = field(default_factory=Facsimile)
    subjects: subjects.Subjects = field(default_factory=subjects.Subjects)

    @cached_property
    def survey(self) -> survey.Survey:
        """What was recognised, and what about it looks wrong."""
        return survey.survey(self.edition, self.language)


def build(witness: Witness, apparatus: Apparatus, progress: Callable[[str], None] = lambda _: None) -> Built:
    """The edition that the witness and the apparatus make. A Refusal names every entry of the apparatus
    that does not fit, or the place where the ledger does not give the witness back."""
    with garbage.postponed():
        edition, restored, messages, compared = text(witness, apparatus, progress)
        progress("links")
        links = linking.link(edition, apparatus)
        indexed = subjects.find(edition, apparatus)
    return Built(
        edition,
        links,
        restored,
        _without_errors({*messages, *links.messages, *indexed.messages}),
        compared,
        apparatus.settings.book.language,
        subjects=indexed,
    )


def text(
    witness: Witness, apparatus: Apparatus, progress: Callable[[str], None] = lambda _: None
) -> tuple[Edition, restoration.Restoration, tuple[Message, ...], tuple[history.Compared, ...]]:
    """All of `Built` but the links; a Refusal as of `build`, but for errors that it has together with theirs."""
    if unfit := versions.faults(apparatus):
        raise Refusal(*unfit)
    settings = apparatus.settings
    progress("pages")
    read = reading.read(witness, apparatus.emendations, apparatus.recurring)
    pages = pagination.paginate(
        read,
        settings.book.running_title,
        settings.pages.unnumbered,
        frozenset(settings.pages.blank),
        entries=_page_entries(apparatus),
        language=settings.book.language,
        mark=settings.witness.pages,
    )
    parts, gaps = divisions.divide(read, pages, divisions.entered(read, apparatus.structure), settings.book.language)
    progress("notes")
    noted = notes.find(read, pages, parts, apparatus.entries(Role.NOTE))
    shown = raised.marks(witness, images.leaves(witness, parts, noted, apparatus.settings.witness.lacks))
    if shown:
        seen = reading.read(witness, apparatus.emendations, apparatus.recurring, shown)
        noted = images.better(witness, noted, notes.find(seen, pages, parts, apparatus.entries(Role.NOTE)), shown)
    progress("restoration")
    restored, unsettled = restoration.restore(witness, pages, parts, apparatus, noted, shown)
    progress("structure")
    edition, open_questions = structure.arrange(restored, pages, parts, apparatus)
    if too_much := tuple(limits.faults(witness, edition)):
        raise Refusal(*too_much)
    progress("anchors")
    unfit_roles = effects.faults(edition, apparatus.structure)
    edition, settled = anchors.settle(edition, apparatus)
    messages = _without_errors(
        {
            *witness.messages,
            *pages.messages,
            *gaps,
            *noted.messages,
            *unsettled,
            *open_questions,
            *unfit_roles,
            *settled,
        }
    )
    progress("ledger")
    if fault := ledger.check(witness, edition.pieces()):
        raise Refusal(fault)
    progress("history")
    compared, reported = history.compare(edition, restored, parts, apparatus)
    return edition, restored, (*messages, *reported), compared


def _without_errors(messages: set[Message]) -> tuple[Message, ...]:
    """The messages in order; a Refusal of the errors among them."""
    ordered = tuple(sorted(messages))
    if errors := [message for message in ordered if message.severity is Severity.ERROR]:
        raise Refusal(*errors)
    return ordered


def _page_entries(apparatus: Apparatus) -> pagination.Entries:
    """What the register says about pages. A line with any other role holds text, so it is no furniture."""
    pages = apparatus.entries(Role.PAGE, Role.UNCOUNTED_LEAF, Role.RUNNING_HEAD, Role.FOLIO)
    heads = apparatus.entries(Role.RUNNING_HEAD)
    return pagination.Entries(
        starts=_lines(apparatus, Role.PAGE) | _lines(apparatus, Role.UNCOUNTED_LEAF),
        labels={entry.line: entry.value for entry in pages if entry.value or entry.role is Role.UNCOUNTED_LEAF},
        heads=frozenset(line for entry in heads for line in range(entry.line, max(entry.line, entry.to) + 1)),
        folios=_lines(apparatus, Role.FOLIO),
        text=frozenset(entry.line for entry in apparatus.structure if entry not in pages),
    )


def _lines(apparatus: Apparatus, role: Role) -> frozenset[int]:
    """The lines to which the register gives a role."""
    return frozenset(entry.line for entry in apparatus.entries(role))
