"""Counts for the page about the state of the edition: how many items of each kind are in each state, in each part of
the book, and the passages that are inferred, doubtful or open.

The numbers are not estimates: they count items that the stages found, or found and left open. Begin reading at
`tallies`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from editio.edition import Built
from editio.inputs.registers import Apparatus
from editio.model import addresses
from editio.model.kinds import CALLING, INFERRED_CALLS, AnnotationKind, Certainty, NameKind, PartKind
from editio.model.messages import Severity
from editio.model.text import Edition, PageStart, Part, plain
from editio.outputs import chapter_notes
from editio.outputs.chapter_notes import Known
from editio.outputs.excerpt import sentence
from editio.outputs.pages import daybook, emendations
from editio.outputs.pages.indexes import short_title
from editio.outputs.places import Place, places
from editio.stages.linking import Annotation, Links, Unresolved, citations, spans

_AS_UNRESOLVED = frozenset({"N101", "B207"})  # messages that repeat an `Unresolved`

_NOTES = (
    ("with text", "printed in our source or supplied by the editors", (Known.PRINTED, Known.SUPPLIED)),
    ("identified", "no text, but the editors have identified the source", (Known.IDENTIFIED,)),
    ("lacking", "no text, and the source is unknown", (Known.NOTHING,)),
)


@dataclass(frozen=True)
class Passage:
    """A listed place: the address of its part, its own address, the counted words with their context, and a remark.
    Addresses are from the site's root."""

    part: str
    address: str
    words: str
    before: str = ""
    after: str = ""
    note: str = ""


