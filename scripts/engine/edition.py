"""From a witness and an apparatus to the edition: the stages in order, and nothing else.

    witness → pagination, divisions → restoration → structure → ledger checked → linking
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine import divisions, ledger, linking, pagination, restoration, structure
from engine.apparatus import Apparatus
from engine.model import Edition
from engine.report import Message, Refusal, Severity
from engine.witness import Witness


@dataclass(frozen=True)
class Built:
    """The edition and what there is to say about it, in the order of the witness."""

    edition: Edition
    links: linking.Links
    restoration: restoration.Restoration
    messages: tuple[Message, ...]


def build(witness: Witness, apparatus: Apparatus, progress: Callable[[str], None] = lambda _: None) -> Built:
    """The edition that the witness and the apparatus make. A Refusal names every entry of the apparatus
    that does not fit, or the place where the ledger does not give the witness back."""
    settings = apparatus.settings
    progress("pages")
    pages = pagination.paginate(
        witness, settings.book.running_title, settings.pages.unnumbered, frozenset(settings.pages.blank)
    )
    headings = frozenset(entry.line for entry in apparatus.structure if entry.role == "chapter")
    parts, gaps = divisions.divide(witness, pages, headings)
    progress("restoration")
    restored, unsettled = restoration.restore(witness, pages, parts, apparatus)
    progress("structure")
    edition, open_questions = structure.arrange(restored, pages, parts, apparatus)
    messages = tuple(sorted({*pages.messages, *gaps, *unsettled, *open_questions}))
    errors = [message for message in messages if message.severity is Severity.ERROR]
    if errors:
        raise Refusal(*errors)
    progress("ledger")
    if fault := ledger.check(witness, edition.pieces()):
        raise Refusal(fault)
    progress("links")
    return Built(edition, linking.link(edition, apparatus), restored, messages)
