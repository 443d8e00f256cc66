"""The ways into the book from the front page: a link to each page that exists, a line about it, and a small picture.

The pictures are drawn from the edition's own data (`editio.outputs.pages.miniatures`). Without data, the link has no
picture. The template is `ways.jinja`. Begin reading at `ways`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from editio.edition import Built
from editio.inputs.registers import Apparatus
from editio.model import addresses
from editio.model.kinds import NameKind, PartKind
from editio.model.pieces import Fate
from editio.model.text import Part, plain
from editio.outputs.excerpt import around
from editio.outputs.pages import (
    daybook,
    emendations,
    indexes,
    miniatures,
    place_map,
    subjects,
    timeline,
    witness_pages,
)
from editio.outputs.pages.indexes import Mention
from editio.outputs.pages.markdown import path
from editio.outputs.pages.miniatures import Ink, Miniature, circle
from editio.outputs.pages.parts import DOCUMENTS
from editio.outputs.pages.projection import WIDTH, fitted
from editio.outputs.pages.timeline import Month
from editio.outputs.pages.timeline_picture import Scale
from editio.outputs.places import printed_pages
from editio.stages.linking.annotation import spans

_MOST = 6  # rows of a picture that shows the most frequent ones
_LINES = 7  # of the concordance
_CONTEXT = 60  # characters of the concordance on each side
_SLICES = 48  # of the book: the counting units of a picture
_NEAR = 0.9  # of the passages that the map in the picture shows
_STEP = 6  # units of the map: coasts are rounded to it
_SHOWN = 400  # units of the map's height, to match the shape of the other pictures


@dataclass(frozen=True)
class Way:
    """A link to a page, with a line about it and perhaps a picture."""

    address: str
    title: str
    line: str
    picture: Miniature | None


class _Data:
    """The edition, and data for several pictures."""

    def __init__(self, built: Built, apparatus: Apparatus) -> None:
        self.built, self.edition, self.apparatus = built, built.edition, apparatus
        self.chapters = [part for part in built.edition.parts if part.kind is PartKind.CHAPTER]
        self.appendices = [part for part in built.edition.parts if part.kind is PartKind.APPENDIX]
        self.met = indexes.by_name(indexes.mentions(built.edition, built.links))

    def named(self, kind: NameKind) -> list[list[Mention]]:
        """The mentions of each name of a kind, the most frequent names first."""
        found = [
            self.met[name.address] for name in self.apparatus.names if name.kind is kind and name.address in self.met
        ]
        return sorted(found, key=lambda met: -len(met))

    @cached_property
    def months(self) -> tuple[Scale, dict[tuple[str, Month], int]] | None:
        """The axis of the timeline, and the number of passages by chapter and month."""
        return timeline.months(self.edition, self.built.links)


def ways(there: Collection[str], built: Built, apparatus: Apparatus) -> tuple[Way, ...]:
    """The ways to the pages whose paths are `there`; a book with appendices has its documents among them."""
    data = _Data(built, apparatus)
    witness_title = witness_pages.index_title(built.edition)
    return tuple(
        Way(address, witness_title if address == addresses.WITNESS else title, line, draw(data))
        for address, title, line, draw in _WAYS
        if (data.appendices if address == DOCUMENTS.address else path(address) in there)
    )


def _search(data: _Data) -> Miniature | None:
    """A concordance of the name that the book has most often."""
    most = max(data.met.values(), key=len, default=[])
    if not most:
        return None
    texts = {locus: plain(span.content) for locus, _, _, span in spans(data.edition)}
    rows = []
    for mention in most[:: max(1, len(most) // _LINES)][:_LINES]:
        note = mention.annotation
        before, after = around(texts[note.locus], note.start, note.end, _CONTEXT)
        rows.append((before, mention.words, after))
    return miniatures.concordance(rows)


def _timeline(data: _Data) -> Miniature | None:
    if not data.months:
        return None
    axis, cells = data.months
    most = max(cells.values())
    rows: dict[str, list[tuple[float, float, float]]] = {chapter.address: [] for chapter in data.chapters}
    for (address, cell), passages in sorted(cells.items()):
        x, width = (length / axis.whole for length in (axis.at(cell[0], cell[1] or 1), axis.width(cell)))
        rows[address].append((x, width, passages / most * 4))
    return miniatures.lanes(list(rows.values()))


def _days(data: _Data) -> Miniature | None:
    if not data.months:
        return None
    axis, cells = data.months
    total: Counter[tuple[int, int]] = Counter()
    for (_, cell), passages in cells.items():
        total[cell] += passages
    return miniatures.histogram(
        (axis.at(year, month or 1) / axis.whole, axis.width((year, month)) / axis.whole, n / (1 if month else 12))
        for (year, month), n in sorted(total.items())
    )


def _people(data: _Data) -> Miniature | None:
    """Who appears in which chapter."""
    counts = (
        [Counter(m.part.address for m in met)[c.address] for c in data.chapters] for met in data.named(NameKind.PERSON)
    )
    rows = sorted((row for row in counts if any(row)), key=sum, reverse=True)[:_MOST]
    return miniatures.dots(rows) if rows else None


def _places(data: _Data) -> Miniature | None:
    """The mentions of the most frequent places through the book."""
    length = len(data.edition.witness.text)
    rows = [Counter(m.offset * _SLICES // length for m in met) for met in data.named(NameKind.PLACE)[:_MOST]]
    if not rows:
        return None
    most = max(max(row.values()) for row in rows)
    return miniatures.lanes(
        [[(n / _SLICES, 1 / _SLICES, count / most * 2) for n, count in sorted(r.items())] for r in rows]
    )


def _subjects(data: _Data) -> Miniature | None:
    found = sorted((len(passages) for passages in data.built.subjects.passages.values() if passages), reverse=True)
    return miniatures.bars(found[:_MOST]) if found else None


def _map(data: _Data) -> Miniature | None:
    """The coasts with the places, as many as lie near each other."""
    placed = place_map.placed(data.met, data.apparatus)
    if not placed:
        return None
    frame = fitted([place for _, place in placed], _NEAR)
    points = [(frame.at(place.longitude, place.latitude), place.weight) for _, place in placed]
    shown = [(point, weight) for point, weight in points if frame.holds(point)]
    middle = sum(y * weight for (_, y), weight in shown) / sum(weight for _, weight in shown)
    top = min(max(0.0, middle - _SHOWN / 2), frame.height - _SHOWN)
    most = max(weight for _, weight in shown)
    circles = "".join(circle(*point, max(8.0, 40 * (weight / most) ** 0.5)) for point, weight in shown)
    return Miniature(((Ink.LAND, frame.land(_STEP)), (Ink.STRONG, circles)), (0.0, top, float(WIDTH), float(_SHOWN)))


def _emendations(data: _Data) -> Miniature | None:
    """The printed pages; pages with emendations of the register are marked."""
    lines, register = data.built.restoration.lines, data.apparatus.readings
    counts = [
        sum(piece.fate is Fate.EMENDED and piece.source in register for i in printed.lines for piece in lines[i])
        for printed in printed_pages(data.edition)
    ]
    return miniatures.waffle(counts) if any(counts) else None


def _witness(data: _Data) -> Miniature | None:
    """The printed page with the most changed lines: its lines in the OCR text and in the edition."""
    restored, lines = data.built.restoration, data.edition.witness.lines

    def changed(i: int) -> bool:
        return any(piece.fate in (Fate.EMENDED, Fate.CALL) for piece in restored.lines[i])

    def shape(numbers: Iterable[int]) -> list[tuple[int, bool]]:
        return [(len(text), changed(i)) for i in numbers if (text := lines[i].text.strip())]

    pages = [shape(printed.lines) for printed in printed_pages(data.edition)]
    best = max(pages, key=lambda page: sum(differs for _, differs in page), default=[])
    return miniatures.columns(best) if best else None


def _documents(data: _Data) -> Miniature | None:
    return miniatures.sheets([_length(part) for part in data.appendices[:_MOST]])


def _downloads(data: _Data) -> Miniature | None:
    """The parts of the book as spines on a shelf."""
    widths = [
        (float(length), part.kind is PartKind.CHAPTER) for part in data.edition.parts if (length := _length(part))
    ]
    return miniatures.shelf(widths) if widths else None


def _length(part: Part) -> int:
    return sum(len(plain(span.content)) for block in part.blocks for span in block.spans)


_WAYS: tuple[tuple[str, str, str, Callable[[_Data], Miniature | None]], ...] = (
    (addresses.SEARCH, "Search", "Words, phrases, dates, and names in any spelling.", _search),
    (addresses.TIMELINE, timeline.TITLE, "Which months each chapter covers.", _timeline),
    (addresses.DAYS, daybook.TITLE, "Every dated passage, in order of date.", _days),
    (
        addresses.index(NameKind.PERSON),
        indexes.TITLES[NameKind.PERSON],
        "Who they were, and every passage that names them.",
        _people,
    ),
    (
        addresses.index(NameKind.PLACE),
        indexes.TITLES[NameKind.PLACE],
        "Towns and countries, and every passage that names them.",
        _places,
    ),
    (addresses.MAP, place_map.TITLE, "The places named in the book.", _map),
    (addresses.SUBJECTS, subjects.TITLE, "What the book is about, with every passage.", _subjects),
    (DOCUMENTS.address, DOCUMENTS.title, "The texts printed as appendices.", _documents),
    (addresses.EMENDATIONS, emendations.TITLE, "Every change to the OCR text, with its reason.", _emendations),
    (addresses.WITNESS, witness_pages.TITLE, "The OCR text beside the edition.", _witness),
    (addresses.DOWNLOADS, "Downloads", "EPUB, plain text and data, or this whole site.", _downloads),
)
