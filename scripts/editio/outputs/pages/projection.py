"""Lambert's azimuthal equal-area projection, fitted to the places of a book.

A `Frame` is a picture with its projection. `fitted` makes the frame that shows the places of a book as large as
possible; `land` is clipped at its edges. Begin reading at `fitted`.

Source of the formulas: J. P. Snyder, Map Projections: A Working Manual (1987), 185.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

WIDTH = 1000  # units of a picture
_LOWEST, _HIGHEST = 560, 900  # units
_MARGIN = 0.08  # of the width, free about the outermost places
_LEAST = math.radians(4)  # the least width shown, so that a single town has land about it
_FARTHEST = -0.95  # cosine of the greatest distance from the centre; the antipode cannot be shown
_NEARLY = 4 / 3  # places up to this many times as far away are shown too, since they take little room
_BEYOND = 60  # units of land drawn beyond the edges, so that no coast ends at one
_LAND = Path(__file__).parent / "base_map" / "land.json"

Point = tuple[float, float]


@dataclass(frozen=True)
class Place:
    """Degrees east and north, and how much it counts."""

    longitude: float
    latitude: float
    weight: float = 1.0


@dataclass(frozen=True)
class Frame:
    """A picture of a stretch of the earth. `longitude` and `latitude` are the centre of the projection, `scale` the
    units of the picture in a radian, `left` and `top` the corner of the picture in these units from the centre."""

    longitude: float
    latitude: float
    scale: float
    left: float
    top: float
    height: int

    def at(self, longitude: float, latitude: float) -> Point:
        """Degrees to units of the picture, from its upper left corner."""
        x, y = _projected(longitude, latitude, self.longitude, self.latitude)
        return round(x * self.scale - self.left, 1), round(-y * self.scale - self.top, 1)

    def holds(self, point: Point) -> bool:
        return 0 < point[0] < WIDTH and 0 < point[1] < self.height

    def land(self, step: int = 1) -> str:
        """The land as the data of a path, an even-odd one, its points rounded to so many units."""
        return _land(self, step)


def fitted(places: Sequence[Place], share: float = 1.0) -> Frame:
    """The frame for the places nearest to the common centre with this share of the weight, and for those a little
    farther away."""
    longitude, latitude = _middle(places)
    near = sorted(((_distance(place, longitude, latitude), place) for place in places), key=lambda found: found[0])
    wanted = share * sum(place.weight for place in places)
    reached = zip(near, accumulate(place.weight for _, place in near), strict=True)
    radius = next((distance for (distance, _), weight in reached if weight >= wanted), near[-1][0])
    kept = [place for distance, place in near if distance <= radius * _NEARLY]
    points = [_projected(place.longitude, place.latitude, longitude, latitude) for place in kept]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    wide = max(east - west, (north - south) * WIDTH / _HIGHEST, _LEAST) * (1 + 2 * _MARGIN)
    scale = WIDTH / wide
    high = round((north - south) * scale * (1 + 2 * _MARGIN))
    height = min(max(high, _LOWEST), _HIGHEST)
    left = (west + east) / 2 * scale - WIDTH / 2
    top = -(south + north) / 2 * scale - height / 2
    return Frame(longitude, latitude, scale, left, top, height)


def _middle(places: Iterable[Place]) -> Point:
    """The middle of places on the sphere, in degrees, each as often as it counts."""
    x = y = z = 0.0
    for place in places:
        east, north = math.radians(place.longitude), math.radians(place.latitude)
        x += place.weight * math.cos(north) * math.cos(east)
        y += place.weight * math.cos(north) * math.sin(east)
        z += place.weight * math.sin(north)
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))


def _distance(place: Place, longitude: float, latitude: float) -> float:
    """From a point, as the projection shows it."""
    return math.hypot(*_projected(place.longitude, place.latitude, longitude, latitude))


def _projected(longitude: float, latitude: float, middle: float, parallel: float) -> Point:
    """Degrees to radians east and north of the centre."""
    east, north, centre = math.radians(longitude - middle), math.radians(latitude), math.radians(parallel)
    cosine = math.sin(centre) * math.sin(north) + math.cos(centre) * math.cos(north) * math.cos(east)
    stretch = math.sqrt(2 / (1 + max(cosine, _FARTHEST)))
    return (
        stretch * math.cos(north) * math.sin(east),
        stretch * (math.cos(centre) * math.sin(north) - math.sin(centre) * math.cos(north) * math.cos(east)),
    )


@cache
def _rings() -> list[list[Point]]:
    return [[(x, y) for x, y in ring] for ring in json.loads(_LAND.read_text("utf-8"))]


@cache
def _land(frame: Frame, step: int) -> str:
    shapes = []
    for ring in _rings():
        points = _clipped([frame.at(*point) for point in ring], frame)
        at = [f"{round(x / step) * step} {round(y / step) * step}" for x, y in points]
        kept = [point for n, point in enumerate(at) if n == 0 or point != at[n - 1]]
        if len(kept) > 2:
            shapes.append("M" + "L".join(kept) + "Z")
    return "".join(shapes)


def _clipped(ring: list[Point], frame: Frame) -> list[Point]:
    """A ring clipped to the picture (Sutherland and Hodgman's algorithm, one edge after the other)."""
    low, right, bottom = -_BEYOND, WIDTH + _BEYOND, frame.height + _BEYOND
    for axis, bound, sign in ((0, low, 1), (0, right, -1), (1, low, 1), (1, bottom, -1)):
        ring = list(_cut(ring, axis, bound, sign))
    return ring


def _cut(ring: list[Point], axis: int, bound: float, sign: int) -> Iterator[Point]:
    """The part of a ring on the side of an edge that `sign` selects."""
    for before, point in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
        inside, was = sign * (point[axis] - bound) >= 0, sign * (before[axis] - bound) >= 0
        if inside != was:
            part = (bound - before[axis]) / (point[axis] - before[axis])
            crossing = [before[k] + part * (point[k] - before[k]) for k in (0, 1)]
            crossing[axis] = bound
            yield crossing[0], crossing[1]
        if inside:
            yield point