@dataclass(frozen=True)
class Tally:
    """The items of a kind in a state. Either `passages` lists them all, or `counts` has their numbers by the address of
    the part, and `where` the address of a page that shows them, if there is one."""

    kind: str
    state: str
    meaning: str
    passages: tuple[Passage, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    where: str = ""

    @property
    def by_part(self) -> Mapping[str, int]:
        return Counter(passage.part for passage in self.passages) if self.passages else self.counts

    @property
    def total(self) -> int:
        return sum(self.by_part.values())

    @property
    def ident(self) -> str:
        """The id of its list, as `dates-left-open`."""
        return f"{self.kind} {self.state}".lower().replace(" ", "-")


def tallies(built: Built, apparatus: Apparatus) -> list[Tally]:
    """Everything that is counted, kind by kind."""
    edition, links = built.edition, built.links
    text, at = _Text(edition), _ByOffset(edition)
    return [
        *_dates(edition, links, text),
        *_names(links, text),
        *_references(links, text),
        _documents(links, apparatus, text),
        *_notes(edition, apparatus),
        *_sources(edition, links, text),
        *_calls(edition),
        *_pages(edition),
        *_emendations(built, apparatus),
        _questions(edition, apparatus, at),
        _messages(built, at),
    ]


class _Text:
    """Shows stretches of the edition's text among the words about them."""

    def __init__(self, edition: Edition) -> None:
        self._spans = {locus: (part, plain(span.content)) for locus, part, _, span in spans(edition)}
        self._notes = {
            (d.address, block.id): addresses.note_id(block.label)
            for d in edition.parts
            if d.kind is PartKind.NOTES
            for block in d.blocks
        }
        self._titles = {d.address: short_title(d) for d in edition.parts}

    def passage(self, found: Annotation | Unresolved, note: str = "") -> Passage:
        locus, start, end = found.locus, found.start, found.end
        _, text = self._spans[locus]
        before, after = sentence(text, start, end)
        ident = self._notes.get((locus.address, locus.block), locus.block)
        return Passage(locus.address, f"{locus.address}#{ident}", text[start:end], before, after, note)

    def left(self, links: Links, kind: str) -> tuple[Passage, ...]:
        """The unresolved annotations of a kind."""
        return tuple(self.passage(found) for found in links.unresolved if found.kind == kind)

    def title(self, address: str) -> str:
        """The part of the book at an address."""
        return self._titles[address.partition("#")[0]]


def _by_part(annotations: Iterable[Annotation]) -> Counter[str]:
    return Counter(annotation.locus.address for annotation in annotations)


def _dates(edition: Edition, links: Links, text: _Text) -> Iterator[Tally]:
    found = list(links.of(AnnotationKind.DATE))
    days = addresses.DAYS if daybook.dated(edition, links) else ""  # of dates in notes there is no page
    whole = _by_part(a for a in found if not a.ground)
    completed = _by_part(a for a in found if a.ground)
    yield Tally("Dates", "given", "stated in the text", counts=whole, where=days)
    yield Tally("Dates", "completed", "completed from the context or by an editor", counts=completed, where=days)
    yield Tally("Dates", "left open", "the date cannot be determined", text.left(links, AnnotationKind.DATE))


def _names(links: Links, text: _Text) -> Iterator[Tally]:
    found = list(links.of(AnnotationKind.NAME))
    people = addresses.index(NameKind.PERSON)
    where = people if any(a.target.startswith(people) for a in found) else ""  # there may be no such page
    yield Tally(
        "Names", "linked", "linked to the indexes", counts=_by_part(a for a in found if not a.ground), where=where
    )
    decided = _by_part(a for a in found if a.ground)
    meaning = "shared names, assigned from the context or by an editor"
    yield Tally("Names", "decided", meaning, counts=decided, where=where)
    yield Tally(
        "Names",
        "left open",
        "shared names that could not be assigned",
        text.left(links, AnnotationKind.NAME),
    )


def _references(links: Links, text: _Text) -> Iterator[Tally]:
    linked = tuple(text.passage(found, text.title(found.target)) for found in links.of(AnnotationKind.XREF))
    yield Tally("References", "linked", "references to chapters and documents", linked)
    yield Tally(
        "References",
        "left open",
        "references to something that is not part of this book",
        text.left(links, AnnotationKind.XREF),
    )


def _documents(links: Links, apparatus: Apparatus, text: _Text) -> Tally:
    """Each paragraph that refers to a document or names the work it belongs to, once for each document."""
    works = {
        addresses.name(NameKind.WORK, d.work): addresses.appendix(n) for n, d in apparatus.documents.items() if d.work
    }
    found: dict[tuple[str, str, str], Passage] = {}
    for annotation in (*links.of(AnnotationKind.XREF), *links.of(AnnotationKind.NAME)):
        document = works.get(annotation.target, annotation.target.partition("#")[0])
        locus = annotation.locus
        if document.startswith(addresses.APPENDICES) and document != locus.address:
            passage = text.passage(annotation, text.title(document))
            found.setdefault((document, locus.address, locus.block), passage)
    meaning = "passages that mention a document printed in the appendices"
    return Tally("Documents", "discussed", meaning, tuple(sorted(found.values(), key=lambda p: p.note)))


def _notes(edition: Edition, apparatus: Apparatus) -> Iterator[Tally]:
    found: dict[Known, list[Passage]] = defaultdict(list)
    for part in edition.parts_with_notes:
        for note in chapter_notes.of_part(edition, part, apparatus):
            address = part.note_address(note.number)
            found[note.known].append(Passage(part.address, address, str(note.number)))
    for state, meaning, known in _NOTES:
        yield Tally("Notes", state, meaning, tuple(passage for one in known for passage in found[one]))


def _sources(edition: Edition, links: Links, text: _Text) -> Iterator[Tally]:
    found = _by_part(links.of(AnnotationKind.CITATION))
    yield Tally("Sources", "linked", "cited in notes", counts=found, where=citations.page(edition))
    yield Tally("Sources", "left open", "short references to no known work", text.left(links, AnnotationKind.CITATION))


def _calls(edition: Edition) -> Iterator[Tally]:
    plainly: Counter[str] = Counter()
    inferred, missing = [], []
    for part in edition.parts:
        found = [call for call, _ in part.calls] if part.kind in CALLING else []
        plainly[part.address] = sum(call.source not in INFERRED_CALLS for call in found)
        inferred += [
            Passage(part.address, addresses.at(part.address, addresses.call_id(call.note)), str(call.note))
            for call in found
            if call.source in INFERRED_CALLS
        ]
        numbers = {call.note for call in found}
        missing += [
            Passage(part.address, part.address, str(n)) for n in range(1, max(numbers, default=0)) if n not in numbers
        ]
    yield Tally("Calls", "legible", "the OCR text has the number", counts=plainly)
    yield Tally("Calls", "inferred", "the number follows from the sequence", tuple(inferred))
    yield Tally("Calls", "missing", "expected by the sequence, but not found in the OCR text", tuple(missing))


def _pages(edition: Edition) -> Iterator[Tally]:
    starts = [(d, i) for d in edition.parts for i in _inlines(d) if isinstance(i, PageStart)]
    certain = Counter(d.address for d, start in starts if start.certain)
    inferred = tuple(
        Passage(d.address, addresses.at(d.address, addresses.page_id(start.label)), start.label)
        for d, start in starts
        if not start.certain
    )
    yield Tally(
        "Pages",
        "numbered",
        "the number survives, or its neighbours confirm it",
        counts=certain,
        where=addresses.WITNESS,
    )
    yield Tally("Pages", "inferred", "the number was found by counting", inferred)


def _inlines(part: Part) -> Iterator[object]:
    for block in (part.title, *part.blocks):
        for span in block.spans:
            yield from span.content


def _emendations(built: Built, apparatus: Apparatus) -> Iterator[Tally]:
    found = emendations.entered(emendations.changes(built.edition, built.restoration), apparatus)
    certain = Counter(e.change.part.address for e in found if e.entry.certainty is Certainty.CERTAIN)
    probable = tuple(
        Passage(
            e.change.part.address,
            f"{addresses.EMENDATIONS}#{e.ident}",
            f"{e.entry.reading} → {e.entry.edited or '(left out)'}",
            note=e.entry.reason,
        )
        for e in found
        if e.entry.certainty is Certainty.PROBABLE
    )
    yield Tally(
        "Emendations", "certain", "nothing else can have been printed", counts=certain, where=addresses.EMENDATIONS
    )
    yield Tally("Emendations", "probable", "something else is possible but less likely", probable)


def _questions(edition: Edition, apparatus: Apparatus, at: _ByOffset) -> Tally:
    """A question about every occurrence of a reading is listed at the first one."""
    found = []
    for question in apparatus.open_questions:
        offsets = (
            line.start + line.text.index(question.reading)
            for line in edition.witness.lines
            if question.reading in line.text and question.line in (0, line.number)
        )
        place = at.place(next(offsets, 0))
        found.append(Passage(place.part.address, place.address, question.reading, note=question.question))
    return Tally("Questions", "open", "readings that the OCR text cannot settle", tuple(found))


def _messages(built: Built, at: _ByOffset) -> Tally:
    """Messages for editors that no other tally lists. Messages about registers come before all parts."""
    lines = {line.number: line.start for line in built.edition.witness.lines}
    found = []
    for message in built.messages:
        if message.severity is Severity.OPEN and message.code not in _AS_UNRESOLVED:
            place = at.place(lines.get(message.line, 0) if message.file == "witness" else 0)
            words = f"{message.file}, line {message.line}: {message.detail}"
            found.append(Passage(place.part.address, place.address, words, note=message.code))
    return Tally("Messages", "unsettled", "messages that await an editor", tuple(found))


class _ByOffset:
    """Finds the block of a character of the witness, or the last block before it."""

    def __init__(self, edition: Edition) -> None:
        self._first = Place(edition.parts[0], edition.parts[0].title)
        self._places = places(edition)
        self._starts = sorted(self._places)

    def place(self, offset: int) -> Place:
        before = bisect_right(self._starts, offset)
        return self._places[self._starts[before - 1]] if before else self._first
