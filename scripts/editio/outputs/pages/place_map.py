"""The map of the places that the book names: a vector picture with links, and the same as a table.

The map is fitted to the places that have nearly all passages (`projection`); if some lie beyond it, a second picture
shows all. The places come from `apparatus/coordinates.tsv`, each mark as large as the number of the place's passages.
Names are set where they touch no other; one that finds no room appears when its mark is pointed at, or when the map is
enlarged. Begin reading at `pages`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from editio.inputs.registers import Apparatus, Coordinates, Line, Name
from editio.model.kinds import NameKind
from editio.model.text import Edition
from editio.outputs.escaping import attribute, escape
from editio.outputs.pages.indexes import Mention, by_name, counted, mentions, short_title
from editio.outputs.pages.markdown import Page, document
from editio.outputs.pages.projection import WIDTH, Frame, Place, Point, fitted
from editio.stages.linking import Links

ADDRESS = "map/"
TITLE = "Map"
_SHARE = 0.99  # of the passages that the map shows; the second picture shows all
_LETTER = 0.52  # the width of a letter, in parts of its size
_SIZES = {"point": 15.0, "area": 15.0}  # of the names, in units
_RADIUS = 1.5  # of the mark of a place with one passage
_SMALLEST = 2.0
_GAP = 2.0

Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class Mark:
    """A place on the map: where it is, how often it is named, and where its name stands, if there is room."""

    name: Name
    at: Point
    extent: str
    passages: int
    label: Point | None = None

    @property
    def radius(self) -> float:
        """So that the areas of two marks are as the numbers of their passages; none is too small to be seen."""
        return max(_SMALLEST, _RADIUS * math.sqrt(self.passages)) if self.extent == "point" else 0.0

    @property
    def size(self) -> float:
        return _SIZES[self.extent]


def pages(edition: Edition, links: Links, apparatus: Apparatus) -> list[Page]:
    """The page of the map; none for an edition without coordinates."""
    met = by_name(mentions(edition, links))
    names = {name.key: name for name in apparatus.names if name.kind is NameKind.PLACE and name.address in met}
    placed = {entry.key: entry for entry in apparatus.coordinates if entry.key in names}
    if not placed:
        return []
    passages = {key: _passages(met[names[key].address]) for key in placed}
    places = [Place(entry.lon, entry.lat, passages[key]) for key, entry in placed.items()]
    frame, whole = fitted(places, _SHARE), fitted(places)

    def marks(of: Frame) -> list[Mark]:
        return [
            Mark(names[key], of.at(entry.lon, entry.lat), entry.extent, passages[key]) for key, entry in placed.items()
        ]

    shown = [mark for mark in marks(frame) if frame.holds(mark.at)]
    on_map = {mark.name.key for mark in shown}
    everywhere = marks(whole)
    beyond = [mark for mark in everywhere if mark.name.key not in on_map]
    lacking = [name for key, name in names.items() if key not in placed]
    lines = [
        f"# {TITLE} {{: #title }}",
        "The more passages name a place, the larger its mark. Names without a mark stand about the middle of a state, "
        "land or sea. If a name has no room, it appears when you point at its mark or enlarge the map. "
        "The map shows no frontiers, because the open data that it is drawn from have only those of today. "
        "Broken lines are approximate.",
        _picture(frame, labelled(shown, frame.height), apparatus.lines),
        *_below(apparatus.lines, lacking),
        *_overview(whole, beyond, [mark.at for mark in everywhere if mark.name.key in on_map]),
        "## The same as a table {: #table }",
        _table([names[key] for key in placed], placed, met),
    ]
    return [document(ADDRESS, TITLE, lines, "hide: [toc]\n")]


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
    """Where a name may begin on its base line: right of its mark, left, above, below; of an area about it."""
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


def _picture(frame: Frame, marks: Sequence[Mark], lines: Iterable[Line]) -> str:
    drawn = "".join(f"{_line(frame, line)}\n" for line in lines)
    placed = "\n".join(_mark(mark) for mark in (*(m for m in marks if m.extent == "area"), *_largest_first(marks)))
    return (
        f'<div class="map" data-map>\n<div class="map-frame">\n{_opening(frame, "map-name")}'
        f'<title id="map-name">Places of the book; the table below has the same</title>\n'
        f"{_ground(frame)}\n{drawn}{placed}\n</svg>\n</div>\n</div>"
    )


def _overview(frame: Frame, beyond: Sequence[Mark], others: Iterable[Point]) -> Iterator[str]:
    """A second picture, if some places lie beyond the first: these with their names, the others as dots."""
    if not beyond:
        return
    dots = "".join(f'<circle class="elsewhere" cx="{x}" cy="{y}" r="3"></circle>' for x, y in others)
    placed = "\n".join(map(_mark, labelled(beyond, frame.height)))
    yield "## Places beyond the edges {: #beyond }"
    yield (
        f'<div class="map overview">\n<div class="map-frame">\n{_opening(frame, "overview-name")}'
        '<title id="overview-name">All places of the book; those of the map above are dots without names</title>\n'
        f"{_ground(frame)}\n{dots}\n{placed}\n</svg>\n</div>\n</div>"
    )


def _opening(frame: Frame, name: str) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {frame.height}" role="group" aria-labelledby="{name}" '
        'xmlns="http://www.w3.org/2000/svg">\n'
    )


def _ground(frame: Frame) -> str:
    return (
        f'<rect class="sea" width="{WIDTH}" height="{frame.height}"></rect>\n'
        f'<path class="land" fill-rule="evenodd" d="{frame.land()}"></path>'
    )


def _largest_first(marks: Iterable[Mark]) -> list[Mark]:
    """Small marks are drawn over large ones."""
    return sorted((m for m in marks if m.extent == "point"), key=lambda mark: -mark.passages)


def _line(frame: Frame, line: Line) -> str:
    points = [frame.at(*point) for point in line.points]
    path = "M" + "L".join(f"{x} {y}" for x, y in points)
    return (
        f'<a class="line" href="../{line.document}"><title>{escape(line.label)}: approximate</title>'
        f'<path d="{path}"></path></a>'
    )


def _mark(mark: Mark) -> str:
    """A mark about its own origin, so that it keeps its size when the map is enlarged."""
    (x, y), name = mark.at, mark.name
    dot = f'<circle r="{mark.radius:.1f}"></circle>' if mark.radius else ""
    kind = mark.extent if mark.label else f"{mark.extent} crowded"
    start = mark.label or (x + mark.radius + _GAP, y + mark.size * 0.35)
    text = f'<text x="{start[0] - x:.1f}" y="{start[1] - y:.1f}">{escape(name.name)}</text>'
    title = f"{name.name}: {counted(mark.passages, 'passage')}"
    return (
        f'<a class="place {kind}" id="{name.key}" href="../{name.address.replace("/", "/#")}" '
        f'data-name="{name.address}" aria-label="{attribute(title)}" transform="translate({x} {y})">'
        f"<g>{dot}{text}</g></a>"
    )


def _below(lines: Iterable[Line], lacking: Iterable[Name]) -> Iterator[str]:
    for line in lines:
        yield f"[{escape(line.label)}](../{line.document}): {escape(line.note)}\n{{: .map-note }}"
    listed = ", ".join(
        f'<a href="../{name.address.replace("/", "/#")}">{escape(name.name)}</a>'
        for name in sorted(lacking, key=lambda name: name.sort)
    )
    if listed:
        yield f"Not on the map, because no coordinates are entered: {listed}.\n{{: .map-note }}"


def _table(names: Iterable[Name], placed: Mapping[str, Coordinates], met: Mapping[str, Sequence[Mention]]) -> str:
    rows = []
    for name in sorted(names, key=lambda name: name.sort):
        entry = placed[name.key]
        parts = [
            f'<a href="../{found[0].address}">{escape(short_title(part))}</a> {_passages(found)}'
            for part, group in groupby(met[name.address], key=lambda mention: mention.part)
            for found in [list(group)]
        ]
        rows.append(
            f'<tr><th scope="row"><a href="../{name.address.replace("/", "/#")}">{escape(name.name)}</a></th>'
            f"<td>{_degrees(entry)}</td><td>{', '.join(parts)}</td></tr>"
        )
    head = '<thead><tr><th scope="col">Place</th><th scope="col">Lies at</th><th scope="col">Passages</th></tr></thead>'
    return (
        '<div class="table-wrapper" tabindex="0" role="region" aria-label="Places and their passages">\n'
        f'<table class="map-table">\n{head}\n<tbody>\n' + "\n".join(rows) + "\n</tbody>\n</table>\n</div>"
    )


def _degrees(entry: Coordinates) -> str:
    north, east = "N" if entry.lat >= 0 else "S", "E" if entry.lon >= 0 else "W"
    return f"{abs(entry.lat)}° {north}, {abs(entry.lon)}° {east}"
