"""What an edition has, for sentences that are true only of some editions.

The written pages of the theme are Jinja templates with one value, `has`: an edition without printed pages does not
explain how to cite them. The pages in `docs/` of an edition are about that edition alone and are no templates. Begin
reading at `of`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, StrictUndefined

from editio.inputs.registers import Apparatus
from editio.inputs.written import Written
from editio.model.kinds import AnnotationKind, BlockKind, PartKind
from editio.model.phrases import enumerated, present
from editio.model.text import Edition
from editio.outputs import chapter_notes
from editio.outputs.chapter_notes import Known
from editio.outputs.places import page_starts
from editio.stages.linking import Links


@dataclass(frozen=True)
class Features:
    """Whether an edition has each of these."""

    pages: bool = False  # printed pages with a number
    notes: bool = False
    lost_notes: bool = False  # notes without a text
    appendices: bool = False
    documents: bool = False  # appendices that are not by the author
    articles: bool = False
    events: bool = False  # a chronology
    dates: bool = False
    inferred_dates: bool = False
    names: bool = False  # entries of indexes
    emendations: bool = False  # by entries of the register
    images: bool = False  # of the printed pages

    @property
    def citable(self) -> str:
        """What a reader can point at to cite it."""
        others = present(
            (self.notes, "a note"),
            (self.articles, "an article of a document"),
            (self.events, "an event of the chronology"),
        )
        return enumerated(["a paragraph", *others], "or")

    @property
    def addressed(self) -> str:
        """What has an address besides paragraphs, with an example of each."""
        every = present(
            (self.notes, "a note call (`chapters/04/#call57`)"),
            (self.notes, "its note (`notes/04/#note57`)"),
            (True, "a section (`chapters/04/#s2`)"),
            (self.articles, "an article of a document (`appendices/3/#art2`)"),
            (self.emendations, "an emendation (`emendations/#e0123`)"),
        )
        return enumerated(every)


NONE = Features()


def of(edition: Edition, links: Links, apparatus: Apparatus) -> Features:
    """The features of an edition."""
    kinds = {block.kind for part in edition.parts for block in part.blocks}
    known = {
        note.known for part in edition.parts_with_notes for note in chapter_notes.of_part(edition, part, apparatus)
    }
    dates = list(links.of(AnnotationKind.DATE))
    return Features(
        pages=bool(page_starts(edition)),
        notes=bool(known),
        lost_notes=not known.isdisjoint({Known.IDENTIFIED, Known.NOTHING}),
        appendices=any(part.kind is PartKind.APPENDIX for part in edition.parts),
        documents=bool(apparatus.documents),
        articles=BlockKind.ARTICLE in kinds,
        events=BlockKind.EVENT in kinds,
        dates=bool(dates),
        inferred_dates=any(date.ground for date in dates),
        names=any(True for _ in links.of(AnnotationKind.NAME)),
        emendations=bool(apparatus.readings),
        images=apparatus.settings.images.publish,
    )


def filled(page: Written, has: Features) -> str:
    """The Markdown of a written page, with the sentences that are true of an edition."""
    return _templates().from_string(page.text).render(has=has) if page.template else page.text


@cache
def _templates() -> Environment:
    return Environment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
