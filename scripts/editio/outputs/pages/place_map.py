"""The map of the places named in the book: a vector picture with links, and the same as a table.

The map is fitted to the places with nearly all passages (`projection`); if some are outside it, a second picture shows
all. The places come from `apparatus/coordinates.tsv`; the area of a mark shows the number of its passages. Names are
placed so that they do not overlap. A name without room appears when readers point at its mark or enlarge the map. The
templates are `place_map.jinja` and, for a picture, `map_picture.jinja`. Begin reading at `pages`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from markupsafe import Markup

from editio.inputs.registers import Apparatus, Coordinates, Line, Name
from editio.model import addresses
from editio.model.kinds import NameKind
from editio.model.phrases import counted
from editio.model.text import Edition
from editio.outputs import templates
from editio.outputs.pages.indexes import Mention, by_name, mentions, short_title
from editio.outputs.pages.markdown import Page, document
from editio.outputs.pages.projection import WIDTH, Frame, Place, Point, fitted
from editio.stages.linking import Links

TITLE = "Map"
_SHARE = 0.95  # of the passages; the map shows at least so many, since a few far places would make all others small
_LETTER = 0.52  # the width of a letter, in parts of its size
_SIZES = {"point": 15.0, "area": 15.0}  # of the names, in units
_RADIUS = 1.5  # of the mark of a place with one passage
_SMALLEST = 2.0
_GAP = 2.0

Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class Mark:
    """A place on the map: its position, the number of its passages, and the position of its name, if there is room."""

    name: Name
    at: Point
    extent: str
    passages: int
    label: Point | None = None

    @property
    def radius(self) -> float:
        """The areas of marks are proportional to the numbers of their passages, with a minimum size."""
        return max(_SMALLEST, _RADIUS * math.sqrt(self.passages)) if self.extent == "point" else 0.0

    @property
    def size(self) -> float:
        return _SIZES[self.extent]

    @property
    def href(self) -> str:
        return _href(self.name)

    @property
    def kind(self) -> str:
        return self.extent if self.label else f"{self.extent} crowded"

    @property
    def title(self) -> str:
        return f"{self.name.name}: {counted(self.passages, 'passage')}"

    @property
    def text_at(self) -> Point:
        """The beginning of its name, relative to the middle of the mark; without room, beside the mark."""
        x, y = self.label or (self.at[0] + self.radius + _GAP, self.at[1] + self.size * 0.35)
        return x - self.at[0], y - self.at[1]


@dataclass(frozen=True)
class Border:
    """A line of a document on the map: its path there."""

    line: Line
    path: str


@dataclass(frozen=True)
class Picture:
    """A picture of the map: its marks in drawing order, its lines, and dots for places without names. `ident` is the id
    of its title."""

    ident: str
    title: str
    kind: str
    frame: Frame
    marks: tuple[Mark, ...]
    lines: tuple[Border, ...] = ()
    dots: tuple[Point, ...] = ()
    width: int = WIDTH

    @property
    def markup(self) -> Markup:
        return templates.page("map_picture", self)


@dataclass(frozen=True)
class Row:
    """A place in the table; its parts of the book have the address of the first passage, their name, and the number of
    passages."""

    name: Name
    degrees: str
    parts: tuple[tuple[str, str, int], ...]

    @property
    def href(self) -> str:
        return _href(self.name)


@dataclass(frozen=True)
class Map:
    """The content of the page; `beyond` is a second picture, if some places are outside the first, and `lacking` are
    places without coordinates or a line: addresses and names."""

    picture: Picture
    beyond: Picture | None
    lacking: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]


def pages(edition: Edition, links: Links, apparatus: Apparatus) -> list[Page]:
    """The page of the map; none for an edition without coordinates."""
    met = by_name(mentions(edition, links))
    names = {name.key: name for name in apparatus.names if name.kind is NameKind.PLACE and name.address in met}
    located = dict(placed(met, apparatus))
    if not located:
        return []
    entries = {entry.key: entry for entry in apparatus.coordinates if entry.key in located}
    passages = {key: int(place.weight) for key, place in located.items()}
    places = list(located.values())
    frame, whole = fitted(places, _SHARE), fitted(places)

    def marks(of: Frame) -> list[Mark]:
        return [
            Mark(names[key], of.at(entry.lon, entry.lat), entry.extent, passages[key]) for key, entry in entries.items()
        ]

    shown = [mark for mark in marks(frame) if frame.holds(mark.at)]
    on_map = {mark.name.key for mark in shown}
    everywhere = marks(whole)
    beyond = [mark for mark in everywhere if mark.name.key not in on_map]
    drawn = {key for line in apparatus.lines for key in line.shows}
    lacking = [name for key, name in names.items() if key not in located and key not in drawn]
    shown_map = Map(
        _picture(frame, labelled(shown, frame.height), apparatus.lines),
        _overview(whole, beyond, [mark.at for mark in everywhere if mark.name.key in on_map]) if beyond else None,
        tuple((_href(name), name.name) for name in sorted(lacking, key=lambda name: name.sort)),
        tuple(_rows([names[key] for key in located], entries, met)),
    )
    return [document(addresses.MAP, TITLE, [templates.page("place_map", shown_map)], "hide: [toc]\n")]


def placed(met: Mapping[str, Sequence[Mention]], apparatus: Apparatus) -> list[tuple[str, Place]]:
    """The places that the book names and whose coordinates are known, by their keys; each weighs as many passages as
    name it."""
    names = {n.key: n.address for n in apparatus.names if n.kind is NameKind.PLACE and n.address in met}
    return [
        (entry.key, Place(entry.lon, entry.lat, _passages(met[names[entry.key]])))
        for entry in apparatus.coordinates
        if entry.key in names
    ]


def _href(name: Name) -> str:
    """The entry of a name in its index, from the map."""
    return f"../{addresses.entry(name.address)}"


def labelled(marks: Iterable[Mark], height: int) -> list[Mark]:
    """The marks of a picture of this height with places for their names: towns before lands, which leave more choice,
    those most named first."""
    ranked = sorted(marks, key=lambda mark: (mark.extent != "point", -mark.passages, mark.name.key))
    taken = [_circle(mark) for mark in ranked if mark.extent == "point"]
    found: list[Mark] = []
    for mark in ranked:
        width = len(mark.name.name) * mark.size * _LETTER
        label = next((at for at in _around(mark, width) if _free(at, width, mark.size, height, taken)), None)
        if label:
            taken.append(_box(*label, width, mark.size))
        found.append(replace(mark, label=label))
    return found


def _free(at: Point, width: float, size: float, height: int, taken: Iterable[Box]) -> bool:
    """Whether a name at a point is inside the picture and touches nothing."""
    box = _box(*at, width, size)
    inside = box[0] > 0 and box[1] > 0 and box[2] < WIDTH and box[3] < height
    return inside and not any(_touch(box, other) for other in taken)


def _around(mark: Mark, width: float) -> Iterator[Point]:
    """The possible beginnings of a name on its baseline: right of its mark, left, above, below; for an area, around its
    point."""
    x, y = mark.at
    middle = mark.size * 0.35
    if mark.extent == "area":
        for down in (0, 12, -12, 24, -24):
            for right in (0, 20, -20, 40, -40):
                yield round(x - width / 2 + right, 1), round(y + middle + down, 1)
        return
    off = mark.radius + _GAP + 1
    yield round(x + off, 1), round(y + middle, 1)
    yield round(x - off - width, 1), round(y + middle, 1)
    yield round(x - width / 2, 1), round(y - off - mark.size * 0.2, 1)  # clear of the mark with its descenders
    yield round(x - width / 2, 1), round(y + off + mark.size * 0.75, 1)


def _circle(mark: Mark) -> Box:
    (x, y), r = mark.at, mark.radius
    return x - r, y - r, x + r, y + r


def _box(x: float, y: float, width: float, height: float) -> Box:
    """The space of a name that begins at a point of its base line."""
    return x - _GAP, y - height * 0.8 - _GAP, x + width + _GAP, y + height * 0.2 + _GAP


def _touch(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _passages(met: Sequence[Mention]) -> int:
    return len({mention.address for mention in met})


def _picture(frame: Frame, marks: Sequence[Mark], lines: Iterable[Line]) -> Picture:
    drawn = (*(mark for mark in marks if mark.extent == "area"), *_largest_first(marks))
    title = "Places of the book; the table below has the same"
    return Picture("map-name", title, "map", frame, drawn, tuple(_border(frame, line) for line in lines))


def _overview(frame: Frame, beyond: Sequence[Mark], others: Iterable[Point]) -> Picture:
    """A second picture: the places outside the first with their names, the rest as dots."""
    title = "All places of the book; those of the map above are dots without names"
    marks = tuple(labelled(beyond, frame.height))
    return Picture("overview-name", title, "map overview", frame, marks, dots=tuple(others))


def _largest_first(marks: Iterable[Mark]) -> list[Mark]:
    """Small marks are drawn over large ones."""
    return sorted((m for m in marks if m.extent == "point"), key=lambda mark: -mark.passages)


def _border(frame: Frame, line: Line) -> Border:
    points = [frame.at(*point) for point in line.points]
    return Border(line, "M" + "L".join(f"{x} {y}" for x, y in points))


def _rows(
    names: Iterable[Name], placed: Mapping[str, Coordinates], met: Mapping[str, Sequence[Mention]]
) -> Iterator[Row]:
    for name in sorted(names, key=lambda name: name.sort):
        parts = [list(group) for _, group in groupby(met[name.address], key=lambda mention: mention.part)]
        linked = ((f"../{found[0].address}", short_title(found[0].part), _passages(found)) for found in parts)
        yield Row(name, _degrees(placed[name.key]), tuple(linked))


def _degrees(entry: Coordinates) -> str:
    north, east = "N" if entry.lat >= 0 else "S", "E" if entry.lon >= 0 else "W"
    return f"{abs(entry.lat)}° {north}, {abs(entry.lon)}° {east}"
