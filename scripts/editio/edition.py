"""From a witness and an apparatus to the edition: the stages in order, and nothing else.

witness → reading → pagination, divisions → restoration → structure → anchors → ledger checked → history → linking →
subjects
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from editio.inputs import raised
from editio.inputs.registers import Apparatus, Role
from editio.model.facsimile import Facsimile
from editio.model.messages import Message, Refusal, Severity
from editio.model.pages import Pagination
from editio.model.text import Edition
from editio.model.witness import Raised, Witness
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

_Text = tuple[Edition, restoration.Restoration, tuple[Message, ...], tuple[history.Compared, ...]]


@dataclass(frozen=True)
class Recognised:
    """The pages, parts and notes recognised in the witness, before its text is restored."""

    pages: Pagination
    parts: tuple[divisions.PartLines, ...]
    notes: notes.Notes
    raised: tuple[Raised, ...] = ()


@dataclass(frozen=True)
class Built:
    """The edition, its links, and the messages about it in the order of the witness."""

    edition: Edition
    links: linking.Links
    restoration: restoration.Restoration
    messages: tuple[Message, ...]
    history: tuple[history.Compared, ...] = ()
    language: str = "en-GB"  # of the book
    facsimile: Facsimile = field(default_factory=Facsimile)
    subjects: subjects.Subjects = field(default_factory=subjects.Subjects)
    recognised: Recognised | None = None

    @cached_property
    def survey(self) -> survey.Survey:
        """A summary of the recognition, with warnings if something looks wrong."""
        return survey.survey(self.edition, self.language)


def build(witness: Witness, apparatus: Apparatus, progress: Callable[[str], None] = lambda _: None) -> Built:
    """Build the edition from the witness and the apparatus. Raises a Refusal that names every entry that does not fit,
    or the place where the ledger does not reconstruct the witness."""
    with garbage.postponed():
        found, said = recognise(witness, apparatus, progress)
        edition, restored, messages, compared = _edited(witness, apparatus, found, said, progress)
        progress("links")
        links = linking.link(edition, apparatus)
        indexed = subjects.find(edition, apparatus)
        astray = effects.astray(edition, apparatus)
    return Built(
        edition,
        links,
        restored,
        _without_errors({*messages, *links.messages, *indexed.messages, *astray}),
        compared,
        apparatus.settings.book.language,
        subjects=indexed,
        recognised=found,
    )


def ahead(built: Built, apparatus: Apparatus) -> Built:
    """Build the edition again with another apparatus, but keep its pages, parts and notes. This takes a fraction of the
    time of `build`, which may still refuse an entry or recognise something else. Raises a Refusal of the entries that
    do not fit their lines."""
    if unfit := versions.faults(apparatus):
        raise Refusal(*unfit)
    if built.recognised is None:
        return built
    kept = built.recognised
    witness = built.edition.witness
    restored, messages = _restore(witness, kept, apparatus)
    _without_errors({*messages})
    return replace(built, restoration=restored)


def recognise(
    witness: Witness, apparatus: Apparatus, progress: Callable[[str], None] = lambda _: None
) -> tuple[Recognised, tuple[Message, ...]]:
    """Recognise the pages, parts and notes of a witness, with messages about them."""
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
    return Recognised(pages, parts, noted, shown), (*pages.messages, *gaps, *noted.messages)


def text(witness: Witness, apparatus: Apparatus, progress: Callable[[str], None] = lambda _: None) -> _Text:
    """Build the text without its links. Raises a Refusal as `build` does, except for the errors of links."""
    return _edited(witness, apparatus, *recognise(witness, apparatus, progress), progress)


def _edited(
    witness: Witness,
    apparatus: Apparatus,
    found: Recognised,
    said: tuple[Message, ...],
    progress: Callable[[str], None],
) -> _Text:
    """Restore and arrange the recognised text, with all messages about it."""
    progress("restoration")
    restored, unsettled = _restore(witness, found, apparatus)
    progress("structure")
    edition, open_questions = structure.arrange(restored, found.pages, found.parts, apparatus)
    if too_much := tuple(limits.faults(witness, edition)):
        raise Refusal(*too_much)
    progress("anchors")
    unfit_roles = effects.faults(edition, apparatus.structure)
    edition, settled = anchors.settle(edition, apparatus)
    messages = _without_errors(
        {
            *witness.messages,
            *said,
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
    compared, reported = history.compare(edition, restored, partial(_restore, witness, found), apparatus)
    return edition, restored, (*messages, *reported), compared


def _restore(
    witness: Witness, found: Recognised, apparatus: Apparatus
) -> tuple[restoration.Restoration, tuple[Message, ...]]:
    return restoration.restore(witness, found.pages, found.parts, apparatus, found.notes, found.raised)


def _without_errors(messages: set[Message]) -> tuple[Message, ...]:
    """Sort the messages. Raises a Refusal if there are errors among them."""
    ordered = tuple(sorted(messages))
    if errors := [message for message in ordered if message.severity is Severity.ERROR]:
        raise Refusal(*errors)
    return ordered


def _page_entries(apparatus: Apparatus) -> pagination.Entries:
    """The entries of the register about pages. A line with any other role is text and cannot be furniture."""
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
    """The lines that have a role in the register."""
    return frozenset(entry.line for entry in apparatus.entries(role))
